"""Masa kerja, gaji pokok, penetapan, BUP, dan periode, dihitung tangan."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.aturan.bup import bup_jabatan, tmt_pensiun
from models.aturan.gaji import gaji_pokok
from models.aturan.hasil import MasukanKP
from models.aturan.masa_kerja import MasaKerja, bulan_antara, masa_kerja_golongan, sesudah_naik
from models.aturan.penetapan import penetapan
from models.aturan.periode import (
    bulan_berikut,
    pastikan_periode,
    penutupan_baku,
    periode_terbuka,
    periode_terdekat,
    rentang_periode,
)
from models.profil import RiwayatJabatan
from models.referensi import Golongan, JenisKP, Jenjang
from models.referensi.tanggal import tambah_tahun, tulis_tanggal
from tests.hukum.aturan.contoh import PERIODE, fungsional, gol, ijazah, layak, pelaksana, profil_contoh, struktural

masa_kerja = st.builds(MasaKerja, tahun=st.integers(0, 45), bulan=st.integers(0, 11))
golongan = st.sampled_from(Golongan)


# Masa kerja golongan.


@pytest.mark.parametrize(
    ("mulai", "sampai", "bulan"),
    [
        (date(2022, 10, 1), date(2026, 12, 1), 50),
        (date(2022, 10, 15), date(2022, 11, 14), 0),
        (date(2022, 10, 15), date(2022, 11, 15), 1),
        (date(2024, 1, 31), date(2024, 2, 29), 0),
        (date(2026, 2, 1), date(2026, 1, 1), -1),
    ],
)
def test_bulan_penuh(mulai: date, sampai: date, bulan: int) -> None:
    assert bulan_antara(mulai, sampai) == bulan


def test_masa_kerja_menambah_yang_tercatat() -> None:
    """8 tahun 7 bulan pada 1-10-2022 menjadi 12 tahun 9 bulan pada 1-12-2026."""
    assert masa_kerja_golongan(profil_contoh(), PERIODE) == MasaKerja(tahun=12, bulan=9)


def test_masa_kerja_memakai_golongan_yang_berlaku_hari_itu() -> None:
    assert masa_kerja_golongan(profil_contoh(), date(2022, 9, 30)) == MasaKerja(tahun=8, bulan=6)


def test_masa_kerja_sebelum_golongan_pertama_ditolak() -> None:
    with pytest.raises(ValueError, match="golongan: belum ada riwayat golongan"):
        masa_kerja_golongan(profil_contoh(), date(2014, 2, 28))


@pytest.mark.parametrize(
    ("lama", "baru", "sebelum", "sesudah"),
    [
        ("I/d", "II/a", (12, 3), (6, 3)),
        ("II/d", "III/a", (16, 0), (11, 0)),
        ("III/d", "IV/a", (20, 5), (20, 5)),
        ("III/a", "III/b", (4, 0), (4, 0)),
        ("I/c", "III/a", (14, 0), (3, 0)),
        ("II/b", "III/a", (3, 0), (0, 0)),
    ],
)
def test_potongan_pindah_golongan(lama: str, baru: str, sebelum: tuple[int, int], sesudah: tuple[int, int]) -> None:
    hasil = sesudah_naik(MasaKerja(tahun=sebelum[0], bulan=sebelum[1]), Golongan(lama), Golongan(baru))
    assert (hasil.tahun, hasil.bulan) == sesudah


@given(masa_kerja, st.integers(0, 600))
def test_tambah_lalu_kurang_kembali(awal: MasaKerja, bulan: int) -> None:
    assert awal.tambah(bulan).tambah(-bulan) == awal


# Gaji pokok (PP 5/2024).


@pytest.mark.parametrize(
    ("nama", "tahun", "rupiah"),
    [
        ("I/a", 0, 1_685_700),
        ("I/b", 0, 1_840_800),
        ("II/a", 0, 2_184_000),
        ("II/a", 1, 2_218_400),
        ("II/a", 2, 2_218_400),
        ("II/a", 3, 2_288_200),
        ("II/d", 16, 3_120_900),
        ("III/a", 11, 3_252_900),
        ("III/c", 12, 3_645_200),
        ("III/d", 13, 3_799_400),
        ("IV/e", 32, 6_373_200),
        ("IV/e", 45, 6_373_200),
    ],
)
def test_gaji_pokok(nama: str, tahun: int, rupiah: int) -> None:
    assert gaji_pokok(Golongan(nama), MasaKerja(tahun=tahun, bulan=11)) == rupiah


@given(golongan, masa_kerja, st.integers(0, 240))
def test_gaji_tak_turun_oleh_masa_kerja(nama: Golongan, awal: MasaKerja, bulan: int) -> None:
    assert gaji_pokok(nama, awal) <= gaji_pokok(nama, awal.tambah(bulan))


@given(masa_kerja, golongan, golongan)
def test_gaji_naik_bersama_golongan(lama: MasaKerja, satu: Golongan, dua: Golongan) -> None:
    rendah, tinggi = sorted((satu, dua))
    assert gaji_pokok(rendah, lama) <= gaji_pokok(tinggi, lama)


@given(masa_kerja, st.sampled_from([g for g in Golongan if g.berikutnya]))
def test_naik_pangkat_tak_pernah_menurunkan_gaji(lama: MasaKerja, awal: Golongan) -> None:
    tujuan = awal.berikutnya
    assert tujuan is not None
    assert gaji_pokok(tujuan, sesudah_naik(lama, awal, tujuan)) > gaji_pokok(awal, lama)


# Penetapan.


def test_penetapan_reguler() -> None:
    hasil = penetapan(profil_contoh(), JenisKP.REGULER, PERIODE)
    assert (hasil.golongan_lama, hasil.golongan_baru, hasil.tmt) == (Golongan.III_C, Golongan.III_D, PERIODE)
    assert hasil.masa_kerja_lama == hasil.masa_kerja_baru == MasaKerja(tahun=12, bulan=9)
    assert (hasil.gaji_pokok_lama, hasil.gaji_pokok_baru) == (3_645_200, 3_799_400)


def test_penetapan_memotong_masa_kerja_ke_golongan_iii() -> None:
    """II/d 12 tahun pada 1-12-2022: 16 tahun pada TMT, 11 tahun di III/a."""
    profil = profil_contoh(golongan=(gol("II/d", date(2022, 12, 1), 12, 0),))
    hasil = penetapan(profil, JenisKP.REGULER, PERIODE)
    assert (hasil.masa_kerja_lama, hasil.masa_kerja_baru) == (MasaKerja(tahun=16), MasaKerja(tahun=11))
    assert (hasil.gaji_pokok_lama, hasil.gaji_pokok_baru) == (3_120_900, 3_252_900)


def test_penetapan_penyesuaian_ijazah_melompat() -> None:
    """II/d ke III/a lewat ijazah S-1: 7 tahun + 2 tahun 8 bulan, dipotong 5 tahun."""
    profil, masukan = layak(JenisKP.PENYESUAIAN_IJAZAH)
    hasil = penetapan(profil, JenisKP.PENYESUAIAN_IJAZAH, PERIODE, masukan)
    assert (hasil.golongan_baru, hasil.masa_kerja_baru) == (Golongan.III_A, MasaKerja(tahun=4, bulan=8))


def test_penetapan_fungsional_menyebut_angka_kredit_kumulatif() -> None:
    """Yang dibandingkan dengan kebutuhannya (PermenPANRB 1/2023) itulah yang tercetak; jenis lain tidak menyebutnya."""
    profil, masukan = layak(JenisKP.FUNGSIONAL)
    hasil = penetapan(profil, JenisKP.FUNGSIONAL, PERIODE, masukan)
    assert hasil.angka_kredit == sum(satu.jumlah for satu in profil.angka_kredit) > 0
    assert penetapan(profil, JenisKP.REGULER, PERIODE, masukan).angka_kredit is None


def test_penetapan_pengadaan_tidak_menaikkan() -> None:
    profil, masukan = layak(JenisKP.PENGADAAN)
    hasil = penetapan(profil, JenisKP.PENGADAAN, PERIODE, masukan)
    assert hasil.golongan_lama is hasil.golongan_baru is Golongan.III_A
    assert hasil.gaji_pokok_lama == hasil.gaji_pokok_baru


@pytest.mark.parametrize(
    "riwayat",
    [(), (gol("IV/e", date(2020, 1, 1)),), (gol("III/c", date(2027, 1, 1)),)],
    ids=["kosong", "tertinggi", "belum_tmt"],
)
def test_penetapan_tanpa_tujuan_ditolak(riwayat: tuple[object, ...]) -> None:
    with pytest.raises(ValueError, match="golongan: tidak ada golongan tujuan"):
        penetapan(profil_contoh(golongan=riwayat), JenisKP.REGULER, PERIODE, MasukanKP())


# BUP.


@pytest.mark.parametrize(
    ("jabatan", "bup"),
    [
        (None, 58),
        (pelaksana(), 58),
        (struktural("III.a", date(2020, 1, 1)), 58),
        (struktural("II.b", date(2020, 1, 1)), 60),
        (struktural("I.a", date(2020, 1, 1)), 60),
        (fungsional(Jenjang.PERTAMA, date(2020, 1, 1)), 58),
        (fungsional(Jenjang.PENYELIA, date(2020, 1, 1)), 58),
        (fungsional(Jenjang.MADYA, date(2020, 1, 1)), 60),
        (fungsional(Jenjang.UTAMA, date(2020, 1, 1)), 65),
        # Polisi Kehutanan Ahli Utama, usiaBup 65 di jabatan_fungsional.csv, menang atas jenjang yang tercatat.
        (fungsional(Jenjang.MUDA, date(2020, 1, 1), "8ae483a570e6758b01710ba2c7527d80"), 65),
    ],
)
def test_bup(jabatan: RiwayatJabatan | None, bup: int) -> None:
    assert bup_jabatan(jabatan) == bup


@pytest.mark.parametrize(
    ("lahir", "pensiun"),
    [
        (date(1968, 11, 1), date(2026, 12, 1)),
        (date(1968, 11, 30), date(2026, 12, 1)),
        (date(1968, 12, 31), date(2027, 1, 1)),
        (date(1968, 2, 29), date(2026, 4, 1)),
    ],
)
def test_tmt_pensiun_bulan_sesudah_ulang_tahun(lahir: date, pensiun: date) -> None:
    if lahir == date(1968, 2, 29):
        # 58 tahun sejak 29 Februari jatuh pada 1 Maret 2026.
        assert tambah_tahun(lahir, 58) == date(2026, 3, 1)
    profil = profil_contoh(tanggal_lahir=lahir, tmt_cpns=date(1992, 3, 1))
    assert tmt_pensiun(profil, PERIODE) == pensiun


# Periode (Perban BKN 4/2025).


def test_dua_belas_periode_setahun() -> None:
    assert rentang_periode(date(2026, 1, 1), date(2026, 12, 31)) == tuple(date(2026, b, 1) for b in range(1, 13))


def test_periode_pertama_oktober_2025() -> None:
    assert periode_terdekat(date(2024, 5, 3)) == date(2025, 10, 1)
    with pytest.raises(ValueError, match="mulai 1 Oktober 2025"):
        pastikan_periode(date(2025, 9, 1))


@given(st.dates(date(2025, 10, 2), date(2090, 1, 1)))
def test_periode_terdekat_tanggal_satu_dan_tak_mundur(tanggal: date) -> None:
    periode = pastikan_periode(periode_terdekat(tanggal))
    assert 0 <= (periode - tanggal).days <= 30
    assert pastikan_periode(bulan_berikut(periode)) > periode


def test_periode_terbuka_menurut_tabel_penutupan() -> None:
    tabel = {date(2026, 12, 1): date(2026, 11, 20), date(2027, 1, 1): date(2026, 12, 18)}
    assert periode_terbuka(date(2026, 11, 20), tabel) == (date(2026, 12, 1), date(2027, 1, 1))
    assert periode_terbuka(date(2026, 11, 21), tabel) == (date(2027, 1, 1),)
    assert periode_terbuka(date(2026, 12, 19), tabel) == ()


def test_penutupan_baku_tanggal_dua_puluh_bulan_sebelumnya() -> None:
    assert penutupan_baku(date(2027, 1, 1)) == date(2026, 12, 20)
    assert penutupan_baku(date(2026, 12, 1)) == date(2026, 11, 20)


def test_tanggal_ditulis_indonesia() -> None:
    assert tulis_tanggal(date(2026, 8, 17)) == "17 Agustus 2026"


def test_ijazah_tanpa_tanggal_dianggap_lulus_akhir_tahun() -> None:
    assert ijazah("40", date(2020, 3, 1)).model_copy(update={"tanggal_lulus": None}).hari_lulus == date(2020, 12, 31)

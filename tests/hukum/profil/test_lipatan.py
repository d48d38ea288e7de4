"""Lipatan: pasti, tidak tergantung urutan, dan tidak pernah memperlihatkan yang belum berlaku."""

from datetime import date, timedelta
from random import Random
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.data_lama import uraikan
from models.lipatan import DataUtamaKurang, hari_berubah, lipat, lipat_kini
from models.profil import ProfilASN
from models.referensi import Golongan
from models.riwayat import KELOMPOK, Riwayat
from models.riwayat.kepangkatan import (
    JenisKontrak,
    RiwayatCpnsPns,
    RiwayatJabatan,
    RiwayatKedudukanHukum,
    RiwayatKGB,
    RiwayatKontrak,
    RiwayatPemblokiran,
    RiwayatPindahInstansi,
    RiwayatPMK,
    StatusPengangkatan,
)
from models.riwayat.kompetensi import RiwayatPendidikan, RiwayatPenugasan, RiwayatProfesi
from models.riwayat.pribadi import RiwayatPribadi
from tests.hukum.aturan.contoh import KEMENKEU, KOTA_BANDUNG, gol, pelaksana, profil_contoh
from tests.hukum.profil.baris import HARI_INI, hari, hemat, riwayat_acak

ID = UUID(int=7)
hari_kerja = hari.filter(lambda h: h >= date(2014, 3, 1))
"""Sejak orang contoh diangkat."""


def utuh(**kelompok: object) -> Riwayat:
    """Riwayat contoh dengan kelompok yang diganti."""
    return uraikan(profil_contoh(), HARI_INI).model_copy(update=kelompok)


def ada(riwayat: Riwayat, pada: date = HARI_INI) -> ProfilASN:
    return lipat(ID, riwayat, pada)


@hemat
@given(riwayat_acak(), hari_kerja, st.integers())
def test_lipatan_tidak_tergantung_urutan_baris(riwayat: Riwayat, pada: date, benih: int) -> None:
    acak = Random(benih)
    teraduk = riwayat.model_copy(
        update={k: tuple(acak.sample(b, len(b))) for k in KELOMPOK if (b := getattr(riwayat, k))}
    )
    assert lipat(ID, teraduk, pada) == lipat(ID, riwayat, pada)
    assert lipat_kini(ID, teraduk, pada) == lipat_kini(ID, riwayat, pada)


@hemat
@given(riwayat_acak(), hari_kerja)
def test_yang_belum_berlaku_tidak_terlihat(riwayat: Riwayat, pada: date) -> None:
    profil = lipat(ID, riwayat, pada)
    assert all(baris.berlaku <= pada for kelompok in KELOMPOK for baris in getattr(profil, kelompok))
    lampau = riwayat.model_copy(
        update={k: tuple(r for r in getattr(riwayat, k) if r.berlaku <= pada) for k in KELOMPOK}
    )
    assert profil == lipat(ID, lampau, pada)


@hemat
@given(riwayat_acak(), hari_kerja)
def test_data_utama_tetap_sampai_hari_berubahnya(riwayat: Riwayat, pada: date) -> None:
    """Penyegar hanya melihat hari itu; di antaranya lipatan tidak boleh berubah."""
    tiba = hari_berubah(riwayat, pada)
    sampai = tiba - timedelta(days=1) if tiba else date(2040, 1, 1)
    assert _utama(lipat(ID, riwayat, sampai)) == _utama(lipat(ID, riwayat, pada))


def _utama(profil: ProfilASN) -> dict[str, object]:
    return {nama: getattr(profil, nama) for nama in ProfilASN.model_fields if nama not in KELOMPOK}


@hemat
@given(riwayat_acak())
def test_uraian_data_lama_terlipat_kembali(riwayat: Riwayat) -> None:
    profil = lipat_kini(ID, riwayat, HARI_INI)
    telanjang = profil.model_copy(update={"pribadi": (), "unor": (), "kedudukan": (), "pemblokiran": ()})
    terlipat = lipat_kini(ID, uraikan(telanjang, HARI_INI), HARI_INI)
    assert _utama(terlipat) == _utama(profil)


def test_profil_hari_ini_memuat_pangkat_yang_tmt_nya_belum_tiba() -> None:
    nanti = gol("III/d", date(2026, 12, 1), 12, 9)
    riwayat = utuh(golongan=(*profil_contoh().golongan, nanti))
    profil = lipat_kini(ID, riwayat, HARI_INI)
    assert profil.golongan_terakhir == nanti
    assert (profil.kini.golongan, profil.kini.tmt_golongan) == (Golongan.III_C, date(2022, 10, 1))
    assert hari_berubah(riwayat, HARI_INI) == nanti.tmt
    assert ada(riwayat, nanti.tmt).kini.golongan is Golongan.III_D
    assert nanti not in ada(riwayat, HARI_INI).golongan


def test_data_lama_yang_belum_mulai_bekerja_pun_terurai() -> None:
    calon = profil_contoh(tmt_cpns=date(2027, 1, 1), tmt_pns=None, jabatan=(pelaksana(date(2027, 1, 1)),))
    terlipat = lipat_kini(ID, uraikan(calon, HARI_INI), HARI_INI)
    assert (terlipat.tmt_cpns, terlipat.unor_nama) == (calon.tmt_cpns, calon.unor_nama)


def test_sebelum_diangkat_ia_belum_tercatat() -> None:
    with pytest.raises(DataUtamaKurang, match="pada 01-01-2014 belum ada pengangkatan CPNS atau kontrak"):
        ada(utuh(), date(2014, 1, 1))
    assert lipat_kini(ID, utuh(), date(2013, 1, 1)).tmt_cpns == date(2014, 3, 1)


def test_riwayat_tanpa_data_pribadi_menyebut_yang_kurang() -> None:
    with pytest.raises(DataUtamaKurang) as galat:
        ada(utuh(pribadi=()))
    assert galat.value.kurang == ("NIP", "nama", "tanggal lahir", "jenis kelamin")


def test_data_pribadi_berubah_sejak_harinya_saja() -> None:
    lama = utuh().pribadi
    menikah = RiwayatPribadi(id=UUID(int=1), sejak=date(2020, 1, 1), alamat="Jalan Braga 1", status_kawin="1")
    riwayat = utuh(pribadi=(*lama, menikah))
    assert (ada(riwayat, date(2019, 12, 31)).alamat, ada(riwayat, date(2020, 1, 1)).alamat) == ("", "Jalan Braga 1")
    assert ada(riwayat).nama == "Ayu Lestari"


def test_gelar_tampil_sejak_dicantumkan_dan_sekali_saja() -> None:
    sarjana = RiwayatPendidikan(
        id=UUID(int=2), tingkat_id="40", nama="Administrasi", tahun_lulus=2012, gelar_belakang="S.A.P.",
        dicantumkan=date(2014, 3, 1),
    )  # fmt: skip
    magister = RiwayatPendidikan(
        id=UUID(int=3), tingkat_id="45", nama="Manajemen", tahun_lulus=2024, gelar_belakang="M.M.",
        dicantumkan=date(2025, 6, 1),
    )  # fmt: skip
    ners = RiwayatProfesi(
        id=UUID(int=4), nama="Ners", tanggal_lulus=date(2020, 1, 1), gelar_depan="Ns.", dicantumkan=date(2030, 1, 1)
    )
    riwayat = utuh(pendidikan=(magister, sarjana), profesi=(ners,))
    assert ada(riwayat, date(2025, 5, 31)).nama_lengkap == "Ayu Lestari, S.A.P."
    assert ada(riwayat, date(2025, 6, 1)).nama_lengkap == "Ayu Lestari, S.A.P., M.M."
    assert ada(riwayat, date(2030, 1, 1)).gelar_depan == "Ns."


def test_pindah_instansi_memindahkan_induk_dan_unit() -> None:
    pindah = RiwayatPindahInstansi(
        id=UUID(int=5), tmt=date(2024, 1, 1), jenis="7", instansi_induk_id=KEMENKEU, unor_nama="KPPN Bandung I",
        jenis_pegawai="1",
    )  # fmt: skip
    riwayat = utuh(pindah_instansi=(pindah,))
    sebelum, sesudah = ada(riwayat, date(2023, 12, 31)), ada(riwayat)
    assert (sebelum.instansi_id, sebelum.unor_nama, sebelum.jenis_pegawai) == (KOTA_BANDUNG, "Dinas Pendidikan", "15")
    assert (sesudah.instansi_id, sesudah.instansi_induk_id) == (KEMENKEU, KEMENKEU)
    assert (sesudah.unor_nama, sesudah.satuan_kerja, sesudah.jenis_pegawai) == ("KPPN Bandung I", "", "1")


def test_dipekerjakan_berinstansi_kerja_lain_selama_penugasannya() -> None:
    dpk = RiwayatJabatan(
        id=UUID(int=6), jenis=pelaksana().jenis, nama="Penata Layanan", tmt=date(2025, 1, 1), instansi_kerja_id=KEMENKEU
    )
    tugas = RiwayatPenugasan(
        id=UUID(int=8), jenis="dpk", mulai=date(2025, 1, 1), selesai=date(2026, 12, 31), jenis_pegawai="17"
    )
    riwayat = utuh(jabatan=(pelaksana(), dpk), penugasan=(tugas,))
    profil = ada(riwayat)
    assert (profil.instansi_id, profil.instansi_induk_id) == (KEMENKEU, KOTA_BANDUNG)
    assert (profil.jenis_pegawai, ada(riwayat, date(2027, 1, 1)).jenis_pegawai) == ("17", "15")
    assert hari_berubah(riwayat, HARI_INI) == date(2027, 1, 1)


def test_kedudukan_dan_pemblokiran_menurut_barisnya() -> None:
    riwayat = utuh(
        kedudukan=(
            RiwayatKedudukanHukum(id=UUID(int=9), kode="02", tmt=date(2020, 1, 1)),
            RiwayatKedudukanHukum(id=UUID(int=10), kode="01", tmt=date(2022, 1, 1)),
        ),
        pemblokiran=(RiwayatPemblokiran(id=UUID(int=11), mulai=date(2023, 1, 1), selesai=date(2023, 6, 30)),),
    )
    assert [ada(riwayat, date(tahun, 6, 30)).kedudukan_hukum for tahun in (2019, 2021, 2026)] == ["01", "02", "01"]
    assert ada(riwayat, date(2023, 6, 30)).diblokir
    assert not ada(riwayat, date(2023, 7, 1)).diblokir


def test_masa_kerja_memuat_pmk_dan_gaji_menurut_ketetapan_terakhir() -> None:
    pmk = RiwayatPMK(
        id=UUID(int=12), pengalaman="PT Contoh", mulai=date(2010, 1, 1), selesai=date(2012, 6, 30),
        tmt=date(2024, 5, 1), masa_kerja_tahun=2, masa_kerja_bulan=6, gaji_pokok=3_600_000,
    )  # fmt: skip
    kgb = RiwayatKGB(
        id=UUID(int=13), golongan=Golongan.III_C, tmt=date(2025, 3, 1), masa_kerja_tahun=13, masa_kerja_bulan=0,
        gaji_pokok=3_700_000,
    )  # fmt: skip
    riwayat = utuh(pmk=(pmk,), kgb=(kgb,))
    kini = ada(riwayat).kini
    assert (kini.masa_kerja_tahun, kini.masa_kerja_bulan, kini.gaji_pokok) == (11, 1, 3_700_000)
    lalu = ada(riwayat, date(2024, 4, 30)).kini
    assert (lalu.masa_kerja_tahun, lalu.masa_kerja_bulan, lalu.gaji_pokok) == (8, 7, None)


def test_pppk_tercatat_sejak_kontrak_pertamanya() -> None:
    kontrak = tuple(
        RiwayatKontrak(id=UUID(int=20 + ke), jenis=JenisKontrak.PPPK, mulai=date(tahun, 1, 1), instansi_id=KOTA_BANDUNG)
        for ke, tahun in enumerate((2026, 2021))
    )
    profil = ada(utuh(cpns_pns=(), kontrak=kontrak, golongan=(), unor=(), jabatan=()))
    assert (profil.tmt_cpns, profil.tmt_pns, profil.instansi_id) == (date(2021, 1, 1), None, KOTA_BANDUNG)


def test_baris_yang_mulai_pada_hari_yang_sama_ditengahi_idnya() -> None:
    pns = [RiwayatCpnsPns(id=UUID(int=n), status=StatusPengangkatan.PNS, tmt=date(2015, 4, 1)) for n in (1, 2)]
    dua = tuple(gol("III/b", date(2018, 10, 1), tahun).model_copy(update={"id": UUID(int=tahun)}) for tahun in (4, 3))
    profil = ada(utuh(golongan=dua, cpns_pns=(*utuh().cpns_pns, *pns)))
    assert profil.kini.masa_kerja_tahun == 4
    assert profil.golongan_terakhir == dua[0]

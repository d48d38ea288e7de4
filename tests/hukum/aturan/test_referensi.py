"""Referensi SIASN terbaca utuh, dan kode dalam program sama dengan kode di berkasnya."""

import re
from decimal import Decimal
from enum import Enum
from itertools import pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.referensi import (
    Golongan,
    JenisJabatan,
    JenisKP,
    Jenjang,
    KedudukanHukum,
    Predikat,
    dokumen_kp,
    instansi,
    nama_kode,
    tabel,
    tingkat_pendidikan,
)
from models.referensi.berkas import baris
from models.referensi.dokumen import NAMA_DOKUMEN, kode_dokumen
from models.referensi.instansi import semua_instansi, semua_kanreg
from models.referensi.jabatan import (
    KEAHLIAN,
    KETERAMPILAN,
    RENTANG_ESELON,
    RENTANG_JENJANG,
    jabatan_fungsional,
    jabatan_pelaksana,
    kebutuhan_angka_kredit,
    koefisien,
)
from models.referensi.kode import TAHUN_SKP
from models.referensi.tabel import gaji_pokok, pendidikan
from tests.hukum.aturan.contoh import KEMENKEU, KOTA_BANDUNG, KOTA_SURABAYA, PROVINSI_JABAR


def test_golongan_sama_dengan_berkasnya() -> None:
    isi = list(baris("golongan_pns.csv"))
    assert [b["nama"] for b in isi] == list(Golongan)
    assert [(b["id"], b["namaPangkat"]) for b in isi] == [(g.kode, g.pangkat) for g in Golongan]
    assert [Golongan.dari_kode(b["id"]) for b in isi] == list(Golongan)


def test_kode_golongan_tak_dikenal() -> None:
    with pytest.raises(ValueError, match="kode golongan '99' tidak dikenal"):
        Golongan.dari_kode("99")


@given(st.lists(st.sampled_from(Golongan)))
def test_urutan_golongan_menurut_kode(beberapa: list[Golongan]) -> None:
    """Urutan teks ``I/a`` … ``IV/e`` sama dengan urutan kode SIASN, jadi ``<`` berarti lebih rendah."""
    assert sorted(beberapa) == sorted(beberapa, key=lambda g: int(g.kode))


def test_berikutnya_menelusuri_semua_golongan() -> None:
    assert all(rendah.berikutnya is tinggi for rendah, tinggi in pairwise(Golongan))
    assert Golongan.IV_E.berikutnya is None


@pytest.mark.parametrize(
    ("enum", "nama"), [(JenisKP, "kenaikan_pangkat"), (JenisJabatan, "jenis_jabatan"), (Predikat, "kuadran_nilai")]
)
def test_enum_lengkap(enum: type[Enum], nama: str) -> None:
    assert [str(anggota.value) for anggota in enum] == list(tabel(nama))


def test_kedudukan_hukum_yang_dipakai_ada() -> None:
    assert [nama_kode("kedudukan_hukum", k) for k in KedudukanHukum] == [
        "Aktif", "CLTN", "Tugas Belajar", "Pejabat Negara",
    ]  # fmt: skip


def test_kode_tak_dikenal_menyebut_tabelnya() -> None:
    with pytest.raises(ValueError, match=r"'00' tidak ada di tabel kedudukan_hukum"):
        nama_kode("kedudukan_hukum", "00")
    with pytest.raises(ValueError, match="tingkat_id '41' tidak dikenal"):
        tingkat_pendidikan("41")


def test_batas_pendidikan() -> None:
    s1 = tingkat_pendidikan("40")
    assert (s1.golongan_awal, s1.golongan_puncak) == (Golongan.III_A, Golongan.III_D)


def test_gaji_pokok_lengkap() -> None:
    """Tiap langkah dua tahun naik 3,15 % dibulatkan ke ratusan; II/a tahun 1 satu-satunya langkah tunggal."""
    assert sum(map(len, gaji_pokok().values())) == 272
    for golongan, tangga in gaji_pokok().items():
        for (awal, lama), (akhir, baru) in pairwise(sorted(tangga.items())):
            if (golongan, awal, akhir) == (Golongan.II_A, 0, 1):
                assert lama < baru < lama * 1.0315
            else:
                assert akhir - awal == 2
                assert baru == pytest.approx(lama * 1.0315, abs=150)


@pytest.mark.parametrize(
    ("instansi_id", "jenis", "provinsi", "kanreg"),
    [
        (KOTA_BANDUNG, "daerah", "Jawa Barat", "III"),
        (PROVINSI_JABAR, "daerah", "Jawa Barat", "III"),
        (KOTA_SURABAYA, "daerah", "Jawa Timur", "II"),
        (KEMENKEU, "pusat", None, None),
    ],
)
def test_kanreg_instansi(instansi_id: str, jenis: str, provinsi: str | None, kanreg: str | None) -> None:
    satu = instansi(instansi_id)
    assert (satu.jenis, satu.provinsi, satu.kanreg) == (jenis, provinsi, kanreg)


def test_semua_instansi_daerah_punya_kanreg() -> None:
    semua = semua_instansi()
    assert len(semua) == 643  # 644 baris; TVRI tertulis dua kali dengan id yang sama, nama resminya yang dipakai
    assert semua["A5EB03E23D67F6A0E040640A040252AD"].nama == "Lembaga Penyiaran Publik Televisi Republik Indonesia"
    assert {i.kanreg for i in semua.values() if i.jenis == "daerah"} == set(semua_kanreg())
    assert all(i.kanreg is None for i in semua.values() if i.jenis == "pusat")


def test_rentang_eselon_dan_jenjang_lengkap() -> None:
    assert set(RENTANG_ESELON) == set(tabel("eselon").values()) - {"", "NON"}
    assert set(RENTANG_JENJANG) == set(Jenjang) == set(KETERAMPILAN + KEAHLIAN) == set(koefisien())
    assert all(rendah <= tinggi for rendah, tinggi in (*RENTANG_ESELON.values(), *RENTANG_JENJANG.values()))


def test_jenjang_yang_diminta_memuat_golongan_tujuannya() -> None:
    """Tabel angka kredit dan rentang pangkat per jenjang tidak bertentangan (PermenPANRB 1/2023)."""
    for jenjang, golongan in product(Jenjang, Golongan):
        if kebutuhan := kebutuhan_angka_kredit(jenjang, golongan):
            rendah, tinggi = RENTANG_JENJANG[kebutuhan.jenjang]
            assert rendah <= golongan <= tinggi


def test_angka_kredit_kumulatif() -> None:
    def jumlah(jenjang: Jenjang, golongan: Golongan) -> Decimal | None:
        kebutuhan = kebutuhan_angka_kredit(jenjang, golongan)
        return kebutuhan.jumlah if kebutuhan else None

    assert [jumlah(Jenjang.PERTAMA, g) for g in tuple(Golongan)[9:]] == [50, 100, 100, 200, 150, 300, 450, 200]
    assert [jumlah(Jenjang.PEMULA, g) for g in tuple(Golongan)[5:12]] == [15, 20, 40, 60, 50, 100, 100]
    assert jumlah(Jenjang.PENYELIA, Golongan.IV_A) is None


def test_tabel_besar_terbaca() -> None:
    assert len(jabatan_fungsional()) == 1466
    assert len(jabatan_pelaksana()) == 70_899
    assert len(pendidikan()) == 28_155


# Dokumen persyaratan.


def test_semua_nama_di_layar_punya_kode() -> None:
    nama = {b["dokumen"] for b in baris("dokumen_persyaratan_kp.csv") if not b["kode_layar"].startswith("Z")}
    kode = {satu: kode_dokumen(satu) for satu in nama}
    assert {k for k in kode.values() if k} <= set(NAMA_DOKUMEN)
    # Keluaran alur dan surat pengantar tidak ditagih dari pengusul.
    tanpa_kode = {re.sub(r"\W+", " ", satu.lower()).strip() for satu, k in kode.items() if k is None}
    assert all("pertek" in s or "pengantar" in s or s.startswith("sk kp perorangan") for s in tanpa_kode)


@pytest.mark.parametrize(
    ("nama", "kode"),
    [
        ("SK PNS Perorangan/Petikan Terakhir", "sk_kp_terakhir"),
        ("SK PNS Perorangan/Petikan", "sk_pns"),
        ("DOK SK KP Perorangan/SK Petikan Terakhir", "sk_kp_terakhir"),
        ("PENILAIAN PRESTASI KERJA/DP- 3 2 tahun terakhir", "realisasi_skp_2_tahun"),
        ("Relasi SKP 1 Tahun Terakhir", "realisasi_skp_1_tahun"),
        ("Akreditas Program Studi", "akreditasi_prodi"),
        ("Transkip Nilai", "transkrip"),
        ("SK Jabatan (Trakhir)", "sk_jabatan"),
        ("SK Jabatan (Atasan Langsung)", "sk_jabatan_atasan"),
        ("Surat Pernyataan Pelantikan Dalam Jabatan Terakhir", "surat_pelantikan"),
        ("Surat Perintah Pelaksanaan Tugas (plt) dari Pejabat Pembina Kepegawaian", "sk_plt"),
        ("Asli Klarifikasi PAK", "klarifikasi_pak"),
        ("PAK Untuk JFT", "sk_pak"),
        ("SURAT PENGANTAR PROVISI (KOLEKTIF)", None),
    ],
)
def test_kode_dokumen(nama: str, kode: str | None) -> None:
    assert kode_dokumen(nama) == kode


def test_nama_dokumen_baru_ditolak() -> None:
    with pytest.raises(ValueError, match="belum punya kode"):
        kode_dokumen("Kartu Nama")


@pytest.mark.parametrize("jenis", JenisKP)
def test_tiap_jenis_punya_daftar_dokumen(jenis: JenisKP) -> None:
    for golongan, jabatan, jenjang in product(Golongan, JenisJabatan, (None, Jenjang.MADYA, Jenjang.UTAMA)):
        daftar = dokumen_kp(jenis, golongan, jabatan, jenjang)
        kode = [s.kode for s in daftar]
        assert len(kode) == len(set(kode))
        assert f"realisasi_skp_{TAHUN_SKP[jenis]}_tahun" in [s.kode for s in daftar if s.wajib]
        assert [s.wajib for s in daftar] == sorted((s.wajib for s in daftar), reverse=True)


@pytest.mark.parametrize(
    ("jenis", "pokok"),
    [
        (JenisKP.FUNGSIONAL, "sk_pak"),
        (JenisKP.PENYESUAIAN_IJAZAH, "stl_upkp"),
        (JenisKP.PENEMUAN_BARU, "keppres_penemuan"),
        (JenisKP.PRESTASI_LUAR_BIASA, "penetapan_prestasi"),
        (JenisKP.DIPERBANTUKAN, "sk_penugasan"),
        (JenisKP.PEJABAT_NEGARA, "sk_penugasan"),
        (JenisKP.SELAMA_DPK_DPB, "sk_penugasan"),
        (JenisKP.PENGADAAN, "sk_cpns"),
    ],
)
@pytest.mark.parametrize("golongan", [Golongan.III_B, Golongan.IV_A, Golongan.IV_C])
def test_dokumen_pokok_selalu_wajib(jenis: JenisKP, pokok: str, golongan: Golongan) -> None:
    assert pokok in [s.kode for s in dokumen_kp(jenis, golongan, JenisJabatan.FUNGSIONAL, Jenjang.MUDA) if s.wajib]


def test_daftar_reguler_golongan_iii() -> None:
    daftar = dokumen_kp(JenisKP.REGULER, Golongan.III_D, JenisJabatan.PELAKSANA)
    assert [(s.kode, s.wajib) for s in daftar][:5] == [
        ("realisasi_skp_2_tahun", True),
        ("sk_kp_terakhir", False),
        ("sk_pns", False),
        ("sk_cpns", False),
        ("stlud", False),
    ]


def test_layar_gabungan_tidak_menagih_dokumen_jenis_lain() -> None:
    penemuan = {s.kode for s in dokumen_kp(JenisKP.PENEMUAN_BARU, Golongan.III_D, JenisJabatan.PELAKSANA)}
    pejabat = {s.kode for s in dokumen_kp(JenisKP.PEJABAT_NEGARA, Golongan.III_D, JenisJabatan.PELAKSANA)}
    assert "sk_jabatan" not in penemuan
    assert "keppres_penemuan" not in pejabat

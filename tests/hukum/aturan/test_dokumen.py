"""Dokumen tiap jenis kenaikan pangkat, dibaca tangan dari layar SIASN dan peraturannya."""

import pytest

from models import layanan
from models.referensi import Golongan, JenisJabatan, JenisKP, dokumen_kp
from models.referensi.berkas import baris
from models.referensi.dokumen import kode_dokumen
from models.surat.koreksi import PERBAIKAN_SK_KP
from models.surat.kp import SK_KP

J = JenisKP
PELAKSANA, STRUKTURAL, FUNGSIONAL = JenisJabatan.PELAKSANA, JenisJabatan.STRUKTURAL, JenisJabatan.FUNGSIONAL
_SKP1, _SKP2 = "realisasi_skp_1_tahun", "realisasi_skp_2_tahun"
_IJAZAH = ("sk_kp_terakhir", "ijazah", "transkrip", "akreditasi_prodi", "sk_tugas_belajar", "uraian_tugas")

WAJIB = [
    ("V1C", J.REGULER, "III/d", PELAKSANA, (_SKP2,)),
    ("W1C", J.REGULER, "IV/a", PELAKSANA, (_SKP2,)),
    ("V2A", J.STRUKTURAL, "III/d", STRUKTURAL, (_SKP2, "sk_kp_terakhir", "sk_jabatan", "surat_pelantikan")),
    ("W2A", J.STRUKTURAL, "IV/b", STRUKTURAL, (_SKP2, "sk_kp_terakhir", "sk_jabatan", "surat_pelantikan")),
    ("Y2A_A", J.STRUKTURAL, "IV/c", STRUKTURAL,
     (_SKP2, "sk_kp_terakhir", "sk_jabatan", "surat_pelantikan", "hasil_seleksi_jpt")),
    ("V3B", J.FUNGSIONAL, "III/d", FUNGSIONAL, (_SKP2, "sk_kp_terakhir", "sk_pak", "sk_jabatan")),
    ("W3B", J.FUNGSIONAL, "IV/a", FUNGSIONAL, (_SKP2, "sk_kp_terakhir", "sk_pak", "sk_jabatan")),
    ("V4AC", J.PENYESUAIAN_IJAZAH, "III/a", PELAKSANA, (_SKP1, *_IJAZAH, "stl_upkp")),
    ("V4B", J.PENYESUAIAN_IJAZAH, "III/a", FUNGSIONAL, (_SKP1, *_IJAZAH, "stl_upkp", "sk_pak")),
    ("V6C", J.SEDANG_TUGAS_BELAJAR, "III/d", PELAKSANA, (_SKP1, "sk_kp_terakhir", "sk_tugas_belajar")),
    ("V7C", J.SELESAI_TUGAS_BELAJAR, "III/a", PELAKSANA, (_SKP1, *_IJAZAH)),
    ("V7B", J.SELESAI_TUGAS_BELAJAR, "III/a", FUNGSIONAL, (_SKP1, *_IJAZAH, "sk_pak")),
    ("V2A + penugasan [k]", J.DIPERBANTUKAN, "III/d", PELAKSANA,
     (_SKP2, "sk_kp_terakhir", "sk_jabatan", "surat_pelantikan", "sk_penugasan")),
    ("V89ABC", J.PENEMUAN_BARU, "III/d", PELAKSANA, (_SKP1, "sk_kp_terakhir", "keppres_penemuan")),
    ("V5C", J.PRESTASI_LUAR_BIASA, "III/d", PELAKSANA,
     (_SKP1, "sk_kp_terakhir", "penetapan_prestasi", "pas_foto", "bukti_prestasi", "sk_jabatan", "surat_pelantikan",
      "cv")),
    ("V5B", J.PRESTASI_LUAR_BIASA, "III/d", FUNGSIONAL,
     (_SKP1, "sk_kp_terakhir", "penetapan_prestasi", "pas_foto", "bukti_prestasi", "sk_jabatan", "sk_pak", "cv")),
    ("V89ABC + penugasan [k]", J.PEJABAT_NEGARA, "III/d", PELAKSANA,
     (_SKP1, "sk_kp_terakhir", "sk_jabatan", "sk_penugasan")),
    ("W89ABC + penugasan [k]", J.PEJABAT_NEGARA, "IV/b", PELAKSANA,
     (_SKP1, "sk_kp_terakhir", "sk_jabatan", "sk_penugasan")),
    ("V1C + penugasan [k]", J.SELAMA_DPK_DPB, "III/d", PELAKSANA, (_SKP2, "sk_penugasan")),
    ("PP 11/2017 Pasal 34–36 [k]", J.PENGADAAN, "III/a", PELAKSANA,
     (_SKP1, "sk_cpns", "sttpl_latsar", "surat_sehat", "ijazah", "transkrip")),
]  # fmt: skip


@pytest.mark.parametrize(("sumber", "jenis", "tujuan", "jabatan", "wajib"), WAJIB, ids=lambda v: str(v)[:20])
def test_yang_wajib(sumber: str, jenis: JenisKP, tujuan: str, jabatan: JenisJabatan, wajib: tuple[str, ...]) -> None:
    daftar = dokumen_kp(jenis, Golongan(tujuan), jabatan)
    assert {s.kode for s in daftar if s.wajib} == set(wajib), sumber


def test_semua_jenis_dibaca() -> None:
    assert {jenis for _, jenis, *_ in WAJIB} == set(JenisKP)


@pytest.mark.parametrize("layar", ["V1C", "V2A", "V3B", "V4AC", "V4B", "V6C", "V7C", "V7B", "V5C", "V5B"])
def test_layar_yang_dipakai_lengkap(layar: str) -> None:
    """Tak satu pun dokumen layarnya hilang, kecuali jumlah tahun SKP dan SK jabatan atasan (Perban BKN 2/2025)."""
    jenis, tujuan, jabatan = next((j, t, jab) for sumber, j, t, jab, _ in WAJIB if sumber == layar)
    di_layar = {kode_dokumen(b["dokumen"]) for b in baris("dokumen_persyaratan_kp.csv") if b["kode_layar"] == layar}
    diminta = {s.kode for s in dokumen_kp(jenis, Golongan(tujuan), jabatan)}
    hilang = {kode for kode in di_layar - diminta if kode and not kode.startswith("realisasi_skp")}
    assert hilang <= {"sk_jabatan_atasan"}


def test_sk_jabatan_atasan_hanya_bagi_struktural() -> None:
    """Batas pangkat atasan sudah dicabut bagi reguler; bagi struktural verifikator melihatnya dari SK itu."""
    meminta = {
        jenis
        for jenis in JenisKP
        if "sk_jabatan_atasan" in [s.kode for s in dokumen_kp(jenis, Golongan.III_D, STRUKTURAL)]
    }
    assert meminta == {J.STRUKTURAL}


@pytest.mark.parametrize(("tujuan", "ada"), [("III/a", True), ("III/b", False), ("IV/a", True), ("IV/b", False)])
@pytest.mark.parametrize("jenis", [J.SEDANG_TUGAS_BELAJAR, J.PEJABAT_NEGARA])
def test_ujian_dinas_yang_disyaratkan_ada_tempatnya(jenis: JenisKP, tujuan: str, ada: bool) -> None:
    daftar = {s.kode for s in dokumen_kp(jenis, Golongan(tujuan), PELAKSANA)}
    assert ("stlud" in daftar) is ada


def test_sk_pengganti_masuk_arsip_sebagai_yang_digantinya() -> None:
    """Yang diganti bukan lagi SK terakhir; usulan berikutnya melampirkan penggantinya."""
    assert layanan.jenis_surat(PERBAIKAN_SK_KP).kode_arsip == layanan.jenis_surat(SK_KP).kode_arsip != ""

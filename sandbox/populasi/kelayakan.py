"""Siapa layak naik pangkat pada periode sasaran, menurut aturan yang sama dengan yang dipakai API."""

from datetime import date, timedelta

from models.aturan.hasil import Bukti, HasilPemeriksaan, MasukanKP
from models.aturan.kp import periksa
from models.profil import ProfilASN
from models.referensi import JenisKP
from sandbox.populasi.jatah import Jalur
from sandbox.populasi.orang import Orang
from sandbox.populasi.waktu import periode_sasaran

JENIS_KP = {
    Jalur.PELAKSANA: JenisKP.REGULER,
    Jalur.PELAKSANA_MENUNGGU: JenisKP.REGULER,
    Jalur.FUNGSIONAL: JenisKP.FUNGSIONAL,
    Jalur.FUNGSIONAL_MENUNGGU: JenisKP.FUNGSIONAL,
    Jalur.STRUKTURAL: JenisKP.STRUKTURAL,
    Jalur.STRUKTURAL_MENUNGGU: JenisKP.STRUKTURAL,
    Jalur.PENYESUAIAN_IJAZAH: JenisKP.PENYESUAIAN_IJAZAH,
    Jalur.SEDANG_TUGAS_BELAJAR: JenisKP.SEDANG_TUGAS_BELAJAR,
    Jalur.SELESAI_TUGAS_BELAJAR: JenisKP.SELESAI_TUGAS_BELAJAR,
    Jalur.DIPEKERJAKAN: JenisKP.DIPERBANTUKAN,
    Jalur.DIPERBANTUKAN: JenisKP.SELAMA_DPK_DPB,
    Jalur.PEJABAT_NEGARA: JenisKP.PEJABAT_NEGARA,
    Jalur.CPNS: JenisKP.PENGADAAN,
}
"""Jalur karier → jenis kenaikan pangkat yang ditujunya (206 bagi DPK berpersamaan eselon, 210 bagi DPB tanpanya)."""


def periksa_orang(satu: Orang, pada: date) -> HasilPemeriksaan:
    """Pemeriksaan jenis yang dituju jalurnya pada periode sasaran."""
    jenis = JENIS_KP[satu.jalur]
    return periksa(satu.profil, jenis, periode_sasaran(pada), masukan(satu.profil, jenis, pada))


def masukan(profil: ProfilASN, jenis: JenisKP, pada: date) -> MasukanKP:
    """Isian operator yang tidak ada di profil; suratnya ada di arsip digitalnya."""
    if jenis in (JenisKP.PENYESUAIAN_IJAZAH, JenisKP.SELESAI_TUGAS_BELAJAR):
        return MasukanKP(uraian_tugas=uraian_tugas(profil, pada))
    return MasukanKP()


def uraian_tugas(profil: ProfilASN, pada: date) -> Bukti:
    """Surat uraian tugas dari pejabat setingkat eselon II."""
    tanggal = pada - timedelta(days=30)
    return Bukti(nomor=f"800.1.11/{profil.id.int % 900 + 100}/{tanggal.year}", tanggal=tanggal)

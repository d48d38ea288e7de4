"""Kekeliruan yang dapat dipesan: keputusan yang tidak boleh berlaku, atau datang tidak semestinya."""

from enum import StrEnum

from models.referensi import Golongan
from models.setneg import BarisKeputusan


class Ulah(StrEnum):
    NIP_LAIN = "nip_lain"
    GOLONGAN_LAIN = "golongan_lain"
    TANPA_LAMPIRAN = "tanpa_lampiran"
    """PDF-nya tidak memuat data yang dibaca mesin."""
    TANDA_TANGAN_RUSAK = "tanda_tangan_rusak"
    """Satu bita di dalam yang ditandatangani berubah sesudahnya."""
    SERTIFIKAT_TAK_DIPERCAYA = "sertifikat_tak_dipercaya"
    """Nama penandatangannya benar, akarnya buatan sendiri."""
    PENANDATANGAN_LAIN = "penandatangan_lain"
    """Tanda tangan sah, tetapi milik pejabat lain."""
    KIRIM_DUA_KALI = "kirim_dua_kali"
    TIDAK_DIKIRIM = "tidak_dikirim"
    """Diterbitkan saja; PDF-nya dapat diunduh dan diunggah petugas."""


def pelesetkan(baris: BarisKeputusan, ulah: Ulah | None) -> BarisKeputusan:
    """Baris yang tertulis pada keputusan, sesudah kekeliruan yang dipesan."""
    if ulah is Ulah.NIP_LAIN:
        return baris.model_copy(update={"nip": baris.nip[:-1] + str((int(baris.nip[-1]) + 1) % 10)})
    if ulah is Ulah.GOLONGAN_LAIN:
        semua = list(Golongan)
        letak = semua.index(baris.golongan_baru)
        return baris.model_copy(update={"golongan_baru": semua[letak - 1 if letak == len(semua) - 1 else letak + 1]})
    return baris


def rusakkan(pdf: bytes) -> bytes:
    """Satu huruf metadata berubah: susunan PDF tetap terbaca, tanda tangannya tidak lagi cocok."""
    letak = pdf.index(b"<xmp:CreatorTool>") + len(b"<xmp:CreatorTool>")
    return pdf[:letak] + bytes([pdf[letak] ^ 1]) + pdf[letak + 1 :]

"""Kabar kepada orang: yang ditulis ke kotak keluar, dan yang menunggu dikirim."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID


class JenisKabar(StrEnum):
    DIAJUKAN = "diajukan"
    PERBAIKAN = "perbaikan"
    """Bagi yang harus memperbaiki."""
    DIKEMBALIKAN = "dikembalikan"
    """Bagi ASN yang berkasnya diperbaiki orang lain."""
    PERBAIKAN_SISTEM = "perbaikan_sistem"
    PENGINGAT = "pengingat"
    JATUH_TEMPO = "jatuh_tempo"
    ESKALASI = "eskalasi"
    DIALIHKAN = "dialihkan"
    DITAHAN = "ditahan"
    DILANJUTKAN = "dilanjutkan"
    SURAT_TERBIT = "surat_terbit"
    DASAR_BERUBAH = "dasar_berubah"
    PROFIL_BERUBAH = "profil_berubah"
    SELESAI = "selesai"
    TMS = "tms"
    DITARIK = "ditarik"
    DIAKHIRI = "diakhiri"
    DIBATALKAN = "dibatalkan"


class KeadaanKabar(StrEnum):
    ANTRE = "antre"
    TERKIRIM = "terkirim"
    TAK_SAMPAI = "tak_sampai"
    """Tak ada alamatnya, atau alamatnya ditolak; sebabnya tercatat dan terbaca petugas."""


@dataclass(frozen=True)
class KabarBaru:
    kunci: str
    """Kabar yang sama selalu berkunci sama, jadi tidak tertulis dua kali."""
    jenis: JenisKabar
    penerima: str
    """Akun, atau ``asn:<id>`` bagi ASN yang bersangkutan: ia bukan petugas dan tidak ada di direktori akun."""
    rincian: dict[str, Any]


@dataclass(frozen=True)
class KabarAntre:
    id: int
    kunci: str
    jenis: JenisKabar
    surel: str
    nama: str
    usulan_id: UUID
    nomor: str
    unit: str
    """Unit penerima; menentukan zona waktu yang dituliskan."""
    rincian: dict[str, Any]
    percobaan: int

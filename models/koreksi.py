"""Koreksi surat: kegiatannya, dan kabarnya kepada usulan yang suratnya dikoreksi."""

from enum import StrEnum
from typing import Final
from uuid import UUID

from models.pesan import Bercap, Pesan
from models.referensi.status import StatusSIASN
from models.surat import JenisSurat, SuratTerbit

ASAL_KOREKSI: Final = "asal_koreksi"
BATALKAN_ASAL: Final = "batalkan_asal"

PERTEK_DIBATALKAN: Final = StatusSIASN.PEMBATALAN_PERTEK


class CaraBerakhir(StrEnum):
    """Surat terbit tidak pernah ditulis ulang; ia hanya berakhir oleh surat lain."""

    DIGANTI = "diganti"
    DICABUT = "dicabut"


class PerubahanDasar(Bercap):
    """Surat terbit sebuah usulan diganti atau dicabut; id capnya id alur koreksi yang mengabarkannya."""

    jenis: JenisSurat
    """Jenis suratnya pada usulan itu."""
    menjadi: CaraBerakhir
    status: StatusSIASN
    """status_usulan SIASN usulan itu bila suratnya dicabut."""
    keterangan: str
    """Menyebut surat penggantinya atau surat pencabutnya."""


class SuratKoreksi(Pesan):
    """Surat yang terbit dari sebuah usulan koreksi."""

    usulan_id: UUID
    surat: SuratTerbit


class UsulanAsal(Pesan):
    """Usulan yang suratnya dikoreksi, sesudah surat koreksinya terbit."""

    usulan_id: UUID
    jenis: JenisSurat
    """Jenis surat yang berakhir, pada usulan itu."""
    menjadi: CaraBerakhir
    keterangan: str
    terbuka: bool

"""Koreksi surat: kabar dari usulan koreksi kepada usulan yang suratnya dikoreksi."""

from enum import StrEnum

from models.pesan import Pesan
from models.surat import JenisSurat


class CaraBerakhir(StrEnum):
    """Surat terbit tidak pernah ditulis ulang; ia hanya berakhir oleh surat lain."""

    DIGANTI = "diganti"
    DICABUT = "dicabut"


class PerubahanDasar(Pesan):
    """Surat terbit sebuah usulan diganti atau dicabut."""

    jenis: JenisSurat
    """Jenis suratnya pada usulan itu."""
    menjadi: CaraBerakhir
    status: int
    """status_usulan SIASN usulan itu bila suratnya dicabut."""
    keterangan: str
    """Menyebut surat penggantinya atau surat pencabutnya."""

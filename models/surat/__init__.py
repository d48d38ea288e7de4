"""Surat: isi yang disusun menjadi naskah, dan tahap-tahap yang dilaluinya dari draf sampai terbit."""

from models.surat.dasar import (
    DasarUsul,
    Isian,
    IsiSurat,
    IsiTersimpan,
    JenisSurat,
    KopSurat,
    MasaKerja,
    Pejabat,
    Rujukan,
)
from models.surat.tahap import DrafSurat, LevelTTE, Sha256, Surat, SuratTerbit, SuratTertanda, TempatTTE

__all__ = [
    "DasarUsul",
    "DrafSurat",
    "IsiSurat",
    "IsiTersimpan",
    "Isian",
    "JenisSurat",
    "KopSurat",
    "LevelTTE",
    "MasaKerja",
    "Pejabat",
    "Rujukan",
    "Sha256",
    "Surat",
    "SuratTerbit",
    "SuratTertanda",
    "TempatTTE",
]

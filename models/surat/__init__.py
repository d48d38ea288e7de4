"""Surat: isi yang disusun menjadi naskah, dan tahap-tahap yang dilaluinya dari draf sampai terbit."""

from models.surat.dasar import (
    BarisASN,
    BarisNama,
    Bernama,
    DasarUsul,
    Isian,
    IsiSurat,
    IsiTersimpan,
    JenisSurat,
    Keputusan,
    KopSurat,
    MasaKerja,
    Pejabat,
    Rujukan,
    SuratBKN,
)
from models.surat.tahap import DrafSurat, LevelTTE, Sha256, Surat, SuratTerbit, SuratTertanda, TempatTTE

__all__ = [
    "BarisASN",
    "BarisNama",
    "Bernama",
    "DasarUsul",
    "DrafSurat",
    "IsiSurat",
    "IsiTersimpan",
    "Isian",
    "JenisSurat",
    "Keputusan",
    "KopSurat",
    "LevelTTE",
    "MasaKerja",
    "Pejabat",
    "Rujukan",
    "Sha256",
    "Surat",
    "SuratBKN",
    "SuratTerbit",
    "SuratTertanda",
    "TempatTTE",
]

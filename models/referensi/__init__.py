"""Referensi SIASN: kode, nama, dan tabel peraturan, dimuat sekali dari ``data/``."""

from models.referensi.golongan import Golongan
from models.referensi.kode import (
    JenisJabatan,
    JenisKP,
    Jenjang,
    KedudukanHukum,
    Predikat,
    TingkatHukdis,
)

__all__ = [
    "Golongan",
    "JenisJabatan",
    "JenisKP",
    "Jenjang",
    "KedudukanHukum",
    "Predikat",
    "TingkatHukdis",
]

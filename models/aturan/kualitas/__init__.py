"""Kualitas data ASN menurut 27 indikator BKN: tiap indikator satu fungsi murni atas profil, hari, dan rujukannya."""

from collections.abc import Iterator
from datetime import date
from typing import Final, NamedTuple

from models.aturan.kualitas.akurasi import AKURASI
from models.aturan.kualitas.dasar import (
    TIDAK_AKTIF,
    KeadaanIndikator,
    KonteksKualitas,
    Status,
    diukur,
    status,
)
from models.aturan.kualitas.indikator import Dimensi, Indikator, indikator, semua_dimensi
from models.aturan.kualitas.kelengkapan import KELENGKAPAN
from models.aturan.kualitas.ketepatan_waktu import KETEPATAN_WAKTU
from models.aturan.kualitas.konsistensi import KONSISTENSI
from models.aturan.kualitas.nilai import NilaiDimensi, NilaiIndikator, NilaiKualitas, nilai
from models.aturan.kualitas.rujukan import RujukanKualitas
from models.profil import ProfilASN

__all__ = [
    "PEMERIKSA",
    "TIDAK_AKTIF",
    "Dimensi",
    "HasilIndikator",
    "Indikator",
    "KeadaanIndikator",
    "NilaiDimensi",
    "NilaiIndikator",
    "NilaiKualitas",
    "RujukanKualitas",
    "Status",
    "diukur",
    "indikator",
    "nilai",
    "periksa",
    "semua_dimensi",
    "status",
    "temuan",
]

PEMERIKSA: Final = {satu.kode: satu for satu in (*KELENGKAPAN, *KETEPATAN_WAKTU, *AKURASI, *KONSISTENSI)}


class HasilIndikator(NamedTuple):
    kode: str
    keadaan: KeadaanIndikator
    kalimat: str


def periksa(profil: ProfilASN, pada: date, rujukan: RujukanKualitas) -> Iterator[HasilIndikator]:
    """Ke-27 indikator bagi satu orang, berurut kode CSV."""
    konteks = KonteksKualitas(profil, pada, rujukan)
    for satu in PEMERIKSA.values():
        yield HasilIndikator(satu.kode, *satu.periksa(konteks))


def temuan(profil: ProfilASN, pada: date, rujukan: RujukanKualitas) -> dict[str, str]:
    """Kode indikator yang kena → kalimatnya."""
    return {satu.kode: satu.kalimat for satu in periksa(profil, pada, rujukan) if satu.keadaan is KeadaanIndikator.KENA}

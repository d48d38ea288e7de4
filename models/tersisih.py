"""Baris yang tidak dapat diolah sapuan: disisihkan dengan sebabnya, supaya yang lain jalan terus."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from pydantic import ValidationError


class Sapuan(StrEnum):
    PENYAPUAN = "penyapuan"
    """Memulai usulan yang sudah diajukan; pokoknya usulan."""
    PENYEGARAN = "penyegaran"
    """Menampakkan yang mulai berlaku karena waktu; pokoknya ASN."""
    ALUR = "alur"
    """Mencocokkan usulan terbuka dengan alurnya di Temporal; pokoknya usulan."""
    JEJAK = "jejak"
    """Jejak yang tidak cocok dengan jangkar atau alurnya; pokoknya rantainya, atau jangkarnya."""
    KUALITAS = "kualitas"
    KUNCI_BERKAS = "kunci_berkas"
    """Memperpanjang kunci berkas; pokoknya surat atau dokumen."""
    PREDIKSI = "prediksi"


@dataclass(frozen=True)
class Tersisih:
    sapuan: str
    pokok: UUID
    sebab: str
    """Jenis galat dan isian yang salah, tanpa nilainya."""
    sejak: datetime
    percobaan: int
    coba_lagi_pada: datetime | None
    """Kosong berarti ketika datanya berubah, atau pada putaran hitungan berikutnya."""


DATA_RUSAK: Final = (ValueError, LookupError, TypeError, AttributeError, ArithmeticError)
"""Galat yang sebabnya isi satu baris; selain ini gangguan, yang mengenai semua baris."""


class Temuan(Exception):
    """Hasil sebuah pemeriksaan; pesannya bagi orang dan tanpa data pribadi."""


def sebab_tersisih(galat: BaseException) -> str:
    """Tanpa data pribadi: pesan galat dapat memuat isian orang, jadi yang ditulis jenis dan letaknya saja."""
    if isinstance(galat, Temuan):
        return str(galat)
    return f"{type(galat).__name__}{''.join(sorted(_letak(galat)))}"


def _letak(galat: BaseException) -> Iterator[str]:
    if isinstance(galat, ValidationError):
        for satu in galat.errors(include_url=False, include_context=False, include_input=False):
            yield f" {'.'.join(map(str, satu['loc']))}:{satu['type']}"

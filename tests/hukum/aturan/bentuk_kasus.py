"""Bentuk satu kasus yang dikerjakan tangan dan hasil yang diharapkan."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from models.aturan.hasil import MasukanKP
from models.referensi import JenisKP
from tests.hukum.aturan.contoh import PERIODE


@dataclass(frozen=True)
class Layak:
    tujuan: str


@dataclass(frozen=True)
class Ditolak:
    kurang: tuple[str, ...]
    """Kode setiap syarat yang tidak terpenuhi, tanpa kecuali."""


@dataclass(frozen=True)
class Ditetapkan:
    masa_kerja: tuple[str, str]
    """Lama dan baru, mis. ``12 tahun 9 bulan``."""
    gaji: tuple[int, int]
    """Rupiah sebulan, lama dan baru."""


@dataclass(frozen=True)
class Wewenang:
    pemeriksa: str
    penetap: str


@dataclass(frozen=True)
class Diterima:
    """Usul suatu periode pada suatu hari."""

    ya: bool


Hasil = Layak | Ditolak | Ditetapkan | Wewenang | Diterima


@dataclass(frozen=True)
class Kasus:
    id: str
    pasal: str
    situasi: str
    hitungan: str
    hasil: Hasil
    jenis: JenisKP | None = None
    profil: dict[str, Any] = field(default_factory=dict)
    masukan: MasukanKP | None = None
    periode: date = PERIODE
    tujuan: str = ""
    """Bagi kewenangan."""
    pada: date | None = None
    """Hari usul dikirim, bagi penutupan periode."""

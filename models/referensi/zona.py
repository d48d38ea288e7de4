"""Zona waktu instansi: WIB, WITA, atau WIT menurut provinsinya; instansi pusat memakai WIB."""

from datetime import date, datetime
from functools import cache
from typing import Final
from zoneinfo import ZoneInfo

from models.peran import BKN_PUSAT
from models.referensi.berkas import baris
from models.referensi.instansi import instansi

_WITA = (
    "Bali", "Nusa Tenggara Barat", "Nusa Tenggara Timur", "Kalimantan Selatan", "Kalimantan Timur",
    "Kalimantan Utara", "Sulawesi Utara", "Gorontalo", "Sulawesi Tengah", "Sulawesi Selatan", "Sulawesi Tenggara",
    "Sulawesi Barat",
)  # fmt: skip
_WIT = (
    "Maluku", "Maluku Utara", "Papua", "Papua Barat", "Papua Barat Daya", "Papua Selatan", "Papua Tengah",
    "Papua Pegunungan",
)  # fmt: skip
_ZONA: Final = dict.fromkeys(_WITA, "Asia/Makassar") | dict.fromkeys(_WIT, "Asia/Jayapura")

ZONA_TERDEPAN: Final = "Asia/Jayapura"
"""Di sinilah hari berganti lebih dahulu."""
NAMA_ZONA: Final = {"Asia/Jakarta": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}
"""Zona IANA → singkatan yang ditulis pada halaman dan surel."""


def zona_provinsi(provinsi: str | None) -> str:
    """Zona waktu IANA sebuah provinsi (nama menurut kanreg.csv)."""
    return _ZONA.get(provinsi or "", "Asia/Jakarta")


@cache
def zona_unit(unit: str) -> ZoneInfo:
    """Zona waktu kantor sebuah unit: instansi menurut provinsinya, kanreg menurut kota kedudukannya, BKN pusat WIB."""
    jenis, _, kode = unit.partition(":")
    match jenis:
        case "instansi":
            return ZoneInfo(zona_provinsi(instansi(kode).provinsi))
        case "kanreg":
            wilayah = next(b["wilayah"] for b in baris("kanreg.csv") if b["kanreg"] == kode)
            return ZoneInfo(zona_provinsi(wilayah.split("; ")[0]))
        case _:
            return ZoneInfo(zona_provinsi(None))


def hari_ini(unit: str = BKN_PUSAT) -> date:
    """Tanggal sipil di kantor sebuah unit; bagi BKN pusat WIB. Bukan bagi alur kerja: jamnya jam sendiri."""
    return datetime.now(zona_unit(unit)).date()


def hari_ini_terdepan() -> date:
    """Hari terakhir yang sudah mulai di suatu zona; sesudahnya belum berlaku di mana pun."""
    return datetime.now(ZoneInfo(ZONA_TERDEPAN)).date()

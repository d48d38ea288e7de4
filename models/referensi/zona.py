"""Zona waktu instansi: WIB, WITA, atau WIT menurut provinsinya; instansi pusat memakai WIB."""

from typing import Final

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

NAMA_ZONA: Final = {"Asia/Jakarta": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}
"""Zona IANA → singkatan yang ditulis pada halaman dan surel."""


def zona_provinsi(provinsi: str | None) -> str:
    """Zona waktu IANA sebuah provinsi (nama menurut kanreg.csv)."""
    return _ZONA.get(provinsi or "", "Asia/Jakarta")

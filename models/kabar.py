"""Kabar kepada orang: yang ditulis ke kotak keluar, dan yang menunggu dikirim."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID


@dataclass(frozen=True)
class KabarBaru:
    kunci: str
    """Kabar yang sama selalu berkunci sama, jadi tidak tertulis dua kali."""
    jenis: str
    akun: str
    rincian: dict[str, Any]


@dataclass(frozen=True)
class KabarAntre:
    id: int
    kunci: str
    jenis: str
    surel: str
    nama: str
    usulan_id: UUID
    nomor: str
    unit: str
    """Unit penerima; menentukan zona waktu yang dituliskan."""
    rincian: dict[str, Any]
    percobaan: int

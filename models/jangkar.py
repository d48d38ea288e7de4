"""Jangkar jejak: ujung rantai sidik yang ditaruh di luar basis data, dicap waktu, dan tidak dapat ditulis ulang.

Bentuknya baris-baris JSON yang kanonis: kepala, satu baris tiap rantai yang berubah, lalu cap waktu RFC 3161 atas semua
bita di atasnya. Tiap jangkar menyebut SHA-256 jangkar sebelumnya, jadi jangkar terakhir membuktikan seluruhnya. Isinya
UUID dan sidik, tanpa data pribadi.
"""

import json
from base64 import b64decode, b64encode
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any, Final
from uuid import UUID

_RAPAT: Final = (",", ":")


class JangkarRusak(ValueError):
    """Isinya bukan jangkar, atau bukan bentuk kanonisnya."""


@dataclass(frozen=True)
class UjungRantai:
    pokok: UUID
    """Usulan, atau ASN."""
    ke: int
    sidik: bytes
    """Sidik baris ``ke`` pada rantai itu."""


@dataclass(frozen=True)
class Jangkar:
    ke: int
    """Mulai 1, tanpa lompatan."""
    waktu: datetime
    """Jam penulisnya; yang membuktikan ialah cap waktunya."""
    sebelum: str
    """SHA-256 heksadesimal objek jangkar sebelumnya; kosong bagi yang pertama."""
    dari: int
    """Baris jejak ber-id sesudah ini …"""
    sampai: int
    """… sampai dengan ini."""
    ujung: tuple[UjungRantai, ...]

    def tulis(self) -> bytes:
        """Yang dicap waktu."""
        kepala = {
            "jangkar": self.ke,
            "waktu": self.waktu.isoformat(),
            "sebelum": self.sebelum,
            "dari": self.dari,
            "sampai": self.sampai,
            "rantai": len(self.ujung),
        }
        baris = [kepala, *([str(satu.pokok), satu.ke, satu.sidik.hex()] for satu in self.ujung)]
        return b"".join(map(_baris, baris))


@dataclass(frozen=True)
class JangkarTercap:
    jangkar: Jangkar
    isi: bytes
    """``Jangkar.tulis()``: yang dicap."""
    cap: bytes
    """Token RFC 3161 (DER)."""


def bubuhkan(isi: bytes, cap: bytes) -> bytes:
    """Objek utuh: isi jangkar beserta capnya."""
    return isi + _baris({"cap": b64encode(cap).decode()})


def baca_jangkar(objek: bytes) -> JangkarTercap:
    """``JangkarRusak`` bila bukan keluaran ``bubuhkan``."""
    *badan, penutup = objek.splitlines(keepends=True) or [b""]
    isi = b"".join(badan)
    try:
        kepala, *ujung = map(json.loads, badan)
        jangkar = Jangkar(
            ke=kepala["jangkar"],
            waktu=datetime.fromisoformat(kepala["waktu"]),
            sebelum=kepala["sebelum"],
            dari=kepala["dari"],
            sampai=kepala["sampai"],
            ujung=tuple(UjungRantai(UUID(pokok), ke, bytes.fromhex(sidik)) for pokok, ke, sidik in ujung),
        )
        cap = b64decode(json.loads(penutup)["cap"], validate=True)
    except (ValueError, LookupError, TypeError, AttributeError) as galat:
        raise JangkarRusak("Isinya bukan jangkar jejak.") from galat
    if bubuhkan(jangkar.tulis(), cap) != objek:
        raise JangkarRusak("Bentuknya bukan bentuk kanonis jangkar jejak.")
    return JangkarTercap(jangkar, isi, cap)


def sidik_jangkar(objek: bytes) -> str:
    return sha256(objek).hexdigest()


def _baris(nilai: Any) -> bytes:
    return json.dumps(nilai, separators=_RAPAT).encode() + b"\n"

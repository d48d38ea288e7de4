"""Cap waktu RFC 3161 atas sembarang bita; pekerjaannya (``luar.tsa``) dalam prosesnya sendiri, seperti tanda tangan."""

from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, Final, cast

from asn1crypto import pem

from luar.proses import KolamProses, Penolakan, ProsesBerhenti
from luar.setelan import Setelan

_BATAS_WAKTU: Final = 60.0


class CapWaktuTakTersedia(Penolakan):
    """Penanda waktu (TSA) tidak menjawab; aman dicoba lagi."""


class CapWaktuTidakSah(Penolakan):
    """Capnya milik bita lain, rusak, atau bukan dari TSA yang dipercaya."""


class CapWaktu:
    """``akar_percaya`` berkas PEM, seperti bagi tanda tangan."""

    def __init__(self, akar_percaya: Path, tsa_alamat: str) -> None:
        isi = akar_percaya.read_bytes()
        if not pem.detect(isi):
            raise ValueError(f"{akar_percaya} bukan sertifikat PEM; periksa USULAN_AKAR_PERCAYA")
        self._kolam = KolamProses("luar.tsa", (isi, tsa_alamat), banyak=1, batas_waktu=_BATAS_WAKTU, bagi_luar=False)

    async def minta(self, isi: bytes) -> bytes:
        """Token (DER) atas SHA-256 isi itu, sudah diperiksa; ``CapWaktuTakTersedia``, ``CapWaktuTidakSah``."""
        return cast(bytes, await self._kerjakan("minta", sha256(isi).digest()))

    async def periksa(self, isi: bytes, cap: bytes) -> datetime:
        """Saat isi itu dicap; ``CapWaktuTidakSah``. Tanpa jaringan, menurut keadaan pada saat dicapnya."""
        return cast(datetime, await self._kerjakan("periksa", sha256(isi).digest() + cap))

    def tutup(self) -> None:
        self._kolam.tutup()

    async def _kerjakan(self, nama: str, isi: bytes) -> Any:
        try:
            return await self._kolam.kerjakan(nama, isi)
        except ProsesBerhenti as galat:
            raise CapWaktuTakTersedia(f"Pencapan waktu terhenti: {galat}") from galat


def cap_waktu_dari(setelan: Setelan) -> CapWaktu:
    return CapWaktu(setelan.akar_percaya, setelan.tsa_alamat)

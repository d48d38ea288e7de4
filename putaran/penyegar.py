"""Penyegar data utama: yang mulai berlaku karena waktu tampak pada daftar ASN."""

from dataclasses import dataclass
from datetime import datetime

from gudang import PabrikGudang


@dataclass
class Penyegar:
    """Menampakkan yang mulai berlaku karena waktu (mis. pangkat ber-TMT hari ini) pada daftar ASN."""

    pabrik: PabrikGudang

    async def segarkan(self, sekarang: datetime | None = None) -> int:
        """Lipat ulang semua yang waktunya tiba; hasil: banyaknya ASN."""
        banyak = 0
        while segar := await self.sekumpulan(sekarang):
            banyak += segar
        return banyak

    async def sekumpulan(self, sekarang: datetime | None = None) -> int:
        async with self.pabrik.transaksi() as gudang:
            return await gudang.asn.segarkan(sekarang)

"""Penyegar data utama: yang mulai berlaku karena waktu tampak pada daftar ASN."""

import asyncio
from dataclasses import dataclass
from datetime import datetime

from gudang import PabrikGudang
from putaran.putar import putar


@dataclass
class Penyegar:
    """Menampakkan yang mulai berlaku karena waktu (mis. pangkat ber-TMT hari ini) pada daftar ASN."""

    pabrik: PabrikGudang

    async def jalankan(self, berhenti: asyncio.Event) -> None:
        await putar(self.segarkan, berhenti, "penyegaran data utama")

    async def segarkan(self, sekarang: datetime | None = None) -> int:
        """Hasil: banyaknya ASN yang dilipat ulang."""
        banyak = 0
        while True:
            async with self.pabrik.transaksi() as gudang:
                segar = await gudang.asn.segarkan(sekarang)
            if not segar:
                return banyak
            banyak += segar

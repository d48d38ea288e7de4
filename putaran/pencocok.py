"""Pencocok: usulan terbuka yang alurnya tidak dikenal Temporal ditandai, dan terlihat administrator.

Berkas basis data Temporal yang hilang, cadangan lama yang dipulihkan, atau alur yang dihentikan tangan tidak memberi
kabar apa pun; tanpa ini usulannya tampak menunggu orang selamanya.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final
from uuid import UUID

import structlog

from gudang import PabrikGudang
from models.tersisih import Sapuan
from putaran.putar import putar

log = structlog.get_logger(__name__)

SEHALAMAN: Final = 500
_SERENTAK: Final = 5
_JEDA: Final = timedelta(seconds=15)
"""Antara halaman: seratus ribu usulan terbuka dicocokkan dalam satu jam, tanpa membebani Temporal."""
_TENANG: Final = timedelta(seconds=10)
"""Yang sebaru ini berubah baru saja dicatat alurnya."""


@dataclass
class Pencocok:
    pabrik: PabrikGudang
    sebab_hilang: Callable[[UUID], Awaitable[Exception | None]]
    """Mengapa alur usulan itu tidak berjalan; kosong bila berjalan. Gangguan dilempar: bukan tanda hilang."""
    tenang: timedelta = _TENANG
    _sesudah: UUID | None = field(default=None, init=False)

    async def jalankan(self, berhenti: asyncio.Event) -> None:
        await putar(self.cocokkan, berhenti, "pencocokan alur", jeda=_JEDA)

    async def cocokkan(self) -> int:
        """Satu halaman, lalu lanjut dari situ; hasil: banyaknya yang baru diketahui hilang."""
        async with self.pabrik.transaksi() as gudang:
            baris = await gudang.alur.halaman(self._sesudah, SEHALAMAN, self.tenang)
        sebab = await self._periksa(satu.usulan_id for satu in baris if satu.terbuka)
        self._sesudah = baris[-1].usulan_id if len(baris) == SEHALAMAN else None
        baru = {satu.usulan_id for satu in baris if not satu.hilang} & sebab.keys()
        ada = {satu.usulan_id for satu in baris if satu.hilang} - sebab.keys()
        if not baru | ada:
            return 0
        async with self.pabrik.transaksi() as gudang:
            ditandai = await gudang.alur.tandai_hilang(baru)
            await gudang.alur.tandai_ada(ada)
            await gudang.tersisih.catat(Sapuan.ALUR, ada, {satu: sebab[satu] for satu in ditandai}, berjeda=False)
        if ditandai:
            log.error("alur usulan hilang; pulihkan menurut docs/pemulihan.md", banyak=len(ditandai))
        if ada:
            log.info("alur usulan ada lagi", banyak=len(ada))
        return len(ditandai)

    async def _periksa(self, usulan_ids: Iterable[UUID]) -> dict[UUID, Exception]:
        pintu = asyncio.Semaphore(_SERENTAK)

        async def satu_satu(usulan_id: UUID) -> tuple[UUID, Exception | None]:
            async with pintu:
                return usulan_id, await self.sebab_hilang(usulan_id)

        hasil = await asyncio.gather(*map(satu_satu, usulan_ids))
        return {usulan_id: sebab for usulan_id, sebab in hasil if sebab is not None}

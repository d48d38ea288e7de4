"""Penyapu: memulai alur usulan yang sudah diajukan tetapi belum berjalan."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

import structlog

from gudang import PabrikGudang
from models.usulan import Berkas
from putaran.putar import putar

log = structlog.get_logger(__name__)

TERTUNDA: Final = timedelta(seconds=5)
"""Usulan yang sebaru ini masih dimulai oleh API yang mengajukannya."""


@dataclass
class Penyapu:
    """Memulai alur usulan yang sudah diajukan tetapi belum berjalan, dan menghapus sesi tanda tangan kedaluwarsa."""

    pabrik: PabrikGudang
    mulai: Callable[[Berkas], Awaitable[None]]
    """Memulai alur; tidak berbuat apa-apa bila alurnya sudah ada."""

    async def jalankan(self, berhenti: asyncio.Event) -> None:
        await putar(self.sapu, berhenti, "penyapuan usulan")

    async def sapu(self) -> int:
        """Hasil: banyaknya alur yang dimulai."""
        async with self.pabrik.transaksi() as gudang:
            await gudang.sesi.bersihkan()
            tertinggal = await gudang.usulan.belum_dimulai(TERTUNDA)
        for berkas in tertinggal:
            await self.mulai(berkas)
            log.info("alur usulan dimulai penyapu", usulan=str(berkas.usulan_id))
        return len(tertinggal)

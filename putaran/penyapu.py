"""Penyapu: memulai alur usulan yang sudah diajukan tetapi belum berjalan."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID

import structlog

from gudang import PabrikGudang
from luar.temporal import mesin_terganggu
from models.tersisih import Sapuan
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
        """Hasil: banyaknya alur yang dimulai. Yang gagal disisihkan; yang lain tetap dimulai."""
        async with self.pabrik.transaksi() as gudang:
            await gudang.sesi.bersihkan()
            tertinggal = await gudang.usulan.belum_dimulai(TERTUNDA)
        return sum([await self._sapu_satu(usulan_id) for usulan_id in tertinggal])

    async def _sapu_satu(self, usulan_id: UUID) -> bool:
        galat = await self._mulai(usulan_id)
        async with self.pabrik.transaksi() as gudang:
            await gudang.tersisih.catat(Sapuan.PENYAPUAN, [usulan_id], {usulan_id: galat} if galat else {})
        if galat is None:
            log.info("alur usulan dimulai penyapu", usulan=str(usulan_id))
        elif mesin_terganggu(galat):
            raise galat  # bukan salah usulannya: yang lain pun akan gagal, jadi tunggu sampai pulih
        return galat is None

    async def _mulai(self, usulan_id: UUID) -> Exception | None:
        try:
            async with self.pabrik.transaksi() as gudang:
                berkas = await gudang.usulan.berkas(usulan_id)
            await self.mulai(berkas)
        except Exception as galat:  # apa pun sebabnya, satu usulan tidak boleh menahan usulan lain
            return galat
        return None

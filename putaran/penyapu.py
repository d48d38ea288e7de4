"""Penyapu: memulai alur usulan yang sudah diajukan tetapi belum berjalan, dan menghapus sesi yang kedaluwarsa."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID

import structlog

from gudang import PabrikGudang
from gudang.pabrik import terganggu
from luar.temporal import mesin_terganggu
from models.tersisih import Sapuan
from models.usulan import Berkas
from putaran.putar import putar

log = structlog.get_logger(__name__)

TERTUNDA: Final = timedelta(seconds=5)
"""Usulan yang sebaru ini masih dimulai oleh API yang mengajukannya."""


@dataclass
class Penyapu:
    """Memulai alur usulan yang sudah diajukan tetapi belum berjalan."""

    pabrik: PabrikGudang
    mulai: Callable[[Berkas], Awaitable[None]]
    """Memulai alur; tidak berbuat apa-apa bila alurnya sudah ada."""

    async def jalankan(self, berhenti: asyncio.Event) -> None:
        await putar(self.sapu, berhenti, "penyapuan usulan")

    async def sapu(self) -> int:
        """Hasil: banyaknya alur yang dimulai. Yang gagal disisihkan; yang lain tetap dimulai."""
        async with self.pabrik.transaksi() as gudang:
            tertinggal = await gudang.usulan.belum_dimulai(TERTUNDA)
        return sum([await self._sapu_satu(usulan_id) for usulan_id in tertinggal])

    async def _sapu_satu(self, usulan_id: UUID) -> bool:
        galat = await self._mulai(usulan_id)
        await self._sisihkan(usulan_id, galat)
        if galat is None:
            log.info("alur usulan dimulai penyapu", usulan=str(usulan_id))
        elif mesin_terganggu(galat) or terganggu(galat):
            raise galat  # bukan salah usulannya: yang lain pun akan gagal, jadi tunggu sampai pulih
        return galat is None

    async def _sisihkan(self, usulan_id: UUID, galat: Exception | None) -> None:
        try:
            async with self.pabrik.transaksi() as gudang:
                await gudang.tersisih.catat(Sapuan.PENYAPUAN, [usulan_id], {usulan_id: galat} if galat else {})
        except Exception as gagal:
            if terganggu(gagal):
                raise
            log.exception("usulan tidak dapat disisihkan", usulan=str(usulan_id))

    async def _mulai(self, usulan_id: UUID) -> Exception | None:
        try:
            async with self.pabrik.transaksi() as gudang:
                berkas = await gudang.usulan.berkas(usulan_id)
            await self.mulai(berkas)
        except Exception as galat:  # apa pun sebabnya, satu usulan tidak boleh menahan usulan lain
            return galat
        return None


@dataclass
class PembersihSesi:
    """Kredensial yang kedaluwarsa terhapus apa pun yang sedang padam: putarannya sendiri, dan tanpa Temporal."""

    pabrik: PabrikGudang

    async def jalankan(self, berhenti: asyncio.Event) -> None:
        await putar(self.bersihkan, berhenti, "penghapusan sesi tanda tangan")

    async def bersihkan(self) -> int:
        async with self.pabrik.transaksi() as gudang:
            return await gudang.sesi.bersihkan()

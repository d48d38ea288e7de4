"""Pandangan ke halaman verifikasi: dijumlah di memori, ditambahkan ke basis data beberapa detik sekali.

Baris hitungan sebuah surat diperebutkan semua yang membukanya, dan halaman itu tidak boleh menunggu kuncinya. Yang
hilang bila proses mati mendadak paling banyak hitungan ``JEDA`` terakhir.
"""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime, timedelta
from typing import Final

import structlog
from sqlalchemy.exc import SQLAlchemyError

from gudang import PabrikGudang
from gudang.surat import Pandangan, SuratPublik

JEDA: Final = timedelta(seconds=2)
PUBLIK: Final = "publik"
"""Lingkup basis data tamu: hanya surat terbit yang token atau sidiknya disebut."""


class PencatatPandangan:
    def __init__(self, pabrik: PabrikGudang) -> None:
        self._pabrik = pabrik
        self._banyak: Counter[Pandangan] = Counter()

    def catat(self, surat: SuratPublik | None) -> None:
        """Satu pandangan; ``surat`` kosong bila token atau sidiknya tidak dikenal."""
        hari = datetime.now(UTC).date()
        self._banyak[Pandangan(surat.id if surat else None, hari, surat.hasil if surat else "tidak_dikenal")] += 1

    @asynccontextmanager
    async def berjalan(self) -> AsyncIterator["PencatatPandangan"]:
        """Menulis berkala selama bloknya, dan sekali lagi di ujungnya."""
        penulis = asyncio.create_task(self._berkala())
        try:
            yield self
        finally:
            penulis.cancel()
            with suppress(asyncio.CancelledError):
                await penulis
            await self._tulis()

    async def _berkala(self) -> None:
        while True:
            await asyncio.sleep(JEDA.total_seconds())
            await self._tulis()

    async def _tulis(self) -> None:
        if not self._banyak:
            return
        diambil, self._banyak = self._banyak, Counter()
        try:
            async with self._pabrik.transaksi(PUBLIK) as gudang:
                await gudang.surat.catat_pandangan(diambil)
        except (SQLAlchemyError, asyncio.CancelledError) as galat:
            self._banyak += diambil
            if isinstance(galat, asyncio.CancelledError):
                raise
            structlog.get_logger("api").warning("pandangan_belum_tercatat", galat=type(galat).__name__)

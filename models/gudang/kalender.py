"""Kalender libur nasional."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models.tabel import KalenderLibur


class GudangKalender:
    def __init__(self, sesi: AsyncSession) -> None:
        self._sesi = sesi

    async def libur(self, dari: date) -> frozenset[date]:
        """Semua hari libur sejak ``dari``."""
        hasil = await self._sesi.scalars(select(KalenderLibur.tanggal).where(KalenderLibur.tanggal >= dari))
        return frozenset(hasil)

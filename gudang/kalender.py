"""Kalender libur nasional, seperti ditetapkan sampai suatu hari."""

from datetime import date

from sqlalchemy.ext.asyncio import AsyncSession

from gudang.ketetapan import GudangKetetapan
from models.ketetapan import IsiLibur
from models.ketetapan_bawaan import libur_bawaan


class GudangKalender:
    def __init__(self, sesi: AsyncSession) -> None:
        self._ketetapan = GudangKetetapan(sesi)

    async def libur(self, dari: date, pada: date) -> frozenset[date]:
        """Semua hari libur sejak ``dari``, menurut ketetapan yang berlaku ``pada``."""
        berlaku = {**libur_bawaan(), **await self._ketetapan.berlaku(IsiLibur, pada)}
        hari = (date.fromisoformat(kunci) for kunci, isi in berlaku.items() if isi.libur)
        return frozenset(satu for satu in hari if satu >= dari)

"""Gudang: satu pintu ke semua data, di dalam satu transaksi. Semua SQL tinggal di paket ini."""

from sqlalchemy.ext.asyncio import AsyncSession

from models.gudang.referensi import Referensi


class Gudang:
    def __init__(self, sesi: AsyncSession) -> None:
        self.referensi = Referensi(sesi)

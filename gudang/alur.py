"""Pencocokan baris usulan dengan alurnya di Temporal; ditulis worker, di samping ``catat``."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import and_, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from gudang.baris import bentuk
from models.tabel import TabelUsulan

_U = TabelUsulan
_SUDAH_MULAI = and_(_U.terbuka, _U.catatan_terakhir.is_not(None))
"""Alurnya pernah mencatat dan belum mencatat akhirnya; akhir tercatat sebelum alurnya tutup."""


@dataclass(frozen=True)
class BarisAlur:
    usulan_id: UUID
    terbuka: bool
    hilang: bool
    """Sudah ditandai hilang."""


class GudangAlur:
    def __init__(self, sesi: AsyncSession) -> None:
        self._sesi = sesi

    async def halaman(self, sesudah: UUID | None, banyak: int, tenang: timedelta) -> tuple[BarisAlur, ...]:
        """Yang alurnya semestinya berjalan dan tidak berubah selama ``tenang``, dan semua yang ditandai; urut id."""
        hilang = _U.alur_hilang_sejak.is_not(None)
        perintah = select(_U.id, _U.terbuka, hilang).where(
            or_(and_(_SUDAH_MULAI, _U.diubah < func.now() - tenang), hilang)
        )
        if sesudah is not None:
            perintah = perintah.where(_U.id > sesudah)
        return bentuk(BarisAlur, await self._sesi.execute(perintah.order_by(_U.id).limit(banyak)))

    async def tandai_hilang(self, usulan_ids: Collection[UUID]) -> frozenset[UUID]:
        """Hasil: yang benar ditandai; yang sementara itu berakhir tidak."""
        hasil = await self._sesi.scalars(
            update(_U).where(_U.id.in_(usulan_ids), _SUDAH_MULAI).values(alur_hilang_sejak=func.now()).returning(_U.id)
        )
        return frozenset(hasil)

    async def tandai_ada(self, usulan_ids: Collection[UUID]) -> None:
        await self._sesi.execute(update(_U).where(_U.id.in_(usulan_ids)).values(alur_hilang_sejak=None))

    async def semestinya_berjalan(self, usulan_id: UUID) -> bool:
        return await self._sesi.scalar(select(_SUDAH_MULAI).where(_U.id == usulan_id)) or False

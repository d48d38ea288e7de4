"""Yang disisihkan sapuan: satu baris yang rusak tidak menahan baris lain, dan tidak hilang dari pandangan."""

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from datetime import timedelta
from typing import Final, TypeVar
from uuid import UUID

import structlog
from sqlalchemy import ColumnElement, delete, exists, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from gudang.baris import bentuk
from models.tabel import TabelTersisih
from models.tersisih import DATA_RUSAK, Sapuan, Tersisih, sebab_tersisih

log = structlog.get_logger(__name__)

JEDA_PERTAMA: Final = timedelta(seconds=30)
JEDA_TERLAMA: Final = timedelta(hours=6)
_LIPATAN: Final = 12
_T: Final = TabelTersisih
T = TypeVar("T")


class GudangTersisih:
    def __init__(self, sesi: AsyncSession) -> None:
        self._sesi = sesi

    async def catat(
        self, sapuan: Sapuan, diolah: Collection[UUID], gagal: Mapping[UUID, Exception], *, berjeda: bool = True
    ) -> None:
        """Sisihkan yang gagal, dengan jeda yang berlipat dua; yang ``diolah`` dan tidak gagal tidak tersisih lagi.

        Tanpa ``berjeda`` saat cobanya ditentukan sapuan itu sendiri.
        """
        beres = set(diolah) - gagal.keys()
        if beres:
            await self._sesi.execute(delete(_T).where(_T.sapuan == sapuan, _T.pokok.in_(beres)))
        for pokok, galat in sorted(gagal.items()):
            sebab = sebab_tersisih(galat)
            log.warning("disisihkan", sapuan=sapuan.value, pokok=str(pokok), sebab=sebab)
            await self._sisihkan(sapuan, pokok, sebab, berjeda)

    async def _sisihkan(self, sapuan: Sapuan, pokok: UUID, sebab: str, berjeda: bool) -> None:
        lipat = func.power(2, func.least(_T.percobaan, _LIPATAN))
        baru = insert(_T).values(
            sapuan=sapuan, pokok=pokok, sebab=sebab, coba_lagi_pada=func.now() + JEDA_PERTAMA if berjeda else None
        )
        await self._sesi.execute(
            baru.on_conflict_do_update(
                index_elements=[_T.sapuan, _T.pokok],
                set_={
                    "sebab": sebab,
                    "percobaan": _T.percobaan + 1,
                    "coba_lagi_pada": func.now() + func.least(JEDA_PERTAMA * lipat, JEDA_TERLAMA) if berjeda else None,
                },
            )
        )

    async def daftar(self, batas: int = 200) -> tuple[Tersisih, ...]:
        """Yang paling lama tersisih lebih dahulu; kosong di luar lingkup nasional."""
        kolom = (_T.sapuan, _T.pokok, _T.sebab, _T.sejak, _T.percobaan, _T.coba_lagi_pada)
        return bentuk(Tersisih, await self._sesi.execute(select(*kolom).order_by(_T.sejak, _T.pokok).limit(batas)))


def belum_waktunya(sapuan: Sapuan, pokok: InstrumentedAttribute[UUID]) -> ColumnElement[bool]:
    """Tersisih dari sapuan itu, dan belum waktunya dicoba lagi."""
    return exists().where(_T.sapuan == sapuan, _T.pokok == pokok, _T.coba_lagi_pada > func.now())


async def baca_terbaca(
    baca: Callable[[Sequence[UUID]], Awaitable[dict[UUID, T]]], pokok: Sequence[UUID]
) -> tuple[dict[UUID, T], dict[UUID, Exception]]:
    """Yang terbaca, dan galat yang tidak: kumpulan yang gagal dibelah dua sampai tinggal baris yang rusak."""
    try:
        return await baca(pokok), {}
    except DATA_RUSAK as galat:
        if len(pokok) == 1:
            return {}, {pokok[0]: galat}
    terbaca: dict[UUID, T] = {}
    rusak: dict[UUID, Exception] = {}
    tengah = len(pokok) // 2
    for separuh in (pokok[:tengah], pokok[tengah:]):
        sebagian, gagal = await baca_terbaca(baca, separuh)
        terbaca |= sebagian
        rusak |= gagal
    return terbaca, rusak

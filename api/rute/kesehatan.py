"""Sehat (proses hidup) dan siap (bagian yang dibutuhkannya terjangkau)."""

import asyncio
from collections.abc import Coroutine
from typing import Any, Final

from fastapi import APIRouter, Response
from pydantic import BaseModel, Field
from sqlalchemy.exc import SQLAlchemyError

from api.bekal import BekalAplikasi
from gudang import PabrikGudang

SABAR: Final = 2.0
"""Detik."""
rute = APIRouter(tags=["Kesehatan"])


class Sehat(BaseModel):
    sehat: bool = True


class Siap(BaseModel):
    siap: bool
    bagian: dict[str, bool] = Field(description="Nama bagian → terjangkau.", examples=[{"basis_data": True}])


@rute.get("/sehat", summary="Apakah prosesnya hidup")
async def sehat() -> Sehat:
    return Sehat()


@rute.get("/siap", summary="Apakah semua bagian yang dibutuhkan terjangkau", responses={503: {"model": Siap}})
async def siap(bekal: BekalAplikasi, response: Response) -> Siap:
    nama = ("basis_data", "temporal", "penyimpanan")
    hasil = await asyncio.gather(
        *map(_terjangkau, (_basis_data(bekal.gudang), bekal.alur.sehat(), bekal.penyimpanan.sehat()))
    )
    bagian = dict(zip(nama, hasil, strict=True))
    if not all(hasil):
        response.status_code = 503
    return Siap(siap=all(hasil), bagian=bagian)


async def _terjangkau(bagian: Coroutine[Any, Any, bool]) -> bool:
    """Yang menggantung sama dengan yang padam: pemeriksa kesehatan tidak menunggu lebih lama dari ``SABAR``."""
    try:
        async with asyncio.timeout(SABAR):
            return await bagian
    except TimeoutError:
        return False


async def _basis_data(pabrik: PabrikGudang) -> bool:
    """Terjangkau, termigrasi, dan referensinya terisi."""
    try:
        async with pabrik.transaksi("publik") as gudang:
            return await gudang.referensi.terisi()
    except SQLAlchemyError:
        return False

"""Sehat (proses hidup) dan siap (bagian yang dibutuhkannya terjangkau)."""

import asyncio

from fastapi import APIRouter, Response
from pydantic import BaseModel, Field
from sqlalchemy.exc import SQLAlchemyError

from api.bekal import BekalAplikasi
from gudang import PabrikGudang

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
    hasil = await asyncio.gather(_basis_data(bekal.gudang), bekal.alur.sehat(), bekal.penyimpanan.sehat())
    bagian = dict(zip(nama, hasil, strict=True))
    if not all(hasil):
        response.status_code = 503
    return Siap(siap=all(hasil), bagian=bagian)


async def _basis_data(pabrik: PabrikGudang) -> bool:
    """Terjangkau, termigrasi, dan referensinya terisi."""
    try:
        async with pabrik.transaksi("publik") as gudang:
            return await gudang.referensi.terisi()
    except SQLAlchemyError:
        return False

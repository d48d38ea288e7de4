"""Penjelasan jenis-jenis masalah: yang ditunjuk `type` pada problem details."""

from fastapi import APIRouter
from pydantic import BaseModel

from api.boleh import tidak_ditemukan
from api.masalah import TABEL

rute = APIRouter(prefix="/masalah", tags=["Referensi"])


class PenjelasanMasalah(BaseModel):
    jenis: str
    status: int
    judul: str
    tindakan: str


@rute.get("", summary="Semua jenis penolakan")
async def daftar_masalah() -> list[PenjelasanMasalah]:
    return [PenjelasanMasalah(jenis=jenis.value, **ihwal._asdict()) for jenis, ihwal in TABEL.items()]


@rute.get("/{jenis}", summary="Arti satu jenis penolakan")
async def jelaskan_masalah(jenis: str) -> PenjelasanMasalah:
    for satu in await daftar_masalah():
        if satu.jenis == jenis:
            return satu
    raise tidak_ditemukan("jenis masalah")

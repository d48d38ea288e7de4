"""Kabar yang tak sampai: siapa yang belum dikabari, dan apa obatnya."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from api import boleh, kursor
from api.bekal import GudangPetugas
from api.kursor import Batas, Halaman, TeksKursor
from api.masalah import JenisMasalah, dokumentasi
from api.siapa import Petugas
from api.wujud import Wujud
from models.kabar import JenisKabar

M = JenisMasalah
rute = APIRouter(
    tags=["Kabar"], responses=dokumentasi(M.TOKEN_KOSONG, M.TOKEN_TIDAK_SAH, M.TERLARANG, M.ISIAN_TIDAK_SAH)
)


class KabarTerbaca(Wujud):
    id: int
    jenis: JenisKabar
    penerima: str
    """Akun, atau `asn:<id>` bagi ASN yang bersangkutan."""
    penerima_nama: str | None
    usulan_id: UUID
    nomor: str
    instansi_id: str
    sebab: str
    """Mengapa tak sampai, dan obatnya."""
    dibuat: datetime
    percobaan: int


@rute.get("/kabar/tak-sampai", summary="Kabar yang tak sampai kepada penerimanya")
async def kabar_tak_sampai(
    ia: Petugas,
    gudang: GudangPetugas,
    kursor_: Annotated[TeksKursor, Query(alias="kursor")] = None,
    batas: Batas = 50,
) -> Halaman[KabarTerbaca]:
    """Yang terbaru dahulu. Kabar dicoba lagi tiap hari selama sebulan; yang alamatnya dibetulkan terkirim sendiri."""
    syarat = "Hanya administrator, dan admin instansi bagi instansinya."
    boleh.pastikan(boleh.mengurus_kabar(ia), "kabar", syarat=syarat)
    hasil = await gudang.kabar.daftar_tak_sampai(sesudah=kursor.baca(kursor_, int), batas=batas + 1)
    berikut = hasil[batas - 1].id if len(hasil) > batas else None
    return kursor.halaman([KabarTerbaca.model_validate(satu) for satu in hasil[:batas]], berikut)

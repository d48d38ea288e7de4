"""Yang disisihkan pekerjaan latar, dengan sebabnya; bagi administrator."""

from datetime import datetime
from uuid import UUID

from fastapi import APIRouter

from api import boleh
from api.bekal import GudangPetugas
from api.masalah import JenisMasalah, dokumentasi
from api.siapa import Petugas
from api.wujud import Wujud
from models.tersisih import Sapuan

M = JenisMasalah
rute = APIRouter(tags=["Kesehatan"], responses=dokumentasi(M.TOKEN_KOSONG, M.TOKEN_TIDAK_SAH, M.TERLARANG))


class BarisTersisih(Wujud):
    sapuan: Sapuan
    pokok: UUID
    """Usulan pada `penyapuan` dan `alur`; ASN pada yang lain."""
    sebab: str
    """Jenis galat dan isian yang salah, tanpa nilainya."""
    sejak: datetime
    percobaan: int
    coba_lagi_pada: datetime | None
    """Kosong: ketika datanya berubah, atau pada hitungan berikutnya."""


@rute.get("/tersisih", summary="Baris yang tidak dapat diolah pekerjaan latar")
async def daftar_tersisih(ia: Petugas, gudang: GudangPetugas) -> list[BarisTersisih]:
    """Paling banyak 200, yang paling lama lebih dahulu; hilang sendiri begitu berhasil diolah."""
    boleh.pastikan(boleh.memeriksa_latar(ia), "pekerjaan latar")
    return [BarisTersisih.model_validate(satu) for satu in await gudang.tersisih.daftar()]

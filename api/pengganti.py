"""Petugas beserta peran pejabat yang digantikannya hari ini: tipe pada tanda tangan rute tugas dan tanda tangan."""

from typing import Annotated

from fastapi import Depends

from api.bekal import BekalAplikasi
from api.siapa import Identitas, Petugas
from models.referensi.zona import hari_ini


async def bertugas(ia: Petugas, bekal: BekalAplikasi) -> Identitas:
    """Hak seorang pengganti ditambahkan kepada haknya sendiri, selama masa penggantiannya menurut tanggal unitnya."""
    async with bekal.gudang.transaksi(ia.unit) as gudang:
        return ia.menggantikan(await gudang.pejabat.digantikan(ia.akun, ia.unit, hari_ini(ia.unit)))


PetugasBertugas = Annotated[Identitas, Depends(bertugas)]

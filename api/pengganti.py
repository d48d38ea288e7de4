"""Petugas beserta peran pejabat yang digantikannya hari ini: tipe pada tanda tangan rute tugas dan tanda tangan."""

from typing import Annotated

from fastapi import Depends

from api.bekal import BekalAplikasi, GudangPetugas
from api.siapa import Identitas, Petugas
from gudang import Gudang
from models.referensi.zona import hari_ini


async def bertugas(ia: Identitas, gudang: Gudang) -> Identitas:
    """Hak seorang pengganti ditambahkan kepada haknya sendiri, selama masa penggantiannya menurut tanggal unitnya."""
    return ia.menggantikan(await gudang.pejabat.digantikan(ia.akun, ia.unit, hari_ini(ia.unit)))


async def _sendiri(ia: Petugas, bekal: BekalAplikasi) -> Identitas:
    async with bekal.transaksi(ia) as gudang:
        return await bertugas(ia, gudang)


async def _setransaksi(ia: Petugas, gudang: GudangPetugas) -> Identitas:
    return await bertugas(ia, gudang)


PetugasBertugas = Annotated[Identitas, Depends(_sendiri)]
"""Bagi rute yang tidak memegang transaksi selama ia bekerja."""
PetugasTugas = Annotated[Identitas, Depends(_setransaksi)]
"""Dalam transaksi rutenya sendiri."""

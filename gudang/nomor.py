"""Penomoran surat: tak berlubang per penerbit, jenis, dan tahun; sekali per usulan dan jenis surat."""

from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from gudang.galat import NomorSuratBerbeda
from models.surat import JenisSurat
from models.tabel import TabelNomorSurat, TabelPenomoran


class GudangNomor:
    def __init__(self, sesi: AsyncSession) -> None:
        self._sesi = sesi

    async def beri(self, usulan_id: UUID, jenis: JenisSurat, penerbit: str, tahun: int) -> tuple[int, int]:
        """(tahun, nomor urut) surat ini; permintaan berulang mendapat nomor yang sama.

        Nomor baru berlaku bila transaksinya di-commit; transaksi yang batal mengembalikannya, jadi tidak berlubang.
        Penerbit yang sama berebut satu baris, sehingga penulis serentak bergantian.
        """
        await self._sesi.execute(
            select(func.pg_advisory_xact_lock(func.hashtextextended(f"nomor:{usulan_id}:{jenis}", 0)))
        )
        n = TabelNomorSurat
        ada = (
            await self._sesi.execute(
                select(n.penerbit, n.tahun, n.urut).where(n.usulan_id == usulan_id, n.jenis == jenis)
            )
        ).one_or_none()
        if ada is not None:
            if ada.penerbit != penerbit:
                raise NomorSuratBerbeda(ada.penerbit)
            return ada.tahun, ada.urut
        urut = await self._berikut(penerbit, jenis, tahun)
        await self._sesi.execute(
            insert(n).values(usulan_id=usulan_id, jenis=jenis, penerbit=penerbit, tahun=tahun, urut=urut)
        )
        return tahun, urut

    async def _berikut(self, penerbit: str, jenis: JenisSurat, tahun: int) -> int:
        hasil = await self._sesi.execute(
            insert(TabelPenomoran)
            .values(penerbit=penerbit, jenis=jenis, tahun=tahun, terakhir=1)
            .on_conflict_do_update(
                index_elements=["penerbit", "jenis", "tahun"], set_={"terakhir": TabelPenomoran.terakhir + 1}
            )
            .returning(TabelPenomoran.terakhir)
        )
        return hasil.scalar_one()

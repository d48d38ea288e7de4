"""Kotak keluar: kabar ditulis bersama peristiwanya, dikirim kemudian, sampai terkirim."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from gudang.baris import bentuk
from models.kabar import KabarAntre, KabarBaru
from models.tabel import Akun, KotakKeluar, Usulan


class GudangKabar:
    def __init__(self, sesi: AsyncSession) -> None:
        self._sesi = sesi

    async def tambah(self, usulan_id: UUID, instansi_id: str, kabar: Sequence[KabarBaru]) -> None:
        if kabar:
            isi = [{**vars(satu), "usulan_id": usulan_id, "instansi_id": instansi_id} for satu in kabar]
            await self._sesi.execute(insert(KotakKeluar).values(isi).on_conflict_do_nothing(index_elements=["kunci"]))

    async def ambil(self, batas: int, sewa: timedelta) -> tuple[KabarAntre, ...]:
        """Kabar yang waktunya dikirim, menjadi urusan pemanggil selama ``sewa``; pengirim lain melewatinya.

        Sesudah sewanya habis tanpa ``terkirim`` atau ``tunda`` (pengirimnya mati), ia dikirim lagi.
        """
        k = KotakKeluar
        tiba = (
            select(k.id)
            .where(k.terkirim_pada.is_(None), k.coba_lagi_pada <= func.now())
            .order_by(k.coba_lagi_pada, k.id)
            .limit(batas)
            .with_for_update(skip_locked=True)
        )
        diambil = list(await self._sesi.scalars(tiba))
        if not diambil:
            return ()
        await self._ubah(k.id.in_(diambil), percobaan=k.percobaan + 1, coba_lagi_pada=func.now() + sewa)
        hasil = await self._sesi.execute(
            select(
                k.id, k.kunci, k.jenis, Akun.surel, Akun.nama, k.usulan_id, Usulan.nomor, Akun.unit, k.rincian,
                k.percobaan,
            )
            .join(Akun, Akun.id == k.akun)
            .join(Usulan, Usulan.id == k.usulan_id)
            .where(k.id.in_(diambil))
            .order_by(k.id)
        )  # fmt: skip
        return bentuk(KabarAntre, hasil)

    async def terkirim(self, kabar_id: int) -> None:
        await self._ubah(KotakKeluar.id == kabar_id, terkirim_pada=func.now(), galat=None)

    async def tunda(self, kabar_id: int, galat: str, jeda: timedelta) -> None:
        """Pengiriman gagal: coba lagi sesudah ``jeda``."""
        await self._ubah(KotakKeluar.id == kabar_id, galat=galat, coba_lagi_pada=func.now() + jeda)

    async def menunggu(self) -> int:
        """Banyaknya kabar yang belum terkirim."""
        return await self._sesi.scalar(select(func.count()).where(KotakKeluar.terkirim_pada.is_(None))) or 0

    async def _ubah(self, syarat: ColumnElement[bool], **nilai: Any) -> None:
        await self._sesi.execute(update(KotakKeluar).where(syarat).values(**nilai))

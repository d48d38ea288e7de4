"""Kotak keluar: kabar ditulis bersama peristiwanya, dikirim kemudian, sampai terkirim."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import func, select, update
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

    async def antre(self, batas: int) -> tuple[KabarAntre, ...]:
        """Kabar yang waktunya dikirim, dikunci bagi transaksi ini; pengirim lain melewatinya."""
        k = KotakKeluar
        hasil = await self._sesi.execute(
            select(
                k.id, k.kunci, k.jenis, Akun.surel, Akun.nama, k.usulan_id, Usulan.nomor, Akun.unit, k.rincian,
                k.percobaan,
            )
            .join(Akun, Akun.id == k.akun)
            .join(Usulan, Usulan.id == k.usulan_id)
            .where(k.terkirim_pada.is_(None), k.coba_lagi_pada <= func.now())
            .order_by(k.coba_lagi_pada, k.id)
            .limit(batas)
            .with_for_update(of=k, skip_locked=True)
        )  # fmt: skip
        return bentuk(KabarAntre, hasil)

    async def terkirim(self, kabar_id: int) -> None:
        await self._ubah(kabar_id, terkirim_pada=func.now(), galat=None)

    async def tunda(self, kabar_id: int, galat: str, jeda: timedelta) -> None:
        """Pengiriman gagal: coba lagi sesudah ``jeda``."""
        await self._ubah(kabar_id, galat=galat, coba_lagi_pada=func.now() + jeda)

    async def menunggu(self) -> int:
        """Banyaknya kabar yang belum terkirim."""
        return await self._sesi.scalar(select(func.count()).where(KotakKeluar.terkirim_pada.is_(None))) or 0

    async def _ubah(self, kabar_id: int, **nilai: Any) -> None:
        k = KotakKeluar
        await self._sesi.execute(update(k).where(k.id == kabar_id).values(percobaan=k.percobaan + 1, **nilai))

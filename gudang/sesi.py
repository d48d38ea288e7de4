"""Sesi tanda tangan (kredensial tersandi, terikat pada tugasnya) dan percobaan passphrase yang gagal."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import any_, case, delete, func, insert, select, update
from sqlalchemy.dialects.postgresql import insert as sisip
from sqlalchemy.ext.asyncio import AsyncSession

from gudang.baris import bentuk
from gudang.galat import SesiTidakBerlaku, TandaTanganTerkunci
from models.sesi import JenisKredensial
from models.tabel import TabelPercobaanTandaTangan, TabelSesiTandaTangan

BATAS_GAGAL: Final = 5
LAMA_KUNCI: Final = timedelta(minutes=15)


@dataclass(frozen=True)
class KredensialSesi:
    kredensial: bytes
    """Tersandi bersama jenisnya (``luar.sandi_sesi.SandiSesi``); hanya API dan worker yang memegang kuncinya."""
    tugas_ids: list[UUID]
    """Tugas yang belum ditandatangani dengannya."""


@dataclass(frozen=True)
class Percobaan:
    gagal: int
    """Kegagalan berturut-turut."""
    terkunci_sampai: datetime | None


class GudangSesi:
    def __init__(self, sesi: AsyncSession) -> None:
        self._sesi = sesi

    async def buat(
        self,
        sesi_id: UUID,
        akun: str,
        jenis: JenisKredensial,
        kredensial: bytes,
        *,
        umur: timedelta,
        tugas_ids: Collection[UUID],
    ) -> datetime:
        """Buka sesi bagi tugas-tugas itu; hasil: saat kedaluwarsa menurut jam basis data.

        ``TandaTanganTerkunci`` bila sedang terkunci.
        """
        percobaan = await self.percobaan(akun)
        if percobaan.terkunci_sampai is not None:
            raise TandaTanganTerkunci(percobaan.terkunci_sampai)
        hasil = await self._sesi.execute(
            insert(TabelSesiTandaTangan)
            .values(
                id=sesi_id,
                akun=akun,
                jenis=jenis.value,
                kredensial=kredensial,
                kedaluwarsa=func.now() + umur,
                tugas_ids=list(tugas_ids),
            )
            .returning(TabelSesiTandaTangan.kedaluwarsa)
        )
        return hasil.scalar_one()

    async def ambil(self, sesi_id: UUID, akun: str, tugas_id: UUID) -> KredensialSesi:
        """Pakai sesi bagi tugas ini, sekali saja; sesudah tugas terakhirnya sesi terhapus.

        ``SesiTidakBerlaku`` bila tak dapat dipakai, juga bagi tugas yang tidak disebut ketika sesinya dibuka. Kunci
        percobaan berlaku juga bagi sesi yang dibuka sebelumnya (``TandaTanganTerkunci``).

        Dua pemakai serentak berebut satu baris, jadi satu tugas tidak pernah memakainya dua kali.
        """
        percobaan = await self.percobaan(akun)
        if percobaan.terkunci_sampai is not None:
            raise TandaTanganTerkunci(percobaan.terkunci_sampai)
        s = TabelSesiTandaTangan
        hasil = await self._sesi.execute(
            update(s)
            .where(s.id == sesi_id, s.akun == akun, s.kedaluwarsa > func.now(), any_(s.tugas_ids) == tugas_id)
            .values(tugas_ids=func.array_remove(s.tugas_ids, tugas_id))
            .returning(s.kredensial, s.tugas_ids)
        )
        baris = bentuk(KredensialSesi, hasil)
        if not baris:
            raise SesiTidakBerlaku
        (kredensial,) = baris
        if not kredensial.tugas_ids:
            await self.hapus(sesi_id)
        return kredensial

    async def hapus(self, sesi_id: UUID) -> None:
        await self._sesi.execute(delete(TabelSesiTandaTangan).where(TabelSesiTandaTangan.id == sesi_id))

    async def bersihkan(self) -> int:
        """Hapus semua sesi yang kedaluwarsa; hasil: banyaknya."""
        hasil = await self._sesi.execute(
            delete(TabelSesiTandaTangan)
            .where(TabelSesiTandaTangan.kedaluwarsa <= func.now())
            .returning(TabelSesiTandaTangan.id)
        )
        return len(hasil.all())

    async def percobaan(self, akun: str) -> Percobaan:
        """Keadaan percobaan akun ini; kunci yang sudah lewat waktunya tidak disebut."""
        p = TabelPercobaanTandaTangan
        terkunci = case((p.terkunci_sampai > func.now(), p.terkunci_sampai))
        baris = (await self._sesi.execute(select(p.gagal, terkunci).where(p.akun == akun))).one_or_none()
        return Percobaan(*baris) if baris else Percobaan(0, None)

    async def catat_gagal(self, akun: str) -> Percobaan:
        """Tambah kegagalan berturut-turut; yang kelima mengunci 15 menit, dan sesudahnya hitungan mulai lagi.

        Panggil dalam transaksi tersendiri yang di-commit, juga bila kegiatannya sendiri gagal.
        """
        p = TabelPercobaanTandaTangan
        lewat = p.terkunci_sampai <= func.now()
        gagal = case((lewat, 1), else_=p.gagal + 1)
        kunci = case((gagal >= BATAS_GAGAL, func.now() + LAMA_KUNCI))
        hasil = await self._sesi.execute(
            sisip(p)
            .values(akun=akun, gagal=1)
            .on_conflict_do_update(index_elements=[p.akun], set_={"gagal": gagal, "terkunci_sampai": kunci})
            .returning(p.gagal, p.terkunci_sampai)
        )
        return Percobaan(*hasil.one())

    async def reset_gagal(self, akun: str) -> None:
        """Tanda tangan berhasil: hitungan kegagalan dihapus."""
        await self._sesi.execute(delete(TabelPercobaanTandaTangan).where(TabelPercobaanTandaTangan.akun == akun))

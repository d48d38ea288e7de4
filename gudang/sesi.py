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
from gudang.galat import AkunNonaktif, PercobaanPenuh, SesiTidakBerlaku, TandaTanganTerkunci
from models.sesi import JenisKredensial
from models.tabel import TabelAkun, TabelPercobaanBerjalan, TabelPercobaanTandaTangan, TabelSesiTandaTangan

BATAS_GAGAL: Final = 5
LAMA_KUNCI: Final = timedelta(minutes=15)
MASA_PERCOBAAN: Final = timedelta(minutes=5)
"""Lebih lama dari permintaan BSrE mana pun beserta pencatatan jawabannya."""


@dataclass(frozen=True)
class KredensialSesi:
    kredensial: bytes
    """Tersandi bersama jenisnya (``luar.sandi_sesi.SandiSesi``); hanya API dan worker yang memegang kuncinya."""
    tugas_ids: list[UUID]
    """Tugas yang belum ditandatangani dengannya."""
    terbukti: bool
    """BSrE pernah menerima kredensialnya."""


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
        percobaan berlaku juga bagi sesi yang dibuka sebelumnya (``TandaTanganTerkunci``), begitu pula akun yang
        sementara itu dinonaktifkan (``AkunNonaktif``).

        Yang belum terbukti terhitung sebagai percobaan sebelum BSrE ditanya: kegagalan dan yang belum dijawab tidak
        pernah melebihi batasnya (``PercobaanPenuh``, dan sesinya utuh). Pemanggil melepasnya dengan ``lepas``,
        ``catat_gagal``, atau ``buktikan``; yang mati gugur sendiri sesudah ``MASA_PERCOBAAN``.

        Dua pemakai serentak berebut satu baris, jadi satu tugas tidak pernah memakainya dua kali.
        """
        if await self._sesi.scalar(select(TabelAkun.aktif).where(TabelAkun.id == akun)) is False:
            raise AkunNonaktif
        percobaan = await self._kunci_percobaan(akun)
        if percobaan.terkunci_sampai is not None:
            raise TandaTanganTerkunci(percobaan.terkunci_sampai)
        s = TabelSesiTandaTangan
        hasil = await self._sesi.execute(
            update(s)
            .where(s.id == sesi_id, s.akun == akun, s.kedaluwarsa > func.now(), any_(s.tugas_ids) == tugas_id)
            .values(tugas_ids=func.array_remove(s.tugas_ids, tugas_id))
            .returning(s.kredensial, s.tugas_ids, s.terbukti)
        )
        baris = bentuk(KredensialSesi, hasil)
        if not baris:
            raise SesiTidakBerlaku
        (kredensial,) = baris
        if not kredensial.terbukti:
            await self._mulai_percobaan(sesi_id, akun, tugas_id, percobaan.gagal)
        if not kredensial.tugas_ids:
            await self.hapus(sesi_id)
        return kredensial

    async def _kunci_percobaan(self, akun: str) -> Percobaan:
        """Kunci baris akun ini sampai transaksi selesai; yang kuncinya lewat dihitung dari awal."""
        p = TabelPercobaanTandaTangan
        baru = sisip(p).values(akun=akun, gagal=0)
        terkunci = case((p.terkunci_sampai > func.now(), p.terkunci_sampai))
        hasil = await self._sesi.execute(
            baru.on_conflict_do_update(index_elements=[p.akun], set_={"akun": akun}).returning(
                case((p.terkunci_sampai <= func.now(), 0), else_=p.gagal), terkunci
            )
        )
        return Percobaan(*hasil.one())

    async def _mulai_percobaan(self, sesi_id: UUID, akun: str, tugas_id: UUID, gagal: int) -> None:
        b = TabelPercobaanBerjalan
        await self._sesi.execute(delete(b).where(b.akun == akun, b.kedaluwarsa <= func.now()))
        berjalan = await self._sesi.scalar(select(func.count()).where(b.akun == akun)) or 0
        if gagal + berjalan >= BATAS_GAGAL:
            raise PercobaanPenuh
        kedaluwarsa = func.now() + MASA_PERCOBAAN
        await self._sesi.execute(
            insert(b).values(sesi_id=sesi_id, tugas_id=tugas_id, akun=akun, kedaluwarsa=kedaluwarsa)
        )

    async def lepas(self, sesi_id: UUID, tugas_id: UUID) -> None:
        """Percobaan ini berakhir tanpa menilai kredensialnya."""
        b = TabelPercobaanBerjalan
        await self._sesi.execute(delete(b).where(b.sesi_id == sesi_id, b.tugas_id == tugas_id))

    async def buktikan(self, sesi_id: UUID, akun: str, tugas_id: UUID) -> None:
        """BSrE menerima kredensialnya: hitungan kegagalan dihapus, dan tugas lain sesi ini tidak lagi percobaan."""
        await self.reset_gagal(akun)
        s = TabelSesiTandaTangan
        await self._sesi.execute(update(s).where(s.id == sesi_id, s.akun == akun).values(terbukti=True))
        await self.lepas(sesi_id, tugas_id)

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

"""Direktori akun: nama bagi halaman, penerima kabar, penandatangan. NIK hanya bagi worker."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.sql import ColumnElement

from models.gudang.galat import TidakDitemukan
from models.peran import Peran
from models.tabel import Akun


@dataclass(frozen=True)
class DataAkun:
    id: str
    nama: str
    nip: str | None
    jabatan: str
    pangkat: str | None
    peran: tuple[Peran, ...]
    unit: str
    surel: str
    aktif: bool


class GudangPejabat:
    def __init__(self, sesi: AsyncSession) -> None:
        self._sesi = sesi

    async def baca(self, akun: str) -> DataAkun | None:
        hasil = await self._cari(Akun.id == akun)
        return hasil[0] if hasil else None

    async def nama(self, akun: Iterable[str]) -> dict[str, str]:
        """Id akun → nama, bagi yang terdaftar."""
        hasil = await self._sesi.execute(select(Akun.id, Akun.nama).where(Akun.id.in_(list(akun))))
        return dict(hasil.all())

    async def pemegang(self, peran: Peran, unit: str) -> tuple[DataAkun, ...]:
        """Akun aktif yang memegang peran itu di unit itu, berurut nama."""
        return await self._cari(Akun.aktif.is_(True), Akun.unit == unit, Akun.peran.contains([peran.value]))

    async def nik(self, akun: str) -> str:
        """NIK seorang penandatangan; hanya peran pekerja yang dapat membacanya."""
        nik = await self._sesi.scalar(select(Akun.nik).where(Akun.id == akun))
        if nik is None:
            raise TidakDitemukan("akun")
        return nik

    async def _cari(self, *syarat: ColumnElement[bool]) -> tuple[DataAkun, ...]:
        hasil = await self._sesi.execute(
            select(
                Akun.id,
                Akun.nama,
                Akun.nip,
                Akun.jabatan,
                Akun.pangkat,
                Akun.peran,
                Akun.unit,
                Akun.surel,
                Akun.aktif,
            )
            .where(*syarat)
            .order_by(Akun.nama, Akun.id)
        )
        return tuple(
            DataAkun(id_, nama, nip, jabatan, pangkat, tuple(map(Peran, peran)), unit, surel, aktif)
            for id_, nama, nip, jabatan, pangkat, peran, unit, surel, aktif in hasil
        )

"""Ketetapan: versi demi versi tiap ketentuan, dan yang berlaku pada suatu hari."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, TypeVar

from sqlalchemy import Date, Select, Text, and_, bindparam, cast, exists, func, insert, or_, select, update
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased
from sqlalchemy.sql import ColumnElement

from gudang.baris import bentuk, jalankan
from gudang.galat import KetetapanSudahBerlaku, TidakDitemukan
from models.ketetapan import BENTUK, IsiKetetapan, JenisKetetapan, Ketentuan
from models.referensi.zona import ZONA_TERDEPAN
from models.tabel import TabelAkun, TabelKetetapan, TabelUsulan

_J: Final = JenisKetetapan
T = TypeVar("T", bound=IsiKetetapan)
_ZONA: Final = "Asia/Jakarta"


@dataclass(frozen=True)
class DataKetetapan:
    id: int
    jenis: str
    kunci: str
    berlaku_mulai: date
    isi: dict[str, Any]
    catatan: str
    dibuat_oleh: str
    dibuat_nama: str | None
    dibuat: datetime
    dibatalkan_oleh: str | None
    dibatalkan_nama: str | None
    dibatalkan: datetime | None
    sebab_batal: str | None


def _berlaku(*syarat: ColumnElement[bool]) -> Select[str, str, dict[str, Any]]:
    """Versi terakhir tiap ketetapan yang berlaku pada hari ``pada``."""
    k = TabelKetetapan
    return (
        select(k.jenis, k.kunci, k.isi)
        .ext(distinct_on(k.jenis, k.kunci))
        .where(k.berlaku_mulai <= bindparam("pada", type_=Date), k.dibatalkan.is_(None), *syarat)
        .order_by(k.jenis, k.kunci, k.berlaku_mulai.desc(), k.id.desc())
    )


_BERAWALAN: Final = TabelKetetapan.kunci.startswith(bindparam("awalan", type_=Text))
_SEJENIS: Final = _berlaku(TabelKetetapan.jenis == bindparam("jenis", type_=Text), _BERAWALAN)
_MILIK_LAYANAN: Final = TabelKetetapan.jenis.in_([_J.LANGKAH.value, _J.DOKUMEN.value, _J.KEWENANGAN.value])
_KETENTUAN: Final = _berlaku(or_(and_(_MILIK_LAYANAN, _BERAWALAN), TabelKetetapan.jenis == _J.TEMPLAT.value))


class GudangKetetapan:
    def __init__(self, sesi: AsyncSession) -> None:
        self._sesi = sesi

    async def berlaku(self, bentuk_isi: type[T], pada: date, awalan: str = "") -> dict[str, T]:
        """Kunci (tanpa ``awalan``) → isi yang berlaku pada hari itu; tanpa bawaannya."""
        hasil = await self._terpilih(_SEJENIS, pada, jenis=bentuk_isi.jenis.value, awalan=awalan)
        return {kunci.removeprefix(awalan): isi for _, kunci, isi in hasil if isinstance(isi, bentuk_isi)}

    async def ketentuan(self, layanan: str, pada: date) -> Ketentuan:
        """Semua yang dibekukan ke dalam berkas sebuah usulan layanan itu bila diajukan pada hari itu."""
        awalan = f"{layanan}."
        bagian: dict[JenisKetetapan, dict[str, Any]] = {satu: {} for satu in _J}
        for jenis, kunci, isi in await self._terpilih(_KETENTUAN, pada, awalan=awalan):
            bagian[jenis][kunci.removeprefix(awalan)] = isi
        return Ketentuan(
            langkah=bagian[_J.LANGKAH],
            templat={jenis: isi.versi for jenis, isi in bagian[_J.TEMPLAT].items()},
            dokumen=bagian[_J.DOKUMEN],
            rute={jenis: isi.rute for jenis, isi in bagian[_J.KEWENANGAN].items()},
        )

    async def riwayat(self, jenis: JenisKetetapan, kunci: str | None = None) -> tuple[DataKetetapan, ...]:
        """Semua versi, yang terbaru dahulu; yang dibatalkan ikut."""
        pembuat, pembatal = aliased(TabelAkun), aliased(TabelAkun)
        k = TabelKetetapan
        perintah = (
            select(
                k.id, k.jenis, k.kunci, k.berlaku_mulai, k.isi, k.catatan, k.dibuat_oleh, pembuat.nama, k.dibuat,
                k.dibatalkan_oleh, pembatal.nama, k.dibatalkan, k.sebab_batal,
            )
            .outerjoin(pembuat, pembuat.id == k.dibuat_oleh)
            .outerjoin(pembatal, pembatal.id == k.dibatalkan_oleh)
            .where(k.jenis == jenis.value)
            .order_by(k.kunci, k.berlaku_mulai.desc(), k.id.desc())
        )  # fmt: skip
        if kunci is not None:
            perintah = perintah.where(k.kunci == kunci)
        return bentuk(DataKetetapan, await self._sesi.execute(perintah))

    async def tetapkan(
        self, jenis: JenisKetetapan, kunci: str, isi: IsiKetetapan, *, berlaku_mulai: date, catatan: str, oleh: str
    ) -> int:
        """Versi baru; yang lama tetap tersimpan."""
        hasil = await self._sesi.execute(
            insert(TabelKetetapan)
            .values(
                jenis=jenis.value,
                kunci=kunci,
                berlaku_mulai=berlaku_mulai,
                isi=isi.model_dump(mode="json", exclude_none=True),
                catatan=catatan,
                dibuat_oleh=oleh,
            )
            .returning(TabelKetetapan.id)
        )
        return hasil.scalar_one()

    async def batalkan(self, ketetapan_id: int, *, oleh: str, sebab: str) -> None:
        """Batalkan yang belum berlaku di zona waktu mana pun; selain itu ``KetetapanSudahBerlaku``."""
        k = TabelKetetapan
        hari_ini = cast(func.timezone(ZONA_TERDEPAN, func.now()), Date)
        hasil = await self._sesi.execute(
            update(k)
            .where(k.id == ketetapan_id, k.dibatalkan.is_(None), k.berlaku_mulai > hari_ini)
            .values(dibatalkan=func.now(), dibatalkan_oleh=oleh, sebab_batal=sebab)
            .returning(k.id)
        )
        if hasil.scalar_one_or_none() is not None:
            return
        kini = (await self._sesi.execute(select(k.berlaku_mulai, k.dibatalkan).where(k.id == ketetapan_id))).first()
        if kini is None or kini.dibatalkan is not None:
            raise TidakDitemukan("ketetapan")
        raise KetetapanSudahBerlaku(kini.berlaku_mulai)

    async def sudah_dipakai(self, sejak: date, layanan: str | None) -> bool:
        """Adakah usulan (layanan itu, atau layanan mana pun) yang diajukan pada atau sesudah hari itu."""
        diajukan = cast(func.timezone(_ZONA, TabelUsulan.diajukan_pada), Date)
        syarat: list[ColumnElement[bool]] = [diajukan >= sejak]
        if layanan is not None:
            syarat.append(TabelUsulan.layanan == layanan)
        return bool(await self._sesi.scalar(select(exists(select(TabelUsulan.id).where(*syarat)))))

    async def _terpilih(
        self, perintah: Select[str, str, dict[str, Any]], pada: date, **isian: str
    ) -> Iterable[tuple[JenisKetetapan, str, IsiKetetapan]]:
        hasil = await jalankan(self._sesi, perintah, pada=pada, **isian)
        return [(_J(jenis), kunci, BENTUK[_J(jenis)].model_validate(isi)) for jenis, kunci, isi in hasil]

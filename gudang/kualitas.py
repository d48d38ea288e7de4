"""Kualitas data: temuan tiap ASN yang disimpan penyapu, dan rekapnya bagi instansi."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Select, bindparam, func, or_, select, true, tuple_, update
from sqlalchemy.ext.asyncio import AsyncSession

from gudang.baris import bentuk
from models.aturan.kualitas import TIDAK_AKTIF, RujukanKualitas
from models.referensi import JenisJabatan
from models.tabel import TabelAsn, TabelInstansi, TabelKualitasData, TabelUnor

_STRUKTURAL: Final = (JenisJabatan.STRUKTURAL, JenisJabatan.RANGKAP)
_GANDA: Final = "TIM_4"
"""Satu-satunya indikator yang jawabannya berubah karena profil orang lain."""


@dataclass(frozen=True)
class Dinilai:
    """Hasil hitungan seorang ASN."""

    diukur: bool
    temuan: Mapping[str, str]
    """Kode indikator yang kena → kalimatnya."""


@dataclass(frozen=True)
class KualitasASN:
    asn_id: UUID
    instansi_id: str
    diukur: bool
    temuan: Mapping[str, str]
    dihitung: date | None


@dataclass(frozen=True)
class RekapKualitas:
    """Satu instansi."""

    instansi_id: str
    nama: str
    jenis: str
    banyak: int
    """Pegawai yang diukur."""
    menunggu: int
    """Yang belum dihitung sejak datanya berubah; hitungan lamanya masih dipakai."""
    kena: Mapping[str, int]


@dataclass(frozen=True)
class ASNKena:
    id: UUID
    nip: str
    nama: str
    unor: str
    jabatan: str | None
    kalimat: str
    dihitung: date | None


@dataclass(frozen=True)
class HalamanKena:
    baris: tuple[ASNKena, ...]
    berikut: tuple[str, UUID] | None
    """Kunci halaman berikut (nama, id); kosong bila sudah habis."""


class GudangKualitas:
    def __init__(self, sesi: AsyncSession) -> None:
        self._sesi = sesi

    async def tiba(self, hari: date, batas: int, *, hanya_berubah: bool = False) -> tuple[UUID, ...]:
        """ASN yang profilnya berubah, lalu yang hari itu belum dihitung; dikunci, penyapu lain melewatinya."""
        k = TabelKualitasData
        hasil = await self._sesi.scalars(
            select(k.asn_id)
            .where(k.dihitung.is_(None) if hanya_berubah else or_(k.dihitung.is_(None), k.dihitung < hari))
            .order_by(k.dihitung.nulls_first(), k.asn_id)
            .limit(batas)
            .with_for_update(skip_locked=True)
        )
        return tuple(hasil)

    async def rujukan(self, asn_id: Sequence[UUID]) -> RujukanKualitas:
        """Unor mereka dan jabatan struktural ganda di instansi mereka."""
        unor = await self._sesi.execute(
            select(TabelUnor.id, TabelUnor.berakhir).where(
                TabelUnor.id.in_(select(TabelAsn.unor_id).where(TabelAsn.id.in_(asn_id)))
            )
        )
        pemegang = await self._sesi.execute(_pemegang_ganda(asn_id))
        return RujukanKualitas(unor=dict(unor.all()), pemegang=dict(pemegang.all()))

    async def simpan(self, hasil: Mapping[UUID, Dinilai], hari: date) -> None:
        """Tulis hitungan; sejawat yang jabatan gandanya timbul atau hilang karenanya dihitung lagi."""
        k = TabelKualitasData.metadata.tables[TabelKualitasData.__tablename__]
        await self._sesi.execute(
            update(k)
            .where(k.c.asn_id == bindparam("pokok"))
            .values(diukur=bindparam("ukur"), temuan=bindparam("isi"), dihitung=hari),
            [{"pokok": asn_id, "ukur": satu.diukur, "isi": dict(satu.temuan)} for asn_id, satu in hasil.items()],
        )
        await self._hitung_lagi_sejawat(list(hasil))

    async def _hitung_lagi_sejawat(self, asn_id: Sequence[UUID]) -> None:
        k, ganda = TabelKualitasData, _pemegang_ganda(asn_id).subquery()
        berbeda = (
            select(k.asn_id)
            .where(k.instansi_id.in_(_instansi(asn_id)), k.dihitung.is_not(None), k.diukur)
            .where(k.temuan.has_key(_GANDA).is_distinct_from(k.asn_id.in_(select(ganda.c.id))))
            .with_for_update(skip_locked=True)
        )
        await self._sesi.execute(update(k).where(k.asn_id.in_(berbeda)).values(dihitung=None))

    async def baca(self, asn_id: UUID) -> KualitasASN | None:
        """Kosong bila tidak ada atau di luar lingkup."""
        k = TabelKualitasData
        hasil = await self._sesi.execute(
            select(k.asn_id, k.instansi_id, k.diukur, k.temuan, k.dihitung).where(k.asn_id == asn_id)
        )
        return next(iter(bentuk(KualitasASN, hasil)), None)

    async def rekap(self, instansi_id: str) -> RekapKualitas | None:
        """Kosong bila instansinya tidak punya ASN di sini atau di luar lingkup."""
        return next(iter(await self._rekap(instansi_id)), None)

    async def rekap_semua(self) -> tuple[RekapKualitas, ...]:
        """Semua instansi dalam lingkup, berurut nama."""
        return await self._rekap(None)

    async def _rekap(self, instansi_id: str | None) -> tuple[RekapKualitas, ...]:
        k = TabelKualitasData
        isi = func.jsonb_object_keys(k.temuan).table_valued("kode").render_derived(name="isi")
        hitungan = (
            select(k.instansi_id, isi.c.kode, func.count())
            .join(isi, true())
            .where(k.diukur)
            .group_by(k.instansi_id, isi.c.kode)
        )
        pegawai = (
            select(
                k.instansi_id,
                TabelInstansi.nama,
                TabelInstansi.jenis,
                func.count().filter(k.diukur),
                func.count().filter(k.dihitung.is_(None)),
            )
            .join(TabelInstansi, TabelInstansi.id == k.instansi_id)
            .group_by(k.instansi_id, TabelInstansi.nama, TabelInstansi.jenis)
            .order_by(TabelInstansi.nama)
        )
        if instansi_id is not None:
            hitungan, pegawai = (satu.where(k.instansi_id == instansi_id) for satu in (hitungan, pegawai))
        kena: dict[str, dict[str, int]] = defaultdict(dict)
        for pemilik, indikator, banyak in await self._sesi.execute(hitungan):
            kena[pemilik][indikator] = banyak
        return tuple(RekapKualitas(*baris, kena=kena[baris[0]]) for baris in await self._sesi.execute(pegawai))

    async def kena(
        self, instansi_id: str, indikator: str, *, sesudah: tuple[str, UUID] | None = None, batas: int = 50
    ) -> HalamanKena:
        """ASN sebuah instansi yang kena satu indikator, berurut nama."""
        k = TabelKualitasData
        perintah = (
            select(
                TabelAsn.id,
                TabelAsn.nip,
                TabelAsn.nama,
                TabelAsn.unor_nama,
                TabelAsn.jabatan_nama,
                k.temuan[indikator].astext,
                k.dihitung,
            )
            .join(k, k.asn_id == TabelAsn.id)
            .where(k.instansi_id == instansi_id, k.diukur, k.temuan.has_key(indikator))
            .order_by(TabelAsn.nama, TabelAsn.id)
            .limit(batas + 1)
        )
        if sesudah is not None:
            perintah = perintah.where(tuple_(TabelAsn.nama, TabelAsn.id) > sesudah)
        baris = bentuk(ASNKena, await self._sesi.execute(perintah))
        berikut = (baris[batas - 1].nama, baris[batas - 1].id) if len(baris) > batas else None
        return HalamanKena(baris[:batas], berikut)


def _instansi(asn_id: Sequence[UUID]) -> Select[Any]:
    return select(TabelAsn.instansi_id).where(TabelAsn.id.in_(asn_id))


def _pemegang_ganda(asn_id: Sequence[UUID]) -> Select[Any]:
    """(ASN, banyaknya pemegang jabatannya) bagi jabatan struktural yang dipegang lebih dari seorang di instansi mereka.

    Jabatan dikenal dari unor dan namanya: satu unor dapat punya beberapa jabatan struktural [k].
    """
    jabatan = (
        TabelAsn.instansi_id,
        func.coalesce(TabelAsn.unor_id, TabelAsn.unor_nama),
        func.lower(TabelAsn.jabatan_nama),
    )
    pejabat = (
        select(TabelAsn.id, func.count().over(partition_by=jabatan).label("banyak"))
        .where(TabelAsn.instansi_id.in_(_instansi(asn_id)), TabelAsn.jabatan_jenis.in_(_STRUKTURAL))
        .where(TabelAsn.kedudukan_hukum.not_in(TIDAK_AKTIF))
        .subquery()
    )
    return select(pejabat.c.id, pejabat.c.banyak).where(pejabat.c.banyak > 1)

"""Tugas: antrean kerja, hitungannya, klaim, dan pelepasan. Dibuka dan ditutup hanya oleh ``catat``."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, Literal
from uuid import UUID

from sqlalchemy import Select, Text, Uuid, and_, bindparam, exists, func, or_, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased
from sqlalchemy.sql import ColumnElement

from gudang.baris import bentuk, jalankan
from gudang.galat import BukanPemegang, SudahDiklaim, TidakDitemukan, TugasTertutup
from gudang.usulan import cocok_cari
from models.langkah import PENGAJUAN, Penyelesaian
from models.layanan import nama_jenis
from models.tabel import TabelAkun, TabelAsn, TabelInstansi, TabelStatusUsulan, TabelTugas, TabelUsulan

Klaim = Literal["semua", "saya", "belum"]


@dataclass(frozen=True)
class Pemilih:
    """Siapa yang membuka antrean: hanya tugas bagi peran dan unitnya yang tampak."""

    akun: str
    peran: frozenset[str]
    unit: str
    menggantikan: frozenset[tuple[str, str]] = frozenset()
    """(peran, akun) pejabat berhalangan yang digantikannya: tugas yang dituju kepada mereka juga tampak."""


@dataclass(frozen=True)
class SaringanAntrean:
    langkah: str | None = None
    instansi_id: str | None = None
    jenis: str | None = None
    periode: date | None = None
    klaim: Klaim = "semua"
    lewat_tenggat: bool = False
    cari: str = ""
    """Nomor berkas, awal NIP, atau awal nama."""


@dataclass(frozen=True)
class DataTugas:
    """Satu tugas dengan usulannya; satu baris antrean."""

    id: UUID
    usulan_id: UUID
    nomor: str
    layanan: str
    jenis: str
    asn_id: UUID
    asn_nip: str
    asn_nama: str
    asn_golongan: str | None
    instansi_id: str
    instansi_nama: str
    zona: str
    periode: date
    status: int
    status_nama: str
    putaran_bts: int
    ditahan: bool
    langkah: str
    nama: str
    peran: str
    unit: str
    putusan_boleh: tuple[str, ...]
    untuk: str | None
    ke: int
    dibuka: datetime
    pengingat: datetime
    jatuh_tempo: datetime
    eskalasi: datetime
    peringatan: int
    lewat_tenggat: bool
    diklaim_oleh: str | None
    diklaim_nama: str | None
    diklaim_pada: datetime | None
    ditutup: datetime | None
    putusan: str | None
    oleh: str | None
    rincian: dict[str, Any]
    terlarang: bool
    """Pemilih sudah bertindak pada langkah lain yang harus dikerjakan orang berbeda."""

    @property
    def jenis_nama(self) -> str:
        return nama_jenis(self.layanan, self.jenis)


@dataclass(frozen=True)
class HitunganLangkah:
    langkah: str
    nama: str
    semua: int
    saya: int
    belum: int
    lewat_tenggat: int


@dataclass(frozen=True)
class HalamanAntrean:
    baris: tuple[DataTugas, ...]
    berikut: tuple[datetime, UUID] | None


_Pemegang = aliased(TabelAkun)
_LEWAT: Final = and_(TabelTugas.ditutup.is_(None), TabelTugas.jatuh_tempo < func.now())
_KOLOM: Final = (
    TabelTugas.id, TabelTugas.usulan_id, TabelUsulan.nomor, TabelUsulan.layanan, TabelUsulan.jenis,
    TabelUsulan.asn_id, TabelAsn.nip.label("asn_nip"), TabelAsn.nama.label("asn_nama"),
    TabelAsn.golongan.label("asn_golongan"), TabelTugas.instansi_id, TabelInstansi.nama.label("instansi_nama"),
    TabelInstansi.zona, TabelUsulan.periode, TabelUsulan.status, TabelStatusUsulan.nama.label("status_nama"),
    TabelUsulan.putaran_bts, TabelUsulan.ditahan, TabelTugas.langkah, TabelTugas.nama, TabelTugas.peran,
    TabelTugas.unit, TabelTugas.putusan_boleh, TabelTugas.untuk, TabelTugas.ke, TabelTugas.dibuka,
    TabelTugas.pengingat, TabelTugas.jatuh_tempo, TabelTugas.eskalasi, TabelTugas.peringatan,
    _LEWAT.label("lewat_tenggat"), TabelTugas.diklaim_oleh, _Pemegang.nama.label("diklaim_nama"),
    TabelTugas.diklaim_pada, TabelTugas.ditutup, TabelTugas.putusan, TabelTugas.oleh, TabelTugas.rincian,
)  # fmt: skip


class GudangTugas:
    def __init__(self, sesi: AsyncSession) -> None:
        self._sesi = sesi

    async def antrean(
        self,
        pemilih: Pemilih,
        saringan: SaringanAntrean,
        *,
        sesudah: tuple[datetime, UUID] | None = None,
        batas: int = 50,
    ) -> HalamanAntrean:
        """Tugas terbuka bagi pemilih, yang paling dekat jatuh temponya lebih dahulu."""
        perintah = _KUERI.where(*_bagi(pemilih), *_syarat(pemilih, saringan))
        if sesudah is not None:
            perintah = perintah.where(tuple_(TabelTugas.jatuh_tempo, TabelTugas.id) > sesudah)
        perintah = perintah.order_by(TabelTugas.jatuh_tempo, TabelTugas.id).limit(batas + 1)
        hasil = await jalankan(self._sesi, perintah, akun=pemilih.akun)
        baris = [_data(satu._mapping) for satu in hasil]
        berikut = (baris[batas - 1].jatuh_tempo, baris[batas - 1].id) if len(baris) > batas else None
        return HalamanAntrean(tuple(baris[:batas]), berikut)

    async def hitung(self, pemilih: Pemilih, saringan: SaringanAntrean) -> tuple[HitunganLangkah, ...]:
        """Banyaknya tugas terbuka bagi pemilih tiap langkah, sekali kueri."""
        perintah = select(
            TabelTugas.langkah,
            func.min(TabelTugas.nama),
            func.count(),
            func.count().filter(TabelTugas.diklaim_oleh == pemilih.akun),
            func.count().filter(TabelTugas.diklaim_oleh.is_(None)),
            func.count().filter(_LEWAT),
        )
        if saringan.jenis or saringan.periode or saringan.cari.strip():
            perintah = perintah.join(TabelUsulan, TabelUsulan.id == TabelTugas.usulan_id).join(
                TabelAsn, TabelAsn.id == TabelUsulan.asn_id
            )
        hasil = await self._sesi.execute(
            perintah.where(*_bagi(pemilih), *_syarat(pemilih, saringan))
            .group_by(TabelTugas.langkah)
            .order_by(TabelTugas.langkah)
        )
        return bentuk(HitunganLangkah, hasil)

    async def baca(self, tugas_id: UUID, akun: str = "") -> DataTugas | None:
        return await self._satu(_SATU, tugas_id=tugas_id, akun=akun)

    async def baca_banyak(self, tugas_id: Iterable[UUID], akun: str = "") -> dict[UUID, DataTugas]:
        """Tugas-tugas terpilih; ``terlarang`` dihitung bagi ``akun``."""
        hasil = await jalankan(self._sesi, _BANYAK, tugas_id=list(tugas_id), akun=akun)
        return {tugas.id: tugas for tugas in (_data(baris._mapping) for baris in hasil)}

    async def terbuka(self, usulan_id: UUID, akun: str = "") -> DataTugas | None:
        """Tugas yang sedang terbuka pada sebuah usulan, bila ada."""
        return await self._satu(_TERBUKA, usulan_id=usulan_id, akun=akun)

    async def riwayat(self, usulan_id: UUID) -> tuple[DataTugas, ...]:
        """Semua tugas sebuah usulan menurut waktu dibukanya."""
        hasil = await jalankan(self._sesi, _RIWAYAT, usulan_id=usulan_id, akun="")
        return tuple(_data(baris._mapping) for baris in hasil)

    async def klaim(self, tugas_id: UUID, akun: str, digantikan: Collection[str] = ()) -> None:
        """Ambil tugas; di antara yang serentak satu menang, dan mengambil lagi milik sendiri tidak mengapa.

        ``digantikan``: pejabat berhalangan yang digantikannya; yang mereka pegang boleh diambilnya.
        """
        hasil = await self._sesi.execute(
            update(TabelTugas)
            .where(
                TabelTugas.id == tugas_id,
                TabelTugas.ditutup.is_(None),
                or_(TabelTugas.diklaim_oleh.is_(None), TabelTugas.diklaim_oleh.in_([akun, *digantikan])),
            )
            .values(diklaim_oleh=akun, diklaim_pada=func.now())
            .returning(TabelTugas.id)
        )
        if hasil.scalar_one_or_none() is None:
            await self._tolak(tugas_id, SudahDiklaim)

    async def lepas(self, tugas_id: UUID, akun: str | None) -> None:
        """Lepas klaim milik ``akun``; ``None`` melepas klaim siapa pun (admin)."""
        milik = TabelTugas.diklaim_oleh == akun if akun is not None else TabelTugas.diklaim_oleh.is_not(None)
        hasil = await self._sesi.execute(
            update(TabelTugas)
            .where(TabelTugas.id == tugas_id, TabelTugas.ditutup.is_(None), milik)
            .values(diklaim_oleh=None, diklaim_pada=None)
            .returning(TabelTugas.id)
        )
        if hasil.scalar_one_or_none() is None:
            await self._tolak(tugas_id, None)

    async def _satu(self, perintah: Select[*tuple[Any, ...]], **isian: Any) -> DataTugas | None:
        baris = (await jalankan(self._sesi, perintah, **isian)).one_or_none()
        return _data(baris._mapping) if baris else None

    async def _tolak(self, tugas_id: UUID, bila_dipegang: type[SudahDiklaim] | None) -> None:
        tugas = await self.baca(tugas_id)
        if tugas is None:
            raise TidakDitemukan("tugas")
        if tugas.ditutup is not None:
            raise TugasTertutup
        if bila_dipegang is not None:
            raise bila_dipegang(tugas.diklaim_nama or "orang lain")
        raise BukanPemegang


def _sambung(perintah: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    return (
        perintah.select_from(TabelTugas)
        .join(TabelUsulan, TabelUsulan.id == TabelTugas.usulan_id)
        .join(TabelAsn, TabelAsn.id == TabelUsulan.asn_id)
        .join(TabelInstansi, TabelInstansi.id == TabelTugas.instansi_id)
        .join(TabelStatusUsulan, TabelStatusUsulan.id == TabelUsulan.status)
        .outerjoin(_Pemegang, _Pemegang.id == TabelTugas.diklaim_oleh)
    )


def _terlarang() -> ColumnElement[bool]:
    """Apakah ``akun`` pelaku salah satu langkah ``beda_orang``; penjaga sebenarnya ada di alur kerja."""
    akun, lampau = bindparam("akun", type_=Text), aliased(TabelTugas)
    pelaku = exists().where(
        lampau.usulan_id == TabelTugas.usulan_id,
        lampau.oleh == akun,
        or_(
            TabelTugas.beda_orang.any_() == lampau.langkah,
            and_(lampau.putusan == Penyelesaian.DIPERBAIKI, TabelTugas.beda_orang.any_() == PENGAJUAN),
        ),
    )
    return or_(and_(TabelTugas.beda_orang.any_() == PENGAJUAN, TabelUsulan.pengusul == akun), pelaku)


_KUERI: Final = _sambung(select(*_KOLOM, func.coalesce(_terlarang(), False).label("terlarang")))
"""Tugas dengan usulannya seperti dilihat ``akun``."""
_SATU: Final = _KUERI.where(TabelTugas.id == bindparam("tugas_id", type_=Uuid))
_BANYAK: Final = _KUERI.where(TabelTugas.id.in_(bindparam("tugas_id", type_=Uuid, expanding=True)))
_SEUSULAN: Final = _KUERI.where(TabelTugas.usulan_id == bindparam("usulan_id", type_=Uuid))
_TERBUKA: Final = _SEUSULAN.where(TabelTugas.ditutup.is_(None))
_RIWAYAT: Final = _SEUSULAN.order_by(TabelTugas.dibuka, TabelTugas.id)


def _bagi(pemilih: Pemilih) -> tuple[ColumnElement[bool], ...]:
    digantikan = (
        and_(TabelTugas.peran == peran, TabelTugas.untuk == akun) for peran, akun in sorted(pemilih.menggantikan)
    )
    return (
        TabelTugas.ditutup.is_(None),
        TabelTugas.unit == pemilih.unit,
        # Satu peran ditulis sebagai kesamaan, supaya indeks antrean sekaligus memberi urutannya.
        TabelTugas.peran == next(iter(pemilih.peran))
        if len(pemilih.peran) == 1
        else TabelTugas.peran.in_(sorted(pemilih.peran)),
        or_(TabelTugas.untuk.is_(None), TabelTugas.untuk == pemilih.akun, *digantikan),
    )


def _syarat(pemilih: Pemilih, saringan: SaringanAntrean) -> list[ColumnElement[bool]]:
    sama = {
        TabelTugas.langkah: saringan.langkah,
        TabelTugas.instansi_id: saringan.instansi_id,
        TabelUsulan.jenis: saringan.jenis,
        TabelUsulan.periode: saringan.periode,
    }
    syarat: list[ColumnElement[bool]] = [kolom == nilai for kolom, nilai in sama.items() if nilai is not None]
    if saringan.klaim != "semua":
        milik = (
            TabelTugas.diklaim_oleh == pemilih.akun if saringan.klaim == "saya" else TabelTugas.diklaim_oleh.is_(None)
        )
        syarat.append(milik)
    if saringan.lewat_tenggat:
        syarat.append(_LEWAT)
    if cari := saringan.cari.strip():
        syarat.append(cocok_cari(cari))
    return syarat


def _data(isi: Any) -> DataTugas:
    return DataTugas(**{**isi, "putusan_boleh": tuple(isi["putusan_boleh"])})

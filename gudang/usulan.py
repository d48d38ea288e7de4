"""Usulan: konsep yang ditulis API sampai diajukan, lalu model baca yang hanya ditulis ``catat``."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any, Final
from uuid import UUID

from psycopg.errors import UniqueViolation
from sqlalchemy import Uuid, bindparam, delete, func, or_, select, text, tuple_, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased
from sqlalchemy.sql import ColumnElement, Select

from gudang import galat
from gudang.asn import awalan_asn
from gudang.baris import bentuk, jalankan
from gudang.galat import IdTerpakai, KonsepBasi, SudahDiajukan, TidakDitemukan, UsulanGanda
from gudang.tersisih import belum_waktunya
from models import layanan as daftar_layanan
from models.referensi.status import StatusSIASN
from models.tabel import TabelAkun, TabelAsn, TabelInstansi, TabelStatusUsulan, TabelUsulan
from models.tabel.usulan import URUT_NOMOR, TabelIsianTerkunci
from models.tersisih import Sapuan
from models.usulan import Berkas

_BENTUK_NOMOR: Final = re.compile(r"[A-Z]+-\d{4}-\d+")


@dataclass(frozen=True)
class RingkasUsulan:
    """Satu baris daftar pemantauan."""

    id: UUID
    nomor: str
    layanan: str
    jenis: str
    asn_id: UUID
    asn_nip: str
    asn_nama: str
    instansi_id: str
    instansi_nama: str
    periode: date
    status: int
    status_nama: str
    tahap: str
    putaran_bts: int
    ditahan: bool
    alur_hilang_sejak: datetime | None
    terbuka: bool
    hasil: str | None
    diajukan_pada: datetime | None
    selesai_pada: datetime | None
    diubah: datetime
    pemilik: str
    pemilik_nama: str | None

    @property
    def jenis_nama(self) -> str:
        return daftar_layanan.nama_jenis(self.layanan, self.jenis)


@dataclass(frozen=True)
class DataUsulan(RingkasUsulan):
    """Usulan lengkap; ``dokumen`` kode → id dokumen."""

    versi: int
    isi: dict[str, Any]
    dokumen: dict[str, UUID]
    dibuat: datetime
    pengusul: str | None
    unit_terlibat: tuple[str, ...]
    rincian_hasil: dict[str, Any] | None
    beku: dict[str, Any] | None

    @cached_property
    def berkas(self) -> Berkas | None:
        """Yang dibekukan saat diajukan; diurai hanya bila dipakai."""
        return Berkas.model_validate(self.beku) if self.beku else None


@dataclass(frozen=True)
class SaringanUsulan:
    instansi_id: str | None = None
    unit: str | None = None
    """Hanya yang salah satu langkahnya dikerjakan unit ini."""
    layanan: str | None = None
    jenis: str | None = None
    periode: date | None = None
    status: int | None = None
    tahap: str | None = None
    terbuka: bool | None = None
    ditahan: bool | None = None
    konsep: bool | None = None
    """``True`` hanya konsep, ``False`` hanya yang sudah diajukan."""
    pemilik: str | None = None
    konsep_milik: str | None = None
    """Konsep hanya yang dibuat akun ini; yang sudah diajukan tidak dibatasi."""
    asn_id: UUID | None = None
    cari: str = ""
    """Nomor berkas, awal NIP, atau awal nama."""


@dataclass(frozen=True)
class HalamanUsulan:
    baris: tuple[RingkasUsulan, ...]
    berikut: tuple[datetime, UUID] | None


@dataclass(frozen=True)
class HitunganStatus:
    status: int
    nama: str
    banyak: int


_Pemilik = aliased(TabelAkun)
_RINGKAS: Final = (
    TabelUsulan.id, TabelUsulan.nomor, TabelUsulan.layanan, TabelUsulan.jenis, TabelUsulan.asn_id,
    TabelAsn.nip.label("asn_nip"), TabelAsn.nama.label("asn_nama"), TabelUsulan.instansi_id,
    TabelInstansi.nama.label("instansi_nama"), TabelUsulan.periode, TabelUsulan.status,
    TabelStatusUsulan.nama.label("status_nama"), TabelUsulan.tahap, TabelUsulan.putaran_bts, TabelUsulan.ditahan,
    TabelUsulan.alur_hilang_sejak, TabelUsulan.terbuka, TabelUsulan.hasil, TabelUsulan.diajukan_pada,
    TabelUsulan.selesai_pada, TabelUsulan.diubah, TabelUsulan.pemilik, _Pemilik.nama.label("pemilik_nama"),
)  # fmt: skip
_LENGKAPNYA: Final = (
    TabelUsulan.versi, TabelUsulan.isi, TabelUsulan.dokumen, TabelUsulan.dibuat, TabelUsulan.pengusul,
    TabelUsulan.unit_terlibat, TabelUsulan.rincian_hasil, TabelUsulan.berkas.label("beku"),
)  # fmt: skip


class GudangUsulan:
    def __init__(self, sesi: AsyncSession) -> None:
        self._sesi = sesi

    # ── Konsep ────────────────────────────────────────────────────────────────────────────────────────────────────

    async def buat_konsep(
        self,
        usulan_id: UUID,
        *,
        layanan: str,
        jenis: str,
        asn_id: UUID,
        periode: date,
        pemilik: str,
        isi: Mapping[str, Any] | None = None,
        dokumen: Mapping[str, UUID] | None = None,
    ) -> DataUsulan:
        """Konsep baru bagi ASN yang terlihat.

        ``UsulanGanda`` bila ia masih punya usulan terbuka di layanan itu; ``IdTerpakai`` bila idnya milik usulan lain,
        yang mungkin tak terlihat.
        """
        instansi_id = await self._sesi.scalar(select(TabelAsn.instansi_id).where(TabelAsn.id == asn_id))
        if instansi_id is None:
            raise TidakDitemukan("ASN")
        definisi = daftar_layanan.cari(layanan)
        tahun = func.to_char(func.timezone("Asia/Jakarta", func.now()), "YYYY")
        urut = func.to_char(URUT_NOMOR.next_value(), "FM999999000000")
        perintah = (
            insert(TabelUsulan)
            .values(
                id=usulan_id,
                nomor=func.concat_ws("-", definisi.awalan_nomor, tahun, urut),
                layanan=layanan,
                kunci="" if definisi.satu_terbuka else str(usulan_id),
                jenis=jenis,
                asn_id=asn_id,
                instansi_id=instansi_id,
                periode=periode,
                pemilik=pemilik,
                isi=dict(isi or {}),
                dokumen=_teks(dokumen or {}),
            )
            .on_conflict_do_nothing(index_elements=["asn_id", "layanan", "kunci"], index_where=text("terbuka"))
            .returning(TabelUsulan.id)
        )
        try:
            hasil = await self._sesi.execute(perintah)
        except IntegrityError as ditolak:
            if not isinstance(ditolak.orig, UniqueViolation):
                raise
            raise IdTerpakai() from ditolak
        if hasil.scalar_one_or_none() is None:
            raise UsulanGanda(await self._nomor_terbuka(asn_id, layanan))
        return await self._baca_wajib(usulan_id)

    async def ubah_konsep(
        self,
        usulan_id: UUID,
        versi: int,
        *,
        jenis: str,
        periode: date,
        isi: Mapping[str, Any],
        dokumen: Mapping[str, UUID],
        lengkap: bool = False,
    ) -> DataUsulan:
        """Simpan konsep bila versinya masih ``versi``; versinya naik satu. ``KonsepBasi`` menyebut versi kini."""
        hasil = await self._sesi.execute(
            update(TabelUsulan)
            .where(TabelUsulan.id == usulan_id, TabelUsulan.versi == versi, TabelUsulan.diajukan_pada.is_(None))
            .values(
                jenis=jenis,
                periode=periode,
                isi=dict(isi),
                dokumen=_teks(dokumen),
                status=StatusSIASN.BERKAS_DISIMPAN_TERVERIFIKASI if lengkap else StatusSIASN.INPUT_BERKAS,
                versi=TabelUsulan.versi + 1,
                diubah=func.now(),
            )
            .returning(TabelUsulan.id)
        )
        await self._tolak_bila_kosong(hasil.scalar_one_or_none(), usulan_id, versi)
        return await self._baca_wajib(usulan_id)

    async def hapus_konsep(self, usulan_id: UUID) -> None:
        """Hapus konsep beserta keterangan unggahannya; yang sudah diajukan tidak dapat dihapus."""
        hasil = await self._sesi.execute(
            delete(TabelUsulan)
            .where(TabelUsulan.id == usulan_id, TabelUsulan.diajukan_pada.is_(None))
            .returning(TabelUsulan.id)
        )
        await self._tolak_bila_kosong(hasil.scalar_one_or_none(), usulan_id, None)

    async def ajukan(self, versi: int, berkas: Berkas, kunci: Iterable[str] = ()) -> datetime:
        """Bekukan berkas dan tandai diajukan, sekali saja; alur kerjanya dimulai pemanggil (atau penyapu).

        ``kunci``: bagian profil yang hendak diubah; ``IsianTerkunci`` bila usulan lain sedang mengubahnya.
        """
        hasil = await self._sesi.execute(
            update(TabelUsulan)
            .where(TabelUsulan.id == berkas.usulan_id, TabelUsulan.versi == versi, TabelUsulan.diajukan_pada.is_(None))
            .values(
                diajukan_pada=func.now(),
                diubah=func.now(),
                status=StatusSIASN.BERKAS_DISIMPAN_TERVERIFIKASI,
                versi=TabelUsulan.versi + 1,
                pengusul=berkas.pengusul.akun,
                berkas=berkas.model_dump(mode="json"),
                unit_terlibat=sorted({langkah.unit for langkah in berkas.langkah}),
            )
            .returning(TabelUsulan.diajukan_pada)
        )
        saat = hasil.scalar_one_or_none()
        await self._tolak_bila_kosong(saat, berkas.usulan_id, versi)
        if saat is None:
            raise TidakDitemukan("usulan")
        await self._kunci_isian(berkas, frozenset(kunci))
        return saat

    async def _kunci_isian(self, berkas: Berkas, kunci: frozenset[str]) -> None:
        if not kunci:
            return
        isi = [
            {"asn_id": berkas.asn_id, "kunci": satu, "usulan_id": berkas.usulan_id, "instansi_id": berkas.instansi_id}
            for satu in sorted(kunci)
        ]
        terpasang = await self._sesi.scalars(
            insert(TabelIsianTerkunci).values(isi).on_conflict_do_nothing().returning(TabelIsianTerkunci.kunci)
        )
        if not (tertolak := kunci - set(terpasang)):
            return
        hasil = await self._sesi.execute(
            select(TabelIsianTerkunci.kunci, TabelUsulan.nomor)
            .join(TabelUsulan, TabelUsulan.id == TabelIsianTerkunci.usulan_id)
            .where(
                TabelIsianTerkunci.asn_id == berkas.asn_id,
                TabelIsianTerkunci.kunci.in_(tertolak),
            )
        )
        di_luar_wilayah = dict.fromkeys(tertolak, "usulan di luar wilayah Anda")
        raise galat.IsianTerkunci(di_luar_wilayah | dict(hasil.all()))

    async def _tolak_bila_kosong(self, tertulis: object | None, usulan_id: UUID, versi: int | None) -> None:
        """Tak ada baris yang tertulis: sebut sebabnya."""
        if tertulis is not None:
            return
        kini = (
            await self._sesi.execute(
                select(TabelUsulan.versi, TabelUsulan.diajukan_pada).where(TabelUsulan.id == usulan_id)
            )
        ).one_or_none()
        if kini is None:
            raise TidakDitemukan("usulan")
        if kini.diajukan_pada is not None:
            raise SudahDiajukan
        if versi is not None and kini.versi != versi:
            raise KonsepBasi(kini.versi)
        raise TidakDitemukan("usulan")

    async def _nomor_terbuka(self, asn_id: UUID, layanan: str) -> str | None:
        nomor: str | None = await self._sesi.scalar(
            select(TabelUsulan.nomor).where(
                TabelUsulan.asn_id == asn_id, TabelUsulan.layanan == layanan, TabelUsulan.terbuka
            )
        )
        return nomor

    # ── Membaca ───────────────────────────────────────────────────────────────────────────────────────────────────

    async def baca(self, usulan_id: UUID) -> DataUsulan | None:
        baris = (await jalankan(self._sesi, _BACA, usulan_id=usulan_id)).one_or_none()
        return _data(dict(baris._mapping)) if baris else None

    async def ringkas(self, usulan_id: UUID) -> RingkasUsulan:
        """Satu baris pemantauan; ``TidakDitemukan`` bila tidak ada atau di luar lingkup."""
        baris = (await jalankan(self._sesi, _BACA_RINGKAS, usulan_id=usulan_id)).one_or_none()
        if baris is None:
            raise TidakDitemukan("usulan")
        return RingkasUsulan(**baris._mapping)

    async def daftar(
        self, saringan: SaringanUsulan, *, sesudah: tuple[datetime, UUID] | None = None, batas: int = 50
    ) -> HalamanUsulan:
        """Pemantauan: yang terakhir berubah lebih dahulu."""
        perintah = _sambung(select(*_RINGKAS)).where(*_syarat(saringan))
        if sesudah is not None:
            perintah = perintah.where(tuple_(TabelUsulan.diubah, TabelUsulan.id) < sesudah)
        hasil = await self._sesi.execute(
            perintah.order_by(TabelUsulan.diubah.desc(), TabelUsulan.id.desc()).limit(batas + 1)
        )
        baris = [RingkasUsulan(**satu._mapping) for satu in hasil]
        berikut = (baris[batas - 1].diubah, baris[batas - 1].id) if len(baris) > batas else None
        return HalamanUsulan(tuple(baris[:batas]), berikut)

    async def hitung_status(self, saringan: SaringanUsulan) -> tuple[HitunganStatus, ...]:
        """Banyaknya usulan tiap status yang lolos saringan."""
        hasil = await self._sesi.execute(
            _sambung(select(TabelUsulan.status, TabelStatusUsulan.nama, func.count()))
            .where(*_syarat(saringan))
            .group_by(TabelUsulan.status, TabelStatusUsulan.nama)
            .order_by(TabelUsulan.status)
        )
        return bentuk(HitunganStatus, hasil)

    async def belum_dimulai(self, tertunda: timedelta, batas: int = 100) -> tuple[UUID, ...]:
        """Yang sudah diajukan lebih lama dari ``tertunda`` tetapi alur kerjanya belum pernah mencatat."""
        hasil = await self._sesi.scalars(
            select(TabelUsulan.id)
            .where(TabelUsulan.diajukan_pada < func.now() - tertunda, TabelUsulan.catatan_terakhir.is_(None))
            .where(~belum_waktunya(Sapuan.PENYAPUAN, TabelUsulan.id))
            .order_by(TabelUsulan.diajukan_pada)
            .limit(batas)
        )
        return tuple(hasil)

    async def berkas(self, usulan_id: UUID) -> Berkas:
        """Berkas beku usulan yang sudah diajukan."""
        isi = await self._sesi.scalar(select(TabelUsulan.berkas).where(TabelUsulan.id == usulan_id))
        if isi is None:
            raise TidakDitemukan("usulan")
        return Berkas.model_validate(isi)

    async def _baca_wajib(self, usulan_id: UUID) -> DataUsulan:
        data = await self.baca(usulan_id)
        if data is None:
            raise TidakDitemukan("usulan")
        return data


def _sambung(perintah: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    return (
        perintah.select_from(TabelUsulan)
        .join(TabelAsn, TabelAsn.id == TabelUsulan.asn_id)
        .join(TabelInstansi, TabelInstansi.id == TabelUsulan.instansi_id)
        .join(TabelStatusUsulan, TabelStatusUsulan.id == TabelUsulan.status)
        .outerjoin(_Pemilik, _Pemilik.id == TabelUsulan.pemilik)
    )


_BACA_RINGKAS: Final = _sambung(select(*_RINGKAS)).where(TabelUsulan.id == bindparam("usulan_id", type_=Uuid))
_BACA: Final = _BACA_RINGKAS.add_columns(*_LENGKAPNYA)


def _syarat(saringan: SaringanUsulan) -> list[ColumnElement[bool]]:
    sama = {
        TabelUsulan.instansi_id: saringan.instansi_id,
        TabelUsulan.layanan: saringan.layanan,
        TabelUsulan.jenis: saringan.jenis,
        TabelUsulan.periode: saringan.periode,
        TabelUsulan.status: saringan.status,
        TabelUsulan.tahap: saringan.tahap,
        TabelUsulan.terbuka: saringan.terbuka,
        TabelUsulan.ditahan: saringan.ditahan,
        TabelUsulan.pemilik: saringan.pemilik,
        TabelUsulan.asn_id: saringan.asn_id,
    }
    syarat: list[ColumnElement[bool]] = [kolom == nilai for kolom, nilai in sama.items() if nilai is not None]
    if saringan.unit is not None:
        syarat.append(TabelUsulan.unit_terlibat.contains([saringan.unit]))
    if saringan.konsep is not None:
        syarat.append(
            TabelUsulan.diajukan_pada.is_(None) if saringan.konsep else TabelUsulan.diajukan_pada.is_not(None)
        )
    if saringan.konsep_milik is not None:
        syarat.append(or_(TabelUsulan.diajukan_pada.is_not(None), TabelUsulan.pemilik == saringan.konsep_milik))
    if cari := saringan.cari.strip():
        syarat.append(cocok_cari(cari))
    return syarat


def cocok_cari(cari: str) -> ColumnElement[bool]:
    """Nomor berkas bila bentuknya demikian, selain itu awal NIP atau awal nama ASN-nya."""
    nomor = cari.upper()
    return TabelUsulan.nomor == nomor if _BENTUK_NOMOR.fullmatch(nomor) else awalan_asn(cari)


def _data(isi: dict[str, Any]) -> DataUsulan:
    isi["dokumen"] = {kode: UUID(nilai) for kode, nilai in isi["dokumen"].items()}
    isi["unit_terlibat"] = tuple(isi["unit_terlibat"])
    return DataUsulan(**isi)


def _teks(dokumen: Mapping[str, UUID]) -> dict[str, str]:
    return {kode: str(nilai) for kode, nilai in dokumen.items()}

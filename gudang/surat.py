"""Surat bagi pembaca: daftar pada usulan, unduhan, dan verifikasi publik lewat token. Menulisnya di ``penerbitan``."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final, Literal, NamedTuple
from uuid import UUID

from sqlalchemy import func, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.sql import ColumnElement

from gudang.baris import bentuk
from gudang.galat import TidakDitemukan
from models.koreksi import CaraBerakhir
from models.surat import PERNAH_TERBIT, IsiTersimpan, SuratRujukan, TahapSurat
from models.tabel import TabelAkun, TabelInstansi, TabelSurat, TabelVerifikasiPublik

_PENANDATANGAN: Final = tuple(
    func.coalesce(kolom, TabelSurat.isi["penandatangan"][nama].astext)
    for nama, kolom in (("nama", TabelAkun.nama), ("jabatan", TabelAkun.jabatan))
)
"""Menurut direktori; penanda tangan surat dari luar menurut isi suratnya."""
HasilVerifikasi = Literal["berlaku", "diganti", "dicabut", "tidak_dikenal"]
_CATAT_PANDANGAN: Final = text("SELECT catat_pandangan(:surat_id, :hari, :hasil, :banyak)")


class Pandangan(NamedTuple):
    """Yang dihitung bersama: pandangan ke surat yang sama, pada hari (UTC) yang sama, dengan hasil yang sama."""

    surat_id: UUID | None
    hari: date
    hasil: HasilVerifikasi


def token_baru() -> str:
    """Token halaman verifikasi yang tak dapat ditebak: 24 bita acak."""
    return secrets.token_urlsafe(24)


def tautan_verifikasi(alamat_publik: str, token: str) -> str:
    return f"{alamat_publik.rstrip('/')}/verifikasi/{token}"


@dataclass(frozen=True)
class DataSurat:
    id: UUID
    usulan_id: UUID
    instansi_id: str
    jenis: str
    ke: int
    nomor: str
    tanggal: date
    unit: str
    tahap: str
    """``TahapSurat``."""
    penandatangan: str | None
    """Akunnya; kosong bagi surat dari luar."""
    penandatangan_nama: str | None
    penandatangan_jabatan: str | None
    token: str
    sha256_draf: str | None
    sha256_tertanda: str | None
    sha256_terbit: str | None
    kunci: str
    """Kunci S3 berkas tahap terakhir."""
    versi_berkas: str | None
    """Versi objek S3-nya, bagi yang sudah terbit."""
    dibuat: datetime
    ditandatangani_pada: datetime | None
    terbit_pada: datetime | None
    keterangan: str
    diakhiri_oleh: UUID | None
    """Surat pengganti atau pencabutnya."""


@dataclass(frozen=True)
class SuratPengakhir:
    """Surat yang mengganti atau mencabut surat lain, seperti disebut pada halaman surat itu."""

    nomor: str
    tanggal: date
    token: str


@dataclass(frozen=True)
class SuratPublik:
    """Yang boleh dilihat siapa pun yang memegang tokennya."""

    id: UUID
    jenis: str
    nomor: str
    tanggal: date
    tahap: str
    penandatangan_nama: str | None
    penandatangan_jabatan: str | None
    unit: str
    """Unit penerbit."""
    zona: str
    """Zona waktu IANA instansi ASN-nya."""
    nama: str
    """Nama ASN pertama dalam surat."""
    banyak: int
    """Banyaknya ASN dalam surat."""
    token: str
    level: str
    sha256: str
    ditandatangani_pada: datetime
    terbit_pada: datetime
    keterangan: str
    diakhiri_oleh: UUID | None
    pengakhir: SuratPengakhir | None = None

    @property
    def hasil(self) -> HasilVerifikasi:
        match self.tahap:
            case TahapSurat.DIGANTI:
                return "diganti"
            case TahapSurat.DICABUT:
                return "dicabut"
            case _:
                return "berlaku"


class GudangSurat:
    def __init__(self, sesi: AsyncSession) -> None:
        self._sesi = sesi

    async def baca(self, surat_id: UUID) -> DataSurat | None:
        hasil = await self._cari(TabelSurat.id == surat_id)
        return hasil[0] if hasil else None

    async def pada_usulan(self, usulan_id: UUID) -> tuple[DataSurat, ...]:
        """Semua surat sebuah usulan, termasuk draf yang batal, menurut waktu dibuatnya."""
        return await self._cari(TabelSurat.usulan_id == usulan_id)

    async def diakhiri(self, surat_id: UUID) -> tuple[DataSurat, ...]:
        """Surat yang diganti atau dicabut surat ini."""
        return await self._cari(TabelSurat.diakhiri_oleh == surat_id)

    async def verifikasi(self, token: str) -> SuratPublik | None:
        """Surat terbit bertoken ini. Boleh dalam lingkup ``publik``."""
        await self._sesi.execute(text("SELECT set_config('app.token', :token, true)"), {"token": token})
        return await self._terbit_publik(TabelSurat.token == token)

    async def verifikasi_sidik(self, sha256: str) -> SuratPublik | None:
        """Surat terbit yang berkasnya bersidik ini. Boleh dalam lingkup ``publik``."""
        await self._sesi.execute(text("SELECT set_config('app.sidik', :sidik, true)"), {"sidik": sha256})
        return await self._terbit_publik(TabelSurat.sha256_terbit == sha256)

    async def _terbit_publik(self, syarat: ColumnElement[bool]) -> SuratPublik | None:
        hasil = await self._sesi.execute(
            select(
                TabelSurat.id,
                TabelSurat.jenis,
                TabelSurat.nomor,
                TabelSurat.tanggal,
                TabelSurat.tahap,
                *_PENANDATANGAN,
                TabelSurat.unit,
                TabelInstansi.zona,
                TabelSurat.isi["asn"][0]["nama"].astext,
                func.jsonb_array_length(TabelSurat.isi["asn"]),
                TabelSurat.token,
                TabelSurat.terbit["level"].astext,
                TabelSurat.sha256_terbit,
                TabelSurat.ditandatangani_pada,
                TabelSurat.terbit_pada,
                TabelSurat.keterangan,
                TabelSurat.diakhiri_oleh,
            )
            .join(TabelInstansi, TabelInstansi.id == TabelSurat.instansi_id)
            .outerjoin(TabelAkun, TabelAkun.id == TabelSurat.penandatangan)
            .where(syarat, TabelSurat.tahap.in_(PERNAH_TERBIT))
        )
        surat = next(iter(bentuk(SuratPublik, hasil)), None)
        return replace(surat, pengakhir=await self._pengakhir(surat.diakhiri_oleh)) if surat else None

    async def _pengakhir(self, surat_id: UUID | None) -> SuratPengakhir | None:
        if surat_id is None:
            return None
        await self._sesi.execute(text("SELECT set_config('app.pengakhir', :id, true)"), {"id": str(surat_id)})
        hasil = await self._sesi.execute(
            select(TabelSurat.nomor, TabelSurat.tanggal, TabelSurat.token).where(
                TabelSurat.id == surat_id, TabelSurat.tahap.in_(PERNAH_TERBIT)
            )
        )
        return next(iter(bentuk(SuratPengakhir, hasil)), None)

    async def akhiri(self, surat_id: UUID, menjadi: CaraBerakhir, keterangan: str, oleh: UUID | None = None) -> None:
        """Surat terbit diganti atau dicabut; berkasnya tetap ada dan halaman verifikasinya menyebut sebabnya.

        ``oleh``: surat pengganti atau pencabutnya.
        """
        hasil = await self._sesi.execute(
            update(TabelSurat)
            .where(TabelSurat.id == surat_id, TabelSurat.tahap == TahapSurat.TERBIT)
            .values(tahap=TahapSurat(menjadi), keterangan=keterangan, diakhiri_oleh=oleh)
            .returning(TabelSurat.id)
        )
        if hasil.scalar_one_or_none() is None:
            raise TidakDitemukan("surat terbit")

    async def hitung_verifikasi(self, surat_id: UUID) -> int:
        """Banyaknya pandangan ke halaman verifikasi surat ini."""
        v = TabelVerifikasiPublik
        return int(await self._sesi.scalar(select(func.sum(v.banyak)).where(v.surat_id == surat_id)) or 0)

    async def catat_pandangan(self, banyak: Mapping[Pandangan, int]) -> None:
        """Tambahkan hitungan pandangan; berurut, supaya dua penulis tidak saling mengunci. Boleh dalam ``publik``."""
        baris = [{**pandangan._asdict(), "banyak": banyak[pandangan]} for pandangan in sorted(banyak, key=str)]
        await self._sesi.execute(_CATAT_PANDANGAN, baris)

    async def _cari(self, syarat: ColumnElement[bool]) -> tuple[DataSurat, ...]:
        hasil = await self._sesi.execute(
            select(
                TabelSurat.id,
                TabelSurat.usulan_id,
                TabelSurat.instansi_id,
                TabelSurat.jenis,
                TabelSurat.ke,
                TabelSurat.nomor,
                TabelSurat.tanggal,
                TabelSurat.unit,
                TabelSurat.tahap,
                TabelSurat.penandatangan,
                *_PENANDATANGAN,
                TabelSurat.token,
                TabelSurat.sha256_draf,
                TabelSurat.sha256_tertanda,
                TabelSurat.sha256_terbit,
                TabelSurat.kunci,
                TabelSurat.versi_berkas,
                TabelSurat.dibuat,
                TabelSurat.ditandatangani_pada,
                TabelSurat.terbit_pada,
                TabelSurat.keterangan,
                TabelSurat.diakhiri_oleh,
            )
            .outerjoin(TabelAkun, TabelAkun.id == TabelSurat.penandatangan)
            .where(syarat)
            .order_by(TabelSurat.dibuat, TabelSurat.id)
        )
        return bentuk(DataSurat, hasil)


def rujukan(isi: IsiTersimpan, unit: str) -> SuratRujukan:
    """Surat ini seperti disebut surat lain."""
    return SuratRujukan(pejabat=jabatan_lengkap(isi.penandatangan.jabatan, unit), nomor=isi.nomor, tanggal=isi.tanggal)


def jabatan_lengkap(jabatan: str, unit: str) -> str:
    """Jabatan penanda tangan seperti disebut surat lain."""
    jenis, _, kode = unit.partition(":")
    return f"Kepala Kantor Regional {kode} Badan Kepegawaian Negara" if jenis == "kanreg" else jabatan

"""Keterangan dokumen: arsip digital ASN dan unggahan untuk satu usulan. Bitanya di S3."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal
from uuid import UUID, uuid5

from sqlalchemy import Uuid, and_, bindparam, or_, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.sql import ColumnElement

from gudang.baris import bentuk, jalankan
from gudang.galat import TidakDitemukan
from models import layanan
from models.surat import SuratTerbit, TahapSurat
from models.tabel import TabelDokumen, TabelSurat, TabelUsulan


@dataclass(frozen=True)
class DokumenBaru:
    id: UUID
    instansi_id: str
    kode: str
    """Kode dokumen persyaratan, mis. ``sk_kp_terakhir``."""
    nama_berkas: str
    kunci: str
    sha256: str
    ukuran: int
    tipe: str
    sumber: Literal["arsip", "unggah"]
    diunggah_oleh: str | None = None
    asn_id: UUID | None = None
    usulan_id: UUID | None = None
    versi_berkas: str | None = None
    """Versi objek S3-nya."""


@dataclass(frozen=True)
class DataDokumen(DokumenBaru):
    waktu: datetime | None = None


_KUERI: Final = select(
    TabelDokumen.id, TabelDokumen.instansi_id, TabelDokumen.kode, TabelDokumen.nama_berkas, TabelDokumen.kunci,
    TabelDokumen.sha256, TabelDokumen.ukuran, TabelDokumen.tipe, TabelDokumen.sumber, TabelDokumen.diunggah_oleh,
    TabelDokumen.asn_id, TabelDokumen.usulan_id, TabelDokumen.versi_berkas, TabelDokumen.waktu,
).order_by(TabelDokumen.waktu.desc(), TabelDokumen.id)  # fmt: skip
_BANYAK: Final = _KUERI.where(TabelDokumen.id.in_(bindparam("dokumen_id", type_=Uuid, expanding=True)))


class GudangDokumen:
    def __init__(self, sesi: AsyncSession) -> None:
        self._sesi = sesi

    async def simpan(self, dokumen: DokumenBaru) -> DataDokumen:
        """Simpan keterangan unggahan; isi dan kode yang sama pada usulan yang sama menjawab dokumen yang sudah ada."""
        await self._sesi.execute(insert(TabelDokumen).values(**vars(dokumen)).on_conflict_do_nothing())
        sama = and_(
            TabelDokumen.usulan_id == dokumen.usulan_id,
            TabelDokumen.kode == dokumen.kode,
            TabelDokumen.sha256 == dokumen.sha256,
        )
        tersimpan = await self._cari(or_(TabelDokumen.id == dokumen.id, sama))
        if not tersimpan:
            raise TidakDitemukan("dokumen")
        return tersimpan[0]

    async def arsipkan(self, asn_id: UUID, dokumen_id: Collection[UUID]) -> None:
        """Unggahan yang menjadi dasar riwayat masuk arsip digital ASN-nya."""
        await self._sesi.execute(update(TabelDokumen).where(TabelDokumen.id.in_(dokumen_id)).values(asn_id=asn_id))

    async def arsipkan_surat(self, surat: SuratTerbit) -> UUID | None:
        """Surat yang terbit masuk arsip digital ASN-nya, supaya usulan berikutnya tidak meminta unggahannya.

        Kosong bila jenisnya tidak diarsipkan di sana. Boleh diulang.
        """
        jenis = layanan.jenis_surat(surat.jenis)
        if not jenis.kode_arsip:
            return None
        milik = select(TabelUsulan.instansi_id, TabelUsulan.asn_id).where(TabelUsulan.id == surat.usulan_id)
        instansi_id, asn_id = (await self._sesi.execute(milik)).one()
        tersimpan = await self.simpan(
            DokumenBaru(
                id=uuid5(surat.surat_id, "arsip"),
                instansi_id=instansi_id,
                asn_id=asn_id,
                kode=jenis.kode_arsip,
                nama_berkas=f"{jenis.nama} {surat.nomor.replace('/', '-')}.pdf",
                kunci=surat.kunci,
                versi_berkas=surat.versi_berkas,
                sha256=surat.sha256,
                ukuran=surat.ukuran,
                tipe="application/pdf",
                sumber="arsip",
            )
        )
        return tersimpan.id

    async def baca(self, dokumen_id: UUID) -> DataDokumen | None:
        hasil = await self._cari(TabelDokumen.id == dokumen_id)
        return hasil[0] if hasil else None

    async def baca_banyak(self, dokumen_id: Iterable[UUID]) -> dict[UUID, DataDokumen]:
        hasil = await jalankan(self._sesi, _BANYAK, dokumen_id=list(dokumen_id))
        return {satu.id: satu for satu in bentuk(DataDokumen, hasil)}

    async def arsip(self, asn_id: UUID) -> tuple[DataDokumen, ...]:
        """Arsip digital seorang ASN, yang terbaru lebih dahulu; tanpa surat yang sudah diganti atau dicabut."""
        berakhir = select(TabelSurat.id).where(
            TabelSurat.sha256_terbit == TabelDokumen.sha256,
            TabelSurat.tahap.in_((TahapSurat.DIGANTI, TahapSurat.DICABUT)),
        )
        return await self._cari(and_(TabelDokumen.asn_id == asn_id, ~berakhir.exists()))

    async def unggahan(self, usulan_id: UUID) -> tuple[DataDokumen, ...]:
        return await self._cari(TabelDokumen.usulan_id == usulan_id)

    async def _cari(self, syarat: ColumnElement[bool]) -> tuple[DataDokumen, ...]:
        return bentuk(DataDokumen, await self._sesi.execute(_KUERI.where(syarat)))

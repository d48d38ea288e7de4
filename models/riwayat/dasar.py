"""Dasar baris riwayat: nilai beku ber-id, hari mulai berlakunya, dan dokumen yang menjadi dasarnya."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Annotated, ClassVar
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from models.referensi import instansi
from models.referensi.tabel import NamaTabel, nama_kode

Teks = Annotated[str, Field(min_length=1, max_length=500)]
Uraian = Annotated[str, Field(max_length=2_000)]
NIP = Annotated[str, Field(pattern=r"^\d{18}$", description="NIP PNS, 18 angka")]


def _enam_belas_angka(nik: str) -> str:
    if not (len(nik) == 16 and nik.isdecimal()):
        raise ValueError("NIK harus 16 angka menurut KTP")
    return nik


NIK = Annotated[str, AfterValidator(_enam_belas_angka)]
"""NIK menurut KTP. Bukan pola skema: jawaban API menyamarkannya."""
Rupiah = Annotated[int, Field(ge=0)]
Tahun = Annotated[int, Field(ge=1940, le=2100)]


class Beku(BaseModel):
    """Nilai yang tak berubah; perubahan membuat nilai baru (``model_copy``)."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class Rekam(Beku):
    """Satu baris riwayat."""

    id: UUID
    dokumen_id: UUID | None = None
    """Dokumen arsip yang menjadi dasarnya."""

    berlaku_menurut: ClassVar[str] = "tmt"
    """Isian yang memuat hari pertama baris ini berlaku."""

    @property
    def berlaku(self) -> date:
        """Hari pertama baris ini berlaku."""
        hari: date = getattr(self, self.berlaku_menurut)
        return hari

    @property
    def batas(self) -> Iterator[date]:
        """Hari-hari ketika pengaruh baris ini pada data utama berubah."""
        yield self.berlaku


class BerSK(Rekam):
    """Baris yang ditetapkan dengan surat keputusan."""

    nomor_sk: str = ""
    tanggal_sk: date | None = None


def sesudah(selesai: date | None) -> Iterator[date]:
    """Hari berakhirnya pengaruh baris yang ``selesai``-nya hari terakhir berlaku; kosong bila belum ditentukan."""
    if selesai is not None:
        yield selesai + timedelta(days=1)


def pemeriksa_kode(nama: NamaTabel) -> AfterValidator:
    """Kode yang harus ada di tabel referensi itu."""

    def periksa(kode: str) -> str:
        nama_kode(nama, kode)
        return kode

    return AfterValidator(periksa)


def _instansi_dikenal(instansi_id: str) -> str:
    instansi(instansi_id)
    return instansi_id


IdInstansi = Annotated[str, AfterValidator(_instansi_dikenal), Field(description="Id instansi.csv")]

"""Isi surat dan bagian-bagiannya: yang dimiliki setiap surat, apa pun layanannya.

Isi memuat semua yang tercetak, jadi naskah yang sama selalu dapat disusun lagi byte demi byte.
"""

from datetime import date
from typing import Annotated, Any, Self
from urllib.parse import urlsplit

from pydantic import ConfigDict, Field, field_validator, model_validator

from models.pesan import Pesan

Isian = Annotated[str, Field(min_length=1, max_length=500)]
JenisSurat = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{2,39}$", description="Kode jenis surat, misalnya `sk_kp`")]


class Pejabat(Pesan):
    nama: Isian
    """Nama dengan gelar, seperti tercetak di bawah tanda tangan."""
    nip: str | None = Field(default=None, pattern=r"^\d{18}$")
    """Kosong bagi pejabat negara (bupati, menteri) yang bukan PNS."""
    jabatan: Isian
    pangkat: str | None = None
    atas_nama: str | None = None
    """Jabatan yang dilimpahkan wewenangnya; tercetak sebagai ``a.n.``."""


class KopSurat(Pesan):
    """Kepala naskah dinas: lembaga induk, unit penerbit, dan alamatnya."""

    induk: Isian
    unit: str | None = None
    alamat: str | None = None
    kontak: str | None = None


class DasarUsul(Pesan):
    """Surat usul instansi yang menjadi dasar."""

    pengusul: Isian
    """Jabatan yang mengusulkan, misalnya ``Bupati Bandung``."""
    nomor: Isian
    tanggal: date


class MasaKerja(Pesan):
    tahun: int = Field(ge=0, le=60)
    bulan: int = Field(ge=0, le=11)


class Rujukan(Pesan):
    """Surat lain yang disebut sebagai dasar, misalnya pertek dalam konsiderans keputusan."""

    pejabat: Isian
    """Misalnya ``Kepala Kantor Regional III Badan Kepegawaian Negara``."""
    nomor: Isian
    tanggal: date


class IsiSurat(Pesan):
    """Bagian yang dimiliki setiap surat; tiap jenis surat menambah isinya dan menunjuk templatnya."""

    jenis: JenisSurat
    templat: str
    """Nama berkas templat tanpa versi."""
    versi: int = Field(ge=1)

    nomor: Isian
    tanggal: date
    """Tanggal surat; juga tanggal pembuatan berkas PDF, supaya susunannya dapat diulang."""
    tempat: Isian
    """Tempat surat ditetapkan, misalnya ``Bandung``."""
    instansi: Isian
    """Instansi para ASN, misalnya ``Pemerintah Kabupaten Bandung``."""
    penandatangan: Pejabat
    tembusan: tuple[Isian, ...] = ()
    tautan: str
    """Alamat halaman verifikasi publik surat ini; menjadi kode QR."""

    @field_validator("tautan")
    @classmethod
    def _tautan_lengkap(cls, tautan: str) -> str:
        bagian = urlsplit(tautan)
        if bagian.scheme not in ("http", "https") or not bagian.netloc or "/verifikasi/" not in bagian.path:
            raise ValueError("tautan harus berbentuk <alamat publik>/verifikasi/<token>; periksa USULAN_ALAMAT_PUBLIK")
        return tautan

    def data_templat(self) -> dict[str, Any]:
        """Isi sebagai data JSON bagi templat."""
        return self.model_dump(mode="json")


class SuratBKN(IsiSurat):
    """Surat BKN kepada instansi pengusul."""

    kop: KopSurat
    usul: DasarUsul
    penerima: Isian
    """Kepada siapa surat ditujukan, misalnya ``Bupati Bandung``."""
    dasar_hukum: tuple[Isian, ...] = Field(min_length=1)


class Keputusan(IsiSurat):
    """Keputusan pejabat pembina kepegawaian (PPK) tentang seorang ASN atau lebih."""

    asn: tuple[Pesan, ...] = Field(min_length=1)
    ppk: Isian
    """Jabatan yang menetapkan, misalnya ``Bupati Bandung``."""
    tentang: Isian
    pertek: Rujukan
    mengingat: tuple[Isian, ...] = Field(min_length=1)
    diktum: tuple[Isian, ...]
    """Diktum sesudah yang disusun dari baris ASN."""
    petikan: bool = False
    """Petikan keputusan kolektif bagi satu orang."""

    @model_validator(mode="after")
    def _petikan_satu_orang(self) -> Self:
        if self.petikan and len(self.asn) != 1:
            raise ValueError(f"petikan memuat tepat satu ASN, bukan {len(self.asn)}; buat satu petikan per orang")
        return self


class IsiTersimpan(IsiSurat):
    """Bagian umum surat jenis apa pun, seperti dibaca kembali dari basis data."""

    model_config = ConfigDict(extra="ignore")

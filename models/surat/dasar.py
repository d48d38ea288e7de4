"""Isi surat dan bagian-bagiannya: yang dimiliki setiap surat, apa pun layanannya.

Isi memuat semua yang tercetak, jadi naskah yang sama selalu dapat disusun lagi byte demi byte.
"""

from datetime import date
from typing import Annotated, Any, Self
from urllib.parse import urlsplit

from pydantic import ConfigDict, Field, field_validator, model_validator

from models.pesan import Pesan
from models.referensi.golongan import Golongan

Isian = Annotated[str, Field(min_length=1, max_length=500)]
JenisSurat = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{2,39}$", description="Kode jenis surat, misalnya `sk_kp`")]


class Tercetak(Pesan):
    """Dasar semua yang tercetak pada surat; keterangan isiannya menjadi panduan penyunting templat."""

    model_config = ConfigDict(use_attribute_docstrings=True)


class Pejabat(Tercetak):
    """Penanda tangan."""

    nama: Isian = Field(examples=["NAMA PEJABAT"])
    """Nama dengan gelar, seperti tercetak di bawah tanda tangan."""
    nip: str | None = Field(default=None, pattern=r"^\d{18}$")
    """Kosong bagi pejabat negara (bupati, menteri) yang bukan PNS."""
    jabatan: Isian = Field(examples=["Jabatan Penanda Tangan"])
    pangkat: str | None = None
    atas_nama: str | None = None
    """Jabatan yang dilimpahkan wewenangnya; tercetak sebagai ``a.n.``."""

    @property
    def berwenang(self) -> str:
        """Jabatan yang berwenang, tanpa sebutan penggantinya: yang disebut judul dan diktum keputusan."""
        return (self.atas_nama or self.jabatan).removeprefix("Plh. ").removeprefix("Plt. ")


class KopSurat(Tercetak):
    """Kepala naskah dinas: lembaga induk, unit penerbit, dan alamatnya."""

    induk: Isian = Field(examples=["Badan Kepegawaian Negara"])
    unit: str | None = None
    alamat: str | None = None
    kontak: str | None = None


class DasarUsul(Tercetak):
    """Surat usul instansi yang menjadi dasar."""

    pengusul: Isian = Field(examples=["Bupati Contoh"])
    """Jabatan yang mengusulkan, misalnya ``Bupati Bandung``."""
    nomor: Isian = Field(examples=["KP-2026-000001"])
    tanggal: date = Field(examples=["2026-11-16"])


class MasaKerjaTercetak(Tercetak):
    """Tahun dan bulan."""

    tahun: int = Field(ge=0, le=60, examples=[8])
    bulan: int = Field(ge=0, le=11, examples=[2])


class SuratRujukan(Tercetak):
    """Surat lain yang disebut sebagai dasar, misalnya pertek dalam konsiderans keputusan."""

    pejabat: Isian = Field(examples=["Kepala Kantor Regional Badan Kepegawaian Negara"])
    """Misalnya ``Kepala Kantor Regional III Badan Kepegawaian Negara``."""
    nomor: Isian = Field(examples=["[nomor surat rujukan]"])
    tanggal: date = Field(examples=["2026-11-20"])


class Bernama(Tercetak):
    """Baris tentang seorang ASN; namanya tampil tersamar di halaman verifikasi publik."""

    nama: Isian = Field(examples=["NAMA PEGAWAI"])
    """Dengan gelar, seperti tercetak."""


class BerNIP(Tercetak):
    """Baris milik seorang ASN."""

    nip: str = Field(pattern=r"^\d{18}$", examples=["199001012015011001"])


class BarisNama(BerNIP, Bernama):
    """Baris tentang seorang ASN dengan NIP-nya."""


class BarisOrang(BarisNama):
    """Yang lazim tercetak tentang seorang ASN; disusun ``naskah.umum.baris_orang``."""

    tempat_lahir: Isian = Field(examples=["Kota Contoh"])
    tanggal_lahir: date = Field(examples=["1990-01-01"])
    golongan: Golongan = Field(examples=["III/b"])
    jabatan: Isian = Field(examples=["Nama Jabatan"])
    unit_kerja: Isian = Field(examples=["Unit Kerja"])


class IsiSurat(Tercetak):
    """Bagian yang dimiliki setiap surat; tiap jenis surat menambah isinya dan menunjuk templatnya."""

    jenis: JenisSurat
    templat: str
    """Nama berkas templat tanpa versi."""
    versi: int = Field(ge=1)

    nomor: Isian = Field(examples=["[nomor surat]"])
    tanggal: date = Field(examples=["2026-12-01"])
    """Tanggal surat; juga tanggal pembuatan berkas PDF, supaya susunannya dapat diulang."""
    tempat: Isian = Field(examples=["Kota Contoh"])
    """Tempat surat ditetapkan, misalnya ``Bandung``."""
    instansi: Isian = Field(examples=["Pemerintah Kabupaten Contoh"])
    """Instansi para ASN, misalnya ``Pemerintah Kabupaten Bandung``."""
    penandatangan: Pejabat
    asn: tuple[Bernama, ...] = Field(min_length=1)
    """ASN yang tercantum: satu pada surat perorangan, beberapa pada yang kolektif."""
    tembusan: tuple[Isian, ...] = ()
    tautan: str = Field(examples=["https://contoh.go.id/verifikasi/pratinjau"])
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
    penerima: Isian = Field(examples=["Bupati Contoh"])
    """Kepada siapa surat ditujukan, misalnya ``Bupati Bandung``."""
    dasar_hukum: tuple[Isian, ...] = Field(min_length=1)


class Keputusan(IsiSurat):
    """Keputusan pejabat pembina kepegawaian (PPK) tentang seorang ASN atau lebih."""

    asn: tuple[BarisNama, ...] = Field(min_length=1)
    ppk: Isian = Field(examples=["Bupati Contoh"])
    """Jabatan yang menetapkan, misalnya ``Bupati Bandung``."""
    tentang: Isian
    pertek: SuratRujukan
    mengingat: tuple[Isian, ...] = Field(min_length=1)
    diktum: tuple[Isian, ...]
    """Diktum sesudah yang disusun dari baris ASN."""
    petikan: bool = False
    """Petikan keputusan kolektif bagi satu orang."""
    urut: int | None = Field(default=None, ge=1)
    """Pada petikan: nomor urut orangnya dalam lampiran keputusan aslinya."""
    penetap: Pejabat | None = None
    """Pada petikan yang disahkan pejabat lain: penanda tangan keputusan aslinya."""

    @model_validator(mode="after")
    def _petikan_satu_orang(self) -> Self:
        if self.petikan and len(self.asn) != 1:
            raise ValueError(f"petikan memuat tepat satu ASN, bukan {len(self.asn)}; buat satu petikan per orang")
        return self


class IsiTersimpan(IsiSurat):
    """Bagian umum surat jenis apa pun, seperti dibaca kembali dari basis data."""

    model_config = ConfigDict(extra="ignore")

"""Riwayat pendidikan, pelatihan, kinerja, dan pengakuan."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import Field

from models.referensi import Jenjang, Predikat
from models.riwayat.dasar import BerSK, Rekam, Tahun, Teks, Uraian, pemeriksa_kode, sesudah

Ekspektasi = Annotated[str, pemeriksa_kode("perilaku_dan_kinerja")]


class BerGelar(Rekam):
    """Baris yang dapat membawa gelar; gelarnya tampil pada nama sejak ``dicantumkan``."""

    gelar_depan: str = ""
    gelar_belakang: str = ""
    dicantumkan: date | None = None
    """TMT pencantuman gelar; kosong berarti belum dicantumkan."""
    nomor_pencantuman: str = ""

    @property
    def batas(self) -> Iterator[date]:
        yield self.berlaku
        if self.dicantumkan is not None:
            yield self.dicantumkan


class RiwayatPendidikan(BerGelar):
    berlaku_menurut: ClassVar[str] = "hari_lulus"

    tingkat_id: str
    """Kode tingkat_pendidikan.csv, mis. ``40`` bagi S-1."""
    pendidikan_id: str | None = None
    nama: Teks
    sekolah: str = ""
    tahun_lulus: Tahun
    tanggal_lulus: date | None = None
    nomor_ijazah: str = ""
    akreditasi: str = ""
    """Akreditasi program studi saat lulus (``A``, ``Unggul``, …); kosong bila tidak tercatat."""

    @property
    def hari_lulus(self) -> date:
        """Tanggal lulus, atau akhir tahun lulus bila tanggalnya tidak tercatat."""
        return self.tanggal_lulus or date(self.tahun_lulus, 12, 31)


class RiwayatProfesi(BerGelar):
    """Pendidikan profesi dan gelarnya, mis. apoteker atau ners."""

    berlaku_menurut: ClassVar[str] = "tanggal_lulus"

    profesi_id: Annotated[str, pemeriksa_kode("profesi")] | None = None
    nama: Teks
    penyelenggara: str = ""
    tanggal_lulus: date
    nomor_sertifikat: str = ""
    berlaku_sampai: date | None = None


class RiwayatDiklat(Rekam):
    """Pelatihan, kursus, seminar, dan pengembangan kompetensi lain."""

    berlaku_menurut: ClassVar[str] = "selesai"

    jenis_id: Annotated[str, pemeriksa_kode("jenis_diklat")]
    nama: Teks
    latihan_struktural_id: Annotated[str, pemeriksa_kode("latihan_struktural")] | None = None
    """Bagi diklat struktural."""
    penyelenggara: str = ""
    mulai: date | None = None
    selesai: date
    jumlah_jam: int = Field(default=0, ge=0, le=10_000)
    nomor_sertifikat: str = ""


class RiwayatSKP(Rekam):
    tahun: int = Field(ge=1980, le=2100)
    predikat: Predikat
    """Predikat kinerja tahunan."""
    hasil_kerja: Ekspektasi | None = None
    perilaku_kerja: Ekspektasi | None = None
    pejabat_penilai: str = ""

    @property
    def berlaku(self) -> date:
        return date(self.tahun, 12, 31)


class RiwayatAngkaKredit(Rekam):
    """Satu penetapan angka kredit (PAK): yang diperoleh dalam satu masa penilaian, bukan kumulatif."""

    berlaku_menurut: ClassVar[str] = "tanggal"

    tanggal: date
    """Tanggal penetapan."""
    mulai: date | None = None
    selesai: date | None = None
    jenjang: Jenjang
    """Jenjang tempat angka kredit diperoleh; kumulatif dihitung dalam satu jenjang."""
    jumlah: Decimal = Field(ge=0, max_digits=9, decimal_places=3)
    nomor_sk: str = ""


class JenisUjian(StrEnum):
    UJIAN_DINAS_I = "ujian_dinas_i"
    UJIAN_DINAS_II = "ujian_dinas_ii"
    UPKP = "upkp"
    """Ujian penyesuaian kenaikan pangkat (ijazah)."""
    LATSAR = "latsar"
    """Pelatihan dasar CPNS (prajabatan)."""
    PKP = "pkp"
    """Pelatihan kepemimpinan pengawas (Diklatpim IV)."""
    PKA = "pka"
    """Pelatihan kepemimpinan administrator (Diklatpim III)."""


class RiwayatUjian(Rekam):
    """Ujian atau pelatihan yang lulus dan disyaratkan (atau membebaskan dari syarat) kenaikan pangkat."""

    berlaku_menurut: ClassVar[str] = "tanggal"

    jenis: JenisUjian
    tanggal: date
    nomor: str = ""
    tingkat_id: str | None = None
    """Bagi UPKP: tingkat pendidikan yang disesuaikan."""


class JenisPenugasan(StrEnum):
    TUGAS_BELAJAR = "tugas_belajar"
    DPK = "dpk"
    """Dipekerjakan di luar instansi induk."""
    DPB = "dpb"
    """Diperbantukan di luar instansi induk."""
    PEJABAT_NEGARA = "pejabat_negara"


class RiwayatPenugasan(BerSK):
    berlaku_menurut: ClassVar[str] = "mulai"

    jenis: JenisPenugasan
    mulai: date
    selesai: date | None = None
    """Hari terakhir; kosong berarti masih berjalan."""
    tempat: str = ""
    tingkat_id: str | None = None
    """Bagi tugas belajar: tingkat pendidikan yang ditempuh."""
    persamaan_eselon: str | None = None
    """Bagi DPK/DPB: persamaan eselon jabatan pimpinan yang diduduki, bila ditetapkan."""
    jenis_pegawai: Annotated[str, pemeriksa_kode("jenis_pegawai")] | None = None
    """Jenis pegawai selama penugasan, mis. ``17`` bagi DPK kabupaten/kota; kosong bila tidak berubah."""

    @property
    def batas(self) -> Iterator[date]:
        yield self.mulai
        yield from sesudah(self.selesai)

    def berlaku_pada(self, tanggal: date) -> bool:
        return self.mulai <= tanggal and (self.selesai is None or tanggal <= self.selesai)


class RiwayatPenghargaan(BerSK):
    jenis_id: Annotated[str, pemeriksa_kode("penghargaan")]
    tahun: Tahun

    @property
    def berlaku(self) -> date:
        return self.tanggal_sk or date(self.tahun, 12, 31)


class RiwayatPrestasi(Rekam):
    berlaku_menurut: ClassVar[str] = "tanggal"

    nama: Teks
    tanggal: date
    tingkat: str = ""
    """Mis. kabupaten/kota, provinsi, nasional, internasional."""
    penyelenggara: str = ""
    nomor_sertifikat: str = ""


class RiwayatPotensi(Rekam):
    """Hasil pengukuran potensi dan kompetensi."""

    berlaku_menurut: ClassVar[str] = "tanggal"

    tanggal: date
    metode: str = ""
    skor: Decimal | None = Field(default=None, ge=0, max_digits=6, decimal_places=2)
    kategori: str = ""
    penyelenggara: str = ""
    uraian: Uraian = ""

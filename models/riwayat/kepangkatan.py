"""Riwayat kepangkatan, penempatan, dan status: yang menentukan golongan, instansi, unit, kedudukan, dan gaji."""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import Field

from models.referensi import Golongan, JenisJabatan, JenisKP, Jenjang
from models.riwayat.dasar import BerSK, IdInstansi, Rupiah, Teks, Uraian, pemeriksa_kode, sesudah

KodeKedudukan = Annotated[str, pemeriksa_kode("kedudukan_hukum")]
KodePegawai = Annotated[str, pemeriksa_kode("jenis_pegawai")]
MasaTahun = Annotated[int, Field(ge=0, le=50)]
MasaBulan = Annotated[int, Field(ge=0, le=11)]


class RiwayatGolongan(BerSK):
    golongan: Golongan
    tmt: date
    masa_kerja_tahun: MasaTahun
    """Masa kerja golongan pada TMT."""
    masa_kerja_bulan: MasaBulan
    jenis_kp: JenisKP | None = None
    """Cara golongan ini diperoleh; ``211`` bagi golongan pertama dari pengadaan."""
    nomor_pertek: str = ""
    tanggal_pertek: date | None = None
    gaji_pokok: Rupiah | None = None


class RiwayatPMK(BerSK):
    """Peninjauan masa kerja: pengalaman yang diakui, ditambahkan pada masa kerja golongan sejak ``tmt``."""

    tmt: date
    pengalaman: Teks
    """Instansi atau perusahaan tempat pengalaman diperoleh."""
    mulai: date
    selesai: date
    masa_kerja_tahun: MasaTahun
    """Yang diakui."""
    masa_kerja_bulan: MasaBulan
    nomor_pertek: str = ""
    tanggal_pertek: date | None = None
    gaji_pokok: Rupiah | None = None


class RiwayatKGB(BerSK):
    """Kenaikan gaji berkala."""

    tmt: date
    golongan: Golongan
    masa_kerja_tahun: MasaTahun
    masa_kerja_bulan: MasaBulan
    gaji_pokok: Rupiah


class RiwayatJabatan(BerSK):
    jenis: JenisJabatan
    nama: Teks
    jabatan_id: str | None = None
    """Id di jabatan_fungsional.csv atau jabatan_pelaksana.csv.gz."""
    eselon: str | None = None
    """Bagi jabatan struktural: ``II.a`` … ``V.b`` menurut eselon.csv."""
    jenjang: Jenjang | None = None
    """Bagi jabatan fungsional."""
    tmt: date
    unor_id: str | None = None
    unor_nama: str = ""
    satuan_kerja: str = ""
    instansi_kerja_id: IdInstansi | None = None
    """Kosong bila instansinya tidak berubah karena jabatan ini."""
    instansi_induk_id: IdInstansi | None = None
    tanggal_pelantikan: date | None = None


class RiwayatUnor(BerSK):
    """Mutasi unit organisasi tanpa perubahan jabatan."""

    tmt: date
    unor_id: str | None = None
    unor_nama: str
    satuan_kerja: str = ""


class RiwayatPindahInstansi(BerSK):
    tmt: date
    jenis: Annotated[str, pemeriksa_kode("jenis_pindah_instansi")]
    instansi_induk_id: IdInstansi
    instansi_kerja_id: IdInstansi | None = None
    """Kosong berarti bekerja di instansi induknya."""
    unor_id: str | None = None
    unor_nama: str = ""
    satuan_kerja: str = ""
    jenis_pegawai: KodePegawai | None = None
    nomor_sk_asal: str = ""
    tanggal_sk_asal: date | None = None
    nomor_pertek: str = ""
    tanggal_pertek: date | None = None
    tanggal_spmt: date | None = None


class RiwayatKedudukanHukum(BerSK):
    """Kedudukan hukum sejak ``tmt`` sampai baris berikutnya."""

    kode: KodeKedudukan
    tmt: date
    keterangan: Uraian = ""


class StatusPengangkatan(StrEnum):
    CPNS = "CPNS"
    PNS = "PNS"


class RiwayatCpnsPns(BerSK):
    """Pengangkatan sebagai CPNS, lalu sebagai PNS: masing-masing satu baris."""

    status: StatusPengangkatan
    tmt: date
    instansi_id: IdInstansi | None = None
    """Instansi yang mengangkat; wajib berarti bagi baris CPNS."""
    jenis_pegawai: KodePegawai | None = None
    jenis_pengadaan: Annotated[str, pemeriksa_kode("jenis_pengadaan")] | None = None
    nomor_penetapan_nip: str = ""
    tanggal_penetapan_nip: date | None = None
    nomor_spmt: str = ""
    tanggal_spmt: date | None = None
    nomor_sttpl: str = ""
    """Surat tanda tamat pelatihan dasar."""
    tanggal_sttpl: date | None = None
    nomor_surat_dokter: str = ""
    tanggal_surat_dokter: date | None = None
    kartu_pegawai: str = ""


GolonganPPPK = Annotated[str, Field(pattern=r"^(I|II|III|IV|V|VI|VII|VIII|IX|X|XI|XII|XIII|XIV|XV|XVI|XVII)$")]


class JenisKontrak(StrEnum):
    PPPK = "PPPK"
    PPPK_PARUH_WAKTU = "PPPK_PARUH_WAKTU"
    NON_ASN = "NON_ASN"


class RiwayatKontrak(BerSK):
    """Perjanjian kerja PPPK atau non-ASN."""

    berlaku_menurut: ClassVar[str] = "mulai"

    jenis: JenisKontrak
    mulai: date
    selesai: date | None = None
    """Hari terakhir kontrak."""
    instansi_id: IdInstansi
    jabatan: str = ""
    golongan_pppk: GolonganPPPK | None = None
    gaji: Rupiah | None = None


class RiwayatPemblokiran(BerSK):
    """Pemblokiran data atau layanan oleh BKN (Perban BKN 1/2023)."""

    berlaku_menurut: ClassVar[str] = "mulai"

    mulai: date
    selesai: date | None = None
    """Hari terakhir pemblokiran; kosong berarti belum dibuka."""
    alasan: Uraian = ""

    @property
    def batas(self) -> Iterator[date]:
        yield self.mulai
        yield from sesudah(self.selesai)

    def berlaku_pada(self, tanggal: date) -> bool:
        return self.mulai <= tanggal and (self.selesai is None or tanggal <= self.selesai)


class RiwayatTunjanganKinerja(BerSK):
    tmt: date
    kelas_jabatan: int = Field(ge=1, le=17)
    jumlah: Rupiah
    """Rupiah sebulan."""


class RiwayatTunjanganKemahalan(BerSK):
    tmt: date
    wilayah: Teks
    jumlah: Rupiah
    """Rupiah sebulan."""

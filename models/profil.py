"""Profil seorang ASN: data utama dan riwayatnya, beku, seperti dipakai aturan, API, dan basis data.

Semua tanggal tanggal sipil; uang rupiah bulat; golongan ditulis ``III/c``; kode lain menurut tabel referensi SIASN.
Riwayat boleh dalam urutan apa pun: yang terakhir ditentukan oleh TMT atau tanggalnya.
"""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from models.referensi import Golongan, JenisJabatan, JenisKP, Jenjang, Predikat, TingkatHukdis

Teks = Annotated[str, Field(min_length=1, max_length=500)]
NIP = Annotated[str, Field(pattern=r"^\d{18}$", description="NIP PNS, 18 angka")]


class Beku(BaseModel):
    """Nilai yang tak berubah; perubahan membuat nilai baru (``model_copy``)."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Rekam(Beku):
    """Satu baris riwayat."""

    id: UUID


class RiwayatGolongan(Rekam):
    golongan: Golongan
    tmt: date
    masa_kerja_tahun: int = Field(ge=0, le=50)
    """Masa kerja golongan pada TMT."""
    masa_kerja_bulan: int = Field(ge=0, le=11)
    jenis_kp: JenisKP | None = None
    """Cara golongan ini diperoleh; ``211`` bagi golongan pertama dari pengadaan."""
    nomor_sk: str = ""
    tanggal_sk: date | None = None
    nomor_pertek: str = ""
    tanggal_pertek: date | None = None
    gaji_pokok: int | None = Field(default=None, ge=0)


class RiwayatJabatan(Rekam):
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
    nomor_sk: str = ""
    tanggal_sk: date | None = None
    tanggal_pelantikan: date | None = None


class RiwayatPendidikan(Rekam):
    tingkat_id: str
    """Kode tingkat_pendidikan.csv, mis. ``40`` bagi S-1."""
    pendidikan_id: str | None = None
    nama: Teks
    sekolah: str = ""
    tahun_lulus: int = Field(ge=1940, le=2100)
    tanggal_lulus: date | None = None
    nomor_ijazah: str = ""
    akreditasi: str = ""
    """Akreditasi program studi saat lulus (``A``, ``Unggul``, …); kosong bila tidak tercatat."""

    @property
    def hari_lulus(self) -> date:
        """Tanggal lulus, atau akhir tahun lulus bila tanggalnya tidak tercatat."""
        return self.tanggal_lulus or date(self.tahun_lulus, 12, 31)


class RiwayatSKP(Rekam):
    tahun: int = Field(ge=1980, le=2100)
    predikat: Predikat
    """Predikat kinerja tahunan."""
    pejabat_penilai: str = ""


class RiwayatAngkaKredit(Rekam):
    """Satu penetapan angka kredit (PAK): yang diperoleh dalam satu masa penilaian, bukan kumulatif."""

    tanggal: date
    """Tanggal penetapan."""
    mulai: date | None = None
    selesai: date | None = None
    jenjang: Jenjang
    """Jenjang tempat angka kredit diperoleh; kumulatif dihitung dalam satu jenjang."""
    jumlah: Decimal = Field(ge=0, max_digits=9, decimal_places=3)
    nomor_sk: str = ""


class RiwayatHukdis(Rekam):
    jenis_id: str
    """Kode jenis_hukuman.csv."""
    tingkat: TingkatHukdis
    mulai: date
    selesai: date | None = None
    """Hari terakhir hukuman; kosong berarti belum ditentukan."""
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


class RiwayatPenugasan(Rekam):
    jenis: JenisPenugasan
    mulai: date
    selesai: date | None = None
    """Hari terakhir; kosong berarti masih berjalan."""
    tempat: str = ""
    tingkat_id: str | None = None
    """Bagi tugas belajar: tingkat pendidikan yang ditempuh."""
    persamaan_eselon: str | None = None
    """Bagi DPK/DPB: persamaan eselon jabatan pimpinan yang diduduki, bila ditetapkan."""
    nomor_sk: str = ""
    tanggal_sk: date | None = None

    def berlaku_pada(self, tanggal: date) -> bool:
        return self.mulai <= tanggal and (self.selesai is None or tanggal <= self.selesai)


class ProfilASN(Beku):
    id: UUID
    nip: NIP
    nama: Teks
    gelar_depan: str = ""
    gelar_belakang: str = ""
    tempat_lahir: str = ""
    tanggal_lahir: date
    jenis_kelamin: Literal["L", "P"]
    instansi_id: str
    """Instansi kerja, id instansi.csv."""
    unor_id: str | None = None
    unor_nama: str = ""
    satuan_kerja: str = ""
    kedudukan_hukum: str = "01"
    """Kode kedudukan_hukum.csv."""
    jenis_pegawai: str = "15"
    """Kode jenis_pegawai.csv."""
    tmt_cpns: date
    tmt_pns: date | None = None
    diblokir: bool = False
    """Pemblokiran data atau layanan oleh BKN (Perban BKN 1/2023)."""
    golongan: tuple[RiwayatGolongan, ...] = ()
    jabatan: tuple[RiwayatJabatan, ...] = ()
    pendidikan: tuple[RiwayatPendidikan, ...] = ()
    skp: tuple[RiwayatSKP, ...] = ()
    angka_kredit: tuple[RiwayatAngkaKredit, ...] = ()
    hukdis: tuple[RiwayatHukdis, ...] = ()
    ujian: tuple[RiwayatUjian, ...] = ()
    penugasan: tuple[RiwayatPenugasan, ...] = ()

    @property
    def nama_lengkap(self) -> str:
        """Nama dengan gelar, mis. ``Dr. Ayu Lestari, S.E., M.M.``."""
        depan = f"{self.gelar_depan} {self.nama}".strip()
        return f"{depan}, {self.gelar_belakang}" if self.gelar_belakang else depan

    @property
    def golongan_terakhir(self) -> RiwayatGolongan | None:
        """Golongan dengan TMT terakhir, termasuk yang TMT-nya belum tiba."""
        return max(self.golongan, key=lambda r: r.tmt, default=None)

    @property
    def jabatan_terakhir(self) -> RiwayatJabatan | None:
        return max(self.jabatan, key=lambda r: r.tmt, default=None)

    def golongan_pada(self, tanggal: date) -> RiwayatGolongan | None:
        """Golongan yang berlaku pada suatu hari."""
        return max((r for r in self.golongan if r.tmt <= tanggal), key=lambda r: r.tmt, default=None)

    def jabatan_pada(self, tanggal: date) -> RiwayatJabatan | None:
        """Jabatan yang diduduki pada suatu hari."""
        return max((r for r in self.jabatan if r.tmt <= tanggal), key=lambda r: r.tmt, default=None)

    @property
    def pendidikan_tertinggi(self) -> RiwayatPendidikan | None:
        """Tingkat tertinggi; di antara yang setingkat, yang lulus terakhir."""
        return max(self.pendidikan, key=lambda r: (r.tingkat_id, r.tahun_lulus), default=None)

    def predikat(self, tahun: int) -> Predikat | None:
        """Predikat kinerja tahun itu; yang paling rendah bila tercatat lebih dari sekali."""
        return max((r.predikat for r in self.skp if r.tahun == tahun), default=None)

"""Surat: isi yang disusun menjadi naskah, dan tahap-tahap yang dilaluinya dari draf sampai terbit.

Isi memuat semua yang tercetak, jadi naskah yang sama selalu dapat disusun lagi byte demi byte. Baris ASN berupa
tupel: satu baris menjadi naskah perorangan, beberapa baris menjadi naskah kolektif dengan lampiran.
"""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit
from uuid import UUID

from pydantic import AwareDatetime, Field, field_validator, model_validator

from models.pesan import Pesan
from models.referensi import Golongan

DASAR_HUKUM_KP = (
    "Undang-Undang Nomor 20 Tahun 2023 tentang Aparatur Sipil Negara",
    "Peraturan Pemerintah Nomor 7 Tahun 1977 tentang Peraturan Gaji Pegawai Negeri Sipil sebagaimana telah beberapa "
    "kali diubah, terakhir dengan Peraturan Pemerintah Nomor 5 Tahun 2024",
    "Peraturan Pemerintah Nomor 99 Tahun 2000 tentang Kenaikan Pangkat Pegawai Negeri Sipil sebagaimana telah diubah "
    "dengan Peraturan Pemerintah Nomor 12 Tahun 2002",
    "Peraturan Pemerintah Nomor 11 Tahun 2017 tentang Manajemen Pegawai Negeri Sipil sebagaimana telah diubah dengan "
    "Peraturan Pemerintah Nomor 17 Tahun 2020",
    "Peraturan Badan Kepegawaian Negara Nomor 4 Tahun 2025 tentang Periode Kenaikan Pangkat Pegawai Negeri Sipil",
)
MENIMBANG_KP = (
    "bahwa Pegawai Negeri Sipil yang namanya tersebut dalam Keputusan ini memenuhi syarat dan dipandang cakap untuk "
    "dinaikkan pangkatnya setingkat lebih tinggi",
)
DIKTUM_KP = (
    "Apabila di kemudian hari ternyata terdapat kekeliruan dalam Keputusan ini, akan diadakan perbaikan dan "
    "penghitungan kembali sebagaimana mestinya.",
)

Isian = Annotated[str, Field(min_length=1, max_length=500)]
Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$", description="SHA-256 heksadesimal huruf kecil")]


class JenisSurat(StrEnum):
    PERTEK_KP = "pertek_kp"
    SK_KP = "sk_kp"


class LevelTTE(StrEnum):
    """Tingkat tanda tangan elektronik menurut ETSI EN 319 142-1 (PAdES baseline)."""

    B = "B-B"
    T = "B-T"
    LT = "B-LT"
    LTA = "B-LTA"


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


class KedudukanPangkat(Pesan):
    """Pangkat seseorang pada satu saat: yang lama atau yang baru."""

    golongan: Golongan
    tmt: date
    masa_kerja: MasaKerja
    gaji_pokok: int = Field(gt=0)
    """Rupiah bulat sebulan."""


class BarisKP(Pesan):
    """Satu ASN dalam surat kenaikan pangkat."""

    nama: Isian
    nip: str = Field(pattern=r"^\d{18}$")
    tempat_lahir: Isian
    tanggal_lahir: date
    pendidikan: Isian
    jabatan: Isian
    unit_kerja: Isian
    jenis_kp: Isian
    """Nama jenis kenaikan pangkat menurut kenaikan_pangkat.csv."""
    lama: KedudukanPangkat
    baru: KedudukanPangkat
    angka_kredit: Decimal | None = Field(default=None, ge=0, max_digits=9, decimal_places=3)
    """Angka kredit kumulatif; hanya bagi jabatan fungsional."""

    @model_validator(mode="after")
    def _naik(self) -> Self:
        if self.baru.golongan <= self.lama.golongan:
            raise ValueError(
                f"golongan baru {self.baru.golongan} tidak lebih tinggi dari golongan lama {self.lama.golongan}; "
                "periksa riwayat golongan"
            )
        return self


class _Isi(Pesan):
    """Bagian yang dimiliki setiap surat."""

    nomor: Isian
    tanggal: date
    """Tanggal surat; juga tanggal pembuatan berkas PDF, supaya susunannya dapat diulang."""
    tempat: Isian
    """Tempat surat ditetapkan, misalnya ``Bandung``."""
    instansi: Isian
    """Instansi para ASN, misalnya ``Pemerintah Kabupaten Bandung``."""
    asn: tuple[BarisKP, ...] = Field(min_length=1)
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


class IsiPertekKP(_Isi):
    """Pertimbangan teknis kenaikan pangkat oleh Kepala BKN atau Kepala Kantor Regional (PP 11/2017, PP 99/2000)."""

    jenis: Literal[JenisSurat.PERTEK_KP] = JenisSurat.PERTEK_KP
    templat: str = "pertek_kp"
    versi: int = Field(default=1, ge=1)
    kop: KopSurat
    usul: DasarUsul
    penerima: Isian
    """Kepada siapa surat ditujukan, misalnya ``Bupati Bandung``."""
    dasar_hukum: tuple[Isian, ...] = Field(default=DASAR_HUKUM_KP, min_length=1)


class Pertek(Pesan):
    """Pertimbangan teknis yang disebut dalam konsiderans keputusan."""

    pejabat: Isian
    """Misalnya ``Kepala Kantor Regional III Badan Kepegawaian Negara``."""
    nomor: Isian
    tanggal: date


class IsiSkKP(_Isi):
    """Keputusan kenaikan pangkat oleh pejabat pembina kepegawaian (PPK)."""

    jenis: Literal[JenisSurat.SK_KP] = JenisSurat.SK_KP
    templat: str = "sk_kp"
    versi: int = Field(default=1, ge=1)
    ppk: Isian
    """Jabatan yang menetapkan, misalnya ``Bupati Bandung``."""
    tentang: Isian = "Kenaikan Pangkat Pegawai Negeri Sipil"
    pertek: Pertek
    menimbang: tuple[Isian, ...] = Field(default=MENIMBANG_KP, min_length=1)
    mengingat: tuple[Isian, ...] = Field(default=DASAR_HUKUM_KP, min_length=1)
    diktum: tuple[Isian, ...] = DIKTUM_KP
    """Diktum sesudah KESATU (KEDUA, KETIGA, …); KESATU disusun dari baris ASN."""
    petikan: bool = False
    """Petikan keputusan kolektif bagi satu orang."""

    @model_validator(mode="after")
    def _petikan_satu_orang(self) -> Self:
        if self.petikan and len(self.asn) != 1:
            raise ValueError(f"petikan memuat tepat satu ASN, bukan {len(self.asn)}; buat satu petikan per orang")
        return self


IsiSurat = Annotated[IsiPertekKP | IsiSkKP, Field(discriminator="jenis")]


class TempatTTE(Pesan):
    """Kotak tanda tangan yang tampak, dalam poin PDF (1/72 inci); titik asal di kiri atas halaman."""

    halaman: int = Field(ge=1)
    x: float
    y: float
    lebar: float = Field(gt=0)
    tinggi: float = Field(gt=0)
    tinggi_halaman: float = Field(gt=0)


class Surat(Pesan):
    """Yang dimiliki surat pada setiap tahap. ``sha256`` dan ``ukuran`` (bita) milik berkas tahap itu."""

    surat_id: UUID
    usulan_id: UUID
    jenis: JenisSurat
    nomor: str
    sha256: Sha256
    ukuran: int = Field(gt=0)


class DrafSurat(Surat):
    """Naskah tersusun, belum ditandatangani: yang dibaca pemaraf dan penanda tangan."""

    tempat_tte: TempatTTE


class SuratTertanda(Surat):
    """Jawaban BSrE yang sudah diperiksa."""

    penandatangan: Pejabat
    waktu: AwareDatetime
    """Saat tanda tangan menurut penanda waktu."""
    level: LevelTTE


class SuratTerbit(SuratTertanda):
    """Surat yang terarsip; berkasnya tidak pernah ditulis ulang."""

    level: Literal[LevelTTE.LTA] = LevelTTE.LTA
    kunci: str
    """Kunci objek S3 di bawah kunci retensi."""
    token: str
    """Token halaman verifikasi publik."""

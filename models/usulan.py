"""Usulan: berkas yang dibekukan saat diajukan, keadaannya, tugas terbukanya, dan hasil akhirnya."""

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID, uuid5

from pydantic import Field, JsonValue

from models.keputusan import Alasan, Pelaku
from models.ketetapan import Ketentuan
from models.langkah import Langkah
from models.pesan import Pesan
from models.referensi.dokumen import SyaratDokumen
from models.surat import DrafSurat, JenisSurat

KodeLayanan = Annotated[str, Field(pattern=r"^[A-Z][A-Za-z]{2,59}$", description="Kode layanan: `KenaikanPangkat`")]
"""Nama alur kerja layanan; daftarnya di ``models.layanan``."""


class Berkas(Pesan):
    """Yang dibekukan saat diajukan dan dibaca seumur usulan; kode yang berubah kemudian tidak menyentuhnya."""

    usulan_id: UUID
    layanan: KodeLayanan
    jenis: str
    """Kode jenis, misalnya jenis KP ``101``."""
    rute: str = ""
    """Cabang prosedur menurut kewenangan, misalnya ``presiden``."""
    instansi_id: str
    asn_id: UUID
    periode: date
    pengusul: Pelaku
    langkah: tuple[Langkah, ...]
    templat: dict[JenisSurat, int]
    """Versi templat tiap surat."""
    isi: dict[str, JsonValue]
    dokumen: dict[str, UUID]
    syarat_dokumen: tuple[SyaratDokumen, ...] | None = None
    """Dokumen yang diminta menurut ketentuan pada hari diajukan; perbaikan ditagih menurut daftar ini.

    Kosong pada berkas dari versi sebelum daftar ini dibekukan; yang itu ditagih menurut ketentuan kini.
    """
    ketentuan: Ketentuan = Field(default_factory=Ketentuan)
    """Ketetapan yang berlaku pada hari diajukan."""

    def cari(self, kode: str) -> Langkah:
        for satu in self.langkah:
            if satu.kode == kode:
                return satu
        raise LookupError(f"Langkah {kode} tidak ada pada usulan ini; langkah baru memerlukan workflow.patched.")


class Tenggat(Pesan):
    """Saat-saat penting sebuah tugas, dihitung dari kalender hari kerja dan tersimpan dalam riwayat."""

    pengingat: datetime
    jatuh_tempo: datetime
    eskalasi: datetime


class TugasTerbuka(Pesan):
    id: UUID
    langkah: Langkah
    ke: int
    """Kali keberapa langkah ini dibuka dalam usulan yang sama, mulai 1."""
    dibuka: datetime
    hitung_dari: datetime
    """Awal hitungan tenggat; maju bila usulan dilanjutkan setelah ditahan."""
    untuk: str | None = None
    """Akun yang ditunjuk; kosong berarti siapa pun dengan peran dan unit langkahnya."""
    draf: DrafSurat | None = None
    alasan: tuple[Alasan, ...] = ()
    """Sebab tugas ini ada: alasan BTS bagi perbaikan, alasan penolakan bagi pemeriksaan ulang."""
    keterangan: str = ""
    """Bagi tugas perbaikan sistem: sebab kegagalan dalam kata-kata."""
    tenggat: Tenggat | None = None
    peringatan: int = 0
    """Banyaknya peringatan yang sudah dikirim (0–3)."""


class JenisHasil(StrEnum):
    SELESAI = "selesai"
    TMS = "tms"
    DITARIK = "ditarik"
    DIBATALKAN = "dibatalkan"
    """Surat yang menjadi dasarnya dicabut lewat koreksi."""
    DIAKHIRI = "diakhiri"
    """Diakhiri administrator karena sebab kegagalannya tidak dapat dibereskan."""


class Hasil(Pesan):
    jenis: JenisHasil
    alasan: tuple[Alasan, ...] = ()
    keterangan: str = ""


class Keadaan(Pesan):
    """Potret usulan menurut alur kerjanya; dasar model baca dan jawaban satu-satunya query."""

    status: int
    tahap: str
    tugas: TugasTerbuka | None
    putaran_bts: int
    ditahan: bool
    isi: dict[str, JsonValue]
    dokumen: dict[str, UUID]
    hasil: Hasil | None = None


def id_tugas(usulan_id: UUID, kode: str, ke: int) -> UUID:
    """Id tugas yang sama pada setiap pemutaran ulang, juga sesudah reset."""
    return uuid5(usulan_id, f"{kode}:{ke}")

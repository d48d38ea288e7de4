"""Pesan yang dikirim orang kepada sebuah usulan. Satu pesan satu kelas; semuanya menyebut pelakunya."""

from enum import StrEnum
from typing import Literal
from uuid import UUID

from pydantic import Field, JsonValue

from models.langkah import JenisPutusan
from models.peran import Peran
from models.pesan import Bercap, Pesan


class Pelaku(Pesan):
    """Siapa yang berbuat: id akun pada penyedia identitas, tanpa nama."""

    akun: str
    peran: Peran
    unit: str
    mewakili: str | None = None
    """Akun pejabat berhalangan yang digantikannya dalam perbuatan ini."""


class Alasan(Pesan):
    """Sebab pengembalian atau penolakan, menunjuk satu isian atau satu dokumen."""

    sasaran: Literal["bidang", "dokumen", "umum"]
    kode: str = Field(description="Nama isian atau kode dokumen; kosong bila sasaran `umum`.", default="")
    alasan: str = Field(description="Kode alasan dari daftar alasan.", min_length=1)
    uraian: str = Field(description="Penjelasan bagi orang yang memperbaiki.", default="")


class Perintah(Bercap):
    """Dasar pesan yang dikirim sebagai update. Capnya dibubuhkan pengirim (``luar.temporal``), diperiksa alur kerja."""


class Putusan(Perintah):
    tugas_id: UUID
    jenis: JenisPutusan
    alasan: tuple[Alasan, ...] = ()
    catatan: str = ""
    sidik_draf: str | None = Field(default=None, description="sha256 draf surat yang dibaca; wajib bagi paraf.")
    pelaku: Pelaku


class PermintaanTTE(Perintah):
    """Penandatangan meminta surat pada tugas ini ditandatangani dengan sesi yang baru dibukanya."""

    tugas_id: UUID
    sesi_id: UUID
    pelaku: Pelaku


class StatusTTE(StrEnum):
    TERTANDA = "tertanda"
    """Jawaban BSrE tersimpan; pemeriksaan dan pengarsipannya menyusul, tanpa penandatangannya."""
    PASSPHRASE_SALAH = "passphrase_salah"
    TIDAK_PASTI = "tidak_pasti"
    """Permintaan sampai ke BSrE tetapi jawabannya tidak; surat mungkin sudah ditandatangani di sana."""
    GAGAL = "gagal"
    """Pasti belum ditandatangani, atau tanda tangannya pasti tidak dipakai; pesannya menyebut yang mana."""


class HasilTTE(Pesan):
    status: StatusTTE
    pesan: str


class Perbaikan(Perintah):
    """Jawaban atas BTS: isian dan dokumen pengganti."""

    tugas_id: UUID
    isi: dict[str, JsonValue]
    dokumen: dict[str, UUID] = Field(description="Kode dokumen → id dokumen, keadaan lengkap setelah perbaikan.")
    catatan: str = ""
    pelaku: Pelaku


class KeputusanMasuk(Perintah):
    """Keputusan dari luar yang dicocokkan kepada usulan ini; isinya dibaca kegiatan, tidak dibawa pesan ini."""

    baris_id: UUID
    """Baris keputusan yang menyebut ASN usulan ini."""
    pelaku: Pelaku
    """Pengirimnya: sistem luar, atau petugas yang mengunggahnya."""


class Penarikan(Perintah):
    alasan: str
    pelaku: Pelaku


class Pengalihan(Perintah):
    """Tugas terbuka diserahkan kepada akun tertentu."""

    tugas_id: UUID
    kepada: str
    alasan: str
    pelaku: Pelaku


class Penahanan(Perintah):
    alasan: str
    pelaku: Pelaku


class Pelanjutan(Perintah):
    alasan: str
    pelaku: Pelaku

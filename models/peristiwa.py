"""Peristiwa: apa yang terjadi pada usulan. Nilainya dipakai kode, jejak, dan halaman dengan ejaan yang sama."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from pydantic import Field, JsonValue

from models.keputusan import Pelaku
from models.pesan import Pesan
from models.usulan import Keadaan, Tenggat


class JenisPeristiwa(StrEnum):
    DIAJUKAN = "usulan.diajukan"
    TUGAS_DIBUKA = "tugas.dibuka"
    DIPUTUS = "tugas.diputus"
    DIPERBAIKI = "usulan.diperbaiki"
    DIALIHKAN = "tugas.dialihkan"
    DIINGATKAN = "tugas.diingatkan"
    DIESKALASI = "tugas.dieskalasi"
    DITARIK = "usulan.ditarik"
    DITAHAN = "usulan.ditahan"
    DILANJUTKAN = "usulan.dilanjutkan"
    SURAT_DIDRAF = "surat.didraf"
    TTE_GAGAL = "surat.tte_gagal"
    SURAT_DITANDATANGANI = "surat.ditandatangani"
    SURAT_TERBIT = "surat.terbit"
    DASAR_BERUBAH = "usulan.dasar_berubah"
    """Surat terbit usulan ini diganti atau dicabut lewat usulan koreksi."""
    KEPUTUSAN_DATANG = "keputusan.datang"
    """Keputusan dari luar diantarkan kepada usulan ini."""
    KEPUTUSAN_KELIRU = "keputusan.keliru"
    PROFIL_DIPERBARUI = "profil.diperbarui"
    SELESAI = "usulan.selesai"
    DIGANTIKAN = "buku.digantikan"
    """Alur di-reset: catatan sejak urut yang disebutnya digantikan versi alur yang baru; di luar urutan alur kerja."""
    DIBACA = "data.dibaca"
    """Dokumen pribadi atau surat dibuka seseorang; ditulis API, di luar urutan alur kerja."""


class Peristiwa(Pesan):
    urut: int
    """Nomor urut dalam usulan, mulai 0."""
    jenis: JenisPeristiwa
    waktu: datetime
    pelaku: Pelaku | None
    """Kosong berarti sistem."""
    langkah: str | None = None
    tugas_id: UUID | None = None
    rincian: dict[str, JsonValue] = Field(default_factory=dict)


class Catatan(Pesan):
    """Satu penulisan ke buku: peristiwa baru dan keadaan sesudahnya, satu transaksi, kuncinya (usulan, nomor)."""

    usulan_id: UUID
    nomor: int
    """Nomor penulisan dalam usulan, mulai 0; penulisan ulang nomor yang sama tidak mengubah apa pun."""
    peristiwa: tuple[Peristiwa, ...]
    keadaan: Keadaan
    alur: str = ""
    """Run alur kerja yang menulis; hanya run lain, yaitu sesudah reset, yang boleh menggantikan catatan."""


class Tercatat(Pesan):
    tugas_id: UUID | None
    """Tugas yang terbuka dalam keadaan itu, bila ada, dengan tenggatnya."""
    tenggat: Tenggat | None

"""Tahap-tahap sebuah surat: draf → tertanda → terbit. Tiap tahap satu tipe."""

from enum import StrEnum
from typing import Annotated, Final, Literal
from uuid import UUID

from pydantic import AwareDatetime, Field

from models.pesan import Pesan
from models.surat.dasar import JenisSurat, Pejabat

Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$", description="SHA-256 heksadesimal huruf kecil")]


class TahapSurat(StrEnum):
    """Sampai di mana sebuah surat, seperti tersimpan dan seperti dibaca API."""

    DRAF = "draf"
    BATAL = "batal"
    """Tidak akan terbit; tidak pernah hidup lagi."""
    TERTANDA = "tertanda"
    TERBIT = "terbit"
    DIGANTI = "diganti"
    DICABUT = "dicabut"


PERNAH_TERBIT: Final = (TahapSurat.TERBIT, TahapSurat.DIGANTI, TahapSurat.DICABUT)
"""Beredar di masyarakat: halaman publiknya ada, dan berkasnya tidak pernah ditulis ulang."""


class LevelTTE(StrEnum):
    """Tingkat tanda tangan elektronik menurut ETSI EN 319 142-1 (PAdES baseline)."""

    B = "B-B"
    T = "B-T"
    LT = "B-LT"
    LTA = "B-LTA"


class TempatTTE(Pesan):
    """Kotak tanda tangan yang tampak, dalam poin PDF (1/72 inci); titik asal di kiri atas halaman."""

    halaman: int = Field(ge=1)
    x: float
    y: float
    lebar: float = Field(gt=0)
    tinggi: float = Field(gt=0)
    tinggi_halaman: float = Field(gt=0)


class SuratBertahap(Pesan):
    """Yang dimiliki surat pada setiap tahap. ``sha256`` dan ``ukuran`` (bita) milik berkas tahap itu."""

    surat_id: UUID
    usulan_id: UUID
    jenis: JenisSurat
    nomor: str
    sha256: Sha256
    ukuran: int = Field(gt=0)


class DrafSurat(SuratBertahap):
    """Naskah tersusun, belum ditandatangani: yang dibaca pemaraf dan penanda tangan."""

    tempat_tte: TempatTTE


class SuratTertanda(SuratBertahap):
    """Jawaban BSrE yang sudah tersimpan, belum diperiksa."""


class SuratTerbit(SuratBertahap):
    """Surat yang lolos pemeriksaan dan terarsip; berkasnya tidak pernah ditulis ulang."""

    penandatangan: Pejabat
    waktu: AwareDatetime
    """Saat tanda tangan menurut penanda waktu."""
    level: Literal[LevelTTE.LTA] = LevelTTE.LTA
    kunci: str
    """Kunci objek S3 di bawah kunci retensi."""
    versi_berkas: str | None = None
    """Versi objek S3 yang terkunci itu."""
    token: str
    """Token halaman verifikasi publik."""

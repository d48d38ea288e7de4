"""Nama kegiatan dan pesannya: yang diketahui alur kerja tentang dunia luar, tidak lebih."""

from datetime import datetime
from typing import Final
from uuid import UUID

from models.perubahan import Bentrok, Perubahan
from models.pesan import Pesan
from models.setneg import Beda
from models.surat import DrafSurat, JenisSurat, SuratTerbit, SuratTertanda

CATAT: Final = "catat"
SUSUN_SURAT: Final = "susun_surat"
TANDATANGANI: Final = "tandatangani"
ARSIPKAN: Final = "arsipkan"
PERIKSA_KEPUTUSAN: Final = "periksa_keputusan"
PERBARUI_PROFIL: Final = "perbarui_profil"


class SusunSurat(Pesan):
    """Beri nomor (sekali per usulan dan jenis) lalu susun drafnya."""

    usulan_id: UUID
    jenis: JenisSurat
    versi_templat: int
    ke: int
    """Draf keberapa, mulai 1; nomor surat tetap sama."""
    diminta: datetime
    """Saat draf diminta (UTC); tanggal surat adalah tanggal sipilnya di zona waktu unit."""
    unit: str
    """Unit penerbit: penandatangan dan penomoran mengikuti unit ini."""
    penandatangan: str | None = None
    """Akun yang ditunjuk menandatangani; kosong berarti pejabat unit itu."""


class DrafTersusun(Pesan):
    draf: DrafSurat
    penandatangan: str
    """Akun pejabat yang namanya tertera; hanya ia yang boleh menandatangani."""


class Tandatangani(Pesan):
    """Minta tanda tangan BSrE, sekali, dan simpan jawabannya."""

    draf: DrafSurat
    tugas_id: UUID
    """Sesi hanya berlaku bagi tugas yang disebut ketika dibuka."""
    sesi_id: UUID
    akun: str
    lanjutan: bool = False
    """Worker yang mengerjakannya hilang di tengah; BSrE mungkin sudah diminta."""


class Arsipkan(Pesan):
    """Periksa jawaban BSrE, jadikan tahan lama, lalu kunci di arsip."""

    surat: SuratTertanda


class Diarsipkan(Pesan):
    """Surat yang terbit, atau sebab jawaban BSrE tidak dapat dipakai."""

    surat: SuratTerbit | None = None
    ditolak: str = ""


class PeriksaKeputusan(Pesan):
    """Bandingkan keputusan dari luar dengan yang ditunggu usulan ini; yang cocok diarsipkan."""

    usulan_id: UUID
    baris_id: UUID


class KeputusanDiperiksa(Pesan):
    """Surat terarsip bila cocok, selain itu beda-bedanya."""

    surat: SuratTerbit | None = None
    beda: tuple[Beda, ...] = ()


class PerbaruiProfil(Pesan):
    usulan_id: UUID
    dasar: SuratTerbit | None = None
    """Surat yang menjadi dasar perubahan; kosong bila perubahannya cukup disetujui."""


class ProfilDiperbarui(Pesan):
    """Yang tertulis ke profil, atau isian yang nilainya sudah lain; yang bentrok tidak ditulis satu pun."""

    perubahan: tuple[Perubahan, ...] = ()
    bentrok: tuple[Bentrok, ...] = ()

"""Langkah sebagai nilai: dibaca halaman, dipakai alur kerja, dan dibekukan dalam berkas saat diajukan."""

from enum import StrEnum
from typing import Final

from pydantic import Field

from models.peran import Peran
from models.pesan import Pesan
from models.referensi.status import StatusSIASN
from models.surat import JenisSurat

PENGAJUAN: Final = "pengajuan"
"""Nama perbuatan mengajukan dan memperbaiki dalam aturan beda orang."""


class JenisPutusan(StrEnum):
    MS = "MS"
    """Memenuhi syarat."""
    BTS = "BTS"
    """Berkas tidak sesuai: kembali untuk diperbaiki."""
    TMS = "TMS"
    """Tidak memenuhi syarat: akhir, dengan alasan."""
    SETUJU = "SETUJU"
    TOLAK = "TOLAK"
    """Menolak memaraf atau menandatangani: kembali ke pemeriksa."""
    ULANGI = "ULANGI"
    """Petugas telah membereskan sebab kegagalan; kerjakan lagi."""
    AKHIRI = "AKHIRI"
    """Sebab kegagalan tidak dapat dibereskan: usulan berakhir, dengan alasan."""

    @property
    def perlu_alasan(self) -> bool:
        return self in {JenisPutusan.BTS, JenisPutusan.TMS, JenisPutusan.TOLAK, JenisPutusan.AKHIRI}


class Penyelesaian(StrEnum):
    """Sebutan pada tugas yang selesai bukan dengan putusan."""

    DIPERBAIKI = "DIPERBAIKI"
    KEPUTUSAN = "KEPUTUSAN"
    """Keputusan dari luar datang."""
    TTE = "TTE"


class Tempat(StrEnum):
    """Tempat sebuah langkah dikerjakan; menjadi unit nyata ketika langkah dibekukan."""

    INSTANSI = "instansi"
    VALIDASI = "validasi"
    """Kanreg atau BKN pusat, menurut kewenangan."""
    PENETAP = "penetap"
    """Unit yang menetapkan SK."""
    BKN = "bkn"
    PENERIMA = "penerima"
    """Unit yang menunggu keputusan dari luar, misalnya Keputusan Presiden."""
    ASN = "asn"
    """ASN yang bersangkutan sendiri."""


class Langkah(Pesan):
    kode: str
    nama: str
    peran: Peran
    tempat: Tempat
    hari_kerja: int
    """Tenggat dalam hari kerja sejak tugas dibuka."""
    atasan: Peran
    """Peran yang diberi tahu bila tenggat terlampaui separuhnya lagi; ia tidak memutus sendiri."""
    putusan: tuple[JenisPutusan, ...] = ()
    beda_orang: tuple[str, ...] = ()
    """Kode langkah (atau ``pengajuan``) yang pelakunya tidak boleh mengerjakan langkah ini."""
    status: StatusSIASN | None = None
    """status_usulan SIASN selama tugas terbuka; kosong berarti tidak berubah."""
    status_putusan: dict[JenisPutusan, StatusSIASN] = Field(default_factory=dict)
    """status_usulan SIASN segera sesudah putusan."""
    status_diperbaiki: StatusSIASN | None = None
    """Bagi perbaikan: status_usulan SIASN sesudah diperbaiki; kosong berarti tidak berubah."""
    memperbaiki: bool = False
    """Tugasnya dijawab pengusul dengan berkas yang sudah diperbaiki."""
    menyetujui_usul: bool = False
    """Persetujuannya menggantikan surat pengantar: tanggalnya tanggal usul yang disebut surat."""
    tanda_tangan: bool = False
    """Tugasnya dijawab dengan tanda tangan elektronik pejabat yang namanya tertera."""
    keputusan_luar: bool = False
    """Tugasnya dijawab dengan keputusan dari luar, misalnya Keputusan Presiden."""
    keterangan: str = ""
    """Petunjuk yang tampil pada tugasnya."""
    unit: str = ""
    """Terisi ketika dibekukan."""


class Terbitan(Pesan):
    """Surat yang diterbitkan sebuah layanan: siapa memaraf, siapa menandatangani, dan status di tiap tahapnya."""

    jenis: JenisSurat
    paraf: Langkah | None = None
    """Kosong bila suratnya langsung ditandatangani."""
    tte: Langkah
    status_draf: StatusSIASN
    status_tertanda: StatusSIASN
    status_terbit: StatusSIASN

    @property
    def langkah(self) -> tuple[Langkah, ...]:
        return (self.paraf, self.tte) if self.paraf else (self.tte,)


class KeputusanLuar(Pesan):
    """Keputusan dari luar yang ditunggu sebuah layanan: siapa menunggunya, dan siapa mengurus yang keliru."""

    tunggu: Langkah
    keliru: Langkah
    status_terbit: StatusSIASN

    @property
    def langkah(self) -> tuple[Langkah, ...]:
        return (self.tunggu, self.keliru)


def bekukan(langkah: tuple[Langkah, ...], unit: dict[Tempat, str]) -> tuple[Langkah, ...]:
    """Salinan tangga langkah dengan unit nyata, tanpa langkah di tempat yang tidak dilalui."""
    return tuple(satu.model_copy(update={"unit": unit[satu.tempat]}) for satu in langkah if satu.tempat in unit)

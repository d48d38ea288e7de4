"""Langkah sebagai nilai: dibaca halaman, dipakai alur kerja, dan dibekukan dalam berkas saat diajukan."""

from enum import StrEnum

from pydantic import Field

from models.peran import Peran
from models.pesan import Pesan
from models.surat import JenisSurat


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
    status: int | None = None
    """status_usulan SIASN selama tugas terbuka; kosong berarti tidak berubah."""
    status_putusan: dict[JenisPutusan, int] = Field(default_factory=dict)
    """status_usulan SIASN segera sesudah putusan."""
    status_diperbaiki: int | None = None
    """Bagi perbaikan: status_usulan SIASN sesudah diperbaiki; kosong berarti tidak berubah."""
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
    paraf: Langkah
    tte: Langkah
    status_draf: int
    status_tertanda: int
    status_terbit: int


class KeputusanLuar(Pesan):
    """Keputusan dari luar yang ditunggu sebuah layanan: siapa menunggunya, dan siapa mengurus yang keliru."""

    tunggu: Langkah
    keliru: Langkah
    status_terbit: int


def bekukan(langkah: tuple[Langkah, ...], unit: dict[Tempat, str]) -> tuple[Langkah, ...]:
    """Salinan tangga langkah dengan unit nyata, tanpa langkah di tempat yang tidak dilalui."""
    return tuple(satu.model_copy(update={"unit": unit[satu.tempat]}) for satu in langkah if satu.tempat in unit)

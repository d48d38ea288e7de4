"""Wujud jawaban API: yang dibaca halaman dan klien, terpisah dari pesan alur kerja dan tabel."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from api.waktu import tulis_waktu
from models.keputusan import Alasan
from models.langkah import JenisPutusan
from models.peran import Peran
from models.usulan import KodeLayanan


class Wujud(BaseModel):
    model_config = ConfigDict(from_attributes=True, use_attribute_docstrings=True)


class RingkasanUsulan(Wujud):
    """Usulan sebagai satu baris."""

    id: UUID
    nomor: str
    """Nomor berkas, sama dari konsep sampai arsip."""
    layanan: KodeLayanan
    jenis: str
    jenis_nama: str | None
    asn_id: UUID
    asn_nip: str
    asn_nama: str
    instansi_id: str
    instansi_nama: str
    periode: date
    status: int
    """status_usulan SIASN."""
    status_nama: str
    tahap: str
    """`konsep`, kode langkah yang sedang menunggu, jenis surat yang sedang disusun, atau `akhir`."""
    putaran_bts: int
    ditahan: bool
    alur_hilang_sejak: datetime | None
    """Mesin alur kerja kehilangan usulan ini; ia tidak menerima perintah sampai dipulihkan administrator."""
    terbuka: bool
    hasil: str | None
    diajukan_pada: datetime | None
    selesai_pada: datetime | None
    diubah: datetime
    pemilik: str
    pemilik_nama: str | None


class TugasRingkas(Wujud):
    """Tugas yang sedang ditunggu: siapa, sejak kapan, sampai kapan."""

    id: UUID
    langkah: str
    nama: str
    peran: Peran
    unit: str
    untuk: str | None
    """Akun yang ditunjuk; kosong berarti siapa pun dengan peran dan unit itu."""
    ke: int
    dibuka: datetime
    jatuh_tempo: datetime
    lewat_tenggat: bool
    diklaim_oleh: str | None
    diklaim_nama: str | None


class DokumenTerlampir(Wujud):
    id: UUID
    kode: str
    nama_berkas: str
    sha256: str
    ukuran: int
    """Bita."""
    sumber: str
    """`arsip` atau `unggah`."""
    waktu: datetime | None = None
    alamat: str = ""
    """Alamat unduh."""

    def model_post_init(self, _: Any) -> None:
        self.alamat = f"/dokumen/{self.id}/berkas"


class Rincian(RingkasanUsulan):
    """Usulan selengkapnya."""

    versi: int
    """Kunci optimistis konsep; sama dengan `ETag`."""
    isi: dict[str, JsonValue]
    dokumen: dict[str, UUID]
    """Kode dokumen → id dokumen."""
    dibuat: datetime
    pengusul: str | None
    rincian_hasil: dict[str, JsonValue] | None
    tugas: TugasRingkas | None = None
    berkas_dokumen: list[DokumenTerlampir] = []


class BarisTugas(TugasRingkas):
    """Satu baris kotak masuk."""

    usulan_id: UUID
    nomor: str
    layanan: KodeLayanan
    jenis: str
    jenis_nama: str | None
    asn_id: UUID
    asn_nip: str
    asn_nama: str
    asn_golongan: str | None
    instansi_id: str
    instansi_nama: str
    periode: date
    status: int
    status_nama: str
    putaran_bts: int
    ditahan: bool
    putusan_boleh: list[JenisPutusan]
    peringatan: int
    diklaim_pada: datetime | None
    ditutup: datetime | None
    putusan: str | None
    terlarang: bool
    """Anda sudah bertindak pada langkah yang harus dikerjakan orang lain."""


class DrafDibaca(Wujud):
    """Draf surat yang diminta diparaf atau ditandatangani."""

    surat_id: UUID
    jenis: str
    nomor: str
    sha256: str
    """Kirim kembali sebagai `sidik_draf` saat memaraf."""
    alamat: str


class PelakuTerbaca(Wujud):
    nama: str
    jabatan: str | None
    peran: str | None
    unit: str | None


class ButirRiwayat(Wujud):
    """Satu peristiwa pada garis waktu."""

    ke: int
    jenis: str
    waktu: datetime
    waktu_setempat: str = Field(examples=["24 November 2026 09.15 WIB"])
    pelaku: PelakuTerbaca | None
    """Kosong berarti sistem."""
    langkah: str | None
    langkah_nama: str | None
    kalimat: str
    alasan: list[Alasan] = []
    rincian: dict[str, JsonValue] = {}
    digantikan: bool = False
    """Tidak berlaku lagi: alur kerjanya diulang dari titik sebelum peristiwa ini."""


class PerintahDiterima(Wujud):
    """Perintah sudah tercatat; keadaan usulan sesudahnya."""

    id: UUID
    usulan: RingkasanUsulan


def setempat(saat: datetime, zona: str) -> str:
    return tulis_waktu(saat, zona)

"""Keputusan Presiden seperti dikirim Sekretariat Negara: datanya, dan bedanya dengan yang ditunggu sebuah usulan.

Datanya berkas JSON di dalam PDF yang ditandatangani (berkas terlampir PDF/A-3, ISO 19005-3), jadi dilindungi tanda
tangan yang sama dan tidak diketik ulang siapa pun. Bentuknya pilihan kami [k].
"""

from datetime import date
from enum import StrEnum
from typing import Annotated, Final, Self

from pydantic import AwareDatetime, Field, model_validator

from models.pesan import Pesan
from models.referensi import Golongan
from models.surat import Isian, JenisSurat, MasaKerjaTercetak, Pejabat, Sha256

NAMA_LAMPIRAN: Final = "keputusan.json"
"""Nama berkas terlampir yang memuat ``DataKeputusan``."""

NIP = Annotated[str, Field(pattern=r"^\d{18}$")]


class BarisKeputusan(Pesan):
    """Satu orang dalam lampiran keputusan."""

    nip: NIP
    golongan_lama: Golongan
    golongan_baru: Golongan
    tmt: date
    nomor_pertek: Isian
    masa_kerja: MasaKerjaTercetak | None = None
    """Masa kerja golongan baru; kosong berarti menurut pertek."""
    gaji_pokok: int | None = Field(default=None, gt=0)
    """Rupiah sebulan; kosong berarti menurut pertek."""


class KeadaanBaris(StrEnum):
    """Sampai di mana seorang dalam sebuah keputusan dicocokkan."""

    BARU = "baru"
    """Menunggu diantar kepada usulannya."""
    DIANTAR = "diantar"
    """Sedang diperiksa usulannya."""
    BERLAKU = "berlaku"
    KELIRU = "keliru"
    TAK_COCOK = "tak_cocok"


class DataKeputusan(Pesan):
    """Satu keputusan bagi seorang atau banyak orang."""

    jenis: JenisSurat
    """Misalnya ``keputusan_presiden_kp``."""
    nomor: Isian
    tanggal: date
    baris: tuple[BarisKeputusan, ...] = Field(min_length=1, max_length=1000)

    @model_validator(mode="after")
    def _seorang_sekali(self) -> Self:
        pertama: dict[str, int] = {}
        for ke, satu in enumerate(self.baris, 1):
            if satu.nip in pertama:
                raise ValueError(f"baris {ke} menyebut NIP yang sama dengan baris {pertama[satu.nip]}")
            pertama[satu.nip] = ke
        return self


class PenandatanganLuar(Pesan):
    """Pemegang sertifikat yang boleh menandatangani keputusan, seperti tertulis pada sertifikatnya."""

    nama: Isian
    """Common name."""
    organisasi: Isian

    def __str__(self) -> str:
        return f"{self.nama} ({self.organisasi})"


class ArsipKeputusan(Pesan):
    """Keputusan yang tanda tangannya sah, sesudah diarsipkan; satu bagi semua barisnya."""

    sha256: Sha256
    ukuran: int = Field(gt=0)
    kunci: str
    versi_berkas: str | None = None
    waktu: AwareDatetime
    """Saat tanda tangan menurut penanda waktu."""
    penandatangan: Pejabat


class Beda(Pesan):
    """Satu hal pada surat yang datang yang tidak sama dengan yang ditunggu; tanpa NIP siapa pun."""

    isian: str
    diharapkan: str
    diterima: str

    def __str__(self) -> str:
        return f"{self.isian}: diharapkan {self.diharapkan}, diterima {self.diterima}"

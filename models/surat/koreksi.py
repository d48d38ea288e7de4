"""Isi surat koreksi kenaikan pangkat: perbaikan dan pembatalan pertek, perbaikan keputusan.

Surat yang terbit tidak pernah ditulis ulang. Perbaikan memuat baris ASN yang sudah benar beserta daftar yang
diperbaiki, jadi ia dapat diperbaiki lagi dengan cara yang sama.
"""

from typing import Annotated, Final, Literal, Self

from pydantic import Field, model_validator

from models.surat.dasar import BerNIP, Isian, Keputusan, SuratBKN, SuratRujukan
from models.surat.kp import DASAR_HUKUM_KP, IsiKP

PERBAIKAN_PERTEK_KP: Final = "perbaikan_pertek_kp"
PEMBATALAN_PERTEK_KP: Final = "pembatalan_pertek_kp"
PERBAIKAN_SK_KP: Final = "perbaikan_sk_kp"

Alasan = Annotated[str, Field(min_length=1, max_length=2_000)]

DIKTUM_PERBAIKAN_SK = (
    "Ketentuan lain dalam Keputusan yang diperbaiki, sepanjang tidak diubah dengan Keputusan ini, tetap berlaku dan "
    "merupakan bagian yang tidak terpisahkan dari Keputusan ini.",
    "Apabila di kemudian hari ternyata terdapat kekeliruan dalam Keputusan ini, akan diadakan perbaikan sebagaimana "
    "mestinya.",
)


class Pembetulan(BerNIP):
    """Satu isian seorang ASN yang diperbaiki, seperti tercetak."""

    uraian: Isian = Field(examples=["Masa kerja golongan baru (tahun)"])
    """Misalnya ``Masa kerja golongan baru (tahun)``."""
    tertulis: Isian = Field(examples=["10"])
    seharusnya: Isian = Field(examples=["12"])


class IsiPerbaikan(IsiKP):
    """Surat yang membetulkan surat lain; baris ASN-nya sudah yang benar."""

    alasan: Alasan = Field(examples=["masa kerja golongan tertulis tidak sesuai dengan riwayatnya"])
    pembetulan: tuple[Pembetulan, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _pembetulan_bagi_yang_tercantum(self) -> Self:
        if {satu.nip for satu in self.asn} != {satu.nip for satu in self.pembetulan}:
            raise ValueError("pembetulan: setiap ASN yang tercantum, dan hanya mereka, punya sedikitnya satu")
        return self


class IsiPerbaikanPertekKP(IsiPerbaikan, SuratBKN):
    """Pertimbangan teknis baru yang menggantikan pertimbangan teknis yang keliru; ``usul`` ialah usul perbaikannya."""

    jenis: Literal["perbaikan_pertek_kp"] = PERBAIKAN_PERTEK_KP
    templat: str = "perbaikan_pertek_kp"
    versi: int = Field(default=1, ge=1)
    menggantikan: SuratRujukan
    dasar_hukum: tuple[Isian, ...] = Field(default=DASAR_HUKUM_KP, min_length=1)


class IsiPembatalanPertekKP(IsiKP, SuratBKN):
    """Surat BKN yang membatalkan sebuah pertimbangan teknis; ``usul`` ialah usul pembatalannya."""

    jenis: Literal["pembatalan_pertek_kp"] = PEMBATALAN_PERTEK_KP
    templat: str = "pembatalan_pertek_kp"
    versi: int = Field(default=1, ge=1)
    dibatalkan: SuratRujukan
    alasan: Alasan = Field(examples=["masa kerja golongan tertulis tidak sesuai dengan riwayatnya"])
    sebagian: bool = False
    """Pertek kolektif yang dibatalkan hanya sepanjang mengenai ASN yang tercantum."""
    dasar_hukum: tuple[Isian, ...] = Field(default=DASAR_HUKUM_KP, min_length=1)


class IsiPerbaikanSkKP(IsiPerbaikan, Keputusan):
    """Keputusan perbaikan; KESATU (yang diperbaiki) dan KEDUA (kedudukan sesudahnya) disusun dari baris ASN.

    ``pertek`` ialah pertek perbaikannya bila ada, selain itu pertek keputusan yang diperbaiki.
    """

    jenis: Literal["perbaikan_sk_kp"] = PERBAIKAN_SK_KP
    templat: str = "perbaikan_sk_kp"
    versi: int = Field(default=1, ge=1)
    tentang: Isian = "Perbaikan Keputusan Kenaikan Pangkat Pegawai Negeri Sipil"
    diperbaiki: SuratRujukan
    tentang_diperbaiki: Isian = Field(examples=["Kenaikan Pangkat Pegawai Negeri Sipil"])
    """Judul keputusan yang diperbaiki."""
    mengingat: tuple[Isian, ...] = Field(default=DASAR_HUKUM_KP, min_length=1)
    diktum: tuple[Isian, ...] = DIKTUM_PERBAIKAN_SK

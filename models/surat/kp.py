"""Isi surat kenaikan pangkat: pertimbangan teknis dan keputusan.

Baris ASN berupa tupel: satu baris menjadi naskah perorangan, beberapa baris menjadi naskah kolektif dengan lampiran.
"""

from datetime import date
from decimal import Decimal
from typing import Any, Final, Literal, Self

from pydantic import Field, model_validator

from models.referensi import Golongan
from models.surat.dasar import BarisNama, Isian, IsiSurat, Keputusan, MasaKerjaTercetak, SuratBKN, Tercetak

PERTEK_KP: Final = "pertek_kp"
SK_KP: Final = "sk_kp"

DASAR_HUKUM_KP = (
    "Undang-Undang Nomor 20 Tahun 2023 tentang Aparatur Sipil Negara",
    "Peraturan Pemerintah Nomor 7 Tahun 1977 tentang Peraturan Gaji Pegawai Negeri Sipil sebagaimana telah beberapa "
    "kali diubah, terakhir dengan Peraturan Pemerintah Nomor 5 Tahun 2024",
    "Peraturan Pemerintah Nomor 99 Tahun 2000 tentang Kenaikan Pangkat Pegawai Negeri Sipil sebagaimana telah diubah "
    "dengan Peraturan Pemerintah Nomor 12 Tahun 2002",
    "Peraturan Pemerintah Nomor 11 Tahun 2017 tentang Manajemen Pegawai Negeri Sipil sebagaimana telah diubah dengan "
    "Peraturan Pemerintah Nomor 17 Tahun 2020",
    "Peraturan Badan Kepegawaian Negara Nomor 4 Tahun 2025 tentang Periode Kenaikan Pangkat Pegawai Negeri Sipil",
)
MENIMBANG_KP = (
    "bahwa Pegawai Negeri Sipil yang namanya tersebut dalam Keputusan ini memenuhi syarat dan dipandang cakap untuk "
    "dinaikkan pangkatnya setingkat lebih tinggi",
)
DIKTUM_KP = (
    "Apabila di kemudian hari ternyata terdapat kekeliruan dalam Keputusan ini, akan diadakan perbaikan dan "
    "penghitungan kembali sebagaimana mestinya.",
)


class KedudukanPangkat(Tercetak):
    """Pangkat seseorang pada satu saat: yang lama atau yang baru."""

    golongan: Golongan
    tmt: date
    masa_kerja: MasaKerjaTercetak
    gaji_pokok: int = Field(gt=0, examples=[3_000_000])
    """Rupiah bulat sebulan."""


_CONTOH_LAMA: Final[dict[str, Any]] = {
    "golongan": "III/b",
    "tmt": "2022-12-01",
    "masa_kerja": {"tahun": 8, "bulan": 2},
    "gaji_pokok": 3_287_800,
}
_CONTOH_BARU: Final[dict[str, Any]] = {
    "golongan": "III/c",
    "tmt": "2026-12-01",
    "masa_kerja": {"tahun": 12, "bulan": 2},
    "gaji_pokok": 3_645_200,
}


class BarisKP(BarisNama):
    """Satu ASN dalam surat kenaikan pangkat."""

    tempat_lahir: Isian = Field(examples=["Kota Contoh"])
    tanggal_lahir: date = Field(examples=["1990-01-01"])
    pendidikan: Isian = Field(examples=["Pendidikan Terakhir"])
    jabatan: Isian = Field(examples=["Nama Jabatan"])
    unit_kerja: Isian = Field(examples=["Unit Kerja"])
    jenis_kp: Isian = Field(examples=["Reguler"])
    """Nama jenis kenaikan pangkat menurut kenaikan_pangkat.csv."""
    lama: KedudukanPangkat = Field(examples=[_CONTOH_LAMA])
    baru: KedudukanPangkat = Field(examples=[_CONTOH_BARU])
    angka_kredit: Decimal | None = Field(default=None, ge=0, max_digits=9, decimal_places=3)
    """Angka kredit kumulatif; hanya bagi jabatan fungsional."""

    @model_validator(mode="after")
    def _naik(self) -> Self:
        if self.baru.golongan <= self.lama.golongan:
            raise ValueError(
                f"golongan baru {self.baru.golongan} tidak lebih tinggi dari golongan lama {self.lama.golongan}; "
                "periksa riwayat golongan"
            )
        return self


class IsiKP(IsiSurat):
    """Yang dimiliki setiap surat kenaikan pangkat, termasuk koreksinya."""

    asn: tuple[BarisKP, ...] = Field(min_length=1)

    def data_templat(self) -> dict[str, Any]:
        """Dengan nama pangkat di samping golongannya."""
        data = super().data_templat()
        for tercetak, baris in zip(data["asn"], self.asn, strict=True):
            tercetak["lama"]["pangkat"] = baris.lama.golongan.pangkat
            tercetak["baru"]["pangkat"] = baris.baru.golongan.pangkat
        return data


class IsiPertekKP(IsiKP, SuratBKN):
    """Pertimbangan teknis kenaikan pangkat oleh Kepala BKN atau Kepala Kantor Regional (PP 11/2017, PP 99/2000)."""

    jenis: Literal["pertek_kp"] = PERTEK_KP
    templat: str = "pertek_kp"
    versi: int = Field(default=1, ge=1)
    dasar_hukum: tuple[Isian, ...] = Field(default=DASAR_HUKUM_KP, min_length=1)


class IsiSkKP(IsiKP, Keputusan):
    """Keputusan kenaikan pangkat; diktum KESATU disusun dari baris ASN."""

    jenis: Literal["sk_kp"] = SK_KP
    templat: str = "sk_kp"
    versi: int = Field(default=1, ge=1)
    tentang: Isian = "Kenaikan Pangkat Pegawai Negeri Sipil"
    menimbang: tuple[Isian, ...] = Field(default=MENIMBANG_KP, min_length=1)
    mengingat: tuple[Isian, ...] = Field(default=DASAR_HUKUM_KP, min_length=1)
    diktum: tuple[Isian, ...] = DIKTUM_KP

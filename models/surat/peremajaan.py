"""Isi surat peremajaan data: pencantuman gelar, dan peninjauan masa kerja (pertek dan keputusannya)."""

from datetime import date
from typing import Any, Final, Literal, Self

from pydantic import Field, model_validator

from models.surat.dasar import BarisOrang, Isian, IsiSurat, Keputusan, MasaKerjaTercetak, SuratBKN, Tercetak

PENCANTUMAN_GELAR: Final = "pencantuman_gelar"
PERTEK_PMK: Final = "pertek_pmk"
SK_PMK: Final = "sk_pmk"

_UU_ASN = "Undang-Undang Nomor 20 Tahun 2023 tentang Aparatur Sipil Negara"
_MANAJEMEN_PNS = (
    "Peraturan Pemerintah Nomor 11 Tahun 2017 tentang Manajemen Pegawai Negeri Sipil sebagaimana telah diubah dengan "
    "Peraturan Pemerintah Nomor 17 Tahun 2020"
)
DASAR_HUKUM_GELAR = (_UU_ASN, _MANAJEMEN_PNS)
DASAR_HUKUM_PMK = (
    _UU_ASN,
    "Peraturan Pemerintah Nomor 7 Tahun 1977 tentang Peraturan Gaji Pegawai Negeri Sipil sebagaimana telah beberapa "
    "kali diubah, terakhir dengan Peraturan Pemerintah Nomor 5 Tahun 2024",
    _MANAJEMEN_PNS,
    "Peraturan Badan Kepegawaian Negara Nomor 14 Tahun 2018 tentang Petunjuk Teknis Pengadaan Pegawai Negeri Sipil",
)
MENIMBANG_PMK = (
    "bahwa Pegawai Negeri Sipil yang namanya tersebut dalam Keputusan ini mempunyai pengalaman kerja yang dapat "
    "diperhitungkan sebagai masa kerja untuk penetapan gaji pokok",
    "bahwa berdasarkan pertimbangan sebagaimana dimaksud dalam huruf a, masa kerja dan gaji pokoknya perlu ditetapkan "
    "kembali dengan Keputusan ini",
)
DIKTUM_PMK = (
    "Apabila di kemudian hari ternyata terdapat kekeliruan dalam Keputusan ini, akan diadakan perbaikan dan "
    "penghitungan kembali sebagaimana mestinya.",
)


class BarisGelar(BarisOrang):
    """Satu ASN yang gelarnya dicantumkan."""

    jenjang: Isian = Field(examples=["S-2"])
    """Nama tingkat pendidikan, misalnya ``S-2``."""
    prodi: Isian = Field(examples=["Nama Program Studi"])
    perguruan_tinggi: Isian = Field(examples=["Nama Perguruan Tinggi"])
    akreditasi: str = ""
    """Kosong bila tidak tercatat."""
    nomor_ijazah: Isian = Field(examples=["NOMOR IJAZAH"])
    tanggal_lulus: date | None = None
    """Bila kosong, yang tercetak tahun lulusnya."""
    tahun_lulus: int = Field(examples=[2026])
    gelar_depan: str = ""
    gelar_belakang: str = Field(default="", examples=["M.Contoh"])
    nama_baru: Isian = Field(examples=["NAMA PEGAWAI, M.Contoh"])
    """Nama dengan gelar sesudah pencantuman."""

    @model_validator(mode="after")
    def _ada_gelar(self) -> Self:
        if not (self.gelar_depan or self.gelar_belakang):
            raise ValueError("gelar_belakang: isi gelar yang dicantumkan, di depan atau di belakang nama")
        return self


class KedudukanGaji(Tercetak):
    """Masa kerja golongan dan gaji pokok seseorang pada satu saat."""

    masa_kerja: MasaKerjaTercetak
    gaji_pokok: int = Field(gt=0, examples=[3_287_800])
    """Rupiah bulat sebulan."""


class BarisPMK(BarisOrang):
    """Satu ASN yang masa kerjanya ditinjau."""

    pendidikan: Isian = Field(examples=["Pendidikan Terakhir"])
    tmt_golongan: date = Field(examples=["2022-12-01"])
    pengalaman: Isian = Field(examples=["Tempat Pengalaman Kerja"])
    """Instansi atau perusahaan tempat pengalaman diperoleh."""
    mulai: date = Field(examples=["2010-01-01"])
    selesai: date = Field(examples=["2013-12-31"])
    """Hari terakhir pengalamannya."""
    tmt: date = Field(examples=["2027-01-01"])
    """Mulai berlakunya masa kerja dan gaji pokok yang baru."""
    lama: KedudukanGaji = Field(examples=[{"masa_kerja": {"tahun": 8, "bulan": 2}, "gaji_pokok": 3_287_800}])
    tambahan: MasaKerjaTercetak = Field(examples=[{"tahun": 4, "bulan": 0}])
    """Pengalaman yang diakui."""
    baru: KedudukanGaji = Field(examples=[{"masa_kerja": {"tahun": 12, "bulan": 2}, "gaji_pokok": 3_499_500}])


class IsiPeremajaan(IsiSurat):
    """Yang dimiliki setiap surat peremajaan data."""

    asn: tuple[BarisOrang, ...] = Field(min_length=1)

    def data_templat(self) -> dict[str, Any]:
        """Dengan nama pangkat di samping golongannya."""
        data = super().data_templat()
        for tercetak, baris in zip(data["asn"], self.asn, strict=True):
            tercetak["pangkat"] = baris.golongan.pangkat
        return data


class IsiPencantumanGelar(IsiPeremajaan, SuratBKN):
    """Surat BKN tentang pencantuman gelar akademik atau vokasi pada data kepegawaian."""

    jenis: Literal["pencantuman_gelar"] = PENCANTUMAN_GELAR
    templat: str = "pencantuman_gelar"
    versi: int = Field(default=1, ge=1)
    asn: tuple[BarisGelar, ...] = Field(min_length=1)
    dasar_hukum: tuple[Isian, ...] = Field(default=DASAR_HUKUM_GELAR, min_length=1)


class IsiPertekPMK(IsiPeremajaan, SuratBKN):
    """Pertimbangan teknis peninjauan masa kerja oleh Kepala BKN atau Kepala Kantor Regional."""

    jenis: Literal["pertek_pmk"] = PERTEK_PMK
    templat: str = "pertek_pmk"
    versi: int = Field(default=1, ge=1)
    asn: tuple[BarisPMK, ...] = Field(min_length=1)
    dasar_hukum: tuple[Isian, ...] = Field(default=DASAR_HUKUM_PMK, min_length=1)


class IsiSkPMK(IsiPeremajaan, Keputusan):
    """Keputusan peninjauan masa kerja; diktum KESATU disusun dari baris ASN."""

    jenis: Literal["sk_pmk"] = SK_PMK
    templat: str = "sk_pmk"
    versi: int = Field(default=1, ge=1)
    asn: tuple[BarisPMK, ...] = Field(min_length=1)
    tentang: Isian = "Peninjauan Masa Kerja Pegawai Negeri Sipil"
    menimbang: tuple[Isian, ...] = Field(default=MENIMBANG_PMK, min_length=1)
    mengingat: tuple[Isian, ...] = Field(default=DASAR_HUKUM_PMK, min_length=1)
    diktum: tuple[Isian, ...] = DIKTUM_PMK

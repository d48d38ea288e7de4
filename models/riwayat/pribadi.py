"""Riwayat data pribadi, keluarga, kesehatan, disiplin, cuti, laporan harta, dan kegiatan di luar jabatan."""

import re
from datetime import date
from enum import StrEnum
from typing import Annotated, ClassVar, Final, Literal

from pydantic import Field

from models.referensi import TingkatHukdis
from models.riwayat.dasar import NIK, NIP, BerSK, Rekam, Tahun, Teks, Uraian, pemeriksa_kode

Kelamin = Literal["L", "P"]
KodeAgama = Annotated[str, pemeriksa_kode("agama")]
KodeKawin = Annotated[str, pemeriksa_kode("kawin")]
Singkat = Annotated[str, Field(max_length=200)]

BENTUK_SUREL: Final = r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+"
"""Seperti nama@contoh.go.id; lebih dari itu hanya peladen surelnya yang tahu."""


def surel_sah(surel: str) -> bool:
    return re.fullmatch(BENTUK_SUREL, surel) is not None


class RiwayatPribadi(Rekam):
    """Data pribadi yang berubah sejak suatu hari; isian kosong (``null``) berarti tidak berubah.

    Surel, nomor HP, dan NPWP menerima bentuk apa pun karena data lama memuat yang salah; bentuknya diperiksa formulir
    yang mengubahnya dan indikator kualitas data.
    """

    berlaku_menurut: ClassVar[str] = "sejak"

    sejak: date
    nama: Teks | None = None
    nip: NIP | None = None
    gelar_depan: Singkat | None = None
    """Gelar yang sudah tercantum tetapi tidak tercatat pada riwayat pendidikan atau profesi (data lama)."""
    gelar_belakang: Singkat | None = None
    nik: NIK | None = None
    nik_valid: bool | None = None
    """NIK sudah dicocokkan dengan data kependudukan."""
    tempat_lahir: Singkat | None = None
    tanggal_lahir: date | None = None
    jenis_kelamin: Kelamin | None = None
    agama: KodeAgama | None = None
    status_kawin: KodeKawin | None = None
    alamat: Uraian | None = None
    telepon: Singkat | None = None
    nomor_hp: Singkat | None = None
    email: Singkat | None = None
    email_dinas: Singkat | None = None
    npwp: Singkat | None = None
    bpjs: Singkat | None = None


class HubunganKeluarga(StrEnum):
    PASANGAN = "pasangan"
    ANAK = "anak"
    AYAH = "ayah"
    IBU = "ibu"


class RiwayatKeluarga(Rekam):
    berlaku_menurut: ClassVar[str] = "sejak"

    hubungan: HubunganKeluarga
    nama: Teks
    sejak: date
    """Tanggal menikah bagi pasangan, lahir atau pengangkatan bagi anak, pencatatan bagi orang tua."""
    sampai: date | None = None
    """Tanggal cerai atau meninggal."""
    jenis_kelamin: Kelamin | None = None
    tempat_lahir: Singkat = ""
    tanggal_lahir: date | None = None
    nik: NIK | None = None
    nip: NIP | None = None
    """Bila ia ASN juga."""
    nomor_akta: Singkat = ""
    """Akta nikah, akta kelahiran, atau penetapan pengangkatan anak."""
    pekerjaan: Singkat = ""
    tertanggung: bool = False
    """Masuk daftar penerima tunjangan keluarga."""


class RiwayatKesehatan(Rekam):
    berlaku_menurut: ClassVar[str] = "tanggal"

    tanggal: date
    jenis: Teks
    hasil: Teks
    fasilitas: str = ""
    nomor_surat: str = ""
    berlaku_sampai: date | None = None


class RiwayatHukdis(BerSK):
    berlaku_menurut: ClassVar[str] = "mulai"

    jenis_id: str
    """Kode jenis_hukuman.csv."""
    tingkat: TingkatHukdis
    mulai: date
    selesai: date | None = None
    """Hari terakhir hukuman; kosong berarti belum ditentukan."""
    uraian: Uraian = ""
    """Pelanggarannya."""


class RiwayatCLTN(BerSK):
    """Cuti di luar tanggungan negara; kedudukan hukumnya dicatat pada riwayat kedudukan hukum."""

    berlaku_menurut: ClassVar[str] = "mulai"

    jenis_id: Annotated[str, pemeriksa_kode("cltn")]
    mulai: date
    selesai: date
    """Hari terakhir cuti."""
    aktif_kembali: date | None = None
    alasan: Uraian = ""
    nomor_pertek: str = ""
    tanggal_pertek: date | None = None


class LaporanHarta(Rekam):
    berlaku_menurut: ClassVar[str] = "tanggal_lapor"

    tahun: Tahun
    """Tahun pelaporan."""
    tanggal_lapor: date
    jenis: Literal["periodik", "khusus"] = "periodik"
    nomor_tanda_terima: str = ""
    lengkap: bool = False


class RiwayatLHKPN(LaporanHarta):
    """Laporan harta kekayaan penyelenggara negara."""


class RiwayatLHKASN(LaporanHarta):
    """Laporan harta kekayaan aparatur sipil negara (kini lewat SPT tahunan)."""


class RiwayatOrganisasi(Rekam):
    berlaku_menurut: ClassVar[str] = "mulai"

    nama: Teks
    bidang_id: Annotated[str, pemeriksa_kode("kepanitiaan")] | None = None
    jabatan: str = ""
    tempat: str = ""
    mulai: date
    selesai: date | None = None


class RiwayatKepanitiaan(BerSK):
    berlaku_menurut: ClassVar[str] = "mulai"

    nama: Teks
    peran: str = ""
    mulai: date
    selesai: date | None = None

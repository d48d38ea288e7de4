"""Hasil aturan kenaikan pangkat sebagai nilai: dipakai API, worker, surat, dan halaman."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Literal
from uuid import UUID

from pydantic import Field

from models.aturan.masa_kerja import MasaKerja
from models.pemeriksaan import Pemeriksaan, Syarat
from models.profil import Beku
from models.referensi import Golongan, JenisKP


class HasilPemeriksaan(Pemeriksaan):
    jenis: JenisKP
    periode: date
    golongan_lama: Golongan | None
    golongan_tujuan: Golongan | None


class Bukti(Beku):
    """Surat yang disebut operator: nomor dan tanggalnya."""

    nomor: str = Field(min_length=1, max_length=200)
    tanggal: date


class MasukanKP(Beku):
    """Isian operator yang tidak ada di profil. Semua boleh kosong; yang disyaratkan jenisnya akan ditagih."""

    pendidikan_id: UUID | None = None
    """Riwayat pendidikan yang dipakai (203, 205); kosong berarti yang tertinggi."""
    stlud: Bukti | None = None
    """Surat tanda lulus ujian dinas (tingkat I atau II sesuai golongan yang dilalui)."""
    stl_upkp: Bukti | None = None
    """Surat tanda lulus ujian penyesuaian kenaikan pangkat."""
    uraian_tugas: Bukti | None = None
    """Uraian tugas yang ditetapkan pejabat setingkat eselon II (203, 205)."""
    penetapan_prestasi: Bukti | None = None
    """Keputusan PPK tentang prestasi kerja luar biasa baiknya (208)."""
    keppres_penemuan: Bukti | None = None
    """Keputusan Presiden tentang penemuan baru (207)."""
    golongan_atasan: Golongan | None = None
    """Golongan atasan langsung (201); bila kosong tidak diperiksa mesin, verifikator yang melihatnya."""


class PenetapanKP(Beku):
    """Isi pertek dan SK kenaikan pangkat. Gaji pokok dalam rupiah per bulan."""

    jenis: JenisKP
    golongan_lama: Golongan
    golongan_baru: Golongan
    tmt: date
    masa_kerja_lama: MasaKerja
    """Masa kerja golongan pada TMT menurut golongan lama."""
    masa_kerja_baru: MasaKerja
    """Masa kerja golongan pada TMT sesudah potongan pindah golongan."""
    gaji_pokok_lama: int
    gaji_pokok_baru: int
    angka_kredit: Decimal | None = None
    """Kumulatif yang menjadi dasarnya; kosong bila jenisnya tidak memakai angka kredit."""


class KewenanganKP(Beku):
    """Siapa memeriksa, memberi pertimbangan teknis, dan menetapkan."""

    unit_validasi: str
    """``kanreg:<Romawi>`` atau ``bkn``."""
    unit_pertek: str
    penetap: Literal["ppk", "presiden"]
    unit_sk: str
    """Unit yang menerbitkan SK bila penetapnya PPK, atau yang menerima SK Presiden dari Setneg."""


class KeadaanPrediksi(StrEnum):
    LAYAK = "layak"
    """Memenuhi semua syarat pada salah satu periode, menurut profil seperti adanya."""
    DILENGKAPI = "dilengkapi"
    """Tinggal melengkapi catatan atau surat: kinerja, angka kredit, ujian dinas, SK PNS."""
    MENUNGGU = "menunggu"
    """Waktunya baru tiba sesudah rentang yang dilihat."""
    TERHALANG = "terhalang"
    """Perlu keadaan lain lebih dahulu: jabatan, jenjang, ijazah, kedudukan; atau sudah mencapai BUP."""


class Prediksi(Beku):
    jenis: JenisKP
    keadaan: KeadaanPrediksi
    golongan_lama: Golongan | None
    golongan_tujuan: Golongan | None
    periode_pertama: date | None
    """Periode pertama dalam rentang saat ``periksa`` menyatakan memenuhi, dari profil seperti adanya."""
    periode_paling_awal: date | None
    """Periode pertama saat yang kurang tinggal dilengkapi; bila ``kurang`` dilengkapi, KP dapat diusulkan."""
    kurang: tuple[Syarat, ...]
    """Yang kurang pada ``periode_paling_awal``, atau sesudah semua yang menunggu waktu terpenuhi; kosong bila layak."""

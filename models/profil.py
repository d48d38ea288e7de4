"""Profil seorang ASN: data utama yang dilipat dari riwayatnya, beserta riwayat itu, beku.

Semua tanggal tanggal sipil; uang rupiah bulat; golongan ditulis ``III/c``; kode lain menurut tabel referensi SIASN.
Data utama tidak pernah ditulis sendiri: ``models.lipatan`` menghitungnya dari riwayat.
"""

from datetime import date
from typing import Literal
from uuid import UUID

from models.referensi import Golongan, JenisJabatan, Predikat
from models.riwayat import Riwayat
from models.riwayat.dasar import NIK, NIP, Beku, Rekam, Teks
from models.riwayat.kepangkatan import RiwayatGolongan, RiwayatJabatan
from models.riwayat.kompetensi import (
    JenisPenugasan,
    JenisUjian,
    RiwayatAngkaKredit,
    RiwayatPendidikan,
    RiwayatPenugasan,
    RiwayatSKP,
    RiwayatUjian,
)
from models.riwayat.pribadi import RiwayatHukdis

__all__ = [
    "NIK",
    "NIP",
    "Beku",
    "JenisPenugasan",
    "JenisUjian",
    "Kini",
    "ProfilASN",
    "Rekam",
    "RiwayatAngkaKredit",
    "RiwayatGolongan",
    "RiwayatHukdis",
    "RiwayatJabatan",
    "RiwayatPendidikan",
    "RiwayatPenugasan",
    "RiwayatSKP",
    "RiwayatUjian",
    "Teks",
]


class Kini(Beku):
    """Pangkat, gaji, dan jabatan yang berlaku pada hari profil dilipat; kosong bila belum tercatat."""

    golongan: Golongan | None = None
    tmt_golongan: date | None = None
    masa_kerja_tahun: int | None = None
    """Masa kerja golongan pada TMT-nya, ditambah peninjauan masa kerja sesudahnya."""
    masa_kerja_bulan: int | None = None
    gaji_pokok: int | None = None
    """Menurut ketetapan terakhir: kenaikan pangkat, peninjauan masa kerja, atau kenaikan gaji berkala."""
    jabatan_jenis: JenisJabatan | None = None
    jabatan_nama: str | None = None


class ProfilASN(Riwayat):
    """Data utama dan semua riwayat.

    Riwayat pada profil hari ini memuat juga baris yang belum berlaku (mis. pangkat dengan TMT bulan depan): aturan
    membutuhkannya. Profil pada suatu hari (``lipat``) hanya memuat yang sudah berlaku pada hari itu.
    """

    id: UUID
    nip: NIP
    nama: Teks
    gelar_depan: str = ""
    gelar_belakang: str = ""
    nik: NIK | None = None
    nik_valid: bool = False
    tempat_lahir: str = ""
    tanggal_lahir: date
    jenis_kelamin: Literal["L", "P"]
    agama: str | None = None
    """Kode agama.csv."""
    status_kawin: str | None = None
    """Kode kawin.csv."""
    alamat: str = ""
    telepon: str = ""
    nomor_hp: str = ""
    email: str = ""
    email_dinas: str = ""
    npwp: str = ""
    bpjs: str = ""
    instansi_id: str
    """Instansi kerja, id instansi.csv."""
    instansi_induk_id: str | None = None
    """Instansi yang menggajinya; berbeda dari instansi kerja bila dipekerjakan atau diperbantukan."""
    unor_id: str | None = None
    unor_nama: str = ""
    satuan_kerja: str = ""
    kedudukan_hukum: str = "01"
    """Kode kedudukan_hukum.csv."""
    jenis_pegawai: str = "15"
    """Kode jenis_pegawai.csv."""
    tmt_cpns: date
    """Bagi PPPK: awal kontrak pertamanya."""
    tmt_pns: date | None = None
    diblokir: bool = False
    """Pemblokiran data atau layanan oleh BKN (Perban BKN 1/2023)."""
    kini: Kini = Kini()

    @property
    def nama_lengkap(self) -> str:
        """Nama dengan gelar, mis. ``Dr. Ayu Lestari, S.E., M.M.``."""
        depan = f"{self.gelar_depan} {self.nama}".strip()
        return f"{depan}, {self.gelar_belakang}" if self.gelar_belakang else depan

    @property
    def golongan_terakhir(self) -> RiwayatGolongan | None:
        """Golongan dengan TMT terakhir, termasuk yang TMT-nya belum tiba."""
        return max(self.golongan, key=_menurut_tmt, default=None)

    @property
    def jabatan_terakhir(self) -> RiwayatJabatan | None:
        return max(self.jabatan, key=_menurut_tmt, default=None)

    def golongan_pada(self, tanggal: date) -> RiwayatGolongan | None:
        """Golongan yang berlaku pada suatu hari."""
        return max((r for r in self.golongan if r.tmt <= tanggal), key=_menurut_tmt, default=None)

    def jabatan_pada(self, tanggal: date) -> RiwayatJabatan | None:
        """Jabatan yang diduduki pada suatu hari."""
        return max((r for r in self.jabatan if r.tmt <= tanggal), key=_menurut_tmt, default=None)

    @property
    def pendidikan_tertinggi(self) -> RiwayatPendidikan | None:
        """Tingkat tertinggi; di antara yang setingkat, yang lulus terakhir."""
        return max(self.pendidikan, key=lambda r: (r.tingkat_id, r.tahun_lulus), default=None)

    def predikat(self, tahun: int) -> Predikat | None:
        """Predikat kinerja tahun itu; yang paling rendah bila tercatat lebih dari sekali."""
        return max((r.predikat for r in self.skp if r.tahun == tahun), default=None)


def _menurut_tmt(baris: RiwayatGolongan | RiwayatJabatan) -> tuple[date, UUID]:
    """Id menengahi dua baris ber-TMT sama, supaya jawabannya tidak tergantung urutan bacaan."""
    return baris.tmt, baris.id

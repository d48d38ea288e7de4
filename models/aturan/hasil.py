"""Hasil aturan kenaikan pangkat sebagai nilai: dipakai API, worker, surat, dan halaman."""

from datetime import date
from typing import Literal
from uuid import UUID

from pydantic import Field

from models.aturan.masa_kerja import MasaKerja
from models.profil import Beku
from models.referensi import Golongan, JenisKP


class Syarat(Beku):
    """Satu syarat dan keadaannya pada periode yang diperiksa."""

    kode: str
    """Tetap, snake_case, mis. ``masa_dalam_pangkat``."""
    nama: str
    terpenuhi: bool
    alasan: str
    """Kalimat biasa: nilai yang ada dan nilai yang diminta."""
    dasar_hukum: str
    terpenuhi_pada: date | None = None
    """Hari pertama syarat terpenuhi oleh berjalannya waktu saja; kosong bila waktu tidak menentukan."""


class HasilPemeriksaan(Beku):
    jenis: JenisKP
    periode: date
    golongan_lama: Golongan | None
    golongan_tujuan: Golongan | None
    memenuhi: bool
    syarat: tuple[Syarat, ...]

    @property
    def kurang(self) -> tuple[Syarat, ...]:
        return tuple(s for s in self.syarat if not s.terpenuhi)


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


class Kewenangan(Beku):
    """Siapa memeriksa, memberi pertimbangan teknis, dan menetapkan."""

    unit_validasi: str
    """``kanreg:<Romawi>`` atau ``bkn``."""
    unit_pertek: str
    penetap: Literal["ppk", "presiden"]
    unit_sk: str
    """Unit yang menerbitkan SK bila penetapnya PPK, atau yang menerima SK Presiden dari Setneg."""


class Prediksi(Beku):
    jenis: JenisKP
    periode_pertama: date | None
    """Periode pertama dalam rentang saat ``periksa`` menyatakan memenuhi, dari profil seperti adanya."""
    periode_paling_awal: date | None
    """Periode pertama saat yang kurang bukan lagi soal waktu; bila ``kurang`` dilengkapi, KP dapat diusulkan."""
    kurang: tuple[Syarat, ...]
    """Yang kurang pada ``periode_paling_awal`` (atau di akhir rentang); kosong bila ``periode_pertama`` ada."""

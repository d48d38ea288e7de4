"""Masalah: semua penolakan API sebagai problem details (RFC 9457) berbahasa Indonesia, dari satu tabel.

Jenis penolakan alur kerja (`models.galat.JenisGalat`) dan jenis milik API sendiri dipetakan di sini ke status HTTP,
judul, dan tindakan yang dapat diambil pembacanya. Rute dan galat menyebut jenisnya, tidak pernah statusnya.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Final, NamedTuple

from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field, JsonValue

from models.galat import JenisGalat

JENIS_ISI: Final = "application/problem+json"


class JenisMasalah(StrEnum):
    """Penolakan yang diputuskan API sendiri."""

    TOKEN_KOSONG = "token_kosong"
    TOKEN_TIDAK_SAH = "token_tidak_sah"
    PENYEDIA_IDENTITAS_TIDAK_TERJANGKAU = "penyedia_identitas_tidak_terjangkau"
    TERLARANG = "terlarang"
    AKUN_NONAKTIF = "akun_nonaktif"
    TIDAK_DITEMUKAN = "tidak_ditemukan"
    METODE_TIDAK_DILAYANI = "metode_tidak_dilayani"
    PERMINTAAN_TIDAK_SAH = "permintaan_tidak_sah"
    BADAN_TERLALU_BESAR = "badan_terlalu_besar"
    TERLALU_SERING = "terlalu_sering"
    ISIAN_TIDAK_SAH = "isian_tidak_sah"
    VERSI_KOSONG = "versi_kosong"
    KONSEP_BASI = "konsep_basi"
    BELUM_LENGKAP = "belum_lengkap"
    TIDAK_MEMENUHI_SYARAT = "tidak_memenuhi_syarat"
    PERIODE_DITUTUP = "periode_ditutup"
    USULAN_GANDA = "usulan_ganda"
    SUDAH_DIAJUKAN = "sudah_diajukan"
    BELUM_DIAJUKAN = "belum_diajukan"
    SUDAH_BERLAKU = "sudah_berlaku"
    PENGGANTIAN_TERTUTUP = "penggantian_tertutup"
    BELUM_DITERIMA = "belum_diterima"
    ALUR_HILANG = "alur_hilang"
    BUKAN_PEMEGANG = "bukan_pemegang"
    DIPEGANG_ORANG_LAIN = "dipegang_orang_lain"
    PASSPHRASE_TERKUNCI = "passphrase_terkunci"
    SESI_BERAKHIR = "sesi_berakhir"
    PDF_KOSONG = "pdf_kosong"
    PDF_TERLALU_BESAR = "pdf_terlalu_besar"
    BUKAN_PDF = "bukan_pdf"
    PDF_RUSAK = "pdf_rusak"
    PDF_TERKUNCI = "pdf_terkunci"
    PDF_AKTIF = "pdf_aktif"
    PDF_BERLAMPIRAN = "pdf_berlampiran"
    PDF_BERSISIPAN = "pdf_bersisipan"
    PDF_TERLALU_RUMIT = "pdf_terlalu_rumit"
    PEMERIKSA_PDF_SIBUK = "pemeriksa_pdf_sibuk"
    KEPUTUSAN_TANPA_DATA = "keputusan_tanpa_data"
    PENYIMPANAN_TIDAK_TERJANGKAU = "penyimpanan_tidak_terjangkau"
    BASIS_DATA_TIDAK_TERJANGKAU = "basis_data_tidak_terjangkau"
    BERKAS_ARSIP_RUSAK = "berkas_arsip_rusak"
    GALAT_DALAM = "galat_dalam"


class Ihwal(NamedTuple):
    """Satu baris tabel: status HTTP, judul tetap, dan tindakan bagi pembacanya."""

    status: int
    judul: str
    tindakan: str


_M = JenisMasalah
_G = JenisGalat

TABEL: Final[Mapping[JenisMasalah | JenisGalat, Ihwal]] = {
    _M.TOKEN_KOSONG: Ihwal(401, "Anda belum masuk", "Masuk lebih dahulu, lalu kirim token akses sebagai Bearer."),
    _M.TOKEN_TIDAK_SAH: Ihwal(401, "Token akses tidak sah", "Masuk kembali untuk memperoleh token akses yang baru."),
    _M.PENYEDIA_IDENTITAS_TIDAK_TERJANGKAU: Ihwal(
        503, "Penyedia identitas tidak terjangkau", "Coba lagi beberapa saat lagi; token Anda belum diperiksa."
    ),
    _M.TERLARANG: Ihwal(403, "Anda tidak berwenang", "Mintalah petugas dengan peran yang disebut untuk melakukannya."),
    _M.AKUN_NONAKTIF: Ihwal(
        403, "Akun Anda dinonaktifkan", "Hubungi administrator instansi Anda; tugas dan konsep Anda tetap utuh."
    ),
    _M.TIDAK_DITEMUKAN: Ihwal(404, "Tidak ditemukan", "Periksa alamat atau nomornya."),
    _M.METODE_TIDAK_DILAYANI: Ihwal(
        405, "Cara permintaan tidak dilayani", "Pakai salah satu cara pada kepala `Allow`."
    ),
    _M.PERMINTAAN_TIDAK_SAH: Ihwal(400, "Permintaan tidak dapat dibaca", "Perbaiki permintaan, lalu kirim lagi."),
    _M.BADAN_TERLALU_BESAR: Ihwal(413, "Permintaan terlalu besar", "Bagi menjadi beberapa permintaan."),
    _M.TERLALU_SERING: Ihwal(
        429,
        "Permintaan terlalu sering",
        "Tunggu sebanyak detik yang disebut kepala `Retry-After`, lalu kirim permintaan yang sama.",
    ),
    _M.ISIAN_TIDAK_SAH: Ihwal(422, "Isian tidak sah", "Perbaiki isian yang disebut pada `kesalahan`, lalu kirim lagi."),
    _M.VERSI_KOSONG: Ihwal(
        428, "Versi konsep belum disebut", 'Kirim kepala `If-Match: "<versi>"` dengan versi konsep yang Anda buka.'
    ),
    _M.KONSEP_BASI: Ihwal(412, "Konsep sudah diubah", "Muat ulang konsep, lihat perubahannya, lalu simpan lagi."),
    _M.BELUM_LENGKAP: Ihwal(422, "Usulan belum lengkap", "Lengkapi yang disebut pada `kesalahan`, lalu ajukan lagi."),
    _M.TIDAK_MEMENUHI_SYARAT: Ihwal(
        422,
        "ASN belum memenuhi syarat",
        "Perbaiki data yang disebut, atau pilih jenis atau periode lain.",
    ),
    _M.PERIODE_DITUTUP: Ihwal(409, "Periode tidak terbuka", "Pilih periode yang masih terbuka."),
    _M.USULAN_GANDA: Ihwal(409, "Masih ada usulan terbuka", "Selesaikan, tarik, atau hapus usulan itu dahulu."),
    _M.SUDAH_DIAJUKAN: Ihwal(
        409, "Usulan sudah diajukan", "Usulan yang diajukan hanya berubah lewat tugas perbaikan atau penarikan."
    ),
    _M.SUDAH_BERLAKU: Ihwal(409, "Ketetapan sudah berlaku", "Tetapkan versi berikutnya dengan tanggal berlakunya."),
    _M.PENGGANTIAN_TERTUTUP: Ihwal(
        409, "Penggantian tidak dapat disahkan lagi", "Usulkan penggantian yang baru, lalu minta pengesahannya."
    ),
    _M.BELUM_DIAJUKAN: Ihwal(409, "Usulan belum diajukan", "Ajukan usulan lebih dahulu."),
    _M.BELUM_DITERIMA: Ihwal(
        503, "Belum diterima", "Ulangi permintaan dengan id yang sama; ia hanya akan dicatat satu kali."
    ),
    _M.ALUR_HILANG: Ihwal(
        409, "Alur kerja usulan ini hilang", "Tunggu administrator memulihkannya, lalu ulangi dengan id yang sama."
    ),
    _M.BUKAN_PEMEGANG: Ihwal(409, "Tugas tidak sedang Anda pegang", "Muat ulang daftar tugas."),
    _M.DIPEGANG_ORANG_LAIN: Ihwal(
        409, "Tugas sedang dipegang orang lain", "Pilih tugas lain, atau minta pemegangnya melepas tugas ini."
    ),
    _M.PASSPHRASE_TERKUNCI: Ihwal(
        423, "Penandatanganan dikunci sementara", "Tunggu sampai saat yang disebut, lalu buka sesi baru."
    ),
    _M.SESI_BERAKHIR: Ihwal(410, "Sesi tanda tangan sudah berakhir", "Buka sesi tanda tangan yang baru."),
    _M.PDF_KOSONG: Ihwal(422, "Berkas kosong", "Unggah berkas PDF yang berisi."),
    _M.PDF_TERLALU_BESAR: Ihwal(413, "Berkas terlalu besar", "Perkecil berkas (pindai ulang hitam-putih 200 dpi)."),
    _M.BUKAN_PDF: Ihwal(422, "Berkas bukan PDF", "Simpan atau pindai dokumen sebagai PDF, lalu unggah lagi."),
    _M.PDF_RUSAK: Ihwal(422, "Berkas PDF rusak", "Buka berkas aslinya, simpan ulang sebagai PDF, lalu unggah lagi."),
    _M.PDF_TERKUNCI: Ihwal(422, "Berkas PDF terkunci sandi", "Simpan salinan tanpa sandi, lalu unggah lagi."),
    _M.PDF_AKTIF: Ihwal(
        422,
        "Berkas PDF memuat perintah",
        "Cetak ulang dokumen menjadi PDF biasa, lalu unggah lagi.",
    ),
    _M.PDF_BERLAMPIRAN: Ihwal(
        422, "Berkas PDF memuat lampiran yang tidak diizinkan", "Keluarkan lampirannya; unggah tiap dokumen sendiri."
    ),
    _M.PDF_BERSISIPAN: Ihwal(
        422, "Berkas PDF memuat isi tersembunyi", "Cetak ulang dokumen menjadi PDF yang baru, lalu unggah lagi."
    ),
    _M.PDF_TERLALU_RUMIT: Ihwal(
        422, "Berkas PDF terlalu rumit", "Pindai ulang 200-300 dpi, atau bagi menjadi beberapa berkas."
    ),
    _M.PEMERIKSA_PDF_SIBUK: Ihwal(
        503, "Pemeriksa berkas sedang sibuk", "Unggah lagi beberapa saat lagi; isian dan dokumen lain tetap utuh."
    ),
    _M.KEPUTUSAN_TANPA_DATA: Ihwal(
        422, "Keputusan tidak memuat datanya", "Minta pengirimnya melampirkan `keputusan.json` di dalam PDF-nya."
    ),
    _M.PENYIMPANAN_TIDAK_TERJANGKAU: Ihwal(
        503, "Penyimpanan dokumen tidak terjangkau", "Ulangi beberapa saat lagi; konsep dan dokumen lain tetap utuh."
    ),
    _M.BASIS_DATA_TIDAK_TERJANGKAU: Ihwal(
        503, "Basis data tidak terjangkau", "Ulangi beberapa saat lagi; yang sudah disimpan tetap utuh."
    ),
    _M.BERKAS_ARSIP_RUSAK: Ihwal(
        500, "Berkas arsip tidak utuh", "Laporkan kepada administrator; berkas dipulihkan dari cadangan."
    ),
    _M.GALAT_DALAM: Ihwal(500, "Terjadi kesalahan pada sistem", "Ulangi; bila tetap terjadi, laporkan `instance`."),
    _G.TUGAS_TIDAK_TERBUKA: Ihwal(409, "Tugas tidak terbuka lagi", "Muat ulang daftar tugas."),
    _G.BELUM_SAMPAI: Ihwal(
        503, "Usulan sedang disiapkan", "Ulangi permintaan dengan id yang sama; ia hanya akan dicatat satu kali."
    ),
    _G.BUKAN_UNTUK_ANDA: Ihwal(403, "Tugas ini bukan untuk Anda", "Buka tugas dari kotak masuk Anda."),
    _G.BEDA_ORANG: Ihwal(403, "Harus orang yang berbeda", "Serahkan kepada petugas lain dengan peran yang sama."),
    _G.PUTUSAN_TIDAK_BERLAKU: Ihwal(
        422, "Putusan tidak berlaku pada langkah ini", "Pilih putusan yang tersedia pada tugas."
    ),
    _G.ALASAN_KOSONG: Ihwal(
        422, "Alasan belum disebut", "Sebutkan isian atau dokumen yang bermasalah dan alasannya dari daftar alasan."
    ),
    _G.DRAF_BERUBAH: Ihwal(409, "Draf surat sudah berubah", "Baca draf surat yang terbaru, lalu putuskan lagi."),
    _G.SEDANG_DIPUTUS: Ihwal(409, "Usulan sedang diputus", "Tunggu sebentar lalu muat ulang usulannya."),
    _G.SEDANG_DITANDATANGANI: Ihwal(409, "Surat sedang ditandatangani", "Tunggu hasil permintaan itu."),
    _G.DITAHAN: Ihwal(409, "Usulan sedang ditahan", "Tunggu sampai administrator melanjutkan usulan ini."),
    _G.TIDAK_DITAHAN: Ihwal(409, "Usulan tidak sedang ditahan", "Muat ulang usulan."),
    _G.TERLAMBAT_DITARIK: Ihwal(
        409, "Usulan tidak dapat ditarik lagi", "Suratnya sudah ditandatangani; ajukan koreksi surat itu."
    ),
    _G.SUDAH_BERAKHIR: Ihwal(409, "Usulan sudah berakhir", "Muat ulang usulan untuk melihat hasil akhirnya."),
    _G.TIDAK_MENUNGGU: Ihwal(409, "Usulan tidak sedang menunggu keputusan", "Tunggu sampai perteknya terbit."),
    _G.PERINTAH_PALSU: Ihwal(403, "Perintah tidak dikenali", "Muat ulang halamannya, lalu ulangi dari sana."),
    _G.PASSPHRASE_SALAH: Ihwal(422, "Passphrase salah", "Buka sesi tanda tangan baru dengan passphrase yang benar."),
    _G.HASIL_TIDAK_PASTI: Ihwal(
        502, "Hasil tanda tangan belum pasti", "Periksa surat pada BSrE sebelum meminta tanda tangan lagi."
    ),
    _G.TTE_GAGAL: Ihwal(502, "Surat belum ditandatangani", "Coba lagi setelah layanan tanda tangan pulih."),
    _G.FAKTA: Ihwal(409, "Usulan tertahan sebuah fakta", "Petugas yang ditunjuk perlu membereskan sebabnya."),
}


class Kesalahan(BaseModel):
    """Satu sebab penolakan yang menunjuk satu isian, dokumen, atau syarat."""

    bidang: str = Field(description="Isian, kode dokumen, atau kode syarat.", examples=["isi.stlud.nomor"])
    sebab: str = Field(examples=["Nomor wajib diisi."])
    tindakan: str = Field(default="", examples=["Isi nomor surat tanda lulus ujian dinas."])


class RincianMasalah(BaseModel):
    """Problem details (RFC 9457). `type`, `title`, `status`, `detail`, `instance` menurut standarnya."""

    model_config = ConfigDict(extra="allow")

    type: str = Field(description="Alamat penjelasan jenis masalah.", examples=["/masalah/konsep_basi"])
    title: str
    status: int
    detail: str = Field(description="Apa yang terjadi pada permintaan ini.")
    instance: str = Field(description="Nomor permintaan; sebutkan bila melapor.", examples=["urn:uuid:5f0c…"])
    tindakan: str = Field(description="Yang dapat Anda lakukan.")
    kesalahan: list[Kesalahan] = Field(default=[], description="Sebab per isian, bila ada.")


class Masalah(Exception):
    """Penolakan bertipe. ``lain`` menjadi anggota tambahan problem details, misalnya versi terkini."""

    def __init__(
        self,
        jenis: JenisMasalah | JenisGalat,
        rincian: str,
        *,
        tindakan: str | None = None,
        kesalahan: list[Kesalahan] | None = None,
        kepala: Mapping[str, str] | None = None,
        lain: Mapping[str, JsonValue] | None = None,
    ) -> None:
        super().__init__(f"{jenis}: {rincian}")
        self.jenis = jenis
        self.rincian = rincian
        self.tindakan = tindakan
        self.kesalahan = kesalahan or []
        self.kepala = dict(kepala or {})
        self.lain = dict(lain or {})

    @property
    def status(self) -> int:
        return TABEL[self.jenis].status


def jawab(masalah: Masalah, nomor_permintaan: str) -> JSONResponse:
    """Problem details sebagai jawaban HTTP; ``instance`` ialah nomor permintaan, bukan alamatnya."""
    ihwal = TABEL[masalah.jenis]
    isi: dict[str, Any] = {
        "type": f"/masalah/{masalah.jenis}",
        "title": ihwal.judul,
        "status": ihwal.status,
        "detail": masalah.rincian,
        "instance": f"urn:uuid:{nomor_permintaan}",
        "tindakan": masalah.tindakan or ihwal.tindakan,
        **masalah.lain,
    }
    if masalah.kesalahan:
        isi["kesalahan"] = [satu.model_dump() for satu in masalah.kesalahan]
    kepala = masalah.kepala
    if ihwal.status == 503:
        kepala = {"Retry-After": "5", **kepala}
    return JSONResponse(isi, ihwal.status, headers=kepala, media_type=JENIS_ISI)


def dokumentasi(*jenis: JenisMasalah | JenisGalat) -> dict[int | str, dict[str, Any]]:
    """``responses`` sebuah rute: penolakan yang mungkin, dikelompokkan menurut status, dengan contohnya."""
    hasil: dict[int | str, dict[str, Any]] = {}
    for satu in jenis:
        ihwal = TABEL[satu]
        jawaban = hasil.setdefault(ihwal.status, _jawaban_terdokumentasi(ihwal.judul))
        jawaban["content"][JENIS_ISI]["examples"][satu.value] = _contoh(satu, ihwal)
        if ihwal.judul not in jawaban["description"]:
            jawaban["description"] += f"; {ihwal.judul.lower()}"
    return hasil


PENOLAKAN_PDF: Final = (
    _M.PDF_KOSONG, _M.PDF_TERLALU_BESAR, _M.BUKAN_PDF, _M.PDF_RUSAK, _M.PDF_TERKUNCI, _M.PDF_AKTIF, _M.PDF_BERLAMPIRAN,
    _M.PDF_BERSISIPAN, _M.PDF_TERLALU_RUMIT, _M.PEMERIKSA_PDF_SIBUK,
)  # fmt: skip
"""Yang mungkin dijawab rute yang menerima PDF."""


def _jawaban_terdokumentasi(judul: str) -> dict[str, Any]:
    skema = {"$ref": "#/components/schemas/RincianMasalah"}
    return {"description": judul, "content": {JENIS_ISI: {"schema": skema, "examples": {}}}}


def _contoh(jenis: JenisMasalah | JenisGalat, ihwal: Ihwal) -> dict[str, Any]:
    isi = {
        "type": f"/masalah/{jenis}",
        "title": ihwal.judul,
        "status": ihwal.status,
        "detail": f"{ihwal.judul}.",
        "instance": "urn:uuid:0b9c5a4e-6b1f-4b52-9d1b-4f1f2f1f6a10",
        "tindakan": ihwal.tindakan,
    }
    return {"summary": ihwal.judul, "value": isi}

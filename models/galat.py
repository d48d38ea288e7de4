"""Jenis penolakan. Alur kerja dan kegiatan menyebut jenisnya; API memetakannya ke status HTTP dalam satu tabel."""

from enum import StrEnum


class JenisGalat(StrEnum):
    TUGAS_TIDAK_TERBUKA = "tugas_tidak_terbuka"
    BELUM_SAMPAI = "belum_sampai"
    """Tugasnya sudah tampak, tetapi alurnya, yang sedang disiapkan lagi, belum sampai di situ."""
    BUKAN_UNTUK_ANDA = "bukan_untuk_anda"
    BEDA_ORANG = "beda_orang"
    PUTUSAN_TIDAK_BERLAKU = "putusan_tidak_berlaku"
    ALASAN_KOSONG = "alasan_kosong"
    DRAF_BERUBAH = "draf_berubah"
    SEDANG_DIPUTUS = "sedang_diputus"
    SEDANG_DITANDATANGANI = "sedang_ditandatangani"
    DITAHAN = "ditahan"
    TIDAK_DITAHAN = "tidak_ditahan"
    TERLAMBAT_DITARIK = "terlambat_ditarik"
    SUDAH_BERAKHIR = "sudah_berakhir"
    TIDAK_MENUNGGU = "tidak_menunggu"
    PERINTAH_PALSU = "perintah_palsu"
    """Update yang capnya bukan bagi update itu: disadap dari perintah lain, atau dikirim tanpa API."""
    # Dari kegiatan
    PASSPHRASE_SALAH = "passphrase_salah"
    HASIL_TIDAK_PASTI = "hasil_tidak_pasti"
    TTE_GAGAL = "tte_gagal"
    FAKTA = "fakta"
    """Fakta yang tidak berubah dengan mencoba lagi; menjadi tugas perbaikan bagi petugas."""

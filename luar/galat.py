"""Galat dunia luar yang dikenali tanpa memuat kliennya: worker alur kerja tidak memuat boto3 untuk menyebut S3 mati."""


class PenyimpananTakTersedia(Exception):
    """S3 tidak terjangkau atau menolak akses; tak ada yang tersimpan, aman dicoba lagi."""


class ObjekTidakAda(Exception):
    """Kunci tidak dikenal."""


class ObjekRusak(Exception):
    """Isi objek tidak cocok dengan SHA-256 pada kuncinya; pulihkan dari cadangan."""


class TanpaData(ValueError):
    """PDF-nya tidak memuat lampiran data keputusan yang dapat dibaca."""

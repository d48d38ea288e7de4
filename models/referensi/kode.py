"""Kode-kode SIASN yang menentukan aturan, sebagai enum. Namanya diuji sama dengan CSV-nya."""

from enum import IntEnum, StrEnum


class JenisKP(StrEnum):
    """Dua belas jenis kenaikan pangkat (kenaikan_pangkat.csv)."""

    REGULER = "101"
    STRUKTURAL = "201"
    FUNGSIONAL = "202"
    PENYESUAIAN_IJAZAH = "203"
    SEDANG_TUGAS_BELAJAR = "204"
    SELESAI_TUGAS_BELAJAR = "205"
    DIPERBANTUKAN = "206"
    PENEMUAN_BARU = "207"
    PRESTASI_LUAR_BIASA = "208"
    PEJABAT_NEGARA = "209"
    SELAMA_DPK_DPB = "210"
    PENGADAAN = "211"


TAHUN_SKP = {
    JenisKP.REGULER: 2,
    JenisKP.STRUKTURAL: 2,
    JenisKP.FUNGSIONAL: 2,
    JenisKP.PENYESUAIAN_IJAZAH: 1,
    JenisKP.SEDANG_TUGAS_BELAJAR: 1,
    JenisKP.SELESAI_TUGAS_BELAJAR: 1,
    JenisKP.DIPERBANTUKAN: 2,
    JenisKP.PENEMUAN_BARU: 1,
    JenisKP.PRESTASI_LUAR_BIASA: 1,
    JenisKP.PEJABAT_NEGARA: 1,
    JenisKP.SELAMA_DPK_DPB: 2,
    JenisKP.PENGADAAN: 1,
}
"""Berapa tahun terakhir predikat kinerjanya harus sedikitnya Baik (PP 99/2000; Status Data SIASN)."""


class JenisJabatan(StrEnum):
    """jenis_jabatan.csv; ``4`` (jabatan fungsional umum) kini disebut jabatan pelaksana."""

    STRUKTURAL = "1"
    FUNGSIONAL = "2"
    RANGKAP = "3"
    PELAKSANA = "4"


class Jenjang(StrEnum):
    """Jenjang jabatan fungsional, kode jabatan_fungsional.csv kolom ``jenjang``."""

    PEMULA = "PM"
    TERAMPIL = "TR"
    MAHIR = "MH"
    PENYELIA = "PY"
    PERTAMA = "PT"
    MUDA = "MU"
    MADYA = "MA"
    UTAMA = "UT"


class KedudukanHukum(StrEnum):
    """Kedudukan hukum yang disebut aturan; kode lain dari kedudukan_hukum.csv tetap sah di profil."""

    AKTIF = "01"
    CLTN = "02"
    TUGAS_BELAJAR = "03"
    PEJABAT_NEGARA = "07"


class Predikat(IntEnum):
    """Predikat kinerja tahunan (kuadran_nilai.csv): makin kecil makin baik."""

    SANGAT_BAIK = 1
    BAIK = 2
    BUTUH_PERBAIKAN = 3
    KURANG = 4
    SANGAT_KURANG = 5


class TingkatHukdis(StrEnum):
    """Tingkat hukuman disiplin (PP 94/2021 Pasal 8; jenis_hukuman.csv)."""

    RINGAN = "R"
    SEDANG = "S"
    BERAT = "B"

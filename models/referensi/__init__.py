"""Referensi SIASN: kode, nama, dan tabel peraturan, dimuat sekali dari ``data/``.

Yang besar (``pendidikan``, ``jabatan_pelaksana``) baru dimuat saat diminta. Sumber tiap berkas: lihat dokumen modulnya.
"""

from models.referensi.dokumen import SyaratDokumen, dokumen_kp
from models.referensi.golongan import Golongan
from models.referensi.instansi import Instansi, instansi
from models.referensi.kode import (
    JenisJabatan,
    JenisKP,
    Jenjang,
    KedudukanHukum,
    Predikat,
    TingkatHukdis,
)
from models.referensi.tabel import nama_kode, tabel, tingkat_pendidikan
from models.referensi.tanggal import tulis_tanggal

__all__ = [
    "Golongan",
    "Instansi",
    "JenisJabatan",
    "JenisKP",
    "Jenjang",
    "KedudukanHukum",
    "Predikat",
    "SyaratDokumen",
    "TingkatHukdis",
    "dokumen_kp",
    "instansi",
    "nama_kode",
    "tabel",
    "tingkat_pendidikan",
    "tulis_tanggal",
]

"""Langkah yang dimiliki setiap layanan."""

from models.langkah import JenisPutusan, Langkah, Tempat
from models.peran import Peran

PENGAJUAN = "pengajuan"
"""Nama perbuatan mengajukan dan memperbaiki dalam aturan beda orang."""

DIHAPUS = 99
"""status_usulan SIASN usulan yang diakhiri tanpa hasil."""

PERBAIKAN = Langkah(
    kode="perbaikan",
    nama="Perbaikan berkas",
    peran=Peran.OPERATOR,
    tempat=Tempat.INSTANSI,
    hari_kerja=5,
    atasan=Peran.ADMIN_INSTANSI,
    status=5,
)

PERBAIKAN_ASN = Langkah(
    kode="perbaikan_asn",
    nama="Perbaikan oleh ASN",
    peran=Peran.ASN,
    tempat=Tempat.ASN,
    hari_kerja=5,
    atasan=Peran.ADMIN_INSTANSI,
    status=50,
    status_diperbaiki=51,
)

PERBAIKAN_SISTEM = Langkah(
    kode="perbaikan_sistem",
    nama="Perbaikan oleh administrator",
    peran=Peran.ADMINISTRATOR,
    tempat=Tempat.BKN,
    hari_kerja=1,
    atasan=Peran.PENGAWAS,
    putusan=(JenisPutusan.ULANGI, JenisPutusan.AKHIRI),
    status_putusan={JenisPutusan.AKHIRI: DIHAPUS},
)

LANGKAH_BERSAMA = (PERBAIKAN, PERBAIKAN_ASN, PERBAIKAN_SISTEM)

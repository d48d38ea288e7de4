"""Langkah yang dimiliki setiap layanan."""

from models.langkah import JenisPutusan, Langkah, Tempat
from models.peran import Peran
from models.referensi.status import StatusSIASN as S

PERBAIKAN = Langkah(
    kode="perbaikan",
    nama="Perbaikan berkas",
    peran=Peran.OPERATOR,
    tempat=Tempat.INSTANSI,
    hari_kerja=5,
    atasan=Peran.ADMIN_INSTANSI,
    status=S.PERBAIKAN_DOKUMEN,
    memperbaiki=True,
)

PERBAIKAN_ASN = Langkah(
    kode="perbaikan_asn",
    nama="Perbaikan oleh ASN",
    peran=Peran.ASN,
    tempat=Tempat.ASN,
    hari_kerja=5,
    atasan=Peran.ADMIN_INSTANSI,
    status=S.PERBAIKAN_DOKUMEN_MYSAPK,
    status_diperbaiki=S.INPUT_BERKAS_PERBAIKAN_MYSAPK,
    memperbaiki=True,
)

PERBAIKAN_SISTEM = Langkah(
    kode="perbaikan_sistem",
    nama="Perbaikan oleh administrator",
    peran=Peran.ADMINISTRATOR,
    tempat=Tempat.BKN,
    hari_kerja=1,
    atasan=Peran.PENGAWAS,
    putusan=(JenisPutusan.ULANGI, JenisPutusan.AKHIRI),
    status_putusan={JenisPutusan.AKHIRI: S.USULAN_DIHAPUS},
)

LANGKAH_BERSAMA = (PERBAIKAN, PERBAIKAN_ASN, PERBAIKAN_SISTEM)

"""Yang diketahui alur kerja tentang mesinnya: nama antrean, id alur, dan atribut pencarian.

Tak satu pun disandi, jadi tak boleh memuat NIP, NIK, nama, atau surel.
"""

from collections.abc import Mapping
from typing import Final

from temporalio.common import SearchAttributeKey

ANTREAN_MANUSIA: Final = "manusia"
"""Alur kerja usulan dan pencatatan: cepat, ditunggu orang."""
ANTREAN_DOKUMEN: Final = "dokumen"
"""Penyusunan, penandatanganan, dan pengarsipan surat: lambat, memakai layanan luar."""
ANTREAN_PUTARAN: Final = "putaran"
"""Pekerjaan latar berjadwal, di namespace-nya sendiri: boleh menunggu."""

LAYANAN: Final = SearchAttributeKey.for_keyword("Layanan")
INSTANSI: Final = SearchAttributeKey.for_keyword("Instansi")
TERSANGKUT: Final = SearchAttributeKey.for_bool("Tersangkut")
"""Pencatatannya gagal karena cacat program atau buku yang berbeda; terisi hanya selama itu."""

BANYAK_TERCATAT: Final = "banyak_tercatat"
"""Pertanyaan kepada alur: banyaknya peristiwa yang sudah tercatat."""

ATRIBUT_PENCARIAN: Final[Mapping[str, str]] = {
    "Layanan": "Keyword",
    "Instansi": "Keyword",
    "Tersangkut": "Bool",
}


def id_alur(usulan_id: object) -> str:
    return f"usulan-{usulan_id}"

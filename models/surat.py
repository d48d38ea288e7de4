"""Surat: isi yang disusun menjadi naskah, dan tahap-tahap yang dilaluinya dari draf sampai terbit.

Isi memuat semua yang tercetak, sehingga naskah yang sama selalu dapat disusun lagi byte demi byte.
Baris ASN berupa tupel: satu baris menjadi naskah perorangan, beberapa baris menjadi naskah dengan lampiran.
Tata letak mengikuti Peraturan ANRI Nomor 5 Tahun 2021 tentang Pedoman Umum Tata Naskah Dinas.
"""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, field_validator, model_validator

from models.referensi import nama_pangkat

DASAR_HUKUM_KP = (
    "Undang-Undang Nomor 20 Tahun 2023 tentang Aparatur Sipil Negara",
    "Peraturan Pemerintah Nomor 7 Tahun 1977 tentang Peraturan Gaji Pegawai Negeri Sipil sebagaimana telah beberapa "
    "kali diubah terakhir dengan Peraturan Pemerintah Nomor 5 Tahun 2024",
    "Peraturan Pemerintah Nomor 99 Tahun 2000 tentang Kenaikan Pangkat Pegawai Negeri Sipil sebagaimana telah diubah "
    "dengan Peraturan Pemerintah Nomor 12 Tahun 2002",
    "Peraturan Pemerintah Nomor 11 Tahun 2017 tentang Manajemen Pegawai Negeri Sipil sebagaimana telah diubah dengan "
    "Peraturan Pemerintah Nomor 17 Tahun 2020",
    "Peraturan Badan Kepegawaian Negara Nomor 4 Tahun 2025 tentang Periode Kenaikan Pangkat Pegawai Negeri Sipil",
)
MENIMBANG_KP = (
    "bahwa Pegawai Negeri Sipil yang namanya tersebut dalam Keputusan ini memenuhi syarat dan dipandang cakap untuk "
    "dinaikkan pangkatnya setingkat lebih tinggi",
)
DIKTUM_KP = (
    "Apabila di kemudian hari ternyata terdapat kekeliruan dalam Keputusan ini, akan diadakan perbaikan dan "
    "penghitungan kembali sebagaimana mestinya.",
)

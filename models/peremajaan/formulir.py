"""Bentuk isian tiap prosedur, diturunkan dari model baris riwayatnya; yang diisi orang diperiksa lebih ketat.

``{"aksi", "rekam_id", "riwayat": {isian baris}, "lama": {isian: nilai yang dilihat pengusul}}``. Menambah dan mengubah
menyebut baris seutuhnya seperti yang diinginkan; data pribadi hanya isian yang berubah beserta ``sejak``-nya.
"""

import re
from collections.abc import Callable, Collection
from functools import cache
from typing import Annotated, Any, Final
from uuid import UUID

from pydantic import AfterValidator, ConfigDict, Field, JsonValue, create_model
from pydantic.fields import FieldInfo

from models.peremajaan.prosedur import PENDIDIKAN, PMK, prosedur
from models.perubahan import Aksi, isian
from models.referensi.isian import Kode
from models.referensi.jabatan import RENTANG_ESELON
from models.referensi.tabel import pendidikan
from models.riwayat.dasar import Beku
from models.riwayat.pribadi import BENTUK_SUREL

_SINGKATAN: Final = {
    "bpjs": "BPJS", "hp": "HP", "kp": "KP", "nik": "NIK", "nip": "NIP", "npwp": "NPWP", "pppk": "PPPK",
    "sk": "SK", "spmt": "SPMT", "sttpl": "STTPL", "tmt": "TMT", "unor": "unit organisasi",
}  # fmt: skip
_NAMA: Final = {
    "email": "Surel",
    "email_dinas": "Surel dinas",
    "kode": "Kedudukan hukum",
    "pendidikan_id": "Program pendidikan",
    "tingkat_id": "Tingkat pendidikan",
    "unor_nama": "Nama unit organisasi",
}
DITULIS_SISTEM: Final = {"pribadi": frozenset({"nik_valid"})}
"""Kelompok → isian yang tidak pernah diusulkan orang."""


class IsianPeremajaan(Beku):
    """Bagian yang sama pada setiap prosedur."""

    model_config = ConfigDict(title="Peremajaan data", use_attribute_docstrings=True)

    aksi: Aksi = Aksi.TAMBAH
    """Menambah baris, mengubah baris yang ada, atau menghapusnya."""
    rekam_id: UUID | None = None
    """Baris yang diubah atau dihapus; kosong bagi baris baru."""
    lama: dict[str, JsonValue] = Field(default_factory=dict)
    """Nilai yang dilihat pengusul, diisi sendiri saat disimpan; kirim `null` untuk memakai nilai kini."""


class IsianPribadi(Beku):
    model_config = ConfigDict(title="Peremajaan data pribadi", use_attribute_docstrings=True)

    lama: dict[str, JsonValue] = Field(default_factory=dict)
    """Nilai yang dilihat pengusul, diisi sendiri saat disimpan; kirim `null` untuk memakai nilai kini."""


class IsianPendidikan(IsianPeremajaan):
    terbitkan_surat: bool = False
    """Minta surat pencantuman gelar dari BKN lewat usulan ini."""


class IsianPMK(IsianPeremajaan):
    terbitkan_surat: bool = False
    """Minta peninjauannya ditetapkan lewat usulan ini: pertek dari BKN dan SK dari PPK."""
    swasta: bool = False
    """Pengalamannya pada perusahaan berbadan hukum di luar pemerintah: diakui setengahnya."""


_DASAR: Final[dict[str, type[Beku]]] = {"pribadi": IsianPribadi, PENDIDIKAN: IsianPendidikan, PMK: IsianPMK}


@cache
def formulir(kode: str) -> type[Beku]:
    """Bentuk isian satu prosedur; yang sama menjawab kelas yang sama."""
    satu = prosedur(kode)
    dasar = _DASAR.get(satu.kelompok, IsianPeremajaan)
    baris: Any = bentuk_baris(kode)
    if dasar is not IsianPribadi:
        baris = baris | None
    isian_riwayat = Field(default=... if dasar is IsianPribadi else None, description=f"Baris riwayat {satu.nama}.")
    return create_model(f"Isian{satu.model.__name__}", __base__=dasar, riwayat=(baris, isian_riwayat))


@cache
def bentuk_baris(kode: str) -> type[Beku]:
    """Model baris tanpa id dan dokumennya, dengan pemeriksaan yang lebih ketat daripada data lama."""
    satu = prosedur(kode)
    dipakai = [nama for nama in isian(satu.model) if nama not in DITULIS_SISTEM.get(satu.kelompok, ())]
    bidang: dict[str, Any] = {nama: _bidang(satu.kelompok, nama, satu.model.model_fields[nama]) for nama in dipakai}
    return create_model(f"Isi{satu.model.__name__}", __base__=Beku, **bidang)


def nama_bidang(nama: str) -> str:
    """Nama isian seperti dibaca orang: ``nomor_sk`` → ``Nomor SK``."""
    if nama in _NAMA:
        return _NAMA[nama]
    kata = [_SINGKATAN.get(satu, satu) for satu in nama.removesuffix("_id").split("_")]
    awal, *sisa = kata
    return " ".join((awal if awal.isupper() else awal.capitalize(), *sisa))


def _bidang(kelompok: str, nama: str, asal: FieldInfo) -> tuple[Any, Any]:
    tipe: Any = asal.annotation
    for kekangan in (*asal.metadata, *filter(None, [_KETAT.get((kelompok, nama))])):
        tipe = Annotated[tipe, kekangan]
    keterangan = asal.description or nama_bidang(nama)
    bawaan = ... if asal.is_required() else asal.default
    return tipe, Field(default=bawaan, title=nama_bidang(nama), description=keterangan)


def _bila_terisi(periksa: Callable[[str], object]) -> AfterValidator:
    """Pemeriksaan bagi teks yang boleh kosong; ``ValueError`` dari ``periksa`` menjadi sebab penolakannya."""

    def terisi(nilai: str | None) -> str | None:
        if nilai:
            periksa(nilai)
        return nilai

    return AfterValidator(terisi)


def _berpola(pola: str, sebab: str) -> AfterValidator:
    bentuk = re.compile(pola)

    def periksa(nilai: str) -> None:
        if bentuk.fullmatch(nilai) is None:
            raise ValueError(sebab)

    return _bila_terisi(periksa)


def _salah_satu(pilihan: Callable[[], Collection[str]], sebab: str) -> AfterValidator:
    def periksa(nilai: str) -> None:
        if nilai not in pilihan():
            raise ValueError(sebab)

    return _bila_terisi(periksa)


_SUREL: Final = _berpola(BENTUK_SUREL, "Bentuknya harus seperti nama@contoh.go.id.")
_KETAT: Final[dict[tuple[str, str], AfterValidator | Kode]] = {
    ("pribadi", "email"): _SUREL,
    ("pribadi", "email_dinas"): _SUREL,
    ("pribadi", "nomor_hp"): _berpola(r"(\+62|0)8\d{7,11}", "Nomor HP mulai dengan 08 atau +628, 10 sampai 13 angka."),
    ("pribadi", "npwp"): _berpola(r"\d{15,16}", "NPWP 15 atau 16 angka, tanpa titik dan garis."),
    ("pribadi", "bpjs"): _berpola(r"\d{13}", "Nomor BPJS Kesehatan 13 angka."),
    (PENDIDIKAN, "tingkat_id"): Kode("tingkat_pendidikan"),
    (PENDIDIKAN, "pendidikan_id"): _salah_satu(pendidikan, "Program ini tidak ada di pendidikan.csv."),
    ("hukdis", "jenis_id"): Kode("jenis_hukuman"),
    ("jabatan", "eselon"): _salah_satu(lambda: RENTANG_ESELON, f"Pilih salah satu dari {', '.join(RENTANG_ESELON)}."),
}
"""Yang pada data lama boleh berbentuk apa pun, tetapi tidak bila diusulkan sekarang."""

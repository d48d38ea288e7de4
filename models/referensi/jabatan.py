"""Jabatan: eselon dan rentang pangkatnya, jabatan fungsional, jenjang dan angka kreditnya, jabatan pelaksana."""

from decimal import Decimal
from functools import cache
from typing import NamedTuple

from models.referensi.berkas import baris
from models.referensi.golongan import Golongan
from models.referensi.kode import Jenjang

RENTANG_ESELON = {
    "I.a": (Golongan.IV_D, Golongan.IV_E),
    "I.b": (Golongan.IV_C, Golongan.IV_E),
    "II.a": (Golongan.IV_C, Golongan.IV_D),
    "II.b": (Golongan.IV_B, Golongan.IV_C),
    "III.a": (Golongan.IV_A, Golongan.IV_B),
    "III.b": (Golongan.III_D, Golongan.IV_A),
    "IV.a": (Golongan.III_C, Golongan.III_D),
    "IV.b": (Golongan.III_B, Golongan.III_C),
    "V.a": (Golongan.III_A, Golongan.III_B),
    "V.b": (Golongan.III_A, Golongan.III_B),
}
"""Eselon → pangkat terendah dan tertinggi (PP 13/2002). V.b disamakan dengan V.a [k]: lampirannya menulis V saja."""

RENTANG_JENJANG = {
    Jenjang.PEMULA: (Golongan.II_A, Golongan.II_A),
    Jenjang.TERAMPIL: (Golongan.II_B, Golongan.II_D),
    Jenjang.MAHIR: (Golongan.III_A, Golongan.III_B),
    Jenjang.PENYELIA: (Golongan.III_C, Golongan.III_D),
    Jenjang.PERTAMA: (Golongan.III_A, Golongan.III_B),
    Jenjang.MUDA: (Golongan.III_C, Golongan.III_D),
    Jenjang.MADYA: (Golongan.IV_A, Golongan.IV_C),
    Jenjang.UTAMA: (Golongan.IV_D, Golongan.IV_E),
}
"""Jenjang → pangkat terendah dan tertinggi (PermenPANRB 1/2023)."""

KETERAMPILAN = (Jenjang.PEMULA, Jenjang.TERAMPIL, Jenjang.MAHIR, Jenjang.PENYELIA)
KEAHLIAN = (Jenjang.PERTAMA, Jenjang.MUDA, Jenjang.MADYA, Jenjang.UTAMA)

NAMA_JENJANG = {
    Jenjang.PEMULA: "Pemula",
    Jenjang.TERAMPIL: "Terampil",
    Jenjang.MAHIR: "Mahir",
    Jenjang.PENYELIA: "Penyelia",
    Jenjang.PERTAMA: "Ahli Pertama",
    Jenjang.MUDA: "Ahli Muda",
    Jenjang.MADYA: "Ahli Madya",
    Jenjang.UTAMA: "Ahli Utama",
}


class KebutuhanAngkaKredit(NamedTuple):
    """Yang harus terkumpul untuk naik ke suatu golongan."""

    jumlah: Decimal
    diperoleh_sejak: Jenjang
    """Dihitung dari angka kredit yang diperoleh di jenjang ini dan di atasnya dalam kategori yang sama."""
    jenjang: Jenjang
    """Jenjang terendah yang harus diduduki."""


def _kebutuhan(jumlah: int, sejak: Jenjang, jenjang: Jenjang | None = None) -> KebutuhanAngkaKredit:
    return KebutuhanAngkaKredit(Decimal(jumlah), sejak, jenjang or sejak)


_AK_KETERAMPILAN = {
    Golongan.II_B: _kebutuhan(15, Jenjang.PEMULA, Jenjang.TERAMPIL),
    Golongan.II_C: _kebutuhan(20, Jenjang.TERAMPIL),
    Golongan.II_D: _kebutuhan(40, Jenjang.TERAMPIL),
    Golongan.III_A: _kebutuhan(60, Jenjang.TERAMPIL, Jenjang.MAHIR),
    Golongan.III_B: _kebutuhan(50, Jenjang.MAHIR),
    Golongan.III_C: _kebutuhan(100, Jenjang.MAHIR, Jenjang.PENYELIA),
    Golongan.III_D: _kebutuhan(100, Jenjang.PENYELIA),
}
_AK_KEAHLIAN = {
    Golongan.III_B: _kebutuhan(50, Jenjang.PERTAMA),
    Golongan.III_C: _kebutuhan(100, Jenjang.PERTAMA, Jenjang.MUDA),
    Golongan.III_D: _kebutuhan(100, Jenjang.MUDA),
    Golongan.IV_A: _kebutuhan(200, Jenjang.MUDA, Jenjang.MADYA),
    Golongan.IV_B: _kebutuhan(150, Jenjang.MADYA),
    Golongan.IV_C: _kebutuhan(300, Jenjang.MADYA),
    Golongan.IV_D: _kebutuhan(450, Jenjang.MADYA, Jenjang.UTAMA),
    Golongan.IV_E: _kebutuhan(200, Jenjang.UTAMA),
}


def kategori(jenjang: Jenjang) -> tuple[Jenjang, ...]:
    """Jenjang-jenjang sekategori (keterampilan atau keahlian), dari yang terendah."""
    return KETERAMPILAN if jenjang in KETERAMPILAN else KEAHLIAN


def kebutuhan_angka_kredit(jenjang: Jenjang, golongan_tujuan: Golongan) -> KebutuhanAngkaKredit | None:
    """Angka kredit kumulatif untuk naik ke ``golongan_tujuan`` dalam kategori ``jenjang``.

    Kumulatif dihitung dalam jenjang (angka kredit dasar di pangkat kedua dst.): PermenPANRB 1/2023 lampiran dan
    Perban BKN 3/2023 lampiran II. Bila naik pangkat melewati batas jenjang, yang diminta ialah angka kredit kenaikan
    jenjang dari jenjang sebelumnya dan jenjang barunya sudah diduduki [k]. ``None`` bila kategori itu tak mengenal
    golongan tujuan (mis. II/a bagi Pemula, III/a bagi Ahli Pertama, IV/a bagi Penyelia).
    """
    kebutuhan = _AK_KETERAMPILAN if jenjang in KETERAMPILAN else _AK_KEAHLIAN
    return kebutuhan.get(golongan_tujuan)


@cache
def koefisien() -> dict[Jenjang, Decimal]:
    """Koefisien angka kredit setahun per jenjang pada predikat Baik (PermenPANRB 1/2023; koefisien.csv)."""
    return {Jenjang(b["jenjang"]): Decimal(b["kriteria"]) for b in baris("koefisien.csv")}


class JabatanFungsional(NamedTuple):
    id: str
    nama: str
    bup: int
    """Batas usia pensiun tahun; 0 bila tak tercatat."""
    jenjang: Jenjang | None


@cache
def jabatan_fungsional() -> dict[str, JabatanFungsional]:
    """1.466 jabatan fungsional menurut id."""
    return {
        b["id"]: JabatanFungsional(b["id"], b["nama"], int(b["usiaBup"]), _jenjang(b["jenjang"]))
        for b in baris("jabatan_fungsional.csv")
    }


def _jenjang(kode: str) -> Jenjang | None:
    return Jenjang(kode) if kode in tuple(Jenjang) else None


@cache
def jabatan_pelaksana() -> dict[str, str]:
    """70.899 nama jabatan pelaksana menurut id; baru dimuat saat pertama diminta."""
    return {b["id"]: b["nama"] for b in baris("jabatan_pelaksana.csv.gz")}

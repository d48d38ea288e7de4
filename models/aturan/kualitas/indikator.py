"""Dua puluh tujuh indikator kualitas data BKN dan bobotnya (kualitas_data_indikator.csv)."""

from decimal import Decimal
from functools import cache
from typing import NamedTuple

from models.referensi.berkas import baris


class Indikator(NamedTuple):
    kode: str
    nama: str
    deskripsi: str
    dimensi: str
    """``completeness``, ``timeliness``, ``accuracy``, atau ``consistency``."""
    bobot: Decimal
    """Bobot dalam dimensinya, persen; jumlah sedimensi sekitar 100 karena sumbernya membulatkan."""


class Dimensi(NamedTuple):
    nama: str
    bobot: Decimal
    """Bobot dalam indeks; jumlah keempatnya 1."""
    indikator: tuple[Indikator, ...]


@cache
def indikator() -> dict[str, Indikator]:
    """Semua indikator menurut kode, berurut seperti berkasnya."""
    return {satu.kode: satu for dimensi in semua_dimensi() for satu in dimensi.indikator}


@cache
def semua_dimensi() -> tuple[Dimensi, ...]:
    bobot: dict[str, Decimal] = {}
    isi: dict[str, list[Indikator]] = {}
    for b in baris("kualitas_data_indikator.csv"):
        nama = b["dimensi"]
        bobot[nama] = Decimal(b["bobot_dimensi"])
        satu = Indikator(b["kode_indikator"], b["indikator"], b["deskripsi"], nama, Decimal(b["bobot_indikator"]))
        isi.setdefault(nama, []).append(satu)
    return tuple(Dimensi(nama, bobot[nama], tuple(isi[nama])) for nama in bobot)

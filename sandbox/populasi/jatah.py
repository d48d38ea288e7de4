"""Pembagian penduduk satu instansi: berapa orang tiap jalur karier dan tiap cacat, dan siapa menduduki kursi mana."""

from enum import StrEnum
from functools import cache
from random import Random
from typing import NamedTuple

from sandbox.akun import BENIH
from sandbox.populasi.cacat import Cacat
from sandbox.populasi.tempat import TEMPAT, Kursi, Tempat


class Jalur(StrEnum):
    """``…_MENUNGGU``: kenaikan berikutnya sudah atau segera jatuh tempo dan belum diusulkan."""

    PELAKSANA = "pelaksana"
    PELAKSANA_MENUNGGU = "pelaksana_menunggu"
    FUNGSIONAL = "fungsional"
    FUNGSIONAL_MENUNGGU = "fungsional_menunggu"
    STRUKTURAL = "struktural"
    STRUKTURAL_MENUNGGU = "struktural_menunggu"
    PENYESUAIAN_IJAZAH = "penyesuaian_ijazah"
    SEDANG_TUGAS_BELAJAR = "sedang_tugas_belajar"
    SELESAI_TUGAS_BELAJAR = "selesai_tugas_belajar"
    DIPEKERJAKAN = "dipekerjakan"
    """DPK, menduduki jabatan pimpinan berpersamaan eselon."""
    DIPERBANTUKAN = "diperbantukan"
    """DPB, tanpa jabatan pimpinan."""
    PEJABAT_NEGARA = "pejabat_negara"
    CPNS = "cpns"


class Jatah(NamedTuple):
    jalur: Jalur
    cacat: Cacat | None = None
    kursi: Kursi | None = None


_KHUSUS = {
    Jalur.PENYESUAIAN_IJAZAH: 3,
    Jalur.SELESAI_TUGAS_BELAJAR: 2,
    Jalur.SEDANG_TUGAS_BELAJAR: 1,
    Jalur.DIPEKERJAKAN: 1,
    Jalur.DIPERBANTUKAN: 1,
    Jalur.PEJABAT_NEGARA: 1,
    Jalur.CPNS: 3,
}
"""Orang tiap instansi."""
_BAGIAN = {
    Jalur.PELAKSANA_MENUNGGU: 0.15,
    Jalur.FUNGSIONAL_MENUNGGU: 0.04,
    Jalur.STRUKTURAL_MENUNGGU: 0.03,
    Jalur.STRUKTURAL: 0.05,
    Jalur.FUNGSIONAL: 0.34,
}
"""Bagian dari penduduk instansi; sisanya pelaksana."""


@cache
def jatah(tempat: Tempat) -> tuple[Jatah, ...]:
    """Jatah tiap penduduk instansi itu menurut urutannya; sama pada hari apa pun."""
    acak = Random(f"{BENIH}:jatah:{tempat.instansi.slug}")
    kursi = iter(acak.sample(tempat.kursi, len(tempat.kursi)))
    semua = [Jatah(jalur) for jalur, banyak in _KHUSUS.items() for _ in range(banyak)]
    semua += [Jatah(_jalur_cacat(cacat), cacat) for cacat in Cacat]
    for jalur, bagian in _BAGIAN.items():
        struktural = jalur in (Jalur.STRUKTURAL, Jalur.STRUKTURAL_MENUNGGU)
        for _ in range(round(bagian * tempat.penduduk)):
            semua.append(Jatah(jalur, kursi=next(kursi) if struktural else None))
    semua += [Jatah(Jalur.PELAKSANA)] * (tempat.penduduk - len(semua))
    acak.shuffle(semua)
    return tuple(semua)


def _jalur_cacat(cacat: Cacat) -> Jalur:
    match cacat:
        case Cacat.ANGKA_KREDIT_KURANG:
            return Jalur.FUNGSIONAL_MENUNGGU
        case Cacat.PENDIDIKAN_MENTOK:
            return Jalur.PELAKSANA
        case _:
            return Jalur.PELAKSANA_MENUNGGU


@cache
def urutan_nasional(tempat: Tempat) -> int:
    """Banyaknya penduduk instansi-instansi sebelumnya; dasar nomor urut NIP."""
    return sum(t.penduduk for t in TEMPAT[: TEMPAT.index(tempat)])

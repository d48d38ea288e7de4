"""Yang dilihat satu indikator kualitas data, dan bentuk jawabannya."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Final, NamedTuple

from models.aturan.kualitas.rujukan import RujukanKualitas
from models.profil import ProfilASN, RiwayatJabatan, RiwayatPendidikan
from models.referensi import JenisJabatan, JenisKP
from models.riwayat.kepangkatan import JenisKontrak

TIDAK_AKTIF: Final = frozenset({"52", "66", "67", "68", "69", "70", "77", "88", "89", "98", "99"})
"""Kedudukan hukum (kedudukan_hukum.csv) yang bukan pegawai lagi; datanya tidak ikut dinilai [k]."""


class KeadaanIndikator(StrEnum):
    KENA = "kena"
    TIDAK_KENA = "tidak_kena"
    TIDAK_BERLAKU = "tidak_berlaku"
    """Indikatornya tidak bicara tentang orang seperti ini."""


class JawabanIndikator(NamedTuple):
    keadaan: KeadaanIndikator
    kalimat: str
    """Data yang ditemukan, mis. ``SKP tahun 2024 belum tercatat.``"""


def kena(kalimat: str) -> JawabanIndikator:
    return JawabanIndikator(KeadaanIndikator.KENA, kalimat)


def tidak_kena(kalimat: str) -> JawabanIndikator:
    return JawabanIndikator(KeadaanIndikator.TIDAK_KENA, kalimat)


def tidak_berlaku(kalimat: str) -> JawabanIndikator:
    return JawabanIndikator(KeadaanIndikator.TIDAK_BERLAKU, kalimat)


def bila(masalah: object, kalimat_kena: str, kalimat_baik: str) -> JawabanIndikator:
    return kena(kalimat_kena) if masalah else tidak_kena(kalimat_baik)


class Status(StrEnum):
    CPNS = "CPNS"
    PNS = "PNS"
    PPPK = "PPPK"
    BUKAN_ASN = "bukan ASN"


def status(profil: ProfilASN) -> Status:
    """Menurut riwayatnya. Yang TMT PNS-nya kosong tetap PNS bila ada buktinya (lihat ``bukti_pns``) [k]."""
    if profil.cpns_pns or not profil.kontrak:
        return Status.PNS if profil.tmt_pns or bukti_pns(profil) else Status.CPNS
    pppk = any(r.jenis is not JenisKontrak.NON_ASN for r in profil.kontrak)
    return Status.PPPK if pppk else Status.BUKAN_ASN


def bukti_pns(profil: ProfilASN) -> str | None:
    """Catatan yang hanya dipunyai PNS: kenaikan pangkat, atau kartu pegawai."""
    naik = [r for r in profil.golongan if r.jenis_kp not in (None, JenisKP.PENGADAAN)]
    if naik:
        return f"sudah naik pangkat ke {max(naik, key=lambda r: r.tmt).golongan}"
    return "kartu pegawainya tercatat" if any(r.kartu_pegawai for r in profil.cpns_pns) else None


def diukur(profil: ProfilASN) -> bool:
    """Apakah orang ini ikut dihitung: pegawai ASN yang kedudukan hukumnya masih pegawai [k]."""
    return profil.kedudukan_hukum not in TIDAK_AKTIF and status(profil) is not Status.BUKAN_ASN


@dataclass(frozen=True)
class KonteksKualitas:
    """Satu orang pada satu hari."""

    profil: ProfilASN
    pada: date
    rujukan: RujukanKualitas

    @cached_property
    def status(self) -> Status:
        return status(self.profil)

    @cached_property
    def jabatan(self) -> RiwayatJabatan | None:
        return self.profil.jabatan_pada(self.pada)

    @property
    def struktural(self) -> RiwayatJabatan | None:
        jabatan = self.jabatan
        return jabatan if jabatan and jabatan.jenis in (JenisJabatan.STRUKTURAL, JenisJabatan.RANGKAP) else None

    @property
    def pelaksana(self) -> RiwayatJabatan | None:
        return self.jabatan if self.jabatan and self.jabatan.jenis is JenisJabatan.PELAKSANA else None

    @property
    def pendidikan(self) -> RiwayatPendidikan | None:
        return self.profil.pendidikan_tertinggi

    @property
    def pns(self) -> bool:
        """PNS atau calonnya."""
        return self.status in (Status.CPNS, Status.PNS)


PemeriksaIndikator = Callable[[KonteksKualitas], JawabanIndikator]


class AturanIndikator(NamedTuple):
    """Satu indikator: cara memeriksanya dan cara memperbaiki datanya."""

    kode: str
    """Kode kualitas_data_indikator.csv."""
    periksa: PemeriksaIndikator
    prosedur: str
    """Prosedur peremajaan yang memperbaikinya (prosedur_peremajaan.csv)."""
    perbaikan: str
    """Yang harus dilakukan."""

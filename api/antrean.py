"""Antrean kerja sebagai nilai: nama, saringan, dan urutannya pada kotak masuk."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from pydantic import BaseModel

from api.siapa import Identitas
from gudang.tugas import HitunganLangkah, Klaim, Pemilih, SaringanAntrean


class KodeAntrean(StrEnum):
    SEMUA = "semua"
    SAYA = "saya"
    BEBAS = "bebas"
    LEWAT = "lewat"


@dataclass(frozen=True)
class Antrean:
    kode: KodeAntrean
    nama: str
    keterangan: str
    klaim: Klaim = "semua"
    lewat_tenggat: bool = False

    def saring(self, saringan: SaringanAntrean) -> SaringanAntrean:
        return replace(saringan, klaim=self.klaim, lewat_tenggat=self.lewat_tenggat)

    def jumlah(self, hitungan: tuple[HitunganLangkah, ...]) -> int:
        isian = {"semua": "semua", "saya": "saya", "belum": "belum"}[self.klaim]
        return sum(satu.lewat_tenggat if self.lewat_tenggat else getattr(satu, isian) for satu in hitungan)


ANTREAN = (
    Antrean(KodeAntrean.SEMUA, "Semua tugas", "Tugas terbuka bagi peran dan unit Anda, terdekat tenggatnya dahulu."),
    Antrean(KodeAntrean.SAYA, "Saya pegang", "Tugas yang sedang Anda pegang.", klaim="saya"),
    Antrean(KodeAntrean.BEBAS, "Belum dipegang", "Tugas yang belum dipegang siapa pun.", klaim="belum"),
    Antrean(KodeAntrean.LEWAT, "Lewat tenggat", "Tugas yang tenggatnya sudah terlampaui.", lewat_tenggat=True),
)


class HitunganAntrean(BaseModel):
    kode: KodeAntrean
    nama: str
    keterangan: str
    jumlah: int


class HitunganTahap(BaseModel):
    langkah: str
    nama: str
    semua: int
    saya: int
    belum: int
    lewat_tenggat: int


class KotakMasuk(BaseModel):
    antrean: list[HitunganAntrean]
    langkah: list[HitunganTahap]


def susun_kotak_masuk(hitungan: tuple[HitunganLangkah, ...]) -> KotakMasuk:
    return KotakMasuk(
        antrean=[
            HitunganAntrean(kode=a.kode, nama=a.nama, keterangan=a.keterangan, jumlah=a.jumlah(hitungan))
            for a in ANTREAN
        ],
        langkah=[HitunganTahap(**vars(satu)) for satu in hitungan],
    )


def pemilih(ia: Identitas) -> Pemilih:
    peran = frozenset(satu.value for satu in ia.peran)
    return Pemilih(ia.akun, peran, ia.unit, frozenset((satu.value, akun) for satu, akun in ia.pengganti if akun))


def antrean(kode: KodeAntrean) -> Antrean:
    return next(satu for satu in ANTREAN if satu.kode is kode)


def saringan(
    langkah: str | None = None,
    instansi_id: str | None = None,
    jenis: str | None = None,
    periode: date | None = None,
    cari: str = "",
) -> SaringanAntrean:
    """Saringan kotak masuk dari parameter kueri."""
    return SaringanAntrean(langkah=langkah, instansi_id=instansi_id, jenis=jenis, periode=periode, cari=cari[:100])

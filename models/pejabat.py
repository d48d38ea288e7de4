"""Siapa menandatangani dan siapa bertugas ketika pejabatnya berhalangan.

Pengganti sementara menandatangani dengan sebutan ``Plh.`` (pejabatnya berhalangan sementara) atau ``Plt.``
(jabatannya kosong atau pejabatnya berhalangan tetap); yang dilimpahi wewenang menandatangani ``a.n.`` pejabatnya
(UU 30/2014 Pasal 13–14; Peraturan ANRI 5/2021 tentang tata naskah dinas). Mandat tidak memberi wenang atas keputusan
strategis kepegawaian (Pasal 14 ayat 7; SE Kepala BKN 2/SE/VII/2019): itu ditimbang yang menetapkan penggantinya [k].
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from models.peran import Peran
from models.referensi.tanggal import tulis_tanggal
from models.referensi.unit import nama_unit
from models.surat import Pejabat


class Sebagai(StrEnum):
    PLH = "plh"
    """Pelaksana harian."""
    PLT = "plt"
    """Pelaksana tugas."""
    AN = "an"
    """Pelimpahan: pejabatnya tidak berhalangan."""


SEBUTAN: Final = {Sebagai.PLH: "Plh.", Sebagai.PLT: "Plt."}


@dataclass(frozen=True)
class Penggantian:
    """Satu penggantian dalam satu peran di satu unit; ``pengganti`` kosong berarti belum ada yang ditunjuk."""

    id: int
    peran: Peran
    pejabat: str | None
    """Akun yang digantikan; kosong bagi jabatan yang tidak berpejabat."""
    jabatan: str | None
    """Jabatan seperti tercetak; kosong berarti jabatan pejabatnya."""
    sebagai: Sebagai
    pengganti: str | None
    mulai: date
    sampai: date

    @property
    def berhalangan(self) -> bool:
        """Pejabatnya sendiri tidak bertugas."""
        return self.sebagai is not Sebagai.AN


@dataclass(frozen=True)
class PemegangTugas:
    """Akun yang bertugas dalam satu peran, dan atas dasar apa bila bukan pemegangnya sendiri."""

    akun: str
    dasar: Penggantian | None = None

    @property
    def berhak_lebih_dulu(self) -> bool:
        """Pejabat yang hadir dan yang dilimpahi mendahului pengganti pejabat yang berhalangan."""
        return self.dasar is None or not self.dasar.berhalangan


def susun_petugas(pemegang: Sequence[str], penggantian: Iterable[Penggantian]) -> tuple[PemegangTugas, ...]:
    """Yang bertugas hari itu, yang semestinya menandatangani lebih dahulu.

    ``pemegang`` akun berperan itu, berurut; ``penggantian`` yang berlaku hari itu, yang terakhir dibuat menang bagi
    pejabat yang sama. Pengganti yang dirinya berhalangan dalam peran itu tidak dihitung.
    """
    menurut_pejabat = {satu.pejabat: satu for satu in sorted(penggantian, key=lambda satu: satu.id)}
    berhalangan = {pejabat for pejabat, satu in menurut_pejabat.items() if satu.berhalangan}
    calon: list[PemegangTugas] = []
    for akun in pemegang:
        if akun not in menurut_pejabat:
            calon.append(PemegangTugas(akun))
    calon += [PemegangTugas(satu.pengganti, satu) for satu in menurut_pejabat.values() if satu.pengganti]
    calon += [PemegangTugas(akun) for akun in pemegang if akun in menurut_pejabat and akun not in berhalangan]
    hadir = [satu for satu in calon if satu.akun not in berhalangan]
    return tuple(sorted(hadir, key=lambda satu: not satu.berhak_lebih_dulu))


def tercetak(sendiri: Pejabat, dasar: Penggantian | None, jabatan_digantikan: str) -> Pejabat:
    """Penandatangan seperti tercetak: dirinya sendiri, ``Plh.``/``Plt.`` jabatan itu, atau ``a.n.`` jabatan itu."""
    if dasar is None:
        return sendiri
    if dasar.sebagai is Sebagai.AN:
        return sendiri.model_copy(update={"atas_nama": jabatan_digantikan})
    return sendiri.model_copy(update={"jabatan": f"{SEBUTAN[dasar.sebagai]} {jabatan_digantikan}"})


def sebab_kosong(peran: Peran, unit: str, penggantian: Iterable[Penggantian]) -> str:
    """Mengapa tak seorang pun bertugas, dan apa obatnya. Tanpa nama orang: kalimat ini sampai ke surel."""
    sebutan = f"{peran.value.replace('_', ' ')} di {nama_unit(unit)}"
    terakhir = max(penggantian, key=lambda satu: satu.id, default=None)
    if terakhir is None:
        return f"Belum ada {sebutan}; daftarkan akunnya, lalu ulangi."
    return (
        f"Pejabat {sebutan} berhalangan dari {tulis_tanggal(terakhir.mulai)} sampai {tulis_tanggal(terakhir.sampai)} "
        "dan belum ada penggantinya; tetapkan dan sahkan penggantinya (Plh. atau Plt.) pada /pejabat, lalu ulangi."
    )


def nama_polos(nama: str) -> tuple[str, ...]:
    """``Dr. Ayu Lestari, S.H.`` → ``("ayu", "lestari")``: gelar depan bertitik, gelar belakang sesudah koma."""
    return tuple(kata.casefold() for kata in nama.split(",")[0].split() if not kata.endswith("."))

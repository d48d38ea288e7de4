"""Nilai kualitas data: dari banyaknya yang kena menjadi nilai tiap indikator, dimensi, dan indeksnya.

Bobot dari kualitas_data_indikator.csv (bobot dimensi × bobot indikator). Yang tidak ditetapkannya, pilihan kita [k]:

- nilai indikator = 100 × (1 − kena ÷ pegawai yang diukur); penyebutnya semua pegawai yang diukur, bukan hanya yang
  indikatornya berlaku baginya;
- nilai dimensi = rata-rata nilai indikator tertimbang bobotnya; dibagi jumlah bobot karena sumbernya membulatkan
  (99,98 sampai 100,01), supaya yang tanpa masalah tepat 100;
- indeks = jumlah bobot dimensi × nilai dimensi.
"""

from collections.abc import Mapping
from decimal import Decimal

from models.aturan.kualitas.indikator import Dimensi, Indikator, semua_dimensi
from models.profil import Beku


class NilaiIndikator(Beku):
    kode: str
    nama: str
    bobot: float
    kena: int
    nilai: float


class NilaiDimensi(Beku):
    nama: str
    bobot: float
    nilai: float
    indikator: tuple[NilaiIndikator, ...]


class NilaiKualitas(Beku):
    """Nilai 0 sampai 100, dibulatkan dua angka di belakang koma."""

    banyak: int
    """Pegawai yang diukur."""
    indeks: float
    dimensi: tuple[NilaiDimensi, ...]


def nilai(kena: Mapping[str, int], banyak: int) -> NilaiKualitas | None:
    """``kena``: kode indikator → banyaknya pegawai yang kena. Kosong bila tidak ada yang diukur.

    ``ValueError`` bila sebuah hitungan kurang dari nol atau lebih dari ``banyak``.
    """
    if salah := sorted(kode for kode, hitungan in kena.items() if not 0 <= hitungan <= banyak):
        raise ValueError(f"kena: hitungan {', '.join(salah)} harus antara 0 dan {banyak}")
    if banyak == 0:
        return None
    return NilaiKualitas(
        banyak=banyak,
        indeks=_bulat(sum((d.bobot * _rata(d, kena, banyak) for d in semua_dimensi()), Decimal(0))),
        dimensi=tuple(
            NilaiDimensi(
                nama=d.nama,
                bobot=float(d.bobot),
                nilai=_bulat(_rata(d, kena, banyak)),
                indikator=tuple(_indikator(i, kena, banyak) for i in d.indikator),
            )
            for d in semua_dimensi()
        ),
    )


def _indikator(i: Indikator, kena: Mapping[str, int], banyak: int) -> NilaiIndikator:
    return NilaiIndikator(
        kode=i.kode,
        nama=i.nama,
        bobot=float(i.bobot),
        kena=kena.get(i.kode, 0),
        nilai=_bulat(_tanpa_masalah(i, kena, banyak)),
    )


def _rata(d: Dimensi, kena: Mapping[str, int], banyak: int) -> Decimal:
    tertimbang = sum((i.bobot * _tanpa_masalah(i, kena, banyak) for i in d.indikator), Decimal(0))
    return tertimbang / sum((i.bobot for i in d.indikator), Decimal(0))


def _tanpa_masalah(i: Indikator, kena: Mapping[str, int], banyak: int) -> Decimal:
    """Persen pegawai yang tidak kena."""
    return Decimal(100 * (banyak - kena.get(i.kode, 0))) / banyak


def _bulat(nilai: Decimal) -> float:
    return float(round(nilai, 2))

"""Golongan ruang PNS: urutan, pangkat, dan kode SIASN (golongan_pns.csv)."""

from enum import StrEnum
from functools import cache
from typing import NamedTuple

from models.referensi.berkas import baris


class Golongan(StrEnum):
    """Golongan ruang, ditulis ``III/c``. Urutan teksnya sama dengan urutan pangkat: ``<`` berarti lebih rendah."""

    I_A = "I/a"
    I_B = "I/b"
    I_C = "I/c"
    I_D = "I/d"
    II_A = "II/a"
    II_B = "II/b"
    II_C = "II/c"
    II_D = "II/d"
    III_A = "III/a"
    III_B = "III/b"
    III_C = "III/c"
    III_D = "III/d"
    IV_A = "IV/a"
    IV_B = "IV/b"
    IV_C = "IV/c"
    IV_D = "IV/d"
    IV_E = "IV/e"

    @property
    def kode(self) -> str:
        """Kode SIASN, mis. ``33`` bagi ``III/c``."""
        return _tabel()[self].kode

    @property
    def pangkat(self) -> str:
        """Nama pangkat, mis. ``Penata``."""
        return _tabel()[self].pangkat

    @property
    def tingkat(self) -> str:
        """Angka Romawi golongannya (``III``)."""
        return self.value.split("/")[0]

    @property
    def berikutnya(self) -> "Golongan | None":
        """Setingkat lebih tinggi; ``None`` bagi IV/e."""
        urutan = tuple(Golongan)
        ke = urutan.index(self) + 1
        return urutan[ke] if ke < len(urutan) else None

    @classmethod
    def dari_kode(cls, kode: str) -> "Golongan":
        """Golongan dari kode SIASN; ``ValueError`` bila kodenya tidak dikenal."""
        for golongan, isi in _tabel().items():
            if isi.kode == kode:
                return golongan
        raise ValueError(f"kode golongan {kode!r} tidak dikenal; pakai kode dari golongan_pns.csv, mis. 33 bagi III/c")


class _Baris(NamedTuple):
    kode: str
    pangkat: str


@cache
def _tabel() -> dict[Golongan, _Baris]:
    return {Golongan(b["nama"]): _Baris(b["id"], b["namaPangkat"]) for b in baris("golongan_pns.csv")}

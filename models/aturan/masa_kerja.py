"""Masa kerja golongan: hitungan tahun dan bulan, dan potongannya saat pindah golongan."""

from datetime import date
from itertools import pairwise
from typing import Self

from pydantic import Field

from models.profil import Beku, ProfilASN
from models.referensi import Golongan

POTONGAN_TAHUN = {("I", "II"): 6, ("II", "III"): 5}
"""Tahun yang dikurangkan saat naik dari golongan I ke II dan dari II ke III (praktik pelaksanaan PP 99/2000)."""


class MasaKerja(Beku):
    tahun: int = Field(ge=0)
    bulan: int = Field(default=0, ge=0, le=11)

    @property
    def jumlah_bulan(self) -> int:
        return self.tahun * 12 + self.bulan

    @classmethod
    def dari_bulan(cls, jumlah: int) -> Self:
        """Jumlah bulan → tahun dan bulan; kurang dari nol dihitung nol."""
        tahun, bulan = divmod(max(jumlah, 0), 12)
        return cls(tahun=tahun, bulan=bulan)

    def tambah(self, bulan: int) -> "MasaKerja":
        return MasaKerja.dari_bulan(self.jumlah_bulan + bulan)

    def __str__(self) -> str:
        return f"{self.tahun} tahun {self.bulan} bulan"


def bulan_antara(mulai: date, sampai: date) -> int:
    """Bulan penuh dari ``mulai`` sampai ``sampai``; negatif bila ``sampai`` lebih dahulu."""
    return (sampai.year - mulai.year) * 12 + sampai.month - mulai.month - (sampai.day < mulai.day)


def masa_kerja_golongan(profil: ProfilASN, pada: date) -> MasaKerja:
    """Masa kerja golongan pada suatu hari: yang tercatat di golongan yang berlaku, ditambah bulan penuh sejak TMT-nya
    dan peninjauan masa kerja yang berlaku sesudahnya.

    ``ValueError`` bila pada hari itu belum ada golongan.
    """
    berlaku = profil.golongan_pada(pada)
    if berlaku is None:
        raise ValueError(f"golongan: belum ada riwayat golongan dengan TMT sampai {pada}; lengkapi riwayat golongan")
    tercatat = MasaKerja(tahun=berlaku.masa_kerja_tahun, bulan=berlaku.masa_kerja_bulan)
    peninjauan = sum(r.masa_kerja_tahun * 12 + r.masa_kerja_bulan for r in profil.pmk if berlaku.tmt < r.tmt <= pada)
    return tercatat.tambah(bulan_antara(berlaku.tmt, pada) + peninjauan)


def sesudah_naik(masa_kerja: MasaKerja, lama: Golongan, baru: Golongan) -> MasaKerja:
    """Masa kerja golongan sesudah naik: −6 tahun I→II, −5 tahun II→III, selain itu tetap; tak pernah kurang dari nol.

    Praktik PP 99/2000 dan tabel gaji PP 7/1977 beserta perubahannya. Lompatan I→III dipotong keduanya.
    """
    tingkat = ("I", "II", "III", "IV")
    dilalui = tingkat[tingkat.index(lama.tingkat) : tingkat.index(baru.tingkat) + 1]
    potongan = sum(POTONGAN_TAHUN.get(pasangan, 0) for pasangan in pairwise(dilalui))
    return masa_kerja.tambah(-12 * potongan)

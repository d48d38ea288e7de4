"""Kualitas data: yang profilnya berubah dihitung seketika, dan semua orang sekali sehari (``putaran.jadwal``).

Sehari sekali karena jawabannya bergantung pada hari (BUP, masa CPNS, masa cuti), unor, referensi, dan jabatan orang
lain; yang tidak berubah pun tidak pernah basi lebih dari sehari.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Final
from uuid import UUID

from gudang import PabrikGudang
from gudang.kualitas import Dinilai
from models.aturan.kualitas import RujukanKualitas, diukur, temuan
from models.profil import ProfilASN
from models.referensi.zona import hari_ini
from models.tersisih import DATA_RUSAK, Sapuan
from putaran.putar import PORSI_HITUNGAN, putar

_SEKALI_HITUNG: Final = 50


@dataclass
class PenyapuKualitas:
    pabrik: PabrikGudang

    async def jalankan(self, berhenti: asyncio.Event) -> None:
        """Yang profilnya berubah, terus-menerus."""
        yang_berubah = partial(self.sapu, hanya_berubah=True)
        await putar(yang_berubah, berhenti, "penghitungan kualitas data", porsi=PORSI_HITUNGAN)

    async def sapu(self, *, hanya_berubah: bool = False) -> int:
        """Satu kumpulan; hasil: banyaknya ASN yang dihitung. Boleh dikerjakan beberapa worker bersamaan."""
        hari = hari_ini()
        async with self.pabrik.transaksi() as gudang:
            tiba = await gudang.kualitas.tiba(hari, _SEKALI_HITUNG, hanya_berubah=hanya_berubah)
            if tiba:
                rujukan = await gudang.kualitas.rujukan(tiba)
                profil, rusak = await gudang.asn.baca_profil_terbaca(tiba, hari)
                hasil, gagal = await asyncio.to_thread(nilai_semua, profil, hari, rujukan)
                await gudang.kualitas.simpan({satu: hasil.get(satu, _TIDAK_DIUKUR) for satu in tiba}, hari)
                await gudang.tersisih.catat(Sapuan.KUALITAS, tiba, rusak | gagal, berjeda=False)
        return len(tiba)


_TIDAK_DIUKUR: Final = Dinilai(diukur=False, temuan={})


def nilai_semua(
    profil: Mapping[UUID, ProfilASN], hari: date, rujukan: RujukanKualitas
) -> tuple[dict[UUID, Dinilai], dict[UUID, Exception]]:
    """Yang belum mulai bekerja tidak ada di ``profil``; yang datanya tidak dapat dinilai tidak diukur dan disebut."""
    hasil: dict[UUID, Dinilai] = {}
    gagal: dict[UUID, Exception] = {}
    for asn_id, satu in profil.items():
        try:
            if diukur(satu):
                hasil[asn_id] = Dinilai(diukur=True, temuan=temuan(satu, hari, rujukan))
        except DATA_RUSAK as galat:  # satu data yang rusak tidak boleh menahan penilaian orang lain
            gagal[asn_id] = galat
    return hasil, gagal

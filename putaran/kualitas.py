"""Putaran kualitas data: menghitung temuan ASN yang profilnya berubah, dan semua orang sekali sehari.

Sehari sekali karena jawabannya bergantung pada hari (BUP, masa CPNS, masa cuti), unor, referensi, dan jabatan orang
lain; yang tidak berubah pun tidak pernah basi lebih dari sehari.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

import structlog

from gudang import PabrikGudang
from gudang.kualitas import Dinilai
from models.aturan.kualitas import Rujukan, diukur, temuan
from models.profil import ProfilASN
from models.referensi.zona import hari_ini
from putaran.putar import PORSI_HITUNGAN, putar

log = structlog.get_logger(__name__)

_SEKALI_HITUNG: Final = 50


@dataclass
class PenyapuKualitas:
    pabrik: PabrikGudang

    async def jalankan(self, berhenti: asyncio.Event) -> None:
        await putar(self.sapu, berhenti, "penghitungan kualitas data", porsi=PORSI_HITUNGAN)

    async def sapu(self) -> int:
        """Satu kumpulan; hasil: banyaknya ASN yang dihitung. Boleh dikerjakan beberapa worker bersamaan."""
        hari = hari_ini()
        async with self.pabrik.transaksi() as gudang:
            tiba = await gudang.kualitas.tiba(hari, _SEKALI_HITUNG)
            if tiba:
                rujukan = await gudang.kualitas.rujukan(tiba)
                profil = await gudang.asn.baca_profil_terbaca(tiba, hari)
                hasil = await asyncio.to_thread(nilai_semua, profil, hari, rujukan)
                await gudang.kualitas.simpan({satu: hasil.get(satu, _TIDAK_DIUKUR) for satu in tiba}, hari)
        return len(tiba)


_TIDAK_DIUKUR: Final = Dinilai(diukur=False, temuan={})


def nilai_semua(profil: Mapping[UUID, ProfilASN], hari: date, rujukan: Rujukan) -> dict[UUID, Dinilai]:
    """Yang belum mulai bekerja tidak ada di ``profil``; yang datanya tidak dapat dinilai dicatat dan tidak diukur."""
    hasil: dict[UUID, Dinilai] = {}
    for asn_id, satu in profil.items():
        try:
            if diukur(satu):
                hasil[asn_id] = Dinilai(diukur=True, temuan=temuan(satu, hari, rujukan))
        except ValueError as galat:  # satu data yang rusak tidak boleh menahan penilaian orang lain
            log.warning("kualitas data tidak dapat dinilai", asn=str(asn_id), galat=type(galat).__name__)
    return hasil

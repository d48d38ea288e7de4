"""Putaran worker yang menghitung ulang prediksi kenaikan pangkat ASN yang profil, periode, atau aturannya berubah."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

import structlog

from gudang import PabrikGudang
from gudang.prediksi import Patokan
from models.aturan.hasil import Prediksi
from models.aturan.prediksi import prediksi_semua
from models.profil import ProfilASN
from models.referensi.zona import hari_ini
from putaran.putar import PORSI_HITUNGAN, putar

log = structlog.get_logger(__name__)

SEKALI_HITUNG: Final = 50
"""ASN satu transaksi: sepersekian detik, selama itu perubahan profil mereka menunggu."""


@dataclass
class PenghitungPrediksi:
    pabrik: PabrikGudang

    async def jalankan(self, berhenti: asyncio.Event) -> None:
        await putar(self._sekumpulan, berhenti, "penghitungan prediksi", porsi=PORSI_HITUNGAN)

    async def hitung(self) -> int:
        """Hitung sampai tak ada yang usang; hasil: banyaknya ASN."""
        terhitung = 0
        while banyak := await self._sekumpulan():
            terhitung += banyak
        return terhitung

    async def _sekumpulan(self) -> int:
        async with self.pabrik.transaksi() as gudang:
            patokan = await gudang.prediksi.patokan(hari_ini())
            usang = await gudang.prediksi.usang(patokan, SEKALI_HITUNG)
            if usang:
                profil = await gudang.asn.baca_profil_terbaca(list(usang))
                hasil = await asyncio.to_thread(_hitung, profil, patokan)
                await gudang.prediksi.simpan(patokan, usang, hasil)
        return len(usang)


def _hitung(profil: Mapping[UUID, ProfilASN], patokan: Patokan) -> dict[UUID, tuple[Prediksi, ...]]:
    hasil = {}
    for asn_id, satu in profil.items():
        try:
            hasil[asn_id] = prediksi_semua(satu, patokan.dari, patokan.sampai)
        except ValueError as galat:  # kode yang tidak dikenal pada satu riwayat tidak boleh menahan yang lain
            log.warning("profil tidak dapat diprediksi", asn=str(asn_id), galat=type(galat).__name__)
    return hasil

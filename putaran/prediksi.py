"""Prediksi kenaikan pangkat: ASN yang profilnya berubah dihitung seketika; yang periode atau aturannya, terjadwal."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Final
from uuid import UUID

from gudang import PabrikGudang
from gudang.prediksi import Patokan
from models.aturan.hasil import Prediksi
from models.aturan.prediksi import prediksi_semua
from models.profil import ProfilASN
from models.referensi.zona import hari_ini
from models.tersisih import DATA_RUSAK, Sapuan
from putaran.putar import PORSI_HITUNGAN, putar

SEKALI_HITUNG: Final = 50
"""ASN satu transaksi: sepersekian detik, selama itu perubahan profil mereka menunggu."""


@dataclass
class PenghitungPrediksi:
    pabrik: PabrikGudang

    async def jalankan(self, berhenti: asyncio.Event) -> None:
        """Yang profilnya berubah, terus-menerus."""
        yang_berubah = partial(self.sekumpulan, hanya_berubah=True)
        await putar(yang_berubah, berhenti, "penghitungan prediksi", porsi=PORSI_HITUNGAN)

    async def hitung(self) -> int:
        """Hitung sampai tak ada yang usang; hasil: banyaknya ASN."""
        terhitung = 0
        while banyak := await self.sekumpulan():
            terhitung += banyak
        return terhitung

    async def sekumpulan(self, *, hanya_berubah: bool = False) -> int:
        async with self.pabrik.transaksi() as gudang:
            patokan = await gudang.prediksi.patokan(hari_ini())
            usang = await gudang.prediksi.usang(patokan, SEKALI_HITUNG, hanya_berubah=hanya_berubah)
            if usang:
                profil, rusak = await gudang.asn.baca_profil_terbaca(list(usang))
                hasil, gagal = await asyncio.to_thread(_hitung, profil, patokan)
                await gudang.prediksi.simpan(patokan, usang, hasil)
                await gudang.tersisih.catat(Sapuan.PREDIKSI, usang, rusak | gagal, berjeda=False)
        return len(usang)


def _hitung(
    profil: Mapping[UUID, ProfilASN], patokan: Patokan
) -> tuple[dict[UUID, tuple[Prediksi, ...]], dict[UUID, Exception]]:
    hasil: dict[UUID, tuple[Prediksi, ...]] = {}
    gagal: dict[UUID, Exception] = {}
    for asn_id, satu in profil.items():
        try:
            hasil[asn_id] = prediksi_semua(satu, patokan.dari, patokan.sampai)
        except DATA_RUSAK as galat:  # kode yang tidak dikenal pada satu riwayat tidak boleh menahan yang lain
            gagal[asn_id] = galat
    return hasil, gagal

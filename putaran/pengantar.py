"""Pengantar: keputusan dari luar diantarkan kepada usulan yang cocok."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID, uuid5

import structlog

from gudang import PabrikGudang
from gudang.keputusan_masuk import DataBaris, DataKeputusanMasuk
from luar.temporal import PerintahDitolak
from models.galat import JenisGalat
from models.keputusan import KeputusanMasuk
from putaran.putar import putar

log = structlog.get_logger(__name__)

SEKALI_ANTRE: Final = 50
JEDA_PERTAMA: Final = timedelta(seconds=5)
JEDA_TERLAMA: Final = timedelta(hours=1)
_LIPATAN: Final = 10
_TIDAK_DIKENAL = (
    "Tidak ada usulan dengan nomor pertek itu, dan ASN ber-NIP itu tidak sedang menunggu keputusan dari luar."
)
_BELUM_TERANTAR = "Mesin alur kerja belum menjawab; keputusan ini diantarkan lagi dengan sendirinya."
_TAK_TERBACA = "Baris keputusan ini tidak dapat diolah; sebabnya di catatan worker. Ia dicoba lagi dengan sendirinya."
_LEBIH_DARI_SATU = "Lebih dari satu usulan cocok dengan nomor pertek atau NIP itu; pilih usulannya."


@dataclass
class Pengantar:
    """Putaran yang mengantarkan setiap baris keputusan kepada usulannya, paling sedikit sekali, beridentitas tetap."""

    pabrik: PabrikGudang
    kirim: Callable[[UUID, KeputusanMasuk, UUID], Awaitable[None]]
    """Usulan, pesan, id perintah; ``PerintahDitolak`` bila usulannya menolak."""

    async def jalankan(self, berhenti: asyncio.Event) -> None:
        await putar(self.antar, berhenti, "pengantaran keputusan")

    async def antar(self) -> int:
        """Antarkan semua yang waktunya tiba; hasil: banyaknya."""
        banyak = 0
        while antrean := await self._antre():
            for keputusan, baris in antrean:
                await self._antarkan_atau_tunda(keputusan, baris)
            banyak += len(antrean)
        return banyak

    async def _antre(self) -> tuple[tuple[DataKeputusanMasuk, DataBaris], ...]:
        async with self.pabrik.transaksi() as gudang:
            return await gudang.keputusan_masuk.antre(SEKALI_ANTRE)

    async def _antarkan_atau_tunda(self, keputusan: DataKeputusanMasuk, baris: DataBaris) -> None:
        try:
            await self._antarkan(keputusan, baris)
        except Exception as galat:  # satu baris yang rusak tidak boleh menahan baris lain
            log.warning("keputusan tidak dapat diantar", baris=str(baris.id), galat=type(galat).__name__)
            async with self.pabrik.transaksi() as gudang:
                await gudang.keputusan_masuk.tunda(baris, baris.usulan_id, _TAK_TERBACA, _jeda(baris))

    async def _antarkan(self, keputusan: DataKeputusanMasuk, baris: DataBaris) -> None:
        async with self.pabrik.transaksi() as gudang:
            ditunjuk = (baris.usulan_id,) if baris.usulan_id else ()
            calon = ditunjuk or await gudang.keputusan_masuk.cari_usulan(keputusan.jenis, baris.isi)
            if len(calon) != 1:
                sebab = _LEBIH_DARI_SATU if calon else _TIDAK_DIKENAL
                return await gudang.keputusan_masuk.tak_cocok(baris, sebab)
        (usulan_id,) = calon
        masuk = KeputusanMasuk(baris_id=baris.id, pelaku=keputusan.pengirim)
        ditolak = await self._kirim(usulan_id, masuk, uuid5(baris.id, str(baris.ke)))
        async with self.pabrik.transaksi() as gudang:
            if ditolak is None:
                await gudang.keputusan_masuk.diantar(baris, usulan_id)
            elif ditolak.jenis is JenisGalat.SUDAH_BERAKHIR:
                await gudang.keputusan_masuk.tak_cocok(baris, str(ditolak), usulan_id)
            else:
                await gudang.keputusan_masuk.tunda(baris, usulan_id, str(ditolak), _jeda(baris))

    async def _kirim(self, usulan_id: UUID, masuk: KeputusanMasuk, id_perintah: UUID) -> PerintahDitolak | None:
        try:
            await self.kirim(usulan_id, masuk, id_perintah)
        except PerintahDitolak as galat:
            return galat
        except Exception as galat:  # satu baris yang tersangkut tidak boleh menahan baris lain
            log.warning("keputusan belum terantar", baris=str(masuk.baris_id), galat=type(galat).__name__)
            return PerintahDitolak(JenisGalat.TIDAK_MENUNGGU, _BELUM_TERANTAR)
        return None


def _jeda(baris: DataBaris) -> timedelta:
    lipat: int = 2 ** min(baris.percobaan, _LIPATAN)
    return min(JEDA_PERTAMA * lipat, JEDA_TERLAMA)

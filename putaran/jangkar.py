"""Menjangkarkan jejak: ujung rantai yang bertambah sejak jangkar terakhir, dicap waktu, ditaruh terkunci di S3.

Pemilik basis data dapat menulis ulang rantai beserta sidiknya; yang sudah dijangkarkan tidak dapat diikutkannya.
"""

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

import structlog

from gudang import PabrikGudang
from luar.cap_waktu import CapWaktu
from luar.jangkar import LemariJangkar
from models.jangkar import Jangkar, baca_jangkar, bubuhkan, sidik_jangkar

log = structlog.get_logger(__name__)

BARIS: Final = 50_000
"""Baris jejak tiap jangkar: beberapa megabita, dan tidak pernah seluruh jejak di ingatan."""
_JEDA: Final = 0.2


@dataclass
class PenjangkarJejak:
    pabrik: PabrikGudang
    lemari: LemariJangkar
    cap: CapWaktu
    baris: int = BARIS

    async def sekumpulan(self) -> int:
        """Satu jangkar; hasil: banyaknya rantai di dalamnya, nol bila tidak ada yang bertambah.

        Boleh diulang dan boleh terputus: yang menentukan kelanjutannya jangkar terakhir di S3.
        """
        ke, sebelum, dari = await self._terakhir()
        async with self.pabrik.transaksi() as gudang:
            akhir, penulis = await gudang.jangkar.akhir()
        while penulis:
            await asyncio.sleep(_JEDA)
            async with self.pabrik.transaksi() as gudang:
                penulis &= await gudang.jangkar.penulis()
        async with self.pabrik.transaksi() as gudang:
            sampai, ujung = await gudang.jangkar.ujung(dari, akhir, self.baris)
        if not ujung:
            return 0
        jangkar = Jangkar(ke + 1, datetime.now(UTC), sebelum, dari, sampai, ujung)
        isi = jangkar.tulis()
        await self.lemari.taruh(jangkar.ke, bubuhkan(isi, await self.cap.minta(isi)))
        log.info("jejak dijangkarkan", jangkar=jangkar.ke, rantai=len(ujung))
        return len(ujung)

    async def _terakhir(self) -> tuple[int, str, int]:
        """Nomor, SHA-256, dan id baris terakhir jangkar terakhir."""
        semua = await self.lemari.daftar()
        if not semua:
            return 0, "", 0
        objek = await self.lemari.baca(semua[-1])
        terakhir = baca_jangkar(objek).jangkar
        return terakhir.ke, sidik_jangkar(objek), terakhir.sampai

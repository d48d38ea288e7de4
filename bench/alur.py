"""Alur lantai: yang paling sedikit dapat dikerjakan Temporal untuk pekerjaan yang sama."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from temporalio import workflow

NIHIL: Final = "bench_nihil"
SATU_BARIS: Final = "bench_satu_baris"
BATAS: Final = timedelta(seconds=30)


@workflow.defn(name="bench_telanjang")
class Telanjang:
    """Update dan kegiatan sebanyak dan seurut sebuah usulan sungguhan, tanpa isi, timer, dan atribut pencarian.

    ``irama``: satu teks tiap tugas alur kerja; ``U`` update diterima, ``J`` update dijawab, ``K`` kegiatan dijadwalkan.
    """

    def __init__(self) -> None:
        self._datang = 0
        self._dijawab = 0

    @workflow.run
    async def run(self, irama: Sequence[str]) -> None:
        diterima = 0
        for tugas in irama:
            diterima += tugas.count("U")
            await self._tunggu_datang(diterima)
            self._dijawab += tugas.count("J")
            kerja = [workflow.execute_activity(NIHIL, start_to_close_timeout=BATAS) for _ in range(tugas.count("K"))]
            await asyncio.gather(*kerja)
        await workflow.wait_condition(workflow.all_handlers_finished)

    async def _tunggu_datang(self, banyak: int) -> None:
        await workflow.wait_condition(lambda: self._datang >= banyak)

    @workflow.update
    async def sentuh(self) -> None:
        self._datang += 1
        nomor = self._datang
        await workflow.wait_condition(lambda: self._dijawab >= nomor)


@workflow.defn(name="bench_lantai")
class Lantai:
    """Menunggu update sampai dihentikan."""

    @workflow.run
    async def run(self) -> None:
        await workflow.wait_condition(lambda: False)

    @workflow.update
    async def kosong(self) -> None:
        return

    @workflow.update
    async def satu_baris(self) -> None:
        await workflow.execute_activity(SATU_BARIS, start_to_close_timeout=BATAS)

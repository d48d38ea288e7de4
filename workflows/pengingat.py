"""Pengingat: satu timer seumur usulan bagi semua tenggatnya.

Tugas yang selesai sebelum tenggatnya tidak membatalkan timer: ia berbunyi sekali, tidak menemukan apa-apa, dan dipasang
bagi tenggat yang berlaku saat itu. Hanya tenggat yang lebih awal memasangnya lagi. Timer yang dipasang dan dibatalkan
tiap tugas menghabiskan dua peristiwa riwayat, dan hampir semua tugas selesai sebelum diingatkan.
"""

from collections.abc import Awaitable, Callable
from datetime import datetime
from functools import partial

from temporalio import workflow


class Pengingat:
    """``berikut`` saat peringatan berikutnya, kosong bila tak ada; ``peringatkan`` dipanggil ketika saatnya tiba."""

    def __init__(self, berikut: Callable[[], datetime | None], peringatkan: Callable[[], Awaitable[None]]) -> None:
        self._berikut = berikut
        self._peringatkan = peringatkan

    async def berjaga(self) -> None:
        """Tidak pernah kembali; berakhir bersama usulannya."""
        while True:
            saat = self._berikut()
            if saat is None:
                await workflow.wait_condition(lambda: self._berikut() is not None)
            elif saat > workflow.now():
                await self._tunggu(saat)
            else:
                await self._peringatkan()

    async def _tunggu(self, saat: datetime) -> None:
        try:
            await workflow.wait_condition(partial(self._lebih_awal, saat), timeout=saat - workflow.now())
        except TimeoutError:
            return

    def _lebih_awal(self, saat: datetime) -> bool:
        berikut = self._berikut()
        return berikut is not None and berikut < saat

"""Putaran latar di worker: pekerjaan kecil tanpa keadaan yang diulang sampai worker diminta berhenti."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Final

import structlog

log = structlog.get_logger(__name__)

JEDA: Final = timedelta(seconds=2)
"""Jeda antara putaran."""
JEDA_GANGGUAN: Final = timedelta(seconds=15)
PORSI_HITUNGAN: Final = 0.5
"""Bagi hitungan seluruh pegawai, misalnya sesudah aturan berubah."""


async def putar(
    kerjakan: Callable[[], Awaitable[int]],
    berhenti: asyncio.Event,
    sebutan: str,
    *,
    porsi: float | None = None,
    jeda: timedelta = JEDA,
) -> None:
    """Ulangi sampai diminta berhenti; gangguan basis data atau Temporal menunggu lebih lama, tidak mematikan worker.

    ``porsi``: bagian waktu worker yang boleh dihabiskan pekerjaan panjang; selama hasilnya bukan nol ia dilanjutkan
    sesudah beristirahat sebanding lama kerjanya, supaya orang yang menunggu keputusannya tercatat tidak terdesak.
    """
    while not berhenti.is_set():
        istirahat = jeda
        mulai = time.monotonic()
        try:
            if await kerjakan() and porsi is not None:
                istirahat = timedelta(seconds=(time.monotonic() - mulai) * (1 / porsi - 1))
        except Exception as galat:  # putaran latar tidak boleh mematikan worker beserta usulan yang dilayaninya
            istirahat = JEDA_GANGGUAN
            log.warning(f"{sebutan} terganggu", exc_info=galat)
        try:
            await asyncio.wait_for(berhenti.wait(), istirahat.total_seconds())
        except TimeoutError:
            continue

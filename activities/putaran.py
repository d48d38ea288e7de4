"""Putaran latar di worker: pekerjaan kecil tanpa keadaan yang diulang sampai worker diminta berhenti."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Final

import structlog

log = structlog.get_logger(__name__)

JEDA: Final = timedelta(seconds=2)
"""Jeda antara putaran."""
JEDA_GANGGUAN: Final = timedelta(seconds=15)


async def putar(kerjakan: Callable[[], Awaitable[int]], berhenti: asyncio.Event, sebutan: str) -> None:
    """Ulangi sampai diminta berhenti; gangguan basis data atau Temporal menunggu lebih lama, tidak mematikan worker."""
    while not berhenti.is_set():
        jeda = JEDA
        try:
            await kerjakan()
        except Exception as galat:  # putaran latar tidak boleh mematikan worker beserta usulan yang dilayaninya
            jeda = JEDA_GANGGUAN
            log.warning(f"{sebutan} terganggu", exc_info=galat)
        try:
            await asyncio.wait_for(berhenti.wait(), jeda.total_seconds())
        except TimeoutError:
            continue

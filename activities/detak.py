"""Detak kegiatan: worker yang mati dikenali dari berhentinya detak, dan kegiatannya diambil worker lain."""

import asyncio
from typing import Any, Final

from temporalio import activity
from temporalio.worker import ActivityInboundInterceptor, ExecuteActivityInput, Interceptor

DETAK: Final = 4.0
"""Detik antara detak; sepertiga batas terpendek yang dipasang alur kerja (``workflows.meja``)."""


class Pendetak(Interceptor):
    """Setiap kegiatan worker ini berdetak selama ia berjalan."""

    def intercept_activity(self, next: ActivityInboundInterceptor) -> ActivityInboundInterceptor:
        return _Pendetak(next)


class _Pendetak(ActivityInboundInterceptor):
    async def execute_activity(self, input: ExecuteActivityInput) -> Any:
        detak = asyncio.create_task(_berdetak())
        try:
            return await super().execute_activity(input)
        finally:
            detak.cancel()


async def _berdetak() -> None:
    while True:
        activity.heartbeat()
        await asyncio.sleep(DETAK)

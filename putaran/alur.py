"""Alur satu putaran berjadwal: satu kegiatan, supaya administrator melihat, menjeda, dan menjalankannya lagi.

Bukan usulan: berjalan di namespace-nya sendiri yang beretensi pendek, tanpa keadaan dan tanpa orang.
"""

from datetime import timedelta

from temporalio import workflow
from temporalio.common import RetryPolicy


@workflow.defn
class Putaran:
    @workflow.run
    async def run(self, kegiatan: str) -> int:
        """Hasil: banyaknya ASN yang diolah."""
        banyak: int = await workflow.execute_activity(
            kegiatan,
            result_type=int,
            start_to_close_timeout=timedelta(hours=12),
            heartbeat_timeout=timedelta(minutes=2),
            retry_policy=RetryPolicy(maximum_interval=timedelta(minutes=10)),
        )
        return banyak

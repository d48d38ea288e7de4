"""Detak kegiatan pada Temporal sungguhan: yang lama tetapi berdetak tidak disangka mati."""

import asyncio
from datetime import timedelta
from uuid import uuid4

import pytest
from temporalio import activity, workflow
from temporalio.client import Client
from temporalio.common import RetryPolicy
from temporalio.worker import UnsandboxedWorkflowRunner, Worker

from activities.detak import Pendetak
from sandbox.tumpukan import Tumpukan
from sandbox.tumpukan.tempat import NAMESPACE

BATAS_DETAK = timedelta(seconds=2)


@activity.defn
async def lama() -> int:
    await asyncio.sleep(2 * BATAS_DETAK.total_seconds())
    return activity.info().attempt


@workflow.defn
class AlurLama:
    @workflow.run
    async def run(self) -> int:
        return await workflow.execute_activity(
            lama,
            start_to_close_timeout=timedelta(minutes=1),
            heartbeat_timeout=BATAS_DETAK,
            retry_policy=RetryPolicy(maximum_attempts=2),
        )


async def test_kegiatan_yang_lama_tetap_satu_percobaan(temporal: Tumpukan, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("activities.detak.DETAK", 0.3)
    klien = await Client.connect(f"127.0.0.1:{temporal.tempat.porta['temporal']}", namespace=NAMESPACE)
    async with Worker(
        klien,
        task_queue="detak",
        workflows=[AlurLama],
        activities=[lama],
        workflow_runner=UnsandboxedWorkflowRunner(),
        interceptors=[Pendetak()],
    ):
        assert await klien.execute_workflow(AlurLama.run, id=f"detak-{uuid4()}", task_queue="detak") == 1

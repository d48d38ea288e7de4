"""Usulan yang alurnya hilang dari Temporal: jawabannya jujur, tampak bagi administrator, dan pulih bersama alurnya."""

from typing import Any
from uuid import uuid4

import pytest
from temporalio.api.common.v1 import WorkflowExecution
from temporalio.api.workflowservice.v1 import ResetWorkflowExecutionRequest
from temporalio.client import Client

from models.mesin import id_alur
from sandbox.tumpukan import Tumpukan
from sandbox.tumpukan.tempat import NAMESPACE
from tests.api.dunia import Dunia, masalah, tunggu

pytestmark = pytest.mark.asyncio(loop_scope="session")
VERIFIKATOR = "verifikator_instansi.bandung"


async def test_perintah_kepada_alur_yang_hilang_dijawab_sebenarnya(dunia: Dunia, tumpukan_penuh: Tumpukan) -> None:
    usulan = await dunia.diajukan()
    verifikator, administrator = dunia.sebagai(VERIFIKATOR), dunia.sebagai("administrator.bkn")
    tugas = await dunia.tugas(verifikator, usulan, "verifikasi_instansi")
    klien = await Client.connect(f"127.0.0.1:{tumpukan_penuh.tempat.porta['temporal']}", namespace=NAMESPACE)
    alur = klien.get_workflow_handle(id_alur(usulan["id"]))
    titik = max(
        satu.event_id
        for satu in (await alur.fetch_history()).events
        if satu.HasField("workflow_task_completed_event_attributes")
    )
    await alur.terminate("dihentikan dengan tangan")
    putusan = {"putusan_id": str(uuid4()), "jenis": "MS"}
    jawaban = await verifikator.minta("POST", f"/tugas/{tugas['id']}/putusan", json=putusan)
    assert "tetap utuh" in masalah(jawaban, 409, "alur_hilang")["detail"]
    tahan = {"id": str(uuid4()), "alasan": "Diperiksa."}
    masalah(await administrator.minta("POST", f"/usulan/{usulan['id']}/tahan", json=tahan), 409, "alur_hilang")

    async def ditandai() -> dict[str, Any] | None:
        kini: dict[str, Any] = await administrator.baca(f"/usulan/{usulan['id']}")
        return kini if kini["alur_hilang_sejak"] else None

    async def terlihat_lagi() -> bool | None:
        kini = await administrator.baca(f"/usulan/{usulan['id']}")
        return kini["alur_hilang_sejak"] is None or None

    await tunggu(ditandai, "tanda alur hilang")
    baris = [satu for satu in await administrator.baca("/tersisih") if satu["pokok"] == usulan["id"]]
    assert [(satu["sapuan"], satu["sebab"]) for satu in baris] == [("alur", "AlurSudahTutup")]
    await klien.workflow_service.reset_workflow_execution(
        ResetWorkflowExecutionRequest(
            namespace=NAMESPACE,
            workflow_execution=WorkflowExecution(workflow_id=alur.id),
            reason="dipulihkan",
            request_id=str(uuid4()),
            workflow_task_finish_event_id=titik,
        )
    )
    await tunggu(terlihat_lagi, "alur yang dipulihkan")
    await dunia.putus(VERIFIKATOR, usulan, "verifikasi_instansi", "MS")
    assert usulan["id"] not in {satu["pokok"] for satu in await administrator.baca("/tersisih")}

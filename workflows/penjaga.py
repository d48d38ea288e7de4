"""Penjaga perintah: update dan sinyal dijalankan hanya bila capnya menyebut kata kerja dan id yang datang.

Muatan Temporal disandi dan terikat pada alurnya (``luar.temporal``), jadi cap tidak dapat dibuat tanpa kunci muatan.
Tanpa cap, muatan *tahan* yang disadap dapat dikirim lagi sebagai *tarik* atau *lanjutkan*: isinya sama persis.

Sinyal tidak dapat ditolak dan tidak ber-id: yang tak bercap dibuang, dan cap yang pernah datang tidak berlaku lagi.
"""

from typing import Any

from temporalio import worker, workflow
from temporalio.worker import (
    HandleSignalInput,
    HandleUpdateInput,
    SignalExternalWorkflowInput,
    WorkflowInboundInterceptor,
    WorkflowInterceptorClassInput,
    WorkflowOutboundInterceptor,
)

from models.galat import JenisGalat
from models.keputusan import Perintah
from models.pesan import Bercap, Cap
from workflows.penolakan import tolak


class PenjagaPerintah(worker.Interceptor):
    def workflow_interceptor_class(self, input: WorkflowInterceptorClassInput) -> type[WorkflowInboundInterceptor]:
        return _Penjaga


class _Penjaga(WorkflowInboundInterceptor):
    """Satu bagi tiap alur, dibangun lagi dari riwayatnya."""

    def __init__(self, next: WorkflowInboundInterceptor) -> None:
        super().__init__(next)
        self._sinyal_lalu: set[Cap] = set()

    def init(self, outbound: WorkflowOutboundInterceptor) -> None:
        super().init(_Pembubuh(outbound))

    async def handle_signal(self, input: HandleSignalInput) -> None:
        cap = input.args[0].cap if len(input.args) == 1 and isinstance(input.args[0], Bercap) else None
        if cap is None or cap.nama != input.signal or cap in self._sinyal_lalu:
            workflow.logger.warning("Sinyal %s dibuang: tak bercap, untuk hal lain, atau berulang.", input.signal)
            return
        self._sinyal_lalu.add(cap)
        await super().handle_signal(input)

    def handle_update_validator(self, input: HandleUpdateInput) -> None:
        datang = Cap(nama=input.update, id=input.id)
        if any(_palsu(satu, datang) for satu in input.args):
            tolak(JenisGalat.PERINTAH_PALSU, "Perintah ini tidak dibuat sistem usulan, atau dibuat untuk hal lain.")
        super().handle_update_validator(input)


class _Pembubuh(WorkflowOutboundInterceptor):
    """Membubuhkan cap pada sinyal kepada alur lain: satu pengirim, satu kabar; yang diulang sesudah reset dibuang."""

    async def signal_external_workflow(self, input: SignalExternalWorkflowInput) -> None:
        cap = Cap(nama=input.signal, id=workflow.info().workflow_id)
        input.args = [satu.model_copy(update={"cap": cap}) if isinstance(satu, Bercap) else satu for satu in input.args]
        await super().signal_external_workflow(input)


def _palsu(satu: Any, datang: Cap) -> bool:
    return isinstance(satu, Perintah) and satu.cap != datang

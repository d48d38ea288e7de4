"""Penjaga perintah: update dijalankan hanya bila capnya menyebut kata kerja dan id yang sama dengan yang datang.

Muatan Temporal disandi dan terikat pada alurnya (``luar.temporal``), jadi cap tidak dapat dibuat tanpa kunci muatan.
Tanpa cap, muatan *tahan* yang disadap dapat dikirim lagi sebagai *tarik* atau *lanjutkan*: isinya sama persis.
"""

from typing import Any

from temporalio import worker
from temporalio.worker import HandleUpdateInput, WorkflowInboundInterceptor, WorkflowInterceptorClassInput

from models.galat import JenisGalat
from models.keputusan import Cap, Perintah
from workflows.penolakan import tolak


class PenjagaPerintah(worker.Interceptor):
    def workflow_interceptor_class(self, input: WorkflowInterceptorClassInput) -> type[WorkflowInboundInterceptor]:
        return _Penjaga


class _Penjaga(WorkflowInboundInterceptor):
    def handle_update_validator(self, input: HandleUpdateInput) -> None:
        datang = Cap(nama=input.update, id=input.id)
        if any(_palsu(satu, datang) for satu in input.args):
            tolak(JenisGalat.PERINTAH_PALSU, "Perintah ini tidak dibuat sistem usulan, atau dibuat untuk hal lain.")
        super().handle_update_validator(input)


def _palsu(satu: Any, datang: Cap) -> bool:
    return isinstance(satu, Perintah) and satu.cap != datang

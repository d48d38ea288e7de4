"""Cara alur kerja dijalankan oleh worker, uji, dan pemutar ulang riwayat."""

from temporalio.worker import UnsandboxedWorkflowRunner
from temporalio.worker.workflow_sandbox import SandboxedWorkflowRunner, SandboxRestrictions


def penjalan_alur() -> UnsandboxedWorkflowRunner:
    """Worker: tanpa sandbox, yang memuat ulang modul alur bagi tiap usulan.

    Yang dijaganya (jam, acak, I/O) dijaga hukum rumah atas kodenya, dan setiap cerita dijalankan di dalamnya lalu
    diputar ulang.
    """
    return UnsandboxedWorkflowRunner()


def penjalan_bersandbox() -> SandboxedWorkflowRunner:
    """Uji: pelanggaran determinisme digagalkan saat berjalan; hanya pustaka berat tanpa keadaan yang dimuat sekali."""
    return SandboxedWorkflowRunner(
        restrictions=SandboxRestrictions.default.with_passthrough_modules("models", "pydantic", "pydantic_core")
    )

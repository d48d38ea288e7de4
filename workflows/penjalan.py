"""Cara alur kerja dijalankan, sama bagi worker, uji, dan pemutar ulang riwayat."""

from temporalio.worker.workflow_sandbox import SandboxedWorkflowRunner, SandboxRestrictions


def penjalan_alur() -> SandboxedWorkflowRunner:
    """Sandbox tetap menyala; hanya pustaka berat tanpa keadaan yang tidak dimuat ulang bagi tiap usulan."""
    return SandboxedWorkflowRunner(
        restrictions=SandboxRestrictions.default.with_passthrough_modules("models", "pydantic", "pydantic_core")
    )

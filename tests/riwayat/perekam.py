"""Bentuk sebuah rekaman: naskah yang menjalankan usulannya sampai satu keadaan, lalu menyerahkan riwayatnya."""

from collections.abc import Awaitable, Callable

from temporalio.client import WorkflowHistory

from models.usulan import Berkas
from tests.cerita.dunia import Dunia, dunia

Perekam = Callable[[], Awaitable[WorkflowHistory]]


def satu_usulan(naskah: Callable[[Dunia], Awaitable[None]], berkas: Callable[[], Berkas]) -> Perekam:
    async def rekam() -> WorkflowHistory:
        async with dunia(berkas()) as d:
            await naskah(d)
            return await d.riwayat()

    return rekam


async def lurus(d: Dunia) -> None:
    """Setiap tugas diteruskan sampai usulannya selesai."""
    await d.lurus()
    await d.hasil()

"""Jalan API ke alur kerja: memulai, dan mengirim perintah orang sebagai update yang idempoten menurut idnya."""

import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final
from uuid import UUID, uuid5

from temporalio.client import (
    Client,
    WorkflowHandle,
    WorkflowUpdateFailedError,
    WorkflowUpdateRPCTimeoutOrCancelledError,
)
from temporalio.exceptions import ApplicationError
from temporalio.service import RPCError, RPCStatusCode

from api.masalah import JenisMasalah, Masalah
from luar import temporal
from models import mesin
from models.galat import JenisGalat
from models.keputusan import HasilTTE, Perintah, PermintaanTTE
from models.usulan import Berkas

BilaTakBerjalan = Callable[[], Awaitable[Masalah]]
TENGGAT: Final = timedelta(seconds=10)
TENGGAT_TTE: Final = timedelta(seconds=60)
_BERAKHIR_SELAGI_DITUNGGU: Final = "AcceptedUpdateCompletedWorkflow"
"""Jenis galat peladen Temporal: alurnya tutup sebelum update yang sudah diterima sempat selesai."""
_TIDAK_SAMPAI = {
    RPCStatusCode.UNAVAILABLE,
    RPCStatusCode.DEADLINE_EXCEEDED,
    RPCStatusCode.CANCELLED,
    RPCStatusCode.RESOURCE_EXHAUSTED,
}


@dataclass(frozen=True)
class Alur:
    """Semua perintah kepada usulan lewat sini. ``Masalah`` bila ditolak, belum diterima, atau usulannya berakhir."""

    klien: Client

    async def mulai(self, berkas: Berkas) -> None:
        """Memulai alur usulan; memulai yang sudah berjalan tidak mengubah apa pun."""
        async with _terjemahkan():
            await temporal.mulai_usulan(self.klien, berkas)

    async def perintahkan(
        self, usulan_id: UUID, nama: str, pesan: Perintah, *, id_perintah: UUID, bila_tak_berjalan: BilaTakBerjalan
    ) -> None:
        """Mengirim update ``nama``; kembali setelah akibatnya tampak di model baca. Id yang sama dijawab sama.

        ``bila_tak_berjalan``: jawaban bila alurnya tidak ada atau sudah tutup dan id ini belum pernah dijawabnya.
        """
        async with _terjemahkan(bila_tak_berjalan):
            await self._pegang(usulan_id).execute_update(
                nama, pesan, id=_id_update(id_perintah, nama, pesan), rpc_timeout=TENGGAT
            )

    async def tanda_tangani(
        self, usulan_id: UUID, permintaan: PermintaanTTE, *, id_perintah: UUID, bila_tak_berjalan: BilaTakBerjalan
    ) -> HasilTTE:
        async with _terjemahkan(bila_tak_berjalan):
            hasil: HasilTTE = await self._pegang(usulan_id).execute_update(
                "tanda_tangani",
                permintaan,
                id=_id_update(id_perintah, "tanda_tangani", permintaan),
                result_type=HasilTTE,
                rpc_timeout=TENGGAT_TTE,
            )
            return hasil

    def _pegang(self, usulan_id: UUID) -> WorkflowHandle[Any, Any]:
        return self.klien.get_workflow_handle(mesin.id_alur(usulan_id))

    async def sehat(self) -> bool:
        try:
            return await self.klien.service_client.check_health(timeout=timedelta(seconds=2))
        except (RPCError, RuntimeError):
            return False


def _id_update(id_perintah: UUID, nama: str, perintah: Perintah) -> str:
    """Id yang dipakai lagi bagi hal, orang, atau isi lain ialah perintah lain, bukan pengulangan yang dijawab sama.

    Sesi tanda tangan bukan isinya: permintaan yang diulang dengan sesi baru tidak menandatangani dua kali.
    """
    isi = json.dumps(perintah.model_dump(mode="json", exclude={"sesi_id", "cap"}), sort_keys=True)
    return str(uuid5(id_perintah, f"{nama}\n{isi}"))


@asynccontextmanager
async def _terjemahkan(bila_tak_berjalan: BilaTakBerjalan | None = None) -> AsyncIterator[None]:
    """Galat Temporal menjadi ``Masalah``."""
    try:
        yield
    except WorkflowUpdateFailedError as galat:
        raise await _ditolak(galat, bila_tak_berjalan) from galat
    except WorkflowUpdateRPCTimeoutOrCancelledError as galat:
        raise belum_diterima() from galat
    except RPCError as galat:
        if galat.status in _TIDAK_SAMPAI:
            raise belum_diterima() from galat
        if galat.status is RPCStatusCode.NOT_FOUND and bila_tak_berjalan is not None:
            raise await bila_tak_berjalan() from galat
        raise
    except RuntimeError as galat:
        # Klien yang menyambung saat dipakai melempar RuntimeError bila sambungan pertamanya gagal.
        if "client connect" not in str(galat):
            raise
        raise belum_diterima() from galat


async def _ditolak(galat: WorkflowUpdateFailedError, bila_tak_berjalan: BilaTakBerjalan | None) -> Exception:
    sebab = galat.cause
    if not isinstance(sebab, ApplicationError):
        return galat
    if sebab.type in set(JenisGalat):
        return Masalah(JenisGalat(sebab.type), sebab.message)
    if sebab.type == _BERAKHIR_SELAGI_DITUNGGU and bila_tak_berjalan is not None:
        return await bila_tak_berjalan()
    return galat


def belum_diterima() -> Masalah:
    return Masalah(
        JenisMasalah.BELUM_DITERIMA,
        "Kami belum dapat memastikan permintaan Anda diterima: mesin alur kerja sedang tidak menjawab.",
    )

"""Galat Temporal menjadi jawaban: ditolak, belum diterima, atau sudah tidak berjalan; yang lain tidak ditelan."""

from typing import Any
from uuid import uuid4

import pytest
from temporalio.client import WorkflowUpdateFailedError, WorkflowUpdateRPCTimeoutOrCancelledError
from temporalio.exceptions import ApplicationError
from temporalio.service import RPCError, RPCStatusCode

from api.alur import Alur
from api.masalah import JenisMasalah, Masalah
from models.galat import JenisGalat
from models.keputusan import Pelaku, Penarikan
from models.peran import Peran

PENARIKAN = Penarikan(alasan="Keliru.", pelaku=Pelaku(akun="a", peran=Peran.OPERATOR, unit="instansi:A"))


async def tak_berjalan() -> Masalah:
    return Masalah(JenisGalat.SUDAH_BERAKHIR, "Usulan ini sudah berakhir.")


class KlienGagal:
    """Klien Temporal yang setiap updatenya gagal dengan galat ini."""

    def __init__(self, galat: Exception) -> None:
        self._galat = galat

    def get_workflow_handle(self, _: str) -> Any:
        return self

    async def execute_update(self, *_: object, **__: object) -> None:
        raise self._galat


async def _perintahkan(galat: Exception) -> None:
    await Alur(KlienGagal(galat)).perintahkan(
        uuid4(), "tarik", PENARIKAN, id_perintah=uuid4(), bila_tak_berjalan=tak_berjalan
    )


def _rpc(status: RPCStatusCode) -> RPCError:
    return RPCError("gagal", status, b"")


def _update(jenis: str) -> WorkflowUpdateFailedError:
    return WorkflowUpdateFailedError(ApplicationError("Tugas ini bukan untuk Anda.", type=jenis))


@pytest.mark.parametrize(
    ("galat", "jenis"),
    [
        (_rpc(RPCStatusCode.UNAVAILABLE), JenisMasalah.BELUM_DITERIMA),
        (_rpc(RPCStatusCode.DEADLINE_EXCEEDED), JenisMasalah.BELUM_DITERIMA),
        (_rpc(RPCStatusCode.RESOURCE_EXHAUSTED), JenisMasalah.BELUM_DITERIMA),
        (_rpc(RPCStatusCode.NOT_FOUND), JenisGalat.SUDAH_BERAKHIR),
        (WorkflowUpdateRPCTimeoutOrCancelledError(), JenisMasalah.BELUM_DITERIMA),
        (RuntimeError("Failed client connect: Connection refused"), JenisMasalah.BELUM_DITERIMA),
        (_update("bukan_untuk_anda"), JenisGalat.BUKAN_UNTUK_ANDA),
        (_update("AcceptedUpdateCompletedWorkflow"), JenisGalat.SUDAH_BERAKHIR),
    ],
)
async def test_galat_yang_dikenal_menjadi_masalah(galat: Exception, jenis: JenisMasalah | JenisGalat) -> None:
    with pytest.raises(Masalah) as ditolak:
        await _perintahkan(galat)
    assert ditolak.value.jenis is jenis


@pytest.mark.parametrize(
    "galat", [_rpc(RPCStatusCode.PERMISSION_DENIED), RuntimeError("lain"), _update("jenis_yang_tak_dikenal")]
)
async def test_galat_lain_tidak_ditelan(galat: Exception) -> None:
    with pytest.raises(type(galat)):
        await _perintahkan(galat)

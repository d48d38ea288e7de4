"""Yang mencapai porta Temporal tanpa kunci muatan, atau dengan muatan yang disadap, tidak memutus apa pun."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest
from temporalio.api.common.v1 import Payload
from temporalio.client import Client, WorkflowHandle, WorkflowUpdateFailedError
from temporalio.contrib.pydantic import pydantic_data_converter
from temporalio.converter import PayloadCodec

from gudang import PabrikGudang
from models.galat import JenisGalat
from models.keputusan import Penahanan, Putusan
from models.langkah import JenisPutusan
from models.peran import Peran
from models.pesan import Cap
from models.usulan import Berkas
from sandbox.tumpukan import Tumpukan
from sandbox.tumpukan.tempat import NAMESPACE
from tests.cerita.dunia import mulai
from tests.gudang.alur import klien_temporal, sampai_langkah, worker_buku
from tests.gudang.contoh import diajukan, pelaku, tugas

VERIFIKATOR = pelaku(Peran.VERIFIKATOR_INSTANSI)
ADMINISTRATOR = pelaku(Peran.ADMINISTRATOR, "bkn")
TAHAN = Penahanan(alasan="Diperiksa.", pelaku=ADMINISTRATOR)


class Sadapan(PayloadCodec):
    """Mengirim muatan tersandi milik orang lain apa adanya."""

    def __init__(self, muatan: Payload) -> None:
        self._muatan = muatan

    async def encode(self, payloads: Any) -> list[Payload]:
        return [self._muatan for _ in payloads]

    async def decode(self, payloads: Any) -> list[Payload]:
        return list(payloads)


async def penyusup(tumpukan: Tumpukan, muatan: Payload | None = None) -> Client:
    """Klien tanpa kunci dan tanpa cap; ``muatan``: yang dikirimnya sebagai isi setiap perintah."""
    alamat = f"127.0.0.1:{tumpukan.tempat.porta['temporal']}"
    sandi = Sadapan(muatan) if muatan else None
    return await Client.connect(
        alamat, namespace=NAMESPACE, data_converter=replace(pydantic_data_converter, payload_codec=sandi)
    )


@asynccontextmanager
async def usulan_berjalan(
    tumpukan: Tumpukan, api: PabrikGudang, pekerja: PabrikGudang
) -> AsyncIterator[tuple[Berkas, WorkflowHandle[Any, Any]]]:
    isi = await diajukan(api)
    klien = await klien_temporal(tumpukan)
    async with worker_buku(klien, pekerja):
        alur = await mulai(klien, isi)
        await sampai_langkah(pekerja, isi, "verifikasi_instansi")
        yield isi, alur
        await alur.terminate("uji selesai")


async def muatan_perintah(alur: WorkflowHandle[Any, Any], id_update: str) -> Payload:
    """Muatan tersandi sebuah perintah seperti terlihat pada riwayat Temporal."""
    async for satu in alur.fetch_history_events():
        permintaan = satu.workflow_execution_update_accepted_event_attributes.accepted_request
        if permintaan.meta.update_id == id_update:
            return permintaan.input.args.payloads[0]
    raise AssertionError(f"update {id_update} tidak ada pada riwayat")


async def tidak_ditahan(pekerja: PabrikGudang, isi: Berkas) -> bool:
    async with pekerja.transaksi() as gudang:
        usulan = await gudang.usulan.baca(isi.usulan_id)
    assert usulan is not None
    return not usulan.ditahan and usulan.tahap == "verifikasi_instansi"


async def test_perintah_tanpa_sandi_ditolak(temporal: Tumpukan, api: PabrikGudang, pekerja: PabrikGudang) -> None:
    async with usulan_berjalan(temporal, api, pekerja) as (isi, alur):
        luar = (await penyusup(temporal)).get_workflow_handle(alur.id)
        ms = Putusan(tugas_id=tugas(isi).id, jenis=JenisPutusan.MS, pelaku=VERIFIKATOR)
        for nama, pesan in (("putuskan", ms), ("tahan", TAHAN)):
            id_perintah = str(uuid4())
            bercap = pesan.model_copy(update={"cap": Cap(nama=nama, id=id_perintah)})
            with pytest.raises(WorkflowUpdateFailedError):
                await luar.execute_update(nama, bercap, id=id_perintah)
        await luar.signal("dasar_berubah", {"jenis": "pertek_kp", "menjadi": "dicabut"})
        await alur.execute_update("tahan", TAHAN)  # alurnya tetap melayani yang sah
        assert not await tidak_ditahan(pekerja, isi)


async def test_muatan_yang_disadap_tidak_menjadi_perintah_lain(
    temporal: Tumpukan, api: PabrikGudang, pekerja: PabrikGudang
) -> None:
    """Isi *tahan* sama persis dengan isi *lanjutkan* dan *tarik*."""
    async with usulan_berjalan(temporal, api, pekerja) as (isi, alur):
        await alur.execute_update("tahan", TAHAN, id="tahan-1")
        muatan = await muatan_perintah(alur, "tahan-1")
        luar = (await penyusup(temporal, muatan)).get_workflow_handle(alur.id)
        for nama in ("lanjutkan", "tarik", "tahan"):
            with pytest.raises(WorkflowUpdateFailedError) as galat:
                await luar.execute_update(nama, TAHAN, id=f"curian-{nama}")
            assert getattr(galat.value.cause, "type", None) == JenisGalat.PERINTAH_PALSU
        assert not await tidak_ditahan(pekerja, isi)

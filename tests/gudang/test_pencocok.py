"""Pencocok: alur yang hilang dari Temporal ditandai, terlihat administrator, dan tandanya hilang begitu ia ada lagi."""

import asyncio
from collections.abc import Mapping
from datetime import timedelta
from functools import partial
from uuid import UUID

import psycopg
import pytest
from temporalio.api.common.v1 import WorkflowExecution
from temporalio.api.workflowservice.v1 import DeleteWorkflowExecutionRequest
from temporalio.client import Client
from temporalio.service import RPCError, RPCStatusCode

from activities.buku import PencatatBuku
from gudang import PabrikGudang
from luar.temporal import AlurSudahTutup, AlurTidakDikenal, sebab_hilang
from models.usulan import Berkas
from putaran.pencocok import Pencocok
from sandbox.tumpukan import Tumpukan
from tests.batas import BATAS
from tests.cerita.dunia import mulai
from tests.gudang.alur import klien_temporal, sampai_langkah, worker_buku
from tests.gudang.contoh import BANDUNG, KEMENKEU, SURABAYA, catatan_pertama, diajukan

SEGERA = timedelta()


async def tanda(api: PabrikGudang, usulan_id: UUID) -> tuple[bool, list[str]]:
    """Ditandai hilang pada daftar usulan, dan sebabnya bagi administrator."""
    async with api.transaksi("bkn") as gudang:
        usulan = await gudang.usulan.ringkas(usulan_id)
        tersisih = [satu.sebab for satu in await gudang.tersisih.daftar() if satu.pokok == usulan_id]
    return usulan.alur_hilang_sejak is not None, tersisih


async def terhapus(klien: Client, id_alur: str) -> None:
    await klien.workflow_service.delete_workflow_execution(
        DeleteWorkflowExecutionRequest(
            namespace=klien.namespace, workflow_execution=WorkflowExecution(workflow_id=id_alur)
        )
    )
    async with asyncio.timeout(BATAS):
        while True:
            try:
                await klien.get_workflow_handle(id_alur).describe()
            except RPCError:
                return
            await asyncio.sleep(0.2)


async def test_alur_yang_dihentikan_lalu_terhapus_ditandai_sampai_ia_ada_lagi(
    temporal: Tumpukan, api: PabrikGudang, pekerja: PabrikGudang
) -> None:
    isi = await diajukan(api)
    klien = await klien_temporal(temporal)
    pencocok = Pencocok(pekerja, partial(sebab_hilang, klien), tenang=SEGERA)
    async with worker_buku(klien, pekerja):
        alur = await mulai(klien, isi)
        await sampai_langkah(pekerja, isi, "verifikasi_instansi")
        assert await pencocok.cocokkan() == 0
        await alur.terminate("dihentikan dengan tangan")
        assert await pencocok.cocokkan() == 1
        assert await tanda(api, isi.usulan_id) == (True, ["AlurSudahTutup"])
        await terhapus(klien, alur.id)
        assert isinstance(await sebab_hilang(klien, isi.usulan_id), AlurTidakDikenal)
        assert await pencocok.cocokkan() == 0, "sekali ditandai, tidak disebut lagi tiap putaran"
        async with pekerja.transaksi() as gudang:
            assert await gudang.alur.semestinya_berjalan(isi.usulan_id)
        lagi = await mulai(klien, isi)
        await sampai_langkah(pekerja, isi, "verifikasi_instansi")
        assert await pencocok.cocokkan() == 0
        assert await tanda(api, isi.usulan_id) == (False, [])
        await lagi.terminate("uji selesai")


async def test_temporal_yang_padam_bukan_alur_yang_hilang(api: PabrikGudang, pekerja: PabrikGudang) -> None:
    isi = await diajukan(api)
    await PencatatBuku(pekerja).catat(catatan_pertama(isi))

    async def padam(_: UUID) -> None:
        raise RPCError("tidak terjangkau", RPCStatusCode.UNAVAILABLE, b"")

    with pytest.raises(RPCError):
        await Pencocok(pekerja, padam, tenang=SEGERA).cocokkan()
    assert await tanda(api, isi.usulan_id) == (False, [])


async def test_yang_belum_mulai_dan_yang_sementara_itu_berakhir_tidak_ditandai(
    api: PabrikGudang, pekerja: PabrikGudang, basis_data: Mapping[str, str]
) -> None:
    berakhir, belum_mulai = await diajukan(api, BANDUNG), await diajukan(api, SURABAYA)
    await PencatatBuku(pekerja).catat(catatan_pertama(berakhir))
    diperiksa: list[UUID] = []

    async def mencatat_akhirnya(usulan_id: UUID) -> AlurSudahTutup:
        diperiksa.append(usulan_id)
        with psycopg.connect(basis_data["postgres"].replace("+psycopg", "")) as sambungan:
            sambungan.execute("UPDATE usulan SET terbuka = false WHERE id = %s", (usulan_id,))
        return AlurSudahTutup()

    assert await Pencocok(pekerja, mencatat_akhirnya, tenang=SEGERA).cocokkan() == 0
    assert diperiksa == [berakhir.usulan_id]
    assert await tanda(api, berakhir.usulan_id) == (False, [])
    assert await tanda(api, belum_mulai.usulan_id) == (False, [])


async def test_semua_halaman_dicocokkan_bergiliran(
    api: PabrikGudang, pekerja: PabrikGudang, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("putaran.pencocok.SEHALAMAN", 1)
    semua: list[Berkas] = [await diajukan(api, instansi) for instansi in (BANDUNG, SURABAYA, KEMENKEU)]
    for isi in semua:
        await PencatatBuku(pekerja).catat(catatan_pertama(isi))
    diperiksa: list[UUID] = []

    async def berjalan(usulan_id: UUID) -> None:
        diperiksa.append(usulan_id)

    pencocok = Pencocok(pekerja, berjalan, tenang=SEGERA)
    for _ in range(5):  # tiga halaman, satu yang kosong di ujungnya, lalu dari awal lagi
        await pencocok.cocokkan()
    urut = sorted(isi.usulan_id for isi in semua)
    assert diperiksa == [*urut, urut[0]]

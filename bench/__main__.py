"""``python -m bench``: lamanya satu putusan lewat HTTP, dibandingkan dengan update Temporal kosong di peladen itu juga.

Lantainya satu update tanpa kegiatan dan tanpa basis data; yang diukur identitas, hak, update, catat, dan baca kembali.
"""

import asyncio
import statistics
import time
from collections.abc import Awaitable, Callable
from uuid import uuid4

from temporalio import workflow
from temporalio.worker import UnsandboxedWorkflowRunner, Worker

from luar.temporal import sambung
from sandbox.akun import INSTANSI
from sandbox.demo.kenaikan_pangkat import PerjalananKP
from sandbox.tumpukan import Tumpukan

BANYAK = 20


@workflow.defn
class Kosong:
    @workflow.run
    async def run(self) -> None:
        await workflow.wait_condition(lambda: False)

    @workflow.update
    async def sentuh(self) -> None:
        return


async def lantai(tumpukan: Tumpukan) -> list[float]:
    klien = await sambung(tumpukan.setelan)
    async with Worker(klien, task_queue="bench", workflows=[Kosong], workflow_runner=UnsandboxedWorkflowRunner()):
        alur = await klien.start_workflow(Kosong.run, id=f"bench-{uuid4()}", task_queue="bench")
        hasil = [await _lama(lambda: alur.execute_update(Kosong.sentuh)) for _ in range(BANYAK)]
        await alur.terminate()
    return hasil


async def putusan(tumpukan: Tumpukan) -> list[float]:
    instansi = next(satu for satu in INSTANSI if satu.slug == "kemenkes")
    hasil = []
    for _ in range(BANYAK):
        p = PerjalananKP(tumpukan.alamat_api, tumpukan.env["USULAN_OIDC_PENERBIT"], instansi, catat=lambda _: None)
        await p.buat_konsep()
        await p.lengkapi()
        await p.ajukan()
        verifikator = await p.sebagai("verifikator_instansi")
        tugas = await verifikator.tugas(p.usulan["nomor"], "verifikasi_instansi")
        alamat = f"/tugas/{tugas['id']}/putusan"
        kirim = {"putusan_id": str(uuid4()), "jenis": "MS"}
        hasil.append(await _lama(lambda a=alamat, k=kirim, v=verifikator: v.tulis(a, **k)))
    return hasil


async def _lama(kerja: Callable[[], Awaitable[object]]) -> float:
    mulai = time.perf_counter()
    await kerja()
    return time.perf_counter() - mulai


async def utama() -> None:
    async with Tumpukan() as tumpukan:
        dasar = statistics.median(await lantai(tumpukan))
        satu = await putusan(tumpukan)
    tengah, lambat = statistics.median(satu), statistics.quantiles(satu, n=20)[-1]
    print(f"lantai (update kosong)   {dasar * 1000:7.1f} ms")
    print(f"putusan lewat HTTP, p50  {tengah * 1000:7.1f} ms   {tengah / dasar:5.1f} × lantai")
    print(f"putusan lewat HTTP, p95  {lambat * 1000:7.1f} ms   {lambat / dasar:5.1f} × lantai")


if __name__ == "__main__":
    asyncio.run(utama())

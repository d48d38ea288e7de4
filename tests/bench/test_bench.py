"""Alat ukurnya sendiri benar; tak satu pun angka kecepatan diperiksa di sini."""

import subprocess
import sys
import time

import pytest
from temporalio import activity
from temporalio.testing import WorkflowEnvironment
from temporalio.worker import Worker

from bench.alur import NIHIL, Telanjang
from bench.lantai import ANTREAN, irama, jalani_telanjang, ukuran
from bench.ukur import cpu_pohon, p50_p95
from tests.cerita.dunia import server_uji
from workflows.penjalan import penjalan_alur

BAKAR = "import time\nwhile time.process_time() < {}: pass\n"


@activity.defn(name=NIHIL)
async def nihil() -> None:
    return


async def test_alur_telanjang_mengulang_irama_riwayatnya() -> None:
    """Irama yang dibaca dari riwayatnya adalah irama yang diminta: lantai sebanyak dan seurut aslinya."""
    asli = ["K", "UK", "JKK", "UK", "JK"]
    async with (
        await WorkflowEnvironment.start_time_skipping(test_server_existing_path=server_uji()) as lingkungan,
        Worker(
            lingkungan.client,
            task_queue=ANTREAN,
            workflows=[Telanjang],
            activities=[nihil],
            workflow_runner=penjalan_alur(),
        ),
    ):
        riwayat = await (await jalani_telanjang(lingkungan.client, asli)).fetch_history()
    assert irama(riwayat) == asli
    assert (ukuran(riwayat)["update"], ukuran(riwayat)["kegiatan"]) == (2, 6)


def test_cpu_pohon_menghitung_anak_yang_hidup_dan_yang_sudah_tiada() -> None:
    naskah = (
        f"import subprocess, sys, time\nsubprocess.run([sys.executable, '-c', {BAKAR.format(0.3)!r}])\n"
        f"anak = subprocess.Popen([sys.executable, '-c', {BAKAR.format(0.2)!r} + 'input()', '--antrean', 'dokumen'],"
        " stdin=subprocess.PIPE)\nprint('siap', flush=True)\ninput()\n"
    )
    with subprocess.Popen([sys.executable, "-c", naskah], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as proses:
        assert proses.stdout is not None
        proses.stdout.readline()
        for _ in range(200):
            cpu = dict(cpu_pohon(proses.pid))
            if cpu.get("dokumen", 0) >= 0.15:
                break
            time.sleep(0.05)
        proses.communicate(b"\n")
    assert cpu["induk"] >= 0.25
    assert cpu["dokumen"] >= 0.15


def test_p50_p95_dalam_milidetik() -> None:
    assert p50_p95([n / 1000 for n in range(1, 101)]) == pytest.approx((50.5, 95.05))

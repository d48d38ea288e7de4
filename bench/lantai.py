"""Lantai: worker alur telanjang sebagai proses sendiri (``python -m bench.lantai``), dan irama sebuah usulan."""

import asyncio
import signal
import sys
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any, Final
from uuid import uuid4

import psycopg
from sqlalchemy import text
from temporalio import activity
from temporalio.api.enums.v1 import EventType
from temporalio.client import Client, WorkflowHandle, WorkflowHistory
from temporalio.worker import Worker

from bench.alur import NIHIL, SATU_BARIS, Lantai, Telanjang
from gudang import PabrikGudang
from gudang.migrasi.peran import PEKERJA, PEMILIK
from luar.setelan import Setelan
from luar.temporal import sambung
from sandbox.tumpukan import Tumpukan
from sandbox.tumpukan.proses import nyalakan
from workflows.penjalan import penjalan_alur

ANTREAN: Final = "bench"
SAMBUNGAN: Final = 10
JEDA: Final = 0.25
"""Detik bagi satu kegiatan nihil; update yang datang terlalu dini menambah tugas alur kerja yang tidak ada aslinya."""
_DIHITUNG: Final = {
    "update": (EventType.EVENT_TYPE_WORKFLOW_EXECUTION_UPDATE_ACCEPTED, "U"),
    "update dijawab": (EventType.EVENT_TYPE_WORKFLOW_EXECUTION_UPDATE_COMPLETED, "J"),
    "kegiatan": (EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED, "K"),
    "tugas alur kerja": (EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED, ""),
    "timer": (EventType.EVENT_TYPE_TIMER_STARTED, ""),
    "atribut pencarian": (EventType.EVENT_TYPE_UPSERT_WORKFLOW_SEARCH_ATTRIBUTES, ""),
}


def irama(riwayat: WorkflowHistory) -> list[str]:
    """Perintah tiap tugas alur kerja sebagai huruf; lihat ``Telanjang``."""
    huruf = dict(_DIHITUNG.values())
    hasil = [""]
    for peristiwa in riwayat.events:
        if peristiwa.event_type == EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED:
            hasil.append("")
        hasil[-1] += huruf.get(peristiwa.event_type, "")
    return ["".join(sorted(satu, key="UJK".index)) for satu in hasil if satu]


def hemat(irama: Sequence[str]) -> list[str]:
    """Paling sedikit yang masih menepati janji: satu kegiatan ketika dibuka, dan satu bagi tiap update."""
    return ["K"] + ["UK", "J"] * "".join(irama).count("U")


def ukuran(riwayat: WorkflowHistory) -> dict[str, int]:
    """Banyaknya peristiwa, dan bita JSON-nya dengan muatan tersandi."""
    jenis = Counter(satu.event_type for satu in riwayat.events)
    semua = {"peristiwa": len(riwayat.events), "bita JSON": len(riwayat.to_json())}
    return semua | {sebutan: jenis[satu] for sebutan, (satu, _) in _DIHITUNG.items()}


async def jalani_telanjang(klien: Client, irama: Sequence[str]) -> WorkflowHandle[Any, None]:
    """Satu alur telanjang sampai selesai; seperti orang, update berikut menunggu kegiatan sebelumnya selesai."""
    alur = await klien.start_workflow(Telanjang.run, list(irama), id=f"bench-{uuid4()}", task_queue=ANTREAN)
    for antara in "".join(irama).split("U")[:-1]:
        await asyncio.sleep(JEDA * antara.rpartition("J")[2].count("K"))
        await alur.execute_update(Telanjang.sentuh)
    await alur.result()
    return alur


@asynccontextmanager
async def worker_lantai(tumpukan: Tumpukan) -> AsyncIterator[int]:
    """Worker dengan sandi muatan, penjalan, dan jenis sambungan yang sama; hasil: pid-nya."""
    pemilik = tumpukan.tempat.url_basis_data(PEMILIK).replace("+psycopg", "")
    async with await psycopg.AsyncConnection.connect(pemilik, autocommit=True) as sambungan:
        await sambungan.execute("CREATE TABLE bench_lantai (id uuid PRIMARY KEY, waktu timestamptz DEFAULT now())")
        await sambungan.execute(f"GRANT INSERT ON bench_lantai TO {PEKERJA}".encode())
    folder = tumpukan.data / "bench"
    folder.mkdir()
    with (tumpukan.data / "log" / "bench.log").open("wb") as log:
        proses = await nyalakan((sys.executable, "-m", "bench.lantai"), folder, tumpukan.env, log)
        try:
            yield proses.pid
        finally:
            proses.send_signal(signal.SIGTERM)
            await proses.wait()


async def _utama() -> None:
    berhenti = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, berhenti.set)
    setelan = Setelan()
    pabrik = PabrikGudang(setelan.basis_data_url.get_secret_value(), sambungan=SAMBUNGAN)

    @activity.defn(name=NIHIL)
    async def nihil() -> None:
        return

    @activity.defn(name=SATU_BARIS)
    async def satu_baris() -> None:
        async with pabrik.mesin.begin() as transaksi:
            await transaksi.execute(text("INSERT INTO bench_lantai (id) VALUES (:id)"), {"id": uuid4()})

    async with Worker(
        await sambung(setelan),
        task_queue=ANTREAN,
        workflows=[Telanjang, Lantai],
        activities=[nihil, satu_baris],
        workflow_runner=penjalan_alur(),
        max_concurrent_activities=SAMBUNGAN,
    ):
        await berhenti.wait()
    await pabrik.tutup()


if __name__ == "__main__":
    asyncio.run(_utama())

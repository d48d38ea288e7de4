"""Alur pada Temporal sungguhan dengan buku sungguhan, tanpa bagian lain dari dunianya."""

import asyncio

from temporalio.client import Client
from temporalio.worker import Worker

from activities.buku import PencatatBuku
from activities.galat import PenerjemahGalat
from gudang import PabrikGudang
from luar.temporal import PembubuhCap, pengubah_data
from models.mesin import ANTREAN_MANUSIA
from models.usulan import Berkas
from sandbox.tumpukan import Tumpukan
from sandbox.tumpukan.tempat import NAMESPACE
from tests.cerita.dunia import KUNCI
from workflows.layanan.kenaikan_pangkat import KenaikanPangkat
from workflows.penjaga import PenjagaPerintah
from workflows.penjalan import penjalan_bersandbox


async def klien_temporal(tumpukan: Tumpukan) -> Client:
    alamat = f"127.0.0.1:{tumpukan.tempat.porta['temporal']}"
    return await Client.connect(
        alamat, namespace=NAMESPACE, data_converter=pengubah_data(KUNCI), interceptors=[PembubuhCap()]
    )


def worker_buku(klien: Client, pekerja: PabrikGudang) -> Worker:
    return Worker(
        klien,
        task_queue=ANTREAN_MANUSIA,
        workflows=[KenaikanPangkat],
        activities=[PencatatBuku(pekerja).catat],
        workflow_runner=penjalan_bersandbox(),
        interceptors=[PenerjemahGalat(), PenjagaPerintah()],
    )


async def sampai_langkah(pekerja: PabrikGudang, isi: Berkas, langkah: str) -> None:
    async with asyncio.timeout(60):
        while True:
            async with pekerja.transaksi() as gudang:
                terbuka = await gudang.tugas.terbuka(isi.usulan_id)
            if terbuka is not None and terbuka.langkah == langkah:
                return
            await asyncio.sleep(0.2)

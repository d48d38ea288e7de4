"""Worker: setelan → klien → kegiatan dengan ketergantungannya → pekerja. Dibaca dari atas ke bawah."""

import asyncio
import signal
from collections.abc import Sequence
from contextlib import AsyncExitStack
from datetime import timedelta
from functools import partial

from temporalio.client import Interceptor
from temporalio.contrib.opentelemetry import TracingInterceptor
from temporalio.runtime import PrometheusConfig, Runtime, TelemetryConfig
from temporalio.worker import Worker

from activities.buku import Buku
from activities.galat import PenerjemahGalat
from activities.koreksi import Koreksi
from activities.profil import Profil
from activities.setneg import PemeriksaKeputusan
from activities.surat import PembuatSurat
from gudang import PabrikGudang
from luar import temporal
from luar.esign import esign_dari
from luar.log import siapkan_log
from luar.s3 import penyimpanan_dari
from luar.sandi_sesi import SandiSesi
from luar.setelan import Setelan
from luar.tanda_tangan import PemeriksaTandaTangan
from luar.telemetri import siapkan_jejak_otel
from luar.typst import Penyusun
from models import mesin
from models.layanan import muat
from putaran.kualitas import PenyapuKualitas
from putaran.pengantar import Pengantar
from putaran.pengirim import Pengirim
from putaran.penyapu import Penyapu
from putaran.penyegar import Penyegar
from putaran.prediksi import PenghitungPrediksi
from workflows import layanan
from workflows.penjalan import penjalan_alur

SAMBUNGAN = 10
"""Sambungan basis data; pencatatan serentak tidak melebihinya."""
USULAN_DI_INGATAN = 2_000
"""Usulan terbuka yang disimpan di ingatan; lebih kecil dari jumlah terbuka berarti riwayatnya dibaca ulang."""


async def jalankan(setelan: Setelan, berhenti: asyncio.Event) -> None:
    muat(setelan.modul_layanan)
    runtime = _runtime(setelan)
    klien = await temporal.sambung(setelan, interceptors=_interceptor(setelan), runtime=runtime)
    pabrik = PabrikGudang(setelan.basis_data_url.get_secret_value(), sambungan=SAMBUNGAN)
    penyimpanan = penyimpanan_dari(setelan)
    esign = esign_dari(setelan)
    surat = PembuatSurat(
        pabrik=pabrik,
        penyusun=Penyusun(setelan.lambang_negara, setelan.folder_templat),
        penyimpanan=penyimpanan,
        esign=esign,
        pemeriksa=PemeriksaTandaTangan(setelan.akar_percaya, setelan.tsa_alamat),
        sandi=SandiSesi.dari(setelan),
        alamat_publik=setelan.alamat_publik,
    )
    koreksi = Koreksi(pabrik)
    keputusan = PemeriksaKeputusan(
        pabrik=pabrik,
        penyimpanan=penyimpanan,
        tanda_tangan=surat.pemeriksa,
        penandatangan=setelan.setneg_penandatangan,
        alamat_publik=setelan.alamat_publik,
    )
    async with AsyncExitStack() as bekal:
        bekal.push_async_callback(pabrik.tutup)
        bekal.push_async_callback(esign.tutup)
        await bekal.enter_async_context(
            Worker(
                klien,
                task_queue=mesin.ANTREAN_MANUSIA,
                workflows=layanan.semua(),
                activities=[Buku(pabrik).catat],
                workflow_runner=penjalan_alur(),
                max_cached_workflows=USULAN_DI_INGATAN,
                max_concurrent_activities=SAMBUNGAN,
                interceptors=[PenerjemahGalat()],
            )
        )
        await bekal.enter_async_context(
            Worker(
                klien,
                task_queue=mesin.ANTREAN_DOKUMEN,
                activities=[
                    surat.susun,
                    surat.tandatangani,
                    surat.arsipkan,
                    keputusan.periksa,
                    Profil(pabrik).perbarui,
                    koreksi.asal,
                    koreksi.batalkan,
                ],
                interceptors=[PenerjemahGalat()],
                # Tanda tangan yang sedang berjalan diselesaikan dulu: memutusnya membuat hasilnya tidak pasti.
                graceful_shutdown_timeout=timedelta(seconds=90),
            )
        )
        async with asyncio.TaskGroup() as putaran:
            putaran.create_task(Pengirim(pabrik, setelan).jalankan(berhenti))
            putaran.create_task(Penyegar(pabrik).jalankan(berhenti))
            putaran.create_task(Pengantar(pabrik, partial(temporal.antarkan_keputusan, klien)).jalankan(berhenti))
            putaran.create_task(PenyapuKualitas(pabrik).jalankan(berhenti))
            putaran.create_task(PenghitungPrediksi(pabrik).jalankan(berhenti))
            putaran.create_task(Penyapu(pabrik, partial(temporal.mulai_usulan, klien)).jalankan(berhenti))


def _runtime(setelan: Setelan) -> Runtime | None:
    if setelan.metrik_alamat is None:
        return None
    return Runtime(telemetry=TelemetryConfig(metrics=PrometheusConfig(bind_address=setelan.metrik_alamat)))


def _interceptor(setelan: Setelan) -> Sequence[Interceptor]:
    if setelan.otlp_alamat is None:
        return ()
    siapkan_jejak_otel("usulan-worker", setelan.otlp_alamat)
    return (TracingInterceptor(),)


async def utama() -> None:
    siapkan_log()
    berhenti = asyncio.Event()
    loop = asyncio.get_running_loop()
    for sinyal in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(sinyal, berhenti.set)
    await jalankan(Setelan(), berhenti)


if __name__ == "__main__":
    asyncio.run(utama())

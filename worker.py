"""Worker. ``--antrean manusia | dokumen | putaran`` menjalankan satu bagian; tanpa itu ketiganya sebagai proses anak.

Satu bagian satu proses, dengan sambungan basis data dan batasnya sendiri: surat yang lambat dan hitungan latar tidak
menahan putusan orang. Tiap bagian hanya mengimpor yang dipakainya, jadi impornya ada di fungsinya.
"""

import argparse
import asyncio
import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import AsyncExitStack
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Final

import structlog
import uvloop

from luar.log import siapkan_log

if TYPE_CHECKING:
    from temporalio.client import Client

    from luar.setelan import Setelan

log = structlog.get_logger(__name__)

SAMBUNGAN: Final = {"manusia": 10, "dokumen": 10, "putaran": 6}
"""Sambungan basis data tiap bagian."""
SURAT_SERENTAK: Final = 50
"""Kegiatan surat yang berjalan bersamaan; sebagian besar waktunya menunggu layanan luar, bukan basis data."""
USULAN_DI_INGATAN: Final = 2_000
"""Usulan terbuka yang disimpan di ingatan; lebih kecil dari jumlah terbuka berarti riwayatnya dibaca ulang."""
LEBIH_RENDAH: Final = 10
"""Prioritas CPU putaran latar (``nice``): ia memakai yang tidak dipakai orang."""


async def manusia(setelan: "Setelan", berhenti: asyncio.Event) -> None:
    """Alur kerja usulan dan pencatatannya: yang ditunggu orang."""
    from temporalio.worker import Worker

    from activities.buku import PencatatBuku
    from activities.galat import PenerjemahGalat
    from gudang import PabrikGudang
    from models.mesin import ANTREAN_MANUSIA
    from workflows import layanan
    from workflows.penjaga import PenjagaPerintah
    from workflows.penjalan import penjalan_alur

    layanan.periksa()
    klien = await _sambung(setelan, "manusia")
    pabrik = PabrikGudang(setelan.basis_data_url.get_secret_value(), sambungan=SAMBUNGAN["manusia"])
    async with AsyncExitStack() as bekal:
        bekal.push_async_callback(pabrik.tutup)
        await bekal.enter_async_context(
            Worker(
                klien,
                task_queue=ANTREAN_MANUSIA,
                workflows=layanan.semua(),
                activities=[PencatatBuku(pabrik).catat],
                workflow_runner=penjalan_alur(),
                max_cached_workflows=USULAN_DI_INGATAN,
                max_concurrent_activities=SAMBUNGAN["manusia"],
                interceptors=[PenerjemahGalat(), PenjagaPerintah()],
            )
        )
        await berhenti.wait()


async def dokumen(setelan: "Setelan", berhenti: asyncio.Event) -> None:
    """Surat, keputusan dari luar, dan akibatnya: lambat, memakai layanan luar."""
    from temporalio.worker import Worker

    from activities.detak import DETAK, Pendetak
    from activities.galat import PenerjemahGalat
    from activities.koreksi import Koreksi
    from activities.profil import Profil
    from activities.setneg import PemeriksaKeputusan
    from activities.surat import PembuatSurat
    from gudang import PabrikGudang
    from luar.esign import esign_dari
    from luar.pdf_asing import PintuPdf
    from luar.s3 import penyimpanan_dari
    from luar.sandi_sesi import SandiSesi
    from luar.tanda_tangan import PemeriksaTandaTangan
    from luar.templat_terpasang import periksa_templat
    from luar.typst import Penyusun
    from models.mesin import ANTREAN_DOKUMEN

    penyusun = Penyusun(setelan.lambang_negara, setelan.folder_templat)
    periksa_templat(penyusun)
    klien = await _sambung(setelan, "dokumen")
    pabrik = PabrikGudang(setelan.basis_data_url.get_secret_value(), sambungan=SAMBUNGAN["dokumen"])
    penyimpanan = penyimpanan_dari(setelan)
    esign = esign_dari(setelan)
    surat = PembuatSurat(
        pabrik=pabrik,
        penyusun=penyusun,
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
        pintu_pdf=PintuPdf(proses=1),
        penandatangan=setelan.setneg_penandatangan,
        alamat_publik=setelan.alamat_publik,
    )
    async with AsyncExitStack() as bekal:
        bekal.push_async_callback(pabrik.tutup)
        bekal.push_async_callback(esign.tutup)
        bekal.callback(surat.pemeriksa.tutup)
        bekal.callback(keputusan.pintu_pdf.tutup)
        await bekal.enter_async_context(
            Worker(
                klien,
                task_queue=ANTREAN_DOKUMEN,
                activities=[
                    surat.susun,
                    surat.tandatangani,
                    surat.arsipkan,
                    keputusan.periksa,
                    Profil(pabrik, penyimpanan).perbarui,
                    koreksi.asal,
                    koreksi.batalkan,
                ],
                max_concurrent_activities=SURAT_SERENTAK,
                interceptors=[PenerjemahGalat(), Pendetak()],
                # Batas bawaan 60 detik membuat detak sampai terlambat bila putarannya tersendat sesudahnya.
                max_heartbeat_throttle_interval=timedelta(seconds=DETAK),
                # Tanda tangan yang sedang berjalan diselesaikan dulu: memutusnya membuat hasilnya tidak pasti.
                graceful_shutdown_timeout=timedelta(seconds=90),
            )
        )
        await berhenti.wait()


async def putaran(setelan: "Setelan", berhenti: asyncio.Event) -> None:
    """Pekerjaan latar: putaran kecil yang terus-menerus, dan yang berat menurut jadwal Temporal."""
    from temporalio.worker import Worker

    from gudang import PabrikGudang
    from luar import temporal
    from luar.cap_waktu import cap_waktu_dari
    from luar.jangkar import lemari_dari
    from luar.s3 import penyimpanan_dari
    from models.mesin import ANTREAN_PUTARAN
    from putaran.alur import Putaran
    from putaran.jadwal import KegiatanBerjadwal, pasang_jadwal
    from putaran.jangkar import PenjangkarJejak
    from putaran.kualitas import PenyapuKualitas
    from putaran.pencocok import Pencocok
    from putaran.pengantar import Pengantar
    from putaran.pengirim import Pengirim
    from putaran.penyapu import PembersihSesi, Penyapu
    from putaran.periksa_jejak import PemeriksaJejak
    from putaran.prediksi import PenghitungPrediksi
    from workflows.penjalan import penjalan_alur

    os.nice(LEBIH_RENDAH)
    pabrik = PabrikGudang(setelan.basis_data_url.get_secret_value(), sambungan=SAMBUNGAN["putaran"])
    async with AsyncExitStack() as bekal:
        bekal.push_async_callback(pabrik.tutup)
        # Sebelum Temporal disambung: kredensial yang kedaluwarsa terhapus juga selagi ia padam.
        pembersih = asyncio.create_task(PembersihSesi(pabrik).jalankan(berhenti))
        bekal.callback(pembersih.cancel)
        klien = await _sambung(setelan, "putaran")
        berjadwal = await temporal.sambung(setelan, namespace=setelan.temporal_namespace_putaran)
        lemari, cap = lemari_dari(setelan), cap_waktu_dari(setelan)
        bekal.callback(cap.tutup)
        kegiatan = KegiatanBerjadwal(
            pabrik,
            penyimpanan_dari(setelan),
            PenjangkarJejak(pabrik, lemari, cap),
            PemeriksaJejak(pabrik, lemari, cap, partial(temporal.banyak_tercatat, klien)),
        )
        await pasang_jadwal(berjadwal)
        await bekal.enter_async_context(
            Worker(
                berjadwal,
                task_queue=ANTREAN_PUTARAN,
                workflows=[Putaran],
                activities=kegiatan.semua(),
                workflow_runner=penjalan_alur(),
            )
        )
        async with asyncio.TaskGroup() as kelompok:
            kelompok.create_task(Pengirim(pabrik, setelan).jalankan(berhenti))
            kelompok.create_task(Penyapu(pabrik, partial(temporal.mulai_usulan, klien)).jalankan(berhenti))
            kelompok.create_task(Pencocok(pabrik, partial(temporal.sebab_hilang, klien)).jalankan(berhenti))
            kelompok.create_task(Pengantar(pabrik, partial(temporal.antarkan_keputusan, klien)).jalankan(berhenti))
            kelompok.create_task(PenyapuKualitas(pabrik).jalankan(berhenti))
            kelompok.create_task(PenghitungPrediksi(pabrik).jalankan(berhenti))


BAGIAN: Final[Mapping[str, Callable[["Setelan", asyncio.Event], Awaitable[None]]]] = {
    "manusia": manusia,
    "dokumen": dokumen,
    "putaran": putaran,
}


async def _sambung(setelan: "Setelan", bagian: str) -> "Client":
    from temporalio.runtime import PrometheusConfig, Runtime, TelemetryConfig

    from luar import temporal

    runtime = None
    if setelan.metrik_alamat is not None:
        tuan, _, porta = setelan.metrik_alamat.rpartition(":")
        alamat = f"{tuan}:{int(porta) + list(BAGIAN).index(bagian)}"
        runtime = Runtime(telemetry=TelemetryConfig(metrics=PrometheusConfig(bind_address=alamat)))
    interceptors = []
    if setelan.otlp_alamat is not None:
        from temporalio.contrib.opentelemetry import TracingInterceptor

        from luar.telemetri import siapkan_jejak_otel

        siapkan_jejak_otel(f"usulan-worker-{bagian}", setelan.otlp_alamat)
        interceptors.append(TracingInterceptor())
    return await temporal.sambung(setelan, interceptors=interceptors, runtime=runtime)


async def satu_bagian(nama: str) -> None:
    from luar.setelan import baca_setelan
    from models.layanan import muat

    berhenti = asyncio.Event()
    loop = asyncio.get_running_loop()
    for sinyal in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(sinyal, berhenti.set)
    setelan = baca_setelan()
    muat(setelan.modul_layanan)
    await BAGIAN[nama](setelan, berhenti)


def semua_bagian(perintah: Mapping[str, Sequence[str]]) -> int:
    """Induk: ketiga bagian hidup dan mati bersama.

    Sinyal berhenti diteruskan, dan induk menunggu mereka beres. Satu bagian yang mati sendiri menghentikan yang lain
    dan menjadi kode keluar 1: yang menyalakan lagi pengawas proses, yang juga melihatnya. Induk yang dibunuh paksa
    membuat anaknya diminta berhenti.
    """
    diminta = False
    induk = os.getpid()
    anak = {
        nama: subprocess.Popen(satu, preexec_fn=partial(_mati_bersama, induk))  # tanpa utas lain di induk
        for nama, satu in perintah.items()
    }

    def hentikan(*_: object) -> None:
        nonlocal diminta
        diminta = True
        for proses in anak.values():
            proses.terminate()

    for sinyal in (signal.SIGINT, signal.SIGTERM):
        signal.signal(sinyal, hentikan)
    pid, status = os.wait()
    mati_sendiri = not diminta
    if mati_sendiri:
        nama = next(nama for nama, proses in anak.items() if proses.pid == pid)
        log.error("bagian worker mati", bagian=nama, kode=os.waitstatus_to_exitcode(status))
        hentikan()
    for proses in anak.values():
        proses.wait()
    return int(mati_sendiri)


def _mati_bersama(induk: int) -> None:
    """Linux: anak diminta berhenti (SIGTERM) begitu induknya tiada, juga bila dibunuh paksa."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)
        if os.getppid() != induk:
            os._exit(1)


def utama() -> None:
    pilihan = argparse.ArgumentParser(description="Worker usulan.")
    pilihan.add_argument("--antrean", choices=BAGIAN, help="satu bagian saja; tanpa ini ketiganya sebagai proses anak")
    nama = pilihan.parse_args().antrean
    siapkan_log()
    if nama is None:
        sys.exit(semua_bagian({satu: (sys.executable, __file__, "--antrean", satu) for satu in BAGIAN}))
    uvloop.run(satu_bagian(nama))


if __name__ == "__main__":
    utama()

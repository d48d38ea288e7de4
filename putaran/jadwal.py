"""Yang berat dan berkala: jadwal Temporal dan kegiatannya. Zonanya tetap WIB, apa pun zona mesinnya."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, Final

from temporalio import activity
from temporalio.client import (
    Client,
    Schedule,
    ScheduleActionStartWorkflow,
    ScheduleAlreadyRunningError,
    ScheduleCalendarSpec,
    ScheduleOverlapPolicy,
    SchedulePolicy,
    ScheduleRange,
    ScheduleSpec,
    ScheduleState,
    ScheduleUpdate,
    ScheduleUpdateInput,
)

from gudang import PabrikGudang
from luar.s3 import Penyimpanan
from models.mesin import ANTREAN_PUTARAN
from models.referensi.zona import hari_ini
from putaran.alur import Putaran
from putaran.jangkar import PenjangkarJejak
from putaran.kualitas import PenyapuKualitas
from putaran.kunci_berkas import PemanjangKunci
from putaran.penyegar import Penyegar
from putaran.periksa_jejak import PemeriksaJejak
from putaran.prediksi import PenghitungPrediksi
from putaran.putar import PORSI_HITUNGAN

ZONA: Final = "Asia/Jakarta"
_SETIAP_JAM: Final = (ScheduleRange(0, 23),)
_TERTINGGAL: Final = timedelta(days=1)
"""Yang terlewat selama Temporal padam, paling lama sekian, dijalankan begitu ia pulih."""


@dataclass(frozen=True)
class Jadwal:
    kegiatan: str
    waktu: ScheduleCalendarSpec
    keterangan: str


JADWAL: Final = (
    Jadwal(
        "penyegaran",
        ScheduleCalendarSpec(second=(ScheduleRange(5),), minute=(ScheduleRange(0),), hour=_SETIAP_JAM),
        "Yang mulai berlaku hari itu tampak pada daftar ASN; tiap jam sebab tengah malam WIT, WITA, dan WIB berlainan.",
    ),
    Jadwal(
        "kualitas",
        ScheduleCalendarSpec(minute=(ScheduleRange(10),), hour=(ScheduleRange(0),)),
        "Kualitas data semua ASN, sekali sehari.",
    ),
    Jadwal(
        "jangkar_jejak",
        ScheduleCalendarSpec(minute=(ScheduleRange(40),), hour=(ScheduleRange(0),)),
        "Ujung rantai jejak yang bertambah dicap waktu dan ditaruh terkunci di luar basis data, sekali sehari.",
    ),
    Jadwal(
        "periksa_jejak",
        ScheduleCalendarSpec(minute=(ScheduleRange(0),), hour=(ScheduleRange(2),)),
        "Jejak dicocokkan dengan jangkarnya; yang terpotong, terhapus, atau ditulis ulang menjadi galat dan tersisih.",
    ),
    Jadwal(
        "kunci_berkas",
        ScheduleCalendarSpec(minute=(ScheduleRange(30),), hour=(ScheduleRange(1),)),
        "Kunci surat terbit dan dokumen dasar riwayat diperpanjang sebelum habis, selama apa pun kariernya.",
    ),
    Jadwal(
        "prediksi",
        ScheduleCalendarSpec(minute=(ScheduleRange(20),), hour=_SETIAP_JAM),
        "Prediksi yang usang karena periode bergeser atau aturannya berubah.",
    ),
)


@dataclass
class KegiatanBerjadwal:
    """Masing-masing mengolah semua yang tiba, sekumpulan demi sekumpulan; boleh diulang kapan saja."""

    pabrik: PabrikGudang
    penyimpanan: Penyimpanan
    penjangkar: PenjangkarJejak
    pemeriksa: PemeriksaJejak

    def semua(self) -> list[Callable[..., Any]]:
        return [
            self.penyegaran,
            self.kualitas,
            self.jangkar_jejak,
            self.periksa_jejak,
            self.kunci_berkas,
            self.prediksi,
        ]

    @activity.defn
    async def penyegaran(self) -> int:
        return await _habiskan(Penyegar(self.pabrik).sekumpulan)

    @activity.defn
    async def kualitas(self) -> int:
        return await _habiskan(PenyapuKualitas(self.pabrik).sapu)

    @activity.defn
    async def jangkar_jejak(self) -> int:
        return await _habiskan(self.penjangkar.sekumpulan)

    @activity.defn
    async def periksa_jejak(self) -> int:
        kumpulan = self.pemeriksa.semua(hari_ini())
        return await _habiskan(lambda: anext(kumpulan, 0))

    @activity.defn
    async def kunci_berkas(self) -> int:
        return await _habiskan(PemanjangKunci(self.pabrik, self.penyimpanan).sekumpulan)

    @activity.defn
    async def prediksi(self) -> int:
        return await _habiskan(PenghitungPrediksi(self.pabrik).sekumpulan)


async def _habiskan(sekumpulan: Callable[[], Awaitable[int]]) -> int:
    """Berdetak tiap kumpulan, dan beristirahat sebanding kerjanya supaya yang ditunggu orang tidak terdesak."""
    terolah, mulai = 0, time.monotonic()
    while banyak := await sekumpulan():
        terolah += banyak
        activity.heartbeat(terolah)
        await asyncio.sleep((time.monotonic() - mulai) * (1 / PORSI_HITUNGAN - 1))
        mulai = time.monotonic()
    return terolah


async def pasang_jadwal(klien: Client) -> None:
    """Buat atau mutakhirkan semua jadwal; yang dijeda administrator tetap dijeda."""
    for jadwal in JADWAL:
        semestinya = _schedule(jadwal)
        try:
            await klien.create_schedule(jadwal.kegiatan, semestinya)
        except ScheduleAlreadyRunningError:
            await klien.get_schedule_handle(jadwal.kegiatan).update(_dimutakhirkan(semestinya))


def _dimutakhirkan(semestinya: Schedule) -> Callable[[ScheduleUpdateInput], ScheduleUpdate]:
    return lambda kini: ScheduleUpdate(replace(semestinya, state=kini.description.schedule.state))


def _schedule(jadwal: Jadwal) -> Schedule:
    return Schedule(
        action=ScheduleActionStartWorkflow(
            Putaran.run, jadwal.kegiatan, id=f"putaran-{jadwal.kegiatan}", task_queue=ANTREAN_PUTARAN
        ),
        spec=ScheduleSpec(calendars=[jadwal.waktu], time_zone_name=ZONA),
        policy=SchedulePolicy(overlap=ScheduleOverlapPolicy.SKIP, catchup_window=_TERTINGGAL),
        state=ScheduleState(note=jadwal.keterangan),
    )

"""Buku sebuah usulan: peristiwa yang menunggu dicatat, dan penulisannya satu per satu."""

import asyncio
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

from temporalio import workflow
from temporalio.common import RetryPolicy
from temporalio.exceptions import ActivityError, FailureError

from models import mesin
from models.kegiatan import CATAT
from models.keputusan import Pelaku
from models.peristiwa import Catatan, IsiPeristiwa, Peristiwa, Tercatat
from models.usulan import Keadaan

_SEBENTAR = timedelta(seconds=3)
"""Kesempatan pencatatan lokal; sesudahnya kegiatan biasa yang terlihat di meja petugas dan dicoba terus."""
_CATAT_LAGI = (timedelta(minutes=5), timedelta(hours=1))
"""Jeda pertama dan terpanjang sebelum mencoba lagi pencatatan yang tersangkut."""


class Buku:
    """Satu kegiatan ``catat`` menulis semua peristiwa sejak penulisan terakhir bersama keadaan sesudahnya.

    Putusan orang masuk riwayat baru ketika tugas alur kerjanya selesai, jadi dicatat kegiatan biasa, yang menaruhnya di
    sana lebih dahulu. Yang lain (awal, hasil kegiatan, kabar, timer) sebabnya sudah dalam riwayat: cukup kegiatan
    lokal, seperenam peristiwanya. Worker yang mati di tengahnya mengulang sebab yang sama (catatan 0023).
    """

    def __init__(self, usulan_id: UUID, potret: Callable[[], Keadaan]) -> None:
        self._usulan_id = usulan_id
        self._potret = potret
        self._baru: list[Peristiwa] = []
        self._dari_orang = False
        """Di antara yang tertunda ada akibat sebuah update."""
        self._urut = 0
        self._nomor = 0
        self._tercatat = 0
        self._kunci = asyncio.Lock()

    def tulis(
        self,
        isi: IsiPeristiwa,
        *,
        pelaku: Pelaku | None = None,
        langkah: str | None = None,
        tugas_id: UUID | None = None,
    ) -> None:
        self._baru.append(
            Peristiwa(
                urut=self._urut,
                waktu=workflow.now(),
                pelaku=pelaku,
                langkah=langkah,
                tugas_id=tugas_id,
                isi=isi,
            )
        )
        self._urut += 1
        self._dari_orang = self._dari_orang or workflow.current_update_info() is not None

    async def catat(self) -> Tercatat | None:
        """Tulis yang tertunda. Basis data mati berarti dicoba terus; peristiwa tidak pernah hilang.

        Berjalan sebagai tugas sendiri: pembatalan alur tidak memutus penulisan yang sudah dimulai.
        """
        return await asyncio.shield(asyncio.create_task(self._catat()))

    async def _catat(self) -> Tercatat | None:
        async with self._kunci:
            if not self._baru:
                return None
            catatan = Catatan(
                usulan_id=self._usulan_id,
                nomor=self._nomor,
                peristiwa=tuple(self._baru),
                keadaan=self._potret(),
                alur=workflow.info().run_id,
            )
            lokal = not self._dari_orang
            self._baru, self._dari_orang = [], False
            self._nomor += 1
            tercatat = (await self._catat_lokal(catatan) if lokal else None) or await self._sampai_tercatat(catatan)
            self._tercatat = catatan.peristiwa[-1].urut + 1
            return tercatat

    @staticmethod
    async def _catat_lokal(catatan: Catatan) -> Tercatat | None:
        try:
            tercatat: Tercatat = await workflow.execute_local_activity(
                CATAT,
                catatan,
                result_type=Tercatat,
                schedule_to_close_timeout=_SEBENTAR,
                retry_policy=RetryPolicy(maximum_attempts=1),
            )
        except FailureError:  # pemutaran ulang menyebut habis waktunya tanpa membungkusnya sebagai ActivityError
            return None
        return tercatat

    async def _sampai_tercatat(self, catatan: Catatan) -> Tercatat:
        """Cacat program pada pencatatan tidak dapat membuka tugas perbaikan, sebab tugas itu pun harus dicatat.

        Maka usulannya ditandai tersangkut pada mesin alur kerja, dan pencatatan yang sama dicoba lagi sampai pulih.
        """
        jeda, terpanjang = _CATAT_LAGI
        tersangkut = False
        while True:
            try:
                tercatat = await self._jalankan(catatan)
            except ActivityError:
                if not tersangkut:
                    workflow.upsert_search_attributes([mesin.TERSANGKUT.value_set(True)])
                tersangkut = True
                await workflow.sleep(jeda)
                jeda = min(jeda * 2, terpanjang)
                continue
            if tersangkut:
                workflow.upsert_search_attributes([mesin.TERSANGKUT.value_unset()])
            return tercatat

    @staticmethod
    async def _jalankan(catatan: Catatan) -> Tercatat:
        tercatat: Tercatat = await workflow.execute_activity(
            CATAT,
            catatan,
            result_type=Tercatat,
            start_to_close_timeout=timedelta(seconds=30),
            retry_policy=RetryPolicy(
                initial_interval=timedelta(milliseconds=200), maximum_interval=timedelta(seconds=15)
            ),
        )
        return tercatat

    @property
    def tuntas(self) -> bool:
        """Semua yang ditulis sudah tercatat."""
        return self._tercatat == self._urut

    @property
    def banyak_tercatat(self) -> int:
        return self._tercatat

    async def tunggu_tercatat(self) -> None:
        """Tunggu sampai semua yang sudah ditulis saat ini tampak di model baca."""
        sampai = self._urut
        await workflow.wait_condition(lambda: self._tercatat >= sampai)

"""Tumpukan: semua bagian sebagai satu pohon proses, atau sebagian saja bagi uji."""

import asyncio
import fcntl
import os
import shutil
import tempfile
from collections.abc import AsyncIterator, Collection, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from pathlib import Path
from threading import Thread
from typing import Self

from luar.setelan import Setelan
from sandbox.tumpukan.bagian import Bagian
from sandbox.tumpukan.penjaga import Kabar, Keadaan, Penjaga
from sandbox.tumpukan.porta import Porta, porta_bebas
from sandbox.tumpukan.proses import tunggu_sisa_hilang
from sandbox.tumpukan.rahasia import muat_rahasia
from sandbox.tumpukan.susunan import susunan
from sandbox.tumpukan.tempat import Tempat


class DataDipakai(RuntimeError):
    """Folder data sedang dipakai tumpukan lain."""


class Tumpukan:
    """``async with Tumpukan(data=…, port_awal=…, bagian={…}) as t`` — di dalamnya semua bagian sehat.

    Tanpa ``data`` dipakai folder sementara yang dihapus sesudahnya; tanpa ``port_awal`` dicari blok porta bebas;
    tanpa ``bagian`` semua dinyalakan, selain itu bagian yang disebut beserta yang diperlukannya.
    """

    def __init__(
        self,
        data: Path | None = None,
        port_awal: int | None = None,
        bagian: Collection[str] | None = None,
        kabar: Kabar = lambda _: None,
    ) -> None:
        self._sementara = data is None
        self.data = (data or Path(tempfile.mkdtemp(prefix="usulan-"))).resolve()
        self._pilihan = bagian
        self._port_awal = port_awal
        self._kabar = kabar
        self._penjaga: dict[str, Penjaga] = {}
        self._tugas: list[asyncio.Task[None]] = []

    # --- dipakai pemanggil, dari utas atau loop mana pun ---

    @property
    def env(self) -> dict[str, str]:
        """Lingkungan ``USULAN_*`` milik worker; lihat ``env_untuk`` bagi peran basis data lain."""
        return self.tempat.lingkungan()

    def env_untuk(self, peran: str) -> dict[str, str]:
        """Lingkungan dengan peran basis data ``usulan_pemilik``, ``usulan_pekerja``, atau ``usulan_api``."""
        return self.tempat.lingkungan(peran)

    @property
    def setelan(self) -> Setelan:
        """Setelan worker yang menunjuk ke tumpukan ini."""
        return self.tempat.setelan()

    @property
    def alamat_api(self) -> str:
        return self.tempat.porta.url("api")

    def pid(self, nama: str) -> int:
        pid = self._penjaga[nama].pid
        if pid is None:
            raise ProcessLookupError(f"{nama} sedang tidak berjalan.")
        return pid

    def keadaan(self, nama: str) -> Keadaan:
        return self._penjaga[nama].keadaan

    def log(self, nama: str) -> Path:
        return self._penjaga[nama].log

    def bunuh(self, nama: str) -> int:
        """``kill -9``; kembali dengan pid yang dibunuh. Penjaganya akan menyalakan yang baru."""
        return self._penjaga[nama].bunuh()

    async def tunggu_sehat(self, nama: str, batas: float = 180.0) -> None:
        """Menunggu sampai bagian sehat dengan proses yang lain dari yang terakhir dibunuh."""
        penjaga = self._penjaga[nama]
        await asyncio.to_thread(penjaga.tunggu, lambda: penjaga.sehat_baru, batas)

    @asynccontextmanager
    async def padam(self, nama: str) -> AsyncIterator[None]:
        """Bagian mati (SIGKILL) dan tidak dinyalakan lagi sampai blok ini selesai."""
        penjaga = self._penjaga[nama]
        self._loop.call_soon_threadsafe(penjaga.boleh_nyala.clear)
        try:
            self._loop.call_soon_threadsafe(penjaga.bunuh)
            await asyncio.to_thread(penjaga.tunggu, lambda: penjaga.keadaan is Keadaan.PADAM, 180.0)
            yield
        finally:
            self._loop.call_soon_threadsafe(penjaga.boleh_nyala.set)
            await self.tunggu_sehat(nama)

    # --- hidup dan mati ---

    async def __aenter__(self) -> Self:
        async with AsyncExitStack() as penutup:
            if self._sementara:
                penutup.callback(shutil.rmtree, self.data, ignore_errors=True)
            (self.data / "log").mkdir(parents=True, exist_ok=True)
            penutup.enter_context(self._kunci_data())
            await self._siapkan()
            self._loop = asyncio.get_running_loop()
            self._gugur = self._loop.create_future()
            penutup.push_async_callback(self._padamkan)
            await self._nyalakan()
            self._penutup = penutup.pop_all()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._penutup.aclose()

    async def sampai_gugur(self) -> None:
        """Tidak pernah kembali; melempar sebabnya bila sebuah bagian tidak dapat dipertahankan."""
        await asyncio.shield(self._gugur)

    def paksa_berhenti(self) -> None:
        """SIGKILL ke semua bagian, tanpa urutan."""
        for penjaga in self._penjaga.values():
            penjaga.paksa_berhenti()

    async def _siapkan(self) -> None:
        """Menentukan tempat dan pemain; menolak di sini sebelum apa pun dinyalakan."""
        porta = Porta(self._port_awal) if self._port_awal else porta_bebas()
        self.tempat = Tempat(self.data, porta, muat_rahasia(self.data / "rahasia.json"))
        bagian = _beserta_prasyarat(susunan(self.tempat), self._pilihan)
        for b in bagian:
            b.folder.mkdir(exist_ok=True)
            await tunggu_sisa_hilang(b.perintah, b.folder)
        porta.wajib_bebas(nama for b in bagian for nama in b.porta)
        self._penjaga = {b.nama: Penjaga(b, self.tempat.log(b.nama), self._kabar) for b in bagian}
        for penjaga in self._penjaga.values():
            penjaga.prasyarat = [self._penjaga[nama] for nama in penjaga.bagian.bergantung]

    async def _nyalakan(self) -> None:
        self._tugas = [asyncio.create_task(self._jaga(p), name=p.bagian.nama) for p in self._penjaga.values()]
        semua_sehat = asyncio.gather(*(p.sehat.wait() for p in self._penjaga.values()))
        try:
            await asyncio.wait({semua_sehat, self._gugur}, return_when=asyncio.FIRST_COMPLETED)
            if self._gugur.done():
                self._gugur.result()
        finally:
            semua_sehat.cancel()
            await asyncio.gather(semua_sehat, return_exceptions=True)

    async def _jaga(self, penjaga: Penjaga) -> None:
        try:
            await penjaga.jaga()
        except Exception as galat:  # sebab apa pun: satu bagian tak terjaga berarti tumpukan tidak utuh
            if not self._gugur.done():
                self._gugur.set_exception(galat)

    async def _padamkan(self) -> None:
        """Pemakai lebih dahulu, lalu yang dipakainya; yang tak saling bergantung serentak."""
        for tugas in self._tugas:
            tugas.cancel()
        await asyncio.gather(*self._tugas, return_exceptions=True)
        berhenti = {nama: asyncio.Event() for nama in self._penjaga}

        async def sesudah_pemakainya(penjaga: Penjaga) -> None:
            for nama, lain in self._penjaga.items():
                if penjaga in lain.prasyarat:
                    await berhenti[nama].wait()
            await penjaga.hentikan()
            berhenti[penjaga.bagian.nama].set()

        await asyncio.gather(*(sesudah_pemakainya(p) for p in self._penjaga.values()))
        self._gugur.cancel()

    @contextmanager
    def _kunci_data(self) -> Iterator[None]:
        with (self.data / "tumpukan.lock").open("a+") as berkas:
            try:
                fcntl.flock(berkas, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                berkas.seek(0)
                raise DataDipakai(
                    f"Tumpukan lain (pid {berkas.read().strip()}) sedang memakai {self.data}. "
                    "Hentikan yang itu, atau pakai folder lain dengan --data."
                ) from None
            berkas.truncate(0)
            berkas.write(f"{os.getpid()}\n")
            berkas.flush()
            yield


def _beserta_prasyarat(semua: tuple[Bagian, ...], pilihan: Collection[str] | None) -> list[Bagian]:
    menurut_nama = {b.nama: b for b in semua}
    if pilihan is None:
        return list(semua)
    if asing := set(pilihan) - set(menurut_nama):
        raise ValueError(f"Bagian tidak dikenal: {', '.join(sorted(asing))}. Yang ada: {', '.join(menurut_nama)}.")
    perlu: set[str] = set()
    antrean = list(pilihan)
    while antrean:
        nama = antrean.pop()
        if nama not in perlu:
            perlu.add(nama)
            antrean += menurut_nama[nama].bergantung
    return [b for b in semua if b.nama in perlu]


@contextmanager
def di_utas(tumpukan: Tumpukan) -> Iterator[Tumpukan]:
    """Tumpukan dengan loop di utasnya sendiri, agar penjagaan berjalan terus walau loop uji berganti-ganti."""
    loop = asyncio.new_event_loop()
    utas = Thread(target=loop.run_forever, name="tumpukan", daemon=True)
    utas.start()
    try:
        asyncio.run_coroutine_threadsafe(tumpukan.__aenter__(), loop).result()
        try:
            yield tumpukan
        finally:
            asyncio.run_coroutine_threadsafe(tumpukan.__aexit__(), loop).result()
    finally:
        loop.call_soon_threadsafe(loop.stop)
        utas.join()
        loop.close()

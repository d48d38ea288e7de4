"""Beban: usulan kenaikan pangkat dari konsep sampai profil berubah, lewat HTTP, memakai perjalanan ``make demo``.

Suratnya tidak diperiksa lagi di sini, dan orangnya masuk sekali, supaya penggerak tidak merebut CPU yang diukur.
"""

import asyncio
import re
import time
from collections import Counter, defaultdict
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from contextlib import nullcontext
from itertools import count
from typing import Any, TypeVar

import httpx

from models.keputusan import StatusTTE
from sandbox.akun import INSTANSI, InstansiSandbox
from sandbox.demo.kenaikan_pangkat import PerjalananKP
from sandbox.demo.orang import Ditolak, Orang
from sandbox.demo.perjalanan import TidakSesuai
from sandbox.tumpukan import Tumpukan

T = TypeVar("T")
_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")


class Beban:
    def __init__(self, tumpukan: Tumpukan) -> None:
        self._tumpukan = tumpukan
        self._orang: dict[str, Orang] = {}
        self._giliran = count()
        self._memilih = {satu.slug: asyncio.Lock() for satu in INSTANSI}
        self.bersihkan()

    @property
    def alamat(self) -> str:
        """Alamat API."""
        return self._tumpukan.alamat_api

    def bersihkan(self) -> None:
        self.langkah: defaultdict[str, list[float]] = defaultdict(list)
        """Langkah, termasuk menunggu tugasnya muncul → detik."""
        self.http: defaultdict[str, list[float]] = defaultdict(list)
        """Metode dan rute → detik."""
        self.hasil: Counter[str] = Counter()
        self.galat: list[str] = []
        self.selesai: list[str] = []
        """Id usulan yang sampai akhir."""

    async def masuk(self) -> None:
        """Semua orang masuk lebih dahulu."""
        instansi = ("operator", "verifikator_instansi", "approver_instansi", "paraf_instansi", "penandatangan_instansi")
        for p in map(self._perjalanan, INSTANSI):
            for peran in instansi:
                await p.sebagai(peran)
            for peran in ("verifikator_bkn", "paraf_bkn", "penandatangan_bkn"):
                await p.sebagai(peran, p.bkn)
        for orang in self._orang.values():
            orang.http.event_hooks = {"request": [_mulai], "response": [self._catat]}

    async def diajukan(self) -> PerjalananKP:
        """Usulan yang menunggu verifikasi."""
        p = self._perjalanan_berikut()
        await p.sampai_diajukan()
        return p

    async def jalani(self, banyak: int, serentak: int) -> None:
        """Usulan sebanyak itu sampai profilnya berubah; yang gagal dihitung, bukan dilempar."""
        await serempak([self._satu() for _ in range(banyak)], serentak)

    async def _satu(self) -> None:
        p = self._perjalanan_berikut()
        try:
            for langkah in (p.buat_konsep, p.lengkapi, p.ajukan, *p.langkah_sesudah_berkas()):
                await self._jalankan(p, langkah)
        except (Ditolak, TidakSesuai, TimeoutError, httpx.HTTPError) as galat:
            self.hasil["tidak pasti" if f": {StatusTTE.TIDAK_PASTI} " in str(galat) else "gagal"] += 1
            self.galat.append(f"{type(galat).__name__}: {galat}")
            return
        if p.usulan["hasil"] == "selesai":
            self.hasil["selesai"] += 1
            self.selesai.append(p.usulan["id"])
        else:
            self.hasil["gagal"] += 1
            self.galat.append(f"{p.usulan['nomor']} berakhir {p.usulan['hasil']}")

    async def _jalankan(self, p: PerjalananKP, langkah: Callable[[], Awaitable[None]]) -> None:
        # Dua operator yang serentak memilih di instansi yang sama akan mendapat ASN yang sama.
        async with self._memilih[p.instansi.slug] if langkah == p.buat_konsep else nullcontext():
            mulai = time.perf_counter()
            await langkah()
        self.langkah[langkah.__name__].append(time.perf_counter() - mulai)

    def _perjalanan_berikut(self) -> PerjalananKP:
        return self._perjalanan(INSTANSI[next(self._giliran) % len(INSTANSI)])

    def _perjalanan(self, instansi: InstansiSandbox) -> PerjalananKP:
        penerbit = self._tumpukan.env["USULAN_OIDC_PENERBIT"]
        return PerjalananKP(self._tumpukan.alamat_api, penerbit, instansi, catat=lambda _: None, _orang=self._orang)

    async def _catat(self, jawaban: httpx.Response) -> None:
        permintaan = jawaban.request
        rute = f"{permintaan.method} {_ID.sub('{id}', permintaan.url.path)}"
        self.http[rute].append(time.perf_counter() - permintaan.extensions["bench_mulai"])


async def _mulai(permintaan: httpx.Request) -> None:
    permintaan.extensions["bench_mulai"] = time.perf_counter()


async def serempak(kerja: Sequence[Coroutine[Any, Any, T]], paling_banyak: int) -> list[T]:
    """Hasil semua kerja, berurut; paling banyak sekian berjalan bersama."""
    gerbang = asyncio.Semaphore(paling_banyak)

    async def satu(kerja: Coroutine[Any, Any, T]) -> T:
        async with gerbang:
            return await kerja

    return await asyncio.gather(*map(satu, kerja))

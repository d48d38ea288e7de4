"""Batas laju dan serentak: seorang pengirim yang terburu-buru tidak menghabiskan giliran yang lain.

Halaman publik dihitung menurut alamat IP, selebihnya menurut akun; batasnya setelan ``USULAN_LAJU_…`` dan
``USULAN_SERENTAK_…``. Hitungannya di memori proses ini: dengan beberapa proses API tiap proses memberi jatah sebanyak
itu, dan batas bersamanya ialah milik proksi di depannya (``deploy/nginx.conf``).
"""

import math
import re
import time
from asyncio import Semaphore
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from ipaddress import IPv6Address, ip_address
from typing import Final

import structlog
from fastapi import Request
from limits import RateLimitItem
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import FixedWindowRateLimiter
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from api.halaman import AWALAN_PUBLIK, jawab_masalah
from api.masalah import JenisMasalah, Masalah
from api.perantara import berjson
from api.siapa import PemeriksaToken, token_kosong
from luar.setelan import Setelan

_TUNGGU_SERENTAK: Final = 2
"""Detik yang disarankan kepada yang antreannya penuh."""
_UNGGAHAN: Final = re.compile(r"/(dokumen|keputusan)\Z")
"""Rute yang menerima PDF, apa pun jenis isi yang disebut pengirimnya."""
_BERBADAN: Final = ("POST", "PUT", "PATCH", "DELETE")
_JARINGAN_IPV6: Final = 64
"""Satu pelanggan memegang satu /64, jadi itulah satu alamat."""


class Pintu:
    """Paling banyak ``jalan`` sekaligus bagi satu kunci dan ``antre`` yang menunggu; selebihnya ditolak."""

    def __init__(self, jalan: int, antre: int = 0) -> None:
        self._jalan, self._muat = jalan, jalan + antre
        self._giliran: dict[str, _Giliran] = {}

    @asynccontextmanager
    async def masuk(self, kunci: str) -> AsyncIterator[None]:
        """``Masalah`` 429 bila antreannya pun penuh."""
        giliran = self._giliran.setdefault(kunci, _Giliran(Semaphore(self._jalan)))
        if giliran.banyak >= self._muat:
            sebab = f"Anda sedang menunggu {giliran.banyak} permintaan lain; paling banyak {self._muat} sekaligus."
            raise terlalu_sering(sebab, _TUNGGU_SERENTAK)
        giliran.banyak += 1
        try:
            async with giliran.semafor:
                yield
        finally:
            giliran.banyak -= 1
            if not giliran.banyak:
                del self._giliran[kunci]


@dataclass
class _Giliran:
    semafor: Semaphore
    banyak: int = field(default=0)


class Laju:
    """Semua jatah satu proses API."""

    def __init__(self, setelan: Setelan) -> None:
        self._setelan = setelan
        self._hitungan = FixedWindowRateLimiter(MemoryStorage())
        self._salinan = Pintu(setelan.serentak_salinan)
        self._akun = Pintu(setelan.serentak_akun, setelan.antre_akun)

    @asynccontextmanager
    async def tamu(self, ip: str, *, mengirim: bool) -> AsyncIterator[None]:
        """Giliran seorang tamu; ``mengirim``: salinan surat yang menghabiskan prosesor."""
        if not mengirim:
            await self._hitung(self._setelan.laju_tamu, "tamu", ip)
            yield
            return
        await self._hitung(self._setelan.laju_salinan, "salinan", ip)
        async with self._salinan.masuk(ip):
            yield

    @asynccontextmanager
    async def akun(self, akun: str, *, mengunggah: bool) -> AsyncIterator[None]:
        """Giliran seorang yang sudah masuk."""
        await self._hitung(self._setelan.laju_akun, "akun", akun)
        if mengunggah:
            await self._hitung(self._setelan.laju_unggah, "unggah", akun)
        async with self._akun.masuk(akun):
            yield

    async def _hitung(self, jatah: RateLimitItem, golongan: str, siapa: str) -> None:
        if not await self._hitungan.hit(jatah, golongan, siapa):
            sampai, _ = await self._hitungan.get_window_stats(jatah, golongan, siapa)
            lama = f"{jatah.get_expiry()} detik"
            raise terlalu_sering(f"Anda sudah mengirim {jatah.amount} permintaan dalam {lama}.", sampai - time.time())


class BatasLaju:
    """Perantara: giliran diminta sebelum badan permintaan dibaca, dan dilepas sesudah jawabannya terkirim."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        bekal = scope["app"].state.bekal
        async with AsyncExitStack() as giliran:
            try:
                await _minta_giliran(giliran, scope, bekal.laju, bekal.pemeriksa)
            except Masalah as ditolak:
                await jawab_masalah(Request(scope), ditolak)(scope, receive, send)
                return
            await self._app(scope, receive, send)


async def _minta_giliran(giliran: AsyncExitStack, scope: Scope, laju: Laju, pemeriksa: PemeriksaToken) -> None:
    """``Masalah`` 429. Yang tokennya tidak sah lewat begitu saja: rutenya sendiri menjawab 401.

    Kecuali yang badannya boleh besar: FastAPI menampung badan sebelum memeriksa token, jadi ia ditolak di sini.
    """
    kepala, ip = Headers(scope=scope), alamat_ip(scope)
    mengirim = scope["method"] == "POST"
    structlog.contextvars.bind_contextvars(ip=ip)
    if scope["path"].startswith(AWALAN_PUBLIK):
        await giliran.enter_async_context(laju.tamu(ip, mengirim=mengirim))
        return
    try:
        akun = await _akun(kepala, pemeriksa)
    except Masalah:
        if scope["method"] in _BERBADAN and not berjson(kepala):
            raise
        return
    structlog.contextvars.bind_contextvars(akun=akun)
    mengunggah = mengirim and _UNGGAHAN.search(scope["path"]) is not None
    await giliran.enter_async_context(laju.akun(akun, mengunggah=mengunggah))


async def _akun(kepala: Headers, pemeriksa: PemeriksaToken) -> str:
    """``Masalah`` 401 atau 503."""
    skema, _, token = kepala.get("authorization", "").partition(" ")
    if skema.lower() != "bearer" or not token:
        raise token_kosong()
    return (await pemeriksa.periksa(token)).akun


def alamat_ip(scope: Scope) -> str:
    """Alamat lawan bicara soket, atau yang disebut proksi tepercaya (uvicorn menggantinya); IPv6 menurut /64-nya."""
    teks = scope["client"][0] if scope.get("client") else ""
    try:
        alamat = ip_address(teks)
    except ValueError:
        return teks
    if not isinstance(alamat, IPv6Address):
        return str(alamat)
    if alamat.ipv4_mapped:
        return str(alamat.ipv4_mapped)
    return f"{IPv6Address(int(alamat) >> _JARINGAN_IPV6 << _JARINGAN_IPV6)}/{_JARINGAN_IPV6}"


def terlalu_sering(sebab: str, tunggu: float) -> Masalah:
    """``tunggu``: detik sampai giliran berikutnya."""
    kepala = {"Retry-After": str(max(1, math.ceil(tunggu)))}
    return Masalah(JenisMasalah.TERLALU_SERING, sebab, kepala=kepala)

"""Perantara ASGI: nomor permintaan, catatan permintaan, kepala keamanan, batas badan, dan galat yang tak terduga."""

import time
from typing import Final
from uuid import UUID, uuid4

import structlog
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.masalah import JenisMasalah, Masalah, jawab
from api.pdf import UKURAN_TERBESAR, terlalu_besar
from luar.log import letak_galat

KEPALA_NOMOR: Final = "X-Request-ID"
_JSON_TERBESAR = 1024 * 1024
_BERKAS_TERBESAR = UKURAN_TERBESAR + 512 * 1024
"""Bita; sedikit di atas batas PDF karena formulir multipart membungkus berkasnya."""

_CSP: Final = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
"""Bagi jawaban yang bukan halaman; halaman menyebut miliknya sendiri."""
_HSTS: Final = "max-age=31536000; includeSubDomains"

_catat = structlog.get_logger("api")


class Permintaan:
    """Lapisan terluar: setiap permintaan bernomor, tercatat, dan terjawab, juga bila ada galat yang tak terduga."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        nomor = _nomor(Headers(scope=scope).get(KEPALA_NOMOR))
        scope["state"] = {**scope.get("state", {}), "nomor": nomor}
        structlog.contextvars.bind_contextvars(permintaan=nomor)
        mulai, status = time.perf_counter(), 0
        aman = scope["app"].state.bekal.setelan.alamat_publik.startswith("https://")

        async def kirim(pesan: Message) -> None:
            nonlocal status
            if pesan["type"] == "http.response.start":
                status = pesan["status"]
                _lengkapi_kepala(MutableHeaders(scope=pesan), nomor, aman=aman)
            await send(pesan)

        try:
            await self._app(scope, receive, kirim)
        except Exception as galat:
            _catat.error("galat_dalam", galat=type(galat).__name__, letak=letak_galat(galat))
            if status:
                raise
            masalah = Masalah(JenisMasalah.GALAT_DALAM, "Permintaan Anda tidak dapat diselesaikan.")
            await jawab(masalah, nomor)(scope, receive, kirim)
        finally:
            lama = round((time.perf_counter() - mulai) * 1000)
            ditolak = {"ditolak": jenis} if (jenis := scope["state"].get("jenis")) else {}
            _catat.info("permintaan", metode=scope["method"], rute=_pola(scope), status=status, lama_ms=lama, **ditolak)
            structlog.contextvars.clear_contextvars()


class BatasBadan:
    """Menolak badan permintaan yang terlalu besar tanpa menampungnya: dari Content-Length, atau saat terlampaui."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        kepala = Headers(scope=scope)
        panjang = kepala.get("content-length", "")
        disebut = int(panjang) if panjang.isdecimal() else 0
        json = berjson(kepala)
        diterima = 0

        async def terima() -> Message:
            nonlocal diterima
            _pastikan_muat(disebut, json=json)
            pesan = await receive()
            diterima += len(pesan.get("body", b""))
            _pastikan_muat(diterima, json=json)
            return pesan

        await self._app(scope, terima, send)


def berjson(kepala: Headers) -> bool:
    """Badannya JSON menurut pengirimnya, jadi dibatasi 1 MB."""
    return kepala.get("content-type", "application/json").startswith("application/json")


def _pastikan_muat(ukuran: int, *, json: bool) -> None:
    if json and ukuran > _JSON_TERBESAR:
        raise Masalah(JenisMasalah.BADAN_TERLALU_BESAR, "Badan JSON lebih dari 1 MB.")
    if ukuran > _BERKAS_TERBESAR:
        raise terlalu_besar(ukuran)


def _nomor(diminta: str | None) -> str:
    try:
        return str(UUID(diminta))
    except (ValueError, TypeError):
        return str(uuid4())


def _lengkapi_kepala(kepala: MutableHeaders, nomor: str, *, aman: bool) -> None:
    """``aman``: masyarakat mencapainya lewat HTTPS."""
    kepala[KEPALA_NOMOR] = nomor
    kepala.setdefault("Cache-Control", "no-store")
    kepala.setdefault("X-Content-Type-Options", "nosniff")
    kepala.setdefault("Referrer-Policy", "no-referrer")
    kepala.setdefault("Content-Security-Policy", _CSP)
    kepala.setdefault("X-Frame-Options", "DENY")
    kepala.setdefault("Cross-Origin-Opener-Policy", "same-origin")
    kepala.setdefault("Cross-Origin-Resource-Policy", "same-origin")
    if aman:
        kepala["Strict-Transport-Security"] = _HSTS


def _pola(scope: Scope) -> str:
    """Pola rute (``/usulan/{usulan_id}``); alamat yang tidak dikenal tidak ditulis."""
    return getattr(scope.get("route"), "path", "-")

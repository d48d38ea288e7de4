"""Menyajikan satu bagian dunia luar: soket, catatan JSON per peristiwa, ``GET /sehat``, dan pamit yang rapi.

Catatan memuat pola rute (``/api/user/status/{nik}``), tak pernah jalur atau isi permintaan, sehingga data pribadi
tidak masuk ke berkas catatan.
"""

import logging
import signal
import socket
import sys
import time
from typing import Any

import structlog
import uvicorn
from fastapi import FastAPI
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_PENGOLAH: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.processors.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True, key="waktu"),
    structlog.processors.format_exc_info,
    structlog.processors.EventRenamer("peristiwa"),
]

catatan = structlog.get_logger()


def atur_catatan(bagian: str) -> None:
    """Satu baris JSON per peristiwa ke stdout, termasuk milik pustaka; ``bagian`` tertera di tiap baris."""
    structlog.configure(
        processors=[*_PENGOLAH, structlog.processors.JSONRenderer(ensure_ascii=False)],
        logger_factory=structlog.PrintLoggerFactory(sys.stdout),
    )
    structlog.contextvars.bind_contextvars(bagian=bagian)
    saluran = logging.StreamHandler(sys.stdout)
    saluran.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(ensure_ascii=False),
            ],
            foreign_pre_chain=_PENGOLAH,
        )
    )
    logging.basicConfig(handlers=[saluran], level=logging.WARNING, force=True)
    # Pesan keduanya menyebut nama pemilik sertifikat.
    for pustaka in ("pyhanko", "pyhanko_certvalidator"):
        logging.getLogger(pustaka).setLevel(logging.CRITICAL)


class CatatPermintaan:
    """Perantara ASGI: satu peristiwa per permintaan, kecuali pemeriksaan kesehatan."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] == "/sehat":
            await self.app(scope, receive, send)
            return
        mulai, status = time.perf_counter(), 500

        async def kirim(pesan: Message) -> None:
            nonlocal status
            if pesan["type"] == "http.response.start":
                status = pesan["status"]
            await send(pesan)

        try:
            await self.app(scope, receive, kirim)
        finally:
            catatan.info(
                "permintaan",
                metode=scope["method"],
                rute=getattr(scope.get("route"), "path", "tak dikenal"),
                status=status,
                ms=round((time.perf_counter() - mulai) * 1000),
            )


def buka_soket(host: str, port: int, pilihan: str = "--port") -> socket.socket:
    """Soket yang sudah mendengar, sehingga penyambung menunggu alih-alih ditolak; port terpakai → keluar."""
    soket = socket.socket()
    soket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        soket.bind((host, port))
        soket.listen(128)
    except OSError as galat:
        catatan.error("port_tidak_dapat_dipakai", host=host, port=port, sebab=galat.strerror)
        sys.exit(f"{host}:{port} tidak dapat dipakai ({galat.strerror}). Pilih port lain dengan {pilihan}.")
    return soket


def sajikan(app: FastAPI, soket: socket.socket) -> None:
    """Menyajikan ``app`` pada ``soket`` sampai SIGTERM atau SIGINT, lalu kembali (proses keluar dengan status 0)."""

    @app.get("/sehat", include_in_schema=False)
    async def sehat() -> dict[str, bool]:
        return {"sehat": True}

    app.add_middleware(CatatPermintaan)
    # uvicorn mengulang sinyal sesudah tutup; tanpa ini proses dianggap mati terbunuh.
    for sinyal in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sinyal, lambda *_: None)
    setelan = uvicorn.Config(app, log_config=None, access_log=False, timeout_graceful_shutdown=2, server_header=False)
    host, port = soket.getsockname()[:2]
    catatan.info("mulai", alamat=f"http://{host}:{port}")
    uvicorn.Server(setelan).run(sockets=[soket])
    catatan.info("selesai")

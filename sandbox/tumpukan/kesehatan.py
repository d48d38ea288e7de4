"""Pemeriksaan siap: yang ditanya layanan sungguhannya, bukan keberadaan prosesnya."""

from collections.abc import Awaitable, Callable

import httpx
import psycopg

_TUNGGU = 2.0
Pemeriksaan = Callable[[], Awaitable[bool]]


def http_menjawab(url: str, status: int = 200) -> Pemeriksaan:
    async def periksa() -> bool:
        try:
            async with httpx.AsyncClient(timeout=_TUNGGU, trust_env=False) as klien:
                return (await klien.get(url)).status_code == status
        except httpx.TransportError:
            return False

    return periksa


def basis_data_menjawab(url: str) -> Pemeriksaan:
    """``url``: URL SQLAlchemy (``postgresql+psycopg://…``)."""
    alamat = url.replace("+psycopg", "", 1)

    async def periksa() -> bool:
        try:
            async with await psycopg.AsyncConnection.connect(alamat, connect_timeout=int(_TUNGGU)) as sambungan:
                await sambungan.execute("SELECT 1")
        except psycopg.OperationalError:
            return False
        return True

    return periksa

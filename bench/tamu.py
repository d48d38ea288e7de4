"""Dua tamu yang tak henti mengunggah PDF terburuk ke ``/verifikasi``, dalam prosesnya sendiri supaya tidak ikut diukur.

``python -m bench.tamu <alamat API>``: satu baris di keluaran bagi tiap jawaban.
"""

import asyncio
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from itertools import cycle
from pathlib import Path
from typing import Final, cast

import httpx

from tests.aman.pdf_jahat import BOM

BANYAK: Final = 2
REDA: Final = 12.0
"""Detik sesudah tamu pergi: pemeriksaan terakhirnya paling lama sepuluh detik prosesor."""
_AKAR: Final = Path(__file__).parents[1]


@asynccontextmanager
async def bertamu(alamat: str) -> AsyncIterator[None]:
    """Selama ini kedua tamu mengunggah; sesudahnya menunggu pemeriksanya reda."""
    tamu = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bench.tamu", alamat, cwd=_AKAR, stdout=asyncio.subprocess.PIPE
    )
    keluaran = cast(asyncio.StreamReader, tamu.stdout)
    try:
        await keluaran.readline()
        yield
    finally:
        tamu.kill()
        await tamu.communicate()
        await asyncio.sleep(REDA)


async def _tamu(klien: httpx.AsyncClient, isi: Sequence[bytes]) -> None:
    for satu in cycle(isi):
        jawaban = await klien.post("/verifikasi", files={"berkas": ("surat.pdf", satu, "application/pdf")})
        print(jawaban.status_code, len(satu), flush=True)


async def _bertamu(alamat: str) -> None:
    isi = [satu.buat() for satu in BOM]
    async with httpx.AsyncClient(base_url=alamat, headers={"Accept": "application/json"}, timeout=120) as klien:
        await asyncio.gather(
            *(_tamu(klien, isi[ke * 7 % len(isi) :] + isi[: ke * 7 % len(isi)]) for ke in range(BANYAK))
        )


if __name__ == "__main__":
    asyncio.run(_bertamu(sys.argv[1]))

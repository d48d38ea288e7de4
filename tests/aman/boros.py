"""Pekerja yang menghabiskan batas prosesnya (``python -m tests.aman.boros``); hanya bagi uji ``KolamProses``."""

import os
import tempfile

from luar.proses import layani


class Boros:
    async def tutup(self) -> None:
        return

    async def gema(self, isi: bytes) -> bytes:
        return isi

    async def putar(self, isi: bytes) -> None:
        while True:
            pow(3, 1_000_000)

    async def mekar(self, isi: bytes) -> int:
        return len([bytes(16 << 20) for _ in range(64)])

    async def roboh(self, isi: bytes) -> None:
        os.abort()

    async def tulis(self, isi: bytes) -> None:
        with tempfile.TemporaryFile(buffering=0) as berkas:
            berkas.write(isi)


if __name__ == "__main__":
    layani(Boros)

"""Hitungan latar seluruh pegawai (prediksi dan kualitas data): dipaksa berulang, dan ditunggu selesai."""

import asyncio
from collections.abc import Callable
from typing import Final, LiteralString

import psycopg

from gudang.migrasi.peran import PEKERJA
from sandbox.tumpukan import Tumpukan

BATAS: Final = 600.0
CUKUP: Final = 200
"""ASN yang masih menunggu dihitung; kurang dari ini hitungan dipaksa lagi supaya tidak habis di tengah ukuran."""
_USANGKAN: Final = ("UPDATE kualitas_data SET dihitung = NULL", "UPDATE prediksi_asn SET dari = NULL")
_SISA: Final[LiteralString] = """
    SELECT (SELECT count(*) FROM kualitas_data WHERE dihitung IS NULL),
           (SELECT count(*) FROM prediksi_asn WHERE dari IS NULL)
"""


class Hitungan:
    def __init__(self, tumpukan: Tumpukan) -> None:
        self._url = tumpukan.tempat.url_basis_data(PEKERJA).replace("+psycopg", "")

    async def pastikan_berjalan(self) -> None:
        """Masih banyak yang menunggu, dan sudah ada yang sedang dihitung."""
        if min(await self._sisa()) >= CUKUP:
            return
        async with await psycopg.AsyncConnection.connect(self._url) as sambungan:
            for satu in _USANGKAN:
                await sambungan.execute(satu)
        awal = await self._sisa()
        await self._tunggu(lambda kini: kini != awal)

    async def tunggu_selesai(self) -> None:
        await self._tunggu(lambda kini: kini == (0, 0))

    async def _sisa(self) -> tuple[int, ...]:
        """ASN yang menunggu dihitung kualitas datanya, dan prediksinya."""
        async with await psycopg.AsyncConnection.connect(self._url) as sambungan:
            return await (await sambungan.execute(_SISA)).fetchone() or ()

    async def _tunggu(self, syarat: Callable[[tuple[int, ...]], bool]) -> None:
        async with asyncio.timeout(BATAS):
            while True:
                if syarat(await self._sisa()):
                    return
                await asyncio.sleep(0.5)

"""Pabrik gudang: satu mesin per proses, satu transaksi per pekerjaan."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Final

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as KolamHabis
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, create_async_engine

from gudang.galat import AkunNonaktif
from gudang.gudang import Gudang

DIAM: Final = timedelta(minutes=5)
"""Transaksi yang ditinggal pemiliknya diputus, supaya kuncinya lepas."""
GANGGUAN: Final = (OperationalError, InterfaceError, KolamHabis)
_LINGKUP: Final = text(
    "SELECT set_config('app.lingkup', :lingkup, true), (SELECT aktif FROM akun WHERE id = CAST(:akun AS text))"
)


def terganggu(galat: BaseException) -> bool:
    """Basis data tidak terjangkau, berpindah, memutus sambungan, atau kolamnya habis: aman dicoba lagi."""
    return isinstance(galat, GANGGUAN) or (isinstance(galat, DBAPIError) and galat.connection_invalidated)


async def _buka(sesi: AsyncSession, lingkup: str, akun: str | None) -> None:
    """Lingkup perintah pertama setiap transaksi, sekaligus bukti sambungannya hidup: yang basi diganti sekali."""
    milik = {"lingkup": lingkup, "akun": akun}
    try:
        hasil = await sesi.execute(_LINGKUP, milik)
    except DBAPIError as galat:
        if not galat.connection_invalidated:
            raise
        await sesi.rollback()
        hasil = await sesi.execute(_LINGKUP, milik)
    if hasil.one()[1] is False:
        raise AkunNonaktif


class PabrikGudang:
    """``url``: URL SQLAlchemy psycopg. Ditutup dengan ``await pabrik.tutup()``."""

    def __init__(
        self, url: str, *, sambungan: int = 10, batas_perintah: timedelta | None = None, batas_diam: timedelta = DIAM
    ) -> None:
        """``batas_perintah``: perintah yang lebih lama dibatalkan basis datanya; kosong berarti tidak dibatasi."""
        batas = {"statement_timeout": batas_perintah or timedelta(), "idle_in_transaction_session_timeout": batas_diam}
        self.mesin: AsyncEngine = create_async_engine(
            url,
            pool_size=sambungan,
            max_overflow=0,
            hide_parameters=True,  # parameter memuat data pribadi dan tidak boleh sampai ke galat atau log
            connect_args={
                "connect_timeout": 5,
                "application_name": "usulan",
                "tcp_user_timeout": 15_000,  # peladen yang hilang di tengah perintah ketahuan, bukan ditunggu dua jam
                "options": " ".join(f"-c {nama}={lama // timedelta(milliseconds=1)}" for nama, lama in batas.items()),
            },
        )

    @asynccontextmanager
    async def transaksi(self, lingkup: str | None = None, *, akun: str | None = None) -> AsyncIterator[Gudang]:
        """Satu transaksi: commit di ujung blok, rollback bila blok melempar galat.

        ``lingkup``: ``instansi:<id>``, ``kanreg:<X>``, ``bkn``, atau ``publik``; yang boleh terlihat peran API selama
        transaksi ini. Tanpa lingkup, peran API tidak melihat satu baris pun; peran pekerja selalu melihat semuanya.
        ``akun``: orang yang memintanya; ``AkunNonaktif`` bila direktori menonaktifkannya.
        """
        async with AsyncSession(self.mesin, expire_on_commit=False) as sesi:
            await _buka(sesi, lingkup or "", akun)
            yield Gudang(sesi)
            await sesi.commit()

    async def tutup(self) -> None:
        await self.mesin.dispose()

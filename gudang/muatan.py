"""Memuat banyak baris sekaligus: COPY ke tabel sementara, lalu satu INSERT.

COPY langsung tidak dapat dipakai pada tabel dengan keamanan tingkat baris; tabel sementara tidak dijaga.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from psycopg import AsyncConnection, sql
from sqlalchemy import Table
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import DeclarativeBase


async def salin(
    sesi: AsyncSession,
    kelas: type[DeclarativeBase],
    kolom: Sequence[str],
    baris: Iterable[Sequence[Any]],
    *,
    perbarui: Sequence[str] = (),
) -> int:
    """Masukkan baris; yang kuncinya sudah ada dilewati, atau diperbarui pada kolom ``perbarui``.

    Hasil: banyaknya baris tertulis.
    """
    tabel = kelas.__table__
    if not isinstance(tabel, Table):
        raise TypeError(f"{kelas.__name__} bukan tabel")
    sambungan = await _sambungan_psycopg(sesi)
    nama = sql.Identifier(tabel.name)
    sementara = sql.Identifier(f"muatan_{tabel.name}")
    kolom_sql = sql.SQL(", ").join(map(sql.Identifier, kolom))
    async with sambungan.cursor() as kursor:
        await kursor.execute(
            sql.SQL("CREATE TEMPORARY TABLE {} ON COMMIT DROP AS SELECT {} FROM {} WITH NO DATA").format(
                sementara, kolom_sql, nama
            )
        )
        async with kursor.copy(sql.SQL("COPY {} ({}) FROM STDIN").format(sementara, kolom_sql)) as salinan:
            for satu in baris:
                await salinan.write_row(satu)
        await kursor.execute(
            sql.SQL("INSERT INTO {0} ({1}) SELECT {1} FROM {2} ON CONFLICT {3}").format(
                nama, kolom_sql, sementara, _bila_bentrok(tabel, perbarui)
            )
        )
        tertulis = kursor.rowcount
        await kursor.execute(sql.SQL("DROP TABLE {}").format(sementara))
    return tertulis


def _bila_bentrok(tabel: Table, perbarui: Sequence[str]) -> sql.Composable:
    if not perbarui:
        return sql.SQL("DO NOTHING")
    kunci = sql.SQL(", ").join(sql.Identifier(k.name) for k in tabel.primary_key)
    isi = sql.SQL(", ").join(sql.SQL("{0} = excluded.{0}").format(sql.Identifier(nama)) for nama in perbarui)
    return sql.SQL("({}) DO UPDATE SET {}").format(kunci, isi)


async def _sambungan_psycopg(sesi: AsyncSession) -> AsyncConnection[Any]:
    mentah = await (await sesi.connection()).get_raw_connection()
    sambungan = mentah.driver_connection
    if not isinstance(sambungan, AsyncConnection):
        raise TypeError(f"Gudang memakai psycopg, bukan {type(sambungan).__name__}")
    return sambungan

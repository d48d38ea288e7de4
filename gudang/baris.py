"""Perintah tetap dijalankan, dan baris hasilnya menjadi nilai beku."""

from collections.abc import Iterable
from typing import Any, TypeVar, TypeVarTuple

from sqlalchemy import CursorResult, Insert, Update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.sql.selectable import TypedReturnsRows

T = TypeVar("T")
Ts = TypeVarTuple("Ts")


def bentuk(kelas: type[T], hasil: Iterable[Any]) -> tuple[T, ...]:
    """Tiap baris menjadi ``kelas``; urutan kolom kueri sama dengan urutan isiannya."""
    return tuple(kelas(*baris) for baris in hasil)


async def jalankan(sesi: AsyncSession, perintah: TypedReturnsRows[*Ts], **isian: Any) -> CursorResult[*Ts]:
    """Perintah yang disusun sekali saat modulnya dimuat, dengan ``bindparam`` sebagai lubangnya.

    Lewat sambungannya: hasilnya kolom saja, jadi pemuatan objek ORM hanya menambah biaya.
    """
    return await (await sesi.connection()).execute(perintah, isian)


async def tulis(sesi: AsyncSession, perintah: Insert | Update, **isian: Any) -> None:
    """Seperti ``jalankan`` bagi satu baris; isian yang senama kolom menjadi nilai kolom itu."""
    await (await sesi.connection()).execute(perintah, isian)

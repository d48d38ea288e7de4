"""Baris hasil kueri menjadi nilai beku."""

from collections.abc import Iterable
from typing import Any, TypeVar

T = TypeVar("T")


def bentuk(kelas: type[T], hasil: Iterable[Any]) -> tuple[T, ...]:
    """Tiap baris menjadi ``kelas``; urutan kolom kueri sama dengan urutan isiannya."""
    return tuple(kelas(*baris) for baris in hasil)

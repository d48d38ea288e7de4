"""Kursor halaman: kunci baris terakhir sebagai teks buram, supaya halaman berikut tidak bergeser oleh baris baru."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Annotated, Generic, TypeVar

import structlog
from fastapi import Query
from pydantic import BaseModel, Field, TypeAdapter, ValidationError

from api.masalah import JenisMasalah, Kesalahan, Masalah

T = TypeVar("T")
K = TypeVar("K")

TeksKursor = Annotated[str | None, Query(description="`berikut` dari halaman sebelumnya.", max_length=500)]
Batas = Annotated[int, Query(ge=1, le=200, description="Banyaknya baris sehalaman.")]


class Halaman(BaseModel, Generic[T]):
    baris: list[T]
    berikut: str | None = Field(description="Kursor halaman berikut; kosong bila sudah habis.")


def halaman(baris: list[T], berikut: object | None) -> Halaman[T]:
    """Sehalaman daftar; banyaknya baris yang tampak masuk catatan akses permintaannya, isinya dan kata carinya tidak.

    ``berikut``: kunci baris terakhirnya bila masih ada sisanya.
    """
    structlog.contextvars.bind_contextvars(tampak=len(baris))
    return Halaman(baris=baris, berikut=tulis(berikut))


def tulis(kunci: object | None) -> str | None:
    if kunci is None:
        return None
    return urlsafe_b64encode(TypeAdapter(type(kunci)).dump_json(kunci)).decode().rstrip("=")


def baca(kursor: str | None, bentuk: type[K]) -> K | None:
    """``bentuk`` misalnya ``tuple[datetime, UUID]``; ``Masalah`` bila kursornya bukan buatan kita."""
    if kursor is None:
        return None
    try:
        return TypeAdapter(bentuk).validate_json(urlsafe_b64decode(kursor + "=" * (-len(kursor) % 4)), strict=False)
    except (ValidationError, ValueError) as galat:
        salah = Kesalahan(bidang="kursor", sebab="Kursor tidak dikenal.", tindakan="Mulai lagi dari halaman pertama.")
        raise Masalah(JenisMasalah.ISIAN_TIDAK_SAH, "Kursor halaman tidak sah.", kesalahan=[salah]) from galat

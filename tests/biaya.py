"""Menghitung perintah SQL dan transaksi dalam proses uji: biaya yang tidak tergantung ramainya mesin."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import Engine


@dataclass
class Hitungan:
    perintah: int = 0
    transaksi: int = 0


@contextmanager
def hitung_perintah() -> Iterator[Hitungan]:
    hitungan = Hitungan()

    def satu_perintah(*_: Any) -> None:
        hitungan.perintah += 1

    def satu_transaksi(*_: Any) -> None:
        hitungan.transaksi += 1

    penangan = (("before_cursor_execute", satu_perintah), ("begin", satu_transaksi))
    for nama, fungsi in penangan:
        event.listen(Engine, nama, fungsi)
    try:
        yield hitungan
    finally:
        for nama, fungsi in penangan:
            event.remove(Engine, nama, fungsi)

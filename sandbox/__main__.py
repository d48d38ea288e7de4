"""``python -m sandbox``: seluruh tumpukan pada satu mesin, sampai Ctrl-C."""

import argparse
import asyncio
import os
import signal
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from sandbox.tumpukan import BagianGugur, DataDipakai, PortaDipakai, Tumpukan
from sandbox.tumpukan.layar import daftar_akun, daftar_alamat
from sandbox.tumpukan.proses import PerintahGagal

_TERJELASKAN = (PortaDipakai, DataDipakai, BagianGugur, PerintahGagal, FileNotFoundError, ValueError)
_bilang = partial(print, flush=True)


def _pilihan(argumen: Sequence[str] | None) -> argparse.Namespace:
    pengurai = argparse.ArgumentParser(prog="python -m sandbox", description=__doc__)
    pengurai.add_argument("--data", type=Path, default=Path("var"), help="folder keadaan dan log (bawaan: var)")
    pengurai.add_argument("--port", type=int, default=8000, help="porta awal; bagian lain memakai porta sesudahnya")
    pengurai.add_argument("--bagian", help="hanya bagian ini (dipisah koma) beserta yang diperlukannya")
    pengurai.add_argument(
        "--sementara", action="store_true", help="folder sementara dan porta bebas, dibuang sesudahnya"
    )
    pengurai.add_argument(
        "--siap-lalu",
        nargs=argparse.REMAINDER,
        metavar="PERINTAH",
        help="jalankan perintah begitu sehat, lalu berhenti",
    )
    return pengurai.parse_args(argumen)


async def _jalan(pilihan: argparse.Namespace) -> int:
    """Kembali dengan status keluar; dibatalkan oleh Ctrl-C atau SIGTERM."""
    tumpukan = Tumpukan(
        data=None if pilihan.sementara else pilihan.data,
        port_awal=None if pilihan.sementara else pilihan.port,
        bagian=pilihan.bagian.split(",") if pilihan.bagian else None,
        kabar=_bilang,
    )
    _tangkap_sinyal(tumpukan)
    async with tumpukan:
        if pilihan.siap_lalu:
            return await _siap_lalu(tumpukan, pilihan.siap_lalu)
        _bilang(f"\nTumpukan sehat. Log: {tumpukan.data / 'log'}. Ctrl-C menghentikan semuanya.\n")
        _bilang(daftar_alamat(tumpukan.tempat.porta), daftar_akun(), sep="\n\n", end="\n\n")
        await tumpukan.sampai_gugur()
    return 0


def _tangkap_sinyal(tumpukan: Tumpukan) -> None:
    """Sinyal pertama menghentikan dengan urutan; yang kedua memaksa."""
    loop, tugas = asyncio.get_running_loop(), asyncio.current_task()
    pernah = False

    def tangkap() -> None:
        nonlocal pernah
        if pernah:
            return tumpukan.paksa_berhenti()
        pernah = True
        _bilang("\nMenghentikan semua bagian …")
        if tugas is not None:
            tugas.cancel()

    for sinyal in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        loop.add_signal_handler(sinyal, tangkap)


async def _siap_lalu(tumpukan: Tumpukan, perintah: Sequence[str]) -> int:
    proses = await asyncio.create_subprocess_exec(*perintah, env={**os.environ, **tumpukan.env})
    gugur, selesai = asyncio.create_task(tumpukan.sampai_gugur()), asyncio.create_task(proses.wait())
    try:
        await asyncio.wait({gugur, selesai}, return_when=asyncio.FIRST_COMPLETED)
        if not selesai.done():
            gugur.result()
        return selesai.result()
    finally:
        gugur.cancel()
        if proses.returncode is None:
            proses.terminate()
            await proses.wait()


def utama(argumen: Sequence[str] | None = None) -> int:
    try:
        return asyncio.run(_jalan(_pilihan(argumen)))
    except asyncio.CancelledError:
        _bilang("Semua bagian sudah berhenti.")
        return 0
    except _TERJELASKAN as galat:
        print(f"\n✗ {galat}", file=sys.stderr, flush=True)
        return 1


if __name__ == "__main__":
    sys.exit(utama())

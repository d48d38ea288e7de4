"""``python -m bench [putusan|biaya|serentak|latar …]``: ukur, cetak tabelnya, simpan ``var/bench/<bagian>.json``."""

import argparse
import asyncio
from collections.abc import Sequence
from pathlib import Path

from bench.bagian import BAGIAN_UKUR, arena
from bench.laporan import simpan


async def utama(pilihan: Sequence[str], banyak: int | None, keluaran: Path) -> None:
    for nama in pilihan or BAGIAN_UKUR:
        ukur, biasanya = BAGIAN_UKUR[nama]
        print(f"\n═══ {nama}: menyalakan tumpukan dan menunggunya tenang …", flush=True)
        async with arena() as siap:
            print(f"    mengukur {banyak or biasanya} …", flush=True)
            tabel = await ukur(siap, banyak or biasanya)
        for satu in tabel:
            print(satu, flush=True)
        print(f"\n  tersimpan: {simpan(keluaran, nama, tabel)}", flush=True)


if __name__ == "__main__":
    pengurai = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    pengurai.add_argument("bagian", nargs="*", metavar="bagian", help=f"{', '.join(BAGIAN_UKUR)}; kosong berarti semua")
    pengurai.add_argument("--banyak", type=int, help="banyaknya usulan (biaya, serentak, latar) atau putusan (putusan)")
    pengurai.add_argument("--keluaran", type=Path, default=Path("var/bench"))
    pilihan = pengurai.parse_args()
    if asing := set(pilihan.bagian) - set(BAGIAN_UKUR):
        pengurai.error(f"bagian tidak dikenal: {', '.join(sorted(asing))}; yang ada: {', '.join(BAGIAN_UKUR)}")
    asyncio.run(utama(pilihan.bagian, pilihan.banyak, pilihan.keluaran))

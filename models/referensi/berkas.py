"""Membaca satu tabel referensi SIASN dari ``data/``; berkas besar disimpan terkompresi dan baru dibuka bila diminta."""

import csv
import gzip
from collections.abc import Iterator
from io import TextIOWrapper
from pathlib import Path
from typing import TextIO

DATA = Path(__file__).parent / "data"


def baris(nama: str) -> Iterator[dict[str, str]]:
    """Baris-baris ``nama`` (``.csv`` atau ``.csv.gz``) sebagai kamus kolom → isi, spasi tepi dibuang."""
    with _buka(DATA / nama) as isi:
        for satu in csv.DictReader(isi):
            yield {kolom: (nilai or "").strip() for kolom, nilai in satu.items()}


def _buka(jalan: Path) -> TextIO:
    if jalan.suffix == ".gz":
        return TextIOWrapper(gzip.open(jalan, "rb"), encoding="utf-8", newline="")
    return jalan.open(encoding="utf-8", newline="")

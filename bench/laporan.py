"""Hasil pengukuran: tabel bagi orang, JSON bagi mesin."""

import json
import os
import platform
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from bench.ukur import p50_p95

Sel = str | int | float | None


@dataclass(frozen=True)
class Tabel:
    judul: str
    kolom: Sequence[str]
    baris: Sequence[Sequence[Sel]]

    def __str__(self) -> str:
        isi = [[_tulis(satu) for satu in baris] for baris in (self.kolom, *self.baris)]
        lebar = [max(map(len, kolom)) for kolom in zip(*isi, strict=True)]
        rata = ((pertama.ljust(lebar[0]), *map(str.rjust, sisa, lebar[1:])) for pertama, *sisa in isi)
        return "\n  ".join((f"\n{self.judul}", *("  ".join(satu).rstrip() for satu in rata)))


def tabel_lama(judul: str, lama: Mapping[str, Sequence[float]]) -> Tabel:
    baris = [(nama, len(detik), *p50_p95(detik)) for nama, detik in lama.items() if len(detik) > 1]
    return Tabel(judul, ("", "n", "p50 ms", "p95 ms"), baris)


def tabel_banding(judul: str, lama: Mapping[str, Sequence[float]]) -> Tabel:
    """Yang terakhir dibanding semua yang lain."""
    *dasar, (_, terakhir) = ((nama, p50_p95(detik)) for nama, detik in lama.items())
    baris = [(nama, terakhir[0] / p50, terakhir[1] / p95) for nama, (p50, p95) in dasar]
    return Tabel(judul, ("", "p50 kali", "p95 kali"), baris)


def simpan(folder: Path, bagian: str, tabel: Sequence[Tabel]) -> Path:
    berkas = folder / f"{bagian}.json"
    isi = {
        "bagian": bagian,
        "waktu": datetime.now().astimezone().isoformat(timespec="seconds"),
        "mesin": {"inti": os.cpu_count(), "antrean_cpu": os.getloadavg(), "python": platform.python_version()},
        "tabel": [asdict(satu) for satu in tabel],
    }
    berkas.parent.mkdir(parents=True, exist_ok=True)
    berkas.write_text(json.dumps(isi, indent=2, ensure_ascii=False), encoding="utf-8")
    return berkas


def _tulis(sel: Sel) -> str:
    if isinstance(sel, float):
        return f"{sel:.0f}" if abs(sel) >= 20 else f"{sel:.2f}"
    return "–" if sel is None else str(sel)

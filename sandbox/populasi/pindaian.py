"""Pindaian contoh sebagai PDF: semua lembar disusun sekali dengan Typst, lalu tiap halaman menjadi satu berkas."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from io import BytesIO
from pathlib import Path

import pikepdf
import typst

_TEMPLAT = Path(__file__).with_name("pindaian.typ")


@dataclass(frozen=True)
class Lembar:
    """Satu dokumen satu halaman. Mukanya sendiri mengatakan bahwa ia contoh."""

    instansi: str
    unor: str
    judul: str
    nomor: str
    isi: tuple[tuple[str, str], ...]
    """Nama dan nilai, berurut."""
    tempat: str
    tanggal: str
    """Sudah tertulis (``1 Oktober 2026``); kosong berarti tanpa tanda tangan."""
    pejabat: str


def cetak(lembar: Sequence[Lembar]) -> list[bytes]:
    """Satu PDF tiap lembar, berurut; lembar yang sama menghasilkan bita yang sama."""
    if not lembar:
        return []
    data = json.dumps([asdict(satu) for satu in lembar], ensure_ascii=False)
    buku = typst.compile(_TEMPLAT, sys_inputs={"lembar": data}, ignore_system_fonts=True, timestamp=0)
    with pikepdf.open(BytesIO(buku)) as pdf:
        if len(pdf.pages) != len(lembar):
            raise ValueError(f"{len(lembar)} lembar menjadi {len(pdf.pages)} halaman; pendekkan isinya")
        return [_satu_halaman(halaman) for halaman in pdf.pages]


def _satu_halaman(halaman: pikepdf.Page) -> bytes:
    keluaran = BytesIO()
    with pikepdf.new() as pdf:
        pdf.pages.append(halaman)
        pdf.save(keluaran, deterministic_id=True)
    return keluaran.getvalue()

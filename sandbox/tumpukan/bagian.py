"""Satu bagian tumpukan sebagai nilai: apa yang dijalankan, kapan siap, menunggu siapa."""

import signal
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from sandbox.tumpukan.kesehatan import Pemeriksaan


class SaatMati(StrEnum):
    NYALAKAN_LAGI = "nyalakan_lagi"
    """Layanan: dinyalakan lagi dengan jeda yang membesar; terlalu sering mati berarti tumpukan berhenti."""
    HARUS_BERES = "harus_beres"
    """Pekerjaan sekali jalan: selesai dengan kode 0, atau tumpukan tidak jadi menyala."""


@dataclass(frozen=True)
class Bagian:
    nama: str
    perintah: tuple[str, ...]
    folder: Path
    """Folder kerja milik bagian ini saja; proses yang bekerja di sini adalah prosesnya."""
    siap: Pemeriksaan | None = None
    """Pemeriksaan kesehatan sungguhan; wajib bagi layanan, tidak ada bagi pekerjaan sekali jalan."""
    bergantung: tuple[str, ...] = ()
    porta: tuple[str, ...] = ()
    lingkungan: Mapping[str, str] = field(default_factory=dict)
    saat_mati: SaatMati = SaatMati.NYALAKAN_LAGI
    sebelum: Callable[[], Awaitable[None]] | None = None
    """Persiapan sebelum setiap penyalaan; harus boleh diulang."""
    sesudah: Callable[[], Awaitable[None]] | None = None
    """Persiapan begitu siap, sebelum bagian lain boleh memakainya; harus boleh diulang."""
    bukan_root: bool = False
    """Dijalankan sebagai ``nobody`` bila tumpukan dijalankan root."""
    sinyal_henti: signal.Signals = signal.SIGTERM
    batas_siap: float = 180.0
    """Detik sampai siap; lewat itu dianggap mati."""
    batas_henti: float = 10.0
    """Detik untuk berhenti baik-baik sebelum dipaksa."""
    jeda_pertama: float = 0.5
    """Detik sebelum penyalaan ulang pertama; berlipat dua setiap kali mati lagi."""

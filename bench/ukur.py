"""Pengukuran: CPU tiap pohon proses, dan sebaran lama."""

import statistics
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Final

import psutil

from sandbox.tumpukan import Tumpukan

BAGIAN_WORKER: Final = ("worker_manusia", "worker_dokumen", "worker_putaran")
BAGIAN: Final = ("worker", "api", "temporal", "postgres", "s3", "bsre")
LANTAI: Final = "worker lantai"
PENGGERAK: Final = "penggerak"


@dataclass
class Fase:
    """Satu rentang pengukuran; terisi sesudah rentangnya selesai."""

    lama: float = 0.0
    cpu: Mapping[str, float] = field(default_factory=dict)
    """Detik CPU tiap bagian; ``worker/…`` rinciannya."""


class Pengukur:
    def __init__(self, tumpukan: Tumpukan, pid_lantai: int) -> None:
        self._tumpukan = tumpukan
        self._pid_lantai = pid_lantai

    @contextmanager
    def fase(self) -> Iterator[Fase]:
        fase, akar = Fase(), self._akar()
        awal, mulai = _potret(akar), time.perf_counter()
        yield fase
        if akar != self._akar():
            raise RuntimeError(f"Sebuah bagian mati di tengah pengukuran: {akar} menjadi {self._akar()}.")
        fase.lama = time.perf_counter() - mulai
        fase.cpu = {nama: detik - awal.get(nama, 0.0) for nama, detik in _potret(akar).items()}

    def _akar(self) -> dict[str, int]:
        bagian = (*BAGIAN_WORKER, *(nama for nama in BAGIAN if nama != "worker"))
        return {nama: self._tumpukan.pid(nama) for nama in bagian} | {LANTAI: self._pid_lantai}


def _potret(akar: Mapping[str, int]) -> dict[str, float]:
    sendiri = psutil.Process().cpu_times()
    hasil = defaultdict(float, {PENGGERAK: sendiri.user + sendiri.system})
    for nama, pid in akar.items():
        for sebutan, detik in cpu_pohon(pid):
            if nama in BAGIAN_WORKER:
                hasil["worker"] += detik
                hasil[f"worker/{nama.removeprefix('worker_')} {sebutan}"] += detik
            else:
                hasil[nama] += detik
    return hasil


def cpu_pohon(pid: int) -> Iterator[tuple[str, float]]:
    """(sebutan, detik CPU) sebuah proses dan semua keturunannya; anak yang sudah tiada terhitung pada induknya."""
    induk = psutil.Process(pid)
    for proses in (induk, *induk.children(recursive=True)):
        try:
            waktu, perintah = proses.cpu_times(), proses.cmdline()
        except psutil.NoSuchProcess:
            continue
        sebutan = "induk" if proses == induk else _sebutan(perintah)
        yield sebutan, waktu.user + waktu.system + waktu.children_user + waktu.children_system


def _sebutan(perintah: Sequence[str]) -> str:
    """``--antrean manusia`` menjadi ``manusia``; anak lain (mis. pemeriksa tanda tangan) ``anak``."""
    for kini, lanjut in zip(perintah, (*perintah[1:], ""), strict=True):
        if kini.startswith("--antrean"):
            return kini.partition("=")[2] or lanjut
    return "anak"


def p50_p95(detik: Sequence[float]) -> tuple[float, float]:
    """Dalam milidetik; dari setidaknya dua ukuran."""
    ms = [satu * 1000 for satu in detik]
    return statistics.median(ms), statistics.quantiles(ms, n=20, method="inclusive")[-1]

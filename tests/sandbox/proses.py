"""Menyalakan satu bagian sandbox sebagai proses sungguhan dan membaca catatannya."""

import json
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any, Self

import httpx

from sandbox.tumpukan.porta import porta_bebas
from tests.batas import BATAS

AKAR_REPO = Path(__file__).parents[2]


def port_bebas() -> int:
    """Dari blok yang dipegang proses ini: pekerja uji lain tidak akan mengambilnya sebelum bagian itu mendengar."""
    return porta_bebas()["api"]


class Proses:
    """``python -m sandbox.<bagian>``; siap dipakai sesudah ``with``, dan harus pamit dengan status 0."""

    def __init__(self, bagian: str, data: Path, *argumen: str, port: int | None = None) -> None:
        self.port = port or port_bebas()
        self.data = data
        self.alamat = f"http://127.0.0.1:{self.port}"
        self.baris: list[str] = []
        self._siap = threading.Event()
        self._perintah = [sys.executable, "-m", f"sandbox.{bagian}", f"--port={self.port}", f"--data={data}", *argumen]

    def __enter__(self) -> Self:
        self._proses = subprocess.Popen(
            self._perintah, cwd=AKAR_REPO, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        self._pembaca = threading.Thread(target=self._baca, daemon=True)
        self._pembaca.start()
        if not self._siap.wait(BATAS) or self._proses.poll() is not None:
            self._proses.kill()
            raise RuntimeError("\n".join(self.baris))
        # Soketnya sudah mendengar: permintaan ini menunggu sampai bagian itu siap.
        httpx.get(f"{self.alamat}/sehat", timeout=BATAS).raise_for_status()
        return self

    def __exit__(self, *_: object) -> None:
        self._proses.send_signal(signal.SIGTERM)
        assert self._proses.wait(BATAS) == 0, "\n".join(self.baris[-20:])
        self._pembaca.join(5)

    def _baca(self) -> None:
        assert self._proses.stdout is not None
        for baris in self._proses.stdout:
            self.baris.append(baris.rstrip("\n"))
            if '"peristiwa": "mulai"' in baris:
                self._siap.set()
        self._siap.set()

    @property
    def peristiwa(self) -> list[dict[str, Any]]:
        """Setiap baris catatan harus JSON."""
        return [json.loads(baris) for baris in self.baris]

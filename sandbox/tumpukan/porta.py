"""Porta tumpukan: satu porta awal, selebihnya berurutan, sehingga memindahkan semuanya cukup satu angka."""

import random
import socket
from collections.abc import Iterable
from dataclasses import dataclass

import psutil

URUTAN = (
    "api", "oidc", "surel", "surel_smtp", "temporal_ui", "temporal", "temporal_http", "temporal_metrik",
    "postgres", "s3", "bsre",
    "s3_master", "s3_volume", "s3_filer", "s3_admin",
    "s3_grpc", "s3_master_grpc", "s3_volume_grpc", "s3_filer_grpc",
    "setneg",
)  # fmt: skip
_AWAL_TERBESAR = 55_000
_LEBAR = 32
BLOK = range(10_016, 22_720, _LEBAR)
"""Blok sejajar yang tak bertumpang, di bawah rentang sementara sistem operasi, juga porta admin gRPC-nya (+10.000)."""
PEGANGAN = _LEBAR - 1
_dipegang: list[socket.socket] = []


class PortaDipakai(RuntimeError):
    """Sebuah porta sudah dipakai; pesannya menyebut porta, pemakainya, dan jalan keluarnya."""


@dataclass(frozen=True)
class Porta:
    """``Porta(8000)["temporal"] == 8005``; urutannya tetap seperti ``URUTAN``."""

    awal: int

    def __post_init__(self) -> None:
        if not 1024 <= self.awal <= _AWAL_TERBESAR:
            raise ValueError(f"Porta awal {self.awal} tidak dapat dipakai: pilih 1024 sampai {_AWAL_TERBESAR}.")

    def __getitem__(self, nama: str) -> int:
        if nama == "s3_admin_grpc":  # pekerja bawaan weed menghitungnya sendiri dari porta admin
            return self["s3_admin"] + 10_000
        return self.awal + URUTAN.index(nama)

    def url(self, nama: str) -> str:
        return f"http://127.0.0.1:{self[nama]}"

    def wajib_bebas(self, nama: Iterable[str]) -> None:
        """Menolak sebelum apa pun dinyalakan bila salah satu porta dipakai proses lain."""
        sibuk = [(n, self[n]) for n in nama if not bebas(self[n])]
        if sibuk:
            rincian = "; ".join(f"porta {porta} ({n}) sedang dipakai {_pemakai(porta)}" for n, porta in sibuk)
            usul = self.awal + 1000 if self.awal + 1000 <= _AWAL_TERBESAR else 8000
            raise PortaDipakai(
                f"Tumpukan tidak dinyalakan: {rincian}. "
                f"Hentikan proses itu, atau pakai porta awal lain, misalnya `make run PORT={usul}`."
            )


def bebas(porta: int) -> bool:
    with socket.socket() as s:
        s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            s.bind(("127.0.0.1", porta))
        except OSError:
            return False
        return True


def porta_bebas() -> Porta:
    """Blok porta bebas untuk tumpukan sekali pakai.

    Porta terakhir blok dipegang proses ini selama ia hidup: dua proses yang memilih serentak tak pernah mendapat blok
    yang sama, walau bagian-bagiannya baru mendengar beberapa detik kemudian.
    """
    acak = random.SystemRandom()
    while True:
        porta = Porta(acak.choice(BLOK))
        pegangan = socket.socket()
        try:
            pegangan.bind(("127.0.0.1", porta.awal + PEGANGAN))
        except OSError:
            pegangan.close()
            continue
        _dipegang.append(pegangan)
        if all(bebas(porta[nama]) for nama in (*URUTAN, "s3_admin_grpc")):
            return porta


def _pemakai(porta: int) -> str:
    try:
        pendengar = (k for k in psutil.net_connections("tcp") if k.status == psutil.CONN_LISTEN)
        pid = next((k.pid for k in pendengar if k.laddr[1:] == (porta,)), None)
        return f"{psutil.Process(pid).name()} (pid {pid})" if pid else "proses lain"
    except psutil.Error:
        return "proses lain"

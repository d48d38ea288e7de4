"""Kolam proses Python yang menjawab satu permintaan pada satu saat, masing-masing lewat pipanya sendiri.

Bukan ``ProcessPoolExecutor``: di sana satu proses yang mati menggagalkan semua permintaan lain, yang macet tidak dapat
dihentikan, dan tiap proses memuat ulang modul utama pemanggilnya. Di sini proses yang mati, macet, atau membengkak
hanya menggagalkan permintaannya, lalu diganti. Pipanya putus ketika induknya mati, dan itu akhir prosesnya.

Ingatan dan prosesornya dibatasi kernel, bukan pustakanya; ia tidak dapat menulis berkas, dan mengalah kepada proses
yang melayani orang.
"""

import asyncio
import gc
import os
import resource
import signal
import subprocess
import sys
import threading
import traceback
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from multiprocessing.connection import Connection, Pipe
from pathlib import Path
from typing import Any, Final
from weakref import WeakSet

UMUR: Final = 1_000
"""Permintaan bagi satu proses sebelum diganti, supaya kebocoran pustaka tidak menumpuk."""
BATAS_INGATAN: Final = 512 * 1024**2
"""Bita ruang alamat satu proses: PDF yang membengkak tidak menghabiskan ingatan mesin."""
BATAS_PROSESOR: Final = 10
"""Detik prosesor satu permintaan; menunggu jaringan atau giliran tidak terhitung."""
_PERCOBAAN: Final = 2
_ROBOH: Final = (signal.SIGXCPU, signal.SIGSEGV, signal.SIGABRT, signal.SIGBUS, signal.SIGFPE, signal.SIGILL)
_MENGALAH: Final = 10
"""Nilai *nice*: sepersepuluh jatah prosesor selagi yang lain bekerja."""
ANTREAN_TERBANYAK: Final = 16
"""Permintaan orang luar yang menunggu giliran; sesudahnya ditolak, sebab masing-masing memegang berkasnya."""
_AKAR: Final = Path(__file__).parents[1]


class ProsesBerhenti(Exception):
    """Prosesnya mati atau melewati batas waktu sebelum menjawab; aman dicoba lagi."""


class KolamPenuh(ProsesBerhenti):
    """Terlalu banyak yang menunggu; coba lagi sebentar lagi."""


class Penolakan(Exception):
    """Dasar galat yang disampaikan apa adanya kepada pemanggil; pesannya bagi orang."""


class TerlaluBerat(Penolakan):
    """Isi permintaannya menghabiskan batas prosesor atau ingatan, atau merobohkan prosesnya; mengulang percuma."""


class PekerjaanGagal(Exception):
    """Galat yang tidak diharapkan di dalam proses; hanya jenis dan letaknya, sebab pesannya dapat memuat nama orang."""


class _Proses:
    def __init__(self, modul: str, bekal: Any, mengalah: int) -> None:
        self._pipa, ujung = Pipe()
        with ujung:
            self._popen = subprocess.Popen(
                [sys.executable, "-m", modul, str(ujung.fileno()), str(mengalah)],
                cwd=_AKAR,
                stdin=subprocess.DEVNULL,
                pass_fds=[ujung.fileno()],
                start_new_session=True,  # Ctrl-C bagi induknya; prosesnya berakhir bersama pipanya
            )
        self.sisa_umur = UMUR
        self._pipa.send(bekal)

    def tanya(self, nama: str, isi: bytes, batas_waktu: float) -> Any:
        self._pipa.send((nama, isi))
        if not self._pipa.poll(batas_waktu):
            raise TimeoutError(f"{nama} melewati {batas_waktu:.0f} detik.")
        self.sisa_umur -= 1
        return self._pipa.recv()

    @property
    def dirobohkan(self) -> bool:
        """Matinya karena isi permintaannya: kernel atau pustakanya sendiri yang menghentikannya."""
        return -self._popen.wait() in _ROBOH

    def hentikan(self) -> None:
        self._popen.kill()
        self._popen.wait()

    def lepaskan(self) -> None:
        self.hentikan()
        self._pipa.close()


class KolamProses:
    """Tiap utas memegang satu proses; ``modul`` dijalankan dengan ``layani`` dan menerima ``bekal`` lebih dahulu.

    ``bagi_luar``: permintaannya dari orang luar, jadi mengalah kepada yang lain dan antreannya berbatas.
    """

    def __init__(self, modul: str, bekal: Any, *, banyak: int, batas_waktu: float, bagi_luar: bool) -> None:
        self._bangkitkan = partial(_Proses, modul, bekal, _MENGALAH if bagi_luar else 0)
        self._batas_waktu = batas_waktu
        self._terbanyak = banyak + ANTREAN_TERBANYAK if bagi_luar else None
        self._berjalan = 0
        self._utas = ThreadPoolExecutor(banyak, thread_name_prefix=modul)
        self._milik = threading.local()
        self._hidup: WeakSet[_Proses] = WeakSet()
        self._tutup = False

    async def kerjakan(self, nama: str, isi: bytes) -> Any:
        """Jawaban proses; galat yang dijawabnya dilempar di sini."""
        if self._berjalan == self._terbanyak:
            raise KolamPenuh("pemeriksanya sedang sibuk.")
        self._berjalan += 1
        try:
            jawaban = await asyncio.get_running_loop().run_in_executor(self._utas, self._tanya, nama, isi)
        finally:
            self._berjalan -= 1
        if isinstance(jawaban, Exception):
            raise jawaban
        return jawaban

    def tutup(self) -> None:
        """Permintaan yang sedang berjalan gagal; yang menunggu dibatalkan."""
        self._tutup = True
        self._utas.shutdown(wait=False, cancel_futures=True)
        for proses in tuple(self._hidup):
            proses.hentikan()

    def _tanya(self, nama: str, isi: bytes) -> Any:
        for _ in range(_PERCOBAAN):
            if self._tutup:
                break
            proses = self._proses()
            try:
                return proses.tanya(nama, isi, self._batas_waktu)
            except TimeoutError as galat:
                self._buang(proses)
                raise ProsesBerhenti(str(galat)) from None
            except (OSError, EOFError):
                dirobohkan = proses.dirobohkan
                self._buang(proses)
                if dirobohkan:
                    raise TerlaluBerat("Isinya terlalu rumit untuk diperiksa.") from None
                # Proses yang mati selagi menganggur tidak boleh menggagalkan permintaan pertama sesudahnya.
        raise ProsesBerhenti("prosesnya mati sebelum menjawab.")

    def _proses(self) -> _Proses:
        proses: _Proses | None = getattr(self._milik, "proses", None)
        if proses is not None and proses.sisa_umur <= 0:
            self._buang(proses)
            proses = None
        if proses is None:
            proses = self._milik.proses = self._bangkitkan()
            self._hidup.add(proses)
        return proses

    def _buang(self, proses: _Proses) -> None:
        proses.lepaskan()
        self._hidup.discard(proses)
        self._milik.proses = None


def layani(bangun: Callable[..., Any]) -> None:
    """Badan proses: ``bangun(*bekal)`` sekali, lalu tiap permintaan memanggil metodenya; ``tutup`` di akhirnya."""
    os.nice(int(sys.argv[2]))
    for batas, nilai in ((resource.RLIMIT_AS, BATAS_INGATAN), (resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_CORE, 0)):
        resource.setrlimit(batas, (nilai, nilai))
    with Connection(int(sys.argv[1])) as pipa:
        asyncio.run(_layani(pipa, bangun))


def _beri_waktu() -> None:
    """Batas prosesor dihitung dari yang sudah terpakai; lewat itu kernel mengirim SIGXCPU."""
    terpakai = resource.getrusage(resource.RUSAGE_SELF)
    sampai = int(terpakai.ru_utime + terpakai.ru_stime) + 1 + BATAS_PROSESOR
    resource.setrlimit(resource.RLIMIT_CPU, (sampai, resource.RLIM_INFINITY))


async def _layani(pipa: Connection, bangun: Callable[..., Any]) -> Any:
    pekerja = bangun(*await asyncio.to_thread(pipa.recv))
    # Satu permintaan melahirkan ratusan ribu objek sementara; pemungut sampah bawaan memakan seperlima kerjanya.
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)
    while True:
        try:
            # Di utas: selagi menunggu, putaran ini menutup sambungannya sampai tuntas.
            nama, isi = await asyncio.to_thread(pipa.recv)
        except EOFError:
            return await pekerja.tutup()
        _beri_waktu()
        pipa.send(await _jawab(getattr(pekerja, nama), isi))


async def _jawab(kerja: Callable[[bytes], Awaitable[Any]], isi: bytes) -> Any:
    try:
        return await kerja(isi)
    except Penolakan as galat:
        return galat
    except (MemoryError, RecursionError):
        return TerlaluBerat("Isinya mekar melewati batas ingatan pemeriksanya.")
    except Exception as galat:
        letak = traceback.extract_tb(galat.__traceback__)[-1]
        return PekerjaanGagal(f"{type(galat).__name__} di {Path(letak.filename).name}:{letak.lineno}")

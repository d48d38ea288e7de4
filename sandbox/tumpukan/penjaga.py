"""Penjaga satu bagian: menyalakan, menunggu siap, menyebut yang mati, menyalakan lagi, mematikan."""

import asyncio
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Sequence
from enum import StrEnum
from pathlib import Path

from sandbox.tumpukan.bagian import Bagian, SaatMati
from sandbox.tumpukan.kesehatan import Pemeriksaan
from sandbox.tumpukan.proses import nyalakan, sebab_mati, tunggu_sisa_hilang

_SELANG = 0.05
_MATI_TERBANYAK = 5
_RENTANG_MATI = 60.0
_JEDA_TERLAMA = 8.0
_LOG_TERBESAR = 20 * 1024 * 1024
_EKOR = 12

Kabar = Callable[[str], None]


class BagianGugur(RuntimeError):
    """Bagian tidak dapat dipertahankan; tumpukan harus berhenti."""


class Keadaan(StrEnum):
    MENUNGGU = "menunggu"
    MENYALA = "menyala"
    SEHAT = "sehat"
    MATI = "mati"
    PADAM = "padam"
    BERHENTI = "berhenti"


class Penjaga:
    """``bunuh``, ``tunggu``, ``keadaan`` dan ``pid`` boleh dipakai dari utas mana pun; selebihnya milik loopnya."""

    def __init__(self, bagian: Bagian, log: Path, kabar: Kabar) -> None:
        self.bagian = bagian
        self.log = log
        self.keadaan = Keadaan.MENUNGGU
        self.pid: int | None = None
        self.sehat = asyncio.Event()
        self.boleh_nyala = asyncio.Event()
        self.boleh_nyala.set()
        self.prasyarat: Sequence[Penjaga] = ()
        self._kabar = kabar
        self._proses: asyncio.subprocess.Process | None = None
        self._kematian: deque[float] = deque()
        self._awal_log = 0
        self._terbunuh: int | None = None
        self._berubah = threading.Condition()

    @property
    def sehat_baru(self) -> bool:
        """Sehat, dan bukan lagi proses yang terakhir dibunuh."""
        return self.keadaan is Keadaan.SEHAT and (self.pid is None or self.pid != self._terbunuh)

    def bunuh(self) -> int:
        """``kill -9`` pada proses utamanya, seperti kecelakaan sungguhan; kembali dengan pid-nya."""
        if self.pid is None:
            raise ProcessLookupError(f"{self.bagian.nama} sedang tidak berjalan.")
        self._terbunuh = self.pid
        os.kill(self.pid, signal.SIGKILL)
        return self._terbunuh

    async def jaga(self) -> None:
        """Berjalan selama tumpukan hidup (layanan) atau sampai beres (sekali jalan)."""
        while True:
            await self._tunggu_giliran()
            kode = await self._hidupkan()
            if self.bagian.saat_mati is SaatMati.HARUS_BERES:
                return self._bereskan(kode)
            self._catat_mati(kode)
            if self.boleh_nyala.is_set():
                await asyncio.sleep(self._jeda())

    async def hentikan(self) -> None:
        """Meminta berhenti baik-baik, lalu memaksa; kembali sesudah prosesnya tiada."""
        self._jadi(Keadaan.BERHENTI)
        if self._proses is not None and self._proses.returncode is None:
            self._proses.send_signal(self.bagian.sinyal_henti)
            try:
                async with asyncio.timeout(self.bagian.batas_henti):
                    await self._proses.wait()
            except TimeoutError:
                self._kabar(f"✗ {self.bagian.nama} tidak mau berhenti dan dipaksa; log: {self.log}")
        self.paksa_berhenti()
        await tunggu_sisa_hilang(self.bagian.perintah, self.bagian.folder)
        self.pid = None

    def paksa_berhenti(self) -> None:
        """SIGKILL ke seluruh grup proses bagian ini."""
        if self._proses is not None:
            try:
                os.killpg(self._proses.pid, signal.SIGKILL)
            except ProcessLookupError:
                return

    def tunggu(self, syarat: Callable[[], bool], batas: float) -> None:
        """Menahan utas ini sampai ``syarat`` terpenuhi; diperiksa pada setiap pergantian keadaan."""
        with self._berubah:
            if not self._berubah.wait_for(syarat, batas):
                raise TimeoutError(
                    f"{self.bagian.nama} masih {self.keadaan} sesudah {batas:.0f} detik; log: {self.log}"
                )

    def _jadi(self, keadaan: Keadaan) -> None:
        with self._berubah:
            self.keadaan = keadaan
            self._berubah.notify_all()

    async def _tunggu_giliran(self) -> None:
        self._jadi(Keadaan.MENUNGGU if self.boleh_nyala.is_set() else Keadaan.PADAM)
        await self.boleh_nyala.wait()
        for prasyarat in self.prasyarat:
            await prasyarat.sehat.wait()
        await tunggu_sisa_hilang(self.bagian.perintah, self.bagian.folder)

    async def _hidupkan(self) -> int:
        """Satu kehidupan bagian, dari nyala sampai mati; kembali dengan kode keluarnya."""
        self._jadi(Keadaan.MENYALA)
        if self.bagian.sebelum:
            await self.bagian.sebelum()
        mulai = asyncio.get_running_loop().time()
        self._putar_log()
        with self.log.open("ab") as log:
            self._awal_log = log.tell()
            self._proses = await nyalakan(
                self.bagian.perintah,
                self.bagian.folder,
                self.bagian.lingkungan,
                log,
                bukan_root=self.bagian.bukan_root,
                sinyal_yatim=self.bagian.sinyal_henti,
            )
        self.pid = self._proses.pid
        if self.bagian.siap and await self._sampai_siap(self.bagian.siap, self._proses):
            lama = asyncio.get_running_loop().time() - mulai
            self._kabar(f"✓ {self.bagian.nama} {'pulih' if self._kematian else 'siap'} ({lama:.1f} detik)")
            self._jadi(Keadaan.SEHAT)
            self.sehat.set()
        kode = await self._proses.wait()
        self.sehat.clear()
        return kode

    async def _sampai_siap(self, siap: Pemeriksaan, proses: asyncio.subprocess.Process) -> bool:
        try:
            async with asyncio.timeout(self.bagian.batas_siap):
                while not await siap(proses.pid):
                    if proses.returncode is not None:
                        return False
                    await asyncio.sleep(_SELANG)
        except TimeoutError:
            self._kabar(f"✗ {self.bagian.nama} belum siap sesudah {self.bagian.batas_siap:.0f} detik")
            self.paksa_berhenti()
            return False
        return await self._disiapkan() and proses.returncode is None

    async def _disiapkan(self) -> bool:
        try:
            if self.bagian.sesudah:
                await self.bagian.sesudah()
        except BagianGugur:
            raise
        except Exception as galat:  # sebab apa pun: belum dapat dipakai, jadi diperlakukan seperti mati
            self._kabar(f"✗ {self.bagian.nama} belum dapat disiapkan: {galat}")
            self.paksa_berhenti()
            return False
        return True

    def _bereskan(self, kode: int) -> None:
        if kode != 0:
            raise BagianGugur(f"{self.bagian.nama} gagal ({sebab_mati(kode)}); log: {self.log}\n{self._ekor_log()}")
        self._kabar(f"✓ {self.bagian.nama} beres")
        self.pid = None
        self._jadi(Keadaan.SEHAT)
        self.sehat.set()

    def _catat_mati(self, kode: int) -> None:
        self._jadi(Keadaan.MATI)
        if not self.boleh_nyala.is_set():
            return
        kini = asyncio.get_running_loop().time()
        self._kematian.append(kini)
        while kini - self._kematian[0] > _RENTANG_MATI:
            self._kematian.popleft()
        sebab = f"{self.bagian.nama} mati ({sebab_mati(kode)}); log: {self.log}\n{self._ekor_log()}"
        if len(self._kematian) >= _MATI_TERBANYAK:
            raise BagianGugur(f"{_MATI_TERBANYAK} kali dalam semenit {sebab}")
        self._kabar(f"✗ {sebab}\n↻ {self.bagian.nama} dinyalakan lagi dalam {self._jeda():.1f} detik")

    def _jeda(self) -> float:
        return min(self.bagian.jeda_pertama * 2.0 ** (len(self._kematian) - 1), _JEDA_TERLAMA)

    def _putar_log(self) -> None:
        if self.log.exists() and self.log.stat().st_size > _LOG_TERBESAR:
            self.log.replace(self.log.with_suffix(".log.1"))

    def _ekor_log(self) -> str:
        with self.log.open("rb") as f:
            f.seek(self._awal_log)
            baris = f.read().decode(errors="replace").splitlines()[-_EKOR:]
        return "\n".join(f"    │ {b[:400]}" for b in baris) or "    │ (log kosong)"

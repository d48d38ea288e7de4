"""Proses anak: dinyalakan agar mati bersama induknya, dan sisa proses lama dikenali dari folder kerjanya."""

import asyncio
import os
import pwd
import shutil
import signal
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO

import psutil

AKAR = Path(__file__).parents[2]
_BUKAN_ROOT = "nobody"
_SELANG = 0.05


class PerintahGagal(RuntimeError):
    """Perintah persiapan keluar dengan kode bukan nol."""


def serahkan_ke_bukan_root(folder: Path) -> None:
    """PostgreSQL menolak berjalan sebagai root: foldernya diserahkan ke ``nobody``."""
    if os.geteuid() == 0:
        orang = pwd.getpwnam(_BUKAN_ROOT)
        os.chown(folder, orang.pw_uid, orang.pw_gid)


def pembuka(perintah: Sequence[str], folder: Path, *, bukan_root: bool, sinyal_yatim: signal.Signals) -> list[str]:
    """Perintah yang dibungkus ``setpriv``: pengguna diturunkan dahulu, lalu diminta mati bersama induk.

    ``setpriv`` digantikan oleh perintahnya (exec), jadi pid-nya tetap pid bagian itu. Tanpa ``setpriv`` (bukan Linux)
    anak dapat tertinggal bila tumpukan dibunuh paksa; penyalaan berikutnya membersihkannya.
    """
    turun = bukan_root and os.geteuid() == 0
    setpriv = shutil.which("setpriv")
    if setpriv is None:
        if turun:
            raise PerintahGagal("PostgreSQL tidak boleh berjalan sebagai root dan `setpriv` (util-linux) tidak ada.")
        return list(perintah)
    hasil = [setpriv, f"--pdeathsig={sinyal_yatim.name.removeprefix('SIG')}"]
    if turun:
        orang = pwd.getpwnam(_BUKAN_ROOT)
        hasil += [f"--reuid={orang.pw_uid}", f"--regid={orang.pw_gid}", "--clear-groups"]
        if not (_dapat_dilalui(folder) and _dapat_dilalui(Path(perintah[0]))):
            # Folder induk tertutup bagi orang lain (mis. /root): cukup izin menembus berkas, bukan root.
            hasil += ["--inh-caps=+dac_override", "--ambient-caps=+dac_override"]
    return [*hasil, "--", *perintah]


def _dapat_dilalui(jalur: Path) -> bool:
    return all(induk.stat().st_mode & 0o001 for induk in jalur.resolve().parents)


async def nyalakan(
    perintah: Sequence[str],
    folder: Path,
    lingkungan: Mapping[str, str],
    log: IO[bytes],
    *,
    bukan_root: bool = False,
    sinyal_yatim: signal.Signals = signal.SIGTERM,
) -> asyncio.subprocess.Process:
    """Sesi tersendiri, agar Ctrl-C di terminal sampai ke tumpukan saja dan urutan mematikan terjaga."""
    return await asyncio.create_subprocess_exec(
        *pembuka(perintah, folder, bukan_root=bukan_root, sinyal_yatim=sinyal_yatim),
        cwd=folder,
        env={**os.environ, **lingkungan},
        stdin=asyncio.subprocess.DEVNULL,
        stdout=log,
        stderr=log,
        start_new_session=True,
    )


async def jalankan(perintah: Sequence[str], folder: Path, log: Path, *, bukan_root: bool = False) -> None:
    """Perintah persiapan yang harus selesai dengan kode 0."""
    with log.open("ab") as f:
        proses = await nyalakan(perintah, folder, {}, f, bukan_root=bukan_root)
        try:
            kode = await proses.wait()
        finally:
            if proses.returncode is None:
                proses.kill()
    if kode != 0:
        raise PerintahGagal(f"`{Path(perintah[0]).name}` gagal ({sebab_mati(kode)}); lihat {log}.")


def sebab_mati(kode: int) -> str:
    return f"sinyal {signal.Signals(-kode).name}" if kode < 0 else f"kode keluar {kode}"


def sisa_proses(perintah: Sequence[str], folder: Path) -> list[psutil.Process]:
    """Proses hidup dengan program ini yang bekerja di folder ini: anaknya, atau peninggalan tumpukan terdahulu."""
    program = os.path.realpath(perintah[0])
    hasil = []
    for proses in psutil.process_iter():
        try:
            if proses.cwd() == str(folder) and os.path.realpath(proses.exe()) == program:
                hasil.append(proses)
        except (psutil.NoSuchProcess, psutil.AccessDenied):
            continue
    return hasil


async def tunggu_sisa_hilang(perintah: Sequence[str], folder: Path, sabar: float = 3.0) -> None:
    """Menunggu proses lama benar-benar pergi; sesudah ``sabar`` detik dipaksa."""
    loop = asyncio.get_running_loop()
    batas = loop.time() + sabar
    while sisa := sisa_proses(perintah, folder):
        if loop.time() > batas:
            for proses in sisa:
                try:
                    proses.kill()
                except psutil.NoSuchProcess:
                    continue
        await asyncio.sleep(_SELANG)

"""``python -m bench.tanda_tangan``: 5.000 pemeriksaan dan 500 pengarsipan oleh 24 peminta, semuanya harus sah.

Mencetak yang keliru ditolak, lamanya, dan prosesor yang dipakai proses pemeriksa tiap surat. ``… 500 50`` bagi yang
lebih kecil.
"""

import asyncio
import resource
import sys
import time
from collections import Counter
from collections.abc import Awaitable, Callable

from pydantic import SecretStr

from luar.esign import Passphrase, Tampilan, esign_dari
from luar.setelan import Setelan
from luar.tanda_tangan import PemeriksaTandaTangan
from luar.typst import Penyusun
from sandbox.akun import PASSPHRASE, akun_bernama
from sandbox.tumpukan import Tumpukan
from tests.luar.surat_contoh import isi_pertek

SEKALIGUS = 24


async def jawaban_bsre(setelan: Setelan) -> bytes:
    penyusun, isi = Penyusun(), isi_pertek()
    tampilan = Tampilan(penyusun.tempat_tte(isi), penyusun.gambar_tte(isi))
    esign = esign_dari(setelan)
    nik = SecretStr(akun_bernama("penandatangan_bkn.kanregiii").nik)
    try:
        return await esign.tanda_tangani(penyusun.susun(isi), nik, Passphrase(SecretStr(PASSPHRASE)), tampilan)
    finally:
        await esign.tutup()


async def serentak(kerja: Callable[[], Awaitable[bool]], banyak: int) -> Counter[str]:
    hasil: Counter[str] = Counter()
    giliran = iter(range(banyak))

    async def peminta() -> None:
        for _ in giliran:
            try:
                hasil["sah" if await kerja() else "ditolak"] += 1
            except Exception as galat:
                hasil[f"{type(galat).__name__}: {galat}"] += 1

    await asyncio.gather(*(peminta() for _ in range(SEKALIGUS)))
    return hasil


async def ukur(sebutan: str, setelan: Setelan, kerja: str, pdf: bytes, banyak: int) -> None:
    pemeriksa = PemeriksaTandaTangan(setelan.akar_percaya, setelan.tsa_alamat)

    async def satu() -> bool:
        jawaban = await getattr(pemeriksa, kerja)(pdf)
        return bool(getattr(jawaban, "hasil", jawaban).sah)

    mulai, cpu = time.perf_counter(), _cpu_anak()
    hasil = await serentak(satu, banyak)
    await asyncio.to_thread(pemeriksa.tutup)
    lama, cpu = time.perf_counter() - mulai, _cpu_anak() - cpu
    tiap = cpu / banyak * 1000
    print(f"{sebutan:<12} {dict(hasil)}; {lama:.0f} detik, {tiap:.0f} ms prosesor tiap surat", flush=True)


def _cpu_anak() -> float:
    """Prosesor proses anak yang sudah berakhir."""
    pakai = resource.getrusage(resource.RUSAGE_CHILDREN)
    return pakai.ru_utime + pakai.ru_stime


async def utama(periksa: int = 5_000, arsipkan: int = 500) -> None:
    async with Tumpukan(bagian={"bsre"}) as tumpukan:
        setelan = tumpukan.setelan
        pdf = await jawaban_bsre(setelan)
        await ukur("pemeriksaan", setelan, "periksa", pdf, periksa)
        await ukur("pengarsipan", setelan, "arsipkan", pdf, arsipkan)


if __name__ == "__main__":
    asyncio.run(utama(*map(int, sys.argv[1:])))

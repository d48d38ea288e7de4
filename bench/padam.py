"""``python -m bench.padam``: OCSP, TSA, dan S3 padam semenit di tengah satu pilihan 50 surat bersesi satu.

Yang diharapkan: tiap surat ditandatangani BSrE sekali, tak seorang pun diminta menandatangani lagi, semuanya terbit.
``… 10 20`` berarti 10 surat dan 20 detik.
"""

import asyncio
import sys
import time
from collections import Counter
from functools import partial
from typing import Any, Final
from uuid import uuid4

import httpx

from sandbox.akun import INSTANSI, PASSPHRASE
from sandbox.demo.kenaikan_pangkat import PerjalananKP
from sandbox.demo.orang import Orang, tunggu
from sandbox.tumpukan import Tumpukan

BATAS: Final = 1_200.0
"""Detik; mesin ukur sering berbagi prosesor."""


async def sampai_tte(tumpukan: Tumpukan, ke: int) -> PerjalananKP:
    instansi = [satu for satu in INSTANSI if satu.slug in ("bandung", "bogor", "garut")][ke % 3]
    p = PerjalananKP(tumpukan.alamat_api, tumpukan.env["USULAN_OIDC_PENERBIT"], instansi, catat=lambda _: None)
    await p.buat_konsep()
    await p.lengkapi()
    await p.ajukan()
    for langkah in (p.verifikasi, p.setujui, p.validasi, p.paraf_pertek):
        await langkah()
    return p


async def tanda_tangani(kepala: Orang, tugas_ids: list[str]) -> list[dict[str, Any]]:
    """Seperti halaman: yang belum diterima dikirim lagi dengan id yang sama."""
    sesi = await kepala.tulis("/sesi-tanda-tangan", nilai=PASSPHRASE, tugas_ids=tugas_ids)
    menunggu = [{"id": str(uuid4()), "tugas_id": satu} for satu in tugas_ids]
    hasil: list[dict[str, Any]] = []
    while menunggu:
        alamat = f"/sesi-tanda-tangan/{sesi['id']}/tanda-tangani"
        jawaban = await kepala.minta("POST", alamat, sabar=BATAS, json={"permintaan": menunggu})
        hasil += [satu for satu in jawaban.json() if satu["status"] != "belum_diterima"]
        selesai = {satu["id"] for satu in hasil}
        menunggu = [satu for satu in menunggu if satu["id"] not in selesai]
    return hasil


async def utama(banyak: int = 50, detik: int = 60) -> None:
    async with (
        Tumpukan() as tumpukan,
        httpx.AsyncClient(base_url=f"{tumpukan.tempat.porta.url('bsre')}/_sandbox", trust_env=False) as bsre,
    ):

        async def hitungan() -> int:
            return int((await bsre.get("/hitung")).json()["tanda_tangan"])

        perjalanan = [await sampai_tte(tumpukan, ke) for ke in range(banyak)]
        kepala = await perjalanan[0].sebagai("penandatangan_bkn", perjalanan[0].bkn)
        tugas_ids = [(await kepala.tugas(p.usulan["nomor"], "tte_pertek"))["id"] for p in perjalanan]
        print(f"{banyak} surat menunggu tanda tangan", flush=True)
        sebelum, mulai = await hitungan(), time.perf_counter()
        for layanan, sesudah in ((["ocsp", "crl"], banyak // 5), (["tsa"], 2 * banyak // 5)):
            await bsre.post("/padam", json={"layanan": layanan, "detik": detik, "sesudah": sesudah})
        menandatangani = asyncio.create_task(tanda_tangani(kepala, tugas_ids))

        async def sebagian() -> bool | None:
            return await hitungan() >= sebelum + 3 * banyak // 5 or None

        await tunggu(sebagian, "tiga perlima surat ditandatangani", BATAS)
        async with tumpukan.padam("s3"):
            await asyncio.sleep(detik)
        hasil = await menandatangani
        print(f"jawaban      {dict(Counter(satu['status'] for satu in hasil))}", flush=True)
        for p in perjalanan:
            await tunggu(partial(terbit, kepala, p), "surat terbit", BATAS)
        peristiwa = Counter([jenis for p in perjalanan for jenis in await jejak(kepala, p)])
        print(f"BSrE menandatangani {await hitungan() - sebelum} kali", flush=True)
        print(f"ditandatangani {peristiwa['surat.ditandatangani']}, gagal {peristiwa['surat.tte_gagal']}, semua terbit")
        print(f"{time.perf_counter() - mulai:.0f} detik sejak permintaan pertama")


async def terbit(kepala: Orang, p: PerjalananKP) -> bool | None:
    return [satu["tahap"] for satu in await kepala.baca(f"/usulan/{p.usulan['id']}/surat")] == ["terbit"] or None


async def jejak(kepala: Orang, p: PerjalananKP) -> list[str]:
    return [satu["jenis"] for satu in await kepala.baca(f"/usulan/{p.usulan['id']}/riwayat")]


if __name__ == "__main__":
    asyncio.run(utama(*map(int, sys.argv[1:])))

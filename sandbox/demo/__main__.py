"""``python -m sandbox.demo``: tumpukan sekali pakai, sembilan perjalanan, lalu periksa semua yang dihasilkannya.

Keluar bukan nol bila ada yang tidak sesuai. Hasil: ``var/demo/hasil.json`` dan surat-surat di sampingnya.
"""

import argparse
import asyncio
import json
import sys
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, TypeVar

from luar.tanda_tangan import PemeriksaTandaTangan
from sandbox.akun import INSTANSI
from sandbox.demo import kenaikan_pangkat, koreksi, peremajaan
from sandbox.demo.kenaikan_pangkat import PerjalananKP, PerjalananPresiden
from sandbox.demo.orang import Ditolak
from sandbox.demo.pemeriksaan import Harapan, Pemeriksaan
from sandbox.demo.perjalanan import Catat, Perjalanan, TidakSesuai
from sandbox.tumpukan import BagianGugur, PortaDipakai, Tumpukan

P = TypeVar("P", bound=Perjalanan)
SK_BERLAKU = {"pertek_kp": "berlaku", "sk_kp": "berlaku"}
KP_SELESAI = Harapan(status=31, surat=SK_BERLAKU)


class Demo:
    def __init__(self, tumpukan: Tumpukan, pemeriksaan: Pemeriksaan, catat: Catat) -> None:
        self.tumpukan = tumpukan
        self.pemeriksaan = pemeriksaan
        self.catat = catat
        self.hasil: list[dict[str, Any]] = []

    def mulai(self, nama: str, slug: str, kelas: type[P]) -> P:
        instansi = next(satu for satu in INSTANSI if satu.slug == slug)
        penerbit = self.tumpukan.env["USULAN_OIDC_PENERBIT"]
        return kelas(self.tumpukan.alamat_api, penerbit, instansi, lambda kalimat: self.catat(f"{nama:<20} {kalimat}"))

    async def periksa(self, nama: str, p: Perjalanan, harapan: Harapan) -> None:
        self.hasil.append(await self.pemeriksaan.periksa(nama, p, harapan))

    async def jalankan(self, hanya: list[str]) -> None:
        semua = {nama.replace("_", "-"): getattr(self, nama) for nama in PERJALANAN}
        async with asyncio.TaskGroup() as bersama:
            for nama, perjalanan in semua.items():
                if not hanya or nama in hanya:
                    bersama.create_task(perjalanan(nama))

    # --- sembilan perjalanan ---

    async def kp_reguler(self, nama: str) -> None:
        await self._kp(nama, "bandung", kenaikan_pangkat.reguler)

    async def kp_fungsional(self, nama: str) -> None:
        await self._kp(nama, "bandung", kenaikan_pangkat.fungsional)

    async def kp_ijazah(self, nama: str) -> None:
        await self._kp(nama, "kemenkes", kenaikan_pangkat.penyesuaian_ijazah)

    async def kp_presiden(self, nama: str) -> None:
        p = self.mulai(nama, "surabaya", PerjalananPresiden)
        await kenaikan_pangkat.presiden(p, self.tumpukan.tempat.porta.url("setneg"))
        surat = {"pertek_kp": "berlaku", "keputusan_presiden_kp": "berlaku"}
        await self.periksa(nama, p, Harapan(status=31, surat=surat))

    async def pembatalan_pertek(self, nama: str) -> None:
        asal = self.mulai(nama, "garut", PerjalananKP)
        batal = await koreksi.batalkan_pertek(asal)
        await self.periksa(nama, batal, Harapan(status=75, surat={"pembatalan_pertek_kp": "berlaku"}))
        dibatalkan = Harapan(status=75, hasil="dibatalkan", surat={"pertek_kp": "dicabut"})
        await self.periksa(f"{nama}-asal", asal, dibatalkan)

    async def perbaikan_sk(self, nama: str) -> None:
        asal = self.mulai(nama, "bogor", PerjalananKP)
        perbaikan = await koreksi.perbaiki_sk(asal)
        await self.periksa(nama, perbaikan, Harapan(status=31, surat={"perbaikan_sk_kp": "berlaku"}))
        await self.periksa(f"{nama}-asal", asal, Harapan(status=31, surat=SK_BERLAKU | {"sk_kp": "diganti"}))

    async def alamat_sendiri(self, nama: str) -> None:
        p = self.mulai(nama, "bandung", Perjalanan)
        await peremajaan.alamat_sendiri(p)
        await self.periksa(nama, p, Harapan(status=11))

    async def pencantuman_gelar(self, nama: str) -> None:
        p = self.mulai(nama, "jabar", Perjalanan)
        await peremajaan.pencantuman_gelar(p)
        await self.periksa(nama, p, Harapan(status=11, surat={"pencantuman_gelar": "berlaku"}))

    async def peninjauan_masa_kerja(self, nama: str) -> None:
        p = self.mulai(nama, "jabar", Perjalanan)
        await peremajaan.peninjauan_masa_kerja(p)
        await self.periksa(nama, p, Harapan(status=11, surat={"pertek_pmk": "berlaku", "sk_pmk": "berlaku"}))

    async def _kp(self, nama: str, slug: str, perjalanan: Callable[[PerjalananKP], Awaitable[None]]) -> None:
        p = self.mulai(nama, slug, PerjalananKP)
        await perjalanan(p)
        await self.periksa(nama, p, KP_SELESAI)


PERJALANAN = (
    "kp_reguler",
    "kp_fungsional",
    "kp_ijazah",
    "kp_presiden",
    "pembatalan_pertek",
    "perbaikan_sk",
    "alamat_sendiri",
    "pencantuman_gelar",
    "peninjauan_masa_kerja",
)


async def utama(keluaran: Path, hanya: list[str]) -> None:
    mulai = time.monotonic()

    def catat(kalimat: str) -> None:
        print(f"  {time.monotonic() - mulai:5.1f} d  {kalimat}", flush=True)

    print("Menyalakan tumpukan sekali pakai …", flush=True)
    keluaran.mkdir(parents=True, exist_ok=True)
    async with Tumpukan() as tumpukan:
        catat("tumpukan sehat")
        pemeriksa = PemeriksaTandaTangan(Path(tumpukan.env["USULAN_AKAR_PERCAYA"]), tumpukan.env["USULAN_TSA_ALAMAT"])
        demo = Demo(tumpukan, Pemeriksaan(pemeriksa, keluaran), catat)
        await demo.jalankan(hanya)
    (keluaran / "hasil.json").write_text(json.dumps(demo.hasil, indent=2, ensure_ascii=False), encoding="utf-8")
    surat = sum(len(satu["surat"]) for satu in demo.hasil)
    print(
        f"\n{len(demo.hasil)} usulan dan {surat} surat diperiksa dalam {time.monotonic() - mulai:.0f} detik. "
        f"Hasil: {keluaran / 'hasil.json'}"
    )


if __name__ == "__main__":
    pengurai = argparse.ArgumentParser(prog="python -m sandbox.demo", description=__doc__)
    pengurai.add_argument("--keluaran", type=Path, default=Path("var/demo"))
    pengurai.add_argument("perjalanan", nargs="*", help="nama perjalanan; kosong berarti semua")
    pilihan = pengurai.parse_args()
    try:
        asyncio.run(utama(pilihan.keluaran, pilihan.perjalanan))
    except* (TidakSesuai, Ditolak, TimeoutError, BagianGugur, PortaDipakai) as gagal:
        for galat in gagal.exceptions:
            print(f"\n✗ {galat}", file=sys.stderr)
        sys.exit(1)

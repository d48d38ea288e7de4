"""Mencocokkan jejak dengan jangkarnya: rantai yang terpotong, terhapus, atau ditulis ulang pemilik basis data.

``python -m putaran.periksa_jejak`` memeriksa semuanya; jadwal harian memeriksa jangkar terbaru dan sebagian yang lama,
sehingga tiap jangkar diperiksa sekali dalam ``GILIRAN`` hari. Temuannya galat di log dan baris tersisih, yang tetap di
sana sampai diselidiki orang.
"""

import asyncio
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Final
from uuid import UUID, uuid5

import structlog

from gudang import PabrikGudang
from luar.cap_waktu import CapWaktu, CapWaktuTidakSah, cap_waktu_dari
from luar.jangkar import LemariJangkar, TempatJangkar, lemari_dari
from luar.setelan import Setelan
from models.jangkar import Jangkar, JangkarRusak, UjungRantai, baca_jangkar, sidik_jangkar
from models.tersisih import Sapuan, Temuan

log = structlog.get_logger(__name__)

GILIRAN: Final = 28
TERBARU: Final = 7
"""Jangkar terakhir, yang selalu diperiksa."""
_SEKALI_COCOK: Final = 200
_SEKALI_HITUNG: Final = 500
DITANYAI: Final = 100
"""Usulan terbuka yang alurnya ditanyai tiap kali: pertanyaan memutar ulang riwayat yang tidak di ingatan worker."""
_RUANG: Final = UUID("6f1d1d0e-6c2c-5a0e-9a34-0d5f9f3a7b11")

HitungAlur = Callable[[UUID], Awaitable[int | None]]
"""Peristiwa yang menurut alurnya sudah tercatat; kosong bila alurnya tidak dapat ditanyai."""


@dataclass
class PemeriksaJejak:
    pabrik: PabrikGudang
    lemari: LemariJangkar
    cap: CapWaktu
    hitung_alur: HitungAlur | None = None

    async def semua(self, hari: date | None = None) -> AsyncIterator[int]:
        """Sekumpulan demi sekumpulan, masing-masing banyaknya yang diperiksa (sedikitnya satu). Tanpa hari: semua."""
        terakhir = UUID(int=0)
        while usulan := await self._halaman(terakhir):
            terakhir = usulan[-1]
            await self._periksa_urut(usulan)
            yield len(usulan)
        if self.hitung_alur is not None:
            yield 1 + await self._tanyai_alur(self.hitung_alur)
        # Terakhir: sebab yang disebutnya yang paling pasti, dan sebab terakhirlah yang tersimpan.
        tempat = await self.lemari.daftar()
        await self._laporkan(_nomor_keliru(tempat))
        for ke in giliran(len(tempat), hari):
            async for banyak in self._periksa_jangkar(tempat, ke):
                yield banyak

    async def _periksa_jangkar(self, tempat: Sequence[TempatJangkar], ke: int) -> AsyncIterator[int]:
        """``ke``: letaknya dalam daftar, mulai 0."""
        objek = await self.lemari.baca(tempat[ke])
        try:
            tercap = baca_jangkar(objek)
            await self.cap.periksa(tercap.isi, tercap.cap)
        except (JangkarRusak, CapWaktuTidakSah) as galat:
            await self._laporkan({_pokok(tempat[ke]): f"Jangkar {tempat[ke].kunci} tidak sah: {galat}"})
            yield 1
            return
        if sebab := await self._tidak_bersambung(tempat, ke, tercap.jangkar):
            await self._laporkan({_pokok(tempat[ke]): f"Jangkar {tempat[ke].kunci} {sebab}"})
        yield 1
        for ujung in _sepotong(tercap.jangkar.ujung, _SEKALI_COCOK):
            async with self.pabrik.transaksi() as gudang:
                sebab_rantai = await gudang.jangkar.cocokkan(ujung)
            await self._laporkan(sebab_rantai)
            yield len(ujung)

    async def _tidak_bersambung(self, tempat: Sequence[TempatJangkar], ke: int, jangkar: Jangkar) -> str | None:
        sebelum, dari = "", 0
        if ke:
            objek = await self.lemari.baca(tempat[ke - 1])
            sebelum = sidik_jangkar(objek)
            try:
                dari = baca_jangkar(objek).jangkar.sampai
            except JangkarRusak:
                return "tidak bersambung: pendahulunya rusak."
        if (jangkar.ke, jangkar.sebelum, jangkar.dari) != (ke + 1, sebelum, dari):
            return "tidak bersambung dengan pendahulunya."
        return None

    async def _halaman(self, sesudah: UUID) -> Sequence[UUID]:
        async with self.pabrik.transaksi() as gudang:
            return await gudang.jangkar.usulan_sesudah(sesudah, _SEKALI_HITUNG)

    async def _periksa_urut(self, usulan: Sequence[UUID]) -> None:
        """Urut peristiwa alur kerja tidak berlubang, juga bila rantainya disambung lagi."""
        async with self.pabrik.transaksi() as gudang:
            hitungan = await gudang.jangkar.hitung(usulan)
        await self._laporkan(
            {
                satu.usulan_id: f"Jejaknya memuat {satu.banyak} peristiwa, seharusnya {max(satu.semestinya, 1)}."
                for satu in hitungan
                if satu.banyak != satu.semestinya or not satu.banyak
            }
        )

    async def _tanyai_alur(self, hitung_alur: HitungAlur) -> int:
        """Sebagian usulan terbuka, dipilih acak: yang dicatat alurnya tidak boleh lebih banyak daripada jejaknya."""
        async with self.pabrik.transaksi() as gudang:
            terpilih = await gudang.jangkar.terbuka_acak(DITANYAI)
        menurut_alur = {satu: await hitung_alur(satu) for satu in terpilih}
        async with self.pabrik.transaksi() as gudang:
            hitungan = await gudang.jangkar.hitung(terpilih)
        await self._laporkan(
            {
                satu.usulan_id: f"Alurnya mencatat {banyak} peristiwa, jejaknya memuat {satu.banyak}."
                for satu in hitungan
                if (banyak := menurut_alur[satu.usulan_id]) is not None and banyak > satu.banyak
            }
        )
        return len(terpilih)

    async def _laporkan(self, temuan: Mapping[UUID, str]) -> None:
        if not temuan:
            return
        for pokok, sebab in temuan.items():
            log.error("jejak tidak cocok", pokok=str(pokok), sebab=sebab)
        async with self.pabrik.transaksi() as gudang:
            gagal = {pokok: Temuan(sebab) for pokok, sebab in temuan.items()}
            await gudang.tersisih.catat(Sapuan.JEJAK, gagal, gagal, berjeda=False)


def giliran(banyak: int, hari: date | None) -> Sequence[int]:
    """Letak jangkar yang diperiksa pada hari itu: sepotong bergilir, lalu yang terbaru. Tanpa hari: semuanya."""
    if hari is None:
        return range(banyak)
    ke = hari.toordinal() % GILIRAN
    bergilir = range(banyak * ke // GILIRAN, banyak * (ke + 1) // GILIRAN)
    return sorted({*bergilir, *range(max(0, banyak - TERBARU), banyak)})


def _nomor_keliru(tempat: Sequence[TempatJangkar]) -> dict[UUID, str]:
    keliru = {_pokok(satu): f"Jangkar {satu.kunci} ditulis atau dihapus lagi." for satu in tempat if satu.ditulis_ulang}
    for ke, satu in enumerate(tempat, 1):
        if satu.ke != ke:
            return keliru | {_pokok(satu): f"Jangkar nomor {ke} tidak ada; yang ada {satu.kunci}."}
    return keliru


def _pokok(tempat: TempatJangkar) -> UUID:
    return uuid5(_RUANG, tempat.kunci)


def _sepotong(semua: Sequence[UjungRantai], banyak: int) -> Iterable[Sequence[UjungRantai]]:
    sisa = iter(semua)
    while potongan := tuple(islice(sisa, banyak)):
        yield potongan


async def _utama() -> int:
    setelan = Setelan()
    pabrik = PabrikGudang(setelan.basis_data_url.get_secret_value(), sambungan=1)
    cap = cap_waktu_dari(setelan)
    try:
        banyak = sum([satu async for satu in PemeriksaJejak(pabrik, lemari_dari(setelan), cap).semua()])
        async with pabrik.transaksi() as gudang:
            temuan = [satu for satu in await gudang.tersisih.daftar() if satu.sapuan == Sapuan.JEJAK]
    finally:
        cap.tutup()
        await pabrik.tutup()
    for satu in temuan:
        print(f"{satu.pokok}  {satu.sebab}")
    print(f"{banyak} diperiksa, {len(temuan)} temuan.")
    return int(bool(temuan))


if __name__ == "__main__":
    sys.exit(asyncio.run(_utama()))

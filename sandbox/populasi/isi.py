"""Mengisi basis data dan penyimpanan dengan penduduk sandbox, sekali saja."""

import asyncio
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from activities.penyimpanan import Objek, Penyimpanan, Ruang
from models.gudang import PabrikGudang
from models.gudang.dokumen import DokumenBaru
from models.peran import Peran
from sandbox.akun import akun
from sandbox.populasi.arsip import Butir, arsip, pindaian
from sandbox.populasi.orang import semua_penduduk

_SERENTAK = 8
"""Unggahan S3 yang berjalan bersamaan."""
_PANGKAT = {
    Peran.PENANDATANGAN_BKN: "Pembina Utama Muda",
    Peran.PARAF_BKN: "Pembina Tingkat I",
    Peran.PENANDATANGAN_INSTANSI: "Pembina Utama Muda",
    Peran.PARAF_INSTANSI: "Pembina Utama Muda",
}
_PANGKAT_LAIN = "Penata"


@dataclass(frozen=True)
class Ringkasan:
    akun: int
    asn: int
    riwayat: int
    dokumen: int
    berkas: int
    """Berkas PDF berbeda di penyimpanan."""


async def isi(pabrik: PabrikGudang, penyimpanan: Penyimpanan, pada: date) -> Ringkasan | None:
    """Isi semuanya dalam satu transaksi; ``None`` bila sudah pernah diisi. Arsip diunggah lebih dahulu."""
    async with pabrik.transaksi() as gudang:
        if await gudang.muat.ada_asn():
            return None
    orang = semua_penduduk(pada)
    profil = [satu.profil for satu in orang]
    butir = [satu for o in orang for satu in arsip(o, pada)]
    berkas = await _unggah(penyimpanan, {satu.pindaian for satu in butir})
    async with pabrik.transaksi() as gudang:
        return Ringkasan(
            akun=await gudang.muat.akun(_baris_akun()),
            asn=await gudang.muat.asn(profil),
            dokumen=await gudang.muat.dokumen(_dokumen(butir, berkas)),
            riwayat=await gudang.muat.riwayat(profil, {b.riwayat: b.id for b in butir if b.riwayat is not None}),
            berkas=len(berkas),
        )


def _baris_akun() -> Iterator[Sequence[Any]]:
    for satu in akun():
        pangkat = next((_PANGKAT[peran] for peran in satu.peran if peran in _PANGKAT), _PANGKAT_LAIN)
        yield (
            satu.sub,
            satu.nama,
            satu.nip,
            satu.nik,
            satu.jabatan,
            pangkat if satu.nip else None,
            [peran.value for peran in satu.peran],
            satu.unit,
            satu.surel,
        )


async def _unggah(penyimpanan: Penyimpanan, semua: Iterable[tuple[str, ...]]) -> dict[tuple[str, ...], Objek]:
    giliran = asyncio.Semaphore(_SERENTAK)

    async def satu(tulisan: tuple[str, ...]) -> tuple[tuple[str, ...], Objek]:
        async with giliran:
            return tulisan, await penyimpanan.simpan(Ruang.DOKUMEN, pindaian(tulisan))

    return dict(await asyncio.gather(*(satu(tulisan) for tulisan in semua)))


def _dokumen(butir: Iterable[Butir], berkas: dict[tuple[str, ...], Objek]) -> Iterator[DokumenBaru]:
    for satu in butir:
        objek = berkas[satu.pindaian]
        yield DokumenBaru(
            id=satu.id,
            asn_id=satu.pemilik.id,
            instansi_id=satu.pemilik.instansi_id,
            kode=satu.kode,
            nama_berkas=f"{satu.kode}.pdf",
            kunci=objek.kunci,
            sha256=objek.sha256,
            ukuran=objek.ukuran,
            tipe="application/pdf",
            sumber="arsip",
        )

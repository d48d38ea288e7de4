"""Mengisi basis data dan penyimpanan: sekali, utuh atau tidak sama sekali.

Semua berkas tersimpan sebelum sebaris pun tertulis, jadi dokumen yang tercatat selalu ada bitanya. Pengisian yang
terputus diulang dari awal: berkas yang sudah ada dilewati, basis datanya masih kosong.
"""

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from gudang.dokumen import DokumenBaru
from gudang.pabrik import PabrikGudang
from luar.s3 import Objek, Penyimpanan, Ruang
from models.referensi.dokumen import NAMA_DOKUMEN
from sandbox.populasi.arsip import Arsip, susun_arsip
from sandbox.populasi.orang import penduduk
from sandbox.populasi.pejabat import baris_akun
from sandbox.populasi.pindaian import Lembar, cetak
from sandbox.populasi.tempat import TEMPAT


@dataclass(frozen=True)
class Ringkasan:
    """Banyaknya yang tertulis."""

    akun: int
    asn: int
    riwayat: int
    dokumen: int
    berkas: int
    """PDF berbeda di penyimpanan."""


async def isi(pemilik: PabrikGudang, pabrik: PabrikGudang, penyimpanan: Penyimpanan, pada: date) -> Ringkasan | None:
    """Akun dan unor selalu disamakan; penduduk dan arsipnya ditulis bila belum ada ASN. Kosong bila sudah ada.

    ``pemilik``: pabrik berperan pemilik, satu-satunya yang menulis direktori akun.
    """
    async with pemilik.transaksi() as gudang:
        akun = await gudang.muat.akun(baris_akun())
    async with pabrik.transaksi() as gudang:
        await gudang.muat.unor((t.unor_id(u), t.id, u.nama, None) for t in TEMPAT for u in t.unor)
        if await gudang.muat.ada_asn():
            return None
        semua = {tempat: penduduk(tempat, pada) for tempat in TEMPAT}
        arsip = [satu for tempat, orang in semua.items() for satu in susun_arsip(tempat, orang, pada)]
        profil = [satu.profil for orang in semua.values() for satu in orang]
        objek = await _unggah(penyimpanan, dict.fromkeys(satu.lembar for satu in arsip))
        asn = await gudang.muat.asn(profil)
        dokumen = await gudang.muat.dokumen(_dokumen(arsip, objek))
        pembuktian = {satu.riwayat_id: satu.id for satu in arsip if satu.riwayat_id is not None}
        riwayat = await gudang.muat.riwayat(profil, pembuktian)
    return Ringkasan(akun=akun, asn=asn, riwayat=riwayat, dokumen=dokumen, berkas=len(objek))


async def _unggah(penyimpanan: Penyimpanan, lembar: Iterable[Lembar]) -> dict[Lembar, Objek]:
    berurut = list(lembar)
    berkas = await asyncio.to_thread(cetak, berurut)
    objek = await asyncio.gather(*(penyimpanan.simpan(Ruang.DOKUMEN, satu) for satu in berkas))
    return dict(zip(berurut, objek, strict=True))


def _dokumen(arsip: Iterable[Arsip], objek: Mapping[Lembar, Objek]) -> Iterable[DokumenBaru]:
    for satu in arsip:
        tersimpan = objek[satu.lembar]
        yield DokumenBaru(
            id=satu.id,
            instansi_id=satu.profil.instansi_id,
            kode=satu.kode,
            nama_berkas=f"{NAMA_DOKUMEN[satu.kode].replace('/', ' atau ')}.pdf",
            kunci=tersimpan.kunci,
            versi_berkas=tersimpan.versi,
            sha256=tersimpan.sha256,
            ukuran=tersimpan.ukuran,
            tipe="application/pdf",
            sumber="arsip",
            asn_id=satu.profil.id,
        )

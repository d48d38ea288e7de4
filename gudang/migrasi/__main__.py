"""``python -m gudang.migrasi``: siapkan peran, mutakhirkan skema, muat referensi. Boleh diulang kapan saja.

Lingkungan:

- ``USULAN_BASIS_DATA_URL_INDUK`` — URL superuser. Bila ada, peran dan basis data dibuat lebih dahulu dengan sandi
  ``USULAN_SANDI_PEMILIK``, ``USULAN_SANDI_PEKERJA``, ``USULAN_SANDI_API``; nama basis datanya
  ``USULAN_BASIS_DATA_NAMA`` (bawaan ``usulan``).
- ``USULAN_BASIS_DATA_URL_PEMILIK`` — URL peran ``usulan_pemilik``; dipakai bila tidak ada URL induk, yaitu bila peran
  dan basis datanya dibuat administrator basis data.
"""

import asyncio
import os
import sys
from collections.abc import Mapping

from gudang import PabrikGudang
from gudang.migrasi.peran import PEMILIK, Sandi, siapkan_peran, url_peran
from gudang.migrasi.skema import mutakhirkan


def siapkan(lingkungan: Mapping[str, str]) -> str:
    """URL pemilik, sesudah peran dan basis datanya dipastikan ada."""
    induk = lingkungan.get("USULAN_BASIS_DATA_URL_INDUK")
    if induk is None:
        return _wajib(lingkungan, "USULAN_BASIS_DATA_URL_PEMILIK")
    sandi = Sandi(
        pemilik=_wajib(lingkungan, "USULAN_SANDI_PEMILIK"),
        pekerja=_wajib(lingkungan, "USULAN_SANDI_PEKERJA"),
        api=_wajib(lingkungan, "USULAN_SANDI_API"),
    )
    basis_data = lingkungan.get("USULAN_BASIS_DATA_NAMA", "usulan")
    siapkan_peran(induk, sandi, basis_data)
    return url_peran(induk, PEMILIK, sandi.pemilik, basis_data)


async def muat_referensi(url_pemilik: str) -> dict[str, int]:
    pabrik = PabrikGudang(url_pemilik, sambungan=1)
    try:
        async with pabrik.transaksi() as gudang:
            return await gudang.referensi.muat()
    finally:
        await pabrik.tutup()


def _wajib(lingkungan: Mapping[str, str], nama: str) -> str:
    nilai = lingkungan.get(nama)
    if not nilai:
        sys.exit(f"{nama} belum diisi; lihat penjelasan pada gudang/migrasi/__main__.py")
    return nilai


def utama() -> None:
    url_pemilik = siapkan(os.environ)
    mutakhirkan(url_pemilik)
    tertulis = asyncio.run(muat_referensi(url_pemilik))
    ringkasan = ", ".join(f"{berkas} {banyak}" for berkas, banyak in tertulis.items()) or "tidak ada yang berubah"
    print(f"Skema mutakhir. Referensi: {ringkasan}.")


if __name__ == "__main__":
    utama()

"""``python -m sandbox.populasi [isi | tokoh]``: isi sandbox dengan penduduknya, atau sebut orang-orang bagi demo.

``isi`` (bawaan) membaca setelan aplikasi dari lingkungan (``USULAN_…``), sebagai peran basis data ``usulan_pekerja``,
sesudah migrasi; direktori akunnya sebagai pemilik (``USULAN_BASIS_DATA_URL_PEMILIK``). Boleh diulang: yang sudah terisi
tidak diubah.
"""

import argparse
import asyncio
import os
from datetime import date

from gudang.pabrik import PabrikGudang
from luar.galat import PenyimpananTakTersedia
from luar.s3 import penyimpanan_dari
from luar.setelan import Setelan
from sandbox.akun import INSTANSI
from sandbox.populasi.isi import isi
from sandbox.populasi.tokoh import semua_tokoh
from sandbox.populasi.waktu import hari_ini


async def _isi(pada: date) -> None:
    setelan = Setelan()
    penyimpanan = penyimpanan_dari(setelan)
    pemilik = PabrikGudang(os.environ["USULAN_BASIS_DATA_URL_PEMILIK"], sambungan=1)
    pabrik = PabrikGudang(setelan.basis_data_url.get_secret_value(), sambungan=1)
    try:
        terisi = await isi(pemilik, pabrik, penyimpanan, pada)
    finally:
        await pemilik.tutup()
        await pabrik.tutup()
    if terisi is None:
        print("Sudah berpenduduk; tidak ada yang diubah.")
    else:
        print(
            f"{terisi.asn} ASN, {terisi.riwayat} riwayat, {terisi.dokumen} dokumen arsip, {terisi.berkas} berkas PDF."
        )


def _sebut_tokoh(slug: str, pada: date) -> None:
    for jenis, satu in semua_tokoh(slug, pada).items():
        hasil, profil = satu.hasil, satu.profil
        print(
            f"{jenis}  {hasil.periode}  {hasil.golongan_lama} → {hasil.golongan_tujuan}  {profil.nip}  "
            f"{profil.nama_lengkap}  {profil.id}"
        )


def utama() -> None:
    pengurai = argparse.ArgumentParser(prog="python -m sandbox.populasi", description=__doc__)
    pengurai.add_argument("perintah", nargs="?", choices=("isi", "tokoh"), default="isi")
    pengurai.add_argument("--instansi", default="bandung", choices=[i.slug for i in INSTANSI])
    pengurai.add_argument("--hari-ini", type=date.fromisoformat, default=hari_ini(), help="YYYY-MM-DD")
    pilihan = pengurai.parse_args()
    if pilihan.perintah == "tokoh":
        _sebut_tokoh(pilihan.instansi, pilihan.hari_ini)
        return
    try:
        asyncio.run(_isi(pilihan.hari_ini))
    except PenyimpananTakTersedia as galat:
        pengurai.exit(1, f"Penduduk belum diisi. {galat} Nyalakan lalu jalankan lagi.\n")


if __name__ == "__main__":
    utama()

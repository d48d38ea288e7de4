"""Alat penyunting templat: menyusun contoh sebuah templat, memeriksanya, dan menulis pratinjaunya.

``python -m luar.templat_uji luar/templat/sk_kp-2.typ [--bentuk kolektif] [--keluar contoh.pdf]``
``python -m luar.templat_uji --tabel`` mencetak tabel isian bagi docs/templat-surat.md.

Layanan milik pemasang dikenalkan lewat USULAN_MODUL_LAYANAN, seperti pada API dan worker.
"""

import argparse
import os
import re
import sys
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import Final, get_args

import pikepdf

from luar.typst import Penyusun, TemplatTidakSah
from models import layanan
from models.definisi import Naskah
from models.naskah.contoh import Bentuk, BentukTidakAda, isi_contoh, semua_naskah
from models.surat import IsiSurat
from models.surat.panduan import tabel_isian

_GAGAL: Final = 1


class TemplatKeliru(Exception):
    """Berkas yang diminta bukan templat surat yang dapat diuji; pesannya menyebut obatnya."""


def naskah_templat(templat: str) -> Naskah:
    """Surat yang memakai templat itu."""
    for satu in semua_naskah():
        if satu.isi.model_fields["templat"].default == templat:
            return satu
    raise TemplatKeliru(f"templat: tidak ada surat yang memakai {templat!r}; namanya harus <templat>-<versi>.typ")


def periksa(penyusun: Penyusun, isi: IsiSurat) -> Iterator[tuple[str, bool]]:
    """Butir pemeriksaan sebuah templat dan hasilnya.

    ``TemplatTidakSah`` bila naskahnya bukan PDF/A-2a dan PDF/UA-1 atau kotak tanda tangannya bukan tepat satu.
    """
    pdf = penyusun.susun(isi)
    kembar = Penyusun(penyusun.lambang, penyusun.folder_tambahan)
    yield "dapat diulang byte demi byte", pdf == kembar.susun(isi)
    judul, halaman = _baca(pdf)
    yield "judul dokumen memuat nomor surat", isi.nomor in judul
    tempat = penyusun.tempat_tte(isi)
    lebar, tinggi = halaman[tempat.halaman - 1]
    yield (
        "kotak tanda tangan di dalam halaman",
        tempat.x >= 0 and tempat.y >= 0 and tempat.x + tempat.lebar <= lebar and tempat.y + tempat.tinggi <= tinggi,
    )
    yield "pratinjau sehalaman dengan suratnya", len(halaman) == len(_baca(penyusun.pratinjau(isi))[1])
    yield "isian bukan perintah", _isian_bukan_perintah(penyusun, isi)


def _isian_bukan_perintah(penyusun: Penyusun, isi: IsiSurat) -> bool:
    """Teks isian yang berbentuk perintah Typst harus tercetak, bukan dijalankan."""
    jahat = isi.penandatangan.model_copy(update={"nama": '#panic("dijalankan")'})
    try:
        penyusun.susun(isi.model_copy(update={"penandatangan": jahat, "nomor": '#panic("dijalankan")'}))
    except TemplatTidakSah:
        return False
    return True


def _baca(pdf: bytes) -> tuple[str, list[tuple[float, float]]]:
    """Judul dokumen, dan lebar dan tinggi tiap halamannya dalam poin."""
    with pikepdf.open(BytesIO(pdf)) as dokumen:
        ukuran = [(float(satu.mediabox[2]), float(satu.mediabox[3])) for satu in dokumen.pages]
        return str(dokumen.docinfo.get("/Title", "")), ukuran


def _uji(berkas: Path, bentuk: Bentuk, keluar: Path) -> int:
    cocok = re.fullmatch(r"(.+)-(\d+)\.typ", berkas.name)
    if cocok is None or not berkas.is_file():
        raise TemplatKeliru(f"berkas: {berkas} tidak ada atau namanya bukan <templat>-<versi>.typ")
    penyusun = Penyusun(folder_tambahan=berkas.parent)
    isi = isi_contoh(naskah_templat(cocok[1]).jenis, int(cocok[2]), bentuk)
    hasil = list(periksa(penyusun, isi))
    for butir, lolos in hasil:
        print("ya   " if lolos else "TIDAK", butir)
    keluar.write_bytes(penyusun.pratinjau(isi))
    print("Pratinjau:", keluar)
    return 0 if all(lolos for _, lolos in hasil) else _GAGAL


def utama(argumen: Sequence[str] | None = None) -> int:
    pembaca = argparse.ArgumentParser(prog="python -m luar.templat_uji", description="Periksa templat surat.")
    pembaca.add_argument("berkas", nargs="?", type=Path, help="berkas templat, mis. luar/templat/sk_kp-2.typ")
    pembaca.add_argument("--bentuk", choices=get_args(Bentuk), default="perorangan")
    pembaca.add_argument("--keluar", type=Path, default=Path("pratinjau.pdf"))
    pembaca.add_argument("--tabel", action="store_true", help="cetak tabel isian setiap surat")
    pilihan = pembaca.parse_args(argumen)
    layanan.muat(os.environ.get("USULAN_MODUL_LAYANAN", ""))
    if pilihan.tabel:
        print(tabel_isian(semua_naskah()))
        return 0
    if pilihan.berkas is None:
        pembaca.error("sebutkan berkas templatnya, atau --tabel")
    try:
        return _uji(pilihan.berkas, pilihan.bentuk, pilihan.keluar)
    except (TemplatKeliru, BentukTidakAda, TemplatTidakSah, LookupError) as galat:
        print(galat, file=sys.stderr)
        return _GAGAL


if __name__ == "__main__":
    sys.exit(utama())

"""Alat penyunting templat: menyusun contoh sebuah templat, memeriksanya, dan menulis pratinjaunya.

``python -m luar.templat_uji luar/templat/sk_kp-2.typ [--bentuk kolektif] [--keluar contoh.pdf]``
``python -m luar.templat_uji --tabel [sk_kp …]`` mencetak isian setiap surat, atau surat yang disebut saja.
``python -m luar.templat_uji --sidik`` mencatat sidik templat bawaan yang baru; sesudah itu templatnya tidak disunting.

Layanan milik pemasang dikenalkan lewat USULAN_MODUL_LAYANAN, seperti pada API dan worker.
"""

import argparse
import os
import re
import sys
from collections.abc import Iterator, Sequence
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Final, get_args

import pikepdf

from luar.typst import FOLDER_TEMPLAT, Penyusun, TemplatTidakSah
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


def sidik_berubah(folder: Path) -> Iterator[str]:
    """Templat yang tidak cocok dengan sidik di sampingnya, atau belum bersidik, beserta obatnya."""
    tercatat = {berkas.stem: berkas.read_text(encoding="utf-8").split()[0] for berkas in folder.glob("*.sha256")}
    ada = {berkas.stem: sha256(berkas.read_bytes()).hexdigest() for berkas in folder.glob("*.typ")}
    for nama in sorted(tercatat.keys() | ada.keys()):
        if nama not in ada:
            yield f"{nama}.typ: sidiknya tercatat tetapi berkasnya tidak ada; kembalikan berkasnya"
        elif nama not in tercatat:
            yield f"{nama}.typ: belum bersidik; catat dengan python -m luar.templat_uji --sidik"
        elif tercatat[nama] != ada[nama]:
            yield f"{nama}.typ: tersunting sesudah sidiknya dicatat; kembalikan, lalu buat versi berikutnya"


def _catat_sidik(folder: Path) -> int:
    """Hanya yang belum tercatat: sidik yang sudah ada tidak pernah ditulis ulang."""
    for berkas in sorted(folder.glob("*.typ")):
        sidik = berkas.with_suffix(".sha256")
        if not sidik.exists():
            sidik.write_text(f"{sha256(berkas.read_bytes()).hexdigest()}  {berkas.name}\n", encoding="utf-8")
            print("Sidik:", sidik)
    keluhan = list(sidik_berubah(folder))
    print(*keluhan, sep="\n", end="\n" if keluhan else "", file=sys.stderr)
    return _GAGAL if keluhan else 0


def utama(argumen: Sequence[str] | None = None) -> int:
    pembaca = argparse.ArgumentParser(prog="python -m luar.templat_uji", description="Periksa templat surat.")
    pembaca.add_argument("berkas", nargs="*", help="luar/templat/sk_kp-2.typ, atau jenis surat bagi --tabel")
    pembaca.add_argument("--bentuk", choices=get_args(Bentuk), default="perorangan")
    pembaca.add_argument("--keluar", type=Path, default=Path("pratinjau.pdf"))
    pembaca.add_argument("--tabel", action="store_true", help="cetak tabel isian surat")
    pembaca.add_argument("--sidik", action="store_true", help="catat sidik templat bawaan yang belum tercatat")
    pilihan = pembaca.parse_args(argumen)
    layanan.muat(os.environ.get("USULAN_MODUL_LAYANAN", ""))
    try:
        if pilihan.sidik:
            return _catat_sidik(FOLDER_TEMPLAT)
        if pilihan.tabel:
            print(tabel_isian([layanan.naskah(jenis) for jenis in pilihan.berkas] or semua_naskah()))
            return 0
        if len(pilihan.berkas) != 1:
            pembaca.error("sebutkan satu berkas templat, atau --tabel, atau --sidik")
        return _uji(Path(pilihan.berkas[0]), pilihan.bentuk, pilihan.keluar)
    except (TemplatKeliru, BentukTidakAda, TemplatTidakSah, LookupError) as galat:
        print(galat, file=sys.stderr)
        return _GAGAL


if __name__ == "__main__":
    sys.exit(utama())

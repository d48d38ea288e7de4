"""Pemeriksaan sebuah definisi saat didaftarkan: yang keliru ketahuan di sini, bukan sesudah suratnya ditandatangani.

Yang memerlukan prosedurnya diperiksa ``workflows.layanan.periksa``, dan templatnya ``luar.templat_terpasang``.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final, get_args

from models.aturan.nomor_surat import nomor_surat
from models.definisi import BERSAMA, Definisi, DefinisiKeliru, Naskah, SuratDiterima
from models.peran import BKN_PUSAT, Peran
from models.surat import Bernama, IsiSurat

Keberatan = Iterator[tuple[str, str]]
"""Bagian definisi yang keliru → sebab dan obatnya."""

_KODE: Final = r"[A-Z][A-Za-z]{2,59}"
_AWALAN: Final = r"[A-Z]{2,6}"
_JENIS_SURAT: Final = r"[a-z][a-z0-9_]{2,39}"
_DOKUMEN: Final = r"[a-z][a-z0-9_]{1,59}"
_PENANDATANGAN: Final = frozenset({Peran.PENANDATANGAN_INSTANSI, Peran.PENANDATANGAN_BKN})


def periksa(definisi: Definisi, semua: Iterable[Definisi]) -> None:
    """``DefinisiKeliru`` bila definisi ini tidak dapat berjalan di samping yang lain."""
    lain = tuple(satu for satu in semua if satu.kode != definisi.kode)
    for bagian, sebab in _keberatan(definisi, lain):
        raise DefinisiKeliru(definisi.kode, bagian, sebab)


def _keberatan(definisi: Definisi, lain: tuple[Definisi, ...]) -> Keberatan:
    yield from _keberatan_pokok(definisi, lain)
    yield from _keberatan_dokumen(definisi, lain)
    milik_lain = {jenis: satu.kode for satu in lain for jenis in _surat(satu)}
    arsip = {kode for satu in (definisi, *lain) for kode in satu.nama_dokumen}
    for jenis, surat in _surat(definisi).items():
        bagian = f"surat {jenis}"
        if jenis in milik_lain:
            yield bagian, f"jenis surat ini sudah milik {milik_lain[jenis]}; beri kode lain."
        if surat.kode_arsip and surat.kode_arsip not in arsip:
            yield bagian, f"kode_arsip {surat.kode_arsip!r} bukan kode dokumen mana pun; tambahkan ke nama_dokumen."
        for sebab in _keberatan_isi(surat):
            yield bagian, sebab
        if isinstance(surat, Naskah):
            for sebab in _keberatan_naskah(surat):
                yield bagian, sebab


def _surat(definisi: Definisi) -> dict[str, Naskah | SuratDiterima]:
    naskah = {satu.jenis: satu for satu in definisi.naskah}
    return naskah | {satu.jenis: satu for satu in definisi.diterima}


def _keberatan_pokok(definisi: Definisi, lain: tuple[Definisi, ...]) -> Keberatan:
    if not re.fullmatch(_KODE, definisi.kode):
        yield "kode", f"{definisi.kode!r} tidak dapat dipakai; tulis seperti nama kelas, misalnya IzinBelajar."
    if not re.fullmatch(_AWALAN, definisi.awalan_nomor):
        yield "awalan_nomor", f"{definisi.awalan_nomor!r} bukan dua sampai enam huruf besar; tulis misalnya IB."
    for satu in lain:
        if satu.awalan_nomor == definisi.awalan_nomor:
            yield "awalan_nomor", f"{definisi.awalan_nomor} sudah milik {satu.kode}; pilih yang lain."
    if not definisi.jenis:
        yield "jenis", "kosong; sebut sedikitnya satu jenis usulan."
    if asing := sorted(definisi.rute_bawaan.keys() - definisi.jenis.keys()):
        yield "rute_bawaan", f"{', '.join(asing)} bukan jenis usulannya; hapus atau tambahkan ke jenis."
    if not getattr(definisi, "rute_tempat", None):
        yield "rute_tempat", "kosong; sebut sedikitnya satu rute dan tempat khasnya (himpunannya boleh kosong)."
        return
    for rute, tempat in definisi.rute_tempat.items():
        if bersama := sorted(tempat & BERSAMA):
            yield "rute_tempat", f"rute {rute!r} menyebut {', '.join(bersama)}, yang sudah diberikan dasar; hapus."


def _keberatan_dokumen(definisi: Definisi, lain: tuple[Definisi, ...]) -> Keberatan:
    for kode, nama in definisi.nama_dokumen.items():
        if not re.fullmatch(_DOKUMEN, kode):
            yield "nama_dokumen", f"{kode!r} bukan kode; pakai huruf kecil dan garis bawah, misalnya surat_sehat."
        for satu in lain:
            if satu.nama_dokumen.get(kode, nama) != nama:
                sebab = f"{kode} pada {satu.kode} bernama {satu.nama_dokumen[kode]!r}; samakan, atau beri kode lain."
                yield "nama_dokumen", sebab


def _keberatan_isi(surat: Naskah | SuratDiterima) -> Iterator[str]:
    if not re.fullmatch(_JENIS_SURAT, surat.jenis):
        yield "tulis jenisnya dengan huruf kecil dan garis bawah, misalnya izin_belajar."
    nama = surat.isi.__name__
    if not issubclass(surat.isi, IsiSurat):
        yield f"isi {nama} bukan IsiSurat; turunkan darinya."
        return
    isian = surat.isi.model_fields
    if isian["jenis"].default != surat.jenis:
        yield f'{nama}.jenis harus bernilai baku "{surat.jenis}".'
    baris = get_args(isian["asn"].annotation)[:1]
    if not all(isinstance(satu, type) and issubclass(satu, Bernama) for satu in baris or (None,)):
        yield f"{nama}.asn harus tuple[Bernama, …]: halaman verifikasi publik membaca asn[].nama."


def _keberatan_naskah(naskah: Naskah) -> Iterator[str]:
    if naskah.isi.model_fields["templat"].is_required():
        yield f"{naskah.isi.__name__}.templat harus bernilai baku: nama berkas templatnya tanpa versi."
    if naskah.penandatangan not in _PENANDATANGAN:
        yield f"penandatangan {naskah.penandatangan} tidak menandatangani; pilih penandatangan_instansi atau _bkn."
    try:
        nomor = {
            nomor_surat(naskah.bentuk_nomor, BKN_PUSAT, tahun, urut)
            for tahun, urut in ((2026, 1), (2026, 2), (2027, 1))
        }
    except (LookupError, ValueError):
        yield f"bentuk_nomor {naskah.bentuk_nomor!r} tidak terbaca; pakai {{urut}}, {{tahun}}, dan {{penerbit}} saja."
    else:
        if len(nomor) < 3:
            yield "bentuk_nomor harus memuat {urut} dan {tahun}: nomor tidak boleh kembar."

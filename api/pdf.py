"""Penerimaan PDF: yang masuk arsip haruslah PDF utuh, terbuka, dan pasif. Berkas tidak pernah diubah di sini."""

from collections.abc import AsyncIterator, Iterator
from io import BytesIO
from typing import Final

import pikepdf
from fastapi.concurrency import run_in_threadpool
from pikepdf import Array, Dictionary, Name, Stream

from api.masalah import JenisMasalah, Masalah

UKURAN_TERBESAR: Final = 25 * 1024 * 1024
"""Bita."""
_LETAK_KEPALA = 1024
"""Pembaca PDF menerima ``%PDF-`` dalam 1024 bita pertama (ISO 32000-1 Lampiran H)."""

_AKSI_AKTIF = (Name.JavaScript, Name.Launch, Name.ImportData, Name.SubmitForm, Name.Rendition)
_ANOTASI_AKTIF = (Name.RichMedia, Name("/3D"), Name.Screen)


async def terima(
    aliran: AsyncIterator[bytes], panjang: int | None = None, lampiran: frozenset[str] = frozenset()
) -> bytes:
    """Isi PDF yang lulus pemeriksaan. Berkas yang terlalu besar ditolak sebelum atau selagi dibaca.

    ``panjang``: Content-Length bila diketahui. ``lampiran``: nama berkas terlampir yang boleh ada. ``Masalah`` bila
    kosong, terlalu besar, bukan PDF, rusak, terkunci, aktif, atau berlampiran lain.
    """
    if panjang is not None and panjang > UKURAN_TERBESAR:
        raise terlalu_besar(panjang)
    tampung = bytearray()
    async for potongan in aliran:
        if len(tampung) + len(potongan) > UKURAN_TERBESAR:
            raise terlalu_besar(len(tampung) + len(potongan))
        tampung += potongan
    isi = bytes(tampung)
    await run_in_threadpool(periksa, isi, lampiran)
    return isi


def terlalu_besar(ukuran: int) -> Masalah:
    mb = UKURAN_TERBESAR // 1024**2
    tertulis = f"{ukuran / 1024**2:.1f}".replace(".", ",")
    rincian = f"Berkas berukuran lebih dari {mb} MB ({tertulis} MB)."
    return Masalah(JenisMasalah.PDF_TERLALU_BESAR, rincian, lain={"batas_mb": mb})


def periksa(isi: bytes, lampiran: frozenset[str] = frozenset()) -> int:
    """Banyaknya halaman PDF yang utuh, terbuka, dan pasif; ``Masalah`` bila bukan."""
    if not isi:
        raise Masalah(JenisMasalah.PDF_KOSONG, "Berkas yang diunggah berukuran 0 bita.")
    if b"%PDF-" not in isi[:_LETAK_KEPALA]:
        raise Masalah(JenisMasalah.BUKAN_PDF, "Isi berkas tidak berawal sebagai PDF, apa pun nama berkasnya.")
    try:
        # Tanpa pemulihan: PDF yang baru terbuka setelah ditebak-tebak tidak layak menjadi arsip.
        with pikepdf.open(BytesIO(isi), attempt_recovery=False) as pdf:
            return _periksa_isi(pdf, lampiran)
    except pikepdf.PasswordError as galat:
        raise Masalah(JenisMasalah.PDF_TERKUNCI, "Berkas hanya dapat dibuka dengan sandi.") from galat
    except (pikepdf.PdfError, pikepdf.PikepdfError, RecursionError) as galat:
        raise Masalah(JenisMasalah.PDF_RUSAK, "Susunan berkas PDF tidak dapat dibaca sampai tuntas.") from galat


def _periksa_isi(pdf: pikepdf.Pdf, lampiran: frozenset[str]) -> int:
    if pdf.is_encrypted:
        raise Masalah(JenisMasalah.PDF_TERKUNCI, "Berkas dibatasi hak aksesnya dengan sandi pemilik.")
    halaman = len(pdf.pages)
    if halaman == 0:
        raise Masalah(JenisMasalah.PDF_RUSAK, "Berkas PDF tidak mempunyai halaman.")
    for kamus in _semua_kamus(pdf):
        _periksa_kamus(kamus, lampiran)
    return halaman


def _periksa_kamus(kamus: Dictionary, lampiran: frozenset[str]) -> None:
    if "/JS" in kamus or "/XFA" in kamus or kamus.get("/S") in _AKSI_AKTIF or kamus.get("/Subtype") in _ANOTASI_AKTIF:
        raise Masalah(
            JenisMasalah.PDF_AKTIF,
            "Berkas memuat JavaScript, perintah membuka program, formulir XFA, atau media.",
        )
    asing = "/EF" in kamus and str(kamus.get("/UF", "")) not in lampiran
    if asing or (not lampiran and kamus.get("/Type") == Name.EmbeddedFile):
        raise Masalah(JenisMasalah.PDF_BERLAMPIRAN, "Berkas PDF menyimpan berkas lain di dalamnya.")


def _semua_kamus(pdf: pikepdf.Pdf) -> Iterator[Dictionary]:
    """Semua kamus dalam berkas, juga yang tidak ditunjuk dari katalog dan yang bersarang langsung."""
    antrean: list[pikepdf.Object] = [pdf.trailer, *pdf.objects]
    while antrean:
        objek = antrean.pop()
        if isinstance(objek, Stream):
            objek = objek.stream_dict
        if isinstance(objek, Dictionary):
            yield objek
            anak = list(objek.values())
        elif isinstance(objek, Array):
            anak = list(objek)
        else:
            continue
        antrean.extend(satu for satu in anak if isinstance(satu, pikepdf.Object) and not satu.is_indirect)

"""Penerimaan PDF: ukurannya dibatasi selagi datang, isinya diperiksa ``luar.pdf_asing``. Berkas tidak pernah diubah."""

from collections.abc import AsyncIterator
from typing import Final

from api.masalah import JenisMasalah, Masalah

UKURAN_TERBESAR: Final = 25 * 1024 * 1024
"""Bita."""


async def tampung(aliran: AsyncIterator[bytes], panjang: int | None = None) -> bytes:
    """Isi berkas; yang terlalu besar ditolak sebelum atau selagi dibaca. ``panjang``: Content-Length bila diketahui."""
    if panjang is not None and panjang > UKURAN_TERBESAR:
        raise terlalu_besar(panjang)
    isi = bytearray()
    async for potongan in aliran:
        if len(isi) + len(potongan) > UKURAN_TERBESAR:
            raise terlalu_besar(len(isi) + len(potongan))
        isi += potongan
    return bytes(isi)


def terlalu_besar(ukuran: int) -> Masalah:
    mb = UKURAN_TERBESAR // 1024**2
    tertulis = f"{ukuran / 1024**2:.1f}".replace(".", ",")
    rincian = f"Berkas berukuran lebih dari {mb} MB ({tertulis} MB)."
    return Masalah(JenisMasalah.PDF_TERLALU_BESAR, rincian, lain={"batas_mb": mb})

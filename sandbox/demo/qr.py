"""Membaca kode QR dari gambar halaman surat, seperti kamera ponsel."""

import pypdfium2
import zxingcpp

_SKALA = 3
"""72 titik per inci × 3: cukup tajam bagi QR di kaki halaman."""


def baca_qr(pdf: bytes) -> set[str]:
    """Isi semua kode QR pada semua halaman."""
    dokumen = pypdfium2.PdfDocument(pdf)
    try:
        gambar = [halaman.render(scale=_SKALA).to_pil() for halaman in dokumen]
    finally:
        dokumen.close()
    return {kode.text for satu in gambar for kode in zxingcpp.read_barcodes(satu)}

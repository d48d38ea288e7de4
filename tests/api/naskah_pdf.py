"""PDF kecil bagi uji."""

from collections.abc import Callable
from io import BytesIO

import pikepdf


def pdf_biasa(ubah: Callable[[pikepdf.Pdf], None] = lambda _: None, **simpan: object) -> bytes:
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        ubah(pdf)
        keluaran = BytesIO()
        pdf.save(keluaran, deterministic_id="encryption" not in simpan, **simpan)
        return keluaran.getvalue()

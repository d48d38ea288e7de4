"""PDF kecil sebagai pindaian contoh; mengatakan sendiri bahwa ia contoh."""

from collections.abc import Sequence
from io import BytesIO

import pikepdf

_KERTAS = (595, 842)
"""A4 dalam poin."""


def pindaian(judul: str, baris: Sequence[str] = ()) -> bytes:
    """Satu halaman: judul, lalu baris-baris keterangan. Isi yang sama menghasilkan bita yang sama."""
    pdf = pikepdf.new()
    halaman = pdf.add_blank_page(page_size=_KERTAS)
    huruf = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    halaman.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=huruf))
    tulisan = "".join(f"({_aman(satu)}) ' " for satu in (judul, "", *baris, "", "Pindaian contoh dari sandbox."))
    halaman.obj.Contents = pdf.make_stream(f"BT /F1 12 Tf 18 TL 72 790 Td {tulisan} ET".encode("latin-1", "replace"))
    keluaran = BytesIO()
    pdf.save(keluaran, deterministic_id=True)
    return keluaran.getvalue()


def _aman(teks: str) -> str:
    return teks.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")

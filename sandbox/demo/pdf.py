"""PDF kecil sebagai pindaian contoh; mengatakan sendiri bahwa ia contoh."""

from io import BytesIO

import pikepdf


def pindaian(kode: str) -> bytes:
    """Satu halaman A4 bertuliskan kode dokumennya."""
    pdf = pikepdf.new()
    halaman = pdf.add_blank_page(page_size=(595, 842))
    huruf = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    halaman.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=huruf))
    tulisan = f"BT /F1 14 Tf 72 760 Td (Pindaian contoh: {kode}) Tj ET"
    halaman.obj.Contents = pdf.make_stream(tulisan.encode("latin-1"))
    keluaran = BytesIO()
    pdf.save(keluaran)
    return keluaran.getvalue()

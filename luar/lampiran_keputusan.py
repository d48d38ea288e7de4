"""Membaca data keputusan dari PDF-nya: berkas JSON terlampir (PDF/A-3, ISO 19005-3), bukan pindaian yang ditebak."""

from io import BytesIO
from typing import Final

import pikepdf

from luar.galat import TanpaData
from models.setneg import NAMA_LAMPIRAN, DataKeputusan

_LAMPIRAN_TERBESAR: Final = 1024 * 1024
"""Bita lampiran seperti tersimpan dalam PDF."""


def baca_data(pdf: bytes) -> DataKeputusan:
    """Data keputusan; ``TanpaData`` bila tidak terlampir, ``ValidationError`` bila isinya tidak sah."""
    try:
        with pikepdf.open(BytesIO(pdf)) as dokumen:
            lampiran = dokumen.attachments.get(NAMA_LAMPIRAN)
            isi = lampiran.get_file() if lampiran is not None else None
            if isi is None or len(isi.obj.read_raw_bytes()) > _LAMPIRAN_TERBESAR:
                raise TanpaData(f"Keputusan ini tidak memuat lampiran {NAMA_LAMPIRAN}.")
            return DataKeputusan.model_validate_json(isi.read_bytes())
    except pikepdf.PdfError as galat:
        raise TanpaData("Lampiran data keputusan tidak dapat dibaca.") from galat

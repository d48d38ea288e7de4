"""Nama berkas dari orang: dibersihkan sebelum disimpan, dan tetap terbaca pada kepala unduhannya (RFC 6266, 8187)."""

import re
import unicodedata
from typing import Final
from urllib.parse import quote

TERPANJANG: Final = 200
_BAWAAN: Final = "dokumen.pdf"
_TAK_TAMPAK: Final = {"Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp"}
"""Golongan Unicode yang mengendalikan, membalik arah, atau memutus baris."""


def bersihkan_nama(nama: str) -> str:
    """Nama tanpa folder dan huruf kendali; ``dokumen.pdf`` bila tidak ada yang tersisa."""
    tampak = "".join(
        " " if unicodedata.category(huruf) in _TAK_TAMPAK else huruf for huruf in unicodedata.normalize("NFC", nama)
    )
    dasar = tampak.replace("\\", "/").rpartition("/")[2]
    return re.sub(r"\s+", " ", dasar).strip(" .")[:TERPANJANG] or _BAWAAN


def kepala_nama(nama: str) -> str:
    """``Content-Disposition`` yang menampilkan berkas: nama ASCII bagi klien lama, dan nama sebenarnya."""
    bersih = bersihkan_nama(nama)
    ascii_ = unicodedata.normalize("NFKD", bersih).encode("ascii", "ignore").decode()
    polos = re.sub(r"[^\w .,()+=@-]", "_", ascii_).strip(" .")
    if not polos.rpartition(".")[0].strip("_ "):
        polos = _BAWAAN
    return f"inline; filename=\"{polos}\"; filename*=UTF-8''{quote(bersih, safe='')}"

"""Sidik aturan: berubah bila kode atau tabel yang menentukan pemeriksaan berubah."""

import hashlib
from functools import cache
from pathlib import Path
from typing import Final

_MODELS: Final = Path(__file__).parents[1]
_SUMBER: Final = ("profil.py", "aturan/*.py", "riwayat/*.py", "referensi/*.py", "referensi/data/*")


@cache
def sidik_aturan() -> str:
    """16 angka heksadesimal dari isi berkasnya; yang dihitung dengan sidik lain perlu dihitung ulang."""
    isi = hashlib.sha256()
    for pola in _SUMBER:
        for berkas in sorted(_MODELS.glob(pola)):
            isi.update(berkas.name.encode() + b"\0" + berkas.read_bytes())
    return isi.hexdigest()[:16]

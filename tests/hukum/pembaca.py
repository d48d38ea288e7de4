"""Membaca sumber Python sebagai pohon: nama panggilan yang sebenarnya, lewat alias impor apa pun.

``import sqlalchemy as sa; sa.text()`` dan ``from uuid import uuid4 as u; u()`` terbaca ``sqlalchemy.text`` dan
``uuid.uuid4``.
"""

import ast
from collections.abc import Iterator, Mapping


def asal_nama(pohon: ast.AST) -> dict[str, str]:
    """Nama setempat → nama lengkap yang diimpornya, di bagian mana pun dari berkasnya."""
    asal: dict[str, str] = {}
    for simpul in ast.walk(pohon):
        if isinstance(simpul, ast.Import):
            for nama in simpul.names:
                asal[nama.asname or nama.name.split(".")[0]] = nama.name if nama.asname else nama.name.split(".")[0]
        elif isinstance(simpul, ast.ImportFrom) and simpul.module:
            asal |= {nama.asname or nama.name: f"{simpul.module}.{nama.name}" for nama in simpul.names}
    return asal


def nama_lengkap(ungkapan: ast.expr, asal: Mapping[str, str]) -> str:
    """Ungkapan bertitik dengan akarnya diganti asal impornya."""
    akar, titik, sisa = ast.unparse(ungkapan).partition(".")
    return f"{asal.get(akar, akar)}{titik}{sisa}"


def panggilan(simpul: ast.AST, asal: Mapping[str, str]) -> Iterator[str]:
    """Nama lengkap semua yang dipanggil di bawah simpul itu."""
    for satu in ast.walk(simpul):
        if isinstance(satu, ast.Call):
            yield nama_lengkap(satu.func, asal)


def diimpor(pohon: ast.AST) -> set[str]:
    """Nama lengkap semua yang diimpor: modulnya, atau nama di dalamnya."""
    semua: set[str] = set()
    for simpul in ast.walk(pohon):
        if isinstance(simpul, ast.Import):
            semua |= {nama.name for nama in simpul.names}
        elif isinstance(simpul, ast.ImportFrom):
            semua |= {f"{'.' * simpul.level}{simpul.module or ''}.{nama.name}" for nama in simpul.names}
    return semua

"""Tidak satu ruang pun menyebut sebuah layanan dengan namanya; yang membedakannya tertulis pada definisinya."""

import ast
from pathlib import Path

import pytest

from models import layanan

AKAR = Path(__file__).parents[2]
RUANG = ("api", "gudang", "activities", "putaran", "luar")
SUMBER = [berkas for ruang in RUANG for berkas in sorted((AKAR / ruang).rglob("*.py"))]
KODE = {satu.kode for satu in layanan.semua() if type(satu).__module__.startswith("models.layanan.")}


def layanan_disebut(pohon: ast.Module) -> set[str]:
    """Kode layanan sebagai teks, atau modul layanan yang diimpor."""
    disebut = set()
    for simpul in ast.walk(pohon):
        if isinstance(simpul, ast.Constant) and simpul.value in KODE:
            disebut.add(str(simpul.value))
        elif isinstance(simpul, ast.ImportFrom) and (simpul.module or "").startswith("models.layanan."):
            disebut.add(str(simpul.module))
    return disebut


@pytest.mark.parametrize("berkas", SUMBER, ids=lambda berkas: str(berkas.relative_to(AKAR)))
def test_tak_menyebut_layanan(berkas: Path) -> None:
    assert not layanan_disebut(ast.parse(berkas.read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    "naskah", ['kode = "KenaikanPangkat"', "from models.layanan.kenaikan_pangkat import KENAIKAN_PANGKAT"]
)
def test_yang_menyebutnya_tertangkap(naskah: str) -> None:
    assert layanan_disebut(ast.parse(naskah))


def test_satu_layanan_bawaan_dan_satu_yang_diprediksi() -> None:
    assert [satu for satu in layanan.semua() if satu.bawaan] == [layanan.bawaan()]
    assert [satu for satu in layanan.semua() if satu.diprediksi] == [layanan.diprediksi()]

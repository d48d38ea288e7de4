"""Status SIASN disebut dengan nama resminya, bukan angkanya."""

import ast
import re
from pathlib import Path

import pytest

from models.referensi import tabel
from models.referensi.status import StatusSIASN

AKAR = Path(__file__).parents[2]
PENDEFINISI = ("workflows/langkah.py", *(str(p.relative_to(AKAR)) for p in (AKAR / "workflows/layanan").glob("*.py")))


def test_nama_status_sama_dengan_nama_resminya() -> None:
    resmi = {
        int(kode): re.sub(r"[^A-Z0-9]+", "_", nama.upper()).strip("_") for kode, nama in tabel("status_usulan").items()
    }
    assert {satu.value: satu.name for satu in StatusSIASN} == resmi


def status_berangka(naskah: str) -> list[int]:
    """Baris yang memberi isian status, atau memetakan putusan, angka telanjang."""
    pohon = ast.parse(naskah)
    nilai = [simpul.value for simpul in ast.walk(pohon) if isinstance(simpul, ast.keyword) and _status(simpul.arg)]
    for simpul in ast.walk(pohon):
        if isinstance(simpul, ast.Dict):
            nilai += simpul.values
        elif isinstance(simpul, ast.Call) and isinstance(simpul.func, ast.Name) and "status" in simpul.func.id:
            nilai += simpul.args
        elif isinstance(simpul, ast.Assign) and isinstance(simpul.value, ast.Constant):
            nilai.append(simpul.value)
    return sorted(satu.lineno for satu in nilai if isinstance(satu, ast.Constant) and type(satu.value) is int)


def _status(nama: str | None) -> bool:
    return nama is not None and nama.startswith("status")


@pytest.mark.parametrize("berkas", PENDEFINISI)
def test_tangga_menyebut_status_dengan_namanya(berkas: str) -> None:
    assert status_berangka((AKAR / berkas).read_text()) == []


@pytest.mark.parametrize(
    "naskah",
    ["Langkah(status=5)", "Terbitan(status_draf=16)", "{SETUJU: 33}", "PROFIL = 31", "_berstatus(PERBAIKAN, 72)"],
)
def test_pemeriksanya_melihat_angka(naskah: str) -> None:
    assert status_berangka(naskah) == [1]

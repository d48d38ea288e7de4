"""Hukum rumah yang dapat dibaca dari kodenya sendiri."""

import ast
from pathlib import Path

import pytest

AKAR = Path(__file__).parents[2]
ALUR = sorted((AKAR / "workflows").rglob("*.py"))
RUANG = ("workflows", "activities", "putaran", "luar", "api")
SUMBER = [berkas for ruang in RUANG for berkas in sorted((AKAR / ruang).rglob("*.py"))]

# Hukum 1: alur kerja hanya mengenal models, dirinya, Temporal, dan pustaka tanpa keadaan.
BOLEH_DIIMPOR_ALUR = {
    "asyncio", "collections", "datetime", "functools", "importlib", "pkgutil", "models", "pydantic", "temporalio",
    "typing", "uuid", "workflows",
}  # fmt: skip
JAM_DAN_ACAK = {"now", "utcnow", "today", "time", "uuid1", "uuid4", "random", "sleep"}


def _pohon(berkas: Path) -> ast.Module:
    return ast.parse(berkas.read_text(encoding="utf-8"), filename=str(berkas))


def _nama(berkas: Path) -> str:
    return str(berkas.relative_to(AKAR))


def impor_terlarang(pohon: ast.Module) -> set[str]:
    akar = set()
    for simpul in ast.walk(pohon):
        if isinstance(simpul, ast.Import):
            akar |= {nama.name.split(".")[0] for nama in simpul.names}
        elif isinstance(simpul, ast.ImportFrom) and simpul.module:
            akar.add(simpul.module.split(".")[0])
    return akar - BOLEH_DIIMPOR_ALUR


def jam_sendiri(pohon: ast.Module) -> set[str]:
    """Panggilan jam atau acak yang bukan milik ``workflow`` (``workflow.now()`` sah: tercatat dalam riwayat)."""
    return {
        ast.unparse(simpul)
        for simpul in ast.walk(pohon)
        if isinstance(simpul, ast.Call)
        and isinstance(simpul.func, ast.Attribute)
        and simpul.func.attr in JAM_DAN_ACAK
        and ast.unparse(simpul.func.value) != "workflow"
    }


def prosedur_berisi_kendali(pohon: ast.Module) -> set[str]:
    """Hukum 2: prosedur layanan tidak berisi try/except, timer, atau kegiatan; kata kerja yang memegangnya."""
    pelanggaran = set()
    for fungsi in ast.walk(pohon):
        if isinstance(fungsi, ast.AsyncFunctionDef) and fungsi.name in {"run", "prosedur"}:
            for simpul in ast.walk(fungsi):
                if isinstance(simpul, ast.Try):
                    pelanggaran.add("try")
                if isinstance(simpul, ast.Call) and ast.unparse(simpul.func).startswith(("workflow.", "asyncio.")):
                    pelanggaran.add(ast.unparse(simpul.func))
    return pelanggaran


def sql_di_luar_gudang(pohon: ast.Module) -> set[str]:
    """Hukum 7: hanya gudang yang menulis SQL, jadi ruang lain tidak mengimpor pembuat perintahnya."""
    terlarang = {"select", "insert", "update", "delete", "text"}
    return {
        nama.name
        for simpul in ast.walk(pohon)
        if isinstance(simpul, ast.ImportFrom) and (simpul.module or "").startswith(("sqlalchemy", "psycopg"))
        for nama in simpul.names
        if nama.name in terlarang
    }


@pytest.mark.parametrize("berkas", ALUR, ids=_nama)
def test_alur_kerja_hanya_mengimpor_yang_boleh(berkas: Path) -> None:
    assert impor_terlarang(_pohon(berkas)) == set()


@pytest.mark.parametrize("berkas", ALUR, ids=_nama)
def test_alur_kerja_tidak_punya_jam_sendiri(berkas: Path) -> None:
    assert jam_sendiri(_pohon(berkas)) == set()


@pytest.mark.parametrize("berkas", [b for b in ALUR if b.parent.name == "layanan"], ids=_nama)
def test_prosedur_hanya_berisi_kata_kerja(berkas: Path) -> None:
    assert prosedur_berisi_kendali(_pohon(berkas)) == set()


@pytest.mark.parametrize("berkas", SUMBER, ids=_nama)
def test_sql_hanya_di_gudang(berkas: Path) -> None:
    assert sql_di_luar_gudang(_pohon(berkas)) == set()


@pytest.mark.parametrize(
    ("periksa", "naskah"),
    [
        (impor_terlarang, "import boto3"),
        (jam_sendiri, "from datetime import datetime\ndatetime.now()"),
        (prosedur_berisi_kendali, "async def prosedur(self):\n    await asyncio.sleep(1)"),
        (prosedur_berisi_kendali, "async def run(self):\n    try:\n        pass\n    except ValueError:\n        pass"),
        (sql_di_luar_gudang, "from sqlalchemy import select"),
    ],
)
def test_pemeriksa_menangkap_pelanggaran(periksa, naskah: str) -> None:
    assert periksa(ast.parse(naskah)) != set()

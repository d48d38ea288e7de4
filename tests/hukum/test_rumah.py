"""Hukum rumah yang dapat dibaca dari kodenya sendiri. Setiap hukum punya pelanggaran tanaman yang harus tertangkap."""

import ast
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.hukum.pembaca import asal_nama, diimpor, panggilan

AKAR = Path(__file__).parents[2]
ALUR = sorted((AKAR / "workflows").rglob("*.py"))
MURNI = [satu for satu in sorted((AKAR / "models").rglob("*.py")) if "tabel" not in satu.relative_to(AKAR).parts]
SUMBER = [
    berkas
    for ruang in ("workflows", "activities", "putaran", "luar", "api")
    for berkas in sorted((AKAR / ruang).rglob("*.py"))
]

# Hukum 1: alur kerja hanya mengenal models, dirinya, Temporal, dan pustaka tanpa keadaan.
BOLEH_DIIMPOR_ALUR = {
    "asyncio", "collections", "datetime", "functools", "importlib", "pkgutil", "models", "pydantic", "temporalio",
    "typing", "uuid", "workflows",
}  # fmt: skip
JAM_DAN_ACAK = {"hari_ini", "now", "sleep", "today", "urandom", "utcnow", "uuid1", "uuid4"}
SELALU_JAM_DAN_ACAK = {"random", "secrets", "time"}
"""Modul yang semua isinya jam atau acak."""
DUNIA_LUAR = {"open", "Setelan", "getenv"}
BERJAM = {AKAR / "models" / "referensi" / "zona.py"}
"""Satu-satunya jam di models: ``hari_ini``, yang tidak boleh dipanggil alur kerja."""
# models murni: tak ada pustaka yang menyentuh jaringan, proses, basis data, atau setelan.
TIDAK_MURNI = {
    "asyncio", "boto3", "cryptography", "fastapi", "httpx", "os", "psycopg", "pydantic_settings", "pyhanko", "socket",
    "sqlalchemy", "subprocess", "temporalio.client", "temporalio.worker", "typst",
}  # fmt: skip
BOLEH_DI_PROSEDUR = {"temporalio.workflow.patched", "temporalio.workflow.deprecate_patch"}
BUKAN_UNTUK_ALUR = (
    "cryptography", "gudang", "luar", "models.tabel", "psycopg", "pydantic_settings", "sqlalchemy", "temporalio.client",
)  # fmt: skip

Pemeriksa = Callable[[ast.Module], set[str]]


def _pohon(berkas: Path) -> ast.Module:
    return ast.parse(berkas.read_text(encoding="utf-8"), filename=str(berkas))


def _nama(berkas: Path) -> str:
    return str(berkas.relative_to(AKAR))


def _di_bawah(nama: str, induk: set[str]) -> bool:
    return any(nama == satu or nama.startswith(f"{satu}.") for satu in induk)


def impor_terlarang(pohon: ast.Module) -> set[str]:
    return {nama.split(".")[0] for nama in diimpor(pohon)} - BOLEH_DIIMPOR_ALUR


def jam_sendiri(pohon: ast.Module) -> set[str]:
    """Jam, acak, atau dunia luar yang bukan milik ``workflow`` (``workflow.now()`` sah: tercatat dalam riwayat)."""
    return jam_dan_acak(pohon) | {
        nama for nama in panggilan(pohon, asal_nama(pohon)) if nama.rpartition(".")[2] in DUNIA_LUAR
    }


def jam_dan_acak(pohon: ast.Module) -> set[str]:
    return {
        nama
        for nama in panggilan(pohon, asal_nama(pohon))
        if (nama.rpartition(".")[2] in JAM_DAN_ACAK and not nama.startswith("temporalio.workflow."))
        or _di_bawah(nama, SELALU_JAM_DAN_ACAK)
    }


def tidak_murni(pohon: ast.Module) -> set[str]:
    """Hukum models: mengatakan apa adanya sesuatu, tanpa menyentuh dunia."""
    return {nama for nama in diimpor(pohon) if _di_bawah(nama, TIDAK_MURNI)}


def prosedur_berisi_kendali(pohon: ast.Module) -> set[str]:
    """Hukum 2: prosedur hanya menyebut kata kerja; galat, timer, kegiatan, dan keadaan mesin ada di dalam kata kerja.

    Satu-satunya pintu ke Temporal ialah ``workflow.patched``: begitulah prosedur berubah (docs/mengubah-alur.md).
    """
    asal = asal_nama(pohon)
    pelanggaran = set()
    for fungsi in ast.walk(pohon):
        if not isinstance(fungsi, ast.AsyncFunctionDef) or fungsi.name not in {"run", "prosedur"}:
            continue
        for simpul in ast.walk(fungsi):
            if isinstance(simpul, ast.Try | ast.TryStar | ast.AsyncWith | ast.With):
                pelanggaran.add(type(simpul).__name__.lower())
            if isinstance(simpul, ast.Attribute) and simpul.attr.startswith("_"):
                pelanggaran.add(ast.unparse(simpul))
        pelanggaran |= {
            nama for nama in panggilan(fungsi, asal) if nama.startswith(("temporalio.", "asyncio."))
        } - BOLEH_DI_PROSEDUR
    return pelanggaran


def sql_di_luar_gudang(pohon: ast.Module) -> set[str]:
    """Hukum 7: hanya gudang yang menulis SQL; ruang lain paling jauh mengenal galat basis datanya."""
    return {
        nama
        for nama in diimpor(pohon)
        if _di_bawah(nama, {"sqlalchemy", "psycopg"}) and not _di_bawah(nama, {"sqlalchemy.exc", "psycopg.errors"})
    }


def transaksi_tanpa_akun(pohon: ast.Module) -> set[str]:
    """Transaksi API milik seseorang menyebut akunnya, supaya yang dinonaktifkan ditolak di mana pun ia mengetuk."""
    return {
        ast.unparse(satu)
        for satu in ast.walk(pohon)
        if isinstance(satu, ast.Call)
        and ast.unparse(satu.func).endswith(".transaksi")
        and any(ast.unparse(isi).endswith(".unit") for isi in satu.args)
        and not any(kata.arg == "akun" for kata in satu.keywords)
    }


def dimuat_alur(naskah: str) -> set[str]:
    """Modul terlarang yang ikut termuat ketika naskah itu dijalankan penerjemah yang baru."""
    perintah = f"import sys\n{naskah}\nprint(*sys.modules)"
    hasil = subprocess.run([sys.executable, "-c", perintah], cwd=AKAR, capture_output=True, text=True, check=True)
    return {nama for nama in hasil.stdout.split() if _di_bawah(nama, set(BUKAN_UNTUK_ALUR))}


@pytest.mark.parametrize("berkas", ALUR, ids=_nama)
def test_alur_kerja_hanya_mengimpor_yang_boleh(berkas: Path) -> None:
    assert impor_terlarang(_pohon(berkas)) == set()


@pytest.mark.parametrize("berkas", ALUR, ids=_nama)
def test_alur_kerja_tidak_punya_jam_sendiri(berkas: Path) -> None:
    assert jam_sendiri(_pohon(berkas)) == set()


@pytest.mark.parametrize("berkas", MURNI, ids=_nama)
def test_models_murni(berkas: Path) -> None:
    assert tidak_murni(_pohon(berkas)) == set()
    assert berkas in BERJAM or jam_dan_acak(_pohon(berkas)) == set()


@pytest.mark.parametrize("berkas", [b for b in ALUR if b.parent.name == "layanan"], ids=_nama)
def test_prosedur_hanya_berisi_kata_kerja(berkas: Path) -> None:
    assert prosedur_berisi_kendali(_pohon(berkas)) == set()


@pytest.mark.parametrize("berkas", SUMBER, ids=_nama)
def test_sql_hanya_di_gudang(berkas: Path) -> None:
    assert sql_di_luar_gudang(_pohon(berkas)) == set()


@pytest.mark.parametrize("berkas", sorted((AKAR / "api").rglob("*.py")), ids=_nama)
def test_transaksi_seseorang_menyebut_akunnya(berkas: Path) -> None:
    assert transaksi_tanpa_akun(_pohon(berkas)) == set()


def test_alur_kerja_tidak_memuat_dunia_luar_juga_lewat_perantara() -> None:
    assert dimuat_alur("import workflows.layanan") == set()


@pytest.mark.parametrize(
    ("naskah", "tertangkap"),
    [
        ("import luar.temporal", {"temporalio.client", "luar"}),
        ("import luar.setelan", {"pydantic_settings"}),
        ("import gudang", {"gudang", "sqlalchemy", "models.tabel"}),
    ],
)
def test_pemuatan_dunia_luar_tertangkap(naskah: str, tertangkap: set[str]) -> None:
    assert dimuat_alur(f"import workflows.layanan\n{naskah}") >= tertangkap


def _prosedur(isi: str) -> str:
    return f"import asyncio\nfrom temporalio import workflow\nasync def prosedur(self):\n    {isi}"


@pytest.mark.parametrize(
    ("periksa", "naskah"),
    [
        (impor_terlarang, "import boto3"),
        (impor_terlarang, "from luar.setelan import Setelan"),
        (impor_terlarang, "from secrets import token_hex"),
        (jam_sendiri, "from datetime import datetime\ndatetime.now()"),
        (jam_sendiri, "from uuid import uuid4\nuuid4()"),
        (jam_sendiri, "from uuid import uuid4 as acak\nacak()"),
        (jam_sendiri, "from models.referensi.zona import hari_ini\nhari_ini()"),
        (jam_sendiri, "from models.referensi import zona\nzona.hari_ini()"),
        (jam_sendiri, "from luar.setelan import Setelan\nSetelan()"),
        (jam_sendiri, "from luar.setelan import Setelan as S\nS()"),
        (jam_sendiri, "from asyncio import sleep as tidur\nasync def f():\n    await tidur(1)"),
        (jam_sendiri, "import time as jam\njam.monotonic()"),
        (jam_sendiri, "open('/etc/hostname')"),
        (tidak_murni, "from sqlalchemy import Column"),
        (tidak_murni, "import pydantic_settings as ps"),
        (tidak_murni, "from temporalio import client"),
        (prosedur_berisi_kendali, _prosedur("await asyncio.sleep(1)")),
        (prosedur_berisi_kendali, _prosedur("await workflow.execute_activity('catat')")),
        (prosedur_berisi_kendali, _prosedur("await self._kerjakan('catat', 1, int)")),
        (prosedur_berisi_kendali, _prosedur("self._status = 31")),
        (prosedur_berisi_kendali, "from temporalio.workflow import sleep as s\nasync def run(self):\n    await s(1)"),
        (prosedur_berisi_kendali, _prosedur("async with asyncio.timeout(5):\n        await self.minta(A)")),
        (prosedur_berisi_kendali, "async def run(self):\n    try:\n        pass\n    except ValueError:\n        pass"),
        (sql_di_luar_gudang, "from sqlalchemy import select"),
        (sql_di_luar_gudang, "import sqlalchemy as sa\nsa.text('SELECT 1')"),
        (sql_di_luar_gudang, "from sqlalchemy.dialects.postgresql import insert"),
        (sql_di_luar_gudang, "import psycopg"),
        (transaksi_tanpa_akun, "bekal.gudang.transaksi(ia.unit)"),
    ],
)
def test_pelanggaran_tanaman_tertangkap(periksa: Pemeriksa, naskah: str) -> None:
    assert periksa(ast.parse(naskah)) != set()


@pytest.mark.parametrize(
    ("periksa", "naskah"),
    [
        (jam_sendiri, "from temporalio import workflow\nworkflow.now(); workflow.uuid4()"),
        (prosedur_berisi_kendali, _prosedur("await self.minta(A) if workflow.patched('a') else await self.minta(B)")),
        (sql_di_luar_gudang, "from sqlalchemy.exc import OperationalError"),
    ],
)
def test_yang_sah_tidak_ikut_tertangkap(periksa: Pemeriksa, naskah: str) -> None:
    assert periksa(ast.parse(naskah)) == set()


def test_contoh_pada_panduan_mengubah_alur_sah_menurut_hukum_rumah() -> None:
    panduan = (AKAR / "docs" / "mengubah-alur.md").read_text(encoding="utf-8")
    contoh = [ast.parse(blok) for blok in re.findall(r"```python\n(.*?)```", panduan, flags=re.DOTALL)]
    assert any("temporalio.workflow.patched" in panggilan(satu, asal_nama(satu)) for satu in contoh)
    assert [prosedur_berisi_kendali(satu) for satu in contoh] == [set() for _ in contoh]

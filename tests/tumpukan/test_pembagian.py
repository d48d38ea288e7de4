"""Uji yang dibagi kepada beberapa proses: sekelompok di satu proses, dan gagalnya sampai ke status keluar."""

import subprocess
import sys
from pathlib import Path

import pytest

from sandbox.tumpukan.proses import AKAR
from tests.conftest import KELOMPOK, kelompok

ISI = """
import temporalio.bridge.runtime  # utasnya menggugurkan proses saat tutup; lihat pytest_unconfigure

def test_baik(): pass
def test_keliru(): assert False, "sengaja"
"""


@pytest.mark.parametrize(
    ("nodeid", "nama"),
    [
        ("tests/api/test_alur.py::test_a[x::y]", "tumpukan penuh"),
        ("tests/perjalanan/test_b.py::test_b", "tumpukan penuh"),
        ("tests/tumpukan/test_penuh.py::test_c", "tumpukan penuh"),
        ("tests/tumpukan/test_porta.py::test_d", "temporal"),
        ("tests/cerita/test_e.py::test_e", None),
    ],
)
def test_sekelompok_di_satu_proses(nodeid: str, nama: str | None) -> None:
    assert kelompok(nodeid) == nama


def test_kelompok_menyebut_yang_ada() -> None:
    assert [awalan for semua in KELOMPOK.values() for awalan in semua if not (AKAR / awalan).exists()] == []


@pytest.mark.parametrize(("pilih", "status", "ringkas"), [("", 1, "1 failed, 1 passed"), ("baik", 0, "1 passed")])
def test_status_keluar_sampai_dari_proses_pembagian(tmp_path: Path, pilih: str, status: int, ringkas: str) -> None:
    (tmp_path / "test_contoh.py").write_text(ISI)
    perintah = [sys.executable, "-m", "pytest", "-p", "tests.conftest", "-c", "/dev/null", "--rootdir", str(tmp_path)]
    hasil = subprocess.run(
        [*perintah, "-n", "2", "-k", pilih, "--junitxml", str(tmp_path / "hasil.xml"), str(tmp_path)],
        cwd=AKAR,
        capture_output=True,
        text=True,
        check=False,
    )
    assert hasil.returncode == status, hasil.stdout + hasil.stderr
    assert ringkas in hasil.stdout
    assert f'failures="{status}"' in (tmp_path / "hasil.xml").read_text()

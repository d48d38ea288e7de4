"""Satu pohon proses: Ctrl-C, kill -9, dan penyalaan ulang, dilihat dari luar lewat perintahnya."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import psutil
import pytest

from sandbox.tumpukan import DataDipakai, Tumpukan
from sandbox.tumpukan.porta import Porta, porta_bebas
from sandbox.tumpukan.proses import AKAR
from tests.batas import BATAS

Nyalakan = Callable[..., AbstractContextManager[subprocess.Popen[str]]]


@pytest.fixture
def porta() -> Porta:
    return porta_bebas()


@pytest.fixture
def nyalakan(tmp_path: Path, porta: Porta) -> Nyalakan:
    @contextmanager
    def jalan() -> Iterator[subprocess.Popen[str]]:
        pilihan = ["--data", str(tmp_path / "var"), "--port", str(porta.awal), "--bagian", "postgres"]
        with subprocess.Popen(
            [sys.executable, "-m", "sandbox", *pilihan], cwd=AKAR, stdout=subprocess.PIPE, text=True
        ) as proses:
            try:
                assert proses.stdout is not None
                assert any("Tumpukan sehat" in baris for baris in proses.stdout), "tumpukan tidak menyala"
                yield proses
            finally:
                proses.kill()

    return jalan


def keturunan(pid: int) -> list[psutil.Process]:
    anak = psutil.Process(pid).children(recursive=True)
    assert any(p.name() == "postgres" for p in anak)
    return anak


@pytest.mark.parametrize("sinyal", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_menurunkan_semuanya(nyalakan: Nyalakan, sinyal: signal.Signals) -> None:
    with nyalakan() as proses:
        anak = keturunan(proses.pid)
        proses.send_signal(sinyal)
        assert proses.wait(BATAS) == 0
        assert not [p for p in anak if p.is_running()]


def test_ctrl_c_saat_masih_menyala(tmp_path: Path, porta: Porta) -> None:
    pilihan = ["--data", str(tmp_path), "--port", str(porta.awal), "--bagian", "s3,postgres"]
    with subprocess.Popen(
        [sys.executable, "-m", "sandbox", *pilihan],
        cwd=AKAR,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as proses:
        assert proses.stdout is not None
        assert " siap " in proses.stdout.readline()
        anak = psutil.Process(proses.pid).children(recursive=True)
        proses.send_signal(signal.SIGINT)
        keluaran, galat = proses.communicate(timeout=BATAS)
        assert (proses.returncode, galat) == (0, "")
        assert "Semua bagian sudah berhenti." in keluaran
        assert not [p for p in anak if p.is_running()]


def test_kill_9_tidak_meninggalkan_anak(nyalakan: Nyalakan) -> None:
    with nyalakan() as proses:
        anak = keturunan(proses.pid)
        proses.kill()
        _, hidup = psutil.wait_procs(anak, timeout=BATAS)
        assert not hidup


def test_penyalaan_berikut_memakai_keadaan_yang_sama(nyalakan: Nyalakan, tmp_path: Path) -> None:
    with nyalakan() as proses:
        rahasia = (tmp_path / "var" / "rahasia.json").read_bytes()
        dibuat = (tmp_path / "var" / "postgres" / "PG_VERSION").stat().st_mtime_ns
        proses.kill()  # seperti mesin mati; yang berikut harus pulih sendiri
    with nyalakan():
        assert (tmp_path / "var" / "rahasia.json").read_bytes() == rahasia
        assert (tmp_path / "var" / "rahasia.json").stat().st_mode & 0o777 == 0o600
        assert (tmp_path / "var" / "postgres" / "PG_VERSION").stat().st_mtime_ns == dibuat


async def test_satu_folder_data_satu_tumpukan(nyalakan: Nyalakan, tmp_path: Path) -> None:
    with nyalakan() as proses, pytest.raises(DataDipakai, match=f"pid {proses.pid}"):
        await Tumpukan(data=tmp_path / "var", bagian={"postgres"}).__aenter__()


def test_siap_lalu_keluar_dengan_status_perintahnya() -> None:
    perintah = [sys.executable, "-m", "sandbox", "--sementara", "--bagian", "postgres", "--siap-lalu"]
    cek = "import os, sys; sys.exit(7 if 'usulan_pekerja' in os.environ['USULAN_BASIS_DATA_URL'] else 1)"
    hasil = subprocess.run([*perintah, sys.executable, "-c", cek], cwd=AKAR, check=False, capture_output=True)
    assert hasil.returncode == 7, hasil.stderr.decode()


@pytest.mark.skipif(os.geteuid() != 0, reason="hanya root yang menurunkan pengguna")
async def test_root_tidak_menjalankan_postgres_walau_foldernya_tertutup(tmp_path: Path) -> None:
    tmp_path.chmod(0o700)
    async with Tumpukan(data=tmp_path / "var", bagian={"postgres"}) as tumpukan:
        assert psutil.Process(tumpukan.pid("postgres")).username() == "nobody"

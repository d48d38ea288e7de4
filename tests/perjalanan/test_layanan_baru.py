"""Layanan baru di repositori tidak menyunting satu berkas pun, dibuktikan pada salinan repositori.

Berkas ``tests/izin_belajar`` ditaruh di tempatnya, dua perintah dijalankan (sidik templat dan rekaman), lalu semua uji
yang menagih layanan. Surat tertandanya pada tumpukan sungguhan: ``tests/api/test_izin_belajar.py``, dengan berkas yang
sama, supaya tidak perlu tumpukan kedua.
"""

import os
import shutil
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest

from tests import izin_belajar

AKAR = Path(__file__).parents[2]
TIDAK_DISALIN = shutil.ignore_patterns(".git", ".venv", "var", "__pycache__", ".*_cache", "*.egg-info", "node_modules")
PENAGIH = (
    "tests/hukum/test_definisi.py",
    "tests/hukum/test_rumah.py",
    "tests/luar/test_susun_bentuk.py",
    "tests/luar/test_susun_panduan.py",
    "tests/riwayat/test_putar_ulang.py",
    "tests/cerita/test_izin_belajar.py",
)
DITAGIH = "izin_belajar or IzinBelajar or disunting or punya or terpasang_sah or semua_surat"


def isi(folder: Path) -> dict[str, str]:
    """Berkas → sidiknya."""
    berkas = (satu for satu in folder.rglob("*") if satu.is_file() and "__pycache__" not in satu.parts)
    return {str(satu.relative_to(folder)): sha256(satu.read_bytes()).hexdigest() for satu in berkas}


def jalankan(folder: Path, *perintah: str) -> subprocess.CompletedProcess[str]:
    """Penerjemah dan paket yang sama, kodenya salinan itu."""
    lingkungan = {nama: nilai for nama, nilai in os.environ.items() if not nama.startswith("USULAN_")}
    return subprocess.run(
        [sys.executable, *perintah], cwd=folder, env=lingkungan, capture_output=True, text=True, timeout=600
    )


@pytest.fixture
def salinan(tmp_path: Path) -> Path:
    return Path(shutil.copytree(AKAR, tmp_path / "repositori", ignore=TIDAK_DISALIN))


def test_layanan_baru_tidak_menyunting_berkas_yang_ada(salinan: Path) -> None:
    semula = isi(salinan)
    for berkas, letak in izin_belajar.LETAK.items():
        assert not (salinan / letak).exists()
        shutil.copy(salinan / berkas, salinan / letak)

    templat = jalankan(salinan, "-m", "luar.templat_uji", "luar/templat/izin_belajar-1.typ", "--keluar", os.devnull)
    assert templat.returncode == 0, templat.stdout + templat.stderr
    kurang = jalankan(salinan, "-m", "pytest", "-q", "-k", "disunting or punya_rekaman", *PENAGIH[2:5])
    assert "izin_belajar-1.typ: belum bersidik; catat dengan python -m luar.templat_uji --sidik" in kurang.stdout
    assert "IzinBelajar/lurus_mandiri" in kurang.stdout
    assert "python -m tests.riwayat.rekam" in kurang.stdout
    for perintah in (("luar.templat_uji", "--sidik"), ("tests.riwayat.rekam", "IzinBelajar")):
        hasil = jalankan(salinan, "-m", *perintah)
        assert hasil.returncode == 0, hasil.stdout + hasil.stderr

    uji = jalankan(salinan, "-m", "pytest", "-q", "-k", DITAGIH, *PENAGIH)
    assert uji.returncode == 0, uji.stdout[-8000:] + uji.stderr[-2000:]
    akhir = isi(salinan)
    assert {nama: akhir.get(nama) for nama in semula} == semula, "berkas yang sudah ada tidak berubah"
    baru = {nama for nama in akhir.keys() - semula.keys() if not nama.startswith((".pytest_cache", "var/"))}
    assert baru == {
        *izin_belajar.LETAK.values(),
        "luar/templat/izin_belajar-1.sha256",
        "tests/riwayat/rekaman/IzinBelajar/lurus_mandiri.json",
        "tests/riwayat/rekaman/IzinBelajar/lurus_beasiswa.json",
    }

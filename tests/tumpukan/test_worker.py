"""Worker tiga bagian: impor seperlunya, dan induk yang hidup dan mati bersama anaknya."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import psutil
import pytest

from sandbox.tumpukan.proses import AKAR

KUNCI = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
TIDUR = "import time; time.sleep(600)"
GIGIH = (
    "import signal, sys, time; signal.signal(signal.SIGTERM, lambda *_: sys.exit(0)); "
    "sys.stdout.write('siap\\n'); sys.stdout.flush(); "  # satu tulisan, supaya tiga proses tidak saling menyela
)
"""Berhenti baik-baik bila diminta, seperti bagian worker."""
INDUK = """
import sys, worker
from luar.log import siapkan_log
siapkan_log()
kode = sys.argv[1:]
sys.exit(worker.semua_bagian({n: (sys.executable, "-c", k) for n, k in zip(worker.BAGIAN, kode, strict=True)}))
"""


@contextmanager
def induk(*kode: str) -> Iterator[tuple[subprocess.Popen[str], Sequence[psutil.Process]]]:
    with subprocess.Popen([sys.executable, "-c", INDUK, *kode], cwd=AKAR, stdout=subprocess.PIPE, text=True) as proses:
        try:
            assert proses.stdout is not None
            for _ in kode:
                assert proses.stdout.readline() == "siap\n"
            yield proses, psutil.Process(proses.pid).children()
        finally:
            proses.kill()


@pytest.mark.parametrize("sinyal", [signal.SIGINT, signal.SIGTERM])
def test_sinyal_berhenti_diteruskan_dan_ditunggu(sinyal: signal.Signals) -> None:
    with induk(*[GIGIH + TIDUR] * 3) as (proses, anak):
        assert len(anak) == 3
        proses.send_signal(sinyal)
        assert proses.wait(30) == 0
        assert not [satu for satu in anak if satu.is_running()]


def test_satu_bagian_yang_mati_disebut_dan_menghentikan_semuanya() -> None:
    with induk(*[GIGIH + TIDUR] * 3) as (proses, anak):
        anak[1].kill()
        keluaran, _ = proses.communicate(timeout=30)
        assert proses.returncode == 1
        assert '"bagian": "dokumen"' in keluaran
        assert '"kode": -9' in keluaran
        assert not [satu for satu in anak if satu.is_running()]


@pytest.mark.skipif(sys.platform != "linux", reason="permintaan mati bersama induk hanya ada di Linux")
def test_induk_yang_dibunuh_paksa_tidak_meninggalkan_anak() -> None:
    with induk(*[GIGIH + TIDUR] * 3) as (proses, anak):
        proses.kill()
        _, hidup = psutil.wait_procs(anak, timeout=30)
        assert not hidup


def test_bagian_yang_tak_dikenal_ditolak_dengan_daftarnya() -> None:
    perintah = [sys.executable, str(AKAR / "worker.py"), "--antrean", "pegadaian"]
    hasil = subprocess.run(perintah, cwd=AKAR, capture_output=True, text=True, check=False)
    assert hasil.returncode == 2
    assert all(nama in hasil.stderr for nama in ("manusia", "dokumen", "putaran"))


BERAT = {"typst": {"dokumen"}, "boto3": {"dokumen", "putaran"}, "aiosmtplib": {"putaran"}}


def termuat(nama: str) -> set[str]:
    """Yang termuat sesudah bagian itu gagal menyambung ke Temporal yang tidak ada."""
    perintah = f"""
import asyncio, os, sys, worker
try:
    asyncio.run(worker.satu_bagian({nama!r}))
except RuntimeError:
    print(*sys.modules, flush=True)
    os._exit(0)  # utas inti temporalio kadang menggugurkan proses saat penerjemah Python tutup (sdk-python #300)
"""
    palsu = {
        "USULAN_BASIS_DATA_URL": "postgresql+psycopg://x@127.0.0.1:1/x",
        "USULAN_TEMPORAL_ALAMAT": "127.0.0.1:1",
        "USULAN_KUNCI_MUATAN": "k1:" + KUNCI,
        "USULAN_KUNCI_SESI": KUNCI,
        "USULAN_S3_ALAMAT": "http://127.0.0.1:1",
        "USULAN_S3_KUNCI": "x",
        "USULAN_S3_RAHASIA": "x",
        "USULAN_ESIGN_ALAMAT": "http://127.0.0.1:1",
        "USULAN_ESIGN_PENGGUNA": "x",
        "USULAN_ESIGN_SANDI": "x",
        "USULAN_TSA_ALAMAT": "http://127.0.0.1:1",
        "USULAN_AKAR_PERCAYA": "/tidak/ada",
        "USULAN_OIDC_PENERBIT": "http://127.0.0.1:1",
        "USULAN_ALAMAT_PUBLIK": "http://127.0.0.1:1",
    }
    hasil = subprocess.run(
        [sys.executable, "-c", perintah],
        cwd=AKAR,
        env={**os.environ, **palsu},
        capture_output=True,
        text=True,
        check=False,
    )
    assert hasil.returncode == 0, hasil.stderr
    return set(hasil.stdout.split())


def test_tiap_bagian_memuat_yang_dipakainya_saja() -> None:
    milik = {nama: {berat for berat in BERAT if berat in termuat(nama)} for nama in ("manusia", "dokumen", "putaran")}
    assert milik == {nama: {berat for berat, pemakai in BERAT.items() if nama in pemakai} for nama in milik}

"""Porta: satu angka memindahkan semuanya; yang terpakai ditolak dengan jelas sebelum apa pun menyala."""

import os
import socket
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from sandbox.tumpukan import PortaDipakai
from sandbox.tumpukan.porta import BLOK, PEGANGAN, URUTAN, Porta, bebas, porta_bebas
from sandbox.tumpukan.proses import AKAR


@pytest.fixture
def porta_sibuk() -> Iterator[Porta]:
    """Porta Temporal sudah didengarkan proses lain (uji ini)."""
    porta = porta_bebas()
    with socket.create_server(("127.0.0.1", porta["temporal"])):
        yield porta


def test_semua_porta_berbeda() -> None:
    porta = Porta(8000)
    semua = [porta[nama] for nama in (*URUTAN, "s3_admin_grpc")]
    assert len(set(semua)) == len(semua)
    assert porta["api"] == 8000
    assert porta.url("oidc") == "http://127.0.0.1:8001"


def test_blok_yang_dipilih_dipegang_walau_belum_ada_yang_mendengar() -> None:
    dipilih = {porta_bebas().awal for _ in range(20)}
    assert len(dipilih) == 20
    lain = "from sandbox.tumpukan.porta import porta_bebas as p; print(*(p().awal for _ in range(200)))"
    hasil = subprocess.run([sys.executable, "-c", lain], cwd=AKAR, capture_output=True, text=True, check=True)
    assert dipilih.isdisjoint(map(int, hasil.stdout.split())), "proses lain memilih blok yang dipegang proses ini"


def test_blok_tidak_saling_bertumpang() -> None:
    semua = Counter(Porta(awal)[nama] for awal in BLOK for nama in (*URUTAN, "s3_admin_grpc"))
    semua.update(awal + PEGANGAN for awal in BLOK)
    assert set(semua.values()) == {1}
    assert max(semua) < 32_768, "rentang sementara Linux mulai di sini"


@pytest.mark.parametrize("awal", [80, 55_001, 70_000])
def test_porta_awal_di_luar_batas_ditolak(awal: int) -> None:
    with pytest.raises(ValueError, match=f"Porta awal {awal} tidak dapat dipakai: pilih 1024 sampai 55000"):
        Porta(awal)


def test_porta_sibuk_disebut_beserta_pemakai_dan_jalan_keluarnya(porta_sibuk: Porta) -> None:
    with pytest.raises(PortaDipakai) as tangkapan:
        porta_sibuk.wajib_bebas(["postgres", "temporal"])
    pesan = str(tangkapan.value)
    assert f"porta {porta_sibuk['temporal']} (temporal) sedang dipakai" in pesan
    assert f"(pid {os.getpid()})" in pesan
    assert "make run PORT=" in pesan
    assert str(porta_sibuk["postgres"]) not in pesan


def test_perintah_berhenti_sebelum_menyalakan_apa_pun(porta_sibuk: Porta, tmp_path: Path) -> None:
    perintah = [sys.executable, "-m", "sandbox", "--data", str(tmp_path), "--port", str(porta_sibuk.awal)]
    hasil = subprocess.run(perintah, cwd=AKAR, capture_output=True, text=True, check=False)
    assert hasil.returncode == 1
    assert f"porta {porta_sibuk['temporal']} (temporal)" in hasil.stderr
    assert not list((tmp_path / "log").iterdir())
    assert bebas(porta_sibuk["postgres"])

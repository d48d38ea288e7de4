"""``USULAN_PRODUKSI=ya`` menolak setiap setelan yang tidak aman, satu demi satu, dengan namanya."""

import os
import subprocess
import sys
from base64 import b64encode
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from api.peladen import Pendengar
from luar.setelan import Setelan
from tests.aman.pdf_jujur import akar_contoh

AKAR = Path(__file__).parents[2]


@pytest.fixture
def aman(tmp_path: Path) -> dict[str, Any]:
    """Setelan sebuah pemasangan yang layak."""
    (tmp_path / "akar.pem").write_bytes(akar_contoh())
    (tmp_path / "lambang.svg").write_text("<svg/>")
    return {
        "produksi": "ya",
        "basis_data_url": "postgresql+psycopg://usulan_api:x@db.instansi/usulan?sslmode=verify-full",
        "temporal_alamat": "temporal.instansi:7233",
        "temporal_tls": True,
        "temporal_sertifikat": tmp_path / "klien.pem",
        "temporal_kunci": tmp_path / "klien.key",
        "kunci_muatan": f"k1:{b64encode(bytes(range(32))).decode()}",
        "kunci_sesi": b64encode(bytes(range(32, 64))).decode(),
        "s3_alamat": "https://s3.instansi",
        "s3_kunci": "kunci",
        "s3_rahasia": "rahasia",
        "esign_alamat": "https://esign.instansi",
        "esign_pengguna": "usulan",
        "esign_sandi": "sandi",
        "tsa_alamat": "http://tsa.psre",
        "akar_percaya": tmp_path / "akar.pem",
        "oidc_penerbit": "https://masuk.instansi/realms/usulan",
        "surel_host": "surel.instansi",
        "surel_tls": True,
        "surel_pengirim": "usulan@instansi.go.id",
        "alamat_publik": "https://usulan.instansi.go.id",
        "lambang_negara": tmp_path / "lambang.svg",
    }


def test_yang_aman_diterima(aman: dict[str, Any]) -> None:
    assert Setelan(**aman).produksi


@pytest.mark.parametrize(
    ("nama", "nilai", "disebut"),
    [
        ("basis_data_url", "postgresql+psycopg://usulan_api:x@db.instansi/usulan", "BASIS_DATA_URL"),
        ("basis_data_url", "postgresql+psycopg://usulan_api:x@db.instansi/usulan?sslmode=require", "BASIS_DATA_URL"),
        ("basis_data_url", "postgresql+psycopg://usulan_api:x@/usulan?host=db.instansi", "BASIS_DATA_URL"),
        ("basis_data_url", "postgresql+psycopg://usulan_api:x@127.0.0.1/usulan?hostaddr=10.0.0.9", "BASIS_DATA_URL"),
        ("basis_data_url", "postgresql+psycopg://usulan_pemilik:x@127.0.0.1/usulan", "BASIS_DATA_URL"),
        ("basis_data_url", "postgresql+psycopg://postgres:x@127.0.0.1/usulan", "BASIS_DATA_URL"),
        ("s3_alamat", "http://s3.instansi", "S3_ALAMAT"),
        ("s3_mode_kunci", "GOVERNANCE", "S3_MODE_KUNCI"),
        ("esign_alamat", "http://esign.instansi", "ESIGN_ALAMAT"),
        ("oidc_penerbit", "http://masuk.instansi", "OIDC_PENERBIT"),
        ("alamat_publik", "http://usulan.instansi.go.id", "ALAMAT_PUBLIK"),
        ("alamat_publik", "https://localhost", "ALAMAT_PUBLIK"),
        ("alamat_publik", "https://127.0.0.1", "ALAMAT_PUBLIK"),
        ("otlp_alamat", "http://otel.instansi:4317", "OTLP_ALAMAT"),
        ("surel_host", "127.0.0.1", "SUREL_HOST"),
        ("surel_tls", False, "SUREL_TLS"),
        ("surel_pengirim", "usulan@localhost", "SUREL_PENGIRIM"),
        ("kunci_sesi", b64encode(bytes(range(32))).decode(), "KUNCI_SESI"),
        ("lambang_negara", None, "LAMBANG_NEGARA"),
        ("akar_percaya", Path("/tidak/ada.pem"), "AKAR_PERCAYA"),
    ],
)
def test_yang_tidak_aman_ditolak_dengan_namanya(aman: dict[str, Any], nama: str, nilai: object, disebut: str) -> None:
    with pytest.raises(ValidationError, match=f"- USULAN_{disebut}: ") as ditolak:
        Setelan(**aman | {nama: nilai})
    assert str(ditolak.value).count("\n- USULAN_") == 1
    assert not Setelan(**aman | {nama: nilai, "produksi": "tidak"}).produksi


def test_temporal_tanpa_tls_atau_tanpa_sertifikat_ditolak(aman: dict[str, Any]) -> None:
    tanpa = {"temporal_sertifikat": None, "temporal_kunci": None}
    for ganti, disebut in ((tanpa | {"temporal_tls": False}, "TEMPORAL_TLS"), (tanpa, "TEMPORAL_SERTIFIKAT")):
        with pytest.raises(ValidationError, match=f"USULAN_{disebut}: "):
            Setelan(**aman | ganti)
    assert Setelan(**aman | tanpa | {"temporal_kunci_api": "kunci"}).produksi


def test_akar_sandbox_ditolak(aman: dict[str, Any], tmp_path: Path) -> None:
    (tmp_path / "akar.pem").write_bytes(akar_contoh() + akar_contoh("Root CA Indonesia (Sandbox)"))
    with pytest.raises(ValidationError, match="akar sandbox"):
        Setelan(**aman)


def test_pendengar_terbuka_tanpa_proksi_ditolak(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("USULAN_PRODUKSI", "ya")
    monkeypatch.setenv("USULAN_API_HOST", "0.0.0.0")
    with pytest.raises(ValidationError, match="USULAN_API_PROKSI_TEPERCAYA"):
        Pendengar()
    monkeypatch.setenv("USULAN_API_PROKSI_TEPERCAYA", "10.0.0.1")
    assert Pendengar().produksi


@pytest.mark.parametrize("perintah", [("-m", "api"), ("worker.py", "--antrean", "manusia")])
def test_proses_berhenti_dengan_sebab_dan_tanpa_rahasia(aman: dict[str, Any], perintah: tuple[str, ...]) -> None:
    lingkungan = {f"USULAN_{nama.upper()}": str(nilai) for nama, nilai in aman.items()}
    lingkungan |= {"USULAN_S3_ALAMAT": "http://s3.instansi", "PATH": os.environ["PATH"]}
    hasil = subprocess.run([sys.executable, *perintah], cwd=AKAR, env=lingkungan, capture_output=True, text=True)
    assert hasil.returncode == 1
    assert "- USULAN_S3_ALAMAT: harus https." in hasil.stderr
    assert "Traceback" not in hasil.stderr
    assert aman["kunci_sesi"] not in hasil.stdout + hasil.stderr

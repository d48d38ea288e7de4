"""Setelan rahasia yang lemah ditolak saat menyala, dengan nama setelannya dan tanpa nilainya."""

import base64
import os
from typing import Any

import pytest
from pydantic import ValidationError

from luar.setelan import Setelan

BAIK = base64.b64encode(bytes(range(32))).decode()
NOL = base64.b64encode(bytes(32)).decode()
PENDEK = base64.b64encode(bytes(range(16))).decode()
BERULANG = base64.b64encode(b"rahasia!" * 4).decode()


def setelan(**ganti: str) -> Setelan:
    isi: dict[str, Any] = {
        "basis_data_url": "postgresql+psycopg://x@127.0.0.1:1/x",
        "kunci_muatan": f"k1:{BAIK}",
        "kunci_sesi": BAIK,
        "s3_alamat": "http://127.0.0.1:1",
        "s3_kunci": "x",
        "s3_rahasia": "x",
        "esign_alamat": "http://127.0.0.1:1",
        "esign_pengguna": "x",
        "esign_sandi": "x",
        "tsa_alamat": "http://127.0.0.1:1",
        "akar_percaya": "akar.pem",
        "oidc_penerbit": "http://127.0.0.1:1",
        "alamat_publik": "http://usulan.contoh",
    }
    return Setelan(**{**isi, **ganti})


@pytest.mark.parametrize("kunci", [NOL, PENDEK, BERULANG, "bukan base64", ""])
def test_kunci_lemah_ditolak_dengan_nama_setelannya(kunci: str) -> None:
    for nama, nilai in (("kunci_sesi", kunci), ("kunci_muatan", f"k1:{BAIK},k2:{kunci}")):
        with pytest.raises(ValidationError, match=f"USULAN_{nama.upper()}") as ditolak:
            setelan(**{nama: nilai})
        assert "openssl rand" in str(ditolak.value)
        assert BAIK not in str(ditolak.value)
        assert not kunci or kunci not in str(ditolak.value).replace("bukan base64;", "")


@pytest.mark.parametrize("gelang", [BAIK, f"k1:{BAIK},k1:{BAIK}", f":{BAIK}"])
def test_gelang_yang_salah_bentuk_ditolak(gelang: str) -> None:
    with pytest.raises(ValidationError, match=r"USULAN_KUNCI_MUATAN berbentuk"):
        setelan(kunci_muatan=gelang)


def test_kunci_acak_diterima() -> None:
    acak = {f"k{ke}": os.urandom(32) for ke in range(20)}
    gelang = ",".join(f"{nama}:{base64.b64encode(isi).decode()}" for nama, isi in acak.items())
    assert setelan(kunci_muatan=gelang).gelang_kunci == acak

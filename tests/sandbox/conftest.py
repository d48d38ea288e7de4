"""Bagian dunia luar sebagai proses sungguhan, masing-masing dinyalakan sekali per sesi."""

from base64 import b64decode, b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import httpx
import pytest

from sandbox.akun import PASSPHRASE, akun_bernama
from tests.batas import BATAS
from tests.sandbox.pdf import pdf_contoh
from tests.sandbox.proses import Proses, port_bebas

PENANDA_TANGAN = akun_bernama("penandatangan_bkn.bkn")


@dataclass
class KlienESign:
    """Pemanggil E-Sign beserta pengatur sandboxnya."""

    proses: Proses
    http: httpx.Client

    def tanda_tangani_v2(self, pdf: bytes | None = None, **ganti: Any) -> httpx.Response:
        badan = {
            "nik": PENANDA_TANGAN.nik,
            "passphrase": PASSPHRASE,
            "signatureProperties": [{"tampilan": "INVISIBLE"}],
            "file": [b64encode(pdf or pdf_contoh()).decode()],
        } | ganti
        return self.http.post("/api/v2/sign/pdf", json={k: v for k, v in badan.items() if v is not None})

    def hasil_v2(self, pdf: bytes | None = None, **ganti: Any) -> bytes:
        jawaban = self.tanda_tangani_v2(pdf, **ganti)
        assert jawaban.status_code == 200, jawaban.text
        (isi,) = jawaban.json()["file"]
        return b64decode(isi)

    def tanda_tangani_v1(self, pdf: bytes | None = None, **ganti: str | None) -> httpx.Response:
        medan = {"nik": PENANDA_TANGAN.nik, "passphrase": PASSPHRASE, "tampilan": "invisible"} | ganti
        isi = {k: v for k, v in medan.items() if v is not None}
        return self.http.post("/api/sign/pdf", data=isi, files={"file": ("naskah.pdf", pdf or pdf_contoh())})

    def berulah(self, ulah: str, kali: int = 1) -> None:
        self.http.post("/_sandbox/ulah", json={"ulah": ulah, "kali": kali}).raise_for_status()

    @property
    def hitungan(self) -> int:
        return int(self.http.get("/_sandbox/hitung").json()["tanda_tangan"])


@pytest.fixture(scope="session")
def surel(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Proses, int]]:
    """Penampung surel dan port SMTP-nya."""
    smtp = port_bebas()
    with Proses("surel", tmp_path_factory.mktemp("surel") / "kotak", f"--port-smtp={smtp}") as proses:
        yield proses, smtp


@pytest.fixture(scope="session")
def bsre(tmp_path_factory: pytest.TempPathFactory, surel: tuple[Proses, int]) -> Iterator[Proses]:
    with Proses("bsre", tmp_path_factory.mktemp("bsre"), f"--surel=127.0.0.1:{surel[1]}") as proses:
        yield proses


@pytest.fixture
def esign(bsre: Proses) -> Iterator[KlienESign]:
    with httpx.Client(base_url=bsre.alamat, auth=("usulan", "sandbox-esign"), timeout=BATAS) as http:
        yield KlienESign(bsre, http)
        http.delete("/_sandbox/ulah")


@pytest.fixture(scope="session")
def oidc(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proses]:
    with Proses("oidc", tmp_path_factory.mktemp("oidc")) as proses:
        yield proses

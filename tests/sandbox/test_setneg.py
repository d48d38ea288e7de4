"""Sandbox Setneg: keputusan yang ditandatangani sungguhan, kekeliruan yang dapat dipesan, dan kiriman lewat HTTP."""

import json
from collections.abc import Iterator
from email import message_from_bytes
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from threading import Thread
from typing import Any

import httpx
import jwt
import pikepdf
import pytest
from asn1crypto import pem
from pyhanko.pdf_utils.reader import PdfFileReader

from luar.galat import TanpaData
from luar.pdf_asing import PintuPdf
from luar.tanda_tangan import HasilPeriksa, PemeriksaTandaTangan
from sandbox.bsre.pemilik import SETNEG
from tests.batas import BATAS
from tests.sandbox.proses import Proses

BARIS = {
    "nip": "198506122010122001",
    "golongan_lama": "IV/b",
    "golongan_baru": "IV/c",
    "tmt": "2026-12-01",
    "nomor_pertek": "PT-000001/BKN/KP/2026",
}


class Penerima:
    """API penerima yang hanya mencatat: token dan bagian-bagian kirimannya."""

    def __init__(self) -> None:
        self.kiriman: list[tuple[str, dict[str, bytes]]] = []
        self._peladen = ThreadingHTTPServer(("127.0.0.1", 0), self._penangan())
        self.alamat = f"http://127.0.0.1:{self._peladen.server_port}"
        Thread(target=self._peladen.serve_forever, args=(0.02,), daemon=True).start()

    def padam(self) -> None:
        self._peladen.shutdown()
        self._peladen.server_close()

    def _penangan(self) -> type[BaseHTTPRequestHandler]:
        penerima = self

        class Penangan(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                badan = self.rfile.read(int(self.headers["Content-Length"]))
                pesan = message_from_bytes(f"Content-Type: {self.headers['Content-Type']}\r\n\r\n".encode() + badan)
                bagian = {
                    str(satu.get_param("name", header="content-disposition")): satu.get_payload(decode=True)
                    for satu in pesan.get_payload()
                }
                penerima.kiriman.append((self.headers["Authorization"].removeprefix("Bearer "), bagian))
                jawaban = json.dumps({"jalur": self.path}).encode()
                self.send_response(202)
                self.send_header("Content-Length", str(len(jawaban)))
                self.end_headers()
                self.wfile.write(jawaban)

            def log_message(self, *_: object) -> None:
                pass

        return Penangan


@pytest.fixture(scope="module")
def penerima() -> Iterator[Penerima]:
    penerima = Penerima()
    yield penerima
    penerima.padam()


@pytest.fixture(scope="module")
def setneg(
    tmp_path_factory: pytest.TempPathFactory, bsre: Proses, oidc: Proses, penerima: Penerima
) -> Iterator[httpx.Client]:
    alamat = (f"--alamat_api={penerima.alamat}", f"--penerbit={oidc.alamat}", f"--esign_alamat={bsre.alamat}")
    with (
        Proses("setneg", tmp_path_factory.mktemp("setneg"), *alamat) as proses,
        httpx.Client(base_url=proses.alamat, timeout=BATAS) as http,
    ):
        yield http


@pytest.fixture(scope="module")
def pemeriksa(bsre: Proses, tmp_path_factory: pytest.TempPathFactory) -> PemeriksaTandaTangan:
    akar = tmp_path_factory.mktemp("akar") / "akar.pem"
    der = httpx.get(f"{bsre.alamat}/pki/certs/akar/ca.crt").content

    akar.write_bytes(pem.armor("CERTIFICATE", der))
    return PemeriksaTandaTangan(akar, f"{bsre.alamat}/pki/tsa/tsa")


def terbitkan(setneg: httpx.Client, ulah: str | None = None, *baris: dict[str, Any]) -> dict[str, Any]:
    jawaban = setneg.post("/_sandbox/keputusan", json={"baris": list(baris) or [BARIS], "ulah": ulah})
    assert jawaban.status_code == 200, jawaban.text
    hasil: dict[str, Any] = jawaban.json()
    return hasil


def unduh(setneg: httpx.Client, sidik: str) -> bytes:
    isi = setneg.get(f"/_sandbox/keputusan/{sidik}").raise_for_status().content
    assert sha256(isi).hexdigest() == sidik
    return isi


async def diterbitkan(setneg: httpx.Client, pemeriksa: PemeriksaTandaTangan, ulah: str) -> tuple[bytes, HasilPeriksa]:
    pdf = unduh(setneg, terbitkan(setneg, ulah)["sha256"])
    return pdf, await pemeriksa.periksa(pdf)


async def test_keputusan_pdf_a3_bertanda_tangan_memuat_datanya(
    setneg: httpx.Client, pemeriksa: PemeriksaTandaTangan, pintu_pdf: PintuPdf
) -> None:
    terbitan = terbitkan(setneg, "tidak_dikirim", BARIS, BARIS | {"nip": "198506122010122002"})
    assert terbitan["kiriman"] == []
    pdf = unduh(setneg, terbitan["sha256"])
    data = await pintu_pdf.keputusan(pdf)
    assert (data.nomor, [satu.nip[-1] for satu in data.baris]) == (terbitan["nomor"], ["1", "2"])
    hasil = await pemeriksa.periksa(pdf)
    assert (hasil.sah, hasil.penandatangan, hasil.organisasi) == (True, SETNEG.nama, SETNEG.organisasi)
    with pikepdf.open(BytesIO(pdf)) as dokumen, dokumen.open_metadata() as metadata:
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("3", "A")


async def test_setiap_keputusan_bernomor_sendiri(setneg: httpx.Client) -> None:
    nomor = {terbitkan(setneg, "tidak_dikirim")["nomor"] for _ in range(3)}
    assert len(nomor) == 3


async def test_dikirim_sebagai_klien_mesin_dengan_data_yang_sama(
    setneg: httpx.Client, penerima: Penerima, oidc: Proses, pintu_pdf: PintuPdf
) -> None:
    penerima.kiriman.clear()
    terbitan = terbitkan(setneg)
    assert terbitan["kiriman"] == [{"status": 202, "isi": {"jalur": "/setneg/keputusan"}}]
    ((token, bagian),) = penerima.kiriman
    assert sha256(bagian["berkas"]).hexdigest() == terbitan["sha256"]
    tertulis = await pintu_pdf.keputusan(bagian["berkas"])
    assert json.loads(bagian["data"])["nomor"] == terbitan["nomor"] == tertulis.nomor
    kunci = jwt.PyJWKClient(f"{oidc.alamat}/jwks").get_signing_key_from_jwt(token)
    klaim = jwt.decode(token, kunci, algorithms=["RS256"], audience="usulan-api", issuer=oidc.alamat)
    assert (klaim["peran"], klaim["unit"], klaim["client_id"]) == (["setneg"], "setneg", "setneg")


def test_kiriman_ganda_bita_demi_bita(setneg: httpx.Client, penerima: Penerima) -> None:
    penerima.kiriman.clear()
    terbitkan(setneg, "kirim_dua_kali")
    (_, pertama), (_, kedua) = penerima.kiriman
    assert pertama["berkas"] == kedua["berkas"]


async def test_baris_yang_keliru_tetap_ditandatangani_sah(
    setneg: httpx.Client, pemeriksa: PemeriksaTandaTangan, pintu_pdf: PintuPdf
) -> None:
    for ulah, isian in (("nip_lain", "nip"), ("golongan_lain", "golongan_baru")):
        pdf, hasil = await diterbitkan(setneg, pemeriksa, ulah)
        (satu,) = (await pintu_pdf.keputusan(pdf)).baris
        beda = {nama for nama, nilai in satu.model_dump(mode="json", exclude_none=True).items() if nilai != BARIS[nama]}
        assert (hasil.sah, beda) == (True, {isian})


async def test_tanda_tangan_yang_tidak_boleh_dipercaya(
    setneg: httpx.Client, pemeriksa: PemeriksaTandaTangan, pintu_pdf: PintuPdf
) -> None:
    rusak, hasil = await diterbitkan(setneg, pemeriksa, "tanda_tangan_rusak")
    assert (hasil.sah, hasil.alasan) == (False, ("Isi surat berubah sesudah ditandatangani.",))
    assert (await pintu_pdf.keputusan(rusak)).baris[0].nip == BARIS["nip"], "susunan PDF-nya tetap terbaca"
    _, hasil = await diterbitkan(setneg, pemeriksa, "sertifikat_tak_dipercaya")
    assert (hasil.sah, hasil.penandatangan) == (False, SETNEG.nama)
    assert hasil.alasan == ("Sertifikat tidak berpangkal pada akar yang dipercaya.",)
    _, hasil = await diterbitkan(setneg, pemeriksa, "penandatangan_lain")
    assert (hasil.sah, hasil.organisasi) == (True, "Badan Kepegawaian Negara")


async def test_tanpa_lampiran(setneg: httpx.Client, pintu_pdf: PintuPdf) -> None:
    pdf = unduh(setneg, terbitkan(setneg, "tanpa_lampiran")["sha256"])
    assert len(PdfFileReader(BytesIO(pdf)).embedded_regular_signatures) == 1
    with pytest.raises(TanpaData, match=r"keputusan\.json"):
        await pintu_pdf.keputusan(pdf)


def test_pesanan_yang_tidak_sah_dan_berkas_yang_tidak_ada(setneg: httpx.Client) -> None:
    for badan in ({"baris": []}, {"baris": [BARIS], "ulah": "meledak"}, {"baris": [BARIS | {"nip": "1"}]}):
        assert setneg.post("/_sandbox/keputusan", json=badan).status_code == 422
    assert setneg.get(f"/_sandbox/keputusan/{'0' * 64}").status_code == 404
    assert setneg.get("/_sandbox/keputusan/..%2Fkunci").status_code in (404, 422)


def test_kredensial_klien_yang_salah_ditolak(oidc: Proses) -> None:
    for isian in (
        {"client_id": "setneg", "client_secret": "salah"},
        {"client_id": "usulan-web", "client_secret": "sandbox-setneg"},
        {},
    ):
        jawaban = httpx.post(f"{oidc.alamat}/token", data={"grant_type": "client_credentials", **isian})
        assert (jawaban.status_code, jawaban.json()["error"]) == (400, "invalid_client")


def test_token_mesin_bukan_milik_orang(oidc: Proses) -> None:
    isian = {"grant_type": "client_credentials", "client_id": "setneg", "client_secret": "sandbox-setneg"}
    token = httpx.post(f"{oidc.alamat}/token", data=isian).raise_for_status().json()
    assert "id_token" not in token
    kepala = {"Authorization": f"Bearer {token['access_token']}"}
    assert httpx.get(f"{oidc.alamat}/userinfo", headers=kepala).status_code == 401

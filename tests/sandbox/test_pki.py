"""PKI sandbox: OCSP, CRL, TSA lewat HTTP; pencabutan seketika; kunci tersandi; tahan dinyalakan ulang."""

import hashlib
import io
import os
import subprocess
import sys
from base64 import b64decode
from pathlib import Path

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.x509 import ocsp
from pyhanko.keys import load_certs_from_pemder
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.ades.report import AdESPassed
from pyhanko.sign.signers import PdfTimeStamper
from pyhanko.sign.timestamps import HTTPTimeStamper
from pyhanko.sign.validation.dss import async_add_validation_info
from pyhanko_certvalidator import ValidationContext

from sandbox.akun import PASSPHRASE
from sandbox.bsre.pemilik import AKAN_DICABUT, DICABUT, Pemilik
from tests.batas import BATAS
from tests.sandbox.conftest import PENANDA_TANGAN, KlienESign
from tests.sandbox.pdf import periksa_bt, periksa_lta, tanda_tangan
from tests.sandbox.proses import AKAR_REPO, Proses


def rantai(esign: KlienESign, nik: str) -> list[x509.Certificate]:
    data = esign.http.get(f"/api/v2/user/certificate/chain/{nik}").json()["data"]
    return [x509.load_der_x509_certificate(b64decode(satu)) for satu in data]


def alamat_ocsp(sertifikat: x509.Certificate) -> str:
    aia = sertifikat.extensions.get_extension_for_class(x509.AuthorityInformationAccess).value
    (ocsp_,) = [a.access_location.value for a in aia if a.access_method == x509.AuthorityInformationAccessOID.OCSP]
    return ocsp_


def tanya_ocsp(sertifikat: x509.Certificate, penerbit: x509.Certificate) -> ocsp.OCSPResponse:
    permintaan = ocsp.OCSPRequestBuilder().add_certificate(sertifikat, penerbit, hashes.SHA256()).build()
    badan = permintaan.public_bytes(serialization.Encoding.DER)
    return ocsp.load_der_ocsp_response(httpx.post(alamat_ocsp(sertifikat), content=badan).raise_for_status().content)


def ambil_crl(sertifikat: x509.Certificate) -> x509.CertificateRevocationList:
    titik = sertifikat.extensions.get_extension_for_class(x509.CRLDistributionPoints).value[0]
    return x509.load_der_x509_crl(httpx.get(titik.full_name[0].value).raise_for_status().content)


def test_ocsp_baik_dan_dicabut(esign: KlienESign) -> None:
    baik, penerbit, _ = rantai(esign, PENANDA_TANGAN.nik)
    dicabut, *_ = rantai(esign, DICABUT.nik)
    jawaban = tanya_ocsp(baik, penerbit)
    assert jawaban.certificate_status == ocsp.OCSPCertStatus.GOOD
    jawaban.certificates[0].verify_directly_issued_by(penerbit)
    assert tanya_ocsp(dicabut, penerbit).certificate_status == ocsp.OCSPCertStatus.REVOKED


def test_rantai_bersambung_sampai_akar_pem(esign: KlienESign) -> None:
    orang, penerbit, akar = rantai(esign, PENANDA_TANGAN.nik)
    orang.verify_directly_issued_by(penerbit)
    penerbit.verify_directly_issued_by(akar)
    assert x509.load_pem_x509_certificate((esign.proses.data / "akar.pem").read_bytes()) == akar
    assert orang.not_valid_after_utc - orang.not_valid_before_utc > (
        penerbit.not_valid_after_utc - penerbit.not_valid_after_utc
    )
    assert orang.public_key().key_size == 2048


def test_pencabutan_seketika_dan_nomor_seri_tetap(esign: KlienESign) -> None:
    orang, penerbit, _ = rantai(esign, AKAN_DICABUT.nik)
    assert ambil_crl(orang).get_revoked_certificate_by_serial_number(orang.serial_number) is None
    esign.http.post("/_sandbox/cabut", json={"nama_pengguna": AKAN_DICABUT.label}).raise_for_status()
    assert tanya_ocsp(orang, penerbit).certificate_status == ocsp.OCSPCertStatus.REVOKED
    daftar = ambil_crl(orang)
    assert daftar.is_signature_valid(penerbit.public_key())
    assert daftar.get_revoked_certificate_by_serial_number(orang.serial_number) is not None
    assert esign.tanda_tangani_v2(nik=AKAN_DICABUT.nik).json()["status_code"] == 2041


def test_sertifikat_habis_masanya_selagi_berjalan_lalu_diperpanjang(esign: KlienESign) -> None:
    orang = {"nama_pengguna": PENANDA_TANGAN.nama_pengguna}
    habis = esign.http.post("/_sandbox/kedaluwarsa", json=orang).json()
    try:
        assert habis["status"] == "EXPIRED"
        status = esign.http.post("/api/v2/user/check/status", json={"nik": PENANDA_TANGAN.nik}).json()
        assert (status["status_code"], status["status"]) == (2041, "EXPIRED")
        assert esign.tanda_tangani_v2().json()["status_code"] == 2041
    finally:
        assert esign.http.post("/_sandbox/perpanjang", json=orang).json()["status"] == "ISSUE"
    assert esign.tanda_tangani_v2().status_code == 200


@pytest.mark.parametrize("perintah", ["cabut", "kedaluwarsa", "perpanjang"])
def test_pemilik_tak_dikenal(esign: KlienESign, perintah: str) -> None:
    jawaban = esign.http.post(f"/_sandbox/{perintah}", json={"nama_pengguna": "operator.bandung"})
    assert jawaban.status_code == 404


async def test_tsa_lewat_http(bsre: Proses) -> None:
    sidik = hashlib.sha256(b"naskah").digest()
    token = await HTTPTimeStamper(f"{bsre.alamat}/pki/tsa/tsa").async_timestamp(sidik, "sha256")
    isi = token["content"]["encap_content_info"]["content"].parsed
    assert isi["message_imprint"]["hashed_message"].native == sidik


@pytest.mark.parametrize(
    ("metode", "jalur", "status"),
    [
        ("GET", "/", 404),
        ("GET", "/_certomancer/any-cert/pki/akar.crt", 404),
        ("POST", "/_certomancer/pfx-download/pki", 404),
        ("GET", "/pki/crls/tidakada/latest.crl", 404),
        ("GET", "/pki/certs/penandatangan_bkn.bkn/ca.crt", 404),
        ("POST", "/pki/ocsp/penerbit", 400),
        ("POST", "/pki/tsa/tsa", 400),
    ],
)
def test_tak_ada_pintu_lain(bsre: Proses, metode: str, jalur: str, status: int) -> None:
    assert httpx.request(metode, bsre.alamat + jalur, content=b"\x01").status_code == status


def test_kunci_penanda_tangan_tersandi(bsre: Proses) -> None:
    folder = bsre.data / "pki" / "kunci"
    pem = (folder / f"{PENANDA_TANGAN.nama_pengguna}.pass.pem").read_bytes()
    assert pem.startswith(b"-----BEGIN ENCRYPTED PRIVATE KEY-----")
    with pytest.raises(ValueError, match=r"password|deserialize"):
        serialization.load_pem_private_key(pem, b"salah")
    assert serialization.load_pem_private_key(pem, PASSPHRASE.encode())
    assert not [berkas for berkas in folder.iterdir() if berkas.stat().st_mode & 0o077]
    for berkas in bsre.data.rglob("*"):
        assert not berkas.is_file() or PASSPHRASE.encode() not in berkas.read_bytes()


async def ke_lta(pdf: bytes, akar: Path, tsa: str) -> bytes:
    """B-T → B-LTA tanpa kunci penanda tangan: DSS lalu cap waktu dokumen."""
    konteks = ValidationContext(
        trust_roots=list(load_certs_from_pemder([str(akar)])), allow_fetching=True, revocation_mode="require"
    )
    lt = io.BytesIO()
    try:
        await async_add_validation_info(tanda_tangan(pdf), konteks, output=lt)
        lta = await PdfTimeStamper(HTTPTimeStamper(tsa)).async_timestamp_pdf(
            IncrementalPdfFileWriter(lt), "sha256", validation_context=konteks
        )
    finally:
        await konteks.aclose()
    return bytes(lta.getvalue())


async def test_surat_kemarin_tetap_sah(tmp_path: Path) -> None:
    """Nyala, tanda tangan, padam, nyala lagi, lalu port lain; B-LTA selamat pula dari pencabutan sesudahnya."""
    orang: Pemilik = AKAN_DICABUT
    with Proses("bsre", tmp_path) as pertama:
        akar = tmp_path / "akar.pem"
        pem_semula = akar.read_bytes()
        with httpx.Client(base_url=pertama.alamat, auth=("usulan", "sandbox-esign"), timeout=BATAS) as http:
            klien = KlienESign(pertama, http)
            seri = rantai(klien, orang.nik)[0].serial_number
            pdf = klien.hasil_v2(nik=orang.nik)
        arsip = await ke_lta(pdf, akar, f"{pertama.alamat}/pki/tsa/tsa")
        port = pertama.port

    with Proses("bsre", tmp_path, port=port) as kedua:
        assert akar.read_bytes() == pem_semula
        assert (await periksa_bt(pdf, akar))[0] == AdESPassed.OK
        assert await periksa_lta(arsip, akar) == AdESPassed.OK
        with httpx.Client(base_url=kedua.alamat, auth=("usulan", "sandbox-esign"), timeout=BATAS) as http:
            assert rantai(KlienESign(kedua, http), orang.nik)[0].serial_number == seri
            http.post("/_sandbox/cabut", json={"nama_pengguna": orang.label}).raise_for_status()
        assert await periksa_lta(arsip, akar) == AdESPassed.OK

    with Proses("bsre", tmp_path, "--bentuk=PKCS7") as lain:
        assert lain.port != port
        # Akarnya tetap; penerbitnya memuat alamat, jadi berganti.
        akar_semula, _, _ = pem_semula.partition(b"-----END")
        assert akar.read_bytes().startswith(akar_semula)
        with httpx.Client(base_url=lain.alamat, auth=("usulan", "sandbox-esign"), timeout=BATAS) as http:
            klien = KlienESign(lain, http)
            assert klien.tanda_tangani_v2(nik=orang.nik).json()["status_code"] == 2041
            assert alamat_ocsp(rantai(klien, PENANDA_TANGAN.nik)[0]).startswith(lain.alamat)
            baru = klien.hasil_v2()
            assert tanda_tangan(baru).sig_object["/SubFilter"] == "/adbe.pkcs7.detached"
            assert (await periksa_bt(baru, akar))[0] == AdESPassed.OK
    assert PdfFileReader(io.BytesIO(arsip)).embedded_timestamp_signatures


def test_port_terpakai_disebut(bsre: Proses, tmp_path: Path) -> None:
    perintah = [sys.executable, "-m", "sandbox.bsre", f"--port={bsre.port}", f"--data={tmp_path}"]
    hasil = subprocess.run(perintah, cwd=AKAR_REPO, env=os.environ, capture_output=True, text=True, timeout=BATAS)
    assert hasil.returncode == 1
    assert f"127.0.0.1:{bsre.port} tidak dapat dipakai" in hasil.stderr
    assert "--port" in hasil.stderr

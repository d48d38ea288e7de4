"""PDF unggahan yang sertifikatnya menyebut alamat pilihan pengunggah: tidak satu alamat pun dikunjungi (SSRF)."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from asn1crypto import keys, x509
from cryptography import x509 as sertifikat
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import AuthorityInformationAccessOID, NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import PdfSignatureMetadata, SimpleSigner
from pyhanko.sign.signers.functions import async_sign_pdf
from pyhanko_certvalidator.registry import SimpleCertificateStore

from luar.tanda_tangan import PemeriksaTandaTangan
from tests.api.naskah_pdf import pdf_biasa

Kunci = ec.EllipticCurvePrivateKey


def _kunci() -> Kunci:
    return ec.generate_private_key(ec.SECP256R1())


def _nama(pemilik: str) -> sertifikat.Name:
    return sertifikat.Name([sertifikat.NameAttribute(NameOID.COMMON_NAME, pemilik)])


def terbitkan(
    pemilik: str, kunci: Kunci, penerbit: str, kunci_penerbit: Kunci, alamat: str | None = None, *, ca: bool = False
) -> bytes:
    """DER; ``alamat``: tempat penerbit, OCSP, dan CRL-nya menurut sertifikat itu sendiri."""
    kini = datetime.now(UTC)
    naskah = (
        sertifikat.CertificateBuilder()
        .subject_name(_nama(pemilik))
        .issuer_name(_nama(penerbit))
        .public_key(kunci.public_key())
        .serial_number(sertifikat.random_serial_number())
        .not_valid_before(kini - timedelta(hours=1))
        .not_valid_after(kini + timedelta(hours=1))
        .add_extension(sertifikat.BasicConstraints(ca, None), critical=True)
    )
    if alamat:
        penerbitnya, ocsp, crl = (sertifikat.UniformResourceIdentifier(f"{alamat}/{s}") for s in ("aia", "ocsp", "crl"))
        akses = sertifikat.AccessDescription
        naskah = naskah.add_extension(
            sertifikat.AuthorityInformationAccess(
                [
                    akses(AuthorityInformationAccessOID.CA_ISSUERS, penerbitnya),
                    akses(AuthorityInformationAccessOID.OCSP, ocsp),
                ]
            ),
            critical=False,
        ).add_extension(
            sertifikat.CRLDistributionPoints([sertifikat.DistributionPoint([crl], None, None, None)]), critical=False
        )
    return naskah.sign(kunci_penerbit, SHA256()).public_bytes(Encoding.DER)


async def ditandatangani(milik: bytes, kunci: Kunci, *lain: bytes) -> bytes:
    toko = SimpleCertificateStore()
    toko.register_multiple(map(x509.Certificate.load, lain))
    rahasia = keys.PrivateKeyInfo.load(kunci.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption()))
    penanda = SimpleSigner(x509.Certificate.load(milik), rahasia, toko)
    surat = IncrementalPdfFileWriter(BytesIO(pdf_biasa()))
    keluaran = await async_sign_pdf(surat, PdfSignatureMetadata(field_name="TTE"), penanda, output=BytesIO())
    return keluaran.getvalue()


@asynccontextmanager
async def penyadap() -> AsyncIterator[tuple[str, list[bytes]]]:
    """Alamat peladen milik penyerang, dan setiap permintaan yang sampai kepadanya."""
    sampai: list[bytes] = []

    async def layani(masuk: asyncio.StreamReader, keluar: asyncio.StreamWriter) -> None:
        sampai.append(await masuk.readline())
        keluar.close()

    async with await asyncio.start_server(layani, "127.0.0.1", 0) as peladen:
        yield f"http://127.0.0.1:{peladen.sockets[0].getsockname()[1]}", sampai


@pytest.mark.parametrize("penerbit", ["CA asing", "CA antara", "Akar Tepercaya"])
async def test_alamat_dalam_sertifikat_unggahan_tidak_dikunjungi(tmp_path: Path, penerbit: str) -> None:
    """Penerbitnya tidak dikenal, ikut tertanam tetapi asing, atau meminjam nama akar yang dipercaya."""
    akar, asing, pribadi = _kunci(), _kunci(), _kunci()
    der = terbitkan("Akar Tepercaya", akar, "Akar Tepercaya", akar, ca=True)
    (tmp_path / "akar.pem").write_bytes(sertifikat.load_der_x509_certificate(der).public_bytes(Encoding.PEM))
    async with penyadap() as (alamat, sampai):
        antara = terbitkan("CA antara", asing, "CA lain", asing, alamat, ca=True)
        tertanam = (antara,) if penerbit == "CA antara" else ()
        milik = terbitkan("Penyusup", pribadi, penerbit, asing, alamat)
        surat = await ditandatangani(milik, pribadi, *tertanam)
        pemeriksa = PemeriksaTandaTangan(tmp_path / "akar.pem", f"{alamat}/tsa", proses=1, bagi_luar=True)
        hasil = await pemeriksa.periksa(surat)
        pemeriksa.tutup()
    assert not hasil.sah
    assert hasil.alasan
    assert sampai == []

"""Sambungan ke Temporal yang dijaga mTLS, lewat penutup TLS di depan peladen sungguhan."""

import asyncio
import ssl
from base64 import b64encode
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from pydantic import ValidationError

from luar.setelan import Setelan
from luar.temporal import sambung
from sandbox.tumpukan import Tumpukan


def terbitkan(folder: Path, nama: str) -> tuple[Path, Path]:
    """Sertifikat yang menandatangani dirinya bagi 127.0.0.1, dan kuncinya."""
    kunci, subjek, kini = (
        ec.generate_private_key(ec.SECP256R1()),
        x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, nama)]),
        datetime.now(UTC),
    )
    sertifikat = (
        x509.CertificateBuilder()
        .subject_name(subjek)
        .issuer_name(subjek)
        .public_key(kunci.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(kini - timedelta(hours=1))
        .not_valid_after(kini + timedelta(hours=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .sign(kunci, hashes.SHA256())
    )
    pem, berkas_kunci = folder / f"{nama}.pem", folder / f"{nama}.key"
    pem.write_bytes(sertifikat.public_bytes(serialization.Encoding.PEM))
    bentuk = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    berkas_kunci.write_bytes(kunci.private_bytes(*bentuk))
    return pem, berkas_kunci


@pytest.fixture
async def bertls(temporal: Tumpukan, tmp_path: Path) -> AsyncIterator[Setelan]:
    """Setelan klien bersertifikat bagi Temporal di balik penutup yang memintanya."""
    peladen, kunci_peladen = terbitkan(tmp_path, "peladen")
    klien, kunci_klien = terbitkan(tmp_path, "klien")
    konteks = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH, cafile=klien)
    konteks.load_cert_chain(peladen, kunci_peladen)
    konteks.verify_mode = ssl.CERT_REQUIRED
    konteks.set_alpn_protocols(["h2"])
    porta = temporal.tempat.porta["temporal"]

    async def teruskan(dari: asyncio.StreamReader, ke: asyncio.StreamWriter) -> None:
        while isi := await dari.read(65_536):
            ke.write(isi)
            await ke.drain()
        ke.close()

    async def layani(masuk: asyncio.StreamReader, keluar: asyncio.StreamWriter) -> None:
        dari, ke = await asyncio.open_connection("127.0.0.1", porta)
        await asyncio.gather(teruskan(masuk, ke), teruskan(dari, keluar), return_exceptions=True)

    penutup = await asyncio.start_server(layani, "127.0.0.1", 0, ssl=konteks)
    alamat = f"127.0.0.1:{penutup.sockets[0].getsockname()[1]}"
    yield _setelan(
        temporal_alamat=alamat,
        temporal_tls=True,
        temporal_akar=peladen,
        temporal_sertifikat=klien,
        temporal_kunci=kunci_klien,
    )
    penutup.close()


def _setelan(**isi: object) -> Setelan:
    rahasia = b64encode(bytes(range(32))).decode()
    wajib = {
        "basis_data_url": "postgresql+psycopg://x@127.0.0.1/x",
        "kunci_muatan": f"k1:{rahasia}",
        "kunci_sesi": rahasia,
        "s3_alamat": "http://127.0.0.1",
        "s3_kunci": "k",
        "s3_rahasia": "r",
        "esign_alamat": "http://127.0.0.1",
        "esign_pengguna": "p",
        "esign_sandi": "s",
        "tsa_alamat": "http://127.0.0.1",
        "akar_percaya": "akar.pem",
        "oidc_penerbit": "http://127.0.0.1",
        "alamat_publik": "http://127.0.0.1",
    }
    return Setelan.model_validate(wajib | isi)


async def test_dengan_sertifikat_klien_tersambung(bertls: Setelan) -> None:
    klien = await sambung(bertls)
    assert await klien.service_client.check_health()


async def test_tanpa_sertifikat_klien_atau_dengan_akar_lain_tidak_tersambung(bertls: Setelan) -> None:
    tanpa = bertls.model_copy(update={"temporal_sertifikat": None, "temporal_kunci": None})
    akar_lain = bertls.model_copy(update={"temporal_akar": bertls.temporal_sertifikat})
    for setelan in (tanpa, akar_lain):
        with pytest.raises(RuntimeError, match="client connect"):
            await sambung(setelan)


def test_mtls_yang_tidak_lengkap_disebut(tmp_path: Path) -> None:
    pem, kunci = terbitkan(tmp_path, "klien")
    with pytest.raises(ValidationError, match="USULAN_TEMPORAL_KUNCI"):
        _setelan(temporal_tls=True, temporal_sertifikat=pem)
    with pytest.raises(ValidationError, match="USULAN_TEMPORAL_TLS"):
        _setelan(temporal_sertifikat=pem, temporal_kunci=kunci)

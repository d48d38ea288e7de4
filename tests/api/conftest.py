"""Aplikasi bagi uji: tanpa layanan luar (``klien_sendiri``), atau bersama layanan sungguhan."""

import base64
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest
import pytest_asyncio
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID

from api.app import buat_app
from gudang import PabrikGudang
from luar.setelan import Setelan
from sandbox.akun import akun
from sandbox.tumpukan import Tumpukan
from tests.api.dunia import Dunia, baris_akun
from tests.api.penyedia import PenyediaUji
from tests.gudang.contoh import isi_direktori

MATI = "127.0.0.1:9"
"""Porta discard: tak ada yang mendengar."""
KUNCI_32 = base64.b64encode(bytes(range(32))).decode()


@pytest.fixture(scope="session")
def penyedia() -> Iterator[PenyediaUji]:
    penyedia = PenyediaUji()
    yield penyedia
    penyedia.padam()


@pytest.fixture(scope="session")
def akar_percaya(tmp_path_factory: pytest.TempPathFactory) -> Path:
    kunci = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    nama = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Akar uji")])
    kini = datetime.now(UTC)
    sertifikat = (
        x509.CertificateBuilder()
        .subject_name(nama)
        .issuer_name(nama)
        .public_key(kunci.public_key())
        .serial_number(1)
        .not_valid_before(kini - timedelta(days=1))
        .not_valid_after(kini + timedelta(days=1))
        .sign(kunci, hashes.SHA256())
    )
    berkas = tmp_path_factory.mktemp("akar") / "akar.pem"
    berkas.write_bytes(sertifikat.public_bytes(serialization.Encoding.PEM))
    return berkas


@pytest.fixture
def setelan_mati(akar_percaya: Path, penyedia: PenyediaUji) -> Setelan:
    """Semua bagian luar padam, kecuali penyedia identitas."""
    return Setelan(
        basis_data_url=f"postgresql+psycopg://usulan_api:x@{MATI}/usulan",
        temporal_alamat=MATI,
        kunci_muatan=f"k1:{KUNCI_32}",
        kunci_sesi=KUNCI_32,
        s3_alamat=f"http://{MATI}",
        s3_kunci="kunci",
        s3_rahasia="rahasia",
        esign_alamat=f"http://{MATI}",
        esign_pengguna="pengguna",
        esign_sandi="sandi",
        tsa_alamat=f"http://{MATI}",
        akar_percaya=akar_percaya,
        oidc_penerbit=penyedia.penerbit,
        alamat_publik="http://usulan.contoh",
    )


@pytest.fixture(scope="session")
def setelan_dunia(tumpukan_penuh: Tumpukan, penyedia: PenyediaUji) -> Setelan:
    """API di atas PostgreSQL, Temporal, S3, BSrE, dan worker sungguhan; identitas dari uji."""
    lingkungan = tumpukan_penuh.env_untuk("usulan_api") | {"USULAN_OIDC_PENERBIT": penyedia.penerbit}
    return Setelan(**{nama.removeprefix("USULAN_").lower(): nilai for nama, nilai in lingkungan.items()})


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def dunia(setelan_dunia: Setelan, tumpukan_penuh: Tumpukan, penyedia: PenyediaUji) -> AsyncIterator[Dunia]:
    """API dalam proses uji."""
    pekerja = PabrikGudang(tumpukan_penuh.env["USULAN_BASIS_DATA_URL"])
    await isi_direktori(tumpukan_penuh.tempat.url_basis_data("usulan_pemilik"), map(baris_akun, akun()))
    async with buka_klien(setelan_dunia) as http:
        yield Dunia(http, penyedia, pekerja)
    await pekerja.tutup()


@asynccontextmanager
async def buka_klien(setelan: Setelan) -> AsyncIterator[httpx.AsyncClient]:
    app = buat_app(setelan)
    async with app.router.lifespan_context(app):
        angkutan = httpx.ASGITransport(app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=angkutan, base_url="http://usulan.contoh") as klien:
            yield klien


@pytest.fixture
async def klien_sendiri(setelan_mati: Setelan) -> AsyncIterator[httpx.AsyncClient]:
    """API yang menyala selagi basis data, Temporal, dan S3 padam."""
    async with buka_klien(setelan_mati) as klien:
        yield klien

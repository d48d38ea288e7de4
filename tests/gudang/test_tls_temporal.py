"""Sambungan ke Temporal yang dijaga mTLS, lewat penutup TLS di depan peladen sungguhan."""

import asyncio
import os
import ssl
import sysconfig
from base64 import b64encode
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pydantic import ValidationError

from luar.setelan import Setelan
from luar.temporal import sambung
from sandbox.tumpukan import Tumpukan
from sandbox.tumpukan.sertifikat import KLIEN, PELADEN, siapkan


@pytest.fixture
async def bertls(temporal: Tumpukan, tmp_path: Path) -> AsyncIterator[Setelan]:
    """Setelan klien bersertifikat bagi Temporal di balik penutup yang memintanya."""
    akar = tmp_path / "akar.pem"
    siapkan(tmp_path, dict.fromkeys((PELADEN, *KLIEN), os.geteuid()), datetime.now(UTC))
    konteks = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH, cafile=akar)
    konteks.load_cert_chain(tmp_path / "peladen.pem", tmp_path / "peladen.kunci")
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
        temporal_akar=akar,
        temporal_sertifikat=tmp_path / "aplikasi.pem",
        temporal_kunci=tmp_path / "aplikasi.kunci",
    )
    penutup.close()


def _setelan(**isi: object) -> Setelan:
    rahasia = b64encode(os.urandom(32)).decode()
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


async def test_alat_operator_menyambung_dengan_sertifikatnya(bertls: Setelan) -> None:
    """Bendera yang sama dengan yang dipakai ``temporal-dev.yml``."""
    akar = bertls.temporal_akar
    assert akar is not None
    operator = {"ca": akar, "cert": akar.with_name("operator.pem"), "key": akar.with_name("operator.kunci")}
    bendera = [bagian for nama, berkas in operator.items() for bagian in (f"--tls-{nama}-path", str(berkas))]
    for pilihan, kode in ((bendera, 0), (bendera[:2], 1)):
        proses = await asyncio.create_subprocess_exec(
            Path(sysconfig.get_path("scripts")) / "temporal", "operator", "cluster", "health",
            "--address", bertls.temporal_alamat, *pilihan,
            stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
        )  # fmt: skip
        kata, _ = await proses.communicate()
        assert (proses.returncode, b"SERVING" in kata) == (kode, kode == 0), kata


async def test_tanpa_sertifikat_klien_atau_dengan_akar_lain_tidak_tersambung(bertls: Setelan) -> None:
    tanpa = bertls.model_copy(update={"temporal_sertifikat": None, "temporal_kunci": None})
    akar_lain = bertls.model_copy(update={"temporal_akar": bertls.temporal_sertifikat})
    for setelan in (tanpa, akar_lain):
        with pytest.raises(RuntimeError, match="client connect"):
            await sambung(setelan)


def test_mtls_yang_tidak_lengkap_disebut(tmp_path: Path) -> None:
    pem, kunci = tmp_path / "klien.pem", tmp_path / "klien.kunci"
    with pytest.raises(ValidationError, match="USULAN_TEMPORAL_KUNCI"):
        _setelan(temporal_tls=True, temporal_sertifikat=pem)
    with pytest.raises(ValidationError, match="USULAN_TEMPORAL_TLS"):
        _setelan(temporal_sertifikat=pem, temporal_kunci=kunci)

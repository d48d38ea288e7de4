"""Rangka API: menyala sendirian, menjawab setiap penolakan dengan problem details, mencatat tanpa data pribadi."""

import asyncio
import json
import logging
import re
from uuid import UUID

import httpx
import pytest
from fastapi import FastAPI
from pydantic import SecretStr

from api.app import buat_app
from api.masalah import TABEL, JenisMasalah
from api.penolakan import PENOLAKAN_GUDANG
from gudang import galat
from luar.log import siapkan_log
from luar.setelan import Setelan
from models.galat import JenisGalat
from tests.api.conftest import buka_klien
from tests.api.penyedia import PenyediaUji


def test_setiap_jenis_penolakan_ada_dalam_tabel() -> None:
    assert set(TABEL) == {*JenisMasalah, *JenisGalat}


async def test_hidup_walau_semua_bagian_luar_padam(klien_sendiri: httpx.AsyncClient) -> None:
    assert (await klien_sendiri.get("/sehat")).json() == {"sehat": True}
    siap = await klien_sendiri.get("/siap")
    assert siap.status_code == 503
    assert siap.json() == {
        "siap": False,
        "bagian": {"basis_data": False, "temporal": False, "penyimpanan": False},
    }


async def test_bagian_luar_yang_menggantung_dijawab_seperti_yang_padam(setelan_mati: Setelan) -> None:
    """Sambungannya diterima, jawabannya tidak pernah datang; tanpa batas waktu uji ini sendiri yang menggantung."""
    tutup = asyncio.Event()

    async def diam(_: asyncio.StreamReader, keluar: asyncio.StreamWriter) -> None:
        await tutup.wait()
        keluar.close()

    async with await asyncio.start_server(diam, "127.0.0.1", 0) as peladen:
        alamat = f"127.0.0.1:{peladen.sockets[0].getsockname()[1]}"
        menggantung = {
            "basis_data_url": SecretStr(f"postgresql+psycopg://usulan_api:x@{alamat}/usulan"),
            "temporal_alamat": alamat,
            "s3_alamat": f"http://{alamat}",
        }
        async with buka_klien(setelan_mati.model_copy(update=menggantung)) as klien:
            siap = await klien.get("/siap")
        tutup.set()
    assert siap.status_code == 503
    assert set(siap.json()["bagian"].values()) == {False}


@pytest.mark.parametrize(
    ("metode", "alamat", "status", "jenis"),
    [
        ("GET", "/tidak-ada", 404, "tidak_ditemukan"),
        ("DELETE", "/sehat", 405, "metode_tidak_dilayani"),
        ("TRACE", "/sehat", 405, "metode_tidak_dilayani"),
        ("GET", "/masalah/sembarang", 404, "tidak_ditemukan"),
    ],
)
async def test_penolakan_rangka(
    klien_sendiri: httpx.AsyncClient, metode: str, alamat: str, status: int, jenis: str
) -> None:
    jawaban = await klien_sendiri.request(metode, alamat)
    assert jawaban.status_code == status
    assert jawaban.headers["content-type"] == "application/problem+json"
    isi = jawaban.json()
    assert isi["type"] == f"/masalah/{jenis}"
    assert isi["instance"] == f"urn:uuid:{jawaban.headers['x-request-id']}"
    assert isi["tindakan"]


async def test_nomor_permintaan_diteruskan_bila_sah(klien_sendiri: httpx.AsyncClient) -> None:
    nomor = "0b9c5a4e-6b1f-4b52-9d1b-4f1f2f1f6a10"
    assert (await klien_sendiri.get("/sehat", headers={"X-Request-ID": nomor})).headers["x-request-id"] == nomor
    asal = (await klien_sendiri.get("/sehat", headers={"X-Request-ID": "a\nb"})).headers["x-request-id"]
    assert UUID(asal)


async def test_masalah_terjelaskan(klien_sendiri: httpx.AsyncClient) -> None:
    for jenis in ("konsep_basi", "alasan_kosong"):
        penjelasan = (await klien_sendiri.get(f"/masalah/{jenis}")).json()
        assert penjelasan["jenis"] == jenis
        assert penjelasan["judul"]


@pytest.fixture
def app_rusak(setelan_mati: Setelan) -> FastAPI:
    app = buat_app(setelan_mati)

    @app.get("/rusak/{nip}")
    async def rusak(nip: str) -> None:
        raise ValueError(f"NIP {nip} tidak masuk akal")

    return app


async def test_galat_tak_terduga_tidak_bocor(app_rusak: FastAPI, capsys: pytest.CaptureFixture[str]) -> None:
    akar = logging.getLogger()
    semula = akar.handlers[:], akar.level
    siapkan_log()
    try:
        async with app_rusak.router.lifespan_context(app_rusak):
            angkutan = httpx.ASGITransport(app_rusak)
            async with httpx.AsyncClient(transport=angkutan, base_url="http://usulan.contoh") as klien:
                jawaban = await klien.get("/rusak/198503012010011001?nama=Ayu")
    finally:
        akar.handlers[:], akar.level = semula
    assert jawaban.status_code == 500
    assert jawaban.json()["type"] == "/masalah/galat_dalam"
    keluaran = capsys.readouterr().out
    assert "198503012010011001" not in keluaran + jawaban.text
    assert "Ayu" not in keluaran
    catatan = [json.loads(baris) for baris in keluaran.splitlines()]
    tercatat = next(c for c in catatan if c["kejadian"] == "galat_dalam")
    assert tercatat["galat"] == "ValueError"
    assert any("test_app.py" in letak for letak in tercatat["letak"])
    permintaan = next(c for c in catatan if c["kejadian"] == "permintaan")
    assert permintaan["rute"] == "/rusak/{nip}"
    assert permintaan["permintaan"] == jawaban.headers["x-request-id"]


def test_setiap_penolakan_gudang_dipetakan() -> None:
    semua = {kelas for kelas in vars(galat).values() if isinstance(kelas, type) and issubclass(kelas, Exception)}
    assert set(PENOLAKAN_GUDANG) == semua - {galat.GalatGudang}


async def test_openapi_dan_dokumentasi_tanpa_jaringan_luar(klien_sendiri: httpx.AsyncClient) -> None:
    skema = (await klien_sendiri.get("/openapi.json")).json()
    assert "HTTPValidationError" not in skema["components"]["schemas"]
    assert "RincianMasalah" in skema["components"]["schemas"]
    for alamat, cara in skema["paths"].items():
        for metode, operasi in cara.items():
            assert operasi.get("summary"), f"{metode} {alamat} tanpa ringkasan"
            assert operasi.get("tags"), f"{metode} {alamat} tanpa kelompok"
            assert "Successful Response" not in {satu["description"] for satu in operasi["responses"].values()}
    halaman = (await klien_sendiri.get("/dokumentasi")).text
    assert "cdn" not in halaman.lower()


@pytest.mark.parametrize("alamat", ["/sehat", "/verifikasi", "/dokumentasi", "/tidak-ada", "/usulan", "/statis/x.css"])
async def test_setiap_jawaban_berkepala_keamanan(setelan_mati: Setelan, alamat: str) -> None:
    for publik, terenkripsi in (("http://usulan.contoh", False), ("https://usulan.contoh", True)):
        async with buka_klien(setelan_mati.model_copy(update={"alamat_publik": publik})) as klien:
            kepala = (await klien.get(alamat, headers={"Accept": "text/html"})).headers
        kebijakan = kepala["content-security-policy"]
        assert "default-src 'none'" in kebijakan
        assert "frame-ancestors 'none'" in kebijakan
        assert "base-uri 'none'" in kebijakan
        assert (kepala["x-frame-options"], kepala["x-content-type-options"]) == ("DENY", "nosniff")
        assert (kepala["cache-control"], kepala["referrer-policy"]) == ("no-store", "no-referrer")
        assert kepala["cross-origin-opener-policy"] == kepala["cross-origin-resource-policy"] == "same-origin"
        assert ("strict-transport-security" in kepala) == terenkripsi


PUBLIK = {"/sehat", "/siap", "/masalah", "/masalah/{jenis}", "/verifikasi", "/verifikasi/{token}"}


async def test_setiap_rute_selain_yang_publik_menolak_tamu(klien_sendiri: httpx.AsyncClient) -> None:
    skema = (await klien_sendiri.get("/openapi.json")).json()
    for alamat, cara in skema["paths"].items():
        for metode in cara:
            nyata = re.sub(r"{.*?}", "0b9c5a4e-6b1f-4b52-9d1b-4f1f2f1f6a10", alamat)
            jawaban = await klien_sendiri.request(metode.upper(), nyata)
            assert (jawaban.status_code == 401) == (alamat not in PUBLIK), f"{metode} {alamat}: {jawaban.status_code}"


async def test_basis_data_mati_dijawab_sementara(klien_sendiri: httpx.AsyncClient, penyedia: PenyediaUji) -> None:
    kepala = {"Authorization": f"Bearer {penyedia.token()}"}
    jawaban = await klien_sendiri.get("/usulan", headers=kepala)
    assert (jawaban.status_code, jawaban.json()["type"]) == (503, "/masalah/basis_data_tidak_terjangkau")
    assert jawaban.headers["retry-after"]


async def test_badan_json_yang_terlalu_besar_atau_rusak(
    klien_sendiri: httpx.AsyncClient, penyedia: PenyediaUji
) -> None:
    kepala = {"Authorization": f"Bearer {penyedia.token()}", "Content-Type": "application/json"}
    besar = await klien_sendiri.post("/usulan", content=b"[" + b"1," * 600_000 + b"1]", headers=kepala)
    assert (besar.status_code, besar.json()["type"]) == (413, "/masalah/badan_terlalu_besar")
    rusak = await klien_sendiri.post("/usulan", content=b"{", headers=kepala)
    assert (rusak.status_code, rusak.json()["type"]) == (400, "/masalah/permintaan_tidak_sah")

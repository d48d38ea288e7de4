"""Batas laju dan serentak: yang terburu-buru diminta menunggu, dan tidak menghabiskan giliran orang lain."""

import asyncio
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from limits import parse
from pydantic import ValidationError

from api.app import buat_app
from api.laju import Pintu, alamat_ip
from api.masalah import Masalah
from luar.setelan import Setelan
from tests.api.dunia import masalah, tunggu
from tests.api.penyedia import PenyediaUji

HALAMAN = {"Accept": "text/html"}


def _klien(app: FastAPI, ip: str = "203.0.113.7") -> httpx.AsyncClient:
    angkutan = httpx.ASGITransport(app, raise_app_exceptions=False, client=(ip, 40_000))
    return httpx.AsyncClient(transport=angkutan, base_url="http://usulan.contoh")


@pytest.fixture
def sempit(setelan_mati: Setelan) -> Setelan:
    jatah = {"laju_tamu": "3/hour", "laju_salinan": "2/hour", "laju_akun": "5/hour", "laju_unggah": "1/hour"}
    return setelan_mati.model_copy(update={nama: parse(isi) for nama, isi in jatah.items()})


async def test_tamu_dibatasi_menurut_alamatnya(sempit: Setelan) -> None:
    app = buat_app(sempit)
    async with app.router.lifespan_context(app), _klien(app) as satu, _klien(app, "203.0.113.8") as lain:
        for _ in range(3):
            assert (await satu.get("/verifikasi", headers=HALAMAN)).status_code == 200
        ditolak = await satu.get("/verifikasi/sembarang", headers={"Accept": "application/json"})
        masalah(ditolak, 429, "terlalu_sering")
        assert 0 < int(ditolak.headers["retry-after"]) <= 3600
        halaman = await satu.get("/verifikasi", headers=HALAMAN)
        assert (halaman.status_code, "Permintaan terlalu sering" in halaman.text) == (429, True)
        assert (await lain.get("/verifikasi", headers=HALAMAN)).status_code == 200
        assert (await satu.get("/sehat")).status_code == 200


async def test_salinan_tamu_ditolak_sebelum_badannya_dibaca(sempit: Setelan) -> None:
    app, terbaca = buat_app(sempit), 0

    async def badan() -> Any:
        nonlocal terbaca
        terbaca += 1
        yield b"bukan formulir"

    async with app.router.lifespan_context(app), _klien(app) as tamu:
        kepala = {"Accept": "application/json", "Content-Type": "multipart/form-data; boundary=batas"}
        for _ in range(2):
            await tamu.post("/verifikasi", content=badan(), headers=kepala)
        assert terbaca == 2
        masalah(await tamu.post("/verifikasi", content=badan(), headers=kepala), 429, "terlalu_sering")
        assert terbaca == 2


@pytest.mark.parametrize("alamat", ["/setneg/keputusan", "/usulan"])
@pytest.mark.parametrize(
    ("kepala", "jenis"), [({}, "token_kosong"), ({"Authorization": "Bearer karangan"}, "token_tidak_sah")]
)
async def test_badan_besar_tanpa_token_sah_tidak_dibaca(
    sempit: Setelan, alamat: str, kepala: dict[str, str], jenis: str
) -> None:
    app, terbaca = buat_app(sempit), 0

    async def badan() -> Any:
        nonlocal terbaca
        terbaca += 1
        yield b"bukan formulir"

    async with app.router.lifespan_context(app), _klien(app) as tamu:
        isi = {"Content-Type": "multipart/form-data; boundary=batas"} | kepala
        masalah(await tamu.post(alamat, content=badan(), headers=isi), 401, jenis)
    assert terbaca == 0


async def test_dua_salinan_sekaligus_bagi_satu_alamat(setelan_mati: Setelan) -> None:
    app, lepas, terbuka = buat_app(setelan_mati), asyncio.Event(), 0
    kepala = {"Accept": "application/json", "Content-Type": "multipart/form-data; boundary=batas"}

    async def tertahan() -> Any:
        nonlocal terbuka
        terbuka += 1
        await lepas.wait()
        yield b"bukan formulir"

    async with app.router.lifespan_context(app), _klien(app) as satu, _klien(app, "203.0.113.8") as lain:
        dua = [asyncio.create_task(satu.post("/verifikasi", content=tertahan(), headers=kepala)) for _ in range(2)]

        async def keduanya() -> bool | None:
            return terbuka == 2 or None

        await tunggu(keduanya, "dua salinan yang diperiksa")
        ketiga = await satu.post("/verifikasi", content=b"", headers=kepala)
        masalah(ketiga, 429, "terlalu_sering")
        assert ketiga.headers["retry-after"]
        assert (await lain.post("/verifikasi", content=b"", headers=kepala)).status_code != 429
        lepas.set()
        assert 429 not in {jawaban.status_code for jawaban in await asyncio.gather(*dua)}


async def test_akun_dibatasi_menurut_akunnya_bukan_alamatnya(sempit: Setelan, penyedia: PenyediaUji) -> None:
    """Sekantor petugas berbagi satu alamat."""
    app = buat_app(sempit)
    satu, lain = ({"Authorization": f"Bearer {penyedia.token(akun)}"} for akun in ("akun-1", "akun-2"))
    async with app.router.lifespan_context(app), _klien(app) as klien, _klien(app, "203.0.113.9") as rumah:
        for _ in range(5):
            assert (await klien.get("/referensi/layanan", headers=satu)).status_code == 200
        masalah(await rumah.get("/referensi/layanan", headers=satu), 429, "terlalu_sering")
        assert (await klien.get("/referensi/layanan", headers=lain)).status_code == 200


@pytest.mark.parametrize("jenis", ["application/pdf", "application/json"])
async def test_unggahan_mempunyai_jatah_sendiri(sempit: Setelan, penyedia: PenyediaUji, jenis: str) -> None:
    """Apa pun yang disebut pengirimnya tentang isinya."""
    app = buat_app(sempit)
    kepala = {"Authorization": f"Bearer {penyedia.token('akun-3')}", "Content-Type": jenis}
    alamat = "/usulan/0b9c5a4e-6b1f-4b52-9d1b-4f1f2f1f6a10/dokumen?kode=sk_kp_terakhir&nama=a.pdf"
    async with app.router.lifespan_context(app), _klien(app) as klien:
        assert (await klien.post(alamat, content=b"x", headers=kepala)).status_code == 503
        masalah(await klien.post(alamat, content=b"x", headers=kepala), 429, "terlalu_sering")
        assert (await klien.get("/referensi/layanan", headers=kepala)).status_code == 200


async def test_pintu_menahan_lalu_menolak() -> None:
    pintu, lepas, masuk = Pintu(jalan=2, antre=1), asyncio.Event(), 0

    async def satu(kunci: str) -> None:
        nonlocal masuk
        async with pintu.masuk(kunci):
            masuk += 1
            await lepas.wait()

    tiga = [asyncio.create_task(satu("a")) for _ in range(3)]
    await asyncio.sleep(0)
    assert masuk == 2
    with pytest.raises(Masalah, match="paling banyak 3 sekaligus"):
        await satu("a")
    lain = asyncio.create_task(satu("b"))
    await asyncio.sleep(0)
    assert masuk == 3
    tiga[2].cancel()
    lepas.set()
    await asyncio.gather(*tiga, lain, return_exceptions=True)
    await satu("a")
    assert masuk == 4
    assert pintu._giliran == {}


@pytest.mark.parametrize(
    ("soket", "alamat"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:aaaa::1", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:bbbb::9", "2001:db8:1:2::/64"),
        ("peladen-uji", "peladen-uji"),
    ],
)
def test_alamat_dihitung_per_pelanggan(soket: str, alamat: str) -> None:
    assert alamat_ip({"client": (soket, 1)}) == alamat


def test_batas_laju_yang_keliru_disebut_setelannya(setelan_mati: Setelan) -> None:
    with pytest.raises(ValidationError, match=r"laju_akun[\s\S]*600/minute"):
        Setelan(**{**setelan_mati.model_dump(), "laju_akun": "banyak"})

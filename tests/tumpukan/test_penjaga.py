"""Bagian yang mati disebut dengan lognya dan dinyalakan lagi; yang terus mati menghentikan tumpukan."""

import asyncio
import sys
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest

from sandbox.tumpukan import BagianGugur, Keadaan, Tumpukan
from sandbox.tumpukan.bagian import Bagian, SaatMati
from sandbox.tumpukan.kesehatan import Pemeriksaan
from sandbox.tumpukan.penjaga import Penjaga


def dsn(tumpukan: Tumpukan) -> str:
    return tumpukan.tempat.url_basis_data("usulan_pemilik").replace("+psycopg", "")


@pytest.fixture
def kabar() -> list[str]:
    return []


@pytest.fixture
async def hidup(kabar: list[str]) -> AsyncIterator[Tumpukan]:
    async with Tumpukan(bagian={"postgres"}, kabar=kabar.append) as tumpukan:
        yield tumpukan


async def test_yang_dibunuh_disebut_lalu_pulih_tanpa_kehilangan(hidup: Tumpukan, kabar: list[str]) -> None:
    async with await psycopg.AsyncConnection.connect(dsn(hidup)) as sambungan:
        await sambungan.execute("CREATE TABLE catatan AS SELECT 'sudah di cakram' AS isi")

    pid_lama = hidup.bunuh("postgres")
    await hidup.tunggu_sehat("postgres")

    assert hidup.pid("postgres") != pid_lama
    async with await psycopg.AsyncConnection.connect(dsn(hidup)) as sambungan:
        assert await (await sambungan.execute("SELECT isi FROM catatan")).fetchone() == ("sudah di cakram",)
    mati = next(k for k in kabar if "postgres mati" in k)
    assert "sinyal SIGKILL" in mati
    assert str(hidup.log("postgres")) in mati
    assert "database system is ready" in mati, "baris terakhir lognya ikut ditampilkan"
    assert any(k.startswith("✓ postgres pulih") for k in kabar)


async def test_bagian_dapat_dipadamkan_selama_satu_blok(hidup: Tumpukan, kabar: list[str]) -> None:
    async with hidup.padam("postgres"):
        assert hidup.keadaan("postgres") is Keadaan.PADAM
        with pytest.raises(psycopg.OperationalError):
            await psycopg.AsyncConnection.connect(dsn(hidup), connect_timeout=2)
    async with await psycopg.AsyncConnection.connect(dsn(hidup)) as sambungan:
        await sambungan.execute("SELECT 1")
    assert not any("mati" in k for k in kabar), "padam yang diminta bukan kecelakaan"


async def belum_pernah_siap(_pid: int) -> bool:
    return False


def rusak(folder: Path, siap: Pemeriksaan | None = belum_pernah_siap) -> Bagian:
    perintah = (sys.executable, "-c", "import sys; sys.exit('setelan X kosong')")
    return Bagian(nama="rusak", perintah=perintah, folder=folder, siap=siap, jeda_pertama=0.01)


async def test_yang_terus_mati_menggugurkan_tumpukan(tmp_path: Path, kabar: list[str]) -> None:
    penjaga = Penjaga(rusak(tmp_path), tmp_path / "rusak.log", kabar.append)
    with pytest.raises(BagianGugur, match=r"5 kali dalam semenit rusak mati \(kode keluar 1\)") as tangkapan:
        await penjaga.jaga()
    assert "setelan X kosong" in str(tangkapan.value)
    assert sum("dinyalakan lagi" in k for k in kabar) == 4


async def test_pekerjaan_sekali_jalan_yang_gagal_menggugurkan_seketika(tmp_path: Path, kabar: list[str]) -> None:
    bagian = replace(rusak(tmp_path, siap=None), saat_mati=SaatMati.HARUS_BERES)
    penjaga = Penjaga(bagian, tmp_path / "rusak.log", kabar.append)
    with pytest.raises(BagianGugur, match="rusak gagal") as tangkapan:
        await penjaga.jaga()
    assert "setelan X kosong" in str(tangkapan.value)
    assert not kabar


async def test_yang_tak_kunjung_siap_dianggap_mati(tmp_path: Path, kabar: list[str]) -> None:
    bagian = replace(rusak(tmp_path), perintah=(sys.executable, "-c", "import time; time.sleep(600)"), batas_siap=0.1)
    penjaga = Penjaga(bagian, tmp_path / "diam.log", kabar.append)
    with pytest.raises(BagianGugur, match="sinyal SIGKILL"):
        await penjaga.jaga()
    assert any("belum siap" in k for k in kabar)


async def test_persiapan_yang_gagal_diulang_dengan_sebabnya(tmp_path: Path, kabar: list[str]) -> None:
    percobaan: list[int] = []

    async def sesudah() -> None:
        percobaan.append(1)
        if len(percobaan) < 3:
            raise ConnectionError("basis data sedang pulih")

    async def siap(_pid: int) -> bool:
        return True

    tidur = (sys.executable, "-c", "import time; time.sleep(600)")
    penjaga = Penjaga(replace(rusak(tmp_path, siap), perintah=tidur, sesudah=sesudah), tmp_path / "x.log", kabar.append)
    jaga = asyncio.create_task(penjaga.jaga())
    await asyncio.wait({jaga, asyncio.create_task(penjaga.sehat.wait())}, return_when=asyncio.FIRST_COMPLETED)
    assert penjaga.keadaan is Keadaan.SEHAT
    assert sum("rusak belum dapat disiapkan: basis data sedang pulih" in k for k in kabar) == 2
    jaga.cancel()
    await penjaga.hentikan()


async def test_bagian_tak_dikenal_ditolak_dengan_daftarnya() -> None:
    with pytest.raises(ValueError, match=r"Bagian tidak dikenal: pegadaian\. Yang ada: postgres"):
        await Tumpukan(bagian={"pegadaian"}).__aenter__()

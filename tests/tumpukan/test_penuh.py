"""Seluruh pemain bersama: sehat, pulih sesudah kill -9, dan rahasianya tidak berceceran."""

from dataclasses import asdict

import httpx
import psutil
import pytest

from sandbox.tumpukan import Keadaan, Tumpukan
from sandbox.tumpukan.susunan import susunan
from tests.batas import BATAS


async def test_semua_sehat(tumpukan_penuh: Tumpukan) -> None:
    for bagian in susunan(tumpukan_penuh.tempat):
        assert tumpukan_penuh.keadaan(bagian.nama) is Keadaan.SEHAT
    async with httpx.AsyncClient(base_url=tumpukan_penuh.alamat_api, trust_env=False, timeout=BATAS) as klien:
        siap = await klien.get("/siap")
    assert siap.status_code == 200, siap.text


WORKER = ("worker_manusia", "worker_dokumen", "worker_putaran")


@pytest.mark.parametrize("nama", ["postgres", "temporal", "s3", *WORKER, "api"])
async def test_pulih_sesudah_dibunuh(tumpukan_penuh: Tumpukan, nama: str) -> None:
    lama = tumpukan_penuh.bunuh(nama)
    await tumpukan_penuh.tunggu_sehat(nama)
    for bagian in (*WORKER, "api"):
        await tumpukan_penuh.tunggu_sehat(bagian)
    assert tumpukan_penuh.pid(nama) != lama
    async with httpx.AsyncClient(base_url=tumpukan_penuh.alamat_api, trust_env=False, timeout=BATAS) as klien:
        assert (await klien.get("/siap")).json() == {
            "siap": True,
            "bagian": {"basis_data": True, "temporal": True, "penyimpanan": True},
        }


def test_rahasia_tidak_di_baris_perintah_atau_log(tumpukan_penuh: Tumpukan) -> None:
    rahasia = set(asdict(tumpukan_penuh.tempat.rahasia).values())
    perintah = [argumen for proses in psutil.Process().children(recursive=True) for argumen in proses.cmdline()]
    assert not [argumen for argumen in perintah if any(r in argumen for r in rahasia)]
    for log in (tumpukan_penuh.data / "log").iterdir():
        isi = log.read_text(errors="replace")
        assert not [nama for nama, r in asdict(tumpukan_penuh.tempat.rahasia).items() if r in isi], log.name

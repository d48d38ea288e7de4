"""Halaman verifikasi di peramban sungguhan: kode QR surat membukanya, salinan diunggah lewat formulirnya."""

from collections.abc import AsyncIterator, Callable
from pathlib import Path
from shutil import which
from typing import Any

import pytest
from playwright.async_api import Page, async_playwright, expect

from sandbox.demo.kenaikan_pangkat import PerjalananKP
from sandbox.demo.qr import baca_qr
from sandbox.tumpukan import Tumpukan

_PERAMBAN = which("chromium")
_PILIHAN = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]


@pytest.fixture
async def halaman() -> AsyncIterator[Page]:
    assert _PERAMBAN, "chromium belum terpasang; .ci/run memasangnya"
    async with async_playwright() as p:
        peramban = await p.chromium.launch(executable_path=_PERAMBAN, args=_PILIHAN)
        yield await peramban.new_page()
        await peramban.close()


async def _pertek(p: PerjalananKP) -> tuple[dict[str, Any], bytes]:
    await p.buat_konsep()
    await p.lengkapi()
    await p.ajukan()
    for langkah in (p.verifikasi, p.setujui, p.validasi, p.paraf_pertek, p.tandatangani_pertek):
        await langkah()
    await (await p.sebagai("paraf_instansi")).tugas(p.usulan["nomor"], "paraf_sk")
    operator = await p.sebagai("operator")
    surat = (await operator.baca(f"/usulan/{p.usulan['id']}/surat"))[0]
    return surat, await operator.unduh(surat["alamat"])


async def test_qr_membuka_halaman_dan_salinan_rusak_ditolak(
    perjalanan: Callable[[str], PerjalananKP], halaman: Page, tmp_path: Path
) -> None:
    surat, isi = await _pertek(perjalanan("jabar"))
    (alamat,) = baca_qr(isi)
    assert alamat == surat["verifikasi"]
    await halaman.goto(alamat)
    await expect(halaman.get_by_role("heading", level=1)).to_have_text("Surat berlaku")
    await expect(halaman.get_by_text(surat["nomor"])).to_be_visible()

    rusak = bytearray(isi)
    rusak[len(isi) // 3] ^= 1
    for nama, salinan, kelas in (("asli.pdf", isi, "berlaku"), ("rusak.pdf", bytes(rusak), "dicabut")):
        (tmp_path / nama).write_bytes(salinan)
        await halaman.goto(alamat)
        await halaman.locator("input[type=file]").set_input_files(tmp_path / nama)
        await halaman.get_by_role("button", name="Periksa salinan").click()
        await expect(halaman.get_by_role("status")).to_have_class(f"putusan {kelas}")


async def test_dokumentasi_tampil_di_bawah_kebijakan_isinya(tumpukan_penuh: Tumpukan, halaman: Page) -> None:
    galat: list[str] = []
    halaman.on("console", lambda pesan: galat.append(pesan.text) if pesan.type == "error" else None)
    halaman.on("pageerror", lambda satu: galat.append(str(satu)))
    await halaman.goto(f"{tumpukan_penuh.alamat_api}/dokumentasi")
    await expect(halaman.get_by_role("heading", name="Usulan ASN")).to_be_visible()
    await expect(halaman.locator(".opblock").first).to_be_visible()
    assert galat == []

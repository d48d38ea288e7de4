"""Biaya tiap rute dalam satu KP: perintah SQL dan transaksi paling banyak, supaya bacaan berulang tidak menyelinap.

Angkanya batas, bukan sasaran; menaikkannya berarti menambah biaya setiap usulan.
"""

from typing import Any
from uuid import uuid4

import pytest

from tests.api.dunia import Dunia, Orang
from tests.biaya import hitung_perintah

pytestmark = pytest.mark.asyncio(loop_scope="session")
VERIFIKATOR = "verifikator_instansi.bandung"


async def _dalam(perintah: int, transaksi: int, orang: Orang, metode: str, alamat: str, **isi: Any) -> Any:
    with hitung_perintah() as biaya:
        jawaban = await orang.minta(metode, alamat, **isi)
    assert jawaban.is_success, jawaban.text
    assert biaya.perintah <= perintah, f"{metode} {alamat}: {biaya}"
    assert biaya.transaksi <= transaksi, f"{metode} {alamat}: {biaya}"
    return jawaban.json() if jawaban.content else None


async def test_biaya_menyusun_dan_mengajukan(dunia: Dunia) -> None:
    operator = dunia.sebagai("operator.bandung")
    profil, periode = await dunia.asn(), await dunia.periode()
    await _dalam(4, 1, operator, "GET", f"/asn/{profil.id}/dokumen")
    await _dalam(5, 1, operator, "GET", f"/asn/{profil.id}")
    baru = {"jenis": "101", "asn_id": str(profil.id), "periode": periode.isoformat()}
    usulan = await _dalam(6, 1, operator, "POST", "/usulan", json=baru)
    alamat = f"/usulan/{usulan['id']}"
    kelengkapan = await _dalam(8, 1, operator, "GET", f"{alamat}/kelengkapan")
    wajib = [satu["kode"] for satu in kelengkapan["dokumen"] if satu["wajib"]]
    dokumen = {kode: (await dunia.unggah(operator, usulan["id"], kode))["id"] for kode in wajib}
    etag = {"If-Match": f'"{usulan["versi"]}"'}
    await _dalam(10, 1, operator, "PATCH", alamat, json={"dokumen": dokumen}, headers=etag)
    await _dalam(11, 2, operator, "POST", f"{alamat}/ajukan")  # satu di antaranya mengunci golongan dan NIP
    await _dalam(5, 1, operator, "GET", alamat)


async def test_biaya_memeriksa_dan_memutus(dunia: Dunia) -> None:
    usulan, verifikator = await dunia.diajukan(), dunia.sebagai(VERIFIKATOR)
    tugas = await dunia.tugas(verifikator, usulan, "verifikasi_instansi")
    alamat = f"/tugas/{tugas['id']}"
    await _dalam(3, 1, verifikator, "GET", "/tugas", params={"cari": usulan["nomor"]})
    await _dalam(10, 1, verifikator, "GET", alamat)
    await _dalam(5, 1, verifikator, "PUT", f"{alamat}/klaim")
    putusan = {"putusan_id": str(uuid4()), "jenis": "MS"}
    await _dalam(6, 2, verifikator, "POST", f"{alamat}/putusan", json=putusan)


async def test_biaya_daftar_layak_tidak_menurut_banyaknya_orang(dunia: Dunia) -> None:
    periode = (await dunia.periode()).isoformat()
    pilihan = {"periode": periode, "jenis": "101", "hanya_layak": False, "batas": 100}
    halaman = await _dalam(4, 1, dunia.sebagai("operator.bandung"), "GET", "/asn/layak", params=pilihan)
    assert len(halaman["baris"]) > 50

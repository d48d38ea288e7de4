"""Akun yang dinonaktifkan ditolak seketika, walau tokennya masih berlaku; diaktifkan lagi, ia bekerja lagi."""

from collections.abc import AsyncIterator, Awaitable, Callable
from uuid import uuid4

import pytest
from sqlalchemy import text

from sandbox.akun import PASSPHRASE, akun_bernama
from tests.api.dunia import Dunia, masalah

pytestmark = pytest.mark.asyncio(loop_scope="session")
VERIFIKATOR, PENANDATANGAN = "verifikator_instansi.bandung", "penandatangan_bkn.kanregiii"
Setel = Callable[[str, bool], Awaitable[None]]


@pytest.fixture
async def setel(dunia: Dunia) -> AsyncIterator[Setel]:
    async def aktif(nama: str, nilai: bool) -> None:
        perintah = text("UPDATE akun SET aktif = :nilai WHERE id = :akun")
        async with dunia.pekerja.mesin.begin() as sambungan:
            await sambungan.execute(perintah, {"nilai": nilai, "akun": akun_bernama(nama).sub})

    yield aktif
    for nama in (VERIFIKATOR, PENANDATANGAN):
        await aktif(nama, True)


async def test_akun_nonaktif_ditolak_pada_permintaan_berikutnya(dunia: Dunia, setel: Setel) -> None:
    usulan = await dunia.diajukan()
    verifikator = dunia.sebagai(VERIFIKATOR)
    tugas = await dunia.tugas(verifikator, usulan, "verifikasi_instansi")
    putusan = {"putusan_id": str(uuid4()), "jenis": "MS"}
    await setel(VERIFIKATOR, False)
    for metode, alamat, isi in (
        ("GET", "/tugas", None),
        ("GET", f"/usulan/{usulan['id']}", None),
        ("PUT", f"/tugas/{tugas['id']}/klaim", None),
        ("POST", f"/tugas/{tugas['id']}/putusan", putusan),
    ):
        ditolak = masalah(await verifikator.minta(metode, alamat, json=isi), 403, "akun_nonaktif")
        assert "dinonaktifkan" in ditolak["detail"]
    await setel(VERIFIKATOR, True)
    diterima = await verifikator.minta("POST", f"/tugas/{tugas['id']}/putusan", json=putusan)
    assert diterima.is_success, diterima.text


async def test_sesi_tanda_tangan_akun_nonaktif_tidak_menandatangani(dunia: Dunia, setel: Setel) -> None:
    usulan = await dunia.diajukan()
    await dunia.sampai(usulan, "tte_pertek")
    kepala = dunia.sebagai(PENANDATANGAN)
    tugas = await dunia.tugas(kepala, usulan, "tte_pertek")
    isi = {"nilai": PASSPHRASE, "tugas_ids": [tugas["id"]]}
    sesi = await kepala.kirim("/sesi-tanda-tangan", **isi)
    alamat = f"/sesi-tanda-tangan/{sesi['id']}/tanda-tangani"
    permintaan = {"permintaan": [{"id": str(uuid4()), "tugas_id": tugas["id"]}]}
    await setel(PENANDATANGAN, False)
    masalah(await kepala.minta("POST", alamat, json=permintaan), 403, "akun_nonaktif")
    masalah(await kepala.minta("POST", "/sesi-tanda-tangan", json=isi), 403, "akun_nonaktif")
    await setel(PENANDATANGAN, True)
    assert (await kepala.kirim(alamat, **permintaan))[0]["status"] == "tertanda"

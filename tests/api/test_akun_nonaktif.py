"""Akun yang dinonaktifkan ditolak seketika, walau tokennya masih berlaku; diaktifkan lagi, ia bekerja lagi."""

from collections.abc import Callable, Iterator
from uuid import uuid4

import psycopg
import pytest

from gudang.migrasi.peran import PEMILIK
from sandbox.akun import PASSPHRASE, akun_bernama
from sandbox.tumpukan import Tumpukan
from tests.api.dunia import Dunia, masalah

pytestmark = pytest.mark.asyncio(loop_scope="session")
VERIFIKATOR, PENANDATANGAN = "verifikator_instansi.bandung", "penandatangan_bkn.kanregiii"
Setel = Callable[[str, bool], None]


@pytest.fixture
def setel(tumpukan_penuh: Tumpukan) -> Iterator[Setel]:
    """Direktori akun hanya ditulis pemiliknya."""
    url = tumpukan_penuh.tempat.url_basis_data(PEMILIK).replace("+psycopg", "")

    def aktif(nama: str, nilai: bool) -> None:
        with psycopg.connect(url) as sambungan:
            sambungan.execute("UPDATE akun SET aktif = %s WHERE id = %s", (nilai, akun_bernama(nama).sub))

    yield aktif
    for nama in (VERIFIKATOR, PENANDATANGAN):
        aktif(nama, True)


async def test_akun_nonaktif_ditolak_pada_permintaan_berikutnya(dunia: Dunia, setel: Setel) -> None:
    usulan = await dunia.diajukan()
    verifikator = dunia.sebagai(VERIFIKATOR)
    tugas = await dunia.tugas(verifikator, usulan, "verifikasi_instansi")
    putusan = {"putusan_id": str(uuid4()), "jenis": "MS"}
    setel(VERIFIKATOR, False)
    for metode, alamat, isi in (
        ("GET", "/tugas", None),
        ("GET", f"/usulan/{usulan['id']}", None),
        ("PUT", f"/tugas/{tugas['id']}/klaim", None),
        ("POST", f"/tugas/{tugas['id']}/putusan", putusan),
    ):
        ditolak = masalah(await verifikator.minta(metode, alamat, json=isi), 403, "akun_nonaktif")
        assert "dinonaktifkan" in ditolak["detail"]
    setel(VERIFIKATOR, True)
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
    setel(PENANDATANGAN, False)
    masalah(await kepala.minta("POST", alamat, json=permintaan), 403, "akun_nonaktif")
    masalah(await kepala.minta("POST", "/sesi-tanda-tangan", json=isi), 403, "akun_nonaktif")
    setel(PENANDATANGAN, True)
    assert (await kepala.kirim(alamat, **permintaan))[0]["status"] == "tertanda"

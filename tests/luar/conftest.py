"""S3 dan sandbox BSrE sungguhan, sekali per sesi, beserta klien yang menunjuk ke sana."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import httpx
import pytest
from pydantic import SecretStr

from luar.esign import ESign, ESignV1, ESignV2, Passphrase, Tampilan
from luar.s3 import Penyimpanan, penyimpanan_dari
from luar.setelan import Setelan
from luar.tanda_tangan import PemeriksaTandaTangan
from luar.typst import Penyusun
from sandbox.akun import PASSPHRASE, Akun, akun_bernama
from sandbox.tumpukan import Tumpukan, di_utas
from tests.batas import BATAS
from tests.luar.surat_contoh import isi_pertek

NAMA_PENGGUNA = "penandatangan_bkn.kanregiii"


class SandboxBsre:
    """Pengatur sandbox: memesan ulah dan menghitung tanda tangan yang benar-benar dibuat."""

    def __init__(self, alamat: str) -> None:
        self._http = httpx.Client(base_url=f"{alamat}/_sandbox", trust_env=False)

    def pesan(self, ulah: str) -> None:
        self._http.post("/ulah", json={"ulah": ulah}).raise_for_status()

    def cabut(self, nama_pengguna: str) -> None:
        self._http.post("/cabut", json={"nama_pengguna": nama_pengguna}).raise_for_status()

    @property
    def hitungan(self) -> int:
        banyak: int = self._http.get("/hitung").json()["tanda_tangan"]
        return banyak

    async def tunggu_hitungan(self, banyak: int) -> None:
        """Kliennya boleh sudah pergi lebih dahulu daripada tanda tangannya jadi."""
        async with asyncio.timeout(BATAS):
            while self.hitungan < banyak:  # noqa: ASYNC110 - hitungannya di proses lain, tanpa peristiwa
                await asyncio.sleep(0.05)
        assert self.hitungan == banyak

    def padamkan(self, *layanan: str, detik: float = 60, sesudah: int = 0) -> None:
        pesanan = {"layanan": layanan, "detik": detik, "sesudah": sesudah}
        self._http.post("/padam", json=pesanan).raise_for_status()

    def nyalakan(self) -> None:
        self._http.delete("/padam").raise_for_status()

    def bersihkan(self) -> None:
        self._http.delete("/ulah").raise_for_status()
        self.nyalakan()


@pytest.fixture(scope="session")
def layanan() -> Iterator[Tumpukan]:
    with di_utas(Tumpukan(bagian={"s3", "bsre"})) as tumpukan:
        yield tumpukan


@pytest.fixture(scope="session")
def setelan(layanan: Tumpukan) -> Setelan:
    return Setelan.model_validate(
        {nama.removeprefix("USULAN_").lower(): nilai for nama, nilai in layanan.env.items() if "USULAN_" in nama}
    )


@pytest.fixture
def bsre(setelan: Setelan) -> Iterator[SandboxBsre]:
    pengatur = SandboxBsre(setelan.esign_alamat)
    yield pengatur
    pengatur.bersihkan()


@pytest.fixture(params=[ESignV2, ESignV1], ids=["v2", "v1"])
async def esign(request: pytest.FixtureRequest, setelan: Setelan) -> AsyncIterator[ESign]:
    klien = request.param(setelan.esign_alamat, setelan.esign_pengguna, setelan.esign_sandi, jeda=60.0)
    yield klien
    await klien.tutup()


@pytest.fixture(scope="session")
def pejabat() -> Akun:
    return akun_bernama(NAMA_PENGGUNA)


@pytest.fixture(scope="session")
def nik(pejabat: Akun) -> SecretStr:
    return SecretStr(pejabat.nik)


@pytest.fixture(scope="session")
def passphrase() -> Passphrase:
    return Passphrase(SecretStr(PASSPHRASE))


@pytest.fixture(scope="session")
def draf() -> bytes:
    return Penyusun().susun(isi_pertek())


@pytest.fixture(scope="session")
def tampilan() -> Tampilan:
    penyusun = Penyusun()
    return Tampilan(penyusun.tempat_tte(isi_pertek()), penyusun.gambar_tte(isi_pertek()))


@pytest.fixture
async def bertanda(esign: ESign, draf: bytes, nik: SecretStr, passphrase: Passphrase, tampilan: Tampilan) -> bytes:
    """Draf yang ditandatangani sandbox: B-T."""
    return await esign.tanda_tangani(draf, nik, passphrase, tampilan)


@pytest.fixture(scope="session")
def pemeriksa(setelan: Setelan) -> Iterator[PemeriksaTandaTangan]:
    pemeriksa = PemeriksaTandaTangan(setelan.akar_percaya, setelan.tsa_alamat)
    yield pemeriksa
    pemeriksa.tutup()


@pytest.fixture
def penyimpanan(setelan: Setelan) -> Penyimpanan:
    """Dengan kunci worker dokumen."""
    return penyimpanan_dari(setelan)


@pytest.fixture
def lambang(tmp_path: Path) -> Path:
    berkas = tmp_path / "lambang.svg"
    berkas.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle cx="4" cy="4" r="4" fill="#c00"/></svg>'
    )
    return berkas

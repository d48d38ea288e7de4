"""Setiap PDF jahat ditolak dengan sebabnya, di dalam batas prosesnya; yang jujur tetap diterima."""

import asyncio
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from luar.pdf_asing import PdfDitolak, PintuPdf
from luar.proses import ANTREAN_TERBANYAK, KolamPenuh, KolamProses, PekerjaanGagal, TerlaluBerat
from luar.tanda_tangan import PemeriksaTandaTangan
from tests.aman import pdf_jujur
from tests.aman.pdf_jahat import SEMUA, Jahat

di_modul = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def pintu() -> AsyncIterator[PintuPdf]:
    pintu = PintuPdf(proses=1)
    yield pintu
    pintu.tutup()


def test_cukup_banyak() -> None:
    assert len(SEMUA) >= 60
    assert len({satu.nama for satu in SEMUA}) == len(SEMUA)


@di_modul
@pytest.mark.parametrize("jahat", SEMUA, ids=lambda satu: satu.nama)
async def test_ditolak_dengan_sebabnya(pintu: PintuPdf, jahat: Jahat) -> None:
    with pytest.raises(PdfDitolak) as ditolak:
        await pintu.dokumen(jahat.buat())
    assert ditolak.value.sebab is jahat.sebab, ditolak.value.rincian
    assert ditolak.value.rincian.endswith(".")


@di_modul
@pytest.mark.parametrize(("nama", "isi"), pdf_jujur.semua(), ids=lambda satu: satu if isinstance(satu, str) else "")
async def test_yang_jujur_diterima(pintu: PintuPdf, nama: str, isi: bytes) -> None:
    assert await pintu.dokumen(isi) >= 1


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def pemeriksa(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[PemeriksaTandaTangan]:
    akar = tmp_path_factory.mktemp("akar") / "akar.pem"
    akar.write_bytes(pdf_jujur.akar_contoh())
    pemeriksa = PemeriksaTandaTangan(akar, "http://127.0.0.1:9/tsa", proses=1, bagi_luar=True)
    yield pemeriksa
    pemeriksa.tutup()


@di_modul
@pytest.mark.parametrize("jahat", SEMUA, ids=lambda satu: satu.nama)
async def test_tidak_pernah_dinyatakan_sah(pemeriksa: PemeriksaTandaTangan, jahat: Jahat) -> None:
    hasil = await pemeriksa.periksa(jahat.buat())
    assert not hasil.sah
    assert hasil.alasan


@di_modul
@pytest.mark.parametrize(
    ("kerja", "galat"),
    [("putar", TerlaluBerat), ("mekar", TerlaluBerat), ("roboh", TerlaluBerat), ("tulis", PekerjaanGagal)],
)
async def test_batas_proses_milik_kernel(kerja: str, galat: type[Exception]) -> None:
    """Prosesor, ingatan, robohnya pustaka, dan menulis berkas: permintaannya gagal, permintaan berikutnya terjawab."""
    kolam = KolamProses("tests.aman.boros", (), banyak=1, batas_waktu=60, bagi_luar=True)
    with pytest.raises(galat):
        await kolam.kerjakan(kerja, b"x")
    assert await kolam.kerjakan("gema", b"masih") == b"masih"
    kolam.tutup()


@di_modul
async def test_yang_menunggu_terlalu_banyak_ditolak_tanpa_ditampung(pintu: PintuPdf) -> None:
    isi = pdf_jujur.semua()[0][1]
    hasil = await asyncio.gather(*(pintu.dokumen(isi) for _ in range(40)), return_exceptions=True)
    diterima = [satu for satu in hasil if satu == 1]
    assert len(diterima) == 1 + ANTREAN_TERBANYAK
    assert sum(isinstance(satu, KolamPenuh) for satu in hasil) == len(hasil) - len(diterima)
    assert await pintu.dokumen(isi) == 1

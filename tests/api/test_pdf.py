"""Penerimaan PDF: yang terlalu besar ditolak sebelum atau selagi dibaca. Isinya: ``tests/aman/test_pintu_pdf.py``."""

from collections.abc import AsyncIterator

import pytest

from api.masalah import PENOLAKAN_PDF, TABEL, JenisMasalah, Masalah
from api.pdf import UKURAN_TERBESAR, tampung
from luar.pdf_asing import SebabPdf


@pytest.mark.parametrize("sebab", SebabPdf)
def test_tiap_sebab_berjenis_masalah_dengan_tindakannya(sebab: SebabPdf) -> None:
    jenis = JenisMasalah(sebab)
    assert jenis in PENOLAKAN_PDF
    assert TABEL[jenis].status == 422
    assert TABEL[jenis].tindakan


async def test_berkas_besar_ditolak_sebelum_habis_dibaca() -> None:
    terbaca = 0

    async def aliran() -> AsyncIterator[bytes]:
        nonlocal terbaca
        while True:
            terbaca += 1024 * 1024
            yield bytes(1024 * 1024)

    with pytest.raises(Masalah) as ditolak:
        await tampung(aliran())
    assert ditolak.value.jenis is JenisMasalah.PDF_TERLALU_BESAR
    assert terbaca == UKURAN_TERBESAR + 1024 * 1024


async def test_berkas_yang_mengaku_besar_ditolak_tanpa_dibaca() -> None:
    async def aliran() -> AsyncIterator[bytes]:
        raise AssertionError("tidak boleh dibaca")
        yield b""

    with pytest.raises(Masalah) as ditolak:
        await tampung(aliran(), panjang=26 * 1024 * 1024)
    assert ditolak.value.jenis is JenisMasalah.PDF_TERLALU_BESAR

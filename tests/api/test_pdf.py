"""Penerimaan PDF: tiap penolakan berjenis sendiri, dengan tindakan yang jelas."""

from collections.abc import AsyncIterator

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from api.masalah import TABEL, JenisMasalah, Masalah
from api.pdf import UKURAN_TERBESAR, periksa, terima
from tests.api.naskah_pdf import pdf_biasa


def _javascript_saat_dibuka(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))


def _javascript_bernama(pdf: pikepdf.Pdf) -> None:
    aksi = pdf.make_indirect(Dictionary(S=Name.JavaScript, JS=pdf.make_stream(b"app.alert(1)")))
    pdf.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("a"), aksi])))


def _buka_program(pdf: pikepdf.Pdf) -> None:
    tautan = Dictionary(Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), A=Dictionary(S=Name.Launch, F=String("cmd.exe")))
    pdf.pages[0].Annots = Array([tautan])


def _formulir_xfa(pdf: pikepdf.Pdf) -> None:
    pdf.Root.AcroForm = Dictionary(Fields=Array([]), XFA=pdf.make_stream(b"<xdp/>"))


def _lampiran(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["pasang.exe"] = b"MZ"


def _tautan_web(pdf: pikepdf.Pdf) -> None:
    aksi = Dictionary(S=Name.URI, URI=String("https://contoh.go.id"))
    pdf.pages[0].Annots = Array([Dictionary(Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), A=aksi)])


SANDI_BUKA = pikepdf.Encryption(owner="pemilik", user="pembaca")
SANDI_PEMILIK = pikepdf.Encryption(owner="pemilik", user="")
BERALIRAN = pikepdf.ObjectStreamMode.generate


@pytest.mark.parametrize(
    "isi", [pdf_biasa(), pdf_biasa(_tautan_web), pdf_biasa(object_stream_mode=BERALIRAN), b"\n\n" + pdf_biasa()]
)
def test_pdf_utuh_diterima(isi: bytes) -> None:
    assert periksa(isi) == 1


@pytest.mark.parametrize(
    ("isi", "jenis"),
    [
        (b"", JenisMasalah.PDF_KOSONG),
        (b"PK\x03\x04 sebuah docx", JenisMasalah.BUKAN_PDF),
        (b"%PDF-1.7\nsampah", JenisMasalah.PDF_RUSAK),
        (pdf_biasa()[:-180], JenisMasalah.PDF_RUSAK),
        (pdf_biasa(lambda pdf: pdf.pages.__delitem__(0)), JenisMasalah.PDF_RUSAK),
        (pdf_biasa(encryption=SANDI_BUKA), JenisMasalah.PDF_TERKUNCI),
        (pdf_biasa(encryption=SANDI_PEMILIK), JenisMasalah.PDF_TERKUNCI),
        (pdf_biasa(_javascript_saat_dibuka), JenisMasalah.PDF_AKTIF),
        (pdf_biasa(_javascript_saat_dibuka, object_stream_mode=BERALIRAN), JenisMasalah.PDF_AKTIF),
        (pdf_biasa(_javascript_bernama), JenisMasalah.PDF_AKTIF),
        (pdf_biasa(_buka_program), JenisMasalah.PDF_AKTIF),
        (pdf_biasa(_formulir_xfa), JenisMasalah.PDF_AKTIF),
        (pdf_biasa(_lampiran), JenisMasalah.PDF_BERLAMPIRAN),
    ],
)
def test_pdf_ditolak_dengan_jenisnya(isi: bytes, jenis: JenisMasalah) -> None:
    with pytest.raises(Masalah) as ditolak:
        periksa(isi)
    assert ditolak.value.jenis is jenis
    assert TABEL[jenis].tindakan


async def test_berkas_besar_ditolak_sebelum_habis_dibaca() -> None:
    terbaca = 0

    async def aliran() -> AsyncIterator[bytes]:
        nonlocal terbaca
        while True:
            terbaca += 1024 * 1024
            yield bytes(1024 * 1024)

    with pytest.raises(Masalah) as ditolak:
        await terima(aliran())
    assert ditolak.value.jenis is JenisMasalah.PDF_TERLALU_BESAR
    assert terbaca == UKURAN_TERBESAR + 1024 * 1024


async def test_berkas_yang_mengaku_besar_ditolak_tanpa_dibaca() -> None:
    async def aliran() -> AsyncIterator[bytes]:
        raise AssertionError("tidak boleh dibaca")
        yield b""

    with pytest.raises(Masalah) as ditolak:
        await terima(aliran(), panjang=26 * 1024 * 1024)
    assert ditolak.value.jenis is JenisMasalah.PDF_TERLALU_BESAR

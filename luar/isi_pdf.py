"""Memeriksa PDF asing di dalam proses sekali pakai-ganti (``python -m luar.isi_pdf``); pemanggilnya ``luar.pdf_asing``.

Yang diterima: satu PDF yang utuh, terbuka, pasif, dan ringan. Perintahnya menurut daftar yang boleh, bukan daftar yang
dilarang: pembaca PDF mengenal jauh lebih banyak perintah daripada yang diperlukan sehelai dokumen. Rujukan: ISO
32000-2 §7.4 (saringan), §7.5 (susunan berkas), §12.5 (anotasi), §12.6 (aksi).
"""

import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any, Final

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream, settings
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import DiffResult, ModificationLevel
from pyhanko.sign.validation.status import SignatureCoverageLevel

from luar.pdf_asing import PdfDitolak, SebabPdf
from luar.proses import Penolakan, layani
from models.setneg import NAMA_LAMPIRAN

MB: Final = 1024**2
HALAMAN_TERBANYAK: Final = 2_000
OBJEK_TERBANYAK: Final = 100_000
BAGIAN_TERBANYAK: Final = 500_000
"""Kamus, larik, dan isinya yang bukan angka, di semua objek."""
SISI_TERPANJANG: Final = 14_400
"""Satuan 1/72 inci; batas halaman ISO 32000-2 Lampiran C."""
PIKSEL_TERBANYAK: Final = 150_000_000
"""A3 pada 600 dpi ialah 70 juta."""
MEKAR_SEALIRAN: Final = 96 * MB
MEKAR_SEMUANYA: Final = 512 * MB
"""Bita sesudah dimekarkan: yang dipikul pembaca PDF petugas, bukan yang diunggah."""
LAMPIRAN_TERBESAR: Final = MB

_AWAL: Final = re.compile(rb"%PDF-[12]\.\d(?:[\s\0]++|%[^<\r\n]{0,255}+(?=[\r\n]))*+\d++ \d++ obj\b")
"""Di antara kepala dan objek pertama hanya komentar pendek: selain itu tempat isi berformat lain bersembunyi."""
_AKHIR: Final = re.compile(rb"startxref\s+(\d{1,10})\s+%%EOF[\s\0]{0,1024}\Z")
_EKOR: Final = 1_200
_TAK_TERBACA: Final = re.compile(r"error reading object|as null")
_SIDIK_LAIN: Final = ((257, b"ustar", "TAR"), (32_769, b"CD001", "citra cakram"))
_RAR: Final = b"Rar!\x1a\x07"
_BUKA_SENDIRI: Final = 1_000_000
"""Bita pertama yang dicari pembuka arsip RAR yang menempel pada berkas lain."""

_AKSI: Final = {
    "/GoTo", "/GoToR", "/GoToE", "/GoToDp", "/Launch", "/Thread", "/URI", "/Sound", "/Movie", "/Hide", "/Named",
    "/SubmitForm", "/ResetForm", "/ImportData", "/JavaScript", "/SetOCGState", "/Rendition", "/Trans", "/GoTo3DView",
    "/RichMediaExecute",
}  # fmt: skip
_AKSI_BOLEH: Final = {"/GoTo", "/URI", "/Named"}
"""Berpindah di dalam dokumen ini, dan tautan yang dibuka pembacanya sendiri."""
_ALAMAT_BOLEH: Final = re.compile(rb"(https?|mailto):", re.IGNORECASE)
_ANOTASI_BOLEH: Final = {
    "/Text", "/Link", "/FreeText", "/Line", "/Square", "/Circle", "/Polygon", "/PolyLine", "/Highlight", "/Underline",
    "/Squiggly", "/StrikeOut", "/Caret", "/Stamp", "/Ink", "/Popup", "/Widget", "/PrinterMark", "/TrapNet",
    "/Watermark", "/Redact",
}  # fmt: skip
_SARINGAN: Final = re.compile(
    r"(/ASCII(85|Hex)Decode)?(/(Flate|LZW|RunLength)Decode)?(/(DCT|JPX|CCITTFax|JBIG2)Decode)?"
)
_SARINGAN_GAMBAR: Final = {"/DCTDecode", "/JPXDecode", "/CCITTFaxDecode", "/JBIG2Decode"}
_SINGKATAN: Final = {
    "/A85": "/ASCII85Decode", "/AHx": "/ASCIIHexDecode", "/Fl": "/FlateDecode", "/LZW": "/LZWDecode",
    "/RL": "/RunLengthDecode", "/CCF": "/CCITTFaxDecode", "/DCT": "/DCTDecode",
}  # fmt: skip

settings.set_qpdf_limits(
    parser_max_nesting=100,
    max_stream_filters=3,
    flate_max_memory=MEKAR_SEALIRAN,
    run_length_max_memory=MEKAR_SEALIRAN,
    png_max_memory=MEKAR_SEALIRAN,
    tiff_max_memory=MEKAR_SEALIRAN,
)


class PemeriksaIsi:
    async def tutup(self) -> None:
        """Tidak memegang apa-apa di antara dua permintaan."""

    async def dokumen(self, isi: bytes) -> int:
        """Banyaknya halaman; ``PdfDitolak`` bila bukan PDF yang layak diarsipkan."""
        with _terbuka(isi) as pdf:
            return _periksa(pdf, isi, frozenset())

    async def keputusan(self, isi: bytes) -> bytes | None:
        """Seperti ``dokumen``, tetapi boleh melampirkan data keputusannya (JSON), dan itulah yang dijawab bila ada."""
        with _terbuka(isi) as pdf:
            _periksa(pdf, isi, frozenset({NAMA_LAMPIRAN}))
            lampiran = pdf.attachments.get(NAMA_LAMPIRAN)
            if lampiran is None:
                return None
            data = lampiran.get_file()
            return data.read_bytes() if _mekar(data.obj) <= LAMPIRAN_TERBESAR else None


@contextmanager
def _terbuka(isi: bytes) -> Iterator[pikepdf.Pdf]:
    """PDF yang bungkusnya sudah diperiksa; galat pustakanya menjadi penolakan dengan sebabnya."""
    _periksa_bungkus(isi)
    terlampaui = settings.qpdf_limit_errors()
    try:
        # Tanpa pemulihan: PDF yang baru terbuka setelah ditebak-tebak tidak layak menjadi arsip.
        with pikepdf.open(BytesIO(isi), attempt_recovery=False) as pdf:
            yield pdf
            _pastikan_terbaca(pdf)
    except pikepdf.PasswordError as galat:
        raise PdfDitolak(SebabPdf.TERKUNCI, "Berkas hanya dapat dibuka dengan sandi.") from galat
    except (Penolakan, MemoryError, RecursionError):
        raise
    except Exception as galat:  # apa pun yang tidak diduga pustakanya berasal dari berkasnya
        if settings.qpdf_limit_errors() > terlampaui:
            raise PdfDitolak(SebabPdf.TERLALU_RUMIT, "Isinya bertumpuk atau mekar melewati batas.") from galat
        raise PdfDitolak(SebabPdf.RUSAK, "Susunan berkas PDF tidak dapat dibaca sampai tuntas.") from galat


def _pastikan_terbaca(pdf: pikepdf.Pdf) -> None:
    """Objek yang rusak atau melewati batas dibaca qpdf sebagai null, dan hanya disebut dalam peringatannya."""
    peringatan = "\n".join(map(str, pdf.get_warnings()))
    if "bad_alloc" in peringatan or "limits error" in peringatan:
        raise PdfDitolak(SebabPdf.TERLALU_RUMIT, "Isinya bersarang atau berulang melewati batas.")
    if _TAK_TERBACA.search(peringatan):
        raise PdfDitolak(SebabPdf.RUSAK, "Ada bagian PDF yang tidak dapat dibaca.")


def _periksa_bungkus(isi: bytes) -> None:
    """Dari bita pertama sampai terakhir hanya PDF: tanpa yang mendahului, mengikuti, atau menumpang."""
    if not isi:
        raise PdfDitolak(SebabPdf.KOSONG, "Berkas yang diunggah berukuran 0 bita.")
    if not isi.startswith(b"%PDF-"):
        raise PdfDitolak(SebabPdf.BUKAN_PDF, "Isi berkas tidak berawal sebagai PDF, apa pun nama berkasnya.")
    if lain := _format_lain(isi):
        raise PdfDitolak(SebabPdf.BERSISIPAN, f"Berkas ini sekaligus berkas {lain}.")
    if b"%%EOF" not in isi:
        raise PdfDitolak(SebabPdf.RUSAK, "Akhir berkas PDF (%%EOF) tidak ada; berkas terpotong.")
    if not _AKHIR.search(isi, max(0, len(isi) - _EKOR)):
        raise PdfDitolak(SebabPdf.BERSISIPAN, "Ada isi lain sesudah akhir PDF-nya (%%EOF).")
    if not _AWAL.match(isi):
        raise PdfDitolak(SebabPdf.BERSISIPAN, "Ada isi lain di antara kepala PDF dan objek pertamanya.")


def _format_lain(isi: bytes) -> str | None:
    if zipfile.is_zipfile(BytesIO(isi)):
        return "ZIP"
    if _RAR in isi[:_BUKA_SENDIRI]:
        return "RAR"
    return next((nama for letak, tanda, nama in _SIDIK_LAIN if isi[letak : letak + len(tanda)] == tanda), None)


def _periksa(pdf: pikepdf.Pdf, isi: bytes, lampiran: frozenset[str]) -> int:
    if pdf.is_encrypted:
        raise PdfDitolak(SebabPdf.TERKUNCI, "Berkas dibatasi hak aksesnya dengan sandi pemilik.")
    if len(pdf.objects) > OBJEK_TERBANYAK:
        raise PdfDitolak(SebabPdf.TERLALU_RUMIT, f"Berkas memuat lebih dari {OBJEK_TERBANYAK} objek.")
    halaman = _halaman(pdf)
    _periksa_revisi(pdf, isi)
    mekar = 0
    for kamus, aliran in _semua_kamus(pdf):
        _periksa_kamus(kamus, lampiran)
        if aliran is not None:
            _periksa_aliran(aliran)
            mekar += _mekar(aliran)
        if mekar > MEKAR_SEMUANYA:
            raise PdfDitolak(SebabPdf.TERLALU_RUMIT, "Isinya mekar melewati batas.")
    return halaman


def _halaman(pdf: pikepdf.Pdf) -> int:
    disebut = pdf.Root.Pages.get("/Count", 0)
    if not isinstance(disebut, int) or disebut > HALAMAN_TERBANYAK:
        raise PdfDitolak(SebabPdf.TERLALU_RUMIT, f"Berkas memuat lebih dari {HALAMAN_TERBANYAK} halaman.")
    if len(pdf.pages) > HALAMAN_TERBANYAK:
        raise PdfDitolak(SebabPdf.TERLALU_RUMIT, f"Berkas memuat lebih dari {HALAMAN_TERBANYAK} halaman.")
    if not pdf.pages:
        raise PdfDitolak(SebabPdf.RUSAK, "Berkas PDF tidak mempunyai halaman.")
    for halaman in pdf.pages:
        kiri, bawah, kanan, atas = (float(satu) for satu in halaman.mediabox)
        sisi = max(abs(kanan - kiri), abs(atas - bawah)) * float(halaman.obj.get("/UserUnit", 1))
        if not sisi <= SISI_TERPANJANG:
            raise PdfDitolak(SebabPdf.TERLALU_RUMIT, "Ukuran halamannya melewati lima meter.")
    return len(pdf.pages)


def _periksa_revisi(pdf: pikepdf.Pdf, isi: bytes) -> None:
    """Satu revisi, atau beberapa yang terakhir ditutup tanda tangan: surat ber-TTE selalu bertambah saat ditandai.

    Bagian xref kedua milik PDF berlinear (letaknya sesudah yang pertama) dan milik pengolah kata (§7.5.8.4, tidak
    mengganti objek apa pun) bukan revisi.
    """
    akhir = _AKHIR.search(isi, max(0, len(isi) - _EKOR))
    letak = int(akhir[1]) if akhir else 0
    sebelumnya = pdf.trailer.get("/Prev")
    if sebelumnya is not None and pdf.is_linearized and letak < int(sebelumnya):
        return
    if akhir is None or isi.find(b"startxref", letak) != akhir.start():
        raise PdfDitolak(SebabPdf.BERSISIPAN, "Ada isi lain sesudah akhir PDF-nya (%%EOF).")
    if sebelumnya is not None and _mengganti(pembaca := PdfFileReader(BytesIO(isi))) and not _tertutup(pembaca):
        raise PdfDitolak(
            SebabPdf.BERSISIPAN, "Berkas diubah sesudah dibuat, dan versi lamanya masih tersimpan di dalamnya."
        )


def _mengganti(pembaca: PdfFileReader) -> bool:
    """Ada revisi yang mengganti objek, atau katalog, revisi sebelumnya."""
    semula = set(pembaca.xrefs.explicit_refs_in_revision(0))
    for revisi in range(1, pembaca.xrefs.total_revisions):
        tambahan = set(pembaca.xrefs.explicit_refs_in_revision(revisi))
        if semula & tambahan:
            return True
        semula |= tambahan
    return bool(pembaca.get_historical_root(0).container_ref != pembaca.root_ref)


def _tertutup(pembaca: PdfFileReader) -> bool:
    """Yang ditambahkan sesudah tanda tangan terakhir paling banyak bukti keabsahannya (DSS)."""
    if not (tanda_tangan := pembaca.embedded_signatures):
        return False
    terakhir: Any = tanda_tangan[-1]
    terakhir.compute_integrity_info()
    if terakhir.coverage is SignatureCoverageLevel.ENTIRE_FILE:
        return True
    beda = terakhir.diff_result  # ``SuspiciousModification`` bila tambahannya tidak dikenal
    return isinstance(beda, DiffResult) and beda.modification_level <= ModificationLevel.LTA_UPDATES


def _periksa_kamus(kamus: Dictionary, lampiran: frozenset[str]) -> None:
    _periksa_perintah(kamus)
    if "/Collection" in kamus or ("/EF" in kamus and str(kamus.get("/UF", "")) not in lampiran):
        raise PdfDitolak(SebabPdf.BERLAMPIRAN, "Berkas PDF menyimpan berkas lain di dalamnya.")
    if not lampiran and kamus.get("/Type") == Name.EmbeddedFile:
        raise PdfDitolak(SebabPdf.BERLAMPIRAN, "Berkas PDF menyimpan berkas lain di dalamnya.")


def _periksa_perintah(kamus: Dictionary) -> None:
    if "/JS" in kamus or "/XFA" in kamus or "/JavaScript" in kamus:
        raise PdfDitolak(SebabPdf.AKTIF, "Berkas memuat JavaScript atau formulir XFA.")
    if "/AA" in kamus:
        raise PdfDitolak(SebabPdf.AKTIF, "Berkas memuat perintah yang berjalan sendiri saat dibaca.")
    pembuka = kamus.get("/OpenAction")
    if isinstance(pembuka, Dictionary) and _perintah(pembuka) != "/GoTo":
        raise PdfDitolak(SebabPdf.AKTIF, "Berkas menjalankan perintah saat dibuka.")
    perintah = _perintah(kamus)
    if perintah in _AKSI - _AKSI_BOLEH:
        raise PdfDitolak(SebabPdf.AKTIF, f"Berkas memuat perintah {perintah[1:]}.")
    if perintah == "/URI" and not _ALAMAT_BOLEH.match(bytes(kamus.get("/URI", b""))):
        raise PdfDitolak(SebabPdf.AKTIF, "Berkas memuat tautan yang bukan ke halaman web atau surel.")
    _periksa_tautan(kamus)
    if "/Ref" in kamus and "/BBox" in kamus:
        raise PdfDitolak(SebabPdf.AKTIF, "Berkas menampilkan halaman dari berkas lain.")


def _periksa_tautan(kamus: Dictionary) -> None:
    """Anotasi dan butir daftar isi: jenis dan aksinya hanya yang dikenal."""
    if "/Rect" in kamus and (jenis := str(kamus.get("/Subtype", "/Link"))) not in _ANOTASI_BOLEH:
        raise PdfDitolak(SebabPdf.AKTIF, f"Berkas memuat anotasi {jenis[1:]} (media, suara, atau sejenisnya).")
    if "/Rect" in kamus or "/Title" in kamus:
        for nama in ("/A", "/PA"):
            aksi = kamus.get(nama)
            if isinstance(aksi, Dictionary) and _perintah(aksi) not in _AKSI_BOLEH:
                raise PdfDitolak(SebabPdf.AKTIF, "Berkas memuat tautan dengan perintah yang tidak dikenal.")


def _perintah(kamus: Dictionary) -> str:
    """Nama aksi kamus ini; kosong bila bukan nama."""
    nama = kamus.get("/S")
    return str(nama) if isinstance(nama, Name) else ""


def _periksa_aliran(aliran: Stream) -> None:
    kamus = aliran.stream_dict
    if "/F" in kamus or "/FFilter" in kamus:
        raise PdfDitolak(SebabPdf.AKTIF, "Berkas mengambil isinya dari berkas lain.")
    if not _SARINGAN.fullmatch("".join(_saringan(aliran))):
        raise PdfDitolak(SebabPdf.TERLALU_RUMIT, "Isinya dimampatkan berlapis-lapis.")
    lebar, tinggi = kamus.get("/Width", 0), kamus.get("/Height", 0)
    if kamus.get("/Subtype") == Name.Image and int(lebar) * int(tinggi) > PIKSEL_TERBANYAK:
        raise PdfDitolak(SebabPdf.TERLALU_RUMIT, "Gambarnya melewati 150 juta piksel.")


def _saringan(aliran: pikepdf.Object) -> list[str]:
    saringan = aliran.get("/Filter")
    semua = [] if saringan is None else list(saringan) if isinstance(saringan, Array) else [saringan]
    return [_SINGKATAN.get(str(satu), str(satu)) for satu in semua]


def _mekar(aliran: pikepdf.Object) -> int:
    """Bita aliran sesudah dimekarkan, sampai gambar di dalamnya; ``PdfDitolak`` bila melewati batas sealiran."""
    saringan = [satu for satu in _saringan(aliran) if satu not in _SARINGAN_GAMBAR]
    mentah = aliran.read_raw_bytes()
    if not saringan:
        return len(mentah)
    if saringan[0] != "/FlateDecode":
        _lepas_gambar(aliran, len(saringan))
        return len(aliran.read_bytes(pikepdf.StreamDecodeLevel.specialized))
    # Sepotong demi sepotong: panjangnya perlu diketahui, isinya tidak.
    pemekar, panjang = zlib.decompressobj(), 0
    while mentah and not pemekar.eof:
        panjang += len(pemekar.decompress(mentah, MB))
        mentah = pemekar.unconsumed_tail
        if panjang > MEKAR_SEALIRAN:
            raise PdfDitolak(SebabPdf.TERLALU_RUMIT, "Isinya mekar melewati batas.")
    return panjang


def _lepas_gambar(aliran: pikepdf.Object, sisa: int) -> None:
    """Sisakan saringan pertamanya saja: qpdf membuka semua saringan sebuah aliran, atau tidak satu pun."""
    for nama in ("/Filter", "/DecodeParms"):
        if isinstance(nilai := aliran.get(nama), Array):
            aliran[nama] = Array(list(nilai)[:sisa])


def _semua_kamus(pdf: pikepdf.Pdf) -> Iterator[tuple[Dictionary, Stream | None]]:
    """Semua kamus dalam berkas, juga yang tidak ditunjuk dari katalog dan yang bersarang langsung.

    Kamus sebuah aliran disertai alirannya.
    """
    antrean: list[pikepdf.Object] = [pdf.trailer, *pdf.objects]
    for _ in range(BAGIAN_TERBANYAK):
        if not antrean:
            return
        objek = antrean.pop()
        if isinstance(objek, Array | Dictionary) and len(objek) > OBJEK_TERBANYAK:
            break
        if isinstance(objek, Stream):
            kamus = objek.stream_dict
            yield kamus, objek
            anak = list(kamus.values())
        elif isinstance(objek, Dictionary):
            yield objek, None
            anak = list(objek.values())
        elif isinstance(objek, Array):
            anak = list(objek)
        else:
            continue
        antrean.extend(satu for satu in anak if isinstance(satu, pikepdf.Object) and not satu.is_indirect)
    raise PdfDitolak(SebabPdf.TERLALU_RUMIT, f"Berkas memuat lebih dari {BAGIAN_TERBANYAK} kamus dan larik.")


if __name__ == "__main__":
    layani(PemeriksaIsi)

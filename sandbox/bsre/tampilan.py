"""Letak spesimen tanda tangan: v1 berhitung dari kiri bawah, v2 dari kiri atas, atau pada teks penanda di halaman."""

import io
from dataclasses import dataclass

import pypdfium2
import segno
from PIL import Image, UnidentifiedImageError
from pyhanko.pdf_utils.images import PdfImage
from pyhanko.pdf_utils.layout import AxisAlignment, InnerScaling, Margins, SimpleBoxLayoutRule
from pyhanko.stamp import StaticStampStyle

from sandbox.bsre.galat import GalatESign

HALAMAN_TERAKHIR = -1


@dataclass(frozen=True)
class KiriBawah:
    """Sudut kiri bawah spesimen, titik nol kiri bawah halaman (v1). Satuan titik PDF (1/72 inci); halaman dari 1."""

    halaman: int
    x: float
    y: float


@dataclass(frozen=True)
class KiriAtas:
    """Sudut kiri atas spesimen, titik nol kiri atas halaman (v2)."""

    halaman: int
    x: float
    y: float


@dataclass(frozen=True)
class PadaPenanda:
    """Spesimen dipusatkan pada kemunculan pertama ``teks``. Titik acuannya tidak didokumentasikan BSrE."""

    teks: str


@dataclass(frozen=True)
class Spesimen:
    """Spesimen yang terlihat; ``gambar`` PNG atau JPEG."""

    gambar: bytes
    lebar: float
    tinggi: float
    letak: KiriBawah | KiriAtas | PadaPenanda


@dataclass(frozen=True)
class Bidang:
    halaman: int
    """Indeks dari 0."""
    kotak: tuple[int, int, int, int]
    """llx, lly, urx, ury."""


def gambar_qr(tautan: str) -> bytes:
    keluaran = io.BytesIO()
    segno.make(tautan, micro=False).save(keluaran, kind="png", scale=8, border=1)
    return keluaran.getvalue()


def gaya(gambar: bytes) -> StaticStampStyle:
    try:
        citra = Image.open(io.BytesIO(gambar)).convert("RGBA")
    except (UnidentifiedImageError, OSError):
        raise GalatESign("Proses signing gagal : Gambar spesimen tidak dapat dibaca") from None
    return StaticStampStyle(
        border_width=0,
        background=PdfImage(citra),
        background_layout=SimpleBoxLayoutRule(
            x_align=AxisAlignment.ALIGN_MID,
            y_align=AxisAlignment.ALIGN_MID,
            margins=Margins.uniform(0),
            inner_content_scaling=InnerScaling.STRETCH_TO_FIT,
        ),
    )


def bidang(pdf: bytes, spesimen: Spesimen, sandi_pdf: str | None) -> Bidang:
    """Halaman dan kotak tempat spesimen; halaman atau penanda yang tidak ada → :class:`GalatESign`."""
    if spesimen.lebar <= 0 or spesimen.tinggi <= 0:
        raise GalatESign("Proses signing gagal : width dan height wajib lebih dari 0")
    with pypdfium2.PdfDocument(pdf, password=sandi_pdf) as dokumen:
        if isinstance(spesimen.letak, PadaPenanda):
            indeks, x, y = _cari(dokumen, spesimen.letak.teks)
            kiri, bawah = x - spesimen.lebar / 2, y - spesimen.tinggi / 2
        else:
            indeks = _indeks(dokumen, spesimen.letak.halaman)
            llx, lly, _, ury = dokumen[indeks].get_mediabox()
            kiri = llx + spesimen.letak.x
            if isinstance(spesimen.letak, KiriBawah):
                bawah = lly + spesimen.letak.y
            else:
                bawah = ury - spesimen.letak.y - spesimen.tinggi
    return Bidang(indeks, (round(kiri), round(bawah), round(kiri + spesimen.lebar), round(bawah + spesimen.tinggi)))


def _indeks(dokumen: pypdfium2.PdfDocument, halaman: int) -> int:
    indeks = len(dokumen) - 1 if halaman == HALAMAN_TERAKHIR else halaman - 1
    if not 0 <= indeks < len(dokumen):
        raise GalatESign(f"Proses signing gagal : Halaman {halaman} tidak ada; dokumen {len(dokumen)} halaman")
    return indeks


def _cari(dokumen: pypdfium2.PdfDocument, teks: str) -> tuple[int, float, float]:
    """Indeks halaman dan titik tengah kemunculan pertama ``teks``."""
    for indeks, halaman in enumerate(dokumen):
        isi = halaman.get_textpage()
        temuan = isi.search(teks, match_case=True).get_next()
        if temuan is None:
            continue
        mulai, banyak = temuan
        kotak = [isi.get_charbox(i) for i in range(mulai, mulai + banyak)]
        tengah_x = (min(k[0] for k in kotak) + max(k[2] for k in kotak)) / 2
        tengah_y = (min(k[1] for k in kotak) + max(k[3] for k in kotak)) / 2
        return indeks, tengah_x, tengah_y
    raise GalatESign("Proses signing gagal : tag_koordinat tidak ditemukan dalam dokumen")

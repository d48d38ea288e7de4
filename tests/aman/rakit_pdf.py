"""Merakit PDF bita demi bita: yang tidak ditulis pustaka mana pun."""

from collections.abc import Sequence


def rakit(objek: Sequence[bytes], *, trailer: bytes = b"", kepala: bytes = b"%PDF-1.7\n", ekor: bytes = b"\n") -> bytes:
    """PDF bertabel xref; objek pertama katalognya."""
    isi, letak = bytearray(kepala), []
    for nomor, satu in enumerate(objek, 1):
        letak.append(len(isi))
        isi += b"%d 0 obj\n%s\nendobj\n" % (nomor, satu)
    xref = len(isi)
    isi += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objek) + 1)
    isi += b"".join(b"%010d 00000 n \n" % satu for satu in letak)
    isi += b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF" % (len(objek) + 1, trailer, xref)
    return bytes(isi) + ekor


def aliran(kamus: bytes, isi: bytes) -> bytes:
    return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (kamus, len(isi), isi)


KATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"
HALAMAN = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
SELEMBAR = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << >> >>"
SEHELAI = (KATALOG, HALAMAN, SELEMBAR)

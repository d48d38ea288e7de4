"""PDF yang tidak boleh masuk: dibuat di sini, masing-masing dengan sebab penolakannya."""

import zipfile
import zlib
from collections.abc import Callable
from functools import cache
from io import BytesIO
from typing import NamedTuple

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String

from luar.pdf_asing import SebabPdf
from tests.aman.pdf_jujur import bertanda_tangan
from tests.aman.rakit_pdf import HALAMAN, KATALOG, SEHELAI, SELEMBAR, aliran, rakit
from tests.api.naskah_pdf import pdf_biasa

S = SebabPdf
MB = 1024**2


class Jahat(NamedTuple):
    nama: str
    buat: Callable[[], bytes]
    sebab: SebabPdf


# ── Dirakit bita demi bita: yang tidak dapat ditulis pustaka. ──


def _berisi(saringan: bytes, isi: bytes) -> bytes:
    return rakit([*SEHELAI, aliran(b"/Filter " + saringan, isi)])


@cache
def _nol(mb: int) -> bytes:
    """Sekian MB nol yang dimampatkan, sepotong demi sepotong."""
    pemampat, sepotong = zlib.compressobj(9), bytes(MB)
    return b"".join(pemampat.compress(sepotong) for _ in range(mb)) + pemampat.flush()


def _mampat(isi: bytes, kali: int = 1) -> bytes:
    for _ in range(kali):
        isi = zlib.compress(isi, 9)
    return isi


def _bom_xref() -> bytes:
    """Aliran xref yang mekar 2 GB: dibuka sebelum apa pun dapat diperiksa."""
    isi = bytearray(b"%PDF-1.7\n")
    letak = []
    for nomor, satu in enumerate((KATALOG, b"<< /Type /Pages /Kids [] /Count 0 >>"), 1):
        letak.append(len(isi))
        isi += b"%d 0 obj\n%s\nendobj\n" % (nomor, satu)
    xref = len(isi)
    baris = b"\0\0\0\0\0" + b"".join(b"\1" + satu.to_bytes(3) + b"\0" for satu in [*letak, xref])
    mekar = _mampat(_mampat(baris + bytes(200 * MB)))
    kamus = b"/Type /XRef /W [1 3 1] /Size 4 /Root 1 0 R /Filter [/FlateDecode /FlateDecode]"
    return bytes(isi) + b"3 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n" % (aliran(kamus, mekar), xref)


def _bom_aliran_objek() -> bytes:
    """Objek di dalam aliran objek yang mekar 200 MB."""
    dalam = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
    kamus = b"/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode"
    objek = (KATALOG, SELEMBAR.replace(b"2 0 R", b"9 0 R"), aliran(kamus, _mampat(b"2 0 " + dalam + b" " * 200 * MB)))
    isi, letak = bytearray(b"%PDF-1.7\n"), {}
    for nomor, satu in zip((1, 3, 5), objek, strict=True):
        letak[nomor] = len(isi)
        isi += b"%d 0 obj\n%s\nendobj\n" % (nomor, satu)
    xref = len(isi)
    letak[6] = xref
    baris = b"\0" * 5
    for nomor in range(1, 7):
        ada = letak.get(nomor)
        baris += (
            b"\2" + (5).to_bytes(3) + b"\0" if nomor == 2 else bytes([ada is not None]) + (ada or 0).to_bytes(3) + b"\0"
        )
    kamus = b"/Type /XRef /W [1 3 1] /Size 7 /Root 1 0 R"
    return bytes(isi) + b"6 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n" % (aliran(kamus, baris), xref)


def _banyak_halaman(banyak: int) -> bytes:
    """Satu lembar yang ditunjuk berkali-kali."""
    anak = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b"3 0 R " * banyak, banyak)
    return rakit([KATALOG, anak, SELEMBAR, aliran(b"", b"")])


def _pohon_halaman(tingkat: int, cabang: int) -> bytes:
    """Pohon halaman yang berlipat: ``cabang`` pangkat ``tingkat`` halaman dari beberapa objek."""
    objek = [KATALOG]
    for satu in range(tingkat):
        anak = b"%d 0 R " % (satu + 3)
        objek.append(b"<< /Type /Pages /Kids [%s] /Count 1 >>" % (anak * cabang))
    objek.append(b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>")
    return rakit(objek)


def _bersarang(dalam: int) -> bytes:
    return rakit([*SEHELAI, aliran(b"", b""), b"[" * dalam + b"]" * dalam])


def _larik(banyak: int) -> bytes:
    return rakit([*SEHELAI, aliran(b"", b""), b"[" + b"0 " * banyak + b"]"])


def _banyak_objek(banyak: int) -> bytes:
    return rakit([*SEHELAI, aliran(b"", b""), *[b"null"] * banyak])


def _larik_bersama() -> bytes:
    """Larik langsung di banyak objek: sedikit objek, berjuta isi."""
    return rakit([*SEHELAI, aliran(b"", b""), *[b"[" + b"[] " * 30_000 + b"]"] * 60])


def _gambar(lebar: int, tinggi: int) -> bytes:
    kamus = b"/Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceGray /BitsPerComponent 1"
    return rakit([*SEHELAI, aliran(b"", b""), aliran(kamus % (lebar, tinggi) + b" /Filter /JPXDecode", b"x")])


def _kotak(kotak: bytes, lain: bytes = b"") -> bytes:
    lembar = SELEMBAR.replace(b"[0 0 595 842]", kotak + lain)
    return rakit([KATALOG, HALAMAN, lembar, aliran(b"", b"")])


SEMULA = rakit([*SEHELAI, aliran(b"", b"")])
BERTANDA = bertanda_tangan(SEMULA)


def _bertambah(semula: bytes = SEMULA) -> bytes:
    """Revisi berikutnya yang mengganti halamannya, seperti "shadow attack"."""
    letak_lama = int(semula.rsplit(b"startxref\n", 1)[1].split()[0])
    letak = len(semula)
    isi = semula + b"3 0 obj\n%s\nendobj\n" % SELEMBAR
    xref = b"xref\n3 1\n%010d 00000 n \ntrailer\n<< /Size 99 /Root 1 0 R /Prev %d >>\nstartxref\n%d\n%%%%EOF\n"
    return isi + xref % (letak, letak_lama, len(isi))


def _zip_di_ekor(di_dalam: bool) -> bytes:
    arsip = BytesIO()
    with zipfile.ZipFile(arsip, "w") as berkas:
        berkas.writestr("pasang.exe", b"MZ")
        if di_dalam:
            berkas.comment = b"\nstartxref\n0\n%%EOF\n"
    return rakit([*SEHELAI, aliran(b"", b"")]) + arsip.getvalue()


def _pada(isi: bytes, letak: int, tanda: bytes) -> bytes:
    """``tanda`` tepat pada letaknya, di dalam aliran yang sah."""
    kosong = rakit([aliran(b"", bytes(letak + 100)), *SEHELAI])
    return kosong[:letak] + tanda + kosong[letak + len(tanda) :]


# ── Ditulis pustaka: perintah, anotasi, lampiran. ──

Ubah = Callable[[Pdf], None]


def _aksi(**aksi: object) -> Dictionary:
    return Dictionary(Type=Name.Action, **aksi)


def _saat_dibuka(aksi: Dictionary) -> Ubah:
    def ubah(pdf: Pdf) -> None:
        pdf.Root.OpenAction = aksi

    return ubah


def _otomatis(aksi: Dictionary, *, halaman: bool) -> Ubah:
    def ubah(pdf: Pdf) -> None:
        (pdf.pages[0].obj if halaman else pdf.Root).AA = Dictionary(O=aksi)

    return ubah


def _tautan(aksi: Dictionary) -> Ubah:
    return _anotasi(Dictionary(Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), A=aksi))


def _anotasi(anotasi: Dictionary) -> Ubah:
    def ubah(pdf: Pdf) -> None:
        pdf.pages[0].obj.Annots = Array([pdf.make_indirect(anotasi)])

    return ubah


def _daftar_isi(aksi: Dictionary) -> Ubah:
    def ubah(pdf: Pdf) -> None:
        butir = pdf.make_indirect(Dictionary(Title=String("Bab 1"), A=aksi))
        pdf.Root.Outlines = Dictionary(First=butir, Last=butir, Count=1)

    return ubah


def _javascript_bernama(pdf: Pdf) -> None:
    aksi = pdf.make_indirect(Dictionary(S=Name.JavaScript, JS=pdf.make_stream(b"app.alert(1)")))
    pdf.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("a"), aksi])))


def _xfa(pdf: Pdf) -> None:
    pdf.Root.AcroForm = Dictionary(Fields=Array([]), XFA=pdf.make_stream(b"<xdp/>"))


def _lampiran(pdf: Pdf) -> None:
    pdf.attachments["pasang.exe"] = b"MZ"


def _lampiran_tersembunyi(pdf: Pdf) -> None:
    """Tanpa /EF: hanya alirannya, menunggu dirujuk."""
    pdf.Root.Disimpan = pdf.make_stream(b"MZ", Type=Name.EmbeddedFile)


def _portofolio(pdf: Pdf) -> None:
    pdf.Root.Collection = Dictionary(Type=Name.Collection, View=Name.D)


def _aliran_luar(pdf: Pdf) -> None:
    pdf.pages[0].obj.Contents = pdf.make_stream(b"", F=String("/etc/passwd"))


def _aliran_alamat(pdf: Pdf) -> None:
    asal = Dictionary(FS=Name.URL, F=String("https://contoh.go.id/isi"))
    pdf.pages[0].obj.Contents = pdf.make_stream(b"", F=asal, FFilter=Name.FlateDecode)


def _halaman_luar(pdf: Pdf) -> None:
    rujukan = Dictionary(F=String("lain.pdf"), Page=0)
    bentuk = pdf.make_stream(b"", Subtype=Name.Form, BBox=Array([0, 0, 9, 9]), Ref=rujukan)
    pdf.pages[0].obj.Resources = Dictionary(XObject=Dictionary(X=bentuk))


JS = _aksi(S=Name.JavaScript, JS=String("app.alert(1)"))
LUNCUR = _aksi(S=Name.Launch, F=String("cmd.exe"))
KOTAK = Array([0, 0, 9, 9])
BERALIRAN = pikepdf.ObjectStreamMode.generate
_AKSI_LAIN = (
    "GoToR", "GoToE", "Launch", "Thread", "Sound", "Movie", "Hide", "SubmitForm", "ResetForm", "ImportData",
    "SetOCGState", "Rendition", "Trans", "GoTo3DView", "RichMediaExecute", "TidakDikenal",
)  # fmt: skip
_ANOTASI_LAIN = ("RichMedia", "3D", "Screen", "Movie", "Sound", "FileAttachment", "Projection", "TidakDikenal")


def _ditulis(ubah: Ubah, **simpan: object) -> Callable[[], bytes]:
    """Sekali saja: objek pikepdf menjadi milik PDF pertama yang memuatnya."""
    return cache(lambda: pdf_biasa(ubah, **simpan))


PERINTAH: list[Jahat] = [
    Jahat("JavaScript saat dibuka", _ditulis(_saat_dibuka(JS)), S.AKTIF),
    Jahat("JavaScript di aliran objek", _ditulis(_saat_dibuka(JS), object_stream_mode=BERALIRAN), S.AKTIF),
    Jahat("JavaScript bernama", _ditulis(_javascript_bernama), S.AKTIF),
    Jahat("JavaScript sesudah aksi lain", _ditulis(_tautan(_aksi(S=Name.Named, N=Name.NextPage, Next=JS))), S.AKTIF),
    Jahat("JavaScript berlarik sesudahnya", _ditulis(_tautan(_aksi(S=Name.Named, Next=Array([JS])))), S.AKTIF),
    Jahat("tautan web saat dibuka", _ditulis(_saat_dibuka(_aksi(S=Name.URI, URI=String("https://x")))), S.AKTIF),
    Jahat("pindah berkas saat dibuka", _ditulis(_saat_dibuka(_aksi(S=Name.GoToR, F=String("x.pdf")))), S.AKTIF),
    Jahat("perintah tak dikenal saat dibuka", _ditulis(_saat_dibuka(_aksi(S=Name.Baru))), S.AKTIF),
    Jahat("perintah tanpa nama saat dibuka", _ditulis(_saat_dibuka(_aksi())), S.AKTIF),
    Jahat("otomatis di katalog", _ditulis(_otomatis(LUNCUR, halaman=False)), S.AKTIF),
    Jahat("otomatis di halaman", _ditulis(_otomatis(_aksi(S=Name.Named, N=Name.Print), halaman=True)), S.AKTIF),
    Jahat("tautan ke berkas lokal", _ditulis(_tautan(_aksi(S=Name.URI, URI=String("file:///etc/passwd")))), S.AKTIF),
    Jahat("tautan javascript:", _ditulis(_tautan(_aksi(S=Name.URI, URI=String("javascript:alert(1)")))), S.AKTIF),
    Jahat("tautan ke berbagi jaringan", _ditulis(_tautan(_aksi(S=Name.URI, URI=String("\\\\10.0.0.1\\c")))), S.AKTIF),
    Jahat("daftar isi meluncurkan program", _ditulis(_daftar_isi(LUNCUR)), S.AKTIF),
    Jahat("daftar isi tak dikenal", _ditulis(_daftar_isi(_aksi(S=Name.Baru))), S.AKTIF),
    Jahat("formulir XFA", _ditulis(_xfa), S.AKTIF),
    Jahat("isi dari berkas lain", _ditulis(_aliran_luar), S.AKTIF),
    Jahat("isi dari alamat web", _ditulis(_aliran_alamat), S.AKTIF),
    Jahat("halaman dari berkas lain", _ditulis(_halaman_luar), S.AKTIF),
    Jahat("lampiran", _ditulis(_lampiran), S.BERLAMPIRAN),
    Jahat("lampiran tersembunyi", _ditulis(_lampiran_tersembunyi), S.BERLAMPIRAN),
    Jahat("portofolio", _ditulis(_portofolio), S.BERLAMPIRAN),
    *(Jahat(f"tautan {satu}", _ditulis(_tautan(_aksi(S=Name("/" + satu)))), S.AKTIF) for satu in _AKSI_LAIN),
    *(
        Jahat(f"anotasi {satu}", _ditulis(_anotasi(Dictionary(Subtype=Name("/" + satu), Rect=KOTAK))), S.AKTIF)
        for satu in _ANOTASI_LAIN
    ),
]

BENTUK: list[Jahat] = [
    Jahat("kosong", lambda: b"", S.KOSONG),
    Jahat("dokumen lain", lambda: b"PK\x03\x04 sebuah docx", S.BUKAN_PDF),
    Jahat("didahului baris kosong", lambda: b"\n" + pdf_biasa(), S.BUKAN_PDF),
    Jahat("didahului gambar", lambda: b"GIF89a\x01\x00" + pdf_biasa(), S.BUKAN_PDF),
    Jahat("didahului program", lambda: b"MZ" + bytes(500) + pdf_biasa(), S.BUKAN_PDF),
    Jahat("hanya kepala", lambda: b"%PDF-1.7\nsampah", S.RUSAK),
    Jahat("larik terbuka tanpa akhir", lambda: b"%PDF" + b"-[[[\xe2", S.RUSAK),
    Jahat("terpotong", lambda: pdf_biasa()[:-180], S.RUSAK),
    Jahat("tanpa halaman", lambda: pdf_biasa(lambda pdf: pdf.pages.__delitem__(0)), S.RUSAK),
    Jahat("katalog hilang", lambda: rakit([b"null", HALAMAN, SELEMBAR, aliran(b"", b"")]), S.RUSAK),
    Jahat("xref menunjuk ke luar", lambda: pdf_biasa().replace(b"startxref\n", b"startxref\n9"), S.RUSAK),
    Jahat("bersandi", lambda: pdf_biasa(encryption=pikepdf.Encryption(owner="a", user="b")), S.TERKUNCI),
    Jahat("bersandi pemilik", lambda: pdf_biasa(encryption=pikepdf.Encryption(owner="a", user="")), S.TERKUNCI),
    Jahat("ZIP di ekornya", lambda: _zip_di_ekor(di_dalam=False), S.BERSISIPAN),
    Jahat("ZIP yang berakhir seperti PDF", lambda: _zip_di_ekor(di_dalam=True), S.BERSISIPAN),
    Jahat("HTML di ekornya", lambda: pdf_biasa() + b"<script>alert(1)</script>", S.BERSISIPAN),
    Jahat("PDF lain di ekornya", lambda: pdf_biasa() + pdf_biasa(), S.BERSISIPAN),
    Jahat("HTML di kepalanya", lambda: rakit([*SEHELAI, aliran(b"", b"")], kepala=b"%PDF-1.7\n<html>\n"), S.BERSISIPAN),
    Jahat(
        "HTML di komentar kepalanya",
        lambda: rakit([*SEHELAI, aliran(b"", b"")], kepala=b"%PDF-1.7\n%<script>x</script>\n"),
        S.BERSISIPAN,
    ),
    Jahat(
        "naskah di kepalanya", lambda: rakit([*SEHELAI, aliran(b"", b"")], kepala=b"%PDF-1.7\nrm -rf\n"), S.BERSISIPAN
    ),
    Jahat("TAR", lambda: _pada(b"", 257, b"ustar"), S.BERSISIPAN),
    Jahat("citra cakram", lambda: _pada(b"", 32_769, b"CD001"), S.BERSISIPAN),
    Jahat("RAR", lambda: _pada(b"", 5_000, b"Rar!\x1a\x07"), S.BERSISIPAN),
    Jahat("revisi yang mengganti halaman", _bertambah, S.BERSISIPAN),
    Jahat("revisi sesudah tanda tangan", lambda: _bertambah(BERTANDA), S.BERSISIPAN),
]

BOM: list[Jahat] = [
    Jahat("aliran xref mekar 200 MB dua lapis", _bom_xref, S.RUSAK),
    Jahat("aliran objek mekar 200 MB", _bom_aliran_objek, S.RUSAK),
    Jahat("isi mekar 1 GB", lambda: _berisi(b"/FlateDecode", _nol(1024)), S.TERLALU_RUMIT),
    Jahat(
        "dimampatkan dua kali", lambda: _berisi(b"[/FlateDecode /FlateDecode]", _mampat(bytes(9), 2)), S.TERLALU_RUMIT
    ),
    Jahat(
        "dimampatkan sepuluh kali",
        lambda: _berisi(b"[" + b"/FlateDecode " * 10 + b"]", _mampat(bytes(MB), 10)),
        S.TERLALU_RUMIT,
    ),
    Jahat("gambar dulu baru mampat", lambda: _berisi(b"[/DCTDecode /FlateDecode]", _mampat(b"x")), S.TERLALU_RUMIT),
    Jahat("saringan tak dikenal", lambda: _berisi(b"/BaruDecode", b"x"), S.TERLALU_RUMIT),
    Jahat("RunLength mekar", lambda: _berisi(b"/RunLengthDecode", b"\x81\0" * MB + b"\x80"), S.RUSAK),
    Jahat(
        "banyak aliran yang masing-masing cukup",
        lambda: rakit([*SEHELAI, aliran(b"", b""), *[aliran(b"/Filter /FlateDecode", _nol(90))] * 8]),
        S.TERLALU_RUMIT,
    ),
    Jahat("200.000 halaman", lambda: _banyak_halaman(200_000), S.TERLALU_RUMIT),
    Jahat("2.001 halaman", lambda: _banyak_halaman(2_001), S.TERLALU_RUMIT),
    Jahat("pohon halaman 10 pangkat 12", lambda: _pohon_halaman(12, 10), S.RUSAK),
    Jahat("pohon halaman 2.048", lambda: _pohon_halaman(11, 2), S.RUSAK),
    Jahat("larik bersarang 100.000", lambda: _bersarang(100_000), S.TERLALU_RUMIT),
    Jahat("larik bersarang 300", lambda: _bersarang(300), S.TERLALU_RUMIT),
    Jahat("larik 5 juta", lambda: _larik(5_000_000), S.TERLALU_RUMIT),
    Jahat("150.000 objek", lambda: _banyak_objek(150_000), S.TERLALU_RUMIT),
    Jahat("1,8 juta larik", _larik_bersama, S.TERLALU_RUMIT),
    Jahat("gambar 10 miliar piksel", lambda: _gambar(100_000, 100_000), S.TERLALU_RUMIT),
    Jahat("halaman 1 km", lambda: _kotak(b"[0 0 2834646 2834646]"), S.TERLALU_RUMIT),
    Jahat("halaman bersatuan besar", lambda: _kotak(b"[0 0 595 842]", b" /UserUnit 100000"), S.TERLALU_RUMIT),
    Jahat("halaman berangka 400 digit", lambda: _kotak(b"[0 0 " + b"9" * 400 + b" 9]"), S.RUSAK),
]

SEMUA: list[Jahat] = [*BENTUK, *PERINTAH, *BOM]

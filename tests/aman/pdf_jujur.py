"""PDF yang wajar datang dari kantor mana pun, sesuai cara pembuatnya menulisnya."""

import os
from base64 import a85encode
from datetime import UTC, datetime, timedelta
from functools import cache
from io import BytesIO

import pikepdf
from asn1crypto import keys, pem, x509
from cryptography import x509 as sertifikat
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from pikepdf import Array, Dictionary, Name, Pdf, String
from PIL import Image
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.signers.functions import sign_pdf
from pyhanko.sign.signers.pdf_cms import SimpleSigner
from pyhanko.sign.signers.pdf_signer import PdfSignatureMetadata
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko_certvalidator.registry import SimpleCertificateStore

from api.pdf import UKURAN_TERBESAR
from luar.typst import Penyusun
from sandbox.demo.pdf import pindaian
from tests.aman.rakit_pdf import KATALOG, SEHELAI, aliran, rakit
from tests.api.naskah_pdf import pdf_biasa
from tests.luar.surat_contoh import isi_pertek


def _tautan(pdf: Pdf) -> None:
    def tautan(alamat: str) -> Dictionary:
        aksi = Dictionary(S=Name.URI, URI=String(alamat))
        return Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), A=aksi)

    pdf.pages[0].obj.Annots = Array([tautan("https://contoh.go.id"), tautan("mailto:a@contoh.go.id")])


def _buka_di_halaman(pdf: Pdf) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.GoTo, D=Array([pdf.pages[0].obj, Name.Fit]))


def _daftar_isi(pdf: Pdf) -> None:
    with pdf.open_outline() as daftar:
        daftar.root.append(pikepdf.OutlineItem("Bab 1", 0))


def _formulir(pdf: Pdf) -> None:
    isian = Dictionary(Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String("nama"), Rect=Array([0, 0, 9, 9]))
    pdf.pages[0].obj.Annots = Array([pdf.make_indirect(isian)])
    pdf.Root.AcroForm = Dictionary(Fields=Array([pdf.pages[0].obj.Annots[0]]))


def pengolah_kata() -> bytes:
    """Pengolah kata Microsoft menutup berkasnya dengan tabel xref kedua yang kosong, menunjuk aliran xref-nya."""
    semula = rakit([*SEHELAI, aliran(b"", b"q Q")], ekor=b"\n")
    lama = int(semula.rsplit(b"startxref\n", 1)[1].split()[0])
    letak = len(semula)
    kamus = b"/Type /XRef /W [1 4 2] /Size 6 /Root 1 0 R /Index [5 1]"
    isi = semula + b"5 0 obj\n%s\nendobj\n" % aliran(kamus, b"\1" + letak.to_bytes(4) + b"\0\0")
    ekor = b"xref\n0 0\ntrailer\n<< /Size 6 /Root 1 0 R /Prev %d /XRefStm %d >>\nstartxref\n%d\n%%%%EOF"
    return isi + ekor % (lama, letak, len(isi))


def pindaian_besar() -> bytes:
    """Sebesar yang boleh diunggah."""
    kamus = b"/Type /XObject /Subtype /Image /Width 9000 /Height 9000 /ColorSpace /DeviceRGB /BitsPerComponent 8"
    gambar = aliran(kamus + b" /Filter /DCTDecode", os.urandom(UKURAN_TERBESAR - 2_000))
    return rakit([*SEHELAI, aliran(b"", b""), gambar])


def bersaringan(saringan: bytes, isi: bytes) -> bytes:
    """Gambar dengan saringan itu; ReportLab menulis JPEG sebagai teks, PostScript memakai RunLength."""
    kamus = b"/Type /XObject /Subtype /Image /Width 9 /Height 9 /ColorSpace /DeviceGray /BitsPerComponent 8 /Filter "
    return rakit([*SEHELAI, aliran(b"", b""), aliran(kamus + saringan, isi)])


def _jpeg() -> bytes:
    keluaran = BytesIO()
    Image.new("L", (9, 9)).save(keluaran, "JPEG")
    return keluaran.getvalue()


def pindaian_gambar(halaman: int = 3) -> bytes:
    """A4 200 dpi abu-abu sebagai JPEG, seperti keluaran mesin pemindai."""
    lembar = [Image.effect_noise((1654, 2339), 30).convert("L") for _ in range(halaman)]
    keluaran = BytesIO()
    lembar[0].save(keluaran, "PDF", save_all=True, append_images=lembar[1:], resolution=200, quality=60)
    return keluaran.getvalue()


@cache
def _penanda(pemilik: str = "Pejabat Contoh") -> SimpleSigner:
    kunci, kini = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    nama = sertifikat.Name([sertifikat.NameAttribute(NameOID.COMMON_NAME, pemilik)])
    selesai = (
        sertifikat.CertificateBuilder()
        .subject_name(nama)
        .issuer_name(nama)
        .public_key(kunci.public_key())
        .serial_number(1)
        .not_valid_before(kini)
        .not_valid_after(kini + timedelta(days=1))
        .sign(kunci, SHA256())
    )
    rahasia = kunci.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    return SimpleSigner(
        signing_cert=x509.Certificate.load(selesai.public_bytes(Encoding.DER)),
        signing_key=keys.PrivateKeyInfo.load(rahasia),
        cert_registry=SimpleCertificateStore(),
    )


def akar_contoh(pemilik: str = "Pejabat Contoh") -> bytes:
    """Sertifikat yang menandatangani dirinya sendiri, sebagai PEM."""
    return pem.armor("CERTIFICATE", _penanda(pemilik).signing_cert.dump())


def bertanda_tangan(isi: bytes) -> bytes:
    """Surat ber-TTE: tanda tangannya revisi tersendiri yang menutup seluruh berkas."""
    nama = PdfSignatureMetadata(field_name="TTE")
    keluaran: BytesIO = sign_pdf(IncrementalPdfFileWriter(BytesIO(isi)), nama, signer=_penanda())
    return keluaran.getvalue()


def berbukti(isi: bytes) -> bytes:
    """B-LT: bukti keabsahannya ditambahkan sesudah tanda tangan, di luar yang ditandatangani."""
    keluaran = BytesIO(isi)
    DocumentSecurityStore.add_dss(keluaran, None, certs=[_penanda().signing_cert])
    return keluaran.getvalue()


@cache
def semua() -> tuple[tuple[str, bytes], ...]:
    surat = Penyusun(None, None).susun(isi_pertek())
    return (
        ("kosong selembar", pdf_biasa()),
        ("bertautan", pdf_biasa(_tautan)),
        ("terbuka di halamannya", pdf_biasa(_buka_di_halaman)),
        ("berdaftar isi", pdf_biasa(_daftar_isi)),
        ("berformulir", pdf_biasa(_formulir)),
        ("beraliran objek", pdf_biasa(_daftar_isi, object_stream_mode=pikepdf.ObjectStreamMode.generate)),
        ("berlinear", pdf_biasa(_daftar_isi, linearize=True)),
        ("berlinear beraliran objek", pdf_biasa(linearize=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)),
        ("PDF 2.0", rakit([KATALOG, *SEHELAI[1:], aliran(b"", b"")], kepala=b"%PDF-2.0\r\n%\xe2\xe3\xcf\xd3\r\n")),
        ("berakhir tanpa baris baru", pdf_biasa().rstrip()),
        ("berekor nol", pdf_biasa() + bytes(512)),
        ("dari pengolah kata", pengolah_kata()),
        ("pindaian", pindaian_gambar()),
        ("pindaian 25 MB", pindaian_besar()),
        ("JPEG sebagai ASCII85", bersaringan(b"[/ASCII85Decode /DCTDecode]", a85encode(_jpeg()) + b"~>")),
        ("faks sebagai heksadesimal", bersaringan(b"[/ASCIIHexDecode /CCITTFaxDecode]", b"00>")),
        ("gambar RunLength", bersaringan(b"/RunLengthDecode", b"\xb0\x00\x80")),
        ("RunLength sebagai ASCII85", bersaringan(b"[/A85 /RL]", a85encode(b"\xb0\x00\x80") + b"~>")),
        ("JPEG dalam LZW", bersaringan(b"[/LZWDecode /DCTDecode]", b"\x80\x0b\x60\x50\x22\x0c\x0c\x85\x01")),
        ("pindaian contoh", pindaian("SK KP terakhir", ("NIP 198506122010122001",))),
        ("surat kita", surat),
        ("surat ber-TTE", bertanda_tangan(surat)),
        ("surat ber-TTE berbukti", berbukti(bertanda_tangan(surat))),
        ("surat ber-TTE dua kali", bertanda_tangan(bertanda_tangan(pdf_biasa()).replace(b"(TTE)", b"(TTD)"))),
    )

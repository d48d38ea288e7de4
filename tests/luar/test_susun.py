"""Naskah: sama byte demi byte, PDF/A-2a bertag, memuat semua isian, dan QR-nya terbaca."""

import re
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
import zxingcpp
from PIL import Image
from pydantic import ValidationError

from luar.typst import Penyusun, TemplatTidakDikenal
from models.surat import TempatTTE
from models.surat.kp import BarisKP, IsiPertekKP, IsiSkKP
from tests.luar.surat_contoh import TAUTAN, baris, isi_pertek, isi_sk, rombongan

PER_JENIS = pytest.mark.parametrize("isi", [isi_pertek(), isi_sk()], ids=["pertek", "sk"])
KOLEKTIF = pytest.mark.parametrize(
    "isi", [isi_pertek(asn=rombongan(14)), isi_sk(asn=rombongan(14))], ids=["pertek", "sk"]
)


def teks(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as dokumen:
        return re.sub(r"\s+", " ", " ".join(halaman.get_textpage().get_text_bounded() for halaman in dokumen))


def banyak_halaman(pdf: bytes) -> int:
    with pypdfium2.PdfDocument(pdf) as dokumen:
        return len(dokumen)


def kode_qr(gambar: Image.Image) -> set[str]:
    return {temuan.text for temuan in zxingcpp.read_barcodes(gambar)}


@PER_JENIS
def test_isi_sama_menghasilkan_bita_sama_dari_utas_mana_pun(isi: IsiPertekKP | IsiSkKP) -> None:
    penyusun = Penyusun()
    with ThreadPoolExecutor(4) as utas:
        hasil = set(utas.map(lambda _: penyusun.susun(isi), range(8)))
    assert hasil == {Penyusun().susun(isi)}


@PER_JENIS
def test_pdf_a_2a_bertag_dan_dapat_diakses(isi: IsiPertekKP | IsiSkKP) -> None:
    with pikepdf.open(BytesIO(Penyusun().susun(isi))) as pdf:
        with pdf.open_metadata() as metadata:
            assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("2", "A")
            assert metadata["pdfuaid:part"] == "1"
        assert pdf.Root.MarkInfo.Marked
        assert pdf.Root.StructTreeRoot.K
        assert str(pdf.Root.Lang).startswith("id")
        assert isi.nomor in str(pdf.docinfo.Title)
        assert str(pdf.docinfo.CreationDate).startswith(f"D:{isi.tanggal:%Y%m%d}")


def test_pertek_memuat_semua_isian() -> None:
    isi_teks = teks(Penyusun().susun(isi_pertek()))
    for isian in (
        "BADAN KEPEGAWAIAN NEGARA", "KANTOR REGIONAL III", "PERTIMBANGAN TEKNIS", "PB-32612000147",
        "800.1.3.2/1472/BKPSDM/2026", "16 November 2026", "Ayu Lestari Wulandari, S.Kom.", "19850612 201012 2 001",
        "Bandung, 12 Juni 1985", "S-1 Teknik Informatika", "Pranata Komputer Ahli Pertama", "203,125",
        "Penata Muda Tingkat I", "III/b", "III/c", "1 Oktober 2022", "1 Desember 2026", "11 tahun 9 bulan",
        "15 tahun 11 bulan", "Rp3.424.300,00", "Rp4.200.000,00", "Pilihan (Jabatan Fungsional Tertentu)",
        "a.n. KEPALA BADAN KEPEGAWAIAN NEGARA", "KEPALA KANTOR REGIONAL III,", "Gunawan Santoso",
        "Pembina Utama Madya", "NIP 19720315 199603 1 002", "24 November 2026", "Tembusan", TAUTAN,
    ):  # fmt: skip
        assert isian in isi_teks


def test_sk_memuat_semua_bagian_keputusan_berurutan() -> None:
    isi_teks = teks(Penyusun().susun(isi_sk()))
    bagian = (
        "KEPUTUSAN BUPATI BANDUNG", "NOMOR 800.1.3.2/0147/BKPSDM/2026", "TENTANG",
        "KENAIKAN PANGKAT PEGAWAI NEGERI SIPIL", "DENGAN RAHMAT TUHAN YANG MAHA ESA",
        "BUPATI BANDUNG,", "Menimbang", "setingkat lebih tinggi;", "Mengingat",
        "Memperhatikan", "PB-32612000147", "MEMUTUSKAN:", "Menetapkan", "KESATU", "19850612 201012 2 001",
        "terhitung mulai tanggal 1 Desember 2026", "Penata, golongan ruang III/c", "Rp4.200.000,00",
        "empat juta dua ratus ribu rupiah", "KEDUA", "Asli Keputusan ini", "Ditetapkan di", "Soreang",
    )  # fmt: skip
    letak = [isi_teks.find(satu) for satu in bagian]
    assert -1 not in letak
    assert letak == sorted(letak)


@pytest.mark.parametrize(
    ("rupiah", "ejaan"),
    [
        (1_685_700, "satu juta enam ratus delapan puluh lima ribu tujuh ratus rupiah"),
        (2_011_000, "dua juta sebelas ribu rupiah"),
        (3_100_119, "tiga juta seratus ribu seratus sembilan belas rupiah"),
        (6_001_010, "enam juta seribu sepuluh rupiah"),
    ],
)
def test_gaji_pokok_dieja_menurut_bahasa_indonesia(rupiah: int, ejaan: str) -> None:
    baru = baris().baru.model_copy(update={"gaji_pokok": rupiah})
    assert f"({ejaan})" in teks(Penyusun().susun(isi_sk(asn=(baris(baru=baru),))))


@PER_JENIS
def test_perorangan_satu_halaman_tanpa_lampiran(isi: IsiPertekKP | IsiSkKP) -> None:
    pdf = Penyusun().susun(isi)
    assert banyak_halaman(pdf) == 1
    assert "LAMPIRAN" not in teks(pdf)


@KOLEKTIF
def test_kolektif_mencantumkan_setiap_orang_dalam_lampiran_mendatar(isi: IsiPertekKP | IsiSkKP) -> None:
    pdf = Penyusun().susun(isi)
    isi_teks = teks(pdf)
    assert "14 (empat belas)" in isi_teks
    assert all(orang.nama in isi_teks for orang in isi.asn)
    with pypdfium2.PdfDocument(pdf) as dokumen:
        pertama, lampiran = dokumen[0], dokumen[1]
        assert pertama.get_width() < pertama.get_height()
        assert lampiran.get_width() > lampiran.get_height()
        assert all(orang.nama not in pertama.get_textpage().get_text_bounded() for orang in isi.asn)


def test_petikan_menyebut_dirinya_dan_hanya_satu_orang() -> None:
    assert "PETIKAN KEPUTUSAN BUPATI BANDUNG" in teks(Penyusun().susun(isi_sk(petikan=True)))
    with pytest.raises(ValidationError, match="petikan memuat tepat satu ASN, bukan 2"):
        isi_sk(petikan=True, asn=rombongan(2))


@PER_JENIS
def test_qr_di_kaki_halaman_membuka_halaman_verifikasi(isi: IsiPertekKP | IsiSkKP) -> None:
    with pypdfium2.PdfDocument(Penyusun().susun(isi)) as dokumen:
        assert kode_qr(dokumen[0].render(scale=3).to_pil()) == {TAUTAN}


def test_gambar_tanda_tangan_memuat_qr_yang_sama() -> None:
    penyusun, isi = Penyusun(), isi_pertek()
    gambar = Image.open(BytesIO(penyusun.gambar_tte(isi)))
    tempat = penyusun.tempat_tte(isi)
    assert kode_qr(gambar) == {TAUTAN}
    assert gambar.width / gambar.height == pytest.approx(tempat.lebar / tempat.tinggi, rel=0.02)


@pytest.mark.parametrize(
    "isi", [isi_pertek(), isi_sk(), isi_sk(asn=rombongan(14))], ids=["pertek", "sk", "sk_kolektif"]
)
def test_kotak_tanda_tangan_kosong_dan_di_atas_nama_pejabat(isi: IsiPertekKP | IsiSkKP) -> None:
    penyusun = Penyusun()
    tempat = penyusun.tempat_tte(isi)
    with pypdfium2.PdfDocument(penyusun.susun(isi)) as dokumen:
        halaman = dokumen[tempat.halaman - 1]
        assert tempat.tinggi_halaman == pytest.approx(halaman.get_height())
        assert _teks_dalam(halaman, tempat) == ""
        assert isi.penandatangan.nama in _teks_dalam(halaman, tempat.model_copy(update={"y": tempat.y + tempat.tinggi}))


def _teks_dalam(halaman: pypdfium2.PdfPage, kotak: TempatTTE) -> str:
    atas = kotak.tinggi_halaman - kotak.y
    return halaman.get_textpage().get_text_bounded(kotak.x, atas - kotak.tinggi, kotak.x + kotak.lebar, atas).strip()


def test_nama_tidak_dapat_menyuntikkan_perintah_typst() -> None:
    nama = '#panic("rusak") *tebal* <tempat-tte> $x$'
    assert nama in teks(Penyusun().susun(isi_sk(asn=(baris(nama=nama),))))


def test_lambang_pemasang_menggantikan_bulatan_pengganti(lambang: Path) -> None:
    asli, pengganti = Penyusun(lambang).susun(isi_sk()), Penyusun().susun(isi_sk())
    assert "LAMBANG" in teks(pengganti)
    assert "LAMBANG" not in teks(asli)


def test_lambang_yang_tidak_ada_ditolak_saat_mulai(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="USULAN_LAMBANG_NEGARA"):
        Penyusun(tmp_path / "tiada.svg")


def test_versi_templat_yang_tidak_terpasang_ditolak() -> None:
    with pytest.raises(TemplatTidakDikenal, match=r"sk_kp-99\.typ tidak ada"):
        Penyusun().susun(isi_sk(versi=99))


@pytest.mark.parametrize(
    ("ganti", "pesan"),
    [
        ({"nip": "123"}, "nip"),
        ({"baru": baris().lama}, "golongan baru III/b tidak lebih tinggi dari golongan lama III/b"),
        ({"nama": ""}, "nama"),
    ],
)
def test_baris_yang_keliru_ditolak_dengan_nama_isiannya(ganti: dict[str, object], pesan: str) -> None:
    with pytest.raises(ValidationError, match=pesan):
        BarisKP.model_validate(baris().model_dump() | ganti)


def test_tautan_tanpa_halaman_verifikasi_ditolak() -> None:
    with pytest.raises(ValidationError, match="USULAN_ALAMAT_PUBLIK"):
        isi_sk(tautan="usulan.contoh.go.id/verifikasi/x")

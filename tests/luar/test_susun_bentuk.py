"""Semua surat dalam semua bentuknya: perorangan, kolektif dengan lampiran, petikan, dan pratinjau."""

import re
from functools import cache
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

import pikepdf
import pypdfium2
import pytest
import zxingcpp

from luar.templat_uji import sidik_berubah
from luar.typst import FOLDER_TEMPLAT, GAMBAR_TTE, Penyusun
from models.definisi import Naskah
from models.naskah.contoh import semua_naskah
from models.surat import IsiSurat, Keputusan, Pejabat
from models.surat.contoh import contoh
from models.surat.koreksi import IsiPerbaikanSkKP
from models.surat.kp import IsiSkKP
from models.surat.peremajaan import IsiSkPMK
from models.surat.petikan import petikan
from tests.luar.surat_contoh import isi_pertek, isi_sk, rombongan

BANYAK = 23
"""Cukup untuk tiga halaman lampiran."""
NASKAH = {satu.jenis: satu for satu in semua_naskah() if Penyusun().versi(satu.isi.model_fields["templat"].default)}
"""Surat yang templatnya di antara templat bawaan; layanan baru ikut diuji tanpa menyebutnya di sini."""
SURAT = tuple(
    (satu, versi) for satu in NASKAH.values() for versi in Penyusun().versi(satu.isi.model_fields["templat"].default)
)
VERSI_KINI = tuple((satu, satu.versi) for satu in NASKAH.values())
PENETAP = Pejabat(nama="NAMA PENETAP", jabatan="Bupati Contoh")


class Unsur(NamedTuple):
    anak: int
    alternatif: str
    kepala_lajur: bool


def _bentuk(surat: tuple[tuple[Naskah, int], ...], bentuk: str) -> list[Any]:
    hasil = []
    for naskah, versi in surat:
        ganti: dict[str, Any] = {"perorangan": {}, "kolektif": {"banyak": BANYAK}, "petikan": {"petikan": True}}[bentuk]
        if (naskah.kolektif or bentuk == "perorangan") and (bentuk != "petikan" or issubclass(naskah.isi, Keputusan)):
            isi = contoh(naskah.isi, versi=versi, **ganti)
            hasil.append(pytest.param(isi, id=f"{isi.jenis}-{versi}-{bentuk}"))
    return hasil


PERORANGAN = pytest.mark.parametrize("isi", _bentuk(SURAT, "perorangan"))
KOLEKTIF = pytest.mark.parametrize("isi", _bentuk(VERSI_KINI, "kolektif"))
SEMUA = pytest.mark.parametrize(
    "isi", [satu for bentuk in ("perorangan", "kolektif", "petikan") for satu in _bentuk(SURAT, bentuk)]
)


@cache
def tersusun(isi: IsiSurat) -> bytes:
    return Penyusun().susun(isi)


def halaman(pdf: bytes) -> list[str]:
    with pypdfium2.PdfDocument(pdf) as dokumen:
        return [re.sub(r"\s+", " ", satu.get_textpage().get_text_bounded()) for satu in dokumen]


def unsur(pdf: bytes, jenis: str) -> list[Unsur]:
    """Unsur struktur berjenis itu, menurut urutan bacanya."""
    hasil: list[Unsur] = []

    def telusur(simpul: Any) -> None:
        for satu in simpul if isinstance(simpul, pikepdf.Array) else [simpul]:
            if isinstance(satu, pikepdf.Dictionary):
                anak = satu.get("/K", pikepdf.Array())
                if satu.get("/S") == f"/{jenis}":
                    lajur = satu.get("/A", {})
                    cakupan = [a.get("/Scope") for a in (lajur if isinstance(lajur, pikepdf.Array) else [lajur])]
                    banyak = len(anak) if isinstance(anak, pikepdf.Array) else 1
                    hasil.append(Unsur(banyak, str(satu.get("/Alt", "")), "/Column" in map(str, cakupan)))
                telusur(anak)

    with pikepdf.open(BytesIO(pdf)) as dokumen:
        telusur(dokumen.Root.StructTreeRoot.K)
    return hasil


@SEMUA
def test_setiap_bentuk_pdf_a_2a_dan_pdf_ua_1_serta_dapat_diulang(isi: IsiSurat) -> None:
    pdf = tersusun(isi)
    assert pdf == Penyusun().susun(isi)
    with pikepdf.open(BytesIO(pdf)) as dokumen, dokumen.open_metadata() as metadata:
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("2", "A")
        assert metadata["pdfuaid:part"] == "1"
        assert isi.nomor in str(dokumen.docinfo.Title)
    assert all(gambar.alternatif for gambar in unsur(pdf, "Figure"))
    assert unsur(pdf, "H1")


@SEMUA
def test_kotak_tanda_tangan_kosong_dan_tepat_di_atas_namanya(isi: IsiSurat) -> None:
    tempat = Penyusun().tempat_tte(isi)
    with pypdfium2.PdfDocument(tersusun(isi)) as dokumen:
        lembar = dokumen[tempat.halaman - 1]
        atas, kanan = tempat.tinggi_halaman - tempat.y, tempat.x + tempat.lebar
        teks = lembar.get_textpage()
        assert kanan <= lembar.get_width()
        assert teks.get_text_bounded(tempat.x, atas - tempat.tinggi, kanan, atas).strip() == ""
        di_bawah = teks.get_text_bounded(tempat.x, atas - 2 * tempat.tinggi, kanan, atas - tempat.tinggi)
        assert isi.penandatangan.nama in di_bawah


@PERORANGAN
def test_perorangan_tanpa_lampiran(isi: IsiSurat) -> None:
    assert "LAMPIRAN" not in " ".join(halaman(tersusun(isi)))


@KOLEKTIF
def test_kolektif_menomori_semua_orang_pada_lampiran_mendatar(isi: IsiSurat) -> None:
    pdf = tersusun(isi)
    with pypdfium2.PdfDocument(pdf) as dokumen:
        mendatar = [satu.get_width() > satu.get_height() for satu in dokumen]
    assert mendatar == [False, True, True, True]
    surat, *lampiran = halaman(pdf)
    assert "23 (dua puluh tiga)" in surat
    assert "NAMA PEGAWAI" not in surat
    teks = " ".join(lampiran)
    letak = [teks.find(f"{ke}. NAMA PEGAWAI {ke} ") for ke in range(1, BANYAK + 1)]
    assert -1 not in letak
    assert letak == sorted(letak)


@KOLEKTIF
def test_kepala_tabel_dan_nama_surat_berulang_pada_tiap_halaman_lampiran(isi: IsiSurat) -> None:
    _, pertama, *lanjutan = halaman(tersusun(isi))
    assert f"NOMOR : {isi.nomor}" in pertama
    for ke, satu in enumerate(lanjutan, 3):
        assert "NAMA, NIP," in satu
        assert f"Nomor {isi.nomor}" in satu
        assert f"- {ke} -" in satu


@KOLEKTIF
def test_kepala_tabel_lampiran_bertag(isi: IsiSurat) -> None:
    pdf = tersusun(isi)
    assert len(unsur(pdf, "Table")) == 1
    (kepala,) = unsur(pdf, "THead")
    assert kepala.anak == 2, "judul lajur dan nomornya"
    assert all(satu.kepala_lajur for satu in unsur(pdf, "TH"))
    assert len(unsur(pdf, "TH")) >= 10


@pytest.mark.parametrize("banyak", range(8, 25))
def test_tanda_tangan_lampiran_tidak_pernah_sendirian(banyak: int) -> None:
    akhir = halaman(Penyusun().susun(contoh(IsiSkKP, versi=2, banyak=banyak)))[-1]
    assert f"NAMA PEGAWAI {banyak} " in akhir
    assert "NAMA PEJABAT" in akhir


@pytest.mark.parametrize("isi", _bentuk(VERSI_KINI, "petikan"))
def test_petikan_menyingkat_konsiderans_dan_menyebut_nomor_urutnya(isi: Keputusan) -> None:
    sah = isi.model_copy(update={"urut": 7, "penetap": PENETAP})
    teks = " ".join(halaman(Penyusun().susun(sah)))
    if isi.jenis != "perbaikan_sk_kp":
        assert "pada nomor urut 7 Lampiran Keputusan ini" in teks
    assert "PETIKAN KEPUTUSAN BUPATI CONTOH" in teks
    assert teks.count("dan seterusnya;") == 3
    assert "Undang-Undang" not in teks
    urutan = [teks.find(satu) for satu in ("ttd.", "NAMA PENETAP", "Petikan sesuai dengan aslinya,", "NAMA PEJABAT")]
    assert -1 not in urutan
    assert urutan == sorted(urutan)


@pytest.mark.parametrize("model", [IsiSkKP, IsiPerbaikanSkKP, IsiSkPMK])
def test_petikan_kolektif_hanya_memuat_orangnya(model: type[Keputusan]) -> None:
    kolektif = contoh(model, banyak=3)
    milik = petikan(kolektif, kolektif.asn[1].nip, pengesah=PENETAP)
    assert (milik.nomor, milik.tanggal, milik.urut) == (kolektif.nomor, kolektif.tanggal, 2)
    assert milik.asn == (kolektif.asn[1],)
    assert (milik.penandatangan, milik.penetap) == (PENETAP, kolektif.penandatangan)
    if isinstance(milik, IsiPerbaikanSkKP):
        assert {satu.nip for satu in milik.pembetulan} == {milik.asn[0].nip}
    assert petikan(kolektif, kolektif.asn[1].nip).penandatangan == kolektif.penandatangan


def test_petikan_bagi_yang_tidak_tercantum_atau_dari_petikan_ditolak() -> None:
    kolektif = contoh(IsiSkKP, banyak=2)
    with pytest.raises(ValueError, match="nip: orang ini tidak tercantum"):
        petikan(kolektif, "0" * 18)
    with pytest.raises(ValueError, match="keputusan: sudah berupa petikan"):
        petikan(petikan(kolektif, kolektif.asn[0].nip), kolektif.asn[0].nip)


@pytest.mark.parametrize("isi", [contoh(IsiSkKP, versi=2, petikan=True), contoh(IsiSkPMK, petikan=True)])
def test_petikan_yang_ditandatangani_penetapnya_sendiri_tanpa_ttd(isi: Keputusan) -> None:
    assert "ttd." not in " ".join(halaman(Penyusun().susun(isi)))


def test_pembetulan_beberapa_baris_seorang_tidak_terpisah_dari_namanya() -> None:
    isi = contoh(IsiPerbaikanSkKP, banyak=9)
    rangkap = tuple(satu.model_copy(update={"uraian": f"Uraian {ke}"}) for satu in isi.pembetulan for ke in (1, 2, 3))
    for satu in halaman(Penyusun().susun(isi.model_copy(update={"pembetulan": rangkap})))[1:]:
        assert satu.count("NAMA PEGAWAI") * 3 == sum(satu.count(f"Uraian {ke}") for ke in (1, 2, 3))


@SEMUA
def test_pratinjau_sehalaman_dengan_suratnya_dan_mengaku_bukan_surat(isi: IsiSurat) -> None:
    pratinjau = halaman(Penyusun().pratinjau(isi))
    assert len(pratinjau) == len(halaman(tersusun(isi)))
    for satu in pratinjau:
        assert "tidak berlaku sebagai surat" in satu
        assert "telah ditandatangani" not in satu
        assert "/verifikasi/" not in satu


@pytest.mark.parametrize("versi", [1, 2])
def test_pratinjau_bertanda_air_di_tiap_halaman_dan_tanpa_qr(versi: int) -> None:
    with pypdfium2.PdfDocument(Penyusun().pratinjau(contoh(IsiSkKP, banyak=2, versi=versi))) as dokumen:
        for lembar in dokumen:
            assert zxingcpp.read_barcodes(lembar.render(scale=3).to_pil()) == []
            warna = lembar.render(scale=0.5).to_pil().convert("RGB").getcolors(2**20)
            assert any(merah - hijau > 20 for _, (merah, hijau, _) in warna), "tanda air tidak tampak"


EMAS = {
    "pertek_kp-1": (isi_pertek(), "316e20bbcdc18d84cc1ed01b191e7cea9996a473a2ce9f6b04c10bf76c2384e6"),
    "sk_kp-1": (isi_sk(), "72d8610f5b6e6329464f5a9127c1be3dff7698a5f8032dd396eca00527ffb4aa"),
    "pertek_kp-1-kolektif": (
        isi_pertek(asn=rombongan(14)),
        "f6a942ed0123770e6a327e502aa120010f7a82f194ab7a2fad67cf8416b7a2fe",
    ),
    "sk_kp-1-kolektif": (
        isi_sk(asn=rombongan(14)),
        "26c6710cc843d4f14ee53b7dbd0b7f751f6e333e82840ef88ea94187e1f6a5f8",
    ),
    "sk_kp-1-petikan": (
        isi_sk(petikan=True),
        "178e8c73750b22299e0713ab24868fd8de9c1187b335a187d51397b47c00a40a",
    ),
}


@pytest.mark.parametrize(("isi", "sidik"), EMAS.values(), ids=EMAS)
def test_surat_versi_1_tetap_sama_byte_demi_byte(isi: IsiSurat, sidik: str) -> None:
    """Bila gagal: bingkai atau templat lama tersunting, atau Typst berganti versi. Yang pertama dikembalikan; yang
    kedua diputuskan sadar, karena surat lama tidak lagi dapat digambar ulang persis.
    """
    assert sha256(Penyusun().susun(isi)).hexdigest() == sidik


def test_templat_yang_sudah_dipakai_tidak_disunting() -> None:
    assert list(sidik_berubah(FOLDER_TEMPLAT)) == []


def test_templat_tersunting_hilang_atau_belum_bersidik_ketahuan(tmp_path: Path) -> None:
    for nama in ("lama-1", "hilang-1", "tersunting-1"):
        (tmp_path / f"{nama}.sha256").write_text(f"{sha256(b'isi').hexdigest()}  {nama}.typ")
    for nama, isi in {"lama-1": "isi", "tersunting-1": "isi lain", "baru-1": "isi"}.items():
        (tmp_path / f"{nama}.typ").write_text(isi)
    assert list(sidik_berubah(tmp_path)) == [
        "baru-1.typ: belum bersidik; catat dengan python -m luar.templat_uji --sidik",
        "hilang-1.typ: sidiknya tercatat tetapi berkasnya tidak ada; kembalikan berkasnya",
        "tersunting-1.typ: tersunting sesudah sidiknya dicatat; kembalikan, lalu buat versi berikutnya",
    ]


def test_versi_templat_yang_terpasang() -> None:
    penyusun = Penyusun()
    assert penyusun.versi("sk_kp") == (1, 2)
    assert penyusun.versi("tiada") == ()


def test_setiap_templat_surat_punya_model() -> None:
    """Selain surat hanya ada bagian yang diimpor templat lain, gambar tanda tangan, dan pembubuh tanda air."""
    isi = {berkas.name: berkas.read_text() for berkas in FOLDER_TEMPLAT.glob("*.typ")}
    bagian = {nama for nama in isi if any(f'"{nama}"' in satu for satu in isi.values())}
    surat = {f"{naskah.isi.model_fields['templat'].default}-{versi}.typ" for naskah, versi in SURAT}
    assert isi.keys() - bagian - {GAMBAR_TTE, "pratinjau.typ"} == surat


def test_isian_tanpa_contoh_ditolak_dengan_obatnya() -> None:
    class Ganjil(IsiSkKP):
        bita: bytes

    with pytest.raises(LookupError, match=r"Ganjil\.bita belum punya contoh; tambahkan Field"):
        contoh(Ganjil)

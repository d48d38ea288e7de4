"""Panduan penyunting templat: alatnya memeriksa sungguh-sungguh, dan tabel isiannya tidak basi."""

import re
from pathlib import Path

import pytest

from luar.templat_uji import utama
from luar.typst import FOLDER_TEMPLAT
from models.naskah.contoh import semua_naskah
from models.surat.panduan import tabel_isian

PANDUAN = Path(__file__).parents[2] / "docs" / "templat-surat.md"
BAIK = """\
#import sys.inputs.bawaan + "/bingkai-2.typ": *
#show: naskah.with([KEPUTUSAN NOMOR #isi.nomor])
#heading(level: 1)[KEPUTUSAN]
#penutup[Selesai.]
"""


def uji(folder: Path, templat: str, *pilihan: str) -> int:
    berkas = folder / "sk_kp-9.typ"
    berkas.write_text(templat)
    return utama([str(berkas), "--keluar", str(folder / "contoh.pdf"), *pilihan])


def test_tabel_isian_pada_panduan_menurut_modelnya() -> None:
    bawaan = [satu for satu in semua_naskah() if satu.isi.__module__.startswith("models.")]
    tercantum = PANDUAN.read_text().split("<!-- tabel -->\n")[1]
    assert tercantum.strip() == tabel_isian(bawaan).strip(), "perbarui dengan python -m luar.templat_uji --tabel"


def test_fungsi_yang_disebut_panduan_ada_pada_bingkai() -> None:
    bagian = PANDUAN.read_text().split("## Fungsi bingkai-2")[1].split("##")[0]
    bingkai = (FOLDER_TEMPLAT / "bingkai-2.typ").read_text() + (FOLDER_TEMPLAT / "bingkai-1.typ").read_text()
    lajur = [baris.split("|")[1] for baris in bagian.splitlines() if baris.startswith("| `")]
    disebut = {nama for teks in lajur for nama in re.findall(r"`([a-z][a-z-]*)", teks)}
    assert len(disebut) > 20
    assert {nama for nama in disebut if not re.search(rf"#let {nama}\b", bingkai)} == set()


@pytest.mark.parametrize("bentuk", ["perorangan", "kolektif", "petikan"])
def test_templat_bawaan_lolos(bentuk: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    berkas = FOLDER_TEMPLAT / "sk_kp-2.typ"
    assert utama([str(berkas), "--bentuk", bentuk, "--keluar", str(tmp_path / "contoh.pdf")]) == 0
    assert "TIDAK" not in capsys.readouterr().out
    assert (tmp_path / "contoh.pdf").read_bytes().startswith(b"%PDF-")


def test_templat_milik_pemasang_lolos(tmp_path: Path) -> None:
    assert uji(tmp_path, BAIK) == 0


@pytest.mark.parametrize(
    ("templat", "sebab"),
    [
        (BAIK.replace(" #isi.nomor]", "]"), "TIDAK judul dokumen memuat nomor surat"),
        (BAIK + '#eval(isi.penandatangan.nama, mode: "markup")', "TIDAK isian bukan perintah"),
        (BAIK.replace("#penutup", "#move(dx: 12cm, penutup") + ")", "TIDAK kotak tanda tangan di dalam halaman"),
        (BAIK + "#if pratinjau { pagebreak() }", "TIDAK pratinjau sehalaman dengan suratnya"),
    ],
)
def test_templat_keliru_ketahuan(templat: str, sebab: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert uji(tmp_path, templat) == 1
    assert sebab in capsys.readouterr().out


@pytest.mark.parametrize(
    ("templat", "sebab"),
    [
        (BAIK.replace("#penutup", "#par"), "tempat-tte"),
        (BAIK + "#penutup[Lagi.]", "tempat-tte"),
        (BAIK + '#image(bytes(sys.inputs.qr), format: "svg")', "alt"),
        (BAIK + "#tiada", "unknown variable"),
    ],
)
def test_templat_yang_ditolak_typst_menyebut_sebabnya(
    templat: str, sebab: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert uji(tmp_path, templat) == 1
    assert sebab in capsys.readouterr().err


@pytest.mark.parametrize(
    ("argumen", "sebab"),
    [
        (["tiada-1.typ"], "tidak ada atau namanya bukan"),
        ([str(FOLDER_TEMPLAT / "bingkai-2.typ")], "tidak ada surat yang memakai 'bingkai'"),
        ([str(FOLDER_TEMPLAT / "pertek_kp-2.typ"), "--bentuk", "petikan"], "bukan keputusan, jadi tidak berpetikan"),
    ],
)
def test_berkas_yang_bukan_templat_surat_ditolak(
    argumen: list[str], sebab: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert utama(argumen) == 1
    assert sebab in capsys.readouterr().err


def test_tabel_dicetak_alatnya(capsys: pytest.CaptureFixture[str]) -> None:
    assert utama(["--tabel"]) == 0
    assert "#### IsiSkKP" in capsys.readouterr().out

"""Panduan penyunting templat: alatnya memeriksa sungguh-sungguh, dan tabel isiannya dibuat dari modelnya."""

import re
from pathlib import Path

import pytest

from luar import templat_uji
from luar.templat_uji import utama
from luar.typst import FOLDER_TEMPLAT
from models.definisi import Naskah
from models.naskah.contoh import BentukTidakAda, isi_contoh, semua_naskah
from tests import kartu_pustaka

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


@pytest.mark.parametrize("naskah", list(semua_naskah()), ids=lambda naskah: naskah.jenis)
def test_tabel_dicetak_alatnya_dengan_semua_isian_surat(naskah: Naskah, capsys: pytest.CaptureFixture[str]) -> None:
    assert utama(["--tabel", naskah.jenis]) == 0
    tercetak = capsys.readouterr().out
    assert f"| `{naskah.jenis}` | {naskah.nama} |" in tercetak
    assert tercetak.count("| `") > len(naskah.isi.model_fields)
    for isian in naskah.isi.model_fields:
        assert f"| `{isian}` |" in tercetak


def test_tabel_semua_surat_dan_surat_yang_tidak_ada(capsys: pytest.CaptureFixture[str]) -> None:
    assert utama(["--tabel"]) == 0
    assert "#### IsiSkKP" in capsys.readouterr().out
    assert utama(["--tabel", "surat_asing"]) == 1
    assert "Jenis surat surat_asing tidak dimiliki layanan mana pun" in capsys.readouterr().err


def test_sidik_dicatat_sekali(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(templat_uji, "FOLDER_TEMPLAT", tmp_path)
    (tmp_path / "baru-1.typ").write_text("isi")
    assert utama(["--sidik"]) == 0
    tercatat = (tmp_path / "baru-1.sha256").read_text()
    assert tercatat.endswith("  baru-1.typ\n")
    (tmp_path / "baru-1.typ").write_text("isi lain")
    assert utama(["--sidik"]) == 1
    assert (tmp_path / "baru-1.sha256").read_text() == tercatat


def test_surat_yang_bukan_kolektif_menolak_bentuknya() -> None:
    with pytest.raises(BentukTidakAda, match="kartu_pustaka selalu bagi satu orang; pilih perorangan"):
        isi_contoh(kartu_pustaka.KARTU.jenis, 1, "kolektif")

"""``docs/keamanan.md`` tetap benar: yang disebutnya ada, dan tiap baris ASVS 5.0 tingkat 1 dan 2 berbukti."""

import ast
import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

AKAR = Path(__file__).parents[2]
HALAMAN = (AKAR / "docs" / "keamanan.md").read_text(encoding="utf-8")
STATUS = {"ya", "sebagian", "belum", "tidak berlaku"}
ASVS = {
    "1.1": 2, "1.2": 9, "1.3": 11, "1.4": 3, "1.5": 2,
    "2.1": 3, "2.2": 3, "2.3": 4, "2.4": 1,
    "3.2": 2, "3.3": 4, "3.4": 6, "3.5": 5, "3.7": 2,
    "4.1": 3, "4.2": 1, "4.3": 2, "4.4": 4,
    "5.1": 1, "5.2": 3, "5.3": 2, "5.4": 3,
    "6.1": 3, "6.2": 12, "6.3": 4, "6.4": 4, "6.5": 5, "6.6": 3, "6.8": 4,
    "7.1": 3, "7.2": 4, "7.3": 2, "7.4": 5, "7.5": 2, "7.6": 2,
    "8.1": 2, "8.2": 3, "8.3": 1, "8.4": 1,
    "9.1": 3, "9.2": 4,
    "10.1": 2, "10.2": 2, "10.3": 4, "10.4": 11, "10.5": 5, "10.6": 2, "10.7": 3,
    "11.1": 2, "11.2": 3, "11.3": 3, "11.4": 4, "11.5": 1, "11.6": 1,
    "12.1": 3, "12.2": 2, "12.3": 4,
    "13.1": 1, "13.2": 5, "13.3": 2, "13.4": 5,
    "14.1": 2, "14.2": 4, "14.3": 3,
    "15.1": 3, "15.2": 3, "15.3": 7,
    "16.1": 1, "16.2": 5, "16.3": 4, "16.4": 3, "16.5": 3,
}  # fmt: skip
"""Bagian → nomor terakhir tingkat 1 dan 2 pada rilis 5.0.0; tingkat 3 selalu di ujung bagiannya."""

_UJI = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")
_DI_AKAR = r"\.dockerignore|pyproject\.toml|requirements\.lock|temporal-dev\.yml|Dockerfile|Makefile"
_BERKAS = re.compile(rf"`([\w.-]+(?:/[\w.-]+)+\.\w+|{_DI_AKAR})`")
_TAUTAN = re.compile(r"\]\((?!https?:)([^)#]+)\)")
_BARIS = re.compile(r"^\| (\d+\.\d+)\.(\d+)(?:–\1\.(\d+))? \|", re.MULTILINE)


class Baris(NamedTuple):
    nomor: list[str]
    status: str
    bukti: str


def semua_baris(teks: str) -> list[Baris]:
    """Baris ASVS; yang disingkat ``6.2.1–6.2.12`` memuat semua nomornya."""
    hasil = []
    for satu in _BARIS.finditer(teks):
        _, _, _, status, bukti, _ = teks[satu.start() : teks.index("\n", satu.start())].split("|")
        awal, akhir = int(satu[2]), int(satu[3] or satu[2])
        hasil.append(Baris([f"{satu[1]}.{ke}" for ke in range(awal, akhir + 1)], status.strip(), bukti.strip()))
    return hasil


@cache
def nama_uji(berkas: str) -> frozenset[str]:
    """Fungsi di tingkat teratas berkas uji; kosong bila berkasnya tidak ada."""
    letak = AKAR / berkas
    pohon = ast.parse(letak.read_text(encoding="utf-8")) if letak.is_file() else ast.Module([], [])
    return frozenset(satu.name for satu in pohon.body if isinstance(satu, ast.FunctionDef | ast.AsyncFunctionDef))


def yang_tidak_ada(teks: str) -> list[str]:
    """Uji, berkas, dan tautan yang disebut tetapi tidak ada."""
    uji = [f"{berkas}::{nama}" for berkas, nama in _UJI.findall(teks) if nama not in nama_uji(berkas)]
    berkas = [satu for satu in _BERKAS.findall(teks) if not (AKAR / satu).exists()]
    return uji + berkas + [satu for satu in _TAUTAN.findall(teks) if not (AKAR / "docs" / satu).exists()]


def berbukti(bukti: str) -> bool:
    return bool(_UJI.search(bukti) or _BERKAS.search(bukti))


def test_yang_disebut_ada() -> None:
    assert yang_tidak_ada(HALAMAN) == []


def test_setiap_baris_asvs_ada_tepat_sekali() -> None:
    ada = [nomor for satu in semua_baris(HALAMAN) for nomor in satu.nomor]
    wajib = [f"{bagian}.{ke}" for bagian, akhir in ASVS.items() for ke in range(1, akhir + 1)]
    assert ada == wajib


@pytest.mark.parametrize("baris", semua_baris(HALAMAN), ids=lambda satu: satu.nomor[0])
def test_setiap_baris_berstatus_dan_berbukti(baris: Baris) -> None:
    assert baris.status in STATUS
    assert baris.bukti
    assert baris.status != "ya" or berbukti(baris.bukti), "`ya` menyebut uji atau berkas yang membuktikannya"


@pytest.mark.parametrize(
    "palsu",
    [
        "`tests/hukum/test_keamanan.py::test_berganti_nama`",
        "`tests/hukum/test_tiada.py::test_yang_disebut_ada`",
        "`luar/tiada.py`",
        "[0099](keputusan/0099-tiada.md)",
    ],
)
def test_yang_berganti_nama_ketahuan(palsu: str) -> None:
    assert yang_tidak_ada(palsu) == [palsu.strip("`").partition("](")[2].strip(")") or palsu.strip("`")]


def test_yang_mengaku_tanpa_bukti_ketahuan() -> None:
    (baris,) = semua_baris("| 1.2.3–1.2.4 | sesuatu | ya | dijamin |\n")
    assert baris == Baris(["1.2.3", "1.2.4"], "ya", "dijamin")
    assert not berbukti(baris.bukti)

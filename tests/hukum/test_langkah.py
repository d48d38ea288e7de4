"""Langkah dikenali dari tandanya; ruang lain tidak membandingkan namanya."""

import ast
from pathlib import Path

import pytest

from workflows.layanan.kenaikan_pangkat import KenaikanPangkat
from workflows.layanan.koreksi_surat import KoreksiSurat
from workflows.layanan.peremajaan_data import PeremajaanData

AKAR = Path(__file__).parents[2]
KODE = {satu.kode for kelas in (KenaikanPangkat, KoreksiSurat, PeremajaanData) for satu in kelas.langkah}
BUKAN_KODE_LANGKAH = {Path("api/rute/kualitas.py")}
"""``perbaikan`` di sini nama isian anjuran sebuah indikator."""


def langkah_disebut(naskah: str) -> set[str]:
    """Kode langkah yang ditulis sebagai teks."""
    return {satu.value for satu in ast.walk(ast.parse(naskah)) if isinstance(satu, ast.Constant)} & KODE


@pytest.mark.parametrize("ruang", ["gudang", "activities", "putaran", "api"])
def test_tak_ada_ruang_yang_mengenali_langkah_dari_namanya(ruang: str) -> None:
    berkas = [satu.relative_to(AKAR) for satu in (AKAR / ruang).rglob("*.py")]
    tersebut = {
        str(satu): langkah_disebut((AKAR / satu).read_text()) for satu in berkas if satu not in BUKAN_KODE_LANGKAH
    }
    assert {satu: kode for satu, kode in tersebut.items() if kode} == {}


def test_pemeriksanya_melihat() -> None:
    assert langkah_disebut('_A = "persetujuan"\nif kode in ("perbaikan_asn", "lain"): ...') == {
        "persetujuan",
        "perbaikan_asn",
    }

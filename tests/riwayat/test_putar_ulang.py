"""Riwayat yang pernah terjadi, terbuka maupun tertutup, tetap dapat diputar ulang oleh kode hari ini."""

from pathlib import Path

import pytest

from tests.cerita.dunia import putar_ulang
from tests.riwayat.rekam import FOLDER, baca, layanan_bawaan, rekaman, tujuan

REKAMAN = sorted(FOLDER.rglob("*.json"))


@pytest.mark.parametrize("berkas", REKAMAN, ids=lambda berkas: f"{berkas.parent.name}/{berkas.stem}")
async def test_riwayat_lama_dapat_diputar_ulang(berkas: Path) -> None:
    await putar_ulang(baca(berkas), berkas.relative_to(FOLDER).parts[0])


def test_setiap_keadaan_punya_rekaman() -> None:
    belum = [nama for nama in rekaman() if not tujuan(nama).exists()]
    assert belum == [], "rekam dengan: python -m tests.riwayat.rekam"


def test_setiap_layanan_bawaan_punya_naskah_rekaman() -> None:
    """Layanan yang baru ditaruh di foldernya ikut ditagih tanpa disebut di sini."""
    assert {nama.partition("/")[0] for nama in rekaman()} == layanan_bawaan()

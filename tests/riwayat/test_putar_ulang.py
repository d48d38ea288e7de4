"""Riwayat yang pernah terjadi, terbuka maupun tertutup, tetap dapat diputar ulang oleh kode hari ini."""

from pathlib import Path

import pytest
from temporalio.client import WorkflowHistory

from tests.cerita.dunia import putar_ulang
from tests.riwayat.rekam import FOLDER, NASKAH
from tests.riwayat.rekam_koreksi import NASKAH_KOREKSI
from tests.riwayat.rekam_peremajaan import NASKAH_PEREMAJAAN

REKAMAN = sorted(FOLDER.rglob("*.json"))


@pytest.mark.parametrize("berkas", REKAMAN, ids=lambda berkas: f"{berkas.parent.name}/{berkas.stem}")
async def test_riwayat_lama_dapat_diputar_ulang(berkas: Path) -> None:
    riwayat = WorkflowHistory.from_json(berkas.stem, berkas.read_text(encoding="utf-8"))
    await putar_ulang(riwayat, berkas.relative_to(FOLDER).parts[0])


def test_setiap_keadaan_punya_rekaman() -> None:
    naskah = (*NASKAH, *NASKAH_KOREKSI, *NASKAH_PEREMAJAAN)
    assert {berkas.stem for berkas in REKAMAN} >= {satu.__name__ for satu in naskah}

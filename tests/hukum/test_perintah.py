"""Tiap update yang diterima alur kerja perintah bercap yang diperiksa sebelum diterima."""

import pytest
from temporalio import workflow

from models.keputusan import Perintah
from workflows import layanan
from workflows.penjaga import PenjagaPerintah

UPDATE = [
    pytest.param(satu, id=f"{alur.__name__}.{satu.name}")
    for alur in layanan.semua()
    for satu in workflow._Definition.must_from_class(alur).updates.values()
]


@pytest.mark.parametrize("update", UPDATE)
def test_update_menerima_satu_perintah_dan_punya_syarat(update: workflow._UpdateDefinition) -> None:
    assert update.arg_types is not None
    (jenis,) = update.arg_types
    assert issubclass(jenis, Perintah), "tanpa cap, muatannya dapat dikirim lagi sebagai update lain"
    assert update.validator is not None, "tanpa syarat, penjaga perintah tidak dipanggil"


def test_penjaga_terpasang_pada_worker() -> None:
    from pathlib import Path

    import worker

    assert f"{PenjagaPerintah.__name__}()" in Path(worker.__file__).read_text()

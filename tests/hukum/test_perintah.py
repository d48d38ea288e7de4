"""Tiap update dan sinyal yang diterima alur kerja membawa cap yang diperiksa sebelum dijalankan."""

import pytest
from temporalio import workflow

from models.keputusan import Perintah
from models.pesan import Bercap
from workflows import layanan
from workflows.penjaga import PenjagaPerintah

UPDATE = [
    pytest.param(satu, id=f"{alur.__name__}.{satu.name}")
    for alur in layanan.semua()
    for satu in workflow._Definition.must_from_class(alur).updates.values()
]
SINYAL = [
    pytest.param(satu, id=f"{alur.__name__}.{satu.name}")
    for alur in layanan.semua()
    for satu in workflow._Definition.must_from_class(alur).signals.values()
]


@pytest.mark.parametrize("update", UPDATE)
def test_update_menerima_satu_perintah_dan_punya_syarat(update: workflow._UpdateDefinition) -> None:
    assert update.arg_types is not None
    (jenis,) = update.arg_types
    assert issubclass(jenis, Perintah), "tanpa cap, muatannya dapat dikirim lagi sebagai update lain"
    assert update.validator is not None, "tanpa syarat, penjaga perintah tidak dipanggil"


@pytest.mark.parametrize("sinyal", SINYAL)
def test_sinyal_menerima_satu_pesan_bercap(sinyal: workflow._SignalDefinition) -> None:
    assert sinyal.arg_types is not None
    (jenis,) = sinyal.arg_types
    assert issubclass(jenis, Bercap), "tanpa cap, penjaga membuangnya"


def test_penjaga_terpasang_pada_worker() -> None:
    from pathlib import Path

    import worker

    assert f"{PenjagaPerintah.__name__}()" in Path(worker.__file__).read_text()

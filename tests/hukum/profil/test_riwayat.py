"""Setiap kelompok riwayat tahu kapan barisnya mulai berlaku."""

import pytest

from models.riwayat import KELOMPOK
from models.riwayat.dasar import Rekam


@pytest.mark.parametrize("model", KELOMPOK.values(), ids=KELOMPOK.keys())
def test_hari_berlaku_dibaca_dari_isian_yang_ada(model: type[Rekam]) -> None:
    punya_isian = model.berlaku_menurut in model.model_fields or hasattr(model, model.berlaku_menurut)
    assert punya_isian or "berlaku" in vars(model)

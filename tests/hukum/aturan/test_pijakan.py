"""Pangkat yang menjadi pijakan riwayat sesudahnya tidak ditarik kembali."""

from datetime import date

import pytest

from models.aturan.pijakan import yang_bertumpu
from models.layanan.koreksi_surat import PEMBATALAN_PERTEK
from tests.hukum.aturan.contoh import gol, profil_contoh
from tests.hukum.koreksi.test_syarat import DEFINISI, PROFIL, asal, bahan

TANGGA = (gol("III/c", date(2022, 4, 1)), gol("III/d", date(2026, 4, 1)), gol("IV/a", date(2030, 4, 1)))


@pytest.mark.parametrize(
    ("tmt", "sebutan"),
    [
        (date(2022, 4, 1), "golongan III/d sejak 1 April 2026"),
        (date(2026, 4, 1), "golongan IV/a sejak 1 April 2030"),
        (date(2030, 4, 1), None),
    ],
)
def test_riwayat_pertama_di_atasnya_disebut(tmt: date, sebutan: str | None) -> None:
    assert yang_bertumpu(profil_contoh(golongan=TANGGA), tmt) == sebutan


def test_pertek_di_bawah_kenaikan_berikutnya_tidak_dibatalkan() -> None:
    naik_lagi = PROFIL.model_copy(update={"golongan": (*PROFIL.golongan, gol("IV/a", date(2031, 4, 1)))})
    kurang = DEFINISI.periksa(bahan(PEMBATALAN_PERTEK, asal(terbuka=False)), naik_lagi).kurang
    assert [(satu.kode, "golongan IV/a sejak 1 April 2031" in satu.alasan) for satu in kurang] == [
        ("pangkat_terakhir", True)
    ]

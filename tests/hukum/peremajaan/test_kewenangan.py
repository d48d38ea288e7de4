"""Rute usul: yang menentukan siapa seseorang dan di mana ia bekerja tidak diputus instansinya sendiri."""

import pytest

from models.peremajaan.kewenangan import BKN, GELAR, INSTANSI, PENINJAUAN, rute_usul


@pytest.mark.parametrize(
    ("kelompok", "bidang", "terbitkan", "rute"),
    [
        ("pribadi", ("alamat",), False, INSTANSI),
        ("pribadi", ("alamat", "nama"), False, BKN),
        ("jabatan", ("instansi_induk_id",), False, BKN),
        ("pindah_instansi", ("tmt",), False, BKN),
        ("kontrak", ("tmt",), False, BKN),
        ("pendidikan", ("nama",), True, GELAR),
        ("pmk", ("tmt",), True, PENINJAUAN),
    ],
)
def test_ketetapan_instansi_tidak_melampaui_yang_selalu_bkn(
    kelompok: str, bidang: tuple[str, ...], terbitkan: bool, rute: str
) -> None:
    assert rute_usul(INSTANSI, kelompok, bidang, terbitkan=terbitkan) == rute

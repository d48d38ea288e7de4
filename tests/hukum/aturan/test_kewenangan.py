"""Siapa memeriksa dan siapa menetapkan."""

import pytest

from models.aturan.kewenangan import kewenangan_kp
from models.referensi import Golongan, Jenjang
from tests.hukum.aturan.contoh import KEMENKEU, KOTA_BANDUNG, KOTA_SURABAYA, PROVINSI_JABAR


@pytest.mark.parametrize(
    ("instansi_id", "tujuan", "jenjang", "pemeriksa", "penetap"),
    [
        # Kanreg I/b–IV/b bagi daerah (manado.bkn.go.id/mutasi/kp).
        (KOTA_BANDUNG, "I/b", None, "kanreg:III", "ppk"),
        (KOTA_BANDUNG, "III/d", None, "kanreg:III", "ppk"),
        (KOTA_SURABAYA, "IV/a", None, "kanreg:II", "ppk"),
        (PROVINSI_JABAR, "IV/b", Jenjang.MADYA, "kanreg:III", "ppk"),
        # IV/c ke atas: BKN pusat dan Presiden (sippn.menpan.go.id 8066870).
        (PROVINSI_JABAR, "IV/c", Jenjang.MADYA, "bkn", "presiden"),
        (KOTA_BANDUNG, "IV/d", Jenjang.UTAMA, "bkn", "presiden"),
        # JF ahli utama: Presiden, berapa pun golongannya.
        (KOTA_BANDUNG, "IV/b", Jenjang.UTAMA, "bkn", "presiden"),
        # Instansi pusat: BKN pusat.
        (KEMENKEU, "III/b", None, "bkn", "ppk"),
        (KEMENKEU, "IV/b", None, "bkn", "ppk"),
        (KEMENKEU, "IV/e", Jenjang.UTAMA, "bkn", "presiden"),
    ],
)
def test_kewenangan(instansi_id: str, tujuan: str, jenjang: Jenjang | None, pemeriksa: str, penetap: str) -> None:
    hasil = kewenangan_kp(instansi_id, Golongan(tujuan), jenjang)
    assert hasil.unit_validasi == hasil.unit_pertek == pemeriksa
    assert hasil.penetap == penetap
    assert hasil.unit_sk == f"instansi:{instansi_id}"


def test_instansi_tak_dikenal_ditolak() -> None:
    with pytest.raises(ValueError, match="instansi_id 'X' tidak dikenal"):
        kewenangan_kp("X", Golongan.III_A)

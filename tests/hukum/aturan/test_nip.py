"""NIP: disusun, diurai, dan dicocokkan (Perka BKN 22/2007)."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.aturan.nip import NIP, ketidakcocokan_nip, masalah_nip, urai_nip
from tests.hukum.aturan.contoh import profil_contoh

lahir = st.dates(date(1950, 1, 1), date(2005, 12, 31))


@given(lahir, st.integers(18, 35), st.integers(1, 12), st.sampled_from(["L", "P"]), st.integers(1, 999))
def test_disusun_lalu_diurai_kembali_sama(lahir: date, usia: int, bulan: int, kelamin: str, urut: int) -> None:
    nip = NIP(tanggal_lahir=lahir, tmt_cpns=date(lahir.year + usia, bulan, 1), jenis_kelamin=kelamin, urut=urut)
    assert masalah_nip(str(nip)) == ()
    assert urai_nip(str(nip)) == nip


def test_contoh_terurai() -> None:
    assert urai_nip("199005172014032001") == NIP(
        tanggal_lahir=date(1990, 5, 17), tmt_cpns=date(2014, 3, 1), jenis_kelamin="P", urut=1
    )


@pytest.mark.parametrize(
    ("nip", "kode"),
    [
        ("19900517201403200", ["bentuk"]),
        ("19900517 201403 2001", ["bentuk"]),
        ("٣٩٩٠٠٥١٧٢٠١٤٠٣٢٠٠١", ["bentuk"]),
        ("199013172014032001", ["tanggal_lahir"]),
        ("199002302014032001", ["tanggal_lahir"]),
        ("199005172014132001", ["tmt_cpns"]),
        ("199005172004032001", ["usia_cpns"]),
        ("199005172014033001", ["jenis_kelamin"]),
        ("199005172014032000", ["urut"]),
        ("199013172014139000", ["tanggal_lahir", "tmt_cpns", "jenis_kelamin", "urut"]),
    ],
)
def test_tiap_masalah_disebut(nip: str, kode: list[str]) -> None:
    assert [m.kode for m in masalah_nip(nip)] == kode
    with pytest.raises(ValueError, match=r"^nip: "):
        urai_nip(nip)


@pytest.mark.parametrize(
    ("nip", "kode"),
    [
        ("199005172014032001", []),
        ("199005182014032001", ["tanggal_lahir"]),
        ("199005172014042001", ["tmt_cpns"]),
        ("199005172014031001", ["jenis_kelamin"]),
        ("199005182013031001", ["tanggal_lahir", "tmt_cpns", "jenis_kelamin"]),
        ("199005172014139001", ["tmt_cpns", "jenis_kelamin"]),
    ],
)
def test_dicocokkan_dengan_profil(nip: str, kode: list[str]) -> None:
    assert [m.kode for m in ketidakcocokan_nip(profil_contoh(nip=nip))] == kode

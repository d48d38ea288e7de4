"""Siapa yang bertugas dan bagaimana ia tercetak, dari pemegang dan penggantian hari itu."""

from datetime import date
from typing import Any

import pytest

from models.naskah.umum import atas_nama_kepala
from models.pejabat import PemegangTugas, Penggantian, Sebagai, nama_polos, sebab_kosong, susun_petugas, tercetak
from models.peran import Peran
from models.surat import Pejabat

SENDIRI = Pejabat(nama="Ayu Lestari, S.H.", nip="198001012005011001", jabatan="Kepala Bidang Mutasi")


def ganti(pejabat: str | None, pengganti: str | None, sebagai: Sebagai = Sebagai.PLH, nomor: int = 1) -> Penggantian:
    return Penggantian(
        nomor, Peran.PENANDATANGAN_BKN, pejabat, None, sebagai, pengganti, date(2026, 12, 1), date(2026, 12, 5)
    )


@pytest.mark.parametrize(
    ("pemegang", "penggantian", "harapan"),
    [
        (["a"], [], ["a"]),
        (["a"], [ganti("a", "p")], ["p"]),
        (["a"], [ganti("a", None)], []),
        (["a"], [ganti("a", "p", Sebagai.AN)], ["p", "a"]),
        (["a", "b"], [ganti("a", "p")], ["b", "p"]),
        ([], [ganti(None, "p", Sebagai.PLT)], ["p"]),
        ([], [ganti("lama", "p", Sebagai.PLT)], ["p"]),
        (["a"], [ganti("a", None, nomor=1), ganti("a", "p", nomor=2)], ["p"]),
        (["a"], [ganti("a", "p", nomor=1), ganti("a", None, nomor=2)], []),
        (["a", "b"], [ganti("a", "b", nomor=1), ganti("b", None, nomor=2)], []),
        (["a", "b"], [ganti("a", "b", nomor=1), ganti("b", "p", nomor=2)], ["p"]),
    ],
)
def test_yang_bertugas(pemegang: list[str], penggantian: list[Penggantian], harapan: list[str]) -> None:
    assert [satu.akun for satu in susun_petugas(pemegang, penggantian)] == harapan


def test_pengganti_membawa_dasarnya() -> None:
    dasar = ganti("a", "p")
    assert susun_petugas(["a"], [dasar]) == (PemegangTugas("p", dasar),)


@pytest.mark.parametrize(
    ("sebagai", "jabatan", "atas_nama"),
    [
        (Sebagai.PLH, "Plh. Kepala Kantor Regional III BKN", None),
        (Sebagai.PLT, "Plt. Kepala Kantor Regional III BKN", None),
        (Sebagai.AN, "Kepala Bidang Mutasi", "Kepala Kantor Regional III BKN"),
    ],
)
def test_tercetak(sebagai: Sebagai, jabatan: str, atas_nama: str | None) -> None:
    hasil = tercetak(SENDIRI, ganti("a", "p", sebagai), "Kepala Kantor Regional III BKN")
    assert (hasil.nama, hasil.nip) == (SENDIRI.nama, SENDIRI.nip)
    assert (hasil.jabatan, hasil.atas_nama) == (jabatan, atas_nama)
    assert hasil.berwenang == "Kepala Kantor Regional III BKN"
    assert tercetak(SENDIRI, None, "") == SENDIRI


def test_yang_dilimpahi_pejabat_terlimpah_menandatangani_untuk_beliau() -> None:
    terlimpah = tercetak(SENDIRI, ganti("a", "p", Sebagai.AN), "Kepala Kantor Regional III BKN")
    hasil: Any = atas_nama_kepala(terlimpah)
    assert hasil.atas_nama == "Kepala Badan Kepegawaian Negara"
    assert hasil.jabatan == "Kepala Kantor Regional III BKN u.b. Kepala Bidang Mutasi"


def test_kekosongan_disebut_peran_unit_masa_dan_obatnya() -> None:
    sebab = sebab_kosong(Peran.PENANDATANGAN_BKN, "kanreg:III", [ganti("a", None)])
    for kata in ("penandatangan bkn", "Kantor Regional III", "1 Desember 2026", "5 Desember 2026", "Plh."):
        assert kata in sebab
    assert "daftarkan akunnya" in sebab_kosong(Peran.PENANDATANGAN_BKN, "kanreg:III", [])


def test_nama_tanpa_gelar() -> None:
    assert nama_polos("Dr. Ayu  Lestari, S.H., M.Si.") == nama_polos("AYU LESTARI") == ("ayu", "lestari")

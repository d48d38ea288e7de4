"""Isi contoh surat mana pun yang dikenal daftar layanan, dalam bentuk yang dapat dimilikinya."""

from collections.abc import Iterator
from typing import Final, Literal

from models import layanan
from models.definisi import Naskah
from models.surat import IsiSurat, Keputusan, Pejabat
from models.surat.contoh import contoh
from models.surat.petikan import petikan

Bentuk = Literal["perorangan", "kolektif", "petikan"]
BANYAK: Final = 23
"""Orang pada contoh kolektif: cukup bagi beberapa halaman lampiran."""
PENGESAH: Final = Pejabat(nama="NAMA PENGESAH", jabatan="Kepala Badan Kepegawaian")


class BentukTidakAda(ValueError):
    """Surat itu tidak pernah berbentuk demikian; pesannya menyebut pilihannya."""


def semua_naskah() -> Iterator[Naskah]:
    return (satu for definisi in layanan.semua() for satu in definisi.naskah)


def isi_contoh(jenis: str, versi: int, bentuk: Bentuk = "perorangan") -> IsiSurat:
    """``LookupError`` bila jenis suratnya tidak ada, ``BentukTidakAda`` bila ia tidak berbentuk demikian."""
    naskah = layanan.naskah(jenis)
    model = naskah.isi
    if bentuk == "perorangan":
        return contoh(model, versi=versi)
    if not naskah.kolektif:
        raise BentukTidakAda(f"bentuk: {jenis} selalu bagi satu orang; pilih perorangan")
    kolektif = contoh(model, versi=versi, banyak=BANYAK)
    if bentuk == "kolektif":
        return kolektif
    if not isinstance(kolektif, Keputusan):
        raise BentukTidakAda(f"bentuk: {jenis} bukan keputusan, jadi tidak berpetikan; pilih perorangan atau kolektif")
    return petikan(kolektif, kolektif.asn[-1].nip, pengesah=PENGESAH)

"""Isi contoh surat mana pun yang dikenal daftar layanan, dalam bentuk yang dapat dimilikinya."""

from collections.abc import Iterator
from typing import Any, Final, Literal

from models import layanan
from models.definisi import Naskah
from models.surat import IsiSurat, Keputusan
from models.surat.contoh import contoh

Bentuk = Literal["perorangan", "kolektif", "petikan"]
_GANTI: Final[dict[Bentuk, dict[str, Any]]] = {
    "perorangan": {},
    "kolektif": {"banyak": 23},
    "petikan": {"petikan": True, "urut": 1},
}


class BentukTidakAda(ValueError):
    """Surat itu tidak pernah berbentuk demikian; pesannya menyebut pilihannya."""


def semua_naskah() -> Iterator[Naskah]:
    return (satu for definisi in layanan.semua() for satu in definisi.naskah)


def isi_contoh(jenis: str, versi: int, bentuk: Bentuk = "perorangan") -> IsiSurat:
    """``LookupError`` bila jenis suratnya tidak ada, ``BentukTidakAda`` bila ia tidak berbentuk demikian."""
    model = layanan.naskah(jenis).isi
    if bentuk == "petikan" and not issubclass(model, Keputusan):
        raise BentukTidakAda(f"bentuk: {jenis} bukan keputusan, jadi tidak berpetikan; pilih perorangan atau kolektif")
    if bentuk == "kolektif" and "asn" not in model.model_fields:
        raise BentukTidakAda(f"bentuk: {jenis} selalu bagi satu orang; pilih perorangan")
    return contoh(model, versi=versi, **_GANTI[bentuk])

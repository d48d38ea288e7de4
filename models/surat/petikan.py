"""Petikan: keputusan kolektif seperti disampaikan kepada satu orang yang tercantum di dalamnya."""

from typing import Any, TypeVar

from models.surat.dasar import BerNIP, Keputusan, Pejabat

K = TypeVar("K", bound=Keputusan)


def petikan(keputusan: K, nip: str, *, pengesah: Pejabat | None = None) -> K:
    """Petikan bagi pemilik ``nip``, dengan nomor, tanggal, dan nomor urut keputusan aslinya.

    ``pengesah`` menandatangani petikannya bila bukan penetapnya sendiri. ``ValueError`` bila orangnya tidak tercantum
    atau keputusan itu sudah petikan.
    """
    if keputusan.petikan:
        raise ValueError("keputusan: sudah berupa petikan; petik dari keputusan kolektifnya")
    urutan = [baris.nip for baris in keputusan.asn]
    if nip not in urutan:
        raise ValueError("nip: orang ini tidak tercantum dalam keputusan itu; pilih keputusan yang memuatnya")
    ganti: dict[str, Any] = {
        nama: tuple(satu for satu in nilai if satu.nip == nip)
        for nama, nilai in keputusan
        if isinstance(nilai, tuple) and all(isinstance(satu, BerNIP) for satu in nilai)
    }
    if pengesah is not None:
        ganti |= {"penandatangan": pengesah, "penetap": keputusan.penandatangan}
    return type(keputusan)(**(dict(keputusan) | ganti | {"petikan": True, "urut": urutan.index(nip) + 1}))

"""Orang-orang bernama bagi demo dan uji: yang pertama layak tiap jenis di satu instansi, arsipnya milik sendiri."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from models.aturan.hasil import HasilPemeriksaan
from models.profil import ProfilASN
from models.referensi import JenisKP
from sandbox.populasi.arsip import Berarsip, yang_layak
from sandbox.populasi.orang import orang
from sandbox.populasi.tempat import tempat
from sandbox.populasi.waktu import hari_ini


@dataclass(frozen=True)
class Tokoh:
    profil: ProfilASN
    hasil: HasilPemeriksaan
    """Pemeriksaannya pada periode pertama yang masih terbuka."""


def tokoh(slug: str = "bandung", jenis: JenisKP = JenisKP.REGULER, pada: date | None = None) -> Tokoh:
    """ASN tanpa cacat yang layak naik pangkat jenis itu dengan arsip lengkap; sama pada hari yang sama.

    ``ValueError`` bila instansinya tidak ada di sandbox atau tak seorang pun layak.
    """
    for satu in _berarsip_sendiri(slug, pada):
        if satu.hasil.jenis is jenis:
            return Tokoh(satu.orang.profil, satu.hasil)
    raise ValueError(f"jenis {jenis}: tak seorang pun di {slug} layak pada periode terbuka; pilih jenis atau unit lain")


def semua_tokoh(slug: str, pada: date | None = None) -> dict[JenisKP, Tokoh]:
    """Tokoh tiap jenis yang ada di instansi itu."""
    hasil: dict[JenisKP, Tokoh] = {}
    for satu in _berarsip_sendiri(slug, pada):
        hasil.setdefault(satu.hasil.jenis, Tokoh(satu.orang.profil, satu.hasil))
    return dict(sorted(hasil.items()))


def _berarsip_sendiri(slug: str, pada: date | None) -> Iterator[Berarsip]:
    di, hari = tempat(slug), pada or hari_ini()
    warga = (orang(di, ke, hari) for ke in range(di.penduduk))
    return (satu for satu in yang_layak(warga, hari) if satu.sendiri)

"""Perubahan profil sebagai nilai: baris riwayat mana, isian apa, dari apa menjadi apa, atas dasar dokumen apa.

Sebuah perubahan membawa nilai lama yang dilihat pengusulnya. Bila yang tersimpan sudah lain, perubahan itu ditolak dan
bedanya diperlihatkan; tidak pernah ditimpa. Kebalikannya perubahan juga.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Final, Self
from uuid import UUID

from pydantic import JsonValue, ValidationError, model_validator

from models.lipatan import PRIBADI, pribadi_pada
from models.pesan import Pesan
from models.riwayat import KELOMPOK, Riwayat
from models.riwayat.dasar import Rekam
from models.riwayat.pribadi import RiwayatPribadi

_BUKAN_ISIAN: Final = frozenset({"id", "dokumen_id"})


class Aksi(StrEnum):
    TAMBAH = "tambah"
    UBAH = "ubah"
    HAPUS = "hapus"


class BidangBerubah(Pesan):
    nama: str
    """Isian baris riwayatnya."""
    lama: JsonValue = None
    baru: JsonValue = None


class Perubahan(Pesan):
    riwayat: str
    """Kelompok riwayat, mis. ``golongan``."""
    rekam_id: UUID
    aksi: Aksi
    bidang: tuple[BidangBerubah, ...]
    """Nilai dalam bentuk JSON baris riwayatnya: tanggal ``2026-12-01``, golongan ``III/c``."""
    dokumen_id: UUID | None = None
    """Dokumen yang menjadi dasarnya; disimpan pada barisnya."""

    @model_validator(mode="after")
    def _isian_dikenal(self) -> Self:
        model = KELOMPOK.get(self.riwayat)
        if model is None:
            raise ValueError(f"riwayat {self.riwayat!r} tidak dikenal; pilih {', '.join(KELOMPOK)}")
        nama = [satu.nama for satu in self.bidang]
        if asing := sorted(set(nama) - set(isian(model))):
            raise ValueError(
                f"bidang {', '.join(asing)} bukan isian riwayat {self.riwayat}; pilih {', '.join(isian(model))}"
            )
        if len(set(nama)) != len(nama):
            raise ValueError("bidang: satu isian hanya boleh disebut sekali")
        if not nama:
            raise ValueError("bidang: sebutkan sedikitnya satu isian")
        return self

    @property
    def kebalikan(self) -> "Perubahan":
        aksi = {Aksi.TAMBAH: Aksi.HAPUS, Aksi.HAPUS: Aksi.TAMBAH}.get(self.aksi, self.aksi)
        bidang = tuple(BidangBerubah(nama=b.nama, lama=b.baru, baru=b.lama) for b in self.bidang)
        return self.model_copy(update={"aksi": aksi, "bidang": bidang})


class Bentrok(Pesan):
    """Satu isian yang nilainya sekarang bukan lagi yang dilihat pengusul."""

    riwayat: str
    rekam_id: UUID
    nama: str
    lama: JsonValue
    """Yang dilihat pengusul."""
    kini: JsonValue
    """Yang tersimpan sekarang."""


class ProfilBerubah(Exception):
    """Profil sudah berubah sejak perubahan ini disusun; tidak ada yang ditulis."""

    def __init__(self, bentrok: Sequence[Bentrok]) -> None:
        sebutan = ", ".join(f"{satu.riwayat}.{satu.nama}" for satu in bentrok)
        super().__init__(f"Profil sudah berubah sejak usulan ini disusun: {sebutan}. Susun ulang perubahannya.")
        self.bentrok = tuple(bentrok)


def isian(model: type[Rekam]) -> tuple[str, ...]:
    """Isian baris yang dapat berubah."""
    return tuple(nama for nama in model.model_fields if nama not in _BUKAN_ISIAN)


def nilai(baris: Rekam) -> dict[str, JsonValue]:
    """Isian baris dalam bentuk JSON."""
    return baris.model_dump(mode="json", exclude=set(_BUKAN_ISIAN))


def tambah(kelompok: str, baris: Rekam, lama: Mapping[str, JsonValue] | None = None) -> Perubahan:
    """Baris baru. ``lama``: bagi data pribadi, nilai yang digantikannya (``pribadi_digantikan``)."""
    lama = lama or {}
    bidang = (BidangBerubah(nama=n, lama=lama.get(n), baru=isi) for n, isi in nilai(baris).items() if isi is not None)
    return _perubahan(kelompok, baris, Aksi.TAMBAH, bidang)


def pribadi_digantikan(riwayat: Riwayat, sejak: date, hari_ini: date) -> dict[str, JsonValue]:
    """Data pribadi yang digantikan baris baru: yang kini, atau yang berlaku pada ``sejak`` bila itu masih nanti."""
    terlipat = pribadi_pada(riwayat, max(hari_ini, sejak))
    semua = nilai(RiwayatPribadi.model_validate({**terlipat, "id": UUID(int=0), "sejak": sejak}))
    return {nama: semua[nama] for nama in PRIBADI}


def ubah(kelompok: str, lama: Rekam, baru: Rekam) -> Perubahan:
    """Hanya isian yang berbeda; ``ValueError`` bila tidak ada."""
    sebelum = nilai(lama)
    beda = (BidangBerubah(nama=n, lama=sebelum[n], baru=isi) for n, isi in nilai(baru).items() if isi != sebelum[n])
    return _perubahan(kelompok, baru, Aksi.UBAH, beda)


def hapus(kelompok: str, baris: Rekam, sesudah: Mapping[str, JsonValue] | None = None) -> Perubahan:
    """Baris dihapus. ``sesudah``: bagi data pribadi, nilai yang tampil sesudahnya, supaya dapat dibalik."""
    sesudah = sesudah or {}
    bidang = (BidangBerubah(nama=n, lama=isi, baru=sesudah.get(n)) for n, isi in nilai(baris).items())
    return _perubahan(kelompok, baris, Aksi.HAPUS, bidang)


def _perubahan(kelompok: str, baris: Rekam, aksi: Aksi, bidang: Iterable[BidangBerubah]) -> Perubahan:
    return Perubahan(riwayat=kelompok, rekam_id=baris.id, aksi=aksi, bidang=tuple(bidang), dokumen_id=baris.dokumen_id)


def terapkan(riwayat: Riwayat, perubahan: Iterable[Perubahan], hari_ini: date) -> Riwayat:
    """Riwayat sesudah semua perubahan; ``ProfilBerubah`` bila satu pun nilai lamanya tidak lagi cocok.

    ``ValueError`` (pydantic) bila nilai barunya bukan baris riwayat yang sah.
    """
    bentrok: list[Bentrok] = []
    for satu in perubahan:
        if ada := _bentrok(riwayat, satu, hari_ini):
            bentrok += ada
        else:
            riwayat = _sesudah(riwayat, satu)
    if bentrok:
        raise ProfilBerubah(bentrok)
    return riwayat


def cari(riwayat: Riwayat, kelompok: str, rekam_id: UUID) -> Rekam | None:
    baris: tuple[Rekam, ...] = getattr(riwayat, kelompok)
    return next((r for r in baris if r.id == rekam_id), None)


def _sesudah(riwayat: Riwayat, satu: Perubahan) -> Riwayat:
    baris: tuple[Rekam, ...] = getattr(riwayat, satu.riwayat)
    lain = tuple(r for r in baris if r.id != satu.rekam_id)
    if satu.aksi is Aksi.HAPUS:
        return riwayat.model_copy(update={satu.riwayat: lain})
    semula = cari(riwayat, satu.riwayat, satu.rekam_id)
    isi = nilai(semula) if semula else {}
    isi |= {bidang.nama: bidang.baru for bidang in satu.bidang}
    dokumen_id = satu.dokumen_id or (semula and semula.dokumen_id)
    baru = KELOMPOK[satu.riwayat].model_validate({**isi, "id": satu.rekam_id, "dokumen_id": dokumen_id})
    return riwayat.model_copy(update={satu.riwayat: (*lain, baru)})


def _bentrok(riwayat: Riwayat, satu: Perubahan, hari_ini: date) -> list[Bentrok]:
    baris = cari(riwayat, satu.riwayat, satu.rekam_id)
    lama = {bidang.nama: bidang.lama for bidang in satu.bidang}
    if (baris is None) is not (satu.aksi is Aksi.TAMBAH):
        dilihat = None if satu.aksi is Aksi.TAMBAH else str(satu.rekam_id)
        return [_satu_bentrok(satu, "id", dilihat, str(baris.id) if baris else None)]
    if baris is not None:
        kini = nilai(baris)
        return [_satu_bentrok(satu, nama, lama.get(nama), kini[nama]) for nama in _beda(satu, baris, lama)]
    if satu.riwayat == "pribadi":
        baru = RiwayatPribadi.model_validate({b.nama: b.baru for b in satu.bidang} | {"id": satu.rekam_id})
        kini = pribadi_digantikan(riwayat, baru.sejak, hari_ini)
        return [
            _satu_bentrok(satu, nama, isi, kini[nama])
            for nama, isi in lama.items()
            if nama in kini and _lain(isi, kini[nama])
        ]
    return []


def _satu_bentrok(satu: Perubahan, nama: str, lama: JsonValue, kini: JsonValue) -> Bentrok:
    return Bentrok(riwayat=satu.riwayat, rekam_id=satu.rekam_id, nama=nama, lama=lama, kini=kini)


def _beda(satu: Perubahan, baris: Rekam, lama: Mapping[str, JsonValue]) -> list[str]:
    """Isian yang nilai lamanya bukan nilai baris; baris yang dihapus disebut seluruhnya, yang tak disebut bawaannya."""
    utuh = satu.aksi is Aksi.HAPUS
    try:
        dilihat = type(baris).model_validate({**({} if utuh else nilai(baris)), **lama, "id": baris.id})
    except ValidationError:
        kini = nilai(baris)
        return [nama for nama, isi in lama.items() if isi != kini[nama]] or list(isian(type(baris)))
    diperiksa = isian(type(baris)) if utuh else lama
    return [nama for nama in diperiksa if getattr(dilihat, nama) != getattr(baris, nama)]


def _lain(dilihat: JsonValue, kini: JsonValue) -> bool:
    """Yang belum tercatat boleh disebut kosong, teks kosong, atau tidak."""
    kosong = ("", False, None)
    return dilihat != kini and not (dilihat in kosong and kini in kosong)

"""NIK disamarkan pada jawaban API: yang tampak hanya empat angka terakhirnya. Pemiliknya sendiri melihatnya utuh."""

from typing import TypeVar

from models.perubahan import BidangBerubah, Perubahan
from models.profil import ProfilASN
from models.riwayat.pribadi import RiwayatKeluarga, RiwayatPribadi

BerNik = TypeVar("BerNik", ProfilASN, RiwayatPribadi, RiwayatKeluarga)

_TAMPAK = 4


def samarkan(profil: ProfilASN) -> ProfilASN:
    """Profil dengan NIK-nya dan NIK keluarganya tersamar."""
    pribadi, keluarga = tuple(map(_tersamar, profil.pribadi)), tuple(map(_tersamar, profil.keluarga))
    return _tersamar(profil.model_copy(update={"pribadi": pribadi, "keluarga": keluarga}))


def samarkan_perubahan(perubahan: Perubahan) -> Perubahan:
    bidang = tuple(_bidang(satu) if satu.nama == "nik" else satu for satu in perubahan.bidang)
    return perubahan.model_copy(update={"bidang": bidang})


def samarkan_nik(nik: str) -> str:
    return "•" * (len(nik) - _TAMPAK) + nik[-_TAMPAK:]


def _tersamar(milik: BerNik) -> BerNik:
    return milik.model_copy(update={"nik": samarkan_nik(milik.nik)}) if milik.nik else milik


def _bidang(satu: BidangBerubah) -> BidangBerubah:
    lama, baru = (samarkan_nik(isi) if isinstance(isi, str) else isi for isi in (satu.lama, satu.baru))
    return BidangBerubah(nama=satu.nama, lama=lama, baru=baru)

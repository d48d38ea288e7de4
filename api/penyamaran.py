"""NIK disamarkan pada jawaban API: yang tampak hanya empat angka terakhirnya. Pemiliknya sendiri melihatnya utuh."""

from typing import Any, TypeVar

from models.definisi import BedaIsian
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


def samarkan_isi(isi: dict[str, Any]) -> dict[str, Any]:
    """Isian usulan: NIK yang tersimpan tersamar; yang baru diusulkan tampak, karena harus dicocokkan dengan KTP-nya."""
    lama, riwayat = isi.get("lama"), isi.get("riwayat")
    if not isinstance(lama, dict) or not lama.get("nik"):
        return isi
    tampil = isi | {"lama": samarkan_semua(lama)}
    if isinstance(riwayat, dict) and riwayat.get("nik") == lama["nik"]:
        tampil["riwayat"] = samarkan_semua(riwayat)
    return tampil


def samarkan_beda(beda: BedaIsian) -> BedaIsian:
    if not beda.bidang.endswith(".nik"):
        return beda
    lama, kini = (samarkan_nik(isi) if isinstance(isi, str) else isi for isi in (beda.lama, beda.kini))
    return beda.model_copy(update={"lama": lama, "kini": kini})


def samarkan_semua(isi: Any) -> Any:
    """Semua NIK di dalam nilai JSON, juga yang disebut sebagai ``{"nama": "nik", "lama": …, "baru": …}``."""
    if isinstance(isi, list):
        return [samarkan_semua(satu) for satu in isi]
    if not isinstance(isi, dict):
        return isi
    ber_nik = {"nik", "lama", "baru", "kini"} if isi.get("nama") == "nik" else {"nik"}
    return {
        nama: samarkan_nik(satu) if nama in ber_nik and isinstance(satu, str) else samarkan_semua(satu)
        for nama, satu in isi.items()
    }


def samarkan_nik(nik: str) -> str:
    return "•" * (len(nik) - _TAMPAK) + nik[-_TAMPAK:]


def _tersamar(milik: BerNik) -> BerNik:
    return milik.model_copy(update={"nik": samarkan_nik(milik.nik)}) if milik.nik else milik


def _bidang(satu: BidangBerubah) -> BidangBerubah:
    lama, baru = (samarkan_nik(isi) if isinstance(isi, str) else isi for isi in (satu.lama, satu.baru))
    return BidangBerubah(nama=satu.nama, lama=lama, baru=baru)

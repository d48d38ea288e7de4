"""Nilai awal isian: baris yang dipilih disalin ke formulir, dan nilai yang dilihat pengusul disimpan bersamanya."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, TypeAlias
from uuid import UUID

from pydantic import JsonValue

from models.peremajaan.prosedur import PRIBADI, prosedur
from models.peremajaan.usul import pribadi_kini
from models.perubahan import Aksi, cari, nilai
from models.riwayat import Riwayat

Isi: TypeAlias = Mapping[str, JsonValue]


def lengkapi(kode: str, isi: Isi, perubahan: Isi, riwayat: Riwayat, hari_ini: date) -> dict[str, Any]:
    """Perubahan isian (JSON Merge Patch) yang ditambah nilai kini.

    Baris yang baru dipilih mengisi ``riwayat`` dan ``lama``; isian data pribadi yang baru disebut mengisi ``lama``-nya.
    ``lama: null`` menyusun ulang dari nilai kini; yang sudah diubah pengusul tetap.
    """
    if prosedur(kode).kelompok == PRIBADI:
        return _pribadi(isi, perubahan, riwayat, hari_ini)
    return _baris(prosedur(kode).kelompok, isi, perubahan, riwayat)


def _pribadi(isi: Isi, perubahan: Isi, riwayat: Riwayat, hari_ini: date) -> dict[str, Any]:
    diubah = _objek(perubahan, "riwayat")
    sejak = _tanggal(diubah.get("sejak") or _objek(isi, "riwayat").get("sejak")) or hari_ini
    sesudah = {**_objek(isi, "riwayat"), **diubah}
    disebut = {nama for nama, nilai_baru in sesudah.items() if nilai_baru is not None} - {"sejak"}
    terlihat = {**({} if _segarkan(perubahan) else _objek(isi, "lama")), **_objek(perubahan, "lama")}
    kini = pribadi_kini(riwayat, sejak, hari_ini)
    lama = {nama: terlihat.get(nama, kini[nama]) for nama in disebut & kini.keys()}
    tanggal = {"sejak": hari_ini.isoformat()} if disebut and not sesudah.get("sejak") else {}
    return {
        **perubahan,
        **({"riwayat": {**diubah, **tanggal}} if diubah or tanggal else {}),
        "lama": {**_hapus(_objek(isi, "lama")), **lama},
    }


def _baris(kelompok: str, isi: Isi, perubahan: Isi, riwayat: Riwayat) -> dict[str, Any]:
    pilihan = perubahan.get("rekam_id", isi.get("rekam_id"))
    berganti = "rekam_id" in perubahan and pilihan != isi.get("rekam_id")
    if not berganti and not _segarkan(perubahan):
        return dict(perubahan)
    baris = cari(riwayat, kelompok, rekam_id) if (rekam_id := _uuid(pilihan)) else None
    kini = {nama: satu for nama, satu in nilai(baris).items() if satu is not None} if baris else {}
    lama = {**_hapus(_objek(isi, "lama")), **kini, **_objek(perubahan, "lama")}
    if perubahan.get("aksi", isi.get("aksi")) != Aksi.UBAH:
        return {**perubahan, "lama": lama}
    semula = {} if berganti else _diubah_pengusul(isi)
    dasar = {**_hapus(_objek(isi, "riwayat")), **kini, **semula}
    return {**perubahan, "lama": lama, "riwayat": {**dasar, **_objek(perubahan, "riwayat")}}


def _diubah_pengusul(isi: Isi) -> dict[str, JsonValue]:
    """Isian baris yang nilainya bukan lagi nilai yang dilihatnya; yang dikosongkannya ``None``."""
    diinginkan, terlihat = _objek(isi, "riwayat"), _objek(isi, "lama")
    return {
        nama: diinginkan.get(nama)
        for nama in diinginkan.keys() | terlihat.keys()
        if diinginkan.get(nama) != terlihat.get(nama)
    }


def _segarkan(perubahan: Isi) -> bool:
    return "lama" in perubahan and perubahan["lama"] is None


def _objek(isi: Isi, nama: str) -> dict[str, JsonValue]:
    satu = isi.get(nama)
    return dict(satu) if isinstance(satu, dict) else {}


def _hapus(nama: Iterable[str]) -> dict[str, None]:
    return dict.fromkeys(nama)


def _uuid(teks: JsonValue) -> UUID | None:
    try:
        return UUID(str(teks))
    except ValueError:
        return None


def _tanggal(teks: JsonValue) -> date | None:
    try:
        return date.fromisoformat(str(teks))
    except ValueError:
        return None

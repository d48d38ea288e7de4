"""Rujukan indikator kualitas data di luar profil orangnya: syarat jabatan, unor, dan penamaan jabatan."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Final
from uuid import UUID

from models.referensi import Golongan, Jenjang
from models.referensi.jabatan import (
    KEAHLIAN,
    KETERAMPILAN,
    NAMA_JENJANG,
    RENTANG_ESELON,
    JabatanFungsional,
    jabatan_fungsional,
    jabatan_pelaksana,
)

_SLTA, _DIPLOMA_III, _DIPLOMA_IV = "15", "30", "35"
"""Kode tingkat_pendidikan.csv; urutan kodenya urutan tingkatnya."""


def _setingkat_di_bawah(golongan: Golongan) -> Golongan:
    urutan = tuple(Golongan)
    return urutan[urutan.index(golongan) - 1]


PANGKAT_MINIMAL: Final = {eselon: _setingkat_di_bawah(terendah) for eselon, (terendah, _) in RENTANG_ESELON.items()}
"""Eselon → pangkat terendah yang boleh diangkat: setingkat di bawah jenjang pangkatnya (PP 13/2002 Pasal 5 huruf b)."""
PENDIDIKAN_ESELON: Final = {
    eselon: {"IV": _DIPLOMA_III, "V": _SLTA}.get(eselon.split(".")[0], _DIPLOMA_IV) for eselon in RENTANG_ESELON
}
"""Eselon → tingkat pendidikan terendah: JPT dan administrator sarjana atau D-IV, pengawas D-III (PP 11/2017 Pasal 54
dan 107, PP 17/2020). Eselon V disamakan dengan pelaksana: SLTA [k]."""
PENDIDIKAN_JENJANG: Final = dict.fromkeys(KETERAMPILAN, _SLTA) | dict.fromkeys(KEAHLIAN, _DIPLOMA_IV)
"""Jenjang → tingkat pendidikan terendah: keterampilan SLTA, keahlian sarjana atau D-IV (PP 11/2017 Pasal 75).
Jabatan yang meminta lebih tinggi (dokter, dosen, …) belum dibedakan: tabelnya tidak terbuka [k]."""


@dataclass(frozen=True)
class RujukanKualitas:
    """Yang diperlukan indikator di luar profil orangnya."""

    unor: Mapping[str, date | None] = field(default_factory=dict)
    """Id unor terdaftar → hari terakhirnya berlaku; kosong berarti masih aktif."""
    pemegang: Mapping[UUID, int] = field(default_factory=dict)
    """ASN → banyaknya pemegang jabatan strukturalnya; hanya yang dipegang lebih dari seorang."""
    pangkat_minimal: Mapping[str, Golongan] = field(default_factory=lambda: PANGKAT_MINIMAL)
    pendidikan_eselon: Mapping[str, str] = field(default_factory=lambda: PENDIDIKAN_ESELON)
    pendidikan_jenjang: Mapping[Jenjang, str] = field(default_factory=lambda: PENDIDIKAN_JENJANG)
    fungsional: Mapping[str, JabatanFungsional] = field(default_factory=jabatan_fungsional)
    pelaksana: Mapping[str, str] = field(default_factory=jabatan_pelaksana)


_CALON = re.compile(rf"({'|'.join(NAMA_JENJANG.values())})\s*-\s*\S", re.IGNORECASE)


def nama_calon(nama: str) -> bool:
    """Nama jabatan calon pejabat fungsional sebelum diangkat, mis. ``Ahli Pertama - Pranata Komputer``."""
    return _CALON.match(nama) is not None


def nama_fungsional(nama: str) -> str | None:
    """Nama jabatan fungsional yang mengawali suatu nama jabatan, atau jenjang yang menutupnya; kosong bila tidak ada.

    ``Guru SD`` memuat ``guru``; ``Pengelola Data Guru`` tidak.
    """
    kata = nama.lower().split()
    awalan = (" ".join(kata[:banyak]) for banyak in range(len(kata), 0, -1))
    dikenal = next((satu for satu in awalan if satu in _rumpun_fungsional()), None)
    return dikenal or next((jenjang for jenjang in _jenjang() if " ".join(kata).endswith(f" {jenjang}")), None)


@cache
def _rumpun_fungsional() -> frozenset[str]:
    """Nama jabatan fungsional tanpa jenjangnya, huruf kecil: ``guru``, ``analis kebijakan``, …"""
    return frozenset(
        nama.removesuffix(f" {jenjang}")
        for nama in (satu.nama.lower() for satu in jabatan_fungsional().values())
        for jenjang in _jenjang()
        if nama.endswith(f" {jenjang}")
    )


def _jenjang() -> tuple[str, ...]:
    return tuple(nama.lower() for nama in NAMA_JENJANG.values())

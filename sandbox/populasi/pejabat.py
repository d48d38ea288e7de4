"""Direktori akun: baris tabel ``akun`` dari daftar akun sandbox, dengan pangkat yang pantas bagi perannya."""

from collections.abc import Iterator
from typing import Any

from models.peran import Peran
from models.referensi import Golongan
from sandbox.akun import Akun, akun

_PANGKAT = {
    Peran.PENANDATANGAN_BKN: Golongan.IV_D,
    Peran.PENANDATANGAN_INSTANSI: Golongan.IV_D,
    Peran.PARAF_BKN: Golongan.IV_B,
    Peran.PARAF_INSTANSI: Golongan.IV_C,
    Peran.APPROVER_INSTANSI: Golongan.IV_A,
    Peran.OPERATOR: Golongan.III_A,
}
_PANGKAT_LAIN = Golongan.III_C


def baris_akun() -> Iterator[tuple[Any, ...]]:
    """(id, nama, nip, nik, jabatan, pangkat, peran, unit, surel) tiap akun."""
    for a in akun():
        peran = [satu.value for satu in a.peran]
        yield a.sub, a.nama, a.nip, a.nik, a.jabatan, _pangkat(a), peran, a.unit, a.surel


def _pangkat(a: Akun) -> str | None:
    """Nama pangkat; kosong bagi pejabat negara yang bukan PNS."""
    return None if a.nip is None else _PANGKAT.get(a.peran[0], _PANGKAT_LAIN).pangkat

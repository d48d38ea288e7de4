"""Bentuk nomor surat. Kode klasifikasinya pilihan kami [k]: sumber resminya per instansi dan tidak seragam."""

import re

from models.peran import BKN_PUSAT
from models.referensi.instansi import instansi
from models.referensi.unit import nama_resmi

_KELOMPOK = {"PROV": "PROV", "KAB": "KAB", "KOT": "KOTA"}


def nomor_surat(bentuk: str, unit: str, tahun: int, urut: int) -> str:
    """Nomor naskah dari nomor urut penerbitnya, mis. ``PT-000012/KR.III/KP/2026`` atau ``800.1.3.2/12/2026``."""
    return bentuk.format(urut=urut, tahun=tahun, penerbit=penerbit(unit))


def penerbit(unit: str) -> str:
    """Sebutan penerbit dalam nomornya: ``BKN``, ``KR.III``, ``KOTA-BANDUNG``, atau nama instansi pusatnya [k]."""
    jenis, _, kode = unit.partition(":")
    if unit == BKN_PUSAT:
        return "BKN"
    if jenis == "kanreg":
        return f"KR.{kode}"
    satu = instansi(kode)
    nama = nama_resmi(satu.nama).removeprefix("Pemerintah ")
    if awalan := _KELOMPOK.get(satu.kelompok):
        nama = f"{awalan} {re.sub(r'^(Provinsi|Kabupaten|Kota|Daerah) ', '', nama)}"
    return re.sub(r"[^A-Z0-9]+", "-", nama.upper()).strip("-")

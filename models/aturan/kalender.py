"""Hari kerja dan tenggat. Jam kerja 08.00–16.00 waktu setempat, Senin–Jumat, selain hari libur [k]."""

from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from models.usulan import Tenggat

JAM_MASUK = time(8)
JAM_TENGAH = time(12)
JAM_PULANG = time(16)
_SABTU = 5


def hari_kerja(tanggal: date, libur: Collection[date]) -> bool:
    return tanggal.weekday() < _SABTU and tanggal not in libur


def hari_kerja_ke(n: int, sesudah: date, libur: Collection[date]) -> date:
    """Hari kerja ke-``n`` sesudah ``sesudah`` (hari itu sendiri tidak dihitung); ``n`` ≥ 1."""
    if n < 1:
        raise ValueError(f"hari kerja ke-{n}: hitungan dimulai dari 1")
    tanggal = sesudah
    while n:
        tanggal += timedelta(days=1)
        n -= hari_kerja(tanggal, libur)
    return tanggal


def tenggat(dari: datetime, lama: int, libur: Collection[date], zona: ZoneInfo) -> Tenggat:
    """Tenggat sebuah tugas ``lama`` hari kerja yang dibuka pada ``dari`` (sadar zona).

    Hitungan dimulai hari kerja sesudah dibuka. Jatuh tempo pada jam pulang hari terakhir; pengingat pada separuh waktu
    dan eskalasi pada satu setengahnya, jatuh pada jam masuk bila tepat di pergantian hari.
    """
    sesudah = dari.astimezone(zona).date()
    return Tenggat(
        pengingat=_saat(lama, sesudah, libur, zona),
        jatuh_tempo=datetime.combine(hari_kerja_ke(lama, sesudah, libur), JAM_PULANG, zona),
        eskalasi=_saat(3 * lama, sesudah, libur, zona),
    )


def _saat(separuh_hari: int, sesudah: date, libur: Collection[date], zona: ZoneInfo) -> datetime:
    """Saat sekian separuh hari kerja sudah berlalu, dihitung dari jam masuk."""
    penuh, sisa = divmod(separuh_hari, 2)
    return datetime.combine(hari_kerja_ke(penuh + 1, sesudah, libur), JAM_TENGAH if sisa else JAM_MASUK, zona)

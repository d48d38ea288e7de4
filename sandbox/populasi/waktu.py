"""Waktu populasi: semuanya dihitung dari satu hari, supaya selalu masuk akal kapan pun sandbox dinyalakan."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import date, datetime
from functools import cache
from zoneinfo import ZoneInfo

from models.aturan.periode import MULAI_BULANAN, bulan_berikut, penutupan_baku, periode_terdekat

_ENAM_SETAHUN = date(2024, 2, 1)
"""Perban BKN 4/2023: enam periode setahun; sebelumnya 1 April dan 1 Oktober (PP 12/2002)."""
_TERTUA = 1980


def hari_ini() -> date:
    """Tanggal sekarang di Jakarta."""
    return datetime.now(ZoneInfo("Asia/Jakarta")).date()


def periode_sasaran(pada: date) -> date:
    """Periode pertama yang masih menerima usul pada hari itu, menurut penutupan baku."""
    periode = periode_terdekat(pada)
    while penutupan_baku(periode) < pada:
        periode = bulan_berikut(periode)
    return periode


def tahun_kinerja_terakhir(pada: date) -> int:
    """Tahun SKP terakhir yang dilihat periode sasaran (Januari melihat dua tahun sebelumnya)."""
    sasaran = periode_sasaran(pada)
    return sasaran.year - (2 if sasaran.month == 1 else 1)


def geser_bulan(tanggal: date, bulan: int) -> date:
    """Tanggal 1 pada bulan yang berjarak sekian bulan."""
    tahun, ke = divmod(tanggal.year * 12 + tanggal.month - 1 + bulan, 12)
    return date(tahun, ke + 1, 1)


def periode_antara(sesudah: date, sampai: date) -> Sequence[date]:
    """Periode kenaikan pangkat yang pernah berlaku, sesudah hari pertama sampai dengan hari kedua."""
    semua = _semua_periode(sampai.year)
    return semua[bisect_right(semua, sesudah) : bisect_right(semua, sampai)]


def periode_sejak(tanggal: date) -> date:
    """Periode kenaikan pangkat pertama pada atau sesudah hari itu."""
    semua = _semua_periode(tanggal.year + 1)
    return semua[bisect_left(semua, tanggal)]


@cache
def _semua_periode(sampai_tahun: int) -> tuple[date, ...]:
    tanggal_satu = (date(tahun, bulan, 1) for tahun in range(_TERTUA, sampai_tahun + 1) for bulan in range(1, 13))
    return tuple(satu for satu in tanggal_satu if satu.month in _bulan_periode(satu))


def _bulan_periode(tanggal: date) -> Sequence[int]:
    if tanggal >= MULAI_BULANAN:
        return range(1, 13)
    return (2, 4, 6, 8, 10, 12) if tanggal >= _ENAM_SETAHUN else (4, 10)

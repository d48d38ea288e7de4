"""Periode kenaikan pangkat: tanggal 1 tiap bulan sejak 1 Oktober 2025 (Perban BKN 4/2025)."""

from collections.abc import Mapping
from datetime import date

from models.referensi.tanggal import tulis_tanggal

MULAI_BULANAN = date(2025, 10, 1)
"""Periode pertama menurut Perban BKN 4/2025; yang sebelumnya mengikuti Perban BKN 4/2023 yang sudah dicabut."""


def pastikan_periode(periode: date) -> date:
    """``periode`` itu sendiri; ``ValueError`` bila bukan tanggal 1 atau sebelum 1 Oktober 2025."""
    if periode.day != 1 or periode < MULAI_BULANAN:
        raise ValueError(
            f"periode: {tulis_tanggal(periode)} bukan periode kenaikan pangkat; "
            "pilih tanggal 1 suatu bulan, mulai 1 Oktober 2025 (Perban BKN 4/2025)"
        )
    return periode


def bulan_berikut(periode: date) -> date:
    """Tanggal 1 bulan sesudah ``periode``."""
    return date(periode.year + periode.month // 12, periode.month % 12 + 1, 1)


def periode_terdekat(tanggal: date) -> date:
    """Periode pertama pada atau sesudah ``tanggal``."""
    if tanggal <= MULAI_BULANAN:
        return MULAI_BULANAN
    return tanggal if tanggal.day == 1 else bulan_berikut(tanggal)


def rentang_periode(dari: date, sampai: date) -> tuple[date, ...]:
    """Semua periode di antara dua hari itu, keduanya termasuk."""
    hasil = []
    periode = periode_terdekat(dari)
    while periode <= sampai:
        hasil.append(periode)
        periode = bulan_berikut(periode)
    return tuple(hasil)


def periode_terbuka(pada: date, penutupan: Mapping[date, date]) -> tuple[date, ...]:
    """Periode yang masih menerima usul pada suatu hari, dari tabel periode → hari penutupan (hari itu masih boleh)."""
    return tuple(sorted(periode for periode, tutup in penutupan.items() if pada <= tutup))


def penutupan_baku(periode: date) -> date:
    """Hari penutupan bila tabelnya belum diisi: tanggal 20 bulan sebelum periode [k]."""
    pastikan_periode(periode)
    return date(periode.year - (periode.month == 1), (periode.month - 2) % 12 + 1, 20)

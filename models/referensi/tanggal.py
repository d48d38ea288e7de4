"""Tanggal sipil dalam bahasa Indonesia dan hitungan tahun dan bulan kalendernya."""

from calendar import monthrange
from datetime import date

BULAN = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip


def tulis_tanggal(tanggal: date) -> str:
    """``1 Oktober 2026``."""
    return f"{tanggal.day} {BULAN[tanggal.month - 1]} {tanggal.year}"


def tambah_tahun(tanggal: date, tahun: int) -> date:
    """Hari yang sama sekian tahun kemudian; 29 Februari jatuh pada 1 Maret bila tahunnya bukan kabisat."""
    try:
        return tanggal.replace(year=tanggal.year + tahun)
    except ValueError:
        return date(tanggal.year + tahun, 3, 1)


def kurangi_bulan(tanggal: date, bulan: int) -> date:
    """Hari yang sama sekian bulan sebelumnya, atau hari terakhir bulan itu bila harinya tidak ada."""
    tahun, ke = divmod(tanggal.year * 12 + tanggal.month - 1 - bulan, 12)
    return date(tahun, ke + 1, min(tanggal.day, monthrange(tahun, ke + 1)[1]))

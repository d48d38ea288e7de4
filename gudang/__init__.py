"""Gudang: satu-satunya tempat SQL. ``PabrikGudang(url).transaksi(lingkup)`` membuka satu transaksi."""

from gudang.gudang import Gudang
from gudang.pabrik import PabrikGudang

__all__ = ["Gudang", "PabrikGudang"]

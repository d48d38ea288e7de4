"""Gudang: satu-satunya tempat SQL. ``PabrikGudang(url).transaksi(lingkup)`` membuka satu transaksi."""

from models.gudang.gudang import Gudang
from models.gudang.pabrik import PabrikGudang

__all__ = ["Gudang", "PabrikGudang"]

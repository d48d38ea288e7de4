"""Tumpukan tertanam: PostgreSQL, Temporal, S3, dan seluruh dunia luar pada satu mesin, sebagai satu pohon proses."""

from sandbox.tumpukan.penjaga import BagianGugur, Keadaan
from sandbox.tumpukan.porta import PortaDipakai
from sandbox.tumpukan.tumpukan import DataDipakai, Tumpukan, di_utas

__all__ = ["BagianGugur", "DataDipakai", "Keadaan", "PortaDipakai", "Tumpukan", "di_utas"]

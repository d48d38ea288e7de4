"""Saat bagi orang: waktu setempat instansinya, dengan singkatan zonanya."""

from datetime import datetime
from zoneinfo import ZoneInfo

from models.referensi.tanggal import tulis_tanggal
from models.referensi.zona import NAMA_ZONA


def tulis_waktu(saat: datetime, zona: str = "Asia/Jakarta") -> str:
    """``24 November 2026 09.15 WIB``; ``zona`` nama IANA."""
    setempat = saat.astimezone(ZoneInfo(zona))
    return f"{tulis_tanggal(setempat.date())} {setempat:%H.%M} {NAMA_ZONA.get(zona, zona)}"

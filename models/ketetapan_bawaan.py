"""Versi pertama ketetapan: yang berlaku sebelum administrator menetapkan apa pun."""

from collections.abc import Mapping
from datetime import date
from functools import cache

from models.aturan.periode import MULAI_BULANAN, penutupan_baku, rentang_periode
from models.ketetapan import IsiAlasan, IsiLibur, IsiPeriode
from models.referensi.berkas import baris

_TAHUN_PERIODE = 2
"""Periode disediakan sampai sekian tahun ke depan."""


def periode_bawaan(pada: date) -> dict[str, IsiPeriode]:
    """Periode bulanan dengan penutupan baku, sampai dua tahun sesudah ``pada``."""
    sampai = date(pada.year + _TAHUN_PERIODE, pada.month, 1)
    return {
        periode.isoformat(): IsiPeriode(tutup=penutupan_baku(periode))
        for periode in rentang_periode(MULAI_BULANAN, sampai)
    }


@cache
def libur_bawaan() -> Mapping[str, IsiLibur]:
    """Hari libur nasional dan cuti bersama menurut kalender_libur.csv."""
    return {b["tanggal"]: IsiLibur(nama=b["nama"]) for b in baris("kalender_libur.csv")}


@cache
def alasan_bawaan() -> Mapping[str, IsiAlasan]:
    """Alasan baku menurut alasan.csv."""
    return {
        b["kode"]: IsiAlasan.model_validate(
            {
                "layanan": b["layanan"] or None,
                "putusan": b["putusan"].split("|"),
                "sasaran": b["sasaran"],
                "uraian": b["uraian"],
            }
        )
        for b in baris("alasan.csv")
    }

"""Memutakhirkan skema dengan Alembic, memakai satu sambungan pemilik."""

from pathlib import Path
from typing import Final

from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, pool, text

from gudang.migrasi import kebijakan

_KUNCI_MIGRASI = 7_251_001


def konfigurasi() -> Config:
    konfig = Config()
    konfig.set_main_option("script_location", str(Path(__file__).parent))
    konfig.set_main_option("path_separator", "os")
    return konfig


TERAKHIR: Final = "head"


def mutakhirkan(url_pemilik: str, sampai: str = TERAKHIR) -> None:
    """``alembic upgrade`` dan kebijakan baris sebagai pemilik; dua proses yang serentak berjalan bergantian."""
    mesin = create_engine(url_pemilik, poolclass=pool.NullPool)
    with mesin.begin() as sambungan:
        sambungan.execute(text("SELECT pg_advisory_xact_lock(:kunci)"), {"kunci": _KUNCI_MIGRASI})
        konfig = konfigurasi()
        konfig.attributes["sambungan"] = sambungan
        command.upgrade(konfig, sampai)
        if sampai == TERAKHIR:
            kebijakan.pasang(sambungan)

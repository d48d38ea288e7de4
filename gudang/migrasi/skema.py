"""Memutakhirkan skema dengan Alembic, memakai satu sambungan pemilik."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, pool, text

_KUNCI_MIGRASI = 7_251_001


def konfigurasi() -> Config:
    konfig = Config()
    konfig.set_main_option("script_location", str(Path(__file__).parent))
    konfig.set_main_option("path_separator", "os")
    return konfig


def mutakhirkan(url_pemilik: str, sampai: str = "head") -> None:
    """``alembic upgrade`` sebagai pemilik; dua proses yang serentak berjalan bergantian."""
    mesin = create_engine(url_pemilik, poolclass=pool.NullPool)
    with mesin.begin() as sambungan:
        sambungan.execute(text("SELECT pg_advisory_xact_lock(:kunci)"), {"kunci": _KUNCI_MIGRASI})
        konfig = konfigurasi()
        konfig.attributes["sambungan"] = sambungan
        command.upgrade(konfig, sampai)

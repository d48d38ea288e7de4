"""Tiga peran PostgreSQL dan basis datanya, dibuat sekali oleh superuser; tak satu pun melewati keamanan baris."""

from dataclasses import dataclass

import psycopg
from psycopg import sql
from sqlalchemy import make_url

PEMILIK = "usulan_pemilik"
PEKERJA = "usulan_pekerja"
API = "usulan_api"


@dataclass(frozen=True)
class Sandi:
    """Sandi tiap peran; yang sampai ke server hanya penyarinya (SCRAM), bukan teksnya."""

    pemilik: str
    pekerja: str
    api: str

    def menurut_peran(self) -> dict[str, str]:
        return {PEMILIK: self.pemilik, PEKERJA: self.pekerja, API: self.api}


def siapkan_peran(url_induk: str, sandi: Sandi, basis_data: str = "usulan") -> None:
    """Buat peran dan basis data bila belum ada, dan samakan sandinya. Boleh diulang.

    ``url_induk``: URL SQLAlchemy superuser, mis. ``postgresql+psycopg://postgres:…@127.0.0.1:5432/postgres``.
    """
    with psycopg.connect(_dsn(url_induk), autocommit=True) as sambungan:
        for peran, kata in sandi.menurut_peran().items():
            _siapkan_satu(sambungan, peran, kata)
        if not _ada(sambungan, "SELECT FROM pg_database WHERE datname = %s", basis_data):
            sambungan.execute(
                sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(basis_data), sql.Identifier(PEMILIK))
            )
        sambungan.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(sql.Identifier(basis_data)))
        sambungan.execute(
            sql.SQL("GRANT CONNECT, TEMPORARY ON DATABASE {} TO {}").format(
                sql.Identifier(basis_data), sql.Identifier(PEKERJA)
            )
        )
        sambungan.execute(
            sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(sql.Identifier(basis_data), sql.Identifier(API))
        )


def url_peran(url_induk: str, peran: str, kata: str, basis_data: str = "usulan") -> str:
    """URL SQLAlchemy bagi sebuah peran pada server yang sama."""
    url = make_url(url_induk).set(username=peran, password=kata, database=basis_data)
    return url.render_as_string(hide_password=False)


def _siapkan_satu(sambungan: "psycopg.Connection[tuple[object, ...]]", peran: str, kata: str) -> None:
    if not _ada(sambungan, "SELECT FROM pg_roles WHERE rolname = %s", peran):
        sambungan.execute(sql.SQL("CREATE ROLE {}").format(sql.Identifier(peran)))
    tersandi = sambungan.pgconn.encrypt_password(kata.encode(), peran.encode(), b"scram-sha-256").decode()
    sambungan.execute(
        sql.SQL("ALTER ROLE {} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS PASSWORD {}").format(
            sql.Identifier(peran), sql.Literal(tersandi)
        )
    )


def _ada(sambungan: "psycopg.Connection[tuple[object, ...]]", perintah: str, nilai: str) -> bool:
    return sambungan.execute(perintah.encode(), (nilai,)).fetchone() is not None


def _dsn(url: str) -> str:
    return make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)

"""Migrasi 0019-0024 pada basis data yang sudah berisi: maju, mundur, dan maju lagi tanpa kehilangan baris."""

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

import psycopg
from psycopg import sql

from gudang.migrasi.peran import PEMILIK
from gudang.migrasi.skema import mutakhirkan
from tests.gudang.test_migrasi import perintah

_CONTOH: Mapping[str, Any] = {
    "uuid": uuid4, "text": lambda: "x", "date": lambda: "2026-01-01", "integer": lambda: 1, "smallint": lambda: 1,
    "boolean": lambda: False, "timestamp with time zone": lambda: "2026-01-01", "jsonb": lambda: "{}",
    "bytea": lambda: b"x", "ARRAY": lambda: "{}",
}  # fmt: skip
_WAJIB = """
SELECT column_name, data_type FROM information_schema.columns
WHERE table_schema = 'public' AND table_name = %s AND is_nullable = 'NO' AND column_default IS NULL
  AND is_identity = 'NO' AND is_generated = 'NEVER'
"""


def _isi(sambungan: psycopg.Connection[Any], tabel: str, **lain: object) -> dict[str, Any]:
    """Satu baris dengan semua kolom wajibnya."""
    wajib = sambungan.execute(_WAJIB, (tabel,)).fetchall()
    nilai = {nama: _CONTOH[jenis]() for nama, jenis in wajib} | lain
    perintah_isi = sql.SQL("INSERT INTO {} ({}) VALUES ({})").format(
        sql.Identifier(tabel),
        sql.SQL(", ").join(map(sql.Identifier, nilai)),
        sql.SQL(", ").join(map(sql.Placeholder, nilai)),
    )
    sambungan.execute(perintah_isi, nilai)
    return nilai


def test_maju_dan_mundur_dengan_isinya(basis_data: Mapping[str, str]) -> None:
    pemilik = basis_data[PEMILIK]
    induk = basis_data["postgres"].replace("+psycopg", "")
    perintah(pemilik, "downgrade", "0018")
    with psycopg.connect(induk) as sambungan:
        sambungan.execute("SET session_replication_role = replica")  # barisnya berdiri sendiri
        terbit = dict.fromkeys(("tertanda", "arsip", "terbit"), "{}") | {"sha256_terbit": "a", "token": "t"}
        saat = dict.fromkeys(("ditandatangani_pada", "terbit_pada"), "2026-01-01")
        surat = _isi(sambungan, "surat", tahap="terbit", **terbit, **saat)
        _isi(sambungan, "penggantian_pejabat", sebagai="plh", pejabat="a", pengganti="b", sampai="2027-01-01")
        for waktu in ("2026-01-01 01:00+00", "2026-01-01 23:30+00", "2026-01-02 01:00+00"):
            _isi(sambungan, "verifikasi_publik", surat_id=surat["id"], hasil="berlaku", waktu=waktu)
            _isi(sambungan, "verifikasi_publik", surat_id=None, hasil="tidak_dikenal", waktu=waktu)
    mutakhirkan(pemilik)
    with psycopg.connect(induk) as sambungan:
        hitungan = "SELECT banyak FROM verifikasi_publik WHERE {} ORDER BY hari"
        for syarat in ("surat_id IS NOT NULL", "surat_id IS NULL"):
            assert sambungan.execute(hitungan.format(syarat)).fetchall() == [(2,), (1,)]
        assert sambungan.execute("SELECT disahkan FROM penggantian_pejabat").fetchall() == [(None,)]
    perintah(pemilik, "downgrade", "0018")
    mutakhirkan(pemilik)
    with psycopg.connect(induk) as sambungan:
        assert sambungan.execute("SELECT id, tahap FROM surat").fetchall() == [(surat["id"], "terbit")]

"""Data utama menjadi lipatan riwayat: kelompok lain, catatan perubahan, dan baris pertama dari data yang ada."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import SchemaItem

revision: str = "0005"
down_revision: str | None = "0004"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

KOLOM: dict[str, list[tuple[str, sa.types.TypeEngine[Any] | None]]] = {
    "asn": [("instansi_induk_id", sa.Text()), ("berubah_pada", sa.Date())],
    "riwayat_jabatan": [
        ("satuan_kerja", None),
        ("instansi_kerja_id", sa.Text()),
        ("instansi_induk_id", sa.Text()),
    ],
    "riwayat_pendidikan": [
        ("gelar_depan", None),
        ("gelar_belakang", None),
        ("dicantumkan", sa.Date()),
        ("nomor_pencantuman", None),
    ],
    "riwayat_skp": [("hasil_kerja", sa.Text()), ("perilaku_kerja", sa.Text())],
    "riwayat_hukdis": [("uraian", None), ("tanggal_sk", sa.Date())],
    "riwayat_penugasan": [("jenis_pegawai", sa.Text())],
}
"""Tipe kosong: teks wajib yang bawaannya kosong."""
INSTANSI = ("asn.instansi_induk_id", "riwayat_jabatan.instansi_kerja_id", "riwayat_jabatan.instansi_induk_id")

MILIK = "(SELECT lingkup_nasional()) OR instansi_id = ANY ((SELECT instansi_terlihat())::text[])"
LEWAT_USULAN = "(SELECT true FROM usulan u WHERE u.asn_id = riwayat_lain.asn_id LIMIT 1)"
LEWAT_ASN = "(SELECT true FROM asn a WHERE a.id = perubahan_profil.asn_id)"
DIBACA_PEMILIK = ("asn", "riwayat_golongan", "riwayat_jabatan", "usulan")
"""Pemilik tabel pun tunduk pada keamanan baris; tabel ini dibukanya selama data dipindahkan."""

# Sistem lama tidak menyimpan sejak kapan: data pribadi dianggap sejak lahir, selebihnya sejak CPNS atau jabatannya [k].
PINDAHKAN = """
INSERT INTO riwayat_lain (id, asn_id, instansi_id, kelompok, berlaku, isi)
SELECT md5(id || '-pribadi')::uuid, id, instansi_id, 'pribadi', tanggal_lahir, jsonb_build_object(
    'sejak', tanggal_lahir, 'nama', nama, 'nip', nip, 'gelar_depan', gelar_depan, 'gelar_belakang', gelar_belakang,
    'tempat_lahir', tempat_lahir, 'tanggal_lahir', tanggal_lahir, 'jenis_kelamin', jenis_kelamin)
FROM asn
UNION ALL
SELECT md5(id || '-cpns')::uuid, id, instansi_id, 'cpns_pns', tmt_cpns, jsonb_build_object(
    'status', 'CPNS', 'tmt', tmt_cpns, 'instansi_id', instansi_id, 'jenis_pegawai', jenis_pegawai)
FROM asn
UNION ALL
SELECT md5(id || '-pns')::uuid, id, instansi_id, 'cpns_pns', tmt_pns, jsonb_build_object(
    'status', 'PNS', 'tmt', tmt_pns)
FROM asn WHERE tmt_pns IS NOT NULL
UNION ALL
SELECT md5(id || '-kedudukan')::uuid, id, instansi_id, 'kedudukan', tmt_cpns, jsonb_build_object(
    'kode', kedudukan_hukum, 'tmt', tmt_cpns)
FROM asn
UNION ALL
SELECT md5(id || '-pemblokiran')::uuid, id, instansi_id, 'pemblokiran', tmt_cpns, jsonb_build_object('mulai', tmt_cpns)
FROM asn WHERE diblokir
UNION ALL
SELECT md5(id || '-unor')::uuid, id, instansi_id, 'unor', tmt, jsonb_build_object(
    'tmt', tmt, 'unor_id', unor_id, 'unor_nama', unor_nama, 'satuan_kerja', satuan_kerja)
FROM (
    SELECT asn.*, greatest(tmt_cpns, (
        SELECT max(j.tmt) FROM riwayat_jabatan j WHERE j.asn_id = asn.id AND j.tmt <= current_date)) AS tmt
    FROM asn
) AS ditempatkan
WHERE unor_nama <> '' OR satuan_kerja <> '';

UPDATE asn SET instansi_induk_id = instansi_id, berubah_pada = current_date;
"""

CATAT_PERUBAHAN = """
INSERT INTO perubahan_profil (usulan_id, urut, asn_id, instansi_id, riwayat, rekam_id, aksi, bidang, dokumen_id, waktu)
SELECT g.usulan_id, 0, g.asn_id, g.instansi_id, 'golongan', g.id, 'tambah',
       (SELECT jsonb_agg(jsonb_build_object('nama', isian.key, 'lama', null, 'baru', isian.value))
        FROM jsonb_each(to_jsonb(g) - ARRAY['id', 'asn_id', 'instansi_id', 'usulan_id', 'dokumen_id']) AS isian
        WHERE isian.value <> 'null'),
       g.dokumen_id, coalesce(u.selesai_pada, now())
FROM riwayat_golongan g JOIN usulan u ON u.id = g.usulan_id
"""
KEMBALIKAN_USULAN = """
UPDATE riwayat_golongan g SET usulan_id = p.usulan_id
FROM perubahan_profil p WHERE p.rekam_id = g.id AND p.riwayat = 'golongan' AND p.aksi = 'tambah'
"""


def upgrade() -> None:
    for tabel, isian in KOLOM.items():
        for nama, tipe in isian:
            kolom = sa.Column(nama, tipe) if tipe else sa.Column(nama, sa.Text(), nullable=False, server_default="")
            op.add_column(tabel, kolom)
    for rujukan in INSTANSI:
        tabel, nama = rujukan.split(".")
        op.create_foreign_key(op.f(f"fk_{tabel}_{nama}"), tabel, "instansi", [nama], ["id"])
    op.create_index(
        "ix_asn_berubah_pada", "asn", ["berubah_pada"], postgresql_where=sa.text("berubah_pada IS NOT NULL")
    )
    _buat_riwayat_lain()
    _buat_perubahan_profil()
    _paksa(DIBACA_PEMILIK, "NO FORCE")
    op.execute(PINDAHKAN)
    op.execute(CATAT_PERUBAHAN)
    _paksa((*DIBACA_PEMILIK, "riwayat_lain", "perubahan_profil"), "FORCE")
    op.drop_column("riwayat_golongan", "usulan_id")


def _buat_riwayat_lain() -> None:
    op.create_table(
        "riwayat_lain",
        sa.Column("kelompok", sa.Text(), nullable=False),
        sa.Column("berlaku", sa.Date(), nullable=False),
        sa.Column("isi", postgresql.JSONB(), nullable=False),
        *_pemilik("riwayat_lain"),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_riwayat_lain")),
    )
    op.create_index("ix_riwayat_lain_kelompok_berlaku", "riwayat_lain", ["kelompok", "berlaku"])
    _jaga("riwayat_lain", LEWAT_USULAN)
    op.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON riwayat_lain TO usulan_pekerja")


def _buat_perubahan_profil() -> None:
    op.create_table(
        "perubahan_profil",
        sa.Column("usulan_id", sa.Uuid(), nullable=False),
        sa.Column("urut", sa.Integer(), nullable=False),
        sa.Column("riwayat", sa.Text(), nullable=False),
        sa.Column("rekam_id", sa.Uuid(), nullable=False),
        sa.Column("aksi", sa.Text(), nullable=False),
        sa.Column("bidang", postgresql.JSONB(), nullable=False),
        sa.Column("waktu", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
        *_pemilik("perubahan_profil"),
        sa.ForeignKeyConstraint(["usulan_id"], ["usulan.id"], name=op.f("fk_perubahan_profil_usulan_id")),
        sa.PrimaryKeyConstraint("usulan_id", "urut", name=op.f("pk_perubahan_profil")),
        sa.CheckConstraint("aksi IN ('tambah', 'ubah', 'hapus')", name=op.f("ck_perubahan_profil_aksi")),
    )
    _jaga("perubahan_profil", LEWAT_ASN)
    op.execute("GRANT SELECT, INSERT ON perubahan_profil TO usulan_pekerja")


def _pemilik(tabel: str) -> tuple[SchemaItem, ...]:
    return (
        sa.Column("asn_id", sa.Uuid(), nullable=False),
        sa.Column("dokumen_id", sa.Uuid(), nullable=True),
        sa.Column("instansi_id", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["asn_id"], ["asn.id"], name=op.f(f"fk_{tabel}_asn_id")),
        sa.ForeignKeyConstraint(["dokumen_id"], ["dokumen.id"], name=op.f(f"fk_{tabel}_dokumen_id")),
        sa.ForeignKeyConstraint(["instansi_id"], ["instansi.id"], name=op.f(f"fk_{tabel}_instansi_id")),
    )


def _jaga(tabel: str, lewat: str) -> None:
    op.create_index(op.f(f"ix_{tabel}_asn_id"), tabel, ["asn_id"])
    op.create_index(op.f(f"ix_{tabel}_instansi_id"), tabel, ["instansi_id"])
    op.execute(f"ALTER TABLE {tabel} ENABLE ROW LEVEL SECURITY")
    op.execute(f"CREATE POLICY pekerja ON {tabel} TO usulan_pekerja USING (true) WITH CHECK (true)")
    op.execute(f"CREATE POLICY baca ON {tabel} FOR SELECT TO usulan_api USING ({MILIK} OR {lewat})")
    op.execute(f"GRANT SELECT ON {tabel} TO usulan_api")


def _paksa(tabel: Sequence[str], cara: str) -> None:
    for satu in tabel:
        op.execute(f"ALTER TABLE {satu} {cara} ROW LEVEL SECURITY")


def downgrade() -> None:
    """Kelompok riwayat lain dan perubahan selain pangkat tidak punya tempat di skema lama, jadi ikut terhapus."""
    op.add_column("riwayat_golongan", sa.Column("usulan_id", sa.Uuid(), nullable=True))
    op.create_foreign_key(op.f("fk_riwayat_golongan_usulan_id"), "riwayat_golongan", "usulan", ["usulan_id"], ["id"])
    op.create_unique_constraint(op.f("uq_riwayat_golongan_usulan_id"), "riwayat_golongan", ["usulan_id"])
    _paksa(("riwayat_golongan", "perubahan_profil"), "NO FORCE")
    op.execute(KEMBALIKAN_USULAN)
    _paksa(("riwayat_golongan",), "FORCE")
    op.drop_table("perubahan_profil")
    op.drop_table("riwayat_lain")
    for tabel, isian in KOLOM.items():
        for nama, _ in isian:
            op.drop_column(tabel, nama)

"""Keputusan dari luar diterima, dicocokkan, dan menjadi surat usulan tanpa nomor dari penomoran kita.

Surat yang kita susun tetap wajib bernomor dari ``nomor_surat``; yang diterima dari luar tidak punya draf, jadi kolom
turunan ``jenis_bernomor``-nya kosong dan kunci asingnya tidak berlaku.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0008"
down_revision: str | None = "0007"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

TABEL = ("keputusan_masuk", "baris_keputusan")
PENERIMA = "(SELECT lingkup()) IN ('bkn', 'setneg')"


def upgrade() -> None:
    op.create_table(
        "keputusan_masuk",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("jenis", sa.Text(), nullable=False),
        sa.Column("nomor", sa.Text(), nullable=False),
        sa.Column("tanggal", sa.Date(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("ukuran", sa.Integer(), nullable=False),
        sa.Column("kunci", sa.Text(), nullable=False),
        sa.Column("akun", sa.Text(), nullable=False),
        sa.Column("peran", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("diterima", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("arsip", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_keputusan_masuk")),
        sa.UniqueConstraint("sha256", name=op.f("uq_keputusan_masuk_sha256")),
    )
    op.create_index("ix_keputusan_masuk_diterima", "keputusan_masuk", ["diterima", "id"])
    op.create_table(
        "baris_keputusan",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("keputusan_id", sa.Uuid(), nullable=False),
        sa.Column("urut", sa.Integer(), nullable=False),
        sa.Column("isi", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("usulan_id", sa.Uuid(), nullable=True),
        sa.Column("keadaan", sa.Text(), server_default="baru", nullable=False),
        sa.Column("sebab", sa.Text(), server_default="", nullable=False),
        sa.Column("beda", postgresql.JSONB(astext_type=sa.Text()), server_default="[]", nullable=False),
        sa.Column("ke", sa.Integer(), server_default="1", nullable=False),
        sa.Column("percobaan", sa.Integer(), server_default="0", nullable=False),
        sa.Column("coba_lagi_pada", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint(
            "keadaan IN ('baru', 'diantar', 'berlaku', 'keliru', 'tak_cocok')", name=op.f("ck_baris_keputusan_keadaan")
        ),
        sa.ForeignKeyConstraint(["keputusan_id"], ["keputusan_masuk.id"], name=op.f("fk_baris_keputusan_keputusan_id")),
        sa.ForeignKeyConstraint(["usulan_id"], ["usulan.id"], name=op.f("fk_baris_keputusan_usulan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_baris_keputusan")),
        sa.UniqueConstraint("keputusan_id", "urut", name=op.f("uq_baris_keputusan_keputusan_id_urut")),
    )
    op.create_index(op.f("ix_baris_keputusan_usulan_id"), "baris_keputusan", ["usulan_id"])
    op.create_index(
        "ix_baris_keputusan_antre", "baris_keputusan", ["coba_lagi_pada"], postgresql_where=sa.text("keadaan = 'baru'")
    )
    _jaga()
    _surat_dari_luar()


def _jaga() -> None:
    for tabel in TABEL:
        op.execute(f"GRANT SELECT, INSERT, UPDATE ON {tabel} TO usulan_pekerja")
        op.execute(f"GRANT SELECT, INSERT ON {tabel} TO usulan_api")
        op.execute(f"ALTER TABLE {tabel} ENABLE ROW LEVEL SECURITY; ALTER TABLE {tabel} FORCE ROW LEVEL SECURITY")
        op.execute(f"CREATE POLICY pekerja ON {tabel} TO usulan_pekerja USING (true) WITH CHECK (true)")
        op.execute(f"CREATE POLICY baca ON {tabel} FOR SELECT TO usulan_api USING ({PENERIMA})")
        op.execute(f"CREATE POLICY terima ON {tabel} FOR INSERT TO usulan_api WITH CHECK ({PENERIMA})")
    op.execute(
        "GRANT UPDATE (usulan_id, keadaan, sebab, beda, ke, percobaan, coba_lagi_pada) ON baris_keputusan TO usulan_api"
    )
    op.execute(
        "CREATE POLICY cocokkan ON baris_keputusan FOR UPDATE TO usulan_api "
        "USING ((SELECT lingkup_nasional()) AND keadaan IN ('baru', 'keliru', 'tak_cocok')) "
        "WITH CHECK (keadaan = 'baru')"
    )


def _surat_dari_luar() -> None:
    for kolom in ("draf", "sha256_draf", "penandatangan"):
        op.alter_column("surat", kolom, nullable=True)
    op.create_check_constraint(op.f("ck_surat_draf"), "surat", "(draf IS NULL) = (sha256_draf IS NULL)")
    op.create_check_constraint(
        op.f("ck_surat_dari_luar"), "surat", "draf IS NOT NULL OR tahap IN ('terbit', 'diganti', 'dicabut')"
    )
    op.create_index(op.f("ix_surat_nomor"), "surat", ["nomor"])
    op.drop_constraint("fk_surat_usulan_id", "surat", type_="foreignkey")
    op.add_column(
        "surat",
        sa.Column(
            "jenis_bernomor",
            sa.Text(),
            sa.Computed("CASE WHEN draf IS NOT NULL THEN jenis ELSE NULL::text END", persisted=True),
        ),
    )
    op.create_foreign_key("fk_surat_usulan_id", "surat", "usulan", ["usulan_id"], ["id"])
    op.create_foreign_key(
        "fk_surat_nomor", "surat", "nomor_surat", ["usulan_id", "jenis_bernomor"], ["usulan_id", "jenis"]
    )


def downgrade() -> None:
    op.execute("DELETE FROM verifikasi_publik WHERE surat_id IN (SELECT id FROM surat WHERE draf IS NULL)")
    op.execute("DELETE FROM surat WHERE draf IS NULL")
    op.drop_constraint("fk_surat_nomor", "surat", type_="foreignkey")
    op.drop_constraint("fk_surat_usulan_id", "surat", type_="foreignkey")
    op.drop_column("surat", "jenis_bernomor")
    op.drop_index(op.f("ix_surat_nomor"), "surat")
    op.create_foreign_key("fk_surat_usulan_id", "surat", "nomor_surat", ["usulan_id", "jenis"], ["usulan_id", "jenis"])
    op.drop_constraint(op.f("ck_surat_dari_luar"), "surat", type_="check")
    op.drop_constraint(op.f("ck_surat_draf"), "surat", type_="check")
    for kolom in ("draf", "sha256_draf", "penandatangan"):
        op.alter_column("surat", kolom, nullable=False)
    op.drop_table("baris_keputusan")
    op.drop_table("keputusan_masuk")

"""Jawaban BSrE disimpan bersama tahap suratnya, arsip tercatat sebelum dikunci, dan sesi terikat pada tugasnya."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0013"
down_revision: str | None = "0012"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "jawaban_tte",
        sa.Column("surat_id", sa.Uuid(), nullable=False),
        sa.Column("isi", postgresql.BYTEA(), nullable=False),
        sa.Column("diterima", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("ditolak", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["surat_id"], ["surat.id"], name=op.f("fk_jawaban_tte_surat_id")),
        sa.PrimaryKeyConstraint("surat_id", name=op.f("pk_jawaban_tte")),
    )
    op.execute("ALTER TABLE jawaban_tte ENABLE ROW LEVEL SECURITY; ALTER TABLE jawaban_tte FORCE ROW LEVEL SECURITY")
    op.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON jawaban_tte TO usulan_pekerja")
    op.add_column("surat", sa.Column("arsip", postgresql.JSONB(), nullable=True))
    # Sesi berumur menit; yang terbuka saat migrasi dibuka lagi oleh penandatangannya.
    op.execute("DELETE FROM sesi_tanda_tangan")
    op.drop_column("sesi_tanda_tangan", "sisa_pakai")
    op.add_column("sesi_tanda_tangan", sa.Column("tugas_ids", postgresql.ARRAY(sa.Uuid()), nullable=False))


def downgrade() -> None:
    op.execute("DELETE FROM sesi_tanda_tangan")
    op.drop_column("sesi_tanda_tangan", "tugas_ids")
    op.add_column("sesi_tanda_tangan", sa.Column("sisa_pakai", sa.Integer(), nullable=False))
    op.execute("GRANT SELECT (sisa_pakai) ON sesi_tanda_tangan TO usulan_api")
    op.drop_column("surat", "arsip")
    op.drop_table("jawaban_tte")

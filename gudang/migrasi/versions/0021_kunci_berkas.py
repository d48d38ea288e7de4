"""Versi objek S3 surat dan dokumen, dan sampai kapan ia terkunci: versi itulah yang dibaca dan diperpanjang."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0021"
down_revision: str | None = "0020"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

TABEL = ("surat", "dokumen")


def upgrade() -> None:
    for tabel in TABEL:
        op.add_column(tabel, sa.Column("versi_berkas", sa.Text(), nullable=True))
        op.add_column(tabel, sa.Column("terkunci_sampai", sa.DateTime(timezone=True), nullable=True))
        op.create_index(
            f"ix_{tabel}_terkunci_sampai",
            tabel,
            ["terkunci_sampai"],
            postgresql_where=sa.text("terkunci_sampai IS NOT NULL"),
        )


def downgrade() -> None:
    for tabel in TABEL:
        op.drop_index(f"ix_{tabel}_terkunci_sampai", table_name=tabel)
        op.drop_column(tabel, "terkunci_sampai")
        op.drop_column(tabel, "versi_berkas")

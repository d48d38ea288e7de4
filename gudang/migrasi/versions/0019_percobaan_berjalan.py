"""Percobaan passphrase terhitung sebelum BSrE ditanya; sesi yang terbukti hanya ditandai worker."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0019"
down_revision: str | None = "0018"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

ISIAN_API = "id, akun, jenis, kredensial, kedaluwarsa, tugas_ids"


def upgrade() -> None:
    op.add_column(
        "sesi_tanda_tangan", sa.Column("terbukti", sa.Boolean(), server_default=sa.text("false"), nullable=False)
    )
    op.execute(
        f"REVOKE INSERT ON sesi_tanda_tangan FROM usulan_api; GRANT INSERT ({ISIAN_API}) ON sesi_tanda_tangan "
        "TO usulan_api"
    )
    op.create_table(
        "percobaan_berjalan",
        sa.Column("sesi_id", sa.Uuid(), nullable=False),
        sa.Column("tugas_id", sa.Uuid(), nullable=False),
        sa.Column("akun", sa.Text(), nullable=False),
        sa.Column("kedaluwarsa", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("sesi_id", "tugas_id", name=op.f("pk_percobaan_berjalan")),
    )
    op.create_index(op.f("ix_percobaan_berjalan_akun"), "percobaan_berjalan", ["akun"])
    op.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON percobaan_berjalan TO usulan_pekerja")


def downgrade() -> None:
    op.drop_table("percobaan_berjalan")
    op.execute(
        f"REVOKE INSERT ({ISIAN_API}) ON sesi_tanda_tangan FROM usulan_api; GRANT INSERT ON sesi_tanda_tangan "
        "TO usulan_api"
    )
    op.drop_column("sesi_tanda_tangan", "terbukti")

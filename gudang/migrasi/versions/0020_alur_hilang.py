"""Usulan terbuka yang alurnya tidak dikenal Temporal ditandai worker."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0020"
down_revision: str | None = "0019"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    op.add_column("usulan", sa.Column("alur_hilang_sejak", sa.DateTime(timezone=True), nullable=True))
    op.create_index(
        "ix_usulan_alur_hilang", "usulan", ["id"], postgresql_where=sa.text("alur_hilang_sejak IS NOT NULL")
    )


def downgrade() -> None:
    op.drop_index("ix_usulan_alur_hilang", table_name="usulan")
    op.drop_column("usulan", "alur_hilang_sejak")

"""Yang disisihkan sapuan latar; kebijakan barisnya di ``gudang/migrasi/kebijakan.py``."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0015"
down_revision: str | None = "0014"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "tersisih",
        sa.Column("sapuan", sa.Text(), nullable=False),
        sa.Column("pokok", sa.Uuid(), nullable=False),
        sa.Column("sebab", sa.Text(), nullable=False),
        sa.Column("sejak", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("percobaan", sa.Integer(), server_default="1", nullable=False),
        sa.Column("coba_lagi_pada", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("sapuan", "pokok", name=op.f("pk_tersisih")),
    )
    op.execute(
        "GRANT SELECT, INSERT, UPDATE, DELETE ON tersisih TO usulan_pekerja; GRANT SELECT ON tersisih TO usulan_api"
    )


def downgrade() -> None:
    op.drop_table("tersisih")

"""Masyarakat juga dapat mengenali surat terbit dari sidik salinan utuh yang dipegangnya."""

from collections.abc import Sequence

from alembic import op

revision: str = "0003"
down_revision: str | None = "0002"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    op.create_index("ix_surat_sha256_terbit", "surat", ["sha256_terbit"])
    op.execute(
        "CREATE POLICY verifikasi_sidik ON surat FOR SELECT TO usulan_api "
        "USING (sha256_terbit = current_setting('app.sidik', true) AND tahap IN ('terbit', 'diganti', 'dicabut'))"
    )


def downgrade() -> None:
    op.execute("DROP POLICY verifikasi_sidik ON surat")
    op.drop_index("ix_surat_sha256_terbit", "surat")

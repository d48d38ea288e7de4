"""Surat yang berakhir menunjuk surat pengganti atau pencabutnya, juga bagi masyarakat yang memegang kode QR-nya."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0009"
down_revision: str | None = "0008"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    op.add_column("surat", sa.Column("diakhiri_oleh", sa.Uuid(), sa.ForeignKey("surat.id")))
    op.create_index("ix_surat_diakhiri_oleh", "surat", ["diakhiri_oleh"])
    op.create_index(
        "ix_usulan_surat_dikoreksi",
        "usulan",
        [sa.text("(isi ->> 'surat_id')")],
        postgresql_where=sa.text("isi ? 'surat_id'"),
    )
    op.execute(
        "CREATE POLICY verifikasi_pengakhir ON surat FOR SELECT TO usulan_api "
        "USING (id = nullif(current_setting('app.pengakhir', true), '')::uuid "
        "AND tahap IN ('terbit', 'diganti', 'dicabut'))"
    )


def downgrade() -> None:
    op.execute("DROP POLICY verifikasi_pengakhir ON surat")
    op.drop_index("ix_usulan_surat_dikoreksi", "usulan")
    op.drop_index("ix_surat_diakhiri_oleh", "surat")
    op.drop_column("surat", "diakhiri_oleh")

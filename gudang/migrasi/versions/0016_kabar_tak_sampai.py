"""Kabar sampai kepada ASN yang bersangkutan; yang tak sampai terlihat petugas, tidak hilang."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0016"
down_revision: str | None = "0015"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

TERBACA = "id, jenis, penerima, usulan_id, instansi_id, keadaan, galat, dibuat, percobaan"


def upgrade() -> None:
    op.alter_column("kotak_keluar", "akun", new_column_name="penerima")
    op.add_column("kotak_keluar", sa.Column("keadaan", sa.Text(), server_default="antre", nullable=False))
    op.execute("ALTER TABLE kotak_keluar NO FORCE ROW LEVEL SECURITY")
    op.execute("UPDATE kotak_keluar SET keadaan = 'terkirim' WHERE terkirim_pada IS NOT NULL")
    op.execute("ALTER TABLE kotak_keluar FORCE ROW LEVEL SECURITY")
    op.create_check_constraint(
        op.f("ck_kotak_keluar_keadaan"), "kotak_keluar", "keadaan IN ('antre', 'terkirim', 'tak_sampai')"
    )
    op.create_check_constraint(
        op.f("ck_kotak_keluar_terkirim"), "kotak_keluar", "(keadaan = 'terkirim') = (terkirim_pada IS NOT NULL)"
    )
    op.create_index(
        "ix_kotak_keluar_tak_sampai", "kotak_keluar", ["id"], postgresql_where=sa.text("keadaan = 'tak_sampai'")
    )
    # Isi kabarnya tidak terbaca API: alasan dan keterangannya dapat memuat data pribadi.
    op.execute(f"GRANT SELECT ({TERBACA}) ON kotak_keluar TO usulan_api")


def downgrade() -> None:
    op.execute(f"REVOKE SELECT ({TERBACA}) ON kotak_keluar FROM usulan_api")
    op.drop_index("ix_kotak_keluar_tak_sampai", table_name="kotak_keluar")
    op.drop_constraint(op.f("ck_kotak_keluar_terkirim"), "kotak_keluar")
    op.drop_constraint(op.f("ck_kotak_keluar_keadaan"), "kotak_keluar")
    op.drop_column("kotak_keluar", "keadaan")
    op.alter_column("kotak_keluar", "penerima", new_column_name="akun")

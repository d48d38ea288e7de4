"""Pandangan ke halaman verifikasi dihitung per surat, hari, dan hasilnya, bukan satu baris tiap pandangan.

Halaman itu terbuka bagi siapa saja: satu orang yang mengulang-ulangnya tidak boleh memenuhi basis data. API menambah
hitungannya lewat fungsi, dan tetap tidak membaca atau mengubah tabelnya.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0023"
down_revision: str | None = "0022"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

FUNGSI = """
CREATE FUNCTION catat_pandangan(yang_dilihat uuid, pada date, keadaan text, sebanyak bigint) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    INSERT INTO verifikasi_publik AS v (surat_id, hari, hasil, banyak)
    VALUES (yang_dilihat, pada, keadaan, sebanyak)
    ON CONFLICT ON CONSTRAINT uq_verifikasi_publik_surat_id_hari_hasil
    DO UPDATE SET banyak = v.banyak + excluded.banyak
$$;
REVOKE ALL ON FUNCTION catat_pandangan(uuid, date, text, bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION catat_pandangan(uuid, date, text, bigint) TO usulan_api, usulan_pekerja;
REVOKE INSERT (surat_id, hasil) ON verifikasi_publik FROM usulan_api;
"""


def upgrade() -> None:
    op.add_column("verifikasi_publik", sa.Column("hari", sa.Date(), nullable=True))
    op.add_column("verifikasi_publik", sa.Column("banyak", sa.BigInteger(), server_default="1", nullable=False))
    op.execute(
        """
        WITH lama AS (DELETE FROM verifikasi_publik RETURNING surat_id, waktu, hasil)
        INSERT INTO verifikasi_publik (surat_id, hari, hasil, banyak)
        SELECT surat_id, (waktu AT TIME ZONE 'UTC')::date, hasil, count(*) FROM lama GROUP BY 1, 2, 3
        """
    )
    op.alter_column("verifikasi_publik", "hari", nullable=False)
    op.alter_column("verifikasi_publik", "banyak", server_default=None)
    op.drop_column("verifikasi_publik", "waktu")
    op.drop_index(op.f("ix_verifikasi_publik_surat_id"), table_name="verifikasi_publik")
    op.create_unique_constraint(
        "uq_verifikasi_publik_surat_id_hari_hasil",
        "verifikasi_publik",
        ["surat_id", "hari", "hasil"],
        postgresql_nulls_not_distinct=True,
    )
    op.execute(FUNGSI)


def downgrade() -> None:
    op.execute("DROP FUNCTION catat_pandangan(uuid, date, text, bigint)")
    op.drop_constraint("uq_verifikasi_publik_surat_id_hari_hasil", "verifikasi_publik")
    op.create_index(op.f("ix_verifikasi_publik_surat_id"), "verifikasi_publik", ["surat_id"], unique=False)
    op.add_column(
        "verifikasi_publik",
        sa.Column("waktu", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
    )
    op.drop_column("verifikasi_publik", "banyak")
    op.drop_column("verifikasi_publik", "hari")
    op.execute("GRANT INSERT (surat_id, hasil) ON verifikasi_publik TO usulan_api")

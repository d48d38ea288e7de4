"""Prediksi kenaikan pangkat yang dihitung worker.

Pemicu pada ``asn`` menandai prediksinya usang setiap profilnya dilipat ulang. Migrasi kemudian yang menulis ``asn``
sebagai pemilik perlu membuka ``prediksi_asn`` juga (``NO FORCE ROW LEVEL SECURITY``).
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0012"
down_revision: str | None = "0011"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

TABEL = ("prediksi_asn", "prediksi_kp")
MILIK = "(SELECT lingkup_nasional()) OR instansi_id = ANY ((SELECT instansi_terlihat())::text[])"

PEMICU = """
CREATE FUNCTION prediksi_usang() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO prediksi_asn (asn_id, instansi_id) VALUES (NEW.id, NEW.instansi_id)
    ON CONFLICT (asn_id) DO UPDATE SET instansi_id = excluded.instansi_id, dari = NULL;
    RETURN NULL;
END
$$;
CREATE TRIGGER prediksi_usang AFTER INSERT OR UPDATE ON asn FOR EACH ROW EXECUTE FUNCTION prediksi_usang();
"""


def upgrade() -> None:
    op.create_table(
        "prediksi_asn",
        sa.Column("asn_id", sa.Uuid(), nullable=False),
        sa.Column("dari", sa.Date(), nullable=True),
        sa.Column("aturan", sa.Text(), nullable=True),
        sa.Column("instansi_id", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["asn_id"], ["asn.id"], name=op.f("fk_prediksi_asn_asn_id")),
        sa.ForeignKeyConstraint(["instansi_id"], ["instansi.id"], name=op.f("fk_prediksi_asn_instansi_id")),
        sa.PrimaryKeyConstraint("asn_id", name=op.f("pk_prediksi_asn")),
    )
    op.create_index("ix_prediksi_asn_dari_aturan", "prediksi_asn", ["dari", "aturan"])
    op.create_table(
        "prediksi_kp",
        sa.Column("asn_id", sa.Uuid(), nullable=False),
        sa.Column("jenis", sa.Text(), nullable=False),
        sa.Column("keadaan", sa.Text(), nullable=False),
        sa.Column("golongan", sa.Text(), nullable=True),
        sa.Column("golongan_tujuan", sa.Text(), nullable=True),
        sa.Column("periode", sa.Date(), nullable=True),
        sa.Column("kurang", postgresql.JSONB(), nullable=False),
        sa.Column("instansi_id", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "keadaan IN ('layak', 'dilengkapi', 'menunggu', 'terhalang')", name=op.f("ck_prediksi_kp_keadaan")
        ),
        sa.CheckConstraint(
            "(keadaan IN ('layak', 'dilengkapi')) = (periode IS NOT NULL)", name=op.f("ck_prediksi_kp_periode")
        ),
        sa.ForeignKeyConstraint(["asn_id"], ["prediksi_asn.asn_id"], name=op.f("fk_prediksi_kp_asn_id")),
        sa.ForeignKeyConstraint(["instansi_id"], ["instansi.id"], name=op.f("fk_prediksi_kp_instansi_id")),
        sa.PrimaryKeyConstraint("asn_id", "jenis", name=op.f("pk_prediksi_kp")),
    )
    # Pemilik tabel pun tunduk pada keamanan baris; asn dibukanya selama barisnya dibuat.
    op.execute(
        "ALTER TABLE asn NO FORCE ROW LEVEL SECURITY;"
        "INSERT INTO prediksi_asn (asn_id, instansi_id) SELECT id, instansi_id FROM asn;"
        "ALTER TABLE asn FORCE ROW LEVEL SECURITY"
    )
    for tabel in TABEL:
        op.create_index(op.f(f"ix_{tabel}_instansi_id"), tabel, ["instansi_id"])
        op.execute(f"ALTER TABLE {tabel} ENABLE ROW LEVEL SECURITY; ALTER TABLE {tabel} FORCE ROW LEVEL SECURITY")
        op.execute(f"CREATE POLICY pekerja ON {tabel} TO usulan_pekerja USING (true) WITH CHECK (true)")
        op.execute(f"CREATE POLICY baca ON {tabel} FOR SELECT TO usulan_api USING ({MILIK})")
        op.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {tabel} TO usulan_pekerja")
        op.execute(f"GRANT SELECT ON {tabel} TO usulan_api")
    op.execute(PEMICU)


def downgrade() -> None:
    op.execute("DROP TRIGGER prediksi_usang ON asn; DROP FUNCTION prediksi_usang()")
    op.drop_table("prediksi_kp")
    op.drop_table("prediksi_asn")

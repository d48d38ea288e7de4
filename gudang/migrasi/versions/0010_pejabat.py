"""Spesimen pejabat dan penggantiannya: hanya bertambah, terlihat dan tertulis di unitnya saja."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0010"
down_revision: str | None = "0009"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

SEUNIT = "(SELECT lingkup_nasional()) OR unit = (SELECT lingkup())"

# Yang tertulis tidak berubah; penggantian dapat diakhiri kapan saja, sekali, dengan sebabnya.
PENJAGA = """
CREATE FUNCTION pejabat_tetap() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND TG_TABLE_NAME = 'penggantian_pejabat'
       AND to_jsonb(OLD) ->> 'dibatalkan' IS NULL AND to_jsonb(NEW) ->> 'dibatalkan' IS NOT NULL
       AND (to_jsonb(NEW) - ARRAY['dibatalkan', 'dibatalkan_oleh', 'sebab_batal'])
         = (to_jsonb(OLD) - ARRAY['dibatalkan', 'dibatalkan_oleh', 'sebab_batal']) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '% hanya boleh bertambah: % ditolak', TG_TABLE_NAME, TG_OP USING ERRCODE = 'restrict_violation';
END
$$;
"""


def upgrade() -> None:
    op.create_table(
        "spesimen_pejabat",
        *_tercatat(),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("akun", sa.Text(), nullable=False),
        sa.Column("berlaku_mulai", sa.Date(), nullable=False),
        sa.Column("nama", sa.Text(), nullable=False),
        sa.Column("nip", sa.Text(), nullable=True),
        sa.Column("jabatan", sa.Text(), nullable=False),
        sa.Column("pangkat", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_spesimen_pejabat")),
    )
    op.create_index("ix_spesimen_berlaku", "spesimen_pejabat", ["akun", "berlaku_mulai"])
    op.create_table(
        "penggantian_pejabat",
        *_tercatat(),
        sa.Column("dibatalkan_oleh", sa.Text(), nullable=True),
        sa.Column("dibatalkan", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sebab_batal", sa.Text(), nullable=True),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("peran", sa.Text(), nullable=False),
        sa.Column("pejabat", sa.Text(), nullable=True),
        sa.Column("jabatan", sa.Text(), nullable=True),
        sa.Column("sebagai", sa.Text(), nullable=False),
        sa.Column("pengganti", sa.Text(), nullable=True),
        sa.Column("mulai", sa.Date(), nullable=False),
        sa.Column("sampai", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_penggantian_pejabat")),
        sa.CheckConstraint("sebagai IN ('plh', 'plt', 'an')", name=op.f("ck_penggantian_pejabat_sebagai")),
        sa.CheckConstraint("sampai >= mulai", name=op.f("ck_penggantian_pejabat_masa")),
        sa.CheckConstraint("pengganti <> pejabat", name=op.f("ck_penggantian_pejabat_orang_lain")),
        sa.CheckConstraint(
            "pejabat IS NOT NULL OR jabatan IS NOT NULL", name=op.f("ck_penggantian_pejabat_yang_digantikan")
        ),
    )
    op.create_index("ix_penggantian_peran", "penggantian_pejabat", ["unit", "peran", "sampai"])
    op.create_index("ix_penggantian_pengganti", "penggantian_pejabat", ["pengganti", "sampai"])
    op.execute(PENJAGA)
    for tabel in ("spesimen_pejabat", "penggantian_pejabat"):
        op.execute(
            f"CREATE TRIGGER {tabel}_tetap BEFORE UPDATE OR DELETE ON {tabel} "
            "FOR EACH ROW EXECUTE FUNCTION pejabat_tetap()"
        )
        op.execute(
            f"CREATE TRIGGER {tabel}_tidak_kosong BEFORE TRUNCATE ON {tabel} "
            "FOR EACH STATEMENT EXECUTE FUNCTION pejabat_tetap()"
        )
        op.execute(f"ALTER TABLE {tabel} ENABLE ROW LEVEL SECURITY; ALTER TABLE {tabel} FORCE ROW LEVEL SECURITY")
        op.execute(f"CREATE POLICY pekerja ON {tabel} FOR SELECT TO usulan_pekerja USING (true)")
        op.execute(f"CREATE POLICY baca ON {tabel} FOR SELECT TO usulan_api USING ({SEUNIT})")
        op.execute(f"CREATE POLICY tambah ON {tabel} FOR INSERT TO usulan_api WITH CHECK ({SEUNIT})")
        op.execute(f"GRANT SELECT ON {tabel} TO usulan_pekerja; GRANT SELECT, INSERT ON {tabel} TO usulan_api")
    op.execute(f"CREATE POLICY akhiri ON penggantian_pejabat FOR UPDATE TO usulan_api USING ({SEUNIT})")
    op.execute("GRANT UPDATE (dibatalkan, dibatalkan_oleh, sebab_batal) ON penggantian_pejabat TO usulan_api")


def downgrade() -> None:
    op.drop_table("penggantian_pejabat")
    op.drop_table("spesimen_pejabat")
    op.execute("DROP FUNCTION pejabat_tetap()")


def _tercatat() -> tuple[sa.Column[object], ...]:
    return (
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("catatan", sa.Text(), nullable=False),
        sa.Column("dibuat_oleh", sa.Text(), nullable=False),
        sa.Column("dibuat", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
    )

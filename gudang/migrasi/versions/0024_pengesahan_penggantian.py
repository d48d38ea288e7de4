"""Penggantian pejabat disahkan orang kedua; yang belum disahkan tidak memberi hak apa pun.

Yang sudah tercatat ikut menunggu pengesahan: siapa yang menyetujuinya tidak dapat diketahui kemudian.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0024"
down_revision: str | None = "0023"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

TABEL = "penggantian_pejabat"
ISI = "unit, peran, pejabat, jabatan, sebagai, pengganti, mulai, sampai, catatan, dibuat_oleh"

# Yang tertulis tidak berubah; penggantian dapat disahkan lalu diakhiri, masing-masing sekali.
SAH_LALU_AKHIR = """
CREATE OR REPLACE FUNCTION pejabat_tetap() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    akhir CONSTANT text[] := ARRAY['dibatalkan', 'dibatalkan_oleh', 'sebab_batal'];
    sah CONSTANT text[] := ARRAY['disahkan', 'disahkan_oleh'];
BEGIN
    IF TG_OP = 'UPDATE' AND TG_TABLE_NAME = 'penggantian_pejabat' AND to_jsonb(OLD) ->> 'dibatalkan' IS NULL THEN
        IF to_jsonb(NEW) ->> 'dibatalkan' IS NOT NULL AND to_jsonb(NEW) - akhir = to_jsonb(OLD) - akhir THEN
            RETURN NEW;
        END IF;
        IF to_jsonb(OLD) ->> 'disahkan' IS NULL AND to_jsonb(NEW) ->> 'disahkan' IS NOT NULL
           AND to_jsonb(NEW) - sah = to_jsonb(OLD) - sah THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION '% hanya boleh bertambah: % ditolak', TG_TABLE_NAME, TG_OP USING ERRCODE = 'restrict_violation';
END
$$;
"""
AKHIR_SAJA = """
CREATE OR REPLACE FUNCTION pejabat_tetap() RETURNS trigger LANGUAGE plpgsql AS $$
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
    op.add_column(TABEL, sa.Column("disahkan_oleh", sa.Text(), nullable=True))
    op.add_column(TABEL, sa.Column("disahkan", sa.DateTime(timezone=True), nullable=True))
    op.create_check_constraint(
        op.f("ck_penggantian_pejabat_orang_kedua"),
        TABEL,
        "disahkan_oleh <> dibuat_oleh AND disahkan_oleh <> pengganti",
    )
    op.create_check_constraint(
        op.f("ck_penggantian_pejabat_pengesah"), TABEL, "(disahkan IS NULL) = (disahkan_oleh IS NULL)"
    )
    op.execute(SAH_LALU_AKHIR)
    # Baris baru tidak dapat lahir sudah sah, dan saat diusulkannya milik basis data.
    op.execute(f"REVOKE INSERT ON {TABEL} FROM usulan_api; GRANT INSERT ({ISI}) ON {TABEL} TO usulan_api")
    op.execute(f"GRANT UPDATE (disahkan, disahkan_oleh) ON {TABEL} TO usulan_api")


def downgrade() -> None:
    # Kebijakan yang menyebut kolomnya; yang berlaku dipasang lagi oleh ``gudang.migrasi``.
    op.execute(f"DROP POLICY IF EXISTS pekerja ON {TABEL}")
    op.execute(f"CREATE POLICY pekerja ON {TABEL} FOR SELECT TO usulan_pekerja USING (true)")
    op.execute(f"REVOKE INSERT ({ISI}) ON {TABEL} FROM usulan_api; GRANT INSERT ON {TABEL} TO usulan_api")
    op.execute(AKHIR_SAJA)
    op.drop_constraint(op.f("ck_penggantian_pejabat_pengesah"), TABEL)
    op.drop_constraint(op.f("ck_penggantian_pejabat_orang_kedua"), TABEL)
    op.drop_column(TABEL, "disahkan")
    op.drop_column(TABEL, "disahkan_oleh")

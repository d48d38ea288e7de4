"""Ketetapan berlaku menurut tanggal; periode, kalender libur, dan alasan kini bawaan kode ditambah ketetapan.

Penutupan periode yang sudah diatur dan alasan yang sudah dinonaktifkan dipindahkan menjadi ketetapan.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0007"
down_revision: str | None = "0006"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

PINDAHKAN = """
INSERT INTO ketetapan (jenis, kunci, berlaku_mulai, isi, catatan, dibuat_oleh)
SELECT 'periode', layanan || '.' || periode, current_date, jsonb_build_object('tutup', tutup),
       'Dipindahkan dari tabel periode.', 'migrasi'
FROM periode WHERE tutup <> (periode - interval '1 month')::date + 19;

INSERT INTO ketetapan (jenis, kunci, berlaku_mulai, isi, catatan, dibuat_oleh)
SELECT 'alasan', kode, current_date,
       jsonb_build_object('layanan', layanan, 'putusan', putusan, 'sasaran', sasaran, 'uraian', uraian, 'aktif', false),
       'Dipindahkan dari tabel alasan.', 'migrasi'
FROM alasan WHERE NOT aktif;
"""

# Yang tertulis tidak berubah; satu-satunya perubahan ialah pembatalan, sekali, sebelum harinya tiba di mana pun.
PENJAGA = """
CREATE FUNCTION ketetapan_tetap() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE'
       AND OLD.dibatalkan IS NULL AND NEW.dibatalkan IS NOT NULL
       AND OLD.berlaku_mulai > (now() AT TIME ZONE 'Asia/Jayapura')::date
       AND (to_jsonb(NEW) - ARRAY['dibatalkan', 'dibatalkan_oleh', 'sebab_batal'])
         = (to_jsonb(OLD) - ARRAY['dibatalkan', 'dibatalkan_oleh', 'sebab_batal']) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'ketetapan hanya boleh bertambah: % ditolak', TG_OP USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER ketetapan_tetap BEFORE UPDATE OR DELETE ON ketetapan FOR EACH ROW EXECUTE FUNCTION ketetapan_tetap();
CREATE TRIGGER ketetapan_tidak_kosong BEFORE TRUNCATE ON ketetapan
    FOR EACH STATEMENT EXECUTE FUNCTION ketetapan_tetap();
"""

HAK = """
GRANT SELECT ON ketetapan TO usulan_pekerja;
GRANT SELECT, INSERT (jenis, kunci, berlaku_mulai, isi, catatan, dibuat_oleh),
      UPDATE (dibatalkan, dibatalkan_oleh, sebab_batal) ON ketetapan TO usulan_api;
"""


def upgrade() -> None:
    op.create_table(
        "ketetapan",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("jenis", sa.Text(), nullable=False),
        sa.Column("kunci", sa.Text(), nullable=False),
        sa.Column("berlaku_mulai", sa.Date(), nullable=False),
        sa.Column("isi", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("catatan", sa.Text(), nullable=False),
        sa.Column("dibuat_oleh", sa.Text(), nullable=False),
        sa.Column("dibuat", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("dibatalkan_oleh", sa.Text(), nullable=True),
        sa.Column("dibatalkan", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sebab_batal", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ketetapan")),
    )
    op.create_index("ix_ketetapan_berlaku", "ketetapan", ["jenis", "kunci", "berlaku_mulai"])
    op.execute(PINDAHKAN)
    op.execute(PENJAGA)
    op.execute(HAK)
    for tabel in ("alasan", "periode", "kalender_libur"):
        op.drop_table(tabel)
    op.execute("DELETE FROM referensi_termuat WHERE berkas IN ('alasan.csv', 'kalender_libur.csv')")


def downgrade() -> None:
    op.create_table(
        "alasan",
        sa.Column("kode", sa.Text(), nullable=False),
        sa.Column("layanan", sa.Text(), nullable=True),
        sa.Column("putusan", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("sasaran", sa.Text(), nullable=False),
        sa.Column("uraian", sa.Text(), nullable=False),
        sa.Column("aktif", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.CheckConstraint("sasaran IN ('bidang', 'dokumen', 'umum')", name=op.f("ck_alasan_sasaran")),
        sa.PrimaryKeyConstraint("kode", name=op.f("pk_alasan")),
    )
    op.create_table(
        "periode",
        sa.Column("layanan", sa.Text(), nullable=False),
        sa.Column("periode", sa.Date(), nullable=False),
        sa.Column("tutup", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("layanan", "periode", name=op.f("pk_periode")),
    )
    op.create_table(
        "kalender_libur",
        sa.Column("tanggal", sa.Date(), nullable=False),
        sa.Column("nama", sa.Text(), nullable=False),
        sa.Column("pasti", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("tanggal", name=op.f("pk_kalender_libur")),
    )
    op.execute("GRANT SELECT ON alasan, periode, kalender_libur TO usulan_api")
    op.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON alasan, periode, kalender_libur TO usulan_pekerja")
    op.drop_table("ketetapan")
    op.execute("DROP FUNCTION ketetapan_tetap()")

"""ASN melihat miliknya sendiri, dan bagian profil yang sedang diusulkan terkunci bagi usulan lain.

Lingkup ``asn:<id>`` melihat profil, arsip, dan usulannya; ia boleh menyusun konsep dan mengunggah dokumen baginya.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0006"
down_revision: str | None = "0005"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

RIWAYAT = (
    "riwayat_golongan",
    "riwayat_jabatan",
    "riwayat_pendidikan",
    "riwayat_skp",
    "riwayat_angka_kredit",
    "riwayat_hukdis",
    "riwayat_ujian",
    "riwayat_penugasan",
)
BER_ASN = (*RIWAYAT, "riwayat_lain", "perubahan_profil", "usulan", "dokumen", "isian_terkunci")
FUNGSI = """
CREATE FUNCTION asn_sendiri() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT CASE split_part(lingkup(), ':', 1) WHEN 'asn' THEN split_part(lingkup(), ':', 2)::uuid END
$$;
"""
MILIK = "(SELECT lingkup_nasional()) OR instansi_id = ANY ((SELECT instansi_terlihat())::text[])"
SENDIRI = "asn_id = (SELECT asn_sendiri())"
KONSEP = f"diajukan_pada IS NULL AND {SENDIRI}"


def upgrade() -> None:
    op.execute(FUNGSI)
    op.add_column("usulan", sa.Column("kunci", sa.Text, nullable=False, server_default=""))
    op.drop_index("uq_usulan_terbuka", "usulan")
    op.create_index(
        "uq_usulan_terbuka", "usulan", ["asn_id", "layanan", "kunci"], unique=True, postgresql_where=sa.text("terbuka")
    )
    op.create_table(
        "isian_terkunci",
        sa.Column("asn_id", sa.Uuid, sa.ForeignKey("asn.id"), primary_key=True),
        sa.Column("kunci", sa.Text, primary_key=True),
        sa.Column("usulan_id", sa.Uuid, sa.ForeignKey("usulan.id"), nullable=False, index=True),
        sa.Column("instansi_id", sa.Text, sa.ForeignKey("instansi.id"), nullable=False, index=True),
    )
    op.execute("GRANT SELECT, INSERT, DELETE ON isian_terkunci TO usulan_pekerja")
    op.execute("GRANT SELECT, INSERT ON isian_terkunci TO usulan_api; GRANT INSERT (kunci) ON usulan TO usulan_api")
    op.execute(
        "ALTER TABLE isian_terkunci ENABLE ROW LEVEL SECURITY; ALTER TABLE isian_terkunci FORCE ROW LEVEL SECURITY"
    )
    op.execute("CREATE POLICY pekerja ON isian_terkunci TO usulan_pekerja USING (true) WITH CHECK (true)")
    op.execute(f"CREATE POLICY baca ON isian_terkunci FOR SELECT TO usulan_api USING ({MILIK})")
    op.execute(f"CREATE POLICY kunci ON isian_terkunci FOR INSERT TO usulan_api WITH CHECK ({MILIK} OR {SENDIRI})")
    op.execute("CREATE POLICY sendiri ON asn FOR SELECT TO usulan_api USING (id = (SELECT asn_sendiri()))")
    for tabel in BER_ASN:
        op.execute(f"CREATE POLICY sendiri ON {tabel} FOR SELECT TO usulan_api USING ({SENDIRI})")
    op.execute(
        f"CREATE POLICY buat_sendiri ON usulan FOR INSERT TO usulan_api WITH CHECK ({KONSEP} AND status IN (1, 2))"
    )
    op.execute(
        f"CREATE POLICY sunting_sendiri ON usulan FOR UPDATE TO usulan_api USING ({KONSEP}) "
        f"WITH CHECK ({SENDIRI} AND status IN (1, 2))"
    )
    op.execute(f"CREATE POLICY hapus_sendiri ON usulan FOR DELETE TO usulan_api USING ({KONSEP})")
    op.execute(
        "CREATE POLICY unggah_sendiri ON dokumen FOR INSERT TO usulan_api WITH CHECK ((SELECT asn_sendiri()) "
        "= (SELECT u.asn_id FROM usulan u WHERE u.id = dokumen.usulan_id))"
    )
    op.execute(
        "CREATE POLICY catat_baca_sendiri ON jejak FOR INSERT TO usulan_api "
        f"WITH CHECK (jenis = 'data.dibaca' AND {SENDIRI})"
    )


def downgrade() -> None:
    op.execute("DROP POLICY catat_baca_sendiri ON jejak; DROP POLICY unggah_sendiri ON dokumen")
    for kebijakan in ("hapus_sendiri", "sunting_sendiri", "buat_sendiri"):
        op.execute(f"DROP POLICY {kebijakan} ON usulan")
    for tabel in ("asn", *BER_ASN):
        op.execute(f"DROP POLICY sendiri ON {tabel}")
    op.drop_table("isian_terkunci")
    op.execute("DROP FUNCTION asn_sendiri()")
    op.drop_index("uq_usulan_terbuka", "usulan")
    op.drop_column("usulan", "kunci")
    op.create_index(
        "uq_usulan_terbuka", "usulan", ["asn_id", "layanan"], unique=True, postgresql_where=sa.text("terbuka")
    )

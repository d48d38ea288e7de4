"""Kualitas data: temuan tiap ASN, dan unor yang terdaftar.

Pemicu pada ``asn`` membuat barisnya dan menandainya perlu dihitung lagi setiap profilnya dilipat ulang, jadi tak satu
pun jalan perubahan profil dapat melupakannya. Migrasi kemudian yang menulis ``asn`` sebagai pemilik perlu membuka
``kualitas_data`` juga (``NO FORCE ROW LEVEL SECURITY``).
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0011"
down_revision: str | None = "0010"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

MILIK = "(SELECT lingkup_nasional()) OR instansi_id = ANY ((SELECT instansi_terlihat())::text[])"
SENDIRI = "asn_id = (SELECT asn_sendiri())"
TABEL = ("kualitas_data", "unor")

PEMICU = """
CREATE FUNCTION kualitas_berubah() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO kualitas_data (asn_id, instansi_id) VALUES (NEW.id, NEW.instansi_id)
    ON CONFLICT (asn_id) DO UPDATE SET instansi_id = excluded.instansi_id, dihitung = NULL;
    RETURN NULL;
END
$$;
CREATE TRIGGER kualitas_berubah AFTER INSERT OR UPDATE ON asn FOR EACH ROW EXECUTE FUNCTION kualitas_berubah();
"""


def upgrade() -> None:
    op.create_table(
        "kualitas_data",
        sa.Column("asn_id", sa.Uuid(), nullable=False),
        sa.Column("diukur", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("temuan", postgresql.JSONB(), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("dihitung", sa.Date(), nullable=True),
        *_milik_instansi("kualitas_data"),
        sa.ForeignKeyConstraint(["asn_id"], ["asn.id"], name=op.f("fk_kualitas_data_asn_id")),
        sa.PrimaryKeyConstraint("asn_id", name=op.f("pk_kualitas_data")),
    )
    op.create_index(op.f("ix_kualitas_data_dihitung"), "kualitas_data", ["dihitung"])
    op.create_table(
        "unor",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("nama", sa.Text(), nullable=False),
        sa.Column("berakhir", sa.Date(), nullable=True),
        *_milik_instansi("unor"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unor")),
    )
    _isi_awal()
    for tabel in TABEL:
        op.create_index(op.f(f"ix_{tabel}_instansi_id"), tabel, ["instansi_id"])
        op.execute(f"GRANT SELECT, INSERT, UPDATE ON {tabel} TO usulan_pekerja")
        op.execute(f"ALTER TABLE {tabel} ENABLE ROW LEVEL SECURITY; ALTER TABLE {tabel} FORCE ROW LEVEL SECURITY")
        op.execute(f"CREATE POLICY pekerja ON {tabel} TO usulan_pekerja USING (true) WITH CHECK (true)")
    op.execute("GRANT SELECT ON kualitas_data TO usulan_api")
    op.execute(f"CREATE POLICY baca ON kualitas_data FOR SELECT TO usulan_api USING ({MILIK})")
    op.execute(f"CREATE POLICY sendiri ON kualitas_data FOR SELECT TO usulan_api USING ({SENDIRI})")
    op.execute(PEMICU)


def _milik_instansi(tabel: str) -> tuple[sa.schema.SchemaItem, ...]:
    return (
        sa.Column("instansi_id", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["instansi_id"], ["instansi.id"], name=op.f(f"fk_{tabel}_instansi_id")),
    )


def _isi_awal() -> None:
    """Baris bagi ASN yang sudah ada; pemiliknya pun tunduk pada keamanan baris, jadi ``asn`` dibuka sebentar."""
    op.execute("ALTER TABLE asn NO FORCE ROW LEVEL SECURITY")
    op.execute("INSERT INTO kualitas_data (asn_id, instansi_id) SELECT id, instansi_id FROM asn")
    op.execute("ALTER TABLE asn FORCE ROW LEVEL SECURITY")


def downgrade() -> None:
    op.execute("DROP TRIGGER kualitas_berubah ON asn; DROP FUNCTION kualitas_berubah()")
    for tabel in TABEL:
        op.drop_table(tabel)

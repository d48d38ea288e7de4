"""Sesudah alurnya di-reset, versi baru buku menggantikan yang lama; jejak lama tetap ada dan rantainya utuh.

``babak`` bertambah pada tiap ``buku.digantikan`` dan ikut disidik bila bukan nol, jadi sidik baris lama tidak berubah.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0014"
down_revision: str | None = "0012"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

SIDIK = """
CREATE OR REPLACE FUNCTION jejak_sidik(j jejak) RETURNS bytea LANGUAGE sql STABLE AS $$
    SELECT sha256(j.sebelum || convert_to((jsonb_build_array(
        j.pokok, j.ke, j.usulan_id, j.asn_id, j.instansi_id, j.urut, j.jenis,
        (extract(epoch FROM j.waktu) * 1000000)::bigint,
        j.akun, j.peran, j.unit, j.langkah, j.tugas_id, j.rincian){babak})::text, 'UTF8'))
$$;
"""
SIDIK_BABAK = " || CASE WHEN j.babak > 0 THEN jsonb_build_array(j.babak) ELSE '[]'::jsonb END"
RANTAI = """
CREATE OR REPLACE FUNCTION jejak_rantai() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    terakhir jejak;
BEGIN
    NEW.pokok := coalesce(NEW.usulan_id, NEW.asn_id);
    PERFORM pg_advisory_xact_lock(hashtextextended('jejak:' || NEW.pokok, 0));
    SELECT * INTO terakhir FROM jejak WHERE pokok = NEW.pokok ORDER BY ke DESC LIMIT 1;
    NEW.ke := coalesce(terakhir.ke + 1, 0);
    {babak}
    NEW.sebelum := coalesce(terakhir.sidik, ''::bytea);
    NEW.sidik := jejak_sidik(NEW);
    RETURN NEW;
END
$$;
"""
RANTAI_BABAK = "NEW.babak := coalesce(terakhir.babak, 0) + (NEW.jenis = 'buku.digantikan')::int;"


def upgrade() -> None:
    op.add_column("usulan", sa.Column("alur", sa.Text(), server_default="", nullable=False))
    op.add_column("jejak", sa.Column("babak", sa.Integer(), server_default="0", nullable=False))
    _urut("jenis IN ('data.dibaca', 'buku.digantikan')", ["usulan_id", "babak", "urut"])
    op.execute(SIDIK.replace("{babak}", SIDIK_BABAK) + RANTAI.replace("{babak}", RANTAI_BABAK))


def downgrade() -> None:
    op.execute(SIDIK.replace("{babak}", "") + RANTAI.replace("{babak}", ""))
    _urut("jenis = 'data.dibaca'", ["usulan_id", "urut"])
    op.drop_column("jejak", "babak")
    op.drop_column("usulan", "alur")


def _urut(tanpa_urut: str, unik: list[str]) -> None:
    op.drop_constraint(op.f("ck_jejak_urut"), "jejak", type_="check")
    op.create_check_constraint(op.f("ck_jejak_urut"), "jejak", f"(urut IS NULL) = ({tanpa_urut})")
    op.drop_index("uq_jejak_urut", table_name="jejak")
    op.create_index("uq_jejak_urut", "jejak", unik, unique=True, postgresql_where=sa.text("urut IS NOT NULL"))

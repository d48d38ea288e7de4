"""Rantai jejak disusun atas seluruh rantainya, bukan atas baris yang terlihat pemintanya.

Pemicunya berjalan sebagai pemilik skema: seorang ASN tidak melihat jejak petugas yang membaca profilnya, sehingga
barisnya sendiri hendak menjadi awal rantai lagi dan ditolak. Kebijakan baca pemilik ada di ``kebijakan.py``.
"""

from collections.abc import Sequence

from alembic import op

revision: str = "0018"
down_revision: str | None = "0017"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    op.execute("ALTER FUNCTION jejak_rantai() SECURITY DEFINER SET search_path = public, pg_temp")


def downgrade() -> None:
    op.execute("DROP POLICY IF EXISTS sendiri ON jejak; DROP POLICY IF EXISTS rantai ON jejak")
    op.execute("ALTER FUNCTION jejak_rantai() SECURITY INVOKER RESET search_path")

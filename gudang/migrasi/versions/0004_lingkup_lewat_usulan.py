"""Lingkup lewat usulan diperiksa baris demi baris, dan NIP dicari sebagai rentang.

EXISTS membuat perencana mengumpulkan semua usulan yang terlihat lebih dahulu, sehingga antrean satu unit memindai
seluruh usulan senegara; subkueri skalar memakai indeks dan hanya bagi baris yang belum terlihat lewat instansinya.
"""

from collections.abc import Sequence

from alembic import op

revision: str = "0004"
down_revision: str | None = "0003"
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
MILIK = "(SELECT lingkup_nasional()) OR instansi_id = ANY ((SELECT instansi_terlihat())::text[])"
PER_BARIS = "(SELECT true FROM usulan u WHERE u.{kunci} = {tabel}.{kolom} LIMIT 1)"
EXISTS = "EXISTS (SELECT FROM usulan u WHERE u.{kunci} = {tabel}.{kolom})"


def upgrade() -> None:
    _pasang(PER_BARIS)
    op.drop_index("ix_asn_nip_awal", "asn")


def downgrade() -> None:
    _pasang(EXISTS)
    op.create_index("ix_asn_nip_awal", "asn", ["nip"], postgresql_ops={"nip": "text_pattern_ops"})


def _pasang(bentuk: str) -> None:
    def syarat(tabel: str, kunci: str, kolom: str) -> str:
        return f"({MILIK} OR {bentuk.format(tabel=tabel, kunci=kunci, kolom=kolom)})"

    for tabel in ("tugas", "jejak", "surat", "dokumen"):
        op.execute(f"ALTER POLICY baca ON {tabel} USING ({syarat(tabel, 'id', 'usulan_id')})")
    op.execute(f"ALTER POLICY baca ON asn USING ({syarat('asn', 'asn_id', 'id')})")
    for tabel in RIWAYAT:
        op.execute(f"ALTER POLICY baca ON {tabel} USING ({syarat(tabel, 'asn_id', 'asn_id')})")
    op.execute(f"ALTER POLICY klaim ON tugas USING (ditutup IS NULL AND {syarat('tugas', 'id', 'usulan_id')})")
    op.execute(
        f"ALTER POLICY catat_baca ON jejak WITH CHECK (jenis = 'data.dibaca' AND {syarat('jejak', 'id', 'usulan_id')})"
    )

"""Hak peran pekerja disempitkan, dan surat yang terbit tetap juga bagi pemilik tabelnya.

Pekerja menulis surat, usulan, dan keputusan pada kolom yang memang dimajukannya saja; direktori akun, referensi, nomor
yang sudah diberikan, dan catatan verifikasi hanya dibacanya. Direktori akun diisi pemilik.
"""

from collections.abc import Sequence

from alembic import op

revision: str = "0022"
down_revision: str | None = "0021"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

DIBACA = (
    "akun", "kanreg", "instansi", "golongan", "tingkat_pendidikan", "pendidikan", "jenis_kp", "status_usulan",
    "jenis_hukuman", "kedudukan_hukum", "jabatan_fungsional", "verifikasi_publik",
)  # fmt: skip
DIMAJUKAN = {
    "surat": "tahap, tertanda, arsip, terbit, sha256_tertanda, sha256_terbit, kunci, versi_berkas, terkunci_sampai, "
    "ditandatangani_pada, terbit_pada, keterangan, diakhiri_oleh",
    "usulan": "diubah, status, tahap, putaran_bts, ditahan, isi, dokumen, terbuka, hasil, rincian_hasil, "
    "selesai_pada, catatan_terakhir, catatan_lokal, alur, alur_hilang_sejak",
    "jawaban_tte": "ditolak",
    "keputusan_masuk": "arsip",
}

# Sesudah terbit: berakhir sekali (diganti atau dicabut) dengan sebab dan pengakhirnya, dan kuncinya memanjang.
PENJAGA = """
CREATE FUNCTION surat_terbit_tetap() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    -- jenis_bernomor dihitung dari kolom lain sesudah pemicu ini, jadi belum terisi di sini.
    boleh text[] := ARRAY['terkunci_sampai', 'jenis_bernomor'];
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF OLD.tahap = 'terbit' AND NEW.tahap IN ('diganti', 'dicabut') THEN
            boleh := boleh || ARRAY['tahap', 'keterangan', 'diakhiri_oleh'];
        END IF;
        IF (to_jsonb(NEW) - boleh) = (to_jsonb(OLD) - boleh)
           AND (OLD.terkunci_sampai IS NULL OR NEW.terkunci_sampai >= OLD.terkunci_sampai) THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'surat yang terbit tidak berubah: % ditolak', TG_OP USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER surat_terbit_tetap BEFORE UPDATE OR DELETE ON surat FOR EACH ROW
    WHEN (OLD.tahap IN ('terbit', 'diganti', 'dicabut')) EXECUTE FUNCTION surat_terbit_tetap();
CREATE TRIGGER surat_tidak_kosong BEFORE TRUNCATE ON surat FOR EACH STATEMENT EXECUTE FUNCTION surat_terbit_tetap();
"""


def upgrade() -> None:
    op.execute(f"REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON {', '.join(DIBACA)} FROM usulan_pekerja")
    for tabel, kolom in DIMAJUKAN.items():
        op.execute(f"REVOKE UPDATE ON {tabel} FROM usulan_pekerja; GRANT UPDATE ({kolom}) ON {tabel} TO usulan_pekerja")
    op.execute("REVOKE DELETE ON surat, usulan FROM usulan_pekerja")
    op.execute("REVOKE INSERT ON usulan FROM usulan_pekerja")
    op.execute("REVOKE UPDATE, DELETE ON nomor_surat FROM usulan_pekerja")
    op.execute("REVOKE DELETE ON penomoran FROM usulan_pekerja")
    op.execute(PENJAGA)


def downgrade() -> None:
    op.execute("DROP TRIGGER surat_terbit_tetap ON surat; DROP TRIGGER surat_tidak_kosong ON surat")
    op.execute("DROP FUNCTION surat_terbit_tetap()")
    op.execute(f"GRANT INSERT, UPDATE, DELETE ON {', '.join(DIBACA)} TO usulan_pekerja")
    for tabel, kolom in DIMAJUKAN.items():
        op.execute(f"REVOKE UPDATE ({kolom}) ON {tabel} FROM usulan_pekerja; GRANT UPDATE ON {tabel} TO usulan_pekerja")
    op.execute("GRANT INSERT, DELETE ON usulan TO usulan_pekerja; GRANT DELETE ON surat, penomoran TO usulan_pekerja")
    op.execute("GRANT UPDATE, DELETE ON nomor_surat TO usulan_pekerja")

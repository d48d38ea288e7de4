"""Penjagaan: lingkup, keamanan tingkat baris, hak tiap peran, dan rantai jejak."""

from collections.abc import Sequence

from alembic import op

revision: str = "0002"
down_revision: str | None = "0001"
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
BAGIAN_USULAN = ("tugas", "jejak", "surat", "dokumen")
BERJAGA = ("asn", *RIWAYAT, "usulan", *BAGIAN_USULAN, "kotak_keluar")
TERBUKA = (
    "kanreg",
    "instansi",
    "golongan",
    "tingkat_pendidikan",
    "pendidikan",
    "jenis_kp",
    "status_usulan",
    "jenis_hukuman",
    "kedudukan_hukum",
    "jabatan_fungsional",
    "alasan",
    "periode",
    "kalender_libur",
    "percobaan_tanda_tangan",
)

# Dibungkus SELECT supaya dihitung sekali tiap kueri, bukan tiap baris.
MILIK = "(SELECT lingkup_nasional()) OR instansi_id = ANY ((SELECT instansi_terlihat())::text[])"
TERLIBAT = "diajukan_pada IS NOT NULL AND (SELECT lingkup()) = ANY (unit_terlibat)"

FUNGSI_LINGKUP = """
CREATE FUNCTION lingkup() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT coalesce(current_setting('app.lingkup', true), '') $$;

CREATE FUNCTION lingkup_nasional() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT lingkup() = 'bkn' $$;

CREATE FUNCTION instansi_terlihat() RETURNS text[] LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT CASE split_part(lingkup(), ':', 1)
        WHEN 'instansi' THEN ARRAY[split_part(lingkup(), ':', 2)]
        WHEN 'kanreg' THEN ARRAY(SELECT id FROM instansi WHERE kanreg = split_part(lingkup(), ':', 2))
        ELSE ARRAY[]::text[]
    END
$$;
"""

# Rantai sidik: tiap baris memuat sidik baris sebelumnya pada pokok yang sama. Kunci penasihat membuat dua
# penulis pada satu pokok bergantian sampai transaksinya selesai.
FUNGSI_JEJAK = """
CREATE FUNCTION jejak_sidik(j jejak) RETURNS bytea LANGUAGE sql STABLE AS $$
    SELECT sha256(j.sebelum || convert_to(jsonb_build_array(
        j.pokok, j.ke, j.usulan_id, j.asn_id, j.instansi_id, j.urut, j.jenis,
        (extract(epoch FROM j.waktu) * 1000000)::bigint,
        j.akun, j.peran, j.unit, j.langkah, j.tugas_id, j.rincian)::text, 'UTF8'))
$$;

CREATE FUNCTION jejak_rantai() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    terakhir jejak;
BEGIN
    NEW.pokok := coalesce(NEW.usulan_id, NEW.asn_id);
    PERFORM pg_advisory_xact_lock(hashtextextended('jejak:' || NEW.pokok, 0));
    SELECT * INTO terakhir FROM jejak WHERE pokok = NEW.pokok ORDER BY ke DESC LIMIT 1;
    NEW.ke := coalesce(terakhir.ke + 1, 0);
    NEW.sebelum := coalesce(terakhir.sidik, ''::bytea);
    NEW.sidik := jejak_sidik(NEW);
    RETURN NEW;
END
$$;

CREATE FUNCTION jejak_tetap() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'jejak hanya boleh bertambah: % ditolak', TG_OP USING ERRCODE = 'restrict_violation';
END
$$;

CREATE FUNCTION jejak_putus(yang_diperiksa uuid) RETURNS integer LANGUAGE sql STABLE AS $$
    SELECT ke FROM (
        SELECT ke, sebelum, sidik, jejak_sidik(jejak) AS semestinya,
               row_number() OVER urutan - 1 AS nomor,
               coalesce(lag(sidik) OVER urutan, ''::bytea) AS sidik_lalu
        FROM jejak WHERE pokok = yang_diperiksa WINDOW urutan AS (ORDER BY ke)
    ) AS rantai
    WHERE ke <> nomor OR sebelum <> sidik_lalu OR sidik <> semestinya
    ORDER BY ke LIMIT 1
$$;

CREATE TRIGGER jejak_rantai BEFORE INSERT ON jejak FOR EACH ROW EXECUTE FUNCTION jejak_rantai();
CREATE TRIGGER jejak_tetap BEFORE UPDATE OR DELETE ON jejak FOR EACH ROW EXECUTE FUNCTION jejak_tetap();
CREATE TRIGGER jejak_tidak_kosong BEFORE TRUNCATE ON jejak FOR EACH STATEMENT EXECUTE FUNCTION jejak_tetap();
"""

HAK_PEKERJA = """
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO usulan_pekerja;
REVOKE UPDATE, DELETE ON jejak FROM usulan_pekerja;
REVOKE INSERT, UPDATE, DELETE ON alembic_version FROM usulan_pekerja;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO usulan_pekerja;
"""

# API menulis konsep, dokumen, klaim, pembacaan, dan sesi; selebihnya hanya membaca. NIK dan kredensial tak terbaca.
HAK_API = """
GRANT SELECT (id, nama, nip, jabatan, pangkat, peran, unit, surel, aktif) ON akun TO usulan_api;
GRANT INSERT (id, nomor, layanan, jenis, asn_id, instansi_id, periode, isi, dokumen, pemilik, status),
      UPDATE (jenis, periode, isi, dokumen, versi, diubah, diajukan_pada, pengusul, berkas, unit_terlibat, status),
      DELETE ON usulan TO usulan_api;
GRANT USAGE ON SEQUENCE usulan_nomor TO usulan_api;
GRANT UPDATE (diklaim_oleh, diklaim_pada) ON tugas TO usulan_api;
GRANT INSERT ON dokumen TO usulan_api;
GRANT INSERT (usulan_id, asn_id, instansi_id, jenis, waktu, akun, peran, unit, langkah, tugas_id, rincian)
      ON jejak TO usulan_api;
GRANT INSERT, DELETE, SELECT (id, akun, kedaluwarsa, sisa_pakai) ON sesi_tanda_tangan TO usulan_api;
GRANT INSERT (surat_id, hasil) ON verifikasi_publik TO usulan_api;
"""


def upgrade() -> None:
    op.execute(FUNGSI_LINGKUP)
    op.execute(FUNGSI_JEJAK)
    op.execute(HAK_PEKERJA)
    op.execute(f"GRANT SELECT ON {', '.join(TERBUKA)} TO usulan_api")
    op.execute(f"GRANT SELECT ON {', '.join(t for t in BERJAGA if t != 'kotak_keluar')} TO usulan_api")
    op.execute(HAK_API)
    for tabel in BERJAGA:
        op.execute(f"ALTER TABLE {tabel} ENABLE ROW LEVEL SECURITY; ALTER TABLE {tabel} FORCE ROW LEVEL SECURITY")
        op.execute(f"CREATE POLICY pekerja ON {tabel} TO usulan_pekerja USING (true) WITH CHECK (true)")
    _baca("usulan", f"{MILIK} OR ({TERLIBAT})")
    for tabel in BAGIAN_USULAN:
        _baca(tabel, f"{MILIK} OR EXISTS (SELECT FROM usulan u WHERE u.id = {tabel}.usulan_id)")
    _baca("asn", f"{MILIK} OR EXISTS (SELECT FROM usulan u WHERE u.asn_id = asn.id)")
    for tabel in RIWAYAT:
        _baca(tabel, f"{MILIK} OR EXISTS (SELECT FROM usulan u WHERE u.asn_id = {tabel}.asn_id)")
    _tulis_konsep()
    _tulis_selebihnya()


def _baca(tabel: str, syarat: str) -> None:
    op.execute(f"CREATE POLICY baca ON {tabel} FOR SELECT TO usulan_api USING ({syarat})")


def _tulis_konsep() -> None:
    konsep = f"diajukan_pada IS NULL AND ({MILIK})"
    op.execute(f"CREATE POLICY buat ON usulan FOR INSERT TO usulan_api WITH CHECK ({konsep} AND status IN (1, 2))")
    op.execute(
        f"CREATE POLICY sunting ON usulan FOR UPDATE TO usulan_api USING ({konsep}) "
        f"WITH CHECK (({MILIK}) AND status IN (1, 2))"
    )
    op.execute(f"CREATE POLICY hapus ON usulan FOR DELETE TO usulan_api USING ({konsep})")


def _tulis_selebihnya() -> None:
    terlihat = f"({MILIK} OR EXISTS (SELECT FROM usulan u WHERE u.id = %s.usulan_id))"
    op.execute(
        f"CREATE POLICY klaim ON tugas FOR UPDATE TO usulan_api USING (ditutup IS NULL AND {terlihat % 'tugas'})"
    )
    op.execute(f"CREATE POLICY unggah ON dokumen FOR INSERT TO usulan_api WITH CHECK ({MILIK})")
    op.execute(
        "CREATE POLICY catat_baca ON jejak FOR INSERT TO usulan_api "
        f"WITH CHECK (jenis = 'data.dibaca' AND {terlihat % 'jejak'})"
    )
    # Masyarakat hanya melihat surat yang tokennya disebut.
    op.execute(
        "CREATE POLICY verifikasi ON surat FOR SELECT TO usulan_api "
        "USING (token = current_setting('app.token', true) AND tahap IN ('terbit', 'diganti', 'dicabut'))"
    )


def downgrade() -> None:
    for tabel in BERJAGA:
        for kebijakan in ("pekerja", "baca", "buat", "sunting", "hapus", "klaim", "unggah", "catat_baca", "verifikasi"):
            op.execute(f"DROP POLICY IF EXISTS {kebijakan} ON {tabel}")
        op.execute(f"ALTER TABLE {tabel} NO FORCE ROW LEVEL SECURITY; ALTER TABLE {tabel} DISABLE ROW LEVEL SECURITY")
    op.execute("DROP TRIGGER jejak_rantai ON jejak; DROP TRIGGER jejak_tetap ON jejak")
    op.execute("DROP TRIGGER jejak_tidak_kosong ON jejak")
    op.execute("DROP FUNCTION jejak_putus(uuid), jejak_rantai(), jejak_tetap(), jejak_sidik(jejak)")
    op.execute("DROP FUNCTION instansi_terlihat(), lingkup_nasional(), lingkup()")
    op.execute("REVOKE ALL ON ALL TABLES IN SCHEMA public FROM usulan_pekerja, usulan_api")
    op.execute("REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM usulan_pekerja, usulan_api")

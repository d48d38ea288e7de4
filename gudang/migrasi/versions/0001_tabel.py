"""Tabel, indeks, dan urutan nomor berkas."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0001"
down_revision: str | None = None
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    op.execute(sa.schema.CreateSequence(sa.Sequence("usulan_nomor")))
    op.create_table(
        "akun",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("nama", sa.Text(), nullable=False),
        sa.Column("nip", sa.Text(), nullable=True),
        sa.Column("nik", sa.Text(), nullable=False),
        sa.Column("jabatan", sa.Text(), nullable=False),
        sa.Column("pangkat", sa.Text(), nullable=True),
        sa.Column("peran", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("surel", sa.Text(), nullable=False),
        sa.Column("aktif", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_akun")),
    )
    op.create_index("ix_akun_peran", "akun", ["peran"], unique=False, postgresql_using="gin")
    op.create_index(op.f("ix_akun_unit"), "akun", ["unit"], unique=False)
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
        "golongan",
        sa.Column("kode", sa.Text(), nullable=False),
        sa.Column("nama", sa.Text(), nullable=False),
        sa.Column("pangkat", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("kode", name=op.f("pk_golongan")),
        sa.UniqueConstraint("nama", name=op.f("uq_golongan_nama")),
    )
    op.create_table(
        "jabatan_fungsional",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("nama", sa.Text(), nullable=False),
        sa.Column("jenjang", sa.Text(), nullable=False),
        sa.Column("usia_bup", sa.Integer(), nullable=False),
        sa.Column("aktif", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_jabatan_fungsional")),
    )
    op.create_table(
        "jenis_hukuman",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("nama", sa.Text(), nullable=False),
        sa.Column("tingkat", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_jenis_hukuman")),
    )
    op.create_table(
        "jenis_kp",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("nama", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_jenis_kp")),
    )
    op.create_table(
        "kalender_libur",
        sa.Column("tanggal", sa.Date(), nullable=False),
        sa.Column("nama", sa.Text(), nullable=False),
        sa.Column("pasti", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("tanggal", name=op.f("pk_kalender_libur")),
    )
    op.create_table(
        "kanreg",
        sa.Column("kode", sa.Text(), nullable=False),
        sa.Column("kota", sa.Text(), nullable=False),
        sa.Column("wilayah", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("kode", name=op.f("pk_kanreg")),
    )
    op.create_table(
        "kedudukan_hukum",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("nama", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kedudukan_hukum")),
    )
    op.create_table(
        "pendidikan",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("tingkat_id", sa.Text(), nullable=False),
        sa.Column("nama", sa.Text(), nullable=False),
        sa.Column("aktif", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pendidikan")),
    )
    op.create_index(op.f("ix_pendidikan_tingkat_id"), "pendidikan", ["tingkat_id"], unique=False)
    op.create_table(
        "penomoran",
        sa.Column("penerbit", sa.Text(), nullable=False),
        sa.Column("jenis", sa.Text(), nullable=False),
        sa.Column("tahun", sa.Integer(), nullable=False),
        sa.Column("terakhir", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("penerbit", "jenis", "tahun", name=op.f("pk_penomoran")),
    )
    op.create_table(
        "percobaan_tanda_tangan",
        sa.Column("akun", sa.Text(), nullable=False),
        sa.Column("gagal", sa.Integer(), nullable=False),
        sa.Column("terkunci_sampai", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("akun", name=op.f("pk_percobaan_tanda_tangan")),
    )
    op.create_table(
        "periode",
        sa.Column("layanan", sa.Text(), nullable=False),
        sa.Column("periode", sa.Date(), nullable=False),
        sa.Column("tutup", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("layanan", "periode", name=op.f("pk_periode")),
    )
    op.create_table(
        "referensi_termuat",
        sa.Column("berkas", sa.Text(), nullable=False),
        sa.Column("sidik", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("berkas", name=op.f("pk_referensi_termuat")),
    )
    op.create_table(
        "sesi_tanda_tangan",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("akun", sa.Text(), nullable=False),
        sa.Column("jenis", sa.Text(), nullable=False),
        sa.Column("kredensial", postgresql.BYTEA(), nullable=False),
        sa.Column("dibuat", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("kedaluwarsa", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sisa_pakai", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sesi_tanda_tangan")),
    )
    op.create_index(op.f("ix_sesi_tanda_tangan_akun"), "sesi_tanda_tangan", ["akun"], unique=False)
    op.create_index(op.f("ix_sesi_tanda_tangan_kedaluwarsa"), "sesi_tanda_tangan", ["kedaluwarsa"], unique=False)
    op.create_table(
        "status_usulan",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("nama", sa.Text(), nullable=False),
        sa.Column("fase", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_status_usulan")),
    )
    op.create_table(
        "tingkat_pendidikan",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("nama", sa.Text(), nullable=False),
        sa.Column("golongan_awal", sa.Text(), nullable=False),
        sa.Column("golongan_puncak", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tingkat_pendidikan")),
    )
    op.create_table(
        "instansi",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("nama", sa.Text(), nullable=False),
        sa.Column("jenis", sa.Text(), nullable=False),
        sa.Column("kelompok", sa.Text(), nullable=False),
        sa.Column("kanreg", sa.Text(), nullable=True),
        sa.Column("provinsi", sa.Text(), nullable=True),
        sa.Column("zona", sa.Text(), server_default="Asia/Jakarta", nullable=False),
        sa.ForeignKeyConstraint(["kanreg"], ["kanreg.kode"], name=op.f("fk_instansi_kanreg")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_instansi")),
    )
    op.create_index(op.f("ix_instansi_kanreg"), "instansi", ["kanreg"], unique=False)
    op.create_table(
        "asn",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("nip", sa.Text(), nullable=False),
        sa.Column("nama", sa.Text(), nullable=False),
        sa.Column("gelar_depan", sa.Text(), server_default="", nullable=False),
        sa.Column("gelar_belakang", sa.Text(), server_default="", nullable=False),
        sa.Column("tempat_lahir", sa.Text(), server_default="", nullable=False),
        sa.Column("tanggal_lahir", sa.Date(), nullable=False),
        sa.Column("jenis_kelamin", sa.Text(), nullable=False),
        sa.Column("unor_id", sa.Text(), nullable=True),
        sa.Column("unor_nama", sa.Text(), server_default="", nullable=False),
        sa.Column("satuan_kerja", sa.Text(), server_default="", nullable=False),
        sa.Column("kedudukan_hukum", sa.Text(), server_default="01", nullable=False),
        sa.Column("jenis_pegawai", sa.Text(), server_default="15", nullable=False),
        sa.Column("tmt_cpns", sa.Date(), nullable=False),
        sa.Column("tmt_pns", sa.Date(), nullable=True),
        sa.Column("diblokir", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("golongan", sa.Text(), nullable=True),
        sa.Column("tmt_golongan", sa.Date(), nullable=True),
        sa.Column("masa_kerja_tahun", sa.Integer(), nullable=True),
        sa.Column("masa_kerja_bulan", sa.Integer(), nullable=True),
        sa.Column("gaji_pokok", sa.Integer(), nullable=True),
        sa.Column("jabatan_jenis", sa.Text(), nullable=True),
        sa.Column("jabatan_nama", sa.Text(), nullable=True),
        sa.Column("instansi_id", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["instansi_id"], ["instansi.id"], name=op.f("fk_asn_instansi_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_asn")),
        sa.UniqueConstraint("nip", name=op.f("uq_asn_nip")),
    )
    op.create_index(op.f("ix_asn_instansi_id"), "asn", ["instansi_id"], unique=False)
    op.create_index("ix_asn_instansi_nama", "asn", ["instansi_id", "nama", "id"], unique=False)
    op.create_index(
        "ix_asn_nama_awal",
        "asn",
        [sa.literal_column("lower(nama)").label("awal")],
        unique=False,
        postgresql_ops={"awal": "text_pattern_ops"},
    )
    op.create_index("ix_asn_nip_awal", "asn", ["nip"], unique=False, postgresql_ops={"nip": "text_pattern_ops"})
    op.create_table(
        "jejak",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("usulan_id", sa.Uuid(), nullable=True),
        sa.Column("asn_id", sa.Uuid(), nullable=True),
        sa.Column("pokok", sa.Uuid(), nullable=False),
        sa.Column("urut", sa.Integer(), nullable=True),
        sa.Column("jenis", sa.Text(), nullable=False),
        sa.Column("waktu", sa.DateTime(timezone=True), nullable=False),
        sa.Column("akun", sa.Text(), nullable=True),
        sa.Column("peran", sa.Text(), nullable=True),
        sa.Column("unit", sa.Text(), nullable=True),
        sa.Column("langkah", sa.Text(), nullable=True),
        sa.Column("tugas_id", sa.Uuid(), nullable=True),
        sa.Column("rincian", postgresql.JSONB(astext_type=sa.Text()), server_default="{}", nullable=False),
        sa.Column("ke", sa.Integer(), nullable=False),
        sa.Column("sebelum", postgresql.BYTEA(), nullable=False),
        sa.Column("sidik", postgresql.BYTEA(), nullable=False),
        sa.Column("instansi_id", sa.Text(), nullable=False),
        sa.CheckConstraint("(urut IS NULL) = (jenis = 'data.dibaca')", name=op.f("ck_jejak_urut")),
        sa.CheckConstraint("usulan_id IS NOT NULL OR asn_id IS NOT NULL", name=op.f("ck_jejak_pokok")),
        sa.ForeignKeyConstraint(["instansi_id"], ["instansi.id"], name=op.f("fk_jejak_instansi_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_jejak")),
        sa.UniqueConstraint("pokok", "ke", name=op.f("uq_jejak_pokok_ke")),
    )
    op.create_index(op.f("ix_jejak_instansi_id"), "jejak", ["instansi_id"], unique=False)
    op.create_index(
        "uq_jejak_urut", "jejak", ["usulan_id", "urut"], unique=True, postgresql_where=sa.text("urut IS NOT NULL")
    )
    op.create_table(
        "usulan",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("nomor", sa.Text(), nullable=False),
        sa.Column("layanan", sa.Text(), nullable=False),
        sa.Column("jenis", sa.Text(), nullable=False),
        sa.Column("asn_id", sa.Uuid(), nullable=False),
        sa.Column("periode", sa.Date(), nullable=False),
        sa.Column("isi", postgresql.JSONB(astext_type=sa.Text()), server_default="{}", nullable=False),
        sa.Column("dokumen", postgresql.JSONB(astext_type=sa.Text()), server_default="{}", nullable=False),
        sa.Column("versi", sa.Integer(), server_default="1", nullable=False),
        sa.Column("pemilik", sa.Text(), nullable=False),
        sa.Column("dibuat", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("diubah", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("diajukan_pada", sa.DateTime(timezone=True), nullable=True),
        sa.Column("pengusul", sa.Text(), nullable=True),
        sa.Column("berkas", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("unit_terlibat", postgresql.ARRAY(sa.Text()), server_default="{}", nullable=False),
        sa.Column("status", sa.Integer(), server_default="1", nullable=False),
        sa.Column("tahap", sa.Text(), server_default="konsep", nullable=False),
        sa.Column("putaran_bts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("ditahan", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("terbuka", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("hasil", sa.Text(), nullable=True),
        sa.Column("rincian_hasil", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("selesai_pada", sa.DateTime(timezone=True), nullable=True),
        sa.Column("catatan_terakhir", sa.Integer(), nullable=True),
        sa.Column("instansi_id", sa.Text(), nullable=False),
        sa.CheckConstraint("(diajukan_pada IS NULL) = (berkas IS NULL)", name=op.f("ck_usulan_berkas_beku")),
        sa.ForeignKeyConstraint(["asn_id"], ["asn.id"], name=op.f("fk_usulan_asn_id")),
        sa.ForeignKeyConstraint(["instansi_id"], ["instansi.id"], name=op.f("fk_usulan_instansi_id")),
        sa.ForeignKeyConstraint(["status"], ["status_usulan.id"], name=op.f("fk_usulan_status")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_usulan")),
        sa.UniqueConstraint("nomor", name=op.f("uq_usulan_nomor")),
    )
    op.create_index(op.f("ix_usulan_asn_id"), "usulan", ["asn_id"], unique=False)
    op.create_index(
        "ix_usulan_belum_dimulai",
        "usulan",
        ["diajukan_pada"],
        unique=False,
        postgresql_where=sa.text("diajukan_pada IS NOT NULL AND catatan_terakhir IS NULL"),
    )
    op.create_index("ix_usulan_diubah", "usulan", ["diubah", "id"], unique=False)
    op.create_index(op.f("ix_usulan_instansi_id"), "usulan", ["instansi_id"], unique=False)
    op.create_index(op.f("ix_usulan_pemilik"), "usulan", ["pemilik"], unique=False)
    op.create_index("ix_usulan_unit_terlibat", "usulan", ["unit_terlibat"], unique=False, postgresql_using="gin")
    op.create_index(
        "uq_usulan_terbuka", "usulan", ["asn_id", "layanan"], unique=True, postgresql_where=sa.text("terbuka")
    )
    op.create_table(
        "dokumen",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("asn_id", sa.Uuid(), nullable=True),
        sa.Column("usulan_id", sa.Uuid(), nullable=True),
        sa.Column("kode", sa.Text(), nullable=False),
        sa.Column("nama_berkas", sa.Text(), nullable=False),
        sa.Column("kunci", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("ukuran", sa.Integer(), nullable=False),
        sa.Column("tipe", sa.Text(), nullable=False),
        sa.Column("sumber", sa.Text(), nullable=False),
        sa.Column("diunggah_oleh", sa.Text(), nullable=True),
        sa.Column("waktu", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("instansi_id", sa.Text(), nullable=False),
        sa.CheckConstraint("sumber IN ('arsip', 'unggah')", name=op.f("ck_dokumen_sumber")),
        sa.CheckConstraint("asn_id IS NOT NULL OR usulan_id IS NOT NULL", name=op.f("ck_dokumen_pemilik")),
        sa.ForeignKeyConstraint(["asn_id"], ["asn.id"], name=op.f("fk_dokumen_asn_id")),
        sa.ForeignKeyConstraint(["instansi_id"], ["instansi.id"], name=op.f("fk_dokumen_instansi_id")),
        sa.ForeignKeyConstraint(["usulan_id"], ["usulan.id"], name=op.f("fk_dokumen_usulan_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dokumen")),
        sa.UniqueConstraint("usulan_id", "kode", "sha256", name=op.f("uq_dokumen_usulan_id_kode_sha256")),
    )
    op.create_index(op.f("ix_dokumen_asn_id"), "dokumen", ["asn_id"], unique=False)
    op.create_index(op.f("ix_dokumen_instansi_id"), "dokumen", ["instansi_id"], unique=False)
    op.create_index(op.f("ix_dokumen_usulan_id"), "dokumen", ["usulan_id"], unique=False)
    op.create_table(
        "kotak_keluar",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("kunci", sa.Text(), nullable=False),
        sa.Column("jenis", sa.Text(), nullable=False),
        sa.Column("akun", sa.Text(), nullable=False),
        sa.Column("usulan_id", sa.Uuid(), nullable=False),
        sa.Column("rincian", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("dibuat", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("percobaan", sa.Integer(), server_default="0", nullable=False),
        sa.Column("coba_lagi_pada", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("terkirim_pada", sa.DateTime(timezone=True), nullable=True),
        sa.Column("galat", sa.Text(), nullable=True),
        sa.Column("instansi_id", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["instansi_id"], ["instansi.id"], name=op.f("fk_kotak_keluar_instansi_id")),
        sa.ForeignKeyConstraint(["usulan_id"], ["usulan.id"], name=op.f("fk_kotak_keluar_usulan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kotak_keluar")),
        sa.UniqueConstraint("kunci", name=op.f("uq_kotak_keluar_kunci")),
    )
    op.create_index(
        "ix_kotak_keluar_antre",
        "kotak_keluar",
        ["coba_lagi_pada"],
        unique=False,
        postgresql_where=sa.text("terkirim_pada IS NULL"),
    )
    op.create_index(op.f("ix_kotak_keluar_instansi_id"), "kotak_keluar", ["instansi_id"], unique=False)
    op.create_table(
        "nomor_surat",
        sa.Column("usulan_id", sa.Uuid(), nullable=False),
        sa.Column("jenis", sa.Text(), nullable=False),
        sa.Column("penerbit", sa.Text(), nullable=False),
        sa.Column("tahun", sa.Integer(), nullable=False),
        sa.Column("urut", sa.Integer(), nullable=False),
        sa.Column("diberikan", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(["usulan_id"], ["usulan.id"], name=op.f("fk_nomor_surat_usulan_id")),
        sa.PrimaryKeyConstraint("usulan_id", "jenis", name=op.f("pk_nomor_surat")),
        sa.UniqueConstraint(
            "penerbit", "jenis", "tahun", "urut", name=op.f("uq_nomor_surat_penerbit_jenis_tahun_urut")
        ),
    )
    op.create_table(
        "tugas",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("usulan_id", sa.Uuid(), nullable=False),
        sa.Column("langkah", sa.Text(), nullable=False),
        sa.Column("nama", sa.Text(), nullable=False),
        sa.Column("peran", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("atasan", sa.Text(), nullable=False),
        sa.Column("putusan_boleh", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("beda_orang", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("untuk", sa.Text(), nullable=True),
        sa.Column("ke", sa.Integer(), nullable=False),
        sa.Column("dibuka", sa.DateTime(timezone=True), nullable=False),
        sa.Column("hitung_dari", sa.DateTime(timezone=True), nullable=False),
        sa.Column("pengingat", sa.DateTime(timezone=True), nullable=False),
        sa.Column("jatuh_tempo", sa.DateTime(timezone=True), nullable=False),
        sa.Column("eskalasi", sa.DateTime(timezone=True), nullable=False),
        sa.Column("peringatan", sa.Integer(), server_default="0", nullable=False),
        sa.Column("dieskalasi", sa.DateTime(timezone=True), nullable=True),
        sa.Column("diklaim_oleh", sa.Text(), nullable=True),
        sa.Column("diklaim_pada", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ditutup", sa.DateTime(timezone=True), nullable=True),
        sa.Column("putusan", sa.Text(), nullable=True),
        sa.Column("oleh", sa.Text(), nullable=True),
        sa.Column("rincian", postgresql.JSONB(astext_type=sa.Text()), server_default="{}", nullable=False),
        sa.Column("instansi_id", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["instansi_id"], ["instansi.id"], name=op.f("fk_tugas_instansi_id")),
        sa.ForeignKeyConstraint(["usulan_id"], ["usulan.id"], name=op.f("fk_tugas_usulan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tugas")),
        sa.UniqueConstraint("usulan_id", "langkah", "ke", name=op.f("uq_tugas_usulan_id_langkah_ke")),
    )
    op.create_index(
        "ix_tugas_antrean",
        "tugas",
        ["unit", "peran", "jatuh_tempo", "id"],
        unique=False,
        postgresql_where=sa.text("ditutup IS NULL"),
    )
    op.create_index(op.f("ix_tugas_instansi_id"), "tugas", ["instansi_id"], unique=False)
    op.create_index(
        "uq_tugas_terbuka", "tugas", ["usulan_id"], unique=True, postgresql_where=sa.text("ditutup IS NULL")
    )
    op.create_table(
        "riwayat_angka_kredit",
        sa.Column("tanggal", sa.Date(), nullable=False),
        sa.Column("mulai", sa.Date(), nullable=True),
        sa.Column("selesai", sa.Date(), nullable=True),
        sa.Column("jenjang", sa.Text(), nullable=False),
        sa.Column("jumlah", sa.Numeric(precision=9, scale=3), nullable=False),
        sa.Column("nomor_sk", sa.Text(), server_default="", nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("asn_id", sa.Uuid(), nullable=False),
        sa.Column("dokumen_id", sa.Uuid(), nullable=True),
        sa.Column("instansi_id", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["asn_id"], ["asn.id"], name=op.f("fk_riwayat_angka_kredit_asn_id")),
        sa.ForeignKeyConstraint(["dokumen_id"], ["dokumen.id"], name=op.f("fk_riwayat_angka_kredit_dokumen_id")),
        sa.ForeignKeyConstraint(["instansi_id"], ["instansi.id"], name=op.f("fk_riwayat_angka_kredit_instansi_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_riwayat_angka_kredit")),
    )
    op.create_index(op.f("ix_riwayat_angka_kredit_asn_id"), "riwayat_angka_kredit", ["asn_id"], unique=False)
    op.create_index(op.f("ix_riwayat_angka_kredit_instansi_id"), "riwayat_angka_kredit", ["instansi_id"], unique=False)
    op.create_table(
        "riwayat_golongan",
        sa.Column("golongan", sa.Text(), nullable=False),
        sa.Column("tmt", sa.Date(), nullable=False),
        sa.Column("masa_kerja_tahun", sa.Integer(), nullable=False),
        sa.Column("masa_kerja_bulan", sa.Integer(), nullable=False),
        sa.Column("jenis_kp", sa.Text(), nullable=True),
        sa.Column("nomor_sk", sa.Text(), server_default="", nullable=False),
        sa.Column("tanggal_sk", sa.Date(), nullable=True),
        sa.Column("nomor_pertek", sa.Text(), server_default="", nullable=False),
        sa.Column("tanggal_pertek", sa.Date(), nullable=True),
        sa.Column("gaji_pokok", sa.Integer(), nullable=True),
        sa.Column("usulan_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("asn_id", sa.Uuid(), nullable=False),
        sa.Column("dokumen_id", sa.Uuid(), nullable=True),
        sa.Column("instansi_id", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["asn_id"], ["asn.id"], name=op.f("fk_riwayat_golongan_asn_id")),
        sa.ForeignKeyConstraint(["dokumen_id"], ["dokumen.id"], name=op.f("fk_riwayat_golongan_dokumen_id")),
        sa.ForeignKeyConstraint(["instansi_id"], ["instansi.id"], name=op.f("fk_riwayat_golongan_instansi_id")),
        sa.ForeignKeyConstraint(["usulan_id"], ["usulan.id"], name=op.f("fk_riwayat_golongan_usulan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_riwayat_golongan")),
        sa.UniqueConstraint("usulan_id", name=op.f("uq_riwayat_golongan_usulan_id")),
    )
    op.create_index(op.f("ix_riwayat_golongan_asn_id"), "riwayat_golongan", ["asn_id"], unique=False)
    op.create_index(op.f("ix_riwayat_golongan_instansi_id"), "riwayat_golongan", ["instansi_id"], unique=False)
    op.create_table(
        "riwayat_hukdis",
        sa.Column("jenis_id", sa.Text(), nullable=False),
        sa.Column("tingkat", sa.Text(), nullable=False),
        sa.Column("mulai", sa.Date(), nullable=False),
        sa.Column("selesai", sa.Date(), nullable=True),
        sa.Column("nomor_sk", sa.Text(), server_default="", nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("asn_id", sa.Uuid(), nullable=False),
        sa.Column("dokumen_id", sa.Uuid(), nullable=True),
        sa.Column("instansi_id", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["asn_id"], ["asn.id"], name=op.f("fk_riwayat_hukdis_asn_id")),
        sa.ForeignKeyConstraint(["dokumen_id"], ["dokumen.id"], name=op.f("fk_riwayat_hukdis_dokumen_id")),
        sa.ForeignKeyConstraint(["instansi_id"], ["instansi.id"], name=op.f("fk_riwayat_hukdis_instansi_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_riwayat_hukdis")),
    )
    op.create_index(op.f("ix_riwayat_hukdis_asn_id"), "riwayat_hukdis", ["asn_id"], unique=False)
    op.create_index(op.f("ix_riwayat_hukdis_instansi_id"), "riwayat_hukdis", ["instansi_id"], unique=False)
    op.create_table(
        "riwayat_jabatan",
        sa.Column("jenis", sa.Text(), nullable=False),
        sa.Column("nama", sa.Text(), nullable=False),
        sa.Column("jabatan_id", sa.Text(), nullable=True),
        sa.Column("eselon", sa.Text(), nullable=True),
        sa.Column("jenjang", sa.Text(), nullable=True),
        sa.Column("tmt", sa.Date(), nullable=False),
        sa.Column("unor_id", sa.Text(), nullable=True),
        sa.Column("unor_nama", sa.Text(), server_default="", nullable=False),
        sa.Column("nomor_sk", sa.Text(), server_default="", nullable=False),
        sa.Column("tanggal_sk", sa.Date(), nullable=True),
        sa.Column("tanggal_pelantikan", sa.Date(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("asn_id", sa.Uuid(), nullable=False),
        sa.Column("dokumen_id", sa.Uuid(), nullable=True),
        sa.Column("instansi_id", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["asn_id"], ["asn.id"], name=op.f("fk_riwayat_jabatan_asn_id")),
        sa.ForeignKeyConstraint(["dokumen_id"], ["dokumen.id"], name=op.f("fk_riwayat_jabatan_dokumen_id")),
        sa.ForeignKeyConstraint(["instansi_id"], ["instansi.id"], name=op.f("fk_riwayat_jabatan_instansi_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_riwayat_jabatan")),
    )
    op.create_index(op.f("ix_riwayat_jabatan_asn_id"), "riwayat_jabatan", ["asn_id"], unique=False)
    op.create_index(op.f("ix_riwayat_jabatan_instansi_id"), "riwayat_jabatan", ["instansi_id"], unique=False)
    op.create_table(
        "riwayat_pendidikan",
        sa.Column("tingkat_id", sa.Text(), nullable=False),
        sa.Column("pendidikan_id", sa.Text(), nullable=True),
        sa.Column("nama", sa.Text(), nullable=False),
        sa.Column("sekolah", sa.Text(), server_default="", nullable=False),
        sa.Column("tahun_lulus", sa.Integer(), nullable=False),
        sa.Column("tanggal_lulus", sa.Date(), nullable=True),
        sa.Column("nomor_ijazah", sa.Text(), server_default="", nullable=False),
        sa.Column("akreditasi", sa.Text(), server_default="", nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("asn_id", sa.Uuid(), nullable=False),
        sa.Column("dokumen_id", sa.Uuid(), nullable=True),
        sa.Column("instansi_id", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["asn_id"], ["asn.id"], name=op.f("fk_riwayat_pendidikan_asn_id")),
        sa.ForeignKeyConstraint(["dokumen_id"], ["dokumen.id"], name=op.f("fk_riwayat_pendidikan_dokumen_id")),
        sa.ForeignKeyConstraint(["instansi_id"], ["instansi.id"], name=op.f("fk_riwayat_pendidikan_instansi_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_riwayat_pendidikan")),
    )
    op.create_index(op.f("ix_riwayat_pendidikan_asn_id"), "riwayat_pendidikan", ["asn_id"], unique=False)
    op.create_index(op.f("ix_riwayat_pendidikan_instansi_id"), "riwayat_pendidikan", ["instansi_id"], unique=False)
    op.create_table(
        "riwayat_penugasan",
        sa.Column("jenis", sa.Text(), nullable=False),
        sa.Column("mulai", sa.Date(), nullable=False),
        sa.Column("selesai", sa.Date(), nullable=True),
        sa.Column("tempat", sa.Text(), server_default="", nullable=False),
        sa.Column("tingkat_id", sa.Text(), nullable=True),
        sa.Column("persamaan_eselon", sa.Text(), nullable=True),
        sa.Column("nomor_sk", sa.Text(), server_default="", nullable=False),
        sa.Column("tanggal_sk", sa.Date(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("asn_id", sa.Uuid(), nullable=False),
        sa.Column("dokumen_id", sa.Uuid(), nullable=True),
        sa.Column("instansi_id", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["asn_id"], ["asn.id"], name=op.f("fk_riwayat_penugasan_asn_id")),
        sa.ForeignKeyConstraint(["dokumen_id"], ["dokumen.id"], name=op.f("fk_riwayat_penugasan_dokumen_id")),
        sa.ForeignKeyConstraint(["instansi_id"], ["instansi.id"], name=op.f("fk_riwayat_penugasan_instansi_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_riwayat_penugasan")),
    )
    op.create_index(op.f("ix_riwayat_penugasan_asn_id"), "riwayat_penugasan", ["asn_id"], unique=False)
    op.create_index(op.f("ix_riwayat_penugasan_instansi_id"), "riwayat_penugasan", ["instansi_id"], unique=False)
    op.create_table(
        "riwayat_skp",
        sa.Column("tahun", sa.Integer(), nullable=False),
        sa.Column("predikat", sa.Integer(), nullable=False),
        sa.Column("pejabat_penilai", sa.Text(), server_default="", nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("asn_id", sa.Uuid(), nullable=False),
        sa.Column("dokumen_id", sa.Uuid(), nullable=True),
        sa.Column("instansi_id", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["asn_id"], ["asn.id"], name=op.f("fk_riwayat_skp_asn_id")),
        sa.ForeignKeyConstraint(["dokumen_id"], ["dokumen.id"], name=op.f("fk_riwayat_skp_dokumen_id")),
        sa.ForeignKeyConstraint(["instansi_id"], ["instansi.id"], name=op.f("fk_riwayat_skp_instansi_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_riwayat_skp")),
    )
    op.create_index(op.f("ix_riwayat_skp_asn_id"), "riwayat_skp", ["asn_id"], unique=False)
    op.create_index(op.f("ix_riwayat_skp_instansi_id"), "riwayat_skp", ["instansi_id"], unique=False)
    op.create_table(
        "riwayat_ujian",
        sa.Column("jenis", sa.Text(), nullable=False),
        sa.Column("tanggal", sa.Date(), nullable=False),
        sa.Column("nomor", sa.Text(), server_default="", nullable=False),
        sa.Column("tingkat_id", sa.Text(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("asn_id", sa.Uuid(), nullable=False),
        sa.Column("dokumen_id", sa.Uuid(), nullable=True),
        sa.Column("instansi_id", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["asn_id"], ["asn.id"], name=op.f("fk_riwayat_ujian_asn_id")),
        sa.ForeignKeyConstraint(["dokumen_id"], ["dokumen.id"], name=op.f("fk_riwayat_ujian_dokumen_id")),
        sa.ForeignKeyConstraint(["instansi_id"], ["instansi.id"], name=op.f("fk_riwayat_ujian_instansi_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_riwayat_ujian")),
    )
    op.create_index(op.f("ix_riwayat_ujian_asn_id"), "riwayat_ujian", ["asn_id"], unique=False)
    op.create_index(op.f("ix_riwayat_ujian_instansi_id"), "riwayat_ujian", ["instansi_id"], unique=False)
    op.create_table(
        "surat",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("usulan_id", sa.Uuid(), nullable=False),
        sa.Column("jenis", sa.Text(), nullable=False),
        sa.Column("ke", sa.Integer(), nullable=False),
        sa.Column("nomor", sa.Text(), nullable=False),
        sa.Column("tanggal", sa.Date(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("tahap", sa.Text(), nullable=False),
        sa.Column("isi", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("penandatangan", sa.Text(), nullable=False),
        sa.Column("token", sa.Text(), nullable=False),
        sa.Column("draf", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("tertanda", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("terbit", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("sha256_draf", sa.Text(), nullable=False),
        sa.Column("sha256_tertanda", sa.Text(), nullable=True),
        sa.Column("sha256_terbit", sa.Text(), nullable=True),
        sa.Column("kunci", sa.Text(), nullable=False),
        sa.Column("dibuat", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("ditandatangani_pada", sa.DateTime(timezone=True), nullable=True),
        sa.Column("terbit_pada", sa.DateTime(timezone=True), nullable=True),
        sa.Column("keterangan", sa.Text(), server_default="", nullable=False),
        sa.Column("instansi_id", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "tahap IN ('draf', 'batal', 'tertanda', 'terbit', 'diganti', 'dicabut')", name=op.f("ck_surat_tahap")
        ),
        sa.ForeignKeyConstraint(["instansi_id"], ["instansi.id"], name=op.f("fk_surat_instansi_id")),
        sa.ForeignKeyConstraint(
            ["usulan_id", "jenis"], ["nomor_surat.usulan_id", "nomor_surat.jenis"], name=op.f("fk_surat_usulan_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_surat")),
        sa.UniqueConstraint("token", name=op.f("uq_surat_token")),
        sa.UniqueConstraint("usulan_id", "jenis", "ke", name=op.f("uq_surat_usulan_id_jenis_ke")),
    )
    op.create_index(op.f("ix_surat_instansi_id"), "surat", ["instansi_id"], unique=False)
    op.create_index(
        "uq_surat_terbit", "surat", ["usulan_id", "jenis"], unique=True, postgresql_where=sa.text("tahap = 'terbit'")
    )
    op.create_table(
        "verifikasi_publik",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("surat_id", sa.Uuid(), nullable=True),
        sa.Column("waktu", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("hasil", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["surat_id"], ["surat.id"], name=op.f("fk_verifikasi_publik_surat_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_verifikasi_publik")),
    )
    op.create_index(op.f("ix_verifikasi_publik_surat_id"), "verifikasi_publik", ["surat_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_verifikasi_publik_surat_id"), table_name="verifikasi_publik")
    op.drop_table("verifikasi_publik")
    op.drop_index("uq_surat_terbit", table_name="surat", postgresql_where=sa.text("tahap = 'terbit'"))
    op.drop_index(op.f("ix_surat_instansi_id"), table_name="surat")
    op.drop_table("surat")
    op.drop_index(op.f("ix_riwayat_ujian_instansi_id"), table_name="riwayat_ujian")
    op.drop_index(op.f("ix_riwayat_ujian_asn_id"), table_name="riwayat_ujian")
    op.drop_table("riwayat_ujian")
    op.drop_index(op.f("ix_riwayat_skp_instansi_id"), table_name="riwayat_skp")
    op.drop_index(op.f("ix_riwayat_skp_asn_id"), table_name="riwayat_skp")
    op.drop_table("riwayat_skp")
    op.drop_index(op.f("ix_riwayat_penugasan_instansi_id"), table_name="riwayat_penugasan")
    op.drop_index(op.f("ix_riwayat_penugasan_asn_id"), table_name="riwayat_penugasan")
    op.drop_table("riwayat_penugasan")
    op.drop_index(op.f("ix_riwayat_pendidikan_instansi_id"), table_name="riwayat_pendidikan")
    op.drop_index(op.f("ix_riwayat_pendidikan_asn_id"), table_name="riwayat_pendidikan")
    op.drop_table("riwayat_pendidikan")
    op.drop_index(op.f("ix_riwayat_jabatan_instansi_id"), table_name="riwayat_jabatan")
    op.drop_index(op.f("ix_riwayat_jabatan_asn_id"), table_name="riwayat_jabatan")
    op.drop_table("riwayat_jabatan")
    op.drop_index(op.f("ix_riwayat_hukdis_instansi_id"), table_name="riwayat_hukdis")
    op.drop_index(op.f("ix_riwayat_hukdis_asn_id"), table_name="riwayat_hukdis")
    op.drop_table("riwayat_hukdis")
    op.drop_index(op.f("ix_riwayat_golongan_instansi_id"), table_name="riwayat_golongan")
    op.drop_index(op.f("ix_riwayat_golongan_asn_id"), table_name="riwayat_golongan")
    op.drop_table("riwayat_golongan")
    op.drop_index(op.f("ix_riwayat_angka_kredit_instansi_id"), table_name="riwayat_angka_kredit")
    op.drop_index(op.f("ix_riwayat_angka_kredit_asn_id"), table_name="riwayat_angka_kredit")
    op.drop_table("riwayat_angka_kredit")
    op.drop_index("uq_tugas_terbuka", table_name="tugas", postgresql_where=sa.text("ditutup IS NULL"))
    op.drop_index(op.f("ix_tugas_instansi_id"), table_name="tugas")
    op.drop_index("ix_tugas_antrean", table_name="tugas", postgresql_where=sa.text("ditutup IS NULL"))
    op.drop_table("tugas")
    op.drop_table("nomor_surat")
    op.drop_index(op.f("ix_kotak_keluar_instansi_id"), table_name="kotak_keluar")
    op.drop_index("ix_kotak_keluar_antre", table_name="kotak_keluar", postgresql_where=sa.text("terkirim_pada IS NULL"))
    op.drop_table("kotak_keluar")
    op.drop_index(op.f("ix_dokumen_usulan_id"), table_name="dokumen")
    op.drop_index(op.f("ix_dokumen_instansi_id"), table_name="dokumen")
    op.drop_index(op.f("ix_dokumen_asn_id"), table_name="dokumen")
    op.drop_table("dokumen")
    op.drop_index("uq_usulan_terbuka", table_name="usulan", postgresql_where=sa.text("terbuka"))
    op.drop_index("ix_usulan_unit_terlibat", table_name="usulan", postgresql_using="gin")
    op.drop_index(op.f("ix_usulan_pemilik"), table_name="usulan")
    op.drop_index(op.f("ix_usulan_instansi_id"), table_name="usulan")
    op.drop_index("ix_usulan_diubah", table_name="usulan")
    op.drop_index(
        "ix_usulan_belum_dimulai",
        table_name="usulan",
        postgresql_where=sa.text("diajukan_pada IS NOT NULL AND catatan_terakhir IS NULL"),
    )
    op.drop_index(op.f("ix_usulan_asn_id"), table_name="usulan")
    op.drop_table("usulan")
    op.drop_index("uq_jejak_urut", table_name="jejak", postgresql_where=sa.text("urut IS NOT NULL"))
    op.drop_index(op.f("ix_jejak_instansi_id"), table_name="jejak")
    op.drop_table("jejak")
    op.drop_index("ix_asn_nip_awal", table_name="asn", postgresql_ops={"nip": "text_pattern_ops"})
    op.drop_index("ix_asn_nama_awal", table_name="asn", postgresql_ops={"awal": "text_pattern_ops"})
    op.drop_index("ix_asn_instansi_nama", table_name="asn")
    op.drop_index(op.f("ix_asn_instansi_id"), table_name="asn")
    op.drop_table("asn")
    op.drop_index(op.f("ix_instansi_kanreg"), table_name="instansi")
    op.drop_table("instansi")
    op.drop_table("tingkat_pendidikan")
    op.drop_table("status_usulan")
    op.drop_index(op.f("ix_sesi_tanda_tangan_kedaluwarsa"), table_name="sesi_tanda_tangan")
    op.drop_index(op.f("ix_sesi_tanda_tangan_akun"), table_name="sesi_tanda_tangan")
    op.drop_table("sesi_tanda_tangan")
    op.drop_table("referensi_termuat")
    op.drop_table("periode")
    op.drop_table("percobaan_tanda_tangan")
    op.drop_table("penomoran")
    op.drop_index(op.f("ix_pendidikan_tingkat_id"), table_name="pendidikan")
    op.drop_table("pendidikan")
    op.drop_table("kedudukan_hukum")
    op.drop_table("kanreg")
    op.drop_table("kalender_libur")
    op.drop_table("jenis_kp")
    op.drop_table("jenis_hukuman")
    op.drop_table("jabatan_fungsional")
    op.drop_table("golongan")
    op.drop_table("alasan")
    op.drop_index(op.f("ix_akun_unit"), table_name="akun")
    op.drop_index("ix_akun_peran", table_name="akun", postgresql_using="gin")
    op.drop_table("akun")
    op.execute(sa.schema.DropSequence(sa.Sequence("usulan_nomor")))

"""ASN, riwayatnya, perubahannya, dan dokumen; kolomnya mencerminkan ``models.riwayat`` dan ``models.profil``."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, column, func, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from models.tabel.dasar import Dasar, MilikInstansi, Rincian


class TabelAsn(MilikInstansi, Dasar):
    """Lipatan riwayat kini, supaya daftar tidak perlu membaca riwayatnya; tidak pernah ditulis dari sumber lain."""

    __tablename__ = "asn"
    __table_args__ = (
        Index(
            "ix_asn_nama_awal", func.lower(column("nama")).label("awal"), postgresql_ops={"awal": "text_pattern_ops"}
        ),
        Index("ix_asn_instansi_nama", "instansi_id", "nama", "id"),
        Index("ix_asn_berubah_pada", "berubah_pada", postgresql_where=column("berubah_pada").is_not(None)),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    nip: Mapped[str] = mapped_column(unique=True)
    nama: Mapped[str]
    gelar_depan: Mapped[str] = mapped_column(server_default="")
    gelar_belakang: Mapped[str] = mapped_column(server_default="")
    tempat_lahir: Mapped[str] = mapped_column(server_default="")
    tanggal_lahir: Mapped[date]
    jenis_kelamin: Mapped[str]
    instansi_induk_id: Mapped[str | None] = mapped_column(ForeignKey("instansi.id"))
    unor_id: Mapped[str | None]
    unor_nama: Mapped[str] = mapped_column(server_default="")
    satuan_kerja: Mapped[str] = mapped_column(server_default="")
    kedudukan_hukum: Mapped[str] = mapped_column(server_default="01")
    jenis_pegawai: Mapped[str] = mapped_column(server_default="15")
    tmt_cpns: Mapped[date]
    tmt_pns: Mapped[date | None]
    diblokir: Mapped[bool] = mapped_column(server_default=text("false"))
    golongan: Mapped[str | None]
    tmt_golongan: Mapped[date | None]
    masa_kerja_tahun: Mapped[int | None]
    masa_kerja_bulan: Mapped[int | None]
    gaji_pokok: Mapped[int | None]
    jabatan_jenis: Mapped[str | None]
    jabatan_nama: Mapped[str | None]
    berubah_pada: Mapped[date | None]
    """Hari pertama data utamanya dapat berubah karena waktu (mis. TMT pangkat yang belum tiba)."""


class TabelRiwayat(MilikInstansi):
    """Kolom yang dimiliki setiap riwayat."""

    id: Mapped[UUID] = mapped_column(primary_key=True)
    asn_id: Mapped[UUID] = mapped_column(ForeignKey("asn.id"), index=True)
    dokumen_id: Mapped[UUID | None] = mapped_column(ForeignKey("dokumen.id"))


class TabelRiwayatGolongan(TabelRiwayat, Dasar):
    __tablename__ = "riwayat_golongan"

    golongan: Mapped[str]
    tmt: Mapped[date]
    masa_kerja_tahun: Mapped[int]
    masa_kerja_bulan: Mapped[int]
    jenis_kp: Mapped[str | None]
    nomor_sk: Mapped[str] = mapped_column(server_default="")
    tanggal_sk: Mapped[date | None]
    nomor_pertek: Mapped[str] = mapped_column(server_default="")
    tanggal_pertek: Mapped[date | None]
    gaji_pokok: Mapped[int | None]


class TabelRiwayatJabatan(TabelRiwayat, Dasar):
    __tablename__ = "riwayat_jabatan"

    jenis: Mapped[str]
    nama: Mapped[str]
    jabatan_id: Mapped[str | None]
    eselon: Mapped[str | None]
    jenjang: Mapped[str | None]
    tmt: Mapped[date]
    unor_id: Mapped[str | None]
    unor_nama: Mapped[str] = mapped_column(server_default="")
    satuan_kerja: Mapped[str] = mapped_column(server_default="")
    instansi_kerja_id: Mapped[str | None] = mapped_column(ForeignKey("instansi.id"))
    instansi_induk_id: Mapped[str | None] = mapped_column(ForeignKey("instansi.id"))
    nomor_sk: Mapped[str] = mapped_column(server_default="")
    tanggal_sk: Mapped[date | None]
    tanggal_pelantikan: Mapped[date | None]


class TabelRiwayatPendidikan(TabelRiwayat, Dasar):
    __tablename__ = "riwayat_pendidikan"

    tingkat_id: Mapped[str]
    pendidikan_id: Mapped[str | None]
    nama: Mapped[str]
    sekolah: Mapped[str] = mapped_column(server_default="")
    tahun_lulus: Mapped[int]
    tanggal_lulus: Mapped[date | None]
    nomor_ijazah: Mapped[str] = mapped_column(server_default="")
    akreditasi: Mapped[str] = mapped_column(server_default="")
    gelar_depan: Mapped[str] = mapped_column(server_default="")
    gelar_belakang: Mapped[str] = mapped_column(server_default="")
    dicantumkan: Mapped[date | None]
    nomor_pencantuman: Mapped[str] = mapped_column(server_default="")


class TabelRiwayatSKP(TabelRiwayat, Dasar):
    __tablename__ = "riwayat_skp"

    tahun: Mapped[int]
    predikat: Mapped[int]
    hasil_kerja: Mapped[str | None]
    perilaku_kerja: Mapped[str | None]
    pejabat_penilai: Mapped[str] = mapped_column(server_default="")


class TabelRiwayatAngkaKredit(TabelRiwayat, Dasar):
    __tablename__ = "riwayat_angka_kredit"

    tanggal: Mapped[date]
    mulai: Mapped[date | None]
    selesai: Mapped[date | None]
    jenjang: Mapped[str]
    jumlah: Mapped[Decimal]
    nomor_sk: Mapped[str] = mapped_column(server_default="")


class TabelRiwayatHukdis(TabelRiwayat, Dasar):
    __tablename__ = "riwayat_hukdis"

    jenis_id: Mapped[str]
    tingkat: Mapped[str]
    mulai: Mapped[date]
    selesai: Mapped[date | None]
    uraian: Mapped[str] = mapped_column(server_default="")
    nomor_sk: Mapped[str] = mapped_column(server_default="")
    tanggal_sk: Mapped[date | None]


class TabelRiwayatUjian(TabelRiwayat, Dasar):
    __tablename__ = "riwayat_ujian"

    jenis: Mapped[str]
    tanggal: Mapped[date]
    nomor: Mapped[str] = mapped_column(server_default="")
    tingkat_id: Mapped[str | None]


class TabelRiwayatPenugasan(TabelRiwayat, Dasar):
    __tablename__ = "riwayat_penugasan"

    jenis: Mapped[str]
    mulai: Mapped[date]
    selesai: Mapped[date | None]
    tempat: Mapped[str] = mapped_column(server_default="")
    tingkat_id: Mapped[str | None]
    persamaan_eselon: Mapped[str | None]
    jenis_pegawai: Mapped[str | None]
    nomor_sk: Mapped[str] = mapped_column(server_default="")
    tanggal_sk: Mapped[date | None]


class TabelRiwayatLain(TabelRiwayat, Dasar):
    """Kelompok riwayat yang tidak disaring atau dijumlahkan SQL; isinya baris ``models.riwayat``."""

    __tablename__ = "riwayat_lain"
    __table_args__ = (Index("ix_riwayat_lain_kelompok_berlaku", "kelompok", "berlaku"),)

    kelompok: Mapped[str]
    """Kunci ``models.riwayat.KELOMPOK``."""
    berlaku: Mapped[date]
    isi: Mapped[Rincian]


class TabelPerubahanProfil(MilikInstansi, Dasar):
    """Perubahan yang pernah diterapkan, dengan nilai sebelum dan sesudahnya; hanya bertambah."""

    __tablename__ = "perubahan_profil"
    __table_args__ = (CheckConstraint("aksi IN ('tambah', 'ubah', 'hapus')", name="aksi"),)

    usulan_id: Mapped[UUID] = mapped_column(ForeignKey("usulan.id"), primary_key=True)
    urut: Mapped[int] = mapped_column(primary_key=True)
    asn_id: Mapped[UUID] = mapped_column(ForeignKey("asn.id"), index=True)
    riwayat: Mapped[str]
    rekam_id: Mapped[UUID]
    aksi: Mapped[str]
    bidang: Mapped[list[Rincian]] = mapped_column(JSONB)
    dokumen_id: Mapped[UUID | None] = mapped_column(ForeignKey("dokumen.id"))
    waktu: Mapped[datetime] = mapped_column(server_default=func.now())


class TabelDokumen(MilikInstansi, Dasar):
    """Keterangan sebuah berkas; bitanya di S3 pada ``kunci`` menurut sidik isinya."""

    __tablename__ = "dokumen"
    __table_args__ = (
        CheckConstraint("sumber IN ('arsip', 'unggah')", name="sumber"),
        CheckConstraint("asn_id IS NOT NULL OR usulan_id IS NOT NULL", name="pemilik"),
        UniqueConstraint("usulan_id", "kode", "sha256"),
        Index("ix_dokumen_terkunci_sampai", "terkunci_sampai", postgresql_where=text("terkunci_sampai IS NOT NULL")),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    asn_id: Mapped[UUID | None] = mapped_column(ForeignKey("asn.id"), index=True)
    """Arsip digital ASN ini; kosong bagi unggahan untuk satu usulan saja."""
    usulan_id: Mapped[UUID | None] = mapped_column(ForeignKey("usulan.id", ondelete="CASCADE"), index=True)
    kode: Mapped[str]
    nama_berkas: Mapped[str]
    kunci: Mapped[str]
    versi_berkas: Mapped[str | None]
    """Versi objek S3-nya."""
    terkunci_sampai: Mapped[datetime | None]
    """Akhir kunci retensi bagi yang menjadi dasar riwayat; selain itu kosong."""
    sha256: Mapped[str]
    ukuran: Mapped[int]
    tipe: Mapped[str]
    sumber: Mapped[str]
    diunggah_oleh: Mapped[str | None]
    waktu: Mapped[datetime] = mapped_column(server_default=func.now())

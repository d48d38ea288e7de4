"""Surat, penomorannya, sesi tanda tangan, dan catatan verifikasi publik."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    Computed,
    ForeignKey,
    ForeignKeyConstraint,
    Identity,
    Index,
    UniqueConstraint,
    Uuid,
    false,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from models.tabel.dasar import Dasar, MilikInstansi, Rincian, Serial


class TabelSurat(MilikInstansi, Dasar):
    """Satu baris satu draf; surat yang terbit tidak pernah ditulis ulang, hanya diganti atau dicabut."""

    __tablename__ = "surat"
    __table_args__ = (
        CheckConstraint("tahap IN ('draf', 'batal', 'tertanda', 'terbit', 'diganti', 'dicabut')", name="tahap"),
        UniqueConstraint("usulan_id", "jenis", "ke"),
        Index("uq_surat_terbit", "usulan_id", "jenis", unique=True, postgresql_where=text("tahap = 'terbit'")),
        ForeignKeyConstraint(
            ["usulan_id", "jenis_bernomor"], ["nomor_surat.usulan_id", "nomor_surat.jenis"], name="fk_surat_nomor"
        ),
        CheckConstraint("(draf IS NULL) = (sha256_draf IS NULL)", name="draf"),
        Index("ix_surat_terkunci_sampai", "terkunci_sampai", postgresql_where=text("terkunci_sampai IS NOT NULL")),
        CheckConstraint("draf IS NOT NULL OR tahap IN ('terbit', 'diganti', 'dicabut')", name="dari_luar"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    usulan_id: Mapped[UUID] = mapped_column(ForeignKey("usulan.id"))
    jenis: Mapped[str]
    jenis_bernomor: Mapped[str | None] = mapped_column(
        Computed("CASE WHEN draf IS NOT NULL THEN jenis ELSE NULL::text END")
    )
    """Surat yang kita susun wajib bernomor dari ``nomor_surat``; yang diterima dari luar bernomor penerbitnya."""
    ke: Mapped[int]
    """Draf keberapa; nomor suratnya tetap sama."""
    nomor: Mapped[str] = mapped_column(index=True)
    tanggal: Mapped[date]
    unit: Mapped[str]
    """Unit penerbit."""
    tahap: Mapped[str]
    isi: Mapped[Rincian]
    """``models.surat.IsiSurat`` lengkap dengan templat dan versinya: naskahnya dapat disusun lagi."""
    penandatangan: Mapped[str | None]
    """Akun pejabatnya; kosong bagi surat dari luar."""
    token: Mapped[str] = mapped_column(unique=True)
    """Kunci halaman verifikasi publik; ≥ 128 bit acak."""
    draf: Mapped[Rincian | None]
    """Kosong bagi surat dari luar."""
    tertanda: Mapped[Rincian | None]
    arsip: Mapped[Rincian | None]
    """``SuratTerbit`` yang berkasnya sudah tersimpan tetapi belum terkunci: pengulangan mengunci berkas itu juga."""
    terbit: Mapped[Rincian | None]
    sha256_draf: Mapped[str | None]
    sha256_tertanda: Mapped[str | None]
    sha256_terbit: Mapped[str | None] = mapped_column(index=True)
    kunci: Mapped[str]
    """Kunci S3 berkas tahap terakhir."""
    versi_berkas: Mapped[str | None]
    """Versi objek S3 surat terbit; sebelum terbit kosong."""
    terkunci_sampai: Mapped[datetime | None]
    """Akhir kunci retensi berkasnya; diperpanjang putaran ``kunci_berkas``."""
    dibuat: Mapped[datetime] = mapped_column(server_default=func.now())
    ditandatangani_pada: Mapped[datetime | None]
    terbit_pada: Mapped[datetime | None]
    keterangan: Mapped[str] = mapped_column(server_default="")
    """Bagi yang diganti atau dicabut: sebabnya."""
    diakhiri_oleh: Mapped[UUID | None] = mapped_column(ForeignKey("surat.id"), index=True)
    """Surat pengganti atau pencabutnya."""


class TabelJawabanTTE(Dasar):
    """Jawaban BSrE atas satu draf, sejak diterima sampai suratnya terbit; arsip memuatnya sebagai awalan.

    Yang ditolak tetap disimpan bersama sebabnya.
    """

    __tablename__ = "jawaban_tte"

    surat_id: Mapped[UUID] = mapped_column(ForeignKey("surat.id"), primary_key=True)
    isi: Mapped[bytes]
    diterima: Mapped[datetime] = mapped_column(server_default=func.now())
    ditolak: Mapped[str | None]


class TabelPenomoran(Dasar):
    """Nomor urut terakhir per penerbit, jenis, dan tahun; tak berlubang."""

    __tablename__ = "penomoran"

    penerbit: Mapped[str] = mapped_column(primary_key=True)
    jenis: Mapped[str] = mapped_column(primary_key=True)
    tahun: Mapped[int] = mapped_column(primary_key=True)
    terakhir: Mapped[int]


class TabelNomorSurat(Dasar):
    """Nomor yang sudah diberikan: sekali per usulan dan jenis surat."""

    __tablename__ = "nomor_surat"
    __table_args__ = (UniqueConstraint("penerbit", "jenis", "tahun", "urut"),)

    usulan_id: Mapped[UUID] = mapped_column(ForeignKey("usulan.id"), primary_key=True)
    jenis: Mapped[str] = mapped_column(primary_key=True)
    penerbit: Mapped[str]
    tahun: Mapped[int]
    urut: Mapped[int]
    diberikan: Mapped[datetime] = mapped_column(server_default=func.now())


class TabelSesiTandaTangan(Dasar):
    """Kredensial tersandi, berumur menit, sekali bagi tiap tugas yang disebut; dihapus sesudah habis."""

    __tablename__ = "sesi_tanda_tangan"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    akun: Mapped[str] = mapped_column(index=True)
    jenis: Mapped[str]
    """``passphrase`` atau ``totp``."""
    kredensial: Mapped[bytes]
    dibuat: Mapped[datetime] = mapped_column(server_default=func.now())
    kedaluwarsa: Mapped[datetime] = mapped_column(index=True)
    tugas_ids: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid()))
    """Tugas yang belum ditandatangani dengan sesi ini."""
    terbukti: Mapped[bool] = mapped_column(server_default=false())
    """BSrE pernah menerima kredensialnya; hanya worker yang menulisnya."""


class TabelPercobaanTandaTangan(Dasar):
    __tablename__ = "percobaan_tanda_tangan"

    akun: Mapped[str] = mapped_column(primary_key=True)
    gagal: Mapped[int]
    """Kegagalan berturut-turut."""
    terkunci_sampai: Mapped[datetime | None]


class TabelPercobaanBerjalan(Dasar):
    """Kredensial yang belum terbukti dan sedang diperiksa BSrE; terhitung seperti kegagalan sampai dijawab."""

    __tablename__ = "percobaan_berjalan"

    sesi_id: Mapped[UUID] = mapped_column(primary_key=True)
    tugas_id: Mapped[UUID] = mapped_column(primary_key=True)
    akun: Mapped[str] = mapped_column(index=True)
    kedaluwarsa: Mapped[datetime]
    """Sesudah ini gugur sendiri: workernya mati sebelum jawabannya datang."""


class TabelVerifikasiPublik(Dasar):
    """Banyaknya pandangan ke halaman verifikasi tiap hari; tanpa alamat IP atau data pribadi."""

    __tablename__ = "verifikasi_publik"
    __table_args__ = (UniqueConstraint("surat_id", "hari", "hasil", postgresql_nulls_not_distinct=True),)

    id: Mapped[int] = mapped_column(Serial, Identity(always=True), primary_key=True)
    surat_id: Mapped[UUID | None] = mapped_column(ForeignKey("surat.id"))
    """Kosong bila tokennya tidak dikenal: satu baris sehari bagi semuanya."""
    hari: Mapped[date]
    """Menurut UTC."""
    hasil: Mapped[str]
    banyak: Mapped[int] = mapped_column(Serial)

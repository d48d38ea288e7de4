"""Usulan (konsep dan model baca), tugas, jejak, dan kotak keluar."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Identity,
    Index,
    Sequence,
    UniqueConstraint,
    false,
    func,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from models.tabel.dasar import Dasar, MilikInstansi, Rincian, Serial

URUT_NOMOR = Sequence("usulan_nomor", metadata=Dasar.metadata)
"""Urutan nomor berkas usulan; boleh berlubang, beda dengan nomor surat."""


class TabelUsulan(MilikInstansi, Dasar):
    """Sebelum ``diajukan_pada`` ditulis API sebagai konsep; sesudahnya hanya ditulis kegiatan ``catat``."""

    __tablename__ = "usulan"
    __table_args__ = (
        Index("uq_usulan_terbuka", "asn_id", "layanan", "kunci", unique=True, postgresql_where=text("terbuka")),
        Index(
            "ix_usulan_belum_dimulai",
            "diajukan_pada",
            postgresql_where=text("diajukan_pada IS NOT NULL AND catatan_terakhir IS NULL"),
        ),
        Index("ix_usulan_unit_terlibat", "unit_terlibat", postgresql_using="gin"),
        Index("ix_usulan_diubah", "diubah", "id"),
        Index("ix_usulan_alur_hilang", "id", postgresql_where=text("alur_hilang_sejak IS NOT NULL")),
        Index("ix_usulan_surat_dikoreksi", text("(isi ->> 'surat_id')"), postgresql_where=text("isi ? 'surat_id'")),
        CheckConstraint("(diajukan_pada IS NULL) = (berkas IS NULL)", name="berkas_beku"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    nomor: Mapped[str] = mapped_column(unique=True)
    """Nomor berkas bagi manusia, sama dari konsep sampai arsip; tanpa data pribadi."""
    layanan: Mapped[str]
    jenis: Mapped[str]
    asn_id: Mapped[UUID] = mapped_column(ForeignKey("asn.id"), index=True)
    kunci: Mapped[str] = mapped_column(server_default="")
    """Pembeda usulan terbuka yang boleh berdampingan pada layanan yang sama; kosong berarti hanya satu."""
    periode: Mapped[date]
    isi: Mapped[Rincian] = mapped_column(server_default="{}")
    dokumen: Mapped[Rincian] = mapped_column(server_default="{}")
    """Kode dokumen → id dokumen."""
    versi: Mapped[int] = mapped_column(server_default="1")
    """Kunci optimistis penyuntingan konsep."""
    pemilik: Mapped[str] = mapped_column(index=True)
    dibuat: Mapped[datetime] = mapped_column(server_default=func.now())
    diubah: Mapped[datetime] = mapped_column(server_default=func.now())

    diajukan_pada: Mapped[datetime | None]
    pengusul: Mapped[str | None]
    berkas: Mapped[Rincian | None]
    """``models.usulan.Berkas`` yang dibekukan saat diajukan."""
    unit_terlibat: Mapped[list[str]] = mapped_column(server_default="{}")
    """Unit pada tangga langkah yang dibekukan; semuanya boleh melihat usulan ini."""

    status: Mapped[int] = mapped_column(ForeignKey("status_usulan.id"), server_default="1")
    tahap: Mapped[str] = mapped_column(server_default="konsep")
    putaran_bts: Mapped[int] = mapped_column(server_default="0")
    ditahan: Mapped[bool] = mapped_column(server_default=text("false"))
    terbuka: Mapped[bool] = mapped_column(server_default=text("true"))
    hasil: Mapped[str | None]
    rincian_hasil: Mapped[Rincian | None]
    selesai_pada: Mapped[datetime | None]
    catatan_terakhir: Mapped[int | None]
    catatan_lokal: Mapped[bool] = mapped_column(server_default=false())
    """Yang terakhir ditulis kegiatan lokal: belum tentu ada dalam riwayat alurnya sampai catatan sesudahnya datang."""
    """Nomor ``Catatan`` terakhir yang tertulis."""
    alur: Mapped[str] = mapped_column(server_default="")
    """Run alur kerja yang menulisnya."""
    alur_hilang_sejak: Mapped[datetime | None]
    """Temporal tidak mengenal alurnya, atau alurnya tutup padahal usulannya belum berakhir (``putaran.pencocok``)."""


class TabelIsianTerkunci(MilikInstansi, Dasar):
    """Bagian profil yang sedang diusulkan berubah, satu usulan tiap kunci; dihapus ketika usulannya berakhir."""

    __tablename__ = "isian_terkunci"

    asn_id: Mapped[UUID] = mapped_column(ForeignKey("asn.id"), primary_key=True)
    kunci: Mapped[str] = mapped_column(primary_key=True)
    usulan_id: Mapped[UUID] = mapped_column(ForeignKey("usulan.id"), index=True)


class TabelTugas(MilikInstansi, Dasar):
    __tablename__ = "tugas"
    __table_args__ = (
        Index("ix_tugas_antrean", "unit", "peran", "jatuh_tempo", "id", postgresql_where=text("ditutup IS NULL")),
        Index("uq_tugas_terbuka", "usulan_id", unique=True, postgresql_where=text("ditutup IS NULL")),
        UniqueConstraint("usulan_id", "langkah", "ke"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    usulan_id: Mapped[UUID] = mapped_column(ForeignKey("usulan.id"))
    langkah: Mapped[str]
    nama: Mapped[str]
    peran: Mapped[str]
    unit: Mapped[str]
    atasan: Mapped[str]
    putusan_boleh: Mapped[list[str]]
    beda_orang: Mapped[list[str]]
    untuk: Mapped[str | None]
    ke: Mapped[int]
    dibuka: Mapped[datetime]
    hitung_dari: Mapped[datetime]
    pengingat: Mapped[datetime]
    jatuh_tempo: Mapped[datetime]
    eskalasi: Mapped[datetime]
    peringatan: Mapped[int] = mapped_column(server_default="0")
    dieskalasi: Mapped[datetime | None]
    diklaim_oleh: Mapped[str | None]
    diklaim_pada: Mapped[datetime | None]
    ditutup: Mapped[datetime | None]
    putusan: Mapped[str | None]
    oleh: Mapped[str | None]
    rincian: Mapped[Rincian] = mapped_column(server_default="{}")
    """Draf surat, alasan, dan keterangan tugas; bentuknya seperti pada ``models.usulan.TugasTerbuka``."""


class TabelJejak(MilikInstansi, Dasar):
    """Hanya bertambah, dan tetap ada sesudah pokoknya tiada (karena itu tanpa kunci asing).

    ``pokok``, ``ke``, ``babak``, ``sebelum`` dan ``sidik`` diisi pemicu: rantai sidik tiap pokok.
    """

    __tablename__ = "jejak"
    __table_args__ = (
        UniqueConstraint("pokok", "ke"),
        Index("uq_jejak_urut", "usulan_id", "babak", "urut", unique=True, postgresql_where=text("urut IS NOT NULL")),
        CheckConstraint("(urut IS NULL) = (jenis IN ('data.dibaca', 'buku.digantikan'))", name="urut"),
        CheckConstraint("usulan_id IS NOT NULL OR asn_id IS NOT NULL", name="pokok"),
    )

    id: Mapped[int] = mapped_column(Serial, Identity(always=True), primary_key=True)
    usulan_id: Mapped[UUID | None]
    asn_id: Mapped[UUID | None]
    """Bagi pembacaan arsip seorang ASN di luar usulan."""
    pokok: Mapped[UUID]
    """Pokok rantai: usulan, atau ASN bila di luar usulan."""
    urut: Mapped[int | None]
    jenis: Mapped[str]
    waktu: Mapped[datetime]
    akun: Mapped[str | None]
    """Kosong berarti sistem."""
    peran: Mapped[str | None]
    unit: Mapped[str | None]
    langkah: Mapped[str | None]
    tugas_id: Mapped[UUID | None]
    rincian: Mapped[Rincian] = mapped_column(server_default="{}")
    ke: Mapped[int]
    babak: Mapped[int] = mapped_column(server_default="0")
    """Bertambah pada tiap ``buku.digantikan``, supaya urut yang sama dapat ditulis lagi sesudah alurnya di-reset."""
    sebelum: Mapped[bytes]
    sidik: Mapped[bytes]


class TabelKotakKeluar(MilikInstansi, Dasar):
    """Surel yang menunggu dikirim; ``kunci`` mencegah kabar yang sama ditulis dua kali."""

    __tablename__ = "kotak_keluar"
    __table_args__ = (
        Index("ix_kotak_keluar_antre", "coba_lagi_pada", postgresql_where=text("terkirim_pada IS NULL")),
        Index("ix_kotak_keluar_tak_sampai", "id", postgresql_where=text("keadaan = 'tak_sampai'")),
        CheckConstraint("keadaan IN ('antre', 'terkirim', 'tak_sampai')", name="keadaan"),
        CheckConstraint("(keadaan = 'terkirim') = (terkirim_pada IS NOT NULL)", name="terkirim"),
    )

    id: Mapped[int] = mapped_column(Serial, Identity(always=True), primary_key=True)
    kunci: Mapped[str] = mapped_column(unique=True)
    jenis: Mapped[str]
    penerima: Mapped[str]
    """Akun, atau ``asn:<id>``; alamatnya dicari saat dikirim."""
    usulan_id: Mapped[UUID] = mapped_column(ForeignKey("usulan.id"))
    rincian: Mapped[Rincian]
    keadaan: Mapped[str] = mapped_column(server_default="antre")
    """``KeadaanKabar``."""
    dibuat: Mapped[datetime] = mapped_column(server_default=func.now())
    percobaan: Mapped[int] = mapped_column(server_default="0")
    coba_lagi_pada: Mapped[datetime] = mapped_column(server_default=func.now())
    terkirim_pada: Mapped[datetime | None]
    galat: Mapped[str | None]
    """Mengapa belum terkirim; bagi yang tak sampai kalimat bagi petugas."""

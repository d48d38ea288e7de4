"""Ketetapan administrator, spesimen pejabat, dan penggantiannya: hanya bertambah, dengan siapa, kapan, dan sebabnya."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Identity, Index, func
from sqlalchemy.orm import Mapped, mapped_column

from models.tabel.dasar import Dasar, Rincian, Serial


class TakDiubah:
    """Baris yang tidak pernah diubah; basis data menolaknya."""

    id: Mapped[int] = mapped_column(Serial, Identity(always=True), primary_key=True)
    catatan: Mapped[str]
    """Sebab atau dasar hukumnya."""
    dibuat_oleh: Mapped[str]
    """Akun."""
    dibuat: Mapped[datetime] = mapped_column(server_default=func.now())


class DapatDibatalkan:
    """Satu-satunya perubahan yang mungkin: pembatalan, dan ia pun tercatat."""

    dibatalkan_oleh: Mapped[str | None]
    dibatalkan: Mapped[datetime | None]
    sebab_batal: Mapped[str | None]


class TabelKetetapan(TakDiubah, DapatDibatalkan, Dasar):
    """Satu versi satu ketentuan; jenis dan bentuk isinya di ``models.ketetapan``."""

    __tablename__ = "ketetapan"
    __table_args__ = (Index("ix_ketetapan_berlaku", "jenis", "kunci", "berlaku_mulai"),)

    jenis: Mapped[str]
    kunci: Mapped[str]
    berlaku_mulai: Mapped[date]
    isi: Mapped[Rincian]


class TabelSpesimenPejabat(TakDiubah, Dasar):
    """Pejabat seperti tercetak pada surat sejak suatu hari; sebelumnya menurut direktori akun."""

    __tablename__ = "spesimen_pejabat"
    __table_args__ = (Index("ix_spesimen_berlaku", "akun", "berlaku_mulai"),)

    unit: Mapped[str]
    akun: Mapped[str]
    berlaku_mulai: Mapped[date]
    nama: Mapped[str]
    nip: Mapped[str | None]
    jabatan: Mapped[str]
    pangkat: Mapped[str | None]


class TabelPenggantianPejabat(TakDiubah, DapatDibatalkan, Dasar):
    """Pejabat berhalangan, jabatan kosong, atau wewenang dilimpahkan: siapa menggantikan, sejak dan sampai kapan.

    Yang menyebut pengganti baru berlaku sesudah disahkan orang kedua, sekali.
    """

    __tablename__ = "penggantian_pejabat"
    __table_args__ = (
        CheckConstraint("sebagai IN ('plh', 'plt', 'an')", name="sebagai"),
        CheckConstraint("sampai >= mulai", name="masa"),
        CheckConstraint("pengganti <> pejabat", name="orang_lain"),
        CheckConstraint("pejabat IS NOT NULL OR jabatan IS NOT NULL", name="yang_digantikan"),
        CheckConstraint("disahkan_oleh <> dibuat_oleh AND disahkan_oleh <> pengganti", name="orang_kedua"),
        CheckConstraint("(disahkan IS NULL) = (disahkan_oleh IS NULL)", name="pengesah"),
        Index("ix_penggantian_peran", "unit", "peran", "sampai"),
        Index("ix_penggantian_pengganti", "pengganti", "sampai"),
    )

    unit: Mapped[str]
    peran: Mapped[str]
    pejabat: Mapped[str | None]
    """Akun yang digantikan; kosong bagi jabatan yang tidak berpejabat."""
    jabatan: Mapped[str | None]
    """Seperti tercetak; kosong berarti jabatan pejabatnya."""
    sebagai: Mapped[str]
    pengganti: Mapped[str | None]
    """Akun; kosong berarti belum ada yang ditunjuk."""
    mulai: Mapped[date]
    sampai: Mapped[date]
    disahkan_oleh: Mapped[str | None]
    """Akun selain pengusul dan penggantinya."""
    disahkan: Mapped[datetime | None]

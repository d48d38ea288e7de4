"""Prediksi kenaikan pangkat yang sudah dihitung worker, dan ASN mana yang perlu dihitung lagi."""

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from models.tabel.dasar import Dasar, MilikInstansi, Rincian


class TabelPrediksiASN(MilikInstansi, Dasar):
    """Satu baris tiap ASN, dibuat dan ditandai usang oleh pemicu pada ``asn``; lihat ``gudang/migrasi``."""

    __tablename__ = "prediksi_asn"
    __table_args__ = (Index("ix_prediksi_asn_dari_aturan", "dari", "aturan"),)

    asn_id: Mapped[UUID] = mapped_column(ForeignKey("asn.id"), primary_key=True)
    dari: Mapped[date | None]
    """Periode pertama yang dilihat hitungannya; kosong bila profilnya berubah sejak dihitung."""
    aturan: Mapped[str | None]
    """Sidik aturan yang dipakai hitungannya."""


class TabelPrediksiKP(MilikInstansi, Dasar):
    """Satu jenis kenaikan pangkat seorang ASN, seperti ``models.aturan.hasil.Prediksi``."""

    __tablename__ = "prediksi_kp"
    __table_args__ = (
        CheckConstraint("keadaan IN ('layak', 'dilengkapi', 'menunggu', 'terhalang')", name="keadaan"),
        CheckConstraint("(keadaan IN ('layak', 'dilengkapi')) = (periode IS NOT NULL)", name="periode"),
    )

    asn_id: Mapped[UUID] = mapped_column(ForeignKey("prediksi_asn.asn_id"), primary_key=True)
    jenis: Mapped[str] = mapped_column(primary_key=True)
    keadaan: Mapped[str]
    golongan: Mapped[str | None]
    golongan_tujuan: Mapped[str | None]
    periode: Mapped[date | None]
    """Periode paling awal ia layak, atau dapat layak bila yang kurang dilengkapi."""
    kurang: Mapped[list[Rincian]] = mapped_column(JSONB)
    """``models.pemeriksaan.Syarat`` yang belum terpenuhi pada periode itu."""

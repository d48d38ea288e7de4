"""Ketetapan administrator dan pejabat penandatangan: hanya bertambah, dengan siapa, kapan, dan sebabnya."""

from datetime import date, datetime

from sqlalchemy import Identity, Index, func
from sqlalchemy.orm import Mapped, mapped_column

from models.tabel.dasar import Dasar, Rincian, Serial


class Tercatat:
    """Baris yang tidak pernah diubah; ia hanya dapat dibatalkan, dan pembatalannya pun tercatat."""

    id: Mapped[int] = mapped_column(Serial, Identity(always=True), primary_key=True)
    catatan: Mapped[str]
    """Sebab atau dasar hukumnya."""
    dibuat_oleh: Mapped[str]
    """Akun."""
    dibuat: Mapped[datetime] = mapped_column(server_default=func.now())
    dibatalkan_oleh: Mapped[str | None]
    dibatalkan: Mapped[datetime | None]
    sebab_batal: Mapped[str | None]


class Ketetapan(Tercatat, Dasar):
    """Satu versi satu ketentuan; jenis dan bentuk isinya di ``models.ketetapan``."""

    __tablename__ = "ketetapan"
    __table_args__ = (Index("ix_ketetapan_berlaku", "jenis", "kunci", "berlaku_mulai"),)

    jenis: Mapped[str]
    kunci: Mapped[str]
    berlaku_mulai: Mapped[date]
    isi: Mapped[Rincian]

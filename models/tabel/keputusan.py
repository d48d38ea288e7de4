"""Keputusan dari luar dan baris-barisnya; milik nasional, sebab baru sesudah dicocokkan diketahui instansinya."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, func, text
from sqlalchemy.orm import Mapped, mapped_column

from models.tabel.dasar import Dasar, Rincian


class TabelKeputusanMasuk(Dasar):
    """Satu keputusan, apa adanya. Kiriman ulang dikenali dari sidiknya."""

    __tablename__ = "keputusan_masuk"
    __table_args__ = (Index("ix_keputusan_masuk_diterima", "diterima", "id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    jenis: Mapped[str]
    nomor: Mapped[str]
    """Nomor milik penerbitnya, bukan dari penomoran kita."""
    tanggal: Mapped[date]
    sha256: Mapped[str] = mapped_column(unique=True)
    ukuran: Mapped[int]
    kunci: Mapped[str]
    """Kunci S3 berkas yang diterima."""
    akun: Mapped[str]
    """Pengirimnya: sistem luar, atau petugas yang mengunggah."""
    peran: Mapped[str]
    unit: Mapped[str]
    diterima: Mapped[datetime] = mapped_column(server_default=func.now())
    arsip: Mapped[Rincian | None]
    """``models.setneg.ArsipKeputusan`` sesudah baris pertamanya berlaku; satu arsip bagi semua baris."""


class TabelBarisKeputusan(Dasar):
    """Seorang dalam sebuah keputusan, dan sampai di mana ia dicocokkan."""

    __tablename__ = "baris_keputusan"
    __table_args__ = (
        CheckConstraint("keadaan IN ('baru', 'diantar', 'berlaku', 'keliru', 'tak_cocok')", name="keadaan"),
        UniqueConstraint("keputusan_id", "urut"),
        Index("ix_baris_keputusan_antre", "coba_lagi_pada", postgresql_where=text("keadaan = 'baru'")),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    keputusan_id: Mapped[UUID] = mapped_column(ForeignKey("keputusan_masuk.id"))
    urut: Mapped[int]
    """Mulai 0, menurut urutan dalam keputusannya."""
    isi: Mapped[Rincian]
    """``models.setneg.BarisKeputusan``."""
    usulan_id: Mapped[UUID | None] = mapped_column(ForeignKey("usulan.id"), index=True)
    keadaan: Mapped[str] = mapped_column(server_default="baru")
    sebab: Mapped[str] = mapped_column(server_default="")
    """Mengapa belum berlaku, bila perlu diketahui petugas."""
    beda: Mapped[list[Rincian]] = mapped_column(server_default="[]")
    """``models.setneg.Beda``."""
    ke: Mapped[int] = mapped_column(server_default="1")
    """Pengantaran keberapa; dicocokkan ulang berarti diantarkan lagi."""
    percobaan: Mapped[int] = mapped_column(server_default="0")
    coba_lagi_pada: Mapped[datetime] = mapped_column(server_default=func.now())

"""Yang disisihkan sapuan latar, dengan sebabnya dan kapan dicoba lagi."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import func
from sqlalchemy.orm import Mapped, mapped_column

from models.tabel.dasar import Dasar


class TabelTersisih(Dasar):
    """Hilang begitu berhasil diolah. Milik nasional: penyapu melayani semua instansi."""

    __tablename__ = "tersisih"

    sapuan: Mapped[str] = mapped_column(primary_key=True)
    """``models.tersisih.Sapuan``."""
    pokok: Mapped[UUID] = mapped_column(primary_key=True)
    """Usulan, ASN, surat, atau dokumen, menurut sapuannya."""
    sebab: Mapped[str]
    sejak: Mapped[datetime] = mapped_column(server_default=func.now())
    percobaan: Mapped[int] = mapped_column(server_default="1")
    coba_lagi_pada: Mapped[datetime | None]

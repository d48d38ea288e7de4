"""Temuan kualitas data tiap ASN, dan unor yang terdaftar; dihitung penyapu di worker, dibaca API."""

from datetime import date
from uuid import UUID

from sqlalchemy import ForeignKey, text
from sqlalchemy.orm import Mapped, mapped_column

from models.tabel.dasar import Dasar, MilikInstansi, Rincian


class TabelKualitasData(MilikInstansi, Dasar):
    """Satu baris tiap ASN. Pemicu pada ``asn`` membuatnya, dan mengosongkan ``dihitung`` setiap profilnya berubah."""

    __tablename__ = "kualitas_data"

    asn_id: Mapped[UUID] = mapped_column(ForeignKey("asn.id"), primary_key=True)
    diukur: Mapped[bool] = mapped_column(server_default=text("false"))
    """Ikut menjadi penyebut: pegawai ASN yang kedudukan hukumnya masih pegawai."""
    temuan: Mapped[Rincian] = mapped_column(server_default=text("'{}'"))
    """Kode indikator yang kena → kalimatnya."""
    dihitung: Mapped[date | None] = mapped_column(index=True)
    """Hari terakhir dihitung; kosong berarti menunggu dihitung lagi."""


class TabelUnor(MilikInstansi, Dasar):
    """Unit organisasi menurut referensi unor SIASN instansinya."""

    __tablename__ = "unor"

    id: Mapped[str] = mapped_column(primary_key=True)
    nama: Mapped[str]
    berakhir: Mapped[date | None]
    """Hari terakhirnya berlaku; kosong berarti masih aktif."""

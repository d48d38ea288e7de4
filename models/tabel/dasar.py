"""Dasar semua tabel: tipe kolom, nama kekangan, dan kolom yang berulang."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import BigInteger, Date, DateTime, ForeignKey, MetaData, Numeric, Text, Uuid
from sqlalchemy.dialects.postgresql import ARRAY, BYTEA, JSONB
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

Rincian = dict[str, Any]
"""Nilai JSON; bentuknya ditetapkan pesan di ``models``."""


class Dasar(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        UUID: Uuid(),
        str: Text(),
        bytes: BYTEA(),
        date: Date(),
        datetime: DateTime(timezone=True),
        Decimal: Numeric(9, 3),
        list[str]: ARRAY(Text()),
        Rincian: JSONB(),
        list[Rincian]: JSONB(),
    }


class MilikInstansi:
    """Baris milik satu instansi: tunduk pada keamanan tingkat baris (lihat ``gudang/migrasi``)."""

    instansi_id: Mapped[str] = mapped_column(ForeignKey("instansi.id"), index=True)


Serial = BigInteger()

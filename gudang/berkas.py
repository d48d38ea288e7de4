"""Kunci retensi berkas di S3: surat terbit, dan dokumen yang menjadi dasar riwayat."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import Select, Text, Uuid, cast, func, literal, select, true, union_all, update
from sqlalchemy.ext.asyncio import AsyncSession

from gudang.baris import bentuk
from gudang.tersisih import belum_waktunya
from models.tabel import TabelDokumen, TabelSurat, TabelUsulan
from models.tersisih import Sapuan

_TABEL: Final[Mapping[str, type[TabelSurat] | type[TabelDokumen]]] = {"surat": TabelSurat, "dokumen": TabelDokumen}


@dataclass(frozen=True)
class Berkas:
    tabel: str
    """``surat`` atau ``dokumen``."""
    id: UUID
    kunci: str
    versi: str | None
    """Kosong: yang terakhir pada kunci itu."""


class GudangBerkas:
    def __init__(self, sesi: AsyncSession) -> None:
        self._sesi = sesi

    async def dasar_usulan(self, usulan_id: UUID) -> tuple[Berkas, ...]:
        """Dokumen sebuah usulan terbuka yang belum terkunci."""
        nilai = func.jsonb_each_text(TabelUsulan.dokumen).table_valued("key", "value")
        dipakai = (
            select(cast(nilai.c.value, Uuid))
            .select_from(TabelUsulan)
            .join(nilai, true())
            .where(TabelUsulan.id == usulan_id, TabelUsulan.terbuka)
        )
        perintah = _berkas("dokumen").where(TabelDokumen.id.in_(dipakai), TabelDokumen.terkunci_sampai.is_(None))
        return bentuk(Berkas, await self._sesi.execute(perintah.order_by(TabelDokumen.id)))

    async def hampir_lepas(self, sebelum: datetime, batas: int) -> tuple[Berkas, ...]:
        """Yang kuncinya habis sebelum saat itu, yang terdekat lebih dahulu; yang tersisih menunggu waktunya."""
        semua = [
            _berkas(nama, tabel.terkunci_sampai)
            .where(tabel.terkunci_sampai < sebelum, ~belum_waktunya(Sapuan.KUNCI_BERKAS, tabel.id))
            .order_by(tabel.terkunci_sampai)
            .limit(batas)
            .subquery()
            for nama, tabel in _TABEL.items()
        ]
        gabungan = union_all(*map(select, semua)).subquery()
        kolom = (gabungan.c.tabel, gabungan.c.id, gabungan.c.kunci, gabungan.c.versi_berkas)
        perintah = select(*kolom).order_by(gabungan.c.terkunci_sampai, gabungan.c.id).limit(batas)
        return bentuk(Berkas, await self._sesi.execute(perintah))

    async def catat_terkunci(self, sampai: Mapping[Berkas, datetime]) -> None:
        for berkas, saat in sampai.items():
            tabel = _TABEL[berkas.tabel]
            await self._sesi.execute(update(tabel).where(tabel.id == berkas.id).values(terkunci_sampai=saat))


def _berkas(nama: str, *lain: object) -> Select[str, UUID, str, str | None]:
    tabel = _TABEL[nama]
    return select(literal(nama, Text).label("tabel"), tabel.id, tabel.kunci, tabel.versi_berkas, *lain)

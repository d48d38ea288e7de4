"""Baris riwayat di basis data: kelompok yang dipakai aturan punya tabelnya sendiri, selebihnya satu tabel bersama."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

from psycopg.types.json import Jsonb
from sqlalchemy import delete, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from gudang.muatan import salin
from models import tabel
from models.lipatan import pribadi_pada
from models.riwayat import KELOMPOK, Riwayat
from models.riwayat.dasar import Rekam
from models.riwayat.pribadi import RiwayatPribadi

BERTABEL: Final[Mapping[str, type[tabel.Dasar]]] = {
    "golongan": tabel.RiwayatGolongan,
    "jabatan": tabel.RiwayatJabatan,
    "pendidikan": tabel.RiwayatPendidikan,
    "skp": tabel.RiwayatSKP,
    "angka_kredit": tabel.RiwayatAngkaKredit,
    "hukdis": tabel.RiwayatHukdis,
    "ujian": tabel.RiwayatUjian,
    "penugasan": tabel.RiwayatPenugasan,
}
"""Kelompok → tabelnya; nama kolomnya sama dengan nama isian modelnya."""
_MILIK_ASN: Final[tuple[type[tabel.Dasar], ...]] = (*BERTABEL.values(), tabel.RiwayatLain, tabel.Dokumen)
_PEMILIK: Final = ("asn_id", "instansi_id")
_LAIN: Final = ("id", "dokumen_id", "kelompok", "berlaku", "isi")


class GudangRiwayat:
    def __init__(self, sesi: AsyncSession) -> None:
        self._sesi = sesi

    async def baca(self, asn_id: Sequence[UUID]) -> dict[UUID, Riwayat]:
        """Semua riwayat banyak ASN: sembilan kueri, berapa pun banyaknya."""
        baris: dict[UUID, dict[str, list[Rekam]]] = {satu: defaultdict(list) for satu in asn_id}
        for kelompok, kelas in BERTABEL.items():
            model, kolom = KELOMPOK[kelompok], kelas.__table__.columns
            perintah = select(kolom["asn_id"].label("pemilik"), *(kolom[nama] for nama in model.model_fields))
            for satu in await self._sesi.execute(perintah.where(kolom["asn_id"].in_(asn_id))):
                isi = dict(satu._mapping)
                baris[isi.pop("pemilik")][kelompok].append(model.model_validate(isi))
        lain = tabel.RiwayatLain
        perintah = select(lain.asn_id, lain.kelompok, lain.id, lain.dokumen_id, lain.isi)
        for pemilik, kelompok, rekam_id, dokumen_id, isian in await self._sesi.execute(
            perintah.where(lain.asn_id.in_(asn_id))
        ):
            utuh = {**isian, "id": rekam_id, "dokumen_id": dokumen_id}
            baris[pemilik][kelompok].append(KELOMPOK[kelompok].model_validate(utuh))
        return {
            pemilik: Riwayat(**{kelompok: tuple(isi) for kelompok, isi in milik.items()})
            for pemilik, milik in baris.items()
        }

    async def pribadi(self, asn_id: UUID, pada: date) -> dict[str, Any]:
        """Data pribadi pada suatu hari, tanpa membaca riwayat lainnya."""
        lain = tabel.RiwayatLain
        hasil = await self._sesi.execute(
            select(lain.id, lain.isi).where(lain.asn_id == asn_id, lain.kelompok == "pribadi", lain.berlaku <= pada)
        )
        baris = tuple(RiwayatPribadi.model_validate({**isi, "id": rekam_id}) for rekam_id, isi in hasil)
        return pribadi_pada(Riwayat(pribadi=baris), pada)

    async def tulis(self, asn_id: UUID, instansi_id: str, kelompok: str, baris: Rekam) -> None:
        """Baris baru, atau pengganti baris ber-id sama."""
        kelas = BERTABEL.get(kelompok, tabel.RiwayatLain)
        isi = _kolom(kelompok, baris) | {"asn_id": asn_id, "instansi_id": instansi_id}
        perintah = insert(kelas).values(isi)
        await self._sesi.execute(perintah.on_conflict_do_update(index_elements=["id"], set_=isi))

    async def hapus(self, kelompok: str, rekam_id: UUID) -> None:
        kolom = BERTABEL.get(kelompok, tabel.RiwayatLain).__table__.columns
        await self._sesi.execute(delete(kolom["id"].table).where(kolom["id"] == rekam_id))

    async def pindahkan(self, asn_id: UUID, instansi_id: str) -> None:
        """Riwayat dan arsip ikut ke instansi barunya, supaya terlihat di sana dan tidak lagi di instansi lamanya."""
        for kelas in _MILIK_ASN:
            kolom = kelas.__table__.columns
            await self._sesi.execute(update(kelas).where(kolom["asn_id"] == asn_id).values(instansi_id=instansi_id))

    async def muat(self, semua: Iterable[tuple[UUID, str, Riwayat]]) -> int:
        """Banyak riwayat sekaligus (id ASN, id instansi, riwayat); hasil: banyaknya baris tertulis."""
        isi: dict[str, list[tuple[UUID, str, Rekam]]] = defaultdict(list)
        for asn_id, instansi_id, riwayat in semua:
            for kelompok in KELOMPOK:
                isi[kelompok] += ((asn_id, instansi_id, satu) for satu in getattr(riwayat, kelompok))
        tertulis = 0
        for kelompok, kelas in BERTABEL.items():
            kolom = tuple(KELOMPOK[kelompok].model_fields)
            baris = ((*pemilik, *(getattr(satu, k) for k in kolom)) for *pemilik, satu in isi.pop(kelompok))
            tertulis += await salin(self._sesi, kelas, (*_PEMILIK, *kolom), baris)
        semua_lain = ((kelompok, *satu) for kelompok, milik in isi.items() for satu in milik)
        lain = (
            (asn_id, instansi_id, satu.id, satu.dokumen_id, kelompok, satu.berlaku, Jsonb(_isi(satu)))
            for kelompok, asn_id, instansi_id, satu in semua_lain
        )
        return tertulis + await salin(self._sesi, tabel.RiwayatLain, (*_PEMILIK, *_LAIN), lain)


def _kolom(kelompok: str, baris: Rekam) -> dict[str, Any]:
    if kelompok in BERTABEL:
        return baris.model_dump()
    return dict(zip(_LAIN, (baris.id, baris.dokumen_id, kelompok, baris.berlaku, _isi(baris)), strict=True))


def _isi(baris: Rekam) -> dict[str, Any]:
    return baris.model_dump(mode="json", exclude={"id", "dokumen_id"}, exclude_none=True)

"""Baris riwayat di basis data: kelompok yang dipakai aturan punya tabelnya sendiri, selebihnya satu tabel bersama."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

from psycopg.types.json import Jsonb
from sqlalchemy import (
    ARRAY,
    JSON,
    ColumnElement,
    Numeric,
    Select,
    Text,
    Uuid,
    any_,
    bindparam,
    cast,
    delete,
    func,
    literal_column,
    select,
    union_all,
    update,
)
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from gudang.baris import jalankan
from gudang.muatan import salin
from models import tabel
from models.lipatan import pribadi_pada
from models.riwayat import KELOMPOK, Riwayat
from models.riwayat.dasar import Rekam
from models.riwayat.pribadi import RiwayatPribadi
from models.tabel import (
    TabelDokumen,
    TabelRiwayatAngkaKredit,
    TabelRiwayatGolongan,
    TabelRiwayatHukdis,
    TabelRiwayatJabatan,
    TabelRiwayatLain,
    TabelRiwayatPendidikan,
    TabelRiwayatPenugasan,
    TabelRiwayatSKP,
    TabelRiwayatUjian,
)

BERTABEL: Final[Mapping[str, type[tabel.Dasar]]] = {
    "golongan": TabelRiwayatGolongan,
    "jabatan": TabelRiwayatJabatan,
    "pendidikan": TabelRiwayatPendidikan,
    "skp": TabelRiwayatSKP,
    "angka_kredit": TabelRiwayatAngkaKredit,
    "hukdis": TabelRiwayatHukdis,
    "ujian": TabelRiwayatUjian,
    "penugasan": TabelRiwayatPenugasan,
}
"""Kelompok → tabelnya; nama kolomnya sama dengan nama isian modelnya."""
_MILIK_ASN: Final[tuple[type[tabel.Dasar], ...]] = (*BERTABEL.values(), TabelRiwayatLain, TabelDokumen)
_PEMILIK: Final = ("asn_id", "instansi_id")
_LAIN: Final = ("id", "dokumen_id", "kelompok", "berlaku", "isi")


def _baris_bertabel(kelompok: str, kelas: type[tabel.Dasar]) -> Select[Any]:
    """Baris satu kelompok sebagai JSON seperti dibaca modelnya; desimal sebagai teks, supaya tetap persis."""
    kolom = kelas.__table__.columns
    isian = ((nama, kolom[nama]) for nama in KELOMPOK[kelompok].model_fields)
    pasangan = (
        satu
        for nama, isi in isian
        for satu in (literal_column(f"'{nama}'"), cast(isi, Text) if isinstance(isi.type, Numeric) else isi)
    )
    isi = func.json_build_object(*pasangan)
    return select(kolom["asn_id"], literal_column(f"'{kelompok}'").label("kelompok"), isi.label("isi"))


def _perintah_baca(milik: Callable[[ColumnElement[UUID]], ColumnElement[bool]]) -> Select[UUID, str]:
    """Pemilik dan seluruh riwayatnya sebagai satu teks JSON, yang dibaca pydantic sekali jalan."""
    lain = TabelRiwayatLain.__table__.columns
    kunci = func.jsonb_build_object("id", lain["id"], "dokumen_id", lain["dokumen_id"])
    bagian = [_baris_bertabel(kelompok, kelas) for kelompok, kelas in BERTABEL.items()]
    bagian.append(select(lain["asn_id"], lain["kelompok"], cast(lain["isi"].op("||")(kunci), JSON).label("isi")))
    semua = union_all(*(satu.where(milik(satu.selected_columns["asn_id"])) for satu in bagian)).subquery()
    menurut_kelompok = (
        select(semua.c.asn_id, semua.c.kelompok, func.json_agg(semua.c.isi).label("baris"))
        .group_by(semua.c.asn_id, semua.c.kelompok)
        .subquery()
    )
    utuh = func.json_object_agg(menurut_kelompok.c.kelompok, menurut_kelompok.c.baris)
    return select(menurut_kelompok.c.asn_id, cast(utuh, Text)).group_by(menurut_kelompok.c.asn_id)


_SEORANG: Final = _perintah_baca(lambda asn_id: asn_id == bindparam("asn_id", type_=Uuid))
"""Terpisah dari ``_BANYAK``: rencana kueri atas larik disusun PostgreSQL lagi setiap kali, lebih lama dari bacanya."""
_BANYAK: Final = _perintah_baca(lambda asn_id: asn_id == any_(bindparam("asn_id", type_=ARRAY(Uuid()))))


class GudangRiwayat:
    def __init__(self, sesi: AsyncSession) -> None:
        self._sesi = sesi

    async def baca(self, asn_id: Sequence[UUID]) -> dict[UUID, Riwayat]:
        """Semua riwayat banyak ASN: satu kueri, berapa pun banyaknya."""
        seorang = len(asn_id) == 1
        hasil = await jalankan(
            self._sesi, _SEORANG if seorang else _BANYAK, asn_id=asn_id[0] if seorang else list(asn_id)
        )
        tercatat = {pemilik: Riwayat.model_validate_json(isi) for pemilik, isi in hasil}
        return {satu: tercatat.get(satu) or Riwayat() for satu in asn_id}

    async def pribadi(self, asn_id: UUID, pada: date) -> dict[str, Any]:
        """Data pribadi pada suatu hari, tanpa membaca riwayat lainnya."""
        lain = TabelRiwayatLain
        hasil = await self._sesi.execute(
            select(lain.id, lain.isi).where(lain.asn_id == asn_id, lain.kelompok == "pribadi", lain.berlaku <= pada)
        )
        baris = tuple(RiwayatPribadi.model_validate({**isi, "id": rekam_id}) for rekam_id, isi in hasil)
        return pribadi_pada(Riwayat(pribadi=baris), pada)

    async def tulis(self, asn_id: UUID, instansi_id: str, kelompok: str, baris: Rekam) -> None:
        """Baris baru, atau pengganti baris ber-id sama."""
        kelas = BERTABEL.get(kelompok, TabelRiwayatLain)
        isi = _kolom(kelompok, baris) | {"asn_id": asn_id, "instansi_id": instansi_id}
        perintah = insert(kelas).values(isi)
        await self._sesi.execute(perintah.on_conflict_do_update(index_elements=["id"], set_=isi))

    async def hapus(self, kelompok: str, rekam_id: UUID) -> None:
        kolom = BERTABEL.get(kelompok, TabelRiwayatLain).__table__.columns
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
        return tertulis + await salin(self._sesi, TabelRiwayatLain, (*_PEMILIK, *_LAIN), lain)


def _kolom(kelompok: str, baris: Rekam) -> dict[str, Any]:
    if kelompok in BERTABEL:
        return baris.model_dump()
    return dict(zip(_LAIN, (baris.id, baris.dokumen_id, kelompok, baris.berlaku, _isi(baris)), strict=True))


def _isi(baris: Rekam) -> dict[str, Any]:
    return baris.model_dump(mode="json", exclude={"id", "dokumen_id"}, exclude_none=True)

"""Jejak: hanya bertambah, berantai sidik; pemicu basis data mengisi rantainya."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Integer, func, insert, literal, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased
from sqlalchemy.sql import ColumnElement

from gudang.baris import bentuk, tulis
from models.keputusan import Pelaku
from models.peristiwa import Dibaca, Digantikan, JenisPeristiwa, Peristiwa, tulis_rincian
from models.tabel import TabelAkun, TabelJejak


@dataclass(frozen=True)
class BarisJejak:
    """Satu butir garis waktu; ``akun`` kosong berarti sistem."""

    ke: int
    urut: int | None
    jenis: str
    waktu: datetime
    akun: str | None
    nama: str | None
    jabatan: str | None
    peran: str | None
    unit: str | None
    langkah: str | None
    tugas_id: UUID | None
    rincian: dict[str, Any]
    digantikan: bool
    """Tidak berlaku lagi: alurnya di-reset ke titik sebelum peristiwa ini."""


_TULIS: Final = insert(TabelJejak)


class GudangJejak:
    def __init__(self, sesi: AsyncSession) -> None:
        self._sesi = sesi

    async def tulis(self, usulan_id: UUID, instansi_id: str, peristiwa: Iterable[Peristiwa]) -> None:
        """Tulis peristiwa alur kerja menurut urutannya; satu urut hanya dapat ditulis sekali."""
        for satu in peristiwa:
            await tulis(
                self._sesi,
                _TULIS,
                usulan_id=usulan_id,
                instansi_id=instansi_id,
                urut=satu.urut,
                jenis=satu.jenis.value,
                waktu=satu.waktu,
                langkah=satu.langkah,
                tugas_id=satu.tugas_id,
                rincian=_rincian(satu),
                **_kolom_pelaku(satu.pelaku),
            )

    async def gantikan(self, usulan_id: UUID, instansi_id: str, *, dari: int, lama: str, baru: str) -> None:
        """Peristiwa sejak urut ``dari`` digantikan versi run alur yang baru; barisnya tetap ada, bertanda."""
        await self._sesi.execute(
            insert(TabelJejak).values(
                usulan_id=usulan_id,
                instansi_id=instansi_id,
                jenis=JenisPeristiwa.DIGANTIKAN.value,
                waktu=func.clock_timestamp(),
                rincian=tulis_rincian(Digantikan(dari=dari, lama=lama, baru=baru)),
            )
        )

    async def pernah_digantikan(self, usulan_id: UUID, alur: str) -> bool:
        """Run alur ini sudah digantikan run lain, jadi tulisannya yang datang terlambat tidak berlaku."""
        ada = await self._sesi.scalar(
            select(func.count()).where(
                TabelJejak.usulan_id == usulan_id,
                TabelJejak.jenis == JenisPeristiwa.DIGANTIKAN.value,
                TabelJejak.rincian["lama"].astext == alur,
            )
        )
        return bool(ada)

    async def catat_baca(
        self,
        pelaku: Pelaku,
        instansi_id: str,
        *,
        usulan_id: UUID | None = None,
        asn_id: UUID | None = None,
        dibaca: Dibaca,
        sekali_sejam: bool = False,
    ) -> None:
        """Catat bahwa seseorang membuka dokumen pribadi, surat, atau data seseorang.

        ``sekali_sejam``: bacaan yang sama oleh akun yang sama dalam jam yang sama cukup sebaris, bagi yang dibaca
        berulang-ulang seperti kotak masuk.
        """
        if usulan_id is None and asn_id is None:
            raise ValueError("usulan_id atau asn_id harus diisi: pembacaan dicatat pada usulan atau pada ASN")
        isi = {
            "usulan_id": usulan_id,
            "asn_id": asn_id,
            "instansi_id": instansi_id,
            "jenis": JenisPeristiwa.DIBACA.value,
            "rincian": tulis_rincian(dibaca),
            **_kolom_pelaku(pelaku),
        }
        if not sekali_sejam:
            await self._sesi.execute(insert(TabelJejak).values(waktu=func.clock_timestamp(), **isi))
            return
        kolom = TabelJejak.__table__.c
        baris = select(func.clock_timestamp(), *(literal(nilai, kolom[nama].type) for nama, nilai in isi.items()))
        sudah = (
            select(TabelJejak.id)
            .where(
                TabelJejak.pokok == (usulan_id or asn_id),
                TabelJejak.jenis == isi["jenis"],
                TabelJejak.akun == isi["akun"],
                TabelJejak.waktu >= func.date_trunc("hour", func.clock_timestamp()),
                TabelJejak.rincian == isi["rincian"],
            )
            .exists()
        )
        await self._sesi.execute(insert(TabelJejak).from_select(["waktu", *isi], baris.where(~sudah)))

    async def garis_waktu(self, usulan_id: UUID, *, dengan_pembacaan: bool = False) -> tuple[BarisJejak, ...]:
        """Garis waktu sebuah usulan dengan nama pelakunya; pembacaan data hanya bila diminta."""
        perintah = (
            select(
                TabelJejak.ke,
                TabelJejak.urut,
                TabelJejak.jenis,
                TabelJejak.waktu,
                TabelJejak.akun,
                TabelAkun.nama,
                TabelAkun.jabatan,
                TabelJejak.peran,
                TabelJejak.unit,
                TabelJejak.langkah,
                TabelJejak.tugas_id,
                TabelJejak.rincian,
                _digantikan(),
            )
            .outerjoin(TabelAkun, TabelAkun.id == TabelJejak.akun)
            .where(TabelJejak.pokok == usulan_id)
            .order_by(TabelJejak.ke)
        )
        if not dengan_pembacaan:
            perintah = perintah.where(TabelJejak.jenis != JenisPeristiwa.DIBACA.value)
        return bentuk(BarisJejak, await self._sesi.execute(perintah))

    async def urut_tertulis(self, usulan_id: UUID, urut: Iterable[int]) -> dict[int, tuple[str, datetime]]:
        """Urut → (jenis, waktu) yang sudah tertulis, untuk mengenali penulisan ulang; yang digantikan tidak ikut."""
        hasil = await self._sesi.execute(
            select(TabelJejak.urut, TabelJejak.jenis, TabelJejak.waktu)
            .where(TabelJejak.usulan_id == usulan_id, TabelJejak.urut.in_(list(urut)))
            .order_by(TabelJejak.ke)
        )
        return {nomor: (jenis, waktu) for nomor, jenis, waktu in hasil if nomor is not None}

    async def periksa_rantai(self, pokok: UUID) -> int | None:
        """``ke`` pertama yang rusak pada rantai sebuah usulan (atau ASN); kosong berarti utuh."""
        hasil: int | None = await self._sesi.scalar(select(func.jejak_putus(pokok)))
        return hasil


def _digantikan() -> ColumnElement[bool]:
    """Ada reset sesudah baris ini, ke titik sebelum peristiwanya."""
    reset = aliased(TabelJejak)
    return (
        select(reset.id)
        .where(
            reset.pokok == TabelJejak.pokok,
            reset.jenis == JenisPeristiwa.DIGANTIKAN.value,
            reset.ke > TabelJejak.ke,
            reset.rincian["dari"].astext.cast(Integer) <= TabelJejak.urut,
        )
        .exists()
    )


def _rincian(peristiwa: Peristiwa) -> dict[str, Any]:
    """Rincian peristiwa, dengan akun yang diwakili bila pelakunya seorang pengganti."""
    pelaku = peristiwa.pelaku
    rincian = tulis_rincian(peristiwa.isi)
    return rincian | {"mewakili": pelaku.mewakili} if pelaku and pelaku.mewakili else rincian


def _kolom_pelaku(pelaku: Pelaku | None) -> dict[str, str | None]:
    if pelaku is None:
        return {"akun": None, "peran": None, "unit": None}
    return {"akun": pelaku.akun, "peran": pelaku.peran.value, "unit": pelaku.unit}

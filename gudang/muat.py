"""Muatan massal: akun, unor, profil ASN, dan arsip digital; dipakai pengisian awal dan migrasi dari sistem lama."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.ext.asyncio import AsyncSession

from gudang.asn import LIPATAN, kolom_lipatan
from gudang.dokumen import DokumenBaru
from gudang.muatan import salin
from gudang.riwayat import GudangRiwayat
from models.data_lama import uraikan
from models.peran import unit_instansi
from models.profil import ProfilASN
from models.referensi.zona import hari_ini
from models.riwayat import KELOMPOK, Riwayat
from models.tabel import TabelAkun, TabelAsn, TabelDokumen, TabelUnor

_AKUN: Final = ("id", "nama", "nip", "nik", "jabatan", "pangkat", "peran", "unit", "surel")
_UNOR: Final = ("id", "instansi_id", "nama", "berakhir")
_DOKUMEN: Final = tuple(DokumenBaru.__dataclass_fields__)


class GudangMuat:
    def __init__(self, sesi: AsyncSession) -> None:
        self._sesi = sesi

    async def ada_asn(self) -> bool:
        return bool(await self._sesi.scalar(select(exists(select(TabelAsn.id)))))

    async def akun(self, akun: Iterable[Sequence[Any]]) -> int:
        """Baris (id, nama, nip, nik, jabatan, pangkat, peran[], unit, surel); yang sudah ada diperbarui."""
        return await salin(self._sesi, TabelAkun, _AKUN, akun, perbarui=_AKUN[1:])

    async def unor(self, unor: Iterable[Sequence[Any]]) -> int:
        """Baris (id, id instansi, nama, hari terakhir berlaku atau kosong); yang sudah ada diperbarui."""
        return await salin(self._sesi, TabelUnor, _UNOR, unor, perbarui=_UNOR[1:])

    async def dokumen(self, dokumen: Iterable[DokumenBaru]) -> int:
        return await salin(self._sesi, TabelDokumen, _DOKUMEN, (tuple(vars(d)[n] for n in _DOKUMEN) for d in dokumen))

    async def asn(self, semua: Sequence[ProfilASN]) -> int:
        """Baris ``asn`` dari lipatan riwayatnya; riwayatnya menyusul lewat ``riwayat``."""
        baris = (tuple(kolom[nama] for nama in LIPATAN) for kolom in map(_lipatan, semua))
        return await salin(self._sesi, TabelAsn, LIPATAN, baris)

    async def riwayat(self, semua: Sequence[ProfilASN], dokumen: Mapping[UUID, UUID]) -> int:
        """Semua riwayat ASN yang sudah dimuat; ``dokumen`` id riwayat → id dokumen arsipnya.

        Data utama yang tidak bersandar pada riwayat (data lama) diuraikan menjadi baris riwayat pertamanya.
        """
        return await GudangRiwayat(self._sesi).muat(
            (satu.id, satu.instansi_id, _berdokumen(_riwayat(satu), dokumen)) for satu in semua
        )


def _riwayat(satu: ProfilASN) -> Riwayat:
    return uraikan(satu, hari_ini(unit_instansi(satu.instansi_id)))


def _lipatan(satu: ProfilASN) -> dict[str, Any]:
    return kolom_lipatan(satu.id, _riwayat(satu), hari_ini(unit_instansi(satu.instansi_id)))


def _berdokumen(riwayat: Riwayat, dokumen: Mapping[UUID, UUID]) -> Riwayat:
    """Baris yang terbukti menyebut dokumennya."""
    return riwayat.model_copy(
        update={
            kelompok: tuple(
                r.model_copy(update={"dokumen_id": dokumen[r.id]}) if r.id in dokumen else r
                for r in getattr(riwayat, kelompok)
            )
            for kelompok in KELOMPOK
        }
    )

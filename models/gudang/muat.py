"""Muatan massal: direktori akun, profil ASN, dan arsip digital; dipakai pengisian awal dan migrasi dari sistem lama."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.ext.asyncio import AsyncSession

from models import tabel
from models.gudang.asn import RIWAYAT, UTAMA
from models.gudang.dokumen import DokumenBaru
from models.gudang.muatan import salin
from models.profil import ProfilASN

_KINI: Final = (
    "golongan", "tmt_golongan", "masa_kerja_tahun", "masa_kerja_bulan", "gaji_pokok", "jabatan_jenis", "jabatan_nama",
)  # fmt: skip
_AKUN: Final = ("id", "nama", "nip", "nik", "jabatan", "pangkat", "peran", "unit", "surel")
_DOKUMEN: Final = tuple(DokumenBaru.__dataclass_fields__)


class GudangMuat:
    def __init__(self, sesi: AsyncSession) -> None:
        self._sesi = sesi

    async def ada_asn(self) -> bool:
        return bool(await self._sesi.scalar(select(exists(select(tabel.Asn.id)))))

    async def akun(self, akun: Iterable[Sequence[Any]]) -> int:
        """Baris (id, nama, nip, nik, jabatan, pangkat, peran[], unit, surel); yang sudah ada diperbarui."""
        return await salin(self._sesi, tabel.Akun, _AKUN, akun, perbarui=_AKUN[1:])

    async def dokumen(self, dokumen: Iterable[DokumenBaru]) -> int:
        return await salin(self._sesi, tabel.Dokumen, _DOKUMEN, (tuple(vars(d)[n] for n in _DOKUMEN) for d in dokumen))

    async def asn(self, semua: Sequence[ProfilASN]) -> int:
        """Data utama dan keadaan kini; riwayatnya menyusul lewat ``riwayat``."""
        baris = ((*(getattr(satu, nama) for nama in UTAMA), *_kini(satu)) for satu in semua)
        return await salin(self._sesi, tabel.Asn, (*UTAMA, *_KINI), baris)

    async def riwayat(self, semua: Sequence[ProfilASN], dokumen: Mapping[UUID, UUID]) -> int:
        """Semua riwayat ASN yang sudah dimuat; ``dokumen`` id riwayat → id dokumen arsipnya."""
        tertulis = 0
        for nama, (kelas, model) in RIWAYAT.items():
            kolom = tuple(n for n in model.model_fields if n in kelas.__table__.columns and n != "dokumen_id")
            baris = (
                (satu.id, satu.instansi_id, dokumen.get(butir.id), *(getattr(butir, k) for k in kolom))
                for satu in semua
                for butir in getattr(satu, nama)
            )
            tertulis += await salin(self._sesi, kelas, ("asn_id", "instansi_id", "dokumen_id", *kolom), baris)
        return tertulis


def _kini(satu: ProfilASN) -> tuple[Any, ...]:
    golongan, jabatan = satu.golongan_terakhir, satu.jabatan_terakhir
    return (
        golongan and golongan.golongan,
        golongan and golongan.tmt,
        golongan and golongan.masa_kerja_tahun,
        golongan and golongan.masa_kerja_bulan,
        golongan and golongan.gaji_pokok,
        jabatan and jabatan.jenis,
        jabatan and jabatan.nama,
    )

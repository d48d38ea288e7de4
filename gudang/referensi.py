"""Referensi: pemuatan dari CSV (boleh diulang) dan pembacaannya; periode dan alasan menurut ketetapan."""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import exists, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from gudang.ketetapan import GudangKetetapan
from gudang.muatan import salin
from models import layanan as daftar_layanan
from models import tabel
from models.ketetapan import IsiAlasan, IsiPeriode
from models.ketetapan_bawaan import alasan_bawaan, periode_bawaan
from models.referensi.berkas import DATA, baris
from models.referensi.instansi import semua_instansi
from models.referensi.zona import zona_provinsi
from models.tabel import (
    TabelGolongan,
    TabelInstansi,
    TabelJabatanFungsional,
    TabelJenisHukuman,
    TabelJenisKP,
    TabelKanreg,
    TabelKedudukanHukum,
    TabelPendidikan,
    TabelReferensiTermuat,
    TabelStatusUsulan,
    TabelTingkatPendidikan,
)


class _Muatan(NamedTuple):
    kelas: type[tabel.Dasar]
    kolom: tuple[str, ...]
    susun: Callable[[dict[str, str]], Sequence[Any]]


def _dua(b: dict[str, str]) -> Sequence[Any]:
    return b["id"], b["nama"]


_MUATAN = {
    "kanreg.csv": _Muatan(TabelKanreg, ("kode", "kota", "wilayah"), lambda b: (b["kanreg"], b["kota"], b["wilayah"])),
    "golongan_pns.csv": _Muatan(
        TabelGolongan, ("kode", "nama", "pangkat"), lambda b: (b["id"], b["nama"], b["namaPangkat"])
    ),
    "tingkat_pendidikan.csv": _Muatan(
        TabelTingkatPendidikan,
        ("id", "nama", "golongan_awal", "golongan_puncak"),
        lambda b: (b["id"], b["nama"], b["golongan_awal"], b["golongan_puncak"]),
    ),
    "pendidikan.csv.gz": _Muatan(
        TabelPendidikan,
        ("id", "tingkat_id", "nama", "aktif"),
        lambda b: (b["id"], b["tingkatPendidikanId"], b["nama"], b["status"] == "1"),
    ),
    "kenaikan_pangkat.csv": _Muatan(TabelJenisKP, ("id", "nama"), _dua),
    "status_usulan.csv": _Muatan(
        TabelStatusUsulan,
        ("id", "nama", "fase"),
        lambda b: (int(b["id"]), b["nama"], b["fase (grouping by us, not BKN)"]),
    ),
    "jenis_hukuman.csv": _Muatan(
        TabelJenisHukuman, ("id", "nama", "tingkat"), lambda b: (b["id"], b["nama"], b["jenisTingkatHukumanId"])
    ),
    "kedudukan_hukum.csv": _Muatan(TabelKedudukanHukum, ("id", "nama"), _dua),
    "jabatan_fungsional.csv": _Muatan(
        TabelJabatanFungsional,
        ("id", "nama", "jenjang", "usia_bup", "aktif"),
        lambda b: (b["id"], b["nama"], b["jenjang"], int(b["usiaBup"] or 0), b["status"] == "N"),
    ),
}


@dataclass(frozen=True)
class AlasanBaku:
    kode: str
    putusan: tuple[str, ...]
    sasaran: str
    uraian: str


@dataclass(frozen=True)
class PeriodeBuka:
    periode: date
    tutup: date


@dataclass(frozen=True)
class DataInstansi:
    id: str
    nama: str
    jenis: str
    kelompok: str
    kanreg: str | None
    provinsi: str | None
    zona: str


class GudangReferensi:
    def __init__(self, sesi: AsyncSession) -> None:
        self._sesi = sesi
        self._ketetapan = GudangKetetapan(sesi)

    async def muat(self) -> dict[str, int]:
        """Muat berkas referensi yang berubah sejak pemuatan terakhir. Hasil: berkas → banyaknya baris tertulis."""
        tertulis: dict[str, int] = {}
        for berkas, muatan in _MUATAN.items():
            if await self._berubah(berkas):
                isi = {satu[0]: satu for satu in map(muatan.susun, baris(berkas))}
                tertulis[berkas] = await self._salin(muatan.kelas, muatan.kolom, isi.values())
        if await self._berubah("instansi.csv"):
            tertulis["instansi.csv"] = await self._muat_instansi()
        return tertulis

    async def _berubah(self, berkas: str) -> bool:
        """Bandingkan dengan sidik yang tersimpan, dan simpan sidik barunya."""
        sidik = hashlib.sha256((DATA / berkas).read_bytes()).hexdigest()
        tulis = insert(TabelReferensiTermuat).values(berkas=berkas, sidik=sidik)
        hasil = await self._sesi.execute(
            tulis.on_conflict_do_update(
                index_elements=["berkas"], set_={"sidik": sidik}, where=TabelReferensiTermuat.sidik != sidik
            ).returning(TabelReferensiTermuat.berkas)
        )
        return hasil.scalar_one_or_none() is not None

    async def _salin(self, kelas: type[tabel.Dasar], kolom: tuple[str, ...], isi: Iterable[Sequence[Any]]) -> int:
        return await salin(self._sesi, kelas, kolom, isi, perbarui=kolom[1:])

    async def _muat_instansi(self) -> int:
        kolom = ("id", "nama", "jenis", "kelompok", "kanreg", "provinsi", "zona")
        isi = (
            (i.id, i.nama, i.jenis, i.kelompok, i.kanreg, i.provinsi, zona_provinsi(i.provinsi))
            for i in semua_instansi().values()
        )
        return await self._salin(TabelInstansi, kolom, isi)

    async def periode(self, layanan: str, dari: date) -> tuple[PeriodeBuka, ...]:
        """Periode yang penutupannya, menurut ketetapan pada hari ``dari``, pada atau sesudah hari itu; berurut."""
        if not daftar_layanan.cari(layanan).berperiode:
            return ()
        berlaku = {**periode_bawaan(dari), **await self._ketetapan.berlaku(IsiPeriode, dari, f"{layanan}.")}
        semua = (PeriodeBuka(date.fromisoformat(kunci), isi.tutup) for kunci, isi in berlaku.items())
        return tuple(sorted((satu for satu in semua if satu.tutup >= dari), key=lambda satu: satu.periode))

    async def alasan(self, layanan: str, pada: date, putusan: str | None = None) -> tuple[AlasanBaku, ...]:
        """Alasan yang masih dipakai bagi layanan, boleh disaring menurut putusannya, mis. ``BTS``."""
        return tuple(
            AlasanBaku(kode, satu.putusan, satu.sasaran, satu.uraian)
            for kode, satu in sorted((await self._alasan(pada)).items())
            if satu.aktif and satu.layanan in {None, layanan} and (putusan is None or putusan in satu.putusan)
        )

    async def uraian_alasan(self, pada: date) -> dict[str, str]:
        """Kode alasan → uraiannya, termasuk yang tidak dipakai lagi."""
        return {kode: satu.uraian for kode, satu in (await self._alasan(pada)).items()}

    async def _alasan(self, pada: date) -> dict[str, IsiAlasan]:
        return {**alasan_bawaan(), **await self._ketetapan.berlaku(IsiAlasan, pada)}

    async def instansi(self, instansi_id: str) -> DataInstansi | None:
        i = TabelInstansi
        hasil = await self._sesi.execute(
            select(i.id, i.nama, i.jenis, i.kelompok, i.kanreg, i.provinsi, i.zona).where(i.id == instansi_id)
        )
        satu = hasil.one_or_none()
        return DataInstansi(*satu) if satu else None

    async def terisi(self) -> bool:
        """Apakah referensi sudah dimuat; dipakai pemeriksaan siap."""
        return bool(await self._sesi.scalar(select(exists(select(TabelStatusUsulan.id)))))

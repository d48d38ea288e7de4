"""Ketentuan yang dapat diubah: yang berlaku, riwayatnya, penetapannya, dan pembatalan yang belum berlaku."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Annotated, Any, Final

from fastapi import APIRouter, Body, Query
from pydantic import BaseModel, ConfigDict, Field, JsonValue

from api import boleh
from api.bekal import BekalAplikasi, GudangPetugas
from api.ketetapan import bawaan, bentuk, gabung, layanan_kunci
from api.masalah import JenisMasalah, Kesalahan, Masalah, dokumentasi
from api.siapa import Identitas, Petugas
from api.wujud import Wujud
from gudang import Gudang
from gudang.ketetapan import DataKetetapan
from models.ketetapan import BENTUK, IsiKetetapan, JenisKetetapan
from models.referensi.tanggal import tulis_tanggal
from models.referensi.zona import hari_ini, hari_ini_terdepan

M = JenisMasalah
rute = APIRouter(
    prefix="/ketetapan",
    tags=["Ketetapan"],
    responses=dokumentasi(M.TOKEN_KOSONG, M.TOKEN_TIDAK_SAH, M.TERLARANG, M.ISIAN_TIDAK_SAH),
)
Catatan = Annotated[str, Field(min_length=5, max_length=2000)]


class VersiKetetapan(Wujud):
    id: int
    berlaku_mulai: date
    isi: dict[str, JsonValue]
    catatan: str
    dibuat_oleh: str
    dibuat_nama: str | None
    dibuat: datetime
    dibatalkan_oleh: str | None
    dibatalkan_nama: str | None
    dibatalkan: datetime | None
    sebab_batal: str | None


class KetetapanBerlaku(BaseModel):
    """Satu ketentuan pada satu hari, dengan semua versinya."""

    jenis: JenisKetetapan
    kunci: str
    isi: dict[str, JsonValue] | None = Field(description="Yang berlaku; kosong berarti menurut aturan layanannya.")
    sejak: date | None = Field(description="Kosong berarti masih bawaannya.")
    bawaan: dict[str, JsonValue] | None
    riwayat: list[VersiKetetapan] = Field(description="Yang terbaru dahulu; yang dibatalkan ikut.")


class PenetapanBaru(BaseModel):
    model_config = ConfigDict(extra="forbid")

    isi: dict[str, JsonValue] = Field(description="Bentuknya menurut jenisnya; lihat contoh.")
    berlaku_mulai: date | None = Field(
        default=None, description="Bawaannya besok. Hari ini berarti segera; yang sudah lewat hanya bila belum dipakai."
    )
    catatan: Catatan = Field(description="Dasar hukum atau sebabnya.", examples=["SE Kepala BKN Nomor 7 Tahun 2026"])


_CATATAN: Final = "Nota dinas Direktur Kepangkatan Nomor 12 Tahun 2026"
_CONTOH: Final[dict[str, dict[str, Any]]] = {
    "langkah": {"summary": "langkah / KenaikanPangkat.validasi_bkn", "value": {"isi": {"hari_kerja": 3}}},
    "templat": {"summary": "templat / sk_kp", "value": {"isi": {"versi": 2}}},
    "dokumen": {
        "summary": "dokumen / KenaikanPangkat.101",
        "value": {"isi": {"wajib": ["cv"], "dihapus": ["transkrip"]}},
    },
    "kewenangan": {"summary": "kewenangan / <Layanan>.<jenis>", "value": {"isi": {"rute": "bkn"}}},
    "periode": {"summary": "periode / KenaikanPangkat.2027-02-01", "value": {"isi": {"tutup": "2027-01-25"}}},
    "libur": {
        "summary": "libur / 2026-12-28",
        "value": {"isi": {"nama": "Cuti bersama tambahan"}, "berlaku_mulai": "2026-11-24"},
    },
    "alasan": {
        "summary": "alasan / DOKUMEN_BURAM",
        "value": {"isi": {"putusan": ["BTS"], "sasaran": "dokumen", "uraian": "Dokumen buram"}},
    },
}
for _satu in _CONTOH.values():
    _satu["value"]["catatan"] = _CATATAN


@rute.get("", summary="Ketentuan yang berlaku pada suatu hari, dan riwayatnya")
async def lihat_ketetapan(
    _: Petugas,
    gudang: GudangPetugas,
    jenis: JenisKetetapan,
    kunci: Annotated[str | None, Query(max_length=200)] = None,
    pada: Annotated[date | None, Query(description="Bawaannya hari ini.")] = None,
) -> list[KetetapanBerlaku]:
    """Terbuka bagi siapa pun yang sudah masuk: ketentuan bukan rahasia."""
    return await _daftar(gudang, jenis, kunci, pada or hari_ini())


@rute.put("/{jenis}/{kunci}", summary="Tetapkan versi berikutnya (administrator)")
async def tetapkan(
    jenis: JenisKetetapan,
    kunci: str,
    penetapan: Annotated[PenetapanBaru, Body(openapi_examples=_CONTOH)],
    ia: Petugas,
    bekal: BekalAplikasi,
    gudang: GudangPetugas,
) -> KetetapanBerlaku:
    """Usulan yang sudah diajukan tetap memakai ketentuan pada hari ia diajukan."""
    _pastikan_menetapkan(ia)
    isi = bentuk(jenis, kunci, penetapan.isi, bekal.penyusun)
    mulai = penetapan.berlaku_mulai or hari_ini_terdepan() + timedelta(days=1)
    await _pastikan_belum_dipakai(gudang, jenis, kunci, mulai)
    await gudang.ketetapan.tetapkan(jenis, kunci, isi, berlaku_mulai=mulai, catatan=penetapan.catatan, oleh=ia.akun)
    (hasil,) = await _daftar(gudang, jenis, kunci, hari_ini())
    return hasil


@rute.delete(
    "/{ketetapan_id}",
    status_code=204,
    summary="Batalkan ketetapan yang belum berlaku (administrator)",
    responses=dokumentasi(M.TIDAK_DITEMUKAN, M.SUDAH_BERLAKU),
)
async def batalkan(
    ketetapan_id: int, sebab: Annotated[str, Query(min_length=5, max_length=2000)], ia: Petugas, gudang: GudangPetugas
) -> None:
    """Barisnya tetap tersimpan dengan siapa, kapan, dan sebab pembatalannya."""
    _pastikan_menetapkan(ia)
    await gudang.ketetapan.batalkan(ketetapan_id, oleh=ia.akun, sebab=sebab)


def _pastikan_menetapkan(ia: Identitas) -> None:
    boleh.pastikan(boleh.menetapkan(ia), "ketetapan", syarat="Hanya administrator yang menetapkan ketentuan.")


async def _pastikan_belum_dipakai(gudang: Gudang, jenis: JenisKetetapan, kunci: str, mulai: date) -> None:
    """Hari yang sudah lewat hanya bila belum ada usulan yang diajukan di bawah ketentuan lamanya sejak itu [k]."""
    if mulai >= hari_ini() or not await gudang.ketetapan.sudah_dipakai(mulai, layanan_kunci(jenis, kunci)):
        return
    sebab = f"Sudah ada usulan yang diajukan sejak {tulis_tanggal(mulai)} menurut ketentuan sebelumnya."
    kesalahan = Kesalahan(bidang="berlaku_mulai", sebab=sebab, tindakan="Pilih hari ini atau sesudahnya.")
    raise Masalah(M.ISIAN_TIDAK_SAH, "Ketetapan tidak boleh mengubah yang sudah lewat.", kesalahan=[kesalahan])


async def _daftar(gudang: Gudang, jenis: JenisKetetapan, kunci: str | None, pada: date) -> list[KetetapanBerlaku]:
    semula = bawaan(jenis, pada)
    tercatat = await gudang.ketetapan.riwayat(jenis, kunci)
    versi = {nama: list(baris) for nama, baris in groupby(tercatat, key=lambda satu: satu.kunci)}
    pilihan = sorted(semula.keys() | versi.keys()) if kunci is None else [kunci]
    return [
        _berlaku(jenis, satu, semula.get(satu), versi.get(satu, []), pada)
        for satu in pilihan
        if satu in semula or satu in versi
    ]


def _berlaku(
    jenis: JenisKetetapan, kunci: str, semula: IsiKetetapan | None, versi: Sequence[DataKetetapan], pada: date
) -> KetetapanBerlaku:
    kini = next((satu for satu in versi if satu.dibatalkan is None and satu.berlaku_mulai <= pada), None)
    return KetetapanBerlaku(
        jenis=jenis,
        kunci=kunci,
        isi=gabung(semula, BENTUK[jenis].model_validate(kini.isi) if kini else None),
        sejak=kini.berlaku_mulai if kini else None,
        bawaan=gabung(semula, None),
        riwayat=[VersiKetetapan.model_validate(satu) for satu in versi],
    )

"""Referensi bagi formulir: kode dan daftar yang dipelihara. Terbuka bagi siapa pun yang sudah masuk."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import BaseModel

from api.alasan import bidang_dikenal
from api.bekal import GudangPetugas
from api.masalah import JenisMasalah, dokumentasi
from api.siapa import Petugas
from api.wujud import Wujud
from models import layanan as definisi
from models.langkah import JenisPutusan, Langkah
from models.layanan import nama_dokumen
from models.referensi import Golongan, JenisJabatan, JenisKP, Jenjang, dokumen_kp, tabel
from models.referensi.tabel import NamaTabel
from models.referensi.zona import hari_ini
from models.usulan import KodeLayanan
from workflows import layanan as daftar_layanan

M = JenisMasalah
rute = APIRouter(
    prefix="/referensi", tags=["Referensi"], responses=dokumentasi(M.TOKEN_KOSONG, M.TOKEN_TIDAK_SAH, M.ISIAN_TIDAK_SAH)
)
PilihanLayanan = Annotated[KodeLayanan, Query()]
_BAWAAN = definisi.bawaan().kode


class KodeNama(BaseModel):
    kode: str
    nama: str


class PeriodeTerbuka(Wujud):
    periode: date
    tutup: date


class AlasanTersedia(Wujud):
    kode: str
    putusan: list[JenisPutusan]
    sasaran: str
    uraian: str


class DokumenSyarat(Wujud):
    kode: str
    nama: str
    wajib: bool


def _daftar(isi: Mapping[str, str]) -> list[KodeNama]:
    return [KodeNama(kode=kode, nama=nama) for kode, nama in isi.items()]


@rute.get("/jenis-kp", summary="Jenis kenaikan pangkat")
async def jenis_kp(_: Petugas) -> list[KodeNama]:
    return _daftar(tabel("kenaikan_pangkat"))


class LayananTersedia(BaseModel):
    kode: str
    nama: str
    berperiode: bool
    jenis: list[KodeNama]


@rute.get("/layanan", summary="Layanan dan jenis-jenisnya")
async def layanan_tersedia(_: Petugas) -> list[LayananTersedia]:
    return [
        LayananTersedia(kode=satu.kode, nama=satu.nama, berperiode=satu.berperiode, jenis=_daftar(satu.jenis))
        for satu in definisi.semua()
    ]


@rute.get("/formulir", summary="Bentuk isian satu jenis usulan, sebagai JSON Schema")
async def formulir(_: Petugas, layanan: PilihanLayanan, jenis: str) -> dict[str, Any]:
    return definisi.cari_jenis(layanan, jenis).formulir(jenis).model_json_schema()


@rute.get(
    "/kode/{nama}",
    summary="Pilihan isian berkode, misalnya tingkat_pendidikan",
    description="Tabel yang disebut `referensi` pada bentuk isian (`/referensi/formulir`).",
)
async def pilihan_kode(_: Petugas, nama: NamaTabel) -> list[KodeNama]:
    return _daftar(tabel(nama))


@rute.get("/status", summary="Status usulan SIASN")
async def status_usulan(_: Petugas) -> list[KodeNama]:
    return _daftar(tabel("status_usulan"))


@rute.get("/periode", summary="Periode yang sedang menerima usul")
async def periode(_: Petugas, gudang: GudangPetugas, layanan: PilihanLayanan = _BAWAAN) -> list[PeriodeTerbuka]:
    return [PeriodeTerbuka.model_validate(satu) for satu in await gudang.referensi.periode(layanan, hari_ini())]


@rute.get("/alasan", summary="Daftar alasan BTS, TMS, dan penolakan")
async def alasan(
    _: Petugas,
    gudang: GudangPetugas,
    layanan: PilihanLayanan = _BAWAAN,
    putusan: JenisPutusan | None = None,
) -> list[AlasanTersedia]:
    daftar = await gudang.referensi.alasan(layanan, hari_ini(), putusan.value if putusan else None)
    return [AlasanTersedia.model_validate(satu) for satu in daftar]


@rute.get("/bidang", summary="Isian yang dapat ditunjuk alasan")
async def bidang(_: Petugas, layanan: PilihanLayanan = _BAWAAN) -> list[KodeNama]:
    return _daftar(bidang_dikenal(layanan))


@rute.get("/dokumen", summary="Kode dokumen")
async def dokumen(_: Petugas) -> list[KodeNama]:
    return _daftar(nama_dokumen())


@rute.get("/dokumen-syarat", summary="Dokumen yang diminta satu jenis kenaikan pangkat menurut ketentuan hari ini")
async def dokumen_syarat(
    _: Petugas,
    gudang: GudangPetugas,
    jenis: JenisKP,
    golongan_tujuan: Golongan,
    jenis_jabatan: JenisJabatan = JenisJabatan.PELAKSANA,
    jenjang: Jenjang | None = None,
) -> list[DokumenSyarat]:
    semula = dokumen_kp(jenis, golongan_tujuan, jenis_jabatan, jenjang)
    ketentuan = await gudang.ketetapan.ketentuan(_BAWAAN, hari_ini())
    return [DokumenSyarat(**satu._asdict()) for satu in ketentuan.syarat_dokumen(jenis, semula, nama_dokumen())]


@rute.get("/langkah", summary="Tangga langkah sebuah layanan menurut ketentuan hari ini")
async def langkah(_: Petugas, gudang: GudangPetugas, layanan: PilihanLayanan = _BAWAAN) -> list[Langkah]:
    kode = definisi.cari(layanan).kode
    ketentuan = await gudang.ketetapan.ketentuan(kode, hari_ini())
    return list(ketentuan.ubah_langkah(daftar_layanan.cari(kode).langkah))

"""Pejabat sebuah unit: spesimennya, pengganti yang berhalangan, dan siapa yang akan tertera hari ini."""

from datetime import date, datetime, timedelta
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field

from api import boleh
from api.bekal import GudangPetugas
from api.boleh import PENANDATANGAN
from api.masalah import JenisMasalah, Kesalahan, dokumentasi
from api.rute.penggantian import Catatan, PenggantianTerbaca, Teks, pastikan_mengatur, pastikan_unit, tidak_sah
from api.siapa import Petugas
from api.wujud import Wujud
from gudang import Gudang
from models.pejabat import nama_polos
from models.peran import Peran
from models.referensi.unit import nama_unit
from models.referensi.zona import hari_ini
from models.surat import Pejabat

M = JenisMasalah
rute = APIRouter(
    prefix="/pejabat",
    tags=["Pejabat"],
    responses=dokumentasi(M.TOKEN_KOSONG, M.TOKEN_TIDAK_SAH, M.TERLARANG, M.ISIAN_TIDAK_SAH),
)


class SpesimenBaru(BaseModel):
    """Pejabat seperti tercetak pada surat. NIK dan sertifikatnya tetap menurut akunnya."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "nama": "Dr. NAMA PEJABAT, M.Si.",
                    "nip": "197001011995031001",
                    "jabatan": "Kepala Kantor Regional III BKN",
                    "pangkat": "Pembina Utama Madya",
                    "catatan": "Gelar dicantumkan sejak SK Nomor 12 Tahun 2026",
                }
            ]
        },
    )

    nama: Teks
    nip: str | None = Field(default=None, pattern=r"^\d{18}$", description="Kosong bagi pejabat negara.")
    jabatan: Teks
    pangkat: Teks | None = None
    berlaku_mulai: date | None = Field(default=None, description="Bawaannya besok.")
    catatan: Catatan


class SpesimenTerbaca(Wujud):
    akun: str
    berlaku_mulai: date
    nama: str
    nip: str | None
    jabatan: str
    pangkat: str | None
    catatan: str
    dibuat_oleh: str
    dibuat: datetime


class Tertera(BaseModel):
    """Siapa yang menandatangani surat unit ini pada hari itu."""

    peran: Peran
    akun: str | None
    pejabat: Pejabat | None
    halangan: str = Field(description="Mengapa belum ada yang dapat menandatangani; kosong bila ada.")


class AkunUnit(BaseModel):
    akun: str
    nama: str
    jabatan: str
    peran: list[Peran]


class PejabatUnit(BaseModel):
    unit: str
    nama: str
    tertera: list[Tertera]
    akun: list[AkunUnit]
    penggantian: list[PenggantianTerbaca] = Field(description="Yang terbaru dahulu; yang diakhiri ikut.")
    spesimen: list[SpesimenTerbaca]


@rute.get("", summary="Pejabat unit: yang akan tertera, pengganti, dan spesimennya")
async def lihat_pejabat(
    ia: Petugas,
    gudang: GudangPetugas,
    unit: Annotated[str | None, Query(max_length=100, description="Bawaannya unit sendiri.")] = None,
    pada: Annotated[date | None, Query(description="Bawaannya hari ini.")] = None,
) -> PejabatUnit:
    dilihat = unit or ia.unit
    pastikan_mengatur(ia, dilihat)
    pastikan_unit(dilihat)
    akun = await gudang.pejabat.seunit(dilihat)
    riwayat = await gudang.pejabat.riwayat_penggantian(unit=dilihat)
    dikenal = {satu.value for akun_ in akun for satu in akun_.peran} | {satu.peran for satu in riwayat}
    return PejabatUnit(
        unit=dilihat,
        nama=nama_unit(dilihat),
        tertera=[
            await _tertera(gudang, Peran(peran), dilihat, pada or hari_ini(dilihat))
            for peran in sorted(dikenal & PENANDATANGAN)
        ],
        akun=[AkunUnit(akun=s.id, nama=s.nama, jabatan=s.jabatan, peran=list(s.peran)) for s in akun],
        penggantian=[PenggantianTerbaca.model_validate(satu) for satu in riwayat],
        spesimen=[
            SpesimenTerbaca.model_validate(satu)
            for satu in await gudang.pejabat.riwayat_spesimen([satu.id for satu in akun])
        ],
    )


@rute.put("/{akun}/spesimen", status_code=204, summary="Tetapkan spesimen", responses=dokumentasi(M.TIDAK_DITEMUKAN))
async def tetapkan_spesimen(akun: str, spesimen: SpesimenBaru, ia: Petugas, gudang: GudangPetugas) -> None:
    """Berlaku bagi surat yang disusun sejak harinya; surat yang sudah disusun tidak berubah."""
    pejabat = await gudang.pejabat.baca(akun)
    if pejabat is None:
        raise boleh.tidak_ditemukan("akun")
    pastikan_mengatur(ia, pejabat.unit)
    if nama_polos(spesimen.nama) != nama_polos(pejabat.nama):
        sebab = "Tanpa gelarnya, nama itu bukan nama pemilik akun dan sertifikat elektroniknya."
        raise tidak_sah(Kesalahan(bidang="nama", sebab=sebab, tindakan="Ubah gelarnya saja; nama menurut akunnya."))
    await gudang.pejabat.tetapkan_spesimen(
        pejabat,
        Pejabat(**spesimen.model_dump(include={"nama", "nip", "jabatan", "pangkat"})),
        berlaku_mulai=spesimen.berlaku_mulai or hari_ini(pejabat.unit) + timedelta(days=1),
        catatan=spesimen.catatan,
        oleh=ia.akun,
    )


async def _tertera(gudang: Gudang, peran: Peran, unit: str, pada: date) -> Tertera:
    try:
        hasil = await gudang.pejabat.penandatangan(peran, unit, pada)
    except ValueError as galat:
        return Tertera(peran=peran, akun=None, pejabat=None, halangan=str(galat))
    return Tertera(peran=peran, akun=hasil.akun, pejabat=hasil.pejabat, halangan="")

"""Pejabat sebuah unit: spesimennya, pengganti yang berhalangan, dan siapa yang akan tertera hari ini."""

from datetime import date, datetime, timedelta
from typing import Annotated, Final

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field

from api import boleh
from api.bekal import GudangPetugas
from api.boleh import PENANDATANGAN, PERAN_BKN, PERAN_INSTANSI
from api.masalah import JenisMasalah, Kesalahan, Masalah, dokumentasi
from api.siapa import Identitas, Petugas
from api.wujud import Wujud
from gudang import Gudang
from gudang.pejabat import DataAkun
from models.pejabat import Penggantian, Sebagai, nama_polos
from models.peran import Peran
from models.referensi.unit import nama_unit
from models.referensi.zona import hari_ini
from models.surat import Pejabat

M = JenisMasalah
MASA_TERLAMA: Final = timedelta(days=366)
BERTUGAS: Final = (PERAN_INSTANSI | PERAN_BKN) - {Peran.PENGAWAS}
rute = APIRouter(
    prefix="/pejabat",
    tags=["Pejabat"],
    responses=dokumentasi(M.TOKEN_KOSONG, M.TOKEN_TIDAK_SAH, M.TERLARANG, M.ISIAN_TIDAK_SAH),
)
Catatan = Annotated[str, Field(min_length=5, max_length=2000)]
Teks = Annotated[str, Field(min_length=1, max_length=300)]


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


class PenggantianBaru(BaseModel):
    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "unit": "kanreg:III",
                    "peran": "penandatangan_bkn",
                    "pejabat": "<akun>",
                    "sebagai": "plh",
                    "pengganti": "<akun>",
                    "mulai": "2026-12-01",
                    "sampai": "2026-12-05",
                    "catatan": "Surat perintah Nomor 7 Tahun 2026",
                }
            ]
        },
    )

    unit: Teks
    peran: Peran
    pejabat: str | None = Field(
        default=None, max_length=200, description="Akun yang digantikan; kosong bagi jabatan yang tidak berpejabat."
    )
    jabatan: Teks | None = Field(
        default=None,
        description="Jabatan sesudah Plh., Plt., atau a.n.; bawaannya jabatan pejabatnya.",
    )
    sebagai: Sebagai
    pengganti: str | None = Field(
        default=None, max_length=200, description="Akun; kosong berarti berhalangan dan belum digantikan."
    )
    mulai: date
    sampai: date
    catatan: Catatan


class PenggantianTerbaca(Wujud):
    id: int
    peran: Peran
    pejabat: str | None
    pejabat_nama: str | None
    jabatan: str | None
    sebagai: Sebagai
    pengganti: str | None
    pengganti_nama: str | None
    mulai: date
    sampai: date
    catatan: str
    dibuat_oleh: str
    dibuat_nama: str | None
    dibuat: datetime
    dibatalkan_oleh: str | None
    dibatalkan: datetime | None
    sebab_batal: str | None


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
    _pastikan_mengatur(ia, dilihat)
    _pastikan_ada(dilihat)
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
    _pastikan_mengatur(ia, pejabat.unit)
    if nama_polos(spesimen.nama) != nama_polos(pejabat.nama):
        sebab = "Tanpa gelarnya, nama itu bukan nama pemilik akun dan sertifikat elektroniknya."
        raise _tidak_sah(Kesalahan(bidang="nama", sebab=sebab, tindakan="Ubah gelarnya saja; nama menurut akunnya."))
    await gudang.pejabat.tetapkan_spesimen(
        pejabat,
        Pejabat(**spesimen.model_dump(include={"nama", "nip", "jabatan", "pangkat"})),
        berlaku_mulai=spesimen.berlaku_mulai or hari_ini(pejabat.unit) + timedelta(days=1),
        catatan=spesimen.catatan,
        oleh=ia.akun,
    )


@rute.post("/penggantian", status_code=201, summary="Tetapkan pengganti, pelimpahan, atau ketidakhadiran")
async def tetapkan_penggantian(baru: PenggantianBaru, ia: Petugas, gudang: GudangPetugas) -> PenggantianTerbaca:
    """Bagi pejabat dan peran yang sama yang terakhir ditetapkan berlaku. Aturan beda orang mengenai pengganti juga."""
    _pastikan_mengatur(ia, baru.unit)
    _pastikan_ada(baru.unit)
    if kesalahan := [*_salah_isi(baru), *await _salah_orang(gudang, ia, baru)]:
        raise _tidak_sah(*kesalahan)
    penggantian = Penggantian(id=0, **baru.model_dump(exclude={"unit", "catatan"}))
    nomor = await gudang.pejabat.tetapkan_penggantian(baru.unit, penggantian, catatan=baru.catatan, oleh=ia.akun)
    (tercatat,) = await gudang.pejabat.riwayat_penggantian(penggantian_id=nomor)
    return PenggantianTerbaca.model_validate(tercatat)


@rute.delete(
    "/penggantian/{penggantian_id}",
    status_code=204,
    summary="Akhiri penggantian: pejabatnya bertugas lagi",
    responses=dokumentasi(M.TIDAK_DITEMUKAN),
)
async def akhiri_penggantian(
    penggantian_id: int,
    sebab: Annotated[str, Query(min_length=5, max_length=2000)],
    ia: Petugas,
    gudang: GudangPetugas,
) -> None:
    """Barisnya tetap tersimpan dengan siapa, kapan, dan sebab berakhirnya."""
    tercatat = await gudang.pejabat.riwayat_penggantian(penggantian_id=penggantian_id)
    if not tercatat:
        raise boleh.tidak_ditemukan("penggantian")
    _pastikan_mengatur(ia, tercatat[0].unit)
    await gudang.pejabat.akhiri_penggantian(penggantian_id, oleh=ia.akun, sebab=sebab)


async def _tertera(gudang: Gudang, peran: Peran, unit: str, pada: date) -> Tertera:
    try:
        hasil = await gudang.pejabat.penandatangan(peran, unit, pada)
    except ValueError as galat:
        return Tertera(peran=peran, akun=None, pejabat=None, halangan=str(galat))
    return Tertera(peran=peran, akun=hasil.akun, pejabat=hasil.pejabat, halangan="")


def _salah_isi(baru: PenggantianBaru) -> list[Kesalahan]:
    salah = []
    if baru.peran not in BERTUGAS:
        pilihan = ", ".join(sorted(BERTUGAS))
        salah.append(Kesalahan(bidang="peran", sebab="Peran itu tidak digantikan.", tindakan=f"Pilih: {pilihan}."))
    if baru.sampai < baru.mulai:
        sebab = "Masa penggantian berakhir sebelum dimulai."
        salah.append(Kesalahan(bidang="sampai", sebab=sebab, tindakan="Isi hari pada atau sesudah `mulai`."))
    elif baru.sampai - baru.mulai > MASA_TERLAMA:
        sebab = "Masa penggantian lebih dari setahun."
        salah.append(Kesalahan(bidang="sampai", sebab=sebab, tindakan="Tetapkan lagi bila diperpanjang."))
    if baru.pejabat is None and (baru.sebagai is not Sebagai.PLT or not baru.jabatan):
        sebab = "Tanpa pejabat yang digantikan hanya ada Plt. suatu jabatan yang disebut."
        salah.append(Kesalahan(bidang="pejabat", sebab=sebab, tindakan="Sebut pejabatnya, atau Plt. dan jabatannya."))
    if baru.pengganti is None and (baru.sebagai is Sebagai.AN or baru.pejabat is None):
        sebab = "Pelimpahan dan jabatan kosong harus menyebut penggantinya."
        salah.append(Kesalahan(bidang="pengganti", sebab=sebab, tindakan="Pilih akun di unit itu."))
    if baru.pengganti is not None and baru.pengganti == baru.pejabat:
        sebab = "Pejabat tidak menggantikan dirinya sendiri."
        salah.append(Kesalahan(bidang="pengganti", sebab=sebab, tindakan="Pilih akun lain di unit itu."))
    return salah


async def _salah_orang(gudang: Gudang, ia: Identitas, baru: PenggantianBaru) -> list[Kesalahan]:
    salah = []
    if baru.pengganti == ia.akun and Peran.ADMINISTRATOR not in ia.peran:
        sebab = "Anda tidak menunjuk diri sendiri sebagai pengganti."
        salah.append(Kesalahan(bidang="pengganti", sebab=sebab, tindakan="Minta administrator BKN menetapkannya."))
    if baru.pejabat is not None and not _berperan(await gudang.pejabat.baca(baru.pejabat), baru.unit, baru.peran):
        sebab = f"Akun itu tidak berperan {baru.peran.replace('_', ' ')} di unit itu."
        salah.append(Kesalahan(bidang="pejabat", sebab=sebab, tindakan="Pilih dari GET /pejabat unit itu."))
    if baru.pengganti is not None and not _berperan(await gudang.pejabat.baca(baru.pengganti), baru.unit):
        sebab = "Pengganti harus berakun aktif di unit yang sama."
        salah.append(Kesalahan(bidang="pengganti", sebab=sebab, tindakan="Pilih dari GET /pejabat unit itu."))
    return salah


def _berperan(akun: DataAkun | None, unit: str, peran: Peran | None = None) -> bool:
    if akun is None or akun.unit != unit:
        return False
    return akun.aktif if peran is None else peran in akun.peran


def _pastikan_mengatur(ia: Identitas, unit: str) -> None:
    syarat = "Hanya admin instansi di unitnya, atau administrator, yang mengatur pejabat dan penggantinya."
    boleh.pastikan(boleh.mengatur_pejabat(ia, unit), "pejabat", syarat=syarat)


def _pastikan_ada(unit: str) -> None:
    try:
        nama_unit(unit)
        hari_ini(unit)
    except (ValueError, StopIteration):
        sebab = "Unit itu tidak dikenal."
        tindakan = "Tulis `instansi:<id>`, `kanreg:<angka Romawi>`, atau `bkn`."
        raise _tidak_sah(Kesalahan(bidang="unit", sebab=sebab, tindakan=tindakan)) from None


def _tidak_sah(*kesalahan: Kesalahan) -> Masalah:
    return Masalah(M.ISIAN_TIDAK_SAH, "Pengaturan pejabat ini tidak sah.", kesalahan=list(kesalahan))

"""Kualitas data: nilai dan temuan seorang ASN, rekap instansi, dan perbandingan antarinstansi bagi BKN."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import AfterValidator, BaseModel, Field

from api import boleh, kursor
from api.bekal import GudangPetugas
from api.kursor import Batas, Halaman, TeksKursor
from api.masalah import JenisMasalah, dokumentasi
from api.siapa import Identitas, Petugas
from api.terlihat import catat_asn_dibaca, pembina
from api.wujud import Wujud
from gudang.kualitas import RekapKualitas
from models.aturan.kualitas import PEMERIKSA, NilaiKualitas, indikator, nilai, semua_dimensi
from models.referensi import instansi, nama_kode
from models.referensi.instansi import semua_instansi

M = JenisMasalah
rute = APIRouter(
    prefix="/kualitas-data",
    tags=["Kualitas data"],
    responses=dokumentasi(M.TOKEN_KOSONG, M.TOKEN_TIDAK_SAH, M.TERLARANG, M.TIDAK_DITEMUKAN, M.ISIAN_TIDAK_SAH),
)


class CaraPerbaikan(BaseModel):
    """Indikator dan cara memperbaiki datanya."""

    kode: str = Field(examples=["COM_1"])
    nama: str
    dimensi: str
    prosedur: str = Field(description="Kode prosedur peremajaan yang memperbaikinya.", examples=["16"])
    prosedur_nama: str
    perbaikan: str = Field(description="Yang harus dilakukan.")


class IndikatorTerbaca(CaraPerbaikan):
    deskripsi: str = Field(description="Uraian BKN.")
    bobot: float = Field(description="Dalam dimensinya, persen.")
    bobot_dimensi: float


class Temuan(CaraPerbaikan):
    kalimat: str = Field(description="Data yang ditemukan.", examples=["SKP tahun 2025 belum tercatat."])


class KualitasSeorang(BaseModel):
    asn_id: UUID
    diukur: bool = Field(description="`false`: bukan pegawai ASN yang masih aktif, atau belum pernah dihitung.")
    dihitung: date | None = Field(description="Kosong: datanya baru berubah dan sedang dihitung lagi.")
    nilai: NilaiKualitas | None
    temuan: list[Temuan]


class KualitasInstansi(BaseModel):
    instansi_id: str
    instansi: str
    menunggu: int = Field(description="ASN yang datanya baru berubah dan sedang dihitung lagi.")
    nilai: NilaiKualitas | None = Field(description="Kosong bila belum ada ASN yang diukur.")


class BarisPeringkat(BaseModel):
    peringkat: int | None = Field(description="Kosong bila belum ada ASN yang diukur.")
    instansi_id: str
    instansi: str
    jenis: str = Field(description="`pusat` atau `daerah`.")
    banyak: int = Field(description="ASN yang diukur.")
    menunggu: int
    indeks: float | None
    dimensi: dict[str, float]


class BarisKena(Wujud):
    id: UUID
    nip: str
    nama: str
    unor: str
    jabatan: str | None
    kalimat: str
    dihitung: date | None


def _indikator_dikenal(kode: str) -> str:
    if kode not in PEMERIKSA:
        raise ValueError("Indikator itu tidak dikenal; pilih kode dari /kualitas-data/indikator.")
    return kode


@rute.get("/indikator", summary="Dua puluh tujuh indikator, bobotnya, dan prosedur perbaikannya")
async def daftar_indikator(ia: Petugas) -> list[IndikatorTerbaca]:
    return [
        IndikatorTerbaca(
            **_perbaikan(satu.kode), deskripsi=satu.deskripsi, bobot=float(satu.bobot), bobot_dimensi=float(d.bobot)
        )
        for d in semua_dimensi()
        for satu in d.indikator
    ]


@rute.get("/instansi", summary="Peringkat instansi, bagi BKN")
async def peringkat_instansi(
    ia: Petugas, gudang: GudangPetugas, jenis: Literal["pusat", "daerah"] | None = None
) -> list[BarisPeringkat]:
    """Instansi dalam wilayah Anda; indeks tertinggi lebih dahulu, yang sama indeksnya sama peringkatnya."""
    boleh.pastikan(boleh.membandingkan_instansi(ia), "peringkat instansi", syarat="Peringkat hanya bagi petugas BKN.")
    rekap = [satu for satu in await gudang.kualitas.rekap_semua() if jenis in (None, satu.jenis)]
    dinilai = [(satu, nilai(satu.kena, satu.banyak)) for satu in rekap]
    indeks = sorted((n.indeks for _, n in dinilai if n), reverse=True)
    baris = [_baris_peringkat(satu, n, indeks.index(n.indeks) + 1 if n else None) for satu, n in dinilai]
    return sorted(baris, key=lambda b: (b.peringkat is None, b.peringkat, b.instansi))


@rute.get("/instansi/{instansi_id}", summary="Nilai sebuah instansi tiap dimensi dan indikator")
async def kualitas_instansi(instansi_id: str, ia: Petugas, gudang: GudangPetugas) -> KualitasInstansi:
    _pastikan_tahu(ia, instansi_id)
    rekap = await gudang.kualitas.rekap(instansi_id)
    return KualitasInstansi(
        instansi_id=instansi_id,
        instansi=instansi(instansi_id).nama,
        menunggu=rekap.menunggu if rekap else 0,
        nilai=nilai(rekap.kena, rekap.banyak) if rekap else None,
    )


@rute.get("/instansi/{instansi_id}/asn", summary="ASN yang kena satu indikator, berurut nama")
async def asn_kena(
    instansi_id: str,
    ia: Petugas,
    gudang: GudangPetugas,
    indikator: Annotated[str, AfterValidator(_indikator_dikenal), Query(examples=["COM_1"])],
    kursor_: Annotated[TeksKursor, Query(alias="kursor")] = None,
    batas: Batas = 50,
) -> Halaman[BarisKena]:
    _pastikan_tahu(ia, instansi_id)
    sesudah = kursor.baca(kursor_, tuple[str, UUID])
    halaman = await gudang.kualitas.kena(instansi_id, indikator, sesudah=sesudah, batas=batas)
    baris = [BarisKena.model_validate(satu) for satu in halaman.baris]
    return kursor.halaman(baris, halaman.berikut)


@rute.get("/asn/{asn_id}", summary="Temuan seorang ASN dan cara memperbaikinya; juga bagi ASN-nya sendiri")
async def kualitas_asn(asn_id: UUID, ia: Petugas, gudang: GudangPetugas) -> KualitasSeorang:
    satu = await gudang.kualitas.baca(asn_id)
    if satu is None:
        raise boleh.tidak_ditemukan("ASN")
    boleh.pastikan(boleh.tahu_asn(ia, asn_id, satu.instansi_id, pembina(satu.instansi_id)), "ASN")
    await catat_asn_dibaca(gudang, ia, asn_id, satu.instansi_id, "kualitas data")
    return KualitasSeorang(
        asn_id=asn_id,
        diukur=satu.diukur,
        dihitung=satu.dihitung,
        nilai=nilai(dict.fromkeys(satu.temuan, 1), int(satu.diukur)),
        temuan=[Temuan(**_perbaikan(kode), kalimat=satu.temuan[kode]) for kode in PEMERIKSA if kode in satu.temuan],
    )


def _pastikan_tahu(ia: Identitas, instansi_id: str) -> None:
    if instansi_id not in semua_instansi():
        raise boleh.tidak_ditemukan("instansi")
    boleh.pastikan(boleh.tahu_instansi(ia, instansi_id, pembina(instansi_id)), "instansi")


def _perbaikan(kode: str) -> dict[str, str]:
    ihwal, pemeriksa = indikator()[kode], PEMERIKSA[kode]
    return {
        "kode": kode,
        "nama": ihwal.nama,
        "dimensi": ihwal.dimensi,
        "prosedur": pemeriksa.prosedur,
        "prosedur_nama": nama_kode("prosedur_peremajaan", pemeriksa.prosedur),
        "perbaikan": pemeriksa.perbaikan,
    }


def _baris_peringkat(satu: RekapKualitas, n: NilaiKualitas | None, peringkat: int | None) -> BarisPeringkat:
    return BarisPeringkat(
        peringkat=peringkat,
        instansi_id=satu.instansi_id,
        instansi=satu.nama,
        jenis=satu.jenis,
        banyak=satu.banyak,
        menunggu=satu.menunggu,
        indeks=n.indeks if n else None,
        dimensi={d.nama: d.nilai for d in n.dimensi} if n else {},
    )

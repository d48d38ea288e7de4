"""Surat: pertek dan SK sebuah usulan, dan berkasnya. Yang terbit selalu bita yang sama."""

from datetime import date, datetime
from uuid import UUID

from fastapi import APIRouter, Response
from pydantic import BaseModel, Field

from api import boleh
from api.bekal import BekalAplikasi, GudangPetugas
from api.masalah import JenisMasalah, dokumentasi
from api.rute.dokumen import ISI_PDF, jawaban_pdf
from api.siapa import Identitas, Petugas
from api.terlihat import letak, usulan_terlihat
from api.wujud import RingkasanUsulan, Wujud
from gudang import Gudang
from gudang.surat import DataSurat, tautan_verifikasi
from gudang.usulan import DataUsulan
from models.peristiwa import Dibaca
from models.surat import PERNAH_TERBIT, JenisSurat, TahapSurat

M = JenisMasalah
rute = APIRouter(
    tags=["Surat"], responses=dokumentasi(M.TOKEN_KOSONG, M.TOKEN_TIDAK_SAH, M.TERLARANG, M.TIDAK_DITEMUKAN)
)


class SuratTerbaca(Wujud):
    id: UUID
    usulan_id: UUID
    jenis: JenisSurat
    ke: int
    nomor: str
    tanggal: date
    unit: str
    """Unit penerbit."""
    tahap: TahapSurat
    penandatangan_nama: str | None
    penandatangan_jabatan: str | None
    sha256: str
    """Sidik berkas yang diunduh dari `alamat`."""
    ditandatangani_pada: datetime | None
    terbit_pada: datetime | None
    keterangan: str
    """Bagi yang diganti atau dicabut: sebabnya."""
    diakhiri_oleh: UUID | None
    """Surat pengganti atau pencabutnya; lihat `/surat/{id}/koreksi`."""
    alamat: str
    verifikasi: str | None
    """Halaman publik surat yang sudah terbit."""


class RantaiSurat(BaseModel):
    """Rantai sebuah surat: yang diakhirinya, yang mengakhirinya, dan usulan koreksi atasnya."""

    diakhiri_oleh: SuratTerbaca | None = Field(description="Surat pengganti atau pencabutnya.")
    mengakhiri: list[SuratTerbaca] = Field(description="Surat yang diganti atau dicabut surat ini.")
    usulan: list[RingkasanUsulan] = Field(description="Usulan koreksi atas surat ini, yang terbaru dahulu.")


@rute.get("/usulan/{usulan_id}/surat", summary="Surat sebuah usulan")
async def daftar_surat(usulan_id: UUID, ia: Petugas, gudang: GudangPetugas, bekal: BekalAplikasi) -> list[SuratTerbaca]:
    usulan = await usulan_terlihat(gudang, ia, usulan_id)
    alamat_publik = bekal.setelan.alamat_publik
    return [
        _terbaca(satu, alamat_publik)
        for satu in await gudang.surat.pada_usulan(usulan_id)
        if _boleh(ia, usulan, satu) is boleh.Jawaban.BOLEH
    ]


@rute.get(
    "/surat/{surat_id}/berkas",
    summary="Buka surat",
    description="Surat terbit: bita arsip apa adanya. Draf: hanya bagi unit penerbitnya. Setiap pembukaan tercatat.",
    responses={**ISI_PDF, **dokumentasi(M.PENYIMPANAN_TIDAK_TERJANGKAU)},
    response_class=Response,
)
async def buka_surat(surat_id: UUID, ia: Petugas, bekal: BekalAplikasi) -> Response:
    async with bekal.transaksi(ia) as gudang:
        surat = await _surat_terlihat(gudang, ia, surat_id)
        usulan = await usulan_terlihat(gudang, ia, surat.usulan_id)
    isi = await bekal.penyimpanan.baca(surat.kunci, surat.versi_berkas)
    async with bekal.transaksi(ia) as gudang:
        await gudang.jejak.catat_baca(
            ia.pembaca(),
            surat.instansi_id,
            usulan_id=surat.usulan_id,
            dibaca=Dibaca(surat_id=surat.id, jenis=surat.jenis, tahap=surat.tahap),
        )
    return jawaban_pdf(isi, f"{surat.jenis}-{usulan.nomor}.pdf", _sidik(surat))


@rute.get("/surat/{surat_id}/koreksi", summary="Pengganti, pendahulu, dan usulan koreksi sebuah surat")
async def koreksi_surat(surat_id: UUID, ia: Petugas, gudang: GudangPetugas, bekal: BekalAplikasi) -> RantaiSurat:
    surat = await _surat_terlihat(gudang, ia, surat_id)
    alamat_publik = bekal.setelan.alamat_publik
    pengakhir = await _baca(gudang, ia, surat.diakhiri_oleh)
    diakhiri = [await _baca(gudang, ia, satu.id) for satu in await gudang.surat.diakhiri(surat_id)]
    usulan = [
        satu
        for satu in await gudang.koreksi.pada_surat(surat_id)
        if boleh.tahu_usulan(ia, letak(satu)) is boleh.Jawaban.BOLEH
    ]
    return RantaiSurat(
        diakhiri_oleh=_terbaca(pengakhir, alamat_publik) if pengakhir else None,
        mengakhiri=[_terbaca(satu, alamat_publik) for satu in diakhiri if satu],
        usulan=[RingkasanUsulan.model_validate(satu) for satu in usulan],
    )


async def _surat_terlihat(gudang: Gudang, ia: Identitas, surat_id: UUID) -> DataSurat:
    surat = await _baca(gudang, ia, surat_id)
    if surat is None:
        raise boleh.tidak_ditemukan("surat")
    return surat


async def _baca(gudang: Gudang, ia: Identitas, surat_id: UUID | None) -> DataSurat | None:
    """Surat itu, bila ia boleh membacanya."""
    surat = await gudang.surat.baca(surat_id) if surat_id else None
    usulan = await gudang.usulan.baca(surat.usulan_id) if surat else None
    if surat is None or usulan is None or _boleh(ia, usulan, surat) is not boleh.Jawaban.BOLEH:
        return None
    return surat


def _boleh(ia: Identitas, usulan: DataUsulan, surat: DataSurat) -> boleh.Jawaban:
    return boleh.tahu_surat(ia, letak(usulan), surat.unit, terbit=surat.tahap in PERNAH_TERBIT)


def _terbaca(surat: DataSurat, alamat_publik: str) -> SuratTerbaca:
    return SuratTerbaca.model_validate(
        {
            **vars(surat),
            "sha256": _sidik(surat),
            "alamat": f"/surat/{surat.id}/berkas",
            "verifikasi": tautan_verifikasi(alamat_publik, surat.token) if surat.tahap in PERNAH_TERBIT else None,
        }
    )


def _sidik(surat: DataSurat) -> str:
    """Sidik berkas tahap terakhirnya."""
    return surat.sha256_terbit or surat.sha256_tertanda or surat.sha256_draf or ""

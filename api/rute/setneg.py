"""Keputusan Presiden dari Sekretariat Negara: diterima, dilihat sampai di mana, dan dicocokkan dengan tangan."""

from collections.abc import AsyncIterator
from datetime import date, datetime
from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, File, Form, Query, Request, Response, UploadFile
from pydantic import BaseModel, ConfigDict, Field

from api import boleh, keputusan, kursor, pdf
from api.bekal import BekalAplikasi, GudangPetugas
from api.kursor import Batas, Halaman, TeksKursor
from api.masalah import PENOLAKAN_PDF, JenisMasalah, Kesalahan, Masalah, dokumentasi
from api.rute.dokumen import BADAN_PDF, ISI_PDF, jawaban_pdf
from api.siapa import Petugas
from api.terlihat import TugasTerlihat, letak, tugas_terlihat
from api.wujud import Wujud
from gudang import Gudang
from gudang.keputusan_masuk import DataBaris, DataKeputusanMasuk
from models.galat import JenisGalat
from models.layanan import jenis_surat
from models.peran import Peran
from models.peristiwa import Dibaca
from models.referensi import Golongan
from models.setneg import NAMA_LAMPIRAN, Beda, DataKeputusan, KeadaanBaris

M, G = JenisMasalah, JenisGalat
rute = APIRouter(
    tags=["Keputusan Presiden"],
    responses=dokumentasi(M.TOKEN_KOSONG, M.TOKEN_TIDAK_SAH, M.TERLARANG, M.TIDAK_DITEMUKAN, M.ISIAN_TIDAK_SAH),
)
_MENERIMA = dokumentasi(M.KEPUTUSAN_TANPA_DATA, *PENOLAKAN_PDF, M.PENYIMPANAN_TIDAK_TERJANGKAU)
_SEPOTONG: Final = 256 * 1024
_MENGURUS = "Hanya administrator yang mengurus keputusan dari luar."


class BarisTerbaca(Wujud):
    """Seorang dalam keputusan, dan sampai di mana ia dicocokkan."""

    id: UUID
    nip: str
    golongan_lama: Golongan
    golongan_baru: Golongan
    tmt: date
    nomor_pertek: str
    keadaan: KeadaanBaris
    """`baru` (menunggu diantar), `diantar` (diperiksa), `berlaku`, `keliru`, atau `tak_cocok`."""
    sebab: str
    """Mengapa belum berlaku, bila perlu diurus."""
    beda: list[Beda]
    usulan_id: UUID | None
    usulan_nomor: str | None


class KeputusanTerbaca(Wujud):
    id: UUID
    jenis: str
    jenis_nama: str
    nomor: str
    tanggal: date
    sha256: str
    ukuran: int
    """Bita."""
    diterima: datetime
    pengirim: Peran
    baris: list[BarisTerbaca]


class Pencocokan(BaseModel):
    model_config = ConfigDict(extra="forbid")

    baris_id: UUID
    usulan_id: UUID | None = Field(default=None, description="Usulan yang dimaksud; kosong berarti dicari lagi.")


@rute.post(
    "/setneg/keputusan",
    status_code=202,
    summary="Terima keputusan yang ditandatangani",
    description=(
        f"PDF-nya memuat lampiran `{NAMA_LAMPIRAN}` (PDF/A-3); data itulah yang dipakai. Disimpan dahulu, lalu tiap "
        "barisnya diantarkan kepada usulan pemilik nomor perteknya. Berkas yang sama dua kali tetap satu keputusan."
    ),
    responses=_MENERIMA,
)
async def terima_keputusan(
    berkas: Annotated[UploadFile, File(description="Keputusan bertanda tangan elektronik (PDF), paling besar 25 MB.")],
    ia: Petugas,
    bekal: BekalAplikasi,
    data: Annotated[str | None, Form(description=f"Isi `{NAMA_LAMPIRAN}`; bila dikirim, harus sama.")] = None,
) -> KeputusanTerbaca:
    boleh.pastikan(boleh.mengirim_keputusan(ia), "keputusan", syarat="Hanya Sekretariat Negara dan administrator.")
    isi = await _terima(berkas)
    tertulis = await keputusan.buka(bekal.pintu_pdf, isi)
    if data is not None:
        keputusan.pastikan_sama(data, tertulis)
    pengirim = ia.sebagai(Peran.SETNEG if Peran.SETNEG in ia.peran else Peran.ADMINISTRATOR)
    keputusan_id = await keputusan.simpan(bekal, pengirim, isi, tertulis)
    async with bekal.transaksi(ia) as gudang:
        return _terbaca(await _cari(gudang, keputusan_id))


@rute.post(
    "/tugas/{tugas_id}/keputusan",
    status_code=202,
    summary="Unggah keputusan yang ditunggu tugas ini",
    description="Jalan dan pemeriksaannya sama dengan keputusan yang datang sendiri; tidak ada yang diketik ulang.",
    openapi_extra=BADAN_PDF,
    responses={**_MENERIMA, **dokumentasi(G.TUGAS_TIDAK_TERBUKA, G.PUTUSAN_TIDAK_BERLAKU)},
)
async def unggah_keputusan(tugas_id: UUID, ia: Petugas, bekal: BekalAplikasi, request: Request) -> KeputusanTerbaca:
    async with bekal.transaksi(ia) as gudang:
        terlihat = await tugas_terlihat(gudang, ia, tugas_id)
        boleh.pastikan(boleh.mengerjakan(ia, letak(terlihat.usulan), terlihat.letak), "tugas")
        _pastikan_menunggu(terlihat)
        nomor_surat = {satu.nomor for satu in await gudang.surat.pada_usulan(terlihat.usulan.id)}
    panjang = request.headers.get("content-length", "")
    isi = await pdf.tampung(request.stream(), int(panjang) if panjang.isdecimal() else None)
    data = await keputusan.buka(bekal.pintu_pdf, isi)
    _pastikan_menyebut(data, terlihat.usulan.asn_nip, nomor_surat)
    keputusan_id = await keputusan.simpan(bekal, ia.sebagai(Peran(terlihat.tugas.peran)), isi, data)
    async with bekal.transaksi(ia) as gudang:
        return _terbaca(await _cari(gudang, keputusan_id))


@rute.get("/setneg/keputusan", summary="Keputusan yang pernah diterima, yang terakhir lebih dahulu")
async def daftar_keputusan(
    ia: Petugas,
    gudang: GudangPetugas,
    cocok: Annotated[bool | None, Query(description="`false`: ada baris yang perlu diurus; `true`: tidak ada.")] = None,
    kursor_: Annotated[TeksKursor, Query(alias="kursor")] = None,
    batas: Batas = 50,
) -> Halaman[KeputusanTerbaca]:
    boleh.pastikan(boleh.mengurus_keputusan(ia), "keputusan", syarat=_MENGURUS)
    sesudah = kursor.baca(kursor_, tuple[datetime, UUID])
    halaman = await gudang.keputusan_masuk.daftar(cocok, sesudah=sesudah, batas=batas)
    return kursor.halaman([_terbaca(satu) for satu in halaman.baris], halaman.berikut)


@rute.get("/setneg/keputusan/{keputusan_id}", summary="Satu keputusan dan keadaan tiap barisnya")
async def baca_keputusan(keputusan_id: UUID, ia: Petugas, gudang: GudangPetugas) -> KeputusanTerbaca:
    boleh.pastikan(boleh.mengirim_keputusan(ia), "keputusan", syarat=_MENGURUS)
    return _terbaca(await _cari(gudang, keputusan_id))


@rute.get(
    "/setneg/keputusan/{keputusan_id}/berkas",
    summary="Buka keputusan seperti diterima",
    description="Juga yang keliru. Pembukaannya tercatat pada setiap usulan yang dicocokkan.",
    responses={**ISI_PDF, **dokumentasi(M.PENYIMPANAN_TIDAK_TERJANGKAU)},
    response_class=Response,
)
async def buka_keputusan(keputusan_id: UUID, ia: Petugas, bekal: BekalAplikasi) -> Response:
    boleh.pastikan(boleh.mengurus_keputusan(ia), "keputusan", syarat=_MENGURUS)
    async with bekal.transaksi(ia) as gudang:
        diterima = await _cari(gudang, keputusan_id)
    isi = await bekal.penyimpanan.baca(diterima.kunci)
    async with bekal.transaksi(ia) as gudang:
        for usulan_id in {satu.usulan_id for satu in diterima.baris if satu.usulan_id}:
            usulan = await gudang.usulan.baca(usulan_id)
            if usulan is not None:
                dibaca = Dibaca(keputusan_id=diterima.id, jenis=diterima.jenis)
                await gudang.jejak.catat_baca(ia.pembaca(), usulan.instansi_id, usulan_id=usulan_id, dibaca=dibaca)
    return jawaban_pdf(isi, f"{diterima.jenis}-{diterima.id}.pdf", diterima.sha256)


@rute.post(
    "/setneg/keputusan/{keputusan_id}/cocokkan",
    status_code=202,
    summary="Cocokkan satu baris dengan tangan, atau antarkan lagi",
    description="Pemeriksaannya tetap: baris yang tidak cocok dengan usulannya tidak pernah berlaku.",
)
async def cocokkan_keputusan(
    keputusan_id: UUID, pencocokan: Pencocokan, ia: Petugas, gudang: GudangPetugas
) -> KeputusanTerbaca:
    boleh.pastikan(boleh.mengurus_keputusan(ia), "keputusan", syarat=_MENGURUS)
    if pencocokan.baris_id not in {satu.id for satu in (await _cari(gudang, keputusan_id)).baris}:
        raise boleh.tidak_ditemukan("baris keputusan")
    if pencocokan.usulan_id is not None and await gudang.usulan.baca(pencocokan.usulan_id) is None:
        raise boleh.tidak_ditemukan("usulan")
    await gudang.keputusan_masuk.cocokkan(pencocokan.baris_id, pencocokan.usulan_id)
    return _terbaca(await _cari(gudang, keputusan_id))


async def _terima(berkas: UploadFile) -> bytes:
    async def potongan() -> AsyncIterator[bytes]:
        while isi := await berkas.read(_SEPOTONG):
            yield isi

    return await pdf.tampung(potongan(), berkas.size)


async def _cari(gudang: Gudang, keputusan_id: UUID) -> DataKeputusanMasuk:
    hasil = await gudang.keputusan_masuk.baca(keputusan_id)
    if hasil is None:
        raise boleh.tidak_ditemukan("keputusan")
    return hasil


def _pastikan_menunggu(terlihat: TugasTerlihat) -> None:
    tugas, berkas = terlihat.tugas, terlihat.usulan.berkas
    if tugas.ditutup is not None:
        raise Masalah(G.TUGAS_TIDAK_TERBUKA, "Tugas ini sudah diputus atau ditutup.")
    if berkas is None or not berkas.cari(tugas.langkah).keputusan_luar:
        raise Masalah(G.PUTUSAN_TIDAK_BERLAKU, f"Tugas {tugas.nama} tidak menunggu keputusan dari luar.")


def _pastikan_menyebut(data: DataKeputusan, nip: str, nomor_surat: set[str]) -> None:
    if not any(satu.nip == nip or satu.nomor_pertek in nomor_surat for satu in data.baris):
        salah = Kesalahan(
            bidang=f"{NAMA_LAMPIRAN}:baris",
            sebab="Tidak satu baris pun menyebut NIP atau nomor pertek usulan ini.",
            tindakan="Unggah keputusan yang menyebutnya, atau minta administrator mencocokkannya.",
        )
        raise Masalah(M.ISIAN_TIDAK_SAH, "Keputusan ini bukan bagi usulan ini.", kesalahan=[salah])


def _terbaca(satu: DataKeputusanMasuk) -> KeputusanTerbaca:
    return KeputusanTerbaca.model_validate(
        {
            **vars(satu),
            "jenis_nama": jenis_surat(satu.jenis).nama,
            "pengirim": satu.peran,
            "baris": [_baris_terbaca(baris) for baris in satu.baris],
        }
    )


def _baris_terbaca(baris: DataBaris) -> BarisTerbaca:
    return BarisTerbaca.model_validate({**vars(baris), **baris.isi.model_dump(), "beda": baris.beda})

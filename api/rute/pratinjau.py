"""Pratinjau: surat sebuah usulan sebelum bernomor, dan templat sebelum berlaku. Tidak menulis apa pun selain jejak."""

import asyncio
from collections.abc import Mapping
from hashlib import sha256
from uuid import UUID

from fastapi import APIRouter, Response
from pydantic import BaseModel, Field, ValidationError

from api import boleh
from api.bekal import BekalAplikasi
from api.masalah import JenisMasalah, Kesalahan, Masalah, dokumentasi
from api.penolakan import kesalahan_isian
from api.perkara import Perkara
from api.rute.dokumen import ISI_PDF, jawaban_pdf
from api.siapa import Identitas, Petugas
from api.terlihat import letak, usulan_terlihat
from gudang import Gudang
from gudang.usulan import DataUsulan
from luar.typst import Penyusun, TemplatTidakDikenal, TemplatTidakSah
from models import layanan as daftar_layanan
from models.definisi import Naskah
from models.langkah import Langkah, bekukan
from models.naskah.contoh import Bentuk, BentukTidakAda, isi_contoh, semua_naskah
from models.peristiwa import Dibaca
from models.surat import IsiSurat, JenisSurat
from workflows import layanan as daftar_alur

M = JenisMasalah
rute = APIRouter(
    tags=["Surat"], responses=dokumentasi(M.TOKEN_KOSONG, M.TOKEN_TIDAK_SAH, M.TERLARANG, M.TIDAK_DITEMUKAN)
)


class TemplatTerpasang(BaseModel):
    jenis: JenisSurat
    nama: str
    templat: str = Field(description="Nama berkas templat tanpa versi.")
    versi: list[int] = Field(description="Versi yang terpasang.")
    bawaan: int = Field(description="Versi bagi usulan baru selama belum ada ketetapan.")


class RencanaSurat(BaseModel):
    """Surat yang akan terbit dari sebuah usulan."""

    penerbit: Mapping[JenisSurat, str]
    """Jenis surat → unit penerbitnya, menurut urutan terbitnya."""
    templat: Mapping[JenisSurat, int]
    """Versi templat tiap surat."""


@rute.get(
    "/usulan/{usulan_id}/surat/{jenis}/pratinjau",
    summary="Pratinjau surat",
    description=(
        "Surat dengan data sebenarnya, tanpa nomor, bertanda air, dan tanpa kode QR; juga bagi konsep. Tidak disimpan. "
        "Sesudah diajukan hanya bagi unit penerbitnya, seperti drafnya. Setiap pembukaan tercatat."
    ),
    responses={**ISI_PDF, **dokumentasi(M.BELUM_LENGKAP)},
    response_class=Response,
)
async def pratinjau_surat(usulan_id: UUID, jenis: JenisSurat, ia: Petugas, bekal: BekalAplikasi) -> Response:
    try:
        async with bekal.transaksi(ia) as gudang:
            usulan = await usulan_terlihat(gudang, ia, usulan_id)
            rencana = await _rencana(gudang, usulan)
            if jenis not in rencana.penerbit:
                raise boleh.tidak_ditemukan("surat")
            boleh.pastikan(_boleh(ia, usulan, rencana.penerbit[jenis]), "surat")
            naskah = daftar_layanan.naskah(jenis)
            fakta = await gudang.penerbitan.pratinjau(
                usulan,
                naskah,
                penerbit=rencana.penerbit,
                versi=rencana.templat[jenis],
                alamat_publik=bekal.setelan.alamat_publik,
            )
        pdf = await _susun(bekal.penyusun, naskah.susun(fakta))
    except ValidationError as galat:
        raise _belum_dapat("Isiannya belum cukup bagi sebuah surat.", kesalahan_isian(galat.errors())) from None
    except ValueError as galat:
        raise _belum_dapat(str(galat)) from None
    async with bekal.transaksi(ia) as gudang:
        await gudang.jejak.catat_baca(
            ia.pembaca(), usulan.instansi_id, usulan_id=usulan.id, dibaca=Dibaca(jenis=jenis, tahap="pratinjau")
        )
    return _jawab(pdf, f"pratinjau-{jenis}-{usulan.nomor}.pdf")


@rute.get("/templat", summary="Templat surat yang terpasang (administrator)")
async def daftar_templat(ia: Petugas, bekal: BekalAplikasi) -> list[TemplatTerpasang]:
    boleh.pastikan(boleh.menetapkan(ia), "templat")
    return [_terpasang(satu, bekal.penyusun) for satu in semua_naskah()]


@rute.get(
    "/templat/{jenis}/{versi}/pratinjau",
    summary="Pratinjau templat dengan data contoh (administrator)",
    description="Juga versi yang belum berlaku. Datanya penanda tempat, bukan orang.",
    responses={**ISI_PDF, **dokumentasi(M.ISIAN_TIDAK_SAH)},
    response_class=Response,
)
async def pratinjau_templat(
    jenis: JenisSurat, versi: int, ia: Petugas, bekal: BekalAplikasi, bentuk: Bentuk = "perorangan"
) -> Response:
    boleh.pastikan(boleh.menetapkan(ia), "templat")
    try:
        pdf = await _susun(bekal.penyusun, isi_contoh(jenis, versi, bentuk))
    except (LookupError, TemplatTidakDikenal, ValidationError):
        raise boleh.tidak_ditemukan("templat") from None
    except BentukTidakAda as galat:
        raise _contoh_ditolak("bentuk", galat, "Pilih bentuk lain.") from None
    except TemplatTidakSah as galat:
        raise _contoh_ditolak("versi", galat, "Perbaiki templatnya; lihat docs/templat-surat.md.") from None
    return _jawab(pdf, f"templat-{jenis}-{versi}-{bentuk}.pdf")


async def _rencana(gudang: Gudang, usulan: DataUsulan) -> RencanaSurat:
    """Yang dibekukan saat diajukan; bagi konsep menurut keadaannya kini. ``Masalah`` bila belum dapat ditentukan."""
    definisi = daftar_layanan.cari(usulan.layanan)
    if usulan.berkas is not None:
        langkah, rute_usulan, templat = usulan.berkas.langkah, usulan.berkas.rute, usulan.berkas.templat
    else:
        perkara = await Perkara.muat(gudang, usulan)
        bahan, kewenangan = perkara.bahan, perkara.kewenangan
        if kewenangan is None:
            raise _belum_dapat("Kewenangannya belum dapat ditentukan; lengkapi isian usulannya.")
        tangga = bahan.ketentuan.ubah_langkah(daftar_alur.cari(usulan.layanan).tangga(usulan.jenis))
        langkah, rute_usulan = bekukan(tangga, kewenangan.unit), kewenangan.rute
        templat = bahan.ketentuan.versi_templat(definisi.templat)
    unit = {satu.jenis: _penerbit(satu, langkah) for satu in definisi.surat(usulan.jenis, rute_usulan)}
    return RencanaSurat(penerbit=unit, templat=templat)


def _penerbit(naskah: Naskah, langkah: tuple[Langkah, ...]) -> str:
    """Unit yang menandatanganinya."""
    return next(satu.unit for satu in langkah if satu.tanda_tangan and satu.peran is naskah.penandatangan)


def _boleh(ia: Identitas, usulan: DataUsulan, penerbit: str) -> boleh.Jawaban:
    """Seperti drafnya; konsep dipratinjau siapa pun yang tahu konsepnya: penerbitnya sendiri belum tahu."""
    return boleh.tahu_surat(ia, letak(usulan), penerbit, terbit=usulan.diajukan_pada is None)


async def _susun(penyusun: Penyusun, isi: IsiSurat) -> bytes:
    return await asyncio.to_thread(penyusun.pratinjau, isi)


def _belum_dapat(sebab: str, kesalahan: list[Kesalahan] | None = None) -> Masalah:
    tindakan = "Lengkapi isian atau profilnya, lalu buka pratinjaunya lagi."
    return Masalah(M.BELUM_LENGKAP, f"Surat belum dapat disusun: {sebab}", tindakan=tindakan, kesalahan=kesalahan)


def _contoh_ditolak(bidang: str, sebab: Exception, tindakan: str) -> Masalah:
    salah = Kesalahan(bidang=bidang, sebab=str(sebab), tindakan=tindakan)
    return Masalah(M.ISIAN_TIDAK_SAH, "Contoh surat itu tidak dapat disusun.", kesalahan=[salah])


def _terpasang(naskah: Naskah, penyusun: Penyusun) -> TemplatTerpasang:
    templat = naskah.isi.model_fields["templat"].default
    return TemplatTerpasang(
        jenis=naskah.jenis, nama=naskah.nama, templat=templat, versi=list(penyusun.versi(templat)), bawaan=naskah.versi
    )


def _jawab(pdf: bytes, nama: str) -> Response:
    return jawaban_pdf(pdf, nama, sha256(pdf).hexdigest())

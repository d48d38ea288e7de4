"""Halaman publik keabsahan surat. Tanpa masuk; menjawab HTML, atau JSON bila diminta lewat `Accept`."""

from hashlib import sha256
from typing import Annotated

from fastapi import APIRouter, File, Path, Request, Response, UploadFile
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse

from api.bekal import BekalAplikasi
from api.halaman import halaman, minta_json
from api.masalah import JenisMasalah, Masalah, dokumentasi
from api.pandangan import PUBLIK
from api.pdf import UKURAN_TERBESAR, terlalu_besar
from api.verifikasi import KEADAAN, HasilSalinan, SuratTerverifikasi, wujud_publik
from gudang.surat import SuratPublik

M = JenisMasalah

rute = APIRouter(prefix="/verifikasi", tags=["Verifikasi"])
Token = Annotated[str, Path(description="Token pada kode QR surat.", pattern=r"^[\w-]{1,128}$")]
Salinan = Annotated[UploadFile, File(description="Salinan surat (PDF), paling besar 25 MB.")]


@rute.get(
    "", summary="Halaman unggah salinan", response_class=Response, responses={200: {"content": {"text/html": {}}}}
)
async def halaman_unggah(request: Request) -> Response:
    return halaman(request, "unggah.html", {"tujuan": "/verifikasi"})


@rute.post(
    "",
    summary="Periksa salinan tanpa kode QR",
    response_model=HasilSalinan,
    responses=dokumentasi(M.PDF_TERLALU_BESAR, M.PDF_KOSONG),
)
async def periksa_tanpa_token(berkas: Salinan, request: Request, bekal: BekalAplikasi) -> Response:
    isi, sidik = await _baca(berkas)
    async with bekal.gudang.transaksi(PUBLIK) as gudang:
        surat = await gudang.surat.verifikasi_sidik(sidik)
    bekal.pandangan.catat(surat)
    return _jawab_salinan(request, await bekal.salinan.periksa(isi, sidik, surat), surat)


@rute.get(
    "/{token}",
    summary="Keadaan satu surat: berlaku, diganti, dicabut, atau tidak dikenal",
    response_model=SuratTerverifikasi,
    responses=dokumentasi(M.TIDAK_DITEMUKAN),
)
async def verifikasi_surat(token: Token, request: Request, bekal: BekalAplikasi) -> Response:
    async with bekal.gudang.transaksi(PUBLIK) as gudang:
        surat = await gudang.surat.verifikasi(token)
    bekal.pandangan.catat(surat)
    if surat is None:
        if minta_json(request):
            raise Masalah(M.TIDAK_DITEMUKAN, KEADAAN["tidak_dikenal"].kalimat, lain={"hasil": "tidak_dikenal"})
        tak_dikenal = {"keadaan": KEADAAN["tidak_dikenal"], "surat": None, "tujuan": "/verifikasi"}
        return halaman(request, "surat.html", tak_dikenal, status=404)
    publik = wujud_publik(surat)
    if minta_json(request):
        return JSONResponse(publik.model_dump(mode="json"))
    isi = {"keadaan": KEADAAN[surat.hasil], "surat": publik, "tujuan": f"/verifikasi/{surat.token}"}
    return halaman(request, "surat.html", isi)


@rute.post(
    "/{token}",
    summary="Bandingkan salinan dengan arsip surat ini",
    response_model=HasilSalinan,
    responses=dokumentasi(M.PDF_TERLALU_BESAR, M.PDF_KOSONG, M.TIDAK_DITEMUKAN),
)
async def periksa_salinan_surat(token: Token, berkas: Salinan, request: Request, bekal: BekalAplikasi) -> Response:
    isi, sidik = await _baca(berkas)
    async with bekal.gudang.transaksi(PUBLIK) as gudang:
        surat = await gudang.surat.verifikasi(token)
    bekal.pandangan.catat(surat)
    if surat is None:
        raise Masalah(M.TIDAK_DITEMUKAN, KEADAAN["tidak_dikenal"].kalimat)
    return _jawab_salinan(request, await bekal.salinan.periksa(isi, sidik, surat), surat)


async def _baca(berkas: UploadFile) -> tuple[bytes, str]:
    """Isi dan SHA-256-nya."""
    if berkas.size is not None and berkas.size > UKURAN_TERBESAR:
        raise terlalu_besar(berkas.size)
    isi = await berkas.read()
    if not isi:
        raise Masalah(M.PDF_KOSONG, "Berkas yang diunggah berukuran 0 bita.")
    return isi, (await run_in_threadpool(sha256, isi)).hexdigest()


def _jawab_salinan(request: Request, hasil: HasilSalinan, surat: SuratPublik | None) -> Response:
    if minta_json(request):
        return JSONResponse(hasil.model_dump(mode="json"))
    alamat = f"/verifikasi/{surat.token}" if surat else None
    return halaman(request, "salinan.html", {"hasil": hasil, "tujuan": alamat or "/verifikasi", "alamat_surat": alamat})

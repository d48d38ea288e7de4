"""API v1 (multipart): ``/api/sign/pdf``, unduhan sekali pakai, verify, status pengguna."""

from base64 import b64encode
from pathlib import Path
from typing import Annotated, Literal
from uuid import uuid4

from fastapi import APIRouter, File, Form, Request, Response, UploadFile
from fastapi.responses import JSONResponse

from sandbox.bsre.galat import GalatESign
from sandbox.bsre.layanan import ESign
from sandbox.bsre.pemeriksaan import jawaban_v1, periksa
from sandbox.bsre.penanda import Bentuk, Permintaan
from sandbox.bsre.tampilan import HALAMAN_TERAKHIR, KiriBawah, PadaPenanda, Spesimen, gambar_qr
from sandbox.bsre.ulah import tunggu_pemanggil_menyerah


class Unduhan:
    """Berkas yang boleh diunduh satu kali; tanda "sudah" bertahan melewati penyalaan ulang."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def simpan(self, isi: bytes) -> str:
        id_dokumen = uuid4().hex
        (self._folder / f"{id_dokumen}.pdf").write_bytes(isi)
        return id_dokumen

    def ambil(self, id_dokumen: str) -> bytes | None:
        """Isi untuk unduhan pertama; ``None`` sesudahnya. Yang tak pernah ada → ``FileNotFoundError``."""
        berkas = self._folder / f"{id_dokumen}.pdf"
        isi = berkas.read_bytes()
        berkas.write_bytes(b"")
        return isi or None


def rute_v1(esign: ESign, unduhan: Unduhan, bentuk: Bentuk) -> APIRouter:
    rute = APIRouter(prefix="/api", tags=["E-Sign v1"])

    @rute.post("/sign/pdf")
    async def tanda_tangani(
        permintaan: Request,
        file: UploadFile,
        nik: Annotated[str, Form()],
        passphrase: Annotated[str, Form()],
        tampilan: Annotated[Literal["visible", "invisible"], Form()],
        image: Annotated[bool, Form()] = False,
        imageTTD: Annotated[UploadFile | None, File()] = None,
        linkQR: Annotated[str | None, Form()] = None,
        page: Annotated[int | None, Form()] = None,
        halaman: Annotated[Literal["pertama", "terakhir"] | None, Form()] = None,
        xAxis: Annotated[float, Form()] = 0,
        yAxis: Annotated[float, Form()] = 0,
        width: Annotated[float, Form()] = 0,
        height: Annotated[float, Form()] = 0,
        tag_koordinat: Annotated[str | None, Form()] = None,
        reason: Annotated[str | None, Form()] = None,
        location: Annotated[str | None, Form()] = None,
        jenis_response: Annotated[str | None, Form()] = None,
    ) -> Response:
        esign.tolak_bila_sibuk()
        orang = esign.cari(nik=nik)
        if orang is None:
            raise GalatESign("Proses signing gagal : User tidak terdaftar 2011", 400)
        kunci = esign.buka_dengan_passphrase(esign.wajib_boleh(orang), passphrase)
        spesimen = None
        if tampilan == "visible":
            gambar = await _gambar(image, imageTTD, linkQR)
            letak = PadaPenanda(tag_koordinat) if tag_koordinat else KiriBawah(_halaman(page, halaman), xAxis, yAxis)
            spesimen = Spesimen(gambar, width, height, letak)
        dokumen = Permintaan(await file.read(), spesimen, alasan=reason, lokasi=location)
        hasil = await esign.tanda_tangani(orang, kunci, [dokumen], bentuk)
        if not hasil.jawab:
            await tunggu_pemanggil_menyerah(permintaan)
            return Response(status_code=504)
        (isi,) = hasil.berkas
        id_dokumen = unduhan.simpan(isi)
        if jenis_response == "BASE64":
            return JSONResponse({"base64_signed_file": b64encode(isi).decode(), "id_dokumen": id_dokumen})
        return Response(isi, media_type="application/pdf", headers={"id_dokumen": id_dokumen})

    @rute.get("/sign/download/{id_dokumen}")
    async def unduh(id_dokumen: str) -> Response:
        try:
            isi = unduhan.ambil(id_dokumen)
        except (FileNotFoundError, ValueError):
            return JSONResponse({"error": "Dokumen tidak ditemukan", "status_code": 404}, 404)
        if isi is None:
            return JSONResponse({"error": "Dokumen telah didownload sebelumnya", "status_code": 404}, 404)
        return Response(isi, media_type="application/pdf")

    @rute.post("/sign/verify")
    async def verify(signed_file: UploadFile) -> JSONResponse:
        return JSONResponse(jawaban_v1(signed_file.filename or "", await periksa(await signed_file.read(), esign.pki)))

    @rute.get("/user/status/{nik}")
    async def status(nik: str) -> JSONResponse:
        keadaan = esign.status(esign.cari(nik=nik))
        if keadaan.status == "NOT_REGISTERED":
            return JSONResponse({"status_code": 1110, "status": keadaan.status, "message": "User belum terdaftar"})
        return JSONResponse({"status_code": keadaan.kode, "status": keadaan.status, "message": keadaan.pesan})

    return rute


async def _gambar(image: bool, spesimen: UploadFile | None, tautan_qr: str | None) -> bytes:
    if image and spesimen is not None:
        return await spesimen.read()
    if not image and tautan_qr:
        return gambar_qr(tautan_qr)
    raise GalatESign("imageTTD wajib bila image=true, linkQR wajib bila image=false")


def _halaman(page: int | None, halaman: Literal["pertama", "terakhir"] | None) -> int:
    if page is not None:
        return page
    if halaman is None:
        raise GalatESign("page atau halaman wajib diisi bila tampilan visible tanpa tag_koordinat")
    return 1 if halaman == "pertama" else HALAMAN_TERAKHIR

"""API v2 (JSON): ``/api/v2/sign/pdf``, OTP, status, verify, rantai sertifikat, dan segel elektronik."""

import binascii
import time
from base64 import b64decode, b64encode
from typing import Annotated, Any, Literal, Self

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr, model_validator

from sandbox.bsre.galat import GalatESign
from sandbox.bsre.layanan import ESign, HasilTandaTangan
from sandbox.bsre.pemeriksaan import jawaban_v2, periksa
from sandbox.bsre.pemilik import ID_PELANGGAN_SEGEL, SEGEL
from sandbox.bsre.penanda import Bentuk, Permintaan
from sandbox.bsre.tampilan import KiriAtas, PadaPenanda, Spesimen
from sandbox.bsre.totp import BukuOtp, Otp
from sandbox.bsre.ulah import tunggu_pemanggil_menyerah


def _base64(nilai: str) -> str:
    try:
        b64decode(nilai, validate=True)
    except binascii.Error:
        raise ValueError("bukan base64") from None
    return nilai


Base64 = Annotated[str, AfterValidator(_base64)]


class _Badan(BaseModel):
    model_config = ConfigDict(hide_input_in_errors=True, populate_by_name=True)


class Identitas(_Badan):
    nik: str | None = None
    email: str | None = None

    @model_validator(mode="after")
    def _satu_saja(self) -> Self:
        if bool(self.nik) == bool(self.email):
            raise ValueError("isi nik atau email, salah satu")
        return self


class SifatTandaTangan(_Badan):
    tampilan: Literal["VISIBLE", "INVISIBLE"]
    gambar: Base64 | None = Field(None, alias="imageBase64")
    halaman: int = Field(1, alias="page")
    x: float = Field(0, alias="originX")
    y: float = Field(0, alias="originY")
    lebar: float = Field(0, alias="width")
    tinggi: float = Field(0, alias="height")
    penanda: str | None = Field(None, alias="tag_koordinat")
    lokasi: str | None = Field(None, alias="location")
    alasan: str | None = Field(None, alias="reason")
    kontak: str | None = Field(None, alias="contactInfo")
    sandi_pdf: SecretStr | None = Field(None, alias="pdfPassword")

    def permintaan(self, pdf: bytes) -> Permintaan:
        spesimen = None
        if self.tampilan == "VISIBLE":
            if not self.gambar:
                raise GalatESign("imageBase64 wajib bila tampilan VISIBLE")
            letak = PadaPenanda(self.penanda) if self.penanda else KiriAtas(self.halaman, self.x, self.y)
            spesimen = Spesimen(b64decode(self.gambar), self.lebar, self.tinggi, letak)
        sandi = self.sandi_pdf.get_secret_value() if self.sandi_pdf else None
        return Permintaan(pdf, spesimen, self.alasan, self.lokasi, self.kontak, sandi)


class _Berkas(_Badan):
    sifat: list[SifatTandaTangan] = Field(alias="signatureProperties", min_length=1)
    berkas: list[Base64] = Field(alias="file", min_length=1)

    def permintaan(self) -> list[Permintaan]:
        sifat = self.sifat * len(self.berkas) if len(self.sifat) == 1 else self.sifat
        if len(sifat) != len(self.berkas):
            raise GalatESign("signatureProperties harus satu atau sebanyak file")
        return [s.permintaan(b64decode(b)) for s, b in zip(sifat, self.berkas, strict=True)]


class BadanTandaTangan(Identitas, _Berkas):
    passphrase: SecretStr | None = None
    totp: SecretStr | None = None
    otp: SecretStr | None = None
    """Contoh-contoh di petunjuk memakai ``otp``, skemanya ``totp``."""


class BadanOtp(Identitas):
    data: int = Field(ge=1)


class BadanVerify(_Badan):
    file: Base64
    password: SecretStr | None = None


class BadanSegel(_Badan):
    id_pelanggan: str = Field(alias="idSubscriber")
    totp: SecretStr | None = None
    data: int = Field(1, ge=1)

    @property
    def kode(self) -> str:
        return self.totp.get_secret_value() if self.totp else ""


class BadanSegelPdf(BadanSegel, _Berkas):
    pass


def rute_v2(esign: ESign, buku: BukuOtp, bentuk: Bentuk) -> APIRouter:
    rute = APIRouter(prefix="/api/v2", tags=["E-Sign v2"])

    async def jawab(permintaan: Request, mulai: float, hasil: HasilTandaTangan) -> Response:
        if not hasil.jawab:
            await tunggu_pemanggil_menyerah(permintaan)
            return Response(status_code=504)
        lama = round((time.perf_counter() - mulai) * 1000)
        return JSONResponse({"time": lama, "file": [b64encode(isi).decode() for isi in hasil.berkas]})

    @rute.post("/sign/pdf")
    async def tanda_tangani(permintaan: Request, badan: BadanTandaTangan) -> Response:
        mulai = time.perf_counter()
        esign.tolak_bila_sibuk()
        orang = esign.wajib_boleh(esign.cari(nik=badan.nik, surel=badan.email))
        if badan.passphrase:
            kunci = esign.buka_dengan_passphrase(orang, badan.passphrase.get_secret_value())
        elif kode := badan.totp or badan.otp:
            buku.pakai(f"tanda_tangan:{orang.label}", kode.get_secret_value(), len(badan.berkas))
            kunci = esign.pki.lemari.buka_hsm(orang.label)
        else:
            raise GalatESign("passphrase atau totp wajib diisi")
        return await jawab(permintaan, mulai, await esign.tanda_tangani(orang, kunci, badan.permintaan(), bentuk))

    @rute.post("/sign/get/totp")
    async def minta_otp(badan: BadanOtp) -> dict[str, Any]:
        orang = esign.wajib_boleh(esign.cari(nik=badan.nik, surel=badan.email))
        otp = buku.terbitkan(f"tanda_tangan:{orang.label}", badan.data)
        await buku.kirim(otp, orang.surel, "TOTP tanda tangan elektronik")
        return {"success": True, "message": "TOTP berhasil dikirim", "data": None}

    @rute.post("/user/check/status")
    async def status(badan: Identitas) -> dict[str, Any]:
        keadaan = esign.status(esign.cari(nik=badan.nik, surel=badan.email))
        return {"status_code": keadaan.kode, "message": keadaan.pesan, "status": keadaan.status}

    @rute.post("/verify/pdf")
    async def verify(badan: BadanVerify) -> dict[str, Any]:
        sandi = badan.password.get_secret_value() if badan.password else None
        return jawaban_v2(await periksa(b64decode(badan.file), esign.pki, sandi))

    @rute.get("/user/certificate/chain/{id_pengguna}")
    async def rantai(id_pengguna: str) -> Response:
        orang = SEGEL if id_pengguna == ID_PELANGGAN_SEGEL else esign.cari(nik=id_pengguna)
        if orang is None or not orang.bersertifikat:
            # Teramati: isi bukan JSON di bawah tajuk JSON.
            return Response("User tidak ditemukan", 400, media_type="application/json")
        return JSONResponse(
            {"success": True, "data": [b64encode(s.dump()).decode() for s in esign.pki.rantai(orang.label)]}
        )

    @rute.post("/seal/get/activation")
    async def aktivasi(badan: BadanSegel) -> dict[str, Any]:
        _wajib_pelanggan(badan)
        if badan.totp:
            buku.pakai("aktivasi", badan.kode)
            return {"success": True, "data": _otp_segel(buku.terbitkan("aktivasi", 1000), "TOTP berhasil diperbarui")}
        await buku.kirim(buku.terbitkan("aktivasi", 1000), SEGEL.surel, "TOTP aktivasi segel elektronik")
        return {"success": True, "message": "TOTP Aktivasi berhasil dikirim", "data": None}

    @rute.post("/seal/revoke/activation")
    async def cabut_aktivasi(badan: BadanSegel) -> dict[str, Any]:
        _wajib_pelanggan(badan)
        buku.pakai("aktivasi", badan.kode)
        buku.cabut("aktivasi")
        return {"success": True, "message": "Aktivasi berhasil dicabut", "data": None}

    @rute.post("/seal/get/totp")
    async def otp_segel(badan: BadanSegel) -> dict[str, Any]:
        _wajib_pelanggan(badan)
        buku.pakai("aktivasi", badan.kode)
        return _otp_segel(buku.terbitkan("segel", badan.data), "TOTP berhasil dibuat")

    @rute.post("/seal/pdf")
    async def segel(permintaan: Request, badan: BadanSegelPdf) -> Response:
        mulai = time.perf_counter()
        esign.tolak_bila_sibuk()
        _wajib_pelanggan(badan)
        buku.pakai("segel", badan.kode, len(badan.berkas))
        kunci = esign.pki.lemari.buka_hsm(SEGEL.label)
        return await jawab(permintaan, mulai, await esign.tanda_tangani(SEGEL, kunci, badan.permintaan(), bentuk))

    return rute


def _otp_segel(otp: Otp, pesan: str) -> dict[str, Any]:
    return {"message": pesan, "totp": otp.kode, "expires": otp.sampai.isoformat(timespec="seconds"), "result": True}


def _wajib_pelanggan(badan: BadanSegel) -> None:
    if badan.id_pelanggan != ID_PELANGGAN_SEGEL:
        raise GalatESign("idSubscriber tidak terdaftar", 2011)

"""Merangkai sandbox: PKI, E-Sign v1 dan v2 di balik HTTP Basic, dan rute pengatur ``/_sandbox``."""

import secrets
from collections.abc import Callable
from http import HTTPStatus
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, FastAPI, HTTPException
from fastapi.security import HTTPBasic, HTTPBasicCredentials
from pydantic import BaseModel

from sandbox.bsre.galat import GalatSpring, pasang_galat
from sandbox.bsre.layanan import ESign
from sandbox.bsre.pemilik import SEGEL, pemilik
from sandbox.bsre.penanda import Bentuk
from sandbox.bsre.setelan import SetelanBsre
from sandbox.bsre.totp import BukuOtp
from sandbox.bsre.ulah import PesananUlah
from sandbox.bsre.v1 import Unduhan, rute_v1
from sandbox.bsre.v2 import rute_v2
from sandbox.pki import Pki
from sandbox.pki.padam import PesananPadam
from sandbox.pki.rute import rute_pki

Alasan = Literal["unspecified", "key_compromise", "affiliation_changed", "superseded", "cessation_of_operation"]


class NamaPemilik(BaseModel):
    nama_pengguna: str
    """Label pemilik sertifikat: nama pengguna akun, atau label pengguna uji."""


class Pencabutan(NamaPemilik):
    alasan: Alasan = "key_compromise"


def bangun(setelan: SetelanBsre, pki: Pki) -> FastAPI:
    esign = ESign(pki)
    app = FastAPI(title="Sandbox E-Sign BSrE", openapi_url=None)
    pasang_galat(app)
    masuk = Depends(_basic(setelan))
    v1: Bentuk = setelan.bentuk or "PKCS7"
    v2: Bentuk = setelan.bentuk or "PAdES"
    app.include_router(rute_v1(esign, Unduhan(setelan.data / "unduhan"), v1), dependencies=[masuk])
    app.include_router(rute_v2(esign, BukuOtp(setelan.penampung), v2), dependencies=[masuk])
    app.include_router(rute_pki(pki, esign.padam))
    app.include_router(_rute_pengatur(esign))
    return app


def _basic(setelan: SetelanBsre) -> Any:
    skema = HTTPBasic(auto_error=False)

    def periksa(kredensial: Annotated[HTTPBasicCredentials | None, Depends(skema)]) -> None:
        diharapkan = f"{setelan.pengguna}:{setelan.sandi.get_secret_value()}"
        diberikan = f"{kredensial.username}:{kredensial.password}" if kredensial else ""
        if not secrets.compare_digest(diharapkan.encode(), diberikan.encode()):
            raise GalatSpring(HTTPStatus.UNAUTHORIZED, {"WWW-Authenticate": 'Basic realm="Realm"'})

    return periksa


def _rute_pengatur(esign: ESign) -> APIRouter:
    """Tanpa kredensial: hanya ada pada sandbox, yang mendengar di 127.0.0.1."""
    rute = APIRouter(prefix="/_sandbox", tags=["Pengatur sandbox"])
    bersertifikat = {p.label for p in (*pemilik(), SEGEL) if p.bersertifikat}

    @rute.post("/ulah")
    async def pesan(pesanan: PesananUlah) -> list[PesananUlah]:
        esign.ulah.pesan(pesanan)
        return esign.ulah.lihat()

    @rute.get("/ulah")
    async def lihat() -> list[PesananUlah]:
        return esign.ulah.lihat()

    @rute.delete("/ulah")
    async def bersihkan() -> list[PesananUlah]:
        esign.ulah.bersihkan()
        return esign.ulah.lihat()

    @rute.post("/padam")
    async def padam(pesanan: PesananPadam) -> None:
        esign.padam.pesan(pesanan)

    @rute.delete("/padam")
    async def nyalakan() -> None:
        esign.padam.bersihkan()

    @rute.get("/hitung")
    async def hitung() -> dict[str, int]:
        return {"tanda_tangan": esign.hitungan}

    @rute.post("/cabut")
    async def cabut(pencabutan: Pencabutan) -> dict[str, str]:
        if pencabutan.nama_pengguna not in bersertifikat:
            raise HTTPException(404, "Tidak ada pemilik sertifikat dengan nama pengguna itu.")
        esign.pki.cabut(pencabutan.nama_pengguna, pencabutan.alasan)
        return {"nama_pengguna": pencabutan.nama_pengguna, "status": "REVOKE"}

    @rute.post("/kedaluwarsa")
    async def kedaluwarsa(orang: NamaPemilik) -> dict[str, str]:
        return _keadaan(orang, esign.pki.kedaluwarsakan)

    @rute.post("/perpanjang")
    async def perpanjang(orang: NamaPemilik) -> dict[str, str]:
        return _keadaan(orang, esign.pki.perpanjang)

    def _keadaan(orang: NamaPemilik, ubah: Callable[[str], None]) -> dict[str, str]:
        if orang.nama_pengguna not in bersertifikat:
            raise HTTPException(404, "Tidak ada pemilik sertifikat dengan nama pengguna itu.")
        ubah(orang.nama_pengguna)
        return {"nama_pengguna": orang.nama_pengguna, "status": esign.pki.keadaan(orang.nama_pengguna)}

    return rute

"""Halaman masuk, titik akhir token, dan metadata."""

from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, FastAPI, Form, HTTPException, Query, Request
from fastapi.middleware.cors import CORSMiddleware
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from sandbox.akun import akun
from sandbox.oidc.penyedia import GalatToken, Penyedia, PermintaanMasuk
from sandbox.oidc.setelan import SetelanOidc
from sandbox.peladen import catatan

_PERAMBAN_SETEMPAT = r"https?://(127\.0\.0\.1|localhost|\[::1\])(:\d+)?"


class Kredensial(PermintaanMasuk):
    nama_pengguna: str = ""
    sandi: str = ""


_HALAMAN = Environment(
    loader=FileSystemLoader(Path(__file__).parent.with_name("halaman")), autoescape=True, undefined=StrictUndefined
)
# Tanpa form-action: peramban menerapkannya pula pada pengalihan sesudah formulir dikirim.
_TAJUK_HALAMAN = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'",
    "Referrer-Policy": "no-referrer",
}
_TAJUK_TOKEN = {"Cache-Control": "no-store"}


def _halaman(templat: str, status: int = 200, **isi: Any) -> HTMLResponse:
    return HTMLResponse(_HALAMAN.get_template(templat).render(isi), status, _TAJUK_HALAMAN)


def bangun(setelan: SetelanOidc) -> FastAPI:
    penyedia = Penyedia(setelan)
    app = FastAPI(title="Penyedia OIDC sandbox", openapi_url=None)
    app.add_middleware(
        CORSMiddleware,
        allow_origin_regex=_PERAMBAN_SETEMPAT,
        allow_methods=["GET", "POST"],
        allow_headers=["Authorization"],
    )

    @app.exception_handler(GalatToken)
    async def galat_token(_: Request, galat: GalatToken) -> JSONResponse:
        catatan.info("token_ditolak", galat=galat.galat, sebab=galat.uraian)
        return JSONResponse({"error": galat.galat, "error_description": galat.uraian}, 400, _TAJUK_TOKEN)

    app.include_router(_rute_masuk(penyedia))
    app.include_router(_rute_token(penyedia))
    return app


def _rute_masuk(penyedia: Penyedia) -> APIRouter:
    rute = APIRouter()

    def kembali(permintaan: PermintaanMasuk, **isi: str) -> RedirectResponse:
        isi |= {"iss": penyedia.setelan.penerbit} | ({"state": permintaan.state} if permintaan.state else {})
        penghubung = "&" if "?" in permintaan.redirect_uri else "?"
        return RedirectResponse(f"{permintaan.redirect_uri}{penghubung}{urlencode(isi)}", 303, _TAJUK_TOKEN)

    def tolak(permintaan: PermintaanMasuk) -> Response | None:
        if not penyedia.klien_sah(permintaan):
            return _halaman("pesan.html", 400, judul="Permintaan masuk ditolak", pesan=(
                "client_id atau redirect_uri tidak terdaftar. Periksa setelan aplikasi yang mengirim Anda ke sini."
            ))  # fmt: skip
        if cela := penyedia.cela(permintaan):
            return kembali(permintaan, error=cela[0], error_description=cela[1])
        return None

    def formulir(permintaan: PermintaanMasuk, status: int = 200, pengguna: str = "", galat: str = "") -> HTMLResponse:
        tersembunyi = PermintaanMasuk.model_validate(permintaan.model_dump()).model_dump()
        daftar = [a.nama_pengguna for a in akun()]
        return _halaman("masuk.html", status, tersembunyi=tersembunyi, pengguna=pengguna, galat=galat, daftar=daftar)

    @rute.get("/otorisasi")
    async def otorisasi(permintaan: Annotated[PermintaanMasuk, Query()]) -> Response:
        return tolak(permintaan) or formulir(permintaan)

    @rute.post("/otorisasi")
    async def masuk(kredensial: Annotated[Kredensial, Form()]) -> Response:
        if ditolak := tolak(kredensial):
            return ditolak
        orang = penyedia.masuk(kredensial.nama_pengguna.strip(), kredensial.sandi)
        if orang is None:
            catatan.info("masuk_gagal")
            return formulir(kredensial, 401, kredensial.nama_pengguna, "Nama pengguna atau sandi salah. Coba lagi.")
        catatan.info("masuk", sub=orang.sub)
        asal = PermintaanMasuk.model_validate(kredensial.model_dump())
        return kembali(asal, code=penyedia.beri_kode(orang, asal))

    @rute.get("/keluar")
    async def keluar(post_logout_redirect_uri: str = "", state: str = "") -> Response:
        # Sandbox tidak menyimpan sesi masuk: keluar cukup dengan membuang token di aplikasi.
        if penyedia.setelan.alamat_cocok(post_logout_redirect_uri):
            tambahan = f"?{urlencode({'state': state})}" if state else ""
            return RedirectResponse(post_logout_redirect_uri + tambahan, 303)
        return _halaman("pesan.html", judul="Anda sudah keluar", pesan="Halaman ini boleh ditutup.")

    return rute


def _rute_token(penyedia: Penyedia) -> APIRouter:
    rute = APIRouter()
    pembawa = HTTPBearer(auto_error=False)

    @rute.get("/.well-known/openid-configuration")
    async def metadata() -> dict[str, Any]:
        return penyedia.metadata()

    @rute.get("/jwks")
    async def jwks() -> dict[str, Any]:
        return dict(penyedia.jwks)

    @rute.post("/token")
    async def token(
        grant_type: Annotated[str, Form()] = "",
        code: Annotated[str, Form()] = "",
        client_id: Annotated[str, Form()] = "",
        redirect_uri: Annotated[str, Form()] = "",
        code_verifier: Annotated[str, Form()] = "",
        client_secret: Annotated[str, Form()] = "",
    ) -> JSONResponse:
        match grant_type:
            case "authorization_code":
                hasil = penyedia.tukar(code, client_id, redirect_uri, code_verifier)
            case "client_credentials":
                hasil = penyedia.masuk_sebagai_klien(client_id, client_secret)
            case _:
                uraian = "grant_type harus authorization_code atau client_credentials"
                raise GalatToken("unsupported_grant_type", uraian)
        return JSONResponse(hasil, headers=_TAJUK_TOKEN)

    @rute.get("/userinfo")
    async def userinfo(
        kredensial: Annotated[HTTPAuthorizationCredentials | None, Depends(pembawa)],
    ) -> dict[str, Any]:
        orang = penyedia.pemilik_token(kredensial.credentials) if kredensial else None
        if orang is None:
            tajuk = {"WWW-Authenticate": 'Bearer error="invalid_token"'}
            raise HTTPException(401, "Token akses tidak sah atau kedaluwarsa; masuklah kembali.", tajuk)
        return {
            "sub": orang.sub,
            "name": orang.nama,
            "preferred_username": orang.nama_pengguna,
            "email": orang.surel,
            "peran": [peran.value for peran in orang.peran],
            "unit": orang.unit,
        }

    return rute

"""Halaman publik: templat Jinja2, kepala keamanannya, dan pilihan antara halaman dan JSON."""

import re
from base64 import b64encode
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from fastapi import FastAPI, Request, Response
from fastapi.openapi.docs import get_swagger_ui_html
from fastapi.responses import HTMLResponse
from fastapi.templating import Jinja2Templates

from api.masalah import TABEL, Masalah, jawab

_KEPALA: Final = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    )
}
AWALAN_PUBLIK: Final = "/verifikasi"
_SWAGGER: Final = "/static-offline-docs"
_templat = Jinja2Templates(Path(__file__).parent / "web" / "templat")


def halaman(request: Request, templat: str, isi: dict[str, Any], status: int = 200) -> Response:
    return _templat.TemplateResponse(request, templat, isi, status_code=status, headers=dict(_KEPALA))


def halaman_dokumentasi(app: FastAPI) -> Response:
    """Swagger UI dari berkas sendiri; naskah kecilnya diizinkan menurut sidiknya."""
    isi = get_swagger_ui_html(
        openapi_url=str(app.openapi_url),
        title=app.title,
        swagger_js_url=f"{_SWAGGER}/swagger-ui-bundle.js",
        swagger_css_url=f"{_SWAGGER}/swagger-ui.css",
        swagger_favicon_url=f"{_SWAGGER}/favicon.png",
    ).body
    naskah = re.findall(rb"<script>(.*?)</script>", bytes(isi), re.DOTALL)
    sidik = " ".join(f"'sha256-{b64encode(sha256(satu).digest()).decode()}'" for satu in naskah)
    csp = (
        f"default-src 'none'; script-src 'self' {sidik}; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
        "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
    return HTMLResponse(bytes(isi), headers={"Content-Security-Policy": csp})


def minta_json(request: Request) -> bool:
    """Peramban menyebut ``text/html``; klien lain yang ingin JSON menyebut ``application/json``."""
    terima = request.headers.get("accept", "")
    return "application/json" in terima and "text/html" not in terima


def jawab_masalah(request: Request, masalah: Masalah) -> Response:
    """Problem details, atau halaman bagi pembaca halaman publik; jenisnya masuk catatan akses."""
    request.state.jenis = masalah.jenis.value
    if not request.url.path.startswith(AWALAN_PUBLIK) or minta_json(request):
        return jawab(masalah, request.state.nomor)
    ihwal = TABEL[masalah.jenis]
    isi = {"judul": ihwal.judul, "rincian": masalah.rincian, "tindakan": masalah.tindakan or ihwal.tindakan}
    return halaman(request, "masalah.html", isi, status=ihwal.status)

"""Halaman publik: templat Jinja2, kepala keamanannya, dan pilihan antara halaman dan JSON."""

from pathlib import Path
from typing import Any, Final

from fastapi import Request, Response
from fastapi.templating import Jinja2Templates

from api.masalah import TABEL, Masalah

_KEPALA: Final = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    )
}
AWALAN_PUBLIK: Final = "/verifikasi"
_templat = Jinja2Templates(Path(__file__).parent / "web" / "templat")


def halaman(request: Request, templat: str, isi: dict[str, Any], status: int = 200) -> Response:
    return _templat.TemplateResponse(request, templat, isi, status_code=status, headers=dict(_KEPALA))


def minta_json(request: Request) -> bool:
    """Peramban menyebut ``text/html``; klien lain yang ingin JSON menyebut ``application/json``."""
    terima = request.headers.get("accept", "")
    return "application/json" in terima and "text/html" not in terima


def halaman_masalah(request: Request, masalah: Masalah) -> Response | None:
    """Penolakan sebagai halaman bagi pembaca halaman publik; kosong bila alamatnya bukan halaman."""
    if not request.url.path.startswith(AWALAN_PUBLIK) or minta_json(request):
        return None
    ihwal = TABEL[masalah.jenis]
    isi = {"judul": ihwal.judul, "rincian": masalah.rincian, "tindakan": masalah.tindakan or ihwal.tindakan}
    return halaman(request, "masalah.html", isi, status=ihwal.status)

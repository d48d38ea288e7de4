"""Masuk lewat OIDC seperti peramban: mengisi formulir masuk, lalu menukar kode dengan token. Untuk demo dan uji."""

import hashlib
import secrets
from base64 import urlsafe_b64encode
from html.parser import HTMLParser
from urllib.parse import parse_qs, urljoin, urlsplit

import httpx

from sandbox.akun import SANDI_MASUK

KLIEN = "usulan-web"
# Tidak pernah dibuka: kodenya dibaca dari pengalihan.
ALAMAT_KEMBALI = "http://127.0.0.1/masuk/kembali"


class GagalMasuk(Exception):
    """Penyedia OIDC menolak; pesannya memuat sebab, tanpa sandi."""


class _Formulir(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tujuan = ""
        self.medan: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        isi = {nama: nilai or "" for nama, nilai in attrs}
        if tag == "form":
            self.tujuan = isi.get("action", "")
        elif tag == "input" and "name" in isi:
            self.medan[isi["name"]] = isi.get("value", "")


def pasangan_pkce() -> tuple[str, str]:
    """``(code_verifier, code_challenge)`` metode S256 (RFC 7636)."""
    pembuktian = secrets.token_urlsafe(48)
    return pembuktian, urlsafe_b64encode(hashlib.sha256(pembuktian.encode()).digest()).rstrip(b"=").decode()


def ambil_token(penerbit: str, nama_pengguna: str, sandi: str = SANDI_MASUK) -> str:
    """Token akses milik ``nama_pengguna`` dari alur kode otorisasi dengan PKCE; gagal → :class:`GagalMasuk`."""
    pembuktian, tantangan = pasangan_pkce()
    with httpx.Client(timeout=10) as klien:
        metadata = klien.get(f"{penerbit}/.well-known/openid-configuration").raise_for_status().json()
        kode = ambil_kode(klien, metadata["authorization_endpoint"], nama_pengguna, sandi, tantangan)
        jawaban = klien.post(
            metadata["token_endpoint"],
            data={
                "grant_type": "authorization_code",
                "code": kode,
                "client_id": KLIEN,
                "redirect_uri": ALAMAT_KEMBALI,
                "code_verifier": pembuktian,
            },
        )
    if jawaban.is_error:
        raise GagalMasuk(f"penukaran kode ditolak: {jawaban.json()['error_description']}")
    token: str = jawaban.json()["access_token"]
    return token


def ambil_kode(klien: httpx.Client, alamat_otorisasi: str, nama_pengguna: str, sandi: str, tantangan: str) -> str:
    """Kode otorisasi sekali pakai sesudah formulir masuk dikirim."""
    status = secrets.token_urlsafe(16)
    parameter = {
        "response_type": "code",
        "client_id": KLIEN,
        "redirect_uri": ALAMAT_KEMBALI,
        "scope": "openid profile",
        "state": status,
        "code_challenge": tantangan,
        "code_challenge_method": "S256",
    }
    halaman = klien.get(alamat_otorisasi, params=parameter)
    if halaman.status_code != httpx.codes.OK:
        raise GagalMasuk(f"halaman masuk menjawab {halaman.status_code}")
    formulir = _Formulir()
    formulir.feed(halaman.text)
    isian = formulir.medan | {"nama_pengguna": nama_pengguna, "sandi": sandi}
    jawaban = klien.post(urljoin(str(halaman.url), formulir.tujuan), data=isian)
    if not jawaban.is_redirect:
        raise GagalMasuk(f"nama pengguna atau sandi ditolak untuk {nama_pengguna}")
    hasil = parse_qs(urlsplit(jawaban.headers["location"]).query)
    if hasil.get("state") != [status] or "code" not in hasil:
        raise GagalMasuk(f"pengalihan tanpa kode yang sah: {hasil.get('error_description', ['state berbeda'])[0]}")
    return hasil["code"][0]

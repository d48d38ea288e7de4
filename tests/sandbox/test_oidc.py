"""Penyedia OIDC: alur kode dengan PKCE wajib, kode sekali pakai, token yang terverifikasi lewat JWKS."""

import time
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

import httpx
import jwt
import pytest

from sandbox.akun import SANDI_MASUK, akun, akun_asn, akun_bernama
from sandbox.klien_oidc import ALAMAT_KEMBALI, KLIEN, GagalMasuk, ambil_kode, ambil_token, pasangan_pkce
from tests.batas import BATAS
from tests.sandbox.proses import Proses

ORANG = akun_bernama("verifikator_bkn.kanregiii")


@pytest.fixture
def http(oidc: Proses) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=oidc.alamat, timeout=BATAS) as klien:
        yield klien


def periksa_token(oidc: Proses, token: str, audiens: str = "usulan-api") -> dict[str, Any]:
    kunci = jwt.PyJWKClient(f"{oidc.alamat}/jwks").get_signing_key_from_jwt(token)
    return jwt.decode(token, kunci, algorithms=["RS256"], audience=audiens, issuer=oidc.alamat)


def kode_baru(oidc: Proses, http: httpx.Client, tantangan: str) -> str:
    return ambil_kode(http, f"{oidc.alamat}/otorisasi", ORANG.nama_pengguna, SANDI_MASUK, tantangan)


def tukar(http: httpx.Client, kode: str, pembuktian: str, **ganti: str) -> httpx.Response:
    return http.post(
        "/token",
        data={
            "grant_type": "authorization_code",
            "code": kode,
            "client_id": KLIEN,
            "redirect_uri": ALAMAT_KEMBALI,
            "code_verifier": pembuktian,
        }
        | ganti,
    )


def parameter(**ganti: str) -> dict[str, str]:
    return {
        "response_type": "code",
        "client_id": KLIEN,
        "redirect_uri": ALAMAT_KEMBALI,
        "scope": "openid",
        "state": "abc",
        "code_challenge": pasangan_pkce()[1],
        "code_challenge_method": "S256",
    } | ganti


def test_token_akses_terverifikasi_lewat_jwks(oidc: Proses) -> None:
    klaim = periksa_token(oidc, ambil_token(oidc.alamat, ORANG.nama_pengguna))
    assert klaim["sub"] == ORANG.sub
    assert klaim["name"] == ORANG.nama
    assert klaim["peran"] == ["verifikator_bkn"]
    assert klaim["unit"] == "kanreg:III"
    assert klaim["exp"] - klaim["iat"] == 3600
    assert not {"nik", "nip", "email"} & klaim.keys()


def test_setiap_akun_dapat_masuk(oidc: Proses) -> None:
    contoh = {a.peran[0]: a for a in akun()}.values()
    for satu in contoh:
        assert periksa_token(oidc, ambil_token(oidc.alamat, satu.nama_pengguna))["unit"] == satu.unit


def test_penduduk_masuk_sebagai_dirinya_sendiri(oidc: Proses) -> None:
    orang = akun_asn(UUID("0b9c5a4e-6b1f-4b52-9d1b-4f1f2f1f6a10"))
    klaim = periksa_token(oidc, ambil_token(oidc.alamat, orang.nama_pengguna, SANDI_MASUK))
    assert (klaim["sub"], klaim["peran"], klaim["unit"]) == (orang.sub, ["asn"], orang.unit)


def test_token_yang_diubah_ditolak(oidc: Proses) -> None:
    kepala, isi, tanda = ambil_token(oidc.alamat, ORANG.nama_pengguna).split(".")
    palsu = f"{kepala}.{isi[:-2]}{'A' if isi[-2] != 'A' else 'B'}{isi[-1]}.{tanda}"
    with pytest.raises(jwt.InvalidTokenError):
        periksa_token(oidc, palsu)
    jawaban = httpx.get(f"{oidc.alamat}/userinfo", headers={"Authorization": f"Bearer {palsu}"})
    assert jawaban.status_code == 401
    assert "invalid_token" in jawaban.headers["www-authenticate"]


def test_metadata_dan_userinfo(oidc: Proses, http: httpx.Client) -> None:
    metadata = http.get("/.well-known/openid-configuration").json()
    assert metadata["issuer"] == oidc.alamat
    assert metadata["code_challenge_methods_supported"] == ["S256"]
    token = ambil_token(oidc.alamat, ORANG.nama_pengguna)
    isi = http.get(metadata["userinfo_endpoint"], headers={"Authorization": f"Bearer {token}"}).json()
    assert (isi["sub"], isi["preferred_username"], isi["email"]) == (ORANG.sub, ORANG.nama_pengguna, ORANG.surel)
    assert http.get("/userinfo").status_code == 401


def test_id_token_membawa_nonce(oidc: Proses, http: httpx.Client) -> None:
    pembuktian, tantangan = pasangan_pkce()
    isian = parameter(nonce="n-123", code_challenge=tantangan)
    isian |= {"nama_pengguna": ORANG.nama_pengguna, "sandi": SANDI_MASUK}
    kembali = parse_qs(urlsplit(http.post("/otorisasi", data=isian).headers["location"]).query)
    assert (kembali["state"], kembali["iss"]) == (["abc"], [oidc.alamat])
    jawaban = tukar(http, kembali["code"][0], pembuktian)
    assert jawaban.headers["cache-control"] == "no-store"
    klaim = periksa_token(oidc, jawaban.json()["id_token"], KLIEN)
    assert (klaim["nonce"], klaim["sub"]) == ("n-123", ORANG.sub)


@pytest.mark.parametrize("pengguna", ["asn.bukan-id", "operator.atlantis"])
def test_akun_yang_tidak_ada_tidak_masuk(oidc: Proses, pengguna: str) -> None:
    with pytest.raises(GagalMasuk):
        ambil_token(oidc.alamat, pengguna, SANDI_MASUK)


def test_sandi_salah(oidc: Proses) -> None:
    with pytest.raises(GagalMasuk, match="ditolak"):
        ambil_token(oidc.alamat, ORANG.nama_pengguna, "bukan-sandinya")
    with pytest.raises(GagalMasuk, match="ditolak"):
        ambil_token(oidc.alamat, "tidak.ada")
    assert "bukan-sandinya" not in "\n".join(oidc.baris)


def test_pembuktian_pkce_salah_menghanguskan_kode(oidc: Proses, http: httpx.Client) -> None:
    pembuktian, tantangan = pasangan_pkce()
    kode = kode_baru(oidc, http, tantangan)
    salah = tukar(http, kode, pasangan_pkce()[0])
    assert (salah.status_code, salah.json()["error"]) == (400, "invalid_grant")
    assert "code_verifier" in salah.json()["error_description"]
    assert tukar(http, kode, pembuktian).status_code == 400


def test_kode_hanya_sekali(oidc: Proses, http: httpx.Client) -> None:
    pembuktian, tantangan = pasangan_pkce()
    kode = kode_baru(oidc, http, tantangan)
    assert tukar(http, kode, pembuktian).status_code == 200
    assert tukar(http, kode, pembuktian).json()["error"] == "invalid_grant"


@pytest.mark.parametrize(
    ("ganti", "galat"),
    [
        ({"client_id": "klien-lain"}, "invalid_grant"),
        ({"redirect_uri": "http://127.0.0.1/lain"}, "invalid_grant"),
        ({"grant_type": "password"}, "unsupported_grant_type"),
        ({"code": ""}, "invalid_grant"),
    ],
)
def test_penukaran_yang_berbeda_ditolak(oidc: Proses, http: httpx.Client, ganti: dict[str, str], galat: str) -> None:
    pembuktian, tantangan = pasangan_pkce()
    assert tukar(http, kode_baru(oidc, http, tantangan), pembuktian, **ganti).json()["error"] == galat


@pytest.mark.parametrize(
    ("ganti", "galat"),
    [
        ({"code_challenge": ""}, "invalid_request"),
        ({"code_challenge_method": "plain"}, "invalid_request"),
        ({"response_type": "token"}, "unsupported_response_type"),
        ({"scope": "profile"}, "invalid_scope"),
    ],
)
def test_permintaan_cacat_kembali_ke_klien(http: httpx.Client, ganti: dict[str, str], galat: str) -> None:
    jawaban = http.get("/otorisasi", params=parameter(**ganti))
    assert jawaban.status_code == 303
    assert jawaban.headers["location"].startswith(ALAMAT_KEMBALI)
    assert parse_qs(urlsplit(jawaban.headers["location"]).query)["error"] == [galat]


@pytest.mark.parametrize(
    "ganti",
    [
        {"client_id": "klien-lain"},
        {"redirect_uri": "https://jahat.contoh/masuk/kembali"},
        {"redirect_uri": "http://127.0.0.1.jahat.contoh/masuk/kembali"},
        {"redirect_uri": "http://127.0.0.1@jahat.contoh/masuk/kembali"},
        {"redirect_uri": "http://127.0.0.1/masuk/kembali/"},
        {"redirect_uri": "http://127.0.0.1/masuk/kembali?x=1"},
        {"redirect_uri": "https://127.0.0.1/masuk/kembali"},
        {"redirect_uri": "http://127.0.0.1:abc/masuk/kembali"},
        {"redirect_uri": ""},
    ],
)
def test_alamat_kembali_asing_tak_pernah_dituju(http: httpx.Client, ganti: dict[str, str]) -> None:
    isian = parameter(**ganti)
    masuk = isian | {"nama_pengguna": ORANG.nama_pengguna, "sandi": SANDI_MASUK}
    for jawaban in (http.get("/otorisasi", params=isian), http.post("/otorisasi", data=masuk)):
        assert jawaban.status_code == 400
        assert "location" not in jawaban.headers
        assert "tidak terdaftar" in jawaban.text


def test_port_loopback_bebas(http: httpx.Client) -> None:
    assert http.get("/otorisasi", params=parameter(redirect_uri="http://127.0.0.1:54321/masuk/kembali")).is_success


class _Pembaca(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.unsur: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.unsur.append((tag, dict(attrs)))


def test_halaman_masuk_berlabel_dan_aman(http: httpx.Client) -> None:
    salah = parameter(state='"><script>') | {"nama_pengguna": '"><script>', "sandi": "x"}
    jawaban = http.post("/otorisasi", data=salah)
    assert jawaban.status_code == 401
    assert "<script" not in jawaban.text
    assert "frame-ancestors 'none'" in jawaban.headers["content-security-policy"]
    pembaca = _Pembaca()
    pembaca.feed(jawaban.text)
    label = {atribut["for"] for tag, atribut in pembaca.unsur if tag == "label"}
    terlihat = {a["id"] for tag, a in pembaca.unsur if tag == "input" and a.get("type") != "hidden"}
    assert terlihat == label == {"nama_pengguna", "sandi"}
    assert ("html", {"lang": "id"}) in pembaca.unsur
    assert any(a.get("role") == "alert" for _, a in pembaca.unsur)


def test_keluar_hanya_ke_alamat_terdaftar(http: httpx.Client) -> None:
    baik = http.get("/keluar", params={"post_logout_redirect_uri": "http://127.0.0.1:8000/", "state": "s"})
    assert baik.headers["location"] == "http://127.0.0.1:8000/?state=s"
    asing = http.get("/keluar", params={"post_logout_redirect_uri": "https://jahat.contoh/"})
    assert asing.status_code == 200
    assert "Anda sudah keluar" in asing.text


def test_cors_untuk_halaman_dokumentasi_api(http: httpx.Client) -> None:
    boleh = http.get("/jwks", headers={"Origin": "http://127.0.0.1:8000"})
    assert boleh.headers["access-control-allow-origin"] == "http://127.0.0.1:8000"
    asing = http.get("/jwks", headers={"Origin": "https://jahat.contoh"})
    assert "access-control-allow-origin" not in asing.headers


def test_kunci_bertahan_dan_umur_token_dapat_diatur(tmp_path: Path) -> None:
    with Proses("oidc", tmp_path, "--umur_token=1") as pertama:
        token = ambil_token(pertama.alamat, ORANG.nama_pengguna)
        klaim = jwt.decode(token, options={"verify_signature": False})
        assert klaim["exp"] - klaim["iat"] == 1
        jwks = httpx.get(f"{pertama.alamat}/jwks").json()
        assert not {"d", "p", "q"} & jwks["keys"][0].keys()
        port = pertama.port
    with Proses("oidc", tmp_path, port=port) as kedua:
        assert httpx.get(f"{kedua.alamat}/jwks").json() == jwks
        # Pemadaman dan penyalaan di atas memakan lebih dari sedetik; bila tidak, tunggu sampai lewat.
        time.sleep(max(0.0, klaim["exp"] - time.time()))
        with pytest.raises(jwt.ExpiredSignatureError):
            periksa_token(kedua, token)

"""Kode sekali pakai, PKCE, dan penerbitan token."""

import hashlib
import secrets
import time
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet, RSAKey
from pydantic import BaseModel

from sandbox.akun import SANDI_MASUK, Akun, akun_bernama, akun_setneg
from sandbox.oidc.setelan import SetelanOidc

_UMUR_KODE = 60.0
_PANJANG_TANTANGAN = 43
"""SHA-256 dalam base64url tanpa isian (RFC 7636 §4.2)."""


class GalatToken(Exception):
    """Galat RFC 6749 §5.2: ``{"error", "error_description"}``."""

    def __init__(self, galat: str, uraian: str) -> None:
        super().__init__(uraian)
        self.galat, self.uraian = galat, uraian


class PermintaanMasuk(BaseModel):
    """Parameter otorisasi; dibawa formulir masuk lalu diperiksa lagi saat dikirim."""

    response_type: str = ""
    client_id: str = ""
    redirect_uri: str = ""
    scope: str = "openid"
    state: str = ""
    nonce: str = ""
    code_challenge: str = ""
    code_challenge_method: str = ""


@dataclass(frozen=True)
class Kode:
    akun: Akun
    permintaan: PermintaanMasuk
    sampai: float


def _muat_kunci(data: Path) -> RSAKey:
    berkas = data / "kunci-token.pem"
    if not berkas.exists():
        data.mkdir(parents=True, exist_ok=True)
        sementara = berkas.with_suffix(".baru")
        sementara.touch(mode=0o600)
        sementara.write_bytes(RSAKey.generate_key(2048).as_pem(private=True))
        sementara.replace(berkas)
    pem = berkas.read_bytes()
    sidik = RSAKey.import_key(pem).thumbprint()
    return RSAKey.import_key(pem, {"kid": sidik, "use": "sig", "alg": "RS256"})


class Penyedia:
    """Akun, kode sekali pakai, dan penerbitan token."""

    def __init__(self, setelan: SetelanOidc) -> None:
        self.setelan = setelan
        self.kunci = _muat_kunci(setelan.data)
        self.jwks = KeySet([self.kunci]).as_dict(private=False)
        self._kode: dict[str, Kode] = {}

    def klien_sah(self, permintaan: PermintaanMasuk) -> bool:
        """Palsu berarti alamat kembali tidak dapat dipercaya, jadi galatnya ditampilkan di sini saja."""
        return permintaan.client_id == self.setelan.klien and self.setelan.alamat_cocok(permintaan.redirect_uri)

    def cela(self, permintaan: PermintaanMasuk) -> tuple[str, str] | None:
        """Galat yang dikembalikan ke klien, ``(error, error_description)``; ``None`` bila permintaan baik."""
        if permintaan.response_type != "code":
            return "unsupported_response_type", "response_type harus code"
        if "openid" not in permintaan.scope.split():
            return "invalid_scope", "scope harus memuat openid"
        if permintaan.code_challenge_method != "S256" or len(permintaan.code_challenge) != _PANJANG_TANTANGAN:
            return "invalid_request", "PKCE wajib: code_challenge_method=S256 dan code_challenge 43 huruf"
        return None

    def masuk(self, nama_pengguna: str, sandi: str) -> Akun | None:
        if not secrets.compare_digest(sandi.encode(), SANDI_MASUK.encode()):
            return None
        try:
            return akun_bernama(nama_pengguna)
        except LookupError:
            return None

    def beri_kode(self, orang: Akun, permintaan: PermintaanMasuk) -> str:
        self._kode = {isi: kode for isi, kode in self._kode.items() if kode.sampai > time.monotonic()}
        isi = secrets.token_urlsafe(32)
        self._kode[isi] = Kode(orang, permintaan, time.monotonic() + _UMUR_KODE)
        return isi

    def tukar(self, isi: str, klien: str, alamat_kembali: str, pembuktian: str) -> dict[str, Any]:
        """Kode ditukar token. Kode hangus pada percobaan pertama, berhasil atau tidak."""
        kode = self._kode.pop(isi, None)
        if kode is None or kode.sampai <= time.monotonic():
            raise GalatToken("invalid_grant", "kode tidak dikenal, sudah dipakai, atau kedaluwarsa")
        asal = kode.permintaan
        if (klien, alamat_kembali) != (asal.client_id, asal.redirect_uri):
            raise GalatToken("invalid_grant", "client_id atau redirect_uri berbeda dari saat meminta kode")
        tantangan = urlsafe_b64encode(hashlib.sha256(pembuktian.encode()).digest()).rstrip(b"=").decode()
        if not secrets.compare_digest(tantangan.encode(), asal.code_challenge.encode()):
            raise GalatToken("invalid_grant", "code_verifier tidak cocok dengan code_challenge")
        return self._token(kode.akun, asal)

    def masuk_sebagai_klien(self, klien: str, rahasia: str) -> dict[str, Any]:
        """Token akses klien mesin (RFC 6749 §4.4), tanpa token identitas."""
        mesin, sandi = akun_setneg(), self.setelan.sandi_setneg.get_secret_value()
        cocok = secrets.compare_digest(rahasia.encode(), sandi.encode())
        if klien != mesin.nama_pengguna or not cocok:
            raise GalatToken("invalid_client", "client_id atau client_secret salah")
        return self._token_akses(mesin, klien, "")

    def _token(self, orang: Akun, asal: PermintaanMasuk) -> dict[str, Any]:
        identitas = {**self._umum(orang), "aud": asal.client_id, "auth_time": int(time.time()), "name": orang.nama}
        if asal.nonce:
            identitas["nonce"] = asal.nonce
        akses = self._token_akses(orang, asal.client_id, asal.scope)
        return akses | {"id_token": self._tanda_tangani("JWT", identitas)}

    def _token_akses(self, orang: Akun, klien: str, scope: str) -> dict[str, Any]:
        klaim = {
            **self._umum(orang),
            "aud": self.setelan.audiens,
            "client_id": klien,
            "jti": secrets.token_urlsafe(16),
            "scope": scope,
            "name": orang.nama,
            "preferred_username": orang.nama_pengguna,
            "peran": [peran.value for peran in orang.peran],
            "unit": orang.unit,
        }
        return {
            "access_token": self._tanda_tangani("at+jwt", klaim),
            "token_type": "Bearer",
            "expires_in": self.setelan.umur_token,
            "scope": scope,
        }

    def _umum(self, orang: Akun) -> dict[str, Any]:
        kini = int(time.time())
        return {"iss": self.setelan.penerbit, "sub": orang.sub, "iat": kini, "exp": kini + self.setelan.umur_token}

    def _tanda_tangani(self, jenis: str, klaim: dict[str, Any]) -> str:
        return jwt.encode({"alg": "RS256", "typ": jenis, "kid": self.kunci.kid}, klaim, self.kunci)

    def pemilik_token(self, token: str) -> Akun | None:
        """Pemilik token akses yang sah dan belum kedaluwarsa."""
        try:
            terurai = jwt.decode(token, self.kunci, algorithms=["RS256"])
            jwt.JWTClaimsRegistry(
                iss={"essential": True, "value": self.setelan.penerbit},
                aud={"essential": True, "value": self.setelan.audiens},
                exp={"essential": True},
            ).validate(terurai.claims)
            return akun_bernama(terurai.claims["preferred_username"])
        except (JoseError, ValueError, LookupError):
            return None

    def metadata(self) -> dict[str, Any]:
        penerbit = self.setelan.penerbit
        return {
            "issuer": penerbit,
            "authorization_endpoint": f"{penerbit}/otorisasi",
            "token_endpoint": f"{penerbit}/token",
            "userinfo_endpoint": f"{penerbit}/userinfo",
            "jwks_uri": f"{penerbit}/jwks",
            "end_session_endpoint": f"{penerbit}/keluar",
            "response_types_supported": ["code"],
            "response_modes_supported": ["query"],
            "grant_types_supported": ["authorization_code", "client_credentials"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "token_endpoint_auth_methods_supported": ["none", "client_secret_post"],
            "code_challenge_methods_supported": ["S256"],
            "scopes_supported": ["openid", "profile", "email"],
            "claims_supported": ["sub", "name", "preferred_username", "email", "peran", "unit"],
            "authorization_response_iss_parameter_supported": True,
        }

"""Realm Keycloak yang setara dengan penyedia OIDC sandbox: klien, klaim, dan akun yang sama.

Dipakai ``temporal-dev.yml``; berkasnya ditulis ulang dengan ``make keycloak``. Peran adalah peran klien ``usulan-api``,
sehingga klaim ``peran`` tidak bercampur peran bawaan Keycloak. ``id`` pengguna = ``sub`` akun, jadi data contoh cocok
dengan penyedia mana pun.
"""

import json
from pathlib import Path
from typing import Any

from models.peran import Peran
from sandbox.akun import SANDI_MASUK, Akun, akun, akun_setneg

BERKAS = Path(__file__).with_name("realm.json")
REALM = "usulan"
_KLIEN_WEB = "usulan-web"
_AUDIENS = "usulan-api"
_ALAMAT_WEB = ("http://localhost:8000", "http://127.0.0.1:8000")


def realm() -> dict[str, Any]:
    return {
        "realm": REALM,
        "displayName": "Usulan ASN (sandbox)",
        "enabled": True,
        "sslRequired": "external",
        "registrationAllowed": False,
        "bruteForceProtected": True,
        "internationalizationEnabled": True,
        "supportedLocales": ["id"],
        "defaultLocale": "id",
        "accessTokenLifespan": 900,
        "roles": {"client": {_AUDIENS: [{"name": peran.value} for peran in Peran]}},
        "clients": [
            {"clientId": _AUDIENS, "name": "API usulan", "bearerOnly": True, "enabled": True},
            _klien_web(),
            _klien_mesin(akun_setneg()),
        ],
        "components": {"org.keycloak.userprofile.UserProfileProvider": [_profil_pengguna()]},
        "users": [*map(_pengguna, akun()), _layanan(akun_setneg())],
    }


def teks_realm() -> str:
    return json.dumps(realm(), ensure_ascii=False, indent=1) + "\n"


def _klien_web() -> dict[str, Any]:
    return {
        "clientId": _KLIEN_WEB,
        "name": "Aplikasi usulan",
        "enabled": True,
        "publicClient": True,
        "standardFlowEnabled": True,
        "directAccessGrantsEnabled": False,
        "redirectUris": [f"{alamat}/*" for alamat in _ALAMAT_WEB],
        "webOrigins": list(_ALAMAT_WEB),
        "attributes": {"pkce.code.challenge.method": "S256", "post.logout.redirect.uris": "+"},
        "defaultClientScopes": ["basic", "profile", "email"],
        "protocolMappers": _klaim(),
    }


def _klien_mesin(a: Akun) -> dict[str, Any]:
    """Klien berahasia tanpa halaman masuk; rahasianya diisi Keycloak dari lingkungannya saat realm dimuat."""
    return {
        "clientId": a.nama_pengguna,
        "name": a.nama,
        "enabled": True,
        "publicClient": False,
        "secret": "${SETNEG_SANDI}",
        "standardFlowEnabled": False,
        "directAccessGrantsEnabled": False,
        "serviceAccountsEnabled": True,
        "defaultClientScopes": ["basic", "profile"],
        "protocolMappers": _klaim(),
    }


def _klaim() -> list[dict[str, Any]]:
    """Klaim yang dibaca API."""
    return [
        _pemetaan("audiens", "oidc-audience-mapper", {"included.custom.audience": _AUDIENS}),
        _pemetaan(
            "peran",
            "oidc-usermodel-client-role-mapper",
            {"usermodel.clientRoleMapping.clientId": _AUDIENS, "claim.name": "peran", "multivalued": "true"},
        ),
        _pemetaan("unit", "oidc-usermodel-attribute-mapper", {"user.attribute": "unit", "claim.name": "unit"}),
    ]


def _pemetaan(nama: str, jenis: str, konfigurasi: dict[str, str]) -> dict[str, Any]:
    tujuan = {"access.token.claim": "true", "id.token.claim": "false", "jsonType.label": "String"}
    return {"name": nama, "protocol": "openid-connect", "protocolMapper": jenis, "config": tujuan | konfigurasi}


def _profil_pengguna() -> dict[str, Any]:
    """Sejak Keycloak 24 atribut yang tidak terdaftar di profil dibuang; ``unit`` hanya boleh diubah admin."""
    siapa_pun, admin = {"view": ["admin", "user"], "edit": ["admin"]}, {"view": ["admin"], "edit": ["admin"]}
    bawaan = [{"name": nama, "permissions": siapa_pun} for nama in ("username", "email", "firstName", "lastName")]
    profil = {"attributes": [*bawaan, {"name": "unit", "permissions": admin}]}
    return {"providerId": "declarative-user-profile", "config": {"kc.user.profile.config": [json.dumps(profil)]}}


def _pengguna(a: Akun) -> dict[str, Any]:
    depan, _, belakang = a.nama.partition(" ")
    return {
        "id": a.sub,
        "username": a.nama_pengguna,
        "firstName": depan,
        "lastName": belakang,
        "email": a.surel,
        "emailVerified": True,
        "enabled": True,
        "credentials": [{"type": "password", "value": SANDI_MASUK}],
        "attributes": {"unit": [a.unit]},
        "clientRoles": {_AUDIENS: [peran.value for peran in a.peran]},
    }


def _layanan(a: Akun) -> dict[str, Any]:
    """Akun layanan sebuah klien mesin: tanpa sandi dan tanpa surel."""
    depan, _, belakang = a.nama.partition(" ")
    return {
        "id": a.sub,
        "username": f"service-account-{a.nama_pengguna}",
        "serviceAccountClientId": a.nama_pengguna,
        "firstName": depan,
        "lastName": belakang,
        "enabled": True,
        "attributes": {"unit": [a.unit]},
        "clientRoles": {_AUDIENS: [peran.value for peran in a.peran]},
    }

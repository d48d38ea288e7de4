"""Susunan certomancer sandbox: akar → penerbit "seperti BSrE" → penanda tangan, OCSP, TSA.

Nomor seri dan masa berlaku ditentukan sekali lalu disimpan, sehingga sertifikat yang sama terbit kembali bita demi
bita pada setiap penyalaan dan surat kemarin tetap sah. Alamat OCSP/CRL tertanam dalam sertifikat; karena itu tiap
alamat layanan punya berkas susunan sendiri, sedangkan akar dan semua kunci dipakai bersama.
"""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import yaml

from sandbox.pki.kunci import tulis_rahasia

ARSITEKTUR = "pki"
LAYANAN = ("akar", "penerbit", "ocsp", "tsa")
_AKAR_BERLAKU = ("2020-01-01T00:00:00+00:00", "2050-01-01T00:00:00+00:00")
_UMUR_PENANDA_TANGAN = timedelta(days=729)
_POLICY_BSRE = "2.16.360.1.2.1.2.2"


@dataclass(frozen=True)
class Identitas:
    """Pemilik sertifikat. ``label`` menamai kunci dan sertifikatnya, ``pengenal`` menjadi atribut serialNumber."""

    label: str
    nama: str
    organisasi: str
    pengenal: str
    berlaku_sejak: timedelta = timedelta()
    """Selisih awal masa berlaku dari saat pembuatan; negatif cukup jauh berarti sudah kedaluwarsa."""


def buka_susunan(folder: Path, alamat: str, identitas: Iterable[Identitas]) -> dict[str, Any]:
    """Susunan untuk ``alamat``; yang belum ada dibuat, yang sudah ada dipertahankan."""
    berkas = folder / f"susunan-{alamat.split('//')[1].replace(':', '-')}.yml"
    susunan = yaml.safe_load(berkas.read_text()) if berkas.exists() else _susunan_dasar(alamat)
    semula = yaml.safe_dump(susunan)
    for orang in identitas:
        _daftarkan(susunan, orang)
        _kunci(susunan)[orang.label] = {"path": f"kunci/{orang.label}.pub.pem", "public-only": True}
    for label in LAYANAN:
        _kunci(susunan)[label] = {"path": f"kunci/{label}.pem"}
    if not berkas.exists() or yaml.safe_dump(susunan) != semula:
        tulis_rahasia(berkas, yaml.safe_dump(susunan, sort_keys=False, allow_unicode=True).encode())
    return susunan


def _kunci(susunan: dict[str, Any]) -> dict[str, Any]:
    kunci: dict[str, Any] = susunan["keysets"][ARSITEKTUR]["keys"]
    return kunci


def _nomor_seri() -> int:
    return secrets.randbits(63) | 1 << 62


def _masa(sejak: datetime, lama: timedelta) -> dict[str, str]:
    sejak = sejak.replace(microsecond=0)
    return {"valid-from": sejak.isoformat(), "valid-to": (sejak + lama).isoformat()}


def _daftarkan(susunan: dict[str, Any], orang: Identitas) -> None:
    arsitektur = susunan["pki-architectures"][ARSITEKTUR]
    entitas = {"common-name": orang.nama, "organization-name": orang.organisasi, "serial-number": orang.pengenal}
    if arsitektur["entities"].get(orang.label) == entitas:
        return
    arsitektur["entities"][orang.label] = entitas
    arsitektur["certs"][orang.label] = {
        "issuer": "penerbit",
        "serial": _nomor_seri(),
        "validity": _masa(datetime.now(UTC) + orang.berlaku_sejak, _UMUR_PENANDA_TANGAN),
        "profiles": ["digsig-commitment"],
        "extensions": [{"id": "certificate_policies", "value": [{"policy_identifier": _POLICY_BSRE}]}],
    }


def _susunan_dasar(alamat: str) -> dict[str, Any]:
    akar_dari, akar_sampai = _AKAR_BERLAKU
    selama_akar = {"valid-from": akar_dari, "valid-to": akar_sampai}
    layanan_crl = {"simulated-update-schedule": "P1D"}
    return {
        "external-url-prefix": alamat,
        "keysets": {ARSITEKTUR: {"keys": {}}},
        "pki-architectures": {
            ARSITEKTUR: {
                "entity-defaults": {"country-name": "ID"},
                "entities": {
                    "akar": {"common-name": "Root CA Indonesia (Sandbox)", "organization-name": "Sandbox Usulan ASN"},
                    "penerbit": {"common-name": "Sandbox OSD LU Kelas 2", "organization-name": "Sandbox Usulan ASN"},
                    "ocsp": {"common-name": "Sandbox OCSP Responder", "organization-name": "Sandbox Usulan ASN"},
                    "tsa": {"common-name": "Sandbox Timestamp Authority", "organization-name": "Sandbox Usulan ASN"},
                },
                "certs": {
                    "akar": {
                        "issuer": "akar",
                        "serial": 1,
                        "validity": selama_akar,
                        # Akar tidak memuat alamat, sehingga tetap sama pada port mana pun.
                        "profiles": ["simple-ca"],
                    },
                    "penerbit": {
                        "issuer": "akar",
                        "serial": _nomor_seri(),
                        "validity": selama_akar,
                        "profiles": [
                            {
                                "id": "simple-ca",
                                "params": {"max-path-len": 0, "crl-repo": "penerbit", "ocsp-service": "penerbit"},
                            }
                        ],
                        "extensions": [
                            {
                                "id": "crl_distribution_points",
                                "smart-value": {"schema": "crl-dist-url", "params": {"crl-repo-names": ["akar"]}},
                            }
                        ],
                    },
                    "ocsp": {
                        "issuer": "penerbit",
                        "serial": _nomor_seri(),
                        "validity": selama_akar,
                        "profiles": ["ocsp-responder"],
                    },
                    "tsa": {
                        "issuer": "penerbit",
                        "serial": _nomor_seri(),
                        "validity": selama_akar,
                        "extensions": [
                            {
                                "id": "key_usage",
                                "critical": True,
                                "smart-value": {"schema": "key-usage", "params": ["digital_signature"]},
                            },
                            {"id": "extended_key_usage", "critical": True, "value": ["time_stamping"]},
                        ],
                    },
                },
                "services": {
                    "ocsp": {
                        "penerbit": {
                            "for-issuer": "penerbit",
                            "responder-cert": "ocsp",
                            "validity-period": {"days": 1},
                        }
                    },
                    "crl-repo": {
                        "akar": {"for-issuer": "akar", **layanan_crl},
                        "penerbit": {"for-issuer": "penerbit", **layanan_crl},
                    },
                    "cert-repo": {"penerbit": {"for-issuer": "penerbit", "publish-issued-certs": False}},
                    "time-stamping": {"tsa": {"signing-cert": "tsa"}},
                },
            }
        },
    }

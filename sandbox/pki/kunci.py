"""Kunci RSA-2048 sandbox: dibuat sekali, tersimpan sebagai PKCS#8.

Kunci penanda tangan tersimpan dua kali, selalu tersandi: di bawah passphrase pemiliknya, dan di bawah rahasia HSM
untuk tanda tangan dengan OTP atau segel, yang tidak mengirim passphrase.
"""

import secrets
from functools import lru_cache
from pathlib import Path

from asn1crypto import algos, keys
from certomancer.crypto_utils import PycaCryptographyBackend
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    KeySerializationEncryption,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_der_private_key,
    load_pem_private_key,
)


class PassphraseSalah(Exception):
    """Kunci tidak terbuka oleh passphrase yang diberikan."""


def tulis_rahasia(berkas: Path, isi: bytes) -> None:
    """Menulis lewat berkas sementara agar mati di tengah jalan tidak meninggalkan kunci separuh."""
    sementara = berkas.with_suffix(".baru")
    sementara.touch(mode=0o600)
    sementara.write_bytes(isi)
    sementara.replace(berkas)


def _pem(kunci: RSAPrivateKey, penyandi: KeySerializationEncryption) -> bytes:
    return kunci.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, penyandi)


class LemariKunci:
    """Berkas kunci dalam satu folder: ``label.pem`` layanan; ``label.pub|pass|hsm.pem`` orang."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        rahasia = folder / "hsm.rahasia"
        if not rahasia.exists():
            tulis_rahasia(rahasia, secrets.token_hex(32).encode())
        self._rahasia_hsm = rahasia.read_bytes()

    def siapkan_layanan(self, label: str) -> None:
        berkas = self.folder / f"{label}.pem"
        if not berkas.exists():
            tulis_rahasia(berkas, _pem(generate_private_key(65537, 2048), NoEncryption()))

    def siapkan_orang(self, label: str, passphrase: str) -> None:
        umum = self.folder / f"{label}.pub.pem"
        if umum.exists():
            return
        kunci = generate_private_key(65537, 2048)
        tulis_rahasia(self._tersandi(label, "pass"), _pem(kunci, BestAvailableEncryption(passphrase.encode())))
        tulis_rahasia(self._tersandi(label, "hsm"), _pem(kunci, BestAvailableEncryption(self._rahasia_hsm)))
        tulis_rahasia(umum, kunci.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))

    def buka(self, label: str, passphrase: str) -> RSAPrivateKey:
        """Kunci orang dibuka dengan passphrase; gagal → :class:`PassphraseSalah`."""
        try:
            return self._buka(self._tersandi(label, "pass"), passphrase.encode())
        except (ValueError, TypeError):
            # Galat asli tidak dirantai: jejaknya dapat memegang passphrase.
            raise PassphraseSalah from None

    def buka_hsm(self, label: str) -> RSAPrivateKey:
        return self._buka(self._tersandi(label, "hsm"), self._rahasia_hsm)

    def _tersandi(self, label: str, jenis: str) -> Path:
        return self.folder / f"{label}.{jenis}.pem"

    @staticmethod
    def _buka(berkas: Path, sandi: bytes) -> RSAPrivateKey:
        # Pemeriksaan ulang RSA memakan 41 ms tiap muat; kunci ini buatan kita sendiri.
        kunci = load_pem_private_key(berkas.read_bytes(), sandi, unsafe_skip_rsa_key_validation=True)
        if not isinstance(kunci, RSAPrivateKey):
            raise TypeError(f"{berkas.name} bukan kunci RSA")
        return kunci


class KriptoTersimpan(PycaCryptographyBackend):
    """Backend certomancer yang tidak mengurai ulang kunci pada setiap tanda tangan."""

    def generic_sign(
        self, private_key: keys.PrivateKeyInfo, tbs_bytes: bytes, sd_algo: algos.SignedDigestAlgorithm
    ) -> bytes:
        if sd_algo.signature_algo != "rsassa_pkcs1v15" or sd_algo.hash_algo != "sha256":
            return super().generic_sign(private_key, tbs_bytes, sd_algo)
        return _kunci_rsa(private_key.dump()).sign(tbs_bytes, PKCS1v15(), hashes.SHA256())


@lru_cache
def _kunci_rsa(der: bytes) -> RSAPrivateKey:
    kunci = load_der_private_key(der, None, unsafe_skip_rsa_key_validation=True)
    if not isinstance(kunci, RSAPrivateKey):
        raise TypeError("kunci layanan PKI bukan RSA")
    return kunci

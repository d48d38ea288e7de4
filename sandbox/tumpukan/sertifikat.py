"""Sertifikat mTLS Temporal bagi ``temporal-dev.yml``: satu penerbit, peladennya, dan dua kliennya.

``python -m sandbox.tumpukan.sertifikat --folder … --pemilik nama=uid …`` menulisnya sekali, dan menggantinya bila
hampir habis. Kunci penerbitnya tidak pernah ditulis, jadi tidak ada yang dapat menambah klien: yang diganti semuanya.
"""

import argparse
import os
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

PELADEN: Final = "peladen"
KLIEN: Final = ("aplikasi", "operator")
"""API dan worker; UI dan alat baris perintah."""
NAMA_PELADEN: Final = "temporal"
UMUR: Final = timedelta(days=365)
SISA: Final = timedelta(days=30)
"""Yang sisanya kurang dari ini diganti."""


def siapkan(folder: Path, pemilik: Mapping[str, int], kini: datetime) -> bool:
    """``akar.pem``, dan ``<nama>.pem`` serta ``<nama>.kunci`` tiap pemegang; ``False`` bila yang ada masih berlaku.

    ``pemilik``: nama pemegang → uid satu-satunya yang dapat membaca kuncinya. Yang tertulis separuh dikenali dari akar
    yang tidak cocok, dan ditulis lagi seluruhnya.
    """
    if masih_berlaku(folder, kini):
        return False
    kunci_akar = ec.generate_private_key(ec.SECP256R1())
    nama_akar = _nama("Penerbit Temporal")
    akar = (
        _rangka(nama_akar, nama_akar, kunci_akar.public_key(), kini)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_pemakaian(menerbitkan=True), critical=True)
        .sign(kunci_akar, hashes.SHA256())
    )
    for nama in (PELADEN, *KLIEN):
        kunci = ec.generate_private_key(ec.SECP256R1())
        sertifikat = _daun(nama, kunci.public_key(), kini).issuer_name(nama_akar)
        _tulis(folder / f"{nama}.kunci", _pem_kunci(kunci), 0o600, pemilik[nama])
        _tulis(folder / f"{nama}.pem", _pem(sertifikat.sign(kunci_akar, hashes.SHA256())), 0o644, pemilik[nama])
    _tulis(folder / "akar.pem", _pem(akar), 0o644, os.geteuid())
    return True


def masih_berlaku(folder: Path, kini: datetime) -> bool:
    """Semuanya ada, dari akar yang sama, dan masih lama."""
    try:
        akar = x509.load_pem_x509_certificate((folder / "akar.pem").read_bytes())
        for nama in (PELADEN, *KLIEN):
            daun = x509.load_pem_x509_certificate((folder / f"{nama}.pem").read_bytes())
            kunci = serialization.load_pem_private_key((folder / f"{nama}.kunci").read_bytes(), password=None)
            daun.verify_directly_issued_by(akar)
            if kunci.public_key() != daun.public_key() or daun.not_valid_after_utc - kini < SISA:
                return False
    except (FileNotFoundError, ValueError, TypeError, InvalidSignature):
        return False
    return True


def _daun(nama: str, kunci: ec.EllipticCurvePublicKey, kini: datetime) -> x509.CertificateBuilder:
    """Peladennya juga klien: pekerja dalam Temporal menyambung ke gerbangnya sendiri dengan sertifikat ini."""
    melayani = nama == PELADEN
    guna = [ExtendedKeyUsageOID.CLIENT_AUTH, *([ExtendedKeyUsageOID.SERVER_AUTH] if melayani else [])]
    alamat: list[x509.GeneralName] = [x509.DNSName(f"{nama}.{NAMA_PELADEN}")]
    if melayani:
        alamat = [x509.DNSName(NAMA_PELADEN), x509.DNSName("localhost"), x509.IPAddress(ip_address("127.0.0.1"))]
    return (
        _rangka(_nama(nama), None, kunci, kini)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_pemakaian(menerbitkan=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage(guna), critical=False)
        .add_extension(x509.SubjectAlternativeName(alamat), critical=False)
    )


def _rangka(
    subjek: x509.Name, penerbit: x509.Name | None, kunci: ec.EllipticCurvePublicKey, kini: datetime
) -> x509.CertificateBuilder:
    rangka = (
        x509.CertificateBuilder()
        .subject_name(subjek)
        .public_key(kunci)
        .serial_number(x509.random_serial_number())
        .not_valid_before(kini - timedelta(minutes=5))  # jam tiap kontainer tidak persis sama
        .not_valid_after(kini + UMUR)
    )
    return rangka.issuer_name(penerbit) if penerbit else rangka


def _pemakaian(*, menerbitkan: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not menerbitkan,
        key_cert_sign=menerbitkan,
        crl_sign=menerbitkan,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _nama(umum: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, umum)])


def _pem(sertifikat: x509.Certificate) -> bytes:
    return sertifikat.public_bytes(serialization.Encoding.PEM)


def _pem_kunci(kunci: ec.EllipticCurvePrivateKey) -> bytes:
    bentuk = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return kunci.private_bytes(*bentuk)


def _tulis(berkas: Path, isi: bytes, hak: int, pemilik: int) -> None:
    berkas.unlink(missing_ok=True)  # berkas lama dapat berhak atau berpemilik lain
    with os.fdopen(os.open(berkas, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as keluar:
        keluar.write(isi)
        os.fchmod(keluar.fileno(), hak)
        os.fchown(keluar.fileno(), pemilik, -1)


def _pasangan(teks: str) -> tuple[str, int]:
    nama, _, uid = teks.partition("=")
    return nama, int(uid)


if __name__ == "__main__":
    pilihan = argparse.ArgumentParser(description="Sertifikat mTLS Temporal, sekali dan sebelum habis.")
    pilihan.add_argument("--folder", type=Path, required=True)
    pilihan.add_argument("--pemilik", type=_pasangan, action="append", default=[], metavar="NAMA=UID")
    masukan = pilihan.parse_args()
    pemilik = {nama: os.geteuid() for nama in (PELADEN, *KLIEN)} | dict(masukan.pemilik)
    baru = siapkan(masukan.folder, pemilik, datetime.now(UTC))
    print("Sertifikat Temporal diterbitkan; nyalakan ulang yang memakainya." if baru else "Sertifikat masih berlaku.")

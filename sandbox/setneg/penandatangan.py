"""Menandatangani keputusan: dengan segel Setneg di E-Sign, atau dengan kunci tanpa akar yang dipercaya."""

from datetime import UTC, datetime, timedelta

from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID
from pydantic import SecretStr
from pyhanko.sign.timestamps import HTTPTimeStamper

from luar.esign import ESignV2, Passphrase
from sandbox.akun import PASSPHRASE, akun_bernama
from sandbox.bsre.pemilik import SETNEG
from sandbox.bsre.penanda import Penandatangan, Permintaan, tanda_tangani
from sandbox.setneg.setelan import SetelanSetneg
from sandbox.setneg.ulah import Ulah

PEJABAT_LAIN = "penandatangan_bkn.bkn"
_UMUR = timedelta(days=700)


class Penanda:
    def __init__(self, setelan: SetelanSetneg) -> None:
        self._esign = ESignV2(setelan.esign_alamat, setelan.esign_pengguna, setelan.esign_sandi)
        self._tsa = f"{setelan.esign_alamat}/pki/tsa/tsa"

    async def tanda_tangani(self, pdf: bytes, ulah: Ulah | None) -> bytes:
        if ulah is Ulah.SERTIFIKAT_TAK_DIPERCAYA:
            rantai, kunci = _rantai_sendiri()
            return await tanda_tangani(
                Permintaan(pdf), Penandatangan(rantai, kunci), HTTPTimeStamper(self._tsa), "PAdES"
            )
        nik = akun_bernama(PEJABAT_LAIN).nik if ulah is Ulah.PENANDATANGAN_LAIN else SETNEG.nik
        return await self._esign.tanda_tangani(pdf, SecretStr(nik), Passphrase(SecretStr(PASSPHRASE)))


def _rantai_sendiri() -> tuple[list[asn1_x509.Certificate], RSAPrivateKey]:
    """Sertifikat dengan nama yang benar di bawah akar yang tidak dipercaya siapa pun."""
    kunci_akar, kunci = generate_private_key(65537, 2048), generate_private_key(65537, 2048)
    nama_akar = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Akar Buatan Sendiri")])
    nama = x509.Name(
        [
            x509.NameAttribute(NameOID.COMMON_NAME, SETNEG.nama),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, SETNEG.organisasi),
        ]
    )
    akar = _terbitkan(nama_akar, kunci_akar, nama_akar, kunci_akar, ca=True)
    return [_terbitkan(nama, kunci, nama_akar, kunci_akar, ca=False), akar], kunci


def _terbitkan(
    nama: x509.Name, kunci: RSAPrivateKey, penerbit: x509.Name, kunci_penerbit: RSAPrivateKey, *, ca: bool
) -> asn1_x509.Certificate:
    kini = datetime.now(UTC)
    penggunaan = x509.KeyUsage(not ca, not ca, False, False, False, ca, ca, False, False)
    sertifikat = (
        x509.CertificateBuilder()
        .subject_name(nama)
        .issuer_name(penerbit)
        .public_key(kunci.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(kini - timedelta(days=1))
        .not_valid_after(kini + _UMUR)
        .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
        .add_extension(penggunaan, critical=True)
        .sign(kunci_penerbit, hashes.SHA256())
    )
    return asn1_x509.Certificate.load(sertifikat.public_bytes(Encoding.DER))

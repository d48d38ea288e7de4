"""Sesi tanda tangan: kredensial penandatangan yang hidup beberapa menit; tersimpan hanya dalam keadaan tersandi."""

from datetime import timedelta
from enum import StrEnum
from typing import Final

from pydantic import SecretStr

from models.pesan import Pesan

UMUR_SESI: Final = timedelta(minutes=10)


class JenisKredensial(StrEnum):
    PASSPHRASE = "passphrase"
    TOTP = "totp"
    """Kode sekali pakai dari aplikasi penandatangan."""


class Kredensial(Pesan):
    jenis: JenisKredensial
    nilai: SecretStr

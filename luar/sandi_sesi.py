"""Sandi sesi tanda tangan: API menyandi, worker membuka tepat sebelum memanggil BSrE; alur hanya membawa idnya."""

import os
from typing import Self
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from pydantic import SecretStr

from luar.setelan import Setelan
from models.sesi import JenisKredensial, Kredensial

_PANJANG_NONCE = 12


class SesiTidakTerbuka(Exception):
    """Kredensial sesi tidak dapat dibuka: kunci berbeda, atau bukan milik sesi dan akun itu."""


class SandiSesi:
    """AES-256-GCM yang terikat pada satu sesi dan satu akun: sandi yang dipindahkan ke baris lain tidak terbuka."""

    def __init__(self, kunci: bytes) -> None:
        self._sandi = AESGCM(kunci)

    @classmethod
    def dari(cls, setelan: Setelan) -> Self:
        return cls(setelan.kunci_sesi_polos)

    def sandikan(self, sesi_id: UUID, akun: str, kredensial: Kredensial) -> bytes:
        nonce = os.urandom(_PANJANG_NONCE)
        isi = f"{kredensial.jenis.value}:{kredensial.nilai.get_secret_value()}".encode()
        return nonce + self._sandi.encrypt(nonce, isi, _ikatan(sesi_id, akun))

    def buka(self, sesi_id: UUID, akun: str, tersandi: bytes) -> Kredensial:
        try:
            isi = self._sandi.decrypt(tersandi[:_PANJANG_NONCE], tersandi[_PANJANG_NONCE:], _ikatan(sesi_id, akun))
        except InvalidTag as galat:
            raise SesiTidakTerbuka(f"Kredensial sesi {sesi_id} tidak dapat dibuka.") from galat
        jenis, nilai = isi.decode().split(":", 1)
        return Kredensial(jenis=JenisKredensial(jenis), nilai=SecretStr(nilai))


def _ikatan(sesi_id: UUID, akun: str) -> bytes:
    return f"{sesi_id}:{akun}".encode()

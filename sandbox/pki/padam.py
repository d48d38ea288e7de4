"""OCSP, CRL, atau TSA yang padam sebentar atas pesanan: menjawab 503, sisanya tetap melayani."""

import time
from enum import StrEnum

from fastapi import HTTPException
from pydantic import BaseModel, Field


class LayananPki(StrEnum):
    OCSP = "ocsp"
    CRL = "crl"
    TSA = "tsa"


class PesananPadam(BaseModel):
    layanan: list[LayananPki] = Field(min_length=1)
    detik: float = Field(gt=0, le=600)
    sesudah: int = Field(0, ge=0, description="Mulai sesudah tanda tangan ke-sekian dari sekarang; 0 berarti seketika.")


class Padam:
    def __init__(self) -> None:
        self._sampai: dict[LayananPki, float] = {}
        self._menunggu: list[PesananPadam] = []

    def pesan(self, pesanan: PesananPadam) -> None:
        if pesanan.sesudah:
            self._menunggu.append(pesanan.model_copy())
            return
        self._sampai |= dict.fromkeys(pesanan.layanan, time.monotonic() + pesanan.detik)

    def satu_tanda_tangan(self) -> None:
        menunggu, self._menunggu = self._menunggu, []
        for pesanan in menunggu:
            self.pesan(pesanan.model_copy(update={"sesudah": pesanan.sesudah - 1}))

    def bersihkan(self) -> None:
        self._sampai.clear()
        self._menunggu.clear()

    def tolak_bila_padam(self, layanan: LayananPki) -> None:
        if self._sampai.get(layanan, 0.0) > time.monotonic():
            raise HTTPException(503, f"{layanan.upper()} sedang padam atas pesanan.")

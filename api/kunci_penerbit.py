"""Kunci publik penyedia identitas (JWKS), diambil di latar: penyedia yang lambat tidak menahan siapa pun.

Token dengan ``kid`` karangan dapat dikirim siapa saja tanpa masuk. Maka kunci yang tak dikenal paling banyak memicu
satu pengambilan tiap ``JEDA`` detik, hanya pengirimnya yang menunggu, dan kunci yang sudah dikenal tetap dipakai sampai
``BASI`` detik sesudah pengambilan terakhir yang berhasil.
"""

import asyncio
import time
from typing import Final

import httpx
import jwt

SEGAR: Final = 300.0
BASI: Final = 12 * 3600.0
JEDA: Final = 10.0
SABAR: Final = 1.0
"""Detik menunggu bagi kunci yang tak dikenal; penyedia baru saja boleh memutar kuncinya."""
_TENGGAT_HTTP: Final = 5.0


class PenyediaTakTerjangkau(Exception):
    """Belum ada kunci yang dapat dipakai."""


class KunciTidakDikenal(Exception):
    """Penyedia tidak mengumumkan kunci itu."""


class KunciPenerbit:
    def __init__(self, penerbit: str) -> None:
        self._penerbit = penerbit
        self._kunci: dict[str, jwt.PyJWK] = {}
        self._diambil = self._dicoba = float("-inf")
        self._pengambilan: asyncio.Task[None] | None = None

    async def cari(self, kid: str | None) -> jwt.PyJWK:
        """``KunciTidakDikenal``, atau ``PenyediaTakTerjangkau`` selama belum ada kunci yang berlaku."""
        umur = time.monotonic() - self._diambil
        if umur > BASI:
            await self._tunggu(_TENGGAT_HTTP)
            if time.monotonic() - self._diambil > BASI:
                raise PenyediaTakTerjangkau
        elif time.monotonic() - self._dicoba > JEDA:
            if kid not in self._kunci:
                await self._tunggu(SABAR)
            elif umur > SEGAR:
                self._ambil()
        if kid is None or kid not in self._kunci:
            raise KunciTidakDikenal
        return self._kunci[kid]

    async def _tunggu(self, paling_lama: float) -> None:
        await asyncio.wait({self._ambil()}, timeout=paling_lama)

    def _ambil(self) -> asyncio.Task[None]:
        """Satu pengambilan bagi semua yang memerlukannya; gagalnya berarti kunci lama yang dipakai."""
        if self._pengambilan is None or self._pengambilan.done():
            self._dicoba = time.monotonic()
            self._pengambilan = asyncio.create_task(self._muat())
        return self._pengambilan

    async def _muat(self) -> None:
        try:
            async with httpx.AsyncClient(timeout=_TENGGAT_HTTP) as klien:
                keterangan = await _json(klien, f"{self._penerbit.rstrip('/')}/.well-known/openid-configuration")
                if keterangan.get("issuer") != self._penerbit:
                    return
                semua = jwt.PyJWKSet.from_dict(await _json(klien, str(keterangan["jwks_uri"])))
        except (httpx.HTTPError, ValueError, TypeError, LookupError, jwt.PyJWTError):
            return
        self._kunci = {satu.key_id: satu for satu in semua if satu.key_id and satu.public_key_use in (None, "sig")}
        self._diambil = time.monotonic()


async def _json(klien: httpx.AsyncClient, alamat: str) -> dict[str, object]:
    isi = (await klien.get(alamat)).raise_for_status().json()
    if not isinstance(isi, dict):
        raise TypeError(f"{alamat} tidak menjawab objek JSON")
    return isi

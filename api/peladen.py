"""Peladen HTTP: kepala permintaan dibatasi besarnya dan lamanya, sehingga sambungan yang menggantung ditutup sendiri.

uvicorn menutup sambungan yang diam sesudah sebuah jawaban, tetapi menunggu kepala permintaan tanpa batas; httptools pun
tidak membatasi besarnya. Karena itu h11, dengan penghitung waktu di sini. Batas tiap alamat dan badan yang diteteskan
ialah urusan proksi di depannya (``deploy/nginx.conf``).
"""

import asyncio
from typing import Final, Self

import h11
import uvicorn
from fastapi import FastAPI
from pydantic import Field, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict
from uvicorn.protocols.http.h11_impl import H11Protocol

from luar.setelan import YaTidak

BATAS_KEPALA: Final = 10.0
"""Detik sejak tersambung, atau sejak bita pertamanya, sampai kepala permintaan lengkap."""
KEPALA_TERBESAR: Final = 32 * 1024
"""Bita; token akses dengan banyak klaim beberapa KB."""


class Pendengar(BaseSettings):
    """Setelan ``USULAN_API_…``."""

    model_config = SettingsConfigDict(env_prefix="USULAN_API_", extra="ignore")

    produksi: YaTidak = Field(default=False, validation_alias="USULAN_PRODUKSI")
    host: str = "127.0.0.1"
    port: int = 8000
    proksi_tepercaya: str = ""
    """Alamat proksi di depan API, dipisah koma: dari situlah ``X-Forwarded-For`` dipercaya. Kosong berarti tak ada."""
    sambungan_terbanyak: int = Field(default=2000, ge=1)
    """Sambungan dan permintaan sekaligus; selebihnya dijawab 503. Batas berkas terbuka prosesnya harus di atas ini."""

    @model_validator(mode="after")
    def _berproksi(self) -> Self:
        if self.produksi and self.host not in ("127.0.0.1", "::1", "localhost") and not self.proksi_tepercaya:
            raise ValueError(
                "USULAN_API_PROKSI_TEPERCAYA: sebutkan alamat proksi di depan API (deploy/nginx.conf); tanpa TLS-nya "
                "token petugas terbaca di jaringan"
            )
        return self


class KepalaBerbatas(H11Protocol):
    """Menutup sambungan yang kepala permintaannya tidak kunjung lengkap."""

    _jam: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # uvicorn mempersempit tipenya
        super().connection_made(transport)
        self._mulai_jam()

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if self.conn.their_state is h11.IDLE:
            self._mulai_jam()
        else:
            self._hentikan_jam()

    def connection_lost(self, exc: Exception | None) -> None:
        self._hentikan_jam()
        super().connection_lost(exc)

    def _mulai_jam(self) -> None:
        if self._jam is None:
            self._jam = self.loop.call_later(BATAS_KEPALA, self._terlalu_lama)

    def _hentikan_jam(self) -> None:
        if self._jam is not None:
            self._jam.cancel()
            self._jam = None

    def _terlalu_lama(self) -> None:
        if self.conn.their_state is h11.IDLE:
            self.transport.close()


def jalankan(app: FastAPI, pendengar: Pendengar) -> None:
    """Sampai diminta berhenti."""
    uvicorn.run(
        app,
        host=pendengar.host,
        port=pendengar.port,
        http=KepalaBerbatas,
        ws="none",
        h11_max_incomplete_event_size=KEPALA_TERBESAR,
        limit_concurrency=pendengar.sambungan_terbanyak,
        timeout_keep_alive=65,  # lebih lama dari proksinya, supaya bukan API yang menutup sambungan yang hendak dipakai
        proxy_headers=bool(pendengar.proksi_tepercaya),
        forwarded_allow_ips=pendengar.proksi_tepercaya,
        log_config=None,
        access_log=False,
        server_header=False,
    )

"""Rute pengatur ``/_sandbox``: terbitkan keputusan bagi pertek-pertek ini, dan kirim seperti Setneg mengirimnya."""

import asyncio
import json
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Annotated, Any, Final
from zoneinfo import ZoneInfo

import httpx
import typst
from fastapi import FastAPI, HTTPException, Response
from fastapi import Path as Alamat
from pydantic import BaseModel, Field

from models.setneg import BarisKeputusan, DataKeputusan
from models.surat.keputusan_presiden import KEPUTUSAN_PRESIDEN_KP
from sandbox.peladen import catatan
from sandbox.setneg.penandatangan import Penanda
from sandbox.setneg.setelan import SetelanSetneg
from sandbox.setneg.ulah import Ulah, pelesetkan, rusakkan

TEMPLAT: Final = Path(__file__).with_name("keputusan.typ")
STANDAR: Final = ["a-3a", "ua-1"]
_WIB: Final = ZoneInfo("Asia/Jakarta")
_TUNGGU: Final = 60.0
Sidik = Annotated[str, Alamat(pattern=r"^[0-9a-f]{64}$")]


class Pesanan(BaseModel):
    baris: list[BarisKeputusan] = Field(min_length=1)
    ulah: Ulah | None = None


class Kiriman(BaseModel):
    status: int
    isi: Any


class Terbitan(BaseModel):
    nomor: str
    tanggal: date
    sha256: str
    """Sidik PDF-nya; dapat diunduh dari ``/_sandbox/keputusan/{sha256}``."""
    kiriman: list[Kiriman]
    """Jawaban API atas setiap pengiriman."""


def bangun(setelan: SetelanSetneg) -> FastAPI:
    app = FastAPI(title="Sandbox Sekretariat Negara", openapi_url=None)
    setneg = Setneg(setelan)

    @app.post("/_sandbox/keputusan")
    async def terbitkan(pesanan: Pesanan) -> Terbitan:
        return await setneg.terbitkan(pesanan)

    @app.get("/_sandbox/keputusan/{sidik}")
    async def unduh(sidik: Sidik) -> Response:
        berkas = setneg.berkas(sidik)
        if not berkas.is_file():
            raise HTTPException(404, "Keputusan itu tidak pernah diterbitkan.")
        return Response(berkas.read_bytes(), media_type="application/pdf")

    return app


class Setneg:
    def __init__(self, setelan: SetelanSetneg) -> None:
        self._setelan = setelan
        self._penanda = Penanda(setelan)
        self._folder = setelan.data / "keputusan"
        self._folder.mkdir(parents=True, exist_ok=True)
        self._kunci = asyncio.Lock()

    def berkas(self, sidik: str) -> Path:
        return self._folder / f"{sidik}.pdf"

    async def terbitkan(self, pesanan: Pesanan) -> Terbitan:
        async with self._kunci:
            data = self._data(pesanan)
            naskah = await asyncio.to_thread(_susun, data, pesanan.ulah)
            pdf = await self._penanda.tanda_tangani(naskah, pesanan.ulah)
            if pesanan.ulah is Ulah.TANDA_TANGAN_RUSAK:
                pdf = rusakkan(pdf)
            sidik = sha256(pdf).hexdigest()
            self.berkas(sidik).write_bytes(pdf)
        catatan.info("keputusan_terbit", nomor=data.nomor, banyak=len(data.baris), ulah=pesanan.ulah)
        kali = {Ulah.TIDAK_DIKIRIM: 0, Ulah.KIRIM_DUA_KALI: 2}.get(pesanan.ulah, 1)
        kiriman = [await self._kirim(pdf, data) for _ in range(kali)]
        return Terbitan(nomor=data.nomor, tanggal=data.tanggal, sha256=sidik, kiriman=kiriman)

    def _data(self, pesanan: Pesanan) -> DataKeputusan:
        hari_ini = datetime.now(_WIB).date()
        nomor = len(list(self._folder.iterdir())) + 1
        return DataKeputusan(
            jenis=KEPUTUSAN_PRESIDEN_KP,
            nomor=f"{nomor}/K TAHUN {hari_ini.year}",
            tanggal=hari_ini,
            baris=tuple(pelesetkan(satu, pesanan.ulah) for satu in pesanan.baris),
        )

    async def _kirim(self, pdf: bytes, data: DataKeputusan) -> Kiriman:
        async with httpx.AsyncClient(timeout=_TUNGGU, trust_env=False) as http:
            jawaban = await http.post(
                f"{self._setelan.alamat_api}/setneg/keputusan",
                headers={"Authorization": f"Bearer {await self._token(http)}"},
                files={"berkas": ("keputusan.pdf", pdf, "application/pdf")},
                data={"data": data.model_dump_json()},
            )
        catatan.info("keputusan_terkirim", nomor=data.nomor, status=jawaban.status_code)
        return Kiriman(status=jawaban.status_code, isi=jawaban.json())

    async def _token(self, http: httpx.AsyncClient) -> str:
        metadata = await http.get(f"{self._setelan.penerbit}/.well-known/openid-configuration")
        jawaban = await http.post(
            metadata.raise_for_status().json()["token_endpoint"],
            data={
                "grant_type": "client_credentials",
                "client_id": self._setelan.klien,
                "client_secret": self._setelan.sandi_klien.get_secret_value(),
            },
        )
        token: str = jawaban.raise_for_status().json()["access_token"]
        return token


def _susun(data: DataKeputusan, ulah: Ulah | None) -> bytes:
    isi = json.dumps(data.model_dump(mode="json", exclude_none=True), ensure_ascii=False)
    masukan = {"data": isi, "lampiran": "tidak" if ulah is Ulah.TANPA_LAMPIRAN else "ya"}
    hasil: bytes = typst.compile(
        TEMPLAT,
        sys_inputs=masukan,
        format="pdf",
        pdf_standards=STANDAR,
        timestamp=datetime.now(UTC).replace(microsecond=0),
        ignore_system_fonts=True,
    )
    return hasil

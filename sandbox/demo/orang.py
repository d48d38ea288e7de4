"""Seorang petugas di depan API: masuk lewat OIDC seperti lewat peramban, lalu bertanya dan memerintah."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, Self, TypeVar
from uuid import uuid4

import httpx

from sandbox.klien_oidc import ambil_token

H = TypeVar("H")

BELUM_DITERIMA = 503
BATAS_MENUNGGU = 90.0
"""Detik menunggu sistem yang sedang dinyalakan lagi."""


class Ditolak(Exception):
    """API menolak; ``masalah`` isinya (RFC 9457)."""

    def __init__(self, status: int, masalah: dict[str, Any]) -> None:
        super().__init__(f"{status} {masalah.get('type')}: {masalah.get('detail')} {masalah.get('kesalahan', '')}")
        self.status = status
        self.masalah = masalah


class Orang:
    def __init__(self, nama_pengguna: str, alamat_api: str, token: str) -> None:
        self.nama_pengguna = nama_pengguna
        self.http = httpx.AsyncClient(
            base_url=alamat_api, headers={"Authorization": f"Bearer {token}"}, timeout=90, trust_env=False
        )

    @classmethod
    async def masuk(cls, nama_pengguna: str, alamat_api: str, penerbit: str) -> Self:
        return cls(nama_pengguna, alamat_api, await asyncio.to_thread(ambil_token, penerbit, nama_pengguna))

    async def minta(self, metode: str, alamat: str, *, sabar: float = BATAS_MENUNGGU, **isi: Any) -> httpx.Response:
        """Permintaan yang jawabannya tidak sampai, atau "belum diterima", diulang apa adanya dengan id yang sama."""
        batas = asyncio.get_running_loop().time() + sabar
        while True:
            try:
                jawaban = await self.http.request(metode, alamat, **isi)
            except httpx.TransportError:
                if asyncio.get_running_loop().time() > batas:
                    raise
            else:
                if jawaban.is_success:
                    return jawaban
                if jawaban.status_code != BELUM_DITERIMA or asyncio.get_running_loop().time() > batas:
                    raise Ditolak(jawaban.status_code, jawaban.json())
            await asyncio.sleep(0.3)

    async def baca(self, alamat: str, **pilihan: Any) -> Any:
        return (await self.minta("GET", alamat, params=pilihan)).json()

    async def tulis(self, alamat: str, **isi: Any) -> Any:
        return (await self.minta("POST", alamat, json=isi)).json()

    async def unduh(self, alamat: str) -> bytes:
        return (await self.minta("GET", alamat)).content

    async def tugas(self, usulan_nomor: str, langkah: str) -> dict[str, Any]:
        """Tunggu tugas langkah ini pada usulan itu muncul di kotak masuk, lalu baca selengkapnya."""

        async def cari() -> dict[str, Any] | None:
            halaman = await self.baca("/tugas", langkah=langkah, cari=usulan_nomor)
            return halaman["baris"][0] if halaman["baris"] else None

        baris = await tunggu(cari, f"tugas {langkah} bagi {self.nama_pengguna}")
        rinci: dict[str, Any] = await self.baca(f"/tugas/{baris['id']}")
        return rinci

    async def putus(self, tugas: dict[str, Any], jenis: str, **isi: Any) -> None:
        """Pegang tugasnya, lalu putus."""
        await self.minta("PUT", f"/tugas/{tugas['id']}/klaim")
        sidik = tugas["draf"]["sha256"] if tugas["draf"] else None
        await self.tulis(f"/tugas/{tugas['id']}/putusan", putusan_id=str(uuid4()), jenis=jenis, sidik_draf=sidik, **isi)

    async def tanda_tangani(self, tugas: dict[str, Any], passphrase: str) -> dict[str, Any]:
        """Satu sesi, satu surat; hasilnya seperti dijawab API."""
        sesi = await self.tulis("/sesi-tanda-tangan", jenis="passphrase", nilai=passphrase, tugas_ids=[tugas["id"]])
        permintaan = [{"id": str(uuid4()), "tugas_id": tugas["id"]}]
        hasil: list[dict[str, Any]] = await self.tulis(
            f"/sesi-tanda-tangan/{sesi['id']}/tanda-tangani", permintaan=permintaan
        )
        return hasil[0]


async def tunggu(cari: Callable[[], Awaitable[H | None]], sebutan: str, sabar: float = BATAS_MENUNGGU) -> H:
    batas = asyncio.get_running_loop().time() + sabar
    while (hasil := await cari()) is None:
        if asyncio.get_running_loop().time() > batas:
            raise TimeoutError(f"Tidak kunjung ada: {sebutan}.")
        await asyncio.sleep(0.2)
    return hasil

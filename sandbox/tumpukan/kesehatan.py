"""Pemeriksaan siap: yang ditanya layanan sungguhannya, bukan keberadaan prosesnya.

Setiap pemeriksaan menerima pid proses yang sedang ditunggu, sebab peninggalan proses sebelumnya dapat masih terdaftar.
"""

from collections.abc import Awaitable, Callable, Mapping

import httpx
import psycopg

from luar.ember import siapkan_ember
from luar.galat import ObjekTidakAda, PenyimpananTakTersedia
from luar.s3 import Penyimpanan, Ruang
from luar.setelan import SetelanS3

_TUNGGU = 2.0
_BERKAS_UJI = b"%PDF-1.7\n% pemeriksaan penyimpanan\n"
Pemeriksaan = Callable[[int], Awaitable[bool]]


def http_menjawab(url: str, status: int = 200) -> Pemeriksaan:
    async def periksa(_pid: int) -> bool:
        try:
            async with httpx.AsyncClient(timeout=_TUNGGU, trust_env=False) as klien:
                return (await klien.get(url)).status_code == status
        except httpx.TransportError:
            return False

    return periksa


def berkas_tersimpan(penyiapan: SetelanS3, penyimpanan: Penyimpanan) -> Pemeriksaan:
    """Satu berkas kecil tersimpan dan terbaca kembali: pintu S3 menjawab lebih dahulu daripada tempat bitanya.

    ``penyiapan``: setelan berkunci penyiapan, yang membuat embernya.
    """

    async def periksa(_pid: int) -> bool:
        try:
            await siapkan_ember(penyiapan)
            objek = await penyimpanan.simpan(Ruang.DRAF, _BERKAS_UJI)
            await penyimpanan.baca(objek.kunci)
        except (PenyimpananTakTersedia, ObjekTidakAda):
            return False
        return True

    return periksa


def basis_data_menjawab(url: str) -> Pemeriksaan:
    """``url``: URL SQLAlchemy (``postgresql+psycopg://…``)."""
    alamat = url.replace("+psycopg", "", 1)

    async def periksa(_pid: int) -> bool:
        try:
            async with await psycopg.AsyncConnection.connect(alamat, connect_timeout=int(_TUNGGU)) as sambungan:
                await sambungan.execute("SELECT 1")
        except psycopg.OperationalError:
            return False
        return True

    return periksa


def tugas_dijemput(url_temporal: str, namespace: str, antrean: Mapping[str, str]) -> Pemeriksaan:
    """Worker siap bila Temporal melihatnya menjemput tugas. ``antrean``: nama → ``WORKFLOW`` atau ``ACTIVITY``."""

    async def periksa(pid: int) -> bool:
        async with httpx.AsyncClient(timeout=_TUNGGU, trust_env=False) as klien:
            for nama, jenis in antrean.items():
                alamat = f"{url_temporal}/api/v1/namespaces/{namespace}/task-queues/{nama}"
                try:
                    jawaban = await klien.get(alamat, params={"taskQueueType": f"TASK_QUEUE_TYPE_{jenis}"})
                except httpx.TransportError:
                    return False
                penjemput = jawaban.json().get("pollers", []) if jawaban.is_success else []
                if not any(p["identity"].startswith(f"{pid}@") for p in penjemput):
                    return False
        return True

    return periksa

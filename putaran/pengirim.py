"""Pengirim surel dari kotak keluar."""

import asyncio
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

import aiosmtplib
import structlog

from gudang import PabrikGudang
from luar.setelan import Setelan
from luar.smtp import susun_surel
from models.kabar import KabarAntre
from models.referensi.zona import hari_ini
from putaran.putar import putar

log = structlog.get_logger(__name__)

JEDA_ULANG_TERLAMA: Final = timedelta(hours=1)
_SEKALI_ANTRE: Final = 20
_TENGGAT_SMTP: Final = 10
_TETAP: Final = 500
_DITOLAK: Final = "Peladen surel menolak alamatnya; betulkan surel penerimanya."
_SEWA: Final = timedelta(minutes=5)
"""Lebih lama dari sekumpulan kabar yang semuanya menunggu sampai tenggat."""
_LIPATAN: Final = 10
"""Jeda berlipat dua paling banyak sekian kali; lebih dari itu melampaui jeda terlama."""


@dataclass
class Pengirim:
    """Mengirim paling sedikit sekali: kabar ditandai terkirim sesudah peladen surel menerimanya.

    Tak ada transaksi selama berbicara dengan peladen surel: kabar disewa dahulu, dikirim, lalu ditandai. Pengirim yang
    mati di antaranya membuat kabar itu terkirim lagi sesudah sewanya habis; ``Message-ID``-nya sama.
    """

    pabrik: PabrikGudang
    setelan: Setelan

    async def jalankan(self, berhenti: asyncio.Event) -> None:
        await putar(self.kirim, berhenti, "pengiriman surel")

    async def kirim(self) -> int:
        """Kirim semua yang waktunya tiba; hasil: banyaknya yang terkirim. Peladen surel yang mati menunda semuanya."""
        terkirim = 0
        while hasil := await self._kirim_antrean():
            terkirim += sum(hasil)
        return terkirim

    async def _kirim_antrean(self) -> list[bool]:
        async with self.pabrik.transaksi() as gudang:
            antrean = await gudang.kabar.ambil(_SEKALI_ANTRE, _SEWA)
            uraian = await gudang.referensi.uraian_alasan(hari_ini()) if antrean else {}
        return [await self._kirim_satu(kabar, uraian) for kabar in antrean]

    async def _kirim_satu(self, kabar: KabarAntre, uraian: dict[str, str]) -> bool:
        try:
            pesan = susun_surel(
                kabar,
                pengirim=self.setelan.surel_pengirim,
                alamat_publik=self.setelan.alamat_publik,
                uraian_alasan=uraian,
            )
            async with asyncio.timeout(_TENGGAT_SMTP):
                await aiosmtplib.send(
                    pesan,
                    hostname=self.setelan.surel_host,
                    port=self.setelan.surel_port,
                    use_tls=self.setelan.surel_tls,
                )
        except Exception as galat:  # satu kabar yang rusak tidak boleh menahan kabar lain atau mematikan worker
            jeda = min(timedelta(seconds=5) * 2 ** min(kabar.percobaan - 1, _LIPATAN), JEDA_ULANG_TERLAMA)
            log.warning("surel tertunda", kabar=kabar.id, percobaan=kabar.percobaan, galat=type(galat).__name__)
            async with self.pabrik.transaksi() as gudang:
                if _alamat_ditolak(galat):
                    await gudang.kabar.tak_sampai(kabar.id, _DITOLAK)
                else:
                    await gudang.kabar.tunda(kabar.id, type(galat).__name__, jeda)
            return False
        async with self.pabrik.transaksi() as gudang:
            await gudang.kabar.terkirim(kabar.id)
        return True


def _alamat_ditolak(galat: Exception) -> bool:
    """Ditolak tetap (5xx, RFC 5321), bukan sementara."""
    if not isinstance(galat, aiosmtplib.SMTPRecipientsRefused):
        return False
    return all(satu.code >= _TETAP for satu in galat.recipients)

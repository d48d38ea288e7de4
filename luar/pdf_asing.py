"""Pintu semua PDF yang datang dari luar: diperiksa dalam proses tersendiri yang ingatan dan prosesornya berbatas.

PDF 4 KB dapat mekar menjadi 4 GB, dan pustaka yang membacanya ditulis dalam C++. Yang terjadi padanya terjadi di
proses itu: ia dihentikan, berkasnya ditolak dengan sebabnya, dan API tidak merasakannya.
"""

from enum import StrEnum
from typing import Any, Final

from luar.galat import TanpaData
from luar.proses import KolamProses, Penolakan, TerlaluBerat
from models.setneg import NAMA_LAMPIRAN, DataKeputusan

PROSES: Final = 2
BATAS_WAKTU: Final = 60.0
"""Detik menunggu jawaban; jauh di atas batas prosesornya, sebab prosesnya mengalah kepada yang lain."""


class SebabPdf(StrEnum):
    KOSONG = "pdf_kosong"
    BUKAN_PDF = "bukan_pdf"
    RUSAK = "pdf_rusak"
    TERKUNCI = "pdf_terkunci"
    AKTIF = "pdf_aktif"
    BERLAMPIRAN = "pdf_berlampiran"
    BERSISIPAN = "pdf_bersisipan"
    """Ada isi lain sebelum, sesudah, atau di balik yang tampak."""
    TERLALU_RUMIT = "pdf_terlalu_rumit"


class PdfDitolak(Penolakan):
    def __init__(self, sebab: SebabPdf, rincian: str) -> None:
        super().__init__(sebab, rincian)
        self.sebab = sebab
        self.rincian = rincian

    def __str__(self) -> str:
        return self.rincian


class PintuPdf:
    """``ProsesBerhenti`` bila pemeriksanya sendiri terganggu; aman dicoba lagi."""

    def __init__(self, *, proses: int = PROSES) -> None:
        self._kolam = KolamProses("luar.isi_pdf", (), banyak=proses, batas_waktu=BATAS_WAKTU, bagi_luar=True)

    async def dokumen(self, isi: bytes) -> int:
        """Banyaknya halaman sebuah PDF yang utuh, terbuka, pasif, dan ringan; ``PdfDitolak`` bila bukan."""
        halaman: int = await self._kerjakan("dokumen", isi)
        return halaman

    async def keputusan(self, isi: bytes) -> DataKeputusan:
        """Data di dalam PDF keputusan: berkas JSON terlampir (PDF/A-3, ISO 19005-3), bukan pindaian yang ditebak.

        ``PdfDitolak``; ``TanpaData`` bila tidak terlampir; ``ValidationError`` bila isinya tidak sah.
        """
        data: bytes | None = await self._kerjakan("keputusan", isi)
        if data is None:
            raise TanpaData(f"Keputusan ini tidak memuat lampiran {NAMA_LAMPIRAN}.")
        return DataKeputusan.model_validate_json(data)

    def tutup(self) -> None:
        self._kolam.tutup()

    async def _kerjakan(self, nama: str, isi: bytes) -> Any:
        try:
            return await self._kolam.kerjakan(nama, isi)
        except TerlaluBerat as galat:
            raise PdfDitolak(SebabPdf.TERLALU_RUMIT, str(galat)) from galat

"""Dasar semua pesan yang lewat antara API, alur kerja, dan kegiatan."""

from pydantic import BaseModel, ConfigDict


class Pesan(BaseModel):
    """Beku. Isian yang tak dikenal diabaikan supaya riwayat lama tetap terbaca setelah isian dihapus."""

    model_config = ConfigDict(frozen=True, extra="ignore")

"""Dasar semua pesan yang lewat antara API, alur kerja, dan kegiatan."""

from pydantic import BaseModel, ConfigDict


class Pesan(BaseModel):
    """Beku. Isian yang tak dikenal diabaikan supaya riwayat lama tetap terbaca setelah isian dihapus."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Cap(Pesan):
    """Untuk apa sebuah pesan dibuat: update atau sinyal bernama dan ber-id ini, bukan yang lain."""

    nama: str
    id: str


class Bercap(Pesan):
    """Pesan yang hanya berlaku bagi yang disebut capnya; ``workflows.penjaga`` memeriksanya."""

    cap: Cap | None = None

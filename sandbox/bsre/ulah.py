"""Ulah yang dapat dipesan: gangguan yang pernah dilaporkan dari E-Sign sungguhan, ditiru atas permintaan."""

from enum import StrEnum

from pydantic import BaseModel, Field
from starlette.requests import Request


class Ulah(StrEnum):
    GALAT_500 = "galat_500"
    GALAT_429 = "galat_429"
    TIDAK_TERDAFTAR = "tidak_terdaftar"
    TANPA_SERTIFIKAT = "tanpa_sertifikat"
    JAM_MIRING = "jam_miring"
    """Waktu pada tanda tangan mendahului penanda waktu 5 menit 47 detik."""
    PENANDA_TANGAN_LAIN = "penanda_tangan_lain"
    """Ditandatangani sungguhan, tetapi dengan kunci orang lain."""
    PDF_LAIN = "pdf_lain"
    """Penanda tangan benar, dokumennya bukan yang dikirim."""
    BATAS_WAKTU_SETELAH_TANDA_TANGAN = "batas_waktu_setelah_tanda_tangan"
    """Tanda tangan terjadi, jawabannya tak pernah datang."""
    NOL_BITA = "nol_bita"
    """Tanda tangan terjadi, berkas yang kembali kosong."""
    BUKAN_PDF = "bukan_pdf"
    """Tanda tangan terjadi, yang kembali halaman HTML."""


class PesananUlah(BaseModel):
    ulah: Ulah
    kali: int = Field(1, ge=1, le=10_000)


class AntreanUlah:
    """Pesanan berurut; tiap tahap permintaan mengambil pesanan pertama yang menjadi urusannya."""

    def __init__(self) -> None:
        self._pesanan: list[PesananUlah] = []

    def pesan(self, pesanan: PesananUlah) -> None:
        self._pesanan.append(pesanan.model_copy())

    def lihat(self) -> list[PesananUlah]:
        return list(self._pesanan)

    def bersihkan(self) -> None:
        self._pesanan.clear()

    def ambil(self, *jenis: Ulah) -> Ulah | None:
        """Memakai satu kali pesanan pertama dari ``jenis``; ``None`` bila tidak ada."""
        for pesanan in self._pesanan:
            if pesanan.ulah in jenis:
                pesanan.kali -= 1
                if not pesanan.kali:
                    self._pesanan.remove(pesanan)
                return pesanan.ulah
        return None


async def tunggu_pemanggil_menyerah(permintaan: Request) -> None:
    """Menahan jawaban sampai pemanggil memutus sambungan."""
    while (await permintaan.receive())["type"] != "http.disconnect":
        continue

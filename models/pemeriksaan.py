"""Pemeriksaan sebuah usulan: syarat demi syarat, sama bentuknya bagi setiap layanan."""

from datetime import date

from pydantic import ConfigDict

from models.profil import Beku


class Syarat(Beku):
    """Satu syarat dan keadaannya pada hari yang diperiksa."""

    kode: str
    """Tetap, snake_case, mis. ``masa_dalam_pangkat``."""
    nama: str
    terpenuhi: bool
    alasan: str
    """Kalimat biasa: nilai yang ada dan nilai yang diminta."""
    dasar_hukum: str
    terpenuhi_pada: date | None = None
    """Hari pertama syarat terpenuhi oleh berjalannya waktu saja; kosong bila waktu tidak menentukan."""


class Pemeriksaan(Beku):
    model_config = ConfigDict(json_schema_extra={"additionalProperties": True})
    """Layanan boleh menyertakan hasilnya sendiri, seperti golongan tujuan kenaikan pangkat."""

    memenuhi: bool
    syarat: tuple[Syarat, ...]

    @property
    def kurang(self) -> tuple[Syarat, ...]:
        return tuple(s for s in self.syarat if not s.terpenuhi)


def pemeriksaan(*syarat: Syarat) -> Pemeriksaan:
    """Memenuhi bila semua syaratnya terpenuhi."""
    return Pemeriksaan(memenuhi=all(satu.terpenuhi for satu in syarat), syarat=syarat)

"""Galat kegiatan yang dikenal alur kerja."""

from temporalio.exceptions import ApplicationError

from models.galat import JenisGalat


def fakta(pesan: str) -> ApplicationError:
    """Fakta yang tidak berubah dengan mencoba lagi: menjadi tugas perbaikan bagi administrator."""
    return ApplicationError(pesan, type=JenisGalat.FAKTA.value, non_retryable=True)

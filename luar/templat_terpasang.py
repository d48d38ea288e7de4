"""Pemeriksaan saat API dan worker menyala: setiap surat punya templat versi bawaannya."""

from luar.typst import Penyusun
from models import layanan
from models.definisi import DefinisiKeliru


def periksa_templat(penyusun: Penyusun) -> None:
    """``DefinisiKeliru`` bila ada naskah yang templatnya tidak terpasang."""
    for definisi in layanan.semua():
        for naskah in definisi.naskah:
            templat = naskah.isi.model_fields["templat"].default
            if naskah.versi not in penyusun.versi(templat):
                raise DefinisiKeliru(
                    definisi.kode,
                    f"surat {naskah.jenis}",
                    f"templat {templat}-{naskah.versi}.typ tidak terpasang; letakkan di luar/templat, atau di folder "
                    "USULAN_FOLDER_TEMPLAT.",
                )

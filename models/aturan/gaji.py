"""Gaji pokok PNS (PP 7/1977, terakhir diubah PP 5/2024; berlaku 1 Januari 2024)."""

from models.aturan.masa_kerja import MasaKerja
from models.referensi import Golongan
from models.referensi.tabel import gaji_pokok as tabel_gaji_pokok


def gaji_pokok(golongan: Golongan, masa_kerja: MasaKerja) -> int:
    """Rupiah sebulan: baris masa kerja golongan yang sama atau terdekat di bawahnya.

    II/a punya baris 1 tahun di luar langkah dua tahunannya (lampiran PP). Masa kerja di bawah baris pertama
    (I/b–I/d dan II/b–II/d mulai 3 tahun) memakai baris pertama [k]; di atas baris terakhir, baris terakhir.
    """
    tangga = tabel_gaji_pokok()[golongan]
    anak_tangga = [tahun for tahun in tangga if tahun <= masa_kerja.tahun]
    return tangga[max(anak_tangga, default=min(tangga))]

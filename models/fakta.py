"""Fakta surat kenaikan pangkat: yang diketahui tentang satu usulan ketika suratnya disusun."""

from datetime import date

from models.aturan.hasil import PenetapanKP
from models.pesan import Pesan
from models.profil import ProfilASN
from models.surat import Pejabat, Pertek


class FaktaKP(Pesan):
    profil: ProfilASN
    penetapan: PenetapanKP
    jenis_kp: str
    """Nama jenis KP."""
    nomor_usul: str
    tanggal_usul: date
    pengusul: str
    """Jabatan PPK yang mengusulkan."""
    nomor: str
    tanggal: date
    unit: str
    """Unit penerbit surat ini."""
    penandatangan: Pejabat
    pertek: Pertek | None = None
    """Bagi SK: pertek yang menjadi dasarnya."""
    versi_templat: int
    tautan: str

"""Nama resmi dan tempat unit penerbit surat."""

from models.peran import BKN_PUSAT, SETNEG
from models.referensi.instansi import instansi, semua_kanreg

_SINGKATAN = {"Kab.": "Kabupaten", "Prov.": "Provinsi", "Kep.": "Kepulauan"}
BKN = "Badan Kepegawaian Negara"
SEKRETARIAT_NEGARA = "Kementerian Sekretariat Negara"


def nama_unit(unit: str) -> str:
    """Nama resmi unit penerbit."""
    jenis, _, kode = unit.partition(":")
    if unit == BKN_PUSAT:
        return BKN
    if unit == SETNEG:
        return SEKRETARIAT_NEGARA
    if jenis == "kanreg":
        return f"Kantor Regional {kode} {BKN}"
    return nama_resmi(instansi(kode).nama)


def nama_resmi(nama: str) -> str:
    """Nama instansi tanpa singkatan: ``Pemerintah Kab. Garut`` → ``Pemerintah Kabupaten Garut``."""
    return " ".join(_SINGKATAN.get(kata, kata) for kata in nama.split())


def tempat_terbit(unit: str) -> str:
    """Kota tempat surat ditetapkan; instansi pusat di Jakarta [k]."""
    jenis, _, kode = unit.partition(":")
    if jenis == "kanreg":
        return semua_kanreg()[kode].split(" (")[0]
    if jenis == "instansi" and instansi(kode).jenis == "daerah":
        nama = nama_resmi(instansi(kode).nama)
        return nama.split("Kabupaten ")[-1].split("Kota ")[-1].split("Provinsi ")[-1]
    return "Jakarta"

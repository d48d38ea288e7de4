"""Bentuk nomor surat. Kode klasifikasinya pilihan kami [k]: sumber resminya per instansi dan tidak seragam."""

from models.peran import BKN_PUSAT


def nomor_surat(bentuk: str, unit: str, tahun: int, urut: int) -> str:
    """Nomor naskah dari nomor urut penerbitnya, mis. ``PT-000012/KR.III/KP/2026`` atau ``800.1.3.2/12/2026``."""
    penerbit = "BKN" if unit == BKN_PUSAT else f"KR.{unit.partition(':')[2]}"
    return bentuk.format(urut=urut, tahun=tahun, penerbit=penerbit)

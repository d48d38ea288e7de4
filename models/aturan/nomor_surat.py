"""Bentuk nomor surat. Kode klasifikasinya pilihan kami [k]: sumber resminya per instansi dan tidak seragam."""

from models.peran import BKN_PUSAT
from models.surat import JenisSurat


def nomor_surat(jenis: JenisSurat, unit: str, tahun: int, urut: int) -> str:
    """Nomor naskah dari nomor urut penerbitnya, mis. ``PT-000012/KR.III/KP/2026`` atau ``800.1.3.2/12/2026``."""
    match jenis:
        case JenisSurat.PERTEK_KP:
            penerbit = "BKN" if unit == BKN_PUSAT else f"KR.{unit.partition(':')[2]}"
            return f"PT-{urut:06d}/{penerbit}/KP/{tahun}"
        case JenisSurat.SK_KP:
            return f"800.1.3.2/{urut}/{tahun}"

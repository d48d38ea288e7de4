"""Dua puluh tujuh prosedur: pengenal barisnya, isian yang boleh bertanggal nanti, dan siapa yang boleh mengusulkan."""

from dataclasses import dataclass
from typing import Final

from models.referensi import tabel
from models.riwayat import KELOMPOK, KELOMPOK_PROSEDUR
from models.riwayat.dasar import Rekam

PRIBADI: Final = "pribadi"
PENDIDIKAN: Final = "pendidikan"
PMK: Final = "pmk"


@dataclass(frozen=True)
class Prosedur:
    kode: str
    """Kode prosedur_peremajaan.csv."""
    pengenal: tuple[str, ...]
    """Isian yang bersama-sama mengenali satu baris: dua baris berpengenal sama berarti tercatat rangkap."""
    nanti: tuple[str, ...] = ()
    """Isian tanggal yang boleh sesudah hari ini, karena sudah ditetapkan sebelum berlaku."""
    asn: bool = False
    """ASN boleh mengusulkannya sendiri. Yang menyatakan hak, kedudukan, dan penilaian atasnya hanya operator [k]."""

    @property
    def nama(self) -> str:
        return tabel("prosedur_peremajaan")[self.kode]

    @property
    def kelompok(self) -> str:
        return KELOMPOK_PROSEDUR[self.kode]

    @property
    def model(self) -> type[Rekam]:
        return KELOMPOK[self.kelompok]


PROSEDUR: Final = {
    satu.kode: satu
    for satu in (
        Prosedur("1", ("tmt",), nanti=("tmt",)),
        Prosedur("2", ("tingkat_id", "nama", "tahun_lulus"), asn=True),
        Prosedur("3", ("mulai",), nanti=("tmt",)),
        Prosedur("4", ("tmt",), nanti=("tmt",)),
        Prosedur("5", ("nama", "tanggal_lulus"), nanti=("berlaku_sampai",), asn=True),
        Prosedur("6", ("tmt",), nanti=("tmt",)),
        Prosedur("7", (), asn=True),
        Prosedur("8", ("tmt", "nama"), nanti=("tmt",)),
        Prosedur("9", ("jenis_id", "nama", "selesai"), asn=True),
        Prosedur("10", ("hubungan", "nama"), asn=True),
        Prosedur("11", ("tanggal", "jenjang")),
        Prosedur("12", ("jenis_id", "mulai"), nanti=("mulai", "selesai")),
        Prosedur("13", ("jenis", "tanggal"), nanti=("berlaku_sampai",), asn=True),
        Prosedur("14", ("mulai",), nanti=("mulai", "selesai", "aktif_kembali")),
        Prosedur("15", ("status",), nanti=("tmt",)),
        Prosedur("16", ("tahun",)),
        Prosedur("17", ("jenis_id", "tahun"), asn=True),
        Prosedur("18", ("tahun", "jenis"), asn=True),
        Prosedur("19", ("tahun", "jenis"), asn=True),
        Prosedur("20", ("nama", "mulai"), nanti=("selesai",), asn=True),
        Prosedur("21", ("nama", "mulai"), nanti=("selesai",), asn=True),
        Prosedur("22", ("tmt",), nanti=("tmt",)),
        Prosedur("23", ("nama", "tanggal"), asn=True),
        Prosedur("24", ("tanggal", "metode")),
        Prosedur("25", ("tmt",), nanti=("tmt",)),
        Prosedur("26", ("tmt",), nanti=("tmt",)),
        Prosedur("27", ("mulai",), nanti=("mulai", "selesai")),
    )
}
"""Kode → prosedur."""


def prosedur(kode: str) -> Prosedur:
    """``LookupError`` bila tidak ada."""
    return PROSEDUR[kode]

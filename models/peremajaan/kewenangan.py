"""Siapa yang memutus: instansi sendiri, atau BKN sesudahnya; menurut prosedur, dan bagi sebagian menurut isian.

Sumber: hak tulis layanan web SIASN dan modul persetujuan BKN (enam prosedur pertama) [S]; yang tidak disebut keduanya
wewenang instansi, kecuali kontrak, karena menentukan instansi dan awal masa kerjanya [k].
"""

from collections.abc import Iterable, Mapping
from typing import Final

from models.aturan.kewenangan import BATAS_KANREG
from models.definisi import Kewenangan
from models.langkah import Tempat
from models.peran import BKN_PUSAT, unit_instansi, unit_kanreg
from models.peremajaan.prosedur import PENDIDIKAN, PMK, PROSEDUR
from models.profil import ProfilASN
from models.referensi import instansi

INSTANSI: Final = "instansi"
"""Verifikasi instansi saja."""
BKN: Final = "bkn"
"""Verifikasi dan persetujuan instansi, lalu validasi BKN."""
GELAR: Final = "gelar"
"""Seperti ``bkn``, ditambah surat pencantuman gelar dari BKN."""
PENINJAUAN: Final = "pmk"
"""Seperti ``bkn``, ditambah pertek dari BKN dan SK peninjauan masa kerja dari PPK."""

_PROSEDUR_BKN: Final = frozenset({"1", "2", "3", "4", "5", "6", "14", "15", "27"})
RUTE_BAWAAN: Final[Mapping[str, str]] = {kode: BKN if kode in _PROSEDUR_BKN else INSTANSI for kode in PROSEDUR}
"""Kode prosedur → rute sebelum administrator menetapkan lain."""
BIDANG_BKN: Final[Mapping[str, frozenset[str]]] = {
    "pribadi": frozenset(
        {"nama", "nip", "gelar_depan", "gelar_belakang", "tempat_lahir", "tanggal_lahir", "jenis_kelamin"}
    ),
    "jabatan": frozenset({"instansi_kerja_id", "instansi_induk_id"}),
}
"""Kelompok → isian yang selalu diputus BKN, walaupun prosedurnya wewenang instansi."""
SELALU_BKN: Final = frozenset({"pindah_instansi", "kontrak"})
"""Kelompok yang menentukan instansi seseorang: instansi tidak memutusnya sendiri, walaupun ditetapkan lain."""
RUTE_SURAT: Final[Mapping[str, str]] = {PENDIDIKAN: GELAR, PMK: PENINJAUAN}
"""Kelompok yang suratnya dapat diterbitkan lewat usulannya."""


def rute_usul(rute_prosedur: str, kelompok: str, bidang: Iterable[str], *, terbitkan: bool) -> str:
    """Rute sebuah usul; ``rute_prosedur`` menurut ketetapan yang berlaku, ``bidang`` isian yang berubah."""
    if terbitkan and kelompok in RUTE_SURAT:
        return RUTE_SURAT[kelompok]
    if kelompok in SELALU_BKN or BIDANG_BKN.get(kelompok, frozenset()) & set(bidang):
        return BKN
    return rute_prosedur


RUTE_TEMPAT: Final[Mapping[str, frozenset[Tempat]]] = {
    INSTANSI: frozenset(),
    BKN: frozenset({Tempat.VALIDASI}),
    GELAR: frozenset({Tempat.VALIDASI}),
    PENINJAUAN: frozenset({Tempat.VALIDASI, Tempat.PENETAP}),
}


def kewenangan(rute: str, instansi_id: str, profil: ProfilASN) -> Kewenangan:
    """Unit tiap tempat. Kanreg bagi instansi daerah sampai IV/b, selain itu BKN pusat, seperti kenaikan pangkat [k]."""
    unit = {Tempat.VALIDASI: _unit_validasi(instansi_id, profil), Tempat.PENETAP: unit_instansi(instansi_id)}
    return Kewenangan(rute=rute, unit={satu: unit[satu] for satu in RUTE_TEMPAT[rute]})


def _unit_validasi(instansi_id: str, profil: ProfilASN) -> str:
    kanreg, terakhir = instansi(instansi_id).kanreg, profil.golongan_terakhir
    di_bawah_batas = terakhir is None or terakhir.golongan <= BATAS_KANREG
    return unit_kanreg(kanreg) if kanreg and di_bawah_batas else BKN_PUSAT

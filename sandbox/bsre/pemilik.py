"""Siapa yang terdaftar pada BSrE sandbox: setiap akun berperan paraf/penandatangan, dan beberapa orang untuk uji."""

from dataclasses import dataclass, replace
from datetime import timedelta
from hashlib import sha256

from models.peran import Peran
from sandbox.akun import Akun, akun, nama_instansi
from sandbox.pki import Identitas

PERAN_TTE = frozenset({Peran.PARAF_INSTANSI, Peran.PENANDATANGAN_INSTANSI, Peran.PARAF_BKN, Peran.PENANDATANGAN_BKN})


@dataclass(frozen=True)
class Pemilik:
    """Pengguna terdaftar. ``label`` menamai kunci dan sertifikatnya; NIK tak pernah masuk sertifikat atau catatan."""

    label: str
    nama: str
    nik: str
    surel: str
    organisasi: str
    bersertifikat: bool = True
    berlaku_sejak: timedelta = timedelta()

    @property
    def identitas(self) -> Identitas:
        pengenal = sha256(f"sandbox:{self.label}".encode()).hexdigest()[:16].upper()
        return Identitas(self.label, self.nama, self.organisasi, pengenal, self.berlaku_sejak)


def _uji(label: str, nama: str, nik: str) -> Pemilik:
    return Pemilik(label, nama, nik, f"{label}@contoh.go.id", "Pengguna Uji")


KEDALUWARSA = replace(
    _uji("uji.kedaluwarsa", "Sertifikat Kedaluwarsa", "9900000000000001"), berlaku_sejak=timedelta(days=-800)
)
DICABUT = _uji("uji.dicabut", "Sertifikat Dicabut", "9900000000000002")
TANPA_SERTIFIKAT = replace(_uji("uji.tanpa_sertifikat", "Tanpa Sertifikat", "9900000000000003"), bersertifikat=False)
AKAN_DICABUT = _uji("uji.akan_dicabut", "Akan Dicabut", "9900000000000004")
"""Untuk uji yang mencabut sertifikat selagi berjalan, agar penanda tangan lain tidak ikut rusak."""
NIK_TIDAK_TERDAFTAR = "9900000000000099"

SETNEG = Pemilik(
    "segel.setneg",
    "Segel Kementerian Sekretariat Negara",
    "9900000000000010",
    "setneg@contoh.go.id",
    "Kementerian Sekretariat Negara",
)
"""Penandatangan Keputusan Presiden."""
SEGEL = Pemilik("segel.bkn", "Segel Badan Kepegawaian Negara", "", "segel@contoh.go.id", "Badan Kepegawaian Negara")
ID_PELANGGAN_SEGEL = "BKN-SEGEL-01"


def _dari_akun(a: Akun) -> Pemilik:
    jenis, _, kode = a.unit.partition(":")
    match jenis:
        case "instansi":
            organisasi = nama_instansi()[kode]
        case "kanreg":
            organisasi = f"Kantor Regional {kode} BKN"
        case _:
            organisasi = "Badan Kepegawaian Negara"
    return Pemilik(a.nama_pengguna, a.nama, a.nik, a.surel, organisasi)


def pemilik() -> tuple[Pemilik, ...]:
    """Semua yang terdaftar, kecuali segel (ia dikenal lewat idSubscriber, bukan NIK)."""
    pejabat = tuple(_dari_akun(a) for a in akun() if PERAN_TTE.intersection(a.peran))
    return (*pejabat, SETNEG, KEDALUWARSA, DICABUT, TANPA_SERTIFIKAT, AKAN_DICABUT)

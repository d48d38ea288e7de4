"""Akun sandbox: satu akun untuk tiap peran di tiap unit, sama pada setiap penyalaan.

Dibaca oleh penyedia OIDC (masuk), sandbox BSrE (sertifikat penanda tangan) dan populasi (direktori pejabat).
"""

import csv
import random
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from uuid import NAMESPACE_URL, UUID, uuid5

from models.peran import BKN_PUSAT, SETNEG, Peran, unit_asn, unit_instansi, unit_kanreg

SANDI_MASUK = "masuk-Demo-1"
PASSPHRASE = "rahasia-Demo-123!"
BENIH = 20251001


@dataclass(frozen=True)
class InstansiSandbox:
    slug: str
    id: str
    kanreg: str | None
    """Kanreg yang membina instansi daerah; instansi pusat dilayani BKN pusat."""
    provinsi: str | None = None
    """Slug provinsi induk bagi kabupaten/kota."""


INSTANSI = (
    InstansiSandbox("kemenkeu", "A5EB03E23BF7F6A0E040640A040252AD", None),
    InstansiSandbox("kemenkes", "A5EB03E23AF9F6A0E040640A040252AD", None),
    InstansiSandbox("kemenag", "A5EB03E23BFBF6A0E040640A040252AD", None),
    InstansiSandbox("jabar", "A5EB03E23B74F6A0E040640A040252AD", "III"),
    InstansiSandbox("bandung", "A5EB03E23C47F6A0E040640A040252AD", "III", "jabar"),
    InstansiSandbox("garut", "A5EB03E23C44F6A0E040640A040252AD", "III", "jabar"),
    InstansiSandbox("bogor", "A5EB03E23B99F6A0E040640A040252AD", "III", "jabar"),
    InstansiSandbox("surabaya", "A5EB03E23B44F6A0E040640A040252AD", "II"),
)
KANREG = ("II", "III")

_PERAN_INSTANSI = (
    Peran.OPERATOR,
    Peran.VERIFIKATOR_INSTANSI,
    Peran.APPROVER_INSTANSI,
    Peran.PARAF_INSTANSI,
    Peran.PENANDATANGAN_INSTANSI,
    Peran.ADMIN_INSTANSI,
)
_PERAN_BKN = (Peran.VERIFIKATOR_BKN, Peran.PARAF_BKN, Peran.PENANDATANGAN_BKN, Peran.PENGAWAS)
# Dua orang di peran yang memutus dan mengesahkan, agar aturan beda orang dan rebutan tugas dapat dicoba.
_BERDUA = {Peran.VERIFIKATOR_INSTANSI, Peran.APPROVER_INSTANSI, Peran.VERIFIKATOR_BKN, Peran.ADMINISTRATOR}

_DEPAN = ("Adi", "Ayu", "Bagus", "Citra", "Dewi", "Eko", "Fitri", "Gunawan", "Hendra", "Indah", "Joko", "Kartika",
          "Lestari", "Made", "Nur", "Putri", "Rahmat", "Sari", "Teguh", "Umar", "Wahyu", "Yanti", "Zainal")  # fmt: skip
_BELAKANG = ("Hidayat", "Kusuma", "Lubis", "Nugroho", "Permana", "Pratama", "Purnama", "Ramadhan", "Santoso",
             "Saputra", "Setiawan", "Siregar", "Suryadi", "Utami", "Wibowo", "Wijaya", "Wulandari")  # fmt: skip


@dataclass(frozen=True)
class Akun:
    sub: str
    nama_pengguna: str
    nama: str
    nip: str | None
    """Kosong bagi bupati, wali kota, gubernur, dan menteri: pejabat negara, bukan PNS."""
    nik: str
    jabatan: str
    peran: tuple[Peran, ...]
    unit: str
    surel: str


@cache
def nama_instansi() -> dict[str, str]:
    """id instansi SIASN → nama."""
    berkas = Path(__file__).parent.parent / "models" / "referensi" / "data" / "instansi.csv"
    with berkas.open(newline="", encoding="utf-8") as f:
        return {baris["id"]: baris["nama"].strip() for baris in csv.DictReader(f)}


def _jabatan(peran: Peran, nama_unit: str) -> str:
    match peran:
        case Peran.PENANDATANGAN_INSTANSI if "Kab." in nama_unit:
            return "Bupati " + nama_unit.split("Kab. ")[1]
        case Peran.PENANDATANGAN_INSTANSI if "Kota " in nama_unit:
            return "Wali Kota " + nama_unit.split("Kota ")[1]
        case Peran.PENANDATANGAN_INSTANSI if "Provinsi " in nama_unit:
            return "Gubernur " + nama_unit.split("Provinsi ")[1]
        case Peran.PENANDATANGAN_INSTANSI if nama_unit.startswith("Kementerian "):
            return "Menteri " + nama_unit.split("Kementerian ")[1]
        case Peran.PENANDATANGAN_BKN:
            return f"Kepala {nama_unit.removesuffix(' BKN')}" if "Regional" in nama_unit else "Deputi Bidang Mutasi"
        case Peran.PARAF_BKN:
            return "Kepala Bidang Mutasi dan Status Kepegawaian"
        case Peran.PARAF_INSTANSI:
            return "Kepala Badan Kepegawaian"
        case _:
            return "Analis SDM Aparatur"


@cache
def akun() -> tuple[Akun, ...]:
    """Semua akun, berurut unit lalu peran; ``nama_pengguna`` berbentuk ``peran.unit`` (``operator.bandung``)."""
    acak = random.Random(BENIH)
    hasil: list[Akun] = []

    def tambah(slug: str, unit: str, nama_unit: str, peran: Peran, ke: int = 1) -> None:
        pengguna = f"{peran.value}{'' if ke == 1 else ke}.{slug}"
        lahir = f"{acak.randint(1968, 1985)}{acak.randint(1, 12):02d}{acak.randint(1, 28):02d}"
        jk = acak.choice("12")
        nip = f"{lahir}{int(lahir[:4]) + 24}03{jk}{len(hasil) + 1:03d}"
        nik = f"3273{acak.randint(1, 30):02d}{lahir[6:8]}{lahir[4:6]}{lahir[2:4]}{len(hasil) + 1:04d}"
        hasil.append(
            Akun(
                sub=str(uuid5(NAMESPACE_URL, f"sandbox:akun:{pengguna}")),
                nama_pengguna=pengguna,
                nama=f"{acak.choice(_DEPAN)} {acak.choice(_BELAKANG)}",
                nip=None if peran is Peran.PENANDATANGAN_INSTANSI else nip,
                nik=nik,
                jabatan=_jabatan(peran, nama_unit),
                peran=(peran,),
                unit=unit,
                surel=f"{pengguna}@contoh.go.id",
            )
        )

    for instansi in INSTANSI:
        for peran in _PERAN_INSTANSI:
            for ke in (1, 2) if peran in _BERDUA else (1,):
                tambah(instansi.slug, unit_instansi(instansi.id), nama_instansi()[instansi.id], peran, ke)
    for kanreg in KANREG:
        for peran in _PERAN_BKN:
            for ke in (1, 2) if peran in _BERDUA else (1,):
                tambah(f"kanreg{kanreg.lower()}", unit_kanreg(kanreg), f"Kantor Regional {kanreg} BKN", peran, ke)
    for peran in (*_PERAN_BKN, Peran.ADMINISTRATOR):
        for ke in (1, 2) if peran in _BERDUA else (1,):
            tambah("bkn", BKN_PUSAT, "Badan Kepegawaian Negara", peran, ke)
    return tuple(hasil)


def akun_setneg() -> Akun:
    """Klien mesin Sekretariat Negara; ia masuk dengan kredensial klien, bukan dengan sandi orang."""
    return Akun(
        sub=str(uuid5(NAMESPACE_URL, "sandbox:klien:setneg")),
        nama_pengguna="setneg",
        nama="Kementerian Sekretariat Negara",
        nip=None,
        nik="",
        jabatan="",
        peran=(Peran.SETNEG,),
        unit=SETNEG,
        surel="setneg@contoh.go.id",
    )


def akun_asn(asn_id: UUID, nama: str = "Pegawai", nip: str | None = None, jabatan: str = "") -> Akun:
    """Akun seorang penduduk: nama penggunanya ``asn.<id ASN>``, wilayahnya dirinya sendiri."""
    pengguna = f"asn.{asn_id}"
    return Akun(
        sub=str(uuid5(NAMESPACE_URL, f"sandbox:akun:{pengguna}")),
        nama_pengguna=pengguna,
        nama=nama,
        nip=nip,
        nik="",
        jabatan=jabatan,
        peran=(Peran.ASN,),
        unit=unit_asn(asn_id),
        surel=f"{asn_id}@asn.contoh.go.id",
    )


def akun_bernama(nama_pengguna: str) -> Akun:
    """``LookupError`` bila tidak ada."""
    jenis, _, isi = nama_pengguna.partition(".")
    if jenis == Peran.ASN:
        try:
            return akun_asn(UUID(isi))
        except ValueError:
            raise LookupError(nama_pengguna) from None
    for satu in akun():
        if satu.nama_pengguna == nama_pengguna:
            return satu
    raise LookupError(nama_pengguna)

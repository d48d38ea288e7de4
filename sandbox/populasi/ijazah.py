"""Pilihan pendidikan: program dari referensi SIASN, gelarnya, dan sekolah yang lazim bagi tingkatnya."""

from datetime import date
from functools import cache
from random import Random
from typing import NamedTuple

from models.referensi.berkas import baris

SLTP, SLTA, SMK, DIPLOMA_III, SARJANA, MAGISTER, DOKTOR = "10", "15", "17", "30", "40", "45", "50"


class Program(NamedTuple):
    tingkat_id: str
    nama: str
    """Persis seperti di pendidikan.csv.gz."""
    gelar: str = ""
    gelar_depan: str = ""

    @property
    def id(self) -> str:
        """Id SIASN program yang masih aktif; ``KeyError`` bila namanya tidak ada di referensi."""
        return _aktif()[self.tingkat_id, self.nama]


@cache
def _aktif() -> dict[tuple[str, str], str]:
    return {(b["tingkatPendidikanId"], b["nama"]): b["id"] for b in baris("pendidikan.csv.gz") if b["status"] == "1"}


class Ijazah(NamedTuple):
    program: Program
    sekolah: str
    lulus: date
    akreditasi: str


def _sarjana(*isi: tuple[str, str]) -> tuple[Program, ...]:
    return tuple(Program(SARJANA, f"S-1 {nama}", gelar) for nama, gelar in isi)


MENENGAH_PERTAMA = (Program(SLTP, "SMP"), Program(SLTP, "MADRASAH TSANAWIYAH"))
MENENGAH = (
    Program(SLTA, "SMA IPA"),
    Program(SLTA, "SMA IPS"),
    Program(SLTA, "MADRASAH ALIYAH IPS"),
    Program(SMK, "SMK/MAK AKUNTANSI DAN KEUANGAN LEMBAGA"),
    Program(SMK, "SMK/MAK OTOMATISASI DAN TATA KELOLA PERKANTORAN"),
    Program(SMK, "SMK/MAK REKAYASA PERANGKAT LUNAK"),
)
DIPLOMA = (
    Program(DIPLOMA_III, "D-III AKUNTANSI", "A.Md."),
    Program(DIPLOMA_III, "D-III ADMINISTRASI NEGARA", "A.Md."),
    Program(DIPLOMA_III, "D-III MANAJEMEN INFORMATIKA", "A.Md.Kom."),
    Program(DIPLOMA_III, "D-III KEARSIPAN", "A.Md."),
    Program(DIPLOMA_III, "D-III TEKNIK SIPIL", "A.Md.T."),
)
SARJANA_UMUM = _sarjana(
    ("ILMU ADMINISTRASI NEGARA", "S.A.P."),
    ("ILMU PEMERINTAHAN", "S.IP."),
    ("ILMU HUKUM", "S.H."),
    ("AKUNTANSI", "S.E."),
    ("MANAJEMEN", "S.E."),
    ("EKONOMI PEMBANGUNAN", "S.E."),
    ("TEKNIK SIPIL", "S.T."),
    ("TEKNIK INFORMATIKA", "S.Kom."),
    ("SOSIOLOGI", "S.Sos."),
    ("ILMU KOMUNIKASI", "S.I.Kom."),
)
MAGISTER_UMUM = (
    Program(MAGISTER, "S-2 MANAJEMEN", "M.M."),
    Program(MAGISTER, "S-2 ADMINISTRASI PUBLIK", "M.A.P."),
    Program(MAGISTER, "S-2 ILMU PEMERINTAHAN", "M.IP."),
    Program(MAGISTER, "S-2 ILMU HUKUM", "M.H."),
    Program(MAGISTER, "S-2 EKONOMI PEMBANGUNAN", "M.E."),
)
_GURU = _sarjana(
    ("PENDIDIKAN GURU SEKOLAH DASAR", "S.Pd."),
    ("PENDIDIKAN MATEMATIKA", "S.Pd."),
    ("PENDIDIKAN BAHASA INDONESIA", "S.Pd."),
    ("PENDIDIKAN BAHASA INGGRIS", "S.Pd."),
    ("PENDIDIKAN IPA", "S.Pd."),
    ("PENDIDIKAN AGAMA ISLAM", "S.Pd.I."),
)
_PAJAK = _sarjana(("PERPAJAKAN", "S.Ak."), ("AKUNTANSI", "S.E."), ("ADMINISTRASI FISKAL", "S.I.A."))

IJAZAH_KEAHLIAN: dict[str, tuple[Program, ...]] = {
    "Guru": _GURU,
    "Dokter": (Program(MAGISTER, "PROFESI DOKTER", gelar_depan="dr."),),
    "Dokter Gigi": (Program(MAGISTER, "PROFESI DOKTER GIGI", gelar_depan="drg."),),
    "Apoteker": (Program(MAGISTER, "PROFESI APOTEKER", gelar_depan="apt."),),
    "Perawat": (Program(SARJANA, "NERS", "S.Kep., Ners"),),
    "Nutrisionis": _sarjana(("ILMU GIZI", "S.Gz.")),
    "Epidemiolog Kesehatan": _sarjana(("KESEHATAN MASYARAKAT", "S.K.M.")),
    "Administrator Kesehatan": _sarjana(("KESEHATAN MASYARAKAT", "S.K.M.")),
    "Penyuluh Agama": _sarjana(("DAKWAH", "S.Sos.I."), ("KOMUNIKASI DAN PENYIARAN ISLAM", "S.Sos.I.")),
    "Penghulu": _sarjana(("SYARIAH", "S.H.I."), ("HUKUM ISLAM", "S.H.I.")),
    "Pemeriksa Pajak": _PAJAK,
    "Pemeriksa Bea dan Cukai": _PAJAK,
    "Analis Perbendaharaan Negara": _sarjana(("AKUNTANSI", "S.E."), ("EKONOMI PEMBANGUNAN", "S.E.")),
    "Analis Anggaran": _sarjana(("EKONOMI PEMBANGUNAN", "S.E."), ("ADMINISTRASI PUBLIK", "S.A.P.")),
    "Auditor": _sarjana(("AKUNTANSI", "S.E.")),
    "Pranata Komputer": _sarjana(("TEKNIK INFORMATIKA", "S.Kom."), ("SISTEM INFORMASI", "S.Kom.")),
    "Arsiparis": _sarjana(("KEARSIPAN", "S.A.P.")),
    "Analis Sumber Daya Manusia Aparatur": _sarjana(("PSIKOLOGI", "S.Psi."), ("ILMU ADMINISTRASI NEGARA", "S.A.P.")),
    "Analis Kebijakan": _sarjana(("ADMINISTRASI PUBLIK", "S.A.P."), ("ILMU PEMERINTAHAN", "S.IP.")),
    "Perencana": _sarjana(("PERENCANAAN WILAYAH DAN KOTA", "S.T."), ("EKONOMI PEMBANGUNAN", "S.E.")),
    "Penyuluh Pertanian": _sarjana(("AGRIBISNIS", "S.P."), ("AGRONOMI", "S.P.")),
    "Pekerja Sosial": _sarjana(("KESEJAHTERAAN SOSIAL", "S.Tr.Sos.")),
    "Pustakawan": _sarjana(("ILMU PERPUSTAKAAN", "S.I.Pust.")),
    "Penata Kelola Jalan dan Jembatan": _sarjana(("TEKNIK SIPIL", "S.T.")),
}
"""Keluarga jabatan fungsional keahlian → ijazah pengangkatannya."""

IJAZAH_KETERAMPILAN: dict[str, tuple[Program, ...]] = {
    "Perawat": (Program(DIPLOMA_III, "D-III KEPERAWATAN", "A.Md.Kep."),),
    "Bidan": (Program(DIPLOMA_III, "D-III KEBIDANAN", "A.Md.Keb."),),
    "Nutrisionis": (Program(DIPLOMA_III, "D-III GIZI", "A.Md.Gz."),),
    "Asisten Apoteker": (Program(DIPLOMA_III, "D-III FARMASI", "A.Md.Farm."),),
    "Pranata Laboratorium Kesehatan": (Program(DIPLOMA_III, "D-III ANALIS KESEHATAN", "A.Md.AK."),),
    "Tenaga Sanitasi Lingkungan": (Program(DIPLOMA_III, "D-III KESEHATAN LINGKUNGAN", "A.Md.KL."),),
    "Asisten Pemeriksa Pajak": (Program(DIPLOMA_III, "D-III PERPAJAKAN", "A.Md."),),
    "Pemeriksa Bea dan Cukai": (Program(DIPLOMA_III, "D-III KEPABEANAN DAN CUKAI", "A.Md."),),
    "Pembina Teknis Perbendaharaan Negara": (Program(DIPLOMA_III, "D-III KEBENDAHARAAN NEGARA", "A.Md."),),
    "Pranata Keuangan APBN": (Program(DIPLOMA_III, "D-III AKUNTANSI", "A.Md."),),
    "Pranata Komputer": (Program(DIPLOMA_III, "D-III KOMPUTER", "A.Md.Kom."),),
    "Arsiparis": (Program(DIPLOMA_III, "D-III KEARSIPAN", "A.Md."),),
    "Pranata Sumber Daya Manusia Aparatur": (Program(DIPLOMA_III, "D-III ADMINISTRASI NEGARA", "A.Md."),),
}
"""Keluarga jabatan fungsional keterampilan → ijazah pengangkatannya."""

_KAMPUS = (
    "Universitas Padjadjaran", "Universitas Pendidikan Indonesia", "Universitas Indonesia", "Universitas Airlangga",
    "Universitas Diponegoro", "Universitas Pasundan", "Universitas Garut", "Universitas Terbuka",
    "Universitas Brawijaya", "Universitas Gadjah Mada", "UIN Sunan Gunung Djati Bandung", "Universitas Pakuan",
)  # fmt: skip
_POLITEKNIK = ("Politeknik Negeri Bandung", "Poltekkes Kemenkes Bandung", "Politeknik Keuangan Negara STAN",
               "Poltekkes Kemenkes Surabaya", "Universitas Padjadjaran")  # fmt: skip


def tempuh(acak: Random, program: Program, lulus: date) -> Ijazah:
    """Ijazah program itu dari sekolah yang sesuai tingkatnya."""
    match program.tingkat_id:
        case "10" | "15" | "17":
            jenis = {"10": "SMP", "15": "SMA", "17": "SMK"}[program.tingkat_id]
            return Ijazah(program, f"{jenis} Negeri {acak.randint(1, 27)}", lulus, "")
        case "30":
            return Ijazah(program, acak.choice(_POLITEKNIK), lulus, acak.choice(("B", "A", "Baik Sekali")))
        case _:
            akreditasi = acak.choice(("A", "A", "B", "Unggul" if lulus.year >= 2020 else "A"))
            return Ijazah(program, acak.choice(_KAMPUS), lulus, akreditasi)

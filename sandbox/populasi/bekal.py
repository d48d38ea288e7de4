"""Bekal seseorang: tempat bekerja, ijazah pengangkatan, jalan karier, dan lamanya; menurut jatahnya."""

from dataclasses import dataclass
from random import Random

from models.referensi import Golongan, Jenjang, tingkat_pendidikan
from sandbox.populasi.cacat import Cacat
from sandbox.populasi.ijazah import (
    DIPLOMA,
    DIPLOMA_III,
    IJAZAH_KEAHLIAN,
    IJAZAH_KETERAMPILAN,
    MAGISTER_UMUM,
    MENENGAH,
    MENENGAH_PERTAMA,
    SARJANA,
    SARJANA_UMUM,
    Program,
)
from sandbox.populasi.jatah import Jalur, Jatah
from sandbox.populasi.karier import Jalan, jalan_fungsional, jalan_pelaksana, jalan_struktural
from sandbox.populasi.tempat import (
    PELAKSANA_DIPLOMA,
    PELAKSANA_MENENGAH,
    PELAKSANA_SARJANA,
    Kursi,
    Tempat,
    Unor,
)

_TAHUN_KURSI = {
    "IV.b": (7.0, 16.0),
    "IV.a": (10.0, 21.0),
    "III.b": (14.0, 25.0),
    "III.a": (18.0, 27.0),
    "II.b": (22.0, 29.0),
    "II.a": (24.0, 29.0),
}
"""Lamanya berkarier yang lazim bagi pemangku tiap eselon."""


@dataclass(frozen=True)
class Bekal:
    unor: Unor
    program: Program
    """Ijazah pengangkatannya."""
    jalan: Jalan
    tahun: float
    """Lamanya berkarier sampai periode sasaran."""
    magister: tuple[Program, int] | None = None
    """Ijazah S-2 yang diperoleh selagi bekerja, dan berapa tahun sesudah CPNS."""

    @property
    def awal(self) -> Golongan:
        return tingkat_pendidikan(self.program.tingkat_id).golongan_awal


def pilih_bekal(tempat: Tempat, jatah: Jatah, acak: Random, benih: str) -> Bekal:
    """``benih``: benih jalan karier yang mengacak sendiri, supaya dapat dijalani ulang."""
    match jatah:
        case Jatah(kursi=Kursi() as kursi):
            return _struktural(kursi, acak, benih)
        case Jatah(Jalur.FUNGSIONAL | Jalur.FUNGSIONAL_MENUNGGU):
            return _fungsional(tempat, jatah, acak)
        case _:
            return _pelaksana(tempat, jatah, acak)


def _pelaksana(tempat: Tempat, jatah: Jatah, acak: Random) -> Bekal:
    program = acak.choice(_pilihan_program(jatah, acak))
    lanjut = jatah.jalur is Jalur.PELAKSANA and program.tingkat_id == SARJANA and _untung(acak)
    return Bekal(
        unor=acak.choice(tempat.unor),
        program=program,
        jalan=jalan_pelaksana(acak.choice(_jabatan_pelaksana(program))),
        tahun=_tahun_pelaksana(jatah, _banyak_kenaikan(program), acak),
        magister=(acak.choice(MAGISTER_UMUM), acak.randint(5, 9)) if lanjut else None,
    )


def _pilihan_program(jatah: Jatah, acak: Random) -> tuple[Program, ...]:
    match jatah:
        case Jatah(Jalur.PENYESUAIAN_IJAZAH) | Jatah(cacat=Cacat.UJIAN_DINAS_BELUM | Cacat.MELEWATI_BUP):
            return MENENGAH
        case Jatah(Jalur.SELESAI_TUGAS_BELAJAR):
            return DIPLOMA
        case Jatah(Jalur.PELAKSANA | Jalur.PELAKSANA_MENUNGGU, cacat=None):
            pilihan = (MENENGAH_PERTAMA, MENENGAH, DIPLOMA, SARJANA_UMUM, MAGISTER_UMUM)
            return acak.choices(pilihan, weights=(3, 30, 18, 43, 6))[0]
        case _:
            return SARJANA_UMUM


def _tahun_pelaksana(jatah: Jatah, kenaikan: int, acak: Random) -> float:
    batas = 4.0 * kenaikan
    match jatah:
        case Jatah(Jalur.PENYESUAIAN_IJAZAH):
            return acak.uniform(4.5, 13)
        case Jatah(Jalur.SELESAI_TUGAS_BELAJAR):
            return acak.uniform(5.5, 9)
        case Jatah(Jalur.CPNS):
            return acak.uniform(13, 16) / 12
        case Jatah(cacat=Cacat.UJIAN_DINAS_BELUM):
            return acak.uniform(batas - 3.3, batas - 0.2)
        case Jatah(cacat=Cacat.PENDIDIKAN_MENTOK):
            return acak.uniform(batas + 5, batas + 12)
        case Jatah(cacat=Cacat()):
            return acak.uniform(9, batas + 3)
        case Jatah(Jalur.PELAKSANA):
            return acak.uniform(1.3, batas + 4) if acak.random() < 0.8 else acak.uniform(batas + 4, batas + 14)
        case _:
            return acak.uniform(4.8, batas + 3.8)


def _fungsional(tempat: Tempat, jatah: Jatah, acak: Random) -> Bekal:
    pilihan = [u for u in tempat.unor if u.bidang.keahlian]
    unor = acak.choices(pilihan, weights=[1 if u.eselon else 4 for u in pilihan])[0]
    terampil = bool(unor.bidang.keterampilan) and acak.random() < 0.4
    keluarga = acak.choice(unor.bidang.keterampilan if terampil else unor.bidang.keahlian)
    program = acak.choice((IJAZAH_KETERAMPILAN if terampil else IJAZAH_KEAHLIAN)[keluarga])
    jenjang = Jenjang.TERAMPIL if terampil else Jenjang.PERTAMA
    pelaksana = acak.choice(_jabatan_pelaksana(program))
    return Bekal(
        unor=unor,
        program=program,
        jalan=jalan_fungsional(pelaksana, keluarga, jenjang, acak.randint(12, 24)),
        tahun=acak.uniform(6, 20) if jatah.jalur is Jalur.FUNGSIONAL_MENUNGGU else acak.triangular(2, 30, 6),
        magister=(acak.choice(MAGISTER_UMUM), acak.randint(6, 12))
        if program.tingkat_id == SARJANA and _untung(acak)
        else None,
    )


def _struktural(kursi: Kursi, acak: Random, benih: str) -> Bekal:
    program = acak.choice(SARJANA_UMUM)
    bermagister = kursi.eselon in ("III.a", "II.a", "II.b") or _untung(acak)
    return Bekal(
        unor=kursi.unor,
        program=program,
        jalan=jalan_struktural(acak.choice(_jabatan_pelaksana(program)), _tangga(kursi), benih),
        tahun=acak.uniform(*_TAHUN_KURSI[kursi.eselon]),
        magister=(acak.choice(MAGISTER_UMUM), acak.randint(5, 9)) if bermagister else None,
    )


def _tangga(kursi: Kursi) -> tuple[Kursi, ...]:
    """Kursi yang pernah diduduki di unit itu sampai kursinya sekarang."""
    nama = kursi.unor.nama
    pernah = [Kursi(kursi.unor, "IV.a", f"Kepala Seksi Pengendalian {nama}")] if kursi.eselon < "IV" else []
    if kursi.eselon.startswith("II."):
        pernah.append(Kursi(kursi.unor, "III.a", f"Kepala Bidang Pengendalian {nama}"))
    return (*pernah, kursi)


def _jabatan_pelaksana(program: Program) -> tuple[str, ...]:
    if program.tingkat_id >= SARJANA:
        return PELAKSANA_SARJANA
    return PELAKSANA_DIPLOMA if program.tingkat_id == DIPLOMA_III else PELAKSANA_MENENGAH


def _banyak_kenaikan(program: Program) -> int:
    """Kenaikan reguler dari golongan awal sampai batas ijazah itu."""
    urutan, tingkat = tuple(Golongan), tingkat_pendidikan(program.tingkat_id)
    return urutan.index(tingkat.golongan_puncak) - urutan.index(tingkat.golongan_awal)


def _untung(acak: Random) -> bool:
    return acak.random() < 0.15

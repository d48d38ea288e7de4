"""Ijazah dan gelarnya: tanggal yang mungkin, gelar yang sesuai jenjang, dan syarat pencantumannya."""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from models.definisi import Kejanggalan
from models.profil import ProfilASN
from models.referensi import tingkat_pendidikan
from models.referensi.tabel import pendidikan
from models.referensi.tanggal import tambah_tahun, tulis_tanggal
from models.riwayat.dasar import Rekam
from models.riwayat.kompetensi import RiwayatPendidikan


class GelarJenjang(NamedTuple):
    usia: int
    """Usia termuda saat lulus, tahun [k]."""
    depan: str | None = None
    """Pola gelar di depan nama; kosong berarti jenjang ini tidak memberinya."""
    belakang: str | None = None
    contoh: str = ""


_JENJANG: Final = {
    "05": GelarJenjang(10),
    "10": GelarJenjang(13),
    "12": GelarJenjang(13),
    "15": GelarJenjang(15),
    "17": GelarJenjang(15),
    "18": GelarJenjang(15),
    "20": GelarJenjang(16, belakang=r"A\.P\.", contoh="A.P."),
    "25": GelarJenjang(17, belakang=r"A\.Ma", contoh="A.Ma."),
    "30": GelarJenjang(18, belakang=r"A\.Md", contoh="A.Md."),
    "35": GelarJenjang(19, belakang=r"S\.(ST|S\.T|Tr)", contoh="S.Tr.Kom."),
    "40": GelarJenjang(19, depan=r"(Drs|Dra|Ir|dr|drg)\.", belakang=r"(S\.(?!Tr|ST)|B\.|BA|BS)", contoh="S.Kom."),
    "45": GelarJenjang(20, depan=r"Ir\.", belakang=r"(M\.|M[A-Z]|Sp\.)", contoh="M.Si."),
    "50": GelarJenjang(22, depan=r"Dr\.", belakang=r"(Ph\.?D|D\.)", contoh="Dr. di depan nama"),
}
"""Tingkat pendidikan → gelarnya (Permenristekdikti 59/2018; gelar lama dan luar negeri yang lazim [k])."""


def ijazah_janggal(baris: Rekam | None, profil: ProfilASN) -> Iterator[Kejanggalan]:
    if not isinstance(baris, RiwayatPendidikan):
        return
    tingkat, tanggal = tingkat_pendidikan(baris.tingkat_id), baris.tanggal_lulus
    if tanggal is not None and tanggal.year != baris.tahun_lulus:
        sebab = f"Tanggal lulus {tulis_tanggal(tanggal)} bukan tahun {baris.tahun_lulus}."
        yield Kejanggalan("riwayat.tanggal_lulus", sebab, "Samakan tanggal dan tahun lulus dengan ijazahnya.")
    termuda = tambah_tahun(profil.tanggal_lahir, _JENJANG[tingkat.id].usia)
    if baris.hari_lulus < termuda:
        bidang = "tanggal_lulus" if tanggal else "tahun_lulus"
        sebab = f"Lulus {tingkat.nama} sebelum {tulis_tanggal(termuda)} tidak mungkin menurut tanggal lahirnya."
        yield Kejanggalan(f"riwayat.{bidang}", sebab, "Periksa tanggal pada ijazah dan tanggal lahirnya.")
    program = pendidikan().get(baris.pendidikan_id or "")
    if program is not None and program.tingkat_id != tingkat.id:
        sebab = f"Program {program.nama} bukan tingkat {tingkat.nama}."
        yield Kejanggalan("riwayat.pendidikan_id", sebab, "Pilih program setingkat ijazahnya.")


def gelar_janggal(baris: Rekam | None) -> Iterator[Kejanggalan]:
    """Gelar harus yang diberikan jenjangnya."""
    if not isinstance(baris, RiwayatPendidikan):
        return
    jenjang, nama = _JENJANG[baris.tingkat_id], tingkat_pendidikan(baris.tingkat_id).nama
    for bidang, pola in (("gelar_depan", jenjang.depan), ("gelar_belakang", jenjang.belakang)):
        gelar = getattr(baris, bidang).strip()
        if gelar and (pola is None or re.match(pola, gelar) is None):
            obat = f"Isi seperti pada ijazahnya, misalnya {jenjang.contoh}" if jenjang.contoh else "Kosongkan gelarnya"
            yield Kejanggalan(f"riwayat.{bidang}", f"Gelar {gelar} bukan gelar jenjang {nama}.", f"{obat}.")


def pencantuman_janggal(baris: Rekam | None) -> Iterator[Kejanggalan]:
    """Yang harus ada supaya suratnya dapat diterbitkan (SE Kepala BKN 3/2025)."""
    if not isinstance(baris, RiwayatPendidikan):
        return
    if not (baris.gelar_depan.strip() or baris.gelar_belakang.strip()):
        yield Kejanggalan("riwayat.gelar_belakang", "Gelar yang hendak dicantumkan kosong.", "Isi gelarnya.")
    for bidang, sebutan in (
        ("akreditasi", "Akreditasi program studi"),
        ("sekolah", "Perguruan tinggi"),
        ("nomor_ijazah", "Nomor ijazah"),
    ):
        if not getattr(baris, bidang).strip():
            sebab = f"{sebutan} saat lulus kosong; gelar tidak dapat dicantumkan tanpanya."
            yield Kejanggalan(f"riwayat.{bidang}", sebab, "Isi menurut ijazah dan sertifikat akreditasinya.")

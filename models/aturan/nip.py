"""NIP PNS: 18 angka = tanggal lahir (8), bulan TMT CPNS (6), jenis kelamin (1), nomor urut (3) — Perka BKN 22/2007."""

from datetime import date
from typing import Literal

from pydantic import Field

from models.profil import Beku, ProfilASN

_ANGKA_KELAMIN: dict[Literal["L", "P"], str] = {"L": "1", "P": "2"}
_KELAMIN: dict[str, Literal["L", "P"]] = {"1": "L", "2": "P"}
_NAMA_KELAMIN = {"L": "laki-laki", "P": "perempuan"}


class NIP(Beku):
    """Isi sebuah NIP."""

    tanggal_lahir: date
    tmt_cpns: date
    """Tanggal 1 bulan TMT CPNS; NIP hanya memuat tahun dan bulannya."""
    jenis_kelamin: Literal["L", "P"]
    urut: int = Field(ge=1, le=999)

    def __str__(self) -> str:
        return f"{self.tanggal_lahir:%Y%m%d}{self.tmt_cpns:%Y%m}{_ANGKA_KELAMIN[self.jenis_kelamin]}{self.urut:03d}"


class MasalahNIP(Beku):
    kode: str
    alasan: str


def masalah_nip(nip: str) -> tuple[MasalahNIP, ...]:
    """Semua yang salah pada susunan sebuah NIP; kosong bila susunannya benar."""
    if len(nip) != 18 or not (nip.isascii() and nip.isdigit()):
        return (MasalahNIP(kode="bentuk", alasan=f"NIP harus 18 angka tanpa spasi; yang diisi {len(nip)} karakter"),)
    masalah = []
    lahir, cpns = _tanggal(nip[:8]), _tanggal(nip[8:14] + "01")
    if lahir is None:
        masalah.append(MasalahNIP(kode="tanggal_lahir", alasan=f"angka 1–8 ({nip[:8]}) bukan tanggal lahir yang ada"))
    if cpns is None:
        masalah.append(MasalahNIP(kode="tmt_cpns", alasan=f"angka 9–14 ({nip[8:14]}) bukan tahun dan bulan TMT CPNS"))
    if lahir and cpns and cpns.year - lahir.year < 17:
        masalah.append(
            MasalahNIP(kode="usia_cpns", alasan=f"TMT CPNS {cpns.year} kurang dari 17 tahun sesudah lahir {lahir.year}")
        )
    if nip[14] not in _KELAMIN:
        masalah.append(
            MasalahNIP(kode="jenis_kelamin", alasan=f"angka 15 harus 1 (laki-laki) atau 2 (perempuan), bukan {nip[14]}")
        )
    if nip[15:] == "000":
        masalah.append(MasalahNIP(kode="urut", alasan="angka 16–18 (nomor urut) mulai dari 001"))
    return tuple(masalah)


def urai_nip(nip: str) -> NIP:
    """Isi sebuah NIP; ``ValueError`` yang menyebut semua masalahnya bila susunannya salah."""
    masalah = masalah_nip(nip)
    if masalah:
        raise ValueError("nip: " + "; ".join(m.alasan for m in masalah))
    return NIP(
        tanggal_lahir=date.fromisoformat(nip[:8]),
        tmt_cpns=date.fromisoformat(nip[8:14] + "01"),
        jenis_kelamin=_KELAMIN[nip[14]],
        urut=int(nip[15:]),
    )


def ketidakcocokan_nip(profil: ProfilASN) -> tuple[MasalahNIP, ...]:
    """Beda NIP dengan data utama profilnya (indikator konsistensi kualitas data BKN); kosong bila cocok."""
    masalah = masalah_nip(profil.nip)
    if masalah:
        return masalah
    isi = urai_nip(profil.nip)
    beda = []
    if isi.tanggal_lahir != profil.tanggal_lahir:
        beda.append(("tanggal_lahir", f"tanggal lahir di NIP {isi.tanggal_lahir}, di profil {profil.tanggal_lahir}"))
    if isi.tmt_cpns != profil.tmt_cpns.replace(day=1):
        beda.append(("tmt_cpns", f"TMT CPNS di NIP {isi.tmt_cpns:%Y-%m}, di profil {profil.tmt_cpns:%Y-%m}"))
    if isi.jenis_kelamin != profil.jenis_kelamin:
        beda.append(
            (
                "jenis_kelamin",
                f"jenis kelamin di NIP {_NAMA_KELAMIN[isi.jenis_kelamin]}, "
                f"di profil {_NAMA_KELAMIN[profil.jenis_kelamin]}",
            )
        )
    return tuple(MasalahNIP(kode=kode, alasan=alasan) for kode, alasan in beda)


def _tanggal(angka: str) -> date | None:
    try:
        return date.fromisoformat(angka)
    except ValueError:
        return None

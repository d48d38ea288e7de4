"""Melipat riwayat menjadi profil: murni, tidak tergantung urutan baris, dan dapat dibaca per suatu hari.

Dua bacaan. ``lipat`` menjawab "bagaimana profilnya pada hari D": hanya baris yang berlaku pada atau sebelum D.
``lipat_kini`` profil kerja hari ini: data utamanya dilipat pada hari ini, riwayatnya lengkap termasuk yang belum
berlaku, karena aturan memerlukannya (``golongan_terakhir`` memuat pangkat yang TMT-nya bulan depan).

Dari mana tiap bagian: data pribadi dari baris pribadi; gelar dari pendidikan dan profesi yang sudah dicantumkan;
instansi dan unit dari pengangkatan, jabatan, mutasi unor, dan pindah instansi; kedudukan hukum, TMT CPNS dan PNS,
pemblokiran dari barisnya sendiri.
"""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import chain
from typing import Any, Final, TypeVar
from uuid import UUID

from models.aturan.masa_kerja import MasaKerja
from models.profil import Kini, ProfilASN
from models.riwayat import KELOMPOK, Riwayat
from models.riwayat.dasar import Rekam
from models.riwayat.kepangkatan import (
    RiwayatCpnsPns,
    RiwayatGolongan,
    RiwayatJabatan,
    RiwayatKGB,
    RiwayatKontrak,
    RiwayatPindahInstansi,
    RiwayatPMK,
    RiwayatUnor,
    StatusPengangkatan,
)
from models.riwayat.kompetensi import BerGelar
from models.riwayat.pribadi import RiwayatPribadi

R = TypeVar("R", bound=Rekam)

PRIBADI: Final = tuple(n for n in RiwayatPribadi.model_fields if n not in ("id", "dokumen_id", "sejak"))
"""Isian data pribadi; namanya sama dengan nama isian profil."""
_GELAR: Final = ("gelar_depan", "gelar_belakang")
_PEMISAH_GELAR: Final = {"gelar_depan": " ", "gelar_belakang": ", "}
_PENENTU: Final = (
    "golongan", "pmk", "kgb", "jabatan", "unor", "pindah_instansi", "kedudukan", "cpns_pns", "kontrak",
    "pemblokiran", "penugasan", "pribadi", "pendidikan", "profesi",
)  # fmt: skip
"""Kelompok yang ikut menentukan data utama."""
_URUT_PENEMPATAN: Final = (RiwayatKontrak, RiwayatCpnsPns, RiwayatPindahInstansi, RiwayatJabatan, RiwayatUnor)
"""Di antara yang mulai pada hari yang sama, yang kemudian menentukan."""


class DataUtamaKurang(ValueError):
    """Riwayatnya belum cukup bagi sebuah profil pada hari itu."""

    def __init__(self, kurang: Sequence[str], pada: date) -> None:
        super().__init__(
            f"riwayat: pada {pada:%d-%m-%Y} belum ada {', '.join(kurang)}; lengkapi riwayat pengangkatan dan data "
            "pribadinya, atau pilih hari sesudahnya"
        )
        self.kurang = tuple(kurang)


def lipat(asn_id: UUID, riwayat: Riwayat, pada: date) -> ProfilASN:
    """Profil pada hari itu; ``DataUtamaKurang`` bila ia belum tercatat."""
    return _lipat(asn_id, berurut(riwayat), pada)


def _lipat(asn_id: UUID, terurut: Riwayat, pada: date) -> ProfilASN:
    berlaku = _sampai(terurut, pada)
    utama = _data_utama(berlaku, pada)
    kurang = [isian for isian in _WAJIB if utama.get(isian) is None]
    if kurang:
        raise DataUtamaKurang([_WAJIB[isian] for isian in kurang], pada)
    return ProfilASN(id=asn_id, **_kelompok(berlaku), **utama, kini=_kini(berlaku))


def lipat_kini(asn_id: UUID, riwayat: Riwayat, hari_ini: date) -> ProfilASN:
    """Profil kerja hari ini, dengan riwayat lengkap; yang belum mulai bekerja dilipat pada hari pertamanya."""
    terurut = berurut(riwayat)
    profil = _lipat(asn_id, terurut, max(hari_ini, hari_pertama(riwayat) or hari_ini))
    return profil.model_copy(update=_kelompok(terurut))


def pribadi_pada(riwayat: Riwayat, pada: date) -> dict[str, Any]:
    """Data pribadi pada suatu hari: tiap isian menurut baris terakhir yang menyebutnya."""
    hasil: dict[str, Any] = {}
    for baris in _urutkan(r for r in riwayat.pribadi if r.berlaku <= pada):
        hasil |= {isian: nilai for isian in PRIBADI if (nilai := getattr(baris, isian)) is not None}
    return hasil


def hari_pertama(riwayat: Riwayat) -> date | None:
    """TMT CPNS atau awal kontrak yang paling dini."""
    return min((r.berlaku for r in (*_cpns(riwayat), *riwayat.kontrak)), default=None)


def hari_berubah(riwayat: Riwayat, sesudah: date) -> date | None:
    """Hari pertama sesudah ``sesudah`` ketika data utama dapat berubah karena waktu; kosong bila tidak ada."""
    batas = (hari for nama in _PENENTU for baris in getattr(riwayat, nama) for hari in baris.batas)
    return min((hari for hari in batas if hari > sesudah), default=None)


def pada_hari(riwayat: Riwayat, pada: date) -> Riwayat:
    """Hanya baris yang sudah berlaku pada hari itu, berurut."""
    return _sampai(berurut(riwayat), pada)


def _sampai(terurut: Riwayat, pada: date) -> Riwayat:
    """Barisnya sudah diperiksa modelnya; disaring tanpa memeriksanya lagi."""
    return terurut.model_copy(
        update={nama: tuple(r for r in baris if r.berlaku <= pada) for nama, baris in _kelompok(terurut).items()}
    )


def berurut(riwayat: Riwayat) -> Riwayat:
    """Tiap kelompok menurut hari berlakunya, lalu id."""
    return riwayat.model_copy(
        update={nama: _urutkan(baris) for nama, baris in _kelompok(riwayat).items() if len(baris) > 1}
    )


def _kelompok(riwayat: Riwayat) -> dict[str, tuple[Rekam, ...]]:
    return {nama: getattr(riwayat, nama) for nama in KELOMPOK}


def _urutkan(baris: Iterable[R]) -> tuple[R, ...]:
    return tuple(sorted(baris, key=lambda r: (r.berlaku, r.id)))


_WAJIB: Final = {
    "nip": "NIP",
    "nama": "nama",
    "tanggal_lahir": "tanggal lahir",
    "jenis_kelamin": "jenis kelamin",
    "tmt_cpns": "pengangkatan CPNS atau kontrak",
    "instansi_id": "instansi kerja",
}


def _data_utama(riwayat: Riwayat, pada: date) -> dict[str, Any]:
    """Isian data utama dari baris yang sudah berlaku dan berurut; yang tak bernilai memakai bawaan profil."""
    tercatat = {
        **pribadi_pada(riwayat, pada),
        **{isian: _gelar(riwayat, isian, pada) for isian in _GELAR},
        **_penempatan(riwayat),
        "kedudukan_hukum": _akhir(r.kode for r in riwayat.kedudukan),
        "jenis_pegawai": _jenis_pegawai(riwayat, pada),
        "tmt_cpns": _tmt_cpns(riwayat),
        "tmt_pns": _akhir(r.tmt for r in riwayat.cpns_pns if r.status is StatusPengangkatan.PNS),
        "diblokir": any(r.berlaku_pada(pada) for r in riwayat.pemblokiran),
    }
    return {isian: nilai for isian, nilai in tercatat.items() if nilai is not None}


def _gelar(riwayat: Riwayat, isian: str, pada: date) -> str:
    """Gelar lama dari data pribadi, lalu gelar yang dicantumkan menurut urutan lulus; yang sama disebut sekali."""
    pemisah = _PEMISAH_GELAR[isian]
    lama = _akhir(nilai for r in riwayat.pribadi if (nilai := getattr(r, isian)) is not None) or ""
    sumber: tuple[BerGelar, ...] = _urutkan((*riwayat.pendidikan, *riwayat.profesi))
    tercantum = (getattr(r, isian) for r in sumber if r.dicantumkan is not None and r.dicantumkan <= pada)
    bagian = chain.from_iterable(teks.split(pemisah) for teks in (lama, *tercantum))
    return pemisah.join(dict.fromkeys(filter(None, map(str.strip, bagian))))


def _penempatan(riwayat: Riwayat) -> dict[str, Any]:
    """Instansi, unit, dan satuan kerja menurut peristiwa penempatan terakhir yang menyebutnya."""
    hasil: dict[str, Any] = {}
    for peristiwa in peristiwa_penempatan(riwayat):
        match peristiwa:
            case RiwayatCpnsPns() | RiwayatKontrak():
                if peristiwa.instansi_id is not None:
                    hasil |= {"instansi_id": peristiwa.instansi_id, "instansi_induk_id": peristiwa.instansi_id}
            case RiwayatPindahInstansi():
                hasil = {
                    "instansi_id": peristiwa.instansi_kerja_id or peristiwa.instansi_induk_id,
                    "instansi_induk_id": peristiwa.instansi_induk_id,
                    **_unit(peristiwa),
                }
            case RiwayatJabatan():
                hasil |= _disebut(
                    instansi_id=peristiwa.instansi_kerja_id, instansi_induk_id=peristiwa.instansi_induk_id
                )
                hasil |= _unit(peristiwa)
            case RiwayatUnor():
                hasil |= _unit(peristiwa)
    return hasil


def peristiwa_penempatan(riwayat: Riwayat) -> list[Rekam]:
    """Yang menempatkan seseorang, berurut menurut waktu."""
    semua: tuple[Rekam, ...] = (
        *riwayat.kontrak, *_cpns(riwayat), *riwayat.jabatan, *riwayat.unor, *riwayat.pindah_instansi,
    )  # fmt: skip
    return sorted(semua, key=lambda r: (r.berlaku, _URUT_PENEMPATAN.index(type(r)), r.id))


def _unit(baris: RiwayatJabatan | RiwayatUnor | RiwayatPindahInstansi) -> dict[str, Any]:
    unit = {"unor_id": baris.unor_id, "unor_nama": baris.unor_nama} if baris.unor_nama else {}
    return unit | _disebut(satuan_kerja=baris.satuan_kerja or None)


def _disebut(**nilai: Any) -> dict[str, Any]:
    return {isian: isi for isian, isi in nilai.items() if isi is not None}


def _jenis_pegawai(riwayat: Riwayat, pada: date) -> str | None:
    """Selama dipekerjakan atau diperbantukan menurut penugasannya; selain itu menurut pengangkatan atau pindahnya."""
    selama = _akhir(r.jenis_pegawai for r in riwayat.penugasan if r.jenis_pegawai and r.berlaku_pada(pada))
    menetap: tuple[RiwayatCpnsPns | RiwayatPindahInstansi, ...] = (*riwayat.cpns_pns, *riwayat.pindah_instansi)
    return selama or _akhir(r.jenis_pegawai for r in _urutkan(menetap) if r.jenis_pegawai)


def _tmt_cpns(riwayat: Riwayat) -> date | None:
    return _akhir(r.tmt for r in _cpns(riwayat)) or min((r.mulai for r in riwayat.kontrak), default=None)


def _cpns(riwayat: Riwayat) -> Iterator[RiwayatCpnsPns]:
    return (r for r in riwayat.cpns_pns if r.status is StatusPengangkatan.CPNS)


def _kini(riwayat: Riwayat) -> Kini:
    golongan, jabatan = _akhir(riwayat.golongan), _akhir(riwayat.jabatan)
    masa = _masa_kerja(riwayat, golongan)
    penetapan: tuple[RiwayatPMK | RiwayatKGB | RiwayatGolongan, ...] = (*riwayat.pmk, *riwayat.kgb, *riwayat.golongan)
    bergaji = _akhir(_urutkan(penetapan))
    return Kini(
        golongan=golongan and golongan.golongan,
        tmt_golongan=golongan and golongan.tmt,
        masa_kerja_tahun=masa and masa.tahun,
        masa_kerja_bulan=masa and masa.bulan,
        gaji_pokok=bergaji and bergaji.gaji_pokok,
        jabatan_jenis=jabatan and jabatan.jenis,
        jabatan_nama=jabatan and jabatan.nama,
    )


def _masa_kerja(riwayat: Riwayat, golongan: RiwayatGolongan | None) -> MasaKerja | None:
    if golongan is None:
        return None
    masa = MasaKerja(tahun=golongan.masa_kerja_tahun, bulan=golongan.masa_kerja_bulan)
    for pmk in riwayat.pmk:
        if pmk.tmt > golongan.tmt:
            masa = masa.tambah(pmk.masa_kerja_tahun * 12 + pmk.masa_kerja_bulan)
    return masa


T = TypeVar("T")


def _akhir(berurut: Iterable[T]) -> T | None:
    return next(iter(deque(berurut, maxlen=1)), None)

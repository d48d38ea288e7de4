"""Menguraikan data utama dari sistem lama menjadi baris riwayat pertamanya, supaya dapat dilipat kembali."""

from datetime import date
from typing import Any, Final
from uuid import uuid5

from models.lipatan import PRIBADI, lipat_kini, pada_hari, peristiwa_penempatan
from models.profil import ProfilASN
from models.riwayat import KELOMPOK, Riwayat
from models.riwayat.kepangkatan import (
    RiwayatCpnsPns,
    RiwayatKedudukanHukum,
    RiwayatPemblokiran,
    RiwayatUnor,
    StatusPengangkatan,
)
from models.riwayat.pribadi import RiwayatPribadi

_TIDAK_TERCATAT: Final = (None, "", False)
_PENEMPATAN: Final = ("unor_id", "unor_nama", "satuan_kerja")


def uraikan(profil: ProfilASN, hari_ini: date) -> Riwayat:
    """Riwayat yang lipatan hari ininya sama dengan data utama profil itu.

    Yang sudah bersandar pada riwayat tidak ditambah. Data pribadi dianggap berlaku sejak lahir, selebihnya sejak CPNS
    atau sejak jabatan terakhirnya [k]: sistem lama tidak menyimpan kapan berubahnya.
    """
    riwayat = Riwayat(**{nama: getattr(profil, nama) for nama in KELOMPOK})
    tambahan: dict[str, Any] = {}
    if not riwayat.cpns_pns:
        tambahan["cpns_pns"] = _pengangkatan(profil)
    if not riwayat.kedudukan and profil.kedudukan_hukum != "01":
        tambahan["kedudukan"] = (
            RiwayatKedudukanHukum(
                id=uuid5(profil.id, "kedudukan:lama"), kode=profil.kedudukan_hukum, tmt=profil.tmt_cpns
            ),
        )
    if not riwayat.pemblokiran and profil.diblokir:
        tambahan["pemblokiran"] = (RiwayatPemblokiran(id=uuid5(profil.id, "blokir:lama"), mulai=profil.tmt_cpns),)
    if not riwayat.pribadi:
        tambahan["pribadi"] = (_pribadi(profil, tanpa_gelar=True),)
    riwayat = riwayat.model_copy(update=tambahan)
    terlipat = lipat_kini(profil.id, riwayat, hari_ini)
    bergelar_lain = (terlipat.gelar_depan, terlipat.gelar_belakang) != (profil.gelar_depan, profil.gelar_belakang)
    if not profil.pribadi and bergelar_lain:
        riwayat = riwayat.model_copy(update={"pribadi": (_pribadi(profil, tanpa_gelar=False),)})
    if any(getattr(terlipat, isian) != getattr(profil, isian) for isian in _PENEMPATAN):
        riwayat = riwayat.model_copy(update={"unor": (*riwayat.unor, _unor(profil, riwayat, hari_ini))})
    return riwayat


def _pengangkatan(profil: ProfilASN) -> tuple[RiwayatCpnsPns, ...]:
    cpns = RiwayatCpnsPns(
        id=uuid5(profil.id, "cpns:lama"),
        status=StatusPengangkatan.CPNS,
        tmt=profil.tmt_cpns,
        instansi_id=profil.instansi_induk_id or profil.instansi_id,
        jenis_pegawai=profil.jenis_pegawai,
    )
    if profil.tmt_pns is None:
        return (cpns,)
    pns = RiwayatCpnsPns(id=uuid5(profil.id, "pns:lama"), status=StatusPengangkatan.PNS, tmt=profil.tmt_pns)
    return cpns, pns


def _pribadi(profil: ProfilASN, *, tanpa_gelar: bool) -> RiwayatPribadi:
    isi = {isian: getattr(profil, isian) for isian in PRIBADI if not (tanpa_gelar and isian.startswith("gelar_"))}
    tercatat = {isian: nilai for isian, nilai in isi.items() if nilai not in _TIDAK_TERCATAT}
    return RiwayatPribadi(id=uuid5(profil.id, "pribadi:lama"), sejak=profil.tanggal_lahir, **tercatat)


def _unor(profil: ProfilASN, riwayat: Riwayat, hari_ini: date) -> RiwayatUnor:
    return RiwayatUnor(
        id=uuid5(profil.id, "unor:lama"),
        tmt=peristiwa_penempatan(pada_hari(riwayat, max(hari_ini, profil.tmt_cpns)))[-1].berlaku,
        unor_id=profil.unor_id,
        unor_nama=profil.unor_nama,
        satuan_kerja=profil.satuan_kerja,
    )

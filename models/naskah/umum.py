"""Bagian isi yang sama pada setiap surat."""

from datetime import date
from typing import Any

from models.definisi import FaktaSurat
from models.peran import BKN_PUSAT
from models.profil import ProfilASN
from models.referensi import instansi
from models.referensi.unit import BKN, nama_resmi, nama_unit, tempat_terbit
from models.surat import DasarUsul, KopSurat, Pejabat


def bagian_umum(fakta: FaktaSurat) -> dict[str, Any]:
    return {
        "nomor": fakta.nomor,
        "tanggal": fakta.tanggal,
        "tempat": tempat_terbit(fakta.unit),
        "instansi": nama_resmi(instansi(fakta.profil.instansi_id).nama),
        "penandatangan": fakta.penandatangan,
        "versi": fakta.versi_templat,
        "tautan": fakta.tautan,
    }


def bagian_bkn(fakta: FaktaSurat) -> dict[str, Any]:
    """Bagian umum surat BKN kepada instansi pengusul, ditandatangani atas nama Kepala BKN."""
    unit = nama_unit(fakta.unit)
    return bagian_umum(fakta) | {
        "penandatangan": atas_nama_kepala(fakta.penandatangan),
        "kop": KopSurat(induk=BKN, unit=None if unit == BKN else unit.removesuffix(f" {BKN}")),
        "usul": DasarUsul(pengusul=fakta.pengusul, nomor=fakta.nomor_usul, tanggal=fakta.tanggal_usul),
        "penerima": fakta.pengusul,
        "tembusan": (f"Kepala {BKN}",) if fakta.unit != BKN_PUSAT else (),
    }


def baris_orang(profil: ProfilASN, pada: date) -> dict[str, Any]:
    """Isian ``BarisOrang`` seseorang menurut golongan dan jabatannya pada hari itu."""
    golongan, jabatan = profil.golongan_pada(pada), profil.jabatan_pada(pada)
    if golongan is None or jabatan is None:
        raise ValueError("Riwayat golongan atau jabatan ASN kosong; lengkapi lewat peremajaan data.")
    return {
        "nama": profil.nama_lengkap,
        "nip": profil.nip,
        "tempat_lahir": profil.tempat_lahir,
        "tanggal_lahir": profil.tanggal_lahir,
        "golongan": golongan.golongan,
        "jabatan": jabatan.nama,
        "unit_kerja": jabatan.unor_nama or profil.unor_nama,
    }


def atas_nama_kepala(pejabat: Pejabat) -> Pejabat:
    """Yang dilimpahi lagi oleh pejabat yang dilimpahi menandatangani ``u.b.`` (untuk beliau; Peraturan ANRI 5/2021)."""
    jabatan = f"{pejabat.atas_nama} u.b. {pejabat.jabatan}" if pejabat.atas_nama else pejabat.jabatan
    return pejabat.model_copy(update={"atas_nama": f"Kepala {BKN}", "jabatan": jabatan})

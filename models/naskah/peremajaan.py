"""Isi surat peremajaan data, disusun dari profil dan baris riwayat yang diusulkan.

Isian yang dibaca: ``{"riwayat": {…}}``, baris riwayat dalam bentuk JSON-nya. Pencantuman gelar membaca isian
``RiwayatPendidikan``; peninjauan masa kerja membaca isian ``RiwayatPMK``. Isian lain diabaikan.
"""

from datetime import date
from typing import TypeVar
from uuid import NAMESPACE_OID, UUID

from pydantic import ConfigDict, ValidationError

from models.aturan.masa_kerja import MasaKerja as LamaKerja
from models.aturan.pmk import peninjauan_masa_kerja
from models.definisi import FaktaSurat
from models.lipatan import lipat
from models.naskah.umum import bagian_bkn, bagian_umum, baris_orang
from models.profil import ProfilASN
from models.referensi import nama_kode
from models.riwayat import KELOMPOK, Riwayat
from models.riwayat.dasar import Rekam, Teks
from models.riwayat.kepangkatan import RiwayatPMK
from models.riwayat.kompetensi import RiwayatPendidikan
from models.surat import MasaKerjaTercetak
from models.surat.peremajaan import (
    PERTEK_PMK,
    BarisGelar,
    BarisPMK,
    IsiPencantumanGelar,
    IsiPertekPMK,
    IsiSkPMK,
    KedudukanGaji,
)


class _Ijazah(RiwayatPendidikan):
    model_config = ConfigDict(extra="ignore")

    id: UUID = NAMESPACE_OID
    sekolah: Teks
    nomor_ijazah: Teks


class _Pengalaman(RiwayatPMK):
    model_config = ConfigDict(extra="ignore")

    id: UUID = NAMESPACE_OID


def susun_pencantuman_gelar(fakta: FaktaSurat) -> IsiPencantumanGelar:
    profil, ijazah = fakta.profil, _riwayat(fakta, _Ijazah)
    baris = BarisGelar(
        **baris_orang(profil, fakta.tanggal),
        jenjang=nama_kode("tingkat_pendidikan", ijazah.tingkat_id),
        prodi=ijazah.nama,
        perguruan_tinggi=ijazah.sekolah,
        akreditasi=ijazah.akreditasi,
        nomor_ijazah=ijazah.nomor_ijazah,
        tanggal_lulus=ijazah.tanggal_lulus,
        tahun_lulus=ijazah.tahun_lulus,
        gelar_depan=ijazah.gelar_depan,
        gelar_belakang=ijazah.gelar_belakang,
        nama_baru=_sesudah_dicantumkan(profil, ijazah, fakta.tanggal),
    )
    return IsiPencantumanGelar(**bagian_bkn(fakta), asn=(baris,))


def susun_pertek_pmk(fakta: FaktaSurat) -> IsiPertekPMK:
    return IsiPertekPMK(**bagian_bkn(fakta), asn=(_baris_pmk(fakta),))


def susun_sk_pmk(fakta: FaktaSurat) -> IsiSkPMK:
    pertek = fakta.terbitan.get(PERTEK_PMK)
    if pertek is None:
        raise ValueError("SK PMK disusun sesudah perteknya terbit; pertek usulan ini tidak ditemukan.")
    return IsiSkPMK(
        **bagian_umum(fakta),
        asn=(_baris_pmk(fakta),),
        ppk=fakta.penandatangan.berwenang,
        pertek=pertek,
        tembusan=(pertek.pejabat, "Pegawai Negeri Sipil yang bersangkutan"),
    )


def _sesudah_dicantumkan(profil: ProfilASN, ijazah: _Ijazah, tanggal: date) -> str:
    """Nama lengkap sesudah gelar ijazah itu dicantumkan, menurut lipatan riwayatnya."""
    riwayat = Riwayat(**{nama: getattr(profil, nama) for nama in KELOMPOK})
    dicantumkan = ijazah.model_copy(update={"dicantumkan": tanggal})
    riwayat = riwayat.model_copy(update={"pendidikan": (*riwayat.pendidikan, dicantumkan)})
    return lipat(profil.id, riwayat, tanggal).nama_lengkap


def _baris_pmk(fakta: FaktaSurat) -> BarisPMK:
    profil, pengalaman = fakta.profil, _riwayat(fakta, _Pengalaman)
    hasil = peninjauan_masa_kerja(profil, pengalaman.masa_kerja_tahun, pengalaman.masa_kerja_bulan, pengalaman.tmt)
    pendidikan = profil.pendidikan_tertinggi
    if pendidikan is None:
        raise ValueError("Riwayat pendidikan ASN kosong; lengkapi lewat peremajaan data.")
    return BarisPMK(
        **baris_orang(profil, pengalaman.tmt),
        pendidikan=pendidikan.nama,
        tmt_golongan=hasil.tmt_golongan,
        pengalaman=pengalaman.pengalaman,
        mulai=pengalaman.mulai,
        selesai=pengalaman.selesai,
        tmt=pengalaman.tmt,
        lama=_kedudukan(hasil.lama, hasil.gaji_pokok_lama),
        tambahan=_tercetak(hasil.tambahan),
        baru=_kedudukan(hasil.baru, hasil.gaji_pokok_baru),
    )


def _kedudukan(masa_kerja: LamaKerja, gaji_pokok: int) -> KedudukanGaji:
    return KedudukanGaji(masa_kerja=_tercetak(masa_kerja), gaji_pokok=gaji_pokok)


def _tercetak(masa_kerja: LamaKerja) -> MasaKerjaTercetak:
    return MasaKerjaTercetak(tahun=masa_kerja.tahun, bulan=masa_kerja.bulan)


B = TypeVar("B", bound=Rekam)


def _riwayat(fakta: FaktaSurat, bentuk: type[B]) -> B:
    try:
        return bentuk.model_validate(fakta.isi.get("riwayat"))
    except ValidationError as galat:
        kurang = ", ".join("riwayat." + ".".join(str(bagian) for bagian in satu["loc"]) for satu in galat.errors())
        raise ValueError(f"Isian {kurang} belum lengkap; perbaiki lewat usulannya.") from None

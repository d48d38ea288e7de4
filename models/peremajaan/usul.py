"""Usul: satu perubahan baris riwayat, terbaca dari isian formulirnya, dan bedanya dengan profil kini."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID, uuid5

from pydantic import JsonValue, ValidationError

from models.definisi import RIWAYAT_GOLONGAN, BedaIsian
from models.peremajaan.formulir import formulir, nama_bidang
from models.peremajaan.prosedur import PRIBADI, Prosedur, prosedur
from models.perubahan import (
    Aksi,
    Bentrok,
    BidangBerubah,
    Perubahan,
    ProfilBerubah,
    cari,
    isian,
    nilai,
    pribadi_digantikan,
    tambah,
    terapkan,
)
from models.riwayat import Riwayat
from models.riwayat.dasar import Rekam
from models.riwayat.pribadi import RiwayatPribadi

_SEJAK: Final = "sejak"


@dataclass(frozen=True)
class Usul:
    prosedur: Prosedur
    aksi: Aksi
    rekam_id: UUID
    lama: Mapping[str, JsonValue]
    """Nilai yang dilihat pengusul; kosong bagi baris baru."""
    baru: Rekam | None
    """Baris seperti yang diinginkan; kosong bila dihapus."""
    terbitkan: bool = False
    """Suratnya diterbitkan lewat usulan ini."""
    swasta: bool = False

    @property
    def kelompok(self) -> str:
        return self.prosedur.kelompok

    @property
    def bidang(self) -> tuple[str, ...]:
        """Isian yang berubah."""
        if self.baru is None:
            return isian(self.prosedur.model)
        if self.kelompok == PRIBADI:
            return tuple(nama for nama, isi in nilai(self.baru).items() if isi is not None and nama != _SEJAK)
        baru = nilai(self.baru)
        if self.aksi is Aksi.TAMBAH:
            return tuple(nama for nama, isi in baru.items() if isi is not None)
        return tuple(nama for nama, isi in baru.items() if isi != self.lama.get(nama))

    def perubahan(self, dokumen_id: UUID | None = None) -> Perubahan | None:
        """Kosong bila tidak ada bedanya."""
        if not self.bidang:
            return None
        if self.aksi is Aksi.TAMBAH and self.baru is not None:
            return tambah(self.kelompok, self.baru.model_copy(update={"dokumen_id": dokumen_id}), self.lama)
        baru = nilai(self.baru) if self.baru else {}
        bidang = tuple(BidangBerubah(nama=n, lama=self.lama.get(n), baru=baru.get(n)) for n in self.bidang)
        return Perubahan(
            riwayat=self.kelompok, rekam_id=self.rekam_id, aksi=self.aksi, bidang=bidang, dokumen_id=dokumen_id
        )


def baca(kode: str, isi: Mapping[str, JsonValue], usulan_id: UUID) -> Usul | None:
    """Kosong bila isiannya belum utuh."""
    try:
        form: Any = formulir(kode).model_validate(isi)
    except ValidationError:
        return None
    satu = prosedur(kode)
    aksi = getattr(form, "aksi", Aksi.TAMBAH)
    rekam_id = uuid5(usulan_id, satu.kelompok) if aksi is Aksi.TAMBAH else form.rekam_id
    if rekam_id is None or (form.riwayat is None and aksi is not Aksi.HAPUS):
        return None
    baru = satu.model.model_validate({**dict(form.riwayat), "id": rekam_id}) if aksi is not Aksi.HAPUS else None
    return Usul(
        prosedur=satu,
        aksi=aksi,
        rekam_id=rekam_id,
        lama=_lama(satu, form.lama) if aksi is not Aksi.TAMBAH or satu.kelompok == PRIBADI else {},
        baru=baru,
        terbitkan=getattr(form, "terbitkan_surat", False),
        swasta=getattr(form, "swasta", False),
    )


def _lama(satu: Prosedur, lama: Mapping[str, JsonValue]) -> Mapping[str, JsonValue]:
    """Dalam bentuk baku barisnya; isian yang tidak disebut berarti kosong."""
    if satu.kelompok == PRIBADI:
        return lama
    try:
        return nilai(satu.model.model_validate({**lama, "id": UUID(int=0)}))
    except ValidationError:
        return lama


def pribadi_kini(riwayat: Riwayat, sejak: date, hari_ini: date) -> dict[str, JsonValue]:
    """Data pribadi yang digantikannya; yang belum tercatat teks kosong, supaya tersimpan sebagai yang dilihat."""
    kini = pribadi_digantikan(riwayat, sejak, hari_ini)
    return {nama: "" if isi is None else isi for nama, isi in kini.items()}


def bentrok(riwayat: Riwayat, usul: Usul, hari_ini: date) -> tuple[Bentrok, ...]:
    """Isian yang nilainya kini bukan lagi yang dilihat pengusul."""
    perubahan = usul.perubahan()
    if perubahan is None:
        return ()
    try:
        terapkan(riwayat, (perubahan,), hari_ini)
    except ProfilBerubah as galat:
        return galat.bentrok
    return ()


def perbandingan(riwayat: Riwayat, usul: Usul, hari_ini: date) -> tuple[BedaIsian, ...]:
    """Tiap isian yang berubah: yang dilihat pengusul, yang tersimpan kini, dan yang diusulkan."""
    berbeda = {satu.nama for satu in bentrok(riwayat, usul, hari_ini)}
    kini, baru = _kini(riwayat, usul, hari_ini), nilai(usul.baru) if usul.baru else {}
    if usul.aksi is not Aksi.TAMBAH:  # pengenal barisnya ikut dijaga walaupun tidak diubah
        berbeda |= {nama for nama in usul.prosedur.pengenal if usul.lama.get(nama) != kini.get(nama)}
    return tuple(
        BedaIsian(
            bidang=f"riwayat.{nama}",
            nama=nama_bidang(nama),
            lama=usul.lama.get(nama),
            kini=kini.get(nama),
            baru=baru.get(nama),
            berubah=nama in berbeda or "id" in berbeda,
        )
        for nama in dict.fromkeys((*usul.bidang, *(satu for satu in usul.prosedur.pengenal if satu in berbeda)))
    )


def _kini(riwayat: Riwayat, usul: Usul, hari_ini: date) -> Mapping[str, JsonValue]:
    if isinstance(usul.baru, RiwayatPribadi):
        return pribadi_kini(riwayat, usul.baru.sejak, hari_ini)
    baris = cari(riwayat, usul.kelompok, usul.rekam_id)
    return nilai(baris) if baris else {}


def kunci(usul: Usul) -> frozenset[str]:
    """Bagian profil yang disentuhnya: tiap isian data pribadi, atau baris menurut pengenalnya."""
    if usul.kelompok == PRIBADI:
        return frozenset(f"{PRIBADI}.{nama}" for nama in usul.bidang)
    if usul.kelompok == RIWAYAT_GOLONGAN:
        return frozenset({RIWAYAT_GOLONGAN})
    disentuh = [usul.lama, nilai(usul.baru) if usul.baru else {}]
    return frozenset(f"{usul.kelompok}.{'/'.join(pengenal(usul.prosedur, satu))}" for satu in disentuh if satu)


def pengenal(satu: Prosedur, isi: Mapping[str, JsonValue]) -> tuple[str, ...]:
    """Nilai yang mengenali satu baris, tanpa beda huruf besar dan kecil."""
    return tuple(str(isi.get(nama)).strip().casefold() for nama in satu.pengenal)

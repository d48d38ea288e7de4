"""Akibat sebuah usul: perubahan profil yang ditulis, dan baris yang tercetak pada suratnya."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeVar
from uuid import UUID

from models.definisi import DasarKeliru, FaktaAkibat, FaktaSurat
from models.peremajaan.dokumen import dasar
from models.peremajaan.prosedur import PENDIDIKAN, PMK
from models.peremajaan.usul import Usul, baca
from models.perubahan import Perubahan, cari, nilai
from models.profil import ProfilASN
from models.riwayat.dasar import Rekam
from models.riwayat.pribadi import RiwayatPribadi
from models.surat import IsiSurat
from models.surat.peremajaan import IsiPencantumanGelar, IsiSkPMK

S = TypeVar("S", bound=IsiSurat)


def perubahan_usul(fakta: FaktaAkibat) -> tuple[Perubahan, ...]:
    """``DasarKeliru`` bila isiannya tidak utuh atau suratnya bukan yang semestinya.

    Dasar barisnya dokumen usulan; bagi peninjauan masa kerja yang ditetapkan lewat usulan, SK-nya sendiri.
    """
    usul = baca(fakta.jenis, fakta.isi, fakta.usulan_id)
    if usul is None:
        raise DasarKeliru("Isian usulan ini tidak utuh; kembalikan kepada pengusulnya.")
    if usul.terbitkan:
        usul = _menurut_surat(usul, fakta.surat)
    usul = _dengan_penanda(usul, fakta.profil)
    perubahan = usul.perubahan(None if usul.kelompok == PMK and usul.terbitkan else dasar(usul, fakta.dokumen))
    return (perubahan,) if perubahan else ()


def seperti_tercatat(susun: Callable[[FaktaSurat], S]) -> Callable[[FaktaSurat], S]:
    """Penyusun yang membaca baris seperti yang akan tercatat: isian yang tidak diubah menurut profil kini."""

    def susun_baris(fakta: FaktaSurat) -> S:
        usul = baca(fakta.jenis, fakta.isi, UUID(int=0))
        baris = _baris_akhir(usul, fakta.profil) if usul else {}
        return susun(fakta.model_copy(update={"isi": {**fakta.isi, "riwayat": baris}}))

    return susun_baris


def _baris_akhir(usul: Usul, profil: ProfilASN) -> dict[str, Any]:
    baru = nilai(usul.baru) if usul.baru else {}
    kini = cari(profil, usul.kelompok, usul.rekam_id)
    return baru if kini is None else {**nilai(kini), **{nama: baru.get(nama) for nama in usul.bidang}}


def _menurut_surat(usul: Usul, surat: IsiSurat | None) -> Usul:
    """Isian yang ditetapkan suratnya, seperti tercetak."""
    if usul.kelompok == PENDIDIKAN and isinstance(surat, IsiPencantumanGelar):
        return _ganti(usul, dicantumkan=surat.tanggal, nomor_pencantuman=surat.nomor)
    if isinstance(surat, IsiSkPMK):
        return _ganti(
            usul,
            nomor_sk=surat.nomor,
            tanggal_sk=surat.tanggal,
            nomor_pertek=surat.pertek.nomor,
            tanggal_pertek=surat.pertek.tanggal,
            gaji_pokok=surat.asn[0].baru.gaji_pokok,
        )
    raise DasarKeliru("Dasar perubahan profil ini harus surat yang diterbitkan usulannya.")


def _dengan_penanda(usul: Usul, profil: ProfilASN) -> Usul:
    """NIK yang diganti belum dicocokkan dengan data kependudukan."""
    if isinstance(usul.baru, RiwayatPribadi) and usul.baru.nik is not None and profil.nik_valid:
        return replace(_ganti(usul, nik_valid=False), lama={**usul.lama, "nik_valid": True})
    return usul


def _ganti(usul: Usul, **isian: Any) -> Usul:
    if usul.baru is None:
        raise DasarKeliru("Baris yang dihapus tidak ditetapkan dengan surat.")
    baru: Rekam = usul.baru.model_copy(update=isian)
    return replace(usul, baru=baru)

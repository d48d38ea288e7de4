"""Arsip digital: dokumen persyaratan milik yang layak naik pangkat, dan sebagian milik yang lain.

Beberapa orang yang layak di tiap instansi punya pindaian sendiri yang isinya cocok dengan riwayatnya; selebihnya
memakai pindaian contoh bersama, satu tiap jenis dokumen tiap instansi.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from uuid import UUID, uuid5

from models.aturan.hasil import HasilPemeriksaan
from models.profil import ProfilASN
from models.referensi import JenisKP, SyaratDokumen, dokumen_kp, tulis_tanggal
from models.referensi.dokumen import NAMA_DOKUMEN
from sandbox.populasi.bukti import Bukti, bukti
from sandbox.populasi.kelayakan import periksa_orang
from sandbox.populasi.orang import Orang
from sandbox.populasi.pindaian import Lembar
from sandbox.populasi.tempat import Tempat

BERPINDAIAN_SENDIRI = {JenisKP.REGULER: 2}
"""Berapa orang layak tiap instansi yang pindaiannya milik sendiri; jenis lain satu orang. Menyimpan satu berkas memakan
waktu server S3 beberapa milidetik, dan sandbox harus lekas menyala."""
_SAMPEL = 3
"""Tiap sekian orang, seorang yang tidak layak pun punya arsip."""
_DOKUMEN_SAMPEL = ("sk_cpns", "sk_kp_terakhir", "ijazah", "realisasi_skp_2_tahun")


@dataclass(frozen=True)
class Arsip:
    """Satu dokumen dalam arsip seseorang."""

    profil: ProfilASN
    kode: str
    lembar: Lembar
    riwayat_id: UUID | None
    """Riwayat yang dibuktikannya."""

    @property
    def id(self) -> UUID:
        return uuid5(self.profil.id, f"dokumen:{self.kode}")


class Berarsip(NamedTuple):
    orang: Orang
    hasil: HasilPemeriksaan
    sendiri: bool
    """Pindaiannya milik sendiri."""


def yang_layak(penduduk: Iterator[Orang] | tuple[Orang, ...], pada: date) -> Iterator[Berarsip]:
    """Penduduk satu instansi yang layak pada periode sasaran; yang pertama tiap jenis berpindaian sendiri."""
    hitung: Counter[JenisKP] = Counter()
    for satu in penduduk:
        hasil = periksa_orang(satu, pada)
        if hasil.memenuhi:
            hitung[hasil.jenis] += 1
            sendiri = satu.cacat is None and hitung[hasil.jenis] <= BERPINDAIAN_SENDIRI.get(hasil.jenis, 1)
            yield Berarsip(satu, hasil, sendiri)


def susun_arsip(tempat: Tempat, penduduk: tuple[Orang, ...], pada: date) -> Iterator[Arsip]:
    """Arsip semua penduduk satu instansi."""
    layak = {satu.orang.profil.id: satu for satu in yang_layak(penduduk, pada)}
    for ke, satu in enumerate(penduduk):
        if ada := layak.get(satu.profil.id):
            for syarat in _persyaratan(satu.profil, ada.hasil):
                isi = bukti(syarat.kode, satu.profil, pada)
                if isi is not None or syarat.wajib:
                    yield _arsip(tempat, satu.profil, syarat.kode, isi or Bukti(), sendiri=ada.sendiri)
        elif ke % _SAMPEL == 0:
            for kode in _DOKUMEN_SAMPEL:
                if isi := bukti(kode, satu.profil, pada):
                    yield _arsip(tempat, satu.profil, kode, isi, sendiri=False)


def _persyaratan(profil: ProfilASN, hasil: HasilPemeriksaan) -> tuple[SyaratDokumen, ...]:
    jabatan = profil.jabatan_terakhir
    if jabatan is None or hasil.golongan_tujuan is None:
        raise ValueError("yang layak naik pangkat selalu punya jabatan dan golongan tujuan")
    return dokumen_kp(hasil.jenis, hasil.golongan_tujuan, jabatan.jenis, jabatan.jenjang)


def _arsip(tempat: Tempat, profil: ProfilASN, kode: str, isi: Bukti, *, sendiri: bool) -> Arsip:
    lembar = _lembar_sendiri(tempat, profil, kode, isi) if sendiri else _lembar_bersama(tempat, kode)
    return Arsip(profil, kode, lembar, isi.riwayat_id)


def _lembar_sendiri(tempat: Tempat, profil: ProfilASN, kode: str, isi: Bukti) -> Lembar:
    return Lembar(
        instansi=tempat.nama,
        unor=profil.unor_nama,
        judul=NAMA_DOKUMEN[kode],
        nomor=isi.nomor,
        isi=(("Nama", profil.nama_lengkap), ("NIP", profil.nip), *isi.isi),
        tempat=tempat.kota,
        tanggal=tulis_tanggal(isi.tanggal) if isi.tanggal else "",
        pejabat="Pejabat yang berwenang",
    )


def _lembar_bersama(tempat: Tempat, kode: str) -> Lembar:
    return Lembar(
        instansi=tempat.nama,
        unor="Arsip digital kepegawaian",
        judul=NAMA_DOKUMEN[kode],
        nomor="",
        isi=(("Keterangan", "Contoh pindaian yang dipakai bersama; tidak memuat data seorang pegawai."),),
        tempat=tempat.kota,
        tanggal="",
        pejabat="",
    )

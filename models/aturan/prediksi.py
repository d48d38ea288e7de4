"""Prediksi KP: periode pertama seseorang layak, dengan syarat yang sama seperti pada harinya."""

from collections.abc import Iterator
from datetime import date

from models.aturan.hasil import HasilPemeriksaan, KeadaanPrediksi, MasukanKP, Prediksi
from models.aturan.kp import periksa
from models.aturan.periode import rentang_periode
from models.pemeriksaan import Syarat
from models.profil import ProfilASN
from models.referensi import JenisJabatan, JenisKP

JENIS_DIPREDIKSI = (JenisKP.REGULER, JenisKP.STRUKTURAL, JenisKP.FUNGSIONAL)
"""Yang syaratnya ada di profil; jenis lain bergantung pada penetapan atau penugasan yang belum terjadi."""

JENIS_MENURUT_JABATAN = {
    JenisJabatan.PELAKSANA: JenisKP.REGULER,
    JenisJabatan.STRUKTURAL: JenisKP.STRUKTURAL,
    JenisJabatan.FUNGSIONAL: JenisKP.FUNGSIONAL,
    JenisJabatan.RANGKAP: JenisKP.FUNGSIONAL,
}

DAPAT_DILENGKAPI = frozenset({"kinerja_baik", "angka_kredit", "ujian_dinas", "sudah_pns"})
"""Syarat yang selesai dengan menambah catatan atau surat, tanpa mengubah jabatan, ijazah, atau kedudukannya [k]."""


def prediksi(profil: ProfilASN, jenis: JenisKP, dari: date, sampai: date, masukan: MasukanKP | None = None) -> Prediksi:
    """Periode pertama antara ``dari`` dan ``sampai`` saat seseorang layak menurut profilnya, atau apa yang kurang.

    Tiap periode diperiksa dengan ``kp.periksa``, jadi tak pernah bertentangan dengannya. ``ValueError`` bila jenisnya
    bukan 101, 201, atau 202, atau rentangnya tidak memuat periode.
    """
    if jenis not in JENIS_DIPREDIKSI:
        raise ValueError(f"jenis: {jenis} tidak diprediksi; pilih 101 (reguler), 201 (struktural), atau 202 (JF)")
    periode = rentang_periode(dari, sampai)
    if not periode:
        raise ValueError(f"sampai: tidak ada periode antara {dari} dan {sampai}; perpanjang rentangnya")
    hasil: list[HasilPemeriksaan] = []
    for satu in periode:
        hasil.append(periksa(profil, jenis, satu, masukan))
        if hasil[-1].memenuhi:
            return _jawaban(hasil[-1], KeadaanPrediksi.LAYAK)
    if dilengkapi := next((h for h in hasil if all(map(_tinggal_dilengkapi, h.kurang))), None):
        return _jawaban(dilengkapi, KeadaanPrediksi.DILENGKAPI)
    dilihat = next((h for h in hasil if not any(map(_soal_waktu, h.kurang))), hasil[-1])
    menunggu = all(_soal_waktu(s) or _tinggal_dilengkapi(s) for s in dilihat.kurang)
    return _jawaban(dilihat, KeadaanPrediksi.MENUNGGU if menunggu else KeadaanPrediksi.TERHALANG)


def prediksi_semua(profil: ProfilASN, dari: date, sampai: date) -> tuple[Prediksi, ...]:
    """Prediksi bagi jenis yang terbuka menurut jabatannya dalam rentang itu; sedikitnya satu."""
    return tuple(prediksi(profil, jenis, dari, sampai) for jenis in jenis_terbuka(profil, dari, sampai))


def jenis_terbuka(profil: ProfilASN, dari: date, sampai: date) -> tuple[JenisKP, ...]:
    """Jenis menurut jabatan yang diduduki dari ``dari`` sampai ``sampai``; reguler bila jabatannya belum tercatat."""
    jenis = {JENIS_MENURUT_JABATAN[jabatan] for jabatan in _jabatan_dalam(profil, dari, sampai)}
    return tuple(satu for satu in JENIS_DIPREDIKSI if satu in (jenis or {JenisKP.REGULER}))


def _jabatan_dalam(profil: ProfilASN, dari: date, sampai: date) -> Iterator[JenisJabatan]:
    if sekarang := profil.jabatan_pada(dari):
        yield sekarang.jenis
    yield from (jabatan.jenis for jabatan in profil.jabatan if dari < jabatan.tmt <= sampai)


def _soal_waktu(syarat: Syarat) -> bool:
    return syarat.terpenuhi_pada is not None


def _tinggal_dilengkapi(syarat: Syarat) -> bool:
    return syarat.kode in DAPAT_DILENGKAPI and not _soal_waktu(syarat)


def _jawaban(hasil: HasilPemeriksaan, keadaan: KeadaanPrediksi) -> Prediksi:
    tercapai = keadaan in (KeadaanPrediksi.LAYAK, KeadaanPrediksi.DILENGKAPI)
    return Prediksi(
        jenis=hasil.jenis,
        keadaan=keadaan,
        golongan_lama=hasil.golongan_lama,
        golongan_tujuan=hasil.golongan_tujuan,
        periode_pertama=hasil.periode if keadaan is KeadaanPrediksi.LAYAK else None,
        periode_paling_awal=hasil.periode if tercapai else None,
        kurang=hasil.kurang,
    )

"""Prediksi KP: periode pertama seseorang layak, dengan syarat yang sama seperti pada harinya."""

from datetime import date

from models.aturan.hasil import HasilPemeriksaan, MasukanKP, Prediksi
from models.aturan.kp import periksa
from models.aturan.periode import rentang_periode
from models.profil import ProfilASN
from models.referensi import JenisKP

JENIS_DIPREDIKSI = (JenisKP.REGULER, JenisKP.STRUKTURAL, JenisKP.FUNGSIONAL)
"""Yang syaratnya ada di profil; jenis lain bergantung pada penetapan atau penugasan yang belum terjadi."""


def prediksi(profil: ProfilASN, jenis: JenisKP, dari: date, sampai: date, masukan: MasukanKP | None = None) -> Prediksi:
    """Periode pertama antara ``dari`` dan ``sampai`` saat seseorang layak menurut profilnya, atau apa yang kurang.

    Tiap periode diperiksa dengan ``kp.periksa``, jadi tak pernah bertentangan dengannya. ``ValueError`` bila jenisnya
    bukan 101, 201, atau 202, atau rentangnya tidak memuat periode.
    """
    if jenis not in JENIS_DIPREDIKSI:
        raise ValueError(f"jenis: {jenis} tidak diprediksi; pilih 101 (reguler), 201 (struktural), atau 202 (JF)")
    hasil = [periksa(profil, jenis, periode, masukan) for periode in rentang_periode(dari, sampai)]
    if not hasil:
        raise ValueError(f"sampai: tidak ada periode antara {dari} dan {sampai}; perpanjang rentangnya")
    layak = next((h for h in hasil if h.memenuhi), None)
    if layak:
        return Prediksi(jenis=jenis, periode_pertama=layak.periode, periode_paling_awal=layak.periode, kurang=())
    tinggal_dilengkapi = next((h for h in hasil if _bukan_soal_waktu(h)), None)
    return Prediksi(
        jenis=jenis,
        periode_pertama=None,
        periode_paling_awal=tinggal_dilengkapi.periode if tinggal_dilengkapi else None,
        kurang=(tinggal_dilengkapi or hasil[-1]).kurang,
    )


def _bukan_soal_waktu(hasil: HasilPemeriksaan) -> bool:
    """Tak ada lagi yang kurang karena waktunya belum tiba, dan waktunya belum lewat (BUP)."""
    return all(s.terpenuhi_pada is None and s.kode != "belum_bup" for s in hasil.kurang)

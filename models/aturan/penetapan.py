"""Isi penetapan kenaikan pangkat: golongan, masa kerja, dan gaji pokok, lama dan baru."""

from datetime import date

from models.aturan.gaji import gaji_pokok
from models.aturan.hasil import MasukanKP, PenetapanKP
from models.aturan.kp import angka_kredit_dasar, golongan_tujuan
from models.aturan.masa_kerja import masa_kerja_golongan, sesudah_naik
from models.aturan.periode import pastikan_periode
from models.profil import ProfilASN
from models.referensi import JenisKP


def penetapan(profil: ProfilASN, jenis: JenisKP, periode: date, masukan: MasukanKP | None = None) -> PenetapanKP:
    """Yang ditulis di pertek dan SK bila kenaikan ini dikabulkan; kelayakannya diperiksa ``kp.periksa``, bukan di sini.

    Masa kerja golongan dihitung sampai TMT (= periode) dan dipotong saat pindah golongan; gaji pokok menurut tabel yang
    berlaku. ``ValueError`` bila golongannya belum tercatat atau tidak ada golongan tujuan.
    """
    pastikan_periode(periode)
    terakhir = profil.golongan_terakhir
    tujuan = golongan_tujuan(profil, jenis, periode, masukan)
    if terakhir is None or terakhir.tmt > periode or tujuan is None:
        raise ValueError(
            "golongan: tidak ada golongan tujuan bagi jenis ini; periksa riwayat golongan dan ijazah yang dipakai"
        )
    lama = masa_kerja_golongan(profil, periode)
    baru = sesudah_naik(lama, terakhir.golongan, tujuan)
    return PenetapanKP(
        jenis=jenis,
        golongan_lama=terakhir.golongan,
        golongan_baru=tujuan,
        tmt=periode,
        masa_kerja_lama=lama,
        masa_kerja_baru=baru,
        gaji_pokok_lama=gaji_pokok(terakhir.golongan, lama),
        gaji_pokok_baru=gaji_pokok(tujuan, baru),
        angka_kredit=angka_kredit_dasar(profil, jenis, periode, masukan),
    )

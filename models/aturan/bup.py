"""Batas usia pensiun dan TMT pensiunnya (PP 11/2017 Pasal 239–240; PP 17/2020)."""

from datetime import date

from models.aturan.periode import bulan_berikut
from models.profil import ProfilASN, RiwayatJabatan
from models.referensi import JenisJabatan, Jenjang
from models.referensi.jabatan import jabatan_fungsional
from models.referensi.tanggal import tambah_tahun

BUP_BAKU = 58
"""Pejabat administrasi, JF ahli pertama dan muda, JF keterampilan."""
BUP_JENJANG = {Jenjang.MADYA: 60, Jenjang.UTAMA: 65}
BUP_JPT = 60


def bup_jabatan(jabatan: RiwayatJabatan | None) -> int:
    """Batas usia pensiun (tahun) suatu jabatan.

    JF memakai nilai per jabatan di jabatan_fungsional.csv (guru, dosen, jaksa, … punya BUP sendiri), dan jenjangnya
    bila nilai itu kosong. JPT (eselon I dan II) 60; selain itu 58.
    """
    match jabatan:
        case RiwayatJabatan(jenis=JenisJabatan.FUNGSIONAL | JenisJabatan.RANGKAP):
            tercatat = jabatan_fungsional().get(jabatan.jabatan_id or "")
            if tercatat is not None and tercatat.bup > 0:
                return tercatat.bup
            return BUP_JENJANG.get(jabatan.jenjang, BUP_BAKU) if jabatan.jenjang else BUP_BAKU
        case RiwayatJabatan(jenis=JenisJabatan.STRUKTURAL, eselon=str(eselon)) if eselon.split(".")[0] in ("I", "II"):
            return BUP_JPT
        case _:
            return BUP_BAKU


def tmt_pensiun(profil: ProfilASN, pada: date) -> date:
    """Tanggal 1 bulan sesudah bulan kelahiran pada usia BUP, menurut jabatan yang diduduki pada ``pada``."""
    return bulan_berikut(tambah_tahun(profil.tanggal_lahir, bup_jabatan(profil.jabatan_pada(pada))))

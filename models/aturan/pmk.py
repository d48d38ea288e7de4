"""Peninjauan masa kerja (PMK): pengalaman sebelum CPNS yang ditambahkan pada masa kerja golongan dan gaji pokoknya.

PP 7/1977 dan perubahannya menentukan gaji pokok dari golongan dan masa kerja golongan; Perban BKN 14/2018 menentukan
pengalaman yang diperhitungkan: menjalankan tugas pemerintahan penuh, bekerja pada perusahaan berbadan hukum di luar
pemerintah setengahnya, sedikitnya satu tahun tanpa terputus dan sebanyak-banyaknya delapan tahun.
"""

from datetime import date, timedelta

from models.aturan.gaji import gaji_pokok
from models.aturan.masa_kerja import MasaKerja, bulan_antara, masa_kerja_golongan
from models.profil import Beku, ProfilASN
from models.referensi import Golongan

MINIMAL_SWASTA = 12
"""Bulan."""
MAKSIMAL_SWASTA = 8 * 12
"""Bulan yang diakui."""


class Peninjauan(Beku):
    """Masa kerja golongan dan gaji pokok sebelum dan sesudah peninjauan, pada TMT-nya. Rupiah sebulan."""

    golongan: Golongan
    tmt_golongan: date
    tmt: date
    lama: MasaKerja
    tambahan: MasaKerja
    baru: MasaKerja
    gaji_pokok_lama: int
    gaji_pokok_baru: int


def peninjauan_masa_kerja(profil: ProfilASN, tahun: int, bulan: int, tmt: date) -> Peninjauan:
    """Tambahkan pengalaman yang diakui pada masa kerja golongan yang berjalan pada ``tmt``.

    ``ValueError`` bila tidak ada yang ditambahkan atau pada ``tmt`` belum ada golongan.
    """
    tambahan = MasaKerja(tahun=tahun, bulan=bulan)
    if tambahan.jumlah_bulan == 0:
        raise ValueError("masa_kerja_tahun: pengalaman yang diakui nol; isi tahun atau bulan yang ditambahkan")
    berlaku = profil.golongan_pada(tmt)
    if berlaku is None:
        raise ValueError(f"tmt: belum ada riwayat golongan sampai {tmt:%d-%m-%Y}; pilih TMT sesudah golongan pertama")
    lama = masa_kerja_golongan(profil, tmt)
    baru = lama.tambah(tambahan.jumlah_bulan)
    return Peninjauan(
        golongan=berlaku.golongan,
        tmt_golongan=berlaku.tmt,
        tmt=tmt,
        lama=lama,
        tambahan=tambahan,
        baru=baru,
        gaji_pokok_lama=gaji_pokok(berlaku.golongan, lama),
        gaji_pokok_baru=gaji_pokok(berlaku.golongan, baru),
    )


def diakui(mulai: date, selesai: date, *, swasta: bool) -> MasaKerja:
    """Pengalaman yang paling banyak dapat diakui dari satu masa; ``selesai`` hari terakhir bekerja.

    Bulan yang tidak penuh dan setengah bulan hasil pembagian tidak dihitung [k].
    """
    bulan = bulan_antara(mulai, selesai + timedelta(days=1))
    if not swasta:
        return MasaKerja.dari_bulan(bulan)
    return MasaKerja.dari_bulan(min(bulan // 2, MAKSIMAL_SWASTA) if bulan >= MINIMAL_SWASTA else 0)

"""Peninjauan masa kerja (PMK): pengalaman sebelum CPNS yang ditambahkan pada masa kerja golongan dan gaji pokoknya.

PP 7/1977 dan perubahannya menentukan gaji pokok dari golongan dan masa kerja golongan; Perban BKN 14/2018 menentukan
pengalaman yang diperhitungkan: menjalankan tugas pemerintahan penuh, bekerja pada perusahaan berbadan hukum di luar
pemerintah setengahnya, sedikitnya satu tahun tanpa terputus dan sebanyak-banyaknya delapan tahun.
"""

from datetime import date, timedelta

from models.aturan.gaji import gaji_pokok
from models.aturan.masa_kerja import MasaKerja, bulan_antara, masa_kerja_golongan
from models.pemeriksaan import Syarat
from models.profil import Beku, ProfilASN
from models.referensi import Golongan
from models.referensi.tanggal import tulis_tanggal

_DASAR = "Perban BKN 14/2018"

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


def periksa_pmk(
    profil: ProfilASN, mulai: date, selesai: date, tahun: int, bulan: int, tmt: date, *, swasta: bool
) -> tuple[Syarat, ...]:
    """Syarat pengalaman ``mulai`` s.d. ``selesai`` yang diusulkan diakui sekian tahun dan bulan sejak ``tmt``."""
    batas = diakui(mulai, selesai, swasta=swasta)
    diminta = MasaKerja.dari_bulan(tahun * 12 + bulan)
    sudah = tuple(r for r in profil.pmk if r.mulai <= selesai and mulai <= r.selesai)
    terakhir = profil.golongan_terakhir
    return (
        Syarat(
            kode="masa_pengalaman",
            nama="Masa pengalaman",
            terpenuhi=batas.jumlah_bulan > 0,
            alasan=f"Dari {tulis_tanggal(mulai)} sampai {tulis_tanggal(selesai)} paling banyak diakui {batas}.",
            dasar_hukum=_DASAR,
        ),
        Syarat(
            kode="sebelum_cpns",
            nama="Pengalaman sebelum menjadi CPNS",
            terpenuhi=selesai < profil.tmt_cpns,
            alasan=f"Masa kerja sejak TMT CPNS {tulis_tanggal(profil.tmt_cpns)} sudah diperhitungkan.",
            dasar_hukum=_DASAR,
        ),
        Syarat(
            kode="belum_diperhitungkan",
            nama="Pengalaman belum pernah diperhitungkan",
            terpenuhi=not sudah,
            alasan="Bertumpang tindih dengan peninjauan masa kerja "
            + "; ".join(f"{tulis_tanggal(r.mulai)} sampai {tulis_tanggal(r.selesai)}" for r in sudah)
            if sudah
            else "Tidak ada peninjauan masa kerja lain pada masa itu.",
            dasar_hukum=_DASAR,
        ),
        Syarat(
            kode="pengakuan",
            nama="Masa kerja yang diakui",
            terpenuhi=0 < diminta.jumlah_bulan <= batas.jumlah_bulan,
            alasan=f"Diminta {diminta}; paling banyak {batas}.",
            dasar_hukum=_DASAR,
        ),
        Syarat(
            kode="tmt",
            nama="TMT sesudah pangkat terakhir",
            terpenuhi=terakhir is not None and tmt > terakhir.tmt,
            alasan=f"TMT {tulis_tanggal(tmt)}; pangkat terakhir "
            + (f"sejak {tulis_tanggal(terakhir.tmt)}." if terakhir else "belum tercatat."),
            dasar_hukum="Masa kerja yang tertulis pada pangkat sesudahnya tidak dihitung ulang [k]",
        ),
    )

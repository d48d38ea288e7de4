"""Riwayat seorang ASN: satu-satunya yang ditulis; data utamanya dilipat dari sini (``models.lipatan``).

Setiap baris ber-id, mulai berlaku pada suatu hari, dan bersandar pada dokumen. Dua puluh tujuh prosedur peremajaan
(prosedur_peremajaan.csv) masing-masing menyentuh satu kelompok; tiga kelompok lain lahir dari tempat lain: ujian dan
penugasan dari layanan kenaikan pangkat dan jabatan, pemblokiran dari BKN, dan mutasi unor dari penataan organisasi.
"""

from typing import Final, get_args

from models.riwayat.dasar import Beku, Rekam
from models.riwayat.kepangkatan import (
    RiwayatCpnsPns,
    RiwayatGolongan,
    RiwayatJabatan,
    RiwayatKedudukanHukum,
    RiwayatKGB,
    RiwayatKontrak,
    RiwayatPemblokiran,
    RiwayatPindahInstansi,
    RiwayatPMK,
    RiwayatTunjanganKemahalan,
    RiwayatTunjanganKinerja,
    RiwayatUnor,
)
from models.riwayat.kompetensi import (
    RiwayatAngkaKredit,
    RiwayatDiklat,
    RiwayatPendidikan,
    RiwayatPenghargaan,
    RiwayatPenugasan,
    RiwayatPotensi,
    RiwayatPrestasi,
    RiwayatProfesi,
    RiwayatSKP,
    RiwayatUjian,
)
from models.riwayat.pribadi import (
    RiwayatCLTN,
    RiwayatHukdis,
    RiwayatKeluarga,
    RiwayatKepanitiaan,
    RiwayatKesehatan,
    RiwayatLHKASN,
    RiwayatLHKPN,
    RiwayatOrganisasi,
    RiwayatPribadi,
)


class Riwayat(Beku):
    """Semua baris riwayat seorang ASN, tiap kelompok dalam urutan apa pun."""

    golongan: tuple[RiwayatGolongan, ...] = ()
    pendidikan: tuple[RiwayatPendidikan, ...] = ()
    pmk: tuple[RiwayatPMK, ...] = ()
    pindah_instansi: tuple[RiwayatPindahInstansi, ...] = ()
    profesi: tuple[RiwayatProfesi, ...] = ()
    kedudukan: tuple[RiwayatKedudukanHukum, ...] = ()
    pribadi: tuple[RiwayatPribadi, ...] = ()
    jabatan: tuple[RiwayatJabatan, ...] = ()
    diklat: tuple[RiwayatDiklat, ...] = ()
    keluarga: tuple[RiwayatKeluarga, ...] = ()
    angka_kredit: tuple[RiwayatAngkaKredit, ...] = ()
    hukdis: tuple[RiwayatHukdis, ...] = ()
    kesehatan: tuple[RiwayatKesehatan, ...] = ()
    cltn: tuple[RiwayatCLTN, ...] = ()
    cpns_pns: tuple[RiwayatCpnsPns, ...] = ()
    skp: tuple[RiwayatSKP, ...] = ()
    penghargaan: tuple[RiwayatPenghargaan, ...] = ()
    lhkpn: tuple[RiwayatLHKPN, ...] = ()
    lhkasn: tuple[RiwayatLHKASN, ...] = ()
    organisasi: tuple[RiwayatOrganisasi, ...] = ()
    kepanitiaan: tuple[RiwayatKepanitiaan, ...] = ()
    kgb: tuple[RiwayatKGB, ...] = ()
    prestasi: tuple[RiwayatPrestasi, ...] = ()
    potensi: tuple[RiwayatPotensi, ...] = ()
    tunjangan_kinerja: tuple[RiwayatTunjanganKinerja, ...] = ()
    tunjangan_kemahalan: tuple[RiwayatTunjanganKemahalan, ...] = ()
    kontrak: tuple[RiwayatKontrak, ...] = ()
    ujian: tuple[RiwayatUjian, ...] = ()
    penugasan: tuple[RiwayatPenugasan, ...] = ()
    unor: tuple[RiwayatUnor, ...] = ()
    pemblokiran: tuple[RiwayatPemblokiran, ...] = ()


KELOMPOK: Final[dict[str, type[Rekam]]] = {
    nama: get_args(isian.annotation)[0] for nama, isian in Riwayat.model_fields.items()
}
"""Nama kelompok → model barisnya."""

KELOMPOK_PROSEDUR: Final = {str(ke): nama for ke, nama in enumerate(tuple(KELOMPOK)[:27], 1)}
"""Kode prosedur_peremajaan.csv → kelompok yang disentuhnya; urutan kelompok sama dengan urutan prosedur."""

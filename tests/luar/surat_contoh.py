"""Isi surat contoh: satu PNS Kabupaten Bandung yang naik ke III/c, dan beberapa rekannya bagi surat kolektif."""

from datetime import date
from decimal import Decimal
from typing import Any

from models.referensi import Golongan
from models.surat import DasarUsul, KopSurat, MasaKerjaTercetak, Pejabat, SuratRujukan
from models.surat.kp import BarisKP, IsiPertekKP, IsiSkKP, KedudukanPangkat

TAUTAN = "https://usulan.contoh.go.id/verifikasi/Qm9sZWhqYWRpMTIzNDU2Nzg5MGFiY2RlZg"


def baris(**ganti: Any) -> BarisKP:
    isi = {
        "nama": "Ayu Lestari Wulandari, S.Kom.",
        "nip": "198506122010122001",
        "tempat_lahir": "Bandung",
        "tanggal_lahir": date(1985, 6, 12),
        "pendidikan": "S-1 Teknik Informatika",
        "jabatan": "Pranata Komputer Ahli Pertama",
        "unit_kerja": "Dinas Komunikasi, Informatika, dan Statistik",
        "jenis_kp": "Pilihan (Jabatan Fungsional Tertentu)",
        "lama": KedudukanPangkat(
            golongan=Golongan.III_B,
            tmt=date(2022, 10, 1),
            masa_kerja=MasaKerjaTercetak(tahun=11, bulan=9),
            gaji_pokok=3_424_300,
        ),
        "baru": KedudukanPangkat(
            golongan=Golongan.III_C,
            tmt=date(2026, 12, 1),
            masa_kerja=MasaKerjaTercetak(tahun=15, bulan=11),
            gaji_pokok=4_200_000,
        ),
        "angka_kredit": Decimal("203.125"),
    }
    return BarisKP.model_validate(isi | ganti)


def rombongan(banyak: int) -> tuple[BarisKP, ...]:
    return tuple(baris(nama=f"Pegawai Ke-{i}, S.Sos.", nip=f"198506122010122{i:03d}") for i in range(1, banyak + 1))


def isi_pertek(**ganti: Any) -> IsiPertekKP:
    isi = {
        "nomor": "PB-32612000147",
        "tanggal": date(2026, 11, 24),
        "tempat": "Bandung",
        "instansi": "Pemerintah Kabupaten Bandung",
        "asn": (baris(),),
        "penandatangan": Pejabat(
            nama="Gunawan Santoso",
            nip="197203151996031002",
            jabatan="Kepala Kantor Regional III",
            pangkat="Pembina Utama Madya",
            atas_nama="Kepala Badan Kepegawaian Negara",
        ),
        "tembusan": ("Kepala Badan Kepegawaian Negara",),
        "tautan": TAUTAN,
        "kop": KopSurat(
            induk="Badan Kepegawaian Negara",
            unit="Kantor Regional III",
            alamat="Jalan Surapati Nomor 10, Bandung 40122",
        ),
        "usul": DasarUsul(pengusul="Bupati Bandung", nomor="800.1.3.2/1472/BKPSDM/2026", tanggal=date(2026, 11, 16)),
        "penerima": "Bupati Bandung",
    }
    return IsiPertekKP.model_validate(isi | ganti)


def isi_sk(**ganti: Any) -> IsiSkKP:
    isi = {
        "nomor": "800.1.3.2/0147/BKPSDM/2026",
        "tanggal": date(2026, 12, 1),
        "tempat": "Soreang",
        "instansi": "Pemerintah Kabupaten Bandung",
        "asn": (baris(),),
        "penandatangan": Pejabat(nama="H. Dadang Permana, S.E., M.Si.", jabatan="Bupati Bandung"),
        "tembusan": ("Kepala Badan Kepegawaian Negara", "Kepala Kantor Regional III Badan Kepegawaian Negara"),
        "tautan": TAUTAN,
        "ppk": "Bupati Bandung",
        "pertek": SuratRujukan(
            pejabat="Kepala Kantor Regional III Badan Kepegawaian Negara",
            nomor="PB-32612000147",
            tanggal=date(2026, 11, 24),
        ),
    }
    return IsiSkKP.model_validate(isi | ganti)

"""Tabel PostgreSQL. Yang menulis SQL atasnya hanya ``gudang``; skemanya dibuat ``gudang.migrasi``."""

from models.tabel.asn import (
    Asn,
    Dokumen,
    PerubahanProfil,
    RiwayatAngkaKredit,
    RiwayatGolongan,
    RiwayatHukdis,
    RiwayatJabatan,
    RiwayatLain,
    RiwayatPendidikan,
    RiwayatPenugasan,
    RiwayatSKP,
    RiwayatUjian,
)
from models.tabel.dasar import Dasar
from models.tabel.keputusan import BarisKeputusan, KeputusanMasuk
from models.tabel.ketetapan import Ketetapan, PenggantianPejabat, SpesimenPejabat
from models.tabel.kualitas import KualitasData, Unor
from models.tabel.prediksi import PrediksiASN, PrediksiKP
from models.tabel.referensi import (
    Akun,
    Instansi,
    JabatanFungsional,
    JenisHukuman,
    Kanreg,
    Pendidikan,
    ReferensiTermuat,
    RefGolongan,
    RefJenisKP,
    RefKedudukanHukum,
    StatusUsulan,
    TingkatPendidikan,
)
from models.tabel.surat import (
    NomorSurat,
    Penomoran,
    PercobaanTandaTangan,
    SesiTandaTangan,
    Surat,
    VerifikasiPublik,
)
from models.tabel.tersisih import Tersisih
from models.tabel.usulan import Jejak, KotakKeluar, Tugas, Usulan

__all__ = [
    "Akun",
    "Asn",
    "BarisKeputusan",
    "Dasar",
    "Dokumen",
    "Instansi",
    "JabatanFungsional",
    "Jejak",
    "JenisHukuman",
    "Kanreg",
    "KeputusanMasuk",
    "Ketetapan",
    "KotakKeluar",
    "KualitasData",
    "NomorSurat",
    "Pendidikan",
    "PenggantianPejabat",
    "Penomoran",
    "PercobaanTandaTangan",
    "PerubahanProfil",
    "PrediksiASN",
    "PrediksiKP",
    "RefGolongan",
    "RefJenisKP",
    "RefKedudukanHukum",
    "ReferensiTermuat",
    "RiwayatAngkaKredit",
    "RiwayatGolongan",
    "RiwayatHukdis",
    "RiwayatJabatan",
    "RiwayatLain",
    "RiwayatPendidikan",
    "RiwayatPenugasan",
    "RiwayatSKP",
    "RiwayatUjian",
    "SesiTandaTangan",
    "SpesimenPejabat",
    "StatusUsulan",
    "Surat",
    "Tersisih",
    "TingkatPendidikan",
    "Tugas",
    "Unor",
    "Usulan",
    "VerifikasiPublik",
]

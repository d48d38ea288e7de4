"""Kelayakan KP dihitung tangan: tiap kasus menyebut pasalnya, syarat yang dituju, dan hasilnya."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest

from models.aturan.hasil import Bukti, MasukanKP
from models.aturan.kp import SYARAT, golongan_tujuan, periksa
from models.profil import JenisPenugasan as Tugas
from models.profil import JenisUjian, ProfilASN
from models.referensi import Golongan, JenisKP, Jenjang, Predikat, TingkatHukdis
from tests.hukum.aturan.contoh import (
    PERIODE,
    fungsional,
    gol,
    hukdis,
    ijazah,
    kinerja,
    layak,
    pak,
    pelaksana,
    penugasan,
    profil_contoh,
    struktural,
    ujian,
)


@dataclass(frozen=True)
class Kasus:
    pasal: str
    jenis: JenisKP
    syarat: str
    terpenuhi: bool
    kata: str
    """Potongan alasan yang harus terbaca."""
    profil: dict[str, Any] = field(default_factory=dict)
    masukan: MasukanKP | None = None
    periode: date = PERIODE


R, S, F = JenisKP.REGULER, JenisKP.STRUKTURAL, JenisKP.FUNGSIONAL
IJAZAH, SELESAI_TB, DPK_DPB = JenisKP.PENYESUAIAN_IJAZAH, JenisKP.SELESAI_TUGAS_BELAJAR, JenisKP.SELAMA_DPK_DPB
_SURAT = Bukti(nomor="7/2026", tanggal=date(2026, 6, 1))
_D3_KE_IIIA = {"golongan": (gol("II/d", date(2022, 12, 1), 12, 0),), "pendidikan": (ijazah("30", date(2010, 7, 1)),)}
_S1_KE_IVA = {"golongan": (gol("III/d", date(2022, 12, 1), 12, 0),)}
_MUDA = {"jabatan": (fungsional(Jenjang.MUDA, date(2022, 1, 1)),)}

KASUS = [
    # Perban BKN 1/2023: blokir menahan semua jenis.
    Kasus("Perban BKN 1/2023", R, "tidak_diblokir", False, "diblokir", {"diblokir": True}),
    Kasus("PP 99/2000 Pasal 2", R, "sudah_pns", False, "masih CPNS", {"tmt_pns": None}),
    Kasus("PP 99/2000: kedudukan", R, "kedudukan_hukum", False, "CLTN", {"kedudukan_hukum": "02"}),
    Kasus("Perban BKN 2/2025: tugas belajar", R, "kedudukan_hukum", True, "Tugas Belajar", {"kedudukan_hukum": "03"}),
    Kasus("PP 99/2000: JF harus aktif", F, "kedudukan_hukum", False, "Tugas Belajar",
          {"kedudukan_hukum": "03"} | _MUDA),
    # Masa dalam pangkat: genap pada hari TMT, kurang satu bulan gagal.
    Kasus("PP 99/2000 Pasal 7", R, "masa_dalam_pangkat", True, "1 Desember 2026",
          {"golongan": (gol("III/c", date(2022, 12, 1)),)}),
    Kasus("PP 99/2000 Pasal 7", R, "masa_dalam_pangkat", False, "tercapai 1 Januari 2027",
          {"golongan": (gol("III/c", date(2023, 1, 1)),)}),
    Kasus("PP 99/2000 Pasal 13", F, "masa_dalam_pangkat", True, "2 tahun tercapai 1 Desember 2026",
          {"golongan": (gol("III/c", date(2024, 12, 1)),)} | _MUDA),
    Kasus("PP 99/2000 Pasal 18", IJAZAH, "masa_dalam_pangkat", False, "1 tahun tercapai 1 Januari 2027",
          {"golongan": (gol("II/d", date(2026, 1, 1)),)}),
    Kasus("PP 99/2000: baris sepangkat dihitung satu", R, "masa_dalam_pangkat", True, "sejak 1 April 2022",
          {"golongan": (gol("III/b", date(2018, 4, 1)), gol("III/c", date(2022, 4, 1)),
                        gol("III/c", date(2024, 1, 1)))}),
    # Kinerja.
    Kasus("PermenPANRB 6/2022: butuh perbaikan", R, "kinerja_baik", False, "2024 Butuh perbaikan",
          {"skp": kinerja(t2024=Predikat.BUTUH_PERBAIKAN, t2025=Predikat.BAIK)}),
    Kasus("PP 99/2000 Pasal 7: dua tahun", R, "kinerja_baik", False, "2024 belum tercatat",
          {"skp": kinerja(t2025=Predikat.BAIK)}),
    Kasus("PP 99/2000 Pasal 18: satu tahun", IJAZAH, "kinerja_baik", True, "2025 Baik",
          {"skp": kinerja(t2025=Predikat.BAIK)}),
    Kasus("Periode Januari memakai tahun yang sudah genap saat usul", R, "kinerja_baik", True, "2025 Baik, 2024 Baik",
          {"skp": kinerja(t2024=Predikat.BAIK, t2025=Predikat.BAIK)}, periode=date(2027, 1, 1)),
    Kasus("Periode Februari memakai tahun lalu", R, "kinerja_baik", False, "2026 belum tercatat",
          {"skp": kinerja(t2024=Predikat.BAIK, t2025=Predikat.BAIK)}, periode=date(2027, 2, 1)),
    # Batas pendidikan, reguler.
    Kasus("PP 99/2000 Pasal 8: S-1 sampai III/d", R, "batas_pendidikan", False, "sampai III/d; golongan tujuan IV/a",
          _S1_KE_IVA),
    Kasus("PP 99/2000 Pasal 8: S-2 sampai IV/a", R, "batas_pendidikan", True, "sampai IV/a",
          _S1_KE_IVA | {"pendidikan": (ijazah("45", date(2018, 7, 1)),)}),
    Kasus("PP 99/2000 Pasal 8: S-2 tidak ke IV/b", R, "batas_pendidikan", False, "golongan tujuan IV/b",
          {"golongan": (gol("IV/a", date(2022, 1, 1)),), "pendidikan": (ijazah("45", date(2018, 7, 1)),)}),
    Kasus("PP 99/2000 Pasal 8: S-3 sampai IV/b", R, "batas_pendidikan", True, "sampai IV/b",
          {"golongan": (gol("IV/a", date(2022, 1, 1)),), "pendidikan": (ijazah("50", date(2018, 7, 1)),)}),
    Kasus("PP 99/2000 Pasal 8: dokter sampai IV/a", R, "batas_pendidikan", True, "sampai IV/a",
          _S1_KE_IVA | {"pendidikan": (ijazah("40", date(2012, 7, 1), "DOKTER UMUM"),)}),
    Kasus("PP 99/2000 Pasal 8: SLTA sampai III/b", R, "batas_pendidikan", False, "golongan tujuan III/c",
          {"golongan": (gol("III/b", date(2022, 1, 1)),), "pendidikan": (ijazah("15", date(2005, 6, 1)),)}),
    Kasus("PP 99/2000 Pasal 8: SD sampai II/a", R, "batas_pendidikan", True, "sampai II/a",
          {"golongan": (gol("I/d", date(2022, 1, 1)),), "pendidikan": (ijazah("05", date(1995, 6, 1)),)}),
    Kasus("PP 99/2000 Pasal 8: ijazah yang belum lulus tidak dihitung", R, "batas_pendidikan", False, "III/d",
          _S1_KE_IVA | {"pendidikan": (ijazah("40", date(2012, 7, 1)), ijazah("45", date(2027, 1, 5)))}),
    # Ujian dinas.
    Kasus("PP 99/2000 Pasal 30: tingkat I", R, "ujian_dinas", False, "tingkat I bagi kenaikan ke III/a", _D3_KE_IIIA),
    Kasus("PP 99/2000 Pasal 30: lulus tingkat I", R, "ujian_dinas", True, "lulus ujian dinas tingkat I",
          _D3_KE_IIIA | {"ujian": (ujian(JenisUjian.UJIAN_DINAS_I),)}),
    Kasus("PP 99/2000 Pasal 30: STLUD diisi operator", R, "ujian_dinas", True, "lulus", _D3_KE_IIIA,
          MasukanKP(stlud=_SURAT)),
    Kasus("PP 99/2000 Pasal 30: STLUD sesudah periode", R, "ujian_dinas", False, "belum ada", _D3_KE_IIIA,
          MasukanKP(stlud=Bukti(nomor="9", tanggal=date(2026, 12, 2)))),
    Kasus("PP 99/2000 Pasal 30: S-1 bebas tingkat I", R, "ujian_dinas", True, "dibebaskan: berijazah",
          {"golongan": (gol("II/d", date(2022, 1, 1)),)}),
    Kasus("PP 99/2000 Pasal 30: S-1 tidak bebas tingkat II", S, "ujian_dinas", False, "tingkat II",
          _S1_KE_IVA | {"jabatan": (struktural("III.b", date(2022, 1, 1)),)}),
    Kasus("PP 99/2000 Pasal 30: S-2 bebas tingkat II", S, "ujian_dinas", True, "dibebaskan",
          _S1_KE_IVA | {"jabatan": (struktural("III.b", date(2022, 1, 1)),),
                        "pendidikan": (ijazah("45", date(2019, 1, 1)),)}),
    Kasus("PP 99/2000 Pasal 30: PKA bebas tingkat II", S, "ujian_dinas", True, "lulus PKA",
          _S1_KE_IVA | {"jabatan": (struktural("III.b", date(2022, 1, 1)),), "ujian": (ujian(JenisUjian.PKA),)}),
    Kasus("PP 99/2000 Pasal 30: PKP tidak membebaskan tingkat II", S, "ujian_dinas", False, "tingkat II",
          _S1_KE_IVA | {"jabatan": (struktural("III.b", date(2022, 1, 1)),), "ujian": (ujian(JenisUjian.PKP),)}),
    # Jenis jabatan.
    Kasus("Perban BKN 2/2025: reguler bagi pelaksana", R, "jenis_jabatan", False, "jabatan fungsional", _MUDA),
    Kasus("PP 99/2000 Pasal 9a: struktural", S, "jenis_jabatan", False, "jabatan pelaksana"),
    # Struktural: rentang dan percepatan.
    Kasus("PP 13/2002: IV.a berentang III/c–III/d", S, "rentang_eselon", True, "III/c–III/d; golongan tujuan III/d",
          {"jabatan": (struktural("IV.a", date(2023, 1, 1)),)}),
    Kasus("PP 13/2002: IV.b sampai III/c", S, "rentang_eselon", False, "golongan tujuan III/d",
          {"jabatan": (struktural("IV.b", date(2023, 1, 1)),)}),
    Kasus("PP 12/2002: satu di bawah, 1 tahun dalam pangkat", S, "masa_dalam_pangkat", True,
          "1 tahun tercapai 1 Oktober 2026",
          {"golongan": (gol("III/b", date(2025, 10, 1)),), "jabatan": (struktural("IV.a", date(2025, 6, 1)),)}),
    Kasus("PP 12/2002: satu di bawah, 1 tahun dalam jabatan", S, "masa_jabatan", False, "tercapai 1 Februari 2027",
          {"golongan": (gol("III/b", date(2025, 10, 1)),), "jabatan": (struktural("IV.a", date(2026, 2, 1)),)}),
    Kasus("PP 12/2002: dua di bawah tetap 4 tahun", S, "masa_dalam_pangkat", False, "4 tahun tercapai 1 Oktober 2029",
          {"golongan": (gol("III/a", date(2025, 10, 1)),), "jabatan": (struktural("IV.a", date(2025, 6, 1)),)}),
    Kasus("PP 99/2000 Pasal 33: atasan III/c", S, "tidak_melampaui_atasan", False, "atasan langsung III/c",
          {"jabatan": (struktural("IV.a", date(2023, 1, 1)),)}, MasukanKP(golongan_atasan=Golongan.III_C)),
    # Angka kredit dan jenjang.
    Kasus("PermenPANRB 1/2023: Muda III/c→III/d 100", F, "angka_kredit", True, "angka kredit 100; yang diminta 100",
          _MUDA | {"angka_kredit": (pak("62.5", Jenjang.MUDA, date(2025, 1, 9)), pak("37.5", Jenjang.MUDA))}),
    Kasus("PermenPANRB 1/2023: kurang 0,001", F, "angka_kredit", False, "kurang 0,001",
          _MUDA | {"angka_kredit": (pak("99.999", Jenjang.MUDA),)}),
    Kasus("PermenPANRB 1/2023: PAK sesudah periode tak dihitung", F, "angka_kredit", False, "angka kredit 0;",
          _MUDA | {"angka_kredit": (pak("100", Jenjang.MUDA, date(2026, 12, 2)),)}),
    Kasus("PermenPANRB 1/2023: AK jenjang bawah tak dihitung", F, "angka_kredit", False, "kurang 100",
          _MUDA | {"angka_kredit": (pak("100", Jenjang.PERTAMA),)}),
    Kasus("PermenPANRB 1/2023: Madya IV/b→IV/c 300", F, "angka_kredit", False, "yang diminta 300, kurang 0,5",
          {"golongan": (gol("IV/b", date(2023, 1, 1)),), "jabatan": (fungsional(Jenjang.MADYA, date(2018, 1, 1)),),
           "angka_kredit": (pak("299.5", Jenjang.MADYA),)}),
    Kasus("Perban BKN 3/2023: III/b→III/c didahului kenaikan jenjang", F, "jenjang_cukup", False,
          "sedikitnya Ahli Muda",
          {"golongan": (gol("III/b", date(2023, 1, 1)),), "jabatan": (fungsional(Jenjang.PERTAMA, date(2018, 1, 1)),)}),
    Kasus("Perban BKN 3/2023: sudah Ahli Muda, AK 100 di Pertama", F, "angka_kredit", True, "yang diminta 100",
          {"golongan": (gol("III/b", date(2023, 1, 1)),), "jabatan": (fungsional(Jenjang.MUDA, date(2025, 1, 1)),),
           "angka_kredit": (pak("100", Jenjang.PERTAMA, date(2024, 12, 1)),)}),
    Kasus("PermenPANRB 1/2023: Terampil II/c→II/d 40", F, "angka_kredit", True, "angka kredit 40",
          {"golongan": (gol("II/c", date(2023, 1, 1)),), "jabatan": (fungsional(Jenjang.TERAMPIL, date(2018, 1, 1)),),
           "angka_kredit": (pak("40", Jenjang.TERAMPIL),)}),
    Kasus("PermenPANRB 1/2023: Penyelia berhenti di III/d", F, "jenjang_cukup", False, "di atas golongan tertinggi",
          {"golongan": (gol("III/d", date(2023, 1, 1)),), 
           "jabatan": (fungsional(Jenjang.PENYELIA, date(2018, 1, 1)),)}),
    Kasus("Status Data SIASN: 1 tahun dalam jabatan", F, "masa_jabatan", False, "1 tahun tercapai 2 Januari 2027",
          {"jabatan": (fungsional(Jenjang.PERTAMA, date(2018, 1, 1)), fungsional(Jenjang.MUDA, date(2026, 1, 2)))}),
    Kasus("Pindah unor tidak memutus masa jabatan", F, "masa_jabatan", True, "sejak 1 Januari 2024",
          {"jabatan": (fungsional(Jenjang.MUDA, date(2024, 1, 1)), fungsional(Jenjang.MUDA, date(2026, 6, 1)))}),
    # Disiplin.
    Kasus("PP 94/2021: sedang berjalan", R, "tanpa_hukdis", False, "sampai 1 Desember 2026",
          {"hukdis": (hukdis("7", TingkatHukdis.SEDANG, date(2025, 12, 2), date(2026, 12, 1)),)}),
    Kasus("PP 94/2021: sudah selesai", R, "tanpa_hukdis", True, "tidak ada",
          {"hukdis": (hukdis("7", TingkatHukdis.SEDANG, date(2025, 12, 1), date(2026, 11, 30)),)}),
    Kasus("PP 94/2021: ringan tidak menahan", R, "tanpa_hukdis", True, "tidak ada",
          {"hukdis": (hukdis("2", TingkatHukdis.RINGAN, date(2026, 11, 1), None),)}),
    # Usia.
    Kasus("PP 11/2017 Pasal 239: BUP 58", R, "belum_bup", False, "TMT pensiun 1 Desember 2026",
          {"tanggal_lahir": date(1968, 11, 30), "tmt_cpns": date(1992, 3, 1)}),
    Kasus("PP 11/2017 Pasal 239: sebulan sebelumnya", R, "belum_bup", True, "TMT pensiun 1 Januari 2027",
          {"tanggal_lahir": date(1968, 12, 1), "tmt_cpns": date(1992, 3, 1)}),
    # Ijazah.
    Kasus("PP 99/2000 Pasal 18: S-1 dari III/c tak menaikkan", IJAZAH, "ijazah_lebih_tinggi", False,
          "golongan awal III/a; golongan sekarang III/c"),
    Kasus("SE MenPANRB 4/2013: akreditasi", IJAZAH, "program_terakreditasi", False, "belum tercatat",
          {"pendidikan": (ijazah("40", date(2024, 8, 1), akreditasi=""),)}),
    Kasus("PP 99/2000 Pasal 18: tanpa UPKP", IJAZAH, "lulus_upkp", False, "belum diisi"),
    Kasus("PP 99/2000 Pasal 18: tanpa uraian tugas", IJAZAH, "uraian_tugas", False, "eselon II"),
    Kasus("Layar 4B SIASN: JF menyertakan PAK", IJAZAH, "pak_bila_fungsional", False,
          "belum tercatat", _MUDA),
    # Tugas belajar dan penugasan.
    Kasus("PP 99/2000 Pasal 9g", JenisKP.SEDANG_TUGAS_BELAJAR, "sedang_tugas_belajar", False, "tidak ada tugas belajar",
          {"penugasan": (penugasan(Tugas.TUGAS_BELAJAR, date(2022, 8, 1), date(2026, 11, 30)),)}),
    Kasus("PP 99/2000 Pasal 9h: belum selesai", SELESAI_TB, "selesai_tugas_belajar", False, "tidak ada",
          {"penugasan": (penugasan(Tugas.TUGAS_BELAJAR, date(2010, 8, 1)),)}),
    Kasus("PP 99/2000 Pasal 9h: ijazahnya bukan dari tugas belajar", SELESAI_TB,
          "selesai_tugas_belajar", False, "tidak ada",
          {"penugasan": (penugasan(Tugas.TUGAS_BELAJAR, date(2022, 8, 1), date(2024, 8, 1)),)}),
    Kasus("PP 99/2000 Pasal 9e", JenisKP.PEJABAT_NEGARA, "sedang_ditugaskan", False, "menjadi pejabat negara"),
    Kasus("PP 99/2000 Pasal 9i: persamaan eselon", JenisKP.DIPERBANTUKAN, "rentang_eselon", False, "belum tercatat",
          {"penugasan": (penugasan(Tugas.DPK, date(2023, 1, 1)),)}),
    Kasus("Perban BKN 2/2025: DPK berjabatan pimpinan bukan 210", DPK_DPB, "tanpa_jabatan_pimpinan", False,
          "pakai jenis 206",
          {"penugasan": (penugasan(Tugas.DPK, date(2023, 1, 1), persamaan_eselon="IV.a"),)}),
    Kasus("PP 99/2000 Pasal 6: tiga kali", DPK_DPB, "paling_banyak_tiga_kali", False, "sudah 3 kali",
          {"penugasan": (penugasan(Tugas.DPB, date(2008, 1, 1)),),
           "golongan": (gol("III/a", date(2009, 4, 1), jenis_kp=R), gol("III/b", date(2013, 4, 1), jenis_kp=R),
                        gol("III/c", date(2017, 4, 1), jenis_kp=DPK_DPB))}),
    Kasus("PP 99/2000 Pasal 9c", JenisKP.PRESTASI_LUAR_BIASA, "penetapan_prestasi", False, "belum diisi"),
    Kasus("PP 99/2000 Pasal 9d: Keppres sesudah periode", JenisKP.PENEMUAN_BARU, "keppres_penemuan", False,
          "sesudah periode", {}, MasukanKP(keppres_penemuan=Bukti(nomor="3", tanggal=date(2027, 1, 4)))),
    # Pengadaan.
    Kasus("PP 11/2017 Pasal 34", JenisKP.PENGADAAN, "masa_percobaan", False, "selesai 1 Januari 2027",
          {"tmt_cpns": date(2026, 1, 1), "golongan": (gol("III/a", date(2026, 1, 1)),)}),
    Kasus("PP 11/2017 Pasal 36", JenisKP.PENGADAAN, "golongan_pertama", False, "3 golongan"),
    Kasus("PP 11/2017 Pasal 36: sudah PNS", JenisKP.PENGADAAN, "masih_cpns", False, "sudah PNS sejak",
          {"tmt_pns": date(2020, 4, 1)}),
    Kasus("PP 11/2017: golongan bukan dari ijazahnya", JenisKP.PENGADAAN, "golongan_sesuai_ijazah", False,
          "golongan II/c; golongan awal ijazahnya II/a, III/a", {"golongan": (gol("II/c", date(2025, 6, 1)),)}),
    Kasus("PP 11/2017 Pasal 34–36", JenisKP.PENGADAAN, "lulus_latsar", False, "belum tercatat"),
]  # fmt: skip


@pytest.mark.parametrize("kasus", KASUS, ids=lambda k: f"{k.jenis.value}-{k.syarat}-{k.pasal}")
def test_kasus(kasus: Kasus) -> None:
    hasil = periksa(profil_contoh(**kasus.profil), kasus.jenis, kasus.periode, kasus.masukan)
    syarat = next(s for s in hasil.syarat if s.kode == kasus.syarat)
    assert syarat.terpenuhi is kasus.terpenuhi, syarat.alasan
    assert kasus.kata in syarat.alasan
    assert syarat.dasar_hukum
    assert hasil.memenuhi or not all(s.terpenuhi for s in hasil.syarat)
    assert kasus.terpenuhi or (not hasil.memenuhi and syarat in hasil.kurang)


@pytest.mark.parametrize("jenis", JenisKP)
def test_tiap_jenis_punya_contoh_yang_layak(jenis: JenisKP) -> None:
    profil, masukan = layak(jenis)
    hasil = periksa(profil, jenis, PERIODE, masukan)
    assert hasil.memenuhi, [(s.kode, s.alasan) for s in hasil.kurang]
    assert hasil.kurang == ()


@pytest.mark.parametrize("jenis", JenisKP)
def test_tiap_syarat_dapat_gagal_sendiri_dan_disebut(jenis: JenisKP) -> None:
    """Diblokir menambah tepat satu alasan pada contoh yang layak; syarat lain tak ikut berubah."""
    profil, masukan = layak(jenis)
    hasil = periksa(profil.model_copy(update={"diblokir": True}), jenis, PERIODE, masukan)
    assert [s.kode for s in hasil.kurang] == ["tidak_diblokir"]


def test_kode_syarat_unik_dalam_satu_jenis() -> None:
    assert set(SYARAT) == set(JenisKP)
    for jenis in JenisKP:
        profil, masukan = layak(jenis)
        kode = [s.kode for s in periksa(profil, jenis, PERIODE, masukan).syarat]
        assert len(kode) == len(set(kode))


@pytest.mark.parametrize(
    ("jenis", "profil", "tujuan"),
    [
        (R, {}, Golongan.III_D),
        (R, {"golongan": (gol("I/d", date(2020, 1, 1)),)}, Golongan.II_A),
        (R, {"golongan": (gol("IV/e", date(2020, 1, 1)),)}, None),
        # PP 99/2000 Pasal 18: S-1 "masih II/d ke bawah" langsung ke III/a.
        (JenisKP.PENYESUAIAN_IJAZAH, {"golongan": (gol("II/b", date(2020, 1, 1)),)}, Golongan.III_A),
        (JenisKP.PENYESUAIAN_IJAZAH, {"golongan": (gol("III/a", date(2020, 1, 1)),)}, None),
        (IJAZAH, {"golongan": (gol("III/a", date(2020, 1, 1)),), "pendidikan": (ijazah("45", date(2024, 1, 1)),)},
         Golongan.III_B),
        (JenisKP.PENGADAAN, {"golongan": (gol("III/a", date(2025, 6, 1)),)}, Golongan.III_A),
        (R, {"golongan": ()}, None),
    ],
)  # fmt: skip
def test_golongan_tujuan(jenis: JenisKP, profil: dict[str, Any], tujuan: Golongan | None) -> None:
    assert golongan_tujuan(profil_contoh(**profil), jenis, PERIODE) is tujuan


def _kurang(profil: ProfilASN) -> list[str]:
    return [s.kode for s in periksa(profil, R, PERIODE).kurang]


def test_tanpa_golongan_hanya_itu_yang_ditagih() -> None:
    assert _kurang(profil_contoh(golongan=())) == ["golongan_tercatat"]


def test_golongan_tertinggi() -> None:
    assert _kurang(profil_contoh(golongan=(gol("IV/e", date(2018, 1, 1)),))) == ["belum_golongan_tertinggi"]


def test_semua_kekurangan_disebut_sekaligus() -> None:
    profil = profil_contoh(
        diblokir=True, tmt_pns=None, skp=(), pendidikan=(), jabatan=(fungsional(Jenjang.MUDA, date(2022, 1, 1)),)
    )
    assert _kurang(profil) == ["tidak_diblokir", "sudah_pns", "jenis_jabatan", "kinerja_baik", "batas_pendidikan"]


def test_ijazah_yang_ditunjuk_harus_ada() -> None:
    with pytest.raises(ValueError, match="pendidikan_id"):
        periksa(profil_contoh(), JenisKP.PENYESUAIAN_IJAZAH, PERIODE, MasukanKP(pendidikan_id=profil_contoh().id))


def test_ijazah_yang_ditunjuk_dipakai() -> None:
    d3, s1 = ijazah("30", date(2018, 8, 1)), ijazah("40", date(2024, 8, 1))
    profil = profil_contoh(golongan=(gol("II/b", date(2020, 1, 1)),), pendidikan=(d3, s1))
    masukan = MasukanKP(pendidikan_id=d3.id)
    assert golongan_tujuan(profil, JenisKP.PENYESUAIAN_IJAZAH, PERIODE, masukan) is Golongan.II_C


@pytest.mark.parametrize("periode", [date(2026, 12, 2), date(2025, 9, 1)])
def test_bukan_periode_ditolak(periode: date) -> None:
    with pytest.raises(ValueError, match=r"periode: .* bukan periode kenaikan pangkat"):
        periksa(profil_contoh(), R, periode)


def test_jabatan_yang_belum_mulai_tidak_dilihat() -> None:
    profil = profil_contoh(jabatan=(pelaksana(), struktural("III.b", date(2027, 1, 1))))
    assert "jenis_jabatan" not in _kurang(profil)

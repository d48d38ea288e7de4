"""Kasus yang dikerjakan tangan: situasi, hitungannya dalam kata, hasil, dan pasalnya. Diperiksa ``test_kasus``.

Selain yang disebut ``situasi``, orangnya ``profil_contoh``: pelaksana di Kota Bandung, lahir 17-5-1990, CPNS 1-3-2014,
PNS 1-4-2015, S-1 (2012) sesudah SMA (2008), III/c sejak 1-10-2022 dengan masa kerja 8 tahun 7 bulan, predikat 2023 dan
2024 Baik, 2025 Sangat Baik; dan diusulkan bagi periode 1-12-2026. ``[k]``: pilihan kami atau pengetahuan umum, bukan
bunyi peraturannya.
"""

from datetime import date
from typing import Any

from models.aturan.hasil import Bukti, MasukanKP
from models.profil import JenisPenugasan as Tugas
from models.profil import JenisUjian as Ujian
from models.referensi import Golongan, JenisKP, Jenjang, Predikat, TingkatHukdis
from tests.hukum.aturan.bentuk_kasus import Diterima, Ditetapkan, Ditolak, Kasus, Layak, Wewenang
from tests.hukum.aturan.contoh import (
    KEMENKEU,
    KOTA_BANDUNG,
    PROVINSI_JABAR,
    fungsional,
    gol,
    hukdis,
    ijazah,
    kinerja,
    pak,
    pelaksana,
    penugasan,
    struktural,
    ujian,
)


def _ditolak(*kurang: str) -> Ditolak:
    return Ditolak(kurang)


J, G, Jj = JenisKP, Golongan, Jenjang
_SURAT = Bukti(nomor="7/2026", tanggal=date(2026, 6, 1))
_SD, _SLTP, _SLTP_KEJURUAN, _SLTA, _D3, _S1, _S2, _S3 = "05", "10", "12", "15", "30", "40", "45", "50"


def _pangkat(nama: str, tmt: date = date(2022, 10, 1), tahun: int = 0, bulan: int = 0) -> dict[str, Any]:
    return {"golongan": (gol(nama, tmt, tahun, bulan),)}


def _lulusan(tingkat: str, nama: str = "Ilmu Administrasi Negara") -> dict[str, Any]:
    return {"pendidikan": (ijazah(tingkat, date(2010, 7, 1), nama),)}


def _jf(jenjang: Jenjang, angka_kredit: str, tmt: date = date(2020, 1, 1), di: Jenjang | None = None) -> dict[str, Any]:
    return {"jabatan": (fungsional(jenjang, tmt),), "angka_kredit": (pak(angka_kredit, di or jenjang),)}


def _eselon(eselon: str, tmt: date = date(2023, 2, 1)) -> dict[str, Any]:
    return {"jabatan": (pelaksana(), struktural(eselon, tmt))}


_KE_SARJANA = {
    "golongan": (gol("II/c", date(2020, 4, 1)), gol("II/d", date(2024, 4, 1))),
    "pendidikan": (ijazah(_D3, date(2018, 8, 1)), ijazah(_S1, date(2024, 8, 20))),
}
_UPKP = MasukanKP(stl_upkp=_SURAT, uraian_tugas=_SURAT)
_CPNS = {
    "tmt_cpns": date(2025, 6, 1),
    "tmt_pns": None,
    "golongan": (gol("III/a", date(2025, 6, 1)),),
    "skp": kinerja(t2025=Predikat.BAIK),
}
_BELAJAR = {"kedudukan_hukum": "03", "penugasan": (penugasan(Tugas.TUGAS_BELAJAR, date(2025, 8, 1), tingkat_id=_S2),)}

REGULER = [
    Kasus("R01", "PP 99/2000 Pasal 7; Perban BKN 2/2025", "III/c sejak 1-12-2022",
          "1-12-2022 + 4 tahun = 1-12-2026, tepat pada TMT; S-1 sampai III/d, tujuan III/d", Layak("III/d"),
          J.REGULER, _pangkat("III/c", date(2022, 12, 1))),
    Kasus("R02", "PP 99/2000 Pasal 7; Perban BKN 2/2025", "III/c sejak 2-12-2022",
          "2-12-2022 + 4 tahun = 2-12-2026, sehari sesudah TMT", _ditolak("masa_dalam_pangkat"),
          J.REGULER, _pangkat("III/c", date(2022, 12, 2))),
    Kasus("R03", "PP 99/2000 Pasal 7", "predikat 2025 Butuh perbaikan",
          "dua tahun terakhir 2024 Baik dan 2025 Butuh perbaikan: yang kedua di bawah Baik", _ditolak("kinerja_baik"),
          J.REGULER, {"skp": kinerja(t2024=Predikat.BAIK, t2025=Predikat.BUTUH_PERBAIKAN)}),
    Kasus("R04", "PP 99/2000 Pasal 7 [k]", "periode Januari 2027, predikat 2026 belum tercatat",
          "usul ditutup Desember 2026, tahun 2026 belum genap; yang dilihat 2025 dan 2024", Layak("III/d"),
          J.REGULER, periode=date(2027, 1, 1)),
    Kasus("R05", "PP 99/2000 Pasal 7 [k]", "periode Februari 2027, predikat 2026 belum tercatat",
          "2026 sudah genap; yang dilihat 2026 dan 2025, dan 2026 kosong", _ditolak("kinerja_baik"),
          J.REGULER, periode=date(2027, 2, 1)),
    Kasus("R06", "PP 99/2000 Pasal 8", "lulusan SD, I/d", "SD sampai II/a; tujuan II/a; I ke II tanpa ujian dinas",
          Layak("II/a"), J.REGULER, _pangkat("I/d") | _lulusan(_SD)),
    Kasus("R07", "PP 99/2000 Pasal 8", "lulusan SD, II/a", "SD sampai II/a; tujuan II/b", _ditolak("batas_pendidikan"),
          J.REGULER, _pangkat("II/a") | _lulusan(_SD)),
    Kasus("R08", "PP 99/2000 Pasal 8", "lulusan SLTP, II/c", "SLTP sampai II/c; tujuan II/d",
          _ditolak("batas_pendidikan"), J.REGULER, _pangkat("II/c") | _lulusan(_SLTP)),
    Kasus("R09", "PP 99/2000 Pasal 8", "lulusan SLTP kejuruan, II/c", "SLTP kejuruan sampai II/d; tujuan II/d",
          Layak("II/d"), J.REGULER, _pangkat("II/c") | _lulusan(_SLTP_KEJURUAN)),
    Kasus("R10", "PP 99/2000 Pasal 8", "lulusan SLTA, III/b", "SLTA sampai III/b; tujuan III/c",
          _ditolak("batas_pendidikan"), J.REGULER, _pangkat("III/b") | _lulusan(_SLTA)),
    Kasus("R11", "PP 99/2000 Pasal 8", "lulusan D-III, III/b", "D-III sampai III/c; tujuan III/c", Layak("III/c"),
          J.REGULER, _pangkat("III/b") | _lulusan(_D3)),
    Kasus("R12", "PP 99/2000 Pasal 8 dan 30", "lulusan S-1, III/d, tanpa ujian dinas",
          "S-1 sampai III/d, tujuan IV/a; dan S-1 hanya membebaskan ujian dinas tingkat I",
          _ditolak("batas_pendidikan", "ujian_dinas"), J.REGULER, _pangkat("III/d")),
    Kasus("R13", "PP 99/2000 Pasal 8 dan 30", "lulusan S-2, III/d, tanpa ujian dinas",
          "S-2 sampai IV/a, tujuan IV/a; S-2 membebaskan ujian dinas tingkat II", Layak("IV/a"),
          J.REGULER, _pangkat("III/d") | _lulusan(_S2)),
    Kasus("R14", "PP 99/2000 Pasal 8 dan 30", "dokter, III/d, ijazahnya tercatat di tingkat S-1",
          "dokter disamakan dengan magister: sampai IV/a dan bebas ujian dinas", Layak("IV/a"),
          J.REGULER, _pangkat("III/d") | _lulusan(_S1, "DOKTER")),
    Kasus("R15", "PP 99/2000 Pasal 8", "lulusan S-3, IV/b", "S-3 sampai IV/b; tujuan IV/c",
          _ditolak("batas_pendidikan"), J.REGULER, _pangkat("IV/b") | _lulusan(_S3)),
    Kasus("R16", "PP 99/2000 Pasal 30", "lulusan D-III, II/d, tanpa ujian dinas",
          "II/d ke III/a meminta ujian dinas tingkat I; D-III tidak membebaskan", _ditolak("ujian_dinas"),
          J.REGULER, _pangkat("II/d") | _lulusan(_D3)),
    Kasus("R17", "PP 99/2000 Pasal 30", "lulusan D-III, II/d, lulus ujian dinas tingkat I 10-6-2025",
          "ujiannya mendahului TMT; D-III sampai III/c, tujuan III/a", Layak("III/a"),
          J.REGULER, _pangkat("II/d") | _lulusan(_D3) | {"ujian": (ujian(Ujian.UJIAN_DINAS_I),)}),
    Kasus("R18", "Perban BKN 2/2025", "atasan langsungnya III/c",
          "tujuan III/d di atas atasan; batas atasan bagi reguler sudah dicabut", Layak("III/d"),
          J.REGULER, masukan=MasukanKP(golongan_atasan=G.III_C)),
    Kasus("R19", "Perban BKN 2/2025; PP 99/2000 Pasal 6", "sedang tugas belajar, pelaksana",
          "kedudukan tugas belajar tetap diterima reguler", Layak("III/d"), J.REGULER, {"kedudukan_hukum": "03"}),
    Kasus("R20", "PP 99/2000; Status Data SIASN", "cuti di luar tanggungan negara",
          "kedudukan CLTN bukan aktif dan bukan tugas belajar", _ditolak("kedudukan_hukum"),
          J.REGULER, {"kedudukan_hukum": "02"}),
    Kasus("R21", "PP 94/2021 [k]", "penundaan KP setahun, 2-12-2025 sampai 1-12-2026",
          "hari terakhir hukuman 1-12-2026 sama dengan TMT: masih berjalan", _ditolak("tanpa_hukdis"), J.REGULER,
          {"hukdis": (hukdis("7", TingkatHukdis.SEDANG, date(2025, 12, 2), date(2026, 12, 1)),)}),
    Kasus("R22", "PP 94/2021 [k]", "penundaan KP setahun, 1-12-2025 sampai 30-11-2026",
          "hari terakhir sehari sebelum TMT: sudah selesai", Layak("III/d"), J.REGULER,
          {"hukdis": (hukdis("7", TingkatHukdis.SEDANG, date(2025, 12, 1), date(2026, 11, 30)),)}),
    Kasus("R23", "PP 11/2017 Pasal 239–240", "lahir 30-11-1968",
          "30-11-1968 + 58 tahun = 30-11-2026; pensiun 1-12-2026, sama dengan TMT", _ditolak("belum_bup"),
          J.REGULER, {"tanggal_lahir": date(1968, 11, 30)}),
    Kasus("R24", "PP 11/2017 Pasal 239–240", "lahir 1-12-1968",
          "1-12-1968 + 58 tahun = 1-12-2026; pensiun 1-1-2027, sebulan sesudah TMT", Layak("III/d"),
          J.REGULER, {"tanggal_lahir": date(1968, 12, 1)}),
    Kasus("R25", "Perban BKN 1/2023", "datanya diblokir", "blokir menahan semua usul", _ditolak("tidak_diblokir"),
          J.REGULER, {"diblokir": True}),
    Kasus("R26", "PP 99/2000 Pasal 6", "pejabat fungsional mengusul reguler", "reguler bagi pelaksana saja",
          _ditolak("jenis_jabatan"), J.REGULER, _jf(Jj.MUDA, "100")),
]  # fmt: skip

STRUKTURAL = [
    Kasus("S01", "PP 99/2000 jo. PP 12/2002; PP 13/2002", "eselon IV.a (III/c–III/d), III/c sejak 1-10-2022",
          "pangkat sudah dalam rentang: 4 tahun, 1-10-2026; tujuan III/d tidak melewati rentang", Layak("III/d"),
          J.STRUKTURAL, _eselon("IV.a")),
    Kasus("S02", "PP 99/2000 jo. PP 12/2002", "eselon IV.a sejak 1-12-2025, III/b sejak 1-12-2025",
          "III/b satu tingkat di bawah III/c: 1 tahun pangkat dan 1 tahun jabatan, keduanya 1-12-2026", Layak("III/c"),
          J.STRUKTURAL, _eselon("IV.a", date(2025, 12, 1)) | _pangkat("III/b", date(2025, 12, 1))),
    Kasus("S03", "PP 99/2000 jo. PP 12/2002", "eselon IV.a sejak 2-12-2025, III/b sejak 1-12-2025",
          "1 tahun jabatan baru 2-12-2026; pangkat baru 1 tahun, belum 4", _ditolak("masa_jabatan"),
          J.STRUKTURAL, _eselon("IV.a", date(2025, 12, 2)) | _pangkat("III/b", date(2025, 12, 1))),
    Kasus("S04", "Kepka BKN 12/2002", "eselon IV.a sejak 1-10-2026, III/b sejak 1-12-2022",
          "satu tingkat di bawah tetapi sudah 4 tahun dalam pangkat: naik pada periode sesudah pelantikan",
          Layak("III/c"), J.STRUKTURAL, _eselon("IV.a", date(2026, 10, 1)) | _pangkat("III/b", date(2022, 12, 1))),
    Kasus("S05", "PP 99/2000 jo. PP 12/2002", "eselon IV.a sejak 1-2-2023, III/a sejak 1-10-2025",
          "III/a dua tingkat di bawah III/c: tetap 4 tahun, 1-10-2029", _ditolak("masa_dalam_pangkat"),
          J.STRUKTURAL, _eselon("IV.a") | _pangkat("III/a", date(2025, 10, 1))),
    Kasus("S06", "PP 13/2002", "eselon IV.a, III/d, lulus PKA",
          "IV.a tertinggi III/d; tujuan IV/a. Ujian dinas tingkat II dibebaskan PKA", _ditolak("rentang_eselon"),
          J.STRUKTURAL, _eselon("IV.a") | _pangkat("III/d") | {"ujian": (ujian(Ujian.PKA),)}),
    Kasus("S07", "PP 99/2000 Pasal 30; PP 13/2002", "eselon III.b (III/d–IV/a), III/d, hanya lulus PKP",
          "tujuan IV/a dalam rentang, tetapi PKP hanya membebaskan tingkat I", _ditolak("ujian_dinas"),
          J.STRUKTURAL, _eselon("III.b") | _pangkat("III/d") | {"ujian": (ujian(Ujian.PKP),)}),
    Kasus("S08", "Status Data SIASN; PP 99/2000", "eselon IV.a, atasan langsung III/c",
          "tujuan III/d di atas atasan III/c; batas atasan masih berlaku bagi struktural",
          _ditolak("tidak_melampaui_atasan"), J.STRUKTURAL, _eselon("IV.a"), MasukanKP(golongan_atasan=G.III_C)),
    Kasus("S09", "PP 13/2002; PP 11/2017 Pasal 239", "eselon II.b (IV/b–IV/c), IV/a sejak 1-11-2025, lahir 1-12-1967",
          "satu tingkat di bawah IV/b: pangkat genap setahun 1-11-2026, jabatan sejak 2023; JPT pensiun 60: 1-1-2028",
          Layak("IV/b"), J.STRUKTURAL,
          _eselon("II.b") | _pangkat("IV/a", date(2025, 11, 1)) | {"tanggal_lahir": date(1967, 12, 1)}),
    Kasus("S10", "PP 99/2000 Pasal 9 huruf a", "pelaksana mengusul struktural",
          "bukan jabatan struktural, jadi eselon pun tidak ada", _ditolak("jenis_jabatan", "rentang_eselon"),
          J.STRUKTURAL),
]  # fmt: skip

FUNGSIONAL = [
    Kasus("F01", "PP 99/2000 Pasal 13; PermenPANRB 1/2023", "Ahli Muda, III/c, angka kredit 62,5 + 37,5",
          "62,5 + 37,5 = 100, tepat yang diminta bagi III/c ke III/d", Layak("III/d"), J.FUNGSIONAL,
          _jf(Jj.MUDA, "37.5") | {"angka_kredit": (pak("62.5", Jj.MUDA, date(2025, 1, 9)), pak("37.5", Jj.MUDA))}),
    Kasus("F02", "PP 99/2000 Pasal 13; PermenPANRB 1/2023", "Ahli Muda, III/c, angka kredit 99,999",
          "100 − 99,999 = 0,001: kurang seperseribu pun ditolak, tanpa pembulatan", _ditolak("angka_kredit"),
          J.FUNGSIONAL, _jf(Jj.MUDA, "99.999")),
    Kasus("F03", "PermenPANRB 1/2023", "Ahli Pertama, III/a, angka kredit 50", "III/a ke III/b meminta 50",
          Layak("III/b"), J.FUNGSIONAL, _jf(Jj.PERTAMA, "50") | _pangkat("III/a")),
    Kasus("F04", "PermenPANRB 1/2023; Perban BKN 3/2023", "masih Ahli Pertama, III/b, angka kredit 100",
          "III/c pangkat Ahli Muda: naik jenjang dahulu, walau 100 sudah terkumpul", _ditolak("jenjang_cukup"),
          J.FUNGSIONAL, _jf(Jj.PERTAMA, "100") | _pangkat("III/b")),
    Kasus("F05", "PermenPANRB 1/2023 [k]", "sudah Ahli Muda, III/b, angka kredit 100 diperoleh selagi Ahli Pertama",
          "III/b ke III/c meminta 100 sejak Ahli Pertama", Layak("III/c"), J.FUNGSIONAL,
          _jf(Jj.MUDA, "100", date(2025, 6, 1), di=Jj.PERTAMA) | _pangkat("III/b")),
    Kasus("F06", "PermenPANRB 1/2023", "Ahli Madya, IV/b, angka kredit 299,5", "IV/b ke IV/c meminta 300; kurang 0,5",
          _ditolak("angka_kredit"), J.FUNGSIONAL, _jf(Jj.MADYA, "299.5") | _pangkat("IV/b")),
    Kasus("F07", "PP 99/2000 Pasal 13", "Ahli Muda, III/c sejak 2-12-2024", "2 tahun tercapai 2-12-2026",
          _ditolak("masa_dalam_pangkat"), J.FUNGSIONAL, _jf(Jj.MUDA, "100") | _pangkat("III/c", date(2024, 12, 2))),
    Kasus("F08", "Status Data SIASN", "Ahli Muda sejak 2-12-2025", "1 tahun jabatan tercapai 2-12-2026",
          _ditolak("masa_jabatan"), J.FUNGSIONAL, _jf(Jj.MUDA, "100", date(2025, 12, 2))),
    Kasus("F09", "PermenPANRB 1/2023", "Penyelia, III/d, angka kredit 200",
          "keterampilan berhenti di III/d: tidak ada jenjang dan angka kredit bagi IV/a",
          _ditolak("jenjang_cukup", "angka_kredit"), J.FUNGSIONAL, _jf(Jj.PENYELIA, "200") | _pangkat("III/d")),
    Kasus("F10", "PermenPANRB 1/2023", "Terampil, II/c, angka kredit 40", "II/c ke II/d meminta 40", Layak("II/d"),
          J.FUNGSIONAL, _jf(Jj.TERAMPIL, "40") | _pangkat("II/c")),
    Kasus("F11", "PP 99/2000 Pasal 30", "Ahli Madya, III/d, S-1, tanpa ujian dinas, angka kredit 200 di Ahli Muda",
          "pejabat fungsional bebas ujian dinas; III/d ke IV/a meminta 200 sejak Ahli Muda", Layak("IV/a"),
          J.FUNGSIONAL, _jf(Jj.MADYA, "200", di=Jj.MUDA) | _pangkat("III/d")),
    Kasus("F12", "Status Data SIASN [k]", "Ahli Utama, IV/d, angka kredit 200, lahir 15-3-1962, periode Desember 2026",
          "BUP 65: 15-3-2027, tiga bulan sebelumnya 15-12-2026; usul Desember ditutup 20-11-2026", Layak("IV/e"),
          J.FUNGSIONAL, _jf(Jj.UTAMA, "200") | _pangkat("IV/d") | {"tanggal_lahir": date(1962, 3, 15)}),
    Kasus("F13", "Status Data SIASN [k]", "Ahli Utama, IV/d, angka kredit 200, lahir 15-3-1962, periode Januari 2027",
          "usul Januari ditutup 20-12-2026, sesudah 15-12-2026; pensiunnya sendiri baru 1-4-2027",
          _ditolak("dikirim_sebelum_bup"), J.FUNGSIONAL,
          _jf(Jj.UTAMA, "200") | _pangkat("IV/d") | {"tanggal_lahir": date(1962, 3, 15)}, periode=date(2027, 1, 1)),
]  # fmt: skip

IJAZAH_DAN_TUGAS_BELAJAR = [
    Kasus("P01", "PP 99/2000 Pasal 18", "II/d sejak 1-4-2024, lulus S-1 20-8-2024 terakreditasi, lulus UPKP",
          "S-1 bergolongan awal III/a, di atas II/d; 1 tahun pangkat 1-4-2025; predikat 2025 Sangat Baik",
          Layak("III/a"), J.PENYESUAIAN_IJAZAH, _KE_SARJANA, _UPKP),
    Kasus("P02", "PP 99/2000 Pasal 18", "sama, tanpa ujian penyesuaian", "STL UPKP tidak ada", _ditolak("lulus_upkp"),
          J.PENYESUAIAN_IJAZAH, _KE_SARJANA, MasukanKP(uraian_tugas=_SURAT)),
    Kasus("P03", "PP 99/2000 Pasal 18", "S-1, sudah III/a", "golongan awal S-1 III/a, tidak di atas III/a",
          _ditolak("ijazah_lebih_tinggi"), J.PENYESUAIAN_IJAZAH, _pangkat("III/a"), _UPKP),
    Kasus("P04", "PP 99/2000 Pasal 18", "II/b, lulus S-1, lulus UPKP",
          "golongan awal S-1 III/a, melompati II/c dan II/d", Layak("III/a"), J.PENYESUAIAN_IJAZAH,
          _KE_SARJANA | _pangkat("II/b"), _UPKP),
    Kasus("P05", "PP 99/2000 Pasal 18", "II/d sejak 1-1-2026", "1 tahun pangkat baru 1-1-2027",
          _ditolak("masa_dalam_pangkat"), J.PENYESUAIAN_IJAZAH, _KE_SARJANA | _pangkat("II/d", date(2026, 1, 1)),
          _UPKP),
    Kasus("T01", "PP 99/2000 Pasal 9 huruf g; Status Data SIASN", "tugas belajar S-2 sejak 1-8-2025",
          "4 tahun pangkat 1-10-2026; S-1 sampai III/d, tujuan III/d", Layak("III/d"), J.SEDANG_TUGAS_BELAJAR,
          _BELAJAR),
    Kasus("T02", "Status Data SIASN", "kedudukannya masih tercatat aktif", "yang diminta kedudukan tugas belajar",
          _ditolak("kedudukan_hukum"), J.SEDANG_TUGAS_BELAJAR, _BELAJAR | {"kedudukan_hukum": "01"}),
    Kasus("T03", "Status Data SIASN", "masih tercatat pejabat eselon IV.a",
          "selama tugas belajar ia pelaksana (JFU); jabatan lamanya belum dilepas", _ditolak("jenis_jabatan"),
          J.SEDANG_TUGAS_BELAJAR, _BELAJAR | _eselon("IV.a")),
    Kasus("T04", "PP 99/2000 Pasal 9 huruf h", "tugas belajar S-1 1-8-2022 sampai 31-8-2024, lulus 20-8-2024, II/d",
          "golongan awal S-1 III/a; 1 tahun pangkat 1-4-2025; tanpa ujian", Layak("III/a"), J.SELESAI_TUGAS_BELAJAR,
          _KE_SARJANA | {"penugasan": (penugasan(Tugas.TUGAS_BELAJAR, date(2022, 8, 1), date(2024, 8, 31)),)},
          MasukanKP(uraian_tugas=_SURAT)),
    Kasus("T05", "PP 99/2000 Pasal 9 huruf h", "tugas belajarnya masih berjalan",
          "belum ada hari selesainya, jadi belum selesai", _ditolak("selesai_tugas_belajar"), J.SELESAI_TUGAS_BELAJAR,
          _KE_SARJANA | {"penugasan": (penugasan(Tugas.TUGAS_BELAJAR, date(2022, 8, 1)),)},
          MasukanKP(uraian_tugas=_SURAT)),
]  # fmt: skip

PENUGASAN_DAN_PENETAPAN = [
    Kasus("D01", "PP 99/2000 Pasal 9 huruf i", "DPK sejak 1-1-2023, setara eselon IV.a",
          "III/c dalam rentang III/c–III/d: 4 tahun, 1-10-2026", Layak("III/d"), J.DIPERBANTUKAN,
          {"penugasan": (penugasan(Tugas.DPK, date(2023, 1, 1), persamaan_eselon="IV.a"),)}),
    Kasus("D02", "PP 99/2000 Pasal 9 huruf i", "DPK tanpa persamaan eselon", "rentangnya tidak dapat ditentukan",
          _ditolak("rentang_eselon"), J.DIPERBANTUKAN, {"penugasan": (penugasan(Tugas.DPK, date(2023, 1, 1)),)}),
    Kasus("D03", "PP 99/2000 jo. PP 12/2002 [k]", "DPK setara eselon IV.a sejak 1-6-2026, III/b sejak 1-10-2025",
          "satu tingkat di bawah III/c: pangkat genap setahun 1-10-2026, jabatan pimpinannya baru 1-6-2027",
          _ditolak("masa_jabatan"), J.DIPERBANTUKAN, _pangkat("III/b", date(2025, 10, 1))
          | {"penugasan": (penugasan(Tugas.DPK, date(2026, 6, 1), persamaan_eselon="IV.a"),)}),
    Kasus("D04", "PP 99/2000 Pasal 6; Perban BKN 2/2025", "DPB sejak 1-1-2023 tanpa jabatan pimpinan",
          "4 tahun pangkat 1-10-2026; belum pernah naik selama penugasan", Layak("III/d"), J.SELAMA_DPK_DPB,
          {"penugasan": (penugasan(Tugas.DPB, date(2023, 1, 1)),)}),
    Kasus("D05", "PP 99/2000 Pasal 6 [k]", "DPB sejak 1-1-2008, sudah tiga kali naik selama itu",
          "2009, 2013, dan 2017: tiga kali; yang keempat tidak diberikan", _ditolak("paling_banyak_tiga_kali"),
          J.SELAMA_DPK_DPB, {"penugasan": (penugasan(Tugas.DPB, date(2008, 1, 1)),), "golongan": tuple(
              gol(nama, tmt, jenis_kp=J.SELAMA_DPK_DPB) for nama, tmt in
              (("III/a", date(2009, 4, 1)), ("III/b", date(2013, 4, 1)), ("III/c", date(2017, 4, 1))))}),
    Kasus("D06", "Perban BKN 2/2025", "DPB sebagai pejabat fungsional",
          "yang berjabatan fungsional tidak naik reguler selama DPK/DPB", _ditolak("jenis_jabatan"), J.SELAMA_DPK_DPB,
          {"penugasan": (penugasan(Tugas.DPB, date(2023, 1, 1)),)} | _jf(Jj.MUDA, "100")),
    Kasus("D07", "PP 99/2000 Pasal 9 huruf e", "pejabat negara sejak 1-1-2023", "4 tahun pangkat 1-10-2026",
          Layak("III/d"), J.PEJABAT_NEGARA,
          {"kedudukan_hukum": "07", "penugasan": (penugasan(Tugas.PEJABAT_NEGARA, date(2023, 1, 1)),)}),
    Kasus("D08", "PP 99/2000 Pasal 9 huruf e", "masa jabatan negaranya berakhir 30-11-2026",
          "sehari sebelum TMT: tidak lagi pejabat negara", _ditolak("sedang_ditugaskan"), J.PEJABAT_NEGARA,
          {"penugasan": (penugasan(Tugas.PEJABAT_NEGARA, date(2023, 1, 1), date(2026, 11, 30)),)}),
    Kasus("D09", "PP 99/2000 Pasal 9 huruf d", "penemuan baru dengan Keppres, III/c sejak 1-12-2025",
          "1 tahun pangkat 1-12-2026; predikat 2025 Sangat Baik", Layak("III/d"), J.PENEMUAN_BARU,
          _pangkat("III/c", date(2025, 12, 1)), MasukanKP(keppres_penemuan=_SURAT)),
    Kasus("D10", "PP 99/2000 Pasal 9 huruf d", "Keppresnya bertanggal 4-1-2027", "sesudah TMT 1-12-2026",
          _ditolak("keppres_penemuan"), J.PENEMUAN_BARU,
          masukan=MasukanKP(keppres_penemuan=Bukti(nomor="3", tanggal=date(2027, 1, 4)))),
    Kasus("D11", "PP 99/2000 Pasal 9 huruf c dan 30", "prestasi luar biasa ditetapkan PPK, S-1, III/d",
          "tanpa batas ijazah dan bebas ujian dinas; 1 tahun pangkat terlampaui", Layak("IV/a"),
          J.PRESTASI_LUAR_BIASA, _pangkat("III/d"), MasukanKP(penetapan_prestasi=_SURAT)),
    Kasus("D12", "PP 99/2000 Pasal 9 huruf c", "prestasi luar biasa, III/c sejak 1-1-2026",
          "1 tahun pangkat baru 1-1-2027", _ditolak("masa_dalam_pangkat"), J.PRESTASI_LUAR_BIASA,
          _pangkat("III/c", date(2026, 1, 1)), MasukanKP(penetapan_prestasi=_SURAT)),
]  # fmt: skip

PENGADAAN = [
    Kasus("C01", "PP 11/2017 Pasal 34–36", "CPNS III/a sejak 1-6-2025, S-1, lulus latsar",
          "masa percobaan genap 1-6-2026; golongan awal S-1 III/a; golongan tidak berubah", Layak("III/a"),
          J.PENGADAAN, _CPNS | {"ujian": (ujian(Ujian.LATSAR),)}),
    Kasus("C02", "PP 11/2017 Pasal 34–36", "belum lulus pelatihan dasar", "latsar syarat pengangkatan PNS",
          _ditolak("lulus_latsar"), J.PENGADAAN, _CPNS),
    Kasus("C03", "PP 11/2017 Pasal 34", "CPNS sejak 1-1-2026, predikat 2025 belum ada",
          "masa percobaan genap 1-1-2027; tahun kinerja yang dilihat 2025, sebelum ia CPNS",
          _ditolak("masa_percobaan", "kinerja_baik"), J.PENGADAAN, _CPNS | _pangkat("III/a", date(2026, 1, 1))
          | {"tmt_cpns": date(2026, 1, 1), "skp": (), "ujian": (ujian(Ujian.LATSAR),)}),
    Kasus("C04", "PP 11/2017 Pasal 36", "sudah PNS sejak 1-7-2026", "golongan pengadaan ditetapkan sekali",
          _ditolak("masih_cpns"), J.PENGADAAN, _CPNS | {"tmt_pns": date(2026, 7, 1), "ujian": (ujian(Ujian.LATSAR),)}),
]  # fmt: skip

MASA_KERJA_DAN_GAJI = [
    Kasus("M01", "PP 7/1977 jo. PP 5/2024", "III/c 8 tahun 7 bulan pada 1-10-2022, naik ke III/d",
          "1-10-2022 ke 1-12-2026 = 4 tahun 2 bulan; 8 th 7 bl + 4 th 2 bl = 12 th 9 bl; baris 12 tahun",
          Ditetapkan(("12 tahun 9 bulan", "12 tahun 9 bulan"), (3_645_200, 3_799_400)), J.REGULER),
    Kasus("M02", "PP 7/1977 jo. PP 5/2024", "II/d 12 tahun pada 1-12-2022, naik ke III/a",
          "12 + 4 = 16 tahun; II ke III dipotong 5 = 11; II/d baris 15, III/a baris 10",
          Ditetapkan(("16 tahun 0 bulan", "11 tahun 0 bulan"), (3_120_900, 3_252_900)), J.REGULER,
          _pangkat("II/d", date(2022, 12, 1), 12)),
    Kasus("M03", "PP 7/1977 jo. PP 5/2024", "I/d 14 tahun 3 bulan pada 1-8-2022, naik ke II/a",
          "1-8-2022 ke 1-12-2026 = 4 th 4 bl; 18 th 7 bl; I ke II dipotong 6 = 12 th 7 bl; I/d baris 17, II/a baris 11",
          Ditetapkan(("18 tahun 7 bulan", "12 tahun 7 bulan"), (2_484_700, 2_590_400)), J.REGULER,
          _pangkat("I/d", date(2022, 8, 1), 14, 3)),
    Kasus("M04", "PP 7/1977 jo. PP 5/2024", "III/d 20 tahun pada 1-12-2022, naik ke IV/a",
          "20 + 4 = 24 tahun; III ke IV tidak dipotong",
          Ditetapkan(("24 tahun 0 bulan", "24 tahun 0 bulan"), (4_576_400, 4_770_000)), J.REGULER,
          _pangkat("III/d", date(2022, 12, 1), 20)),
    Kasus("M05", "PP 7/1977 jo. PP 5/2024", "II/b 3 tahun pada 1-1-2025, penyesuaian ijazah S-1 ke III/a",
          "1-1-2025 ke 1-12-2026 = 1 th 11 bl; 4 th 11 bl − 5 th di bawah nol, jadi 0; II/b baris 3, III/a baris 0",
          Ditetapkan(("4 tahun 11 bulan", "0 tahun 0 bulan"), (2_385_000, 2_785_700)), J.PENYESUAIAN_IJAZAH,
          _KE_SARJANA | _pangkat("II/b", date(2025, 1, 1), 3), _UPKP),
    Kasus("M06", "PP 7/1977 jo. PP 5/2024 [k]", "IV/d 30 tahun 6 bulan pada 1-10-2022, naik ke IV/e",
          "+ 4 th 2 bl = 34 th 8 bl; tabel berhenti di baris 32",
          Ditetapkan(("34 tahun 8 bulan", "34 tahun 8 bulan"), (6_114_500, 6_373_200)), J.FUNGSIONAL,
          _pangkat("IV/d", date(2022, 10, 1), 30, 6)),
    Kasus("M07", "PP 7/1977 jo. PP 5/2024 [k]", "II/a 0 tahun pada 1-12-2024, Pemula naik ke II/b",
          "0 + 2 = 2 tahun; II/a baris 1 (satu-satunya baris tunggal); II/b mulai baris 3, dipakai baris itu",
          Ditetapkan(("2 tahun 0 bulan", "2 tahun 0 bulan"), (2_218_400, 2_385_000)), J.FUNGSIONAL,
          _pangkat("II/a", date(2024, 12, 1))),
    Kasus("M08", "PP 7/1977 jo. PP 5/2024", "III/c 8 tahun 7 bulan pada 15-10-2022, naik ke III/d",
          "15-10-2022 ke 1-12-2026: bulan ke-50 baru genap 15-12, jadi 49 bulan = 4 th 1 bl; 12 th 8 bl",
          Ditetapkan(("12 tahun 8 bulan", "12 tahun 8 bulan"), (3_645_200, 3_799_400)), J.REGULER,
          _pangkat("III/c", date(2022, 10, 15), 8, 7)),
]  # fmt: skip

KEWENANGAN = [
    Kasus("W01", "manado.bkn.go.id/mutasi/kp", "Kota Bandung, III/d", "daerah sampai IV/b: Kanreg III; III/d: PPK",
          Wewenang("kanreg:III", "ppk"), profil={"instansi_id": KOTA_BANDUNG}, tujuan="III/d"),
    Kasus("W02", "manado.bkn.go.id/mutasi/kp [k]", "Kota Bandung, IV/b",
          "batas kanreg tepat IV/b; kini PPK kabupaten/kota menetapkan sampai IV/b", Wewenang("kanreg:III", "ppk"),
          profil={"instansi_id": KOTA_BANDUNG}, tujuan="IV/b"),
    Kasus("W03", "PP 11/2017; sippn.menpan.go.id 8066870", "Kota Bandung, IV/c",
          "di atas IV/b: BKN pusat; IV/c ke atas: Presiden", Wewenang("bkn", "presiden"),
          profil={"instansi_id": KOTA_BANDUNG}, tujuan="IV/c"),
    Kasus("W04", "manado.bkn.go.id/mutasi/kp", "Kementerian Keuangan, III/b", "instansi pusat: BKN pusat; III/b: PPK",
          Wewenang("bkn", "ppk"), profil={"instansi_id": KEMENKEU}, tujuan="III/b"),
    Kasus("W05", "PP 11/2017; sippn.menpan.go.id 8066870", "Provinsi Jawa Barat, JF ahli utama, IV/d",
          "JF ahli utama: BKN pusat dan Presiden", Wewenang("bkn", "presiden"),
          profil={"instansi_id": PROVINSI_JABAR, "jabatan": (fungsional(Jj.UTAMA, date(2020, 1, 1)),)}, tujuan="IV/d"),
    Kasus("W06", "manado.bkn.go.id/mutasi/kp", "Provinsi Jawa Barat, Ahli Madya, IV/a",
          "daerah sampai IV/b dan bukan ahli utama: Kanreg III dan PPK", Wewenang("kanreg:III", "ppk"),
          profil={"instansi_id": PROVINSI_JABAR, "jabatan": (fungsional(Jj.MADYA, date(2020, 1, 1)),)}, tujuan="IV/a"),
]  # fmt: skip

PENUTUPAN = [
    Kasus("U01", "Perban BKN 4/2025 [k]", "usul periode 1-12-2026 dikirim 20-11-2026",
          "ditutup tanggal 20 bulan sebelumnya, hari itu masih diterima", Diterima(ya=True), pada=date(2026, 11, 20)),
    Kasus("U02", "Perban BKN 4/2025 [k]", "usul periode 1-12-2026 dikirim 21-11-2026", "sehari sesudah penutupan",
          Diterima(ya=False), pada=date(2026, 11, 21)),
    Kasus("U03", "Perban BKN 4/2025 [k]", "usul periode 1-1-2027 dikirim 21-12-2026",
          "bulan sebelumnya Desember 2026: ditutup 20-12-2026", Diterima(ya=False), periode=date(2027, 1, 1),
          pada=date(2026, 12, 21)),
    Kasus("U04", "Perban BKN 4/2025", "usul bagi TMT 15-12-2026", "periode hanya tanggal 1",
          Diterima(ya=False), periode=date(2026, 12, 15), pada=date(2026, 11, 1)),
    Kasus("U05", "Perban BKN 4/2025", "usul bagi TMT 1-9-2025", "periode bulanan mulai 1-10-2025",
          Diterima(ya=False), periode=date(2025, 9, 1), pada=date(2025, 8, 1)),
]  # fmt: skip

KASUS = [
    *REGULER, *STRUKTURAL, *FUNGSIONAL, *IJAZAH_DAN_TUGAS_BELAJAR, *PENUGASAN_DAN_PENETAPAN, *PENGADAAN,
    *MASA_KERJA_DAN_GAJI, *KEWENANGAN, *PENUTUPAN,
]  # fmt: skip

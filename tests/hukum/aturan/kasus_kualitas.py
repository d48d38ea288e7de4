"""Kasus 27 indikator kualitas data, dikerjakan tangan: yang kena dan yang nyaris kena, pada hari ``PADA``."""

from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from models.aturan.kualitas import RujukanKualitas
from models.profil import ProfilASN, RiwayatJabatan
from models.referensi import JenisJabatan, JenisKP, Jenjang, Predikat
from models.riwayat.kepangkatan import JenisKontrak, RiwayatKontrak
from models.riwayat.pribadi import RiwayatCLTN
from tests.hukum.aturan.contoh import (
    KEMENKEU,
    KOTA_BANDUNG,
    fungsional,
    gol,
    ijazah,
    kinerja,
    profil_contoh,
    struktural,
)

PADA = date(2026, 11, 24)
PENELAAH = "8ae483a58525fb3c018599e779cd5685"
CALON_PRANATA_KOMPUTER = "B255C5826A64CD0CE050640A29034DB7"
GURU_SD = "A418D76DF9EBB891E040640A04021940"
ANALIS_SDM_MUDA = "B0AADCFD91072D55E050640A290328BE"
ARSIPARIS_TERAMPIL = "8ae4829d5331ae3901533529ee4708a8"
RUJUKAN = RujukanKualitas(unor={"aktif": None, "sampai-hari-ini": PADA, "bubar": date(2025, 12, 31)})


def jabatan_pelaksana(nama: str = "Penelaah Teknis Kebijakan", jabatan_id: str | None = PENELAAH) -> RiwayatJabatan:
    return RiwayatJabatan(
        id=UUID(int=1), jenis=JenisJabatan.PELAKSANA, nama=nama, jabatan_id=jabatan_id, tmt=date(2014, 3, 1)
    )


def bersih(**perubahan: Any) -> ProfilASN:
    """PNS yang tidak kena indikator mana pun."""
    isi = {
        "email": "ayu@surel.id",
        "nomor_hp": "081234567890",
        "nik": "3273015705900001",
        "nik_valid": True,
        "instansi_induk_id": KOTA_BANDUNG,
        "unor_id": "aktif",
        "jabatan": (jabatan_pelaksana(),),
    }
    return profil_contoh(**isi | perubahan)


def pppk(**perubahan: Any) -> ProfilASN:
    """PPPK bersih: kontrak 1 Maret 2022 sampai 28 Februari 2027."""
    isi = {
        "nip": "199005172022212001",
        "tmt_cpns": date(2022, 3, 1),
        "tmt_pns": None,
        "golongan": (),
        "kontrak": (kontrak(date(2022, 3, 1), date(2027, 2, 28)),),
    }
    return bersih(**isi | perubahan)


def kontrak(mulai: date, selesai: date, jenis: JenisKontrak = JenisKontrak.PPPK) -> RiwayatKontrak:
    return RiwayatKontrak(id=UUID(int=2), jenis=jenis, mulai=mulai, selesai=selesai, instansi_id=KOTA_BANDUNG)


def cltn(mulai: date, selesai: date) -> RiwayatCLTN:
    return RiwayatCLTN(id=UUID(int=3), jenis_id="1", mulai=mulai, selesai=selesai)


def cpns(tmt: date, **perubahan: Any) -> ProfilASN:
    """Masih CPNS sejak ``tmt``."""
    isi = {"tmt_cpns": tmt, "tmt_pns": None, "golongan": (gol("III/a", tmt, jenis_kp=JenisKP.PENGADAAN),)}
    return bersih(**isi | perubahan)


def berijazah(tingkat_id: str) -> Any:
    return (ijazah(tingkat_id, date(2012, 9, 3)),)


class Kasus(NamedTuple):
    kode: str
    bunyi: str
    """Petikan uraian indikatornya di CSV."""
    kena: ProfilASN
    temuan: str
    """Kalimat bagi yang kena."""
    nyaris: ProfilASN
    """Yang tepat di sebelah batasnya: tidak kena."""


_CALON = (jabatan_pelaksana("Ahli Pertama - Pranata Komputer", CALON_PRANATA_KOMPUTER),)
_MUDA = fungsional(Jenjang.MUDA, date(2022, 1, 1), ANALIS_SDM_MUDA)
_TERAMPIL = fungsional(Jenjang.TERAMPIL, date(2022, 1, 1), ARSIPARIS_TERAMPIL)
_BERAKHIR = (kontrak(date(2022, 3, 1), date(2026, 11, 23)),)

KASUS = (
    Kasus(
        "COM_1",
        "belum diisikan ke SIASN dalam periode 2 (dua) tahun sebelumnya",
        bersih(skp=kinerja(t2024=Predikat.BAIK, t2026=Predikat.BAIK)),
        "SKP tahun 2025 belum tercatat.",
        bersih(skp=kinerja(t2024=Predikat.BAIK, t2025=Predikat.KURANG)),
    ),
    Kasus(
        "COM_1",
        "Belum SKP Tahun Berjalan",
        bersih(skp=(), cltn=(cltn(date(2023, 1, 1), date(2024, 12, 31)),)),
        "SKP tahun 2025 belum tercatat.",
        bersih(skp=(), tmt_cpns=date(2025, 1, 2), cltn=()),
    ),
    Kasus(
        "COM_2",
        "id referensi jabatan tidak ditemukan pada kolom id jabatan fungsional/pelaksana",
        bersih(jabatan=(jabatan_pelaksana(jabatan_id=None),)),
        "Jabatan Penelaah Teknis Kebijakan tidak ber-id referensi jabatan pelaksana.",
        bersih(jabatan=(_MUDA,)),
    ),
    Kasus(
        "COM_2",
        "memiliki jenis jabatan fungsional",
        bersih(jabatan=(fungsional(Jenjang.MUDA, date(2022, 1, 1), PENELAAH),)),
        "Jabatan Analis SDM Aparatur tidak ber-id referensi jabatan fungsional.",
        bersih(jabatan=(struktural("IV.a", date(2023, 1, 1)),)),
    ),
    Kasus(
        "COM_3",
        "riwayat pendidikan di SIASN Kosong",
        bersih(pendidikan=()),
        "Riwayat pendidikan kosong.",
        bersih(pendidikan=berijazah("15")),
    ),
    Kasus(
        "COM_4",
        "TMT bekerja PNS tidak ditemukan",
        bersih(tmt_pns=None),
        "TMT PNS kosong, padahal sudah naik pangkat ke III/c.",
        cpns(date(2025, 12, 1)),
    ),
    Kasus(
        "COM_5",
        "masih kosong padahal memiliki tingka pendidikan Diploman ke atas",
        bersih(gelar_belakang=""),
        "Gelar kosong, padahal pendidikan terakhirnya S-1/Sarjana.",
        bersih(gelar_belakang="", gelar_depan="Dra."),
    ),
    Kasus(
        "COM_5",
        "Diploman ke atas",
        bersih(gelar_belakang="", pendidikan=berijazah("20")),
        "Gelar kosong, padahal pendidikan terakhirnya Diploma I.",
        bersih(gelar_belakang="", pendidikan=berijazah("18")),
    ),
    Kasus(
        "COM_6",
        "format tidak sesuai",
        bersih(email="ayu@surel"),
        "Surel pribadi ayu@surel salah bentuk.",
        bersih(email="ayu.lestari+kerja@surel.co.id"),
    ),
    Kasus("COM_6", "belum terisi", bersih(email=" "), "Surel pribadi kosong.", bersih()),
    Kasus(
        "COM_7",
        "nomor telepon genggam pegawai",
        bersih(nomor_hp="-"),
        "Nomor telepon genggam kosong.",
        bersih(nomor_hp="+62 812-3456-7890"),
    ),
    Kasus(
        "TIM_1",
        "ditempatkan pada unor yang sudah tidak aktif",
        bersih(unor_id="bubar"),
        "Unor Dinas Pendidikan tidak aktif lagi sesudah 31 Desember 2025.",
        bersih(unor_id="sampai-hari-ini"),
    ),
    Kasus(
        "TIM_2",
        "belum diangkat JF lebih dari 2 (dua) tahun sejak TMT",
        bersih(tmt_cpns=date(2024, 11, 23), jabatan=_CALON),
        "Ahli Pertama - Pranata Komputer belum diangkat dalam jabatan fungsional; dua tahun sejak CPNS genap "
        "23 November 2026.",
        bersih(tmt_cpns=date(2024, 11, 24), jabatan=_CALON),
    ),
    Kasus(
        "TIM_3",
        "belum dilantik menjadi PNS lebih dari 1 (satu) tahun dari TMT CPNS",
        cpns(date(2025, 11, 1)),
        "CPNS sejak 1 November 2025 belum diangkat menjadi PNS; setahunnya genap 1 November 2026.",
        cpns(date(2025, 11, 24)),
    ),
    Kasus(
        "TIM_5",
        "berdasarkan jabatan terakhirnya yang bersangkutan telah mencapai BUP",
        bersih(tanggal_lahir=date(1968, 10, 31)),
        "BUP 58 tahun tercapai, TMT pensiun 1 November 2026, tetapi masih tercatat aktif.",
        bersih(tanggal_lahir=date(1968, 11, 1)),
    ),
    Kasus(
        "TIM_6",
        "masih berstatus CLTN, sedangkan masa CLTN sudah berakhir",
        bersih(kedudukan_hukum="02", cltn=(cltn(date(2023, 11, 24), date(2026, 11, 23)),)),
        "Kedudukan hukum masih CLTN, padahal cutinya berakhir 23 November 2026.",
        bersih(kedudukan_hukum="13", cltn=(cltn(date(2023, 11, 25), date(2026, 11, 24)),)),
    ),
    Kasus(
        "ACC_1",
        "TMT CPNS lebih akhir waktunya dibandingkan dengan TMT PNS",
        bersih(tmt_cpns=date(2015, 4, 2)),
        "TMT CPNS 2 April 2015, TMT PNS 1 April 2015.",
        bersih(tmt_cpns=date(2015, 4, 1)),
    ),
    Kasus(
        "ACC_2",
        "status jenis pegawai DPK/DPB namun data instansi kerja sesuai dengan instansi asal",
        bersih(jenis_pegawai="17"),
        "Jenis pegawai PNS Daerah Kab./Kota DPK pada Instansi lain, instansi kerja Pemerintah Kota Bandung, "
        "instansi induk Pemerintah Kota Bandung.",
        bersih(jenis_pegawai="17", instansi_id=KEMENKEU),
    ),
    Kasus(
        "ACC_2",
        "bukan DPK/DPB namun data instansi kerja tidak sesuai dengan instansi asal",
        bersih(instansi_id=KEMENKEU),
        "Jenis pegawai PNS Daerah Kab./Kota yang bekerja pada Kab./Kota, instansi kerja Kementerian Keuangan, "
        "instansi induk Pemerintah Kota Bandung.",
        bersih(),
    ),
    Kasus(
        "ACC_3",
        "masa kerja kurang dari 2 (dua) tahun, namun sudah menduduki jabatan sebagai pejabat struktural",
        bersih(tmt_cpns=date(2024, 11, 25), jabatan=(struktural("IV.a", date(2026, 1, 1)),)),
        "Menduduki Pejabat Eselon IV.a; TMT CPNS 25 November 2024.",
        bersih(tmt_cpns=date(2024, 11, 24), jabatan=(struktural("IV.a", date(2026, 1, 1)),)),
    ),
    Kasus(
        "ACC_4",
        "kedudukan hukum PPPK tidak sesuai",
        pppk(kedudukan_hukum="20"),
        "Kontrak berjalan, kedudukan hukum Masa Persiapan Pensiun.",
        pppk(),
    ),
    Kasus(
        "ACC_4",
        "kedudukan hukum PPPK yang seharusnya",
        pppk(kontrak=_BERAKHIR),
        "Kontrak sudah berakhir, kedudukan hukum Aktif.",
        pppk(kontrak=_BERAKHIR, kedudukan_hukum="66"),
    ),
    Kasus("ACC_5", "belum dilengkapi dengan data NIK", bersih(nik=None), "NIK kosong.", bersih()),
    Kasus(
        "ACC_5",
        "sudah dilengkapi, namun belum tervalidasi",
        bersih(nik_valid=False),
        "NIK belum dicocokkan dengan data kependudukan.",
        bersih(),
    ),
    Kasus(
        "ACC_6",
        "menduduki jabatan struktural memiliki tingkat pendidikan dibawah kualifikasi minimal",
        bersih(jabatan=(struktural("III.b", date(2023, 1, 1)),), pendidikan=berijazah("30")),
        "Pendidikan terakhir Diploma III/Sarjana Muda; eselon III.b meminta sedikitnya Diploma IV.",
        bersih(jabatan=(struktural("IV.a", date(2023, 1, 1)),), pendidikan=berijazah("30")),
    ),
    Kasus(
        "ACC_7",
        "tercantum pada NIPPPK diluar tahun pengangkatan PPPK",
        pppk(nip="199005172018212001"),
        "NI PPPK memuat tahun pengangkatan 2018; pengadaan PPPK mulai 2019.",
        pppk(nip="199005172027212001"),
    ),
    Kasus(
        "ACC_8",
        "menduduki JF memiliki tingkat pendidikan di bawah kualifikasi minimal",
        bersih(jabatan=(_MUDA,), pendidikan=berijazah("30")),
        "Pendidikan terakhir Diploma III/Sarjana Muda; jenjang Ahli Muda meminta sedikitnya Diploma IV.",
        bersih(jabatan=(_TERAMPIL,), pendidikan=berijazah("15")),
    ),
    Kasus(
        "ACC_9",
        "Jabatan Pelaksana yang mengandung unsur penamaan jabatan fungsional",
        bersih(jabatan=(jabatan_pelaksana("Guru SD SPGSD", GURU_SD),)),
        "Jabatan pelaksana Guru SD SPGSD memuat nama jabatan fungsional (guru).",
        bersih(jabatan=(jabatan_pelaksana("Pengelola Data Guru"),)),
    ),
    Kasus(
        "ACC_9",
        "unsur penamaan jabatan fungsional",
        bersih(jabatan=(jabatan_pelaksana("Pengawas Taman Ahli Muda"),)),
        "Jabatan pelaksana Pengawas Taman Ahli Muda memuat nama jabatan fungsional (ahli muda).",
        bersih(tmt_cpns=date(2025, 3, 1), jabatan=_CALON),
    ),
    Kasus(
        "ACC_10",
        "menjabat sebagai pejabat struktural namum memiliki pangkat di bawah kualifikasi minimal",
        bersih(jabatan=(struktural("III.a", date(2023, 1, 1)),)),
        "Golongan III/c; eselon III.a meminta sedikitnya III/d.",
        bersih(jabatan=(struktural("III.b", date(2023, 1, 1)),)),
    ),
    Kasus(
        "CON_1",
        "tidak sesuai dengan 6 (enam) digit NIP",
        bersih(nip="199005172014042001"),
        "NIP memuat 201404 sebagai TMT CPNS; datanya 201403.",
        bersih(nip="199005172014032999"),
    ),
    Kasus(
        "CON_2",
        "tidak sesuai dengan 8 (delapan) digit NIP",
        bersih(nip="199005182014032001"),
        "NIP memuat 19900518 sebagai tanggal lahir; datanya 19900517.",
        pppk(),
    ),
    Kasus(
        "CON_3",
        "tidak sesuai dengan 1 (satu) digit NIP",
        bersih(nip="199005172014031001"),
        "NIP memuat 1 sebagai jenis kelamin; datanya 2.",
        pppk(),
    ),
    Kasus(
        "CON_4",
        "tidak sesuai dengan 4 (empat) digit NIPPPK",
        pppk(nip="199005172023212001"),
        "NIP memuat 2023 sebagai tahun TMT PPPK; datanya 2022.",
        pppk(),
    ),
)
"""Semua indikator kecuali TIM_4, yang melihat orang lain (``test_struktural_ganda``)."""

TAK_BERLAKU = {
    "COM_2": bersih(jabatan=(struktural("IV.a", date(2023, 1, 1)),)),
    "COM_4": cpns(date(2025, 12, 1)),
    "COM_5": bersih(pendidikan=berijazah("15")),
    "TIM_1": bersih(unor_id="belum-terdaftar"),
    "TIM_2": pppk(jabatan=_CALON),
    "TIM_3": pppk(),
    "TIM_4": bersih(),
    "TIM_5": bersih(kedudukan_hukum="99"),
    "TIM_6": bersih(),
    "ACC_1": cpns(date(2025, 12, 1)),
    "ACC_2": bersih(jenis_pegawai="19"),
    "ACC_3": pppk(jabatan=(struktural("II.a", date(2023, 1, 1)),)),
    "ACC_4": bersih(),
    "ACC_6": bersih(jabatan=(struktural("III.b", date(2023, 1, 1)),), pendidikan=()),
    "ACC_7": bersih(),
    "ACC_8": bersih(),
    "ACC_9": bersih(jabatan=(_MUDA,)),
    "ACC_10": bersih(jabatan=(struktural("III.b", date(2023, 1, 1)),), golongan=()),
    "CON_1": pppk(),
    "CON_4": bersih(),
}
"""Orang yang tidak dibicarakan indikatornya."""

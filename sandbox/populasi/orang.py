"""Satu penduduk, tersusun dari benihnya sendiri: orang ke-n suatu instansi selalu sama pada hari yang sama."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from random import Random
from uuid import NAMESPACE_URL, uuid5

from models.aturan.nip import NIP
from models.lipatan import lipat_kini
from models.profil import ProfilASN
from models.referensi import Predikat
from models.referensi.tanggal import tambah_tahun
from sandbox.akun import BENIH
from sandbox.populasi.bekal import Bekal, pilih_bekal
from sandbox.populasi.cacat import Cacat, beri_cacat
from sandbox.populasi.ijazah import DIPLOMA_III, MAGISTER, MENENGAH, SARJANA, SARJANA_UMUM, Ijazah, tempuh
from sandbox.populasi.jatah import Jalur, jatah, urutan_nasional
from sandbox.populasi.karier import Karier, Rencana, menunggu
from sandbox.populasi.khusus import TUNDA_KENAIKAN, beri_keadaan
from sandbox.populasi.nama import JenisKelamin, nama_orang
from sandbox.populasi.pelengkap import Pelengkap
from sandbox.populasi.pribadi import Pendata
from sandbox.populasi.riwayat import Pencatat
from sandbox.populasi.tempat import TEMPAT, Tempat
from sandbox.populasi.waktu import geser_bulan, periode_sasaran, tahun_kinerja_terakhir

_URUT_NIP = 999
"""Nomor urut NIP; penduduk sesudahnya mulai lagi dari 1 dengan tanggal lahir yang tidak pernah sama."""
_USIA_LULUS = {"10": 15, "15": 18, "17": 18, DIPLOMA_III: 21, SARJANA: 23, MAGISTER: 26}
_USIA_TERMUDA, _USIA_TERTUA = 19, 56
"""Saat diangkat CPNS, dan pada periode sasaran."""
_MENUNGGU = (
    Jalur.PELAKSANA_MENUNGGU, Jalur.FUNGSIONAL_MENUNGGU, Jalur.STRUKTURAL_MENUNGGU, Jalur.SEDANG_TUGAS_BELAJAR,
    Jalur.DIPEKERJAKAN, Jalur.DIPERBANTUKAN, Jalur.PEJABAT_NEGARA,
)  # fmt: skip


@dataclass(frozen=True)
class Orang:
    profil: ProfilASN
    jalur: Jalur
    cacat: Cacat | None


def orang(tempat: Tempat, ke: int, pada: date) -> Orang:
    """Penduduk ke-``ke`` (mulai 0) instansi itu, seperti adanya pada hari ``pada``."""
    bagian = jatah(tempat)[ke]
    benih = f"{BENIH}:{tempat.instansi.slug}:{ke}"
    acak, sasaran = Random(benih), periode_sasaran(pada)
    kelamin: JenisKelamin = "L" if acak.random() < 0.46 else "P"
    nama = nama_orang(acak, kelamin)
    bekal = pilih_bekal(tempat, bagian, acak, benih)
    jeda_ijazah = acak.randint(4, 36)
    usia_lulus = _USIA_LULUS[bekal.program.tingkat_id]
    tahun = min(bekal.tahun, _USIA_TERTUA - usia_lulus - jeda_ijazah / 12)
    rencana = _rencana(bekal, bagian.jalur, jeda_ijazah, acak, pada)
    karier = _jalani(bekal, bagian.jalur, rencana, geser_bulan(sasaran, -round(tahun * 12)), sasaran, acak)
    tmt_cpns = karier.pangkat[0].tmt
    ijazah = rencana(tmt_cpns).ijazah
    blok, urut = divmod(urutan_nasional(tempat) + ke, _URUT_NIP)
    masuk = max(i.lulus for i in ijazah if i.lulus < tmt_cpns)
    tahun_lahir = min(masuk.year - usia_lulus, tmt_cpns.year - _USIA_TERMUDA)
    lahir = date(tahun_lahir, acak.randint(1, 12), 1 + 3 * acak.randrange(9) + blok)
    asn_id = uuid5(NAMESPACE_URL, f"sandbox:asn:{tempat.instansi.slug}:{ke}")
    catat = Pencatat(asn_id, tempat, bekal.unor, acak, pada)
    tmt_pns = geser_bulan(tmt_cpns, acak.randint(12, 15))
    profil = ProfilASN(
        id=asn_id,
        nip=str(NIP(tanggal_lahir=lahir, tmt_cpns=tmt_cpns, jenis_kelamin=kelamin, urut=urut + 1)),
        nama=nama,
        tempat_lahir=tempat.kota if acak.random() < 0.6 else acak.choice(TEMPAT).kota,
        tanggal_lahir=lahir,
        jenis_kelamin=kelamin,
        instansi_id=tempat.id,
        unor_id=tempat.unor_id(bekal.unor),
        unor_nama=bekal.unor.nama,
        satuan_kerja=tempat.nama,
        jenis_pegawai=tempat.jenis_pegawai,
        tmt_cpns=tmt_cpns,
        tmt_pns=tmt_pns if tmt_pns <= pada else None,
        golongan=tuple(catat.golongan(karier)),
        jabatan=tuple(catat.jabatan(karier)),
        pendidikan=tuple(catat.pendidikan(ijazah)),
        skp=tuple(catat.skp(rencana(tmt_cpns).predikat, tmt_cpns.year, tahun_kinerja_terakhir(pada))),
        angka_kredit=tuple(catat.angka_kredit(karier)),
        ujian=tuple(catat.ujian(karier, ijazah)),
    )
    profil = beri_keadaan(bagian.jalur, profil, tempat, sasaran, pada, acak)
    if bagian.cacat is not None:
        profil = beri_cacat(bagian.cacat, profil, sasaran)
    return Orang(_lengkap(profil, tempat, urutan_nasional(tempat) + ke, benih, pada), bagian.jalur, bagian.cacat)


def _lengkap(profil: ProfilASN, tempat: Tempat, nomor: int, benih: str, pada: date) -> ProfilASN:
    """Profil yang dilipat dari riwayatnya, sesudah data pribadi dan riwayat lain ditambahkan.

    Acaknya sendiri, supaya menambah kelompok tidak mengubah karier siapa pun.
    """
    pelengkap = Pelengkap(profil, tempat, Random(f"{benih}:pelengkap"), pada).riwayat()
    pribadi = Pendata(profil, tempat, nomor, Random(f"{benih}:pribadi"), pada).riwayat()
    return lipat_kini(profil.id, profil.model_copy(update=pelengkap | pribadi), pada)


@lru_cache(maxsize=len(TEMPAT))
def penduduk(tempat: Tempat, pada: date) -> tuple[Orang, ...]:
    """Semua penduduk satu instansi."""
    return tuple(orang(tempat, ke, pada) for ke in range(tempat.penduduk))


def _rencana(bekal: Bekal, jalur: Jalur, jeda_ijazah: int, acak: Random, pada: date) -> Callable[[date], Rencana]:
    """Rencana karier bagi suatu TMT CPNS; selain waktunya semua sama, jadi kariernya dapat digeser."""
    sasaran, benih = periode_sasaran(pada), acak.getrandbits(64)
    predikat = _predikat(acak, tahun_kinerja_terakhir(pada))
    match jalur:
        case jalur if jalur in _MENUNGGU:
            sampai = sasaran
        case Jalur.PENYESUAIAN_IJAZAH | Jalur.SELESAI_TUGAS_BELAJAR:
            sampai = geser_bulan(sasaran, -TUNDA_KENAIKAN)
        case _:
            sampai = geser_bulan(pada, -acak.randint(0, 2))

    def rencana(tmt_cpns: date) -> Rencana:
        ijazah = _ijazah(bekal, tmt_cpns, jeda_ijazah, Random(benih), pada)
        return Rencana(tmt_cpns, bekal.awal, ijazah, predikat, sampai, pada)

    return rencana


def _jalani(
    bekal: Bekal, jalur: Jalur, rencana: Callable[[date], Rencana], tmt_cpns: date, sasaran: date, acak: Random
) -> Karier:
    if jalur in _MENUNGGU:
        return menunggu(bekal.jalan, rencana, tmt_cpns, sasaran, acak.randint(6, 14))
    return bekal.jalan(rencana(tmt_cpns))


def _ijazah(bekal: Bekal, tmt_cpns: date, jeda: int, acak: Random, pada: date) -> tuple[Ijazah, ...]:
    """Sekolah menengah, ijazah pengangkatan, dan S-2 yang diperoleh selagi bekerja."""
    program = bekal.program
    lulus = geser_bulan(tmt_cpns, -jeda) + timedelta(days=acak.randint(2, 27))
    ijazah = [tempuh(acak, program, lulus)]
    if program.tingkat_id >= DIPLOMA_III:
        lama = _USIA_LULUS[program.tingkat_id] - _USIA_LULUS["15"]
        ijazah.insert(0, tempuh(acak, acak.choice(MENENGAH[:3]), date(lulus.year - lama, 6, acak.randint(5, 25))))
    if program.tingkat_id == MAGISTER and not program.gelar_depan:
        ijazah.insert(1, tempuh(acak, acak.choice(SARJANA_UMUM), date(lulus.year - 3, 9, acak.randint(2, 27))))
    if bekal.magister:
        magister, tahun = bekal.magister
        lanjut = tambah_tahun(tmt_cpns, tahun) + timedelta(days=acak.randint(100, 300))
        if lanjut < pada:
            ijazah.append(tempuh(acak, magister, lanjut))
    return tuple(ijazah)


def _predikat(acak: Random, terakhir: int) -> dict[int, Predikat]:
    """Predikat tiap tahun; yang kurang dari Baik hanya di masa lampau."""
    rajin = acak.random() < 0.3
    return {
        tahun: Predikat.BUTUH_PERBAIKAN
        if tahun < terakhir - 4 and acak.random() < 0.01
        else Predikat.SANGAT_BAIK
        if acak.random() < (0.5 if rajin else 0.12)
        else Predikat.BAIK
        for tahun in range(1985, terakhir + 2)
    }

"""Perjalanan karier, dijalani periode demi periode menurut syarat kenaikan pangkat yang sebenarnya.

Tiap perjalanan mulai dari TMT CPNS dan berhenti pada hari yang diminta; hasilnya pangkat, jabatan, dan angka kredit
berurut waktu, tanpa nomor surat.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import NamedTuple

from models.aturan.masa_kerja import bulan_antara
from models.referensi import Golongan, JenisJabatan, JenisKP, Jenjang, Predikat, tingkat_pendidikan
from models.referensi.jabatan import RENTANG_ESELON, kategori, kebutuhan_angka_kredit, koefisien
from sandbox.populasi.ijazah import Ijazah
from sandbox.populasi.tempat import Kursi, jabatan_jf, jabatan_pelaksana_id
from sandbox.populasi.waktu import geser_bulan, periode_antara

_KONVERSI = {Predikat.SANGAT_BAIK: Decimal("1.5"), Predikat.BAIK: Decimal(1), Predikat.BUTUH_PERBAIKAN: Decimal("0.75")}
"""Bagian koefisien tahunan menurut predikat (PermenPANRB 1/2023)."""
_MINIMAL_JABATAN = 2
"""Tahun di satu jabatan sebelum diangkat ke eselon berikutnya."""
_BERIKUTNYA = {golongan: golongan.berikutnya for golongan in Golongan}
_TERLAMA_MENUNGGU = 24
"""Bulan."""


class Pangkat(NamedTuple):
    golongan: Golongan
    tmt: date
    jenis: JenisKP


class Jabatan(NamedTuple):
    jenis: JenisJabatan
    tmt: date
    nama: str
    jabatan_id: str | None = None
    eselon: str | None = None
    jenjang: Jenjang | None = None


class Kredit(NamedTuple):
    tanggal: date
    mulai: date
    selesai: date
    jenjang: Jenjang
    jumlah: Decimal


@dataclass(frozen=True)
class Rencana:
    """Bekal sebuah perjalanan."""

    tmt_cpns: date
    awal: Golongan
    ijazah: tuple[Ijazah, ...]
    predikat: Mapping[int, Predikat]
    sampai: date
    """Periode terakhir yang kenaikannya masih diproses."""
    pada: date
    """Hari ini: tak ada jabatan atau angka kredit sesudahnya."""

    def puncak(self, periode: date) -> Golongan:
        """Golongan tertinggi kenaikan reguler menurut ijazah yang sudah dimiliki."""
        dimiliki = (i.program.tingkat_id for i in self.ijazah if i.lulus <= periode)
        return max(tingkat_pendidikan(tingkat_id).golongan_puncak for tingkat_id in dimiliki)

    def kinerja_baik(self, periode: date) -> bool:
        terakhir = periode.year - (2 if periode.month == 1 else 1)
        return all(self.predikat[tahun] <= Predikat.BAIK for tahun in (terakhir, terakhir - 1))


@dataclass
class Karier:
    pangkat: list[Pangkat]
    jabatan: list[Jabatan]
    kredit: list[Kredit] = field(default_factory=list)

    @property
    def golongan(self) -> Golongan:
        return self.pangkat[-1].golongan

    @property
    def tujuan(self) -> Golongan | None:
        return _BERIKUTNYA[self.golongan]

    def tahun_pangkat(self, periode: date) -> int:
        return bulan_antara(self.pangkat[-1].tmt, periode) // 12

    def tahun_jabatan(self, periode: date) -> int:
        return bulan_antara(self.jabatan[-1].tmt, periode) // 12

    def naik(self, tujuan: Golongan, periode: date, jenis: JenisKP) -> None:
        self.pangkat.append(Pangkat(tujuan, periode, jenis))

    def tanpa_kenaikan_terakhir(self) -> "Karier":
        return Karier(self.pangkat[:-1], self.jabatan, self.kredit)


Jalan = Callable[[Rencana], Karier]


def _mulai(r: Rencana, pelaksana: str) -> Karier:
    jabatan = Jabatan(JenisJabatan.PELAKSANA, r.tmt_cpns, pelaksana, jabatan_pelaksana_id(pelaksana))
    return Karier([Pangkat(r.awal, r.tmt_cpns, JenisKP.PENGADAAN)], [jabatan])


def jalan_pelaksana(pelaksana: str) -> Jalan:
    """Naik reguler tiap empat tahun sampai batas ijazahnya."""

    def jalani(r: Rencana) -> Karier:
        k = _mulai(r, pelaksana)
        for periode in periode_antara(r.tmt_cpns, r.sampai):
            _naik_reguler(k, r, periode)
        return k

    return jalani


def _naik_reguler(k: Karier, r: Rencana, periode: date) -> None:
    if k.tahun_pangkat(periode) < 4 or k.tujuan is None:
        return
    if k.tujuan <= r.puncak(periode) and r.kinerja_baik(periode):
        k.naik(k.tujuan, periode, JenisKP.REGULER)


def jalan_struktural(pelaksana: str, tangga: tuple[Kursi, ...], benih: str) -> Jalan:
    """Pelaksana, lalu kursi demi kursi; naik pilihan dalam rentang eselonnya (PP 99/2000 jo. PP 12/2002)."""

    def jalani(r: Rencana) -> Karier:
        acak = Random(benih)
        k, sisa = _mulai(r, pelaksana), list(tangga)
        for periode in periode_antara(r.tmt_cpns, r.sampai):
            if k.jabatan[-1].eselon is None:
                _naik_reguler(k, r, periode)
            else:
                _naik_struktural(k, r, periode)
            lantik = periode + timedelta(days=acak.randint(3, 25))
            if sisa and lantik <= r.pada and _siap_duduk(k, sisa[0], periode) and acak.random() < 0.6:
                kursi = sisa.pop(0)
                k.jabatan.append(Jabatan(JenisJabatan.STRUKTURAL, lantik, kursi.nama, eselon=kursi.eselon))
        return k

    return jalani


def _siap_duduk(k: Karier, kursi: Kursi, periode: date) -> bool:
    """Pangkatnya sudah, atau setingkat di bawah, pangkat terendah eselonnya."""
    terendah = RENTANG_ESELON[kursi.eselon][0]
    return (k.golongan >= terendah or k.tujuan is terendah) and k.tahun_jabatan(periode) >= _MINIMAL_JABATAN


def _naik_struktural(k: Karier, r: Rencana, periode: date) -> None:
    terendah, tertinggi = RENTANG_ESELON[k.jabatan[-1].eselon or ""]
    if k.tujuan is None or k.tujuan > tertinggi or not r.kinerja_baik(periode):
        return
    dipercepat = k.tujuan is terendah
    if k.tahun_pangkat(periode) >= (1 if dipercepat else 4) and (not dipercepat or k.tahun_jabatan(periode) >= 1):
        k.naik(k.tujuan, periode, JenisKP.STRUKTURAL)


def jalan_fungsional(pelaksana: str, keluarga: str, jenjang: Jenjang, bulan_menunggu: int) -> Jalan:
    """Diangkat ke jabatan fungsional sesudah CPNS, lalu naik bila angka kreditnya cukup (PermenPANRB 1/2023)."""

    def jalani(r: Rencana) -> Karier:
        k = _mulai(r, pelaksana)
        diangkat = geser_bulan(r.tmt_cpns, bulan_menunggu)
        if diangkat > r.pada:
            return k
        _duduki(k, keluarga, jenjang, diangkat)
        dasar = kebutuhan_angka_kredit(jenjang, r.awal)
        if dasar is not None:
            k.kredit.append(Kredit(diangkat, r.tmt_cpns, diangkat, jenjang, dasar.jumlah))
        tahun = diangkat.year
        for periode in periode_antara(diangkat, r.sampai):
            while (penetapan := date(tahun + 1, 1, 20)) <= min(periode, r.pada):
                k.kredit.append(_kredit_setahun(k, r, tahun, penetapan))
                tahun += 1
            _naik_fungsional(k, r, periode, keluarga)
        return k

    return jalani


def _kredit_setahun(k: Karier, r: Rencana, tahun: int, penetapan: date) -> Kredit:
    """Konversi predikat setahun; tahun pertama dihitung sejak diangkat."""
    jenjang = next(j.jenjang for j in reversed(k.jabatan) if j.jenjang and j.tmt.year <= tahun)
    awal = max(date(tahun, 1, 1), k.jabatan[1].tmt)
    bagian = Decimal(bulan_antara(awal, date(tahun + 1, 1, 1))) / 12
    jumlah = koefisien()[jenjang] * _KONVERSI[r.predikat[tahun]] * bagian
    return Kredit(penetapan, awal, date(tahun, 12, 31), jenjang, jumlah.quantize(Decimal("0.001")))


def _naik_fungsional(k: Karier, r: Rencana, periode: date, keluarga: str) -> None:
    jenjang, tujuan = k.jabatan[-1].jenjang, k.tujuan
    kebutuhan = kebutuhan_angka_kredit(jenjang, tujuan) if jenjang and tujuan else None
    if jenjang is None or tujuan is None or kebutuhan is None:
        return
    urutan = kategori(jenjang)
    dihitung = urutan[urutan.index(kebutuhan.diperoleh_sejak) :]
    if sum(satu.jumlah for satu in k.kredit if satu.jenjang in dihitung) < kebutuhan.jumlah:
        return
    if urutan.index(jenjang) < urutan.index(kebutuhan.jenjang):
        _duduki(k, keluarga, kebutuhan.jenjang, min(periode + timedelta(days=14), r.pada))
    elif k.tahun_pangkat(periode) >= 2 and k.tahun_jabatan(periode) >= 1 and r.kinerja_baik(periode):
        k.naik(tujuan, periode, JenisKP.FUNGSIONAL)


def _duduki(k: Karier, keluarga: str, jenjang: Jenjang, tmt: date) -> None:
    """Duduki jenjang itu bila keluarganya mengenalnya."""
    ada = jabatan_jf(keluarga, jenjang)
    if ada:
        nama, jabatan_id = ada
        k.jabatan.append(Jabatan(JenisJabatan.FUNGSIONAL, tmt, nama, jabatan_id, jenjang=jenjang))


def menunggu(jalan: Jalan, rencana: Callable[[date], Rencana], tmt_cpns: date, sasaran: date, jeda: int) -> Karier:
    """Karier yang kenaikan berikutnya jatuh tempo sekitar ``jeda`` bulan sebelum periode sasaran, dan belum diusulkan.

    Perjalanannya digeser supaya kenaikan terakhirnya jatuh di situ, lalu kenaikan itu ditiadakan. Kenaikan jatuh pada
    periode dan angka kredit pada pergantian tahun, jadi geserannya dicoba makin jauh sampai kena.
    """
    terakhir = jalan(rencana(tmt_cpns)).pangkat[-1].tmt
    for lebih in (0, 6, 12, 18):
        geser = max(bulan_antara(terakhir, sasaran) - jeda - lebih, 0)
        karier = jalan(rencana(geser_bulan(tmt_cpns, geser)))
        if len(karier.pangkat) > 1 and bulan_antara(karier.pangkat[-1].tmt, sasaran) <= _TERLAMA_MENUNGGU:
            return karier.tanpa_kenaikan_terakhir()
    return karier

"""Riwayat selain yang menentukan pangkat: pengangkatan, kedudukan, diklat, gaji berkala, penghargaan, dan laporan."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any, Final
from uuid import UUID, uuid5

from models.aturan.gaji import gaji_pokok
from models.aturan.masa_kerja import MasaKerja, bulan_antara
from models.profil import JenisUjian, ProfilASN
from models.referensi import JenisJabatan, KedudukanHukum
from models.referensi.tanggal import tambah_tahun
from models.riwayat.kepangkatan import (
    RiwayatCpnsPns,
    RiwayatKedudukanHukum,
    RiwayatKGB,
    RiwayatPemblokiran,
    RiwayatTunjanganKinerja,
    StatusPengangkatan,
)
from models.riwayat.kompetensi import (
    RiwayatDiklat,
    RiwayatPendidikan,
    RiwayatPenghargaan,
    RiwayatPotensi,
    RiwayatPrestasi,
)
from models.riwayat.pribadi import (
    RiwayatCLTN,
    RiwayatKepanitiaan,
    RiwayatKesehatan,
    RiwayatLHKASN,
    RiwayatLHKPN,
    RiwayatOrganisasi,
)
from sandbox.populasi.riwayat import GAJI_BERLAKU
from sandbox.populasi.tempat import Tempat
from sandbox.populasi.waktu import geser_bulan

GELAR_BELUM = 0.03
_PELATIHAN: Final = (
    ("3", "Penyusunan Naskah Dinas"), ("3", "Pengelolaan Arsip Dinamis"), ("3", "Pengadaan Barang dan Jasa"),
    ("2", "Pelatihan Fungsional Dasar"), ("8", "Pelayanan Publik"), ("9", "Seminar Reformasi Birokrasi"),
    ("16", "Literasi Digital ASN"), ("4", "Lokakarya Manajemen Risiko"),
)  # fmt: skip
"""Kode jenis_diklat.csv dan namanya."""
_SATYALANCANA: Final = {10: "201", 20: "202", 30: "203"}
"""Tahun pengabdian → kode penghargaan.csv Satyalancana Karya Satya."""
_KELAS: Final = {"II": 14, "III": 11, "IV": 9}
"""Angka depan eselon → kelas jabatan yang lazim; jabatan lain kelas 5 sampai 8."""


@dataclass(frozen=True)
class Pelengkap:
    profil: ProfilASN
    tempat: Tempat
    acak: Random
    pada: date

    def riwayat(self) -> dict[str, tuple[Any, ...]]:
        kelompok = {
            "pendidikan": self._pendidikan(),
            "cpns_pns": self._pengangkatan(),
            "kedudukan": self._kedudukan(),
            "cltn": self._cltn(),
            "pemblokiran": self._pemblokiran(),
            "diklat": self._diklat(),
            "kgb": self._kgb(),
            "penghargaan": self._penghargaan(),
            "tunjangan_kinerja": self._tunjangan(),
            "lhkpn": self._lhkpn(),
            "lhkasn": self._lhkasn(),
            "organisasi": self._organisasi(),
            "kepanitiaan": self._kepanitiaan(),
            "kesehatan": self._kesehatan(),
            "prestasi": self._prestasi(),
            "potensi": self._potensi(),
        }
        return {nama: tuple(isi) for nama, isi in kelompok.items()}

    def id(self, jenis: str, ke: object = 0) -> UUID:
        return uuid5(self.profil.id, f"{jenis}:{ke}")

    def kena(self, peluang: float) -> bool:
        return self.acak.random() < peluang

    def nomor(self, klasifikasi: str, tahun: int) -> str:
        return f"{klasifikasi}/{self.acak.randint(100, 9899)}/{self.tempat.kode_surat}/{tahun}"

    def hari_pada(self, tahun: int) -> date:
        """Satu hari kerja dinas pada tahun itu."""
        return date(tahun, 1, 5) + timedelta(days=self.acak.randint(0, 340))

    def tahun_dinas(self, sedikitnya: int = 0) -> range:
        return range(self.profil.tmt_cpns.year + 1, self.pada.year - sedikitnya)

    def _pendidikan(self) -> Iterator[RiwayatPendidikan]:
        """Gelar dicantumkan sejak diangkat, atau beberapa bulan sesudah lulus; sebagian kecil belum."""
        for ijazah in self.profil.pendidikan:
            bergelar = ijazah.gelar_depan or ijazah.gelar_belakang
            hari = max(ijazah.hari_lulus + timedelta(days=self.acak.randint(60, 240)), self.profil.tmt_cpns)
            tercantum = bergelar and hari <= self.pada and not self.kena(GELAR_BELUM)
            yield ijazah.model_copy(update={"dicantumkan": hari}) if tercantum else ijazah

    def _pengangkatan(self) -> Iterator[RiwayatCpnsPns]:
        p = self.profil
        pertama = min(p.golongan, key=lambda r: r.tmt, default=None)
        yield RiwayatCpnsPns(
            id=self.id("cpns_pns", "cpns"),
            status=StatusPengangkatan.CPNS,
            tmt=p.tmt_cpns,
            instansi_id=self.tempat.id,
            jenis_pegawai=self.tempat.jenis_pegawai,
            jenis_pengadaan="1",
            nomor_sk=pertama.nomor_sk if pertama else "",
            tanggal_sk=pertama.tanggal_sk if pertama else None,
            nomor_penetapan_nip=pertama.nomor_pertek if pertama else "",
            tanggal_penetapan_nip=pertama.tanggal_pertek if pertama else None,
            nomor_spmt=self.nomor("800.1.2.5", p.tmt_cpns.year),
            tanggal_spmt=p.tmt_cpns,
        )
        if p.tmt_pns is not None:
            latsar = next((u for u in p.ujian if u.jenis is JenisUjian.LATSAR), None)
            yield RiwayatCpnsPns(
                id=self.id("cpns_pns", "pns"),
                status=StatusPengangkatan.PNS,
                tmt=p.tmt_pns,
                nomor_sk=self.nomor("800.1.2.3", p.tmt_pns.year),
                tanggal_sk=p.tmt_pns - timedelta(days=12),
                nomor_sttpl=latsar.nomor if latsar else "",
                tanggal_sttpl=latsar.tanggal if latsar else None,
                nomor_surat_dokter=f"445/{self.acak.randint(100, 999)}/{p.tmt_pns.year}",
                tanggal_surat_dokter=p.tmt_pns - timedelta(days=40),
                kartu_pegawai=f"{self.acak.choice('ABCP')}{self.acak.randint(10**5, 10**7 - 1):07d}",
            )

    def _kedudukan(self) -> Iterator[RiwayatKedudukanHukum]:
        if (kode := self.profil.kedudukan_hukum) == KedudukanHukum.AKTIF:
            return
        tugas = self.profil.penugasan[-1] if self.profil.penugasan else None
        tmt = tugas.mulai if tugas else self._mulai_cltn
        sk = tugas.nomor_sk if tugas else f"800.1.8/{tmt:%m%d}/{tmt.year}"
        yield RiwayatKedudukanHukum(id=self.id("kedudukan"), kode=kode, tmt=tmt, nomor_sk=sk, tanggal_sk=tmt)

    @property
    def _mulai_cltn(self) -> date:
        return geser_bulan(self.pada, -8)

    def _cltn(self) -> Iterator[RiwayatCLTN]:
        if self.profil.kedudukan_hukum == KedudukanHukum.CLTN:
            mulai = self._mulai_cltn
            yield RiwayatCLTN(
                id=self.id("cltn"),
                jenis_id="1",
                mulai=mulai,
                selesai=tambah_tahun(mulai, 3) - timedelta(days=1),
                alasan="Mendampingi suami atau istri yang bertugas di luar negeri",
                nomor_sk=f"800.1.8/{mulai:%m%d}/{mulai.year}",
                tanggal_sk=mulai,
            )

    def _pemblokiran(self) -> Iterator[RiwayatPemblokiran]:
        if self.profil.diblokir:
            mulai = self.pada - timedelta(days=self.acak.randint(20, 90))
            alasan = "Mutasi tidak sesuai norma, standar, prosedur, dan kriteria"
            yield RiwayatPemblokiran(id=self.id("pemblokiran"), mulai=mulai, alasan=alasan)

    def _diklat(self) -> Iterator[RiwayatDiklat]:
        tahun = self.tahun_dinas()
        for ke in range(min(self.acak.randint(0, 4), len(tahun))):
            jenis, nama = self.acak.choice(_PELATIHAN)
            selesai = self.hari_pada(self.acak.choice(tahun))
            hari = self.acak.randint(1, 10)
            yield RiwayatDiklat(
                id=self.id("diklat", ke),
                jenis_id=jenis,
                nama=nama,
                penyelenggara=self.tempat.nama,
                mulai=selesai - timedelta(days=hari - 1),
                selesai=selesai,
                jumlah_jam=hari * 8,
                nomor_sertifikat=self.nomor("800.2.2", selesai.year),
            )

    def _kgb(self) -> Iterator[RiwayatKGB]:
        """Dua tahun sekali ketika masa kerjanya genap; hanya sejak tabel gaji yang dimuat berlaku."""
        pangkat = self.profil.golongan_pada(self.pada)
        if pangkat is None:
            return
        masa = MasaKerja(tahun=pangkat.masa_kerja_tahun, bulan=pangkat.masa_kerja_bulan)
        for genap in range(masa.tahun // 2 * 2 + 2, masa.tahun + bulan_antara(pangkat.tmt, self.pada) // 12 + 2, 2):
            tmt = geser_bulan(pangkat.tmt, genap * 12 - masa.jumlah_bulan)
            if GAJI_BERLAKU <= tmt <= self.pada:
                yield RiwayatKGB(
                    id=self.id("kgb", genap),
                    golongan=pangkat.golongan,
                    tmt=tmt,
                    masa_kerja_tahun=genap,
                    masa_kerja_bulan=0,
                    gaji_pokok=gaji_pokok(pangkat.golongan, MasaKerja(tahun=genap)),
                    nomor_sk=self.nomor("800.1.11.2", tmt.year),
                    tanggal_sk=tmt - timedelta(days=30),
                )

    def _penghargaan(self) -> Iterator[RiwayatPenghargaan]:
        for tahun, jenis in _SATYALANCANA.items():
            diberikan = date(self.profil.tmt_cpns.year + tahun, 8, 17)
            if diberikan < self.pada and self.kena(0.6):
                yield RiwayatPenghargaan(
                    id=self.id("penghargaan", tahun),
                    jenis_id=jenis,
                    tahun=diberikan.year,
                    nomor_sk=f"{self.acak.randint(10, 99)}/TK/TAHUN {diberikan.year}",
                    tanggal_sk=diberikan,
                )

    def _tunjangan(self) -> Iterator[RiwayatTunjanganKinerja]:
        jabatan = self.profil.jabatan_pada(self.pada)
        if jabatan is not None:
            kelas = _KELAS.get((jabatan.eselon or "").split(".")[0]) or self.acak.randint(5, 8)
            yield RiwayatTunjanganKinerja(
                id=self.id("tunjangan_kinerja"), tmt=jabatan.tmt, kelas_jabatan=kelas, jumlah=kelas * 620_000
            )

    def _lhkpn(self) -> Iterator[RiwayatLHKPN]:
        jabatan = self.profil.jabatan_pada(self.pada)
        if jabatan is None or jabatan.jenis is not JenisJabatan.STRUKTURAL or (jabatan.eselon or "") >= "IV":
            return
        for tahun in self._tahun_lapor(jabatan.tmt):
            lapor = date(tahun, 3, self.acak.randint(1, 31))
            yield RiwayatLHKPN(id=self.id("lhkpn", tahun), tahun=tahun, tanggal_lapor=lapor, lengkap=True)

    def _lhkasn(self) -> Iterator[RiwayatLHKASN]:
        for tahun in self._tahun_lapor(self.profil.tmt_cpns):
            if self.kena(0.7):
                lapor = date(tahun, 3, self.acak.randint(1, 31))
                yield RiwayatLHKASN(id=self.id("lhkasn", tahun), tahun=tahun, tanggal_lapor=lapor, lengkap=True)

    def _tahun_lapor(self, sejak: date) -> Iterator[int]:
        return (t for t in range(self.pada.year - 1, self.pada.year + 1) if sejak < date(t, 3, 31) <= self.pada)

    def _organisasi(self) -> Iterator[RiwayatOrganisasi]:
        if self.kena(0.3):
            yield RiwayatOrganisasi(
                id=self.id("organisasi"), nama="KORPRI", bidang_id="C", jabatan="Anggota", mulai=self.profil.tmt_cpns
            )

    def _kepanitiaan(self) -> Iterator[RiwayatKepanitiaan]:
        if self.kena(0.08) and (tahun := self.tahun_dinas()):
            mulai = self.hari_pada(self.acak.choice(tahun))
            yield RiwayatKepanitiaan(
                id=self.id("kepanitiaan"),
                nama="Panitia Seleksi Kompetensi",
                peran="Anggota",
                mulai=mulai,
                selesai=mulai,
            )

    def _kesehatan(self) -> Iterator[RiwayatKesehatan]:
        if self.kena(0.15) and (tahun := self.tahun_dinas()):
            yield RiwayatKesehatan(
                id=self.id("kesehatan"),
                tanggal=self.hari_pada(self.acak.choice(tahun)),
                jenis="Pemeriksaan kesehatan berkala",
                hasil="Sehat",
                fasilitas=f"RSUD {self.tempat.kota}",
            )

    def _prestasi(self) -> Iterator[RiwayatPrestasi]:
        if self.kena(0.03) and (tahun := self.tahun_dinas()):
            hari = self.hari_pada(self.acak.choice(tahun))
            yield RiwayatPrestasi(
                id=self.id("prestasi"), nama="Pegawai teladan", tanggal=hari, tingkat="Instansi",
                penyelenggara=self.tempat.nama,
            )  # fmt: skip

    def _potensi(self) -> Iterator[RiwayatPotensi]:
        if self.kena(0.1) and (tahun := self.tahun_dinas()):
            yield RiwayatPotensi(
                id=self.id("potensi"),
                tanggal=self.hari_pada(self.acak.choice(tahun)),
                metode="Penilaian kompetensi",
                kategori=self.acak.choice(("Optimal", "Cukup optimal", "Memenuhi syarat")),
                penyelenggara=self.tempat.nama,
            )

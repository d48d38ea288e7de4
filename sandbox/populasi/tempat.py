"""Delapan instansi sandbox: unit organisasinya, jabatan yang hidup di dalamnya, dan berapa orang tinggal di situ."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from typing import NamedTuple
from uuid import NAMESPACE_URL, uuid5

from models.referensi.berkas import baris
from models.referensi.instansi import instansi
from models.referensi.jabatan import NAMA_JENJANG, jabatan_fungsional
from models.referensi.kode import Jenjang
from sandbox.akun import INSTANSI, InstansiSandbox


@dataclass(frozen=True)
class Bidang:
    """Pekerjaan sejenis unit: jabatan fungsionalnya, keahlian dan keterampilan."""

    keahlian: tuple[str, ...] = ()
    keterampilan: tuple[str, ...] = ()


_SEKOLAH = Bidang(("Guru",))
_KLINIK = Bidang(
    ("Dokter", "Dokter Gigi", "Perawat", "Apoteker", "Nutrisionis"),
    ("Perawat", "Bidan", "Nutrisionis", "Asisten Apoteker", "Pranata Laboratorium Kesehatan"),
)
_KESEHATAN = Bidang(("Administrator Kesehatan", "Epidemiolog Kesehatan"), ("Tenaga Sanitasi Lingkungan",))
_KEPEGAWAIAN = Bidang(("Analis Sumber Daya Manusia Aparatur",), ("Pranata Sumber Daya Manusia Aparatur",))
_PERENCANAAN = Bidang(("Perencana", "Analis Kebijakan"))
_PENGAWASAN = Bidang(("Auditor",))
_INFORMATIKA = Bidang(("Pranata Komputer",), ("Pranata Komputer",))
_ARSIP = Bidang(("Arsiparis", "Pustakawan"), ("Arsiparis",))
_PERTANIAN = Bidang(("Penyuluh Pertanian",))
_SOSIAL = Bidang(("Pekerja Sosial",))
_JALAN = Bidang(("Penata Kelola Jalan dan Jembatan",))
_PAJAK = Bidang(("Pemeriksa Pajak",), ("Asisten Pemeriksa Pajak",))
_CUKAI = Bidang(("Pemeriksa Bea dan Cukai",), ("Pemeriksa Bea dan Cukai",))
_PERBENDAHARAAN = Bidang(
    ("Analis Perbendaharaan Negara",), ("Pembina Teknis Perbendaharaan Negara", "Pranata Keuangan APBN")
)
_ANGGARAN = Bidang(("Analis Anggaran", "Analis Kebijakan"), ("Pranata Keuangan APBN",))
_KUA = Bidang(("Penghulu", "Penyuluh Agama"))
_UMUM = Bidang()


@dataclass(frozen=True)
class Unor:
    nama: str
    bidang: Bidang = _UMUM
    eselon: str | None = "II"
    """Eselon pimpinannya: ``II`` (II.a, atau II.b di kabupaten/kota) atau ``III.a``; kosong bagi sekolah dan klinik,
    yang hanya berisi jabatan fungsional dan pelaksana."""

    @property
    def pimpinan(self) -> str:
        """Sebutan kepalanya, mis. ``Camat Coblong`` bagi ``Kecamatan Coblong``."""
        for unit, sebutan in (
            ("Kecamatan ", "Camat "), ("Direktorat ", "Direktur "), ("Sekretariat ", "Sekretaris "),
            ("Inspektorat ", "Inspektur "),
        ):  # fmt: skip
            if self.nama.startswith(unit):
                return sebutan + self.nama.removeprefix(unit)
        return f"Kepala {self.nama}"


class Kursi(NamedTuple):
    """Satu jabatan struktural; hanya seorang yang mendudukinya."""

    unor: Unor
    eselon: str
    nama: str


@dataclass(frozen=True)
class Tempat:
    instansi: InstansiSandbox
    kota: str
    """Kota penetapan surat dan kelahiran kebanyakan pegawainya."""
    penduduk: int
    unor: tuple[Unor, ...]

    @property
    def id(self) -> str:
        return self.instansi.id

    @property
    def nama(self) -> str:
        return instansi(self.id).nama

    @property
    def kode_surat(self) -> str:
        """Kode pengolah pada nomor suratnya."""
        return {"PROV": "BKD", "KAB": "BKPSDM", "KOT": "BKPSDM"}.get(instansi(self.id).kelompok, "SJ.2")

    @property
    def kabupaten_kota(self) -> bool:
        return instansi(self.id).kelompok in ("KAB", "KOT")

    @cached_property
    def kursi(self) -> tuple[Kursi, ...]:
        """Semua jabatan struktural instansi itu (pola PP 18/2016 bagi daerah)."""
        return tuple(Kursi(u, eselon, nama) for u in self.unor if u.eselon for eselon, nama in self._susunan(u))

    def _susunan(self, u: Unor) -> Iterator[tuple[str, str]]:
        if u.eselon == "II":
            yield "II.b" if self.kabupaten_kota else "II.a", u.pimpinan
            yield "III.a", f"Sekretaris {u.nama}" if instansi(self.id).jenis == "daerah" else f"Kepala Bagian {u.nama}"
            bidang = "III.b" if self.kabupaten_kota else "III.a"
            yield from ((bidang, f"Kepala Bidang {b} {u.nama}") for b in ("Perencanaan dan Pelaporan", "Pelayanan"))
        else:
            yield "III.a", u.pimpinan
        yield "IV.a", f"Kepala Sub Bagian Umum dan Kepegawaian {u.nama}"
        if self.kabupaten_kota and u.eselon == "III.a":
            yield "IV.b", f"Kepala Seksi Pelayanan {u.nama}"
        else:
            yield "IV.a", f"Kepala Sub Bagian Keuangan {u.nama}"

    @property
    def jenis_pegawai(self) -> str:
        """Kode jenis_pegawai.csv bagi yang bekerja di instansinya sendiri."""
        return {"PROV": "10", "KAB": "15", "KOT": "15"}.get(instansi(self.id).kelompok, "1")

    @property
    def jenis_pegawai_dpk_dpb(self) -> tuple[str, str]:
        """Kode bagi yang dipekerjakan dan yang diperbantukan di luar instansinya."""
        return {"10": ("12", "11"), "15": ("17", "16")}.get(self.jenis_pegawai, ("3", "2"))

    def unor_id(self, unor: Unor) -> str:
        return uuid5(NAMESPACE_URL, f"sandbox:unor:{self.id}:{unor.nama}").hex


def _daerah(sekolah: tuple[str, ...], klinik: tuple[str, ...], kecamatan: tuple[str, ...] = ()) -> tuple[Unor, ...]:
    return (
        Unor("Dinas Pendidikan", _PERENCANAAN),
        *(Unor(nama, _SEKOLAH, eselon=None) for nama in sekolah),
        Unor("Dinas Kesehatan", _KESEHATAN),
        *(Unor(nama, _KLINIK, eselon=None) for nama in klinik),
        Unor("Dinas Pekerjaan Umum dan Penataan Ruang", _JALAN),
        Unor("Dinas Sosial", _SOSIAL),
        Unor("Dinas Ketahanan Pangan dan Pertanian", _PERTANIAN),
        Unor("Dinas Komunikasi dan Informatika", _INFORMATIKA),
        Unor("Dinas Arsip dan Perpustakaan", _ARSIP),
        Unor("Dinas Kependudukan dan Pencatatan Sipil"),
        Unor("Dinas Perhubungan"),
        Unor("Badan Kepegawaian dan Pengembangan Sumber Daya Manusia", _KEPEGAWAIAN),
        Unor("Badan Perencanaan Pembangunan, Riset dan Inovasi Daerah", _PERENCANAAN),
        Unor("Badan Pendapatan Daerah"),
        Unor("Inspektorat Daerah", _PENGAWASAN),
        Unor("Sekretariat DPRD", _ARSIP),
        *(Unor(f"Kecamatan {nama}", eselon="III.a") for nama in kecamatan),
    )


_INSTANSI = {i.slug: i for i in INSTANSI}

TEMPAT = (
    Tempat(_INSTANSI["kemenkeu"], "Jakarta", 300, (
        Unor("Biro Sumber Daya Manusia", _KEPEGAWAIAN),
        Unor("Inspektorat I", _PENGAWASAN),
        Unor("Direktorat Harmonisasi Kebijakan Penganggaran", _ANGGARAN),
        Unor("Direktorat Sistem Informasi dan Teknologi Perbendaharaan", _INFORMATIKA),
        *(Unor(f"KPP Pratama {nama}", _PAJAK, eselon="III.a")
          for nama in ("Bandung Cibeunying", "Bogor", "Garut", "Surabaya Gubeng")),
        *(Unor(f"KPPBC TMP A {nama}", _CUKAI, eselon="III.a") for nama in ("Bandung", "Bogor", "Tanjung Perak")),
        *(Unor(f"KPPN {nama}", _PERBENDAHARAAN, eselon="III.a") for nama in ("Bandung I", "Garut", "Surabaya I")),
    )),
    Tempat(_INSTANSI["kemenkes"], "Jakarta", 240, (
        Unor("Biro Sumber Daya Manusia", _KEPEGAWAIAN),
        Unor("Inspektorat I", _PENGAWASAN),
        Unor("Direktorat Tata Kelola Pelayanan Kesehatan", _KESEHATAN),
        Unor("Pusat Data dan Teknologi Informasi", _INFORMATIKA),
        *(Unor(nama, _KLINIK, eselon=None) for nama in (
            "RSUP Dr. Hasan Sadikin Bandung", "RS Paru Dr. M. Goenawan Partowidigdo", "RS Marzoeki Mahdi Bogor",
            "RSUP Nasional Dr. Cipto Mangunkusumo")),
        *(Unor(f"Balai Besar Kekarantinaan Kesehatan {nama}", _KESEHATAN, eselon="III.a")
          for nama in ("Surabaya", "Jakarta", "Bandung")),
    )),
    Tempat(_INSTANSI["kemenag"], "Jakarta", 300, (
        Unor("Biro Sumber Daya Manusia", _KEPEGAWAIAN),
        Unor("Inspektorat I", _PENGAWASAN),
        *(Unor(f"Kantor Kementerian Agama {nama}", _KUA, eselon="III.a")
          for nama in ("Kota Bandung", "Kabupaten Garut", "Kota Bogor", "Kota Surabaya")),
        *(Unor(nama, _SEKOLAH, eselon=None) for nama in (
            "MAN 1 Kota Bandung", "MTsN 2 Kota Bandung", "MAN 1 Garut", "MIN 1 Garut", "MAN 2 Kota Bogor",
            "MTsN 1 Kota Surabaya")),
        *(Unor(f"KUA Kecamatan {nama}", _KUA, eselon=None)
          for nama in ("Coblong", "Lengkong", "Tarogong Kidul", "Bogor Timur", "Gubeng")),
    )),
    Tempat(_INSTANSI["jabar"], "Bandung", 300, (
        *_daerah(
            ("SMA Negeri 3 Bandung", "SMA Negeri 1 Garut", "SMK Negeri 4 Bandung", "SMK Negeri 3 Bogor",
             "SLB Negeri Cicendo"),
            ("RSUD Al-Ihsan", "RS Jiwa Provinsi Jawa Barat"),
        ),
        Unor("Dinas Kehutanan"),
    )),
    Tempat(_INSTANSI["bandung"], "Bandung", 300, _daerah(
        ("SD Negeri 113 Banjarsari", "SD Negeri 061 Cirateun", "SMP Negeri 2 Bandung", "SMP Negeri 14 Bandung"),
        ("UPTD Puskesmas Garuda", "UPTD Puskesmas Ibrahim Adjie", "RSUD Kota Bandung"),
        ("Coblong", "Sukajadi", "Lengkong", "Cibiru", "Antapani"),
    )),
    Tempat(_INSTANSI["garut"], "Garut", 220, _daerah(
        ("SD Negeri 1 Regol", "SD Negeri 2 Cikajang", "SMP Negeri 1 Garut"),
        ("UPTD Puskesmas Guntur", "RSUD dr. Slamet"),
        ("Tarogong Kidul", "Cikajang", "Bayongbong"),
    )),
    Tempat(_INSTANSI["bogor"], "Bogor", 180, _daerah(
        ("SD Negeri Polisi 4", "SMP Negeri 1 Bogor"),
        ("UPTD Puskesmas Tegal Gundil", "RSUD Kota Bogor"),
        ("Bogor Timur", "Bogor Barat", "Tanah Sareal"),
    )),
    Tempat(_INSTANSI["surabaya"], "Surabaya", 160, _daerah(
        ("SD Negeri Ketabang I", "SMP Negeri 1 Surabaya"),
        ("UPTD Puskesmas Ketabang", "RSUD dr. Mohamad Soewandhie"),
        ("Gubeng", "Rungkut", "Tegalsari"),
    )),
)  # fmt: skip

PELAKSANA_MENENGAH = (
    "Pengadministrasi Perkantoran",
    "Operator Layanan Operasional",
    "Pengelola Umum Operasional",
    "Teknisi Sarana dan Prasarana",
)
PELAKSANA_DIPLOMA = ("Pengolah Data dan Informasi", "Pengelola Layanan Operasional", "Dokumentalis Hukum")
PELAKSANA_SARJANA = ("Penelaah Teknis Kebijakan", "Penata Layanan Operasional", "Penata Kelola Pemerintahan")


def tempat(slug: str) -> Tempat:
    """``ValueError`` bila bukan salah satu instansi sandbox."""
    for satu in TEMPAT:
        if satu.instansi.slug == slug:
            return satu
    raise ValueError(f"instansi {slug!r} tidak ada di sandbox; pilih {', '.join(t.instansi.slug for t in TEMPAT)}")


@cache
def _jf_menurut_nama() -> dict[str, str]:
    return {satu.nama: satu.id for satu in jabatan_fungsional().values()}


def jabatan_jf(keluarga: str, jenjang: Jenjang) -> tuple[str, str] | None:
    """Nama dan id, mis. ``Guru Ahli Muda``; kosong bila keluarga itu tidak mengenal jenjangnya."""
    nama = f"{keluarga} {NAMA_JENJANG[jenjang]}"
    jabatan_id = _jf_menurut_nama().get(nama)
    return (nama, jabatan_id) if jabatan_id else None


def jabatan_pelaksana_id(nama: str) -> str:
    """Id SIASN jabatan pelaksana; ``KeyError`` bila namanya tidak ada di referensi."""
    return _pelaksana_menurut_nama()[nama.upper()]


@cache
def _pelaksana_menurut_nama() -> dict[str, str]:
    dipakai = {nama.upper() for nama in (*PELAKSANA_MENENGAH, *PELAKSANA_DIPLOMA, *PELAKSANA_SARJANA)}
    return {b["nama"]: b["id"] for b in baris("jabatan_pelaksana.csv.gz") if b["nama"] in dipakai}

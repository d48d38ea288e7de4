"""Definisi sebuah layanan: yang perlu diketahui API, worker, dan gudang tentangnya selain urutan langkahnya.

Satu layanan satu modul di ``models/layanan/`` (definisi) dan satu di ``workflows/layanan/`` (prosedur); ruang lain
tidak menyebut layanan mana pun dengan namanya.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, Final, NamedTuple
from uuid import UUID

from pydantic import BaseModel, Field, JsonValue

from models.ketetapan import Ketentuan
from models.koreksi import CaraBerakhir
from models.langkah import Tempat
from models.pemeriksaan import Pemeriksaan
from models.peran import BKN_PUSAT, Peran, unit_asn, unit_instansi
from models.perubahan import Perubahan
from models.pesan import Pesan
from models.profil import ProfilASN
from models.referensi.dokumen import NAMA_DOKUMEN, SyaratDokumen
from models.setneg import BarisKeputusan, Beda, DataKeputusan
from models.surat import IsiSurat, JenisSurat, Pejabat, SuratRujukan


class SuratAsal(Pesan):
    """Surat terbit yang dikoreksi sebuah usulan."""

    surat_id: UUID
    usulan_id: UUID
    """Usulan asalnya: yang melahirkan surat pertama dalam rantai penggantian ini."""
    jenis: JenisSurat
    unit: str
    rujukan: SuratRujukan
    isi: dict[str, JsonValue]
    """Isi lengkapnya seperti tercetak."""


class AsalKoreksi(Pesan):
    """Surat yang hendak dikoreksi dan usulan asalnya, menurut keadaannya sekarang."""

    surat: SuratAsal
    berlaku: bool
    """Terbit, dan belum diganti atau dicabut."""
    jenis_pertama: JenisSurat
    """Jenis surat pertama dalam rantainya: yang diterbitkan usulan asalnya sendiri."""
    asn_id: UUID
    instansi_id: str
    rute: str
    terbuka: bool
    """Usulan asalnya masih berjalan."""
    usulan_lain: str | None
    """Nomor usulan lain ASN itu pada layanan yang sama, yang sudah diajukan dan masih berjalan."""
    unit: dict[Tempat, str]
    """Unit tiap tempat menurut berkas beku usulan asalnya."""


class Bahan(Pesan):
    """Yang sudah terisi pada sebuah konsep atau tugas perbaikan."""

    usulan_id: UUID
    layanan: str
    jenis: str
    instansi_id: str
    periode: date
    isi: dict[str, JsonValue]
    dokumen: dict[str, UUID]
    asal: AsalKoreksi | None = None
    """Bagi usulan koreksi: surat yang disebut ``isi["surat_id"]``."""
    ketentuan: Ketentuan = Field(default_factory=Ketentuan)
    """Ketetapan yang berlaku pada hari ini di tempat instansinya."""
    hari_ini: date | None = None
    """Tanggal sipil di tempat instansinya."""
    bersurat: dict[UUID, str] = Field(default_factory=dict)
    """Baris riwayat ASN-nya yang lahir dari surat terbit → nomor suratnya."""


class Kejanggalan(NamedTuple):
    """Isian yang bentuknya sah tetapi tidak cocok dengan profilnya."""

    bidang: str
    """Nama isian tanpa awalan."""
    sebab: str
    tindakan: str


class BedaIsian(Pesan):
    """Satu isian profil di sisi usulannya."""

    bidang: str
    """Nama isian seperti ditunjuk alasan, misalnya ``riwayat.alamat``."""
    nama: str
    """Seperti dibaca orang."""
    lama: JsonValue
    """Yang dilihat pengusul."""
    kini: JsonValue
    """Yang tersimpan sekarang."""
    baru: JsonValue
    berubah: bool
    """Nilai kini bukan lagi yang dilihat pengusul."""


class Kewenangan(Pesan):
    """Jalan yang ditempuh sebuah usulan dan unit yang mengerjakannya."""

    rute: str
    """Cabang prosedur, misalnya ``ppk`` atau ``presiden``; dibekukan dalam berkas."""
    unit: dict[Tempat, str]
    """Tempat yang tidak disebut tidak dilalui: langkahnya tidak ikut dibekukan."""


BERSAMA: Final = frozenset({Tempat.INSTANSI, Tempat.BKN, Tempat.ASN})
"""Tempat yang unitnya diberikan dasar, jadi tidak dapat dilupakan definisi."""


def unit_bersama(instansi_id: str, asn_id: UUID | None = None) -> dict[Tempat, str]:
    """Unit tempat bersama; ``asn_id`` bagi jenis yang boleh diusulkan ASN-nya sendiri."""
    unit = {Tempat.INSTANSI: unit_instansi(instansi_id), Tempat.BKN: BKN_PUSAT}
    return unit | {Tempat.ASN: unit_asn(asn_id)} if asn_id else unit


class DefinisiKeliru(Exception):
    """Sebuah layanan salah didefinisikan; pesannya menyebut layanannya, bagiannya, dan obatnya."""

    def __init__(self, kode: str, bagian: str, sebab: str) -> None:
        super().__init__(f"Definisi {kode}, {bagian}: {sebab}")
        self.bagian = bagian


class FaktaSurat(Pesan):
    """Yang diketahui tentang satu usulan ketika suratnya disusun."""

    layanan: str
    jenis: str
    periode: date
    isi: dict[str, JsonValue]
    profil: ProfilASN
    nomor_usul: str
    tanggal_usul: date
    pengusul: str
    """Jabatan PPK yang mengusulkan."""
    nomor: str
    tanggal: date
    unit: str
    """Unit penerbit surat ini."""
    penandatangan: Pejabat
    versi_templat: int
    tautan: str
    terbitan: dict[JenisSurat, SuratRujukan]
    """Surat yang berlaku menurut jenisnya: milik usulan ini, atau usulan asalnya bagi koreksi.

    Pengganti sebuah surat juga disebut di bawah jenis yang digantinya.
    """
    asal: SuratAsal | None = None
    """Bagi usulan koreksi: surat yang disebut ``isi["surat_id"]``."""


@dataclass(frozen=True)
class FaktaAkibat:
    """Yang diketahui tentang satu usulan ketika akibatnya ditulis ke profil."""

    usulan_id: UUID
    jenis: str
    isi: Mapping[str, JsonValue]
    dokumen: Mapping[str, UUID]
    profil: ProfilASN
    surat: IsiSurat | None
    """Surat yang menjadi dasarnya, seperti tercetak; kosong bila perubahannya cukup disetujui."""


@dataclass(frozen=True)
class Naskah:
    """Satu jenis surat sebuah layanan."""

    jenis: JenisSurat
    nama: str
    """Seperti tampil di halaman verifikasi publik."""
    penandatangan: Peran
    bentuk_nomor: str
    """``str.format`` dengan ``urut``, ``tahun``, dan ``penerbit`` (``BKN``, ``KR.III``, atau ``KOTA-BANDUNG``)."""
    isi: type[IsiSurat]
    susun: Callable[[FaktaSurat], IsiSurat]
    """``ValueError`` dengan obatnya bila ada fakta yang kurang."""
    versi: int = 1
    """Versi templat bagi usulan baru."""
    kolektif: bool = False
    """Templatnya juga mengenal bentuk kolektif: beberapa orang dengan lampiran."""
    kode_arsip: str = ""
    """Kode dokumennya dalam arsip digital ASN, tempat ia masuk begitu terbit; kosong bila tidak diarsipkan di sana."""
    mengakhiri: CaraBerakhir | None = None
    """Bagi surat koreksi: yang terjadi pada surat asalnya begitu surat ini terbit."""


class DasarKeliru(ValueError):
    """Surat yang disebut bukan dasar perubahan profil itu; pesannya menyebut obatnya."""


@dataclass(frozen=True)
class FaktaDiterima:
    """Keputusan dari luar yang tanda tangannya sah, dan surat kita yang menjadi dasarnya."""

    data: DataKeputusan
    instansi_id: str
    dasar: IsiSurat
    rujukan: SuratRujukan
    """Surat dasarnya seperti disebut surat lain."""
    penandatangan: Pejabat
    """Menurut sertifikatnya."""
    tautan: str


@dataclass(frozen=True)
class SuratDiterima:
    """Satu jenis keputusan dari luar yang ditunggu sebuah layanan: dibandingkan dan diarsipkan, bukan disusun."""

    jenis: JenisSurat
    nama: str
    isi: type[IsiSurat]
    dasar: JenisSurat
    """Surat kita yang dirujuknya, misalnya pertek."""
    bandingkan: Callable[[IsiSurat, BarisKeputusan], tuple[Beda, ...]]
    """Isi surat dasar, baris keputusan → beda-bedanya; kosong bila cocok."""
    susun: Callable[[FaktaDiterima], IsiSurat]
    kode_arsip: str = ""
    """Seperti pada ``Naskah``."""


RIWAYAT_GOLONGAN: Final = "golongan"
"""Kunci seluruh riwayat golongan: baris-barisnya saling bertumpu, jadi hanya satu usulan yang mengubahnya."""


class Definisi(ABC):
    kode: ClassVar[str]
    """Nama alur kerjanya, misalnya ``KenaikanPangkat``."""
    nama: ClassVar[str]
    awalan_nomor: ClassVar[str]
    """Awal nomor berkas, misalnya ``KP``."""
    jenis: ClassVar[Mapping[str, str]]
    """Kode jenis → namanya."""
    berperiode: ClassVar[bool] = False
    """Hanya diajukan selagi periodenya terbuka."""
    bawaan: ClassVar[bool] = False
    """Layanan yang dimaksud permintaan yang tidak menyebut layanannya; satu saja."""
    diprediksi: ClassVar[bool] = False
    """Layanan yang kelayakannya dihitung di muka bagi setiap ASN; satu saja."""
    satu_terbuka: ClassVar[bool] = True
    """Seorang ASN paling banyak punya satu usulan terbuka; selain itu yang berbenturan ditentukan ``kunci``."""
    naskah: ClassVar[tuple[Naskah, ...]] = ()
    diterima: ClassVar[tuple[SuratDiterima, ...]] = ()
    nama_dokumen: ClassVar[Mapping[str, str]] = NAMA_DOKUMEN
    """Kode dokumen yang dikenalnya → nama dokumen."""
    rute_tempat: ClassVar[Mapping[str, frozenset[Tempat]]]
    """Rute → tempat yang dilaluinya di samping yang bersama (instansi, BKN, dan ASN)."""
    rute_bawaan: ClassVar[Mapping[str, str]] = {}
    """Jenis yang kewenangannya dapat ditetapkan administrator → rute bawaannya, ``instansi`` atau ``bkn``."""

    @property
    def templat(self) -> dict[JenisSurat, int]:
        """Versi templat tiap surat bagi usulan baru."""
        return {satu.jenis: satu.versi for satu in self.naskah}

    def surat(self, jenis: str, rute: str) -> tuple[Naskah, ...]:
        """Surat yang terbit dari jenis usulan dan rute itu, menurut urutan terbitnya."""
        return self.naskah

    def diusulkan_asn(self, jenis: str) -> bool:
        """ASN boleh mengusulkan jenis ini sendiri, tanpa operator."""
        return False

    @abstractmethod
    def formulir(self, jenis: str) -> type[BaseModel]:
        """Bentuk isian satu jenis; keterangan tiap isian tampil pada halaman."""

    @abstractmethod
    def periksa(self, bahan: Bahan, profil: ProfilASN) -> Pemeriksaan:
        """Syarat demi syarat; isian yang belum sah dibaca sebagai kosong."""

    @abstractmethod
    def dokumen(self, bahan: Bahan, profil: ProfilASN) -> tuple[SyaratDokumen, ...]:
        """Dokumen yang diminta, yang wajib lebih dahulu; kosong selama belum dapat ditentukan."""

    def diminta(self, kode: str, *, wajib: bool = True) -> SyaratDokumen:
        """Dokumen berkode itu, dengan namanya dari ``nama_dokumen``."""
        if kode not in self.nama_dokumen:
            raise DefinisiKeliru(self.kode, "dokumen", f"kode {kode!r} tidak dikenal; tambahkan ke nama_dokumen.")
        return SyaratDokumen(kode, self.nama_dokumen[kode], wajib)

    @abstractmethod
    def rute_dan_unit(self, bahan: Bahan, profil: ProfilASN) -> Kewenangan | None:
        """Rute dan unit tempat khasnya, tepat seperti ``rute_tempat``; kosong selama belum dapat ditentukan."""

    def kewenangan(self, bahan: Bahan, profil: ProfilASN) -> Kewenangan | None:
        """Kosong selama belum dapat ditentukan; pemeriksaannya menjelaskan sebabnya."""
        khas = self.rute_dan_unit(bahan, profil)
        if khas is None:
            return None
        if self.rute_tempat.get(khas.rute) != khas.unit.keys():
            raise DefinisiKeliru(
                self.kode,
                "rute_dan_unit",
                f"rute {khas.rute!r} berunit di {', '.join(sorted(khas.unit)) or 'tidak satu tempat pun'}; "
                "samakan dengan rute_tempat.",
            )
        bersama = unit_bersama(bahan.instansi_id, profil.id if self.diusulkan_asn(bahan.jenis) else None)
        return khas.model_copy(update={"unit": bersama | khas.unit})

    def rute(self, bahan: Bahan) -> str:
        """Rute menurut ketetapan yang berlaku, bagi jenis yang ada dalam ``rute_bawaan``."""
        return bahan.ketentuan.rute.get(bahan.jenis, self.rute_bawaan[bahan.jenis])

    def kejanggalan(self, bahan: Bahan, profil: ProfilASN) -> tuple[Kejanggalan, ...]:
        return ()

    def lengkapi(self, bahan: Bahan, perubahan: Mapping[str, JsonValue], profil: ProfilASN) -> dict[str, JsonValue]:
        """Perubahan isian (JSON Merge Patch) yang dilengkapi dari profil sebelum disimpan."""
        return dict(perubahan)

    def perbandingan(self, bahan: Bahan, profil: ProfilASN) -> tuple[BedaIsian, ...]:
        """Bagian profil yang hendak diubah: yang dilihat pengusul, yang tersimpan kini, dan yang diusulkan."""
        return ()

    def kunci(self, bahan: Bahan) -> frozenset[str]:
        """Bagian profil yang tidak boleh diubah usulan lain selama usulan ini terbuka."""
        return frozenset()

    def akibat(self, fakta: FaktaAkibat) -> tuple[Perubahan, ...]:
        """Perubahan profil yang ditetapkan usulan ini; ``DasarKeliru`` bila suratnya bukan dasar yang semestinya."""
        return ()

    def baku(self, bahan: Bahan) -> dict[str, Any]:
        """Isian sah dalam bentuk bakunya, seperti dibekukan saat diajukan."""
        return self.formulir(bahan.jenis).model_validate(bahan.isi).model_dump(mode="json", exclude_none=True)

"""Ketetapan: ketentuan yang diubah administrator lewat API, masing-masing berlaku sejak satu hari.

Yang berlaku bagi (jenis, kunci) pada suatu hari ialah ketetapan dengan ``berlaku_mulai`` terbesar yang tidak sesudah
hari itu; di antara yang sama harinya, yang terakhir dibuat. Sebelum ada satu pun, bawaan kode atau CSV menjadi versi
pertamanya. Usulan yang sudah diajukan tidak tersentuh: ketentuannya dibekukan dalam berkasnya saat diajukan.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import Annotated, ClassVar, Literal, Self

from pydantic import ConfigDict, Field, model_validator

from models.langkah import Langkah
from models.peran import Peran
from models.pesan import Pesan
from models.referensi.dokumen import SyaratDokumen
from models.surat import JenisSurat

HARI_KERJA_TERLAMA = 60


class JenisKetetapan(StrEnum):
    LANGKAH = "langkah"
    """Kunci ``<Layanan>.<kode langkah>``."""
    TEMPLAT = "templat"
    """Kunci jenis surat."""
    DOKUMEN = "dokumen"
    """Kunci ``<Layanan>.<jenis usulan>``."""
    KEWENANGAN = "kewenangan"
    """Kunci ``<Layanan>.<jenis usulan>``."""
    PERIODE = "periode"
    """Kunci ``<Layanan>.<tanggal periode>``."""
    LIBUR = "libur"
    """Kunci tanggal."""
    ALASAN = "alasan"
    """Kunci kode alasan."""


class IsiKetetapan(Pesan):
    """Isi satu ketetapan. Yang ditulis baru diperiksa ketat; isian tak dikenal ditolak, bukan diabaikan."""

    model_config = ConfigDict(extra="forbid")

    jenis: ClassVar[JenisKetetapan]


class IsiLangkah(IsiKetetapan):
    """Pengganti sebagian sifat sebuah langkah; yang kosong menurut bawaannya."""

    jenis: ClassVar[JenisKetetapan] = JenisKetetapan.LANGKAH

    peran: Peran | None = Field(default=None, description="Peran yang mengerjakannya.")
    hari_kerja: int | None = Field(default=None, ge=1, le=HARI_KERJA_TERLAMA, description="Tenggat, hari kerja.")
    atasan: Peran | None = Field(default=None, description="Peran yang diberi tahu bila tenggat jauh terlampaui.")

    @model_validator(mode="after")
    def _ada_isinya(self) -> Self:
        if not self.model_dump(exclude_none=True):
            raise ValueError("Isi sedikitnya satu dari peran, hari_kerja, atau atasan.")
        return self


class IsiTemplat(IsiKetetapan):
    jenis: ClassVar[JenisKetetapan] = JenisKetetapan.TEMPLAT

    versi: int = Field(ge=1, le=999, description="Versi templat bagi usulan baru.")


class IsiDokumen(IsiKetetapan):
    """Perubahan daftar dokumen satu jenis usulan terhadap daftar menurut aturannya."""

    jenis: ClassVar[JenisKetetapan] = JenisKetetapan.DOKUMEN

    wajib: tuple[str, ...] = Field(default=(), description="Diminta dan wajib.")
    pilihan: tuple[str, ...] = Field(default=(), description="Diminta, boleh kosong.")
    dihapus: tuple[str, ...] = Field(default=(), description="Tidak diminta lagi.")

    @model_validator(mode="after")
    def _disebut_sekali(self) -> Self:
        semua = (*self.wajib, *self.pilihan, *self.dihapus)
        if not semua:
            raise ValueError("Sebut sedikitnya satu kode dokumen.")
        if ganda := sorted({kode for kode in semua if semua.count(kode) > 1}):
            raise ValueError(f"Kode dokumen disebut lebih dari sekali: {', '.join(ganda)}.")
        return self

    @property
    def disebut(self) -> frozenset[str]:
        return frozenset((*self.wajib, *self.pilihan, *self.dihapus))

    def terapkan(self, semula: Iterable[SyaratDokumen], nama: Mapping[str, str]) -> tuple[SyaratDokumen, ...]:
        """Daftar sesudah diubah, yang wajib lebih dahulu; ``nama`` kode dokumen → namanya."""
        hasil = [satu for satu in semula if satu.kode not in self.disebut]
        hasil += [SyaratDokumen(kode, nama[kode], True) for kode in self.wajib]
        hasil += [SyaratDokumen(kode, nama[kode], False) for kode in self.pilihan]
        return tuple(sorted(hasil, key=lambda satu: not satu.wajib))


class IsiKewenangan(IsiKetetapan):
    jenis: ClassVar[JenisKetetapan] = JenisKetetapan.KEWENANGAN

    rute: Literal["instansi", "bkn"] = Field(description="Yang memutus: instansi sendiri, atau BKN sesudahnya.")


class IsiPeriode(IsiKetetapan):
    jenis: ClassVar[JenisKetetapan] = JenisKetetapan.PERIODE

    tutup: date = Field(description="Hari terakhir menerima usul.")


class IsiLibur(IsiKetetapan):
    jenis: ClassVar[JenisKetetapan] = JenisKetetapan.LIBUR

    libur: bool = Field(default=True, description="`false` menghapus hari itu dari kalender libur.")
    nama: str = Field(default="", max_length=200)

    @model_validator(mode="after")
    def _bernama(self) -> Self:
        if self.libur and not self.nama.strip():
            raise ValueError("Hari libur harus bernama.")
        return self


class IsiAlasan(IsiKetetapan):
    """Satu alasan baku BTS, TMS, atau penolakan surat."""

    jenis: ClassVar[JenisKetetapan] = JenisKetetapan.ALASAN

    layanan: str | None = Field(default=None, description="Kosong berarti berlaku bagi semua layanan.")
    putusan: tuple[Literal["BTS", "TMS", "TOLAK", "AKHIRI"], ...] = Field(min_length=1)
    sasaran: Literal["bidang", "dokumen", "umum"]
    uraian: Annotated[str, Field(min_length=3, max_length=300)]
    aktif: bool = Field(default=True, description="`false`: tidak dapat dipakai lagi pada putusan baru.")


BENTUK: Mapping[JenisKetetapan, type[IsiKetetapan]] = {
    satu.jenis: satu for satu in (IsiLangkah, IsiTemplat, IsiDokumen, IsiKewenangan, IsiPeriode, IsiLibur, IsiAlasan)
}


class Ketentuan(Pesan):
    """Ketetapan yang berlaku bagi satu layanan pada satu hari; kosong berarti semuanya menurut bawaannya."""

    langkah: dict[str, IsiLangkah] = Field(default_factory=dict)
    """Menurut kode langkah."""
    templat: dict[JenisSurat, int] = Field(default_factory=dict)
    """Versi menurut jenis surat."""
    dokumen: dict[str, IsiDokumen] = Field(default_factory=dict)
    """Menurut jenis usulan."""
    rute: dict[str, str] = Field(default_factory=dict)
    """Kewenangan menurut jenis usulan."""

    def ubah_langkah(self, tangga: Iterable[Langkah]) -> tuple[Langkah, ...]:
        return tuple(
            satu.model_copy(update=self.langkah[satu.kode].model_dump(exclude_none=True))
            if satu.kode in self.langkah
            else satu
            for satu in tangga
        )

    def versi_templat(self, bawaan: Mapping[JenisSurat, int]) -> dict[JenisSurat, int]:
        return {jenis: self.templat.get(jenis, versi) for jenis, versi in bawaan.items()}

    def syarat_dokumen(
        self, jenis: str, semula: Iterable[SyaratDokumen], nama: Mapping[str, str]
    ) -> tuple[SyaratDokumen, ...]:
        return self.dokumen[jenis].terapkan(semula, nama) if jenis in self.dokumen else tuple(semula)

"""Peristiwa: apa yang terjadi pada usulan. Nilainya dipakai kode, jejak, dan halaman dengan ejaan yang sama.

Tiap jenis satu kelas isi; jejak menyimpannya sebagai ``rincian`` dan membacanya kembali menjadi kelas itu.
"""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any, Final, Literal
from uuid import UUID

from pydantic import Field, JsonValue, TypeAdapter

from models.keputusan import Alasan, Pelaku, StatusTTE
from models.koreksi import CaraBerakhir
from models.langkah import JenisPutusan
from models.peran import Peran
from models.perubahan import Perubahan
from models.pesan import Pesan
from models.setneg import Beda
from models.surat import JenisSurat
from models.usulan import JenisHasil, Keadaan, Tenggat


class JenisPeristiwa(StrEnum):
    DIAJUKAN = "usulan.diajukan"
    TUGAS_DIBUKA = "tugas.dibuka"
    DIPUTUS = "tugas.diputus"
    DIPERBAIKI = "usulan.diperbaiki"
    DIALIHKAN = "tugas.dialihkan"
    DIINGATKAN = "tugas.diingatkan"
    DIESKALASI = "tugas.dieskalasi"
    DITARIK = "usulan.ditarik"
    DITAHAN = "usulan.ditahan"
    DILANJUTKAN = "usulan.dilanjutkan"
    SURAT_DIDRAF = "surat.didraf"
    TTE_GAGAL = "surat.tte_gagal"
    SURAT_DITANDATANGANI = "surat.ditandatangani"
    SURAT_TERBIT = "surat.terbit"
    DASAR_BERUBAH = "usulan.dasar_berubah"
    """Surat terbit usulan ini diganti atau dicabut lewat usulan koreksi."""
    KEPUTUSAN_DATANG = "keputusan.datang"
    """Keputusan dari luar diantarkan kepada usulan ini."""
    KEPUTUSAN_KELIRU = "keputusan.keliru"
    PROFIL_DIPERBARUI = "profil.diperbarui"
    SELESAI = "usulan.selesai"
    DIGANTIKAN = "buku.digantikan"
    """Alur di-reset: catatan sejak urut yang disebutnya digantikan versi alur yang baru; di luar urutan alur kerja."""
    DIBACA = "data.dibaca"
    """Dokumen pribadi atau surat dibuka seseorang; ditulis API, di luar urutan alur kerja."""


J = JenisPeristiwa


class _Beralasan(Pesan):
    alasan: str


class _TentangSurat(Pesan):
    surat_id: UUID
    sha256: str


class Diajukan(Pesan):
    peristiwa: Literal[J.DIAJUKAN] = J.DIAJUKAN


class TugasDibuka(Pesan):
    peristiwa: Literal[J.TUGAS_DIBUKA] = J.TUGAS_DIBUKA
    ke: int
    keterangan: str


class Diputus(Pesan):
    peristiwa: Literal[J.DIPUTUS] = J.DIPUTUS
    putusan: JenisPutusan
    alasan: tuple[Alasan, ...]
    catatan: str
    status: int
    """status_usulan sesudahnya."""


class Diperbaiki(Pesan):
    peristiwa: Literal[J.DIPERBAIKI] = J.DIPERBAIKI
    isi: dict[str, tuple[JsonValue, JsonValue]]
    """Isian yang berubah → (lama, baru)."""
    dokumen: dict[str, tuple[UUID | None, UUID | None]]
    """Kode dokumen yang berganti → (lama, baru)."""
    catatan: str
    status: int


class Dialihkan(_Beralasan):
    peristiwa: Literal[J.DIALIHKAN] = J.DIALIHKAN
    kepada: str
    """Akun penerimanya."""


class Diingatkan(Pesan):
    peristiwa: Literal[J.DIINGATKAN, J.DIESKALASI]
    kepada: Peran
    ke: int
    """Peringatan keberapa atas tugas itu; yang ketiga eskalasi kepada atasan."""


class Ditarik(_Beralasan):
    peristiwa: Literal[J.DITARIK] = J.DITARIK


class Ditahan(_Beralasan):
    peristiwa: Literal[J.DITAHAN] = J.DITAHAN


class Dilanjutkan(_Beralasan):
    peristiwa: Literal[J.DILANJUTKAN] = J.DILANJUTKAN


class SuratDidraf(_TentangSurat):
    peristiwa: Literal[J.SURAT_DIDRAF] = J.SURAT_DIDRAF
    jenis: JenisSurat
    ke: int
    """Draf keberapa."""


class TTEGagal(Pesan):
    peristiwa: Literal[J.TTE_GAGAL] = J.TTE_GAGAL
    pesan: str
    status: StatusTTE | None = None
    """Kosong bila jawaban BSrE sampai tetapi tidak lolos pemeriksaan; suratnya lalu disebut."""
    surat_id: UUID | None = None
    sha256: str | None = None


class SuratDitandatangani(_TentangSurat):
    peristiwa: Literal[J.SURAT_DITANDATANGANI] = J.SURAT_DITANDATANGANI


class SuratDiterbitkan(_TentangSurat):
    peristiwa: Literal[J.SURAT_TERBIT] = J.SURAT_TERBIT
    jenis: JenisSurat


class DasarUsulanBerubah(Pesan):
    peristiwa: Literal[J.DASAR_BERUBAH] = J.DASAR_BERUBAH
    jenis: JenisSurat
    menjadi: CaraBerakhir
    keterangan: str
    """Menyebut surat pengganti atau pencabutnya."""


class KeputusanDatang(Pesan):
    peristiwa: Literal[J.KEPUTUSAN_DATANG] = J.KEPUTUSAN_DATANG
    baris_id: UUID


class KeputusanKeliru(Pesan):
    peristiwa: Literal[J.KEPUTUSAN_KELIRU] = J.KEPUTUSAN_KELIRU
    baris_id: UUID
    beda: tuple[Beda, ...]


class ProfilBerubah(Pesan):
    peristiwa: Literal[J.PROFIL_DIPERBARUI] = J.PROFIL_DIPERBARUI
    perubahan: tuple[Perubahan, ...]
    surat_id: UUID | None = None
    """Surat yang menjadi dasarnya, bila ada."""


class Selesai(Pesan):
    peristiwa: Literal[J.SELESAI] = J.SELESAI
    hasil: JenisHasil


class Digantikan(Pesan):
    peristiwa: Literal[J.DIGANTIKAN] = J.DIGANTIKAN
    dari: int
    """Urut pertama yang digantikan."""
    lama: str
    """Run alur kerja."""
    baru: str


class Dibaca(Pesan):
    """Yang dibuka, tanpa isinya."""

    peristiwa: Literal[J.DIBACA] = J.DIBACA
    bagian: str | None = None
    """Bagian profil seorang ASN, atau bagian usulannya: ``usulan``, ``tugas``, ``kelengkapan``, ``riwayat``."""
    dokumen_id: UUID | None = None
    kode: str | None = None
    """Kode dokumennya."""
    keputusan_id: UUID | None = None
    surat_id: UUID | None = None
    jenis: JenisSurat | None = None
    tahap: str | None = None
    """Tahap suratnya ketika dibuka, atau ``pratinjau``."""


IsiPeristiwa = Annotated[
    Diajukan
    | TugasDibuka
    | Diputus
    | Diperbaiki
    | Dialihkan
    | Diingatkan
    | Ditarik
    | Ditahan
    | Dilanjutkan
    | SuratDidraf
    | TTEGagal
    | SuratDitandatangani
    | SuratDiterbitkan
    | DasarUsulanBerubah
    | KeputusanDatang
    | KeputusanKeliru
    | ProfilBerubah
    | Selesai
    | Digantikan
    | Dibaca,
    Field(discriminator="peristiwa"),
]
_ISI: Final[TypeAdapter[IsiPeristiwa]] = TypeAdapter(IsiPeristiwa)


def tulis_rincian(isi: IsiPeristiwa) -> dict[str, Any]:
    """Isi seperti tersimpan di jejak; jenisnya kolom tersendiri, yang kosong tidak ditulis."""
    isian = isi.model_dump(mode="json", exclude={"peristiwa"})
    return {nama: nilai for nama, nilai in isian.items() if nilai is not None}


def baca_rincian(jenis: str, rincian: dict[str, Any]) -> IsiPeristiwa:
    """Kebalikan ``tulis_rincian``. ``ValidationError`` bila jenisnya tidak dikenal atau isiannya kurang."""
    return _ISI.validate_python(rincian | {"peristiwa": jenis})


class Peristiwa(Pesan):
    urut: int
    """Nomor urut dalam usulan, mulai 0."""
    waktu: datetime
    pelaku: Pelaku | None
    """Kosong berarti sistem."""
    langkah: str | None = None
    tugas_id: UUID | None = None
    isi: IsiPeristiwa

    @property
    def jenis(self) -> JenisPeristiwa:
        return self.isi.peristiwa


class Catatan(Pesan):
    """Satu penulisan ke buku: peristiwa baru dan keadaan sesudahnya, satu transaksi, kuncinya (usulan, nomor)."""

    usulan_id: UUID
    nomor: int
    """Nomor penulisan dalam usulan, mulai 0; penulisan ulang nomor yang sama tidak mengubah apa pun."""
    peristiwa: tuple[Peristiwa, ...]
    keadaan: Keadaan
    alur: str = ""
    """Run alur kerja yang menulis; hanya run lain, yaitu sesudah reset, yang boleh menggantikan catatan."""


class Tercatat(Pesan):
    tugas_id: UUID | None
    """Tugas yang terbuka dalam keadaan itu, bila ada, dengan tenggatnya."""
    tenggat: Tenggat | None

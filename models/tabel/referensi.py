"""Referensi nasional dan direktori pejabat: bukan milik satu instansi."""

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from models.tabel.dasar import Dasar


class TabelKanreg(Dasar):
    __tablename__ = "kanreg"

    kode: Mapped[str] = mapped_column(primary_key=True)
    """Angka Romawi."""
    kota: Mapped[str]
    wilayah: Mapped[str]


class TabelInstansi(Dasar):
    __tablename__ = "instansi"

    id: Mapped[str] = mapped_column(primary_key=True)
    """Id SIASN."""
    nama: Mapped[str]
    jenis: Mapped[str]
    """``pusat`` atau ``daerah``."""
    kelompok: Mapped[str]
    """``PROV``, ``KAB``, ``KOT``, ``KEMENT``, ``LPNK``, …"""
    kanreg: Mapped[str | None] = mapped_column(ForeignKey("kanreg.kode"), index=True)
    """Kanreg yang membina instansi daerah; kosong bagi instansi pusat."""
    provinsi: Mapped[str | None]
    """Nama provinsi menurut kanreg.csv; kosong bagi instansi pusat."""
    zona: Mapped[str] = mapped_column(server_default="Asia/Jakarta")
    """Zona waktu IANA: jam kerja dan tampilan waktu mengikutinya."""


class TabelGolongan(Dasar):
    __tablename__ = "golongan"

    kode: Mapped[str] = mapped_column(primary_key=True)
    nama: Mapped[str] = mapped_column(unique=True)
    pangkat: Mapped[str]


class TabelTingkatPendidikan(Dasar):
    __tablename__ = "tingkat_pendidikan"

    id: Mapped[str] = mapped_column(primary_key=True)
    nama: Mapped[str]
    golongan_awal: Mapped[str]
    golongan_puncak: Mapped[str]


class TabelPendidikan(Dasar):
    __tablename__ = "pendidikan"

    id: Mapped[str] = mapped_column(primary_key=True)
    tingkat_id: Mapped[str] = mapped_column(index=True)
    nama: Mapped[str]
    aktif: Mapped[bool]


class TabelJenisKP(Dasar):
    __tablename__ = "jenis_kp"

    id: Mapped[str] = mapped_column(primary_key=True)
    nama: Mapped[str]


class TabelStatusUsulan(Dasar):
    __tablename__ = "status_usulan"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    nama: Mapped[str]
    fase: Mapped[str]


class TabelJenisHukuman(Dasar):
    __tablename__ = "jenis_hukuman"

    id: Mapped[str] = mapped_column(primary_key=True)
    nama: Mapped[str]
    tingkat: Mapped[str]


class TabelKedudukanHukum(Dasar):
    __tablename__ = "kedudukan_hukum"

    id: Mapped[str] = mapped_column(primary_key=True)
    nama: Mapped[str]


class TabelJabatanFungsional(Dasar):
    __tablename__ = "jabatan_fungsional"

    id: Mapped[str] = mapped_column(primary_key=True)
    nama: Mapped[str]
    jenjang: Mapped[str]
    usia_bup: Mapped[int]
    aktif: Mapped[bool]


class TabelAkun(Dasar):
    """Direktori pejabat dan petugas. NIK hanya terbaca worker, untuk menandatangani.

    Tabel lain menyebut akun tanpa kunci asing: kebenaran tentang siapa seseorang ada pada penyedia identitas, dan
    pencatatan tidak boleh gagal karena direktori terlambat diperbarui.
    """

    __tablename__ = "akun"
    __table_args__ = (Index("ix_akun_peran", "peran", postgresql_using="gin"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    """``sub`` pada penyedia identitas."""
    nama: Mapped[str]
    nip: Mapped[str | None]
    """Kosong bagi pejabat negara yang bukan PNS."""
    nik: Mapped[str]
    jabatan: Mapped[str]
    pangkat: Mapped[str | None]
    peran: Mapped[list[str]]
    unit: Mapped[str] = mapped_column(index=True)
    surel: Mapped[str]
    aktif: Mapped[bool] = mapped_column(server_default=text("true"))


class TabelReferensiTermuat(Dasar):
    """Sidik berkas referensi yang sudah dimuat, supaya pemuatan ulang hanya menyentuh yang berubah."""

    __tablename__ = "referensi_termuat"

    berkas: Mapped[str] = mapped_column(primary_key=True)
    sidik: Mapped[str]

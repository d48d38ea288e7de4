"""Tabel kode → nama dan tabel pendidikan dari referensi SIASN."""

from functools import cache
from typing import Literal, NamedTuple

from models.referensi.berkas import baris
from models.referensi.golongan import Golongan

NamaTabel = Literal[
    "agama", "cltn", "eselon", "golongan_pns", "jenis_diklat", "jenis_hukuman", "jenis_jabatan", "jenis_pegawai",
    "jenis_pengadaan", "jenis_pindah_instansi", "kawin", "kedudukan_hukum", "kenaikan_pangkat", "kepanitiaan",
    "kuadran_nilai", "latihan_struktural", "penghargaan", "perilaku_dan_kinerja", "profesi", "prosedur_peremajaan",
    "status_usulan", "tingkat_pendidikan",
]  # fmt: skip


@cache
def tabel(nama: NamaTabel) -> dict[str, str]:
    """Isi satu tabel kecil sebagai kode → nama, menurut urutan berkasnya."""
    return {satu["id"]: satu["nama"] for satu in baris(f"{nama}.csv")}


def nama_kode(nama: NamaTabel, kode: str) -> str:
    """Nama sebuah kode, mis. ``nama_kode("kedudukan_hukum", "01") == "Aktif"``; ``ValueError`` bila tak dikenal."""
    try:
        return tabel(nama)[kode]
    except KeyError:
        raise ValueError(f"kode {kode!r} tidak ada di tabel {nama}; pilih salah satu kode dari {nama}.csv") from None


class TingkatPendidikan(NamedTuple):
    """Tingkat pendidikan dan batas golongannya (PP 99/2000 Pasal 8 dan 18)."""

    id: str
    nama: str
    golongan_awal: Golongan
    golongan_puncak: Golongan


@cache
def _tingkat_pendidikan() -> dict[str, TingkatPendidikan]:
    return {
        b["id"]: TingkatPendidikan(b["id"], b["nama"], Golongan(b["golongan_awal"]), Golongan(b["golongan_puncak"]))
        for b in baris("tingkat_pendidikan.csv")
    }


def tingkat_pendidikan(tingkat_id: str) -> TingkatPendidikan:
    """Satu tingkat pendidikan; ``ValueError`` bila kodenya tak dikenal."""
    try:
        return _tingkat_pendidikan()[tingkat_id]
    except KeyError:
        raise ValueError(
            f"tingkat_id {tingkat_id!r} tidak dikenal; pakai kode tingkat_pendidikan.csv, mis. 40 bagi S-1"
        ) from None


class Pendidikan(NamedTuple):
    id: str
    tingkat_id: str
    nama: str


@cache
def pendidikan() -> dict[str, Pendidikan]:
    """28.155 program pendidikan menurut id; baru dimuat saat pertama diminta."""
    return {b["id"]: Pendidikan(b["id"], b["tingkatPendidikanId"], b["nama"]) for b in baris("pendidikan.csv.gz")}


@cache
def gaji_pokok() -> dict[Golongan, dict[int, int]]:
    """Golongan → masa kerja golongan (tahun) → rupiah sebulan, PP 5/2024 lampiran (berlaku 1 Januari 2024)."""
    hasil: dict[Golongan, dict[int, int]] = {golongan: {} for golongan in Golongan}
    for b in baris("gaji_pokok.csv"):
        hasil[Golongan(b["golongan"])][int(b["masa_kerja_golongan_tahun"])] = int(b["gaji_pokok_rupiah"])
    return hasil

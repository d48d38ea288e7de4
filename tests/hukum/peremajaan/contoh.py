"""Satu usul contoh tiap prosedur bagi orang contoh, dan data utama yang berubah karenanya."""

from datetime import date
from typing import Any, Final
from uuid import UUID, uuid5

from models.data_lama import uraikan
from models.definisi import Bahan
from models.layanan.peremajaan_data import PEREMAJAAN_DATA
from models.lipatan import lipat_kini
from models.peremajaan.prosedur import prosedur
from models.profil import ProfilASN
from tests.hukum.aturan.contoh import KEMENKEU, KOTA_BANDUNG, profil_contoh

HARI_INI: Final = date(2026, 11, 24)
USULAN: Final = UUID(int=27)
_SK: Final = {"nomor_sk": "800/17/2025", "tanggal_sk": "2025-03-03"}

BARIS: Final[dict[str, dict[str, Any]]] = {
    "1": {"golongan": "III/d", "tmt": "2025-04-01", "masa_kerja_tahun": 11, "masa_kerja_bulan": 1, "jenis_kp": "101",
          "nomor_pertek": "PT-9/2025", "tanggal_pertek": "2025-03-01", "gaji_pokok": 3_700_000, **_SK},
    "2": {"tingkat_id": "45", "nama": "S-2 ILMU PEMERINTAHAN", "sekolah": "Universitas Padjadjaran",
          "tahun_lulus": 2024, "tanggal_lulus": "2024-08-20", "nomor_ijazah": "77/2024", "akreditasi": "Unggul",
          "gelar_belakang": "M.IP.", "dicantumkan": "2025-01-10", "nomor_pencantuman": "PG-1/2025"},
    "3": {"tmt": "2025-05-01", "pengalaman": "Kantor Desa Sukamaju", "mulai": "2012-03-01", "selesai": "2014-02-28",
          "masa_kerja_tahun": 2, "masa_kerja_bulan": 0, "gaji_pokok": 3_600_000, **_SK},
    "4": {"tmt": "2025-05-01", "jenis": "3", "instansi_induk_id": KEMENKEU, "unor_nama": "Sekretariat Jenderal",
          "satuan_kerja": "Kementerian Keuangan", "jenis_pegawai": "10", "tanggal_spmt": "2025-05-02", **_SK},
    "5": {"nama": "Profesi Insinyur", "penyelenggara": "Institut Teknologi Bandung", "tanggal_lulus": "2024-02-01",
          "nomor_sertifikat": "INS-1", "gelar_depan": "Ir.", "dicantumkan": "2024-06-01"},
    "6": {"kode": "03", "tmt": "2025-08-01", "keterangan": "Tugas belajar", **_SK},
    "7": {"sejak": "2026-11-24", "alamat": "Jalan Merdeka 9, Bandung", "nomor_hp": "081234567890"},
    "8": {"jenis": "4", "nama": "Pengelola Layanan", "tmt": "2025-02-01", "unor_nama": "Dinas Sosial",
          "satuan_kerja": "Dinas Sosial", **_SK},
    "9": {"jenis_id": "2", "nama": "Arsip Dinamis", "penyelenggara": "LAN", "mulai": "2025-02-01",
          "selesai": "2025-02-05", "jumlah_jam": 40, "nomor_sertifikat": "S-1"},
    "10": {"hubungan": "anak", "nama": "Budi", "sejak": "2020-01-02", "tanggal_lahir": "2020-01-02",
           "jenis_kelamin": "L", "nomor_akta": "AK-1", "tertanggung": True},
    "11": {"tanggal": "2026-01-20", "mulai": "2025-01-01", "selesai": "2025-12-31", "jenjang": "PT",
           "jumlah": "25.000", "nomor_sk": "PAK-1"},
    "12": {"jenis_id": "1", "tingkat": "R", "mulai": "2025-03-10", "selesai": "2025-09-10", "uraian": "Terlambat",
           **_SK},
    "13": {"tanggal": "2025-06-01", "jenis": "Pemeriksaan berkala", "hasil": "Sehat", "fasilitas": "RSUD"},
    "14": {"jenis_id": "1", "mulai": "2025-07-01", "selesai": "2026-06-30", "alasan": "Mendampingi suami", **_SK},
    "15": {"status": "PNS", "tmt": "2015-05-01", "nomor_sttpl": "LATSAR-1", "tanggal_sttpl": "2015-02-01"},
    "16": {"tahun": 2022, "predikat": 2, "pejabat_penilai": "Kepala Bidang"},
    "17": {"jenis_id": "101", "tahun": 2024, **_SK},
    "18": {"tahun": 2025, "tanggal_lapor": "2026-03-01", "nomor_tanda_terima": "LH-1", "lengkap": True},
    "19": {"tahun": 2025, "tanggal_lapor": "2026-03-01", "nomor_tanda_terima": "LS-1", "lengkap": True},
    "20": {"nama": "Korpri", "jabatan": "Anggota", "tempat": "Bandung", "mulai": "2020-01-01"},
    "21": {"nama": "Panitia Hari Jadi", "peran": "Bendahara", "mulai": "2025-08-01", "selesai": "2025-09-30", **_SK},
    "22": {"tmt": "2025-03-01", "golongan": "III/c", "masa_kerja_tahun": 11, "masa_kerja_bulan": 0,
           "gaji_pokok": 3_500_000, **_SK},
    "23": {"nama": "Inovasi Layanan Publik", "tanggal": "2025-10-01", "tingkat": "Nasional", "nomor_sertifikat": "J-2"},
    "24": {"tanggal": "2025-10-01", "metode": "CACT", "skor": "84.50", "kategori": "Tinggi"},
    "25": {"tmt": "2025-01-01", "kelas_jabatan": 7, "jumlah": 3_915_950, **_SK},
    "26": {"tmt": "2025-01-01", "wilayah": "Kecamatan terpencil", "jumlah": 1_000_000, **_SK},
    "27": {"jenis": "PPPK", "mulai": "2013-01-01", "selesai": "2013-12-31", "instansi_id": KOTA_BANDUNG, **_SK},
}  # fmt: skip
"""Kode prosedur → isian barisnya."""

UTAMA: Final[dict[str, dict[str, Any]]] = {
    "1": {"kini.golongan": "III/d", "kini.tmt_golongan": "2025-04-01", "kini.masa_kerja_tahun": 11,
          "kini.masa_kerja_bulan": 1, "kini.gaji_pokok": 3_700_000},
    "2": {"gelar_belakang": "S.A.P., M.IP."},
    "3": {"kini.masa_kerja_tahun": 10, "kini.gaji_pokok": 3_600_000},
    "4": {"instansi_id": KEMENKEU, "instansi_induk_id": KEMENKEU, "unor_nama": "Sekretariat Jenderal",
          "satuan_kerja": "Kementerian Keuangan", "jenis_pegawai": "10"},
    "5": {"gelar_depan": "Ir."},
    "6": {"kedudukan_hukum": "03"},
    "7": {"alamat": "Jalan Merdeka 9, Bandung", "nomor_hp": "081234567890"},
    "8": {"kini.jabatan_nama": "Pengelola Layanan", "unor_nama": "Dinas Sosial", "satuan_kerja": "Dinas Sosial"},
    "15": {"tmt_pns": "2015-05-01"},
    "22": {"kini.gaji_pokok": 3_500_000},
}  # fmt: skip
"""Kode prosedur → data utama sesudahnya; yang tidak disebut tidak mengubah data utama."""


def orang(**perubahan: Any) -> ProfilASN:
    """Orang contoh dengan riwayat utuh, dilipat pada ``HARI_INI``."""
    semula = profil_contoh(**perubahan)
    return lipat_kini(semula.id, uraikan(semula, HARI_INI), HARI_INI)


def isi(kode: str, profil: ProfilASN, **riwayat: Any) -> dict[str, Any]:
    """Isian seperti tersimpan; prosedur 15 mengubah baris PNS yang ada, selebihnya menambah."""
    baris = {**BARIS[kode], **riwayat}
    if prosedur(kode).kelompok == "pribadi":
        lama = {nama: getattr(profil, nama) for nama in baris if nama != "sejak"}
        return {"riwayat": baris, "lama": {n: s.isoformat() if isinstance(s, date) else s for n, s in lama.items()}}
    if kode != "15":
        return {"riwayat": baris}
    pns = next(satu for satu in profil.cpns_pns if satu.status == "PNS")
    lama = pns.model_dump(mode="json", exclude={"id", "dokumen_id"})
    return {"aksi": "ubah", "rekam_id": str(pns.id), "riwayat": {**lama, **baris}, "lama": lama}


def bahan(kode: str, isian: dict[str, Any], **lain: Any) -> Bahan:
    return Bahan(
        **{
            "usulan_id": USULAN,
            "layanan": PEREMAJAAN_DATA,
            "jenis": kode,
            "instansi_id": KOTA_BANDUNG,
            "periode": HARI_INI,
            "isi": isian,
            "dokumen": {},
            "hari_ini": HARI_INI,
            **lain,
        }
    )


def rata(profil: ProfilASN) -> dict[str, Any]:
    """Profil sebagai isian → nilai JSON, dengan ``kini`` dibongkar: dua profil dibandingkan bidang demi bidang."""
    semua = profil.model_dump(mode="json")
    return semua | {f"kini.{nama}": satu for nama, satu in semua.pop("kini").items()}


def beda(sebelum: ProfilASN, sesudah: ProfilASN) -> dict[str, Any]:
    lama, baru = rata(sebelum), rata(sesudah)
    return {nama: baru[nama] for nama in baru if baru[nama] != lama[nama]}


def id_baru(kode: str) -> UUID:
    return uuid5(USULAN, prosedur(kode).kelompok)

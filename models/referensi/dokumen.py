"""Dokumen persyaratan kenaikan pangkat, diturunkan dari dokumen_persyaratan_kp.csv.

Tabel aslinya satu daftar per layar (``V1C``: kelompok golongan, kategori, jenis jabatan) dengan nama yang berubah-ubah;
di sini tiap dokumen mendapat satu kode tetap dan satu nama. Yang bukan berkas pengusul (pertek, surat pengantar,
pembatalan, SK hasil) tidak ikut: surat pengantar digantikan persetujuan, sisanya keluaran alur ini.
"""

import re
from functools import cache
from typing import NamedTuple

from models.referensi.berkas import baris
from models.referensi.golongan import Golongan
from models.referensi.kode import TAHUN_SKP, JenisJabatan, JenisKP, Jenjang


class SyaratDokumen(NamedTuple):
    kode: str
    nama: str
    wajib: bool


NAMA_DOKUMEN = {
    "realisasi_skp_1_tahun": "Realisasi SKP 1 tahun terakhir",
    "realisasi_skp_2_tahun": "Realisasi SKP 2 tahun terakhir",
    "sk_kp_terakhir": "SK kenaikan pangkat terakhir",
    "sk_cpns": "SK CPNS",
    "sk_pns": "SK PNS",
    "stlud": "Surat tanda lulus ujian dinas",
    "stl_upkp": "Surat tanda lulus ujian kenaikan pangkat penyesuaian ijazah",
    "sttpl_latsar": "Surat tanda tamat pelatihan dasar CPNS",
    "surat_sehat": "Surat keterangan sehat jasmani dan rohani",
    "sk_jabatan_atasan": "SK jabatan atasan langsung",
    "sk_jabatan": "SK jabatan terakhir",
    "surat_pelantikan": "Surat pernyataan pelantikan dalam jabatan terakhir",
    "berita_acara_sumpah": "Berita acara sumpah/janji/pelantikan jabatan",
    "spmt": "Surat perintah melaksanakan tugas",
    "sk_plt": "Surat penunjukan pelaksana tugas dari PPK",
    "sk_pengangkatan_jabatan": "SK pengangkatan jabatan",
    "sk_pemindahan_jabatan": "SK pemindahan jabatan",
    "sk_pemberhentian_jabatan": "SK pemberhentian jabatan",
    "sk_tugas_belajar": "SK tugas belajar / izin belajar",
    "ijazah": "Ijazah",
    "transkrip": "Transkrip nilai",
    "akreditasi_prodi": "Akreditasi program studi",
    "uraian_tugas": "Uraian tugas yang ditetapkan pejabat setingkat eselon II",
    "sk_pak": "SK penetapan angka kredit",
    "klarifikasi_pak": "Klarifikasi penetapan angka kredit",
    "penetapan_prestasi": "SK penetapan prestasi kerja luar biasa dari PPK",
    "bukti_prestasi": "Bukti prestasi",
    "pas_foto": "Pas foto terbaru",
    "cv": "Daftar riwayat hidup terbaru",
    "hasil_seleksi_jpt": "Hasil tiga nama yang lolos seleksi JPT",
    "keppres_penemuan": "Keputusan Presiden tentang penemuan baru",
    "sk_penugasan": "SK dipekerjakan/diperbantukan atau pengangkatan pejabat negara",
}

_POLA = (
    (r"pertek|pengantar|^sk kp perorangan/(sk )?petikan$", None),
    (r"(skp|dp- ?3) 1 tahun", "realisasi_skp_1_tahun"),
    (r"(skp|dp- ?3) 2 tahun", "realisasi_skp_2_tahun"),
    # Di layar V, "SK PNS … Terakhir" ialah SK kenaikan pangkat terakhir.
    (r"^sk (kp|pns) .*terakhir", "sk_kp_terakhir"),
    (r"^sk kp terakhir", "sk_kp_terakhir"),
    (r"^sk cpns", "sk_cpns"),
    (r"^sk pns", "sk_pns"),
    (r"lulus ujian dinas", "stlud"),
    (r"^stl ujian kp", "stl_upkp"),
    (r"atasan langsung", "sk_jabatan_atasan"),
    (r"^berita acara", "berita_acara_sumpah"),
    (r"pelaksanaa?n? tugas \(plt\)|pelaksana tugas|penunjukan plt", "sk_plt"),
    (r"^spmt", "spmt"),
    (r"keputusan pengangkatan|pengangkatan, pemindahan", "sk_pengangkatan_jabatan"),
    (r"keputusan pemindahan", "sk_pemindahan_jabatan"),
    (r"keputusan pemberhentian", "sk_pemberhentian_jabatan"),
    (r"^sk jabatan|^sk pengangkatan dalam jabatan", "sk_jabatan"),
    (r"pelantikan", "surat_pelantikan"),
    (r"tugas belajar", "sk_tugas_belajar"),
    (r"^ijazah", "ijazah"),
    (r"^trans?kr?ip", "transkrip"),
    (r"^akreditas", "akreditasi_prodi"),
    (r"tugas yang ditetapkan", "uraian_tugas"),
    (r"klarifikasi pak", "klarifikasi_pak"),
    (r"^(sk )?pak", "sk_pak"),
    (r"penet[ae]pan prestasi", "penetapan_prestasi"),
    (r"^bukti prestasi", "bukti_prestasi"),
    (r"^pas foto", "pas_foto"),
    (r"^cv", "cv"),
    (r"3 nama", "hasil_seleksi_jpt"),
    (r"penemuan baru", "keppres_penemuan"),
)

_KATEGORI_LAYAR = {
    JenisKP.REGULER: "1",
    JenisKP.STRUKTURAL: "2",
    JenisKP.FUNGSIONAL: "3",
    JenisKP.PENYESUAIAN_IJAZAH: "4",
    JenisKP.PRESTASI_LUAR_BIASA: "5",
    JenisKP.SEDANG_TUGAS_BELAJAR: "6",
    JenisKP.SELESAI_TUGAS_BELAJAR: "7",
    JenisKP.PENEMUAN_BARU: "8",
    # Tanpa layar sendiri; disamakan dengan yang terdekat, ditambah SK penugasannya [k].
    JenisKP.DIPERBANTUKAN: "2",
    JenisKP.PEJABAT_NEGARA: "9",
    JenisKP.SELAMA_DPK_DPB: "1",
}
_POKOK = {
    JenisKP.FUNGSIONAL: ("sk_pak",),
    JenisKP.PENYESUAIAN_IJAZAH: ("stl_upkp",),
    JenisKP.SEDANG_TUGAS_BELAJAR: ("sk_tugas_belajar",),
    JenisKP.SELESAI_TUGAS_BELAJAR: ("sk_tugas_belajar",),
    JenisKP.DIPERBANTUKAN: ("sk_penugasan",),
    JenisKP.PENEMUAN_BARU: ("keppres_penemuan",),
    JenisKP.PRESTASI_LUAR_BIASA: ("penetapan_prestasi",),
    JenisKP.PEJABAT_NEGARA: ("sk_penugasan", "sk_jabatan"),
    JenisKP.SELAMA_DPK_DPB: ("sk_penugasan",),
}
"""Dokumen yang menjadi dasar jenisnya: wajib di semua kelompok walau sebagian layar lupa menandainya [k]."""
_DOKUMEN_PENGADAAN = ("realisasi_skp_1_tahun", "sk_cpns", "sttpl_latsar", "surat_sehat", "ijazah", "transkrip")
"""Pengangkatan menjadi PNS (211) tak punya layar KP; daftarnya dari PP 11/2017 Pasal 34–36 [k]."""
_ATASAN = "sk_jabatan_atasan"
_TANPA_STLUD = (JenisKP.SEDANG_TUGAS_BELAJAR, JenisKP.PEJABAT_NEGARA)
"""Ujian dinas disyaratkan, tetapi layarnya tidak menyediakan tempat bagi surat tanda lulusnya [k]."""
_HANYA_KATEGORI = {"keppres_penemuan": "8", "sk_jabatan": "9"}
"""Layar gabungan 8 dan 9 (penemuan baru; hakim/panitera): dokumen ini milik salah satunya saja."""


def dokumen_kp(
    jenis: JenisKP, golongan_tujuan: Golongan, jenis_jabatan: JenisJabatan, jenjang: Jenjang | None = None
) -> tuple[SyaratDokumen, ...]:
    """Dokumen yang diminta dari pengusul, yang wajib lebih dahulu."""
    if jenis is JenisKP.PENGADAAN:
        return tuple(SyaratDokumen(kode, NAMA_DOKUMEN[kode], True) for kode in _DOKUMEN_PENGADAAN)
    kategori = _KATEGORI_LAYAR[jenis]
    isi = dict(_layar()[_pilih_layar(kategori, golongan_tujuan, jenis_jabatan, jenjang)])
    if kategori in "89":
        isi = {kode: wajib for kode, wajib in isi.items() if _HANYA_KATEGORI.get(kode, kategori) == kategori}
    # Jumlah tahun SKP mengikuti syaratnya, bukan layarnya (layar IV/c ke atas dan 205 saling berbeda) [k].
    isi = {kode: wajib for kode, wajib in isi.items() if not kode.startswith("realisasi_skp")}
    isi = {f"realisasi_skp_{TAHUN_SKP[jenis]}_tahun": True} | isi
    isi |= dict.fromkeys(_POKOK.get(jenis, ()), True)
    # Layarnya mendahului Perban BKN 2/2025: batas pangkat atasan kini hanya bagi struktural.
    isi.pop(_ATASAN, None)
    if jenis is JenisKP.STRUKTURAL:
        isi[_ATASAN] = False
    if jenis in _TANPA_STLUD and golongan_tujuan in (Golongan.III_A, Golongan.IV_A):
        isi["stlud"] = False
    syarat = (SyaratDokumen(kode, NAMA_DOKUMEN[kode], wajib) for kode, wajib in isi.items())
    return tuple(sorted(syarat, key=lambda s: not s.wajib))


def kode_dokumen(nama_di_layar: str) -> str | None:
    """Kode tetap bagi nama di layar; ``None`` bagi keluaran alur. ``ValueError`` bila namanya belum dikenal."""
    nama = re.sub(r"\s+", " ", nama_di_layar.lower()).strip().removeprefix("dok ")
    for pola, kode in _POLA:
        if re.search(pola, nama):
            return kode
    raise ValueError(f"dokumen {nama_di_layar!r} belum punya kode; tambahkan polanya di models/referensi/dokumen.py")


@cache
def _layar() -> dict[str, dict[str, bool]]:
    """Kode layar → kode dokumen → wajib. Layar Z (kenaikan jabatan JF utama) bukan kenaikan pangkat."""
    hasil: dict[str, dict[str, bool]] = {}
    for b in baris("dokumen_persyaratan_kp.csv"):
        if b["kode_layar"].startswith("Z"):
            continue
        isi = hasil.setdefault(b["kode_layar"], {})
        kode = kode_dokumen(b["dokumen"])
        if kode is not None:
            isi[kode] = isi.get(kode, False) or b["wajib"] == "ya"
    return hasil


def _pilih_layar(kategori: str, tujuan: Golongan, jenis_jabatan: JenisJabatan, jenjang: Jenjang | None) -> str:
    """Layar yang memuat kategori: cocok huruf jabatannya, paling khusus, lalu terbaru didahulukan."""
    huruf = {JenisJabatan.STRUKTURAL: "A", JenisJabatan.PELAKSANA: "C"}.get(jenis_jabatan, "B")
    for kelompok in _kelompok(tujuan, jenjang):
        calon = [
            (huruf not in bagian["jabatan"], len(bagian["kategori"] + bagian["jabatan"]), "_" not in layar, layar)
            for layar in _layar()
            if (bagian := _bagian_layar(layar))["kelompok"] == kelompok and kategori in bagian["kategori"]
        ]
        if calon:
            return min(calon)[-1]
    raise ValueError(f"tak ada daftar dokumen bagi kategori {kategori} golongan {tujuan}")


def _kelompok(tujuan: Golongan, jenjang: Jenjang | None) -> str:
    """Kelompok layar dari yang paling tepat; kategori yang tak ada di kelompok atas memakai kelompok di bawahnya."""
    if tujuan <= Golongan.III_D:
        return "V"
    if tujuan <= Golongan.IV_B:
        return "WV"
    return "XYWV" if jenjang is Jenjang.UTAMA else "YXWV"


def _bagian_layar(layar: str) -> dict[str, str]:
    cocok = re.fullmatch(r"(?P<kelompok>[V-Y])(?P<kategori>\d+)(?P<jabatan>[ABC]+)(_[AB])?", layar)
    if cocok is None:
        raise ValueError(f"kode layar {layar!r} di dokumen_persyaratan_kp.csv tidak terbaca")
    return cocok.groupdict()

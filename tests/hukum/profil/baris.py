"""Riwayat acak yang sah: seorang yang utuh, dengan baris tambahan dari kelompok-kelompok yang menentukan data utama."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, Final

from hypothesis import settings
from hypothesis import strategies as st

from models.data_lama import uraikan
from models.referensi import Golongan, JenisJabatan
from models.riwayat import KELOMPOK, Riwayat
from models.riwayat.dasar import Rekam
from tests.hukum.aturan.contoh import KEMENKEU, KOTA_BANDUNG, KOTA_SURABAYA, profil_contoh

HARI_INI: Final = date(2026, 11, 24)
hemat = settings(max_examples=40)
"""Satu riwayat acak memuat belasan kelompok; empat puluh sudah menjumpai semua gabungan yang berarti."""
hari = st.dates(date(2010, 1, 1), date(2032, 12, 31))
kata = st.sampled_from(("Sari", "Dewi", "Putra"))
instansi = st.sampled_from((KOTA_BANDUNG, KOTA_SURABAYA, KEMENKEU))
mungkin_instansi = st.none() | instansi
masa = {"masa_kerja_tahun": st.integers(0, 30), "masa_kerja_bulan": st.integers(0, 11)}
gaji = st.none() | st.integers(2_000_000, 6_000_000)

ISIAN: Final[dict[str, dict[str, st.SearchStrategy[Any]]]] = {
    "golongan": {"golongan": st.sampled_from(Golongan), "tmt": hari, "gaji_pokok": gaji, **masa},
    "pmk": {"pengalaman": kata, "tmt": hari, "mulai": hari, "selesai": hari, "gaji_pokok": gaji, **masa},
    "kgb": {"golongan": st.sampled_from(Golongan), "tmt": hari, "gaji_pokok": st.integers(1, 9_000_000), **masa},
    "jabatan": {
        "jenis": st.sampled_from(JenisJabatan),
        "nama": kata,
        "tmt": hari,
        "unor_nama": kata | st.just(""),
        "satuan_kerja": kata | st.just(""),
        "instansi_kerja_id": mungkin_instansi,
        "instansi_induk_id": mungkin_instansi,
    },
    "unor": {"tmt": hari, "unor_nama": kata, "satuan_kerja": kata},
    "pindah_instansi": {
        "tmt": hari,
        "jenis": st.sampled_from("12345678"),
        "instansi_induk_id": instansi,
        "instansi_kerja_id": mungkin_instansi,
        "unor_nama": kata,
        "jenis_pegawai": st.none() | st.sampled_from(("1", "10", "15")),
    },
    "kedudukan": {"kode": st.sampled_from(("01", "02", "07", "99")), "tmt": hari},
    "pemblokiran": {"mulai": hari, "selesai": st.none() | hari},
    "penugasan": {
        "jenis": st.sampled_from(("dpk", "dpb")),
        "mulai": hari,
        "selesai": st.none() | hari,
        "jenis_pegawai": st.none() | st.just("17"),
    },
    "pribadi": {
        "sejak": hari,
        "nama": st.none() | kata,
        "alamat": st.none() | kata,
        "email": st.none() | st.just("sari@contoh.id"),
        "nik": st.none() | st.just("3273010101800001"),
        "nik_valid": st.none() | st.booleans(),
        "gelar_belakang": st.none() | st.just("S.A.P."),
    },
    "pendidikan": {
        "tingkat_id": st.sampled_from(("15", "30", "40", "45")),
        "nama": kata,
        "tahun_lulus": st.integers(2010, 2030),
        "tanggal_lulus": st.none() | hari,
        "gelar_belakang": st.sampled_from(("", "M.M.", "S.E.")),
        "dicantumkan": st.none() | hari,
    },
    "diklat": {"jenis_id": st.just("3"), "nama": kata, "selesai": hari, "jumlah_jam": st.integers(0, 900)},
    "angka_kredit": {"tanggal": hari, "jenjang": st.just("MU"), "jumlah": st.decimals(0, 500, places=3)},
}


def baris(kelompok: str) -> st.SearchStrategy[Rekam]:
    buat: Callable[..., Rekam] = KELOMPOK[kelompok].model_validate
    return st.fixed_dictionaries({"id": st.uuids(), "dokumen_id": st.none() | st.uuids(), **ISIAN[kelompok]}).map(buat)


@st.composite
def riwayat_acak(draw: st.DrawFn) -> Riwayat:
    utuh = uraikan(profil_contoh(), HARI_INI)
    tambahan: dict[str, Sequence[Rekam]] = {
        kelompok: draw(st.lists(baris(kelompok), max_size=2, unique_by=lambda r: r.id)) for kelompok in ISIAN
    }
    return utuh.model_copy(update={k: (*getattr(utuh, k), *isi) for k, isi in tambahan.items()})

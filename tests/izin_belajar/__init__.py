"""Izin belajar: lima berkas yang ditaruh di tempatnya menjadi layanan baru di repositori.

Dipakai ``tests/perjalanan/test_layanan_baru.py`` pada salinan repositori, dan contoh bagi docs/menambah-layanan.md.
"""

LETAK = {
    "definisi.py": "models/layanan/izin_belajar.py",
    "alur.py": "workflows/layanan/izin_belajar.py",
    "izin_belajar-1.typ": "luar/templat/izin_belajar-1.typ",
    "cerita.py": "tests/cerita/test_izin_belajar.py",
    "perjalanan.py": "tests/api/test_izin_belajar.py",
}
"""Berkas di folder ini → tempatnya di repositori."""

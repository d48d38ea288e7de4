"""Izin belajar: layanan kecil, contoh docs/menambah-layanan.md; berkas-berkasnya tinggal ditaruh di tempatnya.

``tests/api/test_izin_belajar.py`` membawanya sampai surat tertanda pada tumpukan uji, yang memuatnya dari folder ini;
``tests/perjalanan/test_layanan_baru.py`` menaruhnya di salinan repositori dan menjalankan semua uji yang menagihnya.
"""

LETAK = {
    "tests/izin_belajar/definisi.py": "models/layanan/izin_belajar.py",
    "tests/izin_belajar/alur.py": "workflows/layanan/izin_belajar.py",
    "tests/templat_pemasang/izin_belajar-1.typ": "luar/templat/izin_belajar-1.typ",
    "tests/izin_belajar/cerita.py": "tests/cerita/test_izin_belajar.py",
}
"""Berkasnya → tempatnya bila layanan itu milik repositori."""

"""Menjalankan API: ``python -m api``; alamat dengar dari ``USULAN_API_HOST`` dan ``USULAN_API_PORT``."""

from api.app import buat_app
from api.peladen import Pendengar, jalankan
from luar.log import siapkan_log
from luar.setelan import baca_setelan


def main() -> None:
    pendengar = Pendengar()
    setelan = baca_setelan()
    siapkan_log()
    jalankan(buat_app(setelan), pendengar)


if __name__ == "__main__":
    main()

"""Layanan: satu berkas satu layanan. Menambah layanan berarti menambah berkas di folder ini."""

from importlib import import_module
from pkgutil import iter_modules

from models.usulan import Layanan
from workflows.usulan import Usulan


def _temukan() -> dict[Layanan, type[Usulan]]:
    for modul in iter_modules(__path__):
        import_module(f"{__name__}.{modul.name}")
    kelas_layanan = (kelas for kelas in Usulan.__subclasses__() if kelas.__module__.startswith(__name__))
    return {Layanan(kelas.__name__): kelas for kelas in kelas_layanan}


DAFTAR = _temukan()


def cari(layanan: Layanan) -> type[Usulan]:
    return DAFTAR[layanan]

"""Layanan: satu berkas satu layanan. Menambah layanan berarti menambah berkas di folder ini."""

from importlib import import_module
from pkgutil import iter_modules

from workflows.usulan import Usulan

for _modul in iter_modules(__path__):
    import_module(f"{__name__}.{_modul.name}")


def semua() -> tuple[type[Usulan], ...]:
    """Kelas alur kerja setiap layanan yang sudah dimuat."""
    return tuple(Usulan.__subclasses__())


def cari(kode: str) -> type[Usulan]:
    """``LookupError`` bila layanan itu tidak punya alur kerja."""
    for kelas in semua():
        if kelas.__name__ == kode:
            return kelas
    raise LookupError(f"Layanan {kode} tidak punya alur kerja.")

"""Daftar layanan. Menambah layanan berarti menambah modul di folder ini; modul lain cukup memanggil ``daftarkan``."""

from importlib import import_module
from pkgutil import iter_modules

from models.definisi import Definisi, Naskah, SuratDiterima
from models.definisi_sah import periksa

_DAFTAR: dict[str, Definisi] = {}


class TidakDikenal(LookupError):
    """Layanan atau jenis yang disebut tidak ada."""

    def __init__(self, bidang: str, sebab: str) -> None:
        super().__init__(sebab)
        self.bidang = bidang


def daftarkan(definisi: Definisi) -> Definisi:
    """Kenalkan sebuah layanan; yang terakhir berlaku bagi kode yang sama. ``DefinisiKeliru`` bila tidak dapat jalan."""
    periksa(definisi, _DAFTAR.values())
    _DAFTAR[definisi.kode] = definisi
    return definisi


def cari(kode: str) -> Definisi:
    """``TidakDikenal`` bila tidak ada."""
    try:
        return _DAFTAR[kode]
    except KeyError:
        raise TidakDikenal("layanan", f"Layanan {kode} tidak ada.") from None


def cari_jenis(kode: str, jenis: str) -> Definisi:
    """Definisi layanan yang mengenal jenis itu."""
    definisi = cari(kode)
    if jenis not in definisi.jenis:
        raise TidakDikenal("jenis", f"{definisi.nama} tidak mengenal jenis {jenis}.")
    return definisi


def semua() -> tuple[Definisi, ...]:
    return tuple(_DAFTAR.values())


def bawaan() -> Definisi:
    """Layanan yang dimaksud permintaan yang tidak menyebutnya."""
    return next(satu for satu in _DAFTAR.values() if satu.bawaan)


def diprediksi() -> Definisi:
    """Layanan yang kelayakannya dihitung di muka."""
    return next(satu for satu in _DAFTAR.values() if satu.diprediksi)


def naskah(jenis_surat: str) -> Naskah:
    """Naskah sebuah jenis surat, milik layanan mana pun."""
    for definisi in _DAFTAR.values():
        for satu in definisi.naskah:
            if satu.jenis == jenis_surat:
                return satu
    raise LookupError(f"Jenis surat {jenis_surat} tidak dimiliki layanan mana pun.")


def diterima(jenis_surat: str) -> SuratDiterima | None:
    """Keputusan dari luar yang berjenis ini, bila ada layanan yang menunggunya."""
    semua_diterima = (satu for definisi in _DAFTAR.values() for satu in definisi.diterima)
    return next((satu for satu in semua_diterima if satu.jenis == jenis_surat), None)


def jenis_surat(kode: str) -> Naskah | SuratDiterima:
    """Jenis surat apa pun, yang kita susun maupun yang diterima dari luar."""
    return diterima(kode) or naskah(kode)


def nama_jenis(layanan: str, jenis: str) -> str:
    return cari(layanan).jenis.get(jenis, jenis)


def nama_dokumen() -> dict[str, str]:
    """Kode dokumen → namanya, dari semua layanan."""
    return {kode: nama for definisi in _DAFTAR.values() for kode, nama in definisi.nama_dokumen.items()}


def muat(modul: str) -> None:
    """Muat layanan milik pemasang; ``modul`` nama modul dipisah koma."""
    for nama in filter(None, map(str.strip, modul.split(","))):
        import_module(nama)


for _modul in iter_modules(__path__):
    import_module(f"{__name__}.{_modul.name}")

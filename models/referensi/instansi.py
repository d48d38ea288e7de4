"""Instansi, provinsinya, dan kantor regional BKN yang melayaninya (instansi.csv, kanreg.csv)."""

from functools import cache
from typing import Literal, NamedTuple

from models.referensi.berkas import baris

_NAMA_LAIN_PROVINSI = {
    "Daerah Khusus Ibukota Jakarta": "DKI Jakarta",
    "Daerah Istimewa Yogyakarta": "DI Yogyakarta",
    "Kep. Bangka Belitung": "Kepulauan Bangka Belitung",
    "NTT": "Nusa Tenggara Timur",
}


class Instansi(NamedTuple):
    id: str
    nama: str
    jenis: Literal["pusat", "daerah"]
    kelompok: str
    """``PROV``, ``KAB``, ``KOT`` bagi daerah; ``KEMENT``, ``LPNK``, ``LNS``, … bagi pusat."""
    provinsi: str | None
    """Nama provinsi menurut kanreg.csv; kosong bagi instansi pusat."""
    kanreg: str | None
    """Angka Romawi kanreg yang melayani instansi daerah; kosong bagi instansi pusat."""


def instansi(instansi_id: str) -> Instansi:
    """Satu instansi; ``ValueError`` bila idnya tidak ada di instansi.csv."""
    try:
        return semua_instansi()[instansi_id]
    except KeyError:
        raise ValueError(f"instansi_id {instansi_id!r} tidak dikenal; pakai id dari instansi.csv") from None


@cache
def semua_instansi() -> dict[str, Instansi]:
    """Semua instansi menurut id. Provinsi daerah dibaca dari dua angka pertama ``kodeCepat``."""
    isi = list(baris("instansi.csv"))
    provinsi = {b["kodeCepat"][:2]: _nama_provinsi(b["nama"]) for b in isi if b["jenisInstansiId"] == "PROV"}
    kanreg = _kanreg_provinsi()
    hasil: dict[str, Instansi] = {}
    for b in isi:
        asal = provinsi[b["kodeCepat"][:2]] if b["jenis"] == "D" else None
        hasil[b["id"]] = Instansi(
            id=b["id"],
            nama=b["nama"],
            jenis="daerah" if b["jenis"] == "D" else "pusat",
            kelompok=b["jenisInstansiId"] or ("KAB" if b["jenis"] == "D" else ""),
            provinsi=asal,
            kanreg=kanreg[asal] if asal else None,
        )
    return hasil


def _nama_provinsi(nama_pemerintah: str) -> str:
    nama = nama_pemerintah
    for awalan in ("Pemerintah Provinsi ", "Pemerintah Daerah ", "Pemerintah "):
        nama = nama.removeprefix(awalan)
    return _NAMA_LAIN_PROVINSI.get(nama, nama)


@cache
def _kanreg_provinsi() -> dict[str, str]:
    return {provinsi: b["kanreg"] for b in baris("kanreg.csv") for provinsi in b["wilayah"].split("; ")}


@cache
def semua_kanreg() -> dict[str, str]:
    """Angka Romawi kanreg → kota kedudukannya."""
    return {b["kanreg"]: b["kota"] for b in baris("kanreg.csv")}

"""Isi surat koreksi kenaikan pangkat, disusun dari isi surat asalnya dan isian koreksi.

Isian koreksi: ``{"surat_id", "alasan", "perbaikan": [{"bidang", "lama", "baru"}, …]}``. ``bidang`` alamat bertitik pada
baris ASN surat asal (``baru.masa_kerja.tahun``); ``lama`` dan ``baru`` dalam bentuk JSON baris itu (tanggal
``2026-12-01``, rupiah bulat, angka kredit ``"203.125"``).
"""

from collections.abc import Iterable, Mapping
from copy import deepcopy
from datetime import date
from typing import Any, Final, cast
from uuid import UUID

from pydantic import JsonValue, ValidationError

from models.definisi import FaktaSurat, SuratAsal
from models.naskah.umum import bagian_bkn, bagian_umum
from models.pesan import Pesan
from models.referensi.tanggal import tulis_tanggal
from models.surat import SuratRujukan
from models.surat.koreksi import (
    PERBAIKAN_PERTEK_KP,
    Alasan,
    IsiPembatalanPertekKP,
    IsiPerbaikanPertekKP,
    IsiPerbaikanSkKP,
    Pembetulan,
)
from models.surat.kp import BarisKP

DAPAT_DIPERBAIKI: Final[Mapping[str, str]] = {
    "nama": "Nama",
    "tempat_lahir": "Tempat lahir",
    "tanggal_lahir": "Tanggal lahir",
    "pendidikan": "Pendidikan",
    "jabatan": "Jabatan",
    "unit_kerja": "Unit kerja",
    "angka_kredit": "Angka kredit kumulatif",
    "lama.tmt": "TMT pangkat lama",
    "lama.masa_kerja.tahun": "Masa kerja golongan lama (tahun)",
    "lama.masa_kerja.bulan": "Masa kerja golongan lama (bulan)",
    "lama.gaji_pokok": "Gaji pokok lama",
    "baru.tmt": "TMT pangkat baru",
    "baru.masa_kerja.tahun": "Masa kerja golongan baru (tahun)",
    "baru.masa_kerja.bulan": "Masa kerja golongan baru (bulan)",
    "baru.gaji_pokok": "Gaji pokok baru",
}
"""Bidang yang boleh diperbaiki → namanya. NIP, golongan, dan jenis kenaikan pangkat tidak: salahnya berarti keputusan
lain, jadi suratnya dibatalkan dan diusulkan lagi [k]."""


class Perbaikan(Pesan):
    bidang: str
    lama: JsonValue
    """Seperti tercetak pada surat asal."""
    baru: JsonValue


class IsianKoreksi(Pesan):
    surat_id: UUID
    """Surat yang dikoreksi."""
    alasan: Alasan
    perbaikan: tuple[Perbaikan, ...] = ()
    """Kosong hanya bagi pembatalan."""


class PerbaikanDitolak(ValueError):
    """Perbaikan yang tidak cocok dengan surat asalnya; ``bidang`` menunjuk isiannya."""

    def __init__(self, bidang: str, sebab: str) -> None:
        super().__init__(f"{bidang}: {sebab}")
        self.bidang = bidang
        self.sebab = sebab


def tercetak(isi: Mapping[str, JsonValue], nip: str) -> dict[str, JsonValue]:
    """Bidang yang dapat diperbaiki → nilainya pada surat itu. ``PerbaikanDitolak`` bila orangnya tidak tercantum."""
    baris = BarisKP.model_validate(_baris_asal(isi, nip)).model_dump(mode="json")
    return {bidang: _baca(baris, bidang) for bidang in DAPAT_DIPERBAIKI}


def terapkan_perbaikan(isi: Mapping[str, JsonValue], nip: str, perbaikan: Iterable[Perbaikan]) -> BarisKP:
    """Baris seorang ASN pada surat asal sesudah diperbaiki.

    ``PerbaikanDitolak`` bila orangnya tidak tercantum, bidangnya tidak dapat diperbaiki atau disebut dua kali, ``lama``
    bukan yang tercetak, ``baru`` sama dengan ``lama``, atau hasilnya bukan baris yang sah.
    """
    baris = deepcopy(_baris_asal(isi, nip))
    semula = tercetak(isi, nip)
    sudah: set[str] = set()
    for satu in perbaikan:
        if satu.bidang not in DAPAT_DIPERBAIKI:
            pilihan = ", ".join(DAPAT_DIPERBAIKI)
            raise PerbaikanDitolak(satu.bidang, f"tidak dapat diperbaiki; pilih {pilihan}, atau batalkan suratnya")
        if satu.bidang in sudah:
            raise PerbaikanDitolak(satu.bidang, "disebut dua kali; sisakan satu")
        sudah.add(satu.bidang)
        kini = semula[satu.bidang]
        if satu.lama != kini:
            raise PerbaikanDitolak(satu.bidang, f"yang tercetak {kini!r}, bukan {satu.lama!r}; salin dari suratnya")
        if satu.baru == satu.lama:
            raise PerbaikanDitolak(satu.bidang, "nilai barunya sama dengan yang tercetak; hapus dari daftar perbaikan")
        _tulis(baris, satu.bidang, satu.baru)
    if not sudah:
        raise PerbaikanDitolak("perbaikan", "sebutkan sedikitnya satu bidang yang diperbaiki")
    try:
        return BarisKP.model_validate(baris)
    except ValidationError as galat:
        pertama = galat.errors()[0]
        bidang = ".".join(str(bagian) for bagian in pertama["loc"]) or "perbaikan"
        raise PerbaikanDitolak(bidang, f"nilai barunya tidak sah: {pertama['msg']}") from None


def susun_perbaikan_pertek(fakta: FaktaSurat) -> IsiPerbaikanPertekKP:
    asal, isian = _asal(fakta), IsianKoreksi.model_validate(fakta.isi)
    nip = fakta.profil.nip
    baris = terapkan_perbaikan(asal.isi, nip, isian.perbaikan)
    return IsiPerbaikanPertekKP(
        **bagian_bkn(fakta),
        asn=(baris,),
        menggantikan=asal.rujukan,
        alasan=isian.alasan,
        pembetulan=_pembetulan(asal.isi, baris, isian.perbaikan),
    )


def susun_pembatalan_pertek(fakta: FaktaSurat) -> IsiPembatalanPertekKP:
    asal, isian = _asal(fakta), IsianKoreksi.model_validate(fakta.isi)
    return IsiPembatalanPertekKP(
        **bagian_bkn(fakta),
        asn=(BarisKP.model_validate(_baris_asal(asal.isi, fakta.profil.nip)),),
        dibatalkan=asal.rujukan,
        alasan=isian.alasan,
        sebagian=len(_semua_baris(asal.isi)) > 1,
    )


def susun_perbaikan_sk(fakta: FaktaSurat) -> IsiPerbaikanSkKP:
    asal, isian = _asal(fakta), IsianKoreksi.model_validate(fakta.isi)
    baris = terapkan_perbaikan(asal.isi, fakta.profil.nip, isian.perbaikan)
    pertek = fakta.terbitan.get(PERBAIKAN_PERTEK_KP) or SuratRujukan.model_validate(asal.isi["pertek"])
    return IsiPerbaikanSkKP(
        **bagian_umum(fakta),
        asn=(baris,),
        ppk=fakta.penandatangan.berwenang,
        diperbaiki=asal.rujukan,
        tentang_diperbaiki=str(asal.isi["tentang"]),
        alasan=isian.alasan,
        pembetulan=_pembetulan(asal.isi, baris, isian.perbaikan),
        pertek=pertek,
        tembusan=(pertek.pejabat, "Pegawai Negeri Sipil yang bersangkutan"),
    )


def _asal(fakta: FaktaSurat) -> SuratAsal:
    if fakta.asal is None:
        raise ValueError("surat_id: surat yang dikoreksi tidak ditemukan; pilih surat terbit milik ASN ini.")
    return fakta.asal


def _semua_baris(isi: Mapping[str, JsonValue]) -> list[dict[str, Any]]:
    baris = isi.get("asn")
    return [satu for satu in baris if isinstance(satu, dict)] if isinstance(baris, list) else []


def _baris_asal(isi: Mapping[str, JsonValue], nip: str) -> dict[str, Any]:
    for baris in _semua_baris(isi):
        if baris.get("nip") == nip:
            return baris
    raise PerbaikanDitolak("surat_id", "ASN ini tidak tercantum pada surat itu; pilih surat miliknya")


def _baca(baris: Mapping[str, Any], bidang: str) -> JsonValue:
    nilai: Any = baris
    for bagian in bidang.split("."):
        nilai = nilai[bagian]
    return cast(JsonValue, nilai)


def _tulis(baris: dict[str, Any], bidang: str, nilai: JsonValue) -> None:
    *induk, terakhir = bidang.split(".")
    tempat = baris
    for bagian in induk:
        tempat = tempat[bagian]
    tempat[terakhir] = nilai


def _pembetulan(isi: Mapping[str, JsonValue], baris: BarisKP, perbaikan: Iterable[Perbaikan]) -> tuple[Pembetulan, ...]:
    lama = BarisKP.model_validate(_baris_asal(isi, baris.nip))
    return tuple(
        Pembetulan(
            nip=baris.nip,
            uraian=DAPAT_DIPERBAIKI[satu.bidang],
            tertulis=_tercetak(satu.bidang, lama),
            seharusnya=_tercetak(satu.bidang, baris),
        )
        for satu in perbaikan
    )


def _tercetak(bidang: str, baris: BarisKP) -> str:
    nilai: Any = baris
    for bagian in bidang.split("."):
        nilai = getattr(nilai, bagian)
    if nilai is None:
        return "(tidak tercantum)"
    if isinstance(nilai, date):
        return tulis_tanggal(nilai)
    if bidang.endswith("gaji_pokok"):
        return "Rp" + f"{nilai:,}".replace(",", ".") + ",00"
    if bidang == "angka_kredit":
        return str(nilai).replace(".", ",")
    return str(nilai)

"""Siapa yang diberi kabar tentang sebuah peristiwa, dan apa yang dikabarkan. Tanpa data pribadi ASN-nya."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import date
from typing import Any

from gudang import Gudang
from models.kabar import KabarBaru
from models.peran import BKN_PUSAT, Peran
from models.peristiwa import Catatan, JenisPeristiwa, Peristiwa
from models.referensi.zona import zona_unit
from models.usulan import TugasTerbuka

_PERBAIKAN = "perbaikan"
_PERBAIKAN_SISTEM = "perbaikan_sistem"


async def kabar_peristiwa(gudang: Gudang, catatan: Catatan, pemilik: str) -> Sequence[KabarBaru]:
    """Kabar bagi semua peristiwa sebuah catatan; kuncinya tetap, jadi pengulangan tidak mengabarkan dua kali."""
    kabar: list[KabarBaru] = []
    for peristiwa in catatan.peristiwa:
        if (penyusun := _PENYUSUN.get(peristiwa.jenis)) is None:
            continue
        for jenis, akun, rincian in await penyusun(gudang, catatan, peristiwa, pemilik):
            kabar.append(KabarBaru(f"{catatan.usulan_id}:{peristiwa.urut}:{jenis}:{akun}", jenis, akun, rincian))
    return kabar


Butir = tuple[str, str, dict[str, Any]]
"""Jenis kabar, akun penerima, rincian."""
Penyusun = Callable[[Gudang, Catatan, Peristiwa, str], Awaitable[list[Butir]]]


async def _tugas_dibuka(gudang: Gudang, catatan: Catatan, peristiwa: Peristiwa, pemilik: str) -> list[Butir]:
    """Perbaikan memanggil pengusulnya; yang tersangkut memanggil administrator. Antrean biasa tidak bersurel."""
    tugas = _tugas(catatan, peristiwa)
    if tugas is None:
        return []
    if tugas.langkah.kode == _PERBAIKAN:
        return [(_PERBAIKAN, tugas.untuk or pemilik, await _rincian_tugas(gudang, tugas))]
    if tugas.langkah.peran is Peran.ADMINISTRATOR:
        administrator = await gudang.pejabat.pemegang(Peran.ADMINISTRATOR, BKN_PUSAT)
        rincian = await _rincian_tugas(gudang, tugas)
        return [(_PERBAIKAN_SISTEM, satu.id, rincian) for satu in administrator]
    return []


async def _diingatkan(gudang: Gudang, catatan: Catatan, peristiwa: Peristiwa, pemilik: str) -> list[Butir]:
    """Yang memegang tugasnya; bila tak seorang pun, semua pemegang peran di unitnya."""
    tugas = _tugas(catatan, peristiwa)
    if tugas is None:
        return []
    tersimpan = await gudang.buku.tenggat(tugas.id)
    pemegang = tugas.untuk or (tersimpan.diklaim_oleh if tersimpan else None)
    peran, unit = tugas.langkah.peran, tugas.langkah.unit
    if pemegang:
        penerima = [await gudang.pejabat.wakil(pemegang, peran, unit, _hari(peristiwa, unit))]
    else:
        penerima = await _bertugas(gudang, peran, unit, peristiwa)
    jenis = "pengingat" if peristiwa.rincian.get("ke") == 1 else "jatuh_tempo"
    rincian = await _rincian_tugas(gudang, tugas)
    return [(jenis, akun, rincian) for akun in penerima]


async def _dieskalasi(gudang: Gudang, catatan: Catatan, peristiwa: Peristiwa, pemilik: str) -> list[Butir]:
    """Atasan di unitnya; unit yang tidak punya atasan itu dikabarkan kepada administrator."""
    tugas = _tugas(catatan, peristiwa)
    if tugas is None:
        return []
    atasan = await _bertugas(gudang, tugas.langkah.atasan, tugas.langkah.unit, peristiwa)
    if not atasan:
        atasan = await _bertugas(gudang, Peran.ADMINISTRATOR, BKN_PUSAT, peristiwa)
    rincian = await _rincian_tugas(gudang, tugas)
    return [("eskalasi", akun, rincian) for akun in atasan]


async def _dialihkan(gudang: Gudang, catatan: Catatan, peristiwa: Peristiwa, pemilik: str) -> list[Butir]:
    tugas = _tugas(catatan, peristiwa)
    if tugas is None or tugas.untuk is None:
        return []
    return [("dialihkan", tugas.untuk, await _rincian_tugas(gudang, tugas))]


async def _surat_terbit(gudang: Gudang, catatan: Catatan, peristiwa: Peristiwa, pemilik: str) -> list[Butir]:
    return [("surat_terbit", pemilik, {"surat": peristiwa.rincian.get("jenis")})]


async def _selesai(gudang: Gudang, catatan: Catatan, peristiwa: Peristiwa, pemilik: str) -> list[Butir]:
    hasil = catatan.keadaan.hasil
    if hasil is None:
        return []
    alasan = [satu.model_dump(mode="json") for satu in hasil.alasan]
    return [(hasil.jenis.value, pemilik, {"alasan": alasan, "keterangan": hasil.keterangan})]


_PENYUSUN: dict[JenisPeristiwa, Penyusun] = {
    JenisPeristiwa.TUGAS_DIBUKA: _tugas_dibuka,
    JenisPeristiwa.DIINGATKAN: _diingatkan,
    JenisPeristiwa.DIESKALASI: _dieskalasi,
    JenisPeristiwa.DIALIHKAN: _dialihkan,
    JenisPeristiwa.SURAT_TERBIT: _surat_terbit,
    JenisPeristiwa.SELESAI: _selesai,
}


def _tugas(catatan: Catatan, peristiwa: Peristiwa) -> TugasTerbuka | None:
    """Tugas yang dimaksud peristiwa, selama masih terbuka; yang sudah ditutup tidak perlu dikabarkan lagi."""
    tugas = catatan.keadaan.tugas
    return tugas if tugas is not None and tugas.id == peristiwa.tugas_id else None


async def _bertugas(gudang: Gudang, peran: Peran, unit: str, peristiwa: Peristiwa) -> list[str]:
    """Pemegang peran yang hadir pada hari peristiwanya, dan pengganti yang berhalangan."""
    return [satu.id for satu in await gudang.pejabat.bertugas(peran, unit, _hari(peristiwa, unit))]


def _hari(peristiwa: Peristiwa, unit: str) -> date:
    return peristiwa.waktu.astimezone(zona_unit(unit)).date()


async def _rincian_tugas(gudang: Gudang, tugas: TugasTerbuka) -> dict[str, Any]:
    tersimpan = await gudang.buku.tenggat(tugas.id)
    return {
        "langkah": tugas.langkah.nama,
        "jatuh_tempo": tersimpan.jatuh_tempo.isoformat() if tersimpan else None,
        "alasan": [satu.model_dump(mode="json") for satu in tugas.alasan],
        "keterangan": tugas.keterangan,
    }

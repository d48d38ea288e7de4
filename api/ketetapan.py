"""Yang boleh ditetapkan: kunci tiap jenis ketetapan, bawaannya, dan pemeriksaan yang perlu mengenal layanannya."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final

from pydantic import JsonValue, ValidationError

from api.boleh import PERAN_BKN, PERAN_INSTANSI
from api.masalah import JenisMasalah, Kesalahan, Masalah
from api.penolakan import kesalahan_isian
from luar.typst import Penyusun
from models import layanan as daftar_layanan
from models.definisi import Naskah
from models.ketetapan import (
    BENTUK,
    IsiAlasan,
    IsiDokumen,
    IsiKetetapan,
    IsiKewenangan,
    IsiLangkah,
    IsiPeriode,
    IsiTemplat,
    JenisKetetapan,
)
from models.ketetapan_bawaan import alasan_bawaan, libur_bawaan, periode_bawaan
from models.langkah import Langkah
from models.peran import Peran
from workflows import layanan as daftar_alur

J: Final = JenisKetetapan
_KUNCI_TERBUKA: Final = {
    J.LIBUR: (r"\d{4}-\d{2}-\d{2}", "tanggal tttt-bb-hh"),
    J.PERIODE: (r"[A-Za-z]+\.\d{4}-\d{2}-01", "<Layanan>.<tttt-bb-01>"),
    J.ALASAN: (r"[A-Z][A-Z0-9_]{2,59}", "kode huruf besar, misalnya DOKUMEN_BURAM"),
}
"""Jenis yang menerima kunci baru: polanya, dan polanya dalam kata-kata."""
_PEMUTUS: Final = (PERAN_INSTANSI, PERAN_BKN - {Peran.PENGAWAS})
"""Peran sebuah langkah hanya berganti di dalam kelompoknya: unitnya tetap."""


def bawaan(jenis: JenisKetetapan, pada: date) -> Mapping[str, IsiKetetapan | None]:
    """Kunci → versi pertamanya; kosong bila bawaannya ditentukan aturan layanan, bukan daftar."""
    match jenis:
        case J.LANGKAH:
            return {
                f"{kode}.{satu.kode}": IsiLangkah(peran=satu.peran, hari_kerja=satu.hari_kerja, atasan=satu.atasan)
                for kode, satu in _semua_langkah()
            }
        case J.TEMPLAT:
            return {satu.jenis: IsiTemplat(versi=satu.versi) for satu in _semua_naskah()}
        case J.DOKUMEN:
            return {f"{d.kode}.{jenis_usulan}": None for d in daftar_layanan.semua() for jenis_usulan in d.jenis}
        case J.KEWENANGAN:
            return {
                f"{d.kode}.{jenis_usulan}": IsiKewenangan.model_validate({"rute": rute})
                for d in daftar_layanan.semua()
                for jenis_usulan, rute in d.rute_bawaan.items()
            }
        case J.PERIODE:
            return {
                f"{d.kode}.{tanggal}": isi
                for d in daftar_layanan.semua()
                if d.berperiode
                for tanggal, isi in periode_bawaan(pada).items()
            }
        case J.LIBUR:
            return libur_bawaan()
        case J.ALASAN:
            return alasan_bawaan()


def bentuk(jenis: JenisKetetapan, kunci: str, isi: dict[str, JsonValue], penyusun: Penyusun) -> IsiKetetapan:
    """Isi yang sah bagi kunci itu; ``Masalah`` 422 menyebut isian dan obatnya."""
    try:
        sah = BENTUK[jenis].model_validate(isi)
    except ValidationError as galat:
        raise _tidak_sah(kesalahan_isian(galat.errors(), awalan="isi.")) from galat
    if kesalahan := [*_salah_kunci(jenis, kunci)] or [*_salah(jenis, kunci, sah, penyusun)]:
        raise _tidak_sah(kesalahan)
    return sah


def layanan_kunci(jenis: JenisKetetapan, kunci: str) -> str | None:
    """Layanan yang disebut sebuah kunci; kosong bila ketetapannya mengenai semua layanan."""
    if jenis is J.TEMPLAT:
        return next((d.kode for d in daftar_layanan.semua() if kunci in d.templat), None)
    kode, titik, _ = kunci.partition(".")
    return kode if titik else None


def _salah_kunci(jenis: JenisKetetapan, kunci: str) -> Iterable[Kesalahan]:
    lihat = f"Lihat kunci yang ada pada GET /ketetapan?jenis={jenis}."
    if jenis not in _KUNCI_TERBUKA:
        if kunci not in bawaan(jenis, date.min):
            yield Kesalahan(bidang="kunci", sebab=f"Tidak ada {jenis} berkunci itu.", tindakan=lihat)
        return
    pola, kata = _KUNCI_TERBUKA[jenis]
    if not re.fullmatch(pola, kunci) or (jenis is not J.ALASAN and not _bertanggal(kunci)):
        yield Kesalahan(bidang="kunci", sebab=f"Kunci {jenis} harus berbentuk {kata}.", tindakan=lihat)
    elif jenis is J.PERIODE and kunci.partition(".")[0] not in {d.kode for d in daftar_layanan.semua() if d.berperiode}:
        yield Kesalahan(bidang="kunci", sebab="Layanan itu tidak ada atau tidak berperiode.", tindakan=lihat)


def _salah(jenis: JenisKetetapan, kunci: str, isi: IsiKetetapan, penyusun: Penyusun) -> Iterable[Kesalahan]:
    match isi:
        case IsiLangkah():
            yield from _salah_langkah(dict(_langkah_menurut_kunci())[kunci], isi)
        case IsiTemplat():
            templat = daftar_layanan.naskah(kunci).isi.model_fields["templat"].default
            if isi.versi not in (terpasang := penyusun.versi(templat)):
                sebab = f"Templat {templat} versi {isi.versi} tidak terpasang."
                tindakan = f"Pilih {', '.join(map(str, terpasang))}, atau pasang dulu berkas templatnya."
                yield Kesalahan(bidang="isi.versi", sebab=sebab, tindakan=tindakan)
        case IsiDokumen():
            dikenal = daftar_layanan.cari(kunci.partition(".")[0]).nama_dokumen
            for kode in sorted(isi.disebut - dikenal.keys()):
                sebab = f"Kode dokumen {kode} tidak dikenal layanan ini."
                yield Kesalahan(bidang="isi", sebab=sebab, tindakan="Lihat /referensi/dokumen.")
        case IsiPeriode():
            if isi.tutup > date.fromisoformat(kunci.partition(".")[2]):
                sebab = "Penutupan tidak boleh sesudah periodenya mulai."
                yield Kesalahan(bidang="isi.tutup", sebab=sebab, tindakan="Pilih hari sebelum periodenya.")
        case IsiAlasan():
            if isi.layanan is not None and isi.layanan not in {d.kode for d in daftar_layanan.semua()}:
                sebab = f"Layanan {isi.layanan} tidak ada."
                yield Kesalahan(bidang="isi.layanan", sebab=sebab, tindakan="Pilih dari /referensi/layanan.")


def _salah_langkah(semula: Langkah, isi: IsiLangkah) -> Iterable[Kesalahan]:
    kelompok = next((satu for satu in _PEMUTUS if semula.peran in satu), frozenset[Peran]())
    if isi.peran not in {None, semula.peran}:
        if semula.tanda_tangan:
            sebab = "Penandatangan mengikuti jenis suratnya."
            yield Kesalahan(bidang="isi.peran", sebab=sebab, tindakan="Atur pejabat dan penggantinya di /pejabat.")
        elif not semula.putusan or isi.peran not in kelompok:
            pilihan = ", ".join(sorted(kelompok)) if semula.putusan and kelompok else semula.peran.value
            sebab = "Peran itu tidak dapat mengerjakan langkah ini di unitnya."
            yield Kesalahan(bidang="isi.peran", sebab=sebab, tindakan=f"Pilih: {pilihan}.")
    boleh_atasan = kelompok | {Peran.PENGAWAS, Peran.ADMINISTRATOR, semula.atasan}
    if isi.atasan is not None and isi.atasan not in boleh_atasan:
        sebab = "Atasan harus berperan di unit langkah ini, pengawas, atau administrator."
        yield Kesalahan(bidang="isi.atasan", sebab=sebab, tindakan=f"Pilih: {', '.join(sorted(boleh_atasan))}.")


def _bertanggal(kunci: str) -> bool:
    try:
        date.fromisoformat(kunci.rpartition(".")[2])
    except ValueError:
        return False
    return True


def _semua_langkah() -> Iterable[tuple[str, Langkah]]:
    return ((alur.__name__, satu) for alur in daftar_alur.semua() for satu in alur.langkah)


def _langkah_menurut_kunci() -> Iterable[tuple[str, Langkah]]:
    return ((f"{kode}.{satu.kode}", satu) for kode, satu in _semua_langkah())


def _semua_naskah() -> Iterable[Naskah]:
    return (naskah for definisi in daftar_layanan.semua() for naskah in definisi.naskah)


def _tidak_sah(kesalahan: list[Kesalahan]) -> Masalah:
    return Masalah(JenisMasalah.ISIAN_TIDAK_SAH, "Ketetapan ini tidak sah.", kesalahan=kesalahan)


def gabung(semula: IsiKetetapan | None, isi: IsiKetetapan | None) -> dict[str, Any] | None:
    """Isi yang berlaku seutuhnya: bawaan ditimpa ketetapannya."""
    bagian = [satu.model_dump(mode="json", exclude_none=True) for satu in (semula, isi) if satu is not None]
    if not bagian:
        return None
    return bagian[0] | bagian[-1] if isinstance(isi, IsiLangkah) else bagian[-1]

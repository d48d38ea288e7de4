"""Layanan: satu berkas satu layanan. Menambah layanan berarti menambah berkas di folder ini."""

from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules

from models import layanan as daftar_definisi
from models.definisi import BERSAMA, Definisi, DefinisiKeliru
from models.langkah import PENGAJUAN, KeputusanLuar, Langkah, Tempat, Terbitan
from models.referensi import tabel
from workflows.langkah import PERBAIKAN, PERBAIKAN_ASN, PERBAIKAN_SISTEM
from workflows.usulan import AlurUsulan

for _modul in iter_modules(__path__):
    import_module(f"{__name__}.{_modul.name}")


def semua() -> tuple[type[AlurUsulan], ...]:
    """Kelas alur kerja setiap layanan yang sudah dimuat."""
    return tuple(AlurUsulan.__subclasses__())


def cari(kode: str) -> type[AlurUsulan]:
    """``LookupError`` bila layanan itu tidak punya alur kerja."""
    for kelas in semua():
        if kelas.__name__ == kode:
            return kelas
    raise LookupError(f"Layanan {kode} tidak punya alur kerja.")


def periksa() -> None:
    """Definisi dan prosedur setiap layanan cocok; ``DefinisiKeliru`` dengan obatnya bila tidak.

    Dipanggil API dan worker sesudah semua layanan dimuat, sebelum usulan pertama diterima.
    """
    for kelas in semua():
        try:
            daftar_definisi.cari(kelas.__name__)
        except LookupError:
            sebab = "alurnya ada tetapi definisinya tidak; panggil daftarkan di models/layanan."
            raise DefinisiKeliru(kelas.__name__, "kode", sebab) from None
    for definisi in daftar_definisi.semua():
        try:
            kelas = cari(definisi.kode)
        except LookupError:
            sebab = "tidak ada alur kerja bernama itu; tulis di workflows/layanan."
            raise DefinisiKeliru(definisi.kode, "kode", sebab) from None
        periksa_satu(definisi, kelas)


def periksa_satu(definisi: Definisi, kelas: type[AlurUsulan]) -> None:
    for bagian, sebab in _keberatan(definisi, kelas):
        raise DefinisiKeliru(definisi.kode, bagian, sebab)


def _keberatan(definisi: Definisi, kelas: type[AlurUsulan]) -> Iterator[tuple[str, str]]:
    yield from _keberatan_langkah(definisi, kelas)
    yield from _keberatan_terbitan(definisi, kelas)
    dikenal = {int(kode) for kode in tabel("status_usulan")}
    for pemakai, status in _status(kelas):
        if status not in dikenal:
            yield pemakai, f"status {status} tidak ada di status_usulan.csv; pakai status_usulan SIASN."


def _keberatan_langkah(definisi: Definisi, kelas: type[AlurUsulan]) -> Iterator[tuple[str, str]]:
    kode = [satu.kode for satu in kelas.langkah]
    tempat = BERSAMA.union(*definisi.rute_tempat.values())
    if ganda := sorted({satu for satu in kode if kode.count(satu) > 1}):
        yield "langkah", f"{', '.join(ganda)} disebut lebih dari sekali; satu kode satu langkah."
    for satu in kelas.langkah:
        for asing in sorted({*satu.beda_orang} - {PENGAJUAN, *kode}):
            yield f"langkah {satu.kode}", f"beda_orang menyebut {asing}, yang bukan langkahnya; perbaiki kodenya."
    for jenis in definisi.jenis:
        tangga = kelas.tangga(jenis)
        sendiri = definisi.diusulkan_asn(jenis)
        wajib = (PERBAIKAN, PERBAIKAN_SISTEM, *((PERBAIKAN_ASN,) if sendiri else ()))
        for satu in wajib:
            if satu.kode not in {langkah.kode for langkah in tangga}:
                yield f"langkah jenis {jenis}", f"{satu.kode} tidak ada; tambahkan *LANGKAH_BERSAMA ke tangganya."
        for satu in tangga:
            if satu.kode not in kode:
                yield f"langkah {satu.kode}", f"ada pada tangga jenis {jenis}, tetapi tidak pada langkah kelasnya."
            if satu.tempat not in tempat:
                yield (
                    f"langkah {satu.kode}",
                    f"tempatnya {satu.tempat} tidak dilalui rute mana pun, jadi tidak akan ada unitnya; "
                    "sebut di rute_tempat, atau pindahkan langkahnya.",
                )
            if satu.tempat is Tempat.ASN and satu.kode != PERBAIKAN_ASN.kode and not sendiri:
                yield f"langkah {satu.kode}", f"dikerjakan ASN, tetapi jenis {jenis} tidak boleh diusulkannya."


def _keberatan_terbitan(definisi: Definisi, kelas: type[AlurUsulan]) -> Iterator[tuple[str, str]]:
    terbit = [satu for satu in kelas.terbitan if isinstance(satu, Terbitan)]
    milik = {satu.jenis for satu in definisi.naskah}
    kode = {satu.kode for satu in kelas.langkah}
    for satu in terbit:
        if satu.jenis not in milik:
            yield f"terbitan {satu.jenis}", "tidak ada naskahnya pada definisi; tambahkan ke naskah."
        if not satu.tte.tanda_tangan:
            yield f"terbitan {satu.jenis}", f"langkah {satu.tte.kode} harus tanda_tangan=True."
    for jenis in sorted(milik - {satu.jenis for satu in terbit}):
        yield f"surat {jenis}", "tidak diterbitkan prosedurnya; sebut Terbitan-nya di terbitan kelas alurnya."
    for langkah in _langkah_terbitan(kelas):
        if langkah.kode not in kode:
            yield f"langkah {langkah.kode}", "dipakai sebuah terbitan tetapi tidak ada pada langkah kelasnya."


def _langkah_terbitan(kelas: type[AlurUsulan]) -> Iterator[Langkah]:
    return (langkah for satu in kelas.terbitan for langkah in satu.langkah)


def _status(kelas: type[AlurUsulan]) -> Iterator[tuple[str, int]]:
    """Setiap status_usulan yang dapat dipasang prosedurnya, dan bagian yang memasangnya."""
    semua_langkah = {satu.kode: satu for satu in (*kelas.langkah, *_langkah_terbitan(kelas))}
    for satu in semua_langkah.values():
        for status in (satu.status, satu.status_diperbaiki, *satu.status_putusan.values()):
            if status is not None:
                yield f"langkah {satu.kode}", status
    for terbitan in kelas.terbitan:
        nama = terbitan.tunggu.kode if isinstance(terbitan, KeputusanLuar) else terbitan.jenis
        for bidang in ("status_draf", "status_tertanda", "status_terbit"):
            if hasattr(terbitan, bidang):
                yield f"terbitan {nama}", getattr(terbitan, bidang)

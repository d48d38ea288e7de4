"""Kegiatan ``catat``: peristiwa menjadi jejak, keadaan menjadi model baca, kabar masuk kotak keluar; satu transaksi."""

from dataclasses import dataclass
from uuid import UUID

from temporalio import activity

from activities.galat import BukuBerbeda
from gudang import Gudang, PabrikGudang
from gudang.buku import PokokUsulan
from gudang.penerima import kabar_peristiwa
from models.aturan import kalender
from models.kegiatan import CATAT
from models.langkah import Penyelesaian
from models.peristiwa import Catatan, Diputus, JenisPeristiwa, Peristiwa, Tercatat
from models.referensi.zona import zona_unit
from models.usulan import JenisHasil, Tenggat, TugasTerbuka

_PUTUSAN = {
    JenisPeristiwa.DIPERBAIKI: Penyelesaian.DIPERBAIKI,
    JenisPeristiwa.KEPUTUSAN_DATANG: Penyelesaian.KEPUTUSAN,
    JenisPeristiwa.SURAT_DITANDATANGANI: Penyelesaian.TTE,
}
"""Peristiwa selain putusan yang menyelesaikan tugasnya, dan sebutannya pada tugas itu."""


@dataclass
class PencatatBuku:
    pabrik: PabrikGudang

    @activity.defn(name=CATAT)
    async def catat(self, catatan: Catatan) -> Tercatat:
        """Tulis sekali; penulisan ulang catatan yang sama menjawab tenggat yang sudah tersimpan.

        Alur yang di-reset menulis lagi nomor yang sudah terisi: versinya yang berlaku, yang lama tetap di jejak sebagai
        digantikan.
        """
        async with self.pabrik.transaksi() as gudang:
            pokok = await gudang.buku.kunci(catatan.usulan_id)
            if catatan.alur != pokok.alur and await gudang.jejak.pernah_digantikan(catatan.usulan_id, catatan.alur):
                raise BukuBerbeda(
                    f"Catatan nomor {catatan.nomor} usulan {catatan.usulan_id} datang dari alur yang sudah di-reset."
                )
            berikut = 0 if pokok.catatan_terakhir is None else pokok.catatan_terakhir + 1
            if catatan.nomor > berikut:
                raise BukuBerbeda(
                    f"Catatan nomor {berikut} sampai {catatan.nomor - 1} usulan {catatan.usulan_id} tidak ada; "
                    "basis data tampaknya dipulihkan dari cadangan lama."
                )
            if catatan.nomor == berikut:
                await _tulis(gudang, catatan, pokok)
            elif not await _sama(gudang, catatan, pokok):
                await _gantikan(gudang, catatan, pokok)
            return await _tercatat(gudang, catatan.keadaan.tugas)


async def _tulis(gudang: Gudang, catatan: Catatan, pokok: PokokUsulan) -> None:
    usulan_id, keadaan, peristiwa = catatan.usulan_id, catatan.keadaan, catatan.peristiwa
    saat = peristiwa[-1].waktu
    await gudang.jejak.tulis(usulan_id, pokok.instansi_id, peristiwa)
    for satu in peristiwa:
        await _tulis_putusan(gudang, satu)
    await gudang.buku.tutup_selain(usulan_id, keadaan.tugas.id if keadaan.tugas else None, saat)
    if keadaan.tugas is not None:
        tenggat = await _tenggat(gudang, keadaan.tugas)
        dieskalasi = next((p.waktu for p in peristiwa if p.jenis is JenisPeristiwa.DIESKALASI), None)
        await gudang.buku.tulis_tugas(usulan_id, pokok.instansi_id, keadaan.tugas, tenggat, dieskalasi)
    await gudang.buku.tulis_keadaan(catatan, saat if keadaan.hasil else None, lokal=_lokal())
    if keadaan.hasil is not None:
        await gudang.buku.lepas_kunci(usulan_id)
        await _akhiri_surat(gudang, usulan_id, keadaan.hasil.jenis)
    await gudang.kabar.tambah(usulan_id, pokok.instansi_id, await kabar_peristiwa(gudang, catatan, pokok))


async def _gantikan(gudang: Gudang, catatan: Catatan, pokok: PokokUsulan) -> None:
    """Versi alur yang di-reset berlaku; yang sudah berakhir tidak, sebab kuncinya lepas dan akibatnya mungkin tertulis.

    Run yang sama menulis isi lain bagi nomor yang sama hanya bila catatan lokal terakhirnya hilang bersama workernya;
    selain itu kerusakan.
    """
    if catatan.alur == pokok.alur and not _belum_pasti(catatan, pokok):
        raise BukuBerbeda(
            f"Catatan nomor {catatan.nomor} usulan {catatan.usulan_id} sudah terisi peristiwa lain dari alur yang "
            "sama; basis data atau alurnya rusak."
        )
    if not pokok.terbuka and not _belum_pasti(catatan, pokok):
        raise BukuBerbeda(
            f"Usulan {catatan.usulan_id} sudah berakhir; alur yang di-reset sesudah itu tidak menggantikan catatannya. "
            "Hentikan alurnya, lalu buat usulan baru atau koreksi suratnya."
        )
    dari = catatan.peristiwa[0].urut
    await gudang.buku.lupakan_putusan(catatan.usulan_id, dari)
    await gudang.jejak.gantikan(catatan.usulan_id, pokok.instansi_id, dari=dari, lama=pokok.alur, baru=catatan.alur)
    await _tulis(gudang, catatan, pokok)


def _lokal() -> bool:
    return activity.in_activity() and activity.info().is_local


async def _akhiri_surat(gudang: Gudang, usulan_id: UUID, hasil: JenisHasil) -> None:
    """Usulan yang selesai mempertahankan suratnya; yang dibatalkan koreksi dicabut suratnya oleh koreksi itu."""
    if hasil is JenisHasil.DIBATALKAN:
        await gudang.penerbitan.batalkan_draf(usulan_id)
    elif hasil is not JenisHasil.SELESAI:
        await gudang.koreksi.akhiri_surat(usulan_id)


async def _tulis_putusan(gudang: Gudang, peristiwa: Peristiwa) -> None:
    if peristiwa.tugas_id is None:
        return
    if isinstance(peristiwa.isi, Diputus):
        putusan: str = peristiwa.isi.putusan
    elif peristiwa.jenis in _PUTUSAN:
        putusan = _PUTUSAN[peristiwa.jenis]
    else:
        return
    oleh = peristiwa.pelaku.akun if peristiwa.pelaku else None
    await gudang.buku.tulis_putusan(peristiwa.tugas_id, putusan, oleh)


async def _tenggat(gudang: Gudang, tugas: TugasTerbuka) -> Tenggat:
    """Tenggat yang tersimpan tetap, kecuali awal hitungannya maju (dilanjutkan setelah ditahan)."""
    tersimpan = await gudang.buku.tenggat(tugas.id)
    if tersimpan is not None and tersimpan.hitung_dari == tugas.hitung_dari:
        return tersimpan.tenggat
    langkah = tugas.langkah
    zona = zona_unit(langkah.unit)
    sesudah = tugas.hitung_dari.astimezone(zona).date()
    libur = await gudang.kalender.libur(sesudah, pada=sesudah)
    return kalender.tenggat(tugas.hitung_dari, langkah.hari_kerja, libur, zona)


async def _tercatat(gudang: Gudang, tugas: TugasTerbuka | None) -> Tercatat:
    tersimpan = await gudang.buku.tenggat(tugas.id) if tugas else None
    if tugas is None or tersimpan is None:
        return Tercatat(tugas_id=None, tenggat=None)
    return Tercatat(tugas_id=tugas.id, tenggat=tersimpan.tenggat)


def _belum_pasti(catatan: Catatan, pokok: PokokUsulan) -> bool:
    """Catatan lokal terakhir: belum tentu ada dalam riwayat alurnya sampai catatan sesudahnya datang."""
    return pokok.catatan_lokal and catatan.alur == pokok.alur and catatan.nomor == pokok.catatan_terakhir


async def _sama(gudang: Gudang, catatan: Catatan, pokok: PokokUsulan) -> bool:
    """Catatan lokal yang diulang worker berikutnya sama peristiwanya, tetapi waktunya waktu pengulangan itu."""
    sesudahnya = catatan.peristiwa[-1].urut + 1
    urut = (*(satu.urut for satu in catatan.peristiwa), sesudahnya)
    tertulis = await gudang.jejak.urut_tertulis(catatan.usulan_id, urut)
    if _belum_pasti(catatan, pokok):
        jenis = [(satu.urut, satu.jenis.value) for satu in catatan.peristiwa]
        return [(nomor, satu) for nomor, (satu, _) in sorted(tertulis.items())] == jenis
    return all(tertulis.get(satu.urut) == (satu.jenis.value, satu.waktu) for satu in catatan.peristiwa)

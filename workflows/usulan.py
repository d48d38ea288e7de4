"""Usulan: yang diwarisi setiap layanan. Kata kerja bagi prosedur, update bagi orang, dan satu query.

Sebuah layanan menulis ``prosedur`` dengan ``sampai_beres``, ``minta``, ``terbitkan``, dan ``perbarui_profil``; timer,
peringatan, pengulangan, dan penanganan galat ada di sini. Waktu yang habis memanggil orang, tidak pernah memutus.
"""

import asyncio
from collections.abc import Mapping
from typing import ClassVar, Final, TypeVar

from temporalio import workflow

from models import kegiatan
from models.galat import JenisGalat
from models.kegiatan import PerbaruiProfil, ProfilDiperbarui
from models.keputusan import (
    Alasan,
    HasilTTE,
    Pelanjutan,
    Penahanan,
    Penarikan,
    Pengalihan,
    Perbaikan,
    PermintaanTTE,
    Putusan,
)
from models.koreksi import CaraBerakhir, PerubahanDasar
from models.langkah import PENGAJUAN, JenisPutusan, KeputusanLuar, Langkah, Terbitan
from models.mesin import BANYAK_TERCATAT
from models.peristiwa import (
    DasarUsulanBerubah,
    Diajukan,
    Dialihkan,
    Dilanjutkan,
    Diperbaiki,
    Diputus,
    Ditahan,
    Ditarik,
    ProfilBerubah,
    Selesai,
)
from models.perubahan import Bentrok
from models.surat import SuratTerbit
from models.usulan import Berkas, Hasil, JenisHasil, Keadaan, TahapUsulan
from workflows.meja import DIHENTIKAN, Berakhir, DisusunUlang, TTEBerjalan
from workflows.penerimaan import Penerimaan
from workflows.penolakan import tolak, tolak_bila_pernah_bertindak, tolak_putusan_tak_lengkap

T = TypeVar("T")

PROFIL_BERUBAH: Final = "PROFIL_BERUBAH"
"""Kode alasan bagi yang dikembalikan karena profilnya sementara itu berubah."""
_TIDAK_DIKUTIP: Final = "nik"


class AlurUsulan(Penerimaan):
    langkah: ClassVar[tuple[Langkah, ...]]
    """Semua langkah layanan."""
    terbitan: ClassVar[tuple[Terbitan | KeputusanLuar, ...]] = ()
    """Semua surat yang diterbitkan atau ditunggu prosedurnya."""

    def __init__(self, berkas: Berkas) -> None:
        super().__init__(berkas)
        self._buku.tulis(Diajukan(), pelaku=berkas.pengusul)

    @classmethod
    def tangga(cls, jenis: str) -> tuple[Langkah, ...]:
        """Tangga langkah satu jenis usulan, dibekukan ke dalam berkas saat diajukan."""
        return cls.langkah

    async def prosedur(self) -> None:
        """Langkah-langkah layanan, dari verifikasi sampai akhir."""
        raise NotImplementedError

    async def jalani(self) -> Hasil:
        self._jaga = asyncio.create_task(self._pengingat.berjaga())
        try:
            await self.prosedur()
            hasil = self._dibatalkan(self._dasar_dicabut) if self._dasar_dicabut else Hasil(jenis=JenisHasil.SELESAI)
        except Berakhir as akhir:
            hasil = akhir.hasil
        except asyncio.CancelledError:
            # Pembatalan dari meja Temporal: mesinnya berhenti, tetapi model baca tetap ditutup dan ASN-nya bebas lagi.
            hasil = DIHENTIKAN
            self._lepaskan_tte()
        if hasil.jenis is JenisHasil.DIBATALKAN and self._dasar_dicabut:
            self._status = self._dasar_dicabut.status
        self._tugas, self._hasil, self._tahap = None, hasil, TahapUsulan.AKHIR
        self._buku.tulis(Selesai(hasil=hasil.jenis))
        await self._tanpa_terputus(self._tutup_buku())
        return hasil

    async def _tutup_buku(self) -> None:
        await self._catat()
        await workflow.wait_condition(workflow.all_handlers_finished)

    # ── Kata kerja ────────────────────────────────────────────────────────────────────────────────────────────────

    async def perbarui_profil(
        self,
        dasar: SuratTerbit | None = None,
        *,
        status: int,
        bila_berubah: Langkah | None = None,
        setelah_perbaikan: tuple[Langkah, ...] = (),
    ) -> None:
        """Tuliskan akibat usulan ini (atau suratnya) ke profil ASN.

        Yang sementara itu sudah berubah tidak ditimpa: kembali kepada pengusul lalu ``bila_berubah``; tanpa itu,
        menjadi urusan administrator.
        """
        masukan = PerbaruiProfil(usulan_id=self.berkas.usulan_id, dasar=dasar)
        while (hasil := await self._tulis_profil(masukan)).bentrok:
            alasan = tuple(_berubah(satu) for satu in hasil.bentrok)
            if bila_berubah is None:
                await self._minta_perbaikan_sistem(" ".join(satu.uraian for satu in alasan))
            else:
                await self._kembalikan(alasan, setelah_perbaikan)
                await self.sampai_beres(bila_berubah, setelah_perbaikan=setelah_perbaikan, alasan=alasan)
        self._status = status
        self._buku.tulis(ProfilBerubah(perubahan=hasil.perubahan, surat_id=dasar.surat_id if dasar else None))

    async def _tulis_profil(self, masukan: PerbaruiProfil) -> ProfilDiperbarui:
        return await self._kerjakan(kegiatan.PERBARUI_PROFIL, lambda: masukan, ProfilDiperbarui, akibat=True)

    # ── Update dari orang ─────────────────────────────────────────────────────────────────────────────────────────

    @workflow.update(name="putuskan")
    async def putuskan(self, putusan: Putusan) -> None:
        tugas = self._tugas_terbuka()
        self._jawaban = putusan
        self._status = tugas.langkah.status_putusan.get(putusan.jenis, self._status)
        self._catat_pelaku(tugas.langkah.kode, putusan.pelaku)
        self._buku.tulis(
            Diputus(putusan=putusan.jenis, alasan=putusan.alasan, catatan=putusan.catatan, status=self._status),
            pelaku=putusan.pelaku,
            langkah=tugas.langkah.kode,
            tugas_id=tugas.id,
        )
        await self._buku.tunggu_tercatat()

    @putuskan.validator
    def _boleh_putuskan(self, putusan: Putusan) -> None:
        tugas = self._boleh_dijawab(putusan.tugas_id, putusan.pelaku, menolak=putusan.jenis is JenisPutusan.TOLAK)
        tolak_putusan_tak_lengkap(tugas, putusan)

    @workflow.update(name="perbaiki")
    async def perbaiki(self, perbaikan: Perbaikan) -> None:
        tugas = self._tugas_terbuka()
        berubah = _beda(self._isi, perbaikan.isi)
        diganti = _beda(self._dokumen, perbaikan.dokumen)
        self._jawaban = perbaikan
        self._isi, self._dokumen = perbaikan.isi, perbaikan.dokumen
        self._status = tugas.langkah.status_diperbaiki or self._status
        self._catat_pelaku(PENGAJUAN, perbaikan.pelaku)
        self._buku.tulis(
            Diperbaiki(isi=berubah, dokumen=diganti, catatan=perbaikan.catatan, status=self._status),
            pelaku=perbaikan.pelaku,
            langkah=tugas.langkah.kode,
            tugas_id=tugas.id,
        )
        await self._buku.tunggu_tercatat()

    @perbaiki.validator
    def _boleh_perbaiki(self, perbaikan: Perbaikan) -> None:
        tugas = self._boleh_dijawab(perbaikan.tugas_id, perbaikan.pelaku)
        if not tugas.langkah.memperbaiki:
            tolak(JenisGalat.PUTUSAN_TIDAK_BERLAKU, "Usulan ini sedang tidak menunggu perbaikan berkas.")

    @workflow.update(name="tanda_tangani")
    async def tanda_tangani(self, permintaan: PermintaanTTE) -> HasilTTE:
        berjalan = TTEBerjalan(permintaan)
        self._jawaban = berjalan
        await workflow.wait_condition(lambda: berjalan.hasil is not None)
        await self._buku.tunggu_tercatat()
        if berjalan.hasil is None:
            raise RuntimeError("Tanda tangan selesai tanpa hasil.")
        return berjalan.hasil

    @tanda_tangani.validator
    def _boleh_tanda_tangani(self, permintaan: PermintaanTTE) -> None:
        tugas = self._boleh_dijawab(permintaan.tugas_id, permintaan.pelaku)
        if not tugas.langkah.tanda_tangan:
            tolak(JenisGalat.PUTUSAN_TIDAK_BERLAKU, f"Tugas {tugas.langkah.nama} tidak meminta tanda tangan.")
        if tugas.untuk != permintaan.pelaku.akun:
            tolak(JenisGalat.BUKAN_UNTUK_ANDA, "Surat ini atas nama pejabat lain; ambil alih dulu, lalu tanda tangani.")

    @workflow.update(name="tarik")
    async def tarik(self, penarikan: Penarikan) -> None:
        self._penarikan = penarikan
        self._buku.tulis(Ditarik(alasan=penarikan.alasan), pelaku=penarikan.pelaku)
        await self._buku.tunggu_tercatat()

    @tarik.validator
    def _boleh_tarik(self, penarikan: Penarikan) -> None:
        self._tolak_bila_berakhir()
        if not penarikan.alasan.strip():
            tolak(JenisGalat.ALASAN_KOSONG, "Tuliskan alasan penarikan.")
        if self._jawaban is not None:
            tolak(JenisGalat.SEDANG_DIPUTUS, "Usulan ini sedang diputus atau ditandatangani; tunggu hasilnya.")
        if self._berakibat:
            tolak(JenisGalat.TERLAMBAT_DITARIK, "Akibat usulan ini sedang ditulis; yang sudah dimulai tidak ditarik.")
        if self._tertanda:
            tolak(
                JenisGalat.TERLAMBAT_DITARIK,
                "Surat usulan ini sudah ditandatangani; ajukan koreksi suratnya, bukan penarikan.",
            )

    @workflow.update(name="alihkan")
    async def alihkan(self, pengalihan: Pengalihan) -> None:
        """Surat yang menunggu tanda tangan disusun ulang atas nama penerimanya; tugas lain berpindah saja."""
        tugas = self._tugas_terbuka()
        self._buku.tulis(
            Dialihkan(kepada=pengalihan.kepada, alasan=pengalihan.alasan),
            pelaku=pengalihan.pelaku,
            langkah=tugas.langkah.kode,
            tugas_id=tugas.id,
        )
        if tugas.langkah.tanda_tangan:
            self._jawaban = DisusunUlang(pengalihan.kepada)
            await self._buku.tunggu_tercatat()
        else:
            self._sentuh_tugas(untuk=pengalihan.kepada)
            await self._catat()

    @alihkan.validator
    def _boleh_alihkan(self, pengalihan: Pengalihan) -> None:
        self._tolak_bila_berakhir()
        tugas = self._tugas_bernomor(pengalihan.tugas_id)
        tolak_bila_pernah_bertindak(tugas.langkah, pengalihan.kepada, self._pelaku)
        if not pengalihan.alasan.strip():
            tolak(JenisGalat.ALASAN_KOSONG, "Tuliskan alasan pengalihan.")

    @workflow.update(name="tahan")
    async def tahan(self, penahanan: Penahanan) -> None:
        self._ditahan = penahanan
        self._buku.tulis(Ditahan(alasan=penahanan.alasan), pelaku=penahanan.pelaku)
        self._sentuh_tugas()
        await self._catat()

    @tahan.validator
    def _boleh_tahan(self, penahanan: Penahanan) -> None:
        self._tolak_bila_berakhir()
        self._tolak_bila_ditahan()
        if not penahanan.alasan.strip():
            tolak(JenisGalat.ALASAN_KOSONG, "Tuliskan alasan penahanan.")

    @workflow.update(name="lanjutkan")
    async def lanjutkan(self, pelanjutan: Pelanjutan) -> None:
        self._ditahan = None
        self._buku.tulis(Dilanjutkan(alasan=pelanjutan.alasan), pelaku=pelanjutan.pelaku)
        self._sentuh_tugas(hitung_dari=workflow.now(), tenggat=None, peringatan=0)
        await self._catat()

    @lanjutkan.validator
    def _boleh_lanjutkan(self, pelanjutan: Pelanjutan) -> None:
        self._tolak_bila_berakhir()
        if self._ditahan is None:
            tolak(JenisGalat.TIDAK_DITAHAN, "Usulan ini tidak sedang ditahan.")

    # ── Kabar dari usulan koreksi ─────────────────────────────────────────────────────────────────────────────────

    @workflow.signal(name="dasar_berubah")
    async def dasar_berubah(self, perubahan: PerubahanDasar) -> None:
        """Surat terbit usulan ini diganti atau dicabut.

        Dicabut: usulan berakhir, kecuali surat di atasnya sudah ditandatangani; yang itu diselesaikan dulu, lalu
        dicabut koreksinya. Diganti: surat yang belum ditandatangani disusun ulang.
        """
        if self._hasil is not None:
            return
        self._buku.tulis(
            DasarUsulanBerubah(jenis=perubahan.jenis, menjadi=perubahan.menjadi, keterangan=perubahan.keterangan)
        )
        if perubahan.menjadi is CaraBerakhir.DICABUT:
            self._dasar_dicabut = perubahan
        elif self._disusun not in (None, perubahan.jenis):
            self._dasar_diganti = True
        await self._catat()

    @workflow.query(name="keadaan")
    def keadaan(self) -> Keadaan:
        return self._potret()

    @workflow.query(name=BANYAK_TERCATAT)
    def banyak_tercatat(self) -> int:
        """Peristiwa yang sudah tercatat menurut alur ini; jejaknya tidak boleh lebih pendek."""
        return self._buku.banyak_tercatat


def _beda(lama: Mapping[str, T], baru: Mapping[str, T]) -> dict[str, tuple[T | None, T | None]]:
    """Kunci yang nilainya berubah, bertambah, atau hilang → (lama, baru)."""
    return {
        kunci: (lama.get(kunci), baru.get(kunci))
        for kunci in sorted(lama.keys() | baru.keys())
        if lama.get(kunci) != baru.get(kunci)
    }


def _berubah(bentrok: Bentrok) -> Alasan:
    dilihat, kini = (satu if satu not in ("", None) else "kosong" for satu in (bentrok.lama, bentrok.kini))
    nilainya = f": saat itu {dilihat}, kini {kini}" if bentrok.nama != _TIDAK_DIKUTIP else ""
    return Alasan(
        sasaran="bidang",
        kode=f"riwayat.{bentrok.nama}",
        alasan=PROFIL_BERUBAH,
        uraian=f"{bentrok.nama.replace('_', ' ').capitalize()} berubah sejak usulan disusun{nilainya}.",
    )

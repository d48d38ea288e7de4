"""Penerbitan surat: nomor, draf, paraf, tanda tangan, arsip; kata kerja ``terbitkan`` dan bagian-bagiannya."""

import asyncio
from collections import Counter
from datetime import timedelta

from temporalio import workflow
from temporalio.common import RetryPolicy
from temporalio.exceptions import ActivityError, ApplicationError, TimeoutError, TimeoutType

from models import kegiatan, mesin
from models.galat import JenisGalat
from models.kegiatan import Arsipkan, Diarsipkan, DrafTersusun, SusunSurat, Tandatangani
from models.keputusan import HasilTTE, Putusan, StatusTTE
from models.langkah import JenisPutusan, Langkah, Terbitan
from models.peristiwa import SuratDidraf, SuratDitandatangani, SuratDiterbitkan, TTEGagal
from models.surat import DrafSurat, JenisSurat, SuratTerbit, SuratTertanda
from models.usulan import Berkas
from workflows.meja import DasarDiganti, DisusunUlang, Meja, TTEBerjalan

_SEKALI = RetryPolicy(maximum_attempts=1)
_DETAK_TTE = timedelta(seconds=30)
"""Tanda tangan yang sudah diminta dan disangka hilang menjadi tidak pasti, jadi putaran yang tersendat dimaklumi."""
_STATUS_TTE: dict[str, StatusTTE] = {
    JenisGalat.PASSPHRASE_SALAH: StatusTTE.PASSPHRASE_SALAH,
    JenisGalat.TTE_GAGAL: StatusTTE.GAGAL,
}
_PESAN_TIDAK_PASTI = (
    "Jawaban layanan tanda tangan tidak sampai. Belum ada surat bertanda tangan yang diarsipkan; "
    "periksa riwayat tanda tangan Anda di BSrE, lalu tanda tangani lagi bila perlu."
)
_PESAN_TERTANDA = "Surat sudah ditandatangani; pemeriksaan dan pengarsipannya berjalan sendiri."
_PESAN_TERTANDA_DIHENTIKAN = "BSrE sudah menandatangani, tetapi usulan ini dihentikan; suratnya tidak terbit."
_PESAN_DIHENTIKAN = "Usulan ini dihentikan sebelum suratnya dikirim ke BSrE; surat belum ditandatangani."
_PESAN_BELUM_MULAI = "Layanan penyusun surat sedang tidak berjalan. Surat belum ditandatangani; coba lagi nanti."


class Penerbitan(Meja):
    def __init__(self, berkas: Berkas) -> None:
        super().__init__(berkas)
        self._draf_ke: Counter[JenisSurat] = Counter()

    async def terbitkan(
        self, terbitan: Terbitan, *, bila_ditolak: Langkah, setelah_perbaikan: tuple[Langkah, ...] = ()
    ) -> SuratTerbit:
        """Nomor, draf, paraf, tanda tangan, arsip. Penolakan kembali ke pemeriksa; nomornya tetap.

        Selama belum ditandatangani, dasar yang diganti membuat drafnya disusun ulang, di langkah mana pun ia berada.
        Begitu pula jawaban BSrE yang ternyata tidak dapat dipakai: draf barunya kembali dengan sebabnya.
        """
        penandatangan: str | None = None
        keterangan = ""
        while True:
            try:
                tersusun = await self._susun(terbitan, penandatangan)
                putusan = (
                    await self.minta(terbitan.paraf, draf=tersusun.draf, keterangan=keterangan)
                    if terbitan.paraf
                    else None
                )
                if putusan is None or putusan.jenis is JenisPutusan.SETUJU:
                    jawaban = await self._tandatangani(terbitan, tersusun, keterangan)
                    if isinstance(jawaban, SuratTertanda):
                        hasil = await self._arsipkan(jawaban)
                        if hasil.surat is not None:
                            break
                        keterangan = hasil.ditolak
                        continue
                    if isinstance(jawaban, DisusunUlang):
                        penandatangan = jawaban.penandatangan
                        continue
                    putusan = jawaban
                await self.sampai_beres(bila_ditolak, setelah_perbaikan=setelah_perbaikan, alasan=putusan.alasan)
            except DasarDiganti:
                self._tutup()
        terbit = hasil.surat
        self._status = terbitan.status_terbit
        self._buku.tulis(SuratDiterbitkan(surat_id=terbit.surat_id, jenis=terbit.jenis, sha256=terbit.sha256))
        return terbit

    # ── Surat ─────────────────────────────────────────────────────────────────────────────────────────────────────

    async def _susun(self, terbitan: Terbitan, penandatangan: str | None) -> DrafTersusun:
        self._tahap, self._status = terbitan.jenis, terbitan.status_draf
        self._disusun, self._dasar_diganti = terbitan.jenis, False
        self._draf_ke[terbitan.jenis] += 1
        tersusun = await self._kerjakan(
            kegiatan.SUSUN_SURAT,
            lambda: SusunSurat(
                usulan_id=self.berkas.usulan_id,
                jenis=terbitan.jenis,
                versi_templat=self.berkas.templat[terbitan.jenis],
                ke=self._draf_ke[terbitan.jenis],
                diminta=workflow.now(),
                unit=self.berkas.cari(terbitan.tte.kode).unit,
                penandatangan=penandatangan,
            ),
            DrafTersusun,
        )
        self._buku.tulis(
            SuratDidraf(
                surat_id=tersusun.draf.surat_id,
                jenis=terbitan.jenis,
                sha256=tersusun.draf.sha256,
                ke=self._draf_ke[terbitan.jenis],
            )
        )
        return tersusun

    async def _arsipkan(self, surat: SuratTertanda) -> Diarsipkan:
        hasil = await self._kerjakan(
            kegiatan.ARSIPKAN, lambda: Arsipkan(surat=surat), Diarsipkan, akibat=True, walau_ditahan=True
        )
        if hasil.surat is None:
            self._tertanda.remove(surat.jenis)
            self._buku.tulis(TTEGagal(pesan=hasil.ditolak, surat_id=surat.surat_id, sha256=surat.sha256))
        return hasil

    async def _tandatangani(
        self, terbitan: Terbitan, tersusun: DrafTersusun, keterangan: str
    ) -> SuratTertanda | Putusan | DisusunUlang:
        """Tunggu penandatangan: ia menolak, meminta TTE, atau digantikan. TTE yang gagal kembali kepadanya."""
        self._buka(terbitan.tte, draf=tersusun.draf, untuk=tersusun.penandatangan, keterangan=keterangan)
        while True:
            jawaban = await self._tunggu_jawaban()
            if isinstance(jawaban, Putusan | DisusunUlang):
                self._tutup()
                return jawaban
            if not isinstance(jawaban, TTEBerjalan):
                raise TypeError("Tugas tanda tangan dijawab perbaikan.")
            tertanda = await self._kirim_tte(jawaban, tersusun.draf)
            if tertanda is not None:
                self._tertanda.append(terbitan.jenis)
                self._disusun, self._dasar_diganti = None, False
                self._status = terbitan.status_tertanda
                self._tutup()
                return tertanda
            self._jawaban = None

    def _lepaskan_tte(self) -> None:
        """Jawab permintaan tanda tangan yang belum sempat dikirim ketika alurnya dihentikan."""
        if isinstance(self._jawaban, TTEBerjalan) and self._jawaban.hasil is None:
            self._jawaban.hasil = HasilTTE(status=StatusTTE.GAGAL, pesan=_PESAN_DIHENTIKAN)

    async def _kirim_tte(self, berjalan: TTEBerjalan, draf: DrafSurat) -> SuratTertanda | None:
        """Satu permintaan tanda tangan.

        Alur yang dihentikan selagi menunggu tetap menunggu jawabannya dan mencatatnya, baru berhenti.
        """
        permintaan = berjalan.permintaan
        kerja = asyncio.create_task(
            _minta_tte(
                Tandatangani(
                    draf=draf, tugas_id=permintaan.tugas_id, sesi_id=permintaan.sesi_id, akun=permintaan.pelaku.akun
                )
            )
        )
        try:
            await workflow.wait_condition(kerja.done)
        except asyncio.CancelledError:
            await workflow.wait_condition(kerja.done)
            self._catat_tte(berjalan, kerja)
            if berjalan.hasil is not None and berjalan.hasil.status is StatusTTE.TERTANDA:
                berjalan.hasil = HasilTTE(status=StatusTTE.TERTANDA, pesan=_PESAN_TERTANDA_DIHENTIKAN)
            raise
        return self._catat_tte(berjalan, kerja)

    def _catat_tte(self, berjalan: TTEBerjalan, kerja: asyncio.Task[SuratTertanda]) -> SuratTertanda | None:
        permintaan = berjalan.permintaan
        langkah = self._tugas_terbuka().langkah.kode
        try:
            tertanda = kerja.result()
        except ActivityError as galat:
            berjalan.hasil = _hasil_tte_gagal(galat)
            self._buku.tulis(
                TTEGagal(status=berjalan.hasil.status, pesan=berjalan.hasil.pesan),
                pelaku=permintaan.pelaku,
                langkah=langkah,
                tugas_id=permintaan.tugas_id,
            )
            return None
        self._catat_pelaku(langkah, permintaan.pelaku)
        self._buku.tulis(
            SuratDitandatangani(surat_id=tertanda.surat_id, sha256=tertanda.sha256),
            pelaku=permintaan.pelaku,
            langkah=langkah,
            tugas_id=permintaan.tugas_id,
        )
        berjalan.hasil = HasilTTE(status=StatusTTE.TERTANDA, pesan=_PESAN_TERTANDA)
        return tertanda


async def _minta_tte(masukan: Tandatangani) -> SuratTertanda:
    """Minta BSrE, paling banyak sekali: tanda tangan tidak idempoten.

    Worker yang hilang di tengah digantikan sekali oleh yang lain, yang meminta hanya bila BSrE pasti belum diminta.
    """
    try:
        return await _percobaan_tte(masukan)
    except ActivityError as hilang:
        if not isinstance(hilang.cause, TimeoutError) or hilang.cause.type is TimeoutType.SCHEDULE_TO_START:
            raise
        try:
            return await _percobaan_tte(masukan.model_copy(update={"lanjutan": True}))
        except ActivityError as galat:
            raise galat if isinstance(galat.cause, ApplicationError) else hilang from galat


async def _percobaan_tte(masukan: Tandatangani) -> SuratTertanda:
    tertanda: SuratTertanda = await workflow.execute_activity(
        kegiatan.TANDATANGANI,
        masukan,
        result_type=SuratTertanda,
        task_queue=mesin.ANTREAN_DOKUMEN,
        schedule_to_start_timeout=timedelta(minutes=2),
        start_to_close_timeout=timedelta(minutes=5),
        heartbeat_timeout=_DETAK_TTE,
        retry_policy=_SEKALI,
    )
    return tertanda


def _hasil_tte_gagal(galat: ActivityError) -> HasilTTE:
    """Hanya galat bertipe yang menyebut surat pasti belum ditandatangani; selain itu hasilnya tidak pasti."""
    sebab = galat.cause
    if isinstance(sebab, TimeoutError) and sebab.type is TimeoutType.SCHEDULE_TO_START:
        return HasilTTE(status=StatusTTE.GAGAL, pesan=_PESAN_BELUM_MULAI)
    if not isinstance(sebab, ApplicationError) or sebab.type not in set(JenisGalat):
        return HasilTTE(status=StatusTTE.TIDAK_PASTI, pesan=_PESAN_TIDAK_PASTI)
    return HasilTTE(status=_STATUS_TTE.get(sebab.type or "", StatusTTE.TIDAK_PASTI), pesan=sebab.message)

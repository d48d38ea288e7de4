"""Penerbitan surat: nomor, draf, paraf, tanda tangan, arsip; kata kerja ``terbitkan`` dan bagian-bagiannya."""

from collections import Counter
from datetime import timedelta

from temporalio import workflow
from temporalio.common import RetryPolicy
from temporalio.exceptions import ActivityError, ApplicationError, TimeoutError, TimeoutType

from models import kegiatan, mesin
from models.galat import JenisGalat
from models.kegiatan import Arsipkan, DrafTersusun, SusunSurat, Tandatangani
from models.keputusan import HasilTTE, Putusan, StatusTTE
from models.langkah import JenisPutusan, Langkah, Terbitan
from models.peristiwa import JenisPeristiwa
from models.surat import DrafSurat, JenisSurat, SuratTerbit, SuratTertanda
from models.usulan import Berkas
from workflows.meja import DasarDiganti, DisusunUlang, Meja, TTEBerjalan

_SEKALI = RetryPolicy(maximum_attempts=1)
_STATUS_TTE: dict[str, StatusTTE] = {
    JenisGalat.PASSPHRASE_SALAH: StatusTTE.PASSPHRASE_SALAH,
    JenisGalat.TTE_GAGAL: StatusTTE.GAGAL,
}
_PESAN_TIDAK_PASTI = (
    "Jawaban layanan tanda tangan tidak sampai. Belum ada surat bertanda tangan yang diarsipkan; "
    "periksa riwayat tanda tangan Anda di BSrE, lalu tanda tangani lagi bila perlu."
)
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
        """
        penandatangan: str | None = None
        while True:
            try:
                tersusun = await self._susun(terbitan, penandatangan)
                putusan = await self.minta(terbitan.paraf, draf=tersusun.draf)
                if putusan.jenis is JenisPutusan.SETUJU:
                    tertanda = await self._tandatangani(terbitan, tersusun)
                    if isinstance(tertanda, SuratTertanda):
                        break
                    if isinstance(tertanda, DisusunUlang):
                        penandatangan = tertanda.penandatangan
                        continue
                    putusan = tertanda
                await self.sampai_beres(bila_ditolak, setelah_perbaikan=setelah_perbaikan, alasan=putusan.alasan)
            except DasarDiganti:
                self._tutup()
        terbit = await self._kerjakan(
            kegiatan.ARSIPKAN, lambda: Arsipkan(surat=tertanda), SuratTerbit, akibat=True, walau_ditahan=True
        )
        self._status = terbitan.status_terbit
        self._buku.tulis(
            JenisPeristiwa.SURAT_TERBIT,
            rincian={"surat_id": str(terbit.surat_id), "jenis": terbit.jenis, "sha256": terbit.sha256},
        )
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
            JenisPeristiwa.SURAT_DIDRAF,
            rincian={
                "surat_id": str(tersusun.draf.surat_id),
                "jenis": terbitan.jenis,
                "sha256": tersusun.draf.sha256,
                "ke": self._draf_ke[terbitan.jenis],
            },
        )
        return tersusun

    async def _tandatangani(self, terbitan: Terbitan, tersusun: DrafTersusun) -> SuratTertanda | Putusan | DisusunUlang:
        """Tunggu penandatangan: ia menolak, meminta TTE, atau digantikan. TTE yang gagal kembali kepadanya."""
        self._buka(terbitan.tte, draf=tersusun.draf, untuk=tersusun.penandatangan)
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
        """Jawab permintaan tanda tangan yang sedang berjalan ketika alurnya dihentikan."""
        if isinstance(self._jawaban, TTEBerjalan) and self._jawaban.hasil is None:
            self._jawaban.hasil = HasilTTE(status=StatusTTE.TIDAK_PASTI, pesan=_PESAN_TIDAK_PASTI)

    async def _kirim_tte(self, berjalan: TTEBerjalan, draf: DrafSurat) -> SuratTertanda | None:
        """Satu permintaan ke BSrE, tidak pernah diulang sendiri: tanda tangan tidak idempoten."""
        permintaan = berjalan.permintaan
        langkah = self._tugas_terbuka().langkah.kode
        try:
            tertanda: SuratTertanda = await workflow.execute_activity(
                kegiatan.TANDATANGANI,
                Tandatangani(draf=draf, sesi_id=permintaan.sesi_id, akun=permintaan.pelaku.akun),
                result_type=SuratTertanda,
                task_queue=mesin.ANTREAN_DOKUMEN,
                schedule_to_start_timeout=timedelta(minutes=2),
                start_to_close_timeout=timedelta(minutes=3),
                heartbeat_timeout=timedelta(seconds=10),
                retry_policy=_SEKALI,
            )
        except ActivityError as galat:
            berjalan.hasil = _hasil_tte_gagal(galat)
            self._buku.tulis(
                JenisPeristiwa.TTE_GAGAL,
                pelaku=permintaan.pelaku,
                langkah=langkah,
                tugas_id=permintaan.tugas_id,
                rincian={"status": berjalan.hasil.status.value, "pesan": berjalan.hasil.pesan},
            )
            return None
        self._catat_pelaku(langkah, permintaan.pelaku)
        self._buku.tulis(
            JenisPeristiwa.SURAT_DITANDATANGANI,
            pelaku=permintaan.pelaku,
            langkah=langkah,
            tugas_id=permintaan.tugas_id,
            rincian={"surat_id": str(tertanda.surat_id), "level": tertanda.level.value, "sha256": tertanda.sha256},
        )
        berjalan.hasil = HasilTTE(status=StatusTTE.TERTANDA, pesan="Surat sudah ditandatangani.")
        return tertanda


def _hasil_tte_gagal(galat: ActivityError) -> HasilTTE:
    """Hanya galat bertipe yang menyebut surat pasti belum ditandatangani; selain itu hasilnya tidak pasti."""
    sebab = galat.cause
    if isinstance(sebab, TimeoutError) and sebab.type is TimeoutType.SCHEDULE_TO_START:
        return HasilTTE(status=StatusTTE.GAGAL, pesan=_PESAN_BELUM_MULAI)
    if not isinstance(sebab, ApplicationError) or sebab.type not in set(JenisGalat):
        return HasilTTE(status=StatusTTE.TIDAK_PASTI, pesan=_PESAN_TIDAK_PASTI)
    return HasilTTE(status=_STATUS_TTE.get(sebab.type or "", StatusTTE.TIDAK_PASTI), pesan=sebab.message)

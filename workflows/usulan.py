"""Usulan: yang diwarisi setiap layanan. Kata kerja bagi prosedur, update bagi orang, dan satu query.

Sebuah layanan menulis ``prosedur`` dengan ``sampai_beres``, ``minta``, ``terbitkan``, dan ``perbarui_profil``; timer,
peringatan, pengulangan, dan penanganan galat ada di sini. Waktu yang habis memanggil orang, tidak pernah memutus.
"""

from collections import Counter
from datetime import timedelta
from typing import ClassVar

from temporalio import workflow
from temporalio.common import RetryPolicy
from temporalio.exceptions import ActivityError, ApplicationError

from models import kegiatan, temporal
from models.galat import JenisGalat
from models.kegiatan import Arsipkan, DrafTersusun, PerbaruiProfil, SusunSurat, Tandatangani
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
    StatusTTE,
)
from models.langkah import JenisPutusan, Langkah, Terbitan
from models.peristiwa import JenisPeristiwa
from models.surat import DrafSurat, JenisSurat, SuratTerbit, SuratTertanda
from models.usulan import Berkas, Hasil, JenisHasil, Keadaan
from workflows.langkah import PENGAJUAN, PERBAIKAN
from workflows.meja import Berakhir, Meja, TTEBerjalan
from workflows.penolakan import tolak, tolak_putusan_tak_lengkap

_SEKALI = RetryPolicy(maximum_attempts=1)
_STATUS_TTE: dict[str, StatusTTE] = {
    JenisGalat.PASSPHRASE_SALAH: StatusTTE.PASSPHRASE_SALAH,
    JenisGalat.HASIL_TIDAK_PASTI: StatusTTE.TIDAK_PASTI,
}
_PESAN_TIDAK_PASTI = (
    "Jawaban layanan tanda tangan tidak sampai. Belum ada surat bertanda tangan yang diarsipkan; "
    "periksa riwayat tanda tangan Anda di BSrE, lalu tanda tangani lagi bila perlu."
)


class Usulan(Meja):
    langkah: ClassVar[tuple[Langkah, ...]]
    """Tangga langkah layanan, dibekukan ke dalam berkas saat diajukan."""
    templat: ClassVar[dict[JenisSurat, int]]
    """Versi templat surat yang berlaku bagi usulan baru."""

    def __init__(self, berkas: Berkas) -> None:
        super().__init__(berkas)
        self._ada_surat_tertanda = False
        self._draf_ke: Counter[JenisSurat] = Counter()

    async def prosedur(self) -> None:
        """Langkah-langkah layanan, dari verifikasi sampai akhir."""
        raise NotImplementedError

    async def jalani(self) -> Hasil:
        self._buku.tulis(JenisPeristiwa.DIAJUKAN, pelaku=self.berkas.pengusul)
        try:
            await self.prosedur()
            hasil = Hasil(jenis=JenisHasil.SELESAI)
        except Berakhir as akhir:
            hasil = akhir.hasil
        self._tugas, self._hasil, self._tahap = None, hasil, "akhir"
        self._buku.tulis(JenisPeristiwa.SELESAI, rincian={"hasil": hasil.jenis.value})
        await self._catat()
        await workflow.wait_condition(workflow.all_handlers_finished)
        return hasil

    # ── Kata kerja ────────────────────────────────────────────────────────────────────────────────────────────────

    async def sampai_beres(
        self, langkah: Langkah, *, setelah_perbaikan: tuple[Langkah, ...] = (), alasan: tuple[Alasan, ...] = ()
    ) -> Putusan:
        """Minta putusan sampai MS atau setuju. BTS berputar lewat perbaikan berapa kali pun; TMS mengakhiri usulan."""
        while True:
            putusan = await self.minta(langkah, alasan=alasan)
            match putusan.jenis:
                case JenisPutusan.MS | JenisPutusan.SETUJU:
                    return putusan
                case JenisPutusan.BTS:
                    self._putaran_bts += 1
                    await self._tunggu_perbaikan(putusan.alasan)
                    for ulang in setelah_perbaikan:
                        await self.sampai_beres(ulang)
                    alasan = putusan.alasan
                case _:
                    raise Berakhir(Hasil(jenis=JenisHasil.TMS, alasan=putusan.alasan, keterangan=putusan.catatan))

    async def minta(
        self,
        langkah: Langkah,
        *,
        draf: DrafSurat | None = None,
        alasan: tuple[Alasan, ...] = (),
        keterangan: str = "",
    ) -> Putusan:
        """Buka tugas dan tunggu seseorang memutusnya."""
        self._buka(langkah, draf=draf, alasan=alasan, keterangan=keterangan)
        putusan = await self._tunggu_jawaban()
        if not isinstance(putusan, Putusan):
            raise TypeError(f"Tugas {langkah.kode} dijawab {type(putusan).__name__}, bukan putusan.")
        self._tutup()
        return putusan

    async def _tunggu_perbaikan(self, alasan: tuple[Alasan, ...]) -> None:
        self._buka(PERBAIKAN, alasan=alasan)
        await self._tunggu_jawaban()
        self._tutup()

    async def terbitkan(
        self, terbitan: Terbitan, *, bila_ditolak: Langkah, setelah_perbaikan: tuple[Langkah, ...] = ()
    ) -> SuratTerbit:
        """Nomor, draf, paraf, tanda tangan, arsip. Penolakan kembali ke pemeriksa; nomornya tetap."""
        while True:
            tersusun = await self._susun(terbitan)
            putusan = await self.minta(terbitan.paraf, draf=tersusun.draf)
            if putusan.jenis is JenisPutusan.SETUJU:
                tertanda = await self._tandatangani(terbitan, tersusun)
                if isinstance(tertanda, SuratTertanda):
                    break
                putusan = tertanda
            await self.sampai_beres(bila_ditolak, setelah_perbaikan=setelah_perbaikan, alasan=putusan.alasan)
        terbit = await self._kerjakan(kegiatan.ARSIPKAN, Arsipkan(surat=tertanda), SuratTerbit)
        self._status = terbitan.status_terbit
        self._buku.tulis(
            JenisPeristiwa.SURAT_TERBIT,
            rincian={"surat_id": str(terbit.surat_id), "jenis": terbit.jenis.value, "sha256": terbit.sha256},
        )
        return terbit

    async def perbarui_profil(self, dasar: SuratTerbit, *, status: int) -> None:
        """Tuliskan akibat surat ini ke profil ASN."""
        await self._kerjakan(
            kegiatan.PERBARUI_PROFIL, PerbaruiProfil(usulan_id=self.berkas.usulan_id, dasar=dasar), type(None)
        )
        self._status = status
        self._buku.tulis(JenisPeristiwa.PROFIL_DIPERBARUI, rincian={"surat_id": str(dasar.surat_id)})

    # ── Surat ─────────────────────────────────────────────────────────────────────────────────────────────────────

    async def _susun(self, terbitan: Terbitan) -> DrafTersusun:
        self._tahap, self._status = terbitan.jenis.value, terbitan.status_draf
        self._draf_ke[terbitan.jenis] += 1
        tersusun = await self._kerjakan(
            kegiatan.SUSUN_SURAT,
            SusunSurat(
                usulan_id=self.berkas.usulan_id,
                jenis=terbitan.jenis,
                versi_templat=self.berkas.templat[terbitan.jenis],
                ke=self._draf_ke[terbitan.jenis],
                diminta=workflow.now(),
                unit=self.berkas.cari(terbitan.tte.kode).unit,
            ),
            DrafTersusun,
        )
        self._buku.tulis(
            JenisPeristiwa.SURAT_DIDRAF,
            rincian={
                "surat_id": str(tersusun.draf.surat_id),
                "jenis": terbitan.jenis.value,
                "sha256": tersusun.draf.sha256,
                "ke": self._draf_ke[terbitan.jenis],
            },
        )
        return tersusun

    async def _tandatangani(self, terbitan: Terbitan, tersusun: DrafTersusun) -> SuratTertanda | Putusan:
        """Tunggu penandatangan: ia menolak, atau meminta TTE. TTE yang gagal mengembalikan tugas kepadanya."""
        self._buka(terbitan.tte, draf=tersusun.draf, untuk=tersusun.penandatangan)
        while True:
            jawaban = await self._tunggu_jawaban()
            if isinstance(jawaban, Putusan):
                self._tutup()
                return jawaban
            if not isinstance(jawaban, TTEBerjalan):
                raise TypeError("Tugas tanda tangan dijawab perbaikan.")
            tertanda = await self._kirim_tte(jawaban, tersusun.draf)
            if tertanda is not None:
                self._ada_surat_tertanda = True
                self._status = terbitan.status_tertanda
                self._tutup()
                return tertanda
            self._jawaban = None

    async def _kirim_tte(self, berjalan: TTEBerjalan, draf: DrafSurat) -> SuratTertanda | None:
        """Satu permintaan ke BSrE, tidak pernah diulang sendiri: tanda tangan tidak idempoten."""
        permintaan = berjalan.permintaan
        langkah = self._tugas_terbuka().langkah.kode
        try:
            tertanda: SuratTertanda = await workflow.execute_activity(
                kegiatan.TANDATANGANI,
                Tandatangani(draf=draf, sesi_id=permintaan.sesi_id, akun=permintaan.pelaku.akun),
                result_type=SuratTertanda,
                task_queue=temporal.ANTREAN_DOKUMEN,
                start_to_close_timeout=timedelta(seconds=90),
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

    # ── Update dari orang ─────────────────────────────────────────────────────────────────────────────────────────

    @workflow.update(name="putuskan")
    async def putuskan(self, putusan: Putusan) -> None:
        tugas = self._tugas_terbuka()
        self._jawaban = putusan
        self._status = tugas.langkah.status_putusan.get(putusan.jenis, self._status)
        self._catat_pelaku(tugas.langkah.kode, putusan.pelaku)
        self._buku.tulis(
            JenisPeristiwa.DIPUTUS,
            pelaku=putusan.pelaku,
            langkah=tugas.langkah.kode,
            tugas_id=tugas.id,
            rincian={
                "putusan": putusan.jenis.value,
                "alasan": [satu.model_dump(mode="json") for satu in putusan.alasan],
                "catatan": putusan.catatan,
            },
        )
        await self._buku.tunggu_tercatat()

    @putuskan.validator
    def _boleh_putuskan(self, putusan: Putusan) -> None:
        tugas = self._boleh_dijawab(putusan.tugas_id, putusan.pelaku)
        tolak_putusan_tak_lengkap(tugas, putusan)

    @workflow.update(name="perbaiki")
    async def perbaiki(self, perbaikan: Perbaikan) -> None:
        tugas = self._tugas_terbuka()
        sebelum = {k: v for k, v in self._isi.items() if perbaikan.isi.get(k) != v}
        self._jawaban = perbaikan
        self._isi, self._dokumen = perbaikan.isi, perbaikan.dokumen
        self._catat_pelaku(PENGAJUAN, perbaikan.pelaku)
        self._buku.tulis(
            JenisPeristiwa.DIPERBAIKI,
            pelaku=perbaikan.pelaku,
            langkah=tugas.langkah.kode,
            tugas_id=tugas.id,
            rincian={
                "sebelum": sebelum,
                "sesudah": {k: perbaikan.isi.get(k) for k in sebelum},
                "catatan": perbaikan.catatan,
            },
        )
        await self._buku.tunggu_tercatat()

    @perbaiki.validator
    def _boleh_perbaiki(self, perbaikan: Perbaikan) -> None:
        tugas = self._boleh_dijawab(perbaikan.tugas_id, perbaikan.pelaku)
        if tugas.langkah.kode != PERBAIKAN.kode:
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
        if isinstance(self._jawaban, TTEBerjalan):
            tolak(JenisGalat.SEDANG_DITANDATANGANI, "Surat ini sedang ditandatangani; tunggu hasilnya.")
        tugas = self._boleh_dijawab(permintaan.tugas_id, permintaan.pelaku)
        if tugas.untuk is None or tugas.draf is None:
            tolak(JenisGalat.PUTUSAN_TIDAK_BERLAKU, f"Tugas {tugas.langkah.nama} tidak meminta tanda tangan.")

    @workflow.update(name="tarik")
    async def tarik(self, penarikan: Penarikan) -> None:
        self._penarikan = penarikan
        self._buku.tulis(JenisPeristiwa.DITARIK, pelaku=penarikan.pelaku, rincian={"alasan": penarikan.alasan})
        await self._buku.tunggu_tercatat()

    @tarik.validator
    def _boleh_tarik(self, penarikan: Penarikan) -> None:
        self._tolak_bila_berakhir()
        if not penarikan.alasan.strip():
            tolak(JenisGalat.ALASAN_KOSONG, "Tuliskan alasan penarikan.")
        if self._ada_surat_tertanda or isinstance(self._jawaban, TTEBerjalan):
            tolak(
                JenisGalat.TERLAMBAT_DITARIK,
                "Pertimbangan teknis sudah ditandatangani; ajukan pembatalan pertek, bukan penarikan.",
            )

    @workflow.update(name="alihkan")
    async def alihkan(self, pengalihan: Pengalihan) -> None:
        tugas = self._tugas_terbuka()
        self._tugas = tugas.model_copy(update={"untuk": pengalihan.kepada})
        self._buku.tulis(
            JenisPeristiwa.DIALIHKAN,
            pelaku=pengalihan.pelaku,
            langkah=tugas.langkah.kode,
            tugas_id=tugas.id,
            rincian={"kepada": pengalihan.kepada, "alasan": pengalihan.alasan},
        )
        await self._catat()

    @alihkan.validator
    def _boleh_alihkan(self, pengalihan: Pengalihan) -> None:
        self._tolak_bila_berakhir()
        tugas = self._tugas_bernomor(pengalihan.tugas_id)
        if tugas.draf is not None and tugas.untuk is not None:
            tolak(
                JenisGalat.TIDAK_DAPAT_DIALIHKAN,
                "Surat ini atas nama pejabat penandatangannya; tolak dulu surat itu supaya disusun lagi.",
            )
        if not pengalihan.alasan.strip():
            tolak(JenisGalat.ALASAN_KOSONG, "Tuliskan alasan pengalihan.")

    @workflow.update(name="tahan")
    async def tahan(self, penahanan: Penahanan) -> None:
        self._ditahan = penahanan
        self._buku.tulis(JenisPeristiwa.DITAHAN, pelaku=penahanan.pelaku, rincian={"alasan": penahanan.alasan})
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
        self._buku.tulis(JenisPeristiwa.DILANJUTKAN, pelaku=pelanjutan.pelaku, rincian={"alasan": pelanjutan.alasan})
        self._sentuh_tugas(hitung_dari=workflow.now(), tenggat=None, peringatan=0)
        await self._catat()

    @lanjutkan.validator
    def _boleh_lanjutkan(self, pelanjutan: Pelanjutan) -> None:
        self._tolak_bila_berakhir()
        if self._ditahan is None:
            tolak(JenisGalat.TIDAK_DITAHAN, "Usulan ini tidak sedang ditahan.")

    @workflow.query(name="keadaan")
    def keadaan(self) -> Keadaan:
        return self._potret()


def _hasil_tte_gagal(galat: ActivityError) -> HasilTTE:
    """Galat bertipe dari kegiatan menyebut apa yang terjadi; kegiatan yang hilang di tengah jalan berarti tak pasti."""
    sebab = galat.cause
    if not isinstance(sebab, ApplicationError):
        return HasilTTE(status=StatusTTE.TIDAK_PASTI, pesan=_PESAN_TIDAK_PASTI)
    return HasilTTE(status=_STATUS_TTE.get(sebab.type or "", StatusTTE.GAGAL), pesan=sebab.message)

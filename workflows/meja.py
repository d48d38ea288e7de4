"""Meja sebuah usulan: tugas yang sedang terbuka, siapa yang ditunggu, dan kapan mereka diingatkan."""

import asyncio
from collections import Counter
from collections.abc import Callable, Coroutine
from datetime import datetime, timedelta
from functools import partial
from typing import Any, TypeVar

from temporalio import workflow
from temporalio.common import RetryPolicy
from temporalio.exceptions import ActivityError, ApplicationError

from models import mesin
from models.galat import JenisGalat
from models.keputusan import (
    Alasan,
    HasilTTE,
    KeputusanMasuk,
    Pelaku,
    Penahanan,
    Penarikan,
    Perbaikan,
    PermintaanTTE,
    Putusan,
)
from models.koreksi import PerubahanDasar
from models.langkah import PENGAJUAN, JenisPutusan, Langkah
from models.peran import Peran
from models.peristiwa import Diingatkan, JenisPeristiwa, TugasDibuka
from models.referensi.status import StatusSIASN
from models.surat import DrafSurat, JenisSurat
from models.usulan import Berkas, Hasil, JenisHasil, Keadaan, TahapUsulan, TugasTerbuka, id_tugas
from workflows.buku import Buku
from workflows.langkah import PERBAIKAN, PERBAIKAN_ASN, PERBAIKAN_SISTEM
from workflows.pengingat import Pengingat
from workflows.penolakan import tolak, tolak_bila_bukan_haknya, tolak_bila_pernah_bertindak

T = TypeVar("T")

DIHENTIKAN = Hasil(jenis=JenisHasil.DITARIK, keterangan="Dihentikan petugas lewat mesin alur kerja.")

_DETAK = timedelta(seconds=12)
"""Worker dokumen yang tidak berdetak selama ini dianggap mati, dan kegiatannya diambil yang lain."""
ULANG_TERUS = RetryPolicy(initial_interval=timedelta(seconds=1), maximum_interval=timedelta(minutes=5))

_SEBAB_TAK_DIKENAL = "Kegiatan berhenti tanpa sebab yang dikenal; periksa log worker, lalu ulangi."


class Berakhir(Exception):
    """Prosedur berhenti sebelum selesai: TMS, ditarik, atau dibatalkan. Ditangkap hanya oleh ``Usulan.jalani``."""

    def __init__(self, hasil: Hasil) -> None:
        super().__init__(hasil.jenis)
        self.hasil = hasil


class DasarDiganti(Exception):
    """Surat yang dikutip draf diganti selagi drafnya beredar. Ditangkap hanya oleh ``Penerbitan.terbitkan``."""


class TTEBerjalan:
    """Permintaan tanda tangan yang sedang dikerjakan; hasilnya ditunggu update yang membawanya."""

    def __init__(self, permintaan: PermintaanTTE) -> None:
        self.permintaan = permintaan
        self.hasil: HasilTTE | None = None


class DisusunUlang:
    """Surat dialihkan kepada penandatangan lain: disusun lagi atas namanya, dengan nomor yang sama."""

    def __init__(self, penandatangan: str) -> None:
        self.penandatangan = penandatangan


Jawaban = Putusan | Perbaikan | TTEBerjalan | DisusunUlang | KeputusanMasuk


class Meja:
    def __init__(self, berkas: Berkas) -> None:
        self.berkas = berkas
        self._isi = berkas.isi
        self._dokumen = berkas.dokumen
        self._buku = Buku(berkas.usulan_id, self._potret)
        self._pengingat = Pengingat(self._peringatan_berikut, self._peringatkan)
        self._status: int = StatusSIASN.BERKAS_DISIMPAN_TERVERIFIKASI
        self._tahap: str = TahapUsulan.PENGAJUAN
        self._tugas: TugasTerbuka | None = None
        self._jawaban: Jawaban | None = None
        self._putaran_bts = 0
        self._kali: Counter[str] = Counter()
        self._pelaku: dict[str, set[str]] = {PENGAJUAN: {berkas.pengusul.akun}}
        self._ditahan: Penahanan | None = None
        self._penarikan: Penarikan | None = None
        self._berakibat = False
        """Akibat usulan sedang ditulis ke luar alurnya; yang sudah dimulai tidak dipotong."""
        self._dihentikan = False
        """Pembatalan dari mesin datang selagi akibatnya ditulis; berlaku sesudahnya."""
        self._tertanda: list[JenisSurat] = []
        self._disusun: JenisSurat | None = None
        """Surat yang sedang disiapkan dan belum ditandatangani."""
        self._dasar_dicabut: PerubahanDasar | None = None
        self._dasar_diganti = False
        """Draf yang beredar mengutip surat yang sudah diganti."""
        self._hasil: Hasil | None = None

    def _potret(self) -> Keadaan:
        return Keadaan(
            status=self._status,
            tahap=self._tahap,
            tugas=self._tugas if self._jawaban is None or isinstance(self._jawaban, TTEBerjalan) else None,
            putaran_bts=self._putaran_bts,
            ditahan=self._ditahan is not None,
            isi=self._isi,
            dokumen=self._dokumen,
            hasil=self._hasil,
        )

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
                    await self._kembalikan(putusan.alasan, setelah_perbaikan)
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

    async def _kembalikan(self, alasan: tuple[Alasan, ...], setelah_perbaikan: tuple[Langkah, ...]) -> None:
        """Kepada pengusulnya; sesudah diperbaiki, langkah-langkah itu diulang."""
        self._putaran_bts += 1
        await self._tunggu_perbaikan(alasan)
        for ulang in setelah_perbaikan:
            await self.sampai_beres(ulang, alasan=alasan)

    async def _tunggu_perbaikan(self, alasan: tuple[Alasan, ...]) -> None:
        """Yang memperbaiki ialah yang mengusulkan: ASN sendiri, atau operator instansinya."""
        sendiri = self.berkas.pengusul.peran is Peran.ASN
        self._buka(PERBAIKAN_ASN if sendiri else PERBAIKAN, alasan=alasan)
        await self._tunggu_jawaban()
        self._tutup()

    # ── Tugas ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def _buka(
        self,
        langkah: Langkah,
        *,
        untuk: str | None = None,
        draf: DrafSurat | None = None,
        alasan: tuple[Alasan, ...] = (),
        keterangan: str = "",
    ) -> None:
        """Buka tugas menurut langkah yang dibekukan dalam berkas, bukan menurut kode hari ini."""
        if draf is not None:
            self._susun_ulang_bila_dasar_diganti()
        beku = self.berkas.cari(langkah.kode)
        keterangan = keterangan or beku.keterangan
        self._kali[beku.kode] += 1
        ke = self._kali[beku.kode]
        self._tugas = TugasTerbuka(
            id=id_tugas(self.berkas.usulan_id, beku.kode, ke),
            langkah=beku,
            ke=ke,
            dibuka=workflow.now(),
            hitung_dari=workflow.now(),
            untuk=untuk,
            draf=draf,
            alasan=alasan,
            keterangan=keterangan,
        )
        self._jawaban = None
        self._tahap = beku.kode
        if beku.status is not None:
            self._status = beku.status
        self._buku.tulis(
            TugasDibuka(ke=ke, keterangan=keterangan),
            langkah=beku.kode,
            tugas_id=self._tugas.id,
        )

    def _tutup(self) -> None:
        self._tugas = None
        self._jawaban = None

    def _sentuh_tugas(self, **perubahan: object) -> None:
        """Ganti tugas terbuka dengan salinannya, supaya yang menunggu menghitung ulang tenggatnya."""
        if self._tugas is not None:
            self._tugas = self._tugas.model_copy(update=perubahan)

    async def _tunggu_jawaban(self) -> Jawaban:
        """Tunggu jawaban orang. Pengingat berjaga di sampingnya, tanpa memutus."""
        await self._catat()
        while self._jawaban is None:
            self._akhiri_bila_diminta()
            self._susun_ulang_bila_dasar_diganti()
            await workflow.wait_condition(self._ada_kabar)
        if isinstance(self._jawaban, Putusan) and self._jawaban.jenis is JenisPutusan.AKHIRI:
            putusan = self._jawaban
            raise Berakhir(Hasil(jenis=JenisHasil.DIAKHIRI, alasan=putusan.alasan, keterangan=putusan.catatan))
        return self._jawaban

    def _ada_kabar(self) -> bool:
        return self._jawaban is not None or self._akhir_diminta() is not None or self._dasar_diganti

    def _peringatan_berikut(self) -> datetime | None:
        """Pada 50 % dan 100 % tenggat yang memegang diingatkan, pada 150 % atasannya diberi tahu."""
        tugas = self._tugas
        if tugas is None or tugas.tenggat is None or self._ditahan is not None or self._jawaban is not None:
            return None
        ambang = (tugas.tenggat.pengingat, tugas.tenggat.jatuh_tempo, tugas.tenggat.eskalasi)
        return ambang[tugas.peringatan] if tugas.peringatan < len(ambang) else None

    async def _peringatkan(self) -> None:
        tugas = self._tugas
        if tugas is None:
            return
        ke = tugas.peringatan + 1
        self._sentuh_tugas(peringatan=ke)
        self._buku.tulis(
            Diingatkan(peristiwa=JenisPeristiwa.DIESKALASI, kepada=tugas.langkah.atasan, ke=ke)
            if ke == 3
            else Diingatkan(peristiwa=JenisPeristiwa.DIINGATKAN, kepada=tugas.langkah.peran, ke=ke),
            langkah=tugas.langkah.kode,
            tugas_id=tugas.id,
        )
        await self._catat()

    # ── Pencatatan dan kegiatan ───────────────────────────────────────────────────────────────────────────────────

    async def _catat(self) -> None:
        tercatat = await self._buku.catat()
        tugas = self._tugas
        # Jawaban yang disusul tulisan lain boleh jadi tenggat lama; yang terakhir membawa tenggat yang berlaku.
        if not self._buku.tuntas:
            return
        if tercatat and tugas and tugas.id == tercatat.tugas_id and tugas.tenggat != tercatat.tenggat:
            self._sentuh_tugas(tenggat=tercatat.tenggat)

    async def _kerjakan(
        self,
        nama: str,
        masukan: Callable[[], object],
        hasil: type[T],
        *,
        akibat: bool = False,
        walau_ditahan: bool = False,
    ) -> T:
        """Kegiatan di antrean dokumen. Gangguan dicoba terus; fakta menjadi tugas perbaikan; akhir membatalkan.

        ``masukan`` disusun pada tiap percobaan, sebab di antaranya dapat berlalu berbulan-bulan. ``akibat``: menulis ke
        luar alur ini, jadi sekali dimulai ia diselesaikan; yang hendak mengakhiri usulan ditolak atau menunggu.
        """
        while True:
            await self._catat()
            if not walau_ditahan:
                await workflow.wait_condition(lambda: self._ditahan is None or self._akhir_diminta() is not None)
                self._akhiri_bila_diminta()
            kerja = workflow.start_activity(
                nama,
                masukan(),
                result_type=hasil,
                task_queue=mesin.ANTREAN_DOKUMEN,
                start_to_close_timeout=timedelta(minutes=2),
                heartbeat_timeout=_DETAK,
                retry_policy=ULANG_TERUS,
            )
            if akibat:
                await self._selesaikan(kerja)
            else:
                await workflow.wait_condition(partial(self._selesai_atau_diakhiri, kerja))
            if not kerja.done():
                kerja.cancel()
                self._akhiri_bila_diminta()
            try:
                keluaran: T = kerja.result()
                return keluaran
            except ActivityError as galat:
                sebab = galat.cause
                if isinstance(sebab, ApplicationError) and sebab.type in set(JenisGalat):
                    await self._minta_perbaikan_sistem(sebab.message)
                else:
                    await self._minta_perbaikan_sistem(_SEBAB_TAK_DIKENAL)

    def _selesai_atau_diakhiri(self, kerja: workflow.ActivityHandle[Any]) -> bool:
        return kerja.done() or self._akhir_diminta() is not None

    async def _selesaikan(self, kerja: workflow.ActivityHandle[Any]) -> None:
        self._berakibat = True
        try:
            await workflow.wait_condition(kerja.done)
        except asyncio.CancelledError:
            self._dihentikan = True
            await workflow.wait_condition(kerja.done)
        finally:
            self._berakibat = False

    async def _tanpa_terputus(self, kerja: Coroutine[Any, Any, T]) -> T:
        """Pembatalan dari mesin berlaku sesudahnya; Temporal mengirimnya paling banyak sekali."""
        tugas = asyncio.create_task(kerja)
        try:
            return await asyncio.shield(tugas)
        except asyncio.CancelledError:
            self._dihentikan = True
            return await tugas

    async def _minta_perbaikan_sistem(self, sebab: str) -> None:
        await self.minta(PERBAIKAN_SISTEM, keterangan=sebab)

    # ── Syarat update ─────────────────────────────────────────────────────────────────────────────────────────────

    def _tolak_bila_berakhir(self) -> None:
        if self._hasil is not None or self._akhir_diminta() is not None:
            tolak(JenisGalat.SUDAH_BERAKHIR, "Usulan ini sudah berakhir; tidak ada lagi yang dapat diubah.")

    def _tolak_bila_ditahan(self) -> None:
        if self._ditahan is not None:
            tolak(JenisGalat.DITAHAN, f"Usulan ini sedang ditahan: {self._ditahan.alasan}")

    def _tugas_bernomor(self, tugas_id: object) -> TugasTerbuka:
        if isinstance(self._jawaban, TTEBerjalan):
            tolak(JenisGalat.SEDANG_DITANDATANGANI, "Surat ini sedang ditandatangani; tunggu hasilnya.")
        if self._tugas is None or self._tugas.id != tugas_id or self._jawaban is not None:
            if not self._pernah_dibuka(tugas_id):
                tolak(JenisGalat.BELUM_SAMPAI, "Usulan ini sedang disiapkan lagi; ulangi permintaan yang sama.")
            tolak(JenisGalat.TUGAS_TIDAK_TERBUKA, "Tugas ini sudah diputus atau ditutup; muat ulang daftar tugas.")
        return self._tugas

    def _pernah_dibuka(self, tugas_id: object) -> bool:
        """Tidak, tetapi sudah tampak: workernya mati sesudah mencatatnya, sebelum alurnya tersimpan."""
        return any(
            id_tugas(self.berkas.usulan_id, kode, ke) == tugas_id
            for kode, kali in self._kali.items()
            for ke in range(1, kali + 1)
        )

    def _boleh_dijawab(self, tugas_id: object, pelaku: Pelaku, *, menolak: bool = False) -> TugasTerbuka:
        """``menolak``: aturan beda orang tidak menghalangi seseorang menolak surat."""
        self._tolak_bila_berakhir()
        tugas = self._tugas_bernomor(tugas_id)
        if self._dasar_diganti:
            tolak(JenisGalat.DRAF_BERUBAH, "Surat yang menjadi dasar draf ini baru saja diganti; tunggu draf barunya.")
        self._tolak_bila_ditahan()
        tolak_bila_bukan_haknya(tugas, pelaku)
        if not menolak:
            tolak_bila_pernah_bertindak(tugas.langkah, pelaku.akun, self._pelaku)
        return tugas

    def _tugas_terbuka(self) -> TugasTerbuka:
        if self._tugas is None:
            raise RuntimeError("Update diterima tanpa tugas terbuka.")
        return self._tugas

    def _catat_pelaku(self, kode: str, pelaku: Pelaku) -> None:
        self._pelaku.setdefault(kode, set()).add(pelaku.akun)

    # ── Akhir dari luar prosedur ──────────────────────────────────────────────────────────────────────────────────

    def _akhir_diminta(self) -> Hasil | None:
        """Penarikan, penghentian, atau pencabutan dasar selagi belum ada surat lain yang ditandatangani atasnya."""
        if self._dihentikan:
            return DIHENTIKAN
        if self._penarikan is not None:
            return Hasil(jenis=JenisHasil.DITARIK, keterangan=self._penarikan.alasan)
        if self._dasar_dicabut is not None and self._tertanda[-1:] == [self._dasar_dicabut.jenis]:
            return self._dibatalkan(self._dasar_dicabut)
        return None

    def _akhiri_bila_diminta(self) -> None:
        if (hasil := self._akhir_diminta()) is not None:
            raise Berakhir(hasil)

    def _susun_ulang_bila_dasar_diganti(self) -> None:
        if self._dasar_diganti:
            raise DasarDiganti

    @staticmethod
    def _dibatalkan(dasar: PerubahanDasar) -> Hasil:
        return Hasil(jenis=JenisHasil.DIBATALKAN, keterangan=dasar.keterangan)

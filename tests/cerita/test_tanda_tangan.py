"""Cerita tanda tangan: BSrE diminta sekali, dan yang sudah ditandatangani tidak hilang oleh apa pun sesudahnya."""

import asyncio
import time
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from temporalio import activity
from temporalio.exceptions import ApplicationError

from models import kegiatan
from models.kegiatan import DrafTersusun, SusunSurat, Tandatangani
from models.keputusan import StatusTTE
from models.langkah import JenisPutusan
from models.peristiwa import JenisPeristiwa
from models.surat import SuratTertanda
from models.usulan import JenisHasil
from tests.cerita.dunia import Dunia, SuratSaksi, dunia

SETUJU = JenisPutusan.SETUJU


async def _sampai_tte(d: Dunia) -> None:
    await d.sampai_pertek()
    await d.putus("paraf_pertek", SETUJU)
    await d.tunggu("tte_pertek")


async def test_bsre_tidak_pernah_diminta_dua_kali_oleh_satu_permintaan() -> None:
    """Galat yang boleh diulang pun tidak diulang; penandatangan sendiri yang meminta lagi."""
    async with dunia() as d:
        await _sampai_tte(d)
        d.surat.galat_tte.append(ApplicationError("Sambungan putus."))
        assert (await d.tanda_tangani("tte_pertek")).status is StatusTTE.TIDAK_PASTI
        await d.maju(1)
        assert d.surat.diminta == 1
        assert (await d.tanda_tangani("tte_pertek")).status is StatusTTE.TERTANDA
        assert d.surat.diminta == 2


async def test_putaran_yang_tersendat_tidak_membuat_tanda_tangan_tidak_pasti() -> None:
    async with dunia() as d:
        await _sampai_tte(d)
        d.surat.boleh_menjawab.clear()
        menunggu = asyncio.create_task(d.tanda_tangani("tte_pertek"))
        await d.surat.sampai_di_bsre.wait()
        time.sleep(11)  # noqa: ASYNC251 - memang menahan putaran, seperti mesin yang kehabisan prosesor
        d.surat.boleh_menjawab.set()
        assert (await menunggu).status is StatusTTE.TERTANDA


@dataclass
class SuratTersendat(SuratSaksi):
    """Penyusunan pertamanya tidak pernah selesai, seperti milik worker yang mati."""

    hilang: int = 0
    lanjutan: list[bool] = field(default_factory=list)

    @activity.defn(name=kegiatan.SUSUN_SURAT)
    async def susun(self, masukan: SusunSurat) -> DrafTersusun:
        if self.hilang:
            self.hilang -= 1
            await asyncio.Event().wait()
        return await super().susun(masukan)

    @activity.defn(name=kegiatan.TANDATANGANI)
    async def tandatangani(self, masukan: Tandatangani) -> SuratTertanda:
        self.lanjutan.append(masukan.lanjutan)
        return await super().tandatangani(masukan)


async def test_penyusunan_milik_worker_yang_mati_segera_diambil_alih(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("activities.detak.DETAK", 3_600.0)
    async with dunia(surat=SuratTersendat(hilang=1)) as d:
        mulai = await d.lingkungan.get_current_time()
        await d.sampai_pertek()
        await d.tunggu("paraf_pertek")
        assert await d.lingkungan.get_current_time() - mulai < timedelta(minutes=1)


async def test_tanda_tangan_yang_workernya_hilang_dilanjutkan_sekali(monkeypatch: pytest.MonkeyPatch) -> None:
    """Yang hilang dua kali tidak pasti, dan permintaan berikutnya bukan lanjutannya."""
    monkeypatch.setattr("activities.detak.DETAK", 3_600.0)
    surat = SuratTersendat()
    async with dunia(surat=surat) as d:
        await _sampai_tte(d)
        d.surat.boleh_menjawab.clear()
        assert (await d.tanda_tangani("tte_pertek")).status is StatusTTE.TIDAK_PASTI
        d.surat.boleh_menjawab.set()
        assert (await d.tanda_tangani("tte_pertek")).status is StatusTTE.TERTANDA
        assert surat.lanjutan == [False, True, False]


async def test_dihentikan_selagi_menandatangani_menunggu_jawabannya_lalu_berakhir() -> None:
    async with dunia() as d:
        await _sampai_tte(d)
        d.surat.boleh_menjawab.clear()
        menunggu = asyncio.create_task(d.tanda_tangani("tte_pertek"))
        await d.surat.sampai_di_bsre.wait()
        await d.alur.cancel()
        await asyncio.sleep(0.5)
        assert not menunggu.done(), "permintaan yang sudah sampai di BSrE ditunggu jawabannya"
        d.surat.boleh_menjawab.set()
        assert (await menunggu).status is StatusTTE.TERTANDA
        assert (await d.hasil()).jenis is JenisHasil.DITARIK
        assert d.buku.keadaan is not None
        assert (d.buku.keadaan.hasil, d.buku.keadaan.tugas) == (await d.hasil(), None)
        assert JenisPeristiwa.SURAT_DITANDATANGANI in d.buku.jenis()
        assert d.surat.terbit == []


async def test_jawaban_yang_tidak_lolos_pemeriksaan_kembali_dengan_sebabnya() -> None:
    async with dunia() as d:
        await _sampai_tte(d)
        d.surat.jawaban_ditolak.append("Sertifikatnya bukan atas nama pejabat penandatangan surat ini.")
        assert (await d.tanda_tangani("tte_pertek")).status is StatusTTE.TERTANDA
        assert (await d.tunggu("paraf_pertek")).keterangan == (
            "Sertifikatnya bukan atas nama pejabat penandatangan surat ini."
        )
        await d.putus("paraf_pertek", SETUJU)
        assert (await d.tunggu("tte_pertek")).keterangan
        assert d.surat.terbit == []
        await d.tanda_tangani("tte_pertek")
        await d.terbitkan("sk")
        assert (await d.hasil()).jenis is JenisHasil.SELESAI
        assert d.buku.jenis().count(JenisPeristiwa.TTE_GAGAL) == 1
        assert d.surat.tanda_tangan == 3

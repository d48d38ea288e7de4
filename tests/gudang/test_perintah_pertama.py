"""Perintah yang tiba sebelum alurnya sempat berjalan, seperti ketika worker mati sewaktu usulan diajukan.

Temporal menyerahkannya bersama tugas alur kerja pertama, dan ia dijalankan mendahului prosedurnya.
"""

from uuid import uuid4

import pytest
from temporalio.client import WithStartWorkflowOperation, WorkflowUpdateFailedError
from temporalio.common import WorkflowIDConflictPolicy

from gudang import PabrikGudang
from models.galat import JenisGalat
from models.keputusan import Pelaku, Pelanjutan, Penahanan, Penarikan, Putusan
from models.koreksi import CaraBerakhir, PerubahanDasar
from models.langkah import JenisPutusan
from models.mesin import ANTREAN_MANUSIA
from models.peran import Peran
from models.pesan import Cap
from models.referensi.status import StatusSIASN
from models.surat.kp import PERTEK_KP
from models.usulan import Berkas, Hasil, JenisHasil, id_tugas
from sandbox.tumpukan import Tumpukan
from tests.cerita.dunia import jenis_galat
from tests.gudang.alur import klien_temporal, sampai_langkah, worker_buku
from tests.gudang.contoh import diajukan, pelaku
from workflows.layanan.kenaikan_pangkat import KenaikanPangkat

ADMINISTRATOR = pelaku(Peran.ADMINISTRATOR, "bkn")
OPERATOR = pelaku(Peran.OPERATOR)


def awal(isi: Berkas) -> WithStartWorkflowOperation[KenaikanPangkat, Hasil]:
    return WithStartWorkflowOperation(
        KenaikanPangkat.run,
        isi,
        id=f"usulan-{isi.usulan_id}",
        task_queue=ANTREAN_MANUSIA,
        id_conflict_policy=WorkflowIDConflictPolicy.FAIL,
    )


async def test_ditahan_sebelum_berjalan_lalu_dilanjutkan(
    temporal: Tumpukan, api: PabrikGudang, pekerja: PabrikGudang
) -> None:
    isi = await diajukan(api)
    klien = await klien_temporal(temporal)
    async with worker_buku(klien, pekerja):
        tahan = Penahanan(alasan="Menunggu surat.", pelaku=ADMINISTRATOR)
        mulai = awal(isi)
        await klien.execute_update_with_start_workflow(KenaikanPangkat.tahan, tahan, start_workflow_operation=mulai)
        alur = await mulai.workflow_handle()
        await sampai_langkah(pekerja, isi, "verifikasi_instansi")
        async with pekerja.transaksi() as gudang:
            ditahan = await gudang.usulan.baca(isi.usulan_id)
        await alur.execute_update(KenaikanPangkat.lanjutkan, Pelanjutan(alasan="Sudah datang.", pelaku=ADMINISTRATOR))
        await alur.terminate("uji selesai")
    async with pekerja.transaksi() as gudang:
        jejak = await gudang.jejak.garis_waktu(isi.usulan_id)
    assert ditahan is not None
    assert (ditahan.ditahan, ditahan.status) == (True, StatusSIASN.BERKAS_DISIMPAN_TERVERIFIKASI)
    assert {satu.jenis for satu in jejak} == {
        "usulan.diajukan", "usulan.ditahan", "tugas.dibuka", "usulan.dilanjutkan",
    }  # fmt: skip


async def test_putusan_sebelum_tugasnya_dibuka_lagi_boleh_diulang(
    temporal: Tumpukan, api: PabrikGudang, pekerja: PabrikGudang
) -> None:
    """Tugasnya sudah tercatat worker yang mati; worker penggantinya belum sampai di situ."""
    isi = await diajukan(api)
    klien = await klien_temporal(temporal)
    langkah = isi.cari("verifikasi_instansi")
    oleh = Pelaku(akun=str(uuid4()), peran=langkah.peran, unit=langkah.unit)
    putusan = Putusan(tugas_id=id_tugas(isi.usulan_id, langkah.kode, 1), jenis=JenisPutusan.MS, pelaku=oleh)
    async with worker_buku(klien, pekerja):
        mulai = awal(isi)
        with pytest.raises(WorkflowUpdateFailedError) as ditolak:
            await klien.execute_update_with_start_workflow(
                KenaikanPangkat.putuskan, putusan, id="putusan-1", start_workflow_operation=mulai
            )
        assert jenis_galat(ditolak.value) == JenisGalat.BELUM_SAMPAI
        await sampai_langkah(pekerja, isi, langkah.kode)
        alur = await mulai.workflow_handle()
        await alur.execute_update(KenaikanPangkat.putuskan, putusan, id="putusan-1")
        with pytest.raises(WorkflowUpdateFailedError) as ditolak:
            await alur.execute_update(KenaikanPangkat.putuskan, putusan, id="putusan-2")
        assert jenis_galat(ditolak.value) == JenisGalat.TUGAS_TIDAK_TERBUKA
        await alur.terminate("uji selesai")


async def test_ditarik_sebelum_berjalan(temporal: Tumpukan, api: PabrikGudang, pekerja: PabrikGudang) -> None:
    isi = await diajukan(api)
    klien = await klien_temporal(temporal)
    async with worker_buku(klien, pekerja):
        tarik = Penarikan(alasan="Keliru.", pelaku=OPERATOR)
        mulai = awal(isi)
        await klien.execute_update_with_start_workflow(KenaikanPangkat.tarik, tarik, start_workflow_operation=mulai)
        hasil = await (await mulai.workflow_handle()).result()
    assert hasil.jenis is JenisHasil.DITARIK
    await _tertutup(pekerja, isi)


async def test_dasarnya_dicabut_sebelum_berjalan(temporal: Tumpukan, api: PabrikGudang, pekerja: PabrikGudang) -> None:
    isi = await diajukan(api)
    klien = await klien_temporal(temporal)
    kabar = PerubahanDasar(
        jenis=PERTEK_KP,
        menjadi=CaraBerakhir.DICABUT,
        status=StatusSIASN.TIDAK_MEMENUHI_SYARAT,
        keterangan="Dicabut.",
        cap=Cap(nama="dasar_berubah", id="usulan-koreksi"),
    )
    alur = await klien.start_workflow(
        KenaikanPangkat.run,
        isi,
        id=f"usulan-{isi.usulan_id}",
        task_queue=ANTREAN_MANUSIA,
        start_signal="dasar_berubah",
        start_signal_args=[kabar],
    )
    async with worker_buku(klien, pekerja):
        await sampai_langkah(pekerja, isi, "verifikasi_instansi")
        await alur.terminate("uji selesai")


async def test_dihentikan_dari_mesin_sebelum_berjalan(
    temporal: Tumpukan, api: PabrikGudang, pekerja: PabrikGudang
) -> None:
    isi = await diajukan(api)
    klien = await klien_temporal(temporal)
    alur = await klien.start_workflow(
        KenaikanPangkat.run, isi, id=f"usulan-{isi.usulan_id}", task_queue=ANTREAN_MANUSIA
    )
    await alur.cancel()
    async with worker_buku(klien, pekerja):
        assert (await alur.result()).jenis is JenisHasil.DITARIK
    await _tertutup(pekerja, isi)


async def _tertutup(pekerja: PabrikGudang, isi: Berkas) -> None:
    async with pekerja.transaksi() as gudang:
        usulan = await gudang.usulan.baca(isi.usulan_id)
    assert usulan is not None
    assert (usulan.hasil, usulan.terbuka) == (JenisHasil.DITARIK, False)

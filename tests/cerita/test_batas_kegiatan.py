"""Batas yang dipasang alur kerja: worker dokumen yang mati segera dikenali, dan catatan segera dicoba lagi."""

from datetime import timedelta

from models import kegiatan
from models.mesin import ANTREAN_DOKUMEN
from tests.cerita.dunia import berkas, dunia
from tests.kartu_pustaka import DefinisiKartuPustaka

SEGERA = timedelta(seconds=15)


async def test_kegiatan_dokumen_berdetak_dan_catatan_dicoba_lagi_segera() -> None:
    async with dunia(berkas(DefinisiKartuPustaka.kode)) as d:
        await d.lurus()
        await d.hasil()
        riwayat = await d.riwayat()
    dijadwalkan = [
        satu.activity_task_scheduled_event_attributes
        for satu in riwayat.events
        if satu.HasField("activity_task_scheduled_event_attributes")
    ]
    detak = {
        satu.activity_type.name: satu.heartbeat_timeout.ToTimedelta()
        for satu in dijadwalkan
        if satu.task_queue.name == ANTREAN_DOKUMEN
    }
    assert detak.keys() >= {kegiatan.SUSUN_SURAT, kegiatan.TANDATANGANI, kegiatan.ARSIPKAN}
    assert timedelta() < detak.pop(kegiatan.TANDATANGANI) <= 2 * SEGERA
    assert all(timedelta() < satu <= SEGERA for satu in detak.values()), detak
    jeda = {
        satu.retry_policy.maximum_interval.ToTimedelta()
        for satu in dijadwalkan
        if satu.activity_type.name == kegiatan.CATAT
    }
    assert jeda
    assert all(satu <= SEGERA for satu in jeda), jeda

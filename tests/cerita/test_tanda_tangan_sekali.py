"""Permintaan tanda tangan ke BSrE satu percobaan: mengulangnya sendiri menandatangani dua kali (keputusan 0004)."""

from models import kegiatan
from tests.cerita.dunia import berkas, dunia
from tests.kartu_pustaka import DefinisiKartuPustaka


async def test_tanda_tangan_dijadwalkan_satu_percobaan() -> None:
    async with dunia(berkas(DefinisiKartuPustaka.kode)) as d:
        await d.lurus()
        await d.hasil()
        riwayat = await d.riwayat()
    dijadwalkan = [
        satu.activity_task_scheduled_event_attributes
        for satu in riwayat.events
        if satu.activity_task_scheduled_event_attributes.activity_type.name == kegiatan.TANDATANGANI
    ]
    assert [satu.retry_policy.maximum_attempts for satu in dijadwalkan] == [1]

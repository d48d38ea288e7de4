"""Berapa peristiwa riwayat yang dihabiskan satu usulan lancar: putusan orang, hasil kegiatan, dan satu timer."""

from collections import Counter

from temporalio.api.enums.v1 import EventType

from tests.cerita.dunia import dunia


async def test_hanya_putusan_orang_yang_memakai_kegiatan_pencatatan_biasa() -> None:
    async with dunia() as d:
        await d.lurus()
        await d.hasil()
        peristiwa = (await d.riwayat()).events
    kegiatan = Counter(
        satu.activity_task_scheduled_event_attributes.activity_type.name
        for satu in peristiwa
        if satu.HasField("activity_task_scheduled_event_attributes")
    )
    banyak = Counter(EventType.Name(satu.event_type).removeprefix("EVENT_TYPE_") for satu in peristiwa)
    # Verifikasi, persetujuan, validasi, dan dua paraf; tanda tangan dicatat bersama hasil kegiatannya.
    assert kegiatan == {"catat": 5, "susun_surat": 2, "tandatangani": 2, "arsipkan": 2, "perbarui_profil": 1}
    assert banyak["MARKER_RECORDED"] == 8, "awal, dua draf, dua tanda tangan, dua surat terbit, akhir"
    assert banyak["TIMER_STARTED"] <= 2, "dipasang lagi hanya bila tenggat berikutnya lebih awal"
    assert banyak["UPSERT_WORKFLOW_SEARCH_ATTRIBUTES"] == 0

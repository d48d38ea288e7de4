"""Contoh docs/mengubah-alur.md sungguh jalan: riwayat prosedur lama diputar ulang prosedur yang berubah."""

import pytest
from temporalio import workflow

from tests.cerita.alur_berubah import KartuBerpatched, KartuTanpaPatched
from tests.cerita.dunia import berkas, dunia, putar_ulang
from tests.kartu_pustaka import KARTU, PEMERIKSAAN, DefinisiKartuPustaka

KODE = DefinisiKartuPustaka.kode


async def test_riwayat_lama_menempuh_jalan_lama_bila_perubahannya_berpatched() -> None:
    async with dunia(berkas(KODE)) as d:
        await d.lurus()
        await d.hasil()
        riwayat = await d.riwayat()
    await putar_ulang(riwayat, KartuBerpatched)
    with pytest.raises(workflow.NondeterminismError):
        await putar_ulang(riwayat, KartuTanpaPatched)


async def test_usulan_baru_menempuh_jalan_baru() -> None:
    async with dunia(berkas(KODE), alur=KartuBerpatched) as d:
        await d.lurus()
        await d.hasil()
        assert d.surat.profil == [d.berkas.usulan_id]


def test_langkah_baru_ditanyakan_kepada_berkas() -> None:
    lama = berkas(KODE)
    assert lama.punya(PEMERIKSAAN.kode)
    assert lama.punya(KARTU.tte.kode)
    assert not lama.punya("persetujuan_kepala")
    with pytest.raises(LookupError, match="persetujuan_kepala tidak ada pada usulan ini; tanyakan dulu"):
        lama.cari("persetujuan_kepala")

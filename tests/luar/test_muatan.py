"""Sandi muatan Temporal: dapat dibuka kembali, dipadatkan bila panjang, dan tidak terbaca tanpa kuncinya."""

import pytest
from temporalio.api.common.v1 import Payload
from temporalio.converter import WorkflowSerializationContext

from luar.temporal import KunciMuatanTidakDikenal, SandiMuatan, pengubah_data

LAMA, BARU = bytes(32), bytes(range(32))


def muatan(panjang: int) -> Payload:
    return Payload(metadata={"encoding": b"json/plain"}, data=(b'{"nama":"isian"},' * panjang)[:panjang])


@pytest.mark.parametrize("panjang", [0, 1, 511, 512, 5_000, 500_000])
async def test_muatan_terbuka_sama(panjang: int) -> None:
    sandi = SandiMuatan({"k1": BARU})
    tersandi = await sandi.encode([muatan(panjang)])
    assert await sandi.decode(tersandi) == [muatan(panjang)]


async def test_muatan_panjang_dipadatkan_dan_yang_pendek_tidak_membengkak() -> None:
    sandi = SandiMuatan({"k1": BARU})
    pendek, panjang = await sandi.encode([muatan(100), muatan(5_000)])
    assert len(panjang.data) < 5_000 / 4
    assert len(pendek.data) < 100 + 80


async def test_kunci_lama_masih_membuka_muatan_padat() -> None:
    (lama,) = await SandiMuatan({"k1": LAMA}).encode([muatan(5_000)])
    assert await SandiMuatan({"k2": BARU, "k1": LAMA}).decode([lama]) == [muatan(5_000)]


def tak_terbaca(muatan: Payload) -> bool:
    """Penerimanya saja yang gagal membacanya; alurnya tidak ikut macet."""
    with pytest.raises(KeyError):
        pengubah_data({"k1": BARU}).payload_converter.from_payloads([muatan])
    return muatan.data == b""


async def test_kunci_yang_tidak_ada_pada_gelangnya_disebut() -> None:
    (tersandi,) = await SandiMuatan({"k1": BARU}).encode([muatan(100)])
    with pytest.raises(KunciMuatanTidakDikenal, match="k1"):
        await SandiMuatan({"k2": BARU}).decode([tersandi])


@pytest.mark.parametrize("panjang", [100, 5_000])
async def test_kunci_lain_atau_bita_yang_berubah_tidak_dibaca(panjang: int) -> None:
    (tersandi,) = await SandiMuatan({"k1": BARU}).encode([muatan(panjang)])
    (dibuka,) = await SandiMuatan({"k1": LAMA}).decode([tersandi])
    assert tak_terbaca(dibuka)
    berubah = tersandi.data[:-1] + bytes([tersandi.data[-1] ^ 1])
    for data in (berubah, tersandi.data[:5], b""):
        (dibuka,) = await SandiMuatan({"k1": BARU}).decode([Payload(metadata=tersandi.metadata, data=data)])
        assert tak_terbaca(dibuka)


async def test_muatan_terikat_pada_alurnya() -> None:
    sandi = SandiMuatan({"k1": BARU})
    milik, lain, di_tempat_lain = (
        sandi.with_context(WorkflowSerializationContext(namespace=namespace, workflow_id=alur))
        for namespace, alur in (("usulan", "usulan-1"), ("usulan", "usulan-2"), ("lain", "usulan-1"))
    )
    tersandi = await milik.encode([muatan(100)])
    assert await milik.decode(tersandi) == [muatan(100)]
    for bukan_milik in (lain, di_tempat_lain, sandi):
        assert tak_terbaca((await bukan_milik.decode(tersandi))[0])


async def test_isi_jadwal_terbuka_pada_setiap_jalannya() -> None:
    """Temporal membubuhkan saatnya pada id alur; hasil jalan yang lalu dibaca jalan berikutnya."""
    jadwal, *jalan = (
        SandiMuatan({"k1": BARU}).with_context(WorkflowSerializationContext(namespace="putaran", workflow_id=alur))
        for alur in ("putaran-x", "putaran-x-2026-11-24T19:58:45Z", "putaran-x-2026-11-25T01:00:00Z")
    )
    for dari in (jadwal, jalan[0]):
        for ke in jalan:
            assert await ke.decode(await dari.encode([muatan(100)])) == [muatan(100)]


@pytest.mark.parametrize("penyandian", [b"json/plain", b"binary/null", b"binary/lain", b""])
async def test_muatan_yang_tidak_kita_sandi_tidak_dibaca(penyandian: bytes) -> None:
    (terbuka,) = await SandiMuatan({"k1": BARU}).decode([Payload(metadata={"encoding": penyandian}, data=b"{}")])
    assert tak_terbaca(terbuka)

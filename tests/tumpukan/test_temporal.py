"""Namespace Temporal: retensi, dan atribut pencarian yang bertambah sesudah namespace dibuat."""

import asyncio

import httpx
import pytest

from models.mesin import ATRIBUT_PENCARIAN
from sandbox.tumpukan import Tumpukan
from sandbox.tumpukan.penyiapan import AtributBerbeda, siapkan_namespace


@pytest.fixture
def http(temporal: Tumpukan) -> httpx.Client:
    return httpx.Client(base_url=temporal.tempat.porta.url("temporal_http"), trust_env=False)


@pytest.mark.parametrize(("nama", "hari"), [("usulan", 3650), ("usulan-putaran", 3)])
def test_retensi_riwayat_usulan_sepuluh_tahun_riwayat_putaran_beberapa_hari(
    http: httpx.Client, nama: str, hari: int
) -> None:
    namespace = http.get(f"/api/v1/namespaces/{nama}").json()
    assert namespace["config"]["workflowExecutionRetentionTtl"] == f"{hari * 24 * 3600}s"


def test_atribut_baru_ditambahkan_ke_namespace_lama(temporal: Tumpukan, http: httpx.Client) -> None:
    asyncio.run(siapkan_namespace(temporal.tempat, {"AtributBaru": "Keyword"}))
    terdaftar = http.get("/cluster/namespaces/usulan/search-attributes").json()["customAttributes"]
    assert terdaftar["AtributBaru"] == "INDEXED_VALUE_TYPE_KEYWORD"
    assert set(ATRIBUT_PENCARIAN) < set(terdaftar)


async def test_atribut_berubah_jenis_ditolak(temporal: Tumpukan) -> None:
    with pytest.raises(AtributBerbeda, match=r"Layanan terdaftar sebagai .*_KEYWORD, seharusnya .*_INT"):
        await siapkan_namespace(temporal.tempat, {"Layanan": "Int"})

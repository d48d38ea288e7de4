"""Gudang di atas PostgreSQL sungguhan, lewat peran yang sungguhan: pekerja menulis semuanya, API menurut lingkup."""

from collections.abc import AsyncIterator, Mapping

import pytest

from gudang import PabrikGudang
from tests.gudang.contoh import AKUN, BANDUNG, KEMENKEU, SURABAYA, asn, isi_direktori


@pytest.fixture
async def pekerja(basis_data: Mapping[str, str]) -> AsyncIterator[PabrikGudang]:
    """Pabrik berperan ``usulan_pekerja``; basis datanya sudah berisi direktori akun dan satu ASN tiap instansi."""
    await isi_direktori(basis_data["usulan_pemilik"], AKUN)
    pabrik = PabrikGudang(basis_data["usulan_pekerja"])
    async with pabrik.transaksi() as gudang:
        semua = [asn(BANDUNG), asn(SURABAYA), asn(KEMENKEU)]
        await gudang.muat.asn(semua)
        await gudang.muat.riwayat(semua, {})
    yield pabrik
    await pabrik.tutup()


@pytest.fixture
async def api(basis_data: Mapping[str, str], pekerja: PabrikGudang) -> AsyncIterator[PabrikGudang]:
    pabrik = PabrikGudang(basis_data["usulan_api"], sambungan=20)
    yield pabrik
    await pabrik.tutup()

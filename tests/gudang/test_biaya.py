"""Biaya bacaan: banyaknya perintah SQL tidak tumbuh bersama banyaknya ASN atau kelompok riwayatnya."""

from collections.abc import Mapping

import psycopg

from gudang import PabrikGudang
from tests.biaya import hitung_perintah
from tests.gudang.contoh import BANDUNG, DI_BANDUNG, asn, id_asn


async def test_profil_dibaca_dengan_dua_perintah_berapa_pun_orangnya(api: PabrikGudang, pekerja: PabrikGudang) -> None:
    banyak = [asn(BANDUNG, ke) for ke in range(2, 12)]
    async with pekerja.transaksi() as gudang:
        await gudang.muat.asn(banyak)
        await gudang.muat.riwayat(banyak, {})
    async with api.transaksi(DI_BANDUNG) as gudang:
        with hitung_perintah() as seorang:
            assert await gudang.asn.baca_profil(id_asn(BANDUNG)) is not None
        with hitung_perintah() as sepuluh:
            terbaca = await gudang.asn.baca_profil_banyak([satu.id for satu in banyak])
    assert {satu.id: (satu.nip, satu.golongan, satu.skp) for satu in terbaca.values()} == {
        satu.id: (satu.nip, satu.golongan, satu.skp) for satu in banyak
    }
    assert (seorang.perintah, sepuluh.perintah) == (2, 2)


async def test_sambungan_yang_diputus_peladen_diganti_tanpa_menggagalkan_transaksi(
    api: PabrikGudang, basis_data: Mapping[str, str]
) -> None:
    async with api.transaksi(DI_BANDUNG) as gudang:
        assert await gudang.asn.instansi(id_asn(BANDUNG)) == BANDUNG
    with psycopg.connect(basis_data["postgres"].replace("+psycopg", ""), autocommit=True) as induk:
        induk.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'usulan_api'")
    with hitung_perintah() as sesudah:
        async with api.transaksi(DI_BANDUNG) as gudang:
            assert await gudang.asn.instansi(id_asn(BANDUNG)) == BANDUNG
    assert sesudah.perintah == 3, "lingkup yang gagal, lingkup ulangannya, lalu bacanya"

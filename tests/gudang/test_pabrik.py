"""Sambungan basis data: perintah yang terlalu lama dan transaksi yang ditinggalkan diputus, lalu aman dicoba lagi."""

from collections.abc import Mapping
from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from gudang import PabrikGudang
from gudang.pabrik import terganggu


async def test_perintah_yang_terlalu_lama_dibatalkan_dan_sambungannya_kembali(basis_data: Mapping[str, str]) -> None:
    pabrik = PabrikGudang(basis_data["usulan_api"], sambungan=1, batas_perintah=timedelta(milliseconds=200))
    with pytest.raises(DBAPIError) as galat:
        async with pabrik.mesin.connect() as sambungan:
            await sambungan.execute(text("SELECT pg_sleep(60)"))
    assert terganggu(galat.value), "dijawab sebagai gangguan, bukan kesalahan permintaan"
    async with pabrik.mesin.connect() as sambungan:
        assert await sambungan.scalar(text("SELECT 1")) == 1
    await pabrik.tutup()


async def test_transaksi_yang_ditinggalkan_diputus(basis_data: Mapping[str, str]) -> None:
    pabrik = PabrikGudang(basis_data["usulan_api"], sambungan=2, batas_diam=timedelta(milliseconds=200))
    async with pabrik.mesin.connect() as ditinggal, pabrik.mesin.connect() as lain:
        await ditinggal.execute(text("SELECT 1"))
        await lain.execute(text("SELECT pg_sleep(1)"))
        with pytest.raises(DBAPIError) as galat:
            await ditinggal.execute(text("SELECT 1"))
    assert terganggu(galat.value)
    await pabrik.tutup()

"""Sesi tanda tangan: terhitung, berumur, terhapus; lima passphrase salah berturut-turut mengunci."""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import psycopg
import pytest

from gudang import PabrikGudang
from gudang.galat import SesiTidakBerlaku, TandaTanganTerkunci
from gudang.sesi import BATAS_GAGAL
from models.sesi import JenisKredensial

AKUN = "penandatangan"


TUGAS = uuid4()


async def buka(
    api: PabrikGudang, *, tugas_ids: Sequence[UUID] = (TUGAS,), umur: timedelta = timedelta(minutes=10)
) -> UUID:
    sesi_id = uuid4()
    async with api.transaksi("bkn") as gudang:
        await gudang.sesi.buat(sesi_id, AKUN, JenisKredensial.PASSPHRASE, b"tersandi", umur=umur, tugas_ids=tugas_ids)
    return sesi_id


async def ambil(pekerja: PabrikGudang, sesi_id: UUID, akun: str = AKUN, tugas_id: UUID = TUGAS) -> int:
    """Hasil: banyaknya tugas yang belum ditandatangani."""
    async with pekerja.transaksi() as gudang:
        return len((await gudang.sesi.ambil(sesi_id, akun, tugas_id)).tugas_ids)


async def banyak_sesi(basis_data: Mapping[str, str]) -> int:
    async with await psycopg.AsyncConnection.connect(basis_data["postgres"].replace("+psycopg", "")) as sambungan:
        return (await sambungan.execute("SELECT FROM sesi_tanda_tangan")).rowcount


async def test_tiap_tugas_sekali_walau_dipakai_serentak(
    api: PabrikGudang, pekerja: PabrikGudang, basis_data: Mapping[str, str]
) -> None:
    tugas_ids = [uuid4() for _ in range(3)]
    sesi_id = await buka(api, tugas_ids=tugas_ids)
    semua = (ambil(pekerja, sesi_id, tugas_id=satu) for satu in tugas_ids * 2)
    hasil = await asyncio.gather(*semua, return_exceptions=True)
    assert sorted(satu for satu in hasil if isinstance(satu, int)) == [0, 1, 2]
    assert sum(isinstance(satu, SesiTidakBerlaku) for satu in hasil) == 3
    assert await banyak_sesi(basis_data) == 0


async def test_sesi_orang_lain_dan_yang_kedaluwarsa_tidak_berlaku(
    api: PabrikGudang, pekerja: PabrikGudang, basis_data: Mapping[str, str]
) -> None:
    milik = await buka(api)
    lewat = await buka(api, umur=timedelta(seconds=-1))
    for sesi_id, akun in ((milik, "orang lain"), (lewat, AKUN), (uuid4(), AKUN)):
        with pytest.raises(SesiTidakBerlaku, match="buka sesi baru"):
            await ambil(pekerja, sesi_id, akun)
    async with pekerja.transaksi() as gudang:
        assert await gudang.sesi.bersihkan() == 1
    assert await banyak_sesi(basis_data) == 1


async def test_sesi_tidak_berlaku_bagi_tugas_yang_tidak_disebut(api: PabrikGudang, pekerja: PabrikGudang) -> None:
    sesi_id = await buka(api)
    with pytest.raises(SesiTidakBerlaku, match="dibuka bagi tugas lain"):
        await ambil(pekerja, sesi_id, tugas_id=uuid4())
    assert await ambil(pekerja, sesi_id) == 0


async def test_api_dapat_menutup_sesinya(api: PabrikGudang, pekerja: PabrikGudang) -> None:
    sesi_id = await buka(api)
    async with api.transaksi("bkn") as gudang:
        await gudang.sesi.hapus(sesi_id)
    with pytest.raises(SesiTidakBerlaku):
        await ambil(pekerja, sesi_id)


async def test_lima_kegagalan_berturut_turut_mengunci(api: PabrikGudang, pekerja: PabrikGudang) -> None:
    for ke in range(1, BATAS_GAGAL + 1):
        async with pekerja.transaksi() as gudang:
            percobaan = await gudang.sesi.catat_gagal(AKUN)
        assert percobaan.gagal == ke
        assert (percobaan.terkunci_sampai is not None) == (ke == BATAS_GAGAL)
    with pytest.raises(TandaTanganTerkunci, match="Terlalu banyak passphrase salah") as galat:
        await buka(api)
    sisa = galat.value.sampai - datetime.now(UTC)
    assert timedelta(minutes=14) < sisa <= timedelta(minutes=15)


async def test_keberhasilan_menghapus_hitungan_kegagalan(api: PabrikGudang, pekerja: PabrikGudang) -> None:
    for _ in range(BATAS_GAGAL - 1):
        async with pekerja.transaksi() as gudang:
            await gudang.sesi.catat_gagal(AKUN)
    async with pekerja.transaksi() as gudang:
        await gudang.sesi.reset_gagal(AKUN)
    async with pekerja.transaksi() as gudang:
        assert (await gudang.sesi.catat_gagal(AKUN)).gagal == 1
    await buka(api)


async def test_kunci_yang_lewat_waktunya_mulai_dari_awal(
    api: PabrikGudang, pekerja: PabrikGudang, basis_data: Mapping[str, str]
) -> None:
    for _ in range(BATAS_GAGAL):
        async with pekerja.transaksi() as gudang:
            await gudang.sesi.catat_gagal(AKUN)
    with psycopg.connect(basis_data["postgres"].replace("+psycopg", "")) as sambungan:
        sambungan.execute("UPDATE percobaan_tanda_tangan SET terkunci_sampai = now()")
    await buka(api)
    async with pekerja.transaksi() as gudang:
        assert (await gudang.sesi.catat_gagal(AKUN)).gagal == 1

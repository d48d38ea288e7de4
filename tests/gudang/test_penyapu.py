"""Penyapu: usulan yang sudah diajukan dimulai; yang tidak dapat dimulai tidak menahan yang lain."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from temporalio.service import RPCError, RPCStatusCode

from activities.buku import PencatatBuku
from gudang import PabrikGudang
from gudang.tersisih import GudangTersisih
from gudang.usulan import GudangUsulan
from models.sesi import JenisKredensial
from models.tersisih import Sapuan
from models.usulan import Berkas
from putaran.penyapu import PembersihSesi, Penyapu
from tests.gudang.contoh import BANDUNG, DI_BANDUNG, KEMENKEU, SURABAYA, catatan_pertama, diajukan


async def test_penyapu_memulai_yang_tertinggal_sekali_saja(
    api: PabrikGudang, pekerja: PabrikGudang, basis_data: Mapping[str, str]
) -> None:
    isi = await diajukan(api)
    dimulai: list[Berkas] = []

    async def mulai(berkas: Berkas) -> None:
        dimulai.append(berkas)

    penyapu = Penyapu(pekerja, mulai)
    assert await penyapu.sapu() == 0  # masih tugas API yang mengajukannya
    with psycopg.connect(basis_data["postgres"].replace("+psycopg", "")) as sambungan:
        sambungan.execute("UPDATE usulan SET diajukan_pada = diajukan_pada - interval '1 minute'")
    assert await penyapu.sapu() == 1
    assert dimulai == [isi]
    assert (
        await penyapu.sapu() == 1
    )  # belum tercatat, jadi dicoba lagi; memulai yang sudah berjalan tidak berbuat apa-apa
    await PencatatBuku(pekerja).catat(catatan_pertama(isi))
    assert await penyapu.sapu() == 0


async def test_usulan_yang_tak_dapat_dimulai_tidak_menahan_yang_lain(
    api: PabrikGudang, pekerja: PabrikGudang, basis_data: Mapping[str, str]
) -> None:
    tak_terbaca, ditolak, sehat = [await diajukan(api, instansi) for instansi in (BANDUNG, SURABAYA, KEMENKEU)]
    dimulai: list[Berkas] = []

    async def mulai(berkas: Berkas) -> None:
        if berkas == ditolak:
            raise RPCError("muatan terlalu besar", RPCStatusCode.INVALID_ARGUMENT, b"")
        dimulai.append(berkas)

    with psycopg.connect(basis_data["postgres"].replace("+psycopg", "")) as sambungan:
        sambungan.execute("UPDATE usulan SET diajukan_pada = diajukan_pada - interval '1 minute'")
        sambungan.execute(
            "UPDATE usulan SET diajukan_pada = diajukan_pada - interval '1 hour' WHERE id = %s",
            (tak_terbaca.usulan_id,),
        )
        sambungan.execute("UPDATE usulan SET berkas = berkas - 'layanan' WHERE id = %s", (tak_terbaca.usulan_id,))
    assert await Penyapu(pekerja, mulai).sapu() == 1
    assert dimulai == [sehat]
    async with pekerja.transaksi() as gudang:
        tersisih = {satu.pokok: satu.sebab for satu in await gudang.tersisih.daftar()}
    assert tersisih == {tak_terbaca.usulan_id: "ValidationError layanan:missing", ditolak.usulan_id: "RPCError"}
    async with api.transaksi(DI_BANDUNG) as gudang:
        assert await gudang.tersisih.daftar() == ()
    async with api.transaksi("bkn") as gudang:
        assert len(await gudang.tersisih.daftar()) == 2


async def test_temporal_yang_padam_menghentikan_sapuan_tanpa_menahan_antrean(
    api: PabrikGudang, pekerja: PabrikGudang, basis_data: Mapping[str, str]
) -> None:
    for instansi in (BANDUNG, SURABAYA):
        await diajukan(api, instansi)
    dicoba: list[Berkas] = []

    async def mulai(berkas: Berkas) -> None:
        dicoba.append(berkas)
        raise RPCError("tidak terjangkau", RPCStatusCode.UNAVAILABLE, b"")

    with psycopg.connect(basis_data["postgres"].replace("+psycopg", "")) as sambungan:
        sambungan.execute("UPDATE usulan SET diajukan_pada = diajukan_pada - interval '1 minute'")
    for ke in (1, 2):
        with pytest.raises(RPCError):
            await Penyapu(pekerja, mulai).sapu()
        assert len(dicoba) == ke
    assert dicoba[0] != dicoba[1]


async def test_usulan_yang_tak_dapat_disisihkan_tidak_menahan_yang_lain(
    api: PabrikGudang, pekerja: PabrikGudang, basis_data: Mapping[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    pertama, kedua = [await diajukan(api, instansi) for instansi in (BANDUNG, SURABAYA)]
    with psycopg.connect(basis_data["postgres"].replace("+psycopg", "")) as sambungan:
        sambungan.execute("UPDATE usulan SET diajukan_pada = diajukan_pada - interval '1 minute'")
    asli = GudangTersisih.catat

    async def gagal_bagi_yang_pertama(gudang: GudangTersisih, sapuan: Sapuan, diolah: list[UUID], gagal: Any) -> None:
        if diolah == [pertama.usulan_id]:
            raise ValueError("tidak dapat ditulis")
        await asli(gudang, sapuan, diolah, gagal)

    monkeypatch.setattr(GudangTersisih, "catat", gagal_bagi_yang_pertama)
    dimulai: list[Berkas] = []

    async def mulai(berkas: Berkas) -> None:
        dimulai.append(berkas)

    assert await Penyapu(pekerja, mulai).sapu() == 2
    assert dimulai == [pertama, kedua]


async def test_sesi_kedaluwarsa_terhapus_walau_sapuan_usulannya_gagal(
    api: PabrikGudang, pekerja: PabrikGudang, monkeypatch: pytest.MonkeyPatch
) -> None:
    for umur in (timedelta(seconds=-1), timedelta(minutes=1)):
        async with api.transaksi("bkn") as gudang:
            await gudang.sesi.buat(
                uuid4(), "a", JenisKredensial.PASSPHRASE, b"tersandi", umur=umur, tugas_ids=[uuid4()]
            )

    async def rusak(*_: object) -> tuple[UUID, ...]:
        raise ValueError("baris rusak")

    async def mulai(_: Berkas) -> None: ...

    monkeypatch.setattr(GudangUsulan, "belum_dimulai", rusak)
    with pytest.raises(ValueError, match="rusak"):
        await Penyapu(pekerja, mulai).sapu()
    assert await PembersihSesi(pekerja).bersihkan() == 1

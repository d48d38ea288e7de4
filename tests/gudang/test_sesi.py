"""Sesi tanda tangan: terhitung, berumur, terhapus; lima passphrase salah berturut-turut mengunci."""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

from gudang import PabrikGudang
from gudang.galat import AkunNonaktif, PercobaanPenuh, SesiTidakBerlaku, TandaTanganTerkunci
from gudang.migrasi.peran import PEMILIK
from gudang.sesi import BATAS_GAGAL
from models.sesi import JenisKredensial
from tests.gudang.contoh import AKUN as AKUN_DIREKTORI

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


async def ambil_semua(pekerja: PabrikGudang, sesi: Sequence[UUID]) -> list[int | BaseException]:
    return await asyncio.gather(*(ambil(pekerja, satu) for satu in sesi), return_exceptions=True)


async def test_dua_belas_tebakan_serentak_hanya_lima_yang_terkirim(api: PabrikGudang, pekerja: PabrikGudang) -> None:
    """Kegagalan yang sudah tercatat ikut terhitung, dan yang dilepas membuka tempat bagi yang lain."""
    sesi = [await buka(api) for _ in range(12)]
    async with pekerja.transaksi() as gudang:
        await gudang.sesi.catat_gagal(AKUN)
    hasil = await ambil_semua(pekerja, sesi)
    diambil = [satu for satu, jawaban in zip(sesi, hasil, strict=True) if jawaban == 0]
    assert len(diambil) == BATAS_GAGAL - 1
    assert sum(isinstance(jawaban, PercobaanPenuh) for jawaban in hasil) == 12 - len(diambil)
    async with pekerja.transaksi() as gudang:
        await gudang.sesi.lepas(diambil[0], TUGAS)
    ditolak = [satu for satu in sesi if satu not in diambil]
    assert len([satu for satu in await ambil_semua(pekerja, ditolak) if satu == 0]) == 1  # sesi yang ditolak utuh


async def test_akun_lain_tidak_menunggu_percobaan_orang(api: PabrikGudang, pekerja: PabrikGudang) -> None:
    await ambil_semua(pekerja, [await buka(api) for _ in range(BATAS_GAGAL)])
    sesi_id = uuid4()
    async with api.transaksi("bkn") as gudang:
        umur = timedelta(minutes=10)
        await gudang.sesi.buat(sesi_id, "lain", JenisKredensial.TOTP, b"x", umur=umur, tugas_ids=[TUGAS])
    assert await ambil(pekerja, sesi_id, "lain") == 0


async def test_sesi_terbukti_melayani_seluruh_pilihannya_serentak(api: PabrikGudang, pekerja: PabrikGudang) -> None:
    tugas_ids = [uuid4() for _ in range(200)]
    sesi_id = await buka(api, tugas_ids=tugas_ids)
    assert await ambil(pekerja, sesi_id, tugas_id=tugas_ids[0]) == 199
    async with pekerja.transaksi() as gudang:
        await gudang.sesi.buktikan(sesi_id, AKUN, tugas_ids[0])
    await asyncio.gather(*(ambil(pekerja, sesi_id, tugas_id=satu) for satu in tugas_ids[1:]))
    await ambil_semua(pekerja, [await buka(api) for _ in range(BATAS_GAGAL)])
    with pytest.raises(PercobaanPenuh, match="tunggu hasilnya"):
        await ambil(pekerja, await buka(api))


async def test_percobaan_yang_workernya_mati_gugur_sendiri(
    api: PabrikGudang, pekerja: PabrikGudang, basis_data: Mapping[str, str]
) -> None:
    await ambil_semua(pekerja, [await buka(api) for _ in range(BATAS_GAGAL)])
    sesi_id = await buka(api)
    with pytest.raises(PercobaanPenuh):
        await ambil(pekerja, sesi_id)
    with psycopg.connect(basis_data["postgres"].replace("+psycopg", "")) as sambungan:
        sambungan.execute("UPDATE percobaan_berjalan SET kedaluwarsa = now()")
    assert await ambil(pekerja, sesi_id) == 0


async def test_api_tidak_dapat_menyatakan_sesi_terbukti(api: PabrikGudang) -> None:
    sesi_id = await buka(api)
    for perintah in (
        f"UPDATE sesi_tanda_tangan SET terbukti = true WHERE id = '{sesi_id}'",
        "INSERT INTO sesi_tanda_tangan (id, akun, jenis, kredensial, kedaluwarsa, tugas_ids, terbukti) "
        f"VALUES ('{uuid4()}', 'x', 'totp', '', now(), '{{}}', true)",
    ):
        with pytest.raises(ProgrammingError, match="permission denied"):
            async with api.mesin.begin() as sambungan:
                await sambungan.execute(text(perintah))


async def test_sesi_akun_yang_dinonaktifkan_tidak_berlaku(pekerja: PabrikGudang, basis_data: Mapping[str, str]) -> None:
    sesi_id, akun = uuid4(), AKUN_DIREKTORI[0][0]
    async with pekerja.transaksi() as gudang:
        umur = timedelta(minutes=10)
        await gudang.sesi.buat(sesi_id, akun, JenisKredensial.PASSPHRASE, b"x", umur=umur, tugas_ids=[TUGAS])
    with psycopg.connect(basis_data[PEMILIK].replace("+psycopg", ""), autocommit=True) as direktori:
        direktori.execute("UPDATE akun SET aktif = false WHERE id = %s", (akun,))
        with pytest.raises(AkunNonaktif, match="dinonaktifkan"):
            await ambil(pekerja, sesi_id, akun)
        direktori.execute("UPDATE akun SET aktif = true WHERE id = %s", (akun,))
    assert await ambil(pekerja, sesi_id, akun) == 0

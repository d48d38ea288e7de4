"""Prediksi dihitung worker dari profil yang tersimpan, ditandai usang oleh basis data, dan dibaca menurut lingkup."""

import asyncio
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest

from gudang import PabrikGudang
from gudang.migrasi.peran import PEKERJA
from gudang.prediksi import BarisPrediksi, Patokan, RingkasanPrediksi, SaringanPrediksi
from models.aturan.hasil import KeadaanPrediksi
from models.aturan.periode import bulan_berikut
from models.aturan.prediksi import prediksi_semua
from models.perubahan import tambah
from models.profil import RiwayatSKP
from models.referensi import JenisKP, Jenjang, Predikat
from models.referensi.zona import hari_ini
from putaran.prediksi import PenghitungPrediksi
from tests.gudang.contoh import BANDUNG, DI_BANDUNG, DI_SURABAYA, SURABAYA, asn, diajukan, id_asn, konsep
from tests.hukum.aturan.contoh import fungsional, gol, ijazah, kinerja, pak, struktural

TAHUN = hari_ini().year


async def hitung(pekerja: PabrikGudang) -> int:
    return await PenghitungPrediksi(pekerja).hitung()


async def patokan(pabrik: PabrikGudang) -> Patokan:
    async with pabrik.transaksi() as gudang:
        return await gudang.prediksi.patokan(hari_ini())


async def muat(pekerja: PabrikGudang, ke: int, **isi: object) -> UUID:
    satu = asn(BANDUNG, ke, **isi)
    async with pekerja.transaksi() as gudang:
        await gudang.muat.asn([satu])
        await gudang.muat.riwayat([satu], {})
    return satu.id


async def daftar(api: PabrikGudang, lingkup: str = DI_BANDUNG, **saringan: object) -> dict[UUID, BarisPrediksi]:
    async with api.transaksi(lingkup) as gudang:
        kini = await gudang.prediksi.patokan(hari_ini())
        return {b.asn_id: b for b in await gudang.prediksi.daftar(SaringanPrediksi(**saringan), kini)}


async def ringkasan(api: PabrikGudang, lingkup: str = DI_BANDUNG, **saringan: object) -> RingkasanPrediksi:
    async with api.transaksi(lingkup) as gudang:
        kini = await gudang.prediksi.patokan(hari_ini())
        return await gudang.prediksi.ringkasan(SaringanPrediksi(**saringan), kini)


async def test_yang_tersimpan_sama_dengan_yang_dihitung_dari_profilnya(
    pekerja: PabrikGudang, api: PabrikGudang
) -> None:
    jf = await muat(
        pekerja, 2, jabatan=(fungsional(Jenjang.MUDA, date(2022, 1, 1)),), angka_kredit=(pak("60", Jenjang.MUDA),)
    )
    mentok = await muat(pekerja, 3, golongan=(gol("III/d", date(2020, 10, 1)),))
    naik_jabatan = await muat(pekerja, 4, jabatan=(struktural("IV.a", date(2020, 1, 1)),), skp=())
    assert await hitung(pekerja) == 6
    assert await hitung(pekerja) == 0
    kini = await patokan(pekerja)
    for asn_id, baris in (await daftar(api)).items():
        async with api.transaksi(DI_BANDUNG) as gudang:
            profil = await gudang.asn.baca_profil(asn_id)
        assert profil is not None
        (semestinya,) = prediksi_semua(profil, kini.dari, kini.sampai)
        assert (baris.jenis, baris.keadaan) == (semestinya.jenis, semestinya.keadaan)
        assert baris.periode == semestinya.periode_paling_awal
        assert [s["kode"] for s in baris.kurang] == [s.kode for s in semestinya.kurang]
        assert baris.mutakhir
    keadaan = {asn_id: baris.keadaan for asn_id, baris in (await daftar(api)).items()}
    assert keadaan[jf] == keadaan[naik_jabatan] == KeadaanPrediksi.DILENGKAPI
    assert keadaan[mentok] == KeadaanPrediksi.TERHALANG


async def test_perubahan_profil_menandainya_usang(pekerja: PabrikGudang, api: PabrikGudang) -> None:
    """Lewat jalan yang sama dengan akibat usulan: riwayat ditulis, profil dilipat ulang, pemicunya di basis data."""
    await hitung(pekerja)
    berkas = await diajukan(api)
    skp = RiwayatSKP(id=uuid4(), tahun=TAHUN - 1, predikat=Predikat.KURANG)
    async with pekerja.transaksi() as gudang:
        await gudang.asn.terapkan(berkas.usulan_id, berkas.asn_id, (tambah("skp", skp),))
    assert not (await daftar(api))[berkas.asn_id].mutakhir
    assert (await ringkasan(api)).belum_dihitung == 1
    assert await hitung(pekerja) == 1
    baris = (await daftar(api))[berkas.asn_id]
    assert baris.mutakhir
    assert [s["kode"] for s in baris.kurang] == ["kinerja_baik"]
    assert baris.periode == date(TAHUN + 2, 2, 1)


async def test_perubahan_yang_belum_disimpan_tidak_terlewat(
    pekerja: PabrikGudang, api: PabrikGudang, basis_data: Mapping[str, str]
) -> None:
    """Selagi profilnya ditulis, penghitung melewatinya; sesudah tersimpan, yang dihitung isi barunya."""
    bandung = id_asn(BANDUNG)
    with psycopg.connect(basis_data[PEKERJA].replace("+psycopg", "")) as sambungan:
        sambungan.execute("UPDATE asn SET nama = 'Nama Baru' WHERE id = %s", (bandung,))
        sambungan.execute("DELETE FROM riwayat_skp WHERE asn_id = %s", (bandung,))
        assert await hitung(pekerja) == 2
        assert bandung not in await daftar(api)
        sambungan.commit()
    assert await hitung(pekerja) == 1
    assert [s["kode"] for s in (await daftar(api))[bandung].kurang] == ["kinerja_baik"]


async def test_beberapa_penghitung_membagi_pekerjaan(pekerja: PabrikGudang, api: PabrikGudang) -> None:
    for ke in range(2, 8):
        await muat(pekerja, ke)
    async with asyncio.TaskGroup() as kelompok:
        tugas = [kelompok.create_task(hitung(pekerja)) for _ in range(3)]
    assert sum(satu.result() for satu in tugas) == 9
    assert len(await daftar(api)) == 7


async def test_periode_berikut_dan_aturan_baru_menghitung_ulang(pekerja: PabrikGudang) -> None:
    await hitung(pekerja)
    kini = await patokan(pekerja)
    for lain in (replace(kini, dari=bulan_berikut(kini.dari)), replace(kini, aturan="lain")):
        async with pekerja.transaksi() as gudang:
            assert len(await gudang.prediksi.usang(lain, 10)) == 3
            assert await gudang.prediksi.usang(kini, 10) == {}


async def test_riwayat_yang_tidak_terbaca_tidak_menahan_yang_lain(
    pekerja: PabrikGudang, api: PabrikGudang, basis_data: Mapping[str, str]
) -> None:
    kode_asing = await muat(pekerja, 2, pendidikan=(ijazah("40", date(2012, 9, 3)),))
    tanpa_pribadi = await muat(pekerja, 3)
    with psycopg.connect(basis_data[PEKERJA].replace("+psycopg", ""), autocommit=True) as sambungan:
        sambungan.execute("UPDATE riwayat_pendidikan SET tingkat_id = '41' WHERE asn_id = %s", (kode_asing,))
        sambungan.execute("DELETE FROM riwayat_lain WHERE asn_id = %s", (tanpa_pribadi,))
    assert await hitung(pekerja) == 5
    assert await hitung(pekerja) == 0
    assert set(await daftar(api)) == {id_asn(BANDUNG)}
    hasil = await ringkasan(api)
    assert (hasil.asn, hasil.belum_dihitung, hasil.tanpa_prediksi) == (3, 0, 2)


async def test_hanya_wilayahnya_yang_terlihat(pekerja: PabrikGudang, api: PabrikGudang) -> None:
    await hitung(pekerja)
    assert set(await daftar(api)) == {id_asn(BANDUNG)}
    assert set(await daftar(api, DI_SURABAYA)) == set(await daftar(api, "kanreg:II")) == {id_asn(SURABAYA)}
    assert len(await daftar(api, "bkn")) == 3
    assert await daftar(api, "publik") == {}
    assert await daftar(api, DI_BANDUNG, instansi_id=SURABAYA) == {}
    assert (await ringkasan(api, DI_SURABAYA)).asn == 1
    assert (await ringkasan(api, "publik")).asn == 0


async def test_yang_sedang_diusulkan_disebut(pekerja: PabrikGudang, api: PabrikGudang) -> None:
    await hitung(pekerja)
    assert not (await daftar(api))[id_asn(BANDUNG)].diusulkan
    await konsep(api)
    assert (await daftar(api))[id_asn(BANDUNG)].diusulkan


async def test_pindah_instansi_membawa_prediksinya(
    pekerja: PabrikGudang, api: PabrikGudang, basis_data: Mapping[str, str]
) -> None:
    await hitung(pekerja)
    with psycopg.connect(basis_data[PEKERJA].replace("+psycopg", ""), autocommit=True) as sambungan:
        sambungan.execute("UPDATE asn SET instansi_id = %s WHERE id = %s", (SURABAYA, id_asn(BANDUNG)))
    assert await daftar(api) == {}
    await hitung(pekerja)
    assert set(await daftar(api, DI_SURABAYA)) == {id_asn(BANDUNG), id_asn(SURABAYA)}


@pytest.fixture
async def beragam(pekerja: PabrikGudang) -> None:
    """Dua puluh orang Bandung: layak, kurang SKP, menunggu pangkat, mentok ijazah, dan fungsional."""
    baik = kinerja(**{f"t{tahun}": Predikat.BAIK for tahun in range(TAHUN - 3, TAHUN + 1)})
    muda = (fungsional(Jenjang.MUDA, date(2022, 1, 1)),)
    ragam: list[dict[str, object]] = [
        {"unor_nama": "Dinas Kesehatan"},
        {"skp": kinerja(t2025=Predikat.BAIK)},
        {"golongan": (gol("III/c", date(TAHUN, 1, 1)),)},
        {"golongan": (gol("III/d", date(2020, 10, 1)),), "unor_nama": "Dinas Kesehatan"},
        {"jabatan": muda, "angka_kredit": (pak("60", Jenjang.MUDA),)},
    ]
    semua = [asn(BANDUNG, 2 + ke, nama=f"Orang {ke:02d}", **{"skp": baik} | ragam[ke % 5]) for ke in range(20)]
    async with pekerja.transaksi() as gudang:
        await gudang.muat.asn(semua)
        await gudang.muat.riwayat(semua, {})
    await hitung(pekerja)


SARINGAN: list[dict[str, Any]] = [
    {},
    {"layak": True},
    {"layak": False},
    {"jenis": JenisKP.FUNGSIONAL},
    {"unor": "Dinas Kesehatan"},
    {"syarat": "batas_pendidikan"},
    {"syarat": "angka_kredit", "layak": False},
    {"dari": date(TAHUN + 4, 1, 1), "sampai": date(TAHUN + 4, 12, 1)},
    {"sampai": date(TAHUN + 1, 6, 1)},
    {"instansi_id": BANDUNG, "jenis": JenisKP.REGULER, "layak": True},
]


@pytest.mark.usefixtures("beragam")
async def test_saringan_halaman_dan_ringkasan_bersepakat(api: PabrikGudang) -> None:
    """Tiap saringan: halaman demi halaman memuat tiap baris tepat sekali, dan ringkasannya hitungan baris itu."""
    utuh = (await semua_halaman(api, SaringanPrediksi(), batas=200)).values()
    assert len({b.keadaan for b in utuh}) >= 3
    for isian in SARINGAN:
        saringan = SaringanPrediksi(**isian)
        semestinya = {b.kunci for b in utuh if cocok(b, saringan)}
        for batas in (3, 200):
            assert set(await semua_halaman(api, saringan, batas)) == semestinya, isian
        assert semestinya
        hasil = await ringkasan(api, DI_BANDUNG, **isian)
        baris = [b for b in utuh if b.kunci in semestinya]
        assert hasil.keadaan == {k.value: sum(b.keadaan == k for b in baris) for k in KeadaanPrediksi}
        assert {(h.periode, h.jenis): (h.layak, h.dilengkapi) for h in hasil.periode} == hitungan_periode(baris)
        kurang = Counter(s["kode"] for b in baris for s in b.kurang)
        assert Counter({kode: sum(h.banyak for h in hasil.syarat if h.kode == kode) for kode in kurang}) == kurang
        assert [h.banyak for h in hasil.syarat] == sorted((h.banyak for h in hasil.syarat), reverse=True)


async def semua_halaman(
    api: PabrikGudang, saringan: SaringanPrediksi, batas: int
) -> dict[tuple[date, str, UUID, str], BarisPrediksi]:
    hasil: list[BarisPrediksi] = []
    async with api.transaksi(DI_BANDUNG) as gudang:
        kini = await gudang.prediksi.patokan(hari_ini())
        while True:
            sesudah = hasil[-1].kunci if hasil else None
            halaman = await gudang.prediksi.daftar(saringan, kini, sesudah=sesudah, batas=batas)
            hasil += halaman
            if len(halaman) < batas:
                break
    assert [b.kunci for b in hasil] == sorted({b.kunci for b in hasil})
    return {b.kunci: b for b in hasil}


def cocok(baris: BarisPrediksi, saringan: SaringanPrediksi) -> bool:
    return (
        saringan.unor in (None, baris.unor)
        and saringan.jenis in (None, baris.jenis)
        and (saringan.dari is None or (baris.periode is not None and baris.periode >= saringan.dari))
        and (saringan.sampai is None or (baris.periode is not None and baris.periode <= saringan.sampai))
        and saringan.layak in (None, baris.keadaan == KeadaanPrediksi.LAYAK)
        and (saringan.syarat is None or saringan.syarat in [s["kode"] for s in baris.kurang])
    )


def hitungan_periode(baris: list[BarisPrediksi]) -> dict[tuple[date, str], tuple[int, int]]:
    hasil: dict[tuple[date, str], tuple[int, int]] = {}
    for satu in baris:
        if satu.periode:
            layak, dilengkapi = hasil.get((satu.periode, satu.jenis), (0, 0))
            ya = satu.keadaan == KeadaanPrediksi.LAYAK
            hasil[satu.periode, satu.jenis] = (layak + ya, dilengkapi + (not ya))
    return hasil

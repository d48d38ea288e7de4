"""Perubahan profil di basis data: sekali per usulan, tidak menimpa, tercatat, dan selalu terlipat ke daftar."""

import asyncio
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID, uuid4

import psycopg
import pytest
from psycopg.types.json import Jsonb

from gudang import PabrikGudang
from gudang.asn import SaringanASN
from models.lipatan import DataUtamaKurang
from models.perubahan import Aksi, Perubahan, ProfilBerubah, hapus, pribadi_digantikan, tambah, ubah
from models.profil import ProfilASN
from models.referensi import Golongan
from models.referensi.zona import hari_ini
from models.riwayat.kepangkatan import RiwayatPindahInstansi
from models.riwayat.kompetensi import RiwayatDiklat
from models.riwayat.pribadi import RiwayatPribadi
from putaran.penyegar import Penyegar
from tests.gudang.contoh import BANDUNG, DI_BANDUNG, DI_SURABAYA, KEMENKEU, SURABAYA, diajukan, id_asn
from tests.hukum.aturan.contoh import gol

ASN = id_asn(BANDUNG)


async def profil(pabrik: PabrikGudang, lingkup: str | None = None, pada: date | None = None) -> ProfilASN:
    async with pabrik.transaksi(lingkup) as gudang:
        hasil = await gudang.asn.baca_profil(ASN, pada)
    assert hasil is not None
    return hasil


async def terapkan(pabrik: PabrikGudang, usulan_id: UUID, *perubahan: Perubahan) -> tuple[Perubahan, ...]:
    async with pabrik.transaksi() as gudang:
        return await gudang.asn.terapkan(usulan_id, ASN, perubahan)


async def ringkas(pabrik: PabrikGudang) -> tuple[str | None, str]:
    async with pabrik.transaksi() as gudang:
        (satu,) = (await gudang.asn.cari(SaringanASN(instansi_id=BANDUNG))).baris
    return satu.golongan, satu.nama_lengkap


def naik(tmt: date) -> Perubahan:
    return tambah("golongan", gol("III/d", tmt, 12, 9).model_copy(update={"id": uuid4()}))


async def test_perubahan_tertulis_sekali_per_usulan(api: PabrikGudang, pekerja: PabrikGudang) -> None:
    usulan = await diajukan(api)
    perubahan = naik(date(2026, 10, 1))
    pertama = await terapkan(pekerja, usulan.usulan_id, perubahan)
    kedua = await terapkan(pekerja, usulan.usulan_id, naik(date(2026, 11, 1)))
    assert pertama == kedua == (perubahan,)
    assert len((await profil(api, DI_BANDUNG)).golongan) == 4
    assert (await ringkas(pekerja))[0] == "III/d"


async def test_dua_pekerja_serentak_menulis_sekali(api: PabrikGudang, pekerja: PabrikGudang) -> None:
    usulan = await diajukan(api)
    hasil = await asyncio.gather(*(terapkan(pekerja, usulan.usulan_id, naik(date(2026, 10, 1))) for _ in range(4)))
    assert len(set(hasil)) == 1
    assert len((await profil(api, DI_BANDUNG)).golongan) == 4


async def test_semua_kelompok_ditambah_diubah_dihapus(api: PabrikGudang, pekerja: PabrikGudang) -> None:
    usulan = await diajukan(api)
    semula = await profil(pekerja)
    diklat = RiwayatDiklat(id=uuid4(), jenis_id="3", nama="Arsip Dinamis", selesai=date(2025, 3, 1), jumlah_jam=40)
    sejak = hari_ini(DI_BANDUNG)
    pribadi = RiwayatPribadi(id=uuid4(), sejak=sejak, nama="Ayu Lestari Dewi", nik="3273015705900001", nomor_hp="0812")
    skp = semula.skp[0]
    await terapkan(
        pekerja,
        usulan.usulan_id,
        tambah("diklat", diklat),
        tambah("pribadi", pribadi, pribadi_digantikan(semula, sejak, sejak)),
        ubah("skp", skp, skp.model_copy(update={"pejabat_penilai": "Camat Coblong"})),
        hapus("golongan", semula.golongan[0]),
        ubah("diklat", diklat, diklat.model_copy(update={"jumlah_jam": 48})),
    )
    kini = await profil(api, DI_BANDUNG)
    assert (kini.nama, kini.nik, kini.nomor_hp) == ("Ayu Lestari Dewi", "3273015705900001", "0812")
    assert [satu.jumlah_jam for satu in kini.diklat] == [48]
    assert kini.skp[0].pejabat_penilai == "Camat Coblong"
    assert len(kini.golongan) == len(semula.golongan) - 1
    assert (await ringkas(pekerja))[1] == "Ayu Lestari Dewi, S.A.P."
    assert (await profil(api, DI_BANDUNG, sejak - timedelta(days=1))).nama == "Ayu Lestari"


async def test_nilai_yang_sudah_berubah_ditolak_tanpa_menulis_apa_pun(api: PabrikGudang, pekerja: PabrikGudang) -> None:
    usulan = await diajukan(api)
    semula = await profil(pekerja)
    skp = semula.skp[0]
    basi = ubah("skp", skp.model_copy(update={"pejabat_penilai": "Lurah"}), skp.model_copy(update={"tahun": 2019}))
    with pytest.raises(ProfilBerubah) as galat:
        await terapkan(pekerja, usulan.usulan_id, naik(date(2026, 10, 1)), basi)
    (bentrok,) = galat.value.bentrok
    assert (bentrok.riwayat, bentrok.nama, bentrok.lama, bentrok.kini) == ("skp", "pejabat_penilai", "Lurah", "")
    assert await profil(pekerja) == semula
    async with pekerja.transaksi() as gudang:
        assert await gudang.asn.perubahan(ASN) == ()


async def test_riwayat_tidak_dapat_dikosongkan_sampai_tak_terlipat(api: PabrikGudang, pekerja: PabrikGudang) -> None:
    usulan = await diajukan(api)
    semula = await profil(pekerja)
    with pytest.raises(DataUtamaKurang, match="belum ada NIP, nama"):
        await terapkan(pekerja, usulan.usulan_id, hapus("pribadi", semula.pribadi[0]))
    assert await profil(pekerja) == semula


async def test_catatannya_menyimpan_sebelum_dan_sesudah(
    api: PabrikGudang, pekerja: PabrikGudang, basis_data: Mapping[str, str]
) -> None:
    usulan = await diajukan(api)
    skp = (await profil(pekerja)).skp[0]
    await terapkan(pekerja, usulan.usulan_id, ubah("skp", skp, skp.model_copy(update={"pejabat_penilai": "Camat"})))
    async with api.transaksi(DI_BANDUNG) as gudang:
        (tercatat,) = await gudang.asn.perubahan(ASN)
    assert (tercatat.usulan_id, tercatat.perubahan.aksi) == (usulan.usulan_id, Aksi.UBAH)
    (bidang,) = tercatat.perubahan.bidang
    assert (bidang.nama, bidang.lama, bidang.baru) == ("pejabat_penilai", "", "Camat")
    with psycopg.connect(basis_data["usulan_pekerja"].replace("+psycopg", "")) as sambungan:
        for perintah in (b"UPDATE perubahan_profil SET aksi = 'hapus'", b"DELETE FROM perubahan_profil"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                sambungan.execute(perintah)
            sambungan.rollback()


async def test_yang_berlaku_nanti_tampil_pada_harinya(api: PabrikGudang, pekerja: PabrikGudang) -> None:
    usulan = await diajukan(api)
    tmt = hari_ini(DI_BANDUNG) + timedelta(days=10)
    penyegar = Penyegar(pekerja)
    await terapkan(pekerja, usulan.usulan_id, naik(tmt))
    assert (await profil(pekerja)).golongan_terakhir == (await profil(pekerja)).golongan[-1]
    assert (await ringkas(pekerja))[0] == "III/c"
    sebelum_tengah_malam_wib = datetime.combine(tmt, time(), UTC) - timedelta(hours=7, seconds=1)
    assert await penyegar.segarkan(sebelum_tengah_malam_wib) == 0
    assert await penyegar.segarkan(sebelum_tengah_malam_wib + timedelta(seconds=1)) == 1
    assert (await ringkas(pekerja))[0] == Golongan.III_D
    assert await penyegar.segarkan(sebelum_tengah_malam_wib + timedelta(days=1)) == 0


async def test_riwayat_yang_rusak_tidak_menahan_penyegaran(
    api: PabrikGudang, pekerja: PabrikGudang, basis_data: Mapping[str, str]
) -> None:
    usulan = await diajukan(api)
    tmt = hari_ini(DI_BANDUNG) + timedelta(days=10)
    await terapkan(pekerja, usulan.usulan_id, naik(tmt))
    with psycopg.connect(basis_data["postgres"].replace("+psycopg", "")) as sambungan:
        sambungan.execute("UPDATE asn SET berubah_pada = %s WHERE id = %s", (tmt, id_asn(SURABAYA)))
        sambungan.execute("DELETE FROM riwayat_lain WHERE asn_id = %s", (id_asn(SURABAYA),))
        sambungan.execute("UPDATE asn SET berubah_pada = %s WHERE id = %s", (tmt, id_asn(KEMENKEU)))
        sambungan.execute(
            "UPDATE riwayat_lain SET isi = isi || %s WHERE kelompok = 'pribadi' AND asn_id = %s",
            (Jsonb({"jenis_kelamin": "Rahasia"}), id_asn(KEMENKEU)),
        )
    assert await Penyegar(pekerja).segarkan(datetime.combine(tmt, time(12), UTC)) == 3
    assert (await ringkas(pekerja))[0] == "III/d"
    assert await Penyegar(pekerja).segarkan(datetime.combine(tmt, time(12), UTC)) == 0, "yang rusak menunggu jedanya"
    async with pekerja.transaksi() as gudang:
        tersisih = {satu.pokok: satu for satu in await gudang.tersisih.daftar()}
    assert {pokok: satu.sebab for pokok, satu in tersisih.items()} == {
        id_asn(SURABAYA): "DataUtamaKurang",
        id_asn(KEMENKEU): "ValidationError pribadi.0.jenis_kelamin:literal_error",
    }
    assert all((satu.sapuan, satu.percobaan) == ("penyegaran", 1) for satu in tersisih.values())


async def test_yang_tersisih_dicoba_lagi_dengan_jeda_berlipat_lalu_hilang_bila_pulih(
    pekerja: PabrikGudang, basis_data: Mapping[str, str]
) -> None:
    saat = datetime.combine(hari_ini(DI_BANDUNG), time(12), UTC)
    dsn = basis_data["postgres"].replace("+psycopg", "")
    with psycopg.connect(dsn, autocommit=True) as sambungan:
        sambungan.execute("UPDATE asn SET berubah_pada = %s WHERE id = %s", (saat.date(), ASN))
        sambungan.execute(
            "UPDATE riwayat_golongan SET golongan = 'V/a' WHERE asn_id = %s AND tmt = (SELECT max(tmt) "
            "FROM riwayat_golongan WHERE asn_id = %s)",
            (ASN, ASN),
        )
        jeda = []
        for _ in range(3):
            assert await Penyegar(pekerja).segarkan(saat) == 1
            (satu,) = sambungan.execute(
                "UPDATE tersisih SET coba_lagi_pada = now() RETURNING percobaan, "
                "(SELECT round(extract(epoch FROM t.coba_lagi_pada - now()) / 10) * 10 FROM tersisih t)"
            ).fetchall()
            jeda.append(satu)
        assert jeda == [(1, 30), (2, 60), (3, 120)]
        sambungan.execute("UPDATE riwayat_golongan SET golongan = 'III/c' WHERE golongan = 'V/a'")
        assert await Penyegar(pekerja).segarkan(saat) == 1
        assert sambungan.execute("SELECT count(*) FROM tersisih").fetchone() == (0,)


async def test_pindah_instansi_membawa_riwayatnya(api: PabrikGudang, pekerja: PabrikGudang) -> None:
    usulan = await diajukan(api)
    pindah = RiwayatPindahInstansi(
        id=uuid4(), tmt=date(2026, 11, 1), jenis="5", instansi_induk_id=SURABAYA, unor_nama="Dinas Sosial"
    )
    await terapkan(pekerja, usulan.usulan_id, tambah("pindah_instansi", pindah))
    di_sana = await profil(api, DI_SURABAYA)
    assert (di_sana.instansi_id, di_sana.unor_nama, len(di_sana.golongan)) == (SURABAYA, "Dinas Sosial", 3)
    async with api.transaksi(DI_SURABAYA) as gudang:
        (tercatat,) = await gudang.asn.perubahan(ASN)
    assert tercatat.nomor_usulan is None  # usulan itu milik instansi lamanya

"""Migrasi: sama dengan tabel, dapat dimundurkan, dan boleh diulang; referensi dimuat sekali."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import psycopg
import pytest
from alembic import command
from sqlalchemy import create_engine, inspect

from gudang import PabrikGudang
from gudang.migrasi.__main__ import muat_referensi, siapkan
from gudang.migrasi.kebijakan import KEBIJAKAN
from gudang.migrasi.peran import API, PEMILIK, Sandi, siapkan_peran
from gudang.migrasi.skema import konfigurasi, mutakhirkan
from models.ketetapan import JenisKetetapan
from models.layanan.kenaikan_pangkat import KENAIKAN_PANGKAT
from models.referensi.zona import hari_ini
from models.tabel import Dasar
from sandbox.tumpukan import Tumpukan

SEBELUM_KETETAPAN = "0006"


def perintah(url: str, jalankan: str, *masukan: str) -> None:
    mesin = create_engine(url)
    with mesin.begin() as sambungan:
        konfig = konfigurasi()
        konfig.attributes["sambungan"] = sambungan
        getattr(command, jalankan)(konfig, *masukan)
    mesin.dispose()


def test_migrasi_menghasilkan_persis_tabel_yang_ditulis(basis_data: Mapping[str, str]) -> None:
    perintah(basis_data[PEMILIK], "check")


def test_migrasi_dapat_dimundurkan_dan_dimajukan_lagi(basis_data: Mapping[str, str]) -> None:
    url = basis_data[PEMILIK]
    perintah(url, "downgrade", "base")
    mesin = create_engine(url)
    assert inspect(mesin).get_table_names() == ["alembic_version"]
    mutakhirkan(url)
    mutakhirkan(url)
    assert "usulan" in inspect(mesin).get_table_names()
    mesin.dispose()


def kebijakan_terpasang(url: str) -> list[tuple[Any, ...]]:
    with psycopg.connect(url.replace("+psycopg", "")) as sambungan:
        return sambungan.execute(
            "SELECT tablename, policyname, cmd, roles::text, qual, with_check FROM pg_policies ORDER BY 1, 2"
        ).fetchall()


def test_kebijakan_baris_terpasang_persis_seperti_berkasnya(basis_data: Mapping[str, str]) -> None:
    """Tabel yang ditambah migrasi kemudian harus menyebut kebijakannya di berkas itu juga."""
    terpasang = kebijakan_terpasang(basis_data[PEMILIK])
    tertulis = {
        (tabel, satu.nama, satu.perintah, f"{{{satu.peran}}}", satu.lama is not None, satu.baru is not None)
        for tabel, semua in KEBIJAKAN.items()
        for satu in semua
    }
    assert {(*kenal, lama is not None, baru is not None) for *kenal, lama, baru in terpasang} == tertulis
    with psycopg.connect(basis_data[PEMILIK].replace("+psycopg", "")) as sambungan:
        dijaga = sambungan.execute(
            "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relforcerowsecurity"
        ).fetchall()
    assert {nama for (nama,) in dijaga} == KEBIJAKAN.keys()
    assert {t.name for t in Dasar.metadata.sorted_tables if "instansi_id" in t.columns} <= KEBIJAKAN.keys()


def test_kebijakan_yang_menyimpang_dikembalikan_migrasi(basis_data: Mapping[str, str]) -> None:
    semula = kebijakan_terpasang(basis_data[PEMILIK])
    with psycopg.connect(basis_data[PEMILIK].replace("+psycopg", "")) as sambungan:
        sambungan.execute("ALTER POLICY baca ON usulan USING (true)")
        sambungan.execute("CREATE POLICY bocor ON asn FOR SELECT TO usulan_api USING (true)")
        sambungan.execute("DROP POLICY klaim ON tugas")
    assert kebijakan_terpasang(basis_data[PEMILIK]) != semula
    mutakhirkan(basis_data[PEMILIK])
    assert kebijakan_terpasang(basis_data[PEMILIK]) == semula


async def test_referensi_dimuat_lengkap_dan_sekali(basis_data: Mapping[str, str]) -> None:
    assert await muat_referensi(basis_data[PEMILIK]) == {}
    pabrik = PabrikGudang(basis_data[API])
    async with pabrik.transaksi("publik") as gudang:
        assert await gudang.referensi.terisi()
        instansi = await gudang.referensi.instansi("A5EB03E23C47F6A0E040640A040252AD")
        periode = await gudang.referensi.periode(KENAIKAN_PANGKAT, date(2026, 11, 24))
        alasan = {satu.kode for satu in await gudang.referensi.alasan(KENAIKAN_PANGKAT, date(2026, 11, 24), "BTS")}
        libur = await gudang.kalender.libur(date(2026, 12, 1), pada=date(2026, 11, 24))
    await pabrik.tutup()
    assert instansi is not None
    assert (instansi.kanreg, instansi.provinsi, instansi.zona) == ("III", "Jawa Barat", "Asia/Jakarta")
    assert (periode[0].periode, periode[0].tutup) == (date(2027, 1, 1), date(2026, 12, 20))
    assert {"DOKUMEN_TIDAK_LENGKAP", "LAIN_LAIN"} <= alasan
    assert "MASA_PANGKAT_BELUM_CUKUP" not in alasan
    assert {date(2026, 12, 24), date(2026, 12, 25)} <= libur


async def test_periode_dan_alasan_yang_sudah_diatur_menjadi_ketetapan(basis_data: Mapping[str, str]) -> None:
    perintah(basis_data[PEMILIK], "downgrade", SEBELUM_KETETAPAN)
    with psycopg.connect(basis_data["postgres"].replace("+psycopg", "")) as sambungan:
        sambungan.execute(
            "INSERT INTO periode VALUES ('KenaikanPangkat', '2027-01-01', '2026-12-10'), "
            "('KenaikanPangkat', '2027-02-01', '2027-01-20')"
        )
        sambungan.execute(
            "INSERT INTO alasan VALUES ('DOKUMEN_KELIRU', NULL, '{BTS}', 'dokumen', 'Keliru', false), "
            "('LAIN_LAIN', NULL, '{BTS}', 'umum', 'Lain', true)"
        )
    mutakhirkan(basis_data[PEMILIK])
    pabrik = PabrikGudang(basis_data[API])
    async with pabrik.transaksi("publik") as gudang:
        periode = {satu.periode: satu.tutup for satu in await gudang.referensi.periode(KENAIKAN_PANGKAT, hari_ini())}
        alasan = {satu.kode for satu in await gudang.referensi.alasan(KENAIKAN_PANGKAT, hari_ini(), "BTS")}
        tercatat = await gudang.ketetapan.riwayat(JenisKetetapan.PERIODE)
    await pabrik.tutup()
    assert periode[date(2027, 1, 1)] == date(2026, 12, 10)
    assert [satu.kunci for satu in tercatat] == ["KenaikanPangkat.2027-01-01"]
    assert "LAIN_LAIN" in alasan
    assert "DOKUMEN_KELIRU" not in alasan


def test_peran_disiapkan_berulang_tanpa_galat(postgres: Tumpukan) -> None:
    rahasia = postgres.tempat.rahasia
    sandi = Sandi(rahasia.sandi_pemilik, rahasia.sandi_pekerja, rahasia.sandi_api)
    siapkan_peran(postgres.tempat.url_basis_data("postgres", "postgres"), sandi)


def test_lingkungan_yang_kurang_disebut_namanya() -> None:
    with pytest.raises(SystemExit, match="USULAN_BASIS_DATA_URL_PEMILIK belum diisi"):
        siapkan({})
    with pytest.raises(SystemExit, match="USULAN_SANDI_PEMILIK belum diisi"):
        siapkan({"USULAN_BASIS_DATA_URL_INDUK": "postgresql+psycopg://postgres@127.0.0.1/postgres"})

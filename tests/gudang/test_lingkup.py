"""Keamanan tingkat baris dengan peran sungguhan: yang lupa disaring tidak menampakkan apa pun."""

from collections.abc import Mapping
from datetime import date
from uuid import uuid4

import psycopg
import pytest
from psycopg import sql

from gudang import PabrikGudang
from gudang.asn import SaringanASN
from gudang.migrasi.peran import API, PEKERJA, PEMILIK
from gudang.usulan import SaringanUsulan
from models.perubahan import tambah
from models.tabel import Dasar
from tests.gudang.contoh import BANDUNG, DI_BANDUNG, DI_SURABAYA, KANREG, SURABAYA, diajukan, id_asn, konsep
from tests.hukum.aturan.contoh import gol

MILIK_NASIONAL = ("tersisih", "baris_keputusan", "keputusan_masuk")
MILIK_UNIT = ("penggantian_pejabat", "spesimen_pejabat")
MILIK_PEKERJA = ("jawaban_tte",)
DITETAPKAN_NASIONAL = ("ketetapan",)
MILIK_INSTANSI = sorted(nama for nama, tabel in Dasar.metadata.tables.items() if "instansi_id" in tabel.columns)


def jalankan(url: str, perintah: str, lingkup: str | None = None) -> int:
    """Satu perintah sebagai peran pada URL; hasil: banyaknya baris."""
    with psycopg.connect(url.replace("+psycopg", "")) as sambungan:
        if lingkup is not None:
            sambungan.execute("SELECT set_config('app.lingkup', %s, true)", (lingkup,))
        return sambungan.execute(perintah.encode()).rowcount


async def id_terlihat(api: PabrikGudang, lingkup: str | None) -> set[str]:
    async with api.transaksi(lingkup) as gudang:
        return {satu.instansi_id for satu in (await gudang.asn.cari(SaringanASN())).baris}


async def test_tiap_lingkup_melihat_wilayahnya_saja(api: PabrikGudang) -> None:
    assert await id_terlihat(api, DI_BANDUNG) == {BANDUNG}
    assert await id_terlihat(api, KANREG) == {BANDUNG}
    assert await id_terlihat(api, "kanreg:II") == {SURABAYA}
    assert len(await id_terlihat(api, "bkn")) == 3


async def test_lingkup_kosong_atau_aneh_tidak_melihat_apa_pun(api: PabrikGudang) -> None:
    await diajukan(api)
    for lingkup in (None, "", "publik", "instansi:", "kanreg:", "instansi", "BKN", "%"):
        assert await id_terlihat(api, lingkup) == set(), lingkup
        async with api.transaksi(lingkup) as gudang:
            assert (await gudang.usulan.daftar(SaringanUsulan())).baris == (), lingkup


def test_setiap_tabel_milik_instansi_berjaga_paksa(basis_data: Mapping[str, str]) -> None:
    with psycopg.connect(basis_data["postgres"].replace("+psycopg", "")) as sambungan:
        berjaga = sambungan.execute(
            "SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity ORDER BY relname"
        ).fetchall()
    assert [nama for (nama,) in berjaga] == sorted(
        (*MILIK_INSTANSI, *MILIK_NASIONAL, *MILIK_UNIT, *MILIK_PEKERJA, *DITETAPKAN_NASIONAL)
    )


def test_tak_satu_peran_pun_melewati_keamanan_baris(basis_data: Mapping[str, str]) -> None:
    with psycopg.connect(basis_data["postgres"].replace("+psycopg", "")) as sambungan:
        berkuasa = sambungan.execute(
            "SELECT rolname FROM pg_roles WHERE rolname = ANY(%s) AND (rolsuper OR rolbypassrls OR rolcreaterole)",
            ([API, PEKERJA, PEMILIK],),
        ).fetchall()
        milik_api = sambungan.execute("SELECT tablename FROM pg_tables WHERE tableowner = %s", (API,)).fetchall()
    assert berkuasa == []
    assert milik_api == []


async def test_pemilik_tabel_pun_tunduk(basis_data: Mapping[str, str], api: PabrikGudang) -> None:
    await konsep(api)
    assert jalankan(basis_data[PEMILIK], "SELECT * FROM usulan") == 0


TERLARANG_BAGI_API = (
    "SELECT nik FROM akun",
    "SELECT kredensial FROM sesi_tanda_tangan",
    "SELECT * FROM kotak_keluar",
    "SELECT * FROM penomoran",
    "UPDATE usulan SET status = 31 WHERE diajukan_pada IS NULL",
    "UPDATE usulan SET tahap = 'akhir'",
    "UPDATE tugas SET putusan = 'MS'",
    "DELETE FROM tugas",
    "UPDATE asn SET golongan = 'IV/e'",
    "UPDATE surat SET tahap = 'terbit'",
    "INSERT INTO surat (id) VALUES (gen_random_uuid())",
    "UPDATE dokumen SET sha256 = ''",
    "UPDATE riwayat_lain SET isi = '{}'",
    "DELETE FROM riwayat_lain",
    "UPDATE perubahan_profil SET aksi = 'hapus'",
    "INSERT INTO perubahan_profil (usulan_id, urut) VALUES (gen_random_uuid(), 0)",
    "UPDATE ketetapan SET isi = '{}'",
    "DELETE FROM ketetapan",
    "UPDATE jejak SET jenis = 'usulan.selesai'",
    "DELETE FROM jejak",
    "TRUNCATE jejak",
    "ALTER TABLE usulan DISABLE ROW LEVEL SECURITY",
    "SET ROLE usulan_pekerja",
    "CREATE TABLE milik_api (id int)",
)


async def test_peran_api_tidak_berhak(basis_data: Mapping[str, str], api: PabrikGudang) -> None:
    await konsep(api)
    for perintah in TERLARANG_BAGI_API:
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            jalankan(basis_data[API], perintah, "bkn")


async def test_api_tidak_menulis_usulan_yang_sudah_diajukan(basis_data: Mapping[str, str], api: PabrikGudang) -> None:
    await diajukan(api)
    assert jalankan(basis_data[API], "UPDATE usulan SET isi = '{}'", DI_BANDUNG) == 0
    assert jalankan(basis_data[API], "DELETE FROM usulan", DI_BANDUNG) == 0


async def test_api_tidak_menulis_konsep_instansi_lain(basis_data: Mapping[str, str], api: PabrikGudang) -> None:
    await konsep(api)
    assert jalankan(basis_data[API], "UPDATE usulan SET isi = '{}'", DI_SURABAYA) == 0
    assert jalankan(basis_data[API], "DELETE FROM usulan", DI_SURABAYA) == 0
    sisipan = (
        "INSERT INTO usulan (id, nomor, layanan, jenis, asn_id, instansi_id, periode, pemilik) "
        f"VALUES ('{uuid4()}', 'X', 'Lain', '101', '{id_asn(SURABAYA)}', '{SURABAYA}', '2026-12-01', 'saya')"
    )
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        jalankan(basis_data[API], sisipan, DI_BANDUNG)


async def test_api_hanya_menulis_jejak_pembacaan(basis_data: Mapping[str, str], api: PabrikGudang) -> None:
    berkas = await diajukan(api)
    sisipan = (
        "INSERT INTO jejak (usulan_id, instansi_id, jenis, waktu) "
        f"VALUES ('{berkas.usulan_id}', '{BANDUNG}', '{{}}', now())"
    )
    assert jalankan(basis_data[API], sisipan.format("data.dibaca"), DI_BANDUNG) == 1
    with pytest.raises((psycopg.errors.InsufficientPrivilege, psycopg.errors.CheckViolation)):
        jalankan(basis_data[API], sisipan.format("usulan.selesai"), DI_BANDUNG)


async def test_riwayat_dan_perubahannya_terlihat_bersama_asnnya(
    basis_data: Mapping[str, str], api: PabrikGudang, pekerja: PabrikGudang
) -> None:
    """Riwayat bersama menurut instansi atau usulannya; catatan perubahan mengikuti siapa yang kini melihat ASN-nya."""
    berkas = await diajukan(api, penetap=DI_SURABAYA)
    naik = tambah("golongan", gol("III/d", date(2026, 10, 1), 12, 9))
    async with pekerja.transaksi() as gudang:
        await gudang.asn.terapkan(berkas.usulan_id, berkas.asn_id, (naik,))

    def banyak(tabel: str, lingkup: str | None) -> int:
        return jalankan(basis_data[API], f"SELECT FROM {tabel} WHERE asn_id = '{berkas.asn_id}'", lingkup)

    for tabel in ("riwayat_lain", "perubahan_profil"):
        semua = banyak(tabel, "bkn")
        assert semua > 0
        assert [banyak(tabel, satu) for satu in (DI_BANDUNG, KANREG, DI_SURABAYA)] == [semua] * 3, tabel
        sendiri, orang_lain = f"asn:{berkas.asn_id}", f"asn:{id_asn(SURABAYA)}"
        assert [banyak(tabel, satu) for satu in (sendiri, orang_lain)] == [semua, 0], tabel
        assert [banyak(tabel, satu) for satu in (None, "publik", "kanreg:II")] == [0, 0, 0], tabel


async def test_unit_penetap_di_instansi_lain_melihat_usulannya_saja(api: PabrikGudang, pekerja: PabrikGudang) -> None:
    """Unit pada tangga langkah yang dibekukan (mis. provinsi penetap SK) melihat usulan itu dan ASN-nya."""
    berkas = await diajukan(api, penetap=DI_SURABAYA)
    async with api.transaksi(DI_SURABAYA) as gudang:
        assert await gudang.usulan.baca(berkas.usulan_id) is not None
        assert await gudang.asn.baca_profil(berkas.asn_id) is not None
    async with api.transaksi("kanreg:II") as gudang:
        assert await gudang.usulan.baca(berkas.usulan_id) is None


def test_hak_peran_api_tertulis_per_kolom(basis_data: Mapping[str, str]) -> None:
    """Yang boleh diubah API: klaim tugas, pembatalan ketetapan, nasib penggantian, dan pencocokan keputusan luar."""
    with psycopg.connect(basis_data["postgres"].replace("+psycopg", "")) as sambungan:
        kolom = sambungan.execute(
            sql.SQL(
                "SELECT table_name, column_name FROM information_schema.column_privileges "
                "WHERE grantee = 'usulan_api' AND privilege_type = 'UPDATE' AND table_name <> 'usulan' ORDER BY 1, 2"
            )
        ).fetchall()
    pembatalan = ("dibatalkan", "dibatalkan_oleh", "sebab_batal")
    pengesahan = ("disahkan", "disahkan_oleh")
    pencocokan = ("beda", "coba_lagi_pada", "ke", "keadaan", "percobaan", "sebab", "usulan_id")
    assert kolom == [
        *(("baris_keputusan", nama) for nama in pencocokan),
        *(("ketetapan", nama) for nama in pembatalan),
        *(("penggantian_pejabat", nama) for nama in ("dibatalkan", "dibatalkan_oleh", *pengesahan, "sebab_batal")),
        ("tugas", "diklaim_oleh"),
        ("tugas", "diklaim_pada"),
    ]

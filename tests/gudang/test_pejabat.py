"""Pejabat di basis data: spesimen dan pengganti menurut hari, terjaga menurut unit, hanya bertambah."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import psycopg
import pytest
from sqlalchemy.exc import IntegrityError

from gudang import PabrikGudang
from gudang.galat import TidakDitemukan
from gudang.migrasi.peran import API
from models.kegiatan import SusunSurat
from models.pejabat import Penggantian, Sebagai
from models.peran import Peran
from models.surat import Pejabat
from models.surat.kp import PERTEK_KP
from tests.gudang.contoh import DI_BANDUNG, DI_SURABAYA, KANREG, SAAT, diajukan, id_akun

PERAN = Peran.PENANDATANGAN_BKN
KEPALA, WAKIL = id_akun(PERAN, KANREG), id_akun(Peran.VERIFIKATOR_BKN, KANREG)
HARI = SAAT.date()


async def ganti(pabrik: PabrikGudang, lingkup: str = KANREG, *, sahkan: bool = True, **isi: Any) -> int:
    baku: dict[str, Any] = {
        "id": 0,
        "peran": PERAN,
        "pejabat": KEPALA,
        "jabatan": None,
        "sebagai": Sebagai.PLH,
        "pengganti": WAKIL,
        "mulai": HARI,
        "sampai": HARI + timedelta(days=4),
    }
    async with pabrik.transaksi(lingkup) as gudang:
        nomor = await gudang.pejabat.tetapkan_penggantian(
            KANREG, Penggantian(**(baku | isi)), catatan="Surat perintah.", oleh="administrator1.bkn"
        )
        if sahkan:
            await gudang.pejabat.sahkan_penggantian(nomor, oleh=KEPALA)
        return nomor


async def tertera(pabrik: PabrikGudang, pada: date = HARI, ditunjuk: str | None = None) -> tuple[str, str]:
    async with pabrik.transaksi() as gudang:
        hasil = await gudang.pejabat.penandatangan(PERAN, KANREG, pada, ditunjuk=ditunjuk)
    return hasil.akun, hasil.pejabat.jabatan


async def test_pengganti_menandatangani_selama_masanya(api: PabrikGudang, pekerja: PabrikGudang) -> None:
    sendiri = await tertera(pekerja)
    assert sendiri[0] == KEPALA
    nomor = await ganti(api)
    sehari = timedelta(days=1)
    assert await tertera(pekerja, HARI - sehari) == sendiri
    assert await tertera(pekerja) == (WAKIL, f"Plh. {sendiri[1]}")
    assert await tertera(pekerja, HARI + 5 * sehari) == sendiri
    async with api.transaksi(KANREG) as gudang:
        assert await gudang.pejabat.digantikan(WAKIL, KANREG, HARI) == {(PERAN, KEPALA)}
        assert await gudang.pejabat.digantikan(WAKIL, KANREG, HARI + 5 * sehari) == set()
        assert await gudang.pejabat.wakil(KEPALA, PERAN, KANREG, HARI) == WAKIL
        await gudang.pejabat.akhiri_penggantian(nomor, oleh="administrator1.bkn", sebab="Kembali lebih cepat.")
    assert await tertera(pekerja) == sendiri
    async with api.transaksi(KANREG) as gudang:
        with pytest.raises(TidakDitemukan):
            await gudang.pejabat.akhiri_penggantian(nomor, oleh="administrator1.bkn", sebab="Sekali lagi.")
        (riwayat,) = await gudang.pejabat.riwayat_penggantian(unit=KANREG)
    assert (riwayat.sebab_batal, riwayat.dibuat_nama) == ("Kembali lebih cepat.", "Administrator 1")


async def test_berhalangan_tanpa_pengganti_menghalangi_surat_tanpa_memakai_nomor(
    api: PabrikGudang, pekerja: PabrikGudang
) -> None:
    isi = await diajukan(api)
    masukan = SusunSurat(usulan_id=isi.usulan_id, jenis=PERTEK_KP, versi_templat=1, ke=1, diminta=SAAT, unit=KANREG)
    await ganti(api, pengganti=None, sahkan=False)
    async with pekerja.transaksi() as gudang:
        with pytest.raises(ValueError, match="berhalangan dari 24 November 2026 sampai 28 November 2026"):
            await gudang.penerbitan.bahan(masukan, "https://usulan.contoh.id")
    await ganti(api)
    async with pekerja.transaksi() as gudang:
        bahan = await gudang.penerbitan.bahan(masukan, "https://usulan.contoh.id")
    assert bahan.penandatangan == WAKIL
    assert bahan.fakta.penandatangan.jabatan.startswith("Plh. ")
    assert bahan.fakta.nomor.startswith("PT-000001/")


async def test_yang_ditunjuk_dipakai_selama_ia_bertugas(api: PabrikGudang, pekerja: PabrikGudang) -> None:
    await ganti(api, sebagai=Sebagai.AN)
    assert (await tertera(pekerja))[0] == WAKIL
    assert (await tertera(pekerja, ditunjuk=KEPALA))[0] == KEPALA
    await ganti(api)
    assert (await tertera(pekerja, ditunjuk=KEPALA))[0] == WAKIL


async def test_pengganti_yang_akunnya_dinonaktifkan_tidak_dihitung(
    basis_data: Mapping[str, str], api: PabrikGudang, pekerja: PabrikGudang
) -> None:
    await ganti(api)
    with psycopg.connect(basis_data["postgres"].replace("+psycopg", "")) as sambungan:
        sambungan.execute("UPDATE akun SET aktif = false WHERE id = %s", (WAKIL,))
    with pytest.raises(ValueError, match="belum ada penggantinya"):
        await tertera(pekerja)


async def test_yang_belum_disahkan_tidak_memberi_hak_dan_tidak_menutupi_yang_sah(
    api: PabrikGudang, pekerja: PabrikGudang
) -> None:
    sendiri = await tertera(pekerja)
    nomor = await ganti(api, sahkan=False)
    assert await tertera(pekerja) == sendiri
    async with api.transaksi(KANREG) as gudang:
        assert await gudang.pejabat.digantikan(WAKIL, KANREG, HARI) == set()
        assert await gudang.pejabat.wakil(KEPALA, PERAN, KANREG, HARI) == KEPALA
        assert [satu.id for satu in await gudang.pejabat.menunggu_pengesahan()] == [nomor]
        await gudang.pejabat.sahkan_penggantian(nomor, oleh=KEPALA)
    assert (await tertera(pekerja))[0] == WAKIL
    await ganti(api, sahkan=False, sebagai=Sebagai.AN)
    assert (await tertera(pekerja))[1].startswith("Plh. ")
    async with api.transaksi(KANREG) as gudang:
        await gudang.pejabat.sahkan_penggantian(nomor, oleh="administrator2.bkn")
        _, sah = await gudang.pejabat.riwayat_penggantian(unit=KANREG)
        assert (sah.disahkan_oleh, sah.disahkan_nama) == (KEPALA, "Penandatangan Bkn 1"), "yang pertama mengesahkan"


async def test_pekerja_tidak_melihat_yang_belum_disahkan(
    basis_data: Mapping[str, str], api: PabrikGudang, pekerja: PabrikGudang
) -> None:
    """Juga lewat kueri yang lupa menyaringnya."""
    await ganti(api, sahkan=False)
    kosong = await ganti(api, pengganti=None, sahkan=False)
    async with pekerja.transaksi() as gudang:
        assert [satu.id for satu in await gudang.pejabat.riwayat_penggantian(unit=KANREG)] == [kosong]


@pytest.mark.parametrize("oleh", ["administrator1.bkn", WAKIL])
async def test_pengusul_dan_penggantinya_tidak_mengesahkan(api: PabrikGudang, oleh: str) -> None:
    nomor = await ganti(api, sahkan=False)
    with pytest.raises(IntegrityError, match="orang_kedua"):
        async with api.transaksi(KANREG) as gudang:
            await gudang.pejabat.sahkan_penggantian(nomor, oleh=oleh)


@pytest.mark.parametrize("kolom", ["disahkan, disahkan_oleh", "dibuat, dibuat_oleh"])
async def test_api_tidak_menulis_baris_yang_sudah_sah(basis_data: Mapping[str, str], kolom: str) -> None:
    isi = "'bkn', 'paraf_bkn', 'Kepala', 'plt', '2026-11-24', '2026-11-25', 'Uji.', now(), 'x'"
    perintah = f"INSERT INTO penggantian_pejabat (unit, peran, jabatan, sebagai, mulai, sampai, catatan, {kolom})"
    with psycopg.connect(basis_data[API].replace("+psycopg", "")) as sambungan:
        sambungan.execute("SELECT set_config('app.lingkup', 'bkn', true)")
        with pytest.raises(psycopg.errors.InsufficientPrivilege, match="permission denied"):
            sambungan.execute(f"{perintah} VALUES ({isi})".encode())


async def test_spesimen_berlaku_sejak_harinya(api: PabrikGudang, pekerja: PabrikGudang) -> None:
    besok = HARI + timedelta(days=1)
    baru = Pejabat(nama="Dr. Penandatangan Bkn 1, M.Si.", nip=None, jabatan="Kepala Kantor", pangkat="Pembina Utama")
    async with api.transaksi(KANREG) as gudang:
        akun = await gudang.pejabat.baca(KEPALA)
        assert akun is not None
        await gudang.pejabat.tetapkan_spesimen(
            akun, baru, berlaku_mulai=besok, catatan="Gelar.", oleh="administrator1.bkn"
        )
    async with pekerja.transaksi() as gudang:
        assert (await gudang.pejabat.penandatangan(PERAN, KANREG, HARI)).pejabat.nama == akun.nama
        assert (await gudang.pejabat.penandatangan(PERAN, KANREG, besok)).pejabat == baru


async def test_hanya_unitnya_yang_melihat_dan_menetapkan(api: PabrikGudang) -> None:
    await ganti(api)
    for lingkup, banyak in ((KANREG, 1), ("bkn", 1), (DI_BANDUNG, 0), ("kanreg:II", 0), ("publik", 0)):
        async with api.transaksi(lingkup) as gudang:
            assert len(await gudang.pejabat.riwayat_penggantian(unit=KANREG)) == banyak, lingkup
    with pytest.raises(Exception, match="row-level security"):
        await ganti(api, lingkup=DI_SURABAYA)


async def test_hanya_bertambah(basis_data: Mapping[str, str], api: PabrikGudang) -> None:
    await ganti(api)
    for perintah in (
        "UPDATE penggantian_pejabat SET sampai = '2030-01-01'",
        "UPDATE penggantian_pejabat SET dibatalkan = now(), pengganti = NULL",
        "UPDATE penggantian_pejabat SET disahkan = now(), disahkan_oleh = 'lain'",
        "UPDATE penggantian_pejabat SET disahkan = NULL, disahkan_oleh = NULL",
        "DELETE FROM penggantian_pejabat",
        "TRUNCATE penggantian_pejabat",
        "TRUNCATE spesimen_pejabat",
    ):
        with (
            psycopg.connect(basis_data["postgres"].replace("+psycopg", "")) as sambungan,
            pytest.raises(psycopg.errors.RestrictViolation),
        ):
            sambungan.execute(perintah.encode())

"""Konsep: satu usulan terbuka tiap ASN, kunci optimistis, dan pengajuan sekali saja."""

import asyncio
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest

from gudang import PabrikGudang
from gudang.galat import KonsepBasi, SudahDiajukan, TidakDitemukan, UsulanGanda
from gudang.usulan import DataUsulan, SaringanUsulan
from models.layanan.kenaikan_pangkat import KENAIKAN_PANGKAT
from models.peran import Peran
from tests.gudang.contoh import BANDUNG, DI_BANDUNG, DI_SURABAYA, berkas, diajukan, id_akun, id_asn, konsep


async def ubah(api: PabrikGudang, usulan: DataUsulan, versi: int, isi: dict[str, str]) -> DataUsulan:
    async with api.transaksi(DI_BANDUNG) as gudang:
        return await gudang.usulan.ubah_konsep(
            usulan.id, versi, jenis="202", periode=date(2027, 1, 1), isi=isi, dokumen={"sk": uuid4()}, lengkap=True
        )


async def baca(api: PabrikGudang, usulan_id: UUID, lingkup: str = DI_BANDUNG) -> DataUsulan:
    async with api.transaksi(lingkup) as gudang:
        data = await gudang.usulan.baca(usulan_id)
    assert data is not None
    return data


async def test_konsep_tersimpan_dan_nomornya_tanpa_data_pribadi(api: PabrikGudang) -> None:
    awal = await baca(api, await konsep(api))
    assert awal.nomor.startswith("KP-20")
    assert awal.asn_nip not in awal.nomor
    assert (awal.status, awal.tahap, awal.versi, awal.terbuka) == (1, "konsep", 1, True)
    sesudah = await ubah(api, awal, 1, {"catatan": "lengkap"})
    assert (sesudah.versi, sesudah.jenis, sesudah.status, sesudah.nomor) == (2, "202", 2, awal.nomor)
    assert sesudah.isi == {"catatan": "lengkap"}


async def test_suntingan_basi_ditolak_dengan_versi_kini(api: PabrikGudang) -> None:
    usulan = await baca(api, await konsep(api))
    await ubah(api, usulan, 1, {"oleh": "pertama"})
    with pytest.raises(KonsepBasi, match="sudah diubah orang lain") as galat:
        await ubah(api, usulan, 1, {"oleh": "kedua"})
    assert galat.value.versi_kini == 2
    assert (await baca(api, usulan.id)).isi == {"oleh": "pertama"}


async def test_usulan_terbuka_kedua_ditolak_dan_menyebut_nomornya(api: PabrikGudang) -> None:
    pertama = await baca(api, await konsep(api))
    with pytest.raises(UsulanGanda, match=pertama.nomor):
        await konsep(api)


async def test_dua_pembuat_serentak_satu_menang(api: PabrikGudang) -> None:
    hasil = await asyncio.gather(konsep(api), konsep(api), konsep(api), return_exceptions=True)
    assert sorted(type(satu).__name__ for satu in hasil) == ["UUID", "UsulanGanda", "UsulanGanda"]


async def test_asn_di_luar_lingkup_tidak_ada(api: PabrikGudang) -> None:
    with pytest.raises(TidakDitemukan):
        async with api.transaksi(DI_SURABAYA) as gudang:
            await gudang.usulan.buat_konsep(
                uuid4(),
                layanan=KENAIKAN_PANGKAT,
                jenis="101",
                asn_id=id_asn(BANDUNG),
                periode=date(2026, 12, 1),
                pemilik="orang lain",
            )


async def test_dua_pengajuan_serentak_satu_menang(api: PabrikGudang) -> None:
    usulan_id = await konsep(api)
    isi = berkas(usulan_id)

    async def ajukan() -> None:
        async with api.transaksi(DI_BANDUNG) as gudang:
            await gudang.usulan.ajukan(1, isi)

    hasil = await asyncio.gather(ajukan(), ajukan(), ajukan(), return_exceptions=True)
    assert sorted(type(satu).__name__ for satu in hasil) == ["NoneType", "SudahDiajukan", "SudahDiajukan"]
    data = await baca(api, usulan_id)
    assert data.berkas == isi
    assert data.unit_terlibat == ("bkn", DI_BANDUNG, "kanreg:III")
    assert data.pengusul == id_akun(Peran.OPERATOR)


async def test_sesudah_diajukan_konsep_tidak_dapat_disentuh(api: PabrikGudang) -> None:
    usulan = await baca(api, (await diajukan(api)).usulan_id)
    with pytest.raises(SudahDiajukan):
        await ubah(api, usulan, usulan.versi, {})
    with pytest.raises(SudahDiajukan):
        async with api.transaksi(DI_BANDUNG) as gudang:
            await gudang.usulan.hapus_konsep(usulan.id)


async def test_konsep_dihapus_lalu_asn_dapat_diusulkan_lagi(api: PabrikGudang) -> None:
    usulan_id = await konsep(api)
    async with api.transaksi(DI_BANDUNG) as gudang:
        await gudang.usulan.hapus_konsep(usulan_id)
    async with api.transaksi(DI_BANDUNG) as gudang:
        assert await gudang.usulan.baca(usulan_id) is None
        with pytest.raises(TidakDitemukan):
            await gudang.usulan.hapus_konsep(usulan_id)
    await konsep(api)


async def test_pemantauan_menyaring_dan_berhalaman(api: PabrikGudang) -> None:
    usulan = await baca(api, (await diajukan(api)).usulan_id)
    async with api.transaksi(DI_BANDUNG) as gudang:
        semua = await gudang.usulan.daftar(SaringanUsulan())
        assert [(satu.id, satu.status_nama) for satu in semua.baris] == [(usulan.id, "Berkas Disimpan (Terverifikasi)")]
        assert semua.berikut is None
        for cocok in (
            SaringanUsulan(cari=usulan.nomor.lower()),
            SaringanUsulan(cari=usulan.asn_nip[:8]),
            SaringanUsulan(cari=usulan.asn_nama[:3].lower()),
            SaringanUsulan(konsep=False, terbuka=True, jenis="101", instansi_id=BANDUNG),
        ):
            assert len((await gudang.usulan.daftar(cocok)).baris) == 1, cocok
        for luput in (SaringanUsulan(konsep=True), SaringanUsulan(status=31), SaringanUsulan(cari="tak ada")):
            assert (await gudang.usulan.daftar(luput)).baris == (), luput
        assert [(h.status, h.banyak) for h in await gudang.usulan.hitung_status(SaringanUsulan())] == [(2, 1)]


async def test_yang_diajukan_tanpa_alur_ditemukan_penyapu(api: PabrikGudang, pekerja: PabrikGudang) -> None:
    isi = await diajukan(api)
    await konsep(api, "A5EB03E23B44F6A0E040640A040252AD")
    async with pekerja.transaksi() as gudang:
        assert await gudang.usulan.belum_dimulai(timedelta(0)) == (isi.usulan_id,)
        assert await gudang.usulan.berkas(isi.usulan_id) == isi
        assert await gudang.usulan.belum_dimulai(timedelta(minutes=1)) == ()

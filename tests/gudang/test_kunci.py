"""Bagian profil yang sedang diusulkan berubah terkunci bagi usulan lain sampai usulannya berakhir."""

from collections.abc import Mapping
from uuid import UUID

import psycopg
import pytest

from activities.buku import PencatatBuku
from gudang import PabrikGudang
from gudang.galat import IsianTerkunci
from models.layanan.kenaikan_pangkat import DefinisiKenaikanPangkat
from models.peran import unit_asn
from models.peristiwa import JenisPeristiwa
from models.usulan import Berkas, Hasil, JenisHasil
from tests.gudang.contoh import BANDUNG, DI_BANDUNG, SURABAYA, berkas, catatan, id_asn, konsep, peristiwa


@pytest.fixture(autouse=True)
def _boleh_berdampingan(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(DefinisiKenaikanPangkat, "satu_terbuka", False)


async def _ajukan(api: PabrikGudang, *kunci: str) -> Berkas:
    isi = berkas(await konsep(api))
    async with api.transaksi(DI_BANDUNG) as gudang:
        await gudang.usulan.ajukan(1, isi, kunci)
    return isi


async def _berakhir(pekerja: PabrikGudang, isi: Berkas) -> None:
    selesai = peristiwa(0, JenisPeristiwa.SELESAI, rincian={"hasil": "selesai"})
    await PencatatBuku(pekerja).catat(catatan(isi, 0, [selesai], None, hasil=Hasil(jenis=JenisHasil.SELESAI)))


async def test_isian_yang_sama_menunggu_usulan_pertama_berakhir(api: PabrikGudang, pekerja: PabrikGudang) -> None:
    pertama = await _ajukan(api, "pribadi.alamat", "pribadi.nomor_hp")
    with pytest.raises(IsianTerkunci) as ditolak:
        await _ajukan(api, "pribadi.nomor_hp", "pribadi.email")
    async with api.transaksi(DI_BANDUNG) as gudang:
        tersimpan = await gudang.usulan.baca(pertama.usulan_id)
    assert tersimpan is not None
    nomor = tersimpan.nomor
    assert ditolak.value.terkunci == {"pribadi.nomor_hp": nomor}
    assert nomor in str(ditolak.value)
    await _berakhir(pekerja, pertama)
    await _ajukan(api, "pribadi.nomor_hp", "pribadi.email")


async def test_penolakan_tidak_meninggalkan_kunci(api: PabrikGudang) -> None:
    await _ajukan(api, "pribadi.alamat")
    with pytest.raises(IsianTerkunci):
        await _ajukan(api, "pribadi.alamat", "pribadi.email")
    await _ajukan(api, "pribadi.email")


async def test_isian_lain_boleh_diusulkan_bersamaan(api: PabrikGudang) -> None:
    await _ajukan(api, "pribadi.alamat")
    await _ajukan(api, "pribadi.email")
    await _ajukan(api)


async def _terlihat(api: PabrikGudang, lingkup: str, usulan_id: UUID) -> bool:
    async with api.transaksi(lingkup) as gudang:
        return await gudang.usulan.baca(usulan_id) is not None


async def test_asn_melihat_miliknya_sendiri_saja(api: PabrikGudang) -> None:
    isi = await _ajukan(api)
    dirinya, orang_lain = unit_asn(id_asn(BANDUNG)), unit_asn(id_asn(SURABAYA))
    assert await _terlihat(api, dirinya, isi.usulan_id)
    assert not await _terlihat(api, orang_lain, isi.usulan_id)
    async with api.transaksi(dirinya) as gudang:
        profil = await gudang.asn.baca_profil(id_asn(BANDUNG))
        assert profil is not None
        assert profil.golongan
        assert await gudang.asn.baca_profil(id_asn(SURABAYA)) is None


async def test_kunci_yang_tak_terlihat_tetap_menolak(api: PabrikGudang, basis_data: Mapping[str, str]) -> None:
    """Pemegangnya di luar wilayah (mis. sebelum pindah instansi): nomornya tidak disebut, isiannya tetap terkunci."""
    pemegang = await _ajukan(api, "pribadi.alamat")
    with psycopg.connect(basis_data["postgres"].replace("+psycopg", "")) as sambungan:
        for tabel, kolom in (("isian_terkunci", "usulan_id"), ("usulan", "id")):
            sambungan.execute(
                f"UPDATE {tabel} SET instansi_id = %s, kunci = kunci WHERE {kolom} = %s", (SURABAYA, pemegang.usulan_id)
            )
    with pytest.raises(IsianTerkunci) as ditolak:
        await _ajukan(api, "pribadi.alamat")
    assert ditolak.value.terkunci == {"pribadi.alamat": "usulan di luar wilayah Anda"}

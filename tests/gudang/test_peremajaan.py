"""Akibat tiap prosedur peremajaan pada basis data: bagian yang tepat, sekali, tercatat, dan tidak menimpa."""

from typing import Any
from uuid import UUID, uuid4

import pytest

from activities.profil import Profil
from gudang import PabrikGudang
from models.definisi import DasarKeliru, unit_bersama
from models.kegiatan import PerbaruiProfil, ProfilDiperbarui
from models.langkah import bekukan
from models.layanan.peremajaan_data import PEREMAJAAN_DATA
from models.peran import Peran
from models.peremajaan.kewenangan import BKN, kewenangan
from models.peremajaan.prosedur import PROSEDUR
from models.profil import ProfilASN
from models.referensi.zona import hari_ini
from models.usulan import Berkas
from tests.gudang.contoh import BANDUNG, DI_BANDUNG, S3Tiruan, asn, id_akun, id_asn, pelaku
from tests.hukum.peremajaan.contoh import UTAMA, beda, isi
from workflows.layanan.peremajaan_data import PeremajaanData


async def baca(pabrik: PabrikGudang, asn_id: UUID) -> ProfilASN:
    async with pabrik.transaksi() as gudang:
        profil = await gudang.asn.baca_profil(asn_id)
    assert profil is not None
    return profil


async def diajukan(pabrik: PabrikGudang, profil: ProfilASN, kode: str, isian: dict[str, Any]) -> UUID:
    usulan_id = uuid4()
    async with pabrik.transaksi(DI_BANDUNG) as gudang:
        konsep = await gudang.usulan.buat_konsep(
            usulan_id,
            layanan=PEREMAJAAN_DATA,
            jenis=kode,
            asn_id=profil.id,
            periode=hari_ini(DI_BANDUNG),
            pemilik=id_akun(Peran.OPERATOR),
            isi=isian,
        )
        berkas = Berkas(
            usulan_id=usulan_id,
            layanan=PEREMAJAAN_DATA,
            jenis=kode,
            rute=BKN,
            instansi_id=BANDUNG,
            asn_id=profil.id,
            periode=konsep.periode,
            pengusul=pelaku(Peran.OPERATOR),
            langkah=bekukan(
                PeremajaanData.tangga(kode),
                unit_bersama(BANDUNG, profil.id) | kewenangan(BKN, BANDUNG, profil).unit,
            ),
            templat={},
            isi=isian,
            dokumen={},
        )
        await gudang.usulan.ajukan(konsep.versi, berkas)
    return usulan_id


async def terapkan(pabrik: PabrikGudang, usulan_id: UUID) -> ProfilDiperbarui:
    return await Profil(pabrik, S3Tiruan()).perbarui(PerbaruiProfil(usulan_id=usulan_id))


async def test_tiap_prosedur_menulis_tepat_bagiannya(api: PabrikGudang, pekerja: PabrikGudang) -> None:
    sejak = {"7": {"sejak": hari_ini(DI_BANDUNG).isoformat()}}
    orang = {kode: asn(BANDUNG, ke) for ke, kode in enumerate(PROSEDUR, 2)}
    async with pekerja.transaksi() as gudang:
        await gudang.muat.asn(orang.values())
        await gudang.muat.riwayat(list(orang.values()), {})
    for kode, prosedur in PROSEDUR.items():
        semula = await baca(pekerja, orang[kode].id)
        usulan_id = await diajukan(api, semula, kode, isi(kode, semula, **sejak.get(kode, {})))
        hasil = await terapkan(pekerja, usulan_id)
        sesudah = await baca(pekerja, semula.id)
        assert beda(semula, sesudah).keys() == {prosedur.kelompok, *UTAMA.get(kode, {})}, prosedur.nama
        assert beda(semula, sesudah).items() >= UTAMA.get(kode, {}).items(), prosedur.nama
        async with pekerja.transaksi() as gudang:
            (tercatat,) = await gudang.asn.perubahan(semula.id)
        assert (tercatat.usulan_id, (tercatat.perubahan,)) == (usulan_id, hasil.perubahan), prosedur.nama
        assert await terapkan(pekerja, usulan_id) == hasil, prosedur.nama
        assert await baca(pekerja, semula.id) == sesudah, prosedur.nama


async def test_yang_berubah_sementara_itu_tidak_ditimpa(api: PabrikGudang, pekerja: PabrikGudang) -> None:
    semula = await baca(pekerja, id_asn(BANDUNG))
    hari = hari_ini(DI_BANDUNG).isoformat()
    pertama = await diajukan(api, semula, "7", isi("7", semula, sejak=hari, alamat="Jalan Satu 1"))
    kedua = await diajukan(api, semula, "7", isi("7", semula, sejak=hari, alamat="Jalan Dua 2"))
    assert not (await terapkan(pekerja, pertama)).bentrok
    hasil = await terapkan(pekerja, kedua)
    assert hasil.perubahan == ()
    assert [(b.nama, b.lama, b.kini) for b in hasil.bentrok] == [
        ("alamat", "", "Jalan Satu 1"),
        ("nomor_hp", "", "081234567890"),
    ]
    assert (await baca(pekerja, semula.id)).alamat == "Jalan Satu 1"


async def test_isian_yang_tidak_utuh_menjadi_urusan_administrator(api: PabrikGudang, pekerja: PabrikGudang) -> None:
    semula = await baca(pekerja, id_asn(BANDUNG))
    usulan_id = await diajukan(api, semula, "16", {"riwayat": {"tahun": 2022}})
    with pytest.raises(DasarKeliru, match="tidak utuh"):
        await terapkan(pekerja, usulan_id)

"""Catatan lokal yang hilang dari riwayat bersama workernya: pengulangannya berlaku, tanpa jejak yang terhapus."""

import dataclasses
from datetime import timedelta

import pytest
from temporalio.testing import ActivityEnvironment

from activities.buku import PencatatBuku
from activities.galat import BukuBerbeda
from gudang import PabrikGudang
from models.keputusan import Pelaku
from models.peran import Peran
from models.peristiwa import Catatan, JenisPeristiwa, Tercatat
from models.usulan import Berkas
from tests.gudang.contoh import SAAT, catatan, catatan_pertama, diajukan, pelaku, peristiwa, tugas

ADMINISTRATOR: Pelaku = pelaku(Peran.ADMINISTRATOR, "bkn")
KEMUDIAN = SAAT + timedelta(seconds=7)


async def catat(pekerja: PabrikGudang, satu: Catatan, *, lokal: bool) -> Tercatat:
    lingkungan = ActivityEnvironment()
    lingkungan.info = dataclasses.replace(lingkungan.info, is_local=lokal)
    hasil: Tercatat = await lingkungan.run(PencatatBuku(pekerja).catat, satu)
    return hasil


def diulang(isi: Berkas) -> Catatan:
    """Catatan pertama yang sama, disusun worker berikutnya beberapa detik kemudian."""
    pertama = catatan_pertama(isi, tugas(isi, dibuka=KEMUDIAN, hitung_dari=KEMUDIAN))
    ulang = tuple(satu.model_copy(update={"waktu": KEMUDIAN}) for satu in pertama.peristiwa)
    return pertama.model_copy(update={"peristiwa": ulang})


def ditahan_lebih_dahulu(isi: Berkas) -> Catatan:
    """Update yang datang selagi worker mati didahulukan: nomor yang sama, peristiwa yang lain."""
    pertama = catatan_pertama(isi)
    penahanan = peristiwa(1, JenisPeristiwa.DITAHAN, pelaku=ADMINISTRATOR, waktu=KEMUDIAN, rincian={"alasan": "Cek."})
    return catatan(isi, 0, [pertama.peristiwa[0], penahanan], None, ditahan=True)


async def jenis_jejak(pekerja: PabrikGudang, isi: Berkas) -> list[str]:
    async with pekerja.transaksi() as gudang:
        assert await gudang.jejak.periksa_rantai(isi.usulan_id) is None
        return [satu.jenis for satu in await gudang.jejak.garis_waktu(isi.usulan_id)]


async def test_pengulangan_yang_sama_tidak_menulis_apa_apa(api: PabrikGudang, pekerja: PabrikGudang) -> None:
    isi = await diajukan(api)
    semula = await catat(pekerja, catatan_pertama(isi), lokal=True)
    sebelum = await jenis_jejak(pekerja, isi)
    assert await catat(pekerja, diulang(isi), lokal=True) == semula
    assert await jenis_jejak(pekerja, isi) == sebelum


async def test_pengulangan_yang_lain_menggantikan_catatan_lokal_terakhir(
    api: PabrikGudang, pekerja: PabrikGudang
) -> None:
    isi = await diajukan(api)
    await catat(pekerja, catatan_pertama(isi), lokal=True)
    await catat(pekerja, ditahan_lebih_dahulu(isi), lokal=False)
    assert JenisPeristiwa.DIGANTIKAN in await jenis_jejak(pekerja, isi)
    async with pekerja.transaksi() as gudang:
        usulan = await gudang.usulan.baca(isi.usulan_id)
        terbuka = await gudang.tugas.terbuka(isi.usulan_id)
    assert usulan is not None
    assert usulan.ditahan
    assert terbuka is None, "tugas catatan yang hilang ikut tertutup"


@pytest.mark.parametrize("sudah_disusul", [True, False])
async def test_catatan_biasa_atau_yang_sudah_disusul_tidak_digantikan(
    api: PabrikGudang, pekerja: PabrikGudang, sudah_disusul: bool
) -> None:
    isi = await diajukan(api)
    await catat(pekerja, catatan_pertama(isi), lokal=sudah_disusul)
    if sudah_disusul:
        berikut = [peristiwa(2, JenisPeristiwa.DITAHAN, pelaku=ADMINISTRATOR, rincian={"alasan": "Cek."})]
        await catat(pekerja, catatan(isi, 1, berikut, tugas(isi), ditahan=True), lokal=True)
    with pytest.raises(BukuBerbeda, match="alur yang sama"):
        await catat(pekerja, ditahan_lebih_dahulu(isi), lokal=False)

"""Pengantar keputusan: setiap baris sampai pada usulannya dengan id yang tetap, atau menyebut mengapa belum."""

from uuid import UUID, uuid5

import pytest

from gudang import PabrikGudang
from gudang.keputusan_masuk import DataBaris
from luar.temporal import PerintahDitolak
from models.galat import JenisGalat
from models.keputusan import KeputusanMasuk
from putaran.pengantar import Pengantar
from tests.gudang.contoh import BANDUNG, asn
from tests.gudang.test_keputusan_masuk import NIP_LAIN, PENGIRIM, antrean, baca, menunggu, satu, simpan


class Usulan:
    """Penerima di ujung sana: mencatat, lalu menjawab menurut naskah uji."""

    def __init__(self, *galat: Exception) -> None:
        self.terkirim: list[tuple[UUID, KeputusanMasuk, UUID]] = []
        self._galat = list(galat)

    async def terima(self, usulan_id: UUID, masuk: KeputusanMasuk, id_perintah: UUID) -> None:
        self.terkirim.append((usulan_id, masuk, id_perintah))
        if self._galat:
            raise self._galat.pop(0)


async def baris(api: PabrikGudang, keputusan_id: UUID) -> tuple[DataBaris, ...]:
    return (await baca(api, keputusan_id)).baris


async def test_diantar_kepada_pemilik_pertek_dengan_id_yang_tetap(api: PabrikGudang, pekerja: PabrikGudang) -> None:
    isi, nomor = await menunggu(api, pekerja)
    keputusan_id, usulan = await simpan(api, satu(asn(BANDUNG).nip, nomor)), Usulan()
    assert await Pengantar(pekerja, usulan.terima).antar() == 1
    (diantar,) = await baris(api, keputusan_id)
    ((kepada, masuk, id_perintah),) = usulan.terkirim
    assert (diantar.keadaan, diantar.usulan_id, kepada) == ("diantar", isi.usulan_id, isi.usulan_id)
    assert (masuk, id_perintah) == (KeputusanMasuk(baris_id=diantar.id, pelaku=PENGIRIM), uuid5(diantar.id, "1"))
    assert await Pengantar(pekerja, usulan.terima).antar() == 0


async def test_yang_tak_dikenal_menunggu_administrator(api: PabrikGudang, pekerja: PabrikGudang) -> None:
    keputusan_id, usulan = await simpan(api), Usulan()
    await Pengantar(pekerja, usulan.terima).antar()
    (tak_cocok,) = await baris(api, keputusan_id)
    assert (tak_cocok.keadaan, tak_cocok.usulan_id, usulan.terkirim) == ("tak_cocok", None, [])
    assert tak_cocok.sebab.startswith("Tidak ada usulan dengan nomor pertek itu")


async def test_usulan_yang_berakhir_tidak_dicoba_lagi(api: PabrikGudang, pekerja: PabrikGudang) -> None:
    isi, nomor = await menunggu(api, pekerja)
    keputusan_id = await simpan(api, satu(NIP_LAIN, nomor))
    usulan = Usulan(PerintahDitolak(JenisGalat.SUDAH_BERAKHIR, "Usulan ini sudah berakhir."))
    await Pengantar(pekerja, usulan.terima).antar()
    (berakhir,) = await baris(api, keputusan_id)
    assert (berakhir.keadaan, berakhir.sebab) == ("tak_cocok", "Usulan ini sudah berakhir.")
    assert berakhir.usulan_id == isi.usulan_id
    assert await antrean(pekerja) == ()


@pytest.mark.parametrize(
    ("galat", "sebab"),
    [
        (PerintahDitolak(JenisGalat.DITAHAN, "Usulan ini sedang ditahan: diblokir"), "sedang ditahan: diblokir"),
        (PerintahDitolak(JenisGalat.TIDAK_MENUNGGU, "Usulan ini sedang tidak menunggu."), "tidak menunggu"),
        (ConnectionError("10.0.0.1"), "diantarkan lagi dengan sendirinya"),
    ],
)
async def test_yang_belum_dapat_menerima_dicoba_lagi_tanpa_menahan_baris_lain(
    api: PabrikGudang, pekerja: PabrikGudang, galat: Exception, sebab: str
) -> None:
    _, nomor = await menunggu(api, pekerja)
    keputusan_id = await simpan(api, satu(asn(BANDUNG).nip, nomor), satu(NIP_LAIN, nomor))
    usulan = Usulan(galat)
    assert await Pengantar(pekerja, usulan.terima).antar() == 2
    pertama, kedua = await baris(api, keputusan_id)
    assert (pertama.keadaan, pertama.percobaan, kedua.keadaan) == ("baru", 1, "diantar")
    assert sebab in pertama.sebab
    assert await antrean(pekerja) == ()


async def test_yang_dicocokkan_lagi_diantar_dengan_id_baru(api: PabrikGudang, pekerja: PabrikGudang) -> None:
    isi, _ = await menunggu(api, pekerja)
    keputusan_id, usulan = await simpan(api), Usulan()
    pengantar = Pengantar(pekerja, usulan.terima)
    await pengantar.antar()
    (tak_cocok,) = await baris(api, keputusan_id)
    async with api.transaksi("bkn") as gudang:
        await gudang.keputusan_masuk.cocokkan(tak_cocok.id, isi.usulan_id)
    await pengantar.antar()
    assert [(kepada, perintah) for kepada, _, perintah in usulan.terkirim] == [
        (isi.usulan_id, uuid5(tak_cocok.id, "2"))
    ]

"""Kabar yang tak sampai lewat API: terlihat administrator, dan admin instansi bagi instansinya."""

from typing import Any

import pytest

from models.peran import unit_asn
from tests.api.dunia import BANDUNG, Dunia, Orang, masalah, tunggu

pytestmark = pytest.mark.asyncio(loop_scope="session")
ALAMAT = "/kabar/tak-sampai"


async def cari(orang: Orang, usulan: dict[str, Any]) -> dict[str, Any]:
    async def satu() -> dict[str, Any] | None:
        semua = (await orang.baca(ALAMAT, batas=200))["baris"]
        return next((kabar for kabar in semua if kabar["usulan_id"] == usulan["id"]), None)

    return await tunggu(satu, "kabar yang tak sampai")


async def test_asn_tanpa_surel_terlihat_administrator_dan_admin_instansinya(dunia: Dunia) -> None:
    usulan = await dunia.diajukan()
    for nama in ("administrator.bkn", "admin_instansi.bandung"):
        kabar = await cari(dunia.sebagai(nama), usulan)
        assert (kabar["jenis"], kabar["nomor"], kabar["instansi_id"]) == ("diajukan", usulan["nomor"], BANDUNG)
        assert kabar["penerima"] == unit_asn(usulan["asn_id"])
        assert kabar["sebab"].startswith("Surel ASN-nya belum tercatat")
    asing = (await dunia.sebagai("admin_instansi.surabaya").baca(ALAMAT))["baris"]
    assert usulan["id"] not in {satu["usulan_id"] for satu in asing}
    for nama in ("operator.bandung", "verifikator_bkn.kanregiii"):
        masalah(await dunia.sebagai(nama).minta("GET", ALAMAT), 403, "terlarang")


async def test_halaman_kabar_bersambung(dunia: Dunia) -> None:
    kedua = await dunia.diajukan()
    orang = dunia.sebagai("administrator.bkn")
    await cari(orang, kedua)
    pertama = await orang.baca(ALAMAT, batas=1)
    sambungan = await orang.baca(ALAMAT, batas=1, kursor=pertama["berikut"])
    assert sambungan["baris"][0]["id"] < pertama["baris"][0]["id"]
    masalah(await orang.minta("GET", ALAMAT, params={"kursor": "bukan-kursor"}), 422, "isian_tidak_sah")

"""Yang tersisih dari pekerjaan latar terlihat administrator, dan hanya dia."""

from uuid import uuid4

import pytest

from models.tersisih import Sapuan
from tests.api.dunia import Dunia, masalah

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_administrator_melihat_apa_yang_tersisih_dan_sebabnya(dunia: Dunia) -> None:
    pokok = uuid4()
    async with dunia.pekerja.transaksi() as gudang:
        await gudang.tersisih.catat(Sapuan.PENYEGARAN, [pokok], {pokok: ValueError("NIP 198001012005011001 keliru")})
    semua = {satu["pokok"]: satu for satu in await dunia.sebagai("administrator.bkn").baca("/tersisih")}
    satu = semua[str(pokok)]
    assert (satu["sapuan"], satu["sebab"], satu["percobaan"]) == ("penyegaran", "ValueError", 1)
    assert satu["sejak"] < satu["coba_lagi_pada"]
    masalah(await dunia.sebagai("operator.bandung").minta("GET", "/tersisih"), 403, "terlarang")
    async with dunia.pekerja.transaksi() as gudang:
        await gudang.tersisih.catat(Sapuan.PENYEGARAN, [pokok], {})
    assert str(pokok) not in {satu["pokok"] for satu in await dunia.sebagai("administrator.bkn").baca("/tersisih")}

"""Prediksi seinstansi: dihitung worker, disaring, berhalaman, dan hanya dalam wilayah pemintanya."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest

from models.peran import Peran
from models.perubahan import tambah
from models.profil import ProfilASN, RiwayatSKP
from models.referensi import Predikat
from tests.api.dunia import BANDUNG, SURABAYA, Dunia, Orang, masalah, tunggu
from tests.hukum.aturan.contoh import gol

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def prediksi_orang(orang: Orang, profil: ProfilASN, **saringan: Any) -> dict[str, Any] | None:
    """Barisnya sesudah worker menghitungnya; unor pembedanya."""
    halaman = await orang.baca("/prediksi", unor=profil.unor_nama, **saringan)
    return next((b for b in halaman["baris"] if b["asn_id"] == str(profil.id) and b["mutakhir"]), None)


async def test_layak_kurang_dan_terhalang_beserta_sebabnya(dunia: Dunia) -> None:
    periode = await dunia.periode()
    layak = await dunia.asn(unor_nama="Unit Prediksi")
    kurang = await dunia.asn(unor_nama="Unit Prediksi", skp=())
    mentok = await dunia.asn(unor_nama="Unit Prediksi", golongan=(gol("III/d", date(2020, 4, 1), 8, 0),))
    operator = dunia.sebagai("operator.bandung")
    baris = [await tunggu(lambda p=p: prediksi_orang(operator, p), "prediksi", 180) for p in (layak, kurang, mentok)]
    assert [b["keadaan"] for b in baris] == ["layak", "dilengkapi", "terhalang"]
    assert [b["periode"] for b in baris] == [str(periode), str(periode), None]
    kode = [[s["kode"] for s in b["kurang"]] for b in baris]
    assert kode == [[], ["kinerja_baik"], ["batas_pendidikan", "ujian_dinas"]]
    assert all(s["alasan"] and s["dasar_hukum"] for b in baris for s in b["kurang"])
    assert (baris[0]["golongan"], baris[0]["golongan_tujuan"], baris[0]["jenis"]) == ("III/c", "III/d", "101")

    async def id_asn(**saringan: Any) -> list[str]:
        halaman = await operator.baca("/prediksi", unor="Unit Prediksi", **saringan)
        return [b["asn_id"] for b in halaman["baris"]]

    assert await id_asn(layak=True) == [str(layak.id)]
    assert set(await id_asn(layak=False)) == {str(kurang.id), str(mentok.id)}
    assert await id_asn(syarat="batas_pendidikan") == [str(mentok.id)]
    assert set(await id_asn(periode_dari=str(periode), periode_sampai=str(periode))) == {str(layak.id), str(kurang.id)}
    assert await id_asn(jenis="202") == []
    ringkasan = await operator.baca("/prediksi/ringkasan", unor="Unit Prediksi")
    assert (ringkasan["asn"], ringkasan["belum_dihitung"], ringkasan["tanpa_prediksi"]) == (3, 0, 0)
    assert ringkasan["keadaan"] == {"layak": 1, "dilengkapi": 1, "menunggu": 0, "terhalang": 1}
    assert ringkasan["periode"] == [{"periode": str(periode), "jenis": "101", "layak": 1, "dilengkapi": 1}]
    assert {s["kode"]: s["banyak"] for s in ringkasan["syarat"]} == {
        "kinerja_baik": 1, "batas_pendidikan": 1, "ujian_dinas": 1,
    }  # fmt: skip


async def test_yang_dilengkapi_menjadi_layak_pada_periode_yang_dijanjikan(dunia: Dunia) -> None:
    """Dan pemeriksaan pada periode itu berkata sama."""
    profil = await dunia.asn(unor_nama="Unit Dilengkapi", skp=())
    operator = dunia.sebagai("operator.bandung")
    baris = await tunggu(lambda: prediksi_orang(operator, profil, layak=False), "prediksi sebelum dilengkapi")
    usulan, tahun = await dunia.konsep(profil), int(baris["periode"][:4])
    skp = (RiwayatSKP(id=uuid4(), tahun=satu, predikat=Predikat.BAIK) for satu in range(tahun - 3, tahun))
    async with dunia.pekerja.transaksi() as gudang:
        await gudang.asn.terapkan(UUID(usulan["id"]), profil.id, tuple(tambah("skp", satu) for satu in skp))
    sesudah = await tunggu(lambda: prediksi_orang(operator, profil, layak=True), "prediksi sesudah dilengkapi")
    assert sesudah["periode"] == baris["periode"]
    pemeriksaan = await operator.baca(f"/asn/{profil.id}/pemeriksaan", jenis="101", periode=sesudah["periode"])
    assert pemeriksaan["memenuhi"]


async def test_halaman_demi_halaman_tanpa_pengulangan(dunia: Dunia) -> None:
    semua = [await dunia.asn(unor_nama="Unit Berhalaman", nama=f"Orang {ke}") for ke in range(5)]
    operator = dunia.sebagai("operator.bandung")
    for profil in semua:
        await tunggu(lambda p=profil: prediksi_orang(operator, p), "prediksi")
    terkumpul: list[str] = []
    pilihan: dict[str, Any] = {"unor": "Unit Berhalaman", "batas": 2}
    while True:
        halaman = await operator.baca("/prediksi", **pilihan)
        terkumpul += [b["asn_id"] for b in halaman["baris"]]
        if halaman["berikut"] is None:
            break
        pilihan["kursor"] = halaman["berikut"]
    assert terkumpul == [str(profil.id) for profil in semua]


async def test_sedang_diusulkan_disebut(dunia: Dunia) -> None:
    profil = await dunia.asn(unor_nama="Unit Diusulkan")
    operator = dunia.sebagai("operator.bandung")
    sebelum = await tunggu(lambda: prediksi_orang(operator, profil), "prediksi")
    assert not sebelum["diusulkan"]
    await dunia.konsep(profil)
    sesudah = await prediksi_orang(operator, profil)
    assert sesudah is not None
    assert sesudah["diusulkan"]


async def test_hanya_wilayahnya(dunia: Dunia) -> None:
    profil = await dunia.asn(SURABAYA, unor_nama="Unit Surabaya")
    kanreg, operator = dunia.sebagai("verifikator_bkn.kanregii"), dunia.sebagai("operator.bandung")
    assert await tunggu(lambda: prediksi_orang(kanreg, profil), "prediksi")
    assert await prediksi_orang(operator, profil) is None
    assert (await operator.baca("/prediksi/ringkasan", unor="Unit Surabaya"))["asn"] == 0
    for alamat in ("/prediksi", "/prediksi/ringkasan"):
        masalah(await operator.minta("GET", alamat, params={"instansi_id": SURABAYA}), 404, "tidak_ditemukan")
        masalah(await dunia.sebagai("operator.bandung", [Peran.ASN]).minta("GET", alamat), 403, "terlarang")
        masalah(await dunia.http.get(alamat), 401, "token_kosong")
    assert (await kanreg.baca("/prediksi", instansi_id=BANDUNG))["baris"] == []


@pytest.mark.parametrize(
    ("pilihan", "bidang"),
    [
        ({"jenis": "208"}, "jenis"),
        ({"layak": "mungkin"}, "layak"),
        ({"periode_dari": "besok"}, "periode_dari"),
        ({"periode_dari": "2027-05-01", "periode_sampai": "2027-04-01"}, "periode_sampai"),
        ({"batas": 0}, "batas"),
        ({"kursor": "bukan-kursor"}, "kursor"),
    ],
)
async def test_saringan_yang_salah_disebut_isiannya(dunia: Dunia, pilihan: dict[str, Any], bidang: str) -> None:
    jawaban = await dunia.sebagai("operator.bandung").minta("GET", "/prediksi", params=pilihan)
    assert bidang in {k["bidang"] for k in masalah(jawaban, 422, "isian_tidak_sah")["kesalahan"]}

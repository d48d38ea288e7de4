"""Kualitas data lewat API: temuan seorang ASN, nilai instansi, daftar yang kena, peringkat; menurut haknya."""

from typing import Any
from uuid import uuid4

import pytest

from models.perubahan import tambah
from models.profil import ProfilASN
from models.referensi.zona import hari_ini
from models.riwayat.pribadi import RiwayatPribadi
from tests.api.dunia import BANDUNG, SURABAYA, Dunia, Orang, masalah, tunggu

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def terhitung(orang: Orang, profil: ProfilASN, tanpa: str = "") -> dict[str, Any]:
    """Tunggu worker selesai menghitung ASN itu; ``tanpa``: indikator yang harus sudah hilang."""

    async def cari() -> dict[str, Any] | None:
        satu: dict[str, Any] = await orang.baca(f"/kualitas-data/asn/{profil.id}")
        return satu if satu["dihitung"] and tanpa not in {t["kode"] for t in satu["temuan"]} else None

    return await tunggu(cari, "hitungan kualitas data")


async def test_temuan_menyebut_data_dan_perbaikannya_lalu_hilang_sesudah_diperbaiki(dunia: Dunia) -> None:
    profil, operator = await dunia.asn(), dunia.sebagai("operator.bandung")
    hasil = await terhitung(operator, profil)
    surel = {satu["kode"]: satu for satu in hasil["temuan"]}["COM_6"]
    assert surel == {
        "kode": "COM_6",
        "nama": "Email Pribadi Kosong/Salah Format",
        "dimensi": "completeness",
        "prosedur": "7",
        "prosedur_nama": "Data Pribadi",
        "perbaikan": "Isi surel pribadi yang aktif, mis. nama@penyedia.id.",
        "kalimat": "Surel pribadi kosong.",
    }
    usulan = await dunia.konsep(profil)
    terisi = RiwayatPribadi(id=uuid4(), sejak=hari_ini(), email="pribadi@surel.id")
    async with dunia.pekerja.transaksi() as gudang:
        await gudang.asn.terapkan(usulan["id"], profil.id, (tambah("pribadi", terisi),))
    sesudah = await terhitung(operator, profil, tanpa="COM_6")
    assert sesudah["nilai"]["indeks"] > hasil["nilai"]["indeks"]


async def test_asn_melihat_miliknya_sendiri_saja(dunia: Dunia) -> None:
    profil, lain = await dunia.asn(), await dunia.asn()
    sendiri = dunia.sebagai(f"asn.{profil.id}")
    assert (await terhitung(sendiri, profil))["temuan"]
    masalah(await sendiri.minta("GET", f"/kualitas-data/asn/{lain.id}"), 404, "tidak_ditemukan")
    masalah(await sendiri.minta("GET", f"/kualitas-data/instansi/{BANDUNG}"), 404, "tidak_ditemukan")
    masalah(await sendiri.minta("GET", "/kualitas-data/instansi"), 403, "terlarang")


async def test_nilai_instansi_dan_daftar_yang_kena(dunia: Dunia) -> None:
    semua = [await dunia.asn(nama=f"Wulandari {ke}", email=f"wulan{ke}@salah") for ke in range(3)]
    operator = dunia.sebagai("operator.bandung")
    for satu in semua:
        await terhitung(operator, satu)
    isi = await operator.baca(f"/kualitas-data/instansi/{BANDUNG}")
    nilai = isi["nilai"]
    assert [d["nama"] for d in nilai["dimensi"]] == ["completeness", "timeliness", "accuracy", "consistency"]
    assert nilai["indeks"] == pytest.approx(sum(d["bobot"] * d["nilai"] for d in nilai["dimensi"]), abs=0.01)
    kena = {satu["kode"]: satu["kena"] for d in nilai["dimensi"] for satu in d["indikator"]}
    assert len(kena) == 27
    assert 3 <= kena["COM_6"] <= nilai["banyak"]
    alamat, baris, berikut = f"/kualitas-data/instansi/{BANDUNG}/asn", {}, {}
    while True:
        halaman = await operator.baca(alamat, indikator="COM_6", batas=2, **berikut)
        baris |= {satu["id"]: satu["kalimat"] for satu in halaman["baris"]}
        if halaman["berikut"] is None:
            break
        berikut = {"kursor": halaman["berikut"]}
    assert [baris[str(satu.id)] for satu in semua] == [
        f"Surel pribadi wulan{ke}@salah salah bentuk." for ke in range(3)
    ]


async def test_indikator_tak_dikenal_ditolak_dengan_tempat_melihatnya(dunia: Dunia) -> None:
    operator = dunia.sebagai("operator.bandung")
    ditolak = await operator.minta("GET", f"/kualitas-data/instansi/{BANDUNG}/asn", params={"indikator": "COM_99"})
    (salah,) = masalah(ditolak, 422, "isian_tidak_sah")["kesalahan"]
    assert salah["bidang"] == "indikator"
    assert "/kualitas-data/indikator" in salah["sebab"]
    assert len(await operator.baca("/kualitas-data/indikator")) == 27


async def test_peringkat_bagi_bkn_dalam_wilayahnya(dunia: Dunia) -> None:
    profil = await dunia.asn(SURABAYA)
    await dunia.asn()
    await terhitung(dunia.sebagai("operator.surabaya"), profil)
    peringkat = await dunia.sebagai("pengawas.bkn").baca("/kualitas-data/instansi")
    assert {BANDUNG, SURABAYA} <= {satu["instansi_id"] for satu in peringkat}
    bernilai = [satu for satu in peringkat if satu["peringkat"]]
    assert [satu["indeks"] for satu in bernilai] == sorted((satu["indeks"] for satu in bernilai), reverse=True)
    assert bernilai[0]["peringkat"] == 1
    kanreg = dunia.sebagai("verifikator_bkn.kanregii")
    assert {satu["instansi_id"] for satu in await kanreg.baca("/kualitas-data/instansi", jenis="daerah")} == {SURABAYA}
    assert await kanreg.baca("/kualitas-data/instansi", jenis="pusat") == []


async def test_yang_bukan_wilayahnya_tidak_ada_baginya(dunia: Dunia) -> None:
    profil = await dunia.asn(SURABAYA)
    for nama in ("operator.bandung", "verifikator_bkn.kanregiii"):
        orang = dunia.sebagai(nama)
        for alamat in (
            f"/kualitas-data/asn/{profil.id}",
            f"/kualitas-data/instansi/{SURABAYA}",
            f"/kualitas-data/instansi/{SURABAYA}/asn?indikator=COM_1",
            "/kualitas-data/instansi/tidak-ada",
        ):
            masalah(await orang.minta("GET", alamat), 404, "tidak_ditemukan")
    masalah(await dunia.sebagai("operator.surabaya").minta("GET", "/kualitas-data/instansi"), 403, "terlarang")

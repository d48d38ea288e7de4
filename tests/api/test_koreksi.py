"""Koreksi surat lewat API: diusulkan, divalidasi, terbit; surat lamanya berakhir di depan umum, usulan asalnya ikut."""

from typing import Any
from uuid import uuid4

import httpx
import pytest
import pytest_asyncio

from tests.api.dunia import Dunia, masalah, tunggu

pytestmark = pytest.mark.asyncio(loop_scope="session")
OPERATOR = "operator.bandung"
JSON, HALAMAN = {"Accept": "application/json"}, {"Accept": "text/html"}
BULAN = "baru.masa_kerja.bulan"
ALASAN = {"sasaran": "bidang", "kode": "perbaikan", "alasan": "DATA_TIDAK_SESUAI", "uraian": "Lihat SK terakhir."}


async def surat(dunia: Dunia, usulan: dict[str, Any], jenis: str) -> dict[str, Any]:
    """Surat terakhir berjenis itu pada sebuah usulan."""
    semua = await dunia.sebagai(OPERATOR).baca(f"/usulan/{usulan['id']}/surat")
    hasil: dict[str, Any] = [satu for satu in semua if satu["jenis"] == jenis][-1]
    return hasil


async def konsep(dunia: Dunia, asal: dict[str, Any], jenis: str, **isi: Any) -> dict[str, Any]:
    operator = dunia.sebagai(OPERATOR)
    usulan = await operator.kirim(
        "/usulan", layanan="KoreksiSurat", jenis=jenis, asn_id=asal["asn_id"], periode=asal["periode"]
    )
    jawaban = await dunia.simpan(operator, usulan, isi={"alasan": "Masa kerjanya keliru."} | isi)
    assert jawaban.is_success, jawaban.text
    tersimpan: dict[str, Any] = jawaban.json()
    return tersimpan


async def buang(dunia: Dunia, usulan: dict[str, Any]) -> None:
    assert (await dunia.sebagai(OPERATOR).minta("DELETE", f"/usulan/{usulan['id']}")).status_code == 204


async def lampirkan(dunia: Dunia, usulan: dict[str, Any], *kode: str) -> dict[str, Any]:
    operator = dunia.sebagai(OPERATOR)
    dokumen = {satu: (await dunia.unggah(operator, usulan["id"], satu))["id"] for satu in kode}
    jawaban = await dunia.simpan(operator, usulan, dokumen=dokumen)
    assert jawaban.json()["status"] == 2, "lengkap"
    return dict(jawaban.json())


async def ajukan(dunia: Dunia, usulan: dict[str, Any]) -> httpx.Response:
    return await dunia.sebagai(OPERATOR).minta("POST", f"/usulan/{usulan['id']}/ajukan")


async def sampai_validasi(dunia: Dunia, usulan: dict[str, Any]) -> None:
    assert (await ajukan(dunia, usulan)).is_success
    await dunia.putus("verifikator_instansi.bandung", usulan, "verifikasi_instansi", "MS")
    await dunia.putus("approver_instansi.bandung", usulan, "persetujuan", "SETUJU")


async def terbitkan(dunia: Dunia, usulan: dict[str, Any]) -> dict[str, Any]:
    """Dari validasi sampai surat koreksinya terbit dan usulannya selesai."""
    await dunia.putus("verifikator_bkn.kanregiii", usulan, "validasi_bkn", "MS")
    await dunia.putus("paraf_bkn.kanregiii", usulan, "paraf_pertek", "SETUJU")
    assert (await dunia.tanda_tangani("penandatangan_bkn.kanregiii", usulan, "tte_pertek"))["status"] == "tertanda"
    selesai = await dunia.selesai(usulan)
    assert selesai["hasil"] == "selesai"
    return selesai


async def tercetak(dunia: Dunia, usulan: dict[str, Any]) -> dict[str, Any]:
    """Bidang yang tercetak pada surat yang dikoreksi → nilainya."""
    kelengkapan = await dunia.sebagai(OPERATOR).baca(f"/usulan/{usulan['id']}/kelengkapan")
    return {satu["bidang"]: satu["kini"] for satu in kelengkapan["perbandingan"]}


async def halangan(dunia: Dunia, usulan: dict[str, Any]) -> dict[str, str]:
    kelengkapan = await dunia.sebagai(OPERATOR).baca(f"/usulan/{usulan['id']}/kelengkapan")
    return {satu["bidang"]: satu["sebab"] for satu in kelengkapan["halangan"]}


def token(satu: dict[str, Any]) -> str:
    return str(satu["verifikasi"]).rpartition("/")[2]


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def asal(dunia: Dunia) -> dict[str, Any]:
    """Kenaikan pangkat yang SK-nya menunggu tanda tangan."""
    usulan = await dunia.diajukan()
    await dunia.sampai(usulan, "tte_sk")
    return usulan


async def test_surat_yang_tidak_boleh_dikoreksi_ditolak_dengan_sebabnya(dunia: Dunia, asal: dict[str, Any]) -> None:
    pertek, draf_sk = await surat(dunia, asal, "pertek_kp"), await surat(dunia, asal, "sk_kp")
    lain = await dunia.konsep()
    perbaikan = [{"bidang": BULAN, "lama": 1, "baru": 2}]
    for milik, jenis, surat_id, bidang in (
        (lain, "perbaikan_pertek", pertek["id"], "milik_asn"),
        (asal, "perbaikan_pertek", draf_sk["id"], "masih_berlaku"),
        (asal, "perbaikan_pertek", draf_sk["id"], "jenis_surat"),
        (asal, "perbaikan_sk", draf_sk["id"], "usulan_selesai"),
        (asal, "perbaikan_pertek", str(uuid4()), "isi.surat_id"),
        (asal, "perbaikan_pertek", str(uuid4()), "surat_asal"),
    ):
        usulan = await konsep(dunia, milik, jenis, surat_id=surat_id, perbaikan=perbaikan)
        assert (await halangan(dunia, usulan))[bidang]
        assert (await ajukan(dunia, usulan)).status_code == 422
        await buang(dunia, usulan)


async def test_perbaikan_yang_tidak_cocok_dengan_suratnya_ditolak_pada_isiannya(
    dunia: Dunia, asal: dict[str, Any]
) -> None:
    operator, pertek = dunia.sebagai(OPERATOR), await surat(dunia, asal, "pertek_kp")
    usulan = await konsep(dunia, asal, "perbaikan_pertek", surat_id=pertek["id"])
    kini = (await tercetak(dunia, usulan))[BULAN]
    for perbaikan, sebab in (
        ({"bidang": "warna", "lama": 1, "baru": 2}, "tidak dapat diperbaiki"),
        ({"bidang": "nip", "lama": "1", "baru": "2"}, "tidak dapat diperbaiki"),
        ({"bidang": BULAN, "lama": kini + 1, "baru": 0}, f"yang tercetak {kini}"),
        ({"bidang": BULAN, "lama": kini, "baru": kini}, "sama dengan yang tercetak"),
        ({"bidang": BULAN, "lama": kini, "baru": 30}, "tidak sah"),
    ):
        usulan = (await dunia.simpan(operator, usulan, isi={"perbaikan": [perbaikan]})).json()
        ditolak = masalah(await ajukan(dunia, usulan), 422, "isian_tidak_sah")
        (kesalahan,) = ditolak["kesalahan"]
        assert kesalahan["bidang"].startswith("isi.perbaikan")
        assert sebab in kesalahan["sebab"]
    asing = await dunia.simpan(operator, usulan, isi={"warna": "biru"})
    masalah(asing, 422, "isian_tidak_sah")
    usulan = (
        await dunia.simpan(operator, usulan, isi={"perbaikan": [{"bidang": BULAN, "lama": kini, "baru": 0}]})
    ).json()
    kurang = masalah(await ajukan(dunia, usulan), 422, "belum_lengkap")
    assert [satu["bidang"] for satu in kurang["kesalahan"]] == ["dokumen.dasar_koreksi"]
    kedua = await operator.minta(
        "POST",
        "/usulan",
        json={
            "layanan": "KoreksiSurat",
            "jenis": "pembatalan_pertek",
            "asn_id": asal["asn_id"],
            "periode": asal["periode"],
        },
    )
    assert masalah(kedua, 409, "usulan_ganda")["nomor"] == usulan["nomor"]
    await buang(dunia, usulan)


async def test_pertek_diperbaiki_sk_disusun_ulang_lalu_perteknya_dibatalkan(dunia: Dunia, asal: dict[str, Any]) -> None:
    operator = dunia.sebagai(OPERATOR)
    pertek, draf_lama = await surat(dunia, asal, "pertek_kp"), await surat(dunia, asal, "sk_kp")
    usulan = await konsep(dunia, asal, "perbaikan_pertek", surat_id=pertek["id"])
    kini = (await tercetak(dunia, usulan))[BULAN]
    benar = (kini + 1) % 12
    perbaikan = [{"bidang": BULAN, "lama": kini, "baru": benar}]
    usulan = (await dunia.simpan(operator, usulan, isi={"perbaikan": perbaikan})).json()
    usulan = await lampirkan(dunia, usulan, "dasar_koreksi")
    await sampai_validasi(dunia, usulan)
    await dunia.putus("verifikator_bkn.kanregiii", usulan, "validasi_bkn", "BTS", alasan=[ALASAN])
    await _perbaikan_tidak_boleh_mengganti_suratnya(dunia, usulan, draf_lama["id"])
    await dunia.putus("approver_instansi.bandung", usulan, "persetujuan_perbaikan", "SETUJU")
    tugas_lama = await dunia.tugas(dunia.sebagai("penandatangan_instansi.bandung"), asal, "tte_sk")
    selesai = await terbitkan(dunia, usulan)
    assert selesai["status"] == 8
    baru = await surat(dunia, usulan, "perbaikan_pertek_kp")
    await _berakhir_di_depan_umum(dunia, pertek, "diganti", baru)
    await _berantai(dunia, pertek, baru, usulan)

    await _draf_lama_tidak_dapat_ditandatangani(dunia, tugas_lama)
    await dunia.putus("paraf_instansi.bandung", asal, "paraf_sk", "SETUJU")
    assert (await dunia.tanda_tangani("penandatangan_instansi.bandung", asal, "tte_sk"))["status"] == "tertanda"
    assert (await dunia.selesai(asal))["hasil"] == "selesai"
    sk = await surat(dunia, asal, "sk_kp")
    assert (sk["nomor"], sk["ke"], sk["tahap"]) == (draf_lama["nomor"], 2, "terbit")
    async with dunia.pekerja.transaksi() as gudang:
        isi_sk = (await gudang.penerbitan.isi(sk["id"])).data_templat()
    assert isi_sk["pertek"]["nomor"] == baru["nomor"]
    golongan = (await operator.baca(f"/asn/{asal['asn_id']}"))["golongan"]

    pembatalan = await konsep(dunia, asal, "pembatalan_pertek", surat_id=baru["id"])
    pembatalan = await lampirkan(dunia, pembatalan, "usul_pembatalan", "dasar_koreksi")
    await sampai_validasi(dunia, pembatalan)
    assert (await terbitkan(dunia, pembatalan))["status"] == 75
    pencabut = await surat(dunia, pembatalan, "pembatalan_pertek_kp")
    for dicabut in (baru, sk):
        await _berakhir_di_depan_umum(dunia, dicabut, "dicabut", pencabut)
    await _berakhir_di_depan_umum(dunia, pertek, "diganti", baru)
    dibatalkan = await operator.baca(f"/usulan/{asal['id']}")
    assert (dibatalkan["hasil"], dibatalkan["status"]) == ("dibatalkan", 75)
    assert pencabut["nomor"] in dibatalkan["rincian_hasil"]["keterangan"]
    sesudah = (await operator.baca(f"/asn/{asal['asn_id']}"))["golongan"]
    assert len(sesudah) == len(golongan) - 1
    assert sk["nomor"] not in {satu["nomor_sk"] for satu in sesudah}
    kalimat = [satu["kalimat"] for satu in await operator.baca(f"/usulan/{asal['id']}/riwayat")]
    assert f"dicabut. Dicabut dengan surat nomor {pencabut['nomor']}" in kalimat[-1]
    assert await operator.baca(f"/usulan/{asal['id']}/keutuhan") == {"utuh": True, "putus_pada": None}

    sudah = await konsep(dunia, asal, "pembatalan_pertek", surat_id=baru["id"])
    assert "dicabut" in (await halangan(dunia, sudah))["masih_berlaku"]
    await buang(dunia, sudah)


async def _perbaikan_tidak_boleh_mengganti_suratnya(dunia: Dunia, usulan: dict[str, Any], surat_lain: str) -> None:
    operator = dunia.sebagai(OPERATOR)
    tugas = await dunia.tugas(operator, usulan, "perbaikan")
    alamat = f"/tugas/{tugas['id']}/perbaikan"
    badan = {"perbaikan_id": str(uuid4()), "isi": {"surat_id": surat_lain}}
    masalah(await operator.minta("POST", alamat, json=badan), 422, "isian_tidak_sah")
    await operator.kirim(alamat, perbaikan_id=str(uuid4()), isi={"alasan": "Masa kerjanya kurang sebulan."})


async def _draf_lama_tidak_dapat_ditandatangani(dunia: Dunia, tugas: dict[str, Any]) -> None:
    penandatangan = dunia.sebagai("penandatangan_instansi.bandung")

    async def ditutup() -> bool | None:
        return True if (await penandatangan.baca(f"/tugas/{tugas['id']}"))["ditutup"] else None

    await tunggu(ditutup, "tugas tanda tangan atas draf lama tertutup")
    sesi = {"nilai": "apa pun", "tugas_ids": [tugas["id"]]}
    masalah(await penandatangan.minta("POST", "/sesi-tanda-tangan", json=sesi), 409, "tugas_tidak_terbuka")


async def _berakhir_di_depan_umum(dunia: Dunia, lama: dict[str, Any], hasil: str, pengakhir: dict[str, Any]) -> None:
    alamat = f"/verifikasi/{token(lama)}"
    isi = (await dunia.http.get(alamat, headers=JSON)).json()
    assert (isi["hasil"], isi["pengakhir"]["nomor"]) == (hasil, pengakhir["nomor"])
    assert isi["pengakhir"]["alamat"] == f"/verifikasi/{token(pengakhir)}"
    halaman = (await dunia.http.get(alamat, headers=HALAMAN)).text
    assert f'href="/verifikasi/{token(pengakhir)}"' in halaman
    assert {"diganti": "Surat sudah diganti", "dicabut": "Surat dicabut"}[hasil] in halaman
    assert "Masa kerjanya" not in halaman, "alasan koreksi tidak untuk umum"


async def _berantai(dunia: Dunia, lama: dict[str, Any], baru: dict[str, Any], usulan: dict[str, Any]) -> None:
    berlaku = (await dunia.http.get(f"/verifikasi/{token(baru)}", headers=JSON)).json()
    assert (berlaku["hasil"], berlaku["pengakhir"]) == ("berlaku", None)
    operator = dunia.sebagai(OPERATOR)
    rantai = await operator.baca(f"/surat/{lama['id']}/koreksi")
    assert (rantai["diakhiri_oleh"]["id"], [satu["id"] for satu in rantai["usulan"]]) == (baru["id"], [usulan["id"]])
    assert [satu["id"] for satu in (await operator.baca(f"/surat/{baru['id']}/koreksi"))["mengakhiri"]] == [lama["id"]]
    masalah(await dunia.sebagai("operator.garut").minta("GET", f"/surat/{lama['id']}/koreksi"), 404, "tidak_ditemukan")

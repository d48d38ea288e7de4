"""Dari pengajuan sampai SK, lalu verifikasi publik: yang asli dikenali, satu bita yang berubah ketahuan."""

from typing import Any
from uuid import uuid4

import httpx
import psycopg
import pytest
import pytest_asyncio

from models.koreksi import CaraBerakhir
from sandbox.tumpukan import Tumpukan
from tests.api.dunia import Dunia, masalah, tunggu

pytestmark = pytest.mark.asyncio(loop_scope="session")
JSON = {"Accept": "application/json"}
HALAMAN = {"Accept": "text/html"}


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def selesai(dunia: Dunia) -> dict[str, Any]:
    """Usulan yang sudah selesai beserta suratnya."""
    usulan = await dunia.diajukan()
    await dunia.sampai(usulan, "akhir")
    kini = await dunia.selesai(usulan)
    return kini | {"surat": await dunia.sebagai("operator.bandung").baca(f"/usulan/{usulan['id']}/surat")}


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def sk(dunia: Dunia, selesai: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    surat = next(satu for satu in selesai["surat"] if satu["jenis"] == "sk_kp")
    return surat, (await dunia.sebagai("operator.bandung").minta("GET", surat["alamat"])).content


async def _periksa(dunia: Dunia, alamat: str, isi: bytes, kepala: dict[str, str] = JSON) -> httpx.Response:
    berkas = {"berkas": ("surat.pdf", isi, "application/pdf")}
    return await dunia.http.post(alamat, files=berkas, headers=kepala)


def _token(surat: dict[str, Any]) -> str:
    return str(surat["verifikasi"]).rpartition("/")[2]


async def test_usulan_selesai_dan_profilnya_berubah(dunia: Dunia, selesai: dict[str, Any]) -> None:
    assert (selesai["hasil"], selesai["status"]) == ("selesai", 31)
    profil = await dunia.sebagai("operator.bandung").baca(f"/asn/{selesai['asn_id']}")
    terakhir = max(profil["golongan"], key=lambda satu: satu["tmt"])
    assert terakhir["golongan"] == "III/d"
    assert terakhir["gaji_pokok"] > 0
    assert [(satu["jenis"], satu["tahap"]) for satu in selesai["surat"]] == [
        ("pertek_kp", "terbit"),
        ("sk_kp", "terbit"),
    ]


async def test_surat_terbit_selalu_bita_yang_sama_dan_pembukaannya_tercatat(
    dunia: Dunia, selesai: dict[str, Any], sk: tuple[dict[str, Any], bytes]
) -> None:
    surat, isi = sk
    for nama in ("operator.bandung", "verifikator_bkn.kanregiii", "pengawas.bkn"):
        jawaban = await dunia.sebagai(nama).minta("GET", surat["alamat"])
        assert jawaban.content == isi
        assert jawaban.headers["etag"] == f'"{surat["sha256"]}"'
    masalah(await dunia.sebagai("operator.garut").minta("GET", surat["alamat"]), 404, "tidak_ditemukan")
    riwayat = await dunia.sebagai("pengawas.bkn").baca(f"/usulan/{selesai['id']}/riwayat", pembacaan=True)
    pembaca = {satu["pelaku"]["peran"] for satu in riwayat if satu["jenis"] == "data.dibaca"}
    assert {"operator", "verifikator_bkn", "pengawas"} <= pembaca


async def test_halaman_menyebut_berlaku_dengan_data_paling_sedikit(
    dunia: Dunia, sk: tuple[dict[str, Any], bytes]
) -> None:
    surat, _ = sk
    jawaban = await dunia.http.get(f"/verifikasi/{_token(surat)}", headers=HALAMAN)
    assert jawaban.status_code == 200
    assert jawaban.headers["content-type"].startswith("text/html")
    assert "default-src 'none'" in jawaban.headers["content-security-policy"]
    for tampak in ("Surat berlaku", surat["nomor"], surat["sha256"], "B-LTA", "A•• L••••••</dd>", '<html lang="id">'):
        assert tampak in jawaban.text
    for rahasia in ("Lestari", "199005172014032", "Dinas Pendidikan"):
        assert rahasia not in jawaban.text


async def test_json_bila_diminta(dunia: Dunia, sk: tuple[dict[str, Any], bytes]) -> None:
    surat, _ = sk
    isi = (await dunia.http.get(f"/verifikasi/{_token(surat)}", headers=JSON)).json()
    assert (isi["hasil"], isi["nomor"], isi["sha256"]) == ("berlaku", surat["nomor"], surat["sha256"])
    assert isi["penandatangan"] == surat["penandatangan_nama"]


@pytest.mark.parametrize("token", ["tidak-ada", "x" * 129, "%00"])
async def test_token_tak_dikenal(dunia: Dunia, token: str) -> None:
    masalah(await dunia.http.get(f"/verifikasi/{token}", headers=JSON), 404, "tidak_ditemukan")
    halaman = await dunia.http.get(f"/verifikasi/{token}", headers=HALAMAN)
    assert halaman.status_code == 404
    assert "<h1>" in halaman.text


async def test_salinan_asli_dikenali_dengan_dan_tanpa_token(dunia: Dunia, sk: tuple[dict[str, Any], bytes]) -> None:
    surat, isi = sk
    for alamat in (f"/verifikasi/{_token(surat)}", "/verifikasi"):
        hasil = (await _periksa(dunia, alamat, isi)).json()
        assert hasil["asli"], hasil
        assert hasil["sama_dengan_arsip"]
        assert hasil["tanda_tangan_utuh"]
        assert hasil["sertifikat_tepercaya"]
        assert hasil["surat"]["nomor"] == surat["nomor"]
    halaman = await _periksa(dunia, "/verifikasi", isi, HALAMAN)
    assert "Salinan asli" in halaman.text


@pytest.mark.parametrize("letak", [200, 0.25, 0.5])
async def test_satu_bita_berubah_bukan_salinan_yang_sah(
    dunia: Dunia, sk: tuple[dict[str, Any], bytes], letak: float
) -> None:
    surat, isi = sk
    ke = int(letak if letak > 1 else len(isi) * letak)
    palsu = isi[:ke] + bytes([isi[ke] ^ 1]) + isi[ke + 1 :]
    hasil = (await _periksa(dunia, f"/verifikasi/{_token(surat)}", palsu)).json()
    assert not hasil["asli"]
    assert not hasil["sama_dengan_arsip"]
    assert hasil["alasan"]
    assert hasil["judul"] == "Bukan salinan yang sah"
    tanpa_token = (await _periksa(dunia, "/verifikasi", palsu)).json()
    assert (tanpa_token["asli"], tanpa_token["surat"]) == (False, None)


async def test_tanda_tangan_sah_tetapi_bita_bertambah_bukan_salinan_yang_sah(
    dunia: Dunia, sk: tuple[dict[str, Any], bytes]
) -> None:
    surat, isi = sk
    hasil = (await _periksa(dunia, f"/verifikasi/{_token(surat)}", isi + b"\n")).json()
    assert not hasil["asli"]


async def test_pertek_bukan_salinan_sk(dunia: Dunia, selesai: dict[str, Any], sk: tuple[dict[str, Any], bytes]) -> None:
    pertek = next(satu for satu in selesai["surat"] if satu["jenis"] == "pertek_kp")
    isi = (await dunia.sebagai("operator.bandung").minta("GET", pertek["alamat"])).content
    hasil = (await _periksa(dunia, f"/verifikasi/{_token(sk[0])}", isi)).json()
    assert not hasil["asli"]
    assert hasil["tanda_tangan_utuh"]


async def test_surat_yang_dicabut_disebut_dicabut(dunia: Dunia, selesai: dict[str, Any]) -> None:
    pertek = next(satu for satu in selesai["surat"] if satu["jenis"] == "pertek_kp")
    isi = (await dunia.sebagai("operator.bandung").minta("GET", pertek["alamat"])).content
    async with dunia.pekerja.transaksi() as gudang:
        await gudang.surat.akhiri(pertek["id"], CaraBerakhir.DICABUT, "Dicabut dengan Pertek nomor 9.")
    alamat = f"/verifikasi/{_token(pertek)}"
    halaman = (await dunia.http.get(alamat, headers=HALAMAN)).text
    assert "Surat dicabut" in halaman
    assert "Dicabut dengan Pertek nomor 9." in halaman
    hasil = (await _periksa(dunia, alamat, isi)).json()
    assert (hasil["asli"], hasil["sama_dengan_arsip"]) == (False, True)


async def test_unggahan_kosong_dan_terlalu_besar_dijawab_halaman(dunia: Dunia) -> None:
    kosong = await _periksa(dunia, "/verifikasi", b"", HALAMAN)
    assert kosong.status_code == 422
    assert "Berkas kosong" in kosong.text
    besar = await _periksa(dunia, "/verifikasi", bytes(26 * 1024 * 1024), HALAMAN)
    assert besar.status_code == 413
    assert "Berkas terlalu besar" in besar.text
    masalah(await _periksa(dunia, "/verifikasi", b""), 422, "pdf_kosong")


async def test_setiap_pandangan_terhitung_tanpa_memenuhi_basis_data(
    dunia: Dunia, tumpukan_penuh: Tumpukan, sk: tuple[dict[str, Any], bytes]
) -> None:
    surat, isi = sk

    async def dilihat() -> int:
        async with dunia.pekerja.transaksi() as gudang:
            return await gudang.surat.hitung_verifikasi(surat["id"])

    semula = await dilihat()
    for ke in range(30):
        await dunia.http.get(f"/verifikasi/{_token(surat)}", headers=HALAMAN)
        await dunia.http.get(f"/verifikasi/karangan-{ke}", headers=HALAMAN)
    await _periksa(dunia, "/verifikasi", isi)

    async def terhitung() -> bool | None:
        return await dilihat() >= semula + 31 or None

    await tunggu(terhitung, "31 pandangan")
    with psycopg.connect(tumpukan_penuh.tempat.url_basis_data("postgres").replace("+psycopg", "")) as sambungan:
        baris = sambungan.execute(
            "SELECT count(*) FROM verifikasi_publik WHERE surat_id IS NULL OR (surat_id = %s AND hasil = 'berlaku')",
            [surat["id"]],
        ).fetchone()
    assert baris is not None
    assert baris[0] <= 4, "surat ini dan token karangan, masing-masing sebaris sehari"


async def test_terlambat_ditarik_setelah_pertek_ditandatangani(dunia: Dunia) -> None:
    usulan = await dunia.diajukan()
    await dunia.sampai(usulan, "paraf_sk")
    operator, perintah = dunia.sebagai("operator.bandung"), {"id": str(uuid4()), "alasan": "Berubah pikiran."}
    masalah(await operator.minta("POST", f"/usulan/{usulan['id']}/tarik", json=perintah), 409, "terlambat_ditarik")


async def test_rantai_jejak_usulan_selesai_utuh(dunia: Dunia, selesai: dict[str, Any]) -> None:
    operator = dunia.sebagai("operator.bandung")
    assert await operator.baca(f"/usulan/{selesai['id']}/keutuhan") == {"utuh": True, "putus_pada": None}
    masalah(
        await dunia.sebagai("operator.garut").minta("GET", f"/usulan/{selesai['id']}/keutuhan"), 404, "tidak_ditemukan"
    )

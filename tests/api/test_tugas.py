"""Tugas: kotak masuk, klaim, putusan yang idempoten, alasan, empat mata, perbaikan, penarikan, penahanan."""

import asyncio
from typing import Any
from uuid import uuid4

import pytest

from models.peran import Peran
from sandbox.tumpukan import Tumpukan
from tests.api.dunia import Dunia, Orang, masalah
from tests.api.naskah_pdf import pdf_biasa

pytestmark = pytest.mark.asyncio(loop_scope="session")
VERIFIKATOR = "verifikator_instansi.bandung"
REKAN = "verifikator_instansi2.bandung"


async def _putusan(orang: Orang, tugas: dict[str, Any], jenis: str, putusan_id: str = "", **isi: Any) -> Any:
    badan = {"putusan_id": putusan_id or str(uuid4()), "jenis": jenis, **isi}
    return await orang.minta("POST", f"/tugas/{tugas['id']}/putusan", json=badan)


async def _tugas_pertama(dunia: Dunia) -> tuple[dict[str, Any], dict[str, Any]]:
    usulan = await dunia.diajukan()
    return usulan, await dunia.tugas(dunia.sebagai(VERIFIKATOR), usulan, "verifikasi_instansi")


async def test_kotak_masuk_menurut_peran_unit_dan_saringan(dunia: Dunia) -> None:
    usulan, tugas = await _tugas_pertama(dunia)
    verifikator = dunia.sebagai(VERIFIKATOR)
    for pilihan, tampak in (
        ({}, True),
        ({"langkah": "verifikasi_instansi"}, True),
        ({"jenis": "202"}, False),
        ({"antrean": "bebas"}, True),
        ({"antrean": "saya"}, False),
        ({"antrean": "lewat"}, False),
    ):
        baris = (await verifikator.baca("/tugas", cari=usulan["nomor"], **pilihan))["baris"]
        assert [satu["id"] for satu in baris] == ([tugas["id"]] if tampak else []), pilihan
    for nama in ("operator.bandung", "verifikator_instansi.surabaya", "pengawas.bkn"):
        assert (await dunia.sebagai(nama).baca("/tugas", cari=usulan["nomor"]))["baris"] == []
    assert tugas["profil"]["nama"] == "Ayu Lestari"
    assert tugas["kelengkapan"]["pemeriksaan"]["memenuhi"]
    assert {satu["kode"] for satu in tugas["dokumen"]} == set(usulan_dokumen(tugas))


def usulan_dokumen(tugas: dict[str, Any]) -> list[str]:
    return [satu["kode"] for satu in tugas["kelengkapan"]["dokumen"] if satu["dokumen_id"]]


async def test_hitungan_mengikuti_klaim(dunia: Dunia) -> None:
    _, tugas = await _tugas_pertama(dunia)
    verifikator = dunia.sebagai(VERIFIKATOR)

    async def jumlah(kode: str) -> int:
        kotak = await verifikator.baca("/tugas/hitungan")
        return next(satu["jumlah"] for satu in kotak["antrean"] if satu["kode"] == kode)

    saya, bebas = await jumlah("saya"), await jumlah("bebas")
    assert (await verifikator.minta("PUT", f"/tugas/{tugas['id']}/klaim")).status_code == 204
    assert (await jumlah("saya"), await jumlah("bebas")) == (saya + 1, bebas - 1)
    assert (await verifikator.minta("DELETE", f"/tugas/{tugas['id']}/klaim")).status_code == 204
    assert (await jumlah("saya"), await jumlah("bebas")) == (saya, bebas)


async def test_tugas_yang_dipegang_tidak_diputus_orang_lain(dunia: Dunia) -> None:
    _, tugas = await _tugas_pertama(dunia)
    verifikator, rekan = dunia.sebagai(VERIFIKATOR), dunia.sebagai(REKAN)
    serentak = await asyncio.gather(*(o.minta("PUT", f"/tugas/{tugas['id']}/klaim") for o in (verifikator, rekan)))
    assert sorted(satu.status_code for satu in serentak) == [204, 409]
    kalah = rekan if serentak[0].status_code == 204 else verifikator
    masalah(await kalah.minta("PUT", f"/tugas/{tugas['id']}/klaim"), 409, "dipegang_orang_lain")
    masalah(await _putusan(kalah, tugas, "MS"), 409, "dipegang_orang_lain")
    masalah(await kalah.minta("DELETE", f"/tugas/{tugas['id']}/klaim"), 409, "bukan_pemegang")
    admin = dunia.sebagai("admin_instansi.bandung")
    assert (await admin.minta("DELETE", f"/tugas/{tugas['id']}/klaim")).status_code == 204
    assert (await _putusan(kalah, tugas, "MS")).is_success


async def test_peran_dan_wilayah_lain_ditolak(dunia: Dunia) -> None:
    _, tugas = await _tugas_pertama(dunia)
    masalah(await _putusan(dunia.sebagai("approver_instansi.bandung"), tugas, "MS"), 403, "terlarang")
    masalah(await _putusan(dunia.sebagai("pengawas.bkn"), tugas, "MS"), 403, "terlarang")
    for nama in ("verifikator_instansi.surabaya", "verifikator_bkn.kanregii"):
        masalah(await _putusan(dunia.sebagai(nama), tugas, "MS"), 404, "tidak_ditemukan")
        masalah(await dunia.sebagai(nama).minta("GET", f"/tugas/{tugas['id']}"), 404, "tidak_ditemukan")
        masalah(await dunia.sebagai(nama).minta("PUT", f"/tugas/{tugas['id']}/klaim"), 404, "tidak_ditemukan")


async def test_pengusul_tidak_memeriksa_usulnya_sendiri(dunia: Dunia) -> None:
    _, tugas = await _tugas_pertama(dunia)
    rangkap = dunia.sebagai("operator.bandung", [Peran.OPERATOR, Peran.VERIFIKATOR_INSTANSI])
    assert (await rangkap.baca(f"/tugas/{tugas['id']}"))["terlarang"]
    masalah(await _putusan(rangkap, tugas, "MS"), 403, "beda_orang")
    assert (await rangkap.baca(f"/tugas/{tugas['id']}"))["ditutup"] is None


async def test_putusan_ber_id_sama_dijawab_sama_dan_tercatat_sekali(dunia: Dunia) -> None:
    usulan, tugas = await _tugas_pertama(dunia)
    verifikator, putusan_id = dunia.sebagai(VERIFIKATOR), str(uuid4())
    pertama = await _putusan(verifikator, tugas, "MS", putusan_id)
    kedua = await _putusan(verifikator, tugas, "MS", putusan_id)
    assert pertama.status_code == kedua.status_code == 200
    assert pertama.json()["id"] == kedua.json()["id"] == putusan_id
    riwayat = await verifikator.baca(f"/usulan/{usulan['id']}/riwayat")
    assert [satu["jenis"] for satu in riwayat].count("tugas.diputus") == 1
    masalah(await _putusan(verifikator, tugas, "MS"), 409, "tugas_tidak_terbuka")


async def test_di_antara_dua_pemutus_serentak_satu_yang_menang(dunia: Dunia) -> None:
    usulan, tugas = await _tugas_pertama(dunia)
    orang = dunia.sebagai(VERIFIKATOR), dunia.sebagai(REKAN)
    hasil = await asyncio.gather(*(_putusan(satu, tugas, "MS") for satu in orang))
    assert sorted(satu.status_code for satu in hasil) == [200, 409]
    riwayat = await orang[0].baca(f"/usulan/{usulan['id']}/riwayat")
    assert [satu["jenis"] for satu in riwayat].count("tugas.diputus") == 1


@pytest.mark.parametrize("jenis", ["BTS", "TMS"])
async def test_pengembalian_tanpa_alasan_ditolak(dunia: Dunia, jenis: str) -> None:
    _, tugas = await _tugas_pertama(dunia)
    masalah(await _putusan(dunia.sebagai(VERIFIKATOR), tugas, jenis), 422, "alasan_kosong")


@pytest.mark.parametrize(
    ("alasan", "bidang"),
    [
        ({"sasaran": "umum", "alasan": "TIDAK_SUKA"}, "alasan.0.alasan"),
        ({"sasaran": "umum", "alasan": "HUKUMAN_DISIPLIN"}, "alasan.0.alasan"),
        ({"sasaran": "umum", "alasan": "DOKUMEN_KELIRU"}, "alasan.0.sasaran"),
        ({"sasaran": "dokumen", "kode": "rapor", "alasan": "DOKUMEN_KELIRU"}, "alasan.0.kode"),
        ({"sasaran": "bidang", "kode": "warna", "alasan": "DATA_TIDAK_SESUAI"}, "alasan.0.kode"),
        ({"sasaran": "hati", "kode": "a", "alasan": "DATA_TIDAK_SESUAI"}, "alasan.0.sasaran"),
    ],
)
async def test_alasan_di_luar_daftar_ditolak(dunia: Dunia, alasan: dict[str, str], bidang: str) -> None:
    _, tugas = await _tugas_pertama(dunia)
    ditolak = masalah(await _putusan(dunia.sebagai(VERIFIKATOR), tugas, "BTS", alasan=[alasan]), 422, "isian_tidak_sah")
    assert [satu["bidang"] for satu in ditolak["kesalahan"]] == [bidang]


async def test_putusan_langkah_lain_tidak_berlaku(dunia: Dunia) -> None:
    _, tugas = await _tugas_pertama(dunia)
    masalah(await _putusan(dunia.sebagai(VERIFIKATOR), tugas, "SETUJU"), 422, "putusan_tidak_berlaku")


async def test_bts_diperbaiki_lalu_diperiksa_lagi(dunia: Dunia) -> None:
    usulan, tugas = await _tugas_pertama(dunia)
    alasan = [
        {"sasaran": "bidang", "kode": "stlud", "alasan": "DATA_TIDAK_LENGKAP", "uraian": "Nomor belum ada."},
        {"sasaran": "dokumen", "kode": tugas["dokumen"][0]["kode"], "alasan": "DOKUMEN_TIDAK_TERBACA"},
    ]
    sesudah = (await _putusan(dunia.sebagai(VERIFIKATOR), tugas, "BTS", alasan=alasan)).json()["usulan"]
    assert (sesudah["tahap"], sesudah["putaran_bts"], sesudah["status"]) == ("perbaikan", 1, 5)
    operator = dunia.sebagai("operator.bandung")
    perbaikan = await dunia.tugas(operator, usulan, "perbaikan")
    assert [satu["alasan"] for satu in perbaikan["alasan"]] == ["DATA_TIDAK_LENGKAP", "DOKUMEN_TIDAK_TERBACA"]
    kode = alasan[1]["kode"]
    alamat = f"/tugas/{perbaikan['id']}/perbaikan"
    kurang = {"perbaikan_id": str(uuid4()), "dokumen": {kode: None}}
    masalah(await operator.minta("POST", alamat, json=kurang), 422, "belum_lengkap")
    pengganti = await dunia.unggah(operator, usulan["id"], kode, pdf_biasa(lambda pdf: pdf.add_blank_page() and None))
    isi = {
        "perbaikan_id": str(uuid4()),
        "isi": {"stlud": {"nomor": "800/12", "tanggal": "2026-03-04"}},
        "dokumen": {kode: pengganti["id"]},
    }
    ganda = [await operator.minta("POST", alamat, json=isi) for _ in range(2)]
    assert [satu.status_code for satu in ganda] == [200, 200]
    ulang = await dunia.tugas(dunia.sebagai(VERIFIKATOR), usulan, "verifikasi_instansi")
    assert ulang["isi"]["stlud"]["nomor"] == "800/12"
    assert pengganti["id"] in {satu["id"] for satu in ulang["dokumen"]}
    assert (ulang["ke"], ulang["putaran_bts"]) == (2, 1)
    butir = await operator.baca(f"/usulan/{usulan['id']}/riwayat")
    assert [satu["jenis"] for satu in butir].count("usulan.diperbaiki") == 1
    diputus = next(satu for satu in butir if satu["jenis"] == "tugas.diputus")
    assert [satu["kode"] for satu in diputus["alasan"]] == ["stlud", kode]


async def test_tms_mengakhiri_usulan_dengan_alasannya(dunia: Dunia) -> None:
    usulan, tugas = await _tugas_pertama(dunia)
    alasan = [{"sasaran": "umum", "alasan": "HUKUMAN_DISIPLIN", "uraian": "Sedang menjalani hukuman."}]
    assert (await _putusan(dunia.sebagai(VERIFIKATOR), tugas, "TMS", alasan=alasan)).is_success
    operator = dunia.sebagai("operator.bandung")
    akhir = await operator.baca(f"/usulan/{usulan['id']}")
    assert (akhir["terbuka"], akhir["hasil"], akhir["status"]) == (False, "tms", 6)
    perintah = {"id": str(uuid4()), "alasan": "Keliru."}
    masalah(await operator.minta("POST", f"/usulan/{usulan['id']}/tarik", json=perintah), 409, "sudah_berakhir")


async def test_ditarik_operatornya(dunia: Dunia) -> None:
    usulan, tugas = await _tugas_pertama(dunia)
    alamat, perintah = f"/usulan/{usulan['id']}/tarik", {"id": str(uuid4()), "alasan": "Jenisnya keliru."}
    masalah(await dunia.sebagai(VERIFIKATOR).minta("POST", alamat, json=perintah), 403, "terlarang")
    operator = dunia.sebagai("operator.bandung")
    hasil = await operator.kirim(alamat, **perintah)
    assert hasil["usulan"]["id"] == usulan["id"]
    assert (await operator.minta("POST", alamat, json=perintah)).is_success
    assert (await _putusan(dunia.sebagai(VERIFIKATOR), tugas, "MS")).status_code == 409
    assert (await operator.baca(f"/usulan/{usulan['id']}"))["hasil"] == "ditarik"


async def test_konsep_tidak_ditarik(dunia: Dunia) -> None:
    usulan = await dunia.konsep()
    perintah = {"id": str(uuid4()), "alasan": "Keliru."}
    operator = dunia.sebagai("operator.bandung")
    masalah(await operator.minta("POST", f"/usulan/{usulan['id']}/tarik", json=perintah), 409, "belum_diajukan")


async def test_ditahan_dan_dilanjutkan_administrator(dunia: Dunia) -> None:
    usulan, tugas = await _tugas_pertama(dunia)
    administrator, alamat = dunia.sebagai("administrator.bkn"), f"/usulan/{usulan['id']}"
    perintah = {"id": str(uuid4()), "alasan": "Pelanggaran NSPK."}
    masalah(await dunia.sebagai("operator.bandung").minta("POST", f"{alamat}/tahan", json=perintah), 403, "terlarang")
    assert (await administrator.kirim(f"{alamat}/tahan", **perintah))["usulan"]["ditahan"]
    ditolak = masalah(await _putusan(dunia.sebagai(VERIFIKATOR), tugas, "MS"), 409, "ditahan")
    assert "Pelanggaran NSPK." in ditolak["detail"]
    lanjut = {"id": str(uuid4()), "alasan": "Sudah dipulihkan."}
    assert not (await administrator.kirim(f"{alamat}/lanjutkan", **lanjut))["usulan"]["ditahan"]
    lagi = {"id": str(uuid4()), "alasan": "Sekali lagi."}
    masalah(await administrator.minta("POST", f"{alamat}/lanjutkan", json=lagi), 409, "tidak_ditahan")
    assert (await _putusan(dunia.sebagai(VERIFIKATOR), tugas, "MS")).is_success


async def test_dialihkan_kepada_petugas_yang_berwenang(dunia: Dunia) -> None:
    _, tugas = await _tugas_pertama(dunia)
    admin, rekan = dunia.sebagai("admin_instansi.bandung"), dunia.sebagai(REKAN)
    alamat = f"/tugas/{tugas['id']}"
    assert rekan.akun in {satu["akun"] for satu in await admin.baca(f"{alamat}/calon")}
    isi = {"id": str(uuid4()), "kepada": rekan.akun, "alasan": "Petugas cuti."}
    masalah(await dunia.sebagai(VERIFIKATOR).minta("POST", f"{alamat}/alihkan", json=isi), 403, "terlarang")
    asing = isi | {"kepada": dunia.sebagai("operator.bandung").akun}
    ditolak = masalah(await admin.minta("POST", f"{alamat}/alihkan", json=asing), 422, "isian_tidak_sah")
    assert ditolak["kesalahan"][0]["bidang"] == "kepada"
    assert (await admin.minta("POST", f"{alamat}/alihkan", json=isi)).is_success
    masalah(await _putusan(dunia.sebagai(VERIFIKATOR), tugas, "MS"), 403, "terlarang")
    assert (await _putusan(rekan, tugas, "MS")).is_success


async def test_temporal_mati_putusan_belum_diterima_lalu_diulang_dengan_id_sama(
    dunia: Dunia, tumpukan_penuh: Tumpukan
) -> None:
    usulan, tugas = await _tugas_pertama(dunia)
    verifikator, putusan_id = dunia.sebagai(VERIFIKATOR), str(uuid4())
    async with tumpukan_penuh.padam("temporal"):
        baru = await dunia.konsep_lengkap()
        belum, diterima = await asyncio.gather(
            _putusan(verifikator, tugas, "MS", putusan_id),
            dunia.sebagai("operator.bandung").minta("POST", f"/usulan/{baru['id']}/ajukan"),
        )
        isi = masalah(belum, 503, "belum_diterima")
        assert "id yang sama" in isi["tindakan"]
        assert belum.headers["retry-after"]
        assert (diterima.status_code, diterima.json()["berjalan"]) == (202, False)
    await tumpukan_penuh.tunggu_sehat("worker_manusia")
    assert (await _putusan(verifikator, tugas, "MS", putusan_id)).is_success
    riwayat = await verifikator.baca(f"/usulan/{usulan['id']}/riwayat")
    assert [satu["jenis"] for satu in riwayat].count("tugas.diputus") == 1
    assert await dunia.tugas(verifikator, baru, "verifikasi_instansi")

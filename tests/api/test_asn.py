"""ASN: pencarian, kelayakan, pemeriksaan, dan prediksi; hanya dalam wilayah pemintanya."""

from datetime import date

import pytest

from models.peran import Peran
from models.referensi import JenisKP
from tests.api.dunia import BANDUNG, SURABAYA, Dunia, masalah
from tests.hukum.aturan.contoh import gol

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_dicari_menurut_nama_atau_nip_dalam_instansinya(dunia: Dunia) -> None:
    profil, asing = await dunia.asn(nama="Zulaikha Rahman"), await dunia.asn(SURABAYA, nama="Zulaikha Siregar")
    operator = dunia.sebagai("operator.bandung")
    for cari in ("zulaikha", profil.nip[:18]):
        baris = (await operator.baca("/asn", cari=cari))["baris"]
        assert str(profil.id) in {satu["id"] for satu in baris}
        assert {satu["instansi_id"] for satu in baris} == {BANDUNG}
    masalah(await operator.minta("GET", "/asn", params={"instansi_id": SURABAYA}), 404, "tidak_ditemukan")
    masalah(await operator.minta("GET", f"/asn/{asing.id}"), 404, "tidak_ditemukan")
    kanreg = dunia.sebagai("verifikator_bkn.kanregii")
    assert {satu["id"] for satu in (await kanreg.baca("/asn", cari="zulaikha"))["baris"]} == {str(asing.id)}
    masalah(await kanreg.minta("GET", f"/asn/{profil.id}"), 404, "tidak_ditemukan")


async def test_tanpa_peran_yang_dikenal_tidak_membaca_apa_pun(dunia: Dunia) -> None:
    asn_saja = dunia.sebagai("operator.bandung", [Peran.ASN])
    for alamat in ("/asn", "/usulan"):
        masalah(await asn_saja.minta("GET", alamat), 403, "terlarang")


async def test_daftar_layak_menyebut_yang_kurang(dunia: Dunia) -> None:
    periode = await dunia.periode()
    baru = gol("III/c", date(periode.year - 1, periode.month, 1), 8, 0)
    layak, belum = await dunia.asn(nama="Qamariah Layak"), await dunia.asn(nama="Qamariah Belum", golongan=(baru,))
    operator = dunia.sebagai("operator.bandung")

    async def semua(*, hanya_layak: bool) -> dict[str, dict[str, object]]:
        hasil: dict[str, dict[str, object]] = {}
        pilihan = {"periode": str(periode), "jenis": "101", "hanya_layak": hanya_layak, "batas": 200}
        halaman = await operator.baca("/asn/layak", **pilihan)
        while True:
            hasil |= {satu["asn"]["id"]: satu for satu in halaman["baris"]}
            if halaman["berikut"] is None:
                return hasil
            halaman = await operator.baca("/asn/layak", **pilihan, kursor=halaman["berikut"])

    hanya, lengkap = await semua(hanya_layak=True), await semua(hanya_layak=False)
    assert hanya[str(layak.id)]["golongan_tujuan"] == "III/d"
    assert str(belum.id) not in hanya
    assert any("dalam pangkat" in str(satu) for satu in lengkap[str(belum.id)]["kurang"])
    await dunia.konsep(layak)
    assert str(layak.id) not in await semua(hanya_layak=True)


async def test_periode_bukan_tanggal_satu_ditolak(dunia: Dunia) -> None:
    operator = dunia.sebagai("operator.bandung")
    ditolak = await operator.minta("GET", "/asn/layak", params={"periode": "2026-12-15", "jenis": "101"})
    assert masalah(ditolak, 422, "isian_tidak_sah")["kesalahan"][0]["bidang"] == "periode"
    ditolak = await operator.minta("GET", "/asn/layak", params={"periode": "besok", "jenis": "999"})
    sebab = {satu["bidang"]: satu["sebab"] for satu in masalah(ditolak, 422, "isian_tidak_sah")["kesalahan"]}
    assert sebab["periode"] == "Harus berupa tanggal tttt-bb-hh, misalnya 2026-03-01."
    assert sebab["jenis"].startswith("Harus salah satu dari: '101'")


async def test_pemeriksaan_dan_prediksi(dunia: Dunia) -> None:
    profil, operator = await dunia.asn(), dunia.sebagai("operator.bandung")
    periode = str(await dunia.periode())
    hasil = await operator.baca(f"/asn/{profil.id}/pemeriksaan", jenis="101", periode=periode)
    assert hasil["memenuhi"]
    assert all(satu["dasar_hukum"] for satu in hasil["syarat"])
    prediksi = await operator.baca(f"/asn/{profil.id}/prediksi")
    assert [satu["jenis"] for satu in prediksi] == [
        JenisKP.REGULER,
        JenisKP.STRUKTURAL,
        JenisKP.FUNGSIONAL,
    ]
    assert prediksi[0]["periode_pertama"] <= periode


async def test_referensi_formulir(dunia: Dunia) -> None:
    operator = dunia.sebagai("operator.bandung")
    assert len(await operator.baca("/referensi/jenis-kp")) == 12
    alasan = await operator.baca("/referensi/alasan", putusan="BTS")
    assert {satu["sasaran"] for satu in alasan} == {"bidang", "dokumen", "umum"}
    assert all("BTS" in satu["putusan"] for satu in alasan)
    assert {"stlud.nomor", "golongan"} <= {satu["kode"] for satu in await operator.baca("/referensi/bidang")}
    syarat = await operator.baca("/referensi/dokumen-syarat", jenis="101", golongan_tujuan="III/d")
    assert any(satu["wajib"] for satu in syarat)
    langkah = await operator.baca("/referensi/langkah")
    assert langkah[0]["kode"] == "verifikasi_instansi"
    assert len(await operator.baca("/referensi/status")) > 70

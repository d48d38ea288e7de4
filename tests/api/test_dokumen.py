"""Dokumen lewat HTTP: yang tidak layak ditolak dengan jelas, penyimpanan yang mati tidak menghilangkan apa pun."""

import pikepdf
import pytest

from api.pdf import UKURAN_TERBESAR
from sandbox.tumpukan import Tumpukan
from tests.api.dunia import BANDUNG, Dunia, masalah
from tests.api.naskah_pdf import pdf_biasa

pytestmark = pytest.mark.asyncio(loop_scope="session")
KODE = "sk_kp_terakhir"


def _berskrip(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))


async def test_unggahan_tersimpan_sekali_dan_terbuka_kembali(dunia: Dunia) -> None:
    operator, usulan = dunia.sebagai("operator.bandung"), await dunia.konsep()
    pertama, kedua = [await dunia.unggah(operator, usulan["id"], KODE) for _ in range(2)]
    assert pertama["id"] == kedua["id"]
    jawaban = await operator.minta("GET", pertama["alamat"])
    assert jawaban.content == pdf_biasa()
    assert jawaban.headers["content-type"] == "application/pdf"
    assert jawaban.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    ("isi", "status", "jenis"),
    [
        (b"", 422, "pdf_kosong"),
        (b"PK\x03\x04 dokumen lain", 422, "bukan_pdf"),
        (pdf_biasa()[:-180], 422, "pdf_rusak"),
        (pdf_biasa(encryption=pikepdf.Encryption(owner="a", user="b")), 422, "pdf_terkunci"),
        (pdf_biasa(_berskrip), 422, "pdf_aktif"),
        (pdf_biasa(lambda pdf: pdf.attachments.__setitem__("a.exe", b"MZ")), 422, "pdf_berlampiran"),
        (b"%PDF-1.7\n" + bytes(26 * 1024 * 1024), 413, "pdf_terlalu_besar"),
        (b"%PDF-1.7\n" + bytes(UKURAN_TERBESAR), 413, "pdf_terlalu_besar"),
    ],
    ids=["0 bita", "bukan PDF", "rusak", "terkunci", "JavaScript", "berlampiran", "26 MB", "sedikit di atas batas"],
)
async def test_unggahan_yang_tidak_layak_ditolak(dunia: Dunia, isi: bytes, status: int, jenis: str) -> None:
    operator, usulan = dunia.sebagai("operator.bandung"), await dunia.konsep()
    masalah(await dunia.unggah_mentah(operator, usulan["id"], KODE, isi), status, jenis)
    async with dunia.pekerja.transaksi() as gudang:
        assert await gudang.dokumen.unggahan(usulan["id"]) == ()


async def test_kode_dokumen_tak_dikenal_ditolak(dunia: Dunia) -> None:
    operator, usulan = dunia.sebagai("operator.bandung"), await dunia.konsep()
    ditolak = masalah(await dunia.unggah_mentah(operator, usulan["id"], "rapor"), 422, "isian_tidak_sah")
    assert ditolak["kesalahan"][0]["bidang"] == "kode"


async def test_orang_lain_tidak_dapat_membuka_atau_mengunggah(dunia: Dunia) -> None:
    usulan = await dunia.konsep()
    dokumen = await dunia.unggah(dunia.sebagai("operator.bandung"), usulan["id"], KODE)
    for nama in ("operator.surabaya", "verifikator_bkn.kanregii", "verifikator_bkn.kanregiii"):
        orang = dunia.sebagai(nama)
        masalah(await orang.minta("GET", dokumen["alamat"]), 404, "tidak_ditemukan")
        masalah(await dunia.unggah_mentah(orang, usulan["id"], KODE), 404, "tidak_ditemukan")
    verifikator = dunia.sebagai("verifikator_instansi.bandung")
    masalah(await dunia.unggah_mentah(verifikator, usulan["id"], KODE), 403, "terlarang")


async def test_pembacaan_tercatat_dalam_jejak_usulan(dunia: Dunia) -> None:
    usulan = await dunia.diajukan()
    dokumen = (await dunia.sebagai("operator.bandung").baca(f"/usulan/{usulan['id']}"))["berkas_dokumen"][0]
    verifikator = dunia.sebagai("verifikator_instansi.bandung")
    assert (await verifikator.minta("GET", dokumen["alamat"])).is_success
    jejak = await verifikator.baca(f"/usulan/{usulan['id']}/riwayat", pembacaan=True)
    dibaca = [satu for satu in jejak if satu["jenis"] == "data.dibaca" and "dokumen_id" in satu["rincian"]]
    assert [satu["rincian"]["dokumen_id"] for satu in dibaca] == [dokumen["id"]]
    assert dibaca[0]["pelaku"]["peran"] == "verifikator_instansi"
    tanpa = await verifikator.baca(f"/usulan/{usulan['id']}/riwayat")
    assert "data.dibaca" not in {satu["jenis"] for satu in tanpa}


async def test_konsep_yang_dokumennya_pernah_dibaca_tetap_dapat_dihapus(dunia: Dunia) -> None:
    operator, profil = dunia.sebagai("operator.bandung"), await dunia.asn()
    usulan = await dunia.konsep(profil)
    dokumen = await dunia.unggah(operator, usulan["id"], KODE)
    assert (await operator.minta("GET", dokumen["alamat"])).is_success
    assert (await operator.minta("DELETE", f"/usulan/{usulan['id']}")).status_code == 204
    masalah(await operator.minta("GET", dokumen["alamat"]), 404, "tidak_ditemukan")
    async with dunia.pekerja.transaksi() as gudang:
        jejak = await gudang.jejak.garis_waktu(profil.id, dengan_pembacaan=True)
    assert [(satu.jenis, satu.rincian["dokumen_id"]) for satu in jejak] == [("data.dibaca", dokumen["id"])]


async def test_penyimpanan_mati_tidak_menghilangkan_konsep(dunia: Dunia, tumpukan_penuh: Tumpukan) -> None:
    operator, usulan = dunia.sebagai("operator.bandung"), await dunia.konsep()
    dokumen = await dunia.unggah(operator, usulan["id"], KODE)
    usulan = (await dunia.simpan(operator, usulan, dokumen={KODE: dokumen["id"]})).json()
    async with tumpukan_penuh.padam("s3"):
        ditolak = await dunia.unggah_mentah(operator, usulan["id"], "ijazah")
        masalah(ditolak, 503, "penyimpanan_tidak_terjangkau")
        assert ditolak.headers["retry-after"]
        masalah(await operator.minta("GET", dokumen["alamat"]), 503, "penyimpanan_tidak_terjangkau")
        siap = (await dunia.http.get("/siap")).json()
        assert siap["bagian"] == {"basis_data": True, "temporal": True, "penyimpanan": False}
        usulan = (await dunia.simpan(operator, usulan, isi={"stlud": {"nomor": "800/12"}})).json()
    assert usulan["dokumen"] == {KODE: dokumen["id"]}
    assert (await operator.minta("GET", dokumen["alamat"])).content == pdf_biasa()
    assert (await dunia.unggah(operator, usulan["id"], "ijazah"))["kode"] == "ijazah"


async def test_arsip_digital_terbaca_instansinya(dunia: Dunia) -> None:
    profil = await dunia.asn(BANDUNG)
    operator = dunia.sebagai("operator.bandung")
    assert await operator.baca(f"/asn/{profil.id}/dokumen") == []
    masalah(await dunia.sebagai("operator.garut").minta("GET", f"/asn/{profil.id}/dokumen"), 404, "tidak_ditemukan")

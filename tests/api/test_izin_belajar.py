"""Izin belajar pada tumpukan sungguhan: dari konsep sampai surat tertanda, halaman publik, jejak, dan arsipnya."""

import pytest

from tests.api.dunia import Dunia, masalah

pytestmark = pytest.mark.asyncio(loop_scope="session")
ISIAN = {
    "tingkat_id": "45",
    "program_studi": "Administrasi Publik",
    "perguruan_tinggi": "Universitas Contoh",
    "mulai": "2027-02-01",
}


async def test_izin_belajar_sampai_surat_tertanda(dunia: Dunia) -> None:
    operator = dunia.sebagai("operator.bandung")
    profil = await dunia.asn()
    usulan = await operator.kirim(
        "/usulan", layanan="IzinBelajar", jenis="mandiri", asn_id=str(profil.id), periode="2027-01-01"
    )
    assert usulan["nomor"].startswith("IB-")
    formulir = await operator.baca("/referensi/formulir", layanan="IzinBelajar", jenis="mandiri")
    pilihan = await operator.baca(f"/referensi/kode/{formulir['properties']['tingkat_id']['referensi']}")
    assert {"kode": ISIAN["tingkat_id"], "nama": "S-2"} in pilihan
    salah = await dunia.simpan(operator, usulan, isi=ISIAN | {"tingkat_id": "99"})
    assert masalah(salah, 422, "isian_tidak_sah")["kesalahan"][0]["bidang"] == "isi.tingkat_id"
    unggahan = await dunia.unggah(operator, usulan["id"], "surat_diterima")
    tersimpan = await dunia.simpan(operator, usulan, isi=ISIAN, dokumen={"surat_diterima": unggahan["id"]})
    assert tersimpan.is_success, tersimpan.text
    diajukan = (await operator.kirim(f"/usulan/{usulan['id']}/ajukan"))["usulan"]
    await dunia.putus("verifikator_instansi.bandung", diajukan, "verifikasi_izin", "MS")
    hasil = await dunia.tanda_tangani("penandatangan_instansi.bandung", diajukan, "tte_izin")
    assert hasil["status"] == "tertanda", hasil

    selesai = await dunia.selesai(diajukan)
    assert (selesai["hasil"], selesai["status"]) == ("selesai", 32)
    verifikator = dunia.sebagai("verifikator_instansi.bandung")
    (surat,) = await verifikator.baca(f"/usulan/{usulan['id']}/surat")
    assert (surat["jenis"], surat["tahap"]) == ("izin_belajar", "terbit")
    assert "/KOTA-BANDUNG/" in surat["nomor"]
    publik = (await dunia.http.get(surat["verifikasi"], headers={"Accept": "application/json"})).json()
    assert (publik["hasil"], publik["jenis"], publik["level"]) == ("berlaku", "Surat izin belajar", "B-LTA")
    assert publik["nama_disamarkan"].startswith(profil.nama[0])
    jejak = [satu["jenis"] for satu in await verifikator.baca(f"/usulan/{usulan['id']}/riwayat")]
    assert {"usulan.diajukan", "tugas.diputus", "surat.ditandatangani", "surat.terbit", "usulan.selesai"} <= set(jejak)
    assert (await verifikator.baca(f"/usulan/{usulan['id']}/keutuhan"))["utuh"]
    # Profilnya tidak berubah, tetapi suratnya sudah di arsip digitalnya.
    async with dunia.pekerja.transaksi() as gudang:
        assert [satu.kode for satu in await gudang.dokumen.arsip(profil.id)] == ["sk_tugas_belajar"]

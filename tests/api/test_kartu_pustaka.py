"""Layanan yang hanya satu berkas dan satu templat mendapat kotak masuk, API, tenggat, surat, dan jejaknya."""

from typing import Any

import pytest

from tests.api.dunia import Dunia, masalah

pytestmark = pytest.mark.asyncio(loop_scope="session")
KODE = "KartuPustaka"
ISIAN = {"berlaku_sampai": "2027-12-31", "koleksi": "Himpunan peraturan kepegawaian"}


async def _konsep(dunia: Dunia, **isi: Any) -> dict[str, Any]:
    operator = dunia.sebagai("operator.bandung")
    profil = await dunia.asn()
    usulan: dict[str, Any] = await operator.kirim(
        "/usulan", layanan=KODE, jenis="baru", asn_id=str(profil.id), periode="2027-01-01"
    )
    foto = await dunia.unggah(operator, usulan["id"], "pas_foto")
    jawaban = await dunia.simpan(operator, usulan, isi=ISIAN | isi, dokumen={"pas_foto": foto["id"]})
    jawaban.raise_for_status()
    tersimpan: dict[str, Any] = jawaban.json()
    return tersimpan


async def test_layanan_dikenal_api_dengan_formulir_dan_langkahnya(dunia: Dunia) -> None:
    operator = dunia.sebagai("operator.bandung")
    semua = {satu["kode"]: satu for satu in await operator.baca("/referensi/layanan")}
    assert [satu["kode"] for satu in semua[KODE]["jenis"]] == ["baru", "hilang"]
    formulir = await operator.baca("/referensi/formulir", layanan=KODE, jenis="baru")
    assert formulir["required"] == ["berlaku_sampai", "koleksi"]
    langkah = await operator.baca("/referensi/langkah", layanan=KODE)
    assert [satu["kode"] for satu in langkah][:3] == ["pemeriksaan_pustaka", "paraf_kartu", "tte_kartu"]


async def test_dari_konsep_sampai_kartu_tertanda_dan_terverifikasi(dunia: Dunia) -> None:
    usulan = await _konsep(dunia)
    assert usulan["nomor"].startswith("PUS-")
    diajukan = (await dunia.sebagai("operator.bandung").kirim(f"/usulan/{usulan['id']}/ajukan"))["usulan"]
    verifikator = dunia.sebagai("verifikator_instansi.bandung")
    tugas = await dunia.tugas(verifikator, diajukan, "pemeriksaan_pustaka")
    assert tugas["jenis_nama"] == "Kartu baru"
    assert tugas["dibuka"] < tugas["jatuh_tempo"]
    assert tugas["isi"] == ISIAN
    await dunia.putus("verifikator_instansi.bandung", diajukan, "pemeriksaan_pustaka", "MS")
    await dunia.putus("paraf_instansi.bandung", diajukan, "paraf_kartu", "SETUJU")
    hasil = await dunia.tanda_tangani("penandatangan_instansi.bandung", diajukan, "tte_kartu")
    assert hasil["status"] == "tertanda"

    selesai = await dunia.selesai(diajukan)
    assert (selesai["hasil"], selesai["status"]) == ("selesai", 32)
    (surat,) = await verifikator.baca(f"/usulan/{usulan['id']}/surat")
    assert (surat["jenis"], surat["tahap"]) == ("kartu_pustaka", "terbit")
    publik = await dunia.http.get(surat["verifikasi"], headers={"Accept": "application/json"})
    assert (publik.json()["hasil"], publik.json()["jenis"]) == ("berlaku", "Kartu pustaka")
    jejak = [satu["jenis"] for satu in await verifikator.baca(f"/usulan/{usulan['id']}/riwayat")]
    assert jejak[0] == "usulan.diajukan"
    assert {"tugas.diputus", "surat.ditandatangani", "surat.terbit", "usulan.selesai"} <= set(jejak)
    assert (await verifikator.baca(f"/usulan/{usulan['id']}/keutuhan"))["utuh"]


async def test_isian_layanan_diperiksa_seperti_layanan_lain(dunia: Dunia) -> None:
    operator = dunia.sebagai("operator.bandung")
    usulan = await _konsep(dunia)
    ditolak = masalah(await dunia.simpan(operator, usulan, isi={"warna": "biru"}), 422, "isian_tidak_sah")
    assert ditolak["kesalahan"][0]["bidang"] == "isi.warna"
    asing = await operator.minta(
        "POST",
        "/usulan",
        json={"layanan": "KartuAsing", "jenis": "baru", "asn_id": usulan["asn_id"], "periode": "2027-01-01"},
    )
    assert masalah(asing, 422, "isian_tidak_sah")["kesalahan"][0]["bidang"] == "layanan"

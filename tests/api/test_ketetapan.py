"""Ketetapan lewat API: hanya administrator, berlaku seketika atau menurut tanggalnya, ditolak dengan kata-kata."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

import httpx
import pytest

from models.ketetapan import JenisKetetapan
from models.layanan.kenaikan_pangkat import KENAIKAN_PANGKAT as KP
from models.layanan.peremajaan_data import PEREMAJAAN_DATA
from models.referensi.zona import hari_ini, hari_ini_terdepan
from tests.api import test_peremajaan as peremajaan
from tests.api.dunia import Dunia, masalah

pytestmark = pytest.mark.asyncio(loop_scope="session")
CATATAN = "Nota dinas uji."
ADMINISTRATOR = "administrator.bkn"


async def tetapkan(
    dunia: Dunia, jenis: str, kunci: str, isi: dict[str, Any], mulai: date | None = None, **lain: Any
) -> httpx.Response:
    badan = {"isi": isi, "berlaku_mulai": str(mulai or hari_ini()), "catatan": CATATAN} | lain
    return await dunia.sebagai(ADMINISTRATOR).minta("PUT", f"/ketetapan/{jenis}/{kunci}", json=badan)


async def ditetapkan(dunia: Dunia, jenis: str, kunci: str, isi: dict[str, Any], mulai: date | None = None) -> Any:
    jawaban = await tetapkan(dunia, jenis, kunci, isi, mulai)
    assert jawaban.is_success, jawaban.text
    return jawaban.json()


async def berlaku(dunia: Dunia, jenis: str, kunci: str, pada: date | None = None) -> Any:
    pilihan = {"pada": str(pada)} if pada else {}
    (satu,) = await dunia.sebagai("operator.bandung").baca("/ketetapan", jenis=jenis, kunci=kunci, **pilihan)
    return satu


@pytest.mark.parametrize("jenis", JenisKetetapan)
async def test_setiap_jenis_terbaca_dengan_bawaannya(dunia: Dunia, jenis: JenisKetetapan) -> None:
    daftar = await dunia.sebagai("verifikator_bkn.kanregiii").baca("/ketetapan", jenis=jenis.value)
    assert all(satu["sejak"] is None or satu["riwayat"] for satu in daftar)
    if jenis is JenisKetetapan.LANGKAH:
        validasi = next(satu for satu in daftar if satu["kunci"] == f"{KP}.validasi_bkn")
        assert validasi["bawaan"] == {"peran": "verifikator_bkn", "hari_kerja": 2, "atasan": "paraf_bkn"}


async def test_bawaannya_berlaku_besok_dan_masih_dapat_dibatalkan(dunia: Dunia) -> None:
    besok, kunci = hari_ini_terdepan() + timedelta(days=1), f"{KP}.paraf_sk"
    administrator = dunia.sebagai(ADMINISTRATOR)
    badan = {"isi": {"hari_kerja": 4}, "catatan": CATATAN}
    hasil = (await administrator.minta("PUT", f"/ketetapan/langkah/{kunci}", json=badan)).json()
    assert (hasil["sejak"], hasil["isi"]["hari_kerja"]) == (None, 1)
    versi = hasil["riwayat"][0]
    assert (versi["berlaku_mulai"], versi["dibuat_oleh"]) == (str(besok), administrator.akun)
    assert versi["dibuat_nama"]
    assert (await berlaku(dunia, "langkah", kunci, besok))["isi"]["hari_kerja"] == 4
    alamat = f"/ketetapan/{versi['id']}"
    assert (await administrator.minta("DELETE", alamat, params={"sebab": "Ditunda."})).status_code == 204
    kini = await berlaku(dunia, "langkah", kunci, besok)
    assert kini["isi"]["hari_kerja"] == 1
    assert kini["riwayat"][0]["sebab_batal"] == "Ditunda."
    masalah(await administrator.minta("DELETE", alamat, params={"sebab": "Lagi."}), 404, "tidak_ditemukan")


async def test_yang_sudah_berlaku_tidak_dibatalkan(dunia: Dunia) -> None:
    hasil = await ditetapkan(dunia, "langkah", f"{KP}.periksa_ulang_sk", {"hari_kerja": 2})
    alamat = f"/ketetapan/{hasil['riwayat'][0]['id']}"
    jawaban = await dunia.sebagai(ADMINISTRATOR).minta("DELETE", alamat, params={"sebab": "Keliru."})
    assert masalah(jawaban, 409, "sudah_berlaku")["sejak"] == str(hari_ini())


@pytest.mark.parametrize("nama", ["operator.bandung", "admin_instansi.bandung", "pengawas.bkn"])
async def test_hanya_administrator_yang_menetapkan(dunia: Dunia, nama: str) -> None:
    orang = dunia.sebagai(nama)
    badan = {"isi": {"versi": 1}, "catatan": CATATAN}
    masalah(await orang.minta("PUT", "/ketetapan/templat/sk_kp", json=badan), 403, "terlarang")
    masalah(await orang.minta("DELETE", "/ketetapan/1", params={"sebab": "Coba-coba."}), 403, "terlarang")


@pytest.mark.parametrize(
    ("jenis", "kunci", "isi", "bidang", "sebab"),
    [
        ("langkah", f"{KP}.tak_ada", {"hari_kerja": 3}, "kunci", "Tidak ada langkah berkunci itu."),
        ("langkah", f"{KP}.validasi_bkn", {}, "isi.", "Isi sedikitnya satu"),
        ("langkah", f"{KP}.validasi_bkn", {"hari_kerja": 0}, "isi.hari_kerja", "Harus sedikitnya 1."),
        ("langkah", f"{KP}.validasi_bkn", {"hari_kerja": 900}, "isi.hari_kerja", "Harus paling besar 60."),
        ("langkah", f"{KP}.validasi_bkn", {"tenggat": 3}, "isi.tenggat", "Isian ini tidak dikenal."),
        ("langkah", f"{KP}.validasi_bkn", {"peran": "operator"}, "isi.peran", "tidak dapat mengerjakan"),
        ("langkah", f"{KP}.validasi_bkn", {"peran": "pengawas"}, "isi.peran", "tidak dapat mengerjakan"),
        ("langkah", f"{KP}.validasi_bkn", {"atasan": "operator"}, "isi.atasan", "Atasan harus berperan"),
        ("langkah", f"{KP}.tte_sk", {"peran": "paraf_instansi"}, "isi.peran", "Penandatangan mengikuti"),
        ("langkah", f"{KP}.perbaikan", {"peran": "approver_instansi"}, "isi.peran", "tidak dapat mengerjakan"),
        ("templat", "surat_cinta", {"versi": 1}, "kunci", "Tidak ada templat berkunci itu."),
        ("templat", "sk_kp", {"versi": 900}, "isi.versi", "Templat sk_kp versi 900 tidak terpasang."),
        ("dokumen", f"{KP}.999", {"wajib": ["cv"]}, "kunci", "Tidak ada dokumen berkunci itu."),
        ("dokumen", f"{KP}.101", {"wajib": ["surat_cinta"]}, "isi", "surat_cinta tidak dikenal layanan ini."),
        ("dokumen", f"{KP}.101", {"wajib": ["cv"], "dihapus": ["cv"]}, "isi.", "lebih dari sekali: cv"),
        ("dokumen", f"{KP}.101", {}, "isi.", "Sebut sedikitnya satu kode dokumen."),
        ("kewenangan", f"{KP}.101", {"rute": "bkn"}, "kunci", "Tidak ada kewenangan berkunci itu."),
        ("periode", f"{KP}.2027-02-15", {"tutup": "2027-01-20"}, "kunci", "harus berbentuk"),
        ("periode", f"{KP}.2027-13-01", {"tutup": "2027-01-20"}, "kunci", "harus berbentuk"),
        ("periode", "LayananLain.2027-02-01", {"tutup": "2027-01-20"}, "kunci", "tidak ada atau tidak berperiode"),
        ("periode", f"{KP}.2027-02-01", {"tutup": "2062-01-20"}, "isi.tutup", "tidak boleh sesudah"),
        ("periode", f"{KP}.2027-02-01", {"tutup": "kapan-kapan"}, "isi.tutup", "Harus berupa tanggal"),
        ("libur", "2026-02-30", {"nama": "Hari ajaib"}, "kunci", "harus berbentuk"),
        ("libur", "2026-12-28", {"nama": " "}, "isi.", "Hari libur harus bernama."),
        ("alasan", "huruf kecil", {"putusan": ["BTS"], "sasaran": "umum", "uraian": "Uraian"}, "kunci", "harus bentuk"),
        ("alasan", "BARU", {"putusan": [], "sasaran": "umum", "uraian": "Uraian"}, "isi.putusan", "Terlalu sedikit"),
        ("alasan", "BARU", {"putusan": ["MS"], "sasaran": "umum", "uraian": "Uraian"}, "isi.putusan.0", "salah satu"),
        (
            "alasan",
            "BARU",
            {"putusan": ["BTS"], "sasaran": "umum", "uraian": "Uraian", "layanan": "Tiada"},
            "isi.layanan",
            "Layanan Tiada tidak ada.",
        ),
    ],
)
async def test_yang_tidak_sah_ditolak_dengan_isian_dan_sebabnya(
    dunia: Dunia, jenis: str, kunci: str, isi: dict[str, Any], bidang: str, sebab: str
) -> None:
    ditolak = masalah(await tetapkan(dunia, jenis, kunci, isi), 422, "isian_tidak_sah")
    assert ditolak["kesalahan"][0]["bidang"] == bidang
    assert sebab.replace("harus bentuk", "harus berbentuk") in ditolak["kesalahan"][0]["sebab"]


async def test_tanpa_catatan_ditolak(dunia: Dunia) -> None:
    ditolak = masalah(await tetapkan(dunia, "templat", "sk_kp", {"versi": 1}, catatan=""), 422, "isian_tidak_sah")
    assert ditolak["kesalahan"][0]["bidang"] == "catatan"


async def test_hari_yang_lewat_ditolak_bila_sudah_dipakai(dunia: Dunia) -> None:
    await dunia.diajukan()
    kemarin = hari_ini() - timedelta(days=1)
    ditolak = masalah(await tetapkan(dunia, "templat", "sk_kp", {"versi": 1}, kemarin), 422, "isian_tidak_sah")
    assert ditolak["kesalahan"][0]["bidang"] == "berlaku_mulai"
    assert "Pilih hari ini" in ditolak["kesalahan"][0]["tindakan"]


async def test_alasan_baru_langsung_dipakai_dan_yang_dinonaktifkan_ditolak(dunia: Dunia) -> None:
    usulan = await dunia.diajukan()
    verifikator = dunia.sebagai("verifikator_instansi.bandung")
    tugas = await dunia.tugas(verifikator, usulan, "verifikasi_instansi")
    alasan = [{"sasaran": "dokumen", "kode": tugas["dokumen"][0]["kode"], "alasan": "DOKUMEN_BURAM", "uraian": ""}]

    async def kembalikan() -> httpx.Response:
        badan = {"putusan_id": str(uuid4()), "jenis": "BTS", "alasan": alasan}
        return await verifikator.minta("POST", f"/tugas/{tugas['id']}/putusan", json=badan)

    masalah(await kembalikan(), 422, "isian_tidak_sah")
    isi = {"putusan": ["BTS"], "sasaran": "dokumen", "uraian": "Dokumen buram"}
    await ditetapkan(dunia, "alasan", "DOKUMEN_BURAM", isi)
    await ditetapkan(dunia, "alasan", "DOKUMEN_BURAM", isi | {"aktif": False})
    masalah(await kembalikan(), 422, "isian_tidak_sah")
    await ditetapkan(dunia, "alasan", "DOKUMEN_BURAM", isi)
    tersedia = await verifikator.baca("/referensi/alasan", putusan="BTS")
    assert "Dokumen buram" in {satu["uraian"] for satu in tersedia}
    assert (await kembalikan()).is_success


async def test_penutupan_periode_langsung_diikuti(dunia: Dunia) -> None:
    operator, profil = dunia.sebagai("operator.bandung"), await dunia.asn()
    terakhir = (await operator.baca("/referensi/periode"))[-1]["periode"]
    kunci, kemarin = f"{KP}.{terakhir}", str(hari_ini() - timedelta(days=1))
    badan = {"jenis": "101", "asn_id": str(profil.id), "periode": terakhir}
    await ditetapkan(dunia, "periode", kunci, {"tutup": kemarin})
    assert terakhir not in {satu["periode"] for satu in await operator.baca("/referensi/periode")}
    masalah(await operator.minta("POST", "/usulan", json=badan), 409, "periode_ditutup")
    await ditetapkan(dunia, "periode", kunci, {"tutup": str(hari_ini())})
    assert (await operator.minta("POST", "/usulan", json=badan)).is_success


async def test_kalender_kerja_langsung_diikuti_tugas_berikutnya(dunia: Dunia) -> None:
    verifikator = dunia.sebagai("verifikator_instansi.bandung")

    async def jatuh_tempo() -> datetime:
        tugas = await dunia.tugas(verifikator, await dunia.diajukan(), "verifikasi_instansi")
        return datetime.fromisoformat(tugas["jatuh_tempo"])

    semula = await jatuh_tempo()
    kunci = semula.date().isoformat()
    await ditetapkan(dunia, "libur", kunci, {"nama": "Libur mendadak"})
    try:
        assert await jatuh_tempo() > semula
    finally:
        await ditetapkan(dunia, "libur", kunci, {"libur": False})
    assert await jatuh_tempo() == semula


async def test_dokumen_konsep_mengikuti_yang_diajukan_tetap(dunia: Dunia) -> None:
    operator, konsep = dunia.sebagai("operator.bandung"), await dunia.konsep()
    diajukan = await dunia.diajukan()

    async def diminta(usulan: dict[str, Any]) -> dict[str, bool]:
        kelengkapan = await operator.baca(f"/usulan/{usulan['id']}/kelengkapan")
        return {satu["kode"]: satu["wajib"] for satu in kelengkapan["dokumen"]}

    semula = await diminta(konsep)
    wajib = next(kode for kode, wajib in semula.items() if wajib)
    await ditetapkan(dunia, "dokumen", f"{KP}.101", {"wajib": ["cv"], "dihapus": [wajib]})
    try:
        syarat = await operator.baca("/referensi/dokumen-syarat", jenis="101", golongan_tujuan="III/d")
        assert "cv" in {satu["kode"] for satu in syarat}
        assert await diminta(konsep) == {kode: w for kode, w in semula.items() if kode != wajib} | {"cv": True}
        assert await diminta(diajukan) == semula
    finally:
        await ditetapkan(dunia, "dokumen", f"{KP}.101", {"wajib": [wajib], "dihapus": ["cv"]})
    assert await diminta(konsep) == semula


async def test_kewenangan_yang_ditetapkan_memindahkan_rute_usulan_baru_saja(dunia: Dunia) -> None:
    operator, verifikator = dunia.sebagai("operator.bandung"), dunia.sebagai("verifikator_instansi.bandung")
    kunci = f"{PEREMAJAAN_DATA}.7"
    alamat = {"riwayat": {"alamat": "Jalan Braga 1, Bandung"}}

    async def rute(usulan: dict[str, Any]) -> str:
        return str((await peremajaan.kelengkapan(operator, usulan))["kewenangan"]["rute"])

    lama = await peremajaan.konsep(operator, await dunia.asn(), "7", **alamat)
    lama = await peremajaan.diajukan(dunia, operator, lama)
    await ditetapkan(dunia, "kewenangan", kunci, {"rute": "bkn"})
    try:
        baru = await peremajaan.konsep(operator, await dunia.asn(), "7", **alamat)
        assert (await rute(lama), await rute(baru)) == ("instansi", "bkn")
        baru = await peremajaan.diajukan(dunia, operator, baru)
    finally:
        await ditetapkan(dunia, "kewenangan", kunci, {"rute": "instansi"})
    assert (await rute(lama), await rute(baru)) == ("instansi", "bkn")

    # Yang diajukan di bawah rute BKN tetap lewat persetujuan dan BKN, juga sesudah diperbaiki.
    salah = [peremajaan.alasan("riwayat.alamat")]
    await dunia.putus("verifikator_instansi.bandung", baru, "verifikasi_instansi", "BTS", alasan=salah)
    tugas = await dunia.tugas(operator, baru, "perbaikan")
    isi = {"riwayat": {"alamat": "Jalan Braga 2, Bandung"}}
    await operator.kirim(f"/tugas/{tugas['id']}/perbaikan", perbaikan_id=str(uuid4()), isi=isi)
    for usulan in (lama, baru):
        assert await dunia.tugas(verifikator, usulan, "verifikasi_instansi")
        await dunia.putus("verifikator_instansi.bandung", usulan, "verifikasi_instansi", "MS")
    assert (await dunia.selesai(lama))["hasil"] == "selesai"
    assert await dunia.tugas(dunia.sebagai("approver_instansi.bandung"), baru, "persetujuan")

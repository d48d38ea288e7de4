"""kill -9 di tengah perjalanan, dan layanan luar yang mati: usulan tetap selesai, satu pertek dan satu SK."""

import asyncio
from collections import Counter
from collections.abc import Callable
from uuid import uuid4

import httpx
import pytest

from sandbox.akun import PASSPHRASE
from sandbox.demo.kenaikan_pangkat import PerjalananKP
from sandbox.demo.orang import Ditolak, Orang, tunggu
from sandbox.tumpukan import Tumpukan

MulaiPerjalanan = Callable[[str], PerjalananKP]
SELESAI = 31


async def _tahap(p: PerjalananKP, orang: Orang | None = None) -> Counter[tuple[str, str]]:
    """Surat usulan ini menurut tahapnya; draf hanya terlihat unit penerbitnya."""
    surat = await (orang or await p.sebagai("operator")).baca(f"/usulan/{p.usulan['id']}/surat")
    return Counter((satu["jenis"], satu["tahap"]) for satu in surat)


async def test_kill_9_di_tiap_bagian_sekali(tumpukan_penuh: Tumpukan, perjalanan: MulaiPerjalanan) -> None:
    p = perjalanan("bandung")
    await p.buat_konsep()
    await p.lengkapi()
    await p.ajukan()
    for bagian, langkah in (
        ("worker_manusia", p.verifikasi),
        ("api", p.setujui),
        ("temporal", p.validasi),
        ("postgres", p.paraf_pertek),
    ):
        tumpukan_penuh.bunuh(bagian)
        await langkah()
    await p.tandatangani_pertek()
    await p.paraf_sk()
    await p.tandatangani_sk()
    await p.tunggu_profil()
    assert p.usulan["status"] == SELESAI
    assert await _tahap(p) == {("pertek_kp", "terbit"): 1, ("sk_kp", "terbit"): 1}


async def _ditandatangani(bsre: httpx.AsyncClient, sebelum: int) -> bool | None:
    return (await bsre.get("/_sandbox/hitung")).json()["tanda_tangan"] > sebelum or None


async def test_worker_mati_saat_menandatangani(tumpukan_penuh: Tumpukan, perjalanan: MulaiPerjalanan) -> None:
    """Permintaan yang terputus dijawab, tugas kembali kepada penandatangan, dan hanya satu surat yang terbit."""
    p = perjalanan("garut")
    await p.buat_konsep()
    await p.lengkapi()
    await p.ajukan()
    for langkah in (p.verifikasi, p.setujui, p.validasi, p.paraf_pertek):
        await langkah()
    kepala = await p.sebagai("penandatangan_bkn", p.bkn)
    tugas = await kepala.tugas(p.usulan["nomor"], "tte_pertek")
    sesi = await kepala.tulis("/sesi-tanda-tangan", nilai=PASSPHRASE, tugas_ids=[tugas["id"]])
    permintaan = [{"id": str(uuid4()), "tugas_id": tugas["id"]}]
    alamat = f"/sesi-tanda-tangan/{sesi['id']}/tanda-tangani"
    async with httpx.AsyncClient(base_url=tumpukan_penuh.env["USULAN_ESIGN_ALAMAT"], trust_env=False) as bsre:
        await bsre.post("/_sandbox/ulah", json={"ulah": "batas_waktu_setelah_tanda_tangan", "kali": 1})
        sebelum = (await bsre.get("/_sandbox/hitung")).json()["tanda_tangan"]
        menunggu = asyncio.create_task(kepala.tulis(alamat, permintaan=permintaan))
        await tunggu(lambda: _ditandatangani(bsre, sebelum), "tanda tangan di BSrE")
        tumpukan_penuh.bunuh("worker_dokumen")
        hasil = (await menunggu)[0]
        while hasil["status"] == "belum_diterima":
            hasil = (await kepala.tulis(alamat, permintaan=permintaan))[0]
        assert hasil["status"] == "tidak_pasti", hasil
        await bsre.delete("/_sandbox/ulah")
        assert (await bsre.get("/_sandbox/hitung")).json()["tanda_tangan"] == sebelum + 1, "tidak diulang sendiri"
    assert await _tahap(p, kepala) == {("pertek_kp", "draf"): 1}
    for langkah in (p.tandatangani_pertek, p.paraf_sk, p.tandatangani_sk, p.tunggu_profil):
        await langkah()
    assert await _tahap(p) == {("pertek_kp", "terbit"): 1, ("sk_kp", "terbit"): 1}


async def test_worker_mati_sebelum_bsre_diminta_tanda_tangannya_dilanjutkan(
    tumpukan_penuh: Tumpukan, perjalanan: MulaiPerjalanan
) -> None:
    """Penyimpanan yang mati menahan permintaannya sebelum BSrE; worker berikutnya meminta, sekali."""
    p = perjalanan("garut")
    await p.buat_konsep()
    await p.lengkapi()
    await p.ajukan()
    for langkah in (p.verifikasi, p.setujui, p.validasi, p.paraf_pertek):
        await langkah()
    kepala = await p.sebagai("penandatangan_bkn", p.bkn)
    tugas = await kepala.tugas(p.usulan["nomor"], "tte_pertek")
    sesi = await kepala.tulis("/sesi-tanda-tangan", nilai=PASSPHRASE, tugas_ids=[tugas["id"]])
    permintaan = [{"id": str(uuid4()), "tugas_id": tugas["id"]}]
    alamat = f"/sesi-tanda-tangan/{sesi['id']}/tanda-tangani"
    async with httpx.AsyncClient(base_url=tumpukan_penuh.env["USULAN_ESIGN_ALAMAT"], trust_env=False) as bsre:
        sebelum = (await bsre.get("/_sandbox/hitung")).json()["tanda_tangan"]
        async with tumpukan_penuh.padam("s3"):
            menunggu = asyncio.create_task(kepala.tulis(alamat, permintaan=permintaan))
            await asyncio.sleep(3)
            tumpukan_penuh.bunuh("worker_dokumen")
        hasil = (await menunggu)[0]
        while hasil["status"] == "belum_diterima":
            hasil = (await kepala.tulis(alamat, permintaan=permintaan))[0]
        assert hasil["status"] == "tertanda", hasil
        assert (await bsre.get("/_sandbox/hitung")).json()["tanda_tangan"] == sebelum + 1


async def test_bsre_dan_s3_mati_usulan_menunggu(tumpukan_penuh: Tumpukan, perjalanan: MulaiPerjalanan) -> None:
    p = perjalanan("bogor")
    await p.buat_konsep()
    async with tumpukan_penuh.padam("s3"):
        with pytest.raises(Ditolak) as galat:
            await p.unggah("ijazah", sabar=0)
        assert galat.value.status == httpx.codes.SERVICE_UNAVAILABLE
        assert "tindakan" in galat.value.masalah
    await p.lengkapi()
    await p.ajukan()
    for langkah in (p.verifikasi, p.setujui):
        await langkah()
    async with tumpukan_penuh.padam("s3"):
        await p.validasi()
    await p.paraf_pertek()
    kepala = await p.sebagai("penandatangan_bkn", p.bkn)
    tugas = await kepala.tugas(p.usulan["nomor"], "tte_pertek")
    async with tumpukan_penuh.padam("bsre"):
        hasil = await kepala.tanda_tangani(tugas, PASSPHRASE)
        assert hasil["status"] == "gagal", hasil
        assert hasil["pesan"]
    assert await _tahap(p, kepala) == {("pertek_kp", "draf"): 1}
    async with tumpukan_penuh.padam("s3"):
        menunggu = asyncio.create_task(kepala.tanda_tangani(tugas, PASSPHRASE))
        await asyncio.sleep(3)
        assert not menunggu.done(), "penyimpanan yang mati sebentar ditunggu, bukan dikembalikan kepada orangnya"
    assert (await menunggu)["status"] == "tertanda"
    await (await p.sebagai("paraf_instansi")).tugas(p.usulan["nomor"], "paraf_sk")
    assert await _tahap(p) == {("pertek_kp", "terbit"): 1, ("sk_kp", "draf"): 1}

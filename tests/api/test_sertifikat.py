"""Sertifikat yang habis atau dicabut di antara paraf dan tanda tangan: ditolak jelas, nomor tetap, dapat dialihkan."""

from typing import Any
from uuid import uuid4

import httpx
import pytest

from models.peran import unit_instansi
from sandbox.akun import INSTANSI, PASSPHRASE
from sandbox.tumpukan import Tumpukan
from tests.api.dunia import Dunia, Orang, tunggu
from tests.api.test_pejabat import akhiri, berhalangan, sub

pytestmark = pytest.mark.asyncio(loop_scope="session")
SLUG = "kemenag"
UNIT = unit_instansi(next(satu.id for satu in INSTANSI if satu.slug == SLUG))
KEPALA, MENTERI = "penandatangan_bkn.bkn", f"penandatangan_instansi.{SLUG}"
PENGGANTI = f"paraf_instansi.{SLUG}"


async def coba(orang: Orang, tugas: dict[str, Any], sesi: dict[str, Any]) -> dict[str, Any]:
    permintaan = [{"id": str(uuid4()), "tugas_id": tugas["id"]}]
    hasil = await orang.kirim(f"/sesi-tanda-tangan/{sesi['id']}/tanda-tangani", permintaan=permintaan)
    return dict(hasil[0])


async def buka(orang: Orang, tugas: dict[str, Any]) -> dict[str, Any]:
    return dict(await orang.kirim("/sesi-tanda-tangan", nilai=PASSPHRASE, tugas_ids=[tugas["id"]]))


async def test_surat_tidak_ditandatangani_dengan_sertifikat_yang_tidak_berlaku(
    dunia: Dunia, tumpukan_penuh: Tumpukan
) -> None:
    usulan = await dunia.diajukan(f"operator.{SLUG}")
    for nama, langkah, jenis in (
        (f"verifikator_instansi.{SLUG}", "verifikasi_instansi", "MS"),
        (f"approver_instansi.{SLUG}", "persetujuan", "SETUJU"),
        ("verifikator_bkn.bkn", "validasi_bkn", "MS"),
        ("paraf_bkn.bkn", "paraf_pertek", "SETUJU"),
    ):
        await dunia.putus(nama, usulan, langkah, jenis)

    async with httpx.AsyncClient(base_url=tumpukan_penuh.env["USULAN_ESIGN_ALAMAT"], trust_env=False) as bsre:

        async def sandbox(perintah: str, nama: str) -> None:
            (await bsre.post(f"/_sandbox/{perintah}", json={"nama_pengguna": nama})).raise_for_status()

        async def hitungan() -> int:
            return int((await bsre.get("/_sandbox/hitung")).json()["tanda_tangan"])

        # Habis masanya sesudah diparaf: ditolak sebelum sesi dipakai, jadi sesi yang sama cukup sesudah diperpanjang.
        kepala = dunia.sebagai(KEPALA)
        tugas = await dunia.tugas(kepala, usulan, "tte_pertek")
        sesi, sebelum = await buka(kepala, tugas), await hitungan()
        await sandbox("kedaluwarsa", KEPALA)
        try:
            hasil = await coba(kepala, tugas, sesi)
        finally:
            await sandbox("perpanjang", KEPALA)
        assert hasil["status"] == "gagal"
        assert "kedaluwarsa" in hasil["pesan"]
        assert "nomornya tetap" in hasil["pesan"]
        assert await hitungan() == sebelum
        assert (await coba(kepala, tugas, sesi))["status"] == "tertanda"

        # Dicabut sesudah diparaf: dialihkan kepada penggantinya, disusun ulang dengan nomor yang sama.
        pemaraf = await berhalangan(dunia, UNIT, PENGGANTI, f"approver_instansi2.{SLUG}")
        await dunia.putus(f"approver_instansi2.{SLUG}", usulan, "paraf_sk", "SETUJU")
        menteri, pengganti = dunia.sebagai(MENTERI), dunia.sebagai(PENGGANTI)
        tugas = await dunia.tugas(menteri, usulan, "tte_sk")
        nomor, sebelum = tugas["draf"]["nomor"], await hitungan()
        await sandbox("cabut", MENTERI)
        hasil = await coba(menteri, tugas, await buka(menteri, tugas))
        assert (hasil["status"], "dicabut" in hasil["pesan"]) == ("gagal", True)
        assert await hitungan() == sebelum
        plh = await berhalangan(dunia, UNIT, MENTERI, PENGGANTI, oleh=f"admin_instansi.{SLUG}")
        alih = {"id": str(uuid4()), "kepada": sub(PENGGANTI), "alasan": "Sertifikat dicabut."}
        admin = dunia.sebagai(f"admin_instansi.{SLUG}")
        assert (await admin.minta("POST", f"/tugas/{tugas['id']}/alihkan", json=alih)).is_success
        await dunia.putus(f"approver_instansi2.{SLUG}", usulan, "paraf_sk", "SETUJU")
        tugas = await dunia.tugas(pengganti, usulan, "tte_sk")
        assert tugas["draf"]["nomor"] == nomor
        assert (await coba(pengganti, tugas, await buka(pengganti, tugas)))["status"] == "tertanda"
        for alamat in (plh, pemaraf):
            await akhiri(dunia, alamat)

    async def terbit() -> list[dict[str, Any]] | None:
        surat = await admin.baca(f"/usulan/{usulan['id']}/surat")
        return [satu for satu in surat if satu["jenis"] == "sk_kp" and satu["tahap"] == "terbit"] or None

    (sk,) = await tunggu(terbit, "SK terbit")
    assert sk["nomor"] == nomor

"""Siapa membaca data siapa: seorang demi seorang dalam jejak, daftar dan pencarian dalam catatan akses."""

import json
import logging
from collections import Counter
from typing import Any
from uuid import UUID, uuid4

import pytest

from luar.log import siapkan_log
from tests.api.dunia import Dunia

pytestmark = pytest.mark.asyncio(loop_scope="session")
VERIFIKATOR = "verifikator_instansi.bandung"


async def _dibaca(dunia: Dunia, pokok: UUID, akun: str) -> Counter[str]:
    """Bagian yang tercatat dibaca akun ini → banyaknya baris jejak."""
    async with dunia.pekerja.transaksi() as gudang:
        jejak = await gudang.jejak.garis_waktu(pokok, dengan_pembacaan=True)
        assert await gudang.jejak.periksa_rantai(pokok) is None
    return Counter(satu.rincian["bagian"] for satu in jejak if satu.jenis == "data.dibaca" and satu.akun == akun)


async def test_rincian_usulan_dan_tugas_masuk_jejak_sekali_sejam(dunia: Dunia) -> None:
    """Kotak masuk yang dimuat ulang lima kali tidak menulis lima baris; bacaan orang lain barisnya sendiri."""
    usulan, verifikator = await dunia.diajukan(), dunia.sebagai(VERIFIKATOR)
    pengawas = dunia.sebagai("pengawas.bkn")
    tugas = await dunia.tugas(verifikator, usulan, "verifikasi_instansi")
    for _ in range(5):
        await verifikator.baca(f"/tugas/{tugas['id']}")
        for bagian in ("", "/kelengkapan", "/riwayat"):
            await verifikator.baca(f"/usulan/{usulan['id']}{bagian}")
    await pengawas.baca(f"/usulan/{usulan['id']}")
    # Pergantian jam di tengah uji menambah paling banyak satu baris.
    dibaca = await _dibaca(dunia, UUID(usulan["id"]), verifikator.akun)
    assert dibaca.keys() == {"tugas", "usulan", "kelengkapan", "riwayat"}
    assert max(dibaca.values()) <= 2
    assert (await _dibaca(dunia, UUID(usulan["id"]), pengawas.akun)).keys() == {"usulan"}


async def test_bacaan_seorang_asn_masuk_jejaknya(dunia: Dunia) -> None:
    profil, operator, periode = await dunia.asn(), dunia.sebagai("operator.bandung"), await dunia.periode()
    for _ in range(3):
        for bagian in ("", "/perubahan", "/dokumen", "/prediksi"):
            await operator.baca(f"/asn/{profil.id}{bagian}")
        await operator.baca(f"/asn/{profil.id}/pemeriksaan", jenis="101", periode=periode.isoformat())
        await operator.baca(f"/kualitas-data/asn/{profil.id}")
    dibaca = await _dibaca(dunia, profil.id, operator.akun)
    assert dibaca.keys() == {"profil", "perubahan", "arsip", "prediksi", "pemeriksaan", "kualitas data"}
    assert max(dibaca.values()) <= 2


async def test_konsep_yang_dibaca_masuk_jejak_asn_dan_tetap_dapat_dihapus(dunia: Dunia) -> None:
    usulan, operator = await dunia.konsep(), dunia.sebagai("operator.bandung")
    await operator.baca(f"/usulan/{usulan['id']}")
    assert "usulan" in await _dibaca(dunia, UUID(usulan["asn_id"]), operator.akun)
    assert (await operator.minta("DELETE", f"/usulan/{usulan['id']}")).status_code == 204


async def test_daftar_dan_pencarian_dalam_catatan_akses_tanpa_kata_carinya(
    dunia: Dunia, capsys: pytest.CaptureFixture[str]
) -> None:
    profil, operator = await dunia.asn(), dunia.sebagai("operator.bandung")
    akar = logging.getLogger()
    semula = akar.handlers[:], akar.level
    siapkan_log()
    try:
        for alamat, pilihan in (("/asn", {"cari": profil.nip}), ("/usulan", {"batas": 3}), ("/tugas", {})):
            assert (await operator.minta("GET", alamat, params=pilihan)).status_code == 200
        assert (await dunia.http.get("/sehat")).status_code == 200
        assert (await dunia.http.get("/kabar/tak-sampai")).status_code == 401
        assert (await operator.minta("GET", f"/usulan/{uuid4()}")).status_code == 404
    finally:
        akar.handlers[:], akar.level = semula
    keluaran = capsys.readouterr().out
    assert profil.nip not in keluaran
    akses: dict[str, dict[str, Any]] = {}
    for satu in (json.loads(baris) for baris in keluaran.splitlines() if baris.startswith("{")):
        if satu["kejadian"] == "permintaan":
            akses[satu["rute"]] = satu
    assert {akses[rute]["akun"] for rute in ("/asn", "/usulan", "/tugas")} == {operator.akun}
    assert {satu["ip"] for satu in akses.values()} == {"127.0.0.1"}
    assert akses["/asn"]["tampak"] == 1
    assert akses["/usulan"]["tampak"] <= 3
    assert UUID(akses["/tugas"]["permintaan"])
    assert {"akun", "tampak", "ditolak"}.isdisjoint(akses["/sehat"])
    assert akses["/kabar/tak-sampai"]["ditolak"] == "token_kosong"
    assert akses["/usulan/{usulan_id}"]["ditolak"] == "tidak_ditemukan"

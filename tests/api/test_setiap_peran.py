"""Setiap rute baca oleh setiap peran, atas berkas yang sungguh ada: boleh atau tidak, tetapi tak pernah 500."""

import re
from collections.abc import Mapping
from typing import Any
from uuid import uuid4

import pytest

from models.peran import Peran
from sandbox.akun import akun, akun_setneg
from tests.api.dunia import SURABAYA, Dunia, Orang

pytestmark = pytest.mark.asyncio(loop_scope="session")
_LUBANG = re.compile(r"\{(\w+)\}")
_PILIHAN = {"/asn/layak": {"jenis": "101"}, "/asn/{asn_id}/pemeriksaan": {"jenis": "101"}}
"""Rute yang isian wajibnya bukan bagian alamatnya."""
PETUGAS = [
    nama for nama in (satu.nama_pengguna for satu in akun()) if nama.endswith((".bandung", ".kanregiii", ".bkn"))
]


async def berkas(dunia: Dunia) -> Mapping[str, str]:
    """Usulan yang perteknya terbit, dengan tugas, surat, dan dokumen di dalamnya, dan ASN-nya."""
    usulan = await dunia.diajukan()
    await dunia.sampai(usulan, "paraf_sk")
    tugas = await dunia.tugas(dunia.sebagai("paraf_instansi.bandung"), usulan, "paraf_sk")
    operator = dunia.sebagai("operator.bandung")
    rinci = await operator.baca(f"/usulan/{usulan['id']}")
    surat = await operator.baca(f"/usulan/{usulan['id']}/surat")
    return {
        "usulan_id": usulan["id"],
        "tugas_id": tugas["id"],
        "asn_id": rinci["asn_id"],
        "surat_id": surat[0]["id"],
        "dokumen_id": next(iter(rinci["dokumen"].values())),
    }


async def rute_baca(dunia: Dunia) -> list[str]:
    skema = (await dunia.http.get("/openapi.json")).json()
    return sorted(alamat for alamat, isi in skema["paths"].items() if "get" in isi)


async def test_rute_baca_tak_pernah_500(dunia: Dunia) -> None:
    ada, rute = await berkas(dunia), await rute_baca(dunia)
    periode = (await dunia.periode()).isoformat()
    rusak: list[str] = []
    setneg = akun_setneg()
    token = dunia.penyedia.token(setneg.sub, list(setneg.peran), setneg.unit, name=setneg.nama)
    pengguna = (*PETUGAS, "operator.surabaya", f"asn.{ada['asn_id']}", f"asn.{uuid4()}")
    for orang in (*map(dunia.sebagai, pengguna), Orang(dunia.http, setneg.sub, token)):
        for alamat in rute:
            terisi = _LUBANG.sub(lambda satu: ada.get(satu[1], str(uuid4())), alamat)
            pilihan: dict[str, Any] = {"periode": periode} | _PILIHAN.get(alamat, {})
            jawaban = await orang.minta("GET", terisi, params=pilihan)
            if jawaban.status_code >= 500:
                rusak.append(f"{orang.akun} GET {alamat}: {jawaban.status_code}")
    assert rusak == []


async def test_asn_membuka_profil_perubahan_dan_arsipnya_berulang_kali(dunia: Dunia) -> None:
    """Juga sesudah orang lain membacanya: rantai jejaknya satu, dan tetap utuh."""
    profil = await dunia.asn()
    sendiri = dunia.sebagai(f"asn.{profil.id}", [Peran.ASN])
    for orang in (sendiri, dunia.sebagai("operator.bandung"), sendiri, sendiri):
        for bagian in ("", "/perubahan", "/dokumen"):
            assert (await orang.minta("GET", f"/asn/{profil.id}{bagian}")).status_code == 200
    async with dunia.pekerja.transaksi() as gudang:
        assert await gudang.jejak.periksa_rantai(profil.id) is None


async def test_asn_lain_tetap_tidak_terlihat(dunia: Dunia) -> None:
    profil, lain = await dunia.asn(), await dunia.asn()
    for bagian in ("", "/perubahan", "/dokumen"):
        jawaban = await dunia.sebagai(f"asn.{profil.id}").minta("GET", f"/asn/{lain.id}{bagian}")
        assert jawaban.status_code == 404


@pytest.mark.parametrize(
    ("alamat", "pilihan"),
    [
        ("/referensi/langkah", {"layanan": "AAA"}),
        ("/asn/{asn_id}", {"pada": "9999-12-31"}),
        ("/asn/{asn_id}", {"pada": "0001-01-01"}),
        ("/asn/layak", {"periode": "9999-12-01", "jenis": "101"}),
        ("/asn/{asn_id}/pemeriksaan", {"periode": "9999-12-01", "jenis": "101"}),
        ("/asn/{asn_id}/pemeriksaan", {"periode": "0001-01-01", "jenis": "101"}),
        ("/usulan", {"periode": "9999-12-31"}),
        ("/tugas", {"kursor": "W1tbW1s"}),
        ("/tugas", {"cari": "\x00"}),
        ("/asn", {"cari": "\x00%_\\"}),
    ],
)
async def test_isian_ekstrem_dijawab_dengan_kata_kata(dunia: Dunia, alamat: str, pilihan: dict[str, str]) -> None:
    profil = await dunia.asn()
    jawaban = await dunia.sebagai("operator.bandung").minta("GET", alamat.format(asn_id=profil.id), params=pilihan)
    assert jawaban.status_code < 500, jawaban.text


@pytest.mark.parametrize("tanggal", ["9999-12-01", "0001-01-01"])
async def test_konsep_dengan_isian_ekstrem_dijawab_dengan_kata_kata(dunia: Dunia, tanggal: str) -> None:
    """Juga ASN instansi lain, dan id yang bukan siapa-siapa."""
    periode = (await dunia.periode()).isoformat()
    di_surabaya, operator = await dunia.asn(SURABAYA), dunia.sebagai("operator.bandung")
    for isi in (
        {"jenis": "101", "asn_id": str(di_surabaya.id), "periode": periode},
        {"jenis": "101", "asn_id": str(uuid4()), "periode": periode},
        {"jenis": "101", "asn_id": str((await dunia.asn()).id), "periode": tanggal},
        {"jenis": "\x00", "asn_id": str(uuid4()), "periode": periode},
    ):
        jawaban = await operator.minta("POST", "/usulan", json=isi)
        assert 400 <= jawaban.status_code < 500, jawaban.text


@pytest.mark.parametrize("isi", [b"%PDF-1.7\n" + b"[" * 100_000, b"%PDF-1.7\n" + b"<<" * 50_000, b"PDF" + b"[" * 9_000])
async def test_pdf_bersarang_dalam_ditolak_dengan_kata_kata(dunia: Dunia, isi: bytes) -> None:
    usulan = await dunia.konsep()
    jawaban = await dunia.unggah_mentah(dunia.sebagai("operator.bandung"), usulan["id"], "sk_pangkat_terakhir", isi)
    assert 400 <= jawaban.status_code < 500, jawaban.text

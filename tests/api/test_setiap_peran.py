"""Setiap rute baca oleh setiap peran, atas berkas yang sungguh ada: boleh atau tidak, tetapi tak pernah 500."""

import re
from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

import pytest

from gudang.dokumen import DokumenBaru
from models.peran import Peran
from sandbox.akun import akun, akun_setneg
from tests.api.dunia import BANDUNG, SURABAYA, Dunia, Orang, masalah

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


async def test_yang_tidak_boleh_tahu_tidak_membedakan_ada_dari_tidak_ada(dunia: Dunia) -> None:
    """Jawabannya sama persis bagi id yang sungguh ada dan id karangan; juga bagi akun BKN pusat tanpa peran."""
    ada, periode = await berkas(dunia), (await dunia.periode()).isoformat()
    konsep = await dunia.konsep_lengkap()
    unggahan = konsep | {"usulan_id": konsep["id"], "dokumen_id": next(iter(konsep["dokumen"].values()))}
    arsip = dict(ada) | {"dokumen_id": await _dokumen_arsip(dunia, ada["asn_id"])}
    luar = [dunia.sebagai(nama) for nama in ("operator.surabaya", f"asn.{uuid4()}", "verifikator_bkn.kanregii")]
    luar.append(Orang(dunia.http, "x", dunia.penyedia.token("x", [], "bkn")))
    rute = [satu for satu in await rute_baca(dunia) if set(_LUBANG.findall(satu)) & ada.keys()]
    beda = []
    for orang in luar:
        for nyata in (ada, unggahan, arsip):
            for alamat in rute:
                jawaban = []
                for pengganti in (nyata, {}):
                    terisi = _LUBANG.sub(lambda satu, p=pengganti: p.get(satu[1]) or str(uuid4()), alamat)
                    pilihan: dict[str, Any] = {"periode": periode} | _PILIHAN.get(alamat, {})
                    satu = await orang.minta("GET", terisi, params=pilihan)
                    jawaban.append((satu.status_code, {**satu.json(), "instance": ""}))
                if jawaban[0] != jawaban[1] or jawaban[0][0] != 404:
                    beda.append(f"{orang.akun} {alamat}: {jawaban}")
    assert beda == []


async def _dokumen_arsip(dunia: Dunia, asn_id: str) -> str:
    """Dokumen dalam arsip ASN itu; bila belum ada, dimuat."""
    dokumen_id = uuid4()
    async with dunia.pekerja.transaksi() as gudang:
        await gudang.dokumen.simpan(
            DokumenBaru(
                id=dokumen_id,
                instansi_id=BANDUNG,
                asn_id=UUID(asn_id),
                usulan_id=None,
                kode="sk_cpns",
                nama_berkas="sk.pdf",
                kunci=f"dokumen/{dokumen_id}",
                sha256="0" * 64,
                ukuran=1,
                tipe="application/pdf",
                sumber="arsip",
                diunggah_oleh=None,
            )
        )
    return str(dokumen_id)


async def test_id_usulan_milik_instansi_lain_dijawab_dengan_kata_kata(dunia: Dunia) -> None:
    """Id dibuat pengirim; yang kebetulan sama dengan milik orang lain tidak membuka atau merusak apa pun."""
    asing, periode = await dunia.konsep(), (await dunia.periode()).isoformat()
    profil = await dunia.asn(SURABAYA)
    isi = {"id": asing["id"], "jenis": "101", "asn_id": str(profil.id), "periode": periode}
    jawaban = await dunia.sebagai("operator.surabaya").minta("POST", "/usulan", json=isi)
    ditolak = masalah(jawaban, 422, "isian_tidak_sah")
    assert "id yang baru" in ditolak["detail"]
    assert asing["nomor"] not in jawaban.text


@pytest.mark.parametrize(
    ("cara", "alamat", "isi"),
    [
        ("GET", "/pejabat", {"params": {"pada": "9999-12-31"}}),
        ("GET", "/ketetapan", {"params": {"jenis": "langkah", "pada": "9999-12-31"}}),
        ("GET", "/prediksi", {"params": {"periode_dari": "9999-12-01"}}),
        ("GET", "/prediksi/ringkasan", {"params": {"periode_sampai": "0001-01-01"}}),
        ("GET", "/referensi/langkah", {"params": {"layanan": "AAA"}}),
        ("PUT", "/ketetapan/libur/9999-12-31", {"json": {"isi": {"nama": "Libur"}, "catatan": "Uji tanggal jauh."}}),
        (
            "PUT",
            "/ketetapan/libur/2030-01-02",
            {"json": {"isi": {"nama": "Libur"}, "catatan": "Uji tanggal jauh.", "berlaku_mulai": "9999-12-31"}},
        ),
        (
            "POST",
            "/pejabat/penggantian",
            {
                "json": {
                    "unit": "bkn", "peran": "paraf_bkn", "pejabat": "x", "sebagai": "plh", "mulai": "9999-12-30",
                    "sampai": "9999-12-31", "catatan": "Uji tanggal jauh.",
                }
            },
        ),
    ],
)  # fmt: skip
async def test_tanggal_di_ujung_kalender_dijawab_dengan_kata_kata(
    dunia: Dunia, cara: str, alamat: str, isi: dict[str, Any]
) -> None:
    for nama in ("administrator.bkn", "operator.bandung"):
        jawaban = await dunia.sebagai(nama).minta(cara, alamat, **isi)
        assert jawaban.status_code < 500, jawaban.text


@pytest.mark.parametrize("isi", [b"%PDF-1.7\n" + b"[" * 100_000, b"%PDF-1.7\n" + b"<<" * 50_000, b"PDF" + b"[" * 9_000])
async def test_pdf_bersarang_dalam_ditolak_dengan_kata_kata(dunia: Dunia, isi: bytes) -> None:
    usulan = await dunia.konsep()
    jawaban = await dunia.unggah_mentah(dunia.sebagai("operator.bandung"), usulan["id"], "sk_pangkat_terakhir", isi)
    assert 400 <= jawaban.status_code < 500, jawaban.text

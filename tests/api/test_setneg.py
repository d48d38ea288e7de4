"""Keputusan Presiden lewat API: dari Setneg di sandbox, lewat HTTP dan worker sungguhan, sampai profilnya berubah."""

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any
from uuid import uuid4

import httpx
import pikepdf
import pytest
import pytest_asyncio

from luar.pdf_asing import PintuPdf
from models.peran import SETNEG, Peran
from models.referensi import Jenjang
from models.setneg import DataKeputusan
from sandbox.akun import PASSPHRASE, akun_setneg
from sandbox.bsre.pemilik import KEDALUWARSA, pemilik
from sandbox.bsre.pemilik import SETNEG as SEGEL
from sandbox.bsre.penanda import Penandatangan, PenandaWaktu, Permintaan, tanda_tangani
from sandbox.pki import Pki
from sandbox.setneg.aplikasi import _susun
from sandbox.tumpukan import Tumpukan
from tests.api.dunia import Dunia, Orang, masalah, tunggu
from tests.api.naskah_pdf import pdf_biasa
from tests.batas import BATAS
from tests.hukum.aturan.contoh import fungsional, gol, pak

pytestmark = pytest.mark.asyncio(loop_scope="session")
TUNGGU, KELIRU = "keputusan_presiden", "keputusan_keliru"
PETUGAS, ADMINISTRATOR = "verifikator_bkn.bkn", "administrator.bkn"
PDF = {"Content-Type": "application/pdf"}
JSON = {"Accept": "application/json"}
TANGGA = (
    ("verifikator_instansi.bandung", "verifikasi_instansi", "MS"),
    ("approver_instansi.bandung", "persetujuan", "SETUJU"),
    ("verifikator_bkn.bkn", "validasi_bkn", "MS"),
    ("paraf_bkn.bkn", "paraf_pertek", "SETUJU"),
)


@dataclass
class Setneg:
    """Sandbox Setneg di tumpukan, dan sistemnya sebagai pemohon di depan API dalam proses uji."""

    http: httpx.AsyncClient
    mesin: Orang

    async def terbitkan(self, *baris: dict[str, Any], ulah: str | None = None) -> dict[str, Any]:
        jawaban = await self.http.post("/_sandbox/keputusan", json={"baris": baris, "ulah": ulah})
        assert jawaban.status_code == 200, jawaban.text
        terbitan: dict[str, Any] = jawaban.json()
        return terbitan

    async def kirim(self, *baris: dict[str, Any], ulah: str | None = None) -> dict[str, Any]:
        """Yang dijawab API kepada Setneg atas kiriman terakhirnya."""
        kiriman = (await self.terbitkan(*baris, ulah=ulah))["kiriman"][-1]
        assert kiriman["status"] == 202, kiriman
        isi: dict[str, Any] = kiriman["isi"]
        return isi

    async def pdf(self, *baris: dict[str, Any], ulah: str = "tidak_dikirim") -> bytes:
        terbitan = await self.terbitkan(*baris, ulah=ulah)
        return (await self.http.get(f"/_sandbox/keputusan/{terbitan['sha256']}")).content


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def setneg(tumpukan_penuh: Tumpukan, dunia: Dunia) -> AsyncIterator[Setneg]:
    mesin = akun_setneg()
    token = dunia.penyedia.token(mesin.sub, mesin.peran, mesin.unit, name=mesin.nama)
    async with httpx.AsyncClient(base_url=tumpukan_penuh.tempat.porta.url("setneg"), timeout=BATAS) as http:
        yield Setneg(http, Orang(dunia.http, mesin.sub, token))


async def menunggu_presiden(dunia: Dunia, jenjang: Jenjang = Jenjang.MADYA, golongan: str = "IV/b") -> dict[str, Any]:
    """Usulan JF yang perteknya terbit dan menunggu keputusan; dengan baris keputusan yang cocok baginya."""
    periode, operator = await dunia.periode(), dunia.sebagai("operator.bandung")
    profil = await dunia.asn(
        golongan=(gol(golongan, date(periode.year - 4, 10, 1), 24),),
        jabatan=(fungsional(jenjang, date(periode.year - 8, 10, 1)),),
        angka_kredit=(pak("1000.000", jenjang, date(periode.year - 1, 1, 15)),),
    )
    usulan = await operator.kirim("/usulan", jenis="202", asn_id=str(profil.id), periode=periode.isoformat())
    kelengkapan = await operator.baca(f"/usulan/{usulan['id']}/kelengkapan")
    wajib = [satu["kode"] for satu in kelengkapan["dokumen"] if satu["wajib"]]
    dokumen = {kode: (await dunia.unggah(operator, usulan["id"], kode))["id"] for kode in wajib}
    await dunia.simpan(operator, usulan, dokumen=dokumen)
    await operator.kirim(f"/usulan/{usulan['id']}/ajukan")
    for nama, langkah, putusan in TANGGA:
        await dunia.putus(nama, usulan, langkah, putusan)
    await dunia.tanda_tangani("penandatangan_bkn.bkn", usulan, "tte_pertek")
    await dunia.tugas(dunia.sebagai(PETUGAS), usulan, TUNGGU)
    (pertek,) = await operator.baca(f"/usulan/{usulan['id']}/surat")
    baris = {
        "nip": profil.nip,
        "golongan_lama": golongan,
        "golongan_baru": kelengkapan["pemeriksaan"]["golongan_tujuan"],
        "tmt": periode.isoformat(),
        "nomor_pertek": pertek["nomor"],
    }
    return usulan | {"baris": baris}


async def keliru(dunia: Dunia, keputusan: dict[str, Any]) -> dict[str, Any]:
    """Tunggu satu-satunya baris keputusan ini dinyatakan keliru, lalu kembalikan penantian kepada petugas."""
    administrator = dunia.sebagai(ADMINISTRATOR)

    async def cari() -> dict[str, Any] | None:
        (baris,) = (await administrator.baca(f"/setneg/keputusan/{keputusan['id']}"))["baris"]
        return baris if baris["keadaan"] == "keliru" else None

    return await tunggu(cari, "baris keputusan keliru")


async def keadaan(dunia: Dunia, keputusan_id: str, ke: int, *ditunggu: str) -> dict[str, Any]:
    administrator = dunia.sebagai(ADMINISTRATOR)

    async def cari() -> dict[str, Any] | None:
        baris = (await administrator.baca(f"/setneg/keputusan/{keputusan_id}"))["baris"][ke]
        return baris if baris["keadaan"] in ditunggu else None

    return await tunggu(cari, f"baris {ke} {ditunggu}")


async def selesai(dunia: Dunia, usulan: dict[str, Any]) -> dict[str, Any]:
    operator = dunia.sebagai("operator.bandung")

    async def cari() -> dict[str, Any] | None:
        kini = await operator.baca(f"/usulan/{usulan['id']}")
        return None if kini["terbuka"] else kini

    return await tunggu(cari, "usulan selesai")


async def golongan_kini(dunia: Dunia, usulan: dict[str, Any]) -> dict[str, Any]:
    profil = await dunia.sebagai("operator.bandung").baca(f"/asn/{usulan['asn_id']}")
    terakhir: dict[str, Any] = max(profil["golongan"], key=lambda satu: satu["tmt"])
    return terakhir


async def test_dari_setneg_sampai_profil_tanpa_diketik_ulang(dunia: Dunia, setneg: Setneg) -> None:
    usulan = await menunggu_presiden(dunia)
    terbitan = await setneg.terbitkan(usulan["baris"], ulah="kirim_dua_kali")
    pertama, kedua = terbitan["kiriman"]
    assert pertama["isi"]["id"] == kedua["isi"]["id"], "kiriman ganda tetap satu keputusan"
    kini = await selesai(dunia, usulan)
    assert (kini["hasil"], kini["status"]) == ("selesai", 31)

    baru = await golongan_kini(dunia, usulan)
    assert (baru["golongan"], baru["tmt"]) == ("IV/c", usulan["baris"]["tmt"])
    assert (baru["nomor_sk"], baru["tanggal_sk"]) == (terbitan["nomor"], terbitan["tanggal"])
    assert baru["nomor_pertek"] == usulan["baris"]["nomor_pertek"]
    assert baru["gaji_pokok"] > 0

    operator = dunia.sebagai("operator.bandung")
    _, keputusan = await operator.baca(f"/usulan/{usulan['id']}/surat")
    assert (keputusan["jenis"], keputusan["nomor"], keputusan["tahap"]) == (
        "keputusan_presiden_kp",
        terbitan["nomor"],
        "terbit",
    )
    isi = (await operator.minta("GET", keputusan["alamat"])).content
    alamat = f"/verifikasi/{keputusan['verifikasi'].rpartition('/')[2]}"
    publik = (await dunia.http.get(alamat, headers=JSON)).json()
    assert (publik["hasil"], publik["level"], publik["nomor"]) == ("berlaku", "B-LTA", terbitan["nomor"])
    assert (publik["penandatangan"], publik["penerbit"]) == (SEGEL.nama, SEGEL.organisasi)
    salinan = await dunia.http.post("/verifikasi", files={"berkas": ("k.pdf", isi, "application/pdf")}, headers=JSON)
    assert salinan.json()["asli"]

    riwayat = await operator.baca(f"/usulan/{usulan['id']}/riwayat")
    (datang,) = (satu for satu in riwayat if satu["jenis"] == "keputusan.datang")
    assert (datang["pelaku"]["nama"], datang["pelaku"]["unit"]) == ("Kementerian Sekretariat Negara", SETNEG)
    assert "profil.diperbarui" in {satu["jenis"] for satu in riwayat}


async def test_yang_keliru_ditolak_dengan_bedanya_lalu_yang_benar_diunggah_petugas(
    dunia: Dunia, setneg: Setneg, tumpukan_penuh: Tumpukan
) -> None:
    usulan = await menunggu_presiden(dunia, Jenjang.UTAMA, "IV/c")
    nip = usulan["baris"]["nip"]
    diharapkan = {
        "nip_lain": ("NIP", "NIP lain (berakhiran"),
        "golongan_lain": ("golongan baru", "IV/e"),
        "tanda_tangan_rusak": ("tanda tangan", "isi surat berubah sesudah ditandatangani"),
        "sertifikat_tak_dipercaya": ("tanda tangan", "sertifikat tidak berpangkal pada akar yang dipercaya"),
        "penandatangan_lain": ("penandatangan", "(Badan Kepegawaian Negara)"),
    }
    administrator = dunia.sebagai(ADMINISTRATOR)
    for ulah, (isian, diterima) in diharapkan.items():
        baris = await keliru(dunia, await setneg.kirim(usulan["baris"], ulah=ulah))
        (beda,) = baris["beda"]
        assert (beda["isian"], baris["usulan_id"]) == (isian, usulan["id"])
        assert diterima in beda["diterima"], beda
        tugas = await dunia.tugas(administrator, usulan, KELIRU)
        assert tugas["keterangan"] == f"{isian}: diharapkan {beda['diharapkan']}, diterima {beda['diterima']}."
        assert nip not in tugas["keterangan"]
    kedaluwarsa = await _kirim(dunia, setneg, await _bertanda_kedaluwarsa(tumpukan_penuh, usulan["baris"]))
    beda = (await keliru(dunia, kedaluwarsa.json()))["beda"][0]
    assert "di luar masa berlakunya saat menandatangani" in beda["diterima"]
    assert (await golongan_kini(dunia, usulan))["golongan"] == "IV/c"

    tugas = await dunia.tugas(administrator, usulan, KELIRU)
    await administrator.kirim(f"/tugas/{tugas['id']}/putusan", putusan_id=str(uuid4()), jenis="ULANGI")
    petugas = dunia.sebagai(PETUGAS)
    tugas = await dunia.tugas(petugas, usulan, TUNGGU)
    alamat = f"/tugas/{tugas['id']}/keputusan"
    await _tolak_unggahan(dunia, setneg, alamat, usulan)
    benar = await setneg.pdf(usulan["baris"])
    jawaban = await petugas.minta("POST", alamat, content=benar, headers=PDF)
    assert (jawaban.status_code, jawaban.json()["pengirim"]) == (202, "verifikator_bkn")
    assert (await selesai(dunia, usulan))["hasil"] == "selesai"
    assert (await golongan_kini(dunia, usulan))["golongan"] == "IV/d"
    ditutup = await petugas.minta("POST", alamat, content=benar, headers=PDF)
    masalah(ditutup, 409, "tugas_tidak_terbuka")


async def _tolak_unggahan(dunia: Dunia, setneg: Setneg, alamat: str, usulan: dict[str, Any]) -> None:
    petugas = dunia.sebagai(PETUGAS)
    asing = usulan["baris"] | {"nip": "197001011995031999", "nomor_pertek": "PT-999999/BKN/KP/2026"}
    ditolak = await petugas.minta("POST", alamat, content=await setneg.pdf(asing), headers=PDF)
    assert masalah(ditolak, 422, "isian_tidak_sah")["kesalahan"][0]["bidang"] == "keputusan.json:baris"
    tanpa_data = await setneg.pdf(usulan["baris"], ulah="tanpa_lampiran")
    masalah(await petugas.minta("POST", alamat, content=tanpa_data, headers=PDF), 422, "keputusan_tanpa_data")
    for isi, jenis in ((b"", "pdf_kosong"), (b"bukan", "bukan_pdf"), (pdf_biasa(), "keputusan_tanpa_data")):
        masalah(await petugas.minta("POST", alamat, content=isi, headers=PDF), 422, jenis)
    operator = dunia.sebagai("operator.bandung")
    masalah(await operator.minta("POST", alamat, content=b"%PDF-", headers=PDF), 403, "terlarang")


async def _bertanda_kedaluwarsa(tumpukan: Tumpukan, baris: dict[str, Any]) -> bytes:
    """Keputusan yang cocok, ditandatangani pemegang sertifikat yang masa berlakunya sudah lewat."""
    data = DataKeputusan(jenis="keputusan_presiden_kp", nomor="99/K", tanggal=date(2026, 11, 24), baris=(baris,))
    folder, alamat = tumpukan.tempat.folder("bsre") / "pki", tumpukan.tempat.porta.url("bsre")
    pki = Pki(folder, alamat, [p.identitas for p in pemilik() if p.bersertifikat], PASSPHRASE)
    kunci = pki.lemari.buka_hsm(KEDALUWARSA.label)
    penanda = Penandatangan(pki.rantai(KEDALUWARSA.label), kunci)
    return await tanda_tangani(Permintaan(_susun(data, None)), penanda, PenandaWaktu(pki), "PAdES")


async def test_kolektif_dicocokkan_baris_demi_baris_dan_yang_tak_dikenal_dicocokkan_dengan_tangan(
    dunia: Dunia, setneg: Setneg
) -> None:
    satu, dua = await menunggu_presiden(dunia), await menunggu_presiden(dunia)
    asing = satu["baris"] | {"nip": "197001011995031998", "nomor_pertek": "PT-888888/BKN/KP/2026"}
    belum = await dunia.diajukan()
    keputusan = await setneg.kirim(satu["baris"], asing, dua["baris"])
    for usulan in (satu, dua):
        assert (await selesai(dunia, usulan))["hasil"] == "selesai"
    administrator = dunia.sebagai(ADMINISTRATOR)
    tak_dikenal = await keadaan(dunia, keputusan["id"], 1, "tak_cocok")
    assert "Tidak ada usulan dengan nomor pertek itu" in tak_dikenal["sebab"]
    perlu = await administrator.baca("/setneg/keputusan", cocok="false")
    assert keputusan["id"] in {baris["id"] for baris in perlu["baris"]}
    cocok = await administrator.baca("/setneg/keputusan", cocok="true")
    assert keputusan["id"] not in {baris["id"] for baris in cocok["baris"]}

    alamat = f"/setneg/keputusan/{keputusan['id']}/cocokkan"
    pilihan = {"baris_id": tak_dikenal["id"]}
    await administrator.kirim(alamat, **pilihan, usulan_id=satu["id"])
    berakhir = await keadaan(dunia, keputusan["id"], 1, "tak_cocok")
    assert (berakhir["usulan_id"], berakhir["sebab"][:26]) == (satu["id"], "Usulan ini sudah berakhir.")
    await administrator.kirim(alamat, **pilihan, usulan_id=belum["id"])

    async def tertunda() -> dict[str, Any] | None:
        baris = (await administrator.baca(f"/setneg/keputusan/{keputusan['id']}"))["baris"][1]
        return baris if baris["sebab"] else None

    menanti = await tunggu(tertunda, "baris tertunda")
    assert (menanti["keadaan"], menanti["usulan_nomor"]) == ("baru", belum["nomor"])
    assert menanti["sebab"] == "Usulan ini sedang tidak menunggu keputusan dari luar."
    for salah, jenis in (
        ({"baris_id": str(uuid4())}, "tidak_ditemukan"),
        (pilihan | {"usulan_id": str(uuid4())}, "tidak_ditemukan"),
        ({"baris_id": keputusan["baris"][0]["id"]}, "tidak_ditemukan"),
    ):
        masalah(await administrator.minta("POST", alamat, json=salah), 404, jenis)

    operator = dunia.sebagai("operator.bandung")
    (_, surat_satu), (_, surat_dua) = [await operator.baca(f"/usulan/{satu['id']}/surat") for satu in (satu, dua)]
    assert surat_satu["sha256"] == surat_dua["sha256"], "satu keputusan satu arsip"
    assert surat_satu["verifikasi"] != surat_dua["verifikasi"]
    dibuka = await administrator.minta("GET", f"/setneg/keputusan/{keputusan['id']}/berkas")
    assert dibuka.headers["etag"] == f'"{keputusan["sha256"]}"'
    riwayat = await administrator.baca(f"/usulan/{dua['id']}/riwayat", pembacaan="true")
    assert any(satu["rincian"].get("keputusan_id") == keputusan["id"] for satu in riwayat)


async def _kirim(dunia: Dunia, setneg: Setneg, isi: bytes, **data: str) -> httpx.Response:
    berkas = {"berkas": ("keputusan.pdf", isi, "application/pdf")}
    return await setneg.mesin.minta("POST", "/setneg/keputusan", files=berkas, data=data)


BARIS = {
    "nip": "197001011995031997",
    "golongan_lama": "IV/b",
    "golongan_baru": "IV/c",
    "tmt": "2026-12-01",
    "nomor_pertek": "PT-777777/BKN/KP/2026",
}


async def test_kiriman_yang_bentuknya_tidak_sah_ditolak_di_pintu(
    dunia: Dunia, setneg: Setneg, pintu_pdf: PintuPdf
) -> None:
    isi = await setneg.pdf(BARIS)
    data = (await pintu_pdf.keputusan(isi)).model_dump(mode="json", exclude_none=True)
    beda = await _kirim(
        dunia, setneg, isi, data=json.dumps(data | {"nomor": "8/K", "baris": [BARIS | {"tmt": "2027-01-01"}]})
    )
    assert {satu["bidang"] for satu in masalah(beda, 422, "isian_tidak_sah")["kesalahan"]} == {
        "data.nomor",
        "data.baris.0.tmt",
    }
    rusak = await _kirim(dunia, setneg, isi, data=json.dumps(data | {"baris": [BARIS | {"nip": "1"}]}))
    assert masalah(rusak, 422, "isian_tidak_sah")["kesalahan"][0]["bidang"] == "data.baris.0.nip"
    masalah(await _kirim(dunia, setneg, pdf_biasa()), 422, "keputusan_tanpa_data")
    masalah(await _kirim(dunia, setneg, b"bukan"), 422, "bukan_pdf")
    for ganti, bidang in (
        ({"jenis": "keputusan_lain"}, "jenis"),
        ({"baris": [BARIS, BARIS]}, ""),
        ({"tanggal": "kemarin"}, "tanggal"),
    ):
        ditolak = masalah(await _kirim(dunia, setneg, _dengan_data(data | ganti)), 422, "isian_tidak_sah")
        assert ditolak["kesalahan"][0]["bidang"] == f"keputusan.json:{bidang}", ditolak
    masalah(await _kirim(dunia, setneg, _dengan_data(data, "lain.json")), 422, "pdf_berlampiran")
    assert (await _kirim(dunia, setneg, isi, data=json.dumps(data))).status_code == 202


def _dengan_data(data: dict[str, Any], tambahan: str | None = None) -> bytes:
    """PDF tanpa tanda tangan yang melampirkan data ini."""
    with pikepdf.open(BytesIO(pdf_biasa())) as pdf:
        for nama in ("keputusan.json", *filter(None, [tambahan])):
            pdf.attachments[nama] = pikepdf.AttachedFileSpec(pdf, json.dumps(data).encode(), filename=nama)
        keluaran = BytesIO()
        pdf.save(keluaran)
    return keluaran.getvalue()


async def test_hanya_setneg_dan_administrator_yang_mengirim_dan_hanya_administrator_yang_mengurus(
    dunia: Dunia, setneg: Setneg
) -> None:
    isi = await setneg.pdf(BARIS)
    berkas = {"berkas": ("keputusan.pdf", isi, "application/pdf")}
    for nama in ("operator.bandung", PETUGAS, "pengawas.bkn", "verifikator_bkn.kanregiii"):
        masalah(await dunia.sebagai(nama).minta("POST", "/setneg/keputusan", files=berkas), 403, "terlarang")
        masalah(await dunia.sebagai(nama).minta("GET", "/setneg/keputusan"), 403, "terlarang")
    palsu = dunia.sebagai("operator.bandung", [Peran.SETNEG])
    masalah(await palsu.minta("POST", "/setneg/keputusan", files=berkas), 403, "terlarang")
    diterima = (await _kirim(dunia, setneg, isi)).json()
    oleh_administrator = await dunia.sebagai(ADMINISTRATOR).minta("POST", "/setneg/keputusan", files=berkas)
    assert oleh_administrator.json()["id"] == diterima["id"]
    assert (await setneg.mesin.baca(f"/setneg/keputusan/{diterima['id']}"))["nomor"] == diterima["nomor"]
    masalah(await setneg.mesin.minta("GET", f"/setneg/keputusan/{uuid4()}"), 404, "tidak_ditemukan")
    for metode, jalur, isian in (
        ("GET", "", None),
        ("GET", f"/{diterima['id']}/berkas", None),
        ("POST", f"/{diterima['id']}/cocokkan", {"baris_id": diterima["baris"][0]["id"]}),
    ):
        masalah(await setneg.mesin.minta(metode, f"/setneg/keputusan{jalur}", json=isian), 403, "terlarang")
    for jalur in ("/usulan", "/asn"):
        masalah(await setneg.mesin.minta("GET", jalur), 403, "terlarang")
    assert (await setneg.mesin.baca("/tugas"))["baris"] == []

"""Konsep usulan: disusun operator instansinya, disimpan tanpa saling menimpa, diajukan bila lengkap dan layak."""

import asyncio
from datetime import date
from uuid import uuid4

import pytest

from models.peran import Peran
from models.referensi import Predikat
from tests.api.dunia import BANDUNG, SURABAYA, Dunia, masalah
from tests.hukum.aturan.contoh import gol, kinerja

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_konsep_dibuat_disimpan_dan_dibaca_kembali(dunia: Dunia) -> None:
    operator = dunia.sebagai("operator.bandung")
    usulan = await dunia.konsep()
    assert (usulan["tahap"], usulan["versi"], usulan["status"]) == ("konsep", 1, 1)
    jawaban = await dunia.simpan(operator, usulan, isi={"stlud": {"nomor": "800/12"}})
    assert jawaban.headers["etag"] == '"2"'
    terbaca = await operator.baca(f"/usulan/{usulan['id']}")
    assert terbaca["isi"] == {"stlud": {"nomor": "800/12"}}
    assert terbaca["nomor"] == usulan["nomor"]


async def test_membuat_konsep_dengan_id_sama_tidak_menggandakan(dunia: Dunia) -> None:
    operator, profil = dunia.sebagai("operator.bandung"), await dunia.asn()
    isi = {"id": str(uuid4()), "jenis": "101", "asn_id": str(profil.id), "periode": str(await dunia.periode())}
    pertama, kedua = [await operator.kirim("/usulan", **isi) for _ in range(2)]
    assert pertama == kedua


async def test_konsep_basi_ditolak_dengan_versi_kini(dunia: Dunia) -> None:
    operator, usulan = dunia.sebagai("operator.bandung"), await dunia.konsep()
    assert (await dunia.simpan(operator, usulan, isi={"stlud": {"nomor": "A"}})).is_success
    basi = masalah(await dunia.simpan(operator, usulan, isi={"stlud": {"nomor": "B"}}), 412, "konsep_basi")
    assert basi["versi_kini"] == 2
    kini = await operator.baca(f"/usulan/{usulan['id']}")
    assert kini["isi"]["stlud"]["nomor"] == "A"


async def test_menyimpan_tanpa_versi_ditolak(dunia: Dunia) -> None:
    operator, usulan = dunia.sebagai("operator.bandung"), await dunia.konsep()
    alamat = f"/usulan/{usulan['id']}"
    masalah(await operator.minta("PATCH", alamat, json={"isi": {}}), 428, "versi_kosong")
    salah = await operator.minta("PATCH", alamat, json={"isi": {}}, headers={"If-Match": "lama"})
    masalah(salah, 422, "isian_tidak_sah")


async def test_isian_tak_dikenal_ditolak_dengan_namanya(dunia: Dunia) -> None:
    operator, usulan = dunia.sebagai("operator.bandung"), await dunia.konsep()
    ditolak = masalah(await dunia.simpan(operator, usulan, isi={"warna": "biru"}), 422, "isian_tidak_sah")
    assert ditolak["kesalahan"] == [{"bidang": "isi.warna", "sebab": "Isian ini tidak dikenal.", "tindakan": ""}]
    ditolak = masalah(await dunia.simpan(operator, usulan, warna="biru"), 422, "isian_tidak_sah")
    assert ditolak["kesalahan"][0]["bidang"] == "warna"


async def test_huruf_yang_tidak_dapat_disimpan_ditolak(dunia: Dunia) -> None:
    operator, usulan = dunia.sebagai("operator.bandung"), await dunia.konsep()
    masalah(await dunia.simpan(operator, usulan, isi={"stlud": {"nomor": "a\0b"}}), 422, "isian_tidak_sah")
    masalah(await operator.minta("GET", "/asn", params={"cari": "a\0b"}), 422, "isian_tidak_sah")


async def test_instansi_dan_kanreg_lain_tidak_tahu_konsep_ada(dunia: Dunia) -> None:
    usulan = await dunia.konsep()
    alamat = f"/usulan/{usulan['id']}"
    tiada = masalah(await dunia.sebagai("operator.bandung").minta("GET", f"/usulan/{uuid4()}"), 404, "tidak_ditemukan")
    for nama in ("operator.surabaya", "admin_instansi.jabar", "verifikator_bkn.kanregii", "verifikator_bkn.kanregiii"):
        orang = dunia.sebagai(nama)
        for metode, ujung, isi in (
            ("GET", "", None),
            ("PATCH", "", {"isi": {}}),
            ("DELETE", "", None),
            ("POST", "/ajukan", None),
            ("GET", "/kelengkapan", None),
            ("GET", "/riwayat", None),
            ("GET", "/surat", None),
        ):
            jawaban = await orang.minta(metode, alamat + ujung, json=isi, headers={"If-Match": '"1"'})
            bocor = masalah(jawaban, 404, "tidak_ditemukan")
            assert bocor["detail"] == tiada["detail"]


async def test_peran_lain_di_instansi_yang_sama_membaca_tanpa_mengubah(dunia: Dunia) -> None:
    usulan = await dunia.konsep()
    verifikator = dunia.sebagai("verifikator_instansi.bandung")
    assert (await verifikator.baca(f"/usulan/{usulan['id']}"))["id"] == usulan["id"]
    masalah(await dunia.simpan(verifikator, usulan, isi={}), 403, "terlarang")
    masalah(await verifikator.minta("POST", f"/usulan/{usulan['id']}/ajukan"), 403, "terlarang")


async def test_konsep_dihapus_hanya_pembuatnya(dunia: Dunia) -> None:
    usulan = await dunia.konsep()
    alamat = f"/usulan/{usulan['id']}"
    rekan = dunia.sebagai("verifikator_instansi.bandung", [Peran.OPERATOR])
    masalah(await rekan.minta("DELETE", alamat), 403, "terlarang")
    operator = dunia.sebagai("operator.bandung")
    assert (await operator.minta("DELETE", alamat)).status_code == 204
    masalah(await operator.minta("GET", alamat), 404, "tidak_ditemukan")


async def test_usulan_terbuka_kedua_bagi_satu_asn_ditolak(dunia: Dunia) -> None:
    profil = await dunia.asn()
    pertama = await dunia.konsep(profil)
    isi = {"jenis": "202", "asn_id": str(profil.id), "periode": str(await dunia.periode())}
    ganda = masalah(await dunia.sebagai("operator.bandung").minta("POST", "/usulan", json=isi), 409, "usulan_ganda")
    assert ganda["nomor"] == pertama["nomor"]


async def test_asn_instansi_lain_tidak_dapat_diusulkan(dunia: Dunia) -> None:
    profil = await dunia.asn(SURABAYA)
    isi = {"jenis": "101", "asn_id": str(profil.id), "periode": str(await dunia.periode())}
    masalah(await dunia.sebagai("operator.bandung").minta("POST", "/usulan", json=isi), 404, "tidak_ditemukan")


@pytest.mark.parametrize("periode", [date(2025, 11, 1), date(2030, 1, 1)])
async def test_periode_yang_tidak_terbuka_ditolak(dunia: Dunia, periode: date) -> None:
    profil = await dunia.asn()
    isi = {"jenis": "101", "asn_id": str(profil.id), "periode": str(periode)}
    masalah(await dunia.sebagai("operator.bandung").minta("POST", "/usulan", json=isi), 409, "periode_ditutup")


async def test_yang_belum_layak_ditolak_dengan_setiap_sebabnya(dunia: Dunia) -> None:
    periode = await dunia.periode()
    profil = await dunia.asn(
        golongan=(gol("III/c", date(periode.year - 1, periode.month, 1), 8, 0),),
        skp=kinerja(**{f"t{periode.year - 1}": Predikat.KURANG, f"t{periode.year - 2}": Predikat.BAIK}),
        diblokir=True,
    )
    usulan = await dunia.konsep(profil)
    operator = dunia.sebagai("operator.bandung")
    ditolak = masalah(await operator.minta("POST", f"/usulan/{usulan['id']}/ajukan"), 422, "tidak_memenuhi_syarat")
    sebab = {satu["bidang"]: satu["sebab"] for satu in ditolak["kesalahan"]}
    assert {"masa_dalam_pangkat", "tidak_diblokir", "kinerja_baik"} <= sebab.keys()
    assert all(sebab.values())
    assert (await operator.baca(f"/usulan/{usulan['id']}"))["diajukan_pada"] is None


async def test_dokumen_wajib_yang_kurang_disebut_satu_per_satu(dunia: Dunia) -> None:
    operator, usulan = dunia.sebagai("operator.bandung"), await dunia.konsep()
    kelengkapan = await operator.baca(f"/usulan/{usulan['id']}/kelengkapan")
    wajib = {f"dokumen.{satu['kode']}" for satu in kelengkapan["dokumen"] if satu["wajib"]}
    assert wajib
    assert not kelengkapan["siap"]
    ditolak = masalah(await operator.minta("POST", f"/usulan/{usulan['id']}/ajukan"), 422, "belum_lengkap")
    assert {satu["bidang"] for satu in ditolak["kesalahan"]} == wajib


async def test_isian_setengah_jadi_ditagih_saat_diajukan(dunia: Dunia) -> None:
    operator, usulan = dunia.sebagai("operator.bandung"), await dunia.konsep()
    await dunia.simpan(operator, usulan, isi={"stlud": {"nomor": "800/12"}})
    ditolak = masalah(await operator.minta("POST", f"/usulan/{usulan['id']}/ajukan"), 422, "isian_tidak_sah")
    assert ditolak["kesalahan"][0]["bidang"] == "isi.stlud.tanggal"


async def test_kewenangan_presiden_disebut_dan_tidak_menghalangi(dunia: Dunia) -> None:
    periode = await dunia.periode()
    profil = await dunia.asn(golongan=(gol("IV/b", date(periode.year - 5, periode.month, 1), 20, 0),))
    usulan = await dunia.konsep(profil)
    kelengkapan = await dunia.sebagai("operator.bandung").baca(f"/usulan/{usulan['id']}/kelengkapan")
    assert kelengkapan["kewenangan"]["rute"] == "presiden"
    assert {satu["jenis"] for satu in kelengkapan["halangan"]} == {"tidak_memenuhi_syarat", "belum_lengkap"}


async def test_dokumen_asn_lain_tidak_dapat_dilampirkan(dunia: Dunia) -> None:
    operator = dunia.sebagai("operator.bandung")
    lain, usulan = await dunia.konsep(), await dunia.konsep()
    asing = await dunia.unggah(operator, lain["id"], "sk_kp_terakhir")
    ditolak = masalah(
        await dunia.simpan(operator, usulan, dokumen={"sk_kp_terakhir": asing["id"], "aneh": asing["id"]}),
        422,
        "isian_tidak_sah",
    )
    assert {satu["bidang"] for satu in ditolak["kesalahan"]} == {"dokumen.sk_kp_terakhir", "dokumen.aneh"}


async def test_diajukan_sekali_walau_diulang_dan_serentak(dunia: Dunia) -> None:
    operator, usulan = dunia.sebagai("operator.bandung"), await dunia.konsep_lengkap()
    assert usulan["status"] == 2
    alamat = f"/usulan/{usulan['id']}/ajukan"
    hasil = await asyncio.gather(*(operator.minta("POST", alamat) for _ in range(4)))
    assert {satu.status_code for satu in hasil} <= {200, 409}
    assert any(satu.status_code == 200 for satu in hasil)
    ulang = await operator.kirim(f"/usulan/{usulan['id']}/ajukan")
    assert ulang["berjalan"]
    await dunia.tugas(dunia.sebagai("verifikator_instansi.bandung"), usulan, "verifikasi_instansi")
    riwayat = await operator.baca(f"/usulan/{usulan['id']}/riwayat")
    assert [satu["jenis"] for satu in riwayat] == ["usulan.diajukan", "tugas.dibuka"]
    assert riwayat[0]["pelaku"]["peran"] == "operator"
    assert riwayat[0]["waktu_setempat"].endswith("WIB")
    masalah(await dunia.simpan(operator, ulang["usulan"] | {"versi": 3}, isi={}), 409, "sudah_diajukan")
    masalah(await operator.minta("DELETE", f"/usulan/{usulan['id']}"), 409, "sudah_diajukan")


async def test_usulan_diajukan_terlihat_kanregnya_saja(dunia: Dunia) -> None:
    usulan = await dunia.diajukan()
    assert (await dunia.sebagai("verifikator_bkn.kanregiii").baca(f"/usulan/{usulan['id']}"))["id"] == usulan["id"]
    kanreg_lain = dunia.sebagai("verifikator_bkn.kanregii")
    masalah(await kanreg_lain.minta("GET", f"/usulan/{usulan['id']}"), 404, "tidak_ditemukan")
    daftar = await dunia.sebagai("verifikator_bkn.kanregiii").baca("/usulan", cari=usulan["nomor"])
    assert [satu["id"] for satu in daftar["baris"]] == [usulan["id"]]
    assert (await kanreg_lain.baca("/usulan", cari=usulan["nomor"]))["baris"] == []


async def test_daftar_usulan_berhalaman_tanpa_terlewat(dunia: Dunia) -> None:
    operator = dunia.sebagai("operator.bandung")
    buatan = {(await dunia.konsep())["id"] for _ in range(3)}
    terbaca: list[str] = []
    halaman = await operator.baca("/usulan", konsep=True, batas=2)
    while True:
        terbaca += [satu["id"] for satu in halaman["baris"]]
        if halaman["berikut"] is None or buatan <= set(terbaca):
            break
        halaman = await operator.baca("/usulan", konsep=True, batas=2, kursor=halaman["berikut"])
    assert buatan <= set(terbaca)
    assert len(terbaca) == len(set(terbaca))
    assert {satu["instansi_id"] for satu in halaman["baris"]} == {BANDUNG}
    masalah(await operator.minta("GET", "/usulan", params={"kursor": "palsu"}), 422, "isian_tidak_sah")


@pytest.mark.parametrize(
    ("kepala", "jenis"),
    [({}, "token_kosong"), ({"Authorization": "Bearer palsu"}, "token_tidak_sah")],
)
async def test_tanpa_token_sah_ditolak(dunia: Dunia, kepala: dict[str, str], jenis: str) -> None:
    jawaban = await dunia.http.get("/usulan", headers=kepala)
    masalah(jawaban, 401, jenis)
    assert jawaban.headers["www-authenticate"].startswith("Bearer")


async def test_hitungan_status_mengikuti_wilayah(dunia: Dunia) -> None:
    operator = dunia.sebagai("operator.bandung")
    sebelum = {satu["status"]: satu["banyak"] for satu in await operator.baca("/usulan/hitungan")}
    await dunia.konsep()
    sesudah = {satu["status"]: satu["banyak"] for satu in await operator.baca("/usulan/hitungan")}
    assert sum(sesudah.values()) == sum(sebelum.values()) + 1
    semua_terbuka = sum(satu["banyak"] for satu in await operator.baca("/usulan/hitungan", terbuka=True))
    assert semua_terbuka <= sum(sesudah.values())
    lain = await dunia.sebagai("operator.garut").baca("/usulan/hitungan")
    assert sum(satu["banyak"] for satu in lain) < sum(sesudah.values())

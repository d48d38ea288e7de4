"""Peremajaan data lewat HTTP di atas layanan sungguhan: ASN sendiri, operator, kunci, beda, dan suratnya."""

from typing import Any
from uuid import UUID, uuid4

import pytest

from api.penyamaran import samarkan_isi, samarkan_semua
from models.layanan.peremajaan_data import PEREMAJAAN_DATA
from models.perubahan import ubah
from models.profil import ProfilASN
from models.referensi import Predikat
from models.referensi.zona import hari_ini
from tests.api.dunia import BANDUNG, Dunia, Orang, masalah
from tests.hukum.peremajaan.contoh import BARIS

pytestmark = pytest.mark.asyncio(loop_scope="session")
OPERATOR, VERIFIKATOR = "operator.bandung", "verifikator_instansi.bandung"
ALAMAT = "Jalan Merdeka 9, Bandung"


async def konsep(orang: Orang, asn: ProfilASN, jenis: str, **isi: Any) -> dict[str, Any]:
    usulan = await orang.kirim("/usulan", layanan=PEREMAJAAN_DATA, jenis=jenis, asn_id=str(asn.id))
    return await simpan(orang, usulan, isi=isi)


async def simpan(orang: Orang, usulan: dict[str, Any], **perubahan: Any) -> dict[str, Any]:
    etag = {"If-Match": f'"{usulan["versi"]}"'}
    jawaban = await orang.minta("PATCH", f"/usulan/{usulan['id']}", json=perubahan, headers=etag)
    assert jawaban.status_code == 200, jawaban.text
    tersimpan: dict[str, Any] = jawaban.json()
    return tersimpan


async def kelengkapan(orang: Orang, usulan: dict[str, Any]) -> dict[str, Any]:
    hasil: dict[str, Any] = await orang.baca(f"/usulan/{usulan['id']}/kelengkapan")
    return hasil


async def diajukan(dunia: Dunia, orang: Orang, usulan: dict[str, Any]) -> dict[str, Any]:
    wajib = [satu["kode"] for satu in (await kelengkapan(orang, usulan))["dokumen"] if satu["wajib"]]
    dokumen = {kode: (await dunia.unggah(orang, usulan["id"], kode))["id"] for kode in wajib}
    usulan = await simpan(orang, usulan, dokumen=dokumen)
    hasil: dict[str, Any] = (await orang.kirim(f"/usulan/{usulan['id']}/ajukan"))["usulan"]
    return hasil


async def profil(dunia: Dunia, asn: ProfilASN) -> dict[str, Any]:
    hasil: dict[str, Any] = await dunia.sebagai(OPERATOR).baca(f"/asn/{asn.id}")
    return hasil


def mengubah(baris: Any, **riwayat: Any) -> dict[str, Any]:
    return {"aksi": "ubah", "rekam_id": str(baris.id), "riwayat": riwayat}


def alasan(kode: str, alasan: str = "DATA_TIDAK_SESUAI") -> dict[str, str]:
    return {"sasaran": "bidang", "kode": kode, "alasan": alasan, "uraian": "Beda dari dokumennya."}


async def test_asn_mengubah_alamatnya_sendiri_sampai_profil(dunia: Dunia) -> None:
    asn = await dunia.asn()
    diri = dunia.sebagai(f"asn.{asn.id}")
    usulan = await konsep(diri, asn, "7", riwayat={"alamat": ALAMAT})
    assert usulan["nomor"].startswith("PD-")
    assert usulan["isi"] == {
        "riwayat": {"alamat": ALAMAT, "sejak": hari_ini(f"instansi:{BANDUNG}").isoformat()},
        "lama": {"alamat": ""},
    }
    hasil = await kelengkapan(diri, usulan)
    assert hasil["kewenangan"]["rute"] == "instansi"
    assert [(h["bidang"], h["jenis"]) for h in hasil["halangan"]] == [("dokumen.ktp", "belum_lengkap")]
    (beda,) = hasil["perbandingan"]
    assert beda == {
        "bidang": "riwayat.alamat", "nama": "Alamat", "lama": "", "kini": "", "baru": ALAMAT, "berubah": False,
    }  # fmt: skip
    terkirim = await diajukan(dunia, diri, usulan)

    await dunia.putus(VERIFIKATOR, terkirim, "verifikasi_instansi", "BTS", alasan=[alasan("riwayat.alamat")])
    tugas = await dunia.tugas(diri, terkirim, "perbaikan_asn")
    assert tugas["status"] == 50
    melampaui = await diri.minta(
        "POST",
        f"/tugas/{tugas['id']}/perbaikan",
        json={"perbaikan_id": str(asn.id), "isi": {"riwayat": {"nama": "Ayu Baru"}}},
    )
    kesalahan = masalah(melampaui, 422, "isian_tidak_sah")["kesalahan"]
    assert [satu["bidang"] for satu in kesalahan] == ["isi.pribadi.nama", "isi"]
    await diri.kirim(
        f"/tugas/{tugas['id']}/perbaikan",
        perbaikan_id=tugas["id"],
        isi={"riwayat": {"alamat": f"{ALAMAT} 40111"}},
    )
    ulang = await dunia.tugas(dunia.sebagai(VERIFIKATOR), terkirim, "verifikasi_instansi")
    assert (ulang["status"], ulang["alasan"][0]["kode"]) == (51, "riwayat.alamat")
    assert [satu["baru"] for satu in ulang["kelengkapan"]["perbandingan"]] == [f"{ALAMAT} 40111"]
    await dunia.putus(VERIFIKATOR, terkirim, "verifikasi_instansi", "MS")

    selesai = await dunia.selesai(terkirim)
    assert (selesai["hasil"], selesai["status"]) == ("selesai", 11)
    assert (await profil(dunia, asn))["alamat"] == f"{ALAMAT} 40111"
    assert (await kelengkapan(diri, usulan))["perbandingan"] == []
    jejak = await diri.baca(f"/usulan/{usulan['id']}/riwayat")
    (ditulis,) = [satu for satu in jejak if satu["jenis"] == "profil.diperbarui"]
    bidang = {satu["nama"]: (satu["lama"], satu["baru"]) for satu in ditulis["rincian"]["perubahan"][0]["bidang"]}
    assert bidang["alamat"] == ("", f"{ALAMAT} 40111")
    async with dunia.pekerja.transaksi() as gudang:
        (tercatat,) = await gudang.asn.perubahan(asn.id)
    assert tercatat.perubahan.dokumen_id is not None, "barisnya menyimpan dokumen dasarnya"


async def test_asn_tidak_mengusulkan_bagi_orang_lain_dan_yang_bukan_haknya(dunia: Dunia) -> None:
    asn, lain = await dunia.asn(), await dunia.asn()
    diri = dunia.sebagai(f"asn.{asn.id}")
    permintaan = {"layanan": PEREMAJAAN_DATA, "jenis": "7", "asn_id": str(lain.id)}
    masalah(await diri.minta("POST", "/usulan", json=permintaan), 404, "tidak_ditemukan")
    golongan = permintaan | {"jenis": "1", "asn_id": str(asn.id)}
    masalah(await diri.minta("POST", "/usulan", json=golongan), 403, "terlarang")
    usulan = await konsep(diri, asn, "9")
    etag = {"If-Match": f'"{usulan["versi"]}"'}
    berpindah = await diri.minta("PATCH", f"/usulan/{usulan['id']}", json={"jenis": "1"}, headers=etag)
    masalah(berpindah, 403, "terlarang")


async def test_nik_tersimpan_tersamar_yang_diusulkan_tampak(dunia: Dunia) -> None:
    asn = await dunia.asn(nik="3273015705900001")
    operator = dunia.sebagai(OPERATOR)
    usulan = await konsep(operator, asn, "7", riwayat={"nik": "3273015705900002"})
    assert (usulan["isi"]["riwayat"]["nik"], usulan["isi"]["lama"]["nik"]) == ("3273015705900002", f"{'•' * 12}0001")
    (beda,) = (await kelengkapan(operator, usulan))["perbandingan"]
    assert (beda["lama"], beda["kini"]) == (f"{'•' * 12}0001",) * 2
    assert (beda["baru"], beda["berubah"]) == ("3273015705900002", False)
    jejak = {"perubahan": [{"bidang": [{"nama": "nik", "lama": None, "baru": "3273015705900002"}]}]}
    assert "590" not in str(samarkan_semua(jejak))
    assert samarkan_isi({"lama": {"nik": "3273015705900001"}, "riwayat": {"nik": "3273015705900001"}}) == {
        "lama": {"nik": f"{'•' * 12}0001"},
        "riwayat": {"nik": f"{'•' * 12}0001"},
    }


async def test_isian_yang_sedang_diusulkan_terkunci(dunia: Dunia) -> None:
    asn = await dunia.asn()
    operator = dunia.sebagai(OPERATOR)
    pertama = await diajukan(dunia, operator, await konsep(operator, asn, "7", riwayat={"alamat": ALAMAT}))
    lain = await diajukan(dunia, operator, await konsep(operator, asn, "7", riwayat={"telepon": "022-123"}))
    assert lain["nomor"] != pertama["nomor"]
    kedua = await konsep(operator, asn, "7", riwayat={"alamat": "Jalan Lain 1"})
    ktp = await dunia.unggah(operator, kedua["id"], "ktp")
    kedua = await simpan(operator, kedua, dokumen={"ktp": ktp["id"]})
    ditolak = masalah(await operator.minta("POST", f"/usulan/{kedua['id']}/ajukan"), 409, "usulan_ganda")
    assert f"pribadi.alamat ({pertama['nomor']})" in ditolak["detail"]
    await dunia.putus(VERIFIKATOR, pertama, "verifikasi_instansi", "TMS", alasan=[
        alasan("riwayat.alamat", "DATA_TIDAK_BENAR")
    ])  # fmt: skip
    assert (await dunia.selesai(pertama))["hasil"] == "tms"
    await operator.kirim(f"/usulan/{kedua['id']}/ajukan")


async def test_yang_berubah_sejak_disusun_diperlihatkan_dan_tidak_dapat_diajukan(dunia: Dunia) -> None:
    asn = await dunia.asn()
    operator, skp = dunia.sebagai(OPERATOR), asn.skp[0]
    tertinggal = await konsep(operator, asn, "16", **mengubah(skp, predikat=1))
    lebih_dahulu = await konsep(operator, asn, "16", **mengubah(skp, predikat=3))
    assert lebih_dahulu["isi"]["lama"]["predikat"] == 2
    await diajukan(dunia, operator, lebih_dahulu)
    await dunia.putus(VERIFIKATOR, lebih_dahulu, "verifikasi_instansi", "MS")
    await dunia.selesai(lebih_dahulu)

    hasil = await kelengkapan(operator, tertinggal)
    assert [(b["lama"], b["kini"], b["baru"], b["berubah"]) for b in hasil["perbandingan"]] == [(2, 3, 1, True)]
    (halangan,) = [satu for satu in hasil["halangan"] if satu["jenis"] == "isian_tidak_sah"]
    assert halangan["bidang"] == "isi.lama.predikat"
    assert "saat itu `2`, kini `3`" in halangan["sebab"]
    ditolak = await operator.minta("POST", f"/usulan/{tertinggal['id']}/ajukan")
    masalah(ditolak, 422, "isian_tidak_sah")
    segar = await simpan(operator, tertinggal, isi={"lama": None})
    assert segar["isi"]["riwayat"]["predikat"] == 1
    assert [b["berubah"] for b in (await kelengkapan(operator, segar))["perbandingan"]] == [False]


async def test_yang_berubah_selama_diperiksa_tampak_pada_tugas_dan_tidak_ditimpa(dunia: Dunia) -> None:
    asn = await dunia.asn()
    operator, verifikator, skp = dunia.sebagai(OPERATOR), dunia.sebagai(VERIFIKATOR), asn.skp[0]
    usulan = await diajukan(dunia, operator, await konsep(operator, asn, "16", **mengubah(skp, predikat=1)))
    lain = await konsep(operator, asn, "9")
    async with dunia.pekerja.transaksi() as gudang:
        menyalip = ubah("skp", skp, skp.model_copy(update={"predikat": Predikat.BUTUH_PERBAIKAN}))
        await gudang.asn.terapkan(UUID(lain["id"]), asn.id, (menyalip,))
    tugas = await dunia.tugas(verifikator, usulan, "verifikasi_instansi")
    (beda,) = tugas["kelengkapan"]["perbandingan"]
    assert (beda["lama"], beda["kini"], beda["baru"], beda["berubah"]) == (2, 3, 1, True)

    await dunia.putus(VERIFIKATOR, usulan, "verifikasi_instansi", "MS")
    kembali = await dunia.tugas(operator, usulan, "perbaikan")
    assert [(a["kode"], a["alasan"]) for a in kembali["alasan"]] == [("riwayat.predikat", "PROFIL_BERUBAH")]
    assert [s["predikat"] for s in (await profil(dunia, asn))["skp"] if s["id"] == str(skp.id)] == [3]
    alamat = f"/tugas/{kembali['id']}/perbaikan"
    tetap = await operator.minta("POST", alamat, json={"perbaikan_id": str(uuid4()), "isi": {}})
    assert masalah(tetap, 422, "isian_tidak_sah")["kesalahan"][0]["bidang"] == "isi.lama.predikat"
    await operator.kirim(alamat, perbaikan_id=str(uuid4()), isi={"lama": None})
    await dunia.putus(VERIFIKATOR, usulan, "verifikasi_instansi", "MS")
    await dunia.selesai(usulan)
    assert [s["predikat"] for s in (await profil(dunia, asn))["skp"] if s["id"] == str(skp.id)] == [1]


async def test_pencantuman_gelar_dengan_surat_bkn(dunia: Dunia) -> None:
    asn = await dunia.asn()
    operator = dunia.sebagai(OPERATOR)
    baris = {n: isi for n, isi in BARIS["2"].items() if n not in ("dicantumkan", "nomor_pencantuman")}
    usulan = await konsep(operator, asn, "2", riwayat=baris, terbitkan_surat=True)
    assert (await kelengkapan(operator, usulan))["kewenangan"]["rute"] == "gelar"
    await diajukan(dunia, operator, usulan)
    await _sampai_validasi(dunia, usulan)
    await dunia.putus("paraf_bkn.kanregiii", usulan, "paraf_gelar", "SETUJU")
    await dunia.tanda_tangani("penandatangan_bkn.kanregiii", usulan, "tte_gelar")
    await dunia.selesai(usulan)
    (surat,) = await operator.baca(f"/usulan/{usulan['id']}/surat")
    sesudah = await profil(dunia, asn)
    assert sesudah["gelar_belakang"] == "S.A.P., M.IP."
    (ijazah,) = [satu for satu in sesudah["pendidikan"] if satu["tingkat_id"] == "45"]
    assert ijazah["nomor_pencantuman"] == surat["nomor"]
    arsip = {satu["id"]: satu["kode"] for satu in await operator.baca(f"/asn/{asn.id}/dokumen")}
    assert arsip[ijazah["dokumen_id"]] == "ijazah"
    assert "sk_pencantuman_gelar" in arsip.values()

    hapus = await konsep(operator, asn, "2", aksi="hapus", rekam_id=ijazah["id"])
    (halangan,) = [h for h in (await kelengkapan(operator, hapus))["halangan"] if h["bidang"] == "isi.rekam_id"]
    assert surat["nomor"] in halangan["sebab"]


async def test_peninjauan_masa_kerja_dengan_pertek_dan_sk(dunia: Dunia) -> None:
    asn = await dunia.asn()
    operator = dunia.sebagai(OPERATOR)
    tmt = hari_ini(f"instansi:{BANDUNG}").replace(day=1).isoformat()
    baris = {n: isi for n, isi in BARIS["3"].items() if n not in ("nomor_sk", "tanggal_sk", "gaji_pokok")}
    usulan = await konsep(operator, asn, "3", riwayat={**baris, "tmt": tmt}, terbitkan_surat=True)
    await diajukan(dunia, operator, usulan)
    await _sampai_validasi(dunia, usulan)
    await dunia.putus("paraf_bkn.kanregiii", usulan, "paraf_pertek", "SETUJU")
    await dunia.tanda_tangani("penandatangan_bkn.kanregiii", usulan, "tte_pertek")
    await dunia.putus("paraf_instansi.bandung", usulan, "paraf_sk", "SETUJU")
    await dunia.tanda_tangani("penandatangan_instansi.bandung", usulan, "tte_sk")
    await dunia.selesai(usulan)
    surat = {satu["jenis"]: satu["nomor"] for satu in await operator.baca(f"/usulan/{usulan['id']}/surat")}
    semula, sesudah = asn.golongan_terakhir, await profil(dunia, asn)
    (pmk,) = sesudah["pmk"]
    assert semula is not None
    assert (pmk["nomor_sk"], pmk["nomor_pertek"]) == (surat["sk_pmk"], surat["pertek_pmk"])
    assert sesudah["kini"]["masa_kerja_tahun"] == semula.masa_kerja_tahun + 2
    assert sesudah["kini"]["gaji_pokok"] == pmk["gaji_pokok"] > 0
    assert pmk["tmt"] == tmt
    arsip = {satu["id"]: satu["kode"] for satu in await operator.baca(f"/asn/{asn.id}/dokumen")}
    assert arsip[pmk["dokumen_id"]] == "sk_pmk", "barisnya bersandar pada SK-nya sendiri"


async def _sampai_validasi(dunia: Dunia, usulan: dict[str, Any]) -> None:
    await dunia.putus(VERIFIKATOR, usulan, "verifikasi_instansi", "MS")
    await dunia.putus("approver_instansi.bandung", usulan, "persetujuan", "SETUJU")
    await dunia.putus("verifikator_bkn.kanregiii", usulan, "validasi_bkn", "MS")

"""Sesi tanda tangan: satu passphrase bagi satu pilihan, percobaan salah terhitung, gangguan BSrE terjawab jelas."""

import asyncio
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from sqlalchemy.exc import OperationalError

from api.alur import Alur
from sandbox.akun import PASSPHRASE
from sandbox.tumpukan import Tumpukan
from tests.api.dunia import Dunia, Orang, buka_sesi, masalah, tunggu

pytestmark = pytest.mark.asyncio(loop_scope="session")
KEPALA = "penandatangan_bkn.kanregiii"


async def _menunggu_tte(dunia: Dunia) -> tuple[dict[str, Any], dict[str, Any]]:
    usulan = await dunia.diajukan()
    await dunia.sampai(usulan, "tte_pertek")
    return usulan, await dunia.tugas(dunia.sebagai(KEPALA), usulan, "tte_pertek")


async def _tanda_tangani(orang: Orang, sesi_id: str, *tugas_ids: str) -> list[dict[str, Any]]:
    permintaan = [{"id": str(uuid4()), "tugas_id": satu} for satu in tugas_ids]
    hasil: list[dict[str, Any]] = await orang.kirim(
        f"/sesi-tanda-tangan/{sesi_id}/tanda-tangani", permintaan=permintaan
    )
    return hasil


@pytest.fixture
async def ulah(tumpukan_penuh: Tumpukan) -> Any:
    """Memesan gangguan pada BSrE; pesanan yang tersisa dihapus sesudah uji."""
    alamat = f"{tumpukan_penuh.tempat.porta.url('bsre')}/_sandbox/ulah"

    async def pesan(nama: str) -> None:
        async with httpx.AsyncClient() as klien:
            (await klien.post(alamat, json={"ulah": nama})).raise_for_status()

    yield pesan
    async with httpx.AsyncClient() as klien:
        (await klien.delete(alamat)).raise_for_status()


async def test_satu_passphrase_bagi_satu_pilihan(dunia: Dunia) -> None:
    semua = [await _menunggu_tte(dunia) for _ in range(3)]
    kepala = dunia.sebagai(KEPALA)
    tugas_ids = [tugas["id"] for _, tugas in semua]
    sesi = await buka_sesi(kepala, tugas_ids)
    assert sesi["sisa_pakai"] == 3
    hasil = await _tanda_tangani(kepala, sesi["id"], *tugas_ids)
    assert [satu["status"] for satu in hasil] == ["tertanda"] * 3
    assert [satu["tugas_id"] for satu in hasil] == tugas_ids
    habis = await _tanda_tangani(kepala, sesi["id"], tugas_ids[0])
    assert habis[0]["status"] == "ditolak"


async def test_penandatangan_serentak_satu_surat_satu_tanda_tangan(dunia: Dunia) -> None:
    usulan, tugas = await _menunggu_tte(dunia)
    kepala = dunia.sebagai(KEPALA)
    sesi = [await buka_sesi(kepala, [tugas["id"]]) for _ in range(2)]
    hasil = await asyncio.gather(*(_tanda_tangani(kepala, satu["id"], tugas["id"]) for satu in sesi))
    assert sorted(satu[0]["status"] for satu in hasil) == ["ditolak", "tertanda"]
    riwayat = await kepala.baca(f"/usulan/{usulan['id']}/riwayat")
    assert [satu["jenis"] for satu in riwayat].count("surat.ditandatangani") == 1


async def test_permintaan_ber_id_sama_tidak_menandatangani_dua_kali(dunia: Dunia) -> None:
    usulan, tugas = await _menunggu_tte(dunia)
    kepala = dunia.sebagai(KEPALA)
    sesi = await buka_sesi(kepala, [tugas["id"]])
    permintaan = [{"id": str(uuid4()), "tugas_id": tugas["id"]}]
    alamat = f"/sesi-tanda-tangan/{sesi['id']}/tanda-tangani"
    pertama, kedua = [await kepala.kirim(alamat, permintaan=permintaan) for _ in range(2)]
    assert pertama == kedua
    assert pertama[0]["status"] == "tertanda"
    riwayat = await kepala.baca(f"/usulan/{usulan['id']}/riwayat")
    assert [satu["jenis"] for satu in riwayat].count("surat.ditandatangani") == 1


async def test_bukan_penandatangan_ditolak(dunia: Dunia) -> None:
    _, tugas = await _menunggu_tte(dunia)
    isi = {"nilai": PASSPHRASE, "tugas_ids": [tugas["id"]]}
    masalah(await dunia.sebagai("paraf_bkn.kanregiii").minta("POST", "/sesi-tanda-tangan", json=isi), 403, "terlarang")
    for nama in ("penandatangan_bkn.kanregii", "penandatangan_instansi.surabaya"):
        masalah(await dunia.sebagai(nama).minta("POST", "/sesi-tanda-tangan", json=isi), 404, "tidak_ditemukan")
    bupati = dunia.sebagai("penandatangan_instansi.bandung")
    masalah(await bupati.minta("POST", "/sesi-tanda-tangan", json=isi), 403, "terlarang")


async def test_passphrase_kosong_tidak_diulang_dalam_jawaban(dunia: Dunia) -> None:
    kepala = dunia.sebagai(KEPALA)
    panjang = "rahasia" * 40
    jawaban = await kepala.minta("POST", "/sesi-tanda-tangan", json={"nilai": panjang, "tugas_ids": []})
    ditolak = masalah(jawaban, 422, "isian_tidak_sah")
    assert {satu["bidang"] for satu in ditolak["kesalahan"]} == {"nilai", "tugas_ids"}
    assert "rahasia" not in jawaban.text


async def test_passphrase_salah_terhitung_lalu_mengunci(dunia: Dunia) -> None:
    usulan, tugas = await _menunggu_tte(dunia)
    lain, tugas_lain = await _menunggu_tte(dunia)
    kepala = dunia.sebagai(KEPALA)
    sesi = await buka_sesi(kepala, [tugas["id"], tugas_lain["id"]], "salah-sekali")
    hasil = await _tanda_tangani(kepala, sesi["id"], tugas["id"], tugas_lain["id"])
    assert [satu["status"] for satu in hasil] == ["passphrase_salah", "tidak_dicoba"]
    for _ in range(4):
        sesi = await buka_sesi(kepala, [tugas["id"]], "salah-lagi")
        assert (await _tanda_tangani(kepala, sesi["id"], tugas["id"]))[0]["status"] == "passphrase_salah"
    isi = {"nilai": PASSPHRASE, "tugas_ids": [tugas["id"]]}
    terkunci = masalah(await kepala.minta("POST", "/sesi-tanda-tangan", json=isi), 423, "passphrase_terkunci")
    assert terkunci["sampai"]
    surat = await kepala.baca(f"/usulan/{usulan['id']}/surat")
    assert [satu["tahap"] for satu in surat] == ["draf"]
    async with dunia.pekerja.transaksi() as gudang:
        assert (await gudang.sesi.percobaan(kepala.akun)).gagal == 5
        await gudang.sesi.reset_gagal(kepala.akun)
    sesi = await buka_sesi(kepala, [tugas["id"], tugas_lain["id"]])
    hasil = await _tanda_tangani(kepala, sesi["id"], tugas["id"], tugas_lain["id"])
    assert [satu["status"] for satu in hasil] == ["tertanda", "tertanda"]
    assert lain["id"] != usulan["id"]


async def test_tebakan_serentak_tidak_melewati_batas(dunia: Dunia) -> None:
    """Tiap tebakan pada sesi dan suratnya sendiri: yang dinilai BSrE paling banyak lima, sisanya ditolak."""
    semua = [await _menunggu_tte(dunia) for _ in range(7)]
    kepala = dunia.sebagai(KEPALA)
    tugas_ids = [tugas["id"] for _, tugas in semua]
    sesi = [await buka_sesi(kepala, [satu], f"tebakan-{satu}") for satu in tugas_ids]
    menebak = (_tanda_tangani(kepala, satu["id"], tugas) for satu, tugas in zip(sesi, tugas_ids, strict=True))
    hasil = [satu[0]["status"] for satu in await asyncio.gather(*menebak)]
    assert (hasil.count("passphrase_salah"), hasil.count("gagal")) == (5, 2)
    async with dunia.pekerja.transaksi() as gudang:
        assert (await gudang.sesi.percobaan(kepala.akun)).gagal == 5
        await gudang.sesi.reset_gagal(kepala.akun)
    benar = await buka_sesi(kepala, tugas_ids)
    hasil = [satu["status"] for satu in await _tanda_tangani(kepala, benar["id"], *tugas_ids)]
    assert hasil == ["tertanda"] * 7


@pytest.mark.parametrize(
    ("nama", "status"),
    [("galat_429", "gagal"), ("galat_500", "tidak_pasti"), ("nol_bita", "tidak_pasti"), ("tidak_terdaftar", "gagal")],
)
async def test_gangguan_bsre_membiarkan_tugas_terbuka(dunia: Dunia, ulah: Any, nama: str, status: str) -> None:
    usulan, tugas = await _menunggu_tte(dunia)
    kepala = dunia.sebagai(KEPALA)
    await ulah(nama)
    sesi = await buka_sesi(kepala, [tugas["id"]])
    hasil = (await _tanda_tangani(kepala, sesi["id"], tugas["id"]))[0]
    assert hasil["status"] == status
    assert hasil["pesan"]
    assert (await kepala.baca(f"/tugas/{tugas['id']}"))["ditutup"] is None
    assert [satu["tahap"] for satu in await kepala.baca(f"/usulan/{usulan['id']}/surat")] == ["draf"]
    sesi = await buka_sesi(kepala, [tugas["id"]])
    assert (await _tanda_tangani(kepala, sesi["id"], tugas["id"]))[0]["status"] == "tertanda"


async def test_ocsp_tsa_dan_s3_padam_sesudah_ditandatangani(dunia: Dunia, tumpukan_penuh: Tumpukan) -> None:
    """Di tengah satu pilihan: tiap surat ditandatangani sekali, tak ada yang diminta lagi, semuanya terbit."""
    semua = [await _menunggu_tte(dunia) for _ in range(4)]
    kepala = dunia.sebagai(KEPALA)
    tugas_ids = [tugas["id"] for _, tugas in semua]
    sesi = await buka_sesi(kepala, tugas_ids)
    async with httpx.AsyncClient(base_url=f"{tumpukan_penuh.tempat.porta.url('bsre')}/_sandbox") as bsre:

        async def hitungan() -> int:
            return int((await bsre.get("/hitung")).json()["tanda_tangan"])

        async def bertambah() -> bool | None:
            return await hitungan() > sebelum or None

        sebelum = await hitungan()
        for layanan, sesudah in ((["ocsp", "crl"], 1), (["tsa"], 2)):
            pesanan = {"layanan": layanan, "detik": 6, "sesudah": sesudah}
            (await bsre.post("/padam", json=pesanan)).raise_for_status()
        menandatangani = asyncio.create_task(_tanda_tangani(kepala, sesi["id"], *tugas_ids))
        await tunggu(bertambah, "tanda tangan pertama")
        async with tumpukan_penuh.padam("s3"):
            await asyncio.sleep(4)
        assert [satu["status"] for satu in await menandatangani] == ["tertanda"] * 4
        for usulan, _ in semua:
            await dunia.tugas(dunia.sebagai("paraf_instansi.bandung"), usulan, "paraf_sk")
            surat = await kepala.baca(f"/usulan/{usulan['id']}/surat")
            assert [(satu["jenis"], satu["tahap"]) for satu in surat] == [("pertek_kp", "terbit")]
            jenis = [satu["jenis"] for satu in await kepala.baca(f"/usulan/{usulan['id']}/riwayat")]
            assert jenis.count("surat.ditandatangani") == 1
            assert "surat.tte_gagal" not in jenis
        assert await hitungan() == sebelum + 4


async def test_sesi_tidak_menandatangani_tugas_yang_tidak_disebut(dunia: Dunia) -> None:
    (_, disebut), (_, lain) = [await _menunggu_tte(dunia) for _ in range(2)]
    kepala = dunia.sebagai(KEPALA)
    sesi = await buka_sesi(kepala, [disebut["id"]])
    hasil = (await _tanda_tangani(kepala, sesi["id"], lain["id"]))[0]
    assert (hasil["status"], "dibuka bagi tugas lain" in hasil["pesan"]) == ("gagal", True)
    assert (await _tanda_tangani(kepala, sesi["id"], disebut["id"]))[0]["status"] == "tertanda"


@pytest.mark.parametrize(
    ("nama", "sebab"), [("penanda_tangan_lain", "bukan atas nama"), ("pdf_lain", "bukan lanjutan")]
)
async def test_jawaban_bsre_yang_keliru_tidak_pernah_terbit(dunia: Dunia, ulah: Any, nama: str, sebab: str) -> None:
    usulan, tugas = await _menunggu_tte(dunia)
    kepala = dunia.sebagai(KEPALA)
    await ulah(nama)
    sesi = await buka_sesi(kepala, [tugas["id"]])
    hasil = (await _tanda_tangani(kepala, sesi["id"], tugas["id"]))[0]
    if nama == "pdf_lain":  # sudah terlihat dari awalannya, jadi drafnya masih yang itu
        assert (hasil["status"], sebab in hasil["pesan"]) == ("gagal", True)
    else:
        assert hasil["status"] == "tertanda"
        await dunia.putus("paraf_bkn.kanregiii", usulan, "paraf_pertek", "SETUJU")
        tugas = await dunia.tugas(kepala, usulan, "tte_pertek")
        assert sebab in tugas["keterangan"]
        surat = await kepala.baca(f"/usulan/{usulan['id']}/surat")
        assert [satu["tahap"] for satu in surat] == ["batal", "draf"]
    sesi = await buka_sesi(kepala, [tugas["id"]])
    assert (await _tanda_tangani(kepala, sesi["id"], tugas["id"]))[0]["status"] == "tertanda"


@pytest.mark.parametrize(
    "galat", [RuntimeError("tak terduga"), OperationalError("SELECT", {}, Exception("tak terduga"))]
)
async def test_gangguan_pada_satu_surat_tidak_menelan_jawaban_surat_lain(
    dunia: Dunia, monkeypatch: pytest.MonkeyPatch, galat: Exception
) -> None:
    (_, satu), (lain, dua) = [await _menunggu_tte(dunia) for _ in range(2)]
    kepala = dunia.sebagai(KEPALA)
    sesi = await buka_sesi(kepala, [satu["id"], dua["id"]])
    asli = Alur.tanda_tangani

    async def sekali_gagal(alur: Alur, usulan_id: UUID, *pesan: Any, **lainnya: Any) -> Any:
        if str(usulan_id) == lain["id"]:
            raise galat
        return await asli(alur, usulan_id, *pesan, **lainnya)

    monkeypatch.setattr(Alur, "tanda_tangani", sekali_gagal)
    hasil = await _tanda_tangani(kepala, sesi["id"], satu["id"], dua["id"])
    assert [baris["status"] for baris in hasil] == ["tertanda", "belum_diterima"]
    assert "tak terduga" not in hasil[1]["pesan"]


async def test_menolak_tanda_tangan_kembali_ke_pemeriksa(dunia: Dunia) -> None:
    usulan, tugas = await _menunggu_tte(dunia)
    kepala = dunia.sebagai(KEPALA)
    tanpa = {"putusan_id": str(uuid4()), "jenis": "TOLAK"}
    masalah(await kepala.minta("POST", f"/tugas/{tugas['id']}/putusan", json=tanpa), 422, "alasan_kosong")
    alasan = [{"sasaran": "umum", "alasan": "SURAT_KELIRU", "uraian": "Masa kerja keliru."}]
    await dunia.putus(KEPALA, usulan, "tte_pertek", "TOLAK", alasan=alasan)
    ulang = await dunia.tugas(dunia.sebagai("verifikator_bkn.kanregiii"), usulan, "validasi_bkn")
    assert [satu["alasan"] for satu in ulang["alasan"]] == ["SURAT_KELIRU"]


async def test_paraf_harus_atas_draf_yang_dibaca(dunia: Dunia) -> None:
    usulan = await dunia.diajukan()
    await dunia.sampai(usulan, "paraf_pertek")
    pemaraf = dunia.sebagai("paraf_bkn.kanregiii")
    tugas = await dunia.tugas(pemaraf, usulan, "paraf_pertek")
    draf = await pemaraf.minta("GET", tugas["draf"]["alamat"])
    assert draf.content.startswith(b"%PDF-")
    masalah(await dunia.sebagai("operator.bandung").minta("GET", tugas["draf"]["alamat"]), 404, "tidak_ditemukan")
    assert await dunia.sebagai("operator.bandung").baca(f"/usulan/{usulan['id']}/surat") == []
    isi = {"putusan_id": str(uuid4()), "jenis": "SETUJU", "sidik_draf": "0" * 64}
    masalah(await pemaraf.minta("POST", f"/tugas/{tugas['id']}/putusan", json=isi), 409, "draf_berubah")

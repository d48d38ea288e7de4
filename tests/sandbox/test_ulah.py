"""Setiap ulah yang dapat dipesan, dan hitungan yang membuktikan tanda tangan sungguh dibuat atau tidak."""

from base64 import b64decode
from datetime import timedelta

import httpx
import pytest
from pyhanko.sign.ades.report import AdESPassed

from tests.sandbox.conftest import PENANDA_TANGAN, KlienESign
from tests.sandbox.pdf import pdf_contoh, periksa_bt, tanda_tangan


def test_habis_sesudah_dipakai(esign: KlienESign) -> None:
    esign.berulah("galat_500", 2)
    assert esign.http.get("/_sandbox/ulah").json() == [{"ulah": "galat_500", "kali": 2}]
    assert [esign.tanda_tangani_v2().status_code for _ in range(3)] == [500, 500, 200]
    assert esign.http.get("/_sandbox/ulah").json() == []


def test_dapat_dibersihkan_dan_yang_tak_dikenal_ditolak(esign: KlienESign) -> None:
    esign.berulah("galat_429")
    assert esign.http.delete("/_sandbox/ulah").json() == []
    assert esign.tanda_tangani_v2().status_code == 200
    for badan in ({"ulah": "meledak"}, {"ulah": "nol_bita", "kali": 0}):
        assert esign.http.post("/_sandbox/ulah", json=badan).status_code == 400


@pytest.mark.parametrize(("ulah", "status"), [("galat_500", 500), ("galat_429", 429)])
def test_galat_http_tanpa_tanda_tangan(esign: KlienESign, ulah: str, status: int) -> None:
    sebelum = esign.hitungan
    for panggil in (esign.tanda_tangani_v2, esign.tanda_tangani_v1):
        esign.berulah(ulah)
        jawaban = panggil()
        assert (jawaban.status_code, jawaban.json()["status"]) == (status, status)
    assert esign.hitungan == sebelum


@pytest.mark.parametrize(("ulah", "kode"), [("tidak_terdaftar", 2011), ("tanpa_sertifikat", 2021)])
def test_galat_identitas(esign: KlienESign, ulah: str, kode: int) -> None:
    sebelum = esign.hitungan
    esign.berulah(ulah, 2)
    assert esign.tanda_tangani_v2().json()["status_code"] == kode
    status = esign.http.post("/api/v2/user/check/status", json={"nik": PENANDA_TANGAN.nik}).json()
    assert status["status_code"] == kode
    assert esign.hitungan == sebelum


@pytest.mark.parametrize("versi", ["v1", "v2"])
def test_batas_waktu_setelah_tanda_tangan(esign: KlienESign, versi: str) -> None:
    sebelum = esign.hitungan
    esign.berulah("batas_waktu_setelah_tanda_tangan")
    esign.http.timeout = httpx.Timeout(2)
    panggil = esign.tanda_tangani_v1 if versi == "v1" else esign.tanda_tangani_v2
    with pytest.raises(httpx.ReadTimeout):
        panggil()
    assert esign.hitungan == sebelum + 1


def test_nol_bita(esign: KlienESign) -> None:
    sebelum = esign.hitungan
    esign.berulah("nol_bita", 2)
    assert esign.tanda_tangani_v2().json()["file"] == [""]
    v1 = esign.tanda_tangani_v1()
    assert (v1.status_code, v1.content, bool(v1.headers["id_dokumen"])) == (200, b"", True)
    assert esign.hitungan == sebelum + 2


def test_bukan_pdf(esign: KlienESign) -> None:
    esign.berulah("bukan_pdf", 2)
    (isi,) = esign.tanda_tangani_v2().json()["file"]
    assert b64decode(isi).startswith(b"<html>")
    assert esign.tanda_tangani_v1().content.startswith(b"<html>")


async def test_jam_miring(esign: KlienESign) -> None:
    esign.berulah("jam_miring")
    hasil = esign.hasil_v2()
    satu = tanda_tangan(hasil)
    _, status = await periksa_bt(hasil, esign.proses.data / "akar.pem")
    selisih = satu.self_reported_timestamp - status.timestamp_validity.timestamp
    assert timedelta(minutes=5, seconds=45) < selisih < timedelta(minutes=5, seconds=50)


async def test_penanda_tangan_lain(esign: KlienESign) -> None:
    esign.berulah("penanda_tangan_lain")
    kesimpulan, status = await periksa_bt(hasil := esign.hasil_v2(), esign.proses.data / "akar.pem")
    assert hasil.startswith(pdf_contoh())
    assert kesimpulan == AdESPassed.OK
    assert status.signing_cert.subject.native["common_name"] != PENANDA_TANGAN.nama


async def test_pdf_lain(esign: KlienESign) -> None:
    esign.berulah("pdf_lain")
    kesimpulan, status = await periksa_bt(hasil := esign.hasil_v2(), esign.proses.data / "akar.pem")
    assert not hasil.startswith(pdf_contoh())
    assert kesimpulan == AdESPassed.OK
    assert status.signing_cert.subject.native["common_name"] == PENANDA_TANGAN.nama

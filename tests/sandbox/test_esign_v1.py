"""API E-Sign v1: multipart, tajuk ``id_dokumen``, unduhan sekali pakai, letak dari kiri bawah."""

from base64 import b64decode

import pytest
from pyhanko.sign.ades.report import AdESPassed

from sandbox.bsre.pemilik import NIK_TIDAK_TERDAFTAR, TANPA_SERTIFIKAT
from tests.sandbox.conftest import PENANDA_TANGAN, KlienESign
from tests.sandbox.pdf import pdf_contoh, periksa_bt, tanda_tangan
from tests.sandbox.test_esign_v2 import kotak_spesimen


async def test_badan_pdf_dan_tajuk_id_dokumen(esign: KlienESign) -> None:
    jawaban = esign.tanda_tangani_v1()
    assert (jawaban.status_code, jawaban.headers["content-type"]) == (200, "application/pdf")
    assert jawaban.content.startswith(pdf_contoh())
    satu = tanda_tangan(jawaban.content)
    assert satu.sig_object["/SubFilter"] == "/adbe.pkcs7.detached"
    assert len(satu.pkcs7_content) == 16_384
    kesimpulan, _ = await periksa_bt(jawaban.content, esign.proses.data / "akar.pem")
    assert kesimpulan == AdESPassed.OK
    unduhan = f"/api/sign/download/{jawaban.headers['id_dokumen']}"
    assert esign.http.get(unduhan).content == jawaban.content
    kedua = esign.http.get(unduhan)
    assert (kedua.status_code, kedua.json()["error"]) == (404, "Dokumen telah didownload sebelumnya")


def test_unduhan_yang_tak_pernah_ada(esign: KlienESign) -> None:
    assert esign.http.get("/api/sign/download/tidakada").json()["error"] == "Dokumen tidak ditemukan"


def test_jawaban_base64(esign: KlienESign) -> None:
    isi = esign.tanda_tangani_v1(jenis_response="BASE64").json()
    assert b64decode(isi["base64_signed_file"]).startswith(pdf_contoh())
    assert isi["id_dokumen"]


def test_qr_dari_kiri_bawah(esign: KlienESign) -> None:
    letak = {"xAxis": "100", "yAxis": "200", "width": "80", "height": "60", "page": "1"}
    jawaban = esign.tanda_tangani_v1(tampilan="visible", image="false", linkQR="https://contoh.go.id/v/1", **letak)
    assert kotak_spesimen(jawaban.content) == [100, 200, 180, 260]


@pytest.mark.parametrize(
    ("ganti", "pesan"),
    [
        ({"linkQR": None}, "linkQR wajib"),
        ({"image": "true"}, "imageTTD wajib"),
        ({"halaman": None}, "page atau halaman"),
        ({"tampilan": "VISIBLE"}, "tampilan"),
        ({"nik": None}, "nik"),
    ],
)
def test_formulir_cacat(esign: KlienESign, ganti: dict[str, str | None], pesan: str) -> None:
    medan = {
        "tampilan": "visible",
        "image": "false",
        "linkQR": "https://contoh.go.id",
        "halaman": "terakhir",
        "width": "50",
        "height": "50",
    }
    assert esign.tanda_tangani_v1(**medan).status_code == 200
    jawaban = esign.tanda_tangani_v1(**(medan | ganti))
    assert jawaban.status_code == 400
    assert pesan in jawaban.json()["error"]


@pytest.mark.parametrize(
    ("ganti", "isi"),
    [
        ({"passphrase": "salah"}, {"error": "Passphrase anda salah", "status_code": 2031}),
        (
            {"nik": NIK_TIDAK_TERDAFTAR},
            {"error": "Proses signing gagal : User tidak terdaftar 2011", "status_code": 400},
        ),
        ({"nik": TANPA_SERTIFIKAT.nik}, {"error": "User tidak memiliki sertifikat", "status_code": 2021}),
    ],
)
def test_penolakan(esign: KlienESign, ganti: dict[str, str], isi: dict[str, object]) -> None:
    jawaban = esign.tanda_tangani_v1(**ganti)
    assert (jawaban.status_code, jawaban.json()) == (400, isi)


def test_status_pengguna(esign: KlienESign) -> None:
    ada = esign.http.get(f"/api/user/status/{PENANDA_TANGAN.nik}").json()
    assert (ada["status_code"], ada["status"]) == (1111, "ISSUE")
    tiada = esign.http.get(f"/api/user/status/{NIK_TIDAK_TERDAFTAR}").json()
    assert tiada == {"status_code": 1110, "status": "NOT_REGISTERED", "message": "User belum terdaftar"}


def test_verify(esign: KlienESign) -> None:
    def verify(pdf: bytes) -> dict[str, object]:
        return dict(esign.http.post("/api/sign/verify", files={"signed_file": ("naskah.pdf", pdf)}).json())

    pdf = bytearray(esign.tanda_tangani_v1().content)
    sah = verify(bytes(pdf))
    assert (sah["summary"], sah["jumlah_signature"], sah["nama_dokumen"]) == ("VALID", 1, "naskah.pdf")
    pdf[len(pdf_contoh()) // 2] ^= 1
    rusak = verify(bytes(pdf))
    assert rusak["summary"] == "DOCUMENT NOT VALID !!!"
    assert rusak["notes"] == "Konten Dokumen mengalami perubahan oleh pihak yang tidak berhak"
    assert verify(pdf_contoh())["summary"] is None

"""API E-Sign v2: tanda tangan sungguhan, kode galat, letak spesimen, OTP, segel, verify."""

import io
from base64 import b64encode

import httpx
import pikepdf
import pytest
import segno
from pyhanko.sign.ades.report import AdESPassed

from sandbox.akun import PASSPHRASE, akun
from sandbox.bsre.pemilik import DICABUT, ID_PELANGGAN_SEGEL, KEDALUWARSA, NIK_TIDAK_TERDAFTAR, TANPA_SERTIFIKAT
from tests.batas import BATAS
from tests.sandbox.conftest import PENANDA_TANGAN, KlienESign
from tests.sandbox.pdf import pdf_bersandi, pdf_contoh, periksa_bt, tanda_tangan
from tests.sandbox.proses import Proses


def gambar_contoh() -> str:
    keluaran = io.BytesIO()
    segno.make("https://contoh.go.id/v/abc").save(keluaran, kind="png", scale=4)
    return b64encode(keluaran.getvalue()).decode()


def kotak_spesimen(pdf: bytes) -> list[float]:
    with pikepdf.open(io.BytesIO(pdf)) as dokumen:
        (anotasi,) = dokumen.pages[0].Annots
        return [float(angka) for angka in anotasi.Rect]


async def test_tanda_tangan_b_t_dipercaya_dari_akar(esign: KlienESign) -> None:
    hasil = esign.hasil_v2(alasan="diabaikan")
    assert hasil.startswith(pdf_contoh())
    satu = tanda_tangan(hasil)
    assert satu.sig_object["/SubFilter"] == "/ETSI.CAdES.detached"
    assert satu.field_name.startswith("sig_")
    assert "/DSS" not in satu.reader.root
    kesimpulan, status = await periksa_bt(hasil, esign.proses.data / "akar.pem")
    assert kesimpulan == AdESPassed.OK
    assert status.bottom_line
    assert status.timestamp_validity.trusted
    assert status.signing_cert.subject.native["common_name"] == PENANDA_TANGAN.nama
    assert PENANDA_TANGAN.nik not in status.signing_cert.subject.human_friendly
    assert status.signing_cert.key_usage_value.native == {"digital_signature", "non_repudiation"}


async def test_satu_bita_berubah_tidak_sah(esign: KlienESign) -> None:
    hasil = bytearray(esign.hasil_v2())
    hasil[len(pdf_contoh()) // 2] ^= 1
    kesimpulan, status = await periksa_bt(bytes(hasil), esign.proses.data / "akar.pem")
    assert kesimpulan != AdESPassed.OK
    assert not status.intact


def test_dikenali_lewat_surel(esign: KlienESign) -> None:
    hasil = esign.hasil_v2(nik=None, email=PENANDA_TANGAN.surel)
    assert tanda_tangan(hasil).signer_cert.subject.native["common_name"] == PENANDA_TANGAN.nama


def test_banyak_berkas_satu_sifat(esign: KlienESign) -> None:
    berkas = [b64encode(pdf_contoh(f"naskah {ke}")).decode() for ke in range(3)]
    sebelum = esign.hitungan
    isi = esign.tanda_tangani_v2(file=berkas).json()
    assert len(isi["file"]) == 3
    assert isinstance(isi["time"], int)
    assert esign.hitungan == sebelum + 3


def test_passphrase_salah_2031(esign: KlienESign) -> None:
    sebelum = esign.hitungan
    jawaban = esign.tanda_tangani_v2(passphrase="bukan-passphrasenya")
    assert (jawaban.status_code, jawaban.json()) == (400, {"error": "Passphrase anda salah", "status_code": 2031})
    assert esign.hitungan == sebelum


@pytest.mark.parametrize(
    ("nik", "kode", "status"),
    [
        (NIK_TIDAK_TERDAFTAR, 2011, "NOT_REGISTERED"),
        (TANPA_SERTIFIKAT.nik, 2021, "NO_CERTIFICATE"),
        (KEDALUWARSA.nik, 2041, "EXPIRED"),
        (DICABUT.nik, 2041, "REVOKE"),
    ],
)
def test_yang_bukan_issue_ditolak(esign: KlienESign, nik: str, kode: int, status: str) -> None:
    jawaban = esign.tanda_tangani_v2(nik=nik)
    assert (jawaban.status_code, jawaban.json()["status_code"]) == (400, kode)
    keadaan = esign.http.post("/api/v2/user/check/status", json={"nik": nik})
    assert keadaan.status_code == 200
    assert (keadaan.json()["status_code"], keadaan.json()["status"]) == (kode, status)


def test_setiap_pejabat_bertanda_tangan_berstatus_issue(esign: KlienESign) -> None:
    pejabat = [a for a in akun() if a.peran[0].value.startswith(("paraf", "penandatangan"))]
    assert len(pejabat) == 22
    for satu in pejabat:
        keadaan = esign.http.post("/api/v2/user/check/status", json={"email": satu.surel}).json()
        assert keadaan["status"] == "ISSUE", satu.nama_pengguna


def test_spesimen_dari_kiri_atas(esign: KlienESign) -> None:
    sifat = {
        "tampilan": "VISIBLE",
        "imageBase64": gambar_contoh(),
        "page": 1,
        "originX": 100,
        "originY": 200,
        "width": 80,
        "height": 60,
    }
    hasil = esign.hasil_v2(signatureProperties=[sifat | {"reason": "Menyetujui", "location": "Jakarta"}])
    assert kotak_spesimen(hasil) == [100, 842 - 200 - 60, 180, 842 - 200]
    assert tanda_tangan(hasil).sig_object["/Reason"] == "Menyetujui"
    assert tanda_tangan(hasil).sig_object["/Location"] == "Jakarta"


def test_spesimen_pada_penanda(esign: KlienESign) -> None:
    sifat = {"tampilan": "VISIBLE", "imageBase64": gambar_contoh(), "tag_koordinat": "[tte]", "width": 20, "height": 20}
    kiri, bawah, kanan, atas = kotak_spesimen(esign.hasil_v2(signatureProperties=[sifat]))
    assert (kanan - kiri, atas - bawah) == (20, 20)
    assert bawah > 700
    assert 100 < kiri < 160


@pytest.mark.parametrize(
    ("ganti", "pesan"),
    [
        ({"imageBase64": None}, "imageBase64 wajib"),
        ({"imageBase64": b64encode(b"bukan gambar").decode()}, "Gambar spesimen"),
        ({"page": 9}, "Halaman 9 tidak ada"),
        ({"tag_koordinat": "[tidak ada]"}, "tag_koordinat tidak ditemukan"),
        ({"width": 0}, "width dan height"),
    ],
)
def test_spesimen_cacat_ditolak(esign: KlienESign, ganti: dict[str, object], pesan: str) -> None:
    sifat = {"tampilan": "VISIBLE", "imageBase64": gambar_contoh(), "width": 20, "height": 20} | ganti
    jawaban = esign.tanda_tangani_v2(signatureProperties=[sifat])
    assert jawaban.status_code == 400
    assert pesan in jawaban.json()["error"]


@pytest.mark.parametrize("isi", [b"bukan pdf", b"%PDF-1.7\nrusak", b"%PDF-1.7\n" + bytes(range(256)) * 20])
def test_pdf_rusak_ditolak_seperti_itext(esign: KlienESign, isi: bytes) -> None:
    jawaban = esign.tanda_tangani_v2(isi)
    assert jawaban.status_code == 400
    assert "InvalidPdfException" in jawaban.json()["error"]


@pytest.mark.parametrize(
    ("ganti", "pesan"),
    [
        ({"file": ["%%%"]}, "file.0"),
        ({"nik": None}, "nik atau email"),
        ({"passphrase": None}, "passphrase atau totp"),
        ({"signatureProperties": []}, "signatureProperties"),
        ({"signatureProperties": [{"tampilan": "INVISIBLE"}] * 2}, "sebanyak file"),
        ({"signatureProperties": [{"tampilan": "visible"}]}, "tampilan"),
    ],
)
def test_badan_cacat_menyebut_medan_tanpa_nilainya(esign: KlienESign, ganti: dict[str, object], pesan: str) -> None:
    jawaban = esign.tanda_tangani_v2(**ganti)
    assert jawaban.status_code == 400
    assert pesan in jawaban.json()["error"]
    assert PASSPHRASE not in jawaban.text
    assert PENANDA_TANGAN.nik not in jawaban.text


async def test_pdf_bersandi(esign: KlienESign) -> None:
    asli = pdf_bersandi("buka")
    sifat = {"tampilan": "INVISIBLE"}
    hasil = esign.hasil_v2(asli, signatureProperties=[sifat | {"pdfPassword": "buka"}])
    kesimpulan, _ = await periksa_bt(hasil, esign.proses.data / "akar.pem", "buka")
    assert kesimpulan == AdESPassed.OK
    assert esign.tanda_tangani_v2(asli, signatureProperties=[sifat | {"pdfPassword": "salah"}]).status_code == 400


def test_basic_salah_401_gaya_spring(esign: KlienESign) -> None:
    for auth in (None, ("usulan", "salah")):
        jawaban = httpx.post(f"{esign.proses.alamat}/api/v2/sign/pdf", json={}, auth=auth)
        assert jawaban.status_code == 401
        assert jawaban.json().keys() == {"timestamp", "status", "error", "path"}


def surat_totp(surel: Proses, alamat: str) -> str:
    (surat, *_) = httpx.get(f"{surel.alamat}/surat", params={"kepada": alamat, "tunggu": 60}, timeout=BATAS).json()
    isi = httpx.get(f"{surel.alamat}/surat/{surat['id']}").json()["isi"]
    return isi.split("Kode TOTP: ")[1][:6]


def test_totp_menggantikan_passphrase(esign: KlienESign, surel: tuple[Proses, int]) -> None:
    httpx.delete(f"{surel[0].alamat}/surat")
    jawaban = esign.http.post("/api/v2/sign/get/totp", json={"nik": PENANDA_TANGAN.nik, "data": 1})
    assert jawaban.json()["success"] is True
    kode = surat_totp(surel[0], PENANDA_TANGAN.surel)
    salah = f"{(int(kode) + 1) % 10**6:06d}"
    assert esign.tanda_tangani_v2(passphrase=None, totp=salah).status_code == 400
    hasil = esign.hasil_v2(passphrase=None, totp=kode)
    assert tanda_tangan(hasil).signer_cert.subject.native["common_name"] == PENANDA_TANGAN.nama
    habis = esign.tanda_tangani_v2(passphrase=None, totp=kode)
    assert habis.status_code == 400
    assert "0 berkas" in habis.json()["error"]


def test_segel_dengan_aktivasi(esign: KlienESign, surel: tuple[Proses, int]) -> None:
    httpx.delete(f"{surel[0].alamat}/surat")
    siapa = {"idSubscriber": ID_PELANGGAN_SEGEL}
    assert esign.http.post("/api/v2/seal/get/activation", json=siapa).json()["data"] is None
    aktivasi = surat_totp(surel[0], "segel@contoh.go.id")
    otp = esign.http.post("/api/v2/seal/get/totp", json=siapa | {"data": 1, "totp": aktivasi}).json()
    assert otp["result"] is True
    badan = siapa | {
        "totp": otp["totp"],
        "signatureProperties": [{"tampilan": "INVISIBLE"}],
        "file": [b64encode(pdf_contoh()).decode()],
    }
    jawaban = esign.http.post("/api/v2/seal/pdf", json=badan)
    assert len(jawaban.json()["file"]) == 1
    assert esign.http.post("/api/v2/seal/pdf", json=badan).status_code == 400
    assert esign.http.post("/api/v2/seal/get/totp", json={"idSubscriber": "LAIN"}).json()["status_code"] == 2011


def test_verify_dengan_salah_ketik_pemasok(esign: KlienESign) -> None:
    hasil = esign.hasil_v2()
    berkas = b64encode(hasil).decode()
    isi = esign.http.post("/api/v2/verify/pdf", json={"file": berkas}).json()
    assert (isi["conclusion"], isi["signatureCount"]) == ("VALID", 1)
    (satu,) = isi["signatureInformations"]
    assert satu["signatureFormat"] == "PAdES-BASELINE-T"
    assert satu["signerName"] == PENANDA_TANGAN.nama
    assert satu["timestampInfomation"]["timestampDate"]
    assert satu["certificateDetails"][0]["signatureAlgoritm"] == "sha256_rsa"
    assert (satu["integrityValid"], satu["certificateTrusted"], satu["ltv"]) == (True, True, False)

    rusak = bytearray(hasil)
    rusak[len(pdf_contoh()) // 2] ^= 1
    isi = esign.http.post("/api/v2/verify/pdf", json={"file": b64encode(rusak).decode()}).json()
    assert (isi["conclusion"], isi["signatureInformations"][0]["integrityValid"]) == ("INVALID", False)


def test_verify_tanpa_tanda_tangan_dan_bukan_pdf(esign: KlienESign) -> None:
    polos = esign.http.post("/api/v2/verify/pdf", json={"file": b64encode(pdf_contoh()).decode()})
    assert polos.json()["conclusion"] == "NO_SIGNATURE"
    for isi in (b"", b"bukan pdf"):
        jawaban = esign.http.post("/api/v2/verify/pdf", json={"file": b64encode(isi).decode()})
        assert jawaban.status_code == 500
        assert jawaban.json()["error"] == "Internal Server Error"


def test_rantai_sertifikat(esign: KlienESign) -> None:
    jawaban = esign.http.get(f"/api/v2/user/certificate/chain/{PENANDA_TANGAN.nik}").json()
    assert len(jawaban["data"]) == 3
    tak_ada = esign.http.get("/api/v2/user/certificate/chain/1")
    assert (tak_ada.status_code, tak_ada.headers["content-type"]) == (400, "application/json")
    assert tak_ada.text == "User tidak ditemukan"


def test_catatan_tanpa_rahasia_dan_data_pribadi(esign: KlienESign) -> None:
    esign.tanda_tangani_v2()
    esign.tanda_tangani_v2(passphrase="salah-Rahasia-9")
    esign.tanda_tangani_v1()
    esign.http.get(f"/api/user/status/{PENANDA_TANGAN.nik}")
    semua = "\n".join(esign.proses.baris)
    assert esign.proses.peristiwa
    for terlarang in (PASSPHRASE, "salah-Rahasia-9", PENANDA_TANGAN.nik, PENANDA_TANGAN.nip, PENANDA_TANGAN.nama):
        assert terlarang not in semua

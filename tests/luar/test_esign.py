"""Klien E-Sign terhadap sandbox BSrE: setiap kegagalan bernama, tak pernah diulang, dan tak membocorkan rahasia."""

import logging
import traceback
from base64 import b64encode
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from pydantic import SecretStr

from luar.esign import (
    OTP,
    AksesLayananDitolak,
    DitolakLayanan,
    ESign,
    ESignV1,
    ESignV2,
    GalatESign,
    HasilTidakPasti,
    JawabanKeliru,
    LayananTakTersedia,
    Passphrase,
    PassphraseSalah,
    SertifikatTidakBerlaku,
    StatusSertifikat,
    Tampilan,
    TanpaSertifikat,
    TidakTerdaftar,
    esign_dari,
)
from luar.setelan import Setelan
from sandbox.bsre.pemilik import DICABUT, KEDALUWARSA, NIK_TIDAK_TERDAFTAR, TANPA_SERTIFIKAT
from sandbox.tumpukan import Tumpukan
from tests.luar.conftest import SandboxBsre

SALAH = Passphrase(SecretStr("bukan-passphrasenya-9"))
PDF = b"%PDF-1.7 dokumen yang dikirim"


async def test_hasil_berawalan_bita_yang_dikirim(
    esign: ESign, bsre: SandboxBsre, draf: bytes, nik: SecretStr, passphrase: Passphrase, tampilan: Tampilan
) -> None:
    sebelum = bsre.hitungan
    for tampak in (tampilan, None):
        hasil = await esign.tanda_tangani(draf, nik, passphrase, tampak)
        assert hasil.startswith(draf)
        assert len(hasil) > len(draf)
    assert bsre.hitungan == sebelum + 2


async def test_passphrase_salah(esign: ESign, bsre: SandboxBsre, draf: bytes, nik: SecretStr) -> None:
    sebelum = bsre.hitungan
    with pytest.raises(PassphraseSalah, match="Passphrase atau OTP salah") as galat:
        await esign.tanda_tangani(draf, nik, SALAH)
    assert galat.value.kode == 2031
    assert bsre.hitungan == sebelum


@pytest.mark.parametrize(
    ("nik_pemohon", "jenis"),
    [
        (NIK_TIDAK_TERDAFTAR, TidakTerdaftar),
        (TANPA_SERTIFIKAT.nik, TanpaSertifikat),
        (KEDALUWARSA.nik, SertifikatTidakBerlaku),
        (DICABUT.nik, SertifikatTidakBerlaku),
    ],
)
async def test_pengguna_yang_tidak_boleh_menandatangani(
    esign: ESign, draf: bytes, passphrase: Passphrase, nik_pemohon: str, jenis: type[GalatESign]
) -> None:
    with pytest.raises(jenis):
        await esign.tanda_tangani(draf, SecretStr(nik_pemohon), passphrase)


@pytest.mark.parametrize(
    ("ulah", "jenis", "tanda_tangan_terjadi"),
    [
        ("galat_429", LayananTakTersedia, 0),
        ("galat_500", HasilTidakPasti, 0),
        ("nol_bita", HasilTidakPasti, 1),
        ("bukan_pdf", HasilTidakPasti, 1),
        ("pdf_lain", JawabanKeliru, 1),
    ],
)
async def test_layanan_berulah_tidak_diulang(
    esign: ESign,
    bsre: SandboxBsre,
    draf: bytes,
    nik: SecretStr,
    passphrase: Passphrase,
    ulah: str,
    jenis: type[GalatESign],
    tanda_tangan_terjadi: int,
) -> None:
    sebelum = bsre.hitungan
    bsre.pesan(ulah)
    with pytest.raises(jenis):
        await esign.tanda_tangani(draf, nik, passphrase)
    assert bsre.hitungan == sebelum + tanda_tangan_terjadi


@pytest.mark.parametrize("wujud", [ESignV2, ESignV1])
async def test_batas_waktu_sesudah_ditandatangani_tidak_pasti(
    wujud: type[ESignV2 | ESignV1],
    setelan: Setelan,
    bsre: SandboxBsre,
    draf: bytes,
    nik: SecretStr,
    passphrase: Passphrase,
) -> None:
    esign = wujud(setelan.esign_alamat, setelan.esign_pengguna, setelan.esign_sandi, jeda=1.0)
    sebelum = bsre.hitungan
    bsre.pesan("batas_waktu_setelah_tanda_tangan")
    with pytest.raises(HasilTidakPasti, match="batas waktu"):
        await esign.tanda_tangani(draf, nik, passphrase)
    await bsre.tunggu_hitungan(sebelum + 1)
    await esign.tutup()


async def test_layanan_mati_berarti_pasti_belum_ditandatangani(
    esign: ESign, layanan: Tumpukan, draf: bytes, nik: SecretStr, passphrase: Passphrase
) -> None:
    async with layanan.padam("bsre"):
        with pytest.raises(LayananTakTersedia, match="belum ditandatangani"):
            await esign.tanda_tangani(draf, nik, passphrase)
        with pytest.raises(LayananTakTersedia):
            await esign.status(nik)


async def test_sandi_aplikasi_salah_bukan_urusan_penanda_tangan(
    setelan: Setelan, draf: bytes, nik: SecretStr, passphrase: Passphrase
) -> None:
    esign = ESignV2(setelan.esign_alamat, setelan.esign_pengguna, SecretStr("keliru"))
    with pytest.raises(AksesLayananDitolak, match="USULAN_ESIGN_SANDI"):
        await esign.tanda_tangani(draf, nik, passphrase)
    with pytest.raises(AksesLayananDitolak):
        await esign.status(nik)
    await esign.tutup()


async def test_pdf_rusak_ditolak_layanan(esign: ESign, nik: SecretStr, passphrase: Passphrase) -> None:
    with pytest.raises(DitolakLayanan, match="InvalidPdfException"):
        await esign.tanda_tangani(b"%PDF-1.7 rusak", nik, passphrase)


async def test_otp_hanya_pada_v2(setelan: Setelan, draf: bytes, nik: SecretStr) -> None:
    otp = OTP(SecretStr("000000"))
    with pytest.raises(GalatESign) as galat:
        await esign_dari(setelan).tanda_tangani(draf, nik, otp)
    assert isinstance(galat.value, PassphraseSalah | DitolakLayanan)
    with pytest.raises(DitolakLayanan, match="tidak mengenal OTP"):
        await esign_dari(setelan.model_copy(update={"esign_versi": "v1"})).tanda_tangani(draf, nik, otp)


async def test_status_sertifikat(esign: ESign, nik: SecretStr) -> None:
    status = {
        nik.get_secret_value(): StatusSertifikat.ISSUE,
        NIK_TIDAK_TERDAFTAR: StatusSertifikat.NOT_REGISTERED,
        TANPA_SERTIFIKAT.nik: StatusSertifikat.NO_CERTIFICATE,
        KEDALUWARSA.nik: StatusSertifikat.EXPIRED,
        DICABUT.nik: StatusSertifikat.REVOKE,
    }
    for nomor, diharapkan in status.items():
        hasil = await esign.status(SecretStr(nomor))
        assert hasil is diharapkan
        assert (hasil.halangan == "") is (diharapkan is StatusSertifikat.ISSUE)


def test_setiap_status_selain_issue_menyebut_halangannya() -> None:
    assert {satu for satu in StatusSertifikat if not satu.halangan} == {StatusSertifikat.ISSUE}


async def test_rahasia_tidak_pernah_tampak(
    esign: ESign, draf: bytes, nik: SecretStr, passphrase: Passphrase, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    with pytest.raises(PassphraseSalah) as galat:
        await esign.tanda_tangani(draf, nik, SALAH)
    await esign.status(nik)
    await esign.tanda_tangani(draf, nik, passphrase)
    tampak = caplog.text + repr(passphrase) + "".join(traceback.format_exception(galat.value))
    assert galat.value.__context__ is None
    for rahasia in (nik, passphrase.nilai, SALAH.nilai):
        assert rahasia.get_secret_value() not in tampak


# --- jawaban yang pernah terlihat di lapangan tetapi tidak dapat dipesan dari sandbox ---

Jawab = Callable[[httpx.Request], httpx.Response]


def _lempar(galat: type[httpx.TransportError]) -> Jawab:
    def jawab(permintaan: httpx.Request) -> httpx.Response:
        raise galat("putus", request=permintaan)

    return jawab


def _jawab(status: int, **isi: Any) -> Jawab:
    return lambda _: httpx.Response(status, **isi)


@pytest.mark.parametrize(
    ("jawab", "jenis"),
    [
        (_jawab(200, json={"error": "Passphrase anda salah", "status_code": 2031}), PassphraseSalah),
        (_jawab(500, json={"error": "Proses signing gagal : Passphrase anda salah 2031"}), PassphraseSalah),
        (_jawab(400, json={"error": "User tidak terdaftar 2011", "status_code": 400}), TidakTerdaftar),
        (_jawab(400, content=b'{"error": "x", "status_code": 2021}'), TanpaSertifikat),
        (_jawab(200, json={"error": "galat lain"}), DitolakLayanan),
        (_jawab(400, text="User tidak ditemukan", headers={"content-type": "application/json"}), DitolakLayanan),
        (_jawab(302, headers={"location": "/masuk"}), DitolakLayanan),
        (_jawab(503), LayananTakTersedia),
        (_jawab(504), HasilTidakPasti),
        (_jawab(500, json={"error": "galat tak dikenal"}), HasilTidakPasti),
        (_jawab(200, json={"time": 1, "file": []}), HasilTidakPasti),
        (_jawab(200, json={"time": 1, "file": ["bukan base64!"]}), HasilTidakPasti),
        (_jawab(200, json={"time": 1, "file": [b64encode(PDF).decode()]}), JawabanKeliru),
        (_lempar(httpx.ConnectTimeout), LayananTakTersedia),
        (_lempar(httpx.WriteError), HasilTidakPasti),
        (_lempar(httpx.ReadError), HasilTidakPasti),
        (_lempar(httpx.RemoteProtocolError), HasilTidakPasti),
    ],
)
async def test_penggolongan_jawaban_lapangan(jawab: Jawab, jenis: type[GalatESign]) -> None:
    esign = ESignV2("http://esign.contoh", "u", SecretStr("s"), transport=httpx.MockTransport(jawab))
    with pytest.raises(GalatESign) as galat:
        await esign.tanda_tangani(PDF, SecretStr("3273010101700001"), SALAH)
    assert type(galat.value) is jenis
    await esign.tutup()


async def test_gema_rahasia_dalam_pesan_layanan_disensor() -> None:
    gema = {"error": f"NIK 3273010101700001 dengan {SALAH.nilai.get_secret_value()} gagal"}
    esign = ESignV2("http://esign.contoh", "u", SecretStr("s"), transport=httpx.MockTransport(_jawab(400, json=gema)))
    with pytest.raises(DitolakLayanan, match="NIK … dengan … gagal"):
        await esign.tanda_tangani(PDF, SecretStr("3273010101700001"), SALAH)
    await esign.tutup()

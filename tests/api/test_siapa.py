"""Identitas: hanya token akses yang sah menurut JWKS penerbitnya yang diterima."""

import asyncio
import hmac
import time
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterator
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from api.kunci_penerbit import BASI, SEGAR, KunciPenerbit
from api.masalah import JenisMasalah, Masalah
from api.siapa import PemeriksaToken
from models.peran import Peran
from tests.api.penyedia import AUDIENS, PenyediaUji


@pytest.fixture
def penyedia() -> Iterator[PenyediaUji]:
    penyedia = PenyediaUji()
    yield penyedia
    penyedia.padam()


@pytest.fixture
def pemeriksa(penyedia: PenyediaUji) -> PemeriksaToken:
    return PemeriksaToken(penyedia.penerbit, AUDIENS)


async def test_token_sah_menjadi_identitas(penyedia: PenyediaUji, pemeriksa: PemeriksaToken) -> None:
    ia = await pemeriksa.periksa(penyedia.token("akun-7", [Peran.OPERATOR, "peran_asing"], "instansi:B"))
    assert (ia.akun, ia.peran, ia.unit) == ("akun-7", frozenset({Peran.OPERATOR}), "instansi:B")
    assert ia.sebagai(Peran.OPERATOR).akun == "akun-7"
    with pytest.raises(ValueError, match="verifikator_bkn"):
        ia.sebagai(Peran.VERIFIKATOR_BKN)


async def test_kunci_disimpan_sementara(penyedia: PenyediaUji, pemeriksa: PemeriksaToken) -> None:
    for _ in range(5):
        await pemeriksa.periksa(penyedia.token())
    assert penyedia.pengambilan == 1


@pytest.mark.parametrize(("umur", "masih", "lewat"), [(300, 59, 61), (20, 29, 31)])
async def test_token_yang_lolos_diingat_semenit_dan_tidak_melewati_masa_berlakunya(
    penyedia: PenyediaUji, monkeypatch: pytest.MonkeyPatch, umur: int, masih: int, lewat: int
) -> None:
    class Terhitung(PemeriksaToken):
        diperiksa = 0

        async def _klaim(self, token: str) -> dict[str, Any]:
            self.diperiksa += 1
            return await super()._klaim(token)

    pemeriksa, token = Terhitung(penyedia.penerbit, AUDIENS), penyedia.token(umur=umur)
    kini = jwt.decode(token, options={"verify_signature": False})["exp"] - umur
    for detik, diperiksa in ((0, 1), (masih, 1), (lewat, 2)):
        with monkeypatch.context() as jam:
            jam.setattr("api.siapa.time.time", lambda saat=kini + detik: saat)
            await pemeriksa.periksa(token)
        assert pemeriksa.diperiksa == diperiksa, detik
    with pytest.raises(Masalah):
        await pemeriksa.periksa(token[:-8] + "AAAAAAAA")


KUNCI_LAIN = rsa.generate_private_key(public_exponent=65537, key_size=2048)
KEPALA_TANPA_ALG = b'{"alg":"none","kid":"kunci-1"}'
KEPALA_HMAC = b'{"alg":"HS256","kid":"kunci-1"}'


def _base64(isi: bytes) -> str:
    return urlsafe_b64encode(isi).decode().rstrip("=")


def _tanpa_tanda_tangan(p: PenyediaUji) -> str:
    isi = p.token().split(".")[1]
    return f"{_base64(KEPALA_TANPA_ALG)}.{isi}."


def _hmac_dengan_kunci_publik(p: PenyediaUji) -> str:
    """Serangan ganti algoritma: kunci publik RSA dipakai sebagai rahasia HMAC."""
    bentuk = serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    rahasia = p.kunci["kunci-1"].public_key().public_bytes(*bentuk)
    isi = p.token().split(".")[1]
    naskah = f"{_base64(KEPALA_HMAC)}.{isi}"
    return f"{naskah}.{_base64(hmac.digest(rahasia, naskah.encode(), 'sha256'))}"


def _isi_diubah(p: PenyediaUji) -> str:
    asli, lain = p.token().split("."), p.token(peran=[Peran.ADMINISTRATOR], unit="bkn").split(".")
    return ".".join((asli[0], lain[1], asli[2]))


PALSU: dict[str, Callable[[PenyediaUji], str]] = {
    "kedaluwarsa": lambda p: p.token(umur=-60),
    "kunci lain": lambda p: p.token(kunci=KUNCI_LAIN),
    "kunci tak dikenal": lambda p: p.token(kid="asing", kunci=KUNCI_LAIN),
    "tanpa tanda tangan": _tanpa_tanda_tangan,
    "alg ditukar": _hmac_dengan_kunci_publik,
    "isi diubah": _isi_diubah,
    "penerbit lain": lambda p: p.token(iss="https://penerbit.lain"),
    "bagi aplikasi lain": lambda p: p.token(aud="usulan-web"),
    "tanpa masa berlaku": lambda p: jwt.encode(
        {"sub": "a", "iss": p.penerbit, "aud": AUDIENS}, p.kunci["kunci-1"], "RS256", headers={"kid": "kunci-1"}
    ),
    "tanpa unit": lambda p: p.token(unit=None),
    "bukan JWT": lambda _: "sembarang",
    "token identitas": lambda p: p.token(jenis="JWT"),
    "token identitas Keycloak": lambda p: p.token(jenis="JWT", typ="ID"),
    "token keluar": lambda p: p.token(jenis="logout+jwt"),
    "tanpa jenis": lambda p: p.token(jenis=""),
    "tanpa kid": lambda p: jwt.encode({"sub": "a"}, p.kunci["kunci-1"], "RS256"),
}


@pytest.mark.parametrize(("jenis", "klaim"), [("at+jwt", {}), ("application/at+jwt", {}), ("JWT", {"typ": "Bearer"})])
async def test_token_akses_dikenali_menurut_rfc_9068_atau_keycloak(
    penyedia: PenyediaUji, pemeriksa: PemeriksaToken, jenis: str, klaim: dict[str, str]
) -> None:
    assert (await pemeriksa.periksa(penyedia.token("akun-9", jenis=jenis, **klaim))).akun == "akun-9"


@pytest.mark.parametrize("buat", PALSU.values(), ids=PALSU.keys())
async def test_token_palsu_ditolak(
    penyedia: PenyediaUji, pemeriksa: PemeriksaToken, buat: Callable[[PenyediaUji], str]
) -> None:
    with pytest.raises(Masalah) as ditolak:
        await pemeriksa.periksa(buat(penyedia))
    assert ditolak.value.jenis is JenisMasalah.TOKEN_TIDAK_SAH
    assert ditolak.value.status == 401
    assert "Bearer" in ditolak.value.kepala["WWW-Authenticate"]


async def test_kunci_yang_baru_diputar_diambil(penyedia: PenyediaUji, pemeriksa: PemeriksaToken) -> None:
    penyedia.putar_kunci("kunci-2")
    assert (await pemeriksa.periksa(penyedia.token(kid="kunci-2"))).akun == "akun-uji"


async def test_penyedia_padam_bukan_token_salah(penyedia: PenyediaUji, pemeriksa: PemeriksaToken) -> None:
    penyedia.padam()
    with pytest.raises(Masalah) as ditolak:
        await pemeriksa.periksa(penyedia.token())
    assert ditolak.value.jenis is JenisMasalah.PENYEDIA_IDENTITAS_TIDAK_TERJANGKAU


async def test_penyedia_padam_sesudah_kunci_tersimpan(penyedia: PenyediaUji, pemeriksa: PemeriksaToken) -> None:
    await pemeriksa.periksa(penyedia.token())
    penyedia.padam()
    assert (await pemeriksa.periksa(penyedia.token())).akun == "akun-uji"


async def test_penyedia_yang_menggantung_dan_kid_karangan_tidak_menahan_siapa_pun(
    penyedia: PenyediaUji, pemeriksa: PemeriksaToken, monkeypatch: pytest.MonkeyPatch
) -> None:
    await pemeriksa.periksa(penyedia.token())
    monkeypatch.setattr("api.kunci_penerbit.JEDA", 0.0)
    monkeypatch.setattr("api.kunci_penerbit.SABAR", 60.0)
    penyedia.boleh_menjawab.clear()
    karangan = [
        asyncio.create_task(pemeriksa.periksa(penyedia.token(kid=f"asing-{ke}", kunci=KUNCI_LAIN))) for ke in range(50)
    ]
    await asyncio.sleep(0)
    for ke in range(20):
        assert (await pemeriksa.periksa(penyedia.token(f"akun-{ke}"))).akun == f"akun-{ke}"
    assert not any(satu.done() for satu in karangan), "yang karangan masih menunggu penyedianya"
    penyedia.boleh_menjawab.set()
    hasil = await asyncio.gather(*karangan, return_exceptions=True)
    assert {getattr(satu, "jenis", None) for satu in hasil} == {JenisMasalah.TOKEN_TIDAK_SAH}


async def test_kid_karangan_tidak_memborong_pengambilan(penyedia: PenyediaUji, pemeriksa: PemeriksaToken) -> None:
    await pemeriksa.periksa(penyedia.token())
    for ke in range(30):
        with pytest.raises(Masalah):
            await pemeriksa.periksa(penyedia.token(kid=f"asing-{ke}", kunci=KUNCI_LAIN))
    assert penyedia.pengambilan == 1, "dalam jeda sejak pengambilan terakhir tidak ada pengambilan lagi"


@pytest.mark.parametrize(("berlalu", "diterima"), [(BASI - 60, True), (BASI + 60, False)])
async def test_kunci_lama_dipakai_berjam_jam_selagi_penyedianya_padam(
    penyedia: PenyediaUji, pemeriksa: PemeriksaToken, monkeypatch: pytest.MonkeyPatch, berlalu: float, diterima: bool
) -> None:
    await pemeriksa.periksa(penyedia.token())
    penyedia.padam()
    kini = time.monotonic()
    monkeypatch.setattr("api.kunci_penerbit.time.monotonic", lambda: kini + berlalu)
    if diterima:
        assert (await pemeriksa.periksa(penyedia.token("akun-9"))).akun == "akun-9"
        return
    with pytest.raises(Masalah) as ditolak:
        await pemeriksa.periksa(penyedia.token("akun-9"))
    assert ditolak.value.jenis is JenisMasalah.PENYEDIA_IDENTITAS_TIDAK_TERJANGKAU


async def test_penyedia_yang_padam_tidak_dicoba_pada_tiap_permintaan(
    penyedia: PenyediaUji, pemeriksa: PemeriksaToken, monkeypatch: pytest.MonkeyPatch
) -> None:
    await pemeriksa.periksa(penyedia.token())
    kini, dicoba = time.monotonic(), []

    async def gagal(kunci: KunciPenerbit) -> None:
        dicoba.append(kunci)

    monkeypatch.setattr(KunciPenerbit, "_muat", gagal)
    monkeypatch.setattr("api.kunci_penerbit.time.monotonic", lambda: kini + SEGAR + 1)
    for ke in range(20):
        await pemeriksa.periksa(penyedia.token(f"akun-{ke}"))
        await asyncio.sleep(0)
    assert len(dicoba) == 1


async def test_kunci_yang_diputar_sesudah_jedanya_diambil(
    penyedia: PenyediaUji, pemeriksa: PemeriksaToken, monkeypatch: pytest.MonkeyPatch
) -> None:
    await pemeriksa.periksa(penyedia.token())
    penyedia.putar_kunci("kunci-2")
    monkeypatch.setattr("api.kunci_penerbit.JEDA", 0.0)
    assert (await pemeriksa.periksa(penyedia.token(kid="kunci-2"))).akun == "akun-uji"


async def test_penerbit_yang_mengaku_lain_tidak_dipercaya(penyedia: PenyediaUji) -> None:
    alamat = penyedia.penerbit
    penyedia.penerbit = "https://penyamar.contoh"
    with pytest.raises(Masalah) as ditolak:
        await PemeriksaToken(alamat, AUDIENS).periksa(penyedia.token())
    assert ditolak.value.jenis is JenisMasalah.PENYEDIA_IDENTITAS_TIDAK_TERJANGKAU

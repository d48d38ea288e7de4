"""E-Sign Client Service BSrE: satu port, dua wujud (API v2 dan v1).

Menandatangani tidak idempoten, jadi tidak ada yang diulang di sini. Setiap kegagalan menyatakan salah satu dari dua
hal: dokumen *pasti belum* ditandatangani, atau hasilnya *tidak pasti* (``HasilTidakPasti``) dan penanda tangan yang
menentukan langkah berikutnya. Passphrase, OTP, dan NIK tidak pernah masuk pesan galat, repr, atau log.

Sumber: Petunjuk Teknis Penggunaan API Esign Client Service v2.0 (2024); kode galat dari pengamatan integrator.
"""

import logging
import re
from abc import ABC, abstractmethod
from base64 import b64decode, b64encode
from binascii import Error as Base64Rusak
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, ClassVar, Final, Protocol
from urllib.parse import quote

import httpx
from pydantic import SecretStr

from luar.setelan import Setelan
from models.surat import TempatTTE

JEDA_SAMBUNG: Final = 5.0
JEDA_TANDA_TANGAN: Final = 60.0
"""Detik. Lama wajar di lapangan di bawah satu detik; sesudah ini hasilnya dianggap tidak pasti."""
JEDA_STATUS: Final = 15.0


class GalatESign(Exception):
    """Dasar semua kegagalan E-Sign. ``kode`` ialah ``status_code`` BSrE bila ada."""

    def __init__(self, pesan: str, *, kode: int | None = None) -> None:
        super().__init__(pesan)
        self.kode = kode


class PassphraseSalah(GalatESign):
    """Passphrase atau OTP ditolak (2031); dokumen belum ditandatangani."""


class TidakTerdaftar(GalatESign):
    """NIK belum terdaftar di BSrE (2011)."""


class SertifikatTidakBerlaku(GalatESign):
    """Pengguna tidak mempunyai sertifikat yang dapat dipakai menandatangani."""


class TanpaSertifikat(SertifikatTidakBerlaku):
    """Pengguna terdaftar tetapi belum mempunyai sertifikat (2021)."""


class DitolakLayanan(GalatESign):
    """Layanan menolak permintaan (misalnya PDF tidak terbaca); mencoba lagi tidak mengubahnya."""


class AksesLayananDitolak(GalatESign):
    """Nama pengguna atau sandi layanan E-Sign salah (401/403); urusan administrator, bukan penanda tangan."""


class JawabanKeliru(GalatESign):
    """Jawabannya sampai, tetapi bukan dokumen yang dikirim; tanda tangannya tidak dipakai."""


class LayananTakTersedia(GalatESign):
    """Layanan tidak terhubung atau menolak beban; dokumen pasti belum ditandatangani, jadi aman dicoba lagi."""


class HasilTidakPasti(GalatESign):
    """Permintaan sudah terkirim tetapi jawabannya tidak dapat dipakai: mungkin sudah, mungkin belum ditandatangani."""


@dataclass(frozen=True)
class Passphrase:
    nilai: SecretStr


@dataclass(frozen=True)
class OTP:
    nilai: SecretStr


Kredensial = Passphrase | OTP


@dataclass(frozen=True)
class Tampilan:
    """Tanda tangan yang tampak: gambar PNG yang dicetak pada tempatnya."""

    tempat: TempatTTE
    gambar: bytes = field(repr=False)


class StatusSertifikat(StrEnum):
    """Status pengguna BSrE; hanya ``ISSUE`` yang boleh menandatangani."""

    ISSUE = "ISSUE"
    EXPIRED = "EXPIRED"
    RENEW = "RENEW"
    WAITING_FOR_VERIFICATION = "WAITING_FOR_VERIFICATION"
    NEW = "NEW"
    NO_CERTIFICATE = "NO_CERTIFICATE"
    NOT_REGISTERED = "NOT_REGISTERED"
    SUSPEND = "SUSPEND"
    REVOKE = "REVOKE"

    @property
    def halangan(self) -> str:
        """Mengapa belum boleh menandatangani, dan obatnya; kosong bila boleh."""
        return _HALANGAN.get(self, "")


_HALANGAN: Final = {
    StatusSertifikat.EXPIRED: "Sertifikat elektronik Anda sudah kedaluwarsa; perbarui lewat aplikasi BSrE.",
    StatusSertifikat.RENEW: "Sertifikat elektronik Anda sedang diperbarui; selesaikan dulu lewat aplikasi BSrE.",
    StatusSertifikat.WAITING_FOR_VERIFICATION: "Pendaftaran Anda di BSrE masih menunggu verifikasi.",
    StatusSertifikat.NEW: "Sertifikat elektronik Anda belum aktif; aktifkan lewat aplikasi BSrE.",
    StatusSertifikat.NO_CERTIFICATE: "Anda belum mempunyai sertifikat elektronik; terbitkan lewat aplikasi BSrE.",
    StatusSertifikat.NOT_REGISTERED: "Anda belum terdaftar di BSrE; daftarkan lewat admin instansi.",
    StatusSertifikat.SUSPEND: "Sertifikat elektronik Anda sedang dibekukan BSrE; hubungi verifikator BSrE.",
    StatusSertifikat.REVOKE: "Sertifikat elektronik Anda sudah dicabut; terbitkan yang baru lewat aplikasi BSrE.",
}


class ESign(Protocol):
    """Yang diketahui kegiatan tentang layanan tanda tangan."""

    async def tanda_tangani(
        self, pdf: bytes, nik: SecretStr, kredensial: Kredensial, tampilan: Tampilan | None = None
    ) -> bytes:
        """PDF bertanda tangan yang berawalan bita ``pdf``; ``tampilan`` kosong berarti tanda tangan tak tampak."""

    async def status(self, nik: SecretStr) -> StatusSertifikat:
        """Status sertifikat pengguna."""

    async def tutup(self) -> None:
        """Lepaskan sambungan."""


_PER_KODE: Final[dict[int, tuple[type[GalatESign], str]]] = {
    2031: (PassphraseSalah, "Passphrase atau OTP salah. Periksa lalu tanda tangani lagi."),
    2011: (TidakTerdaftar, "Penanda tangan belum terdaftar di BSrE. Daftarkan lewat admin instansi."),
    1110: (TidakTerdaftar, "Penanda tangan belum terdaftar di BSrE. Daftarkan lewat admin instansi."),
    2021: (TanpaSertifikat, "Penanda tangan belum mempunyai sertifikat elektronik. Terbitkan lewat aplikasi BSrE."),
    2041: (SertifikatTidakBerlaku, "Sertifikat elektronik penanda tangan tidak berlaku. Perbarui lewat aplikasi BSrE."),
}
_KODE_DALAM_PESAN: Final = re.compile(r"\b(2011|2021|2031|2041)\b")
_ANGKA_PANJANG: Final = re.compile(r"\d{8,}")


def _bersihkan_catatan(catatan: logging.LogRecord) -> bool:
    """httpx mencatat URL tiap permintaan, dan URL status v1 memuat NIK; catatan itu dibuang."""
    return "/api/user/status/" not in catatan.getMessage()


logging.getLogger("httpx").addFilter(_bersihkan_catatan)


class _Klien(ABC):
    """Yang sama bagi v1 dan v2: sambungan, penggolongan kegagalan, dan pemeriksaan jawaban."""

    def __init__(
        self,
        alamat: str,
        pengguna: str,
        sandi: SecretStr,
        *,
        jeda: float = JEDA_TANDA_TANGAN,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        self._http = httpx.AsyncClient(
            base_url=alamat,
            auth=httpx.BasicAuth(pengguna, sandi.get_secret_value()),
            timeout=httpx.Timeout(jeda, connect=JEDA_SAMBUNG),
            # Passphrase tidak lewat proksi dari lingkungan; peranti E-Sign berada di jaringan sendiri.
            trust_env=False,
            # Sambungan lama yang putus di tengah jalan membuat hasil tidak pasti tanpa perlu; selalu buka yang baru.
            limits=httpx.Limits(max_keepalive_connections=0),
            transport=transport,
        )

    async def tutup(self) -> None:
        await self._http.aclose()

    async def tanda_tangani(
        self, pdf: bytes, nik: SecretStr, kredensial: Kredensial, tampilan: Tampilan | None = None
    ) -> bytes:
        jawaban = await self._kirim("POST", **self._permintaan(pdf, nik, kredensial, tampilan))
        data = _json(jawaban)
        _tolak_bila_galat(jawaban, data, rahasia=kredensial.nilai)
        return _periksa_hasil(self._ambil_pdf(jawaban, data), pdf)

    async def status(self, nik: SecretStr) -> StatusSertifikat:
        try:
            jawaban = await self._kirim(**self._permintaan_status(nik), timeout=JEDA_STATUS)
        except HasilTidakPasti as galat:
            raise LayananTakTersedia("Layanan E-Sign tidak menjawab pertanyaan status. Coba lagi nanti.") from galat
        if jawaban.status_code in (401, 403):
            raise _akses_ditolak()
        return _baca_status(_json(jawaban))

    @abstractmethod
    def _permintaan(
        self, pdf: bytes, nik: SecretStr, kredensial: Kredensial, tampilan: Tampilan | None
    ) -> dict[str, Any]: ...

    @abstractmethod
    def _permintaan_status(self, nik: SecretStr) -> dict[str, Any]: ...

    @abstractmethod
    def _ambil_pdf(self, jawaban: httpx.Response, data: Any) -> bytes: ...

    async def _kirim(self, method: str, url: str, **isi: Any) -> httpx.Response:
        try:
            return await self._http.request(method, url, **isi)
        except httpx.TransportError as galat:
            gagal = _galat_sambungan(galat)
        # Di luar ``except``: galat httpx membawa permintaan, dan permintaan membawa kredensial.
        raise gagal


class ESignV2(_Klien):
    """API v2 (JSON). Letak dihitung dari kiri atas halaman, sama dengan ``TempatTTE``."""

    _gambar_kosong: ClassVar[str] = (  # sebagian peranti menolak imageBase64 kosong walau tak tampak
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII="
    )

    def _permintaan(
        self, pdf: bytes, nik: SecretStr, kredensial: Kredensial, tampilan: Tampilan | None
    ) -> dict[str, Any]:
        nama = "passphrase" if isinstance(kredensial, Passphrase) else "totp"
        return {
            "url": "/api/v2/sign/pdf",
            "json": {
                "nik": nik.get_secret_value(),
                nama: kredensial.nilai.get_secret_value(),
                "signatureProperties": [self._sifat(tampilan)],
                "file": [b64encode(pdf).decode()],
            },
        }

    def _sifat(self, tampilan: Tampilan | None) -> dict[str, Any]:
        if tampilan is None:
            return {"tampilan": "INVISIBLE", "imageBase64": self._gambar_kosong}
        tempat = tampilan.tempat
        return {
            "tampilan": "VISIBLE",
            "imageBase64": b64encode(tampilan.gambar).decode(),
            "page": tempat.halaman,
            "originX": tempat.x,
            "originY": tempat.y,
            "width": tempat.lebar,
            "height": tempat.tinggi,
        }

    def _permintaan_status(self, nik: SecretStr) -> dict[str, Any]:
        return {"method": "POST", "url": "/api/v2/user/check/status", "json": {"nik": nik.get_secret_value()}}

    def _ambil_pdf(self, jawaban: httpx.Response, data: Any) -> bytes:
        berkas = data.get("file") if isinstance(data, dict) else None
        if not isinstance(berkas, list) or len(berkas) != 1 or not isinstance(berkas[0], str):
            raise HasilTidakPasti("Layanan E-Sign menjawab berhasil tanpa berkas bertanda tangan.")
        try:
            return b64decode(berkas[0], validate=True)
        except Base64Rusak:
            raise HasilTidakPasti("Berkas jawaban layanan E-Sign rusak (bukan base64).") from None


class ESignV1(_Klien):
    """API v1 (multipart). Letak dihitung dari kiri bawah halaman; OTP tidak dikenal."""

    def _permintaan(
        self, pdf: bytes, nik: SecretStr, kredensial: Kredensial, tampilan: Tampilan | None
    ) -> dict[str, Any]:
        if isinstance(kredensial, OTP):
            raise DitolakLayanan("E-Sign v1 tidak mengenal OTP; pakai passphrase atau layanan v2.")
        isian = {"nik": nik.get_secret_value(), "passphrase": kredensial.nilai.get_secret_value()}
        berkas = {"file": ("surat.pdf", pdf, "application/pdf")}
        if tampilan is None:
            isian["tampilan"] = "invisible"
        else:
            tempat = tampilan.tempat
            isian |= {
                "tampilan": "visible",
                "image": "true",
                "page": str(tempat.halaman),
                "xAxis": f"{tempat.x:.2f}",
                "yAxis": f"{tempat.tinggi_halaman - tempat.y - tempat.tinggi:.2f}",
                "width": f"{tempat.lebar:.2f}",
                "height": f"{tempat.tinggi:.2f}",
            }
            berkas["imageTTD"] = ("tte.png", tampilan.gambar, "image/png")
        return {"url": "/api/sign/pdf", "data": isian, "files": berkas}

    def _permintaan_status(self, nik: SecretStr) -> dict[str, Any]:
        return {"method": "GET", "url": f"/api/user/status/{quote(nik.get_secret_value(), safe='')}"}

    def _ambil_pdf(self, jawaban: httpx.Response, data: Any) -> bytes:
        return jawaban.content


def _galat_sambungan(galat: httpx.TransportError) -> GalatESign:
    match galat:
        case httpx.ConnectError() | httpx.ConnectTimeout() | httpx.PoolTimeout() | httpx.UnsupportedProtocol():
            return LayananTakTersedia("Layanan E-Sign BSrE tidak dapat dihubungi; dokumen belum ditandatangani.")
        case httpx.TimeoutException():
            return HasilTidakPasti("Layanan E-Sign tidak menjawab sampai batas waktu sesudah dokumen dikirim.")
        case _:
            return HasilTidakPasti("Sambungan ke layanan E-Sign putus sesudah dokumen dikirim.")


def _json(jawaban: httpx.Response) -> Any:
    """Isi JSON, atau ``None``; tajuk jawaban tidak dipercaya karena layanan kadang salah menulisnya."""
    if jawaban.content.lstrip()[:1] not in (b"{", b"["):
        return None
    try:
        return jawaban.json()
    except ValueError:
        return None


def _tolak_bila_galat(jawaban: httpx.Response, data: Any, *, rahasia: SecretStr) -> None:
    """Isi dibaca sebelum status HTTP: galat bisnis datang sebagai 400, 500, bahkan 200."""
    pesan = data.get("error") if isinstance(data, dict) else None
    if jawaban.status_code in (401, 403):
        raise _akses_ditolak()
    if pesan is not None and (galat := _galat_bisnis(data)):
        raise galat
    if jawaban.status_code in (429, 503):
        raise LayananTakTersedia(
            f"Layanan E-Sign sedang tidak melayani (HTTP {jawaban.status_code}); dokumen belum ditandatangani."
        )
    if jawaban.status_code >= 500:
        raise HasilTidakPasti(f"Layanan E-Sign gagal sesudah dokumen dikirim (HTTP {jawaban.status_code}).")
    if pesan is not None or jawaban.status_code != 200:
        rinci = _tersensor(str(pesan), rahasia) if pesan else f"HTTP {jawaban.status_code}"
        raise DitolakLayanan(f"Layanan E-Sign menolak dokumen: {rinci}", kode=_kode(data))


def _galat_bisnis(data: Any) -> GalatESign | None:
    kode = _kode(data)
    if kode not in _PER_KODE:
        return None
    jenis, pesan = _PER_KODE[kode]
    return jenis(pesan, kode=kode)


def _kode(data: Any) -> int | None:
    """``status_code`` BSrE; layanan lama menulisnya hanya di ujung pesan (``… Passphrase anda salah 2031``)."""
    if not isinstance(data, dict):
        return None
    dalam_pesan = _KODE_DALAM_PESAN.search(str(data.get("error")))
    tertulis = dalam_pesan.group() if dalam_pesan else str(data.get("status_code"))
    return int(tertulis) if tertulis.isdigit() else None


def _akses_ditolak() -> AksesLayananDitolak:
    return AksesLayananDitolak(
        "Layanan E-Sign menolak akses aplikasi; periksa USULAN_ESIGN_PENGGUNA dan USULAN_ESIGN_SANDI."
    )


def _tersensor(pesan: str, rahasia: SecretStr) -> str:
    """Pesan layanan dapat menggemakan NIK atau kredensial."""
    return _ANGKA_PANJANG.sub("…", pesan.replace(rahasia.get_secret_value(), "…"))[:300]


def _periksa_hasil(hasil: bytes, asal: bytes) -> bytes:
    """Tanda tangan ditambahkan sesudah bita kita; jawaban lain bukan dokumen yang kita kirim."""
    if not hasil:
        raise HasilTidakPasti("Layanan E-Sign menjawab berkas nol bita.")
    if not hasil.startswith(b"%PDF-"):
        raise HasilTidakPasti("Jawaban layanan E-Sign bukan PDF.")
    if len(hasil) <= len(asal) or not hasil.startswith(asal):
        raise JawabanKeliru("PDF jawaban layanan E-Sign bukan lanjutan dari dokumen yang dikirim; tidak dipakai.")
    return hasil


def _baca_status(data: Any) -> StatusSertifikat:
    match _kode(data):
        case 1111:
            return StatusSertifikat.ISSUE
        case 1110 | 2011:
            return StatusSertifikat.NOT_REGISTERED
        case 2021:
            return StatusSertifikat.NO_CERTIFICATE
    try:
        isi = data if isinstance(data, dict) else {}
        return StatusSertifikat(str(isi.get("status")).upper().replace(" ", "_"))
    except ValueError:
        raise LayananTakTersedia(
            "Jawaban status E-Sign tidak dikenal. Coba lagi nanti atau hubungi administrator."
        ) from None


def esign_dari(setelan: Setelan) -> ESign:
    """Klien menurut ``USULAN_ESIGN_VERSI``."""
    wujud = ESignV2 if setelan.esign_versi == "v2" else ESignV1
    return wujud(setelan.esign_alamat, setelan.esign_pengguna, setelan.esign_sandi)

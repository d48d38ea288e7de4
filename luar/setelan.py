"""Setelan dari lingkungan (awalan ``USULAN_``); satu-satunya yang membedakan sandbox dari produksi."""

import json
from base64 import b64decode
from functools import cached_property
from pathlib import Path
from typing import Annotated, Final, Literal, Self

from limits import RateLimitItem, parse
from pydantic import (
    BeforeValidator,
    Field,
    PlainValidator,
    SecretStr,
    ValidationError,
    field_validator,
    model_validator,
)
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from luar.produksi import kekurangan
from models.setneg import PenandatanganLuar

PANJANG_KUNCI: Final = 32
"""Bita, AES-256."""
RAGAM_KUNCI: Final = 16
"""Bita berbeda paling sedikit dalam sebuah kunci: 32 bita acak praktis tidak pernah kurang dari ini."""


def _baca_laju(nilai: object) -> RateLimitItem:
    if isinstance(nilai, RateLimitItem):
        return nilai
    try:
        return parse(str(nilai))
    except ValueError:
        raise ValueError("batas laju ditulis seperti `600/minute` atau `10 per 30 second`") from None


def _baca_gelang(nilai: SecretStr) -> dict[str, bytes]:
    """Id → kunci; ``ValueError`` menyebut setelannya, bukan nilainya."""
    gelang: dict[str, bytes] = {}
    for butir in nilai.get_secret_value().split(","):
        id_kunci, pemisah, teks = butir.partition(":")
        if not id_kunci or not pemisah or id_kunci in gelang:
            raise ValueError("USULAN_KUNCI_MUATAN berbentuk `id:base64[,id:base64…]` dengan id yang berbeda-beda")
        gelang[id_kunci] = _baca_kunci(teks, f"USULAN_KUNCI_MUATAN ({id_kunci})")
    return gelang


def _baca_kunci(teks: str, setelan: str) -> bytes:
    """Kunci AES-256 yang sungguh acak: 32 bita, tidak sebagian besar sama."""
    try:
        kunci = b64decode(teks, validate=True)
    except ValueError:
        raise ValueError(f"{setelan} bukan base64; buat dengan `openssl rand -base64 32`") from None
    if len(kunci) != PANJANG_KUNCI:
        raise ValueError(
            f"{setelan} harus {PANJANG_KUNCI} bita, bukan {len(kunci)}; buat dengan `openssl rand -base64 32`"
        )
    if len(set(kunci)) < RAGAM_KUNCI:
        raise ValueError(f"{setelan} bukan kunci acak; buat dengan `openssl rand -base64 32`")
    return kunci


def _baca_ya(nilai: object) -> object:
    return {"ya": True, "tidak": False}.get(nilai, nilai) if isinstance(nilai, str) else nilai


YaTidak = Annotated[bool, BeforeValidator(_baca_ya)]
"""``ya`` atau ``tidak``; ``true`` dan ``false`` pun diterima."""
BatasLaju = Annotated[RateLimitItem, PlainValidator(_baca_laju)]
"""Banyaknya permintaan dalam satu rentang waktu: ``600/minute``."""
ModeKunci = Literal["GOVERNANCE", "COMPLIANCE"]


class SetelanS3(BaseSettings):
    """Yang diperlukan untuk mencapai penyimpanan; cukup ini bagi ``python -m luar.ember``."""

    model_config = SettingsConfigDict(env_prefix="USULAN_", env_file=None, extra="ignore", hide_input_in_errors=True)

    s3_alamat: str
    s3_kunci: str = ""
    """Kunci milik proses ini sendiri, dengan haknya sendiri (``luar.hak_s3``); kosong bagi yang tidak memakai S3."""
    s3_rahasia: SecretStr = SecretStr("")
    s3_ember: str = "usulan"
    s3_wilayah: str = "us-east-1"
    s3_mode_kunci: ModeKunci = "COMPLIANCE"
    """``GOVERNANCE`` hanya bagi penyimpanan sekali pakai: kuncinya dapat dilepas pemegang hak istimewa."""


class Setelan(SetelanS3):
    """Setiap bagian luar dicapai lewat protokol aslinya; nilai di sini menunjuk ke mana."""

    produksi: YaTidak = False
    """``ya`` pada pemasangan sungguhan: setelan yang tidak aman menghentikan penyalaan (``luar.produksi``)."""

    basis_data_url: SecretStr
    """URL SQLAlchemy (``postgresql+psycopg://…``). Worker memakai peran ``usulan_pekerja``, API ``usulan_api``."""

    temporal_alamat: str = "127.0.0.1:7233"
    temporal_namespace: str = "usulan"
    temporal_namespace_putaran: str = "usulan-putaran"
    """Jadwal latar; terpisah supaya riwayatnya cukup disimpan beberapa hari, bukan selama riwayat usulan."""
    temporal_tls: bool = False
    temporal_akar: Path | None = None
    """PEM penerbit sertifikat peladen Temporal; kosong berarti akar sistem."""
    temporal_sertifikat: Path | None = None
    """PEM sertifikat klien (mTLS): tanpa ini peladen yang memintanya menolak sambungan."""
    temporal_kunci: Path | None = None
    """PEM kunci pribadi sertifikat klien itu."""
    temporal_kunci_api: SecretStr | None = None
    kunci_muatan: SecretStr
    """Gelang kunci AES-256 muatan Temporal: ``id:base64[,id:base64…]``; yang pertama dipakai menyandi."""
    kunci_sesi: SecretStr
    """Kunci AES-256 (base64) yang menyandi kredensial dalam sesi tanda tangan."""

    esign_alamat: str
    esign_pengguna: str
    esign_sandi: SecretStr
    esign_versi: Literal["v1", "v2"] = "v2"
    tsa_alamat: str
    akar_percaya: Path
    """Berkas PEM sertifikat akar yang dipercaya untuk tanda tangan dan penanda waktu."""

    setneg_penandatangan: Annotated[tuple[PenandatanganLuar, ...], NoDecode] = ()
    """Pemegang sertifikat yang boleh menandatangani Keputusan Presiden: larik JSON ``{"nama": …, "organisasi": …}``."""

    oidc_penerbit: str
    oidc_audiens: str = "usulan-api"

    surel_host: str = "127.0.0.1"
    surel_port: int = 1025
    surel_pengirim: str = "usulan@localhost"
    surel_tls: bool = False

    alamat_publik: str
    """Alamat dasar yang dilihat masyarakat; dasar tautan QR."""
    lambang_negara: Path | None = None
    """Gambar lambang negara (SVG/PNG) milik pemasang; tanpa ini dipakai gambar pengganti."""

    folder_templat: Path | None = None
    """Templat surat milik pemasang; dicari lebih dahulu daripada templat bawaan."""
    modul_layanan: str = ""
    """Modul Python yang memuat layanan milik pemasang, dipisah koma; harus sama pada API dan worker."""

    laju_tamu: BatasLaju = _baca_laju("60/minute")
    """Halaman verifikasi yang dibuka satu alamat IP."""
    laju_salinan: BatasLaju = _baca_laju("10/minute")
    """Salinan surat yang diperiksakan satu alamat IP."""
    laju_akun: BatasLaju = _baca_laju("600/minute")
    """Permintaan satu akun; petugas dengan 300 tugas sepagi tidak menemuinya."""
    laju_unggah: BatasLaju = _baca_laju("120/minute")
    """Berkas yang diunggah satu akun."""
    serentak_salinan: int = Field(default=2, ge=1)
    """Salinan yang diperiksa sekaligus bagi satu alamat IP."""
    serentak_akun: int = Field(default=6, ge=1)
    """Permintaan satu akun yang dikerjakan sekaligus; kurang dari banyaknya sambungan basis data."""
    antre_akun: int = Field(default=12, ge=0)
    """Permintaan satu akun yang menunggu gilirannya; selebihnya dijawab 429."""

    otlp_alamat: str | None = None
    metrik_alamat: str | None = None
    """``host:port`` metrik Prometheus SDK Temporal; kosong berarti mati. Bagian worker ``manusia`` memakai porta itu,
    ``dokumen`` porta berikutnya, dan ``putaran`` sesudahnya."""

    @model_validator(mode="after")
    def _mtls_lengkap(self) -> Self:
        if (self.temporal_sertifikat is None) != (self.temporal_kunci is None):
            raise ValueError(
                "USULAN_TEMPORAL_SERTIFIKAT dan USULAN_TEMPORAL_KUNCI diisi bersama, atau tidak sama sekali"
            )
        if (self.temporal_akar or self.temporal_sertifikat) and not self.temporal_tls:
            raise ValueError(
                "USULAN_TEMPORAL_AKAR dan USULAN_TEMPORAL_SERTIFIKAT hanya berlaku dengan USULAN_TEMPORAL_TLS=true"
            )
        return self

    @model_validator(mode="after")
    def _layak_produksi(self) -> Self:
        if self.produksi and (salah := kekurangan(self)):
            raise ValueError("setelan ini tidak boleh dipakai dengan USULAN_PRODUKSI=ya:\n- " + "\n- ".join(salah))
        return self

    @field_validator("kunci_muatan")
    @classmethod
    def _gelang_sah(cls, nilai: SecretStr) -> SecretStr:
        _baca_gelang(nilai)
        return nilai

    @field_validator("kunci_sesi")
    @classmethod
    def _kunci_sesi_sah(cls, nilai: SecretStr) -> SecretStr:
        _baca_kunci(nilai.get_secret_value(), "USULAN_KUNCI_SESI")
        return nilai

    @field_validator("setneg_penandatangan", mode="before")
    @classmethod
    def _baca_json(cls, nilai: object) -> object:
        return json.loads(nilai) if isinstance(nilai, str) else nilai

    @cached_property
    def kunci_sesi_polos(self) -> bytes:
        """32 bita."""
        return _baca_kunci(self.kunci_sesi.get_secret_value(), "USULAN_KUNCI_SESI")

    @cached_property
    def gelang_kunci(self) -> dict[str, bytes]:
        return _baca_gelang(self.kunci_muatan)


def baca_setelan() -> Setelan:
    """Setelan dari lingkungan. Yang tidak sah menghentikan prosesnya dengan nama dan obatnya, tanpa nilainya."""
    try:
        return Setelan()
    except ValidationError as galat:
        sebab = (
            "".join(f"USULAN_{str(letak).upper()}: " for letak in satu["loc"]) + satu["msg"] for satu in galat.errors()
        )
        raise SystemExit("Setelan tidak sah.\n" + "\n".join(sebab)) from None

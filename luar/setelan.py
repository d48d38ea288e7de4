"""Setelan dari lingkungan (awalan ``USULAN_``); satu-satunya yang membedakan sandbox dari produksi."""

import json
from functools import cached_property
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from models.setneg import PenandatanganLuar

ModeKunci = Literal["GOVERNANCE", "COMPLIANCE"]


class SetelanS3(BaseSettings):
    """Yang diperlukan untuk mencapai penyimpanan; cukup ini bagi ``python -m luar.ember``."""

    model_config = SettingsConfigDict(env_prefix="USULAN_", env_file=None, extra="ignore")

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

    @field_validator("setneg_penandatangan", mode="before")
    @classmethod
    def _baca_json(cls, nilai: object) -> object:
        return json.loads(nilai) if isinstance(nilai, str) else nilai

    @cached_property
    def gelang_kunci(self) -> dict[str, bytes]:
        from base64 import b64decode

        pasangan = (butir.split(":", 1) for butir in self.kunci_muatan.get_secret_value().split(","))
        return {id_kunci: b64decode(nilai) for id_kunci, nilai in pasangan}

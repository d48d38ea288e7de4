"""Penyimpanan berkas di S3 menurut isinya: kuncinya SHA-256, jadi berkas yang sama hanya tersimpan sekali.

SHA-256 dikirim bersama berkasnya sehingga S3 menolak bita yang rusak di jalan, dan dihitung lagi saat dibaca. Surat
terbit dikunci (object lock): tak dapat dihapus atau ditulis ulang sampai masanya lewat. Menguncinya langkah tersendiri,
sesudah kuncinya tercatat: yang tidak tercatat tidak boleh tertinggal sepuluh tahun.
"""

import asyncio
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final, Literal

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from luar.galat import ObjekRusak, ObjekTidakAda, PenyimpananTakTersedia
from luar.setelan import Setelan

if TYPE_CHECKING:
    from types_boto3_s3.client import S3Client

RETENSI: Final = timedelta(days=3653)
"""Masa kunci surat terbit: sepuluh tahun."""
JEDA_SAMBUNG: Final = 3
JEDA_BACA: Final = 30


class EmberTanpaKunci(Exception):
    """Ember ada tetapi tanpa object lock, yang hanya dapat dinyalakan saat ember dibuat."""


class Ruang(StrEnum):
    """Awalan kunci."""

    DOKUMEN = "dokumen"
    DRAF = "draf"
    KEPUTUSAN = "keputusan"
    """Keputusan dari luar, apa adanya; juga yang keliru."""
    TERBIT = "terbit"


@dataclass(frozen=True)
class Objek:
    kunci: str
    sha256: str
    ukuran: int
    """Bita."""


class Penyimpanan:
    """Satu ember S3. Semua kerja di utas: boto3 menunggu jaringan dengan menahan."""

    def __init__(
        self,
        klien: "S3Client",
        ember: str,
        *,
        retensi: timedelta = RETENSI,
        mode: Literal["GOVERNANCE", "COMPLIANCE"] = "GOVERNANCE",
    ) -> None:
        self._s3 = klien
        self._ember = ember
        self._retensi = retensi
        self._mode = mode

    async def simpan(self, ruang: Ruang, isi: bytes) -> Objek:
        """Simpan PDF; berkas yang sudah ada tidak ditulis lagi."""
        return await asyncio.to_thread(self._taruh, ruang, isi)

    async def kunci(self, kunci: str) -> None:
        """Kunci surat terbit yang sudah tersimpan selama masa retensi; boleh diulang."""
        await asyncio.to_thread(self._kunci, kunci)

    async def baca(self, kunci: str) -> bytes:
        """Isi objek, sudah dicocokkan dengan SHA-256 pada kuncinya."""
        return await asyncio.to_thread(self._ambil, kunci)

    async def siapkan_ember(self) -> None:
        """Buat ember berversi dengan object lock; boleh diulang."""
        await asyncio.to_thread(self._siapkan)

    async def sehat(self) -> bool:
        return await asyncio.to_thread(self._jangkau)

    def _taruh(self, ruang: Ruang, isi: bytes) -> Objek:
        ringkasan = sha256(isi)
        objek = Objek(f"{ruang}/{ringkasan.hexdigest()}.pdf", ringkasan.hexdigest(), len(isi))
        with _galat_s3():
            try:
                self._s3.put_object(
                    Bucket=self._ember,
                    Key=objek.kunci,
                    Body=isi,
                    ContentType="application/pdf",
                    ChecksumSHA256=b64encode(ringkasan.digest()).decode(),
                    IfNoneMatch="*",
                )
            except ClientError as galat:
                if _status(galat) != 412:
                    raise
        return objek

    def _kunci(self, kunci: str) -> None:
        sampai = datetime.now(UTC) + self._retensi
        with _galat_s3():
            self._s3.put_object_retention(
                Bucket=self._ember, Key=kunci, Retention={"Mode": self._mode, "RetainUntilDate": sampai}
            )

    def _ambil(self, kunci: str) -> bytes:
        with _galat_s3():
            try:
                isi = self._s3.get_object(Bucket=self._ember, Key=kunci)["Body"].read()
            except ClientError as galat:
                if _status(galat) == 404:
                    raise ObjekTidakAda(f"Berkas {kunci} tidak ada di penyimpanan.") from galat
                raise
        if sha256(isi).hexdigest() != kunci.rpartition("/")[2].removesuffix(".pdf"):
            raise ObjekRusak(f"Isi berkas {kunci} tidak cocok dengan SHA-256 pada kuncinya.")
        return isi

    def _siapkan(self) -> None:
        with _galat_s3():
            try:
                self._s3.create_bucket(Bucket=self._ember, ObjectLockEnabledForBucket=True, **self._letak())
            except ClientError as galat:
                if _status(galat) != 409:
                    raise
            self._s3.put_bucket_versioning(Bucket=self._ember, VersioningConfiguration={"Status": "Enabled"})
            if not self._berkunci():
                raise EmberTanpaKunci(f"Ember {self._ember} tanpa object lock; pakai ember baru lewat USULAN_S3_EMBER.")

    def _letak(self) -> dict[str, Any]:
        wilayah = self._s3.meta.region_name
        return {} if wilayah == "us-east-1" else {"CreateBucketConfiguration": {"LocationConstraint": wilayah}}

    def _berkunci(self) -> bool:
        try:
            susunan = self._s3.get_object_lock_configuration(Bucket=self._ember)
        except ClientError as galat:
            if _status(galat) == 404:
                return False
            raise
        return susunan.get("ObjectLockConfiguration", {}).get("ObjectLockEnabled") == "Enabled"

    def _jangkau(self) -> bool:
        try:
            self._s3.head_bucket(Bucket=self._ember)
        except (BotoCoreError, ClientError):
            return False
        return True


@contextmanager
def _galat_s3() -> Iterator[None]:
    try:
        yield
    except (BotoCoreError, ClientError) as galat:
        sebab = galat.response["Error"].get("Code", "") if isinstance(galat, ClientError) else type(galat).__name__
        raise PenyimpananTakTersedia(f"Penyimpanan berkas (S3) tidak melayani: {sebab}.") from galat


def _status(galat: ClientError) -> int:
    return galat.response["ResponseMetadata"]["HTTPStatusCode"]


def klien_s3(setelan: Setelan) -> "S3Client":
    return boto3.client(
        "s3",
        endpoint_url=setelan.s3_alamat,
        aws_access_key_id=setelan.s3_kunci,
        aws_secret_access_key=setelan.s3_rahasia.get_secret_value(),
        region_name=setelan.s3_wilayah,
        config=Config(
            signature_version="s3v4",
            s3={"addressing_style": "path"},
            connect_timeout=JEDA_SAMBUNG,
            read_timeout=JEDA_BACA,
            retries={"mode": "standard", "total_max_attempts": 2},
        ),
    )


def penyimpanan_dari(setelan: Setelan) -> Penyimpanan:
    return Penyimpanan(klien_s3(setelan), setelan.s3_ember)

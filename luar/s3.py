"""Penyimpanan berkas di S3 menurut isinya: kuncinya SHA-256, jadi berkas yang sama hanya tersimpan sekali.

SHA-256 dikirim bersama berkasnya sehingga S3 menolak bita yang rusak di jalan, dan dihitung lagi saat dibaca. Surat
terbit dikunci (object lock COMPLIANCE): sampai masanya lewat tak seorang pun dapat menghapusnya, juga pemilik S3-nya.
Menguncinya langkah tersendiri, sesudah kuncinya tercatat: yang tidak tercatat tidak boleh tertinggal sepuluh tahun.
Yang dikunci satu versi, dan versi itulah yang dibaca: kiriman lain ke kunci yang sama tidak mengenainya.
"""

import asyncio
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from luar.galat import ObjekRusak, ObjekTidakAda, PenyimpananTakTersedia
from luar.setelan import ModeKunci, SetelanS3

if TYPE_CHECKING:
    from types_boto3_s3.client import S3Client

RETENSI: Final = timedelta(days=3653)
"""Masa kunci surat terbit: sepuluh tahun."""
JEDA_SAMBUNG: Final = 3
JEDA_BACA: Final = 30


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
    versi: str
    """Versi objek S3: bita ini juga, apa pun yang ditulis ke kunci itu sesudahnya."""


class Penyimpanan:
    """Satu ember S3. Semua kerja di utas: boto3 menunggu jaringan dengan menahan."""

    def __init__(
        self,
        klien: "S3Client",
        ember: str,
        *,
        retensi: timedelta = RETENSI,
        mode: ModeKunci = "COMPLIANCE",
    ) -> None:
        self._s3 = klien
        self._ember = ember
        self._retensi = retensi
        self._mode = mode

    async def simpan(self, ruang: Ruang, isi: bytes) -> Objek:
        """Simpan PDF; berkas yang sudah ada tidak ditulis lagi."""
        return await asyncio.to_thread(self._taruh, ruang, isi)

    async def kunci(self, kunci: str, versi: str | None) -> datetime:
        """Kunci versi yang sudah tersimpan selama masa retensi (tanpa ``versi``: yang terakhir); boleh diulang.

        Hasil: sampai kapan. Yang sudah terkunci lebih lama dibiarkan.
        """
        return await asyncio.to_thread(self._kunci, kunci, versi)

    async def baca(self, kunci: str, versi: str | None = None) -> bytes:
        """Isi objek (tanpa ``versi``: yang terakhir), sudah dicocokkan dengan SHA-256 pada kuncinya."""
        return await asyncio.to_thread(self._ambil, kunci, versi)

    async def sehat(self) -> bool:
        return await asyncio.to_thread(self._jangkau)

    def _taruh(self, ruang: Ruang, isi: bytes) -> Objek:
        ringkasan = sha256(isi)
        kunci, sidik = f"{ruang}/{ringkasan.hexdigest()}.pdf", b64encode(ringkasan.digest()).decode()
        with galat_s3():
            try:
                versi = self._tulis(kunci, isi, sidik, IfNoneMatch="*")
            except ClientError as galat:
                if status(galat) != 412:
                    raise
                versi = self._versi_bersidik(kunci, sidik) or self._tulis(kunci, isi, sidik)
        return Objek(kunci, ringkasan.hexdigest(), len(isi), versi)

    def _tulis(self, kunci: str, isi: bytes, sidik: str, **syarat: Any) -> str:
        tertulis = self._s3.put_object(
            Bucket=self._ember, Key=kunci, Body=isi, ContentType="application/pdf", ChecksumSHA256=sidik, **syarat
        )
        return tertulis["VersionId"]

    def _versi_bersidik(self, kunci: str, sidik: str) -> str | None:
        """Versi terakhir di kunci itu, bila isinya memang yang dimaksud."""
        ada = self._s3.head_object(Bucket=self._ember, Key=kunci, ChecksumMode="ENABLED")
        return ada["VersionId"] if ada.get("ChecksumSHA256") == sidik else None

    def _kunci(self, kunci: str, versi: str | None) -> datetime:
        letak = self._letak(kunci, versi)
        sampai = (datetime.now(UTC) + self._retensi).replace(microsecond=0)
        with galat_s3(), _ada(kunci):
            try:
                self._s3.put_object_retention(**letak, Retention={"Mode": self._mode, "RetainUntilDate": sampai})
            except ClientError as galat:
                # Kunci COMPLIANCE hanya dapat diperpanjang: jam worker lain boleh sedikit lebih maju.
                if status(galat) != 403:
                    raise
                kini = self._s3.get_object_retention(**letak).get("Retention", {})
                if kini.get("Mode") != self._mode or kini["RetainUntilDate"] < sampai:
                    raise
                return kini["RetainUntilDate"]
        return sampai

    def _ambil(self, kunci: str, versi: str | None) -> bytes:
        with galat_s3(), _ada(kunci):
            isi = self._s3.get_object(**self._letak(kunci, versi))["Body"].read()
        if sha256(isi).hexdigest() != kunci.rpartition("/")[2].removesuffix(".pdf"):
            raise ObjekRusak(f"Isi berkas {kunci} tidak cocok dengan SHA-256 pada kuncinya.")
        return isi

    def _letak(self, kunci: str, versi: str | None) -> dict[str, Any]:
        return {"Bucket": self._ember, "Key": kunci} | ({"VersionId": versi} if versi else {})

    def _jangkau(self) -> bool:
        try:
            self._s3.head_bucket(Bucket=self._ember)
        except (BotoCoreError, ClientError):
            return False
        return True


@contextmanager
def galat_s3() -> Iterator[None]:
    try:
        yield
    except (BotoCoreError, ClientError) as galat:
        sebab = galat.response["Error"].get("Code", "") if isinstance(galat, ClientError) else type(galat).__name__
        raise PenyimpananTakTersedia(f"Penyimpanan berkas (S3) tidak melayani: {sebab}.") from galat


@contextmanager
def _ada(kunci: str) -> Iterator[None]:
    try:
        yield
    except ClientError as galat:
        if status(galat) == 404:
            raise ObjekTidakAda(f"Berkas {kunci} tidak ada di penyimpanan.") from galat
        raise


def status(galat: ClientError) -> int:
    return galat.response["ResponseMetadata"]["HTTPStatusCode"]


def klien_s3(setelan: SetelanS3) -> "S3Client":
    if not (setelan.s3_kunci and setelan.s3_rahasia.get_secret_value()):
        raise ValueError("USULAN_S3_KUNCI dan USULAN_S3_RAHASIA wajib diisi bagi proses ini; lihat docs/keamanan-s3.md")
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


def penyimpanan_dari(setelan: SetelanS3) -> Penyimpanan:
    return Penyimpanan(klien_s3(setelan), setelan.s3_ember, mode=setelan.s3_mode_kunci)

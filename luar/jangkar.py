"""Tempat jangkar jejak di S3: satu objek tiap nomor, terkunci sejak ditulis.

S3 itulah sumber kebenarannya: nomor terakhir dan isinya dibaca dari sana, bukan dari basis data yang sedang diawasi.
"""

import asyncio
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from botocore.exceptions import ClientError

from luar.s3 import galat_s3, klien_s3, status
from luar.setelan import ModeKunci, SetelanS3

if TYPE_CHECKING:
    from types_boto3_s3.client import S3Client
    from types_boto3_s3.type_defs import DeleteMarkerEntryTypeDef, ObjectVersionTypeDef

RETENSI_JANGKAR: Final = timedelta(days=50 * 366)
"""Lebih lama daripada karier dan pensiun; kecil dan tanpa data pribadi, jadi tidak perlu diperpanjang."""


class JangkarSudahAda(Exception):
    """Nomor itu sudah ditulis worker lain."""


@dataclass(frozen=True)
class TempatJangkar:
    ke: int | None
    """Menurut namanya; kosong bila namanya bukan nama jangkar."""
    kunci: str
    versi: str
    """Yang pertama ditulis."""
    ditulis_ulang: bool
    """Ada versi atau penanda hapus sesudahnya: jangkar hanya ditulis sekali."""


class LemariJangkar:
    def __init__(
        self,
        klien: "S3Client",
        ember: str,
        *,
        mode: ModeKunci = "COMPLIANCE",
        retensi: timedelta = RETENSI_JANGKAR,
        awalan: str = "jangkar/",
    ) -> None:
        self._s3 = klien
        self._ember = ember
        self._mode: ModeKunci = mode
        self._retensi = retensi
        self._awalan = awalan

    async def daftar(self) -> tuple[TempatJangkar, ...]:
        """Semua yang ada di tempat jangkar, menurut kuncinya."""
        return await asyncio.to_thread(self._daftar)

    async def baca(self, tempat: TempatJangkar) -> bytes:
        return await asyncio.to_thread(self._baca, tempat)

    async def taruh(self, ke: int, objek: bytes) -> None:
        """Tulis dan kunci sekaligus; ``JangkarSudahAda`` bila nomornya sudah terisi."""
        await asyncio.to_thread(self._taruh, ke, objek)

    def _daftar(self) -> tuple[TempatJangkar, ...]:
        semua: dict[str, list[ObjectVersionTypeDef | DeleteMarkerEntryTypeDef]] = {}
        with galat_s3():
            berhalaman = self._s3.get_paginator("list_object_versions")
            for halaman in berhalaman.paginate(Bucket=self._ember, Prefix=self._awalan, Delimiter="/"):
                for satu in (*halaman.get("Versions", ()), *halaman.get("DeleteMarkers", ())):
                    semua.setdefault(satu["Key"], []).append(satu)
        return tuple(self._tempat(kunci, versi) for kunci, versi in sorted(semua.items()))

    def _tempat(self, kunci: str, versi: "Sequence[ObjectVersionTypeDef | DeleteMarkerEntryTypeDef]") -> TempatJangkar:
        # S3 menyebut yang terbaru lebih dahulu; dua yang sedetik dibedakan urutannya.
        pertama = min(reversed(versi), key=lambda satu: satu["LastModified"])
        return TempatJangkar(self._nomor(kunci), kunci, pertama["VersionId"], len(versi) > 1)

    def kunci(self, ke: int) -> str:
        return f"{self._awalan}{ke:08d}.jsonl"

    def _nomor(self, kunci: str) -> int | None:
        nama = kunci.removeprefix(self._awalan).removesuffix(".jsonl")
        return int(nama) if nama.isdecimal() and self.kunci(int(nama)) == kunci else None

    def _baca(self, tempat: TempatJangkar) -> bytes:
        with galat_s3():
            return self._s3.get_object(Bucket=self._ember, Key=tempat.kunci, VersionId=tempat.versi)["Body"].read()

    def _taruh(self, ke: int, objek: bytes) -> None:
        with galat_s3():
            try:
                self._s3.put_object(
                    Bucket=self._ember,
                    Key=self.kunci(ke),
                    Body=objek,
                    ContentType="application/jsonl",
                    ChecksumSHA256=b64encode(sha256(objek).digest()).decode(),
                    IfNoneMatch="*",
                    ObjectLockMode=self._mode,
                    ObjectLockRetainUntilDate=datetime.now(UTC) + self._retensi,
                )
            except ClientError as galat:
                if status(galat) == 412:
                    raise JangkarSudahAda(f"Jangkar nomor {ke} sudah ditulis.") from galat
                raise


def lemari_dari(setelan: SetelanS3) -> LemariJangkar:
    return LemariJangkar(klien_s3(setelan), setelan.s3_ember, mode=setelan.s3_mode_kunci)

"""Ember S3, dibuat sekali saat pemasangan: ``python -m luar.ember``.

Kuncinya (``luar.hak_s3``, pemegang ``penyiapan``) tidak dipegang API maupun worker.
"""

import asyncio
import sys
from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError

from luar.galat import PenyimpananTakTersedia
from luar.s3 import galat_s3, klien_s3, status
from luar.setelan import SetelanS3

if TYPE_CHECKING:
    from types_boto3_s3.client import S3Client


class EmberTanpaKunci(Exception):
    """Ember ada tetapi tanpa object lock, yang hanya dapat dinyalakan saat ember dibuat."""


async def siapkan_ember(setelan: SetelanS3) -> None:
    """Buat ember berversi dengan object lock; boleh diulang."""
    await asyncio.to_thread(_siapkan, klien_s3(setelan), setelan.s3_ember)


def _siapkan(s3: "S3Client", ember: str) -> None:
    with galat_s3():
        try:
            s3.create_bucket(Bucket=ember, ObjectLockEnabledForBucket=True, **_letak(s3))
        except ClientError as galat:
            if status(galat) != 409:
                raise
        s3.put_bucket_versioning(Bucket=ember, VersioningConfiguration={"Status": "Enabled"})
        if not _berkunci(s3, ember):
            raise EmberTanpaKunci(f"Ember {ember} tanpa object lock; pakai ember baru lewat USULAN_S3_EMBER.")


def _letak(s3: "S3Client") -> dict[str, Any]:
    wilayah = s3.meta.region_name
    return {} if wilayah == "us-east-1" else {"CreateBucketConfiguration": {"LocationConstraint": wilayah}}


def _berkunci(s3: "S3Client", ember: str) -> bool:
    try:
        susunan = s3.get_object_lock_configuration(Bucket=ember)
    except ClientError as galat:
        if status(galat) == 404:
            return False
        raise
    return susunan.get("ObjectLockConfiguration", {}).get("ObjectLockEnabled") == "Enabled"


if __name__ == "__main__":
    try:
        asyncio.run(siapkan_ember(SetelanS3()))
    except (EmberTanpaKunci, PenyimpananTakTersedia) as galat:
        sys.exit(str(galat))

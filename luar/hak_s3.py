"""Hak tiap proses atas ember S3, dalam bahasa kebijakan AWS; MinIO dan SeaweedFS memakai yang sama.

Yang tidak tertulis ditolak. Tak satu pun boleh menghapus, memendekkan kunci (``BypassGovernanceRetention``), atau
mengubah embernya sesudah dibuat; API tidak boleh menulis di tempat surat. Worker ``manusia`` tidak memakai S3.
"""

from collections.abc import Mapping
from typing import Any, Final

_BACA: Final = ("s3:GetObject", "s3:GetObjectVersion")
_TULIS: Final = ("s3:PutObject",)
_KUNCI: Final = ("s3:GetObjectRetention", "s3:PutObjectRetention")
_PASANG: Final = (
    "s3:CreateBucket",
    "s3:PutBucketVersioning",
    "s3:GetBucketVersioning",
    "s3:PutBucketObjectLockConfiguration",
    "s3:GetBucketObjectLockConfiguration",
    "s3:ListBucketVersions",
)
_EMBER: Final = ""
"""Embernya sendiri, bukan isinya."""
_LIHAT: Final = (("s3:ListBucket",), (_EMBER,))
"""Tanpa ini S3 menjawab objek yang tidak ada dengan 403, bukan 404."""

HAK: Final[Mapping[str, tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]]] = {
    "api": (_LIHAT, (_BACA, ("*",)), (_TULIS, ("dokumen/*", "keputusan/*"))),
    "dokumen": (_LIHAT, (_BACA, ("*",)), (_TULIS, ("draf/*", "terbit/*")), (_KUNCI, ("dokumen/*", "terbit/*"))),
    "putaran": (
        (("s3:ListBucket", "s3:ListBucketVersions"), (_EMBER,)),
        (_KUNCI, ("dokumen/*", "terbit/*")),
        ((*_BACA, *_TULIS, "s3:PutObjectRetention"), ("jangkar/*",)),
    ),
    "penyiapan": (_LIHAT, (_PASANG, (_EMBER,))),
}
"""Pemegang kunci → pasangan (tindakan, awalan kunci objek)."""


def kebijakan(pemegang: str, ember: str) -> dict[str, Any]:
    """Dokumen kebijakan seorang pemegang kunci."""
    return {
        "Version": "2012-10-17",
        "Statement": [
            {"Effect": "Allow", "Action": list(tindakan), "Resource": [_arn(ember, satu) for satu in letak]}
            for tindakan, letak in HAK[pemegang]
        ],
    }


def _arn(ember: str, letak: str) -> str:
    return f"arn:aws:s3:::{ember}/{letak}" if letak else f"arn:aws:s3:::{ember}"

"""Para pemegang kunci S3 bagi SeaweedFS: ``python -m sandbox.tumpukan.identitas_s3 BERKAS`` (dalam kontainer)."""

import json
import os
import sys
from collections.abc import Mapping
from pathlib import Path

from luar.hak_s3 import HAK, kebijakan


def kunci_akses(pemegang: str) -> str:
    return f"usulan-{pemegang}"


def rahasia_s3(nilai: Mapping[str, str]) -> dict[str, str]:
    """Pemegang kunci → rahasianya, dari nilai bernama ``s3_rahasia_<pemegang>``."""
    return {pemegang: nilai[f"s3_rahasia_{pemegang}"] for pemegang in HAK}


def tulis_identitas(berkas: Path, ember: str, rahasia: Mapping[str, str]) -> None:
    """Isi ``-s3.config``; hanya terbaca pemiliknya, sebab memuat rahasianya."""
    isi = {
        "identities": [
            {
                "name": pemegang,
                "credentials": [{"accessKey": kunci_akses(pemegang), "secretKey": rahasia[pemegang]}],
                "policyNames": [pemegang],
            }
            for pemegang in HAK
        ],
        "policies": [{"name": pemegang, "content": json.dumps(kebijakan(pemegang, ember))} for pemegang in HAK],
    }
    with open(os.open(berkas, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as f:
        json.dump(isi, f, indent=2)


if __name__ == "__main__":
    lingkungan = {nama.lower(): nilai for nama, nilai in os.environ.items()}
    tulis_identitas(Path(sys.argv[1]), os.environ.get("USULAN_S3_EMBER", "usulan"), rahasia_s3(lingkungan))

"""Rahasia tumpukan: dibuat sekali dengan ``secrets``, disimpan 0600, diserahkan lewat lingkungan."""

import json
import os
import secrets
from base64 import b64encode
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path


def _sandi() -> str:
    return secrets.token_urlsafe(24)


def _kunci_256() -> str:
    return b64encode(secrets.token_bytes(32)).decode()


@dataclass(frozen=True)
class Rahasia:
    kunci_muatan: str = field(default_factory=lambda: f"k1:{_kunci_256()}")
    kunci_sesi: str = field(default_factory=_kunci_256)
    sandi_postgres: str = field(default_factory=_sandi)
    sandi_pemilik: str = field(default_factory=_sandi)
    sandi_pekerja: str = field(default_factory=_sandi)
    sandi_api: str = field(default_factory=_sandi)
    s3_rahasia_api: str = field(default_factory=_sandi)
    s3_rahasia_dokumen: str = field(default_factory=_sandi)
    s3_rahasia_putaran: str = field(default_factory=_sandi)
    s3_rahasia_penyiapan: str = field(default_factory=_sandi)
    esign_sandi: str = field(default_factory=_sandi)
    setneg_sandi: str = field(default_factory=_sandi)


def muat_rahasia(berkas: Path) -> Rahasia:
    """Membaca rahasia; yang belum ada (pertama kali, atau butir baru) dibuat dan disimpan."""
    tersimpan = json.loads(berkas.read_text()) if berkas.exists() else {}
    dikenal = {f.name for f in fields(Rahasia)}
    rahasia = Rahasia(**{nama: nilai for nama, nilai in tersimpan.items() if nama in dikenal})
    if asdict(rahasia) != tersimpan:
        sementara = berkas.with_suffix(".baru")
        sementara.unlink(missing_ok=True)
        with open(os.open(sementara, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as f:
            json.dump(asdict(rahasia), f, indent=2)
            f.flush()
            os.fsync(f.fileno())
        sementara.replace(berkas)
    return rahasia


def teks_env() -> str:
    """Isi ``.env`` bagi ``temporal-dev.yml``: rahasia yang sama ditambah milik Temporal dan Keycloak, semuanya baru."""
    nilai = asdict(Rahasia()) | {"sandi_temporal": _sandi(), "sandi_keycloak": _sandi()}
    return "".join(f"{nama.upper()}={isi}\n" for nama, isi in nilai.items())


if __name__ == "__main__":
    print(teks_env(), end="")

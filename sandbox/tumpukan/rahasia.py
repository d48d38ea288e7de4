"""Rahasia tumpukan: dibuat sekali dengan ``secrets``, disimpan 0600, diserahkan lewat lingkungan."""

import json
import os
import secrets
from base64 import b64encode
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path

BERDATA = ("postgres", "temporal", "s3", "bsre")
"""Folder yang isinya hanya terbuka dengan rahasia lamanya."""


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


class RahasiaHilang(ValueError):
    """Pesannya menyebut berkas dan jalan keluarnya."""


def muat_rahasia(berkas: Path) -> Rahasia:
    """Membaca rahasia; yang belum ada (pertama kali, atau butir baru) dibuat dan disimpan.

    ``RahasiaHilang`` bila berkasnya rusak, atau hilang padahal datanya sudah ada: kunci baru tidak membuka data lama.
    """
    tersimpan = _baca(berkas)
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


def _baca(berkas: Path) -> dict[str, str]:
    obat = (
        f"Pulihkan {berkas} dari cadangan. Bila datanya memang boleh hilang, hapus folder {berkas.parent} "
        "(`make bersih-data`) dan mulai dari awal."
    )
    if not berkas.exists():
        lama = sorted(
            nama for nama in BERDATA if (berkas.parent / nama).is_dir() and any((berkas.parent / nama).iterdir())
        )
        if lama:
            raise RahasiaHilang(f"{berkas} hilang, padahal sudah ada data pada {', '.join(lama)}. {obat}")
        return {}
    try:
        isi = json.loads(berkas.read_text())
    except ValueError:
        isi = None
    if (
        not isinstance(isi, dict)
        or "kunci_muatan" not in isi
        or not all(isinstance(satu, str) and satu for satu in isi.values())
    ):
        raise RahasiaHilang(f"{berkas} kosong atau rusak. {obat}")
    return isi


def teks_env() -> str:
    """Isi ``.env`` bagi ``temporal-dev.yml``: rahasia yang sama ditambah milik Temporal dan Keycloak, semuanya baru."""
    nilai = asdict(Rahasia()) | {"sandi_temporal": _sandi(), "sandi_keycloak": _sandi()}
    return "".join(f"{nama.upper()}={isi}\n" for nama, isi in nilai.items())


if __name__ == "__main__":
    print(teks_env(), end="")

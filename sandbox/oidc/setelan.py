"""Setelan penyedia OIDC dan pencocokan alamat kembali."""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


class SetelanOidc(BaseSettings):
    """Penyedia OIDC sandbox."""

    model_config = SettingsConfigDict(env_prefix="SANDBOX_OIDC_", cli_prog_name="python -m sandbox.oidc")

    host: str = "127.0.0.1"
    port: int = 8091
    data: Path = Field(Path("var/oidc"), description="tempat kunci penanda token")
    klien: str = Field("usulan-web", description="client_id publik")
    audiens: str = Field("usulan-api", description="aud pada token akses")
    sandi_setneg: SecretStr = Field(SecretStr("sandbox-setneg"), description="client_secret klien mesin setneg")
    umur_token: int = Field(3600, ge=1, description="umur token dalam detik")
    alamat_kembali: list[str] = Field(
        [
            f"http://{host}/{jalur}"
            for host in ("127.0.0.1", "localhost")
            for jalur in ("masuk/kembali", "docs/oauth2-redirect", "")
        ],
        description="redirect_uri yang dibolehkan, cocok persis; port bebas bila hostnya loopback (RFC 8252 §7.3)",
    )

    @property
    def penerbit(self) -> str:
        return f"http://{self.host}:{self.port}"

    def alamat_cocok(self, alamat: str) -> bool:
        """Cocok huruf demi huruf; hanya port alamat loopback yang boleh berbeda."""
        if alamat in self.alamat_kembali:
            return True
        dicari = _tanpa_port(alamat)
        return dicari is not None and any(dicari == _tanpa_port(satu) for satu in self.alamat_kembali)


def _tanpa_port(alamat: str) -> tuple[Any, ...] | None:
    """Bagian-bagian alamat loopback tanpa portnya; ``None`` untuk alamat lain."""
    try:
        bagian = urlsplit(alamat)
        _ = bagian.port
    except ValueError:
        return None
    if bagian.hostname not in _LOOPBACK:
        return None
    return (bagian.scheme, bagian.username, bagian.hostname, bagian.path, bagian.query, bagian.fragment)

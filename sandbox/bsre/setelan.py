"""Setelan sandbox BSrE: argumen ``--nama`` atau lingkungan ``SANDBOX_BSRE_NAMA``."""

from pathlib import Path

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from sandbox.bsre.penanda import Bentuk


class SetelanBsre(BaseSettings):
    """Sandbox E-Sign BSrE v1 + v2 dan PKI-nya (OCSP, CRL, TSA)."""

    model_config = SettingsConfigDict(
        env_prefix="SANDBOX_BSRE_", cli_prog_name="python -m sandbox.bsre", cli_hide_none_type=True
    )

    host: str = "127.0.0.1"
    port: int = Field(8090, description="juga menjadi alamat OCSP, CRL, dan TSA di dalam sertifikat")
    data: Path = Field(Path("var/bsre"), description="kunci, susunan PKI, pencabutan, unduhan, dan akar.pem")
    pengguna: str = Field("usulan", description="pengguna HTTP Basic")
    sandi: SecretStr = Field(SecretStr("sandbox-esign"), description="sandi HTTP Basic")
    bentuk: Bentuk | None = Field(None, description="bentuk tanda tangan; bawaan PKCS7 untuk v1, PAdES untuk v2")
    surel: str | None = Field(None, description="host:port SMTP tujuan TOTP")

    @property
    def alamat(self) -> str:
        return f"http://{self.host}:{self.port}"

    @property
    def penampung(self) -> tuple[str, int] | None:
        if self.surel is None:
            return None
        host, _, port = self.surel.rpartition(":")
        return host, int(port)

"""Setelan sandbox Setneg: argumen ``--nama`` atau lingkungan ``SANDBOX_SETNEG_NAMA``."""

from pathlib import Path

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class SetelanSetneg(BaseSettings):
    """Penerbit dan pengirim Keputusan Presiden."""

    model_config = SettingsConfigDict(env_prefix="SANDBOX_SETNEG_", cli_prog_name="python -m sandbox.setneg")

    host: str = "127.0.0.1"
    port: int = 8092
    data: Path = Field(Path("var/setneg"), description="keputusan yang pernah diterbitkan")
    alamat_api: str = Field("http://127.0.0.1:8000", description="API usulan yang dikirimi keputusan")
    penerbit: str = Field("http://127.0.0.1:8001", description="penyedia OIDC tempat klien mesin masuk")
    klien: str = Field("setneg", description="client_id")
    sandi_klien: SecretStr = Field(SecretStr("sandbox-setneg"), description="client_secret")
    esign_alamat: str = Field("http://127.0.0.1:8090", description="E-Sign BSrE yang memegang kunci segel")
    esign_pengguna: str = "usulan"
    esign_sandi: SecretStr = SecretStr("sandbox-esign")

"""Menjalankan API: ``python -m api``; alamat dengar dari ``USULAN_API_HOST`` dan ``USULAN_API_PORT``."""

import uvicorn
from pydantic_settings import BaseSettings, SettingsConfigDict

from api.app import buat_app
from luar.log import siapkan_log


class Pendengar(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="USULAN_API_", extra="ignore")

    host: str = "127.0.0.1"
    port: int = 8000


def main() -> None:
    pendengar = Pendengar()
    siapkan_log()
    uvicorn.run(
        buat_app(), host=pendengar.host, port=pendengar.port, log_config=None, access_log=False, server_header=False
    )


if __name__ == "__main__":
    main()

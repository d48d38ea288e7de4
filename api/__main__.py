"""Menjalankan API: ``python -m api``; alamat dengar dari ``USULAN_API_HOST`` dan ``USULAN_API_PORT``."""

import uvicorn
from pydantic_settings import BaseSettings, SettingsConfigDict

from api.app import buat_app
from luar.log import siapkan_log


class Pendengar(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="USULAN_API_", extra="ignore")

    host: str = "127.0.0.1"
    port: int = 8000
    proksi_tepercaya: str = ""
    """Alamat proksi di depan API, dipisah koma: dari situlah ``X-Forwarded-For`` dipercaya. Kosong berarti tak ada."""


def main() -> None:
    pendengar = Pendengar()
    siapkan_log()
    uvicorn.run(
        buat_app(),
        host=pendengar.host,
        port=pendengar.port,
        proxy_headers=bool(pendengar.proksi_tepercaya),
        forwarded_allow_ips=pendengar.proksi_tepercaya,
        log_config=None,
        access_log=False,
        server_header=False,
    )


if __name__ == "__main__":
    main()

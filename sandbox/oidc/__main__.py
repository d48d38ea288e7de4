"""``python -m sandbox.oidc --port 8091 --data var/oidc``."""

from pydantic_settings import CliApp

from sandbox.oidc.rute import bangun
from sandbox.oidc.setelan import SetelanOidc
from sandbox.peladen import atur_catatan, sajikan

if __name__ == "__main__":
    setelan = CliApp.run(SetelanOidc)
    atur_catatan("oidc")
    sajikan(bangun(setelan), setelan.host, setelan.port)

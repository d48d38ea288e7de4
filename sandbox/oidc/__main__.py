"""``python -m sandbox.oidc --port 8091 --data var/oidc``."""

from pydantic_settings import CliApp

from sandbox.oidc.rute import bangun
from sandbox.oidc.setelan import SetelanOidc
from sandbox.peladen import atur_catatan, buka_soket, sajikan

if __name__ == "__main__":
    setelan = CliApp.run(SetelanOidc)
    atur_catatan("oidc")
    soket = buka_soket(setelan.host, setelan.port)
    sajikan(bangun(setelan), soket)

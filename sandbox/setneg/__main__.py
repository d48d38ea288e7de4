"""``python -m sandbox.setneg --port 8092 --data var/setneg``."""

from pydantic_settings import CliApp

from sandbox.peladen import atur_catatan, buka_soket, sajikan
from sandbox.setneg.aplikasi import bangun
from sandbox.setneg.setelan import SetelanSetneg

if __name__ == "__main__":
    setelan = CliApp.run(SetelanSetneg)
    atur_catatan("setneg")
    soket = buka_soket(setelan.host, setelan.port)
    sajikan(bangun(setelan), soket)

"""``python -m sandbox.bsre --port 8090 --data var/bsre``."""

from pydantic_settings import CliApp

from sandbox.akun import PASSPHRASE
from sandbox.bsre.aplikasi import bangun
from sandbox.bsre.pemilik import DICABUT, SEGEL, pemilik
from sandbox.bsre.setelan import SetelanBsre
from sandbox.peladen import atur_catatan, buka_soket, sajikan
from sandbox.pki import Pki


def jalankan() -> None:
    setelan = CliApp.run(SetelanBsre)
    atur_catatan("bsre")
    soket = buka_soket(setelan.host, setelan.port)
    identitas = [p.identitas for p in (*pemilik(), SEGEL) if p.bersertifikat]
    pki = Pki(setelan.data / "pki", setelan.alamat, identitas, PASSPHRASE)
    pki.cabut(DICABUT.label)
    (setelan.data / "akar.pem").write_bytes(pki.akar_pem)
    sajikan(bangun(setelan, pki), soket)


if __name__ == "__main__":
    jalankan()

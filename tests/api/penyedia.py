"""Penyedia identitas bagi uji: discovery dan JWKS lewat HTTP sungguhan, token sebebas yang dibutuhkan uji."""

import json
import time
from collections.abc import Iterable
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

from models.peran import Peran

AUDIENS = "usulan-api"


@cache
def _kunci(kid: str) -> rsa.RSAPrivateKey:
    """Satu kunci per kid bagi seluruh uji: membuatnya lambat."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


class PenyediaUji:
    """Dijalankan pada port acak; ``penerbit`` alamatnya."""

    def __init__(self) -> None:
        self.kunci: dict[str, rsa.RSAPrivateKey] = {}
        self.pengambilan = 0
        self.boleh_menjawab = Event()
        """Padam berarti penyedianya menggantung: sambungan diterima, jawabannya tidak datang."""
        self.boleh_menjawab.set()
        self.putar_kunci("kunci-1")
        self._peladen = ThreadingHTTPServer(("127.0.0.1", 0), self._penangan())
        self.penerbit = f"http://127.0.0.1:{self._peladen.server_port}"
        Thread(target=self._peladen.serve_forever, args=(0.02,), daemon=True).start()

    def putar_kunci(self, kid: str) -> None:
        self.kunci[kid] = _kunci(kid)

    def padam(self) -> None:
        self.boleh_menjawab.set()
        self._peladen.shutdown()
        self._peladen.server_close()

    def token(
        self,
        akun: str = "akun-uji",
        peran: Iterable[Peran | str] = (Peran.OPERATOR,),
        unit: str = "instansi:A",
        *,
        kid: str = "kunci-1",
        kunci: Any = None,
        alg: str = "RS256",
        umur: int = 300,
        jenis: str = "at+jwt",
        **klaim: Any,
    ) -> str:
        isi = {
            "sub": akun,
            "name": "Petugas Uji",
            "peran": list(peran),
            "unit": unit,
            "iss": self.penerbit,
            "aud": AUDIENS,
            "exp": int(time.time()) + umur,
        } | klaim
        return jwt.encode(isi, kunci or self.kunci[kid], algorithm=alg, headers={"kid": kid, "typ": jenis})

    def _penangan(self) -> type[BaseHTTPRequestHandler]:
        penyedia = self

        class Penangan(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                penyedia.boleh_menjawab.wait(30)
                if self.path == "/.well-known/openid-configuration":
                    isi = {"issuer": penyedia.penerbit, "jwks_uri": f"{penyedia.penerbit}/jwks"}
                else:
                    penyedia.pengambilan += 1
                    isi = {"keys": penyedia._jwks()}
                badan = json.dumps(isi).encode()
                self.send_response(200)
                self.send_header("Content-Length", str(len(badan)))
                self.end_headers()
                self.wfile.write(badan)

            def log_message(self, *_: object) -> None:
                pass

        return Penangan

    def _jwks(self) -> list[dict[str, Any]]:
        algoritma = jwt.algorithms.RSAAlgorithm
        return [
            {**algoritma.to_jwk(kunci.public_key(), as_dict=True), "kid": kid, "use": "sig", "alg": "RS256"}
            for kid, kunci in self.kunci.items()
        ]

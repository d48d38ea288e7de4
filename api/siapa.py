"""Siapa yang meminta: identitas dari token akses OIDC, sebagai tipe pada tanda tangan rute."""

import time
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Annotated, Any, Final
from uuid import UUID

import jwt
from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from pydantic import BaseModel, Field, ValidationError

from api.kunci_penerbit import KunciPenerbit, KunciTidakDikenal, PenyediaTakTerjangkau
from api.masalah import JenisMasalah, Masalah
from models.keputusan import Pelaku
from models.peran import Peran

ALGORITMA: Final = ("RS256", "PS256", "ES256")
_KELONGGARAN_JAM = 10
"""Detik selisih jam yang dimaklumi antara penyedia identitas dan API."""
_LAMA_INGATAN: Final = 60.0
"""Detik sebuah token yang lolos dipercaya tanpa diperiksa lagi; kunci yang dicabut berlaku paling lama selama itu."""
_INGATAN_TERBANYAK: Final = 10_000
_BENTUK_UNIT: Final = r"^(bkn|setneg|kanreg:[IVX]+|instansi:\w+|asn:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$"


@dataclass(frozen=True)
class Identitas:
    """Seorang petugas yang token aksesnya sudah diperiksa."""

    akun: str
    nama: str
    peran: frozenset[Peran]
    unit: str
    pengganti: frozenset[tuple[Peran, str | None]] = frozenset()
    """Peran yang dijalankannya hari ini sebagai pengganti, dan akun pejabat yang digantikannya bila ada."""
    pinjaman: frozenset[Peran] = frozenset()
    """Peran yang dipegangnya hanya karena menggantikan."""

    @property
    def asn_id(self) -> UUID | None:
        """Id ASN-nya sendiri bila ia masuk sebagai ASN."""
        jenis, _, isi = self.unit.partition(":")
        return UUID(isi) if jenis == "asn" and Peran.ASN in self.peran else None

    @property
    def peran_pengusul(self) -> Peran:
        """Sebagai apa ia mengusulkan, memperbaiki, dan menarik."""
        return Peran.ASN if self.asn_id else Peran.OPERATOR

    def menggantikan(self, pengganti: frozenset[tuple[Peran, str | None]]) -> "Identitas":
        """Ia sendiri ditambah peran pejabat-pejabat yang digantikannya."""
        peran = frozenset(satu for satu, _ in pengganti)
        return replace(self, peran=self.peran | peran, pengganti=pengganti, pinjaman=peran - self.peran)

    def sebagai(self, peran: Peran, *, untuk: str | None = None) -> Pelaku:
        """Pelaku dengan salah satu perannya; ``ValueError`` bila ia tidak memegang peran itu.

        ``untuk`` akun yang dituju tugasnya: bila itu pejabat yang digantikannya, pelaku mewakilinya.
        """
        if peran not in self.peran:
            raise ValueError(f"peran {peran} tidak dipegang akun ini")
        diwakili = sorted(akun for satu, akun in self.pengganti if satu is peran and akun)
        mewakili = untuk if untuk in diwakili else next(iter(diwakili), None) if peran in self.pinjaman else None
        return Pelaku(akun=self.akun, peran=peran, unit=self.unit, mewakili=mewakili)

    def pembaca(self) -> Pelaku:
        """Pelaku bagi jejak pembacaan: peran pertamanya."""
        return self.sebagai(min(self.peran))


class _Klaim(BaseModel):
    sub: str
    name: str
    peran: list[str]
    unit: str = Field(pattern=_BENTUK_UNIT)


class PemeriksaToken:
    """Memeriksa token akses terhadap JWKS penerbit: tanda tangan, alg, iss, aud, exp."""

    def __init__(self, penerbit: str, audiens: str) -> None:
        self._penerbit = penerbit
        self._audiens = audiens
        self._kunci = KunciPenerbit(penerbit)
        self._lolos: dict[bytes, tuple[float, Identitas]] = {}

    async def periksa(self, token: str) -> Identitas:
        """``Masalah`` 401 bila token tidak sah, 503 bila kunci penerbit tidak dapat diambil.

        Token yang lolos diingat menurut sidiknya, paling lama semenit dan tidak melewati masa berlakunya: kotak masuk
        membaca berulang dengan token yang sama.
        """
        sidik = sha256(token.encode()).digest()
        sampai, ia = self._lolos.get(sidik, (0.0, None))
        if ia is not None and time.time() < sampai:
            return ia
        klaim = await self._klaim(token)
        ia = _identitas(klaim)
        self._ingat(sidik, ia, klaim["exp"])
        return ia

    def _ingat(self, sidik: bytes, ia: Identitas, kedaluwarsa: float) -> None:
        if len(self._lolos) >= _INGATAN_TERBANYAK:
            self._lolos.clear()
        self._lolos[sidik] = min(time.time() + _LAMA_INGATAN, kedaluwarsa + _KELONGGARAN_JAM), ia

    async def _klaim(self, token: str) -> dict[str, Any]:
        try:
            kepala = jwt.get_unverified_header(token)
            kunci = await self._kunci.cari(kepala.get("kid"))
            klaim: dict[str, Any] = jwt.decode(
                token,
                kunci,
                algorithms=ALGORITMA,
                issuer=self._penerbit,
                audience=self._audiens,
                leeway=_KELONGGARAN_JAM,
                options={"require": ["exp", "iss", "aud", "sub"]},
            )
            _pastikan_token_akses(kepala, klaim)
            return klaim
        except PenyediaTakTerjangkau as galat:
            raise _tidak_terjangkau() from galat
        except jwt.ExpiredSignatureError as galat:
            raise _tidak_sah("Masa berlaku token akses sudah habis.") from galat
        except (KunciTidakDikenal, jwt.PyJWTError) as galat:
            raise _tidak_sah("Token akses tidak lolos pemeriksaan tanda tangan, penerbit, atau tujuannya.") from galat


def _pastikan_token_akses(kepala: dict[str, Any], klaim: dict[str, Any]) -> None:
    """Token identitas dan token lain dari penerbit yang sama bukan izin masuk.

    RFC 9068 menyebut ``at+jwt`` pada kepalanya; Keycloak menyebut ``JWT`` dan membedakannya dengan klaim ``typ``.
    """
    jenis = str(kepala.get("typ", "")).lower().removeprefix("application/")
    if jenis == "at+jwt" or (jenis == "jwt" and klaim.get("typ") == "Bearer"):
        return
    raise _tidak_sah("Token itu bukan token akses.")


def _identitas(klaim: dict[str, Any]) -> Identitas:
    try:
        isi = _Klaim.model_validate(klaim)
    except ValidationError as galat:
        raise _tidak_sah("Token akses tidak memuat nama, peran, dan unit.") from galat
    dikenal = {p.value for p in Peran}
    return Identitas(isi.sub, isi.name, frozenset(Peran(p) for p in isi.peran if p in dikenal), isi.unit)


def token_kosong() -> Masalah:
    return Masalah(
        JenisMasalah.TOKEN_KOSONG,
        "Permintaan ini memerlukan token akses.",
        kepala={"WWW-Authenticate": 'Bearer realm="usulan"'},
    )


def _tidak_sah(rincian: str) -> Masalah:
    return Masalah(
        JenisMasalah.TOKEN_TIDAK_SAH,
        rincian,
        kepala={"WWW-Authenticate": 'Bearer realm="usulan", error="invalid_token"'},
    )


def _tidak_terjangkau() -> Masalah:
    return Masalah(
        JenisMasalah.PENYEDIA_IDENTITAS_TIDAK_TERJANGKAU,
        "Kunci penyedia identitas belum dapat diambil, jadi token Anda belum dapat diperiksa.",
    )


_bearer = HTTPBearer(
    auto_error=False,
    scheme_name="Token akses OIDC",
    description="Token akses JWT dari penyedia identitas, dengan klaim `peran` dan `unit`.",
)


async def siapa(
    request: Request, kredensial: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]
) -> Identitas:
    if kredensial is None:
        raise token_kosong()
    pemeriksa: PemeriksaToken = request.app.state.bekal.pemeriksa
    return await pemeriksa.periksa(kredensial.credentials)


Petugas = Annotated[Identitas, Depends(siapa)]
"""Tipe pada tanda tangan rute yang hanya melayani orang yang sudah masuk."""

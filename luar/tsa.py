"""Kerja pyHanko atas cap waktu, dalam proses yang melayani satu permintaan pada satu saat (``python -m luar.tsa``).

Cap lama diperiksa pada saat dicapnya dan tanpa jaringan: sertifikat TSA berganti tiap beberapa tahun, sedangkan yang
melindungi jangkar lama ialah cap jangkar sesudahnya, yang menyebut sidiknya.
"""

import logging
from datetime import datetime
from typing import Final, cast

import aiohttp
from asn1crypto import cms, pem, x509
from pyhanko.sign.timestamps import HTTPTimeStamper
from pyhanko.sign.timestamps.common_utils import TimestampRequestError
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.generic_cms import validate_tst_signed_data
from pyhanko.sign.validation.status import TimestampSignatureStatus
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.fetchers.aiohttp_fetchers import AIOHttpFetcherBackend

from luar.cap_waktu import CapWaktuTakTersedia, CapWaktuTidakSah
from luar.proses import layani

_PANJANG_SIDIK: Final = 32

for _pencatat in map(logging.getLogger, ("pyhanko", "pyhanko_certvalidator")):
    # Yang perlu diketahui ada pada galatnya.
    _pencatat.setLevel(logging.CRITICAL + 1)


class Pencap:
    def __init__(self, akar: bytes, tsa_alamat: str) -> None:
        sertifikat = [x509.Certificate.load(der) for _, _, der in pem.unarmor(akar, multiple=True)]
        self._akar = [satu for satu in sertifikat if satu.self_signed != "no"]
        self._antara = [satu for satu in sertifikat if satu.self_signed == "no"]
        self._http = aiohttp.ClientSession(connector=aiohttp.TCPConnector(force_close=True))
        self._tsa_alamat = tsa_alamat

    async def tutup(self) -> None:
        await self._http.close()

    async def minta(self, sidik: bytes) -> bytes:
        # Baru tiap permintaan: pyHanko mengingat sertifikat TSA pertama, padahal TSA menggantinya berkala.
        tsa = HTTPTimeStamper(self._tsa_alamat, session=self._http)
        try:
            token = await tsa.async_timestamp(sidik, "sha256")
        except (TimestampRequestError, TimeoutError, OSError) as galat:
            raise CapWaktuTakTersedia("Penanda waktu (TSA) tidak menjawab.") from galat
        cap = await self._dengan_penerbit(token, sidik)
        await self.periksa(sidik + cap)
        return cap

    async def _dengan_penerbit(self, token: cms.ContentInfo, sidik: bytes) -> bytes:
        """Penerbit TSA sering tidak ikut dalam capnya; ditambahkan, supaya kelak tidak perlu diambil dari jaringan."""
        status = await self._validasi(token, sidik, AIOHttpFetcherBackend(self._http))
        if status.validation_path is not None:
            sertifikat = token["content"]["certificates"]
            ada = {satu.chosen.dump() for satu in sertifikat}
            for satu in status.validation_path.iter_certs(include_root=False):
                if satu.dump() not in ada:
                    sertifikat.append(cms.CertificateChoices({"certificate": satu}))
        return cast(bytes, token.dump(force=True))

    async def _validasi(
        self, token: cms.ContentInfo, sidik: bytes, jaringan: AIOHttpFetcherBackend | None
    ) -> TimestampSignatureStatus:
        bertanda = token["content"]
        konteks = ValidationContext(
            trust_roots=self._akar,
            other_certs=self._antara,
            moment=bertanda["encap_content_info"]["content"].parsed["gen_time"].native if jaringan is None else None,
            allow_fetching=jaringan is not None,
            fetcher_backend=jaringan,
        )
        return TimestampSignatureStatus(
            **await validate_tst_signed_data(bertanda, konteks, lambda nama: sidik if nama == "sha256" else b"")
        )

    async def periksa(self, isi: bytes) -> datetime:
        """``isi``: SHA-256 yang dicap, lalu capnya."""
        sidik, cap = isi[:_PANJANG_SIDIK], isi[_PANJANG_SIDIK:]
        try:
            status = await self._validasi(cms.ContentInfo.load(cap, strict=True), sidik, None)
        except (SignatureValidationError, ValueError, TypeError, AttributeError, LookupError) as galat:
            raise CapWaktuTidakSah("Cap waktunya rusak.") from galat
        if not (status.intact and status.valid):
            raise CapWaktuTidakSah("Cap waktunya bukan milik isi ini.")
        if not status.trusted:
            raise CapWaktuTidakSah("Cap waktunya bukan dari TSA yang dipercaya.")
        return status.timestamp


if __name__ == "__main__":
    layani(Pencap)

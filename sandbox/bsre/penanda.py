"""Tanda tangan PDF sungguhan tingkat B-T: pembaruan bertambah, tanpa LTV, seperti yang dijawab BSrE sekarang."""

import io
import time
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from asn1crypto import tsp, x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.writer import BasePdfFileWriter
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, Signer
from pyhanko.sign.signers.pdf_signer import PdfSigningSession
from pyhanko.sign.timestamps import TimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

from sandbox.bsre.galat import GalatESign
from sandbox.bsre.tampilan import Spesimen, bidang, gaya
from sandbox.pki import Pki

Bentuk = Literal["PAdES", "PKCS7"]

_SUBFILTER = {"PAdES": SigSeedSubFilter.PADES, "PKCS7": SigSeedSubFilter.ADOBE_PKCS7_DETACHED}
# pyHanko menghitung huruf heksadesimal: 16.384 bita isi /Contents, seukuran BSrE.
_RUANG_TANDA_TANGAN = 2 * 16_384


class Penandatangan(Signer):
    """Tanda tangan RSA dengan kunci yang sudah terbuka; ``SimpleSigner`` mengurai ulang kunci tiap kali (41 ms)."""

    def __init__(self, rantai: list[x509.Certificate], kunci: RSAPrivateKey) -> None:
        super().__init__(
            signing_cert=rantai[0], cert_registry=SimpleCertificateStore.from_certs(rantai[1:]), embed_roots=False
        )
        self._kunci = kunci

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        return self._kunci.sign(data, PKCS1v15(), hashes.SHA256())


class PenandaWaktu(TimeStamper):
    """TSA sandbox yang sama dengan ``/pki/tsa/tsa``, tanpa berputar lewat soket milik sendiri."""

    def __init__(self, pki: Pki) -> None:
        TimeStamper.__init__(self)
        self._pki = pki

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        return self._pki.tanda_waktu("tsa", req)


class _PenandaPdf(PdfSigner):
    """``PdfSigner`` yang jamnya dapat digeser."""

    selisih_jam = timedelta()

    def init_signing_session(self, pdf_out: BasePdfFileWriter, existing_fields_only: bool = False) -> PdfSigningSession:
        sesi = super().init_signing_session(pdf_out, existing_fields_only)
        sesi.system_time += self.selisih_jam
        return sesi


@dataclass(frozen=True)
class Permintaan:
    """Satu PDF yang harus ditandatangani; tanpa ``spesimen`` berarti tak terlihat."""

    pdf: bytes
    spesimen: Spesimen | None = None
    alasan: str | None = None
    lokasi: str | None = None
    kontak: str | None = None
    sandi_pdf: str | None = None


async def tanda_tangani(
    permintaan: Permintaan,
    penandatangan: Penandatangan,
    penanda_waktu: TimeStamper,
    bentuk: Bentuk,
    selisih_jam: timedelta = timedelta(),
) -> bytes:
    """PDF bertanda tangan B-T; bita asli menjadi awalan hasil. PDF rusak → :class:`GalatESign`."""
    nama_medan = f"sig_{time.time_ns() // 1_000_000}"
    try:
        penulis = IncrementalPdfFileWriter(io.BytesIO(permintaan.pdf), strict=False)
        if penulis.prev.encrypted:
            penulis.encrypt(permintaan.sandi_pdf or "")
        tempat = bidang(permintaan.pdf, permintaan.spesimen, permintaan.sandi_pdf) if permintaan.spesimen else None
        penanda = _PenandaPdf(
            PdfSignatureMetadata(
                field_name=nama_medan,
                md_algorithm="sha256",
                subfilter=_SUBFILTER[bentuk],
                reason=permintaan.alasan,
                location=permintaan.lokasi,
                contact_info=permintaan.kontak,
            ),
            penandatangan,
            timestamper=penanda_waktu,
            stamp_style=gaya(permintaan.spesimen.gambar) if permintaan.spesimen else None,
            new_field_spec=SigFieldSpec(nama_medan, tempat.halaman, tempat.kotak) if tempat else None,
        )
        penanda.selisih_jam = selisih_jam
        keluaran = io.BytesIO()
        await penanda.async_sign_pdf(penulis, bytes_reserved=_RUANG_TANDA_TANGAN, output=keluaran)
    except (PdfError, SigningError) as galat:
        raise GalatESign(
            f"Proses signing gagal : com.itextpdf.text.exceptions.InvalidPdfException: Rebuild failed: {galat}"
        ) from None
    return keluaran.getvalue()

"""PDF contoh dan pemeriksaan tanda tangan dari luar: hanya akar kepercayaan dan jaringan."""

import io
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from functools import cache
from pathlib import Path

import pikepdf
import typst
from pyhanko.keys import load_certs_from_pemder
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.ades.report import AdESSubIndic
from pyhanko.sign.validation import EmbeddedPdfSignature, PdfSignatureStatus
from pyhanko.sign.validation.ades import ades_lta_validation, ades_with_time_validation
from pyhanko.sign.validation.policy_decl import (
    PdfSignatureValidationSpec,
    RevinfoOnlineFetchingRule,
    RevocationInfoGatheringSpec,
    SignatureValidationSpec,
)
from pyhanko_certvalidator.context import CertValidationPolicySpec
from pyhanko_certvalidator.fetchers.aiohttp_fetchers import AIOHttpFetcherBackend
from pyhanko_certvalidator.policy_decl import REQUIRE_REVINFO, CertRevTrustPolicy
from pyhanko_certvalidator.registry import SimpleTrustManager

from tests.batas import BATAS


@cache
def pdf_contoh(teks: str = "Naskah [tte] contoh") -> bytes:
    """Satu halaman A4 PDF/A buatan Typst."""
    sumber = f'#set page(width: 595pt, height: 842pt)\n#raw("{teks}")'
    return typst.compile(sumber.encode(), pdf_standards="a-2b")


def pdf_bersandi(sandi: str) -> bytes:
    keluaran = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf_contoh())) as dokumen:
        dokumen.save(keluaran, encryption=pikepdf.Encryption(owner="pemilik", user=sandi))
    return keluaran.getvalue()


def tanda_tangan(pdf: bytes, sandi: str | None = None) -> EmbeddedPdfSignature:
    """Satu-satunya tanda tangan dalam ``pdf``."""
    pembaca = PdfFileReader(io.BytesIO(pdf))
    if sandi:
        pembaca.decrypt(sandi)
    (satu,) = pembaca.embedded_regular_signatures
    return satu


@asynccontextmanager
async def kebijakan(akar: Path) -> AsyncIterator[PdfSignatureValidationSpec]:
    """Hanya percaya ``akar``; pencabutan wajib diketahui, dicari lewat OCSP/CRL yang tertanam dalam sertifikat."""
    pengambil = AIOHttpFetcherBackend(per_request_timeout=int(BATAS))
    kepercayaan = SimpleTrustManager.build(list(load_certs_from_pemder([str(akar)])))
    pencarian = RevocationInfoGatheringSpec(RevinfoOnlineFetchingRule.NO_HISTORICAL_FETCH, pengambil)
    # Bawaannya sedetik: OCSP yang dijawab lebih lama dari itu dianggap datang dari masa depan, lalu ditolak.
    toleransi = timedelta(seconds=BATAS)
    aturan = CertValidationPolicySpec(kepercayaan, CertRevTrustPolicy(REQUIRE_REVINFO), time_tolerance=toleransi)
    try:
        yield PdfSignatureValidationSpec(SignatureValidationSpec(aturan, revinfo_gathering_policy=pencarian))
    finally:
        await pengambil.close()


async def periksa_bt(pdf: bytes, akar: Path, sandi: str | None = None) -> tuple[AdESSubIndic, PdfSignatureStatus]:
    """Kesimpulan AdES dengan waktu (EN 319 102-1 §5.5) saat ini."""
    satu = tanda_tangan(pdf, sandi)
    satu.compute_integrity_info()
    async with kebijakan(akar) as ini:
        hasil = await ades_with_time_validation(
            satu.signed_data,
            ini.signature_validation_spec,
            raw_digest=satu.compute_digest(),
            extra_status_kwargs=satu.summarise_integrity_info(),
            status_cls=PdfSignatureStatus,
        )
    return hasil.ades_subindic, hasil.api_status


async def periksa_lta(pdf: bytes, akar: Path) -> AdESSubIndic:
    async with kebijakan(akar) as ini:
        return (await ades_lta_validation(tanda_tangan(pdf), ini)).ades_subindic

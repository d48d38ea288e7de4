"""Pemeriksaan PDF bertanda tangan untuk titik akhir verify: fakta per tanda tangan, lalu dua bentuk jawabannya."""

import io
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Any

from asn1crypto import x509
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.ades.report import AdESPassed
from pyhanko.sign.validation import EmbeddedPdfSignature, PdfSignatureStatus
from pyhanko.sign.validation.ades import AdESBasicValidationResult, ades_lta_validation, ades_with_time_validation
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko.sign.validation.errors import NoDSSFoundError
from pyhanko.sign.validation.policy_decl import (
    LocalKnowledge,
    PdfSignatureValidationSpec,
    RevinfoOnlineFetchingRule,
    RevocationInfoGatheringSpec,
    SignatureValidationSpec,
)
from pyhanko_certvalidator.context import CertValidationPolicySpec
from pyhanko_certvalidator.policy_decl import REQUIRE_REVINFO, CertRevTrustPolicy
from pyhanko_certvalidator.registry import SimpleTrustManager
from pyhanko_certvalidator.revinfo.archival import CRLContainer

from sandbox.bsre.galat import GalatSpring
from sandbox.pki import Pki


@dataclass(frozen=True)
class FaktaTandaTangan:
    nama_medan: str
    sertifikat: x509.Certificate
    utuh: bool
    dipercaya: bool
    sah: bool
    """Kesimpulan AdES dengan waktu: utuh, rantai dipercaya, belum dicabut saat ditandatangani."""
    saat: datetime | None
    saat_tsa: datetime | None
    nama_tsa: str | None
    alasan: str | None
    lokasi: str | None
    format: str
    ltv: bool


def _kebijakan(pki: Pki) -> PdfSignatureValidationSpec:
    akar = SimpleTrustManager.build([pki.sertifikat("akar")])
    return PdfSignatureValidationSpec(
        SignatureValidationSpec(
            CertValidationPolicySpec(akar, CertRevTrustPolicy(REQUIRE_REVINFO)),
            revinfo_gathering_policy=RevocationInfoGatheringSpec(RevinfoOnlineFetchingRule.LOCAL_ONLY),
            local_knowledge=LocalKnowledge(
                known_crls=[CRLContainer(pki.crl(label)) for label in ("akar", "penerbit")],
                known_certs=[pki.sertifikat("penerbit")],
            ),
        )
    )


async def periksa(pdf: bytes, pki: Pki, sandi_pdf: str | None = None) -> list[FaktaTandaTangan]:
    """Fakta tiap tanda tangan menurut urutan; bukan PDF → 500, seperti yang teramati pada BSrE."""
    try:
        pembaca = PdfFileReader(io.BytesIO(pdf), strict=False)
        if pembaca.encrypted:
            pembaca.decrypt(sandi_pdf or "")
        tanda_tangan = pembaca.embedded_regular_signatures
    except PdfError:
        raise GalatSpring(HTTPStatus.INTERNAL_SERVER_ERROR) from None
    kebijakan = _kebijakan(pki)
    return [await _fakta(satu, kebijakan) for satu in tanda_tangan]


def _ber_dss(pembaca: PdfFileReader) -> bool:
    try:
        DocumentSecurityStore.read_dss(pembaca)
    except NoDSSFoundError:
        return False
    return True


async def _validasi(
    satu: EmbeddedPdfSignature, kebijakan: PdfSignatureValidationSpec
) -> AdESBasicValidationResult[PdfSignatureStatus]:
    """B-LTA dinilai pada waktu cap dokumennya; tanpa cap dokumen (B-T) dinilai sekarang."""
    if satu.reader.embedded_timestamp_signatures:
        return await ades_lta_validation(satu, kebijakan)
    satu.compute_integrity_info()
    return await ades_with_time_validation(
        satu.signed_data,
        kebijakan.signature_validation_spec,
        raw_digest=satu.compute_digest(),
        extra_status_kwargs=satu.summarise_integrity_info(),
        status_cls=PdfSignatureStatus,
    )


async def _fakta(satu: EmbeddedPdfSignature, kebijakan: PdfSignatureValidationSpec) -> FaktaTandaTangan:
    hasil = await _validasi(satu, kebijakan)
    ltv = _ber_dss(satu.reader)
    status = hasil.api_status
    if not isinstance(status, PdfSignatureStatus):
        raise TypeError("pemeriksaan AdES tidak menghasilkan status PDF")
    cap_waktu = status.timestamp_validity
    pades = satu.sig_object["/SubFilter"] == "/ETSI.CAdES.detached"
    tingkat = ("LT" if ltv else "T") if cap_waktu else "B"
    return FaktaTandaTangan(
        nama_medan=satu.field_name,
        sertifikat=satu.signer_cert,
        utuh=status.intact and status.valid,
        dipercaya=status.trusted,
        sah=hasil.ades_subindic == AdESPassed.OK and status.bottom_line,
        saat=satu.self_reported_timestamp,
        saat_tsa=cap_waktu.timestamp if cap_waktu else None,
        nama_tsa=cap_waktu.signing_cert.subject.native["common_name"] if cap_waktu else None,
        alasan=satu.sig_object.get("/Reason"),
        lokasi=satu.sig_object.get("/Location"),
        format=f"{'PAdES-BASELINE' if pades else 'PKCS7'}-{tingkat}",
        ltv=ltv,
    )


def _waktu(saat: datetime | None) -> str | None:
    """``2024-03-23T06:56:15.000+00:00``."""
    return saat.isoformat(timespec="milliseconds") if saat else None


def _masa(sertifikat: x509.Certificate) -> str:
    return f"{sertifikat.not_valid_before:%Y-%m-%d %H:%M:%S} to {sertifikat.not_valid_after:%Y-%m-%d %H:%M:%S}"


def jawaban_v1(nama_dokumen: str, fakta: list[FaktaTandaTangan]) -> dict[str, Any]:
    if not fakta:
        notes, summary = "Dokumen tidak memiliki tanda tangan elektronik", None
    elif all(f.sah for f in fakta):
        notes, summary = "Dokumen valid, Sertifikat yang digunakan terpercaya", "VALID"
    elif all(f.utuh for f in fakta):
        notes, summary = "Dokumen valid, Sertifikat yang digunakan tidak terpercaya", "DOCUMENT NOT VALID !!!"
    else:
        notes = "Konten Dokumen mengalami perubahan oleh pihak yang tidak berhak"
        summary = "DOCUMENT NOT VALID !!!"
    return {
        "nama_dokumen": nama_dokumen,
        "jumlah_signature": len(fakta),
        "notes": notes,
        "details": [_rinci_v1(f) for f in fakta],
        "summary": summary,
    }


def _rinci_v1(f: FaktaTandaTangan) -> dict[str, Any]:
    return {
        "info_tsa": {"name": f.nama_tsa, "tsa_cert_validity": None},
        "signature_field": f.nama_medan,
        "info_signer": {
            "issuer_dn": f.sertifikat.issuer.human_friendly,
            "signer_name": f.sertifikat.subject.native["common_name"],
            "signer_cert_validity": _masa(f.sertifikat),
            "signer_dn": f.sertifikat.subject.human_friendly,
            "cert_user_certified": f.dipercaya,
        },
        "signature_document": {
            "signed_using_tsa": f.saat_tsa is not None,
            "reason": f.alasan,
            "document_integrity": f.utuh,
            "signature_value": None,
            "signed_in": _waktu(f.saat),
            "location": f.lokasi,
            "hash_value": None,
        },
    }


def jawaban_v2(fakta: list[FaktaTandaTangan]) -> dict[str, Any]:
    if not fakta:
        kesimpulan, uraian = "NO_SIGNATURE", "Dokumen tidak memiliki tanda tangan elektronik"
    elif all(f.sah for f in fakta):
        kesimpulan, uraian = "VALID", "Dokumen ini ditandatangani secara elektronik dengan sertifikat yang terpercaya"
    else:
        kesimpulan, uraian = "INVALID", "Dokumen telah diubah atau sertifikat yang digunakan tidak terpercaya"
    return {
        "conclusion": kesimpulan,
        "description": uraian,
        "signatureInformations": [_rinci_v2(f) for f in fakta],
        "signatureCount": len(fakta),
    }


def _rinci_v2(f: FaktaTandaTangan) -> dict[str, Any]:
    """``timestampInfomation`` dan ``signatureAlgoritm`` memang salah ketik pada API aslinya."""
    sidik = f.sertifikat.sha256.hex().upper()
    return {
        "id": f"S-{sidik}",
        "signatureFormat": f.format,
        "signerName": f.sertifikat.subject.native["common_name"],
        "signatureDate": _waktu(f.saat),
        "fieldName": f.nama_medan,
        "reason": f.alasan,
        "location": f.lokasi,
        "certLevelCode": 0,
        "signatureAlgorithm": None,
        "digestAlgorithm": None,
        "timestampInfomation": {
            "id": f"T-{sidik}",
            "signerName": f.nama_tsa,
            "timestampDate": _waktu(f.saat_tsa),
        }
        if f.saat_tsa
        else None,
        "certificateDetails": [
            {
                "id": f"C-{sidik}",
                "commonName": f.sertifikat.subject.native["common_name"],
                "issuerName": f.sertifikat.issuer.native["common_name"],
                "serialNumber": str(f.sertifikat.serial_number),
                "notAfterDate": _waktu(f.sertifikat.not_valid_after),
                "notBeforeDate": _waktu(f.sertifikat.not_valid_before),
                "signatureAlgoritm": f.sertifikat["signature_algorithm"]["algorithm"].native,
                "keyUsages": sorted(f.sertifikat.key_usage_value.native),
            }
        ],
        "integrityValid": f.utuh,
        "certificateTrusted": f.dipercaya,
        "lastSignature": False,
        "ltv": f.ltv,
        "modified": not f.utuh,
    }

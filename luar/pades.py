"""Kerja pyHanko, dalam proses yang melayani satu permintaan pada satu saat (``python -m luar.pades``).

BSrE menjawab PAdES B-T: sah hari ini, tetapi tak dapat dibuktikan lagi sesudah sertifikatnya dicabut atau kedaluwarsa.
Kita menambahkan bukti keabsahan (OCSP/CRL dalam DSS) dan penanda waktu dokumen, jadi B-LTA (ETSI EN 319 142-1). Surat
arsip diperiksa dengan ETSI EN 319 102-1 §5.6.3; pemeriksaan sederhana menolak setiap surat yang sertifikatnya dicabut
*sesudah* surat itu ditandatangani.

Objek asn1crypto berubah ketika dibaca, jadi akar dan penerbit tidak pernah dipakai dua utas: di sini utasnya satu.
Tiap dokumen memakai konteks validasi sendiri: konteks bersama melewatkan pencabutan yang baru, dan pyHanko menyalin
seluruh OCSP/CRL-nya, termasuk milik penanda tangan lain, ke dalam dokumen. Yang dipakai ulang hanya sesi HTTP beserta
konteks TLS-nya.
"""

import logging
from binascii import unhexlify
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any, Final, cast

import aiohttp
from asn1crypto import pem, x509
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import HistoricalResolver, PdfFileReader
from pyhanko.sign.ades.report import AdESFailure, AdESIndeterminate, AdESPassed, AdESSubIndic
from pyhanko.sign.diff_analysis import DEFAULT_DIFF_POLICY, DiffPolicy, DiffResult, ModificationLevel
from pyhanko.sign.fields import FieldMDPSpec, MDPPerm
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers.pdf_signer import PdfTimeStamper
from pyhanko.sign.timestamps import HTTPTimeStamper
from pyhanko.sign.timestamps.common_utils import TimestampRequestError
from pyhanko.sign.validation.ades import (
    AdESLTAValidationResult,
    AdESWithTimeValidationResult,
    ades_lta_validation,
    ades_with_time_validation,
)
from pyhanko.sign.validation.dss import DocumentSecurityStore, async_add_validation_info, collect_validation_info
from pyhanko.sign.validation.errors import NoDSSFoundError, SignatureValidationError
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.policy_decl import (
    CertificateFetchingRule,
    LocalKnowledge,
    PdfSignatureValidationSpec,
    RevinfoOnlineFetchingRule,
    RevocationInfoGatheringSpec,
    SignatureValidationSpec,
)
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.context import CertValidationPolicySpec
from pyhanko_certvalidator.errors import (
    InsufficientRevinfoError,
    PathBuildingError,
    RevokedError,
    ValidationError,
)
from pyhanko_certvalidator.fetchers.aiohttp_fetchers import AIOHttpFetcherBackend
from pyhanko_certvalidator.policy_decl import CertRevTrustPolicy, RevocationCheckingPolicy
from pyhanko_certvalidator.registry import SimpleTrustManager

from luar.proses import Penolakan, layani
from luar.tanda_tangan import (
    ArsipTandaTangan,
    ArsipTidakLolos,
    HasilPeriksa,
    LayananSertifikatTakTersedia,
    TandaTanganTidakSah,
)
from models.surat import LevelTTE

_RUANG_PENANDA_WAKTU: Final = 32_768
"""Huruf heksadesimal yang disisihkan (16 KB); menyebutnya menghemat satu permintaan percobaan ke TSA."""
_TAMBAHAN_SAH: Final = (ModificationLevel.NONE, ModificationLevel.LTA_UPDATES)
_RUSAK: Final = "Berkas bukan PDF yang dapat dibaca, atau tanda tangannya rusak."
_STATUS_TAK_TERAMBIL: Final = "Status pencabutan (OCSP/CRL) tidak dapat diambil."
_MUNGKIN_TAK_TERJANGKAU: Final = (
    AdESIndeterminate.TRY_LATER,
    AdESIndeterminate.CERTIFICATE_CHAIN_GENERAL_FAILURE,
    AdESIndeterminate.NO_POE,
)
_PENCABUTAN: Final = CertRevTrustPolicy(RevocationCheckingPolicy.from_legacy("hard-fail"))
_SELISIH_JAM: Final = timedelta(minutes=2)
"""pyHanko mematok jamnya ketika pemeriksaan dimulai dan menganggap bukti pencabutan yang terbit lebih dari sedetik
sesudahnya "terlalu baru": OCSP yang lambat, atau jam yang berselisih, menolak surat yang sah. Masa berlaku sertifikat
penanda tangan diperiksa sendiri, tanpa kelonggaran ini."""


for _pencatat in map(logging.getLogger, ("pyhanko", "pyhanko_certvalidator")):
    # Catatannya menyebut nama pemilik sertifikat; yang perlu diketahui sudah ada di ``HasilPeriksa.alasan``.
    _pencatat.setLevel(logging.CRITICAL + 1)


class Pemeriksa:
    def __init__(self, akar: bytes, tsa_alamat: str) -> None:
        sertifikat = [x509.Certificate.load(der) for _, _, der in pem.unarmor(akar, multiple=True)]
        self._akar = [satu for satu in sertifikat if satu.self_signed != "no"]
        self._antara = [satu for satu in sertifikat if satu.self_signed == "no"]
        # Sambungan lama yang putus di tengah jalan menyerupai OCSP yang mati, jadi selalu yang baru; TLS-nya satu.
        self._http = aiohttp.ClientSession(connector=aiohttp.TCPConnector(force_close=True))
        self._jaringan = AIOHttpFetcherBackend(self._http)
        self._tsa_alamat = tsa_alamat

    async def tutup(self) -> None:
        await self._http.close()

    async def periksa(self, pdf: bytes) -> HasilPeriksa:
        try:
            tertanam = _terbaca(pdf)
            cast(Any, tertanam).compute_integrity_info()
            hasil = await self._validasi(tertanam)
        except TandaTanganTidakSah as galat:
            return _ditolak(str(galat))
        except (PdfError, SignatureValidationError, ValueError):
            return _ditolak(_RUSAK)
        if hasil.ades_subindic in _MUNGKIN_TAK_TERJANGKAU and not await self._status_terjangkau(tertanam):
            hasil = await self._validasi(tertanam, RevinfoOnlineFetchingRule.LOCAL_ONLY)
            if hasil.ades_subindic is not AdESPassed.OK:
                raise LayananSertifikatTakTersedia(_STATUS_TAK_TERAMBIL)
        elif hasil.ades_subindic in _MUNGKIN_TAK_TERJANGKAU:
            # Terjangkau kini belum tentu terjangkau tadi: yang sah tidak boleh ditolak oleh gangguan sekejap.
            hasil = await self._validasi(tertanam)
        return _rangkum(tertanam, hasil)

    async def arsipkan(self, pdf: bytes) -> ArsipTandaTangan:
        jawaban = _terbaca(pdf)
        arsip = await self._tingkatkan(jawaban)
        tertanam = _satu_tanda_tangan(arsip)
        penilai = _penilai_tambahan(jawaban)
        cast(Any, tertanam).compute_integrity_info(diff_policy=penilai)
        # Tanpa jaringan: arsip harus terbukti dari isinya sendiri.
        hasil = _rangkum(tertanam, await self._validasi(tertanam, RevinfoOnlineFetchingRule.LOCAL_ONLY, penilai))
        if hasil.sah and hasil.waktu is not None and hasil.level is LevelTTE.LTA:
            return ArsipTandaTangan(arsip, hasil, hasil.waktu)
        semula = await self.periksa(pdf)
        if not semula.sah:
            raise TandaTanganTidakSah(" ".join(semula.alasan))
        raise ArsipTidakLolos(f"Surat terarsip tidak lolos pemeriksaan: {' '.join(hasil.alasan) or hasil.level}.")

    async def tingkatkan(self, pdf: bytes) -> bytes:
        return await self._tingkatkan(_terbaca(pdf))

    async def _tingkatkan(self, jawaban: EmbeddedPdfSignature) -> bytes:
        """Bita jawaban menjadi awalan hasilnya."""
        konteks = self._konteks()
        berbukti = await self._dengan_bukti(jawaban, konteks)
        # Penanda waktu baru tiap surat: pyHanko mengingat sertifikat TSA pertama, padahal TSA menggantinya berkala.
        penanda_waktu = PdfTimeStamper(HTTPTimeStamper(self._tsa_alamat, session=self._http))
        try:
            hasil = await penanda_waktu.async_timestamp_pdf(
                IncrementalPdfFileWriter(berbukti),
                "sha256",
                validation_context=konteks,
                bytes_reserved=_RUANG_PENANDA_WAKTU,
                output=BytesIO(),
            )
        except (TimestampRequestError, TimeoutError) as galat:
            raise LayananSertifikatTakTersedia("Penanda waktu (TSA) tidak menjawab.") from galat
        except InsufficientRevinfoError as galat:
            raise LayananSertifikatTakTersedia(_STATUS_TAK_TERAMBIL) from galat
        except (PathBuildingError, ValidationError) as galat:
            raise ArsipTidakLolos("Penanda waktu (TSA) tidak berpangkal pada akar yang dipercaya.") from galat
        return cast(bytes, hasil.getvalue())

    async def _dengan_bukti(self, jawaban: EmbeddedPdfSignature, konteks: ValidationContext) -> BytesIO:
        try:
            return cast(BytesIO, await async_add_validation_info(jawaban, konteks, output=BytesIO()))
        except InsufficientRevinfoError as galat:
            raise LayananSertifikatTakTersedia(_STATUS_TAK_TERAMBIL) from galat
        except RevokedError as galat:
            raise TandaTanganTidakSah("Sertifikat penanda tangan sudah dicabut.") from galat
        except (PathBuildingError, ValidationError) as galat:
            raise TandaTanganTidakSah("Sertifikat tidak berpangkal pada akar yang dipercaya.") from galat
        except (PdfError, SigningError, SignatureValidationError, ValueError) as galat:
            raise TandaTanganTidakSah(_RUSAK) from galat

    async def _validasi(
        self,
        tertanam: EmbeddedPdfSignature,
        jaringan: RevinfoOnlineFetchingRule = RevinfoOnlineFetchingRule.NO_HISTORICAL_FETCH,
        penilai: DiffPolicy = DEFAULT_DIFF_POLICY,
    ) -> AdESWithTimeValidationResult:
        """§5.6.3 bagi surat berpenanda waktu dokumen; §5.5 bagi yang belum, sebab bukti masa lalunya tidak ada."""
        kebijakan = SignatureValidationSpec(
            CertValidationPolicySpec(SimpleTrustManager.build(self._akar), _PENCABUTAN, time_tolerance=_SELISIH_JAM),
            RevocationInfoGatheringSpec(
                jaringan,
                fetcher_backend=self._jaringan,
                # Alamat penerbit dalam berkas unggahan tidak dikunjungi: isinya dipilih pengunggah.
                certificate_fetching_rule=CertificateFetchingRule.NEVER_FETCH,
            ),
            # Penerbit yang tertanam dipakai juga bagi penanda waktunya, yang sering tak membawanya sendiri.
            local_knowledge=LocalKnowledge(known_certs=[*self._antara, *tertanam.other_embedded_certs]),
        )
        if tertanam.reader.embedded_timestamp_signatures:
            return await ades_lta_validation(tertanam, PdfSignatureValidationSpec(kebijakan, diff_policy=penilai))
        return await ades_with_time_validation(
            tertanam.signed_data,
            kebijakan,
            raw_digest=tertanam.compute_digest(),
            extra_status_kwargs=tertanam.summarise_integrity_info(),
            status_cls=PdfSignatureStatus,
        )

    async def _status_terjangkau(self, tertanam: EmbeddedPdfSignature) -> bool:
        """AdES tidak membedakan rantai yang salah dari OCSP/CRL yang mati; pengambilan ulang membedakannya."""
        try:
            await collect_validation_info(tertanam, self._konteks())
        except InsufficientRevinfoError:
            return False
        except (PathBuildingError, ValidationError):
            return True
        return True

    def _konteks(self) -> ValidationContext:
        return ValidationContext(
            trust_roots=self._akar,
            other_certs=self._antara,
            allow_fetching=True,
            fetcher_backend=self._jaringan,
            revinfo_policy=_PENCABUTAN,
            time_tolerance=_SELISIH_JAM,
        )


class _TambahanSendiri(DiffPolicy):
    """Semua sesudah tanda tangannya baru saja ditulis ``tingkatkan``; mengurainya lagi sepertiga kerja pengarsipan."""

    def review_file(
        self,
        reader: PdfFileReader,
        base_revision: int | HistoricalResolver,
        field_mdp_spec: FieldMDPSpec | None = None,
        doc_mdp: MDPPerm | None = None,
    ) -> DiffResult:
        return DiffResult(ModificationLevel.LTA_UPDATES, set())


def _penilai_tambahan(jawaban: EmbeddedPdfSignature) -> DiffPolicy:
    """Jawaban yang tanda tangannya tidak menutup seluruh berkasnya sudah bertambah sebelum sampai: diurai semuanya."""
    seluruhnya = jawaban.evaluate_signature_coverage() is SignatureCoverageLevel.ENTIRE_FILE
    return _TambahanSendiri() if seluruhnya else DEFAULT_DIFF_POLICY


def _terbaca(pdf: bytes) -> EmbeddedPdfSignature:
    try:
        return _satu_tanda_tangan(pdf)
    except (Penolakan, MemoryError, RecursionError):
        raise
    except Exception as galat:  # berkas yang rusak juga melanggar asersi pustakanya
        raise TandaTanganTidakSah(_RUSAK) from galat


def _celahnya_hanya_tanda_tangan(pdf: bytes, satu: EmbeddedPdfSignature) -> bool:
    """Yang tidak ditandatangani tepat ``<…>`` berisi tanda tangannya sendiri (ISO 32000-2 §12.8.1).

    pyHanko hanya membandingkan panjangnya: celah yang diperlebar dapat memuat halaman dan xref baru, dan surat palsunya
    lolos sebagai utuh.
    """
    awal, panjang, lanjut, _ = map(int, satu.byte_range)
    celah = pdf[panjang:lanjut]
    if awal != 0 or celah[:1] != b"<" or celah[-1:] != b">":
        return False
    try:
        return unhexlify(celah[1:-1]) == satu.pkcs7_content
    except ValueError:
        return False


def _satu_tanda_tangan(pdf: bytes) -> EmbeddedPdfSignature:
    pembaca = PdfFileReader(BytesIO(pdf))
    tanda_tangan = pembaca.embedded_regular_signatures
    if len(tanda_tangan) != 1:
        raise TandaTanganTidakSah(f"Surat memuat {len(tanda_tangan)} tanda tangan; seharusnya tepat satu.")
    if not all(_celahnya_hanya_tanda_tangan(pdf, satu) for satu in pembaca.embedded_signatures):
        raise TandaTanganTidakSah("Ada isi yang disisipkan ke dalam tempat tanda tangannya.")
    return cast(EmbeddedPdfSignature, tanda_tangan[0])


def _ditolak(alasan: str) -> HasilPeriksa:
    return HasilPeriksa(utuh=False, tepercaya=False, alasan=(alasan,))


def _rangkum(tertanam: EmbeddedPdfSignature, hasil: AdESWithTimeValidationResult) -> HasilPeriksa:
    status: PdfSignatureStatus | None = hasil.api_status
    bita_utuh = status is not None and status.intact and status.valid
    tak_ditambahi = status is not None and status.modification_level in _TAMBAHAN_SAH
    penanda_waktu = status.timestamp_validity if status else None
    petunjuk = _berlaku_saat_itu(tertanam.signer_cert, penanda_waktu.timestamp if penanda_waktu else None, hasil)
    tepercaya = petunjuk is AdESPassed.OK
    alasan = []
    if not bita_utuh:
        alasan.append("Isi surat berubah sesudah ditandatangani.")
    elif not tak_ditambahi:
        alasan.append("Ada isi yang ditambahkan sesudah surat ditandatangani.")
    if bita_utuh and not tepercaya:
        alasan.append(_alasan(petunjuk))
    pemilik = tertanam.signer_cert.subject.native
    return HasilPeriksa(
        utuh=bita_utuh and tak_ditambahi,
        tepercaya=tepercaya,
        penandatangan=pemilik.get("common_name"),
        organisasi=pemilik.get("organization_name"),
        waktu=penanda_waktu.timestamp if penanda_waktu else None,
        level=_level(tertanam, hasil, berpenanda_waktu=penanda_waktu is not None) if bita_utuh else None,
        alasan=tuple(alasan),
    )


def _berlaku_saat_itu(
    sertifikat: x509.Certificate, waktu: datetime | None, hasil: AdESWithTimeValidationResult
) -> AdESSubIndic:
    """Kesimpulan AdES, dan masa berlaku sertifikat pada saat penanda waktunya.

    pyHanko meluluskan tanda tangan yang dibuat sesudah sertifikatnya kedaluwarsa asal berpenanda waktu; EN 319 102-1
    §5.5.4 tidak.
    """
    if hasil.ades_subindic is not AdESPassed.OK or waktu is None:
        return hasil.ades_subindic
    berlaku = sertifikat.not_valid_before <= waktu <= sertifikat.not_valid_after
    return AdESPassed.OK if berlaku else AdESIndeterminate.OUT_OF_BOUNDS_NO_POE


def _level(tertanam: EmbeddedPdfSignature, hasil: AdESWithTimeValidationResult, *, berpenanda_waktu: bool) -> LevelTTE:
    if not berpenanda_waktu:
        return LevelTTE.B
    try:
        bukti = DocumentSecurityStore.read_dss(tertanam.reader)
    except NoDSSFoundError:
        return LevelTTE.T
    if not (bukti.ocsps or bukti.crls):
        return LevelTTE.T
    berarsip = isinstance(hasil, AdESLTAValidationResult) and hasil.oldest_evidence_record_timestamp is not None
    return LevelTTE.LTA if berarsip else LevelTTE.LT


_ALASAN: Final[dict[AdESSubIndic, str]] = {
    AdESIndeterminate.SIG_CONSTRAINTS_FAILURE: "Tanda tangan tidak berpenanda waktu.",
    AdESFailure.REVOKED: "Sertifikat penanda tangan sudah dicabut ketika surat ditandatangani.",
    AdESIndeterminate.REVOKED_NO_POE: "Sertifikat penanda tangan dicabut dan tak terbukti surat lebih dahulu.",
    AdESIndeterminate.OUT_OF_BOUNDS_NO_POE: "Sertifikat penanda tangan di luar masa berlakunya saat menandatangani.",
    AdESIndeterminate.NO_POE: "Bukti keabsahan atau penanda waktu arsipnya rusak atau tidak lengkap.",
    AdESIndeterminate.EXPIRED: "Sertifikat penanda tangan kedaluwarsa.",
    AdESIndeterminate.NO_CERTIFICATE_CHAIN_FOUND: "Sertifikat tidak berpangkal pada akar yang dipercaya.",
    AdESIndeterminate.CERTIFICATE_CHAIN_GENERAL_FAILURE: "Rantai sertifikat penanda tangan tidak sah.",
}


def _alasan(petunjuk: AdESSubIndic) -> str:
    return _ALASAN.get(petunjuk, f"Tanda tangan tidak memenuhi ketentuan AdES ({petunjuk.standard_name}).")


if __name__ == "__main__":
    layani(Pemeriksa)

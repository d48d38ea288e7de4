"""PKI yang hidup: sertifikat, pencabutan saat berjalan, OCSP, CRL, dan penanda waktu."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from importlib import import_module
from pathlib import Path
from typing import Any, Literal

from asn1crypto import crl, ocsp, pem, tsp, x509
from certomancer import crypto_utils
from certomancer.config_utils import SearchDir
from certomancer.registry import ArchLabel, CertLabel, EntityLabel, PKIArchitecture, ServiceLabel
from certomancer.registry.entities import EntityRegistry
from certomancer.registry.issued.general import RevocationStatus
from certomancer.registry.keys import KeySets
from certomancer.services import CertomancerServiceError, CRLBuilder, choose_signed_digest
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

from sandbox.pki.kunci import KriptoTersimpan, LemariKunci, tulis_rahasia
from sandbox.pki.susunan import ARSITEKTUR, LAYANAN, Identitas, buka_susunan

# Profil dan perluasan yang dipakai susunan terdaftar saat modul ini dimuat.
import_module("certomancer.default_plugins")

KeadaanSertifikat = Literal["ISSUE", "EXPIRED", "REVOKE"]
_UMUR_CRL = timedelta(days=7)


def sekarang() -> datetime:
    """UTC tanpa pecahan detik: waktu ASN.1 dalam OCSP dan CRL tidak boleh berpecahan (RFC 5280 §4.1.2.5.2)."""
    return datetime.now(UTC).replace(microsecond=0)


@dataclass(frozen=True)
class _Cabutan:
    sejak: datetime
    alasan: str

    @property
    def status(self) -> RevocationStatus:
        return RevocationStatus(revoked_since=self.sejak, reason=crl.CRLReason(self.alasan))


class _Arsitektur(PKIArchitecture):
    """Arsitektur certomancer yang pencabutannya dapat berubah selagi berjalan."""

    def __init__(self, *args: Any, berkas_cabutan: Path, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._berkas_cabutan = berkas_cabutan
        tersimpan = json.loads(berkas_cabutan.read_text()) if berkas_cabutan.exists() else {}
        self.cabutan = {
            label: _Cabutan(datetime.fromisoformat(isi["sejak"]), isi["alasan"]) for label, isi in tersimpan.items()
        }

    def cabut(self, label: str, alasan: str) -> None:
        self.cabutan.setdefault(label, _Cabutan(sekarang(), alasan))
        isi = {nama: {"sejak": c.sejak.isoformat(), "alasan": c.alasan} for nama, c in self.cabutan.items()}
        tulis_rahasia(self._berkas_cabutan, json.dumps(isi).encode())

    def check_revocation_status(
        self, cert_label: CertLabel, at_time: datetime, is_ac: bool = False
    ) -> RevocationStatus | None:
        cabutan = self.cabutan.get(cert_label.value)
        return cabutan.status if cabutan and cabutan.sejak <= at_time else None

    def get_cert(self, label: CertLabel) -> x509.Certificate:
        # Sertifikat yang baru dirakit disandi ulang pada setiap pemakaian; hasil urai tidak.
        if label not in self._cert_cache:
            self._cert_cache[label] = x509.Certificate.load(super().get_cert(label).dump())
        return self._cert_cache[label]

    def find_cert_label(
        self, cid: ocsp.CertId, issuer_label: EntityLabel | None = None, is_ac: bool = False
    ) -> CertLabel:
        # Dari susunan, tanpa menerbitkan semua sertifikat lebih dahulu.
        seri = cid["serial_number"].native
        for label in self._cert_labels_by_issuer[issuer_label] if issuer_label else ():
            if self.get_cert_spec(label).serial == seri:
                return label
        raise CertomancerServiceError("Nomor seri tidak dikenal.")


class Pki:
    """Wajah PKI bagi sandbox E-Sign dan rute HTTP-nya."""

    def __init__(self, folder: Path, alamat: str, identitas: Iterable[Identitas], passphrase: str) -> None:
        identitas = tuple(identitas)
        self.lemari = LemariKunci(folder / "kunci")
        for label in LAYANAN:
            self.lemari.siapkan_layanan(label)
        for orang in identitas:
            self.lemari.siapkan_orang(orang.label, passphrase)
        crypto_utils.CRYPTO_BACKEND = KriptoTersimpan()
        self._arsitektur = _bangun(buka_susunan(folder, alamat, identitas), folder)
        self._layanan = self._arsitektur.service_registry
        self._jam_maju: dict[str, timedelta] = {}

    @property
    def akar_pem(self) -> bytes:
        """Akar yang menaungi penanda tangan dan penanda waktu, dan penerbit antaranya: cap waktu tidak membawanya."""
        return b"".join(pem.armor("CERTIFICATE", self.sertifikat(nama).dump()) for nama in ("akar", "penerbit"))

    def sertifikat(self, label: str) -> x509.Certificate:
        return self._arsitektur.get_cert(CertLabel(label))

    def rantai(self, label: str) -> list[x509.Certificate]:
        """Pemilik, penerbit, akar."""
        return [self.sertifikat(nama) for nama in (label, "penerbit", "akar")]

    def keadaan(self, label: str) -> KeadaanSertifikat:
        saat = sekarang() + self._jam_maju.get(label, timedelta())
        if label in self._arsitektur.cabutan:
            return "REVOKE"
        return "ISSUE" if self.sertifikat(label).not_valid_after > saat else "EXPIRED"

    def kedaluwarsakan(self, label: str) -> None:
        """Majukan jam pemilik ini saja melewati akhir sertifikatnya, seolah masa berlakunya habis selagi berjalan."""
        self._jam_maju[label] = self.sertifikat(label).not_valid_after - sekarang()

    def perpanjang(self, label: str) -> None:
        """Kembalikan jamnya: sertifikatnya berlaku lagi sampai akhir masanya."""
        self._jam_maju.pop(label, None)

    def cabut(self, label: str, alasan: str = "key_compromise") -> None:
        """Mencabut sertifikat; berlaku seketika pada OCSP dan CRL, dan bertahan melewati penyalaan ulang."""
        self._arsitektur.cabut(label, alasan)

    def buka_kunci(self, label: str, passphrase: str) -> RSAPrivateKey:
        return self.lemari.buka(label, passphrase)

    def ocsp(self, label: str, permintaan: ocsp.OCSPRequest) -> ocsp.OCSPResponse:
        return self._layanan.summon_responder(ServiceLabel(label), sekarang()).build_ocsp_response(permintaan)

    def tanda_waktu(self, label: str, permintaan: tsp.TimeStampReq) -> tsp.TimeStampResp:
        return self._layanan.summon_timestamper(ServiceLabel(label), sekarang()).request_tsa_response(permintaan)

    def crl(self, label: str) -> crl.CertificateList:
        """CRL saat ini. Bawaan certomancer memuat keadaan pada detak terakhir; di sini pencabutan terlihat seketika."""
        info, kini = self._layanan.get_crl_repo_info(ServiceLabel(label)), sekarang()
        kunci = self._arsitektur.key_set.get_asym_key(info.signing_key)
        pembuat = CRLBuilder(
            issuer_name=self._arsitektur.entities[info.for_issuer],
            issuer_key=kunci.private,
            signature_algo=choose_signed_digest(info.digest_algo, kunci.public),
            authority_key_identifier=self.sertifikat(label).key_identifier_value,
        )
        return pembuat.build_crl(
            crl_number=int(kini.timestamp()),
            this_update=kini,
            next_update=kini + _UMUR_CRL,
            revoked_certs=list(self._arsitektur.get_revoked_certs_at_time(kini, info)),
            distpoint=info.format_idp(self._arsitektur.entities),
        )


def _bangun(susunan: dict[str, Any], folder: Path) -> _Arsitektur:
    arsitektur = susunan["pki-architectures"][ARSITEKTUR]
    himpunan = KeySets(susunan["keysets"], lazy_load_keys=True, search_dir=SearchDir(str(folder)))
    return _Arsitektur(
        ArchLabel(ARSITEKTUR),
        key_set=himpunan[ARSITEKTUR],
        entities=EntityRegistry(arsitektur["entities"], arsitektur["entity-defaults"]),
        cert_spec_config=arsitektur["certs"],
        service_config=arsitektur["services"],
        external_url_prefix=susunan["external-url-prefix"],
        berkas_cabutan=folder / "cabutan.json",
    )

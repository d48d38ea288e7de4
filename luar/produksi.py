"""Yang tidak boleh ada pada pemasangan sungguhan (``USULAN_PRODUKSI=ya``): satu baris tiap setelan, dengan obatnya.

Sandbox memakai sambungan polos di dalam satu mesin. Di luar itu rahasia, NIK, dan surat melewati jaringan, jadi nilai
yang tidak aman menghentikan penyalaan, bukan menjadi peringatan yang tidak dibaca.
"""

from collections.abc import Iterator
from ipaddress import ip_address
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qs, urlsplit

from asn1crypto import pem, x509

if TYPE_CHECKING:
    from luar.setelan import Setelan

_SSL_BASIS_DATA: Final = ("verify-full", "verify-ca")
_PERAN_BASIS_DATA: Final = ("usulan_pekerja", "usulan_api")
_PENANDA_SANDBOX: Final = "sandbox"


def kekurangan(setelan: "Setelan") -> tuple[str, ...]:
    """Setiap setelan yang tidak aman: ``USULAN_…: sebab dan obatnya``; kosong bila layak dijalankan."""
    bagian = (_basis_data, _temporal, _alamat, _surel, _kunci, _surat)
    return tuple(satu for periksa in bagian for satu in periksa(setelan))


def _basis_data(setelan: "Setelan") -> Iterator[str]:
    alamat = urlsplit(setelan.basis_data_url.get_secret_value())
    isian = parse_qs(alamat.query)
    ssl = isian.get("sslmode", [""])[-1]
    host = [alamat.hostname, *isian.get("host", ()), *isian.get("hostaddr", ())]
    if not all(map(_di_mesin_ini, host)) and ssl not in _SSL_BASIS_DATA:
        yield "USULAN_BASIS_DATA_URL: tambahkan ?sslmode=verify-full; sambungannya keluar dari mesin ini."
    if alamat.username not in _PERAN_BASIS_DATA:
        yield "USULAN_BASIS_DATA_URL: pakai peran usulan_pekerja (worker) atau usulan_api (API), bukan pemilik."


def _temporal(setelan: "Setelan") -> Iterator[str]:
    if not setelan.temporal_tls:
        yield "USULAN_TEMPORAL_TLS: harus true; siapa pun di jaringan dapat mencapai porta Temporal."
    elif setelan.temporal_sertifikat is None and setelan.temporal_kunci_api is None:
        yield "USULAN_TEMPORAL_SERTIFIKAT: isi sertifikat klien (mTLS), atau USULAN_TEMPORAL_KUNCI_API."


def _alamat(setelan: "Setelan") -> Iterator[str]:
    # TSA tidak termasuk: jawabannya ditandatangani (RFC 3161), dan PSrE melayaninya lewat HTTP.
    for nama in ("alamat_publik", "oidc_penerbit", "s3_alamat", "esign_alamat"):
        if urlsplit(getattr(setelan, nama)).scheme != "https":
            yield f"USULAN_{nama.upper()}: harus https."
    if _di_mesin_ini(urlsplit(setelan.alamat_publik).hostname):
        yield "USULAN_ALAMAT_PUBLIK: harus nama yang dilihat masyarakat; tercetak sebagai QR pada setiap surat."
    otlp = urlsplit(setelan.otlp_alamat or "https://tak-dipakai")
    if otlp.scheme != "https" and not _di_mesin_ini(otlp.hostname):
        yield "USULAN_OTLP_ALAMAT: harus https bila di luar mesin ini."


def _surel(setelan: "Setelan") -> Iterator[str]:
    if _di_mesin_ini(setelan.surel_host):
        yield "USULAN_SUREL_HOST: sebutkan peladen surel instansi; bawaannya penampung di mesin ini."
    elif not setelan.surel_tls:
        yield "USULAN_SUREL_TLS: harus true; kabar memuat nomor usulan dan alamat penerimanya."
    if setelan.surel_pengirim.endswith("@localhost"):
        yield "USULAN_SUREL_PENGIRIM: sebutkan alamat surel instansi."


def _kunci(setelan: "Setelan") -> Iterator[str]:
    if setelan.s3_mode_kunci != "COMPLIANCE":
        yield "USULAN_S3_MODE_KUNCI: harus COMPLIANCE; kunci GOVERNANCE dapat dilepas, dan suratnya dihapus."
    if setelan.kunci_sesi_polos in setelan.gelang_kunci.values():
        yield "USULAN_KUNCI_SESI: harus berbeda dari setiap kunci pada USULAN_KUNCI_MUATAN."


def _surat(setelan: "Setelan") -> Iterator[str]:
    if setelan.lambang_negara is None:
        yield "USULAN_LAMBANG_NEGARA: sebutkan gambar lambang negara; tanpa itu surat memuat gambar pengganti."
    try:
        isi = setelan.akar_percaya.read_bytes()
        akar = [x509.Certificate.load(der) for _, _, der in pem.unarmor(isi, multiple=True)]
    except (OSError, ValueError):
        yield "USULAN_AKAR_PERCAYA: sebutkan berkas PEM sertifikat induk (Root CA Indonesia)."
        return
    if any(_PENANDA_SANDBOX in satu.subject.human_friendly.lower() for satu in akar):
        yield "USULAN_AKAR_PERCAYA: memuat akar sandbox; siapa pun dapat menandatangani surat dengannya."


def _di_mesin_ini(host: str | None) -> bool:
    if not host or host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False

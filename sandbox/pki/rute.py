"""Layanan PKI lewat HTTP, pada jalur yang tertanam dalam sertifikat oleh certomancer.

Sengaja tidak memakai peladen bawaan certomancer: halaman webnya membagikan berkas PFX dan tajuknya dapat memalsukan
waktu.
"""

from asn1crypto import core, ocsp, tsp
from certomancer.registry.common import CertomancerObjectNotFoundError
from fastapi import APIRouter, HTTPException, Request, Response

from sandbox.pki.arsitektur import Pki
from sandbox.pki.padam import LayananPki, Padam


def rute_pki(pki: Pki, padam: Padam) -> APIRouter:
    """``/pki/ocsp/{label}``, ``/pki/tsa/{label}``, ``/pki/crls/{label}/latest.crl``, ``/pki/certs/{label}/ca.crt``."""
    rute = APIRouter(prefix="/pki", tags=["PKI"])

    @rute.post("/ocsp/{label}")
    async def ocsp_(label: str, permintaan: Request) -> Response:
        padam.tolak_bila_padam(LayananPki.OCSP)
        isi = ocsp.OCSPRequest.load(_lengkap(ocsp.OCSPRequest, await permintaan.body()))
        try:
            return Response(pki.ocsp(label, isi).dump(), media_type="application/ocsp-response")
        except CertomancerObjectNotFoundError:
            raise HTTPException(404, "Layanan OCSP tidak dikenal.") from None

    @rute.post("/tsa/{label}")
    async def tsa(label: str, permintaan: Request) -> Response:
        padam.tolak_bila_padam(LayananPki.TSA)
        isi = tsp.TimeStampReq.load(_lengkap(tsp.TimeStampReq, await permintaan.body()))
        try:
            return Response(pki.tanda_waktu(label, isi).dump(), media_type="application/timestamp-reply")
        except CertomancerObjectNotFoundError:
            raise HTTPException(404, "Penanda waktu tidak dikenal.") from None

    @rute.get("/crls/{label}/latest.crl")
    async def crl(label: str) -> Response:
        padam.tolak_bila_padam(LayananPki.CRL)
        try:
            return Response(pki.crl(label).dump(), media_type="application/pkix-crl")
        except CertomancerObjectNotFoundError:
            raise HTTPException(404, "CRL tidak dikenal.") from None

    @rute.get("/certs/{label}/ca.crt")
    async def sertifikat(label: str) -> Response:
        if label not in ("akar", "penerbit"):
            raise HTTPException(404, "Penerbit tidak dikenal.")
        return Response(pki.sertifikat(label).dump(), media_type="application/pkix-cert")

    return rute


def _lengkap(jenis: type[core.Asn1Value], isi: bytes) -> bytes:
    """``isi`` bila seluruhnya terurai sebagai ``jenis``; bila tidak 400. Penguraian asn1crypto malas, jadi dipaksa."""
    try:
        _ = jenis.load(isi, strict=True).native
    except (ValueError, TypeError):
        raise HTTPException(400, f"Isi permintaan bukan {jenis.__name__} yang sah.") from None
    return isi

"""PKI sandbox "seperti BSrE" di atas certomancer: sertifikat, OCSP, CRL, penanda waktu, pencabutan."""

from sandbox.pki.arsitektur import Pki
from sandbox.pki.kunci import PassphraseSalah
from sandbox.pki.susunan import Identitas

__all__ = ["Identitas", "PassphraseSalah", "Pki"]

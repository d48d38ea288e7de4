"""Satu tumpukan penuh berpenduduk bagi semua perjalanan, lewat HTTP saja seperti demo."""

from collections.abc import Callable

import pytest

from sandbox.akun import INSTANSI
from sandbox.demo.perjalanan import Perjalanan
from sandbox.tumpukan import Tumpukan


@pytest.fixture
def perjalanan(tumpukan_penuh: Tumpukan) -> Callable[[str], Perjalanan]:
    def mulai(slug: str) -> Perjalanan:
        instansi = next(satu for satu in INSTANSI if satu.slug == slug)
        return Perjalanan(tumpukan_penuh.alamat_api, tumpukan_penuh.env["USULAN_OIDC_PENERBIT"], instansi)

    return mulai

"""Satu tumpukan penuh berpenduduk bagi semua perjalanan, lewat HTTP saja seperti demo."""

from collections.abc import Callable

import pytest

from sandbox.akun import INSTANSI
from sandbox.demo.kenaikan_pangkat import PerjalananKP
from sandbox.tumpukan import Tumpukan


@pytest.fixture
def perjalanan(tumpukan_penuh: Tumpukan) -> Callable[[str], PerjalananKP]:
    def mulai(slug: str) -> PerjalananKP:
        instansi = next(satu for satu in INSTANSI if satu.slug == slug)
        return PerjalananKP(tumpukan_penuh.alamat_api, tumpukan_penuh.env["USULAN_OIDC_PENERBIT"], instansi)

    return mulai

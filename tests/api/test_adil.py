"""Bacaan berat satu akun tidak menghabiskan giliran akun lain: sambungan basis data maupun prosesornya."""

import asyncio
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from threading import Event, Lock
from typing import Any

import pytest

from api.rute import asn, pratinjau
from luar.setelan import Setelan
from tests.api.conftest import buka_klien
from tests.api.dunia import Dunia, Orang, masalah, tunggu
from tests.batas import BATAS

pytestmark = pytest.mark.asyncio(loop_scope="session")
BANYAK = 24


class Penahan:
    """Pekerjaan prosesor yang berhenti di tengah sampai dilepas, sambil dihitung yang bersamaan."""

    def __init__(self) -> None:
        self.lepas, self.kini, self.terbanyak = Event(), 0, 0
        self._kunci = Lock()

    def bungkus(self, asli: Callable[..., Any]) -> Callable[..., Any]:
        def tertahan(*isi: Any) -> Any:
            with self._kunci:
                self.kini += 1
                self.terbanyak = max(self.terbanyak, self.kini)
            try:
                assert self.lepas.wait(BATAS)
                return asli(*isi)
            finally:
                with self._kunci:
                    self.kini -= 1

        return tertahan


@contextmanager
def _berat(monkeypatch: pytest.MonkeyPatch) -> Iterator[Penahan]:
    penahan = Penahan()
    monkeypatch.setattr(asn, "_periksa_semua", penahan.bungkus(asn._periksa_semua))
    try:
        yield penahan
    finally:
        penahan.lepas.set()


@pytest.mark.parametrize(("antre", "dilayani"), [(18, 24), (12, 18)])
async def test_bacaan_berat_satu_akun_tidak_menahan_akun_lain(
    dunia: Dunia, setelan_dunia: Setelan, monkeypatch: pytest.MonkeyPatch, antre: int, dilayani: int
) -> None:
    setelan = setelan_dunia.model_copy(update={"serentak_akun": 6, "antre_akun": antre})
    pilihan = {"periode": (await dunia.periode()).isoformat(), "jenis": "101", "batas": 200}
    async with buka_klien(setelan) as http:
        rakus, lain = (
            replace(dunia.sebagai(nama), http=http) for nama in ("operator.bandung", "verifikator_instansi.bandung")
        )
        with _berat(monkeypatch) as penahan:
            semua = [asyncio.create_task(rakus.minta("GET", "/asn/layak", params=pilihan)) for _ in range(BANYAK)]

            async def penuh() -> bool | None:
                return penahan.kini == 6 or None

            await tunggu(penuh, "enam bacaan berat yang berjalan")
            for alamat in ("/tugas", "/asn", "/usulan/hitungan") * 5:
                assert (await lain.minta("GET", alamat)).status_code == 200
            assert sum(satu.done() for satu in semua) == BANYAK - dilayani
            penahan.lepas.set()
            jawaban = await asyncio.gather(*semua)
    assert Counter(satu.status_code for satu in jawaban)[200] == dilayani
    assert penahan.terbanyak == 6
    for satu in jawaban:
        if not satu.is_success:
            masalah(satu, 429, "terlalu_sering")
            assert satu.headers["retry-after"]


async def test_sambungan_basis_data_lepas_selagi_prosesor_bekerja(
    dunia: Dunia, setelan_dunia: Setelan, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Kalau tidak, sepuluh bacaan berat menghabiskan kolamnya bagi semua orang."""
    dipegang: dict[str, int] = {}
    usulan, periode = await dunia.konsep(), (await dunia.periode()).isoformat()
    async with buka_klien(setelan_dunia) as http:
        kolam = http._transport.app.state.bekal.gudang.mesin.pool  # type: ignore[attr-defined]  # API-nya dalam proses uji ini

        def catat(nama: str, asli: Callable[..., Any]) -> Callable[..., Any]:
            def tercatat(*isi: Any) -> Any:
                dipegang[nama] = kolam.checkedout()
                return asli(*isi)

            return tercatat

        for modul, nama in ((asn, "_periksa_semua"), (asn, "prediksi"), (pratinjau, "_susun")):
            monkeypatch.setattr(modul, nama, catat(nama, getattr(modul, nama)))
        operator: Orang = replace(dunia.sebagai("operator.bandung"), http=http)
        await operator.baca("/asn/layak", periode=periode, jenis="101")
        await operator.baca(f"/asn/{usulan['asn_id']}/prediksi")
        surat = await operator.minta("GET", f"/usulan/{usulan['id']}/surat/sk_kp/pratinjau")
        assert surat.status_code == 200
    assert dipegang == {"_periksa_semua": 0, "prediksi": 0, "_susun": 0}

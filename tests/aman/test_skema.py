"""API menepati OpenAPI-nya bagi setiap peran dan tamu: isian apa pun tak pernah dijawab 500 atau jawaban asing.

Tumpukannya sendiri, tanpa worker: ketetapan dan pejabat karangan tidak boleh sampai kepada uji lain. Banyaknya contoh
tiap operasi, yang sah dan yang tidak, dari ``USULAN_UJI_CONTOH``; tiap contoh dikirim sebagai semua orang.
"""

import asyncio
import os
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass

import httpx
import pytest
import requests
import schemathesis
import uvicorn
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable
from schemathesis import APIOperation, Case
from schemathesis.core.failures import FailureGroup
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from api.app import buat_app
from gudang import PabrikGudang
from gudang.migrasi.peran import PEKERJA, PEMILIK
from luar.setelan import Setelan
from sandbox.akun import Akun, akun, akun_setneg
from sandbox.tumpukan import Tumpukan, di_utas
from tests.api.dunia import Dunia, baris_akun
from tests.api.naskah_pdf import pdf_biasa
from tests.api.penyedia import PenyediaUji
from tests.gudang.contoh import isi_direktori

CONTOH = int(os.environ.get("USULAN_UJI_CONTOH", "2"))
PEMERIKSAAN = [status_code_conformance, content_type_conformance, response_schema_conformance]
schemathesis.openapi.media_type("application/pdf", st.sampled_from([pdf_biasa(), b"%PDF-1.7 rusak", b""]))
PETUGAS = [
    satu
    for satu in akun()
    if satu.nama_pengguna.endswith((".bandung", ".kanregiii", ".bkn")) and "2." not in satu.nama_pengguna
]


@dataclass(frozen=True)
class Medan:
    alamat: str
    orang: Mapping[str, dict[str, str]]
    """Sebutan → kepala permintaannya; ``tamu`` tanpa token."""
    ada: Mapping[str, str]
    """Bagian alamat → id yang sungguh ada."""


@pytest.fixture(scope="module")
def medan() -> Iterator[Medan]:
    penyedia = PenyediaUji()
    with di_utas(Tumpukan(bagian={"migrasi", "s3", "temporal", "bsre"})) as tumpukan:
        lingkungan = tumpukan.env_untuk("usulan_api") | {"USULAN_OIDC_PENERBIT": penyedia.penerbit}
        setelan = Setelan(**{nama.removeprefix("USULAN_").lower(): isi for nama, isi in lingkungan.items()})
        with _dilayani(setelan) as alamat:
            ada = asyncio.run(_isi(alamat, penyedia, tumpukan))
            token = {f"{satu.peran[0]} {satu.unit}": _token(penyedia, satu) for satu in (*PETUGAS, akun_setneg())}
            token["asn"] = penyedia.token("asn-uji", ["asn"], f"asn:{ada['asn_id']}", umur=3600)
            token["tanpa peran"] = penyedia.token("tanpa-peran", [], "bkn", umur=3600)
            orang = {nama: {"Authorization": f"Bearer {isi}"} for nama, isi in token.items()}
            yield Medan(alamat, orang | {"tamu": {}}, ada)
    penyedia.padam()


@contextmanager
def _dilayani(setelan: Setelan) -> Iterator[str]:
    peladen = uvicorn.Server(uvicorn.Config(buat_app(setelan), port=0, log_config=None, access_log=False))
    utas = threading.Thread(target=peladen.run, daemon=True)
    utas.start()
    while not peladen.started:
        assert utas.is_alive(), "API tidak menyala"
        time.sleep(0.02)
    yield f"http://127.0.0.1:{peladen.servers[0].sockets[0].getsockname()[1]}"
    peladen.should_exit = True
    utas.join()


async def _isi(alamat: str, penyedia: PenyediaUji, tumpukan: Tumpukan) -> dict[str, str]:
    """Sebuah konsep lengkap dengan dokumennya."""
    await isi_direktori(tumpukan.tempat.url_basis_data(PEMILIK), map(baris_akun, akun()))
    pekerja = PabrikGudang(tumpukan.tempat.url_basis_data(PEKERJA))
    async with httpx.AsyncClient(base_url=alamat, timeout=60) as http:
        usulan = await Dunia(http, penyedia, pekerja).konsep_lengkap()
    await pekerja.tutup()
    dokumen_id = next(iter(usulan["dokumen"].values()))
    return {"usulan_id": usulan["id"], "asn_id": usulan["asn_id"], "dokumen_id": dokumen_id}


def _token(penyedia: PenyediaUji, satu: Akun) -> str:
    return penyedia.token(satu.sub, list(satu.peran), satu.unit, name=satu.nama, umur=3600)


def test_setiap_operasi_menepati_skemanya_bagi_setiap_peran(medan: Medan) -> None:
    dokumen = requests.get(f"{medan.alamat}/openapi.json", timeout=60).json()
    skema = schemathesis.openapi.from_dict(dokumen)
    skema.config.update(base_url=medan.alamat)
    rusak: dict[str, set[str]] = {}
    with requests.Session() as sesi:
        for hasil in skema.get_all_operations():
            operasi = hasil.ok()
            for cara in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
                for orang, sebab in _coba(operasi, cara, medan, sesi):
                    rusak.setdefault(f"{operasi.label}: {sebab}", set()).add(orang)
    assert rusak == {}, "\n".join(f"{sebab}  [{', '.join(sorted(orang)[:3])}]" for sebab, orang in rusak.items())


def _coba(operasi: APIOperation, cara: GenerationMode, medan: Medan, sesi: requests.Session) -> list[tuple[str, str]]:
    """Siapa mendapat jawaban yang menyimpang, dan menyimpangnya."""
    menyimpang: list[tuple[str, str]] = []

    @seed(1)
    @settings(
        max_examples=CONTOH,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(kasus=operasi.as_strategy(generation_mode=cara))
    def satu(kasus: Case) -> None:
        if cara is GenerationMode.POSITIVE and operasi.method == "get":
            kasus.path_parameters |= {nama: medan.ada[nama] for nama in kasus.path_parameters if nama in medan.ada}
        for orang, kepala in medan.orang.items():
            jawaban = kasus.call(session=sesi, headers=kepala)
            menyimpang.extend((orang, sebab) for sebab in _sebab(kasus, jawaban))

    with suppress(Unsatisfiable):  # Operasi tanpa isian tidak mempunyai isian yang tidak sah.
        satu()
    return menyimpang


def _sebab(kasus: Case, jawaban: requests.Response) -> list[str]:
    galat = [f"{jawaban.status_code}"] if jawaban.status_code == 500 else []
    try:
        kasus.validate_response(jawaban, checks=PEMERIKSAAN)
    except FailureGroup as gagal:
        galat += [f"{satu.title} ({jawaban.status_code}) {satu.message}" for satu in gagal.exceptions]
    return galat

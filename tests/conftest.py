"""Layanan sungguhan bagi uji, masing-masing dinyalakan sekali per sesi dan hanya bila ada uji yang memakainya.

- ``postgres``: ``Tumpukan`` berisi PostgreSQL yang sudah dimigrasi; basis data ``usulan`` di situ templat.
- ``basis_data``: basis data baru bagi satu uji, salinan templat; peta peran (``usulan_pemilik``, ``usulan_pekerja``,
  ``usulan_api``, ``postgres``) → URL SQLAlchemy.
- ``s3``, ``temporal``: ``Tumpukan`` berisi layanan itu saja; setelannya di ``.env``.
- ``tumpukan_penuh``: semua bagian, dengan ``bunuh``, ``padam``, ``tunggu_sehat`` bagi uji kecelakaan.

Bila dijalankan beberapa proses (``make test``), uji yang memakai tumpukan yang sama tinggal di satu proses, sehingga
setiap tumpukan tetap dinyalakan sekali; uji tanpa tumpukan mengisi proses yang lebih dahulu selesai.
"""

import gc
import os
import sys
from collections.abc import Iterator, Mapping
from itertools import count
from pathlib import Path

import hypothesis
import psycopg
import pytest
from psycopg import sql
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

from luar.pdf_asing import PintuPdf
from sandbox.tumpukan import Tumpukan, di_utas

# Kartu pustaka dan izin belajar ikut dimuat API dan worker tumpukan uji, seperti layanan milik pemasang.
os.environ["USULAN_MODUL_LAYANAN"] = "tests.kartu_pustaka,tests.izin_belajar.definisi,tests.izin_belajar.alur"
os.environ["USULAN_FOLDER_TEMPLAT"] = str(Path(__file__).parent / "templat_pemasang")

# Lambat berarti mesinnya sedang sibuk, bukan aturannya salah.
hypothesis.settings.register_profile("rumah", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
hypothesis.settings.load_profile("rumah")

KELOMPOK: dict[str, tuple[str, ...]] = {
    "tumpukan sendiri": ("tests/aman/test_skema.py",),
    "tumpukan penuh": ("tests/api/", "tests/perjalanan/", "tests/tumpukan/test_penuh.py"),
    "postgres dan dunia luar": ("tests/gudang/", "tests/sandbox/"),
    "s3 dan bsre": ("tests/luar/",),
    "temporal": ("tests/tumpukan/",),
}
"""Uji yang memakai tumpukan yang sama, yang terlama lebih dahulu. Di luar ini setiap uji berdiri sendiri."""
_nomor_basis_data = count(1)
_status_sesi = pytest.StashKey[int]()


@pytest.fixture(scope="session")
def postgres() -> Iterator[Tumpukan]:
    with di_utas(Tumpukan(bagian={"migrasi"})) as tumpukan:
        yield tumpukan


@pytest.fixture
def basis_data(postgres: Tumpukan) -> Iterator[Mapping[str, str]]:
    nama = f"uji_{next(_nomor_basis_data)}"
    induk = postgres.tempat.url_basis_data("postgres", "postgres").replace("+psycopg", "")
    with psycopg.connect(induk, autocommit=True) as sambungan:
        pengenal = sql.Identifier(nama)
        sambungan.execute(sql.SQL("CREATE DATABASE {} TEMPLATE usulan OWNER usulan_pemilik").format(pengenal))
        try:
            yield {
                peran: postgres.tempat.url_basis_data(peran, nama)
                for peran in ("usulan_pemilik", "usulan_pekerja", "usulan_api", "postgres")
            }
        finally:
            sambungan.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(pengenal))


@pytest.fixture(scope="session")
def s3() -> Iterator[Tumpukan]:
    with di_utas(Tumpukan(bagian={"s3"})) as tumpukan:
        yield tumpukan


@pytest.fixture(scope="session")
def temporal() -> Iterator[Tumpukan]:
    with di_utas(Tumpukan(bagian={"temporal"})) as tumpukan:
        yield tumpukan


@pytest.fixture(scope="session")
def pintu_pdf() -> Iterator[PintuPdf]:
    pintu = PintuPdf(proses=1)
    yield pintu
    pintu.tutup()


@pytest.fixture(scope="session")
def tumpukan_penuh() -> Iterator[Tumpukan]:
    with di_utas(Tumpukan()) as tumpukan:
        yield tumpukan


class MenurutTumpukan(LoadScopeScheduling):
    """Pembagi bagi ``-n``: satu kelompok di satu proses, menurut urutan pengumpulannya.

    Bukan ``--dist loadgroup``: pada pytest 9.2 ia diam-diam tidak mengelompokkan (pytest-xdist #1386).
    """

    def _split_scope(self, nodeid: str) -> str:
        return kelompok(nodeid) or nodeid


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> MenurutTumpukan:
    config.option.loadscopereorder = False
    return MenurutTumpukan(config, log)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Bila dibagi, kelompok menurut urutannya, lalu yang berdiri sendiri sebagai pengisi."""
    if hasattr(config, "workerinput"):
        urutan = [*KELOMPOK, None]
        items.sort(key=lambda uji: urutan.index(kelompok(uji.nodeid)))


def kelompok(nodeid: str) -> str | None:
    return next((nama for nama, awalan in KELOMPOK.items() if nodeid.startswith(awalan)), None)


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    session.config.stash[_status_sesi] = int(exitstatus)


@pytest.hookimpl(trylast=True)
def pytest_unconfigure(config: pytest.Config) -> None:
    """Utas inti temporalio kadang menggugurkan proses saat penerjemah Python tutup (sdk-python #300).

    Maka sesi yang memakainya pergi lebih dahulu, dengan status pytest sendiri.
    """
    if "temporalio.bridge.runtime" in sys.modules and _status_sesi in config.stash:
        gc.collect()
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(config.stash[_status_sesi])

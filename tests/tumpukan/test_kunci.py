"""requirements.lock: memenuhi pyproject.toml, berhash, dan tidak terikat pada alamat pemasangan mana pun."""

import re
import tomllib
from collections.abc import Iterator

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from sandbox.tumpukan.proses import AKAR

KUNCI = (AKAR / "requirements.lock").read_text()
TERKUNCI = dict(re.findall(r"^([a-z0-9][a-z0-9._-]*)==(\S+)", KUNCI, flags=re.MULTILINE))


def kebutuhan() -> Iterator[str]:
    proyek = tomllib.loads((AKAR / "pyproject.toml").read_text())
    yield from proyek["project"]["dependencies"]
    yield from proyek["build-system"]["requires"]
    for pilihan in proyek["project"]["optional-dependencies"].values():
        yield from pilihan


@pytest.mark.parametrize("teks", sorted(set(kebutuhan())))
def test_setiap_kebutuhan_terkunci(teks: str) -> None:
    butuh = Requirement(teks)
    versi = TERKUNCI.get(canonicalize_name(butuh.name))
    assert versi is not None, f"{butuh.name} belum ada di requirements.lock; jalankan `make kunci`"
    assert butuh.specifier.contains(versi, prereleases=True), f"{butuh.name} {versi} tak memenuhi {teks}; `make kunci`"


def test_setiap_versi_berhash() -> None:
    assert len(re.findall(r"==\S+ \\\n {4}--hash=sha256:", KUNCI)) == len(TERKUNCI)


def test_tanpa_alamat_pemasangan() -> None:
    assert not re.search(r"https?://|file://|--(extra-)?index-url|--find-links|--trusted-host", KUNCI)

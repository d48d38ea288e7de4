from pathlib import Path

import pytest

from sandbox.tumpukan.porta import Porta
from sandbox.tumpukan.rahasia import Rahasia
from sandbox.tumpukan.tempat import Tempat


@pytest.fixture
def tempat(tmp_path: Path) -> Tempat:
    return Tempat(tmp_path, Porta(8000), Rahasia())

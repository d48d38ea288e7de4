"""Rahasia tumpukan: dibuat sekali, dan tidak pernah diganti diam-diam selagi datanya masih ada."""

import json
from dataclasses import asdict
from pathlib import Path

import pytest

from sandbox.tumpukan.rahasia import RahasiaHilang, muat_rahasia


def test_dibuat_sekali_lalu_dibaca_kembali(tmp_path: Path) -> None:
    rahasia = muat_rahasia(tmp_path / "rahasia.json")
    assert muat_rahasia(tmp_path / "rahasia.json") == rahasia


def test_butir_baru_ditambahkan_tanpa_mengganti_yang_lama(tmp_path: Path) -> None:
    berkas = tmp_path / "rahasia.json"
    lama = asdict(muat_rahasia(berkas))
    lama.pop("setneg_sandi")
    berkas.write_text(json.dumps(lama))
    baru = asdict(muat_rahasia(berkas))
    assert baru.pop("setneg_sandi")
    assert baru == lama


@pytest.mark.parametrize("isi", ["", "{", "[]", "null", "{}", '{"kunci_muatan": ""}'])
def test_berkas_kosong_atau_rusak_disebut_dengan_obatnya(tmp_path: Path, isi: str) -> None:
    berkas = tmp_path / "rahasia.json"
    berkas.write_text(isi)
    with pytest.raises(RahasiaHilang, match=r"kosong atau rusak. Pulihkan .* dari cadangan"):
        muat_rahasia(berkas)
    assert berkas.read_text() == isi


@pytest.mark.parametrize("nama", ["postgres", "temporal", "s3"])
def test_kunci_baru_tidak_dibuat_diam_diam_selagi_data_lama_ada(tmp_path: Path, nama: str) -> None:
    (tmp_path / nama).mkdir()
    (tmp_path / nama / "isi").write_text("data lama")
    with pytest.raises(RahasiaHilang, match=f"hilang, padahal sudah ada data pada {nama}"):
        muat_rahasia(tmp_path / "rahasia.json")
    assert not (tmp_path / "rahasia.json").exists()

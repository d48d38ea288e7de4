"""Formulir konsep: sebagian boleh, tak dikenal tidak; yang kurang baru ditagih saat diajukan."""

import pytest

from api import formulir
from api.masalah import JenisMasalah, Masalah
from models.aturan.hasil import MasukanKP
from models.layanan.koreksi_surat import IsianPerbaikan

KP = MasukanKP


def test_isian_sebagian_tersimpan_dan_kekurangannya_disebut() -> None:
    isi = formulir.gabung(KP, {}, {"stlud": {"nomor": "800/12"}})
    assert isi == {"stlud": {"nomor": "800/12"}}
    assert [k.bidang for k in formulir.kekurangan(KP, isi)] == ["isi.stlud.tanggal"]
    utuh = formulir.gabung(KP, isi, {"stlud": {"tanggal": "2025-03-04"}})
    assert utuh == {"stlud": {"nomor": "800/12", "tanggal": "2025-03-04"}}
    assert formulir.kekurangan(KP, utuh) == []


def test_null_mengosongkan() -> None:
    assert formulir.gabung(KP, {"stlud": {"nomor": "1"}}, {"stlud": None}) == {}


@pytest.mark.parametrize(
    ("perubahan", "bidang", "sebab"),
    [
        ({"warna": "biru"}, "isi.warna", "Isian ini tidak dikenal."),
        ({"stlud": {"aneh": "1"}}, "isi.stlud.aneh", "Isian ini tidak dikenal."),
        ({"stlud": {"tanggal": "besok"}}, "isi.stlud.tanggal", "Harus berupa tanggal tttt-bb-hh, misalnya 2026-03-01."),
        ({"stlud": "nomor saja"}, "isi.stlud", "Harus berupa objek JSON."),
        ({"pendidikan_id": "S-1"}, "isi.pendidikan_id", "Harus berupa UUID."),
    ],
)
def test_isian_yang_tidak_mungkin_sah_ditolak(perubahan: formulir.Isi, bidang: str, sebab: str) -> None:
    with pytest.raises(Masalah) as ditolak:
        formulir.gabung(KP, {}, perubahan)
    assert ditolak.value.jenis is JenisMasalah.ISIAN_TIDAK_SAH
    assert [(k.bidang, k.sebab) for k in ditolak.value.kesalahan] == [(bidang, sebab)]


def test_semua_bidang_disebut_juga_yang_bersarang() -> None:
    assert {"stlud", "stlud.nomor", "stlud.tanggal", "pendidikan_id"} <= formulir.bidang(KP).keys()


def test_larik_model_diisi_utuh() -> None:
    lama = {"surat_id": "0b9c5a4e-6b1f-4b52-9d1b-4f1f2f1f6a10"}
    perbaikan = [{"bidang": "nama", "lama": "Ayu", "baru": "Ayu Lestari"}]
    assert formulir.gabung(IsianPerbaikan, lama, {"perbaikan": perbaikan}) == {**lama, "perbaikan": perbaikan}
    with pytest.raises(Masalah) as ditolak:
        formulir.gabung(IsianPerbaikan, lama, {"perbaikan": [{"bidang": "nama"}]})
    assert ditolak.value.kesalahan[0].bidang == "isi.perbaikan.0.lama"

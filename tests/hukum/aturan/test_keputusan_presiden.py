"""Keputusan Presiden dibandingkan dengan perteknya: tiap beda disebut, dan NIP orang lain tidak."""

from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from models.layanan.kenaikan_pangkat import DefinisiKenaikanPangkat
from models.naskah.keputusan_presiden import bandingkan
from models.referensi import Golongan
from models.setneg import BarisKeputusan, DataKeputusan
from models.surat import MasaKerjaTercetak
from models.surat.keputusan_presiden import KEPUTUSAN_PRESIDEN_KP
from tests.luar.surat_contoh import baris, isi_pertek, rombongan

PERTEK = isi_pertek()
ASN = baris()


def keputusan(**ganti: Any) -> BarisKeputusan:
    isi = {
        "nip": ASN.nip,
        "golongan_lama": ASN.lama.golongan,
        "golongan_baru": ASN.baru.golongan,
        "tmt": ASN.baru.tmt,
        "nomor_pertek": PERTEK.nomor,
    }
    return BarisKeputusan.model_validate(isi | ganti)


def test_yang_sama_tidak_berbeda_juga_bila_masa_kerja_dan_gaji_disebut() -> None:
    assert bandingkan(PERTEK, keputusan()) == ()
    lengkap = keputusan(masa_kerja=ASN.baru.masa_kerja, gaji_pokok=ASN.baru.gaji_pokok)
    assert bandingkan(PERTEK, lengkap) == ()


@pytest.mark.parametrize(
    ("ganti", "kalimat"),
    [
        ({"nip": "197001011995031001"}, "NIP: diharapkan NIP ASN usulan ini, diterima NIP lain (berakhiran 1001)"),
        ({"golongan_lama": Golongan.III_A}, "golongan lama: diharapkan III/b, diterima III/a"),
        ({"golongan_baru": Golongan.III_D}, "golongan baru: diharapkan III/c, diterima III/d"),
        ({"tmt": date(2027, 1, 1)}, "TMT: diharapkan 1 Desember 2026, diterima 1 Januari 2027"),
        ({"nomor_pertek": "PB-1"}, "nomor pertek: diharapkan PB-32612000147, diterima PB-1"),
        (
            {"masa_kerja": MasaKerjaTercetak(tahun=16, bulan=0)},
            "masa kerja: diharapkan 15 tahun 11 bulan, diterima 16 tahun 0 bulan",
        ),
        ({"gaji_pokok": 4_300_000}, "gaji pokok: diharapkan Rp4.200.000, diterima Rp4.300.000"),
    ],
)
def test_tiap_beda_disebut_dengan_yang_diharapkan_dan_yang_diterima(ganti: dict[str, Any], kalimat: str) -> None:
    assert [str(beda) for beda in bandingkan(PERTEK, keputusan(**ganti))] == [kalimat]


def test_semua_beda_disebut_sekaligus() -> None:
    salah = keputusan(nip="197001011995031001", golongan_baru=Golongan.III_D, tmt=date(2027, 1, 1))
    assert [beda.isian for beda in bandingkan(PERTEK, salah)] == ["NIP", "golongan baru", "TMT"]


def test_dasarnya_harus_pertek_seorang_asn() -> None:
    with pytest.raises(ValueError, match="pertek kenaikan pangkat seorang ASN"):
        bandingkan(isi_pertek(asn=rombongan(2)), keputusan())


def test_seorang_disebut_sekali_dalam_satu_keputusan() -> None:
    isi = {"jenis": KEPUTUSAN_PRESIDEN_KP, "nomor": "7/K", "tanggal": "2026-11-20"}
    with pytest.raises(ValidationError, match="baris 2 menyebut NIP yang sama dengan baris 1"):
        DataKeputusan.model_validate(isi | {"baris": [keputusan(), keputusan(nomor_pertek="PB-1")]})


def test_layanan_menyebut_surat_yang_diterimanya() -> None:
    (diterima,) = DefinisiKenaikanPangkat.diterima
    assert (diterima.jenis, diterima.dasar) == (KEPUTUSAN_PRESIDEN_KP, "pertek_kp")
    assert KEPUTUSAN_PRESIDEN_KP not in {naskah.jenis for naskah in DefinisiKenaikanPangkat.naskah}

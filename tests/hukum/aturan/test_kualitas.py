"""Kualitas data: tiap indikator menemukan yang kena dan melepas yang nyaris; nilainya menurut bobot CSV."""

from collections import Counter
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.aturan.kualitas import (
    PEMERIKSA,
    KeadaanIndikator,
    RujukanKualitas,
    Status,
    diukur,
    indikator,
    nilai,
    periksa,
    semua_dimensi,
    status,
    temuan,
)
from models.profil import ProfilASN
from models.referensi import nama_kode
from models.riwayat.kepangkatan import JenisKontrak
from tests.hukum.aturan.contoh import kinerja, struktural
from tests.hukum.aturan.kasus_kualitas import (
    KASUS,
    PADA,
    RUJUKAN,
    TAK_BERLAKU,
    Kasus,
    bersih,
    cpns,
    kontrak,
    pppk,
)

SEMUA = tuple(indikator())


def keadaan(kode: str, profil: ProfilASN, pada: date = PADA, rujukan: RujukanKualitas = RUJUKAN) -> KeadaanIndikator:
    return {satu.kode: satu.keadaan for satu in periksa(profil, pada, rujukan)}[kode]


@pytest.mark.parametrize("kasus", KASUS, ids=lambda k: f"{k.kode} {k.bunyi[:40]}")
def test_indikator_menemukan_yang_kena_dan_melepas_yang_nyaris(kasus: Kasus) -> None:
    satu = indikator()[kasus.kode]
    assert kasus.bunyi in f"{satu.nama} {satu.deskripsi}"
    assert temuan(kasus.kena, PADA, RUJUKAN)[kasus.kode] == kasus.temuan
    assert kasus.kode not in temuan(kasus.nyaris, PADA, RUJUKAN)


def test_struktural_ganda() -> None:
    """TIM_4: unor jabatan struktural yang diduduki lebih dari satu ASN pada saat yang bersamaan."""
    kepala = bersih(jabatan=(struktural("III.b", date(2023, 1, 1)),))
    berdua = RujukanKualitas(pemegang={kepala.id: 2})
    assert temuan(kepala, PADA, berdua) == {
        "TIM_4": "Jabatan Pejabat Eselon III.b pada unor yang sama diduduki 2 orang."
    }
    assert keadaan("TIM_4", kepala) is KeadaanIndikator.TIDAK_KENA


def test_semua_indikator_diperiksa_dan_berkasus() -> None:
    assert tuple(PEMERIKSA) == SEMUA
    assert len(SEMUA) == 27
    assert {kasus.kode for kasus in KASUS} | {"TIM_4"} == set(SEMUA)
    for satu in PEMERIKSA.values():
        assert nama_kode("prosedur_peremajaan", satu.prosedur)
        assert satu.perbaikan.endswith(".")


@pytest.mark.parametrize("profil", [bersih(), pppk(), cpns(date(2025, 12, 1))], ids=["pns", "pppk", "cpns"])
def test_yang_lengkap_tidak_kena_apa_pun(profil: ProfilASN) -> None:
    assert temuan(profil, PADA, RUJUKAN) == {}


@pytest.mark.parametrize("kode", TAK_BERLAKU)
def test_yang_tidak_dibicarakan_indikatornya(kode: str) -> None:
    assert keadaan(kode, TAK_BERLAKU[kode]) is KeadaanIndikator.TIDAK_BERLAKU


def test_skp_tahun_lalu_baru_ditagih_sesudah_januari() -> None:
    sampai_2024 = bersih(skp=kinerja(t2023=2, t2024=2))
    assert keadaan("COM_1", sampai_2024, date(2026, 1, 31)) is KeadaanIndikator.TIDAK_KENA
    assert keadaan("COM_1", sampai_2024, date(2026, 2, 1)) is KeadaanIndikator.KENA


def test_yang_diukur_hanya_pegawai_asn_yang_masih_pegawai() -> None:
    honorer = pppk(kontrak=(kontrak(date(2022, 3, 1), date(2027, 2, 28), JenisKontrak.NON_ASN),))
    assert status(honorer) is Status.BUKAN_ASN
    assert not diukur(honorer)
    assert not diukur(bersih(kedudukan_hukum="99"))
    assert diukur(bersih(kedudukan_hukum="02"))
    assert diukur(pppk())


def test_bobot_seperti_csv() -> None:
    assert {d.nama: (d.bobot, sum(i.bobot for i in d.indikator)) for d in semua_dimensi()} == {
        "completeness": (Decimal("0.28"), Decimal("100.0")),
        "timeliness": (Decimal("0.31"), Decimal("100.01")),
        "accuracy": (Decimal("0.30"), Decimal("99.98")),
        "consistency": (Decimal("0.11"), Decimal("100")),
    }
    assert sum(d.bobot for d in semua_dimensi()) == 1


def test_nilai_dikerjakan_tangan() -> None:
    """COM_2 (25) kena 30 dari 100: kelengkapan 100 − 25 × 30 % = 92,5; CON_1 (25) kena semua: konsistensi 75.

    Indeks 0,28 × 92,5 + 0,31 × 100 + 0,30 × 100 + 0,11 × 75 = 25,9 + 31 + 30 + 8,25 = 95,15.
    """
    hasil = nilai({"COM_2": 30, "CON_1": 100}, 100)
    assert hasil is not None
    assert {d.nama: d.nilai for d in hasil.dimensi} == {
        "completeness": 92.5,
        "timeliness": 100,
        "accuracy": 100,
        "consistency": 75,
    }
    assert hasil.indeks == 95.15
    assert [(i.kena, i.nilai) for i in hasil.dimensi[0].indikator][:3] == [(0, 100), (30, 70), (0, 100)]


def test_tanpa_yang_diukur_tidak_bernilai() -> None:
    assert nilai({}, 0) is None
    with pytest.raises(ValueError, match="kena: hitungan COM_1 harus antara 0 dan 2"):
        nilai({"COM_1": 3}, 2)


hitungan = st.integers(1, 20_000).flatmap(
    lambda banyak: st.tuples(st.just(banyak), st.dictionaries(st.sampled_from(SEMUA), st.integers(0, banyak)))
)


@given(hitungan)
def test_nilai_antara_0_dan_100(isi: tuple[int, dict[str, int]]) -> None:
    banyak, kena = isi
    hasil = nilai(kena, banyak)
    assert hasil is not None
    assert 0 <= hasil.indeks <= 100
    assert all(0 <= d.nilai <= 100 for d in hasil.dimensi)
    assert (hasil.indeks == 100) or any(kena.values())


@given(hitungan, st.sampled_from(SEMUA))
def test_memperbaiki_satu_orang_tidak_pernah_menurunkan_nilai(isi: tuple[int, dict[str, int]], kode: str) -> None:
    banyak, kena = isi
    sebelum = nilai(kena, banyak)
    sesudah = nilai(kena | {kode: max(kena.get(kode, 0) - 1, 0)}, banyak)
    assert sebelum is not None
    assert sesudah is not None
    assert sesudah.indeks >= sebelum.indeks
    assert all(b.nilai >= a.nilai for a, b in zip(sebelum.dimensi, sesudah.dimensi, strict=True))


@given(st.lists(st.sampled_from(KASUS), min_size=1, max_size=30), st.data())
def test_membersihkan_data_seorang_tidak_pernah_menurunkan_indeks(kasus: list[Kasus], data: st.DataObject) -> None:
    penduduk = [satu.kena for satu in kasus]
    siapa = data.draw(st.integers(0, len(penduduk) - 1))
    dibersihkan = [bersih() if ke == siapa else satu for ke, satu in enumerate(penduduk)]
    assert indeks(dibersihkan) >= indeks(penduduk)


def indeks(penduduk: list[ProfilASN]) -> float:
    kena = Counter(kode for satu in penduduk for kode in temuan(satu, PADA, RUJUKAN))
    hasil = nilai(kena, len(penduduk))
    assert hasil is not None
    return hasil.indeks

"""Prediksi tak pernah bertentangan dengan pemeriksaan pada harinya."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.aturan.hasil import MasukanKP
from models.aturan.kp import periksa
from models.aturan.periode import rentang_periode
from models.aturan.prediksi import JENIS_DIPREDIKSI, prediksi
from models.profil import ProfilASN
from models.referensi import Golongan, JenisKP, Jenjang, Predikat, TingkatHukdis
from tests.hukum.aturan.contoh import (
    fungsional,
    gol,
    hukdis,
    ijazah,
    kinerja,
    pak,
    pelaksana,
    profil_contoh,
    struktural,
)

DARI, SAMPAI = date(2026, 11, 24), date(2028, 3, 1)

tanggal = st.dates(date(2018, 1, 1), date(2028, 6, 1)).map(lambda t: t.replace(day=1))
jabatan = st.one_of(
    st.builds(pelaksana, tanggal),
    st.builds(struktural, st.sampled_from(["II.b", "III.a", "III.b", "IV.a", "IV.b", "NON"]), tanggal),
    st.builds(fungsional, st.sampled_from(Jenjang), tanggal),
)


@st.composite
def profil_acak(acak: st.DrawFn) -> ProfilASN:
    isi: dict[str, Any] = {
        "golongan": (gol(acak(st.sampled_from(Golongan)), acak(tanggal)),),
        "jabatan": tuple(acak(st.lists(jabatan, max_size=2))),
        "pendidikan": (ijazah(acak(st.sampled_from(["15", "30", "40", "45", "50"])), date(2015, 8, 1)),),
        "skp": kinerja(**{f"t{t}": acak(st.sampled_from(Predikat)) for t in acak(st.sets(st.integers(2023, 2027)))}),
        "angka_kredit": (pak(acak(st.sampled_from(["49.999", "50", "100", "450"])), acak(st.sampled_from(Jenjang))),),
        "tanggal_lahir": acak(st.sampled_from([date(1990, 5, 17), date(1969, 6, 3)])),
        "tmt_cpns": date(2010, 3, 1),
        "kedudukan_hukum": acak(st.sampled_from(["01", "03", "04"])),
    }
    if acak(st.booleans()):
        isi["hukdis"] = (hukdis("7", TingkatHukdis.SEDANG, date(2026, 3, 1), acak(st.none() | tanggal)),)
    return profil_contoh(**isi)


@settings(max_examples=150, deadline=None)
@given(profil_acak(), st.sampled_from(JENIS_DIPREDIKSI))
def test_tak_bertentangan_dengan_pemeriksaan(profil: ProfilASN, jenis: JenisKP) -> None:
    hasil = prediksi(profil, jenis, DARI, SAMPAI)
    layak = [p for p in rentang_periode(DARI, SAMPAI) if periksa(profil, jenis, p).memenuhi]
    assert hasil.periode_pertama == min(layak, default=None)
    assert (hasil.kurang == ()) is bool(layak)
    if not layak:
        assert hasil.kurang == periksa(profil, jenis, hasil.periode_paling_awal or SAMPAI).kurang


@settings(max_examples=80, deadline=None)
@given(profil_acak(), st.sampled_from(JENIS_DIPREDIKSI))
def test_terpenuhi_pada_menepati_janjinya(profil: ProfilASN, jenis: JenisKP) -> None:
    """Syarat yang menyebut hari terpenuhinya gagal pada periode sebelum hari itu dan terpenuhi sesudahnya.

    Hanya syarat yang tidak berganti aturan di tengah jalan: jabatan yang baru mulai mengubah yang diminta.
    """
    for periode in rentang_periode(DARI, SAMPAI):
        for syarat in periksa(profil, jenis, periode).syarat:
            if syarat.terpenuhi_pada is not None and syarat.kode != "tanpa_hukdis":
                assert syarat.terpenuhi is (syarat.terpenuhi_pada <= periode)


def test_menunggu_waktu() -> None:
    """III/c sejak 1-4-2023: empat tahun pada 1-4-2027, asal SKP 2026 tercatat."""
    skp = kinerja(t2025=Predikat.BAIK, t2026=Predikat.BAIK)
    profil = profil_contoh(golongan=(gol("III/c", date(2023, 4, 1)),), skp=skp)
    hasil = prediksi(profil, JenisKP.REGULER, DARI, SAMPAI)
    assert hasil.periode_pertama == hasil.periode_paling_awal == date(2027, 4, 1)


def test_menunggu_waktu_lalu_melengkapi() -> None:
    profil = profil_contoh(golongan=(gol("III/c", date(2023, 4, 1)),))
    hasil = prediksi(profil, JenisKP.REGULER, DARI, SAMPAI)
    assert hasil.periode_pertama is None
    assert hasil.periode_paling_awal == date(2027, 4, 1)
    assert [s.kode for s in hasil.kurang] == ["kinerja_baik"]
    assert "2026 belum tercatat" in hasil.kurang[0].alasan


def test_waktunya_di_luar_rentang() -> None:
    hasil = prediksi(profil_contoh(golongan=(gol("III/c", date(2026, 10, 1)),)), JenisKP.REGULER, DARI, SAMPAI)
    assert hasil.periode_paling_awal is None
    assert "masa_dalam_pangkat" in [s.kode for s in hasil.kurang]


def test_pensiun_lebih_dahulu() -> None:
    """BUP 1-7-2027, empat tahun dalam pangkat baru 1-10-2027: tak ada periode yang dijanjikan."""
    profil = profil_contoh(
        tanggal_lahir=date(1969, 6, 3), tmt_cpns=date(1995, 3, 1), golongan=(gol("III/c", date(2023, 10, 1)),)
    )
    hasil = prediksi(profil, JenisKP.REGULER, DARI, SAMPAI)
    assert hasil.periode_paling_awal is None
    assert "belum_bup" in [s.kode for s in hasil.kurang]


def test_masukan_ikut_diperhitungkan() -> None:
    profil = profil_contoh(jabatan=(struktural("IV.a", date(2023, 1, 1)),))
    assert prediksi(profil, JenisKP.STRUKTURAL, DARI, SAMPAI).periode_pertama == date(2026, 12, 1)
    dibatasi = MasukanKP(golongan_atasan=Golongan.III_C)
    assert prediksi(profil, JenisKP.STRUKTURAL, DARI, SAMPAI, dibatasi).periode_pertama is None


def test_jenis_yang_bergantung_penetapan_ditolak() -> None:
    with pytest.raises(ValueError, match="208 tidak diprediksi"):
        prediksi(profil_contoh(), JenisKP.PRESTASI_LUAR_BIASA, DARI, SAMPAI)


def test_rentang_tanpa_periode_ditolak() -> None:
    with pytest.raises(ValueError, match="sampai: tidak ada periode"):
        prediksi(profil_contoh(), JenisKP.REGULER, date(2026, 11, 2), date(2026, 11, 30))

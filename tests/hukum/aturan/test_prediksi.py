"""Prediksi tak pernah bertentangan dengan pemeriksaan pada harinya, dan yang dijanjikannya ditepati."""

from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from itertools import product
from typing import Any, TypeVar

import pytest
from hypothesis import HealthCheck, Phase, find, given, settings
from hypothesis import strategies as st

from models.aturan import prediksi as modul
from models.aturan.hasil import Bukti, HasilPemeriksaan, KeadaanPrediksi, MasukanKP
from models.aturan.kp import SYARAT, periksa
from models.aturan.periode import rentang_periode
from models.aturan.prediksi import (
    DAPAT_DILENGKAPI,
    JENIS_DIPREDIKSI,
    JENIS_MENURUT_JABATAN,
    jenis_terbuka,
    prediksi,
    prediksi_semua,
)
from models.profil import ProfilASN, RiwayatJabatan
from models.referensi import Golongan, JenisJabatan, JenisKP, Jenjang, Predikat, TingkatHukdis
from models.referensi.jabatan import kebutuhan_angka_kredit
from models.referensi.kode import TAHUN_SKP
from models.referensi.tanggal import tambah_tahun
from tests.hukum.aturan.contoh import (
    PERIODE,
    fungsional,
    gol,
    hukdis,
    ijazah,
    kinerja,
    layak,
    pak,
    pelaksana,
    profil_contoh,
    struktural,
)

DARI, SAMPAI = date(2026, 11, 24), date(2027, 6, 1)
PERIODE_DILIHAT = rentang_periode(DARI, SAMPAI)
K = KeadaanPrediksi
T = TypeVar("T")
DITURUNKAN = settings(max_examples=1500, database=None, phases=[Phase.generate], derandomize=True)
"""Contohnya selalu sama, tanpa pengecilan."""

# Jenis, jabatan, golongan, ijazah, dan masa pangkat (tahun) yang berpasangan: satu syarat saja yang menentukan.
SOSOK = [
    (JenisKP.REGULER, pelaksana, "III/c", "40", 4),
    (JenisKP.REGULER, pelaksana, "II/d", "30", 4),
    (JenisKP.REGULER, pelaksana, "III/d", "45", 4),
    (JenisKP.REGULER, pelaksana, "III/d", "40", 4),
    (JenisKP.STRUKTURAL, partial(struktural, "IV.a"), "III/b", "40", 1),
    (JenisKP.STRUKTURAL, partial(struktural, "IV.a"), "III/c", "40", 4),
    (JenisKP.STRUKTURAL, partial(struktural, "III.b"), "III/d", "40", 4),
    (JenisKP.FUNGSIONAL, partial(fungsional, Jenjang.PERTAMA), "III/a", "40", 2),
    (JenisKP.FUNGSIONAL, partial(fungsional, Jenjang.PERTAMA), "III/b", "40", 2),
    (JenisKP.FUNGSIONAL, partial(fungsional, Jenjang.MUDA), "III/c", "40", 2),
    (JenisKP.FUNGSIONAL, partial(fungsional, Jenjang.UTAMA), "IV/d", "45", 2),
]


def jarang(biasa: T, *lain: T) -> st.SearchStrategy[T]:
    """Biasanya ``biasa``; sesekali salah satu dari ``lain``."""
    return st.sampled_from([biasa] * 9 * len(lain) + [*lain])


@st.composite
def hari_batas(acak: st.DrawFn, tahun: int) -> date:
    """Hari yang genap sekian tahun tepat pada, sehari sebelum, atau sehari sesudah salah satu periode."""
    genap = acak(st.sampled_from(PERIODE_DILIHAT)) + timedelta(days=acak(st.sampled_from((-1, 0, 0, 1))))
    return tambah_tahun(genap, -tahun)


@st.composite
def calon(acak: st.DrawFn) -> tuple[ProfilASN, JenisKP]:
    """Orang yang hampir layak: tiap syarat terpenuhi, meleset sedikit, atau tercapai di tengah rentang."""
    jenis, menjabat, golongan, tingkat, masa_pangkat = acak(st.sampled_from(SOSOK))
    jabatan: list[RiwayatJabatan] = [menjabat(acak(hari_batas(1)))] if acak(jarang(True, False)) else []
    if acak(jarang(False, True)):
        jabatan.append(acak(st.sampled_from(SOSOK))[1](acak(st.sampled_from(PERIODE_DILIHAT))))
    jenjang = jabatan[0].jenjang if jabatan else None
    predikat = jarang(Predikat.BAIK, Predikat.SANGAT_BAIK, Predikat.BUTUH_PERBAIKAN)
    tahun = acak(st.sampled_from([(2024, 2025), (2025,), (2024, 2025, 2026), ()]))
    tmt_golongan = acak(hari_batas(acak(jarang(masa_pangkat, 1, 2, 4))))
    isi: dict[str, Any] = {
        "golongan": (gol(golongan, tmt_golongan),) if acak(jarang(True, False)) else (),
        "jabatan": tuple(jabatan),
        "pendidikan": (ijazah(tingkat, date(2012, 9, 3)),),
        "skp": kinerja(**{f"t{t}": acak(predikat) for t in tahun}),
        "angka_kredit": _angka_kredit(acak, golongan, jenjang) if jenjang else (),
        "tanggal_lahir": acak(hari_batas(acak(jarang(45, 65 if jenjang is Jenjang.UTAMA else 58)))),
        "tmt_cpns": date(2004, 3, 1),
        "tmt_pns": acak(jarang(date(2005, 4, 1), date(2027, 2, 1), None)),
        "kedudukan_hukum": acak(jarang("01", "03", "02")),
    }
    if acak(jarang(False, True)):
        selesai = acak(st.none() | hari_batas(0))
        isi["hukdis"] = (hukdis("7", TingkatHukdis.SEDANG, date(2026, 3, 1), selesai),)
    return profil_contoh(**isi), acak(jarang(jenis, *JENIS_DIPREDIKSI))


def _angka_kredit(acak: st.DrawFn, golongan: str, jenjang: Jenjang) -> tuple[Any, ...]:
    tujuan = Golongan(golongan).berikutnya
    kebutuhan = kebutuhan_angka_kredit(jenjang, tujuan) if tujuan else None
    if kebutuhan is None:
        return ()
    kurang = acak(jarang(Decimal(0), Decimal("0.001"), Decimal(10)))
    tanggal = acak(jarang(date(2026, 1, 15), date(2027, 3, 1), date(2027, 3, 2)))
    return (pak(str(kebutuhan.jumlah - kurang), kebutuhan.diperoleh_sejak, tanggal),)


def lengkapi(profil: ProfilASN, hasil: HasilPemeriksaan) -> tuple[ProfilASN, MasukanKP]:
    """Profil yang sama dengan hanya yang dapat dilengkapi ditambahkan; yang sudah tercatat tidak diubah."""
    kurang = {s.kode for s in hasil.kurang} & DAPAT_DILENGKAPI
    perubahan: dict[str, Any] = {}
    if "sudah_pns" in kurang:
        perubahan["tmt_pns"] = profil.tmt_pns or hasil.periode
    if "kinerja_baik" in kurang:
        terakhir = hasil.periode.year - (2 if hasil.periode.month == 1 else 1)
        belum = {terakhir - ke for ke in range(TAHUN_SKP[hasil.jenis])} - {r.tahun for r in profil.skp}
        perubahan["skp"] = (*profil.skp, *kinerja(**{f"t{tahun}": Predikat.BAIK for tahun in belum}))
    jabatan = profil.jabatan_pada(hasil.periode)
    if "angka_kredit" in kurang and jabatan and jabatan.jenjang and hasil.golongan_tujuan:
        kebutuhan = kebutuhan_angka_kredit(jabatan.jenjang, hasil.golongan_tujuan)
        if kebutuhan:
            tambahan = pak(str(kebutuhan.jumlah), kebutuhan.diperoleh_sejak, hasil.periode)
            perubahan["angka_kredit"] = (*profil.angka_kredit, tambahan)
    stlud = Bukti(nomor="1", tanggal=hasil.periode) if "ujian_dinas" in kurang else None
    return profil.model_copy(update=perubahan), MasukanKP(stlud=stlud)


def cukup_dilengkapi(profil: ProfilASN, jenis: JenisKP, periode: date) -> bool:
    """Apakah melengkapi yang kurang membuat ``periksa`` memenuhi pada periode itu?"""
    lengkap, masukan = lengkapi(profil, periksa(profil, jenis, periode))
    return periksa(lengkap, jenis, periode, masukan).memenuhi


def sifat_prediksi(satu: tuple[ProfilASN, JenisKP]) -> None:
    """Semua yang dikatakan prediksi, dibandingkan dengan memeriksa setiap periode satu demi satu."""
    profil, jenis = satu
    hasil = modul.prediksi(profil, jenis, DARI, SAMPAI)
    pada_hari = {periode: periksa(profil, jenis, periode) for periode in PERIODE_DILIHAT}
    layak = [periode for periode, pemeriksaan in pada_hari.items() if pemeriksaan.memenuhi]
    assert hasil.periode_pertama == min(layak, default=None)
    assert (hasil.keadaan is K.LAYAK) is bool(layak) is (hasil.kurang == ())
    if layak:
        assert hasil.periode_paling_awal == hasil.periode_pertama
        return
    cukup = [periode for periode in PERIODE_DILIHAT if cukup_dilengkapi(profil, jenis, periode)]
    assert hasil.periode_paling_awal == min(cukup, default=None)
    assert (hasil.keadaan is K.DILENGKAPI) is bool(cukup)
    if hasil.periode_paling_awal:
        assert hasil.kurang == pada_hari[hasil.periode_paling_awal].kurang
    else:
        assert hasil.kurang in [pemeriksaan.kurang for pemeriksaan in pada_hari.values()]
        ditunggu = [s.terpenuhi_pada for s in hasil.kurang if s.terpenuhi_pada]
        assert hasil.keadaan is not K.MENUNGGU or max(ditunggu) > PERIODE_DILIHAT[-1]


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(calon())
def test_tak_bertentangan_dengan_pemeriksaan(satu: tuple[ProfilASN, JenisKP]) -> None:
    sifat_prediksi(satu)


def test_tak_bertentangan_dan_pembangkitnya_sampai_ke_setiap_keadaan() -> None:
    terlihat: set[tuple[JenisKP, KeadaanPrediksi]] = set()
    dilengkapi: set[str] = set()

    @DITURUNKAN
    @given(calon())
    def catat(satu: tuple[ProfilASN, JenisKP]) -> None:
        profil, jenis = satu
        sifat_prediksi(satu)
        if jenis in jenis_terbuka(profil, DARI, SAMPAI):
            hasil = prediksi(profil, jenis, DARI, SAMPAI)
            terlihat.add((jenis, hasil.keadaan))
            if hasil.keadaan is K.DILENGKAPI:
                dilengkapi.update(s.kode for s in hasil.kurang)

    catat()
    assert terlihat == set(product(JENIS_DIPREDIKSI, K))
    assert dilengkapi == DAPAT_DILENGKAPI


MUTAN: dict[str, tuple[str, Any]] = {
    "periode pertama terlewat": ("rentang_periode", lambda dari, sampai: rentang_periode(dari, sampai)[1:]),
    "waktu tidak pernah ditunggu": ("_soal_waktu", lambda _: False),
    "apa pun dianggap menunggu waktu": ("_soal_waktu", lambda _: True),
    "BUP dianggap dapat dilengkapi": ("DAPAT_DILENGKAPI", DAPAT_DILENGKAPI | {"belum_bup"}),
    "jabatan dianggap dapat dilengkapi": ("DAPAT_DILENGKAPI", DAPAT_DILENGKAPI | {"jenis_jabatan", "jenjang_cukup"}),
    "golongan kosong dianggap dapat dilengkapi": ("DAPAT_DILENGKAPI", DAPAT_DILENGKAPI | {"golongan_tercatat"}),
    "kinerja tidak dapat dilengkapi": ("DAPAT_DILENGKAPI", DAPAT_DILENGKAPI - {"kinerja_baik"}),
}


@pytest.mark.parametrize("mutan", MUTAN)
def test_sifatnya_menangkap_prediksi_yang_salah(mutan: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(modul, *MUTAN[mutan])

    def tertangkap(satu: tuple[ProfilASN, JenisKP]) -> bool:
        try:
            sifat_prediksi(satu)
        except (AssertionError, ValueError):
            return True
        return False

    assert find(calon(), tertangkap, settings=DITURUNKAN)


@settings(max_examples=80, suppress_health_check=[HealthCheck.too_slow])
@given(calon())
def test_terpenuhi_pada_menepati_janjinya(satu: tuple[ProfilASN, JenisKP]) -> None:
    """Syarat yang menyebut hari terpenuhinya gagal pada periode sebelum hari itu dan terpenuhi sesudahnya.

    Hanya syarat yang tidak berganti aturan di tengah jalan: jabatan yang baru mulai mengubah yang diminta.
    """
    profil, jenis = satu
    for periode in PERIODE_DILIHAT:
        for syarat in periksa(profil, jenis, periode).syarat:
            if syarat.terpenuhi_pada is not None and syarat.kode != "tanpa_hukdis":
                assert syarat.terpenuhi is (syarat.terpenuhi_pada <= periode)


def test_menunggu_waktu() -> None:
    """III/c sejak 1-4-2023: empat tahun pada 1-4-2027, asal SKP 2026 tercatat."""
    skp = kinerja(t2025=Predikat.BAIK, t2026=Predikat.BAIK)
    profil = profil_contoh(golongan=(gol("III/c", date(2023, 4, 1)),), skp=skp)
    hasil = prediksi(profil, JenisKP.REGULER, DARI, SAMPAI)
    assert hasil.periode_pertama == hasil.periode_paling_awal == date(2027, 4, 1)
    assert (hasil.golongan_lama, hasil.golongan_tujuan) == (Golongan.III_C, Golongan.III_D)


def test_menunggu_waktu_lalu_melengkapi() -> None:
    profil = profil_contoh(golongan=(gol("III/c", date(2023, 4, 1)),))
    hasil = prediksi(profil, JenisKP.REGULER, DARI, SAMPAI)
    assert (hasil.keadaan, hasil.periode_pertama) == (K.DILENGKAPI, None)
    assert hasil.periode_paling_awal == date(2027, 4, 1)
    assert [s.kode for s in hasil.kurang] == ["kinerja_baik"]
    assert "2026 belum tercatat" in hasil.kurang[0].alasan


def test_predikat_buruk_ditunggu_sampai_tak_dilihat() -> None:
    """Predikat 2025 Kurang: periode Februari 2028 yang pertama melihat 2027 dan 2026 saja."""
    profil = profil_contoh(skp=kinerja(t2024=Predikat.BAIK, t2025=Predikat.KURANG))
    hasil = prediksi(profil, JenisKP.REGULER, DARI, date(2028, 3, 1))
    assert (hasil.keadaan, hasil.periode_paling_awal) == (K.DILENGKAPI, date(2028, 2, 1))
    assert "2027 belum tercatat, 2026 belum tercatat" in hasil.kurang[0].alasan


def test_angka_kredit_menyebut_kira_kira_berapa_lama() -> None:
    """Ahli Muda kurang 40: koefisien 25 setahun, 40 × 12 / 25 = 19,2, jadi 20 bulan."""
    profil = profil_contoh(
        jabatan=(fungsional(Jenjang.MUDA, date(2022, 1, 1)),), angka_kredit=(pak("60", Jenjang.MUDA),)
    )
    hasil = prediksi(profil, JenisKP.FUNGSIONAL, DARI, SAMPAI)
    assert (hasil.keadaan, hasil.periode_paling_awal) == (K.DILENGKAPI, PERIODE)
    assert "kurang 40 (kira-kira 20 bulan pada predikat Baik)" in hasil.kurang[0].alasan


def test_waktunya_di_luar_rentang() -> None:
    hasil = prediksi(profil_contoh(golongan=(gol("III/c", date(2026, 10, 1)),)), JenisKP.REGULER, DARI, SAMPAI)
    assert (hasil.keadaan, hasil.periode_paling_awal) == (K.MENUNGGU, None)
    assert "masa_dalam_pangkat" in [s.kode for s in hasil.kurang]


def test_pensiun_lebih_dahulu() -> None:
    """BUP 1-7-2027, empat tahun dalam pangkat baru 1-10-2027: tak ada periode yang dijanjikan."""
    profil = profil_contoh(
        tanggal_lahir=date(1969, 6, 3), tmt_cpns=date(1995, 3, 1), golongan=(gol("III/c", date(2023, 10, 1)),)
    )
    hasil = prediksi(profil, JenisKP.REGULER, DARI, date(2028, 3, 1))
    assert (hasil.keadaan, hasil.periode_paling_awal) == (K.TERHALANG, None)
    assert "belum_bup" in [s.kode for s in hasil.kurang]


def test_golongan_kosong_tidak_menjanjikan_apa_pun() -> None:
    """Yang kurang sesudah golongannya dicatat belum diketahui."""
    hasil = prediksi(profil_contoh(golongan=()), JenisKP.REGULER, DARI, SAMPAI)
    assert (hasil.keadaan, hasil.periode_paling_awal) == (K.TERHALANG, None)
    assert [s.kode for s in hasil.kurang] == ["golongan_tercatat"]


def test_mentok_ijazah_terhalang_walau_pensiunnya_dekat() -> None:
    """Yang disebut ijazahnya, bukan pensiun yang baru datang kemudian."""
    profil = profil_contoh(golongan=(gol("III/d", date(2020, 10, 1)),), tanggal_lahir=date(1969, 6, 3))
    hasil = prediksi(profil, JenisKP.REGULER, DARI, date(2028, 3, 1))
    assert hasil.keadaan is K.TERHALANG
    assert [s.kode for s in hasil.kurang] == ["batas_pendidikan", "ujian_dinas"]


def test_masukan_ikut_diperhitungkan() -> None:
    profil = profil_contoh(jabatan=(struktural("IV.a", date(2023, 1, 1)),))
    assert prediksi(profil, JenisKP.STRUKTURAL, DARI, SAMPAI).periode_pertama == PERIODE
    dibatasi = MasukanKP(golongan_atasan=Golongan.III_C)
    assert prediksi(profil, JenisKP.STRUKTURAL, DARI, SAMPAI, dibatasi).periode_pertama is None


def test_jenis_yang_bergantung_penetapan_ditolak() -> None:
    with pytest.raises(ValueError, match="208 tidak diprediksi"):
        prediksi(profil_contoh(), JenisKP.PRESTASI_LUAR_BIASA, DARI, SAMPAI)


def test_rentang_tanpa_periode_ditolak() -> None:
    with pytest.raises(ValueError, match="sampai: tidak ada periode"):
        prediksi(profil_contoh(), JenisKP.REGULER, date(2026, 11, 2), date(2026, 11, 30))


# Jenis menurut jabatan.


@pytest.mark.parametrize("jabatan", JenisJabatan)
def test_jenis_menurut_jabatan_sama_dengan_syaratnya(jabatan: JenisJabatan) -> None:
    profil = profil_contoh(jabatan=(pelaksana().model_copy(update={"jenis": jabatan}),))
    diterima = {
        jenis
        for jenis in JENIS_DIPREDIKSI
        if all(s.terpenuhi for s in periksa(profil, jenis, PERIODE).syarat if s.kode == "jenis_jabatan")
    }
    assert diterima == {JENIS_MENURUT_JABATAN[jabatan]} == set(jenis_terbuka(profil, DARI, SAMPAI))


def test_jabatan_yang_berganti_membuka_dua_jenis() -> None:
    profil = profil_contoh(jabatan=(pelaksana(), struktural("IV.a", date(2027, 5, 1))))
    assert [p.jenis for p in prediksi_semua(profil, DARI, SAMPAI)] == [JenisKP.REGULER, JenisKP.STRUKTURAL]
    assert jenis_terbuka(profil, DARI, date(2027, 4, 30)) == (JenisKP.REGULER,)
    assert jenis_terbuka(profil_contoh(jabatan=()), DARI, SAMPAI) == (JenisKP.REGULER,)


def test_yang_dapat_dilengkapi_memang_syarat() -> None:
    kode = {s.kode for jenis in SYARAT for s in periksa(layak(jenis)[0], jenis, PERIODE, layak(jenis)[1]).syarat}
    assert kode >= DAPAT_DILENGKAPI

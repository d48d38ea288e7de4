"""Tenggat hari kerja: contoh yang dihitung tangan, dan hukum bagi semua masukan."""

from datetime import UTC, date, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.aturan.kalender import JAM_PULANG, hari_kerja, hari_kerja_ke, tenggat
from models.referensi import zona as modul_zona
from models.referensi.zona import zona_unit
from tests.hukum.aturan.contoh import KOTA_BANDUNG

WIB, WIT = ZoneInfo("Asia/Jakarta"), ZoneInfo("Asia/Jayapura")
NATAL = {date(2026, 12, 24), date(2026, 12, 25)}

saat = st.integers(0, 17_000).map(lambda jam: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=jam))
zona = st.sampled_from([WIB, ZoneInfo("Asia/Makassar"), WIT])
libur = st.frozensets(st.dates(date(2026, 1, 1), date(2028, 12, 31)), max_size=40)


def test_dua_hari_kerja_melewati_akhir_pekan_dan_libur() -> None:
    hasil = tenggat(datetime(2026, 12, 23, 3, tzinfo=UTC), 2, NATAL, WIB)
    assert hasil.jatuh_tempo == datetime(2026, 12, 29, 16, tzinfo=WIB)
    assert hasil.pengingat == datetime(2026, 12, 29, 8, tzinfo=WIB)
    assert hasil.eskalasi == datetime(2026, 12, 31, 8, tzinfo=WIB)


def test_satu_hari_kerja_diingatkan_tengah_hari() -> None:
    hasil = tenggat(datetime(2026, 11, 24, 3, tzinfo=UTC), 1, (), WIB)
    assert hasil.pengingat == datetime(2026, 11, 25, 12, tzinfo=WIB)
    assert hasil.jatuh_tempo == datetime(2026, 11, 25, 16, tzinfo=WIB)
    assert hasil.eskalasi == datetime(2026, 11, 26, 12, tzinfo=WIB)


def test_hari_dihitung_menurut_zona_unitnya() -> None:
    """Pukul 22.00 WIB sudah hari berikutnya di Papua."""
    malam = datetime(2026, 11, 24, 15, 30, tzinfo=UTC)
    assert tenggat(malam, 1, (), WIB).jatuh_tempo == datetime(2026, 11, 25, 16, tzinfo=WIB)
    assert tenggat(malam, 1, (), WIT).jatuh_tempo == datetime(2026, 11, 26, 16, tzinfo=WIT)


@given(dari=saat, lama=st.integers(1, 20), libur=libur, zona=zona)
def test_jatuh_tempo_selalu_hari_kerja_sesudah_dibuka(
    dari: datetime, lama: int, libur: frozenset[date], zona: ZoneInfo
) -> None:
    hasil = tenggat(dari, lama, libur, zona)
    setempat = hasil.jatuh_tempo.astimezone(zona)
    assert hari_kerja(setempat.date(), libur)
    assert setempat.timetz().replace(tzinfo=None) == JAM_PULANG
    assert dari < hasil.pengingat <= hasil.jatuh_tempo < hasil.eskalasi
    berlalu = [
        dari.astimezone(zona).date() + timedelta(days=n)
        for n in range(1, (setempat.date() - dari.astimezone(zona).date()).days + 1)
    ]
    assert sum(hari_kerja(hari, libur) for hari in berlalu) == lama


@given(dari=saat, lama=st.integers(1, 20), libur=libur, tambahan=st.dates(date(2026, 1, 1), date(2028, 12, 31)))
def test_libur_tambahan_tidak_pernah_memajukan_tenggat(
    dari: datetime, lama: int, libur: frozenset[date], tambahan: date
) -> None:
    assert tenggat(dari, lama, libur | {tambahan}, WIB).jatuh_tempo >= tenggat(dari, lama, libur, WIB).jatuh_tempo


def test_hitungan_hari_kerja_mulai_dari_satu() -> None:
    with pytest.raises(ValueError, match="dimulai dari 1"):
        hari_kerja_ke(0, date(2026, 11, 24), ())


def test_zona_menurut_kantor_unitnya() -> None:
    assert zona_unit(f"instansi:{KOTA_BANDUNG}").key == "Asia/Jakarta"
    assert zona_unit("kanreg:IV").key == "Asia/Makassar"
    assert zona_unit("kanreg:IX").key == "Asia/Jayapura"
    assert zona_unit("bkn").key == "Asia/Jakarta"


def test_menjelang_tengah_malam_hari_esok_sudah_mulai_di_timur(monkeypatch: pytest.MonkeyPatch) -> None:
    class Jam(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:
            return datetime(2026, 11, 24, 15, 30, tzinfo=UTC).astimezone(tz)

    monkeypatch.setattr(modul_zona, "datetime", Jam)
    assert modul_zona.hari_ini() == date(2026, 11, 24)
    assert modul_zona.hari_ini_terdepan() == date(2026, 11, 25)

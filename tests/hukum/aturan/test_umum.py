"""Syarat umum: dari profil dan satu hari, tanpa konteks kenaikan pangkat."""

from datetime import date

import pytest

from models.aturan import umum
from models.aturan.nomor_surat import penerbit
from models.naskah.umum import baris_orang
from models.pemeriksaan import pemeriksaan
from models.peran import unit_instansi
from models.referensi import KedudukanHukum, TingkatHukdis
from models.surat import BarisOrang
from tests.hukum.aturan.contoh import KEMENKEU, KOTA_BANDUNG, PROVINSI_JABAR, hukdis, profil_contoh

HARI = date(2026, 12, 1)
PROFIL = profil_contoh()


def test_diblokir_dan_kedudukan() -> None:
    assert umum.tidak_diblokir(PROFIL).terpenuhi
    assert not umum.tidak_diblokir(profil_contoh(diblokir=True)).terpenuhi
    assert umum.kedudukan(PROFIL, KedudukanHukum.AKTIF).terpenuhi
    ditolak = umum.kedudukan(PROFIL, KedudukanHukum.CLTN)
    assert not ditolak.terpenuhi
    assert ditolak.alasan.startswith("kedudukan hukum Aktif; yang diminta ")


def test_masa_pns_menyebut_hari_tercapainya() -> None:
    mulai = PROFIL.tmt_pns
    assert mulai is not None
    tepat = mulai.replace(year=mulai.year + 2)
    assert umum.masa_pns(PROFIL, tepat, 2, "uji").terpenuhi
    belum = umum.masa_pns(PROFIL, tepat.replace(year=tepat.year - 1), 2, "uji")
    assert not belum.terpenuhi
    assert belum.terpenuhi_pada == tepat
    cpns = umum.masa_pns(profil_contoh(tmt_pns=None), HARI, 0, "uji")
    assert (cpns.terpenuhi, cpns.alasan) == (False, "masih CPNS: TMT PNS belum tercatat")


@pytest.mark.parametrize(
    ("tingkat", "dilihat", "terpenuhi"),
    [
        (TingkatHukdis.BERAT, umum.BERAT_DAN_SEDANG, False),
        (TingkatHukdis.SEDANG, (TingkatHukdis.BERAT,), True),
        (TingkatHukdis.RINGAN, umum.BERAT_DAN_SEDANG, True),
        (TingkatHukdis.RINGAN, tuple(TingkatHukdis), False),
    ],
)
def test_hukdis_menurut_tingkat(tingkat: TingkatHukdis, dilihat: tuple[TingkatHukdis, ...], terpenuhi: bool) -> None:
    profil = profil_contoh(hukdis=(hukdis("1", tingkat, date(2026, 6, 1), date(2027, 5, 31)),))
    syarat = umum.tanpa_hukdis(profil, HARI, dilihat)
    assert syarat.terpenuhi is terpenuhi
    assert syarat.terpenuhi_pada == (None if terpenuhi else date(2027, 6, 1))


def test_pemeriksaan_memenuhi_bila_semua_syaratnya() -> None:
    gagal = umum.kedudukan(PROFIL, KedudukanHukum.CLTN)
    assert pemeriksaan(umum.tidak_diblokir(PROFIL)).memenuhi
    assert pemeriksaan(umum.tidak_diblokir(PROFIL), gagal).kurang == (gagal,)


def test_baris_orang_mengisi_baris_asn_atau_menyebut_yang_kurang() -> None:
    assert BarisOrang(**baris_orang(PROFIL, HARI)).nama == PROFIL.nama_lengkap
    with pytest.raises(ValueError, match="Riwayat golongan atau jabatan ASN kosong"):
        baris_orang(profil_contoh(golongan=()), HARI)


@pytest.mark.parametrize(
    ("unit", "sebutan"),
    [
        ("bkn", "BKN"),
        ("kanreg:III", "KR.III"),
        (unit_instansi(KOTA_BANDUNG), "KOTA-BANDUNG"),
        (unit_instansi(PROVINSI_JABAR), "PROV-JAWA-BARAT"),
        (unit_instansi(KEMENKEU), "KEMENTERIAN-KEUANGAN"),
    ],
)
def test_penerbit_terbaca_dalam_nomor_surat(unit: str, sebutan: str) -> None:
    assert penerbit(unit) == sebutan

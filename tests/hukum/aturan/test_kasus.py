"""Aturan diperiksa terhadap kasus yang dikerjakan tangan."""

from collections.abc import Sequence
from datetime import date

import pytest

from models.aturan.kewenangan import kewenangan_kp
from models.aturan.kp import periksa
from models.aturan.penetapan import penetapan
from models.aturan.periode import pastikan_periode, penutupan_baku, periode_terbuka
from models.referensi import Golongan, JenisKP
from tests.hukum.aturan.bentuk_kasus import Diterima, Ditetapkan, Ditolak, Kasus, Layak, Wewenang
from tests.hukum.aturan.contoh import profil_contoh
from tests.hukum.aturan.kasus import KASUS


@pytest.mark.parametrize("kasus", KASUS, ids=lambda k: f"{k.id} {k.situasi}")
def test_kasus(kasus: Kasus) -> None:
    profil = profil_contoh(**kasus.profil)
    match kasus.hasil:
        case Layak(tujuan):
            hasil = periksa(profil, _jenis(kasus), kasus.periode, kasus.masukan)
            assert [(s.kode, s.alasan) for s in hasil.kurang] == []
            assert (hasil.memenuhi, hasil.golongan_tujuan) == (True, Golongan(tujuan))
        case Ditolak(kurang):
            hasil = periksa(profil, _jenis(kasus), kasus.periode, kasus.masukan)
            assert sorted(s.kode for s in hasil.kurang) == sorted(kurang)
            assert not hasil.memenuhi
        case Ditetapkan(masa_kerja, gaji):
            isi = penetapan(profil, _jenis(kasus), kasus.periode, kasus.masukan)
            assert (str(isi.masa_kerja_lama), str(isi.masa_kerja_baru)) == masa_kerja
            assert (isi.gaji_pokok_lama, isi.gaji_pokok_baru) == gaji
        case Wewenang(pemeriksa, penetap):
            jabatan = profil.jabatan_pada(kasus.periode)
            wewenang = kewenangan_kp(profil.instansi_id, Golongan(kasus.tujuan), jabatan.jenjang if jabatan else None)
            assert (wewenang.unit_pertek, wewenang.penetap) == (pemeriksa, penetap)
        case Diterima(ya):
            assert kasus.pada is not None
            assert _diterima(kasus.periode, kasus.pada) is ya


def test_tabelnya_lengkap() -> None:
    """Paling sedikit 40 kasus; tiap jenis punya yang layak dan yang ditolak; tiap kasus berhitungan dan berpasal."""
    assert len(KASUS) >= 40
    assert len({k.id for k in KASUS}) == len(KASUS)
    assert all(k.pasal and k.situasi and k.hitungan for k in KASUS)
    assert _jenis_berhasil(Layak) == _jenis_berhasil(Ditolak) == set(JenisKP)


def _jenis(kasus: Kasus) -> JenisKP:
    assert kasus.jenis is not None
    return kasus.jenis


def _jenis_berhasil(hasil: type[Layak] | type[Ditolak]) -> set[JenisKP]:
    return {_jenis(k) for k in KASUS if isinstance(k.hasil, hasil)}


def _diterima(periode: date, pada: date) -> bool:
    """Periode sah yang belum ditutup pada hari itu, dengan penutupan bakunya."""
    try:
        pastikan_periode(periode)
    except ValueError:
        return False
    terbuka: Sequence[date] = periode_terbuka(pada, {periode: penutupan_baku(periode)})
    return periode in terbuka

"""Peninjauan masa kerja, dihitung tangan dari PP 5/2024 lampiran dan Perban BKN 14/2018."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from models.aturan.masa_kerja import MasaKerja, masa_kerja_golongan
from models.aturan.pmk import diakui, peninjauan_masa_kerja, periksa_pmk
from models.riwayat.kepangkatan import RiwayatPMK
from tests.hukum.aturan.contoh import gol, profil_contoh

TMT = date(2026, 12, 1)


def pmk(mulai: date, selesai: date, tahun: int, bulan: int, tmt: date) -> RiwayatPMK:
    return RiwayatPMK(
        id=UUID(int=7),
        tmt=tmt,
        pengalaman="Pegawai tidak tetap",
        mulai=mulai,
        selesai=selesai,
        masa_kerja_tahun=tahun,
        masa_kerja_bulan=bulan,
    )


def test_pengalaman_ditambahkan_pada_masa_kerja_dan_gaji_pokoknya() -> None:
    """III/c TMT 1-10-2022 MKG 8 th 7 bl; 1-12-2026 empat tahun dua bulan kemudian: 12 th 9 bl, gaji baris 12 tahun.

    Ditambah 3 th 6 bl menjadi 16 th 3 bl, gaji baris 16 tahun.
    """
    hasil = peninjauan_masa_kerja(profil_contoh(), 3, 6, TMT)
    assert hasil.tmt_golongan == date(2022, 10, 1)
    assert (str(hasil.lama), str(hasil.tambahan), str(hasil.baru)) == (
        "12 tahun 9 bulan",
        "3 tahun 6 bulan",
        "16 tahun 3 bulan",
    )
    assert (hasil.gaji_pokok_lama, hasil.gaji_pokok_baru) == (3_645_200, 3_878_500)


def test_peninjauan_terdahulu_sudah_termasuk_masa_kerja_lama() -> None:
    terdahulu = pmk(date(2008, 1, 1), date(2009, 12, 31), 2, 0, date(2024, 1, 1))
    profil = profil_contoh(pmk=(terdahulu,))
    assert str(masa_kerja_golongan(profil, date(2023, 12, 31))) == "9 tahun 9 bulan"
    assert str(masa_kerja_golongan(profil, date(2024, 1, 1))) == "11 tahun 10 bulan"
    assert str(peninjauan_masa_kerja(profil, 1, 3, TMT).baru) == "16 tahun 0 bulan"


def test_peninjauan_sebelum_pangkat_terakhir_sudah_tertulis_pada_pangkatnya() -> None:
    terdahulu = pmk(date(2008, 1, 1), date(2009, 12, 31), 2, 0, date(2020, 1, 1))
    assert str(masa_kerja_golongan(profil_contoh(pmk=(terdahulu,)), TMT)) == "12 tahun 9 bulan"


@pytest.mark.parametrize(
    ("mulai", "selesai", "swasta", "hasil"),
    [
        (date(2010, 1, 1), date(2012, 6, 30), False, (2, 6)),  # pemerintah: penuh
        (date(2010, 1, 15), date(2010, 3, 14), False, (0, 2)),
        (date(2010, 1, 1), date(2013, 3, 31), True, (1, 7)),  # 39 bulan ÷ 2 = 19,5
        (date(2010, 1, 1), date(2010, 12, 30), True, (0, 0)),  # kurang sehari dari setahun
        (date(2010, 1, 1), date(2010, 12, 31), True, (0, 6)),
        (date(1990, 1, 1), date(2009, 12, 31), True, (8, 0)),  # 20 tahun ÷ 2, dibatasi delapan
        (date(1990, 1, 1), date(2009, 12, 31), False, (20, 0)),
        (date(2012, 1, 1), date(2010, 1, 1), False, (0, 0)),
    ],
)
def test_pengalaman_yang_diakui(mulai: date, selesai: date, swasta: bool, hasil: tuple[int, int]) -> None:
    assert diakui(mulai, selesai, swasta=swasta) == MasaKerja(tahun=hasil[0], bulan=hasil[1])


def kurang(**ganti: Any) -> set[str]:
    isi: dict[str, Any] = {
        "profil": profil_contoh(),
        "mulai": date(2010, 1, 1),
        "selesai": date(2012, 6, 30),
        "tahun": 2,
        "bulan": 6,
        "tmt": TMT,
        "swasta": False,
    } | ganti
    return {satu.kode for satu in periksa_pmk(**isi) if not satu.terpenuhi}


SUDAH = pmk(date(2009, 1, 1), date(2010, 1, 1), 1, 0, date(2024, 1, 1))


@pytest.mark.parametrize(
    ("ganti", "hasil"),
    [
        ({}, set()),
        ({"selesai": date(2014, 2, 28)}, set()),
        ({"selesai": date(2014, 3, 1)}, {"sebelum_cpns"}),
        ({"bulan": 7}, {"pengakuan"}),
        ({"swasta": True}, {"pengakuan"}),
        ({"swasta": True, "tahun": 1, "bulan": 3}, set()),
        ({"tahun": 0, "bulan": 0}, {"pengakuan"}),
        ({"mulai": date(2013, 1, 1)}, {"masa_pengalaman", "pengakuan"}),
        ({"profil": profil_contoh(pmk=(SUDAH,))}, {"belum_diperhitungkan"}),
        ({"profil": profil_contoh(pmk=(SUDAH,)), "mulai": date(2010, 1, 2), "bulan": 5}, set()),
        ({"tmt": date(2022, 10, 1)}, {"tmt"}),
        ({"tmt": date(2022, 10, 2)}, set()),
        ({"profil": profil_contoh(golongan=())}, {"tmt"}),
    ],
)
def test_syarat_pengalaman(ganti: dict[str, Any], hasil: set[str]) -> None:
    assert kurang(**ganti) == hasil


def test_tanpa_tambahan_atau_tanpa_golongan_ditolak_dengan_isiannya() -> None:
    with pytest.raises(ValueError, match="masa_kerja_tahun: pengalaman yang diakui nol"):
        peninjauan_masa_kerja(profil_contoh(), 0, 0, TMT)
    with pytest.raises(ValueError, match="tmt: belum ada riwayat golongan"):
        peninjauan_masa_kerja(profil_contoh(golongan=(gol("III/a", date(2027, 1, 1)),)), 1, 0, TMT)

"""Setiap prosedur peremajaan punya kelompok riwayat yang dapat diisi."""

from models.profil import ProfilASN
from models.referensi import tabel
from models.riwayat import KELOMPOK, KELOMPOK_PROSEDUR, Riwayat

BERNAMA_LAIN = {"Golongan/KP": "golongan", "P. Instansi": "pindah_instansi", "Huk. Disiplin": "hukdis", "CTLN": "cltn"}


def test_dua_puluh_tujuh_prosedur_masing_masing_satu_kelompok() -> None:
    assert list(KELOMPOK_PROSEDUR) == list(tabel("prosedur_peremajaan"))
    for kode, nama in tabel("prosedur_peremajaan").items():
        kelompok = KELOMPOK_PROSEDUR[kode]
        if nama in BERNAMA_LAIN:
            assert kelompok == BERNAMA_LAIN[nama]
        else:
            assert kelompok.split("_")[0][:6] in nama.lower(), (nama, kelompok)


def test_nama_kelompok_tidak_menutupi_data_utama() -> None:
    assert set(KELOMPOK) == set(Riwayat.model_fields)
    assert not {nama for nama in ProfilASN.__annotations__ if nama in KELOMPOK}

"""Tiap prosedur mengubah bagian profil yang memang miliknya, dan tiap isiannya dapat ditunjuk penolakan."""

from uuid import UUID

import pytest

from api.alasan import bidang_dikenal
from models.definisi import DasarKeliru, FaktaAkibat
from models.ketetapan import Ketentuan
from models.layanan import cari
from models.layanan.peremajaan_data import PEREMAJAAN_DATA
from models.lipatan import lipat_kini
from models.peremajaan.formulir import bentuk_baris, nama_bidang
from models.peremajaan.kewenangan import BKN, GELAR, INSTANSI, PENINJAUAN
from models.peremajaan.prosedur import PROSEDUR, prosedur
from models.perubahan import terapkan
from models.profil import ProfilASN
from models.referensi import tabel
from tests.hukum.peremajaan.contoh import BARIS, HARI_INI, USULAN, UTAMA, bahan, beda, isi, orang

DEFINISI = cari(PEREMAJAAN_DATA)
ORANG = orang()
semua_prosedur = pytest.mark.parametrize("kode", PROSEDUR, ids=lambda kode: PROSEDUR[kode].kelompok)


def sesudah(kode: str, isian: dict, profil: ProfilASN = ORANG, **fakta: object) -> ProfilASN:
    akibat = FaktaAkibat(
        **{"usulan_id": USULAN, "jenis": kode, "isi": isian, "dokumen": {}, "profil": profil, "surat": None, **fakta}
    )
    return lipat_kini(profil.id, terapkan(profil, DEFINISI.akibat(akibat), HARI_INI), HARI_INI)


def test_dua_puluh_tujuh_prosedur() -> None:
    assert list(PROSEDUR) == list(tabel("prosedur_peremajaan")) == list(BARIS)


@semua_prosedur
def test_mengubah_tepat_bagiannya_dan_dapat_diajukan(kode: str) -> None:
    isian = isi(kode, ORANG)
    assert DEFINISI.kejanggalan(bahan(kode, isian), ORANG) == ()
    assert beda(ORANG, sesudah(kode, isian)).keys() == {prosedur(kode).kelompok, *UTAMA.get(kode, {})}
    for nama, nilai in UTAMA.get(kode, {}).items():
        assert beda(ORANG, sesudah(kode, isian))[nama] == nilai


@semua_prosedur
def test_sebelum_dan_sesudah_terbaca_dan_dapat_dikembalikan(kode: str) -> None:
    isian = isi(kode, ORANG)
    (perubahan,) = DEFINISI.akibat(
        FaktaAkibat(usulan_id=USULAN, jenis=kode, isi=isian, dokumen={}, profil=ORANG, surat=None)
    )
    banding = DEFINISI.perbandingan(bahan(kode, isian), ORANG)
    assert {satu.bidang for satu in banding} <= {f"riwayat.{satu.nama}" for satu in perubahan.bidang}
    assert not any(satu.berubah for satu in banding)
    assert all(satu.lama == satu.kini != satu.baru for satu in banding if kode in ("7", "15"))
    kembali = terapkan(terapkan(ORANG, (perubahan,), HARI_INI), (perubahan.kebalikan,), HARI_INI)
    assert lipat_kini(ORANG.id, kembali, HARI_INI) == ORANG


@semua_prosedur
def test_tiap_isian_dapat_ditunjuk_penolakan_dan_bernama(kode: str) -> None:
    dikenal = bidang_dikenal(PEREMAJAAN_DATA)
    for nama in bentuk_baris(kode).model_fields:
        assert f"riwayat.{nama}" in dikenal
        assert nama_bidang(nama)[0].isupper() or nama_bidang(nama)[0].isdigit()
        assert "_" not in nama_bidang(nama)


@semua_prosedur
def test_bentuk_isian_terbaca_halaman(kode: str) -> None:
    skema = DEFINISI.formulir(kode).model_json_schema()
    (baris,) = [satu for nama, satu in skema["$defs"].items() if nama.startswith("IsiRiwayat")]
    assert all(satu["description"] for satu in baris["properties"].values())
    assert skema["properties"]["lama"]["description"].startswith("Nilai yang dilihat pengusul")


@semua_prosedur
def test_ada_dokumen_wajib_dan_menjadi_dasar_barisnya(kode: str) -> None:
    isian = isi(kode, ORANG)
    wajib = [satu.kode for satu in DEFINISI.dokumen(bahan(kode, isian), ORANG) if satu.wajib]
    assert wajib
    assert set(wajib) <= set(DEFINISI.nama_dokumen)
    dokumen = {satu: UUID(int=ke) for ke, satu in enumerate(wajib, 1)}
    fakta = FaktaAkibat(usulan_id=USULAN, jenis=kode, isi=isian, dokumen=dokumen, profil=ORANG, surat=None)
    assert [satu.dokumen_id for satu in DEFINISI.akibat(fakta)] == [UUID(int=1)]


@semua_prosedur
def test_baris_yang_ada_dapat_dihapus(kode: str) -> None:
    if prosedur(kode).kelompok == "pribadi":
        return
    ada = sesudah(kode, isi(kode, ORANG))
    baris = getattr(ada, prosedur(kode).kelompok)[-1]
    isian = {"aksi": "hapus", "rekam_id": str(baris.id), "lama": baris.model_dump(mode="json", exclude={"id"})}
    isian["lama"].pop("dokumen_id")
    assert DEFINISI.kejanggalan(bahan(kode, isian), ada) == ()
    assert [d.kode for d in DEFINISI.dokumen(bahan(kode, isian), ada) if d.wajib] == ["dasar_penghapusan"]
    assert baris not in getattr(sesudah(kode, isian, ada), prosedur(kode).kelompok)


@pytest.mark.parametrize(
    ("kode", "isian", "rute"),
    [
        ("7", {}, INSTANSI),
        ("7", {"tempat_lahir": "Garut"}, BKN),
        ("7", {"nama": "Ayu Lestari Dewi"}, BKN),
        ("8", {}, INSTANSI),
        ("8", {"instansi_kerja_id": "A5EB03E23BF7F6A0E040640A040252AD"}, BKN),
        ("9", {}, INSTANSI),
        ("16", {}, INSTANSI),
        ("1", {}, BKN),
        ("2", {}, BKN),
        ("3", {}, BKN),
        ("15", {}, BKN),
    ],
)
def test_kewenangan_menurut_prosedur_dan_isian(kode: str, isian: dict, rute: str) -> None:
    hasil = DEFINISI.kewenangan(bahan(kode, isi(kode, ORANG, **isian)), ORANG)
    assert hasil is not None
    assert hasil.rute == rute


def test_surat_yang_diminta_menentukan_rutenya() -> None:
    for kode, rute in (("2", GELAR), ("3", PENINJAUAN)):
        isian = {**isi(kode, ORANG), "terbitkan_surat": True}
        hasil = DEFINISI.kewenangan(bahan(kode, isian), ORANG)
        assert hasil is not None
        assert hasil.rute == rute
        assert ("penetap" in hasil.unit) is (rute == PENINJAUAN)


def test_ketetapan_mengalihkan_kewenangan_prosedur() -> None:
    dialihkan = bahan("9", isi("9", ORANG), ketentuan=Ketentuan(rute={"9": "bkn"}))
    hasil = DEFINISI.kewenangan(dialihkan, ORANG)
    assert hasil is not None
    assert hasil.rute == BKN


def test_nik_yang_diganti_belum_dicocokkan() -> None:
    cocok = orang(nik="3273015705900001", nik_valid=True)
    baru = {"sejak": "2026-11-24", "nik": "3273015705900002"}
    hasil = sesudah("7", {"riwayat": baru, "lama": {"nik": "3273015705900001"}}, cocok)
    assert (hasil.nik, hasil.nik_valid) == ("3273015705900002", False)


def test_akibat_bersurat_mengikuti_suratnya() -> None:

    for kode in ("2", "3"):
        isian = {**isi(kode, ORANG), "terbitkan_surat": True}
        with pytest.raises(DasarKeliru, match="surat yang diterbitkan"):
            sesudah(kode, isian)

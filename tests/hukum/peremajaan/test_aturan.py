"""Setiap penolakan usul: isian yang ditunjuk, sebabnya, dan jalan keluarnya."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest

from api.formulir import gabung, kekurangan
from api.masalah import Masalah
from models.definisi import Kejanggalan
from models.layanan import cari
from models.layanan.peremajaan_data import PEREMAJAAN_DATA
from models.profil import ProfilASN
from models.referensi.tabel import pendidikan
from models.riwayat.kepangkatan import RiwayatKGB, RiwayatPMK
from tests.hukum.peremajaan.contoh import HARI_INI, bahan, isi, orang

DEFINISI = cari(PEREMAJAAN_DATA)
ORANG = orang()
GOLONGAN = ORANG.golongan[-1]


def janggal(kode: str, isian: dict[str, Any], profil: ProfilASN = ORANG, **lain: Any) -> dict[str, Kejanggalan]:
    return {satu.bidang: satu for satu in DEFINISI.kejanggalan(bahan(kode, isian, **lain), profil)}


def ubahan(kelompok: str, ke: int = -1, profil: ProfilASN = ORANG, **riwayat: Any) -> dict[str, Any]:
    baris = getattr(profil, kelompok)[ke]
    lama = baris.model_dump(mode="json", exclude={"id", "dokumen_id"})
    return {"aksi": "ubah", "rekam_id": str(baris.id), "riwayat": {**lama, **riwayat}, "lama": lama}


def hapusan(kelompok: str, ke: int = -1) -> dict[str, Any]:
    isian = ubahan(kelompok, ke)
    return {"aksi": "hapus", "rekam_id": isian["rekam_id"], "lama": isian["lama"]}


@pytest.mark.parametrize(
    ("kode", "riwayat", "bidang", "sebab"),
    [
        ("16", {"tahun": 2024}, "riwayat.tahun", "Sudah ada baris"),
        ("1", {"tmt": "2022-10-01"}, "riwayat.tmt", "Sudah ada baris"),
        ("16", {"tahun": 2027}, "riwayat.tahun", "belum tiba"),
        ("9", {"selesai": "2026-12-01"}, "riwayat.selesai", "belum tiba"),
        ("1", {"tanggal_sk": "2026-12-01"}, "riwayat.tanggal_sk", "belum tiba"),
        ("7", {"sejak": "2026-12-01"}, "riwayat.sejak", "belum tiba"),
        ("9", {"mulai": "2025-03-01"}, "riwayat.selesai", "mendahului mulai"),
        ("10", {"sampai": "2019-01-01"}, "riwayat.sampai", "mendahului sejak"),
        ("23", {"tanggal": "1980-01-01"}, "riwayat.tanggal", "sebelum ia lahir"),
        ("8", {"tmt": "2010-01-01"}, "riwayat.tmt", "sebelum ia diangkat"),
        ("2", {"gelar_belakang": "S.IP."}, "riwayat.gelar_belakang", "bukan gelar jenjang S-2"),
        ("2", {"gelar_depan": "Dr."}, "riwayat.gelar_depan", "bukan gelar jenjang S-2"),
        ("2", {"tingkat_id": "15"}, "riwayat.gelar_belakang", "bukan gelar jenjang SLTA"),
        ("2", {"tahun_lulus": 2023}, "riwayat.tanggal_lulus", "bukan tahun 2023"),
        ("2", {"tahun_lulus": 1985, "tanggal_lulus": "1985-08-20"}, "riwayat.tanggal_lulus", "tidak mungkin"),
        ("2", {"tahun_lulus": 2005, "tanggal_lulus": None}, "riwayat.tahun_lulus", "tidak mungkin"),
        ("7", {"tanggal_lahir": "1991-05-17"}, "riwayat.tanggal_lahir", "NIP menjadi tidak cocok"),
        ("7", {"jenis_kelamin": "L"}, "riwayat.jenis_kelamin", "NIP menjadi tidak cocok"),
        ("7", {"nip": "199005172014031001"}, "riwayat.nip", "NIP menjadi tidak cocok"),
    ],
)  # fmt: skip
def test_isian_yang_ditolak(kode: str, riwayat: dict[str, Any], bidang: str, sebab: str) -> None:
    baris = {nama: nilai for nama, nilai in isi(kode, ORANG, **riwayat)["riwayat"].items() if nilai is not None}
    if kode == "7":
        baris = {"sejak": "2026-11-24", **riwayat}
    hasil = janggal(kode, {**isi(kode, ORANG, **riwayat), "riwayat": baris})
    assert bidang in hasil
    assert sebab in f"{hasil[bidang].sebab} {hasil[bidang].tindakan}"


def test_data_pribadi_yang_sudah_tercatat_berubah_lebih_akhir() -> None:
    isian = isi("7", ORANG, sejak="1990-05-17", nama="Ayu")
    assert "sudah tercatat berubah" in janggal("7", isian)["riwayat.sejak"].sebab


@pytest.mark.parametrize(
    ("kode", "isian", "bidang", "sebab"),
    [
        ("16", ubahan("skp"), "riwayat", "Tidak ada yang berubah"),
        ("7", {"riwayat": {"sejak": "2026-11-24"}}, "riwayat", "Tidak ada yang berubah"),
        ("7", {"riwayat": {"sejak": "2026-11-24", "nama": "Ayu Lestari"}, "lama": {"nama": "Ayu Lestari"}}, "riwayat",
         "Tidak ada yang berubah"),
        ("16", {**ubahan("skp", predikat=1), "rekam_id": str(uuid4())}, "rekam_id", "tidak ada di riwayat SKP"),
        ("16", {"aksi": "ubah", "riwayat": {}}, "rekam_id", "belum dipilih"),
        ("16", {"aksi": "hapus"}, "rekam_id", "belum dipilih"),
        ("16", {}, "riwayat", "belum diisi"),
        ("1", hapusan("golongan", 0), "rekam_id", "menjadi dasar golongan III/b"),
        ("15", hapusan("cpns_pns", 0), "rekam_id", "tidak lengkap lagi"),
        ("15", ubahan("cpns_pns", 0, status="PNS"), "riwayat", "tidak lengkap lagi"),
    ],
)  # fmt: skip
def test_usul_yang_ditolak(kode: str, isian: dict[str, Any], bidang: str, sebab: str) -> None:
    hasil = janggal(kode, isian)
    assert sebab in hasil[bidang].sebab
    assert hasil[bidang].tindakan


def test_yang_berubah_sejak_disusun_diperlihatkan() -> None:
    baru = {"sejak": "2026-11-24", "nama": "Ayu Lestari Dewi"}
    hasil = janggal("7", {"riwayat": baru, "lama": {"nama": "Ayu L"}})["lama.nama"]
    assert "saat itu `Ayu L`, kini `Ayu Lestari`" in hasil.sebab
    assert "lama: null" in hasil.tindakan
    skp = ubahan("skp", predikat=1) | {"lama": {**ubahan("skp")["lama"], "predikat": 4}}
    assert "saat itu `4`, kini `1`" in janggal("16", skp)["lama.predikat"].sebab


def test_nik_tidak_dikutip_dalam_kalimat() -> None:
    cocok = orang(nik="3273015705900001")
    baru = {"sejak": "2026-11-24", "nik": "3273015705900002"}
    sebab = janggal("7", {"riwayat": baru, "lama": {"nik": "3273015705900009"}}, cocok)["lama.nik"].sebab
    assert sebab == "NIK berubah sejak usulan disusun."


def test_pengenal_baris_ikut_dijaga_walaupun_tidak_diubah() -> None:
    """Nilai lama yang bukan milik barisnya akan mengunci baris lain."""
    salah = ubahan("skp", predikat=2)
    salah["lama"] = salah["riwayat"] | {"tahun": 2019, "predikat": 1}
    salah["riwayat"] = salah["riwayat"] | {"tahun": 2019}
    assert "saat itu `2019`, kini `2025`" in janggal("16", salah)["lama.tahun"].sebab


def test_baris_yang_lahir_dari_surat_hanya_berubah_lewat_suratnya() -> None:
    bersurat = {GOLONGAN.id: "800.1.3.2/7/2022"}
    for isian in (hapusan("golongan"), ubahan("golongan", masa_kerja_tahun=9)):
        hasil = janggal("1", isian, bersurat=bersurat)["rekam_id"]
        assert "lahir dari surat nomor 800.1.3.2/7/2022" in hasil.sebab
        assert hasil.tindakan == "Ajukan koreksi surat itu."
        assert "rekam_id" not in janggal("1", isian)


def test_golongan_yang_menjadi_dasar_gaji_berkala_tidak_dihapus() -> None:
    kgb = RiwayatKGB(
        id=uuid4(), tmt=date(2024, 3, 1), golongan="III/c", masa_kerja_tahun=10, masa_kerja_bulan=0, gaji_pokok=1
    )
    hasil = janggal("1", hapusan("golongan"), orang(kgb=(kgb,)))
    assert "menjadi dasar kenaikan gaji berkala sejak 1 Maret 2024" in hasil["rekam_id"].sebab


def pencantuman(**riwayat: Any) -> dict[str, Any]:
    isian = isi("2", ORANG, **riwayat)
    for ditulis_surat in ("dicantumkan", "nomor_pencantuman"):
        isian["riwayat"].pop(ditulis_surat)
    return {**isian, "terbitkan_surat": True}


def test_pencantuman_gelar_mensyaratkan_akreditasi_dan_ijazah() -> None:
    assert janggal("2", pencantuman()) == {}
    for bidang in ("akreditasi", "sekolah", "nomor_ijazah"):
        hasil = janggal("2", pencantuman(**{bidang: ""}))
        assert "gelar tidak dapat dicantumkan tanpanya" in hasil[f"riwayat.{bidang}"].sebab
    assert "kosong" in janggal("2", pencantuman(gelar_belakang=""))["riwayat.gelar_belakang"].sebab


def test_yang_ditulis_surat_tidak_diisi_orang() -> None:
    hasil = janggal("2", {**isi("2", ORANG), "terbitkan_surat": True})
    assert "diisi dari surat" in hasil["riwayat.dicantumkan"].sebab
    assert "diisi dari surat" in janggal("3", {**isi("3", ORANG), "terbitkan_surat": True})["riwayat.nomor_sk"].sebab


def test_surat_tidak_diterbitkan_bagi_baris_yang_dihapus() -> None:
    hasil = janggal("2", {**hapusan("pendidikan"), "terbitkan_surat": True})
    assert "baris yang dihapus" in hasil["terbitkan_surat"].sebab


def test_program_pendidikan_harus_setingkat_ijazahnya() -> None:
    sarjana = next(satu.id for satu in pendidikan().values() if satu.tingkat_id == "40")
    assert "bukan tingkat S-2" in janggal("2", isi("2", ORANG, pendidikan_id=sarjana))["riwayat.pendidikan_id"].sebab


@pytest.mark.parametrize(
    ("riwayat", "syarat"),
    [
        ({"selesai": "2014-06-30"}, "sebelum_cpns"),
        ({"masa_kerja_tahun": 3}, "pengakuan"),
        ({"tmt": "2022-01-01"}, "tmt"),
        ({"mulai": "2014-02-20"}, "masa_pengalaman"),
    ],
)
def test_syarat_peninjauan_masa_kerja(riwayat: dict[str, Any], syarat: str) -> None:
    isian = {**isi("3", ORANG, **riwayat), "terbitkan_surat": True}
    hasil = DEFINISI.periksa(bahan("3", isian), ORANG)
    assert syarat in {satu.kode for satu in hasil.kurang}


def test_peninjauan_tidak_menghitung_pengalaman_dua_kali() -> None:
    ada = RiwayatPMK(id=uuid4(), **{**isi("3", ORANG)["riwayat"], "mulai": "2013-01-01"})
    hasil = DEFINISI.periksa(bahan("3", isi("3", ORANG)), orang(pmk=(ada,)))
    assert [satu.kode for satu in hasil.kurang] == ["belum_diperhitungkan"]


def test_pengalaman_swasta_diakui_setengahnya() -> None:
    isian = {**isi("3", ORANG), "terbitkan_surat": True, "swasta": True}
    assert "paling banyak 1 tahun" in str(DEFINISI.periksa(bahan("3", isian), ORANG).kurang)


def test_yang_diblokir_ditolak() -> None:
    hasil = DEFINISI.periksa(bahan("9", isi("9", ORANG)), orang(diblokir=True))
    assert [satu.kode for satu in hasil.kurang] == ["tidak_diblokir"]


@pytest.mark.parametrize(
    ("kode", "riwayat", "bidang", "sebab"),
    [
        ("7", {"email": "ayu"}, "email", "nama@contoh.go.id"),
        ("7", {"nomor_hp": "12"}, "nomor_hp", "mulai dengan 08"),
        ("7", {"npwp": "12.345"}, "npwp", "15 atau 16 angka"),
        ("7", {"bpjs": "1"}, "bpjs", "13 angka"),
        ("7", {"agama": "99"}, "agama", "tidak ada di tabel agama"),
        ("7", {"nik_valid": True}, "nik_valid", "tidak dikenal"),
        ("2", {"tingkat_id": "99"}, "tingkat_id", "tidak ada di tabel tingkat_pendidikan"),
        ("2", {"pendidikan_id": "x"}, "pendidikan_id", "tidak ada di pendidikan.csv"),
        ("12", {"jenis_id": "99"}, "jenis_id", "jenis_hukuman"),
        ("8", {"eselon": "IX.a"}, "eselon", "Pilih salah satu"),
        ("6", {"kode": "zz"}, "kode", "kedudukan_hukum"),
        ("4", {"instansi_induk_id": "zz"}, "instansi_induk_id", "instansi_id"),
        ("9", {"jumlah_jam": -1}, "jumlah_jam", "sedikitnya 0"),
    ],
)
def test_kode_dan_bentuk_yang_tidak_dikenal(kode: str, riwayat: dict[str, Any], bidang: str, sebab: str) -> None:
    with pytest.raises(Masalah) as ditolak:
        gabung(DEFINISI.formulir(kode), {}, {"riwayat": riwayat})
    (salah,) = ditolak.value.kesalahan
    assert salah.bidang == f"isi.riwayat.{bidang}"
    assert sebab in salah.sebab


def test_isian_wajib_ditagih_satu_per_satu() -> None:
    kurang = kekurangan(DEFINISI.formulir("1"), {"riwayat": {"golongan": "III/d"}})
    assert {satu.bidang for satu in kurang} == {
        "isi.riwayat.tmt", "isi.riwayat.masa_kerja_tahun", "isi.riwayat.masa_kerja_bulan",
    }  # fmt: skip


def test_bahan_tanpa_hari_ini_bukan_pemeriksaan() -> None:
    with pytest.raises(ValueError, match="hari_ini"):
        DEFINISI.kejanggalan(bahan("16", isi("16", ORANG), hari_ini=None), ORANG)


def test_bagian_profil_yang_dikunci() -> None:
    assert DEFINISI.kunci(bahan("7", isi("7", ORANG))) == {"pribadi.alamat", "pribadi.nomor_hp"}
    assert DEFINISI.kunci(bahan("16", isi("16", ORANG))) == {"skp.2022"}
    pindah_tahun = ubahan("skp", tahun=2019)
    assert DEFINISI.kunci(bahan("16", pindah_tahun)) == {"skp.2025", "skp.2019"}
    assert DEFINISI.kunci(bahan("16", hapusan("skp"))) == {"skp.2025"}
    assert DEFINISI.kunci(bahan("16", {})) == frozenset()


def test_yang_boleh_diusulkan_asn_sendiri() -> None:
    boleh = {kode for kode in DEFINISI.jenis if DEFINISI.diusulkan_asn(kode)}
    assert {"2", "5", "7", "9", "10", "17", "20", "23"} <= boleh
    assert not boleh & {"1", "3", "4", "6", "8", "11", "12", "14", "15", "16", "22", "25", "26", "27"}


def test_isian_awal_menyalin_baris_dan_nilai_yang_dilihat() -> None:
    skp = ORANG.skp[-1]
    perubahan = {"aksi": "ubah", "rekam_id": str(skp.id), "riwayat": {"predikat": 2}}
    awal = DEFINISI.lengkapi(bahan("16", {}), perubahan, ORANG)
    assert awal["lama"] == {"tahun": 2025, "predikat": 1, "pejabat_penilai": ""}
    assert awal["riwayat"] == {"tahun": 2025, "predikat": 2, "pejabat_penilai": ""}
    tersimpan = gabung(DEFINISI.formulir("16"), {}, awal)
    lagi = DEFINISI.lengkapi(bahan("16", tersimpan), {"riwayat": {"pejabat_penilai": "Camat"}}, ORANG)
    assert "lama" not in lagi, "nilai yang dilihat tidak diam-diam diperbarui"


def test_menyusun_ulang_dari_nilai_kini_hanya_bila_diminta() -> None:
    isian = {"riwayat": {"sejak": "2026-11-24", "nama": "Ayu Dewi"}, "lama": {"nama": "Ayu L"}}
    assert DEFINISI.lengkapi(bahan("7", isian), {"riwayat": {"nama": "Ayu D"}}, ORANG)["lama"] == {"nama": "Ayu L"}
    assert DEFINISI.lengkapi(bahan("7", isian), {"lama": None}, ORANG)["lama"] == {"nama": "Ayu Lestari"}
    basi = ubahan("skp", predikat=2) | {"lama": {**ubahan("skp")["lama"], "pejabat_penilai": "Lurah"}}
    basi["riwayat"]["pejabat_penilai"] = "Lurah"
    segar = gabung(DEFINISI.formulir("16"), basi, DEFINISI.lengkapi(bahan("16", basi), {"lama": None}, ORANG))
    assert (segar["riwayat"]["predikat"], segar["riwayat"]["pejabat_penilai"]) == (2, "")
    assert segar["lama"]["pejabat_penilai"] == ""


def test_sejak_data_pribadi_baku_hari_ini() -> None:
    awal = DEFINISI.lengkapi(bahan("7", {}), {"riwayat": {"alamat": "Jalan Baru 1"}}, ORANG)
    assert awal == {"riwayat": {"alamat": "Jalan Baru 1", "sejak": HARI_INI.isoformat()}, "lama": {"alamat": ""}}


def test_yang_dipilih_milik_orang_lain_tidak_disalin() -> None:
    perubahan = {"aksi": "ubah", "rekam_id": str(UUID(int=9))}
    awal = DEFINISI.lengkapi(bahan("16", {}), perubahan, ORANG)
    assert awal["lama"] == {}
    assert "tidak ada di riwayat" in janggal("16", ubahan("skp") | perubahan)["rekam_id"].sebab

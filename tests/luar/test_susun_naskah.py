"""Dari fakta usulan menjadi isi surat koreksi dan peremajaan, dan penolakan terhadap fakta yang tidak cocok."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from luar.typst import Penyusun
from models.data_lama import uraikan
from models.definisi import FaktaSurat, SuratAsal
from models.layanan.kenaikan_pangkat import KENAIKAN_PANGKAT
from models.lipatan import lipat_kini
from models.naskah.koreksi import (
    Perbaikan,
    PerbaikanDitolak,
    susun_pembatalan_pertek,
    susun_perbaikan_pertek,
    susun_perbaikan_sk,
    terapkan_perbaikan,
)
from models.naskah.kp import susun_pertek, susun_sk
from models.naskah.peremajaan import susun_pencantuman_gelar, susun_pertek_pmk, susun_sk_pmk
from models.profil import ProfilASN
from models.surat import IsiSurat, Pejabat, SuratRujukan
from models.surat.koreksi import PERBAIKAN_PERTEK_KP
from models.surat.kp import PERTEK_KP
from models.surat.peremajaan import PERTEK_PMK
from tests.hukum.aturan.contoh import PERIODE, profil_contoh

HARI = date(2026, 11, 24)
PERTEK = SuratRujukan(
    pejabat="Kepala Kantor Regional III Badan Kepegawaian Negara", nomor="PT-000147/KR.III", tanggal=HARI
)
BARU = "baru.masa_kerja.tahun"


def profil(**ganti: Any) -> ProfilASN:
    """Profil contoh yang sudah dilipat dari riwayatnya."""
    lama = profil_contoh(**ganti)
    return lipat_kini(lama.id, uraikan(lama, HARI), HARI)


def fakta(**ganti: Any) -> FaktaSurat:
    isi: dict[str, Any] = {
        "layanan": KENAIKAN_PANGKAT,
        "jenis": "101",
        "periode": PERIODE,
        "isi": {},
        "profil": profil(),
        "nomor_usul": "KP-2026-000012",
        "tanggal_usul": date(2026, 11, 16),
        "pengusul": "Wali Kota Bandung",
        "nomor": "PT-000200/KR.III/KP/2026",
        "tanggal": HARI,
        "unit": "kanreg:III",
        "penandatangan": Pejabat(nama="NAMA PEJABAT", jabatan="Kepala Kantor Regional III"),
        "versi_templat": 1,
        "tautan": "https://contoh.go.id/verifikasi/x",
        "terbitan": {PERTEK_KP: PERTEK},
    }
    return FaktaSurat.model_validate(isi | ganti)


def asal(isi: IsiSurat, rujukan: SuratRujukan = PERTEK) -> SuratAsal:
    return SuratAsal(
        surat_id=UUID(int=1),
        usulan_id=UUID(int=2),
        jenis=isi.jenis,
        unit="kanreg:III",
        rujukan=rujukan,
        isi=isi.model_dump(mode="json"),
    )


def koreksi(*perbaikan: dict[str, Any], **lain: Any) -> dict[str, Any]:
    return {"surat_id": str(UUID(int=1)), "alasan": "masa kerja keliru", "perbaikan": list(perbaikan), **lain}


PERTEK_ASLI = susun_pertek(fakta())
SK_ASLI = susun_sk(fakta())
NIP = PERTEK_ASLI.asn[0].nip
TERCETAK = PERTEK_ASLI.asn[0].baru.masa_kerja.tahun
ISI_ASAL = PERTEK_ASLI.model_dump(mode="json")


def test_perbaikan_pertek_memuat_baris_yang_benar_dan_menggantikan_asalnya() -> None:
    perbaikan = (
        {"bidang": BARU, "lama": TERCETAK, "baru": 10},
        {"bidang": "baru.gaji_pokok", "lama": PERTEK_ASLI.asn[0].baru.gaji_pokok, "baru": 3_533_900},
        {"bidang": "baru.tmt", "lama": "2026-12-01", "baru": "2027-01-01"},
        {"bidang": "angka_kredit", "lama": None, "baru": "203.125"},
    )
    isi = susun_perbaikan_pertek(fakta(isi=koreksi(*perbaikan), asal=asal(PERTEK_ASLI)))
    assert isi.asn[0].baru.masa_kerja.tahun == 10
    assert isi.menggantikan == PERTEK
    assert [(satu.uraian, satu.tertulis, satu.seharusnya) for satu in isi.pembetulan] == [
        ("Masa kerja golongan baru (tahun)", str(TERCETAK), "10"),
        ("Gaji pokok baru", "Rp3.799.400,00", "Rp3.533.900,00"),
        ("TMT pangkat baru", "1 Desember 2026", "1 Januari 2027"),
        ("Angka kredit kumulatif", "(tidak tercantum)", "203,125"),
    ]
    assert isi.jenis == PERBAIKAN_PERTEK_KP
    Penyusun().susun(isi)


def test_perbaikan_dapat_diperbaiki_lagi() -> None:
    pertama = susun_perbaikan_pertek(
        fakta(isi=koreksi({"bidang": BARU, "lama": TERCETAK, "baru": 10}), asal=asal(PERTEK_ASLI))
    )
    kedua = fakta(isi=koreksi({"bidang": BARU, "lama": 10, "baru": 11}), asal=asal(pertama))
    assert susun_perbaikan_pertek(kedua).asn[0].baru.masa_kerja.tahun == 11


@pytest.mark.parametrize(
    ("perbaikan", "bidang", "sebab"),
    [
        ({"bidang": BARU, "lama": TERCETAK + 1, "baru": 10}, BARU, f"yang tercetak {TERCETAK}, bukan {TERCETAK + 1}"),
        ({"bidang": BARU, "lama": TERCETAK, "baru": TERCETAK}, BARU, "sama dengan yang tercetak"),
        ({"bidang": "nip", "lama": NIP, "baru": NIP[::-1]}, "nip", "tidak dapat diperbaiki"),
        ({"bidang": "baru.golongan", "lama": "III/d", "baru": "IV/a"}, "baru.golongan", "batalkan suratnya"),
        ({"bidang": "nama", "lama": "Ayu Lestari, S.A.P.", "baru": ""}, "nama", "nilai barunya tidak sah"),
        (
            {"bidang": "baru.masa_kerja.bulan", "lama": PERTEK_ASLI.asn[0].baru.masa_kerja.bulan, "baru": 12},
            "baru.masa_kerja.bulan",
            "nilai barunya tidak sah",
        ),
        ({"bidang": "tanggal_lahir", "lama": "1990-05-17", "baru": "kemarin"}, "tanggal_lahir", "tidak sah"),
    ],
)
def test_perbaikan_yang_tidak_cocok_dengan_suratnya_ditolak(perbaikan: dict[str, Any], bidang: str, sebab: str) -> None:
    with pytest.raises(PerbaikanDitolak) as galat:
        terapkan_perbaikan(ISI_ASAL, NIP, [Perbaikan.model_validate(perbaikan)])
    assert galat.value.bidang == bidang
    assert sebab in galat.value.sebab


def test_perbaikan_kosong_ganda_atau_milik_orang_lain_ditolak() -> None:
    satu = Perbaikan(bidang=BARU, lama=TERCETAK, baru=10)
    with pytest.raises(PerbaikanDitolak, match="sebutkan sedikitnya satu"):
        terapkan_perbaikan(ISI_ASAL, NIP, [])
    with pytest.raises(PerbaikanDitolak, match="disebut dua kali"):
        terapkan_perbaikan(ISI_ASAL, NIP, [satu, satu])
    with pytest.raises(PerbaikanDitolak, match="tidak tercantum pada surat itu"):
        terapkan_perbaikan(ISI_ASAL, NIP[::-1], [satu])


def test_perbaikan_tidak_mengubah_isi_asalnya() -> None:
    sebelum = PERTEK_ASLI.model_dump(mode="json")
    terapkan_perbaikan(ISI_ASAL, NIP, [Perbaikan(bidang=BARU, lama=TERCETAK, baru=10)])
    assert sebelum == ISI_ASAL


def test_pembatalan_pertek_menyebut_yang_dibatalkan_dan_sebagian_bila_kolektif() -> None:
    isi = susun_pembatalan_pertek(fakta(isi=koreksi(), asal=asal(PERTEK_ASLI)))
    assert (isi.dibatalkan, isi.sebagian, isi.asn) == (PERTEK, False, PERTEK_ASLI.asn)
    rekan = PERTEK_ASLI.asn[0].model_copy(update={"nip": "199001012015011002"})
    kolektif = PERTEK_ASLI.model_copy(update={"asn": (rekan, *PERTEK_ASLI.asn)})
    isi = susun_pembatalan_pertek(fakta(isi=koreksi(), asal=asal(kolektif)))
    assert (isi.sebagian, isi.asn) == (True, PERTEK_ASLI.asn)
    Penyusun().susun(isi)


def test_perbaikan_sk_bersandar_pada_pertek_perbaikannya_bila_ada() -> None:
    sk = SuratRujukan(pejabat="Wali Kota Bandung", nomor="800.1.3.2/7/2026", tanggal=HARI)
    isian = koreksi({"bidang": BARU, "lama": TERCETAK, "baru": 10})
    tanpa = susun_perbaikan_sk(fakta(isi=isian, asal=asal(SK_ASLI, sk), terbitan={}))
    assert (tanpa.pertek, tanpa.diperbaiki) == (SK_ASLI.pertek, sk)
    assert tanpa.tentang_diperbaiki == "Kenaikan Pangkat Pegawai Negeri Sipil"
    baru = PERTEK.model_copy(update={"nomor": "PT-P"})
    dengan = susun_perbaikan_sk(fakta(isi=isian, asal=asal(SK_ASLI, sk), terbitan={PERBAIKAN_PERTEK_KP: baru}))
    assert dengan.pertek == baru
    Penyusun().susun(dengan)


@pytest.mark.parametrize("susun", [susun_perbaikan_pertek, susun_pembatalan_pertek, susun_perbaikan_sk])
def test_koreksi_tanpa_surat_asal_ditolak(susun: Any) -> None:
    with pytest.raises(ValueError, match="surat_id: surat yang dikoreksi tidak ditemukan"):
        susun(fakta(isi=koreksi({"bidang": BARU, "lama": 1, "baru": 2})))


IJAZAH = {
    "tingkat_id": "45",
    "nama": "Magister Administrasi Publik",
    "sekolah": "Universitas Contoh",
    "tahun_lulus": 2026,
    "tanggal_lulus": "2026-02-20",
    "nomor_ijazah": "123/2026",
    "akreditasi": "Unggul",
    "gelar_belakang": "M.A.P.",
}


@pytest.mark.parametrize(
    ("gelar", "nama_baru"),
    [
        ({}, "Ayu Lestari, S.A.P., M.A.P."),
        ({"gelar_belakang": "S.A.P."}, "Ayu Lestari, S.A.P."),
        ({"gelar_depan": "Dr.", "gelar_belakang": ""}, "Dr. Ayu Lestari, S.A.P."),
    ],
)
def test_pencantuman_gelar_menyebut_nama_sesudahnya(gelar: dict[str, str], nama_baru: str) -> None:
    isi = susun_pencantuman_gelar(fakta(isi={"riwayat": IJAZAH | gelar, "lain": "diabaikan"}))
    baris = isi.asn[0]
    assert (baris.nama, baris.nama_baru) == ("Ayu Lestari, S.A.P.", nama_baru)
    assert (baris.jenjang, baris.prodi, baris.golongan.value) == ("S-2", "Magister Administrasi Publik", "III/c")
    Penyusun().susun(isi)


@pytest.mark.parametrize(
    ("riwayat", "pesan"),
    [
        (None, "riwayat"),
        ({k: v for k, v in IJAZAH.items() if k != "sekolah"}, r"riwayat\.sekolah"),
        (IJAZAH | {"nomor_ijazah": ""}, r"riwayat\.nomor_ijazah"),
        (IJAZAH | {"gelar_belakang": ""}, "gelar_belakang: isi gelar yang dicantumkan"),
    ],
)
def test_ijazah_yang_kurang_disebut_isiannya(riwayat: Any, pesan: str) -> None:
    with pytest.raises(ValueError, match=pesan):
        susun_pencantuman_gelar(fakta(isi={"riwayat": riwayat}))


PENGALAMAN = {
    "tmt": "2027-01-01",
    "pengalaman": "Pegawai tidak tetap pada Dinas Contoh",
    "mulai": "2010-01-01",
    "selesai": "2013-12-31",
    "masa_kerja_tahun": 4,
    "masa_kerja_bulan": 0,
}


def test_pertek_dan_sk_pmk_menyebut_hitungan_yang_sama() -> None:
    """III/c sejak 1-10-2022 dengan 8 th 7 bl; pada 1-1-2027 12 th 10 bl (baris 12), ditambah 4 th: 16 th 10 bl."""
    pertek = susun_pertek_pmk(fakta(isi={"riwayat": PENGALAMAN}))
    sk = susun_sk_pmk(fakta(isi={"riwayat": PENGALAMAN}, terbitan={PERTEK_PMK: PERTEK}))
    baris = pertek.asn[0]
    assert sk.asn == pertek.asn
    assert sk.pertek == PERTEK
    assert (baris.lama.masa_kerja.tahun, baris.lama.masa_kerja.bulan, baris.lama.gaji_pokok) == (12, 10, 3_645_200)
    assert (baris.baru.masa_kerja.tahun, baris.baru.masa_kerja.bulan, baris.baru.gaji_pokok) == (16, 10, 3_878_500)
    Penyusun().susun(pertek)
    Penyusun().susun(sk)


def test_sk_pmk_menunggu_perteknya() -> None:
    with pytest.raises(ValueError, match="SK PMK disusun sesudah perteknya terbit"):
        susun_sk_pmk(fakta(isi={"riwayat": PENGALAMAN}))


@pytest.mark.parametrize("kosong", ["jabatan", "pendidikan"])
def test_profil_yang_kurang_menyebut_obatnya(kosong: str) -> None:
    with pytest.raises(ValueError, match="lengkapi lewat peremajaan data"):
        susun_pertek_pmk(fakta(isi={"riwayat": PENGALAMAN}, profil=profil_contoh(**{kosong: ()})))

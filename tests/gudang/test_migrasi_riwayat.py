"""Data utama sistem yang sudah berisi menjadi baris riwayat, dan lipatannya sama dengan semula."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from psycopg.rows import dict_row
from psycopg.types.json import Jsonb

from gudang import PabrikGudang
from gudang.migrasi.peran import PEKERJA, PEMILIK
from gudang.migrasi.skema import mutakhirkan
from models.perubahan import Aksi
from models.referensi import Golongan
from putaran.penyegar import Penyegar
from tests.gudang.contoh import BANDUNG
from tests.gudang.test_migrasi import perintah

SEBELUM, SESUDAH = "0004", "head"
ASN, USULAN = UUID(int=1), UUID(int=2)
UTAMA: dict[str, Any] = {
    "id": ASN,
    "instansi_id": BANDUNG,
    "nip": "199005172014032001",
    "nama": "Ayu Lestari",
    "gelar_depan": "Dr.",
    "gelar_belakang": "S.A.P., M.M.",
    "tempat_lahir": "Bandung",
    "tanggal_lahir": date(1990, 5, 17),
    "jenis_kelamin": "P",
    "unor_id": "unor-1",
    "unor_nama": "Dinas Pendidikan",
    "satuan_kerja": "Pemerintah Kota Bandung",
    "kedudukan_hukum": "07",
    "jenis_pegawai": "17",
    "tmt_cpns": date(2014, 3, 1),
    "tmt_pns": date(2015, 4, 1),
    "diblokir": True,
    "golongan": "III/d",
    "tmt_golongan": date(2100, 1, 1),
    "masa_kerja_tahun": 12,
    "masa_kerja_bulan": 9,
    "gaji_pokok": 4_000_000,
    "jabatan_jenis": "4",
    "jabatan_nama": "Penelaah Teknis Kebijakan",
}
GOLONGAN: dict[str, Any] = {"asn_id": ASN, "instansi_id": BANDUNG, "masa_kerja_tahun": 8, "masa_kerja_bulan": 7}
JABATAN: dict[str, Any] = {"asn_id": ASN, "instansi_id": BANDUNG, "jenis": "4", "unor_nama": "Unit lama"}


def sisip(sambungan: psycopg.Connection[Any], tabel: str, **isi: Any) -> None:
    isian = ", ".join(f"%({nama})s" for nama in isi)
    sambungan.execute(f"INSERT INTO {tabel} ({', '.join(isi)}) VALUES ({isian})".encode(), isi)


@pytest.fixture
def berisi(basis_data: Mapping[str, str]) -> Mapping[str, str]:
    """Basis data pada skema sebelumnya dengan seorang ASN: naik pangkat lewat usulan, TMT-nya belum tiba."""
    perintah(basis_data[PEMILIK], "downgrade", SEBELUM)
    with psycopg.connect(basis_data["postgres"].replace("+psycopg", "")) as sambungan:
        sisip(sambungan, "asn", **UTAMA)
        selesai = {"terbuka": False, "diajukan_pada": date(2026, 1, 2), "selesai_pada": date(2026, 1, 9)}
        usulan = {"layanan": "KenaikanPangkat", "jenis": "101", "asn_id": ASN, "instansi_id": BANDUNG}
        sisip(
            sambungan, "usulan", id=USULAN, nomor="U-1", periode=date(2100, 1, 1), pemilik="x", berkas=Jsonb({}),
            **usulan, **selesai,
        )  # fmt: skip
        sisip(sambungan, "riwayat_golongan", id=uuid4(), golongan="III/c", tmt=date(2022, 10, 1), **GOLONGAN)
        naik = {"golongan": "III/d", "tmt": date(2100, 1, 1), "usulan_id": USULAN, "gaji_pokok": 4_000_000}
        sisip(sambungan, "riwayat_golongan", id=uuid4(), **GOLONGAN | naik)
        for nama, tmt in (("Pengadministrasi", date(2014, 3, 1)), (UTAMA["jabatan_nama"], date(2020, 1, 1))):
            sisip(sambungan, "riwayat_jabatan", id=uuid4(), nama=nama, tmt=tmt, **JABATAN)
    mutakhirkan(basis_data[PEMILIK], SESUDAH)
    return basis_data


async def test_lipatannya_sama_dengan_data_utama_semula(berisi: Mapping[str, str]) -> None:
    pabrik = PabrikGudang(berisi[PEKERJA])
    async with pabrik.transaksi() as gudang:
        profil = await gudang.asn.baca_profil(ASN)
        lampau = await gudang.asn.baca_profil(ASN, date(2015, 1, 1))
    assert profil is not None
    assert lampau is not None
    bukan_kini = UTAMA.keys() - type(profil.kini).model_fields.keys()
    assert {nama: getattr(profil, nama) for nama in bukan_kini} == {nama: UTAMA[nama] for nama in bukan_kini}
    assert (profil.instansi_induk_id, profil.kini.golongan) == (BANDUNG, Golongan.III_C)
    assert profil.golongan_terakhir is not None
    assert profil.golongan_terakhir.golongan is Golongan.III_D
    assert (lampau.tmt_pns, lampau.unor_nama) == (None, "Unit lama")
    assert await Penyegar(pabrik).segarkan() == 1
    with psycopg.connect(berisi["postgres"].replace("+psycopg", ""), row_factory=dict_row) as sambungan:
        (baris,) = sambungan.execute("SELECT * FROM asn").fetchall()
    await pabrik.tutup()
    assert {nama: baris[nama] for nama in bukan_kini} == {nama: UTAMA[nama] for nama in bukan_kini}
    assert (baris["golongan"], baris["tmt_golongan"]) == ("III/c", date(2022, 10, 1))
    assert baris["berubah_pada"] == date(2100, 1, 1)


async def test_kenaikan_pangkat_lewat_usulan_menjadi_catatan_perubahan(berisi: Mapping[str, str]) -> None:
    pabrik = PabrikGudang(berisi[PEKERJA])
    async with pabrik.transaksi() as gudang:
        (tercatat,) = await gudang.asn.perubahan(ASN)
        profil = await gudang.asn.baca_profil(ASN)
    await pabrik.tutup()
    assert profil is not None
    assert profil.golongan_terakhir is not None
    assert (tercatat.usulan_id, tercatat.perubahan.aksi) == (USULAN, Aksi.TAMBAH)
    assert tercatat.perubahan.rekam_id == profil.golongan_terakhir.id
    bidang = {satu.nama: satu.baru for satu in tercatat.perubahan.bidang}
    assert (bidang["golongan"], bidang["tmt"], bidang["gaji_pokok"]) == ("III/d", "2100-01-01", 4_000_000)


def test_dimundurkan_usulannya_kembali_ke_barisnya(berisi: Mapping[str, str]) -> None:
    perintah(berisi[PEMILIK], "downgrade", SEBELUM)
    with psycopg.connect(berisi["postgres"].replace("+psycopg", "")) as sambungan:
        baris = sambungan.execute("SELECT golongan FROM riwayat_golongan WHERE usulan_id = %s", (USULAN,)).fetchall()
    assert baris == [("III/d",)]

"""Hak sesempit pekerjaannya: pekerja tidak mengangkat peran, API menetapkan bagi nasional saja, surat terbit tetap."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import psycopg
import pytest

from gudang import PabrikGudang
from gudang.migrasi.peran import API, PEKERJA, PEMILIK
from models.koreksi import CaraBerakhir
from models.layanan.kenaikan_pangkat import PERTEK_KP
from models.surat import SuratTerbit
from tests.gudang.contoh import BANDUNG, DI_BANDUNG, KANREG, diajukan, id_asn
from tests.gudang.test_koreksi import terbit
from tests.gudang.test_lingkup import jalankan

TERLARANG_BAGI_PEKERJA = (
    "UPDATE akun SET peran = '{administrator}'",
    "UPDATE akun SET unit = 'bkn'",
    "INSERT INTO akun (id, nama, peran, unit) VALUES ('x', 'x', '{administrator}', 'bkn')",
    "DELETE FROM akun",
    "UPDATE surat SET nomor = 'x'",
    "UPDATE surat SET isi = '{}'",
    "UPDATE surat SET token = 'x'",
    "UPDATE surat SET penandatangan = 'x'",
    "UPDATE surat SET usulan_id = gen_random_uuid()",
    "DELETE FROM surat",
    "UPDATE usulan SET asn_id = gen_random_uuid()",
    "UPDATE usulan SET berkas = '{}'",
    "UPDATE usulan SET pengusul = 'x'",
    "DELETE FROM usulan",
    "UPDATE jawaban_tte SET isi = ''",
    "UPDATE keputusan_masuk SET sha256 = ''",
    "UPDATE nomor_surat SET urut = 7",
    "DELETE FROM nomor_surat",
    "DELETE FROM penomoran",
    "UPDATE jenis_kp SET nama = 'x'",
    "UPDATE instansi SET nama = 'x'",
    "DELETE FROM verifikasi_publik",
    "UPDATE ketetapan SET isi = '{}'",
    "INSERT INTO ketetapan (jenis, kunci, berlaku_mulai, isi, catatan, dibuat_oleh) "
    "VALUES ('libur', '2027-01-01', '2027-01-01', '{}', 'x', 'x')",
)


@pytest.mark.parametrize("perintah", TERLARANG_BAGI_PEKERJA)
def test_peran_pekerja_tidak_berhak(basis_data: Mapping[str, str], perintah: str) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        jalankan(basis_data[PEKERJA], perintah)


SISIP_KETETAPAN = (
    "INSERT INTO ketetapan (jenis, kunci, berlaku_mulai, isi, catatan, dibuat_oleh) "
    "VALUES ('libur', '2027-01-01', '2027-01-01', '{\"nama\": \"Uji\"}', 'Uji.', 'orang')"
)


def test_ketetapan_hanya_dari_lingkup_nasional(basis_data: Mapping[str, str]) -> None:
    lingkup = (None, "publik", DI_BANDUNG, KANREG, "setneg", f"asn:{id_asn(BANDUNG)}")
    for satu in lingkup:
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            jalankan(basis_data[API], SISIP_KETETAPAN, satu)
    assert jalankan(basis_data[API], SISIP_KETETAPAN, "bkn") == 1
    batalkan = "UPDATE ketetapan SET dibatalkan = now(), dibatalkan_oleh = 'orang', sebab_batal = 'Uji.'"
    assert [jalankan(basis_data[API], batalkan, satu) for satu in lingkup] == [0] * len(lingkup)
    assert [jalankan(basis_data[API], "SELECT FROM ketetapan WHERE kunci = '2027-01-01'", s) for s in lingkup] == [
        1
    ] * len(lingkup)
    assert jalankan(basis_data[API], batalkan, "bkn") == 1


@pytest.fixture
async def surat(api: PabrikGudang, pekerja: PabrikGudang) -> SuratTerbit:
    return await terbit(pekerja, await diajukan(api), PERTEK_KP, KANREG)


@pytest.mark.parametrize(
    "perubahan",
    [
        "sha256_terbit = repeat('0', 64)",
        "kunci = 'terbit/lain.pdf'",
        "versi_berkas = 'lain'",
        "terbit = '{}'",
        "ditandatangani_pada = now()",
        "terbit_pada = now()",
        "tahap = 'batal'",
        "tahap = 'draf'",
        "keterangan = 'Masih terbit.'",
        "terkunci_sampai = now()",
        "terkunci_sampai = NULL",
        "tahap = 'dicabut', sha256_terbit = repeat('0', 64)",
    ],
)
def test_surat_terbit_tidak_diubah_pekerja(basis_data: Mapping[str, str], surat: SuratTerbit, perubahan: str) -> None:
    with pytest.raises(psycopg.errors.RestrictViolation, match="surat yang terbit tidak berubah"):
        jalankan(basis_data[PEKERJA], f"UPDATE surat SET {perubahan} WHERE id = '{surat.surat_id}'")


@pytest.mark.parametrize(
    "perintah",
    [
        "UPDATE surat SET nomor = 'x'",
        "UPDATE surat SET isi = '{}'",
        "UPDATE surat SET penandatangan = 'x'",
        "UPDATE surat SET token = 'x'",
        "UPDATE surat SET sha256_tertanda = 'x'",
        "DELETE FROM surat",
        "TRUNCATE surat CASCADE",
    ],
)
def test_surat_terbit_tidak_diubah_pemilik_basis_data(
    basis_data: Mapping[str, str], surat: SuratTerbit, perintah: str
) -> None:
    with psycopg.connect(basis_data["postgres"].replace("+psycopg", "")) as pemilik:
        assert surat.nomor
        with pytest.raises(psycopg.errors.RestrictViolation, match="surat yang terbit tidak berubah"):
            pemilik.execute(perintah.encode())


async def test_surat_terbit_berakhir_sekali_dan_kuncinya_hanya_memanjang(
    basis_data: Mapping[str, str], pekerja: PabrikGudang, surat: SuratTerbit
) -> None:
    nanti = (datetime.now(UTC) + timedelta(days=9_000)).isoformat()
    panjang = f"UPDATE surat SET terkunci_sampai = '{nanti}' WHERE id = '{surat.surat_id}'"
    assert jalankan(basis_data[PEKERJA], panjang) == 1
    async with pekerja.transaksi() as gudang:
        await gudang.surat.akhiri(surat.surat_id, CaraBerakhir.DICABUT, "Keliru.")
    for perubahan in ("tahap = 'terbit'", "tahap = 'diganti'", "keterangan = 'lain'", "diakhiri_oleh = id"):
        with pytest.raises(psycopg.errors.RestrictViolation):
            jalankan(basis_data[PEKERJA], f"UPDATE surat SET {perubahan} WHERE id = '{surat.surat_id}'")
    assert jalankan(basis_data[PEKERJA], panjang) == 1


def test_direktori_akun_ditulis_pemilik(basis_data: Mapping[str, str], pekerja: PabrikGudang) -> None:
    assert jalankan(basis_data[PEMILIK], "UPDATE akun SET jabatan = 'Kepala'") > 0
    assert jalankan(basis_data[PEKERJA], "SELECT nik FROM akun") > 0

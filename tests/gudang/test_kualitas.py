"""Kualitas data di atas PostgreSQL: dihitung penyapu, ditandai basi setiap profil berubah, dibaca menurut lingkup."""

from collections.abc import Mapping
from datetime import date, timedelta
from uuid import UUID, uuid4

import psycopg
import pytest

from gudang import PabrikGudang
from gudang.kualitas import KualitasASN
from models.peran import unit_asn
from models.perubahan import tambah
from models.referensi import JenisJabatan
from models.referensi.zona import hari_ini
from models.riwayat.kepangkatan import RiwayatJabatan
from models.riwayat.pribadi import RiwayatPribadi
from putaran.kualitas import PenyapuKualitas
from tests.gudang.contoh import BANDUNG, DI_BANDUNG, DI_SURABAYA, KANREG, SURABAYA, asn, diajukan, id_asn


@pytest.fixture
def penyapu(pekerja: PabrikGudang) -> PenyapuKualitas:
    return PenyapuKualitas(pekerja)


async def kualitas(pabrik: PabrikGudang, asn_id: UUID, lingkup: str | None = None) -> KualitasASN | None:
    async with pabrik.transaksi(lingkup) as gudang:
        return await gudang.kualitas.baca(asn_id)


async def temuan(pekerja: PabrikGudang, asn_id: UUID) -> set[str]:
    hasil = await kualitas(pekerja, asn_id)
    assert hasil is not None
    assert hasil.dihitung == hari_ini()
    return set(hasil.temuan)


async def muat(pekerja: PabrikGudang, *profil: object) -> None:
    async with pekerja.transaksi() as gudang:
        await gudang.muat.asn(profil)
        await gudang.muat.riwayat(profil, {})


def kepala(pokok: UUID, nama: str = "Kepala Dinas Pendidikan") -> RiwayatJabatan:
    return RiwayatJabatan(
        id=uuid4(), jenis=JenisJabatan.STRUKTURAL, nama=nama, eselon="IV.a", tmt=date(2024, 1, 1), unor_id="u1",
        unor_nama="Dinas Pendidikan",
    )  # fmt: skip


async def test_dihitung_sekali_lalu_hanya_bila_berubah(
    api: PabrikGudang, pekerja: PabrikGudang, penyapu: PenyapuKualitas
) -> None:
    assert await penyapu.sapu() == 3
    assert await penyapu.sapu() == 0
    assert {"COM_6", "COM_7", "ACC_5"} <= await temuan(pekerja, id_asn(BANDUNG))
    usulan = await diajukan(api)
    lengkap = RiwayatPribadi(id=uuid4(), sejak=hari_ini(), email="ayu@surel.id", nomor_hp="081234567890")
    async with pekerja.transaksi() as gudang:
        await gudang.asn.terapkan(usulan.usulan_id, id_asn(BANDUNG), (tambah("pribadi", lengkap),))
    basi = await kualitas(pekerja, id_asn(BANDUNG))
    assert basi is not None
    assert basi.dihitung is None
    assert await penyapu.sapu() == 1
    tersisa = await temuan(pekerja, id_asn(BANDUNG))
    assert "ACC_5" in tersisa
    assert not tersisa & {"COM_6", "COM_7"}


async def test_yang_tidak_berubah_dihitung_lagi_esok_hari(pekerja: PabrikGudang, penyapu: PenyapuKualitas) -> None:
    await penyapu.sapu()
    async with pekerja.transaksi() as gudang:
        assert await gudang.kualitas.tiba(hari_ini(), 10) == ()
        assert len(await gudang.kualitas.tiba(hari_ini() + timedelta(days=1), 10)) == 3


async def test_dua_penyapu_tidak_menghitung_orang_yang_sama(pekerja: PabrikGudang) -> None:
    async with pekerja.transaksi() as satu, pekerja.transaksi() as dua:
        pertama = await satu.kualitas.tiba(hari_ini(), 2)
        kedua = await dua.kualitas.tiba(hari_ini(), 2)
    assert (len(pertama), len(kedua)) == (2, 1)
    assert not set(pertama) & set(kedua)


async def test_jabatan_ganda_terlihat_pada_keduanya_dan_hilang_dari_keduanya(
    api: PabrikGudang, pekerja: PabrikGudang, penyapu: PenyapuKualitas
) -> None:
    lama, pengganti = (asn(BANDUNG, ke, jabatan=(kepala(id_asn(BANDUNG, ke)),)) for ke in (2, 3))
    lain = asn(BANDUNG, 4, jabatan=(kepala(id_asn(BANDUNG, 4), "Sekretaris Dinas Pendidikan"),))
    await muat(pekerja, lama, lain)
    await penyapu.sapu()
    assert "TIM_4" not in await temuan(pekerja, lama.id)
    await muat(pekerja, pengganti)
    assert await penyapu.sapu() == 1
    assert await penyapu.sapu() == 1
    assert "TIM_4" in await temuan(pekerja, lama.id) & await temuan(pekerja, pengganti.id)
    assert "TIM_4" not in await temuan(pekerja, lain.id)
    pindah = kepala(lama.id, "Staf Ahli").model_copy(update={"tmt": hari_ini(), "unor_id": "u2"})
    usulan = await diajukan(api)
    async with pekerja.transaksi() as gudang:
        await gudang.asn.terapkan(usulan.usulan_id, lama.id, (tambah("jabatan", pindah),))
    assert await penyapu.sapu() == 1
    assert await penyapu.sapu() == 1
    assert "TIM_4" not in await temuan(pekerja, lama.id) | await temuan(pekerja, pengganti.id)


async def test_unor_yang_bubar(pekerja: PabrikGudang, penyapu: PenyapuKualitas) -> None:
    await muat(pekerja, asn(BANDUNG, 2, unor_id="u-bubar"), asn(BANDUNG, 3, unor_id="u-aktif"))
    async with pekerja.transaksi() as gudang:
        bubar = ("u-bubar", BANDUNG, "Dinas Pasar", hari_ini() - timedelta(days=1))
        assert await gudang.muat.unor([bubar, ("u-aktif", BANDUNG, "Dinas Pendidikan", None)]) == 2
    await penyapu.sapu()
    assert "TIM_1" in await temuan(pekerja, id_asn(BANDUNG, 2))
    assert "TIM_1" not in await temuan(pekerja, id_asn(BANDUNG, 3))


async def test_yang_bukan_pegawai_lagi_tidak_diukur(pekerja: PabrikGudang, penyapu: PenyapuKualitas) -> None:
    await muat(pekerja, asn(SURABAYA, 2, kedudukan_hukum="99"))
    await penyapu.sapu()
    pensiun = await kualitas(pekerja, id_asn(SURABAYA, 2))
    assert pensiun is not None
    assert (pensiun.diukur, pensiun.temuan) == (False, {})
    async with pekerja.transaksi() as gudang:
        rekap = await gudang.kualitas.rekap(SURABAYA)
    assert rekap is not None
    assert (rekap.banyak, rekap.menunggu) == (1, 0)


async def test_rekap_dan_daftar_yang_kena(api: PabrikGudang, pekerja: PabrikGudang, penyapu: PenyapuKualitas) -> None:
    semua = [asn(BANDUNG, ke, nama=f"Orang {ke}", skp=()) for ke in range(2, 7)]
    await muat(pekerja, *semua)
    async with api.transaksi(DI_BANDUNG) as gudang:
        belum = await gudang.kualitas.rekap(BANDUNG)
    assert belum is not None
    assert (belum.banyak, belum.menunggu, belum.kena) == (0, 6, {})
    await penyapu.sapu()
    async with api.transaksi(DI_BANDUNG) as gudang:
        rekap = await gudang.kualitas.rekap(BANDUNG)
        pertama = await gudang.kualitas.kena(BANDUNG, "COM_1", batas=3)
        kedua = await gudang.kualitas.kena(BANDUNG, "COM_1", sesudah=pertama.berikut, batas=3)
        assert (await gudang.kualitas.kena(BANDUNG, "CON_3")).baris == ()
    assert rekap is not None
    assert (rekap.banyak, rekap.menunggu, rekap.kena["COM_1"], rekap.kena["COM_6"]) == (6, 0, 5, 6)
    assert [satu.nama for satu in (*pertama.baris, *kedua.baris)] == [satu.nama for satu in semua]
    assert kedua.berikut is None
    assert all("belum tercatat" in satu.kalimat for satu in pertama.baris)


async def test_lingkup_membatasi_yang_terbaca(
    api: PabrikGudang, penyapu: PenyapuKualitas, basis_data: Mapping[str, str]
) -> None:
    await penyapu.sapu()
    for lingkup, banyak in ((DI_BANDUNG, 1), (DI_SURABAYA, 1), (KANREG, 1), ("bkn", 3), (None, 0), ("publik", 0)):
        async with api.transaksi(lingkup) as gudang:
            assert len(await gudang.kualitas.rekap_semua()) == banyak, lingkup
    sendiri = unit_asn(id_asn(BANDUNG))
    assert await kualitas(api, id_asn(BANDUNG), sendiri) is not None
    assert await kualitas(api, id_asn(SURABAYA), sendiri) is None
    assert await kualitas(api, id_asn(SURABAYA), DI_BANDUNG) is None
    with psycopg.connect(basis_data["usulan_api"].replace("+psycopg", "")) as sambungan:
        for perintah in ("UPDATE kualitas_data SET temuan = '{}'", "SELECT * FROM unor"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                sambungan.execute(perintah.encode())
            sambungan.rollback()


async def test_data_yang_tidak_dapat_dinilai_tidak_menahan_yang_lain(
    pekerja: PabrikGudang, penyapu: PenyapuKualitas, basis_data: Mapping[str, str]
) -> None:
    await muat(pekerja, asn(BANDUNG, 2), asn(BANDUNG, 3))
    with psycopg.connect(basis_data["postgres"].replace("+psycopg", "")) as sambungan:
        sambungan.execute("UPDATE riwayat_pendidikan SET tingkat_id = '99' WHERE asn_id = %s", (id_asn(BANDUNG, 2),))
        sambungan.execute("UPDATE riwayat_golongan SET golongan = 'V/a' WHERE asn_id = %s", (id_asn(BANDUNG, 3),))
    assert await penyapu.sapu() == 5
    for ke in (2, 3):
        rusak = await kualitas(pekerja, id_asn(BANDUNG, ke))
        assert rusak is not None
        assert (rusak.diukur, rusak.dihitung) == (False, hari_ini())
    assert "COM_6" in await temuan(pekerja, id_asn(BANDUNG))

"""Ketetapan: yang berlaku pada suatu hari, hanya bertambah, dan batal hanya sebelum berlaku."""

from collections.abc import Mapping
from datetime import date, timedelta

import psycopg
import pytest

from gudang import PabrikGudang
from gudang.galat import KetetapanSudahBerlaku, TidakDitemukan
from models.ketetapan import IsiDokumen, IsiKetetapan, IsiLangkah, IsiLibur, IsiTemplat, JenisKetetapan
from models.layanan.kenaikan_pangkat import KENAIKAN_PANGKAT
from models.referensi.dokumen import SyaratDokumen
from models.referensi.zona import hari_ini
from workflows.layanan.kenaikan_pangkat import VALIDASI_BKN, VERIFIKASI_INSTANSI

VALIDASI = f"{KENAIKAN_PANGKAT}.validasi_bkn"
SATU, SEPULUH, DUA_PULUH = date(2026, 12, 1), date(2026, 12, 10), date(2026, 12, 20)


async def tetapkan(pabrik: PabrikGudang, kunci: str, isi: IsiKetetapan, mulai: date) -> int:
    async with pabrik.transaksi("bkn") as gudang:
        return await gudang.ketetapan.tetapkan(
            isi.jenis, kunci, isi, berlaku_mulai=mulai, catatan="Surat edaran.", oleh="administrator1.bkn"
        )


async def hari_kerja(pabrik: PabrikGudang, pada: date) -> int | None:
    async with pabrik.transaksi("kanreg:III") as gudang:
        langkah = (await gudang.ketetapan.ketentuan(KENAIKAN_PANGKAT, pada)).langkah
    return langkah["validasi_bkn"].hari_kerja if langkah else None


async def test_yang_berlaku_ialah_yang_terakhir_mulai(api: PabrikGudang) -> None:
    await tetapkan(api, VALIDASI, IsiLangkah(hari_kerja=5), DUA_PULUH)
    await tetapkan(api, VALIDASI, IsiLangkah(hari_kerja=3), SEPULUH)
    sebelum = SEPULUH - timedelta(days=1)
    assert [await hari_kerja(api, hari) for hari in (sebelum, SEPULUH, DUA_PULUH)] == [None, 3, 5]


async def test_pada_hari_yang_sama_yang_terakhir_dibuat(api: PabrikGudang) -> None:
    await tetapkan(api, VALIDASI, IsiLangkah(hari_kerja=3), SEPULUH)
    await tetapkan(api, VALIDASI, IsiLangkah(hari_kerja=4), SEPULUH)
    assert await hari_kerja(api, SEPULUH) == 4
    async with api.transaksi("bkn") as gudang:
        riwayat = await gudang.ketetapan.riwayat(JenisKetetapan.LANGKAH, VALIDASI)
    assert [satu.isi["hari_kerja"] for satu in riwayat] == [4, 3]
    assert {satu.dibuat_nama for satu in riwayat} == {"Administrator 1"}


async def test_yang_dibatalkan_tidak_berlaku_tetapi_tersimpan(api: PabrikGudang) -> None:
    nanti = hari_ini() + timedelta(days=30)
    nomor = await tetapkan(api, VALIDASI, IsiLangkah(hari_kerja=3), nanti)
    async with api.transaksi("bkn") as gudang:
        await gudang.ketetapan.batalkan(nomor, oleh="administrator1.bkn", sebab="Ditunda.")
        (batal,) = await gudang.ketetapan.riwayat(JenisKetetapan.LANGKAH)
    assert await hari_kerja(api, nanti) is None
    assert (batal.dibatalkan_nama, batal.sebab_batal) == ("Administrator 1", "Ditunda.")
    async with api.transaksi("bkn") as gudang:
        with pytest.raises(TidakDitemukan):
            await gudang.ketetapan.batalkan(nomor, oleh="administrator1.bkn", sebab="Sekali lagi.")


async def test_yang_sudah_berlaku_tidak_dapat_dibatalkan(api: PabrikGudang) -> None:
    nomor = await tetapkan(api, VALIDASI, IsiLangkah(hari_kerja=3), hari_ini())
    async with api.transaksi("bkn") as gudang:
        with pytest.raises(KetetapanSudahBerlaku, match="versi berikutnya"):
            await gudang.ketetapan.batalkan(nomor, oleh="administrator1.bkn", sebab="Keliru.")


async def test_hanya_bertambah_juga_bagi_pemiliknya(basis_data: Mapping[str, str], api: PabrikGudang) -> None:
    await tetapkan(api, VALIDASI, IsiLangkah(hari_kerja=3), hari_ini() + timedelta(days=30))
    for perintah in (
        "UPDATE ketetapan SET isi = '{}'",
        "UPDATE ketetapan SET dibatalkan = now(), kunci = 'lain'",
        "UPDATE ketetapan SET dibatalkan_oleh = 'saya'",
        "DELETE FROM ketetapan",
        "TRUNCATE ketetapan",
    ):
        with (
            psycopg.connect(basis_data["postgres"].replace("+psycopg", "")) as sambungan,
            pytest.raises(psycopg.errors.RestrictViolation),
        ):
            sambungan.execute(perintah.encode())


async def test_libur_bawaan_ditambah_dan_dihapus(api: PabrikGudang) -> None:
    natal, tambahan = date(2026, 12, 25), date(2026, 12, 28)
    await tetapkan(api, tambahan.isoformat(), IsiLibur(nama="Cuti bersama tambahan"), SEPULUH)
    await tetapkan(api, natal.isoformat(), IsiLibur(libur=False), DUA_PULUH)
    async with api.transaksi("publik") as gudang:
        libur = {pada: await gudang.kalender.libur(SATU, pada=pada) for pada in (SATU, SEPULUH, DUA_PULUH)}
    assert natal in libur[SATU]
    assert tambahan not in libur[SATU]
    assert {natal, tambahan} <= libur[SEPULUH]
    assert natal not in libur[DUA_PULUH]


async def test_ketentuan_satu_layanan(api: PabrikGudang) -> None:
    await tetapkan(api, VALIDASI, IsiLangkah(hari_kerja=3), SATU)
    await tetapkan(api, f"{KENAIKAN_PANGKAT}.101", IsiDokumen(wajib=("cv",), dihapus=("ijazah",)), SATU)
    await tetapkan(api, "LayananLain.101", IsiDokumen(wajib=("pas_foto",)), SATU)
    await tetapkan(api, "sk_kp", IsiTemplat(versi=2), SEPULUH)
    async with api.transaksi("publik") as gudang:
        ketentuan = await gudang.ketetapan.ketentuan(KENAIKAN_PANGKAT, SATU)
        kemudian = await gudang.ketetapan.ketentuan(KENAIKAN_PANGKAT, SEPULUH)
    langkah = ketentuan.ubah_langkah((VERIFIKASI_INSTANSI, VALIDASI_BKN))
    assert langkah == (VERIFIKASI_INSTANSI, VALIDASI_BKN.model_copy(update={"hari_kerja": 3}))
    semula = (SyaratDokumen("ijazah", "Ijazah", True), SyaratDokumen("transkrip", "Transkrip", False))
    baru = ketentuan.syarat_dokumen("101", semula, {"cv": "Riwayat hidup"})
    assert [(satu.kode, satu.wajib) for satu in baru] == [("cv", True), ("transkrip", False)]
    assert ketentuan.syarat_dokumen("102", semula, {}) == semula
    assert ketentuan.versi_templat({"pertek_kp": 1, "sk_kp": 1}) == {"pertek_kp": 1, "sk_kp": 1}
    assert kemudian.versi_templat({"pertek_kp": 1, "sk_kp": 1}) == {"pertek_kp": 1, "sk_kp": 2}

"""Penerbitan: nomor tak berlubang, draf → tertanda → terbit sekali jalan, dan akibatnya pada profil."""

import asyncio
from collections.abc import Mapping
from datetime import UTC, datetime, time, timedelta
from uuid import UUID

import psycopg
import pytest

from activities.buku import PencatatBuku
from activities.profil import Profil
from gudang import PabrikGudang
from gudang.asn import SaringanASN
from gudang.galat import DrafTidakBerlaku, NomorSuratBerbeda, TidakDitemukan
from gudang.penerbitan import BahanDraf
from gudang.surat import Pandangan
from models.definisi import DasarKeliru
from models.kegiatan import DrafTersusun, PerbaruiProfil, SusunSurat
from models.koreksi import CaraBerakhir
from models.layanan import naskah
from models.peran import Peran
from models.peristiwa import JenisPeristiwa
from models.referensi import Golongan
from models.surat import DrafSurat, JenisSurat, SuratTerbit, SuratTertanda, TempatTTE
from models.surat.kp import PERTEK_KP, SK_KP
from models.usulan import Berkas, Hasil, JenisHasil
from tests.gudang.contoh import (
    BANDUNG,
    DI_BANDUNG,
    KANREG,
    SAAT,
    SURABAYA,
    TERKUNCI_SAMPAI,
    S3Tiruan,
    asn,
    catatan,
    diajukan,
    id_akun,
    id_asn,
    konsep,
    peristiwa,
)

GAJI_III_D_12_TAHUN = 3_799_400
"""PP 5/2024, rupiah sebulan."""
TEMPAT_TTE = TempatTTE(halaman=1, x=1, y=1, lebar=10, tinggi=10, tinggi_halaman=800)


def permintaan(isi: Berkas, jenis: JenisSurat, unit: str, ke: int = 1) -> SusunSurat:
    return SusunSurat(usulan_id=isi.usulan_id, jenis=jenis, versi_templat=1, ke=ke, diminta=SAAT, unit=unit)


async def didraf(pekerja: PabrikGudang, masukan: SusunSurat) -> tuple[DrafTersusun, BahanDraf]:
    async with pekerja.transaksi() as gudang:
        bahan = await gudang.penerbitan.bahan(masukan, "https://usulan.contoh.id/")
    draf = DrafSurat(
        surat_id=bahan.surat_id,
        usulan_id=masukan.usulan_id,
        jenis=masukan.jenis,
        nomor=bahan.fakta.nomor,
        sha256=f"{masukan.ke:064d}",
        ukuran=10,
        tempat_tte=TEMPAT_TTE,
    )
    async with pekerja.transaksi() as gudang:
        isi = naskah(masukan.jenis).susun(bahan.fakta)
        return await gudang.penerbitan.simpan_draf(draf, isi, bahan, kunci="draf/x.pdf"), bahan


async def ditandatangani(pekerja: PabrikGudang, draf: DrafSurat, jawaban: bytes = b"%PDF-jawaban") -> SuratTertanda:
    async with pekerja.transaksi() as gudang:
        tertanda = await gudang.penerbitan.simpan_jawaban(draf, jawaban)
    assert tertanda is not None
    return tertanda


async def dicatat(pekerja: PabrikGudang, tertanda: SuratTertanda, sidik: str = "b") -> SuratTerbit:
    async with pekerja.transaksi() as gudang:
        return await gudang.penerbitan.catat_arsip(
            tertanda,
            sha256=sidik * 64,
            ukuran=30,
            kunci=f"terbit/{sidik}.pdf",
            versi_berkas=sidik,
            waktu=SAAT,
        )


async def diterbitkan(pekerja: PabrikGudang, masukan: SusunSurat) -> SuratTerbit:
    tersusun, _ = await didraf(pekerja, masukan)
    arsip = await dicatat(pekerja, await ditandatangani(pekerja, tersusun.draf))
    async with pekerja.transaksi() as gudang:
        return await gudang.penerbitan.terbitkan(arsip, TERKUNCI_SAMPAI)


async def tahap(pekerja: PabrikGudang, isi: Berkas) -> list[tuple[str, str]]:
    async with pekerja.transaksi() as gudang:
        return [(satu.jenis, satu.tahap) for satu in await gudang.surat.pada_usulan(isi.usulan_id)]


async def test_lima_puluh_nomor_serentak_tanpa_lubang_dan_tanpa_ganda(api: PabrikGudang, pekerja: PabrikGudang) -> None:
    """Diminta bersamaan; sebagian transaksinya batal, dan nomornya dipakai yang lain."""
    async with pekerja.transaksi() as gudang:
        await gudang.muat.asn([asn(BANDUNG, ke) for ke in range(2, 61)])
    usulan = [await konsep(api, BANDUNG, ke) for ke in range(1, 61)]

    async def minta(usulan_id: UUID, batal: bool) -> int:
        async with pekerja.transaksi() as gudang:
            _, urut = await gudang.nomor.beri(usulan_id, PERTEK_KP, KANREG, 2026)
            if batal:
                raise RuntimeError("transaksi batal")
        return urut

    hasil = await asyncio.gather(*(minta(satu, ke % 6 == 0) for ke, satu in enumerate(usulan)), return_exceptions=True)
    assert sorted(satu for satu in hasil if isinstance(satu, int)) == list(range(1, 51))
    assert sum(isinstance(satu, RuntimeError) for satu in hasil) == 10


async def test_nomor_diberikan_sekali_dan_mulai_lagi_tiap_tahun(api: PabrikGudang, pekerja: PabrikGudang) -> None:
    pertama, kedua = (await diajukan(api)).usulan_id, (await diajukan(api, SURABAYA)).usulan_id
    async with pekerja.transaksi() as gudang:
        assert await gudang.nomor.beri(pertama, SK_KP, DI_BANDUNG, 2026) == (2026, 1)
        assert await gudang.nomor.beri(pertama, SK_KP, DI_BANDUNG, 2027) == (2026, 1)
        assert await gudang.nomor.beri(pertama, PERTEK_KP, KANREG, 2026) == (2026, 1)
        assert await gudang.nomor.beri(kedua, SK_KP, DI_BANDUNG, 2027) == (2027, 1)
        with pytest.raises(NomorSuratBerbeda, match="tidak dapat dipindahkan"):
            await gudang.nomor.beri(pertama, SK_KP, KANREG, 2026)


async def test_draf_yang_disusun_ulang_bernomor_sama_dan_membatalkan_yang_lama(
    api: PabrikGudang, pekerja: PabrikGudang
) -> None:
    isi = await diajukan(api)
    pertama, bahan = await didraf(pekerja, permintaan(isi, PERTEK_KP, KANREG))
    ulang, _ = await didraf(pekerja, permintaan(isi, PERTEK_KP, KANREG))
    kedua, bahan_kedua = await didraf(pekerja, permintaan(isi, PERTEK_KP, KANREG, ke=2))
    assert ulang == pertama
    assert kedua.draf.nomor == pertama.draf.nomor == "PT-000001/KR.III/KP/2026"
    assert kedua.penandatangan == id_akun(Peran.PENANDATANGAN_BKN, KANREG)
    assert bahan.token != bahan_kedua.token
    assert len(bahan.token) >= 22  # 128 bit dalam base64
    async with api.transaksi(DI_BANDUNG) as gudang:
        surat = await gudang.surat.pada_usulan(isi.usulan_id)
    assert [(satu.ke, satu.tahap) for satu in surat] == [(1, "batal"), (2, "draf")]


async def test_jawaban_bsre_pertama_tidak_pernah_diganti(api: PabrikGudang, pekerja: PabrikGudang) -> None:
    isi = await diajukan(api)
    tersusun, _ = await didraf(pekerja, permintaan(isi, PERTEK_KP, KANREG))
    pertama = await ditandatangani(pekerja, tersusun.draf, b"%PDF-pertama")
    assert await ditandatangani(pekerja, tersusun.draf, b"%PDF-kedua") == pertama
    async with pekerja.transaksi() as gudang:
        assert await gudang.penerbitan.jawaban(pertama.surat_id) == b"%PDF-pertama"
        assert await gudang.penerbitan.tertanda(pertama.surat_id) == pertama
        with pytest.raises(TidakDitemukan):
            await gudang.penerbitan.penandatangan(tersusun.draf.surat_id, "orang lain")


async def test_draf_yang_batal_selagi_ditandatangani_tidak_hidup_lagi(api: PabrikGudang, pekerja: PabrikGudang) -> None:
    """Jawabannya tetap disimpan, tetapi tidak pernah menjadi surat."""
    isi = await diajukan(api)
    lama, _ = await didraf(pekerja, permintaan(isi, PERTEK_KP, KANREG))
    await didraf(pekerja, permintaan(isi, PERTEK_KP, KANREG, ke=2))
    async with pekerja.transaksi() as gudang:
        assert await gudang.penerbitan.simpan_jawaban(lama.draf, b"%PDF-jawaban") is None
    assert await tahap(pekerja, isi) == [(PERTEK_KP, "batal"), (PERTEK_KP, "draf")]
    async with pekerja.transaksi() as gudang:
        assert await gudang.penerbitan.jawaban(lama.draf.surat_id) == b"%PDF-jawaban"
        assert "batal" in str(await gudang.penerbitan.ditolak(lama.draf.surat_id))
        with pytest.raises(DrafTidakBerlaku):
            await gudang.penerbitan.tertanda(lama.draf.surat_id)


async def test_jawaban_yang_terlambat_batal_bersama_draf_yang_ditolak(api: PabrikGudang, pekerja: PabrikGudang) -> None:
    """Hasilnya tidak pasti, jawabannya menyusul, lalu pejabatnya menolak: yang tertanda tidak tertinggal."""
    isi = await diajukan(api)
    lama, _ = await didraf(pekerja, permintaan(isi, PERTEK_KP, KANREG))
    await ditandatangani(pekerja, lama.draf)
    await didraf(pekerja, permintaan(isi, PERTEK_KP, KANREG, ke=2))
    assert await tahap(pekerja, isi) == [(PERTEK_KP, "batal"), (PERTEK_KP, "draf")]


async def test_arsip_yang_tercatat_pertama_yang_terbit(api: PabrikGudang, pekerja: PabrikGudang) -> None:
    isi = await diajukan(api)
    tersusun, _ = await didraf(pekerja, permintaan(isi, PERTEK_KP, KANREG))
    tertanda = await ditandatangani(pekerja, tersusun.draf)
    pertama = await dicatat(pekerja, tertanda, "b")
    assert await dicatat(pekerja, tertanda, "c") == pertama
    async with pekerja.transaksi() as gudang:
        assert await gudang.penerbitan.terbitkan(pertama, TERKUNCI_SAMPAI) == pertama
    with pytest.raises(TidakDitemukan):
        async with pekerja.transaksi() as gudang:
            await gudang.penerbitan.jawaban(pertama.surat_id)


async def test_jawaban_yang_ditolak_membatalkan_drafnya(api: PabrikGudang, pekerja: PabrikGudang) -> None:
    isi = await diajukan(api)
    tersusun, _ = await didraf(pekerja, permintaan(isi, PERTEK_KP, KANREG))
    tertanda = await ditandatangani(pekerja, tersusun.draf)
    async with pekerja.transaksi() as gudang:
        await gudang.penerbitan.tolak_jawaban(tertanda.surat_id, "Sertifikatnya milik orang lain.")
    assert await tahap(pekerja, isi) == [(PERTEK_KP, "batal")]
    async with pekerja.transaksi() as gudang:
        assert await gudang.penerbitan.ditolak(tertanda.surat_id) == "Sertifikatnya milik orang lain."
        assert await gudang.penerbitan.jawaban(tertanda.surat_id)


async def test_masyarakat_melihat_surat_terbit_hanya_lewat_tokennya(api: PabrikGudang, pekerja: PabrikGudang) -> None:
    isi = await diajukan(api)
    tersusun, bahan = await didraf(pekerja, permintaan(isi, PERTEK_KP, KANREG))
    async with api.transaksi("publik") as gudang:
        assert await gudang.surat.verifikasi(bahan.token) is None
    terbit = await diterbitkan(pekerja, permintaan(isi, PERTEK_KP, KANREG))
    assert terbit.token == bahan.token
    async with api.transaksi("publik") as gudang:
        surat = await gudang.surat.verifikasi(bahan.token)
        assert await gudang.surat.baca(tersusun.draf.surat_id) is not None  # token masih disebut transaksi ini
    async with api.transaksi("publik") as gudang:
        assert await gudang.surat.verifikasi("token-karangan") is None
        assert await gudang.surat.baca(tersusun.draf.surat_id) is None
    assert surat is not None
    assert (surat.nomor, surat.sha256, surat.hasil) == (terbit.nomor, terbit.sha256, "berlaku")
    async with pekerja.transaksi() as gudang:
        await gudang.surat.akhiri(surat.id, CaraBerakhir.DICABUT, "Salah orang.")
        with pytest.raises(TidakDitemukan):
            await gudang.surat.akhiri(surat.id, CaraBerakhir.DIGANTI, "sudah dicabut")
    async with api.transaksi("publik") as gudang:
        dicabut = await gudang.surat.verifikasi(bahan.token)
    assert dicabut is not None
    assert (dicabut.hasil, dicabut.keterangan) == ("dicabut", "Salah orang.")


async def test_pandangan_dihitung_bukan_ditulis_satu_satu(
    api: PabrikGudang, pekerja: PabrikGudang, basis_data: Mapping[str, str]
) -> None:
    """Berapa kali pun dibuka, sehari sebaris tiap surat dan hasil, dan sebaris bagi semua token karangan."""
    isi = await diajukan(api)
    terbit = await diterbitkan(pekerja, permintaan(isi, PERTEK_KP, KANREG))
    hari = SAAT.date()
    for _ in range(3):
        async with api.transaksi("publik") as gudang:
            surat = await gudang.surat.verifikasi(terbit.token)
            assert surat is not None
            dilihat = {
                Pandangan(surat.id, hari, "berlaku"): 400,
                Pandangan(surat.id, hari, "dicabut"): 1,
                Pandangan(None, hari, "tidak_dikenal"): 1_000,
            }
            await gudang.surat.catat_pandangan(dilihat)
    async with pekerja.transaksi() as gudang:
        assert await gudang.surat.hitung_verifikasi(surat.id) == 1_203
    with psycopg.connect(basis_data["postgres"].replace("+psycopg", "")) as sambungan:
        tertulis = sambungan.execute("SELECT surat_id, hasil, banyak FROM verifikasi_publik").fetchall()
    assert set(tertulis) == {(surat.id, "berlaku", 1_200), (surat.id, "dicabut", 3), (None, "tidak_dikenal", 3_000)}
    with psycopg.connect(basis_data["usulan_api"].replace("+psycopg", "")) as sambungan:
        for perintah in ("SELECT banyak FROM verifikasi_publik", "UPDATE verifikasi_publik SET banyak = 0"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                sambungan.execute(perintah)
            sambungan.rollback()


async def test_unit_tanpa_pejabat_menyebut_obatnya(api: PabrikGudang, pekerja: PabrikGudang) -> None:
    isi = await diajukan(api)
    with pytest.raises(ValueError, match="daftarkan akunnya"):
        await didraf(pekerja, permintaan(isi, PERTEK_KP, "kanreg:X"))


async def test_sk_terbit_menaikkan_pangkat_sekali(api: PabrikGudang, pekerja: PabrikGudang) -> None:
    isi = await diajukan(api)
    await diterbitkan(pekerja, permintaan(isi, PERTEK_KP, KANREG))
    sk = await diterbitkan(pekerja, permintaan(isi, SK_KP, DI_BANDUNG))
    for _ in range(2):
        await Profil(pekerja, S3Tiruan()).perbarui(PerbaruiProfil(usulan_id=isi.usulan_id, dasar=sk))
    async with pekerja.transaksi() as gudang:
        await gudang.asn.segarkan(datetime.combine(isi.periode, time(), UTC))
    async with api.transaksi(DI_BANDUNG) as gudang:
        profil = await gudang.asn.baca_profil(id_asn(BANDUNG))
        (ringkas,) = (await gudang.asn.cari(SaringanASN(cari="ayu"))).baris
    assert profil is not None
    assert len(profil.golongan) == 4
    baru = profil.golongan_terakhir
    assert baru is not None
    assert (baru.golongan, baru.tmt, baru.nomor_sk) == (Golongan.III_D, isi.periode, sk.nomor)
    assert (baru.masa_kerja_tahun, baru.masa_kerja_bulan) == (12, 9)
    assert baru.gaji_pokok == GAJI_III_D_12_TAHUN
    assert baru.nomor_pertek == "PT-000001/KR.III/KP/2026"
    assert (ringkas.golongan, ringkas.tmt_golongan) == ("III/d", isi.periode)
    async with api.transaksi(DI_BANDUNG) as gudang:
        arsip = {satu.id: satu for satu in await gudang.dokumen.arsip(id_asn(BANDUNG))}
    assert baru.dokumen_id is not None
    assert (arsip[baru.dokumen_id].kode, arsip[baru.dokumen_id].sha256) == ("sk_kp_terakhir", sk.sha256)


async def test_tanggal_usul_dikenali_dari_tanda_langkahnya_bukan_dari_namanya(
    api: PabrikGudang, pekerja: PabrikGudang
) -> None:
    isi = await diajukan(api, kode={"persetujuan": "pengesahan_usul", "paraf_pertek": "persetujuan_konsep"})
    assert [satu.kode for satu in isi.langkah if satu.menyetujui_usul] == ["pengesahan_usul", "persetujuan_perbaikan"]
    setuju = {"putusan": "SETUJU"}
    semua = [
        peristiwa(ke, JenisPeristiwa.DIPUTUS, langkah=kode, rincian=setuju, waktu=SAAT - timedelta(days=10 - ke))
        for ke, kode in enumerate(("verifikasi_instansi", "pengesahan_usul", "persetujuan_konsep"))
    ]
    await PencatatBuku(pekerja).catat(catatan(isi, 0, semua, None, tahap=PERTEK_KP))
    _, bahan = await didraf(pekerja, permintaan(isi, PERTEK_KP, KANREG))
    assert bahan.fakta.tanggal_usul == semua[1].waktu.date()


async def test_surat_masuk_arsip_begitu_terbit_tanpa_menunggu_profilnya(
    api: PabrikGudang, pekerja: PabrikGudang
) -> None:
    isi = await diajukan(api)
    await diterbitkan(pekerja, permintaan(isi, PERTEK_KP, KANREG))
    sk = await diterbitkan(pekerja, permintaan(isi, SK_KP, DI_BANDUNG))
    async with api.transaksi(DI_BANDUNG) as gudang:
        arsip = await gudang.dokumen.arsip(id_asn(BANDUNG))
    assert [(satu.kode, satu.sha256) for satu in arsip] == [("sk_kp_terakhir", sk.sha256)], "pertek tidak diarsipkan"


async def test_pertek_bukan_dasar_perubahan_profil(api: PabrikGudang, pekerja: PabrikGudang) -> None:
    isi = await diajukan(api)
    pertek = await diterbitkan(pekerja, permintaan(isi, PERTEK_KP, KANREG))
    with pytest.raises(DasarKeliru, match="harus keputusan kenaikan pangkat"):
        await Profil(pekerja, S3Tiruan()).perbarui(PerbaruiProfil(usulan_id=isi.usulan_id, dasar=pertek))


async def test_usulan_yang_ditarik_membatalkan_drafnya_juga_yang_disusun_belakangan(
    api: PabrikGudang, pekerja: PabrikGudang
) -> None:
    isi = await diajukan(api)
    await didraf(pekerja, permintaan(isi, PERTEK_KP, KANREG))
    ditarik = Hasil(jenis=JenisHasil.DITARIK, keterangan="Keliru.")
    await PencatatBuku(pekerja).catat(
        catatan(isi, 0, [peristiwa(0, JenisPeristiwa.SELESAI)], None, hasil=ditarik, status=17)
    )
    await didraf(pekerja, permintaan(isi, PERTEK_KP, KANREG, ke=2))
    async with pekerja.transaksi() as gudang:
        assert [satu.tahap for satu in await gudang.surat.pada_usulan(isi.usulan_id)] == ["batal", "batal"]

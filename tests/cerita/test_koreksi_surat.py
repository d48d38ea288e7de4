"""Cerita koreksi surat: usul instansi, validasi BKN, surat baru; usulan asal yang masih berjalan mengikutinya."""

import asyncio

import pytest
from temporalio.client import WorkflowUpdateFailedError

from models.galat import JenisGalat
from models.keputusan import Alasan, Penahanan
from models.koreksi import CaraBerakhir, PerubahanDasar
from models.langkah import JenisPutusan
from models.layanan.koreksi_surat import PEMBATALAN_PERTEK, PERBAIKAN_PERTEK, PERBAIKAN_SK
from models.peran import Peran
from models.peristiwa import JenisPeristiwa
from models.pesan import Cap
from models.surat.kp import PERTEK_KP
from models.usulan import JenisHasil
from tests.cerita.dunia import dunia, jenis_galat, orang
from tests.cerita.koreksi import DuaUsulan, dua_usulan, sampai_sk, terbitkan_koreksi

MS, BTS, TMS = JenisPutusan.MS, JenisPutusan.BTS, JenisPutusan.TMS
SETUJU, TOLAK = JenisPutusan.SETUJU, JenisPutusan.TOLAK
ALASAN = (Alasan(sasaran="bidang", kode="perbaikan", alasan="DATA_TIDAK_SESUAI", uraian="Ijazahnya lain."),)
DIGANTI = PerubahanDasar(
    jenis=PERTEK_KP,
    menjadi=CaraBerakhir.DIGANTI,
    status=75,
    keterangan="Diganti dengan surat nomor 2.",
    cap=Cap(nama="dasar_berubah", id="usulan-koreksi"),
)
DICABUT = DIGANTI.model_copy(update={"menjadi": CaraBerakhir.DICABUT, "keterangan": "Dicabut dengan surat nomor 2."})


async def test_pertek_diperbaiki_selagi_sk_diparaf_sk_disusun_ulang_bernomor_sama() -> None:
    async with dua_usulan(PERBAIKAN_PERTEK) as dua:
        await sampai_sk(dua.asal)
        lama = await dua.asal.tunggu("paraf_sk")
        await terbitkan_koreksi(dua)
        assert (await dua.koreksi.hasil()).jenis is JenisHasil.SELESAI
        assert _status(dua)[1] == 8
        assert lama.draf is not None
        with pytest.raises(WorkflowUpdateFailedError) as galat:
            await dua.asal.kirim_putusan(lama, SETUJU)
        assert jenis_galat(galat.value) == JenisGalat.TUGAS_TIDAK_TERBUKA
        baru = await dua.asal.tunggu("paraf_sk")
        assert baru.draf is not None
        assert (baru.draf.nomor, baru.draf.sha256 != lama.draf.sha256) == (lama.draf.nomor, True)
        await dua.asal.terbitkan("sk")
        assert (await dua.asal.hasil()).jenis is JenisHasil.SELESAI
        assert JenisPeristiwa.DASAR_BERUBAH in dua.asal.buku.jenis()


async def test_pertek_diperbaiki_selagi_sk_menunggu_tanda_tangan_diparaf_lagi() -> None:
    async with dua_usulan(PERBAIKAN_PERTEK) as dua:
        await sampai_sk(dua.asal)
        await dua.asal.putus("paraf_sk", SETUJU)
        lama = await dua.asal.tunggu("tte_sk")
        await terbitkan_koreksi(dua)
        await dua.koreksi.hasil()
        baru = await dua.asal.tunggu("paraf_sk")
        assert (baru.ke, baru.draf != lama.draf) == (2, True)
        await dua.asal.terbitkan("sk")
        assert dua.asal.surat.tanda_tangan == 3


async def test_sk_ditolak_karena_perteknya_keliru_menunggu_koreksinya() -> None:
    async with dua_usulan(PERBAIKAN_PERTEK) as dua:
        await sampai_sk(dua.asal)
        await dua.asal.putus("paraf_sk", TOLAK, alasan=ALASAN)
        periksa = await dua.asal.tunggu("periksa_ulang_sk")
        assert "ajukan perbaikan atau pembatalan" in periksa.keterangan
        await terbitkan_koreksi(dua)
        baru = await dua.asal.tunggu("paraf_sk")
        assert baru.ke == 2
        assert dua.asal.buku.langkah_diputus()[-1] == "paraf_sk", "periksa ulang tertutup tanpa diputus siapa pun"
        await dua.asal.terbitkan("sk")
        assert (await dua.asal.hasil()).jenis is JenisHasil.SELESAI


@pytest.mark.parametrize("langkah", ["paraf_sk", "tte_sk", "periksa_ulang_sk", "ditahan"])
async def test_pertek_dibatalkan_mengakhiri_usulan_yang_berjalan(langkah: str) -> None:
    async with dua_usulan(PEMBATALAN_PERTEK) as dua:
        await sampai_sk(dua.asal)
        match langkah:
            case "tte_sk":
                await dua.asal.putus("paraf_sk", SETUJU)
            case "periksa_ulang_sk":
                await dua.asal.putus("paraf_sk", TOLAK, alasan=ALASAN)
            case "ditahan":
                penahanan = Penahanan(alasan="NSPK.", pelaku=orang(Peran.ADMINISTRATOR))
                await dua.asal.alur.execute_update("tahan", penahanan)
        await terbitkan_koreksi(dua)
        hasil = await dua.asal.hasil()
        assert hasil.jenis is JenisHasil.DIBATALKAN
        assert "surat nomor" in hasil.keterangan
        assert (await dua.koreksi.hasil()).jenis is JenisHasil.SELESAI
        assert _status(dua) == (75, 75)
        assert dua.saksi.dibatalkan == [dua.asal.berkas.usulan_id]
        assert dua.asal.buku.keadaan is not None
        assert dua.asal.buku.keadaan.tugas is None
        assert [surat.jenis for surat in dua.asal.surat.terbit] == ["pertek_kp", "pembatalan_pertek_kp"]
        assert dua.asal.surat.profil == []


async def test_pertek_dibatalkan_sesudah_usulannya_selesai() -> None:
    async with dua_usulan(PEMBATALAN_PERTEK) as dua:
        await sampai_sk(dua.asal)
        await dua.asal.terbitkan("sk")
        assert (await dua.asal.hasil()).jenis is JenisHasil.SELESAI
        await terbitkan_koreksi(dua)
        assert (await dua.koreksi.hasil()).jenis is JenisHasil.SELESAI
        assert dua.saksi.dibatalkan == [dua.asal.berkas.usulan_id]


@pytest.mark.parametrize("jenis", [PERBAIKAN_PERTEK, PEMBATALAN_PERTEK])
async def test_usulan_asal_selesai_tepat_sebelum_dikabari(jenis: str) -> None:
    async with dua_usulan(jenis) as dua:
        await sampai_sk(dua.asal)
        await dua.asal.terbitkan("sk")
        await dua.asal.hasil()
        dua.saksi.dianggap_terbuka = 1
        await terbitkan_koreksi(dua)
        assert (await dua.koreksi.hasil()).jenis is JenisHasil.SELESAI


async def test_perbaikan_sk_memperbarui_profil_dari_usulan_koreksinya() -> None:
    async with dua_usulan(PERBAIKAN_SK) as dua:
        await sampai_sk(dua.asal)
        await dua.asal.terbitkan("sk")
        await dua.asal.hasil()
        await terbitkan_koreksi(dua)
        assert (await dua.koreksi.hasil()).jenis is JenisHasil.SELESAI
        assert dua.koreksi.surat.profil == [dua.asal.berkas.usulan_id, dua.koreksi.berkas.usulan_id]
        assert _status(dua) == (31, 31)
        assert [surat.jenis for surat in dua.koreksi.surat.terbit][-1] == "perbaikan_sk_kp"


async def test_koreksi_dikembalikan_bkn_diperbaiki_disetujui_ulang_dengan_statusnya() -> None:
    async with dua_usulan(PERBAIKAN_PERTEK) as dua:
        await sampai_sk(dua.asal)
        d = dua.koreksi
        await d.putus("verifikasi_instansi", MS)
        await d.putus("persetujuan", SETUJU)
        await d.putus("validasi_bkn", BTS, alasan=ALASAN)
        await d.tunggu("perbaikan")
        assert (await d.keadaan()).status == 72
        await d.perbaiki(alasan="Salah ketik tahun.")
        await d.tunggu("persetujuan_perbaikan")
        assert (await d.keadaan()).status == 24
        await d.putus("persetujuan_perbaikan", SETUJU)
        await d.tunggu("validasi_bkn")
        assert (await d.keadaan()).status == 58
        await d.putus("validasi_bkn", MS)
        await d.terbitkan("pertek")
        assert (await d.hasil()).jenis is JenisHasil.SELESAI
        keadaan = d.buku.keadaan
        assert keadaan is not None
        assert (keadaan.putaran_bts, keadaan.isi["alasan"]) == (1, "Salah ketik tahun.")


@pytest.mark.parametrize(("jenis", "status"), [(PERBAIKAN_PERTEK, 73), (PEMBATALAN_PERTEK, 6), (PERBAIKAN_SK, 70)])
async def test_koreksi_yang_tms_tidak_menyentuh_usulan_asal(jenis: str, status: int) -> None:
    async with dua_usulan(jenis) as dua:
        await sampai_sk(dua.asal)
        sebelum = await dua.asal.tunggu("paraf_sk")
        await dua.koreksi.putus("verifikasi_instansi", MS)
        await dua.koreksi.putus("persetujuan", SETUJU)
        await dua.koreksi.putus("validasi_bkn", TMS, alasan=ALASAN)
        hasil = await dua.koreksi.hasil()
        assert (hasil.jenis, hasil.alasan) == (JenisHasil.TMS, ALASAN)
        assert _status(dua)[1] == status
        sesudah = await dua.asal.tugas("paraf_sk")
        assert (sesudah.id, sesudah.draf) == (sebelum.id, sebelum.draf)
        assert JenisPeristiwa.DASAR_BERUBAH not in dua.asal.buku.jenis()


async def test_sk_yang_telanjur_ditandatangani_diselesaikan_dulu_lalu_usulannya_dibatalkan() -> None:
    async with dunia() as d:
        await sampai_sk(d)
        await d.putus("paraf_sk", SETUJU)
        tugas = await d.tunggu("tte_sk")
        d.buku.boleh_menulis.clear()
        tanda_tangan = asyncio.create_task(d.tanda_tangani("tte_sk"))
        await d.tunggu_berpindah(tugas)
        await d.alur.signal("dasar_berubah", DICABUT)
        d.buku.boleh_menulis.set()
        await tanda_tangan
        hasil = await d.hasil()
        assert (hasil.jenis, hasil.keterangan) == (JenisHasil.DIBATALKAN, DICABUT.keterangan)
        assert [surat.jenis for surat in d.surat.terbit] == ["pertek_kp", "sk_kp"]
        assert d.surat.profil == [d.berkas.usulan_id], "akibatnya ditarik kembali koreksinya, bukan dipotong di tengah"
        assert d.buku.keadaan is not None
        assert d.buku.keadaan.status == 75


async def test_kabar_ganti_sesudah_sk_ditandatangani_hanya_tercatat() -> None:
    async with dunia() as d:
        await sampai_sk(d)
        await d.putus("paraf_sk", SETUJU)
        tugas = await d.tunggu("tte_sk")
        d.buku.boleh_menulis.clear()
        tanda_tangan = asyncio.create_task(d.tanda_tangani("tte_sk"))
        await d.tunggu_berpindah(tugas)
        await d.alur.signal("dasar_berubah", DIGANTI)
        d.buku.boleh_menulis.set()
        await tanda_tangan
        assert (await d.hasil()).jenis is JenisHasil.SELESAI
        assert d.surat.tanda_tangan == 2
        assert JenisPeristiwa.DASAR_BERUBAH in d.buku.jenis()


async def test_kabar_tanpa_cap_untuk_hal_lain_atau_berulang_dibuang() -> None:
    """Sinyal tidak dapat ditolak; muatan yang disadap pun tidak mengakhiri atau mengulang apa pun."""
    async with dunia() as d:
        await sampai_sk(d)
        await d.tunggu("paraf_sk")
        lain = Cap(nama="tarik", id="usulan-koreksi")
        for palsu in (DICABUT.model_copy(update={"cap": None}), DICABUT.model_copy(update={"cap": lain})):
            await d.alur.signal("dasar_berubah", palsu)
        await d.alur.signal("dasar_berubah")
        await d.alur.signal("dasar_berubah", args=[DICABUT, DICABUT])
        for _ in range(3):
            await d.alur.signal("dasar_berubah", DIGANTI)
        await d.terbitkan("sk")
        assert (await d.hasil()).jenis is JenisHasil.SELESAI
        assert d.buku.jenis().count(JenisPeristiwa.DASAR_BERUBAH) == 1


async def test_kabar_ganti_selagi_paraf_dijawab_tidak_meneruskan_draf_lama() -> None:
    """Paraf atas draf lama sudah diterima ketika kabarnya datang; penandatangan tidak pernah melihat draf itu."""
    async with dunia() as d:
        await sampai_sk(d)
        tugas = await d.tunggu("paraf_sk")
        d.buku.boleh_menulis.clear()
        paraf = asyncio.create_task(d.kirim_putusan(tugas, SETUJU))
        await d.tunggu_berpindah(tugas)
        await d.alur.signal("dasar_berubah", DIGANTI)
        d.buku.boleh_menulis.set()
        await paraf
        ulang = await d.tunggu("paraf_sk")
        assert ulang.ke == 2
        await d.terbitkan("sk")
        assert (await d.hasil()).jenis is JenisHasil.SELESAI


def _status(dua: DuaUsulan) -> tuple[int, int]:
    asal, koreksi = dua.asal.buku.keadaan, dua.koreksi.buku.keadaan
    assert asal is not None
    assert koreksi is not None
    return asal.status, koreksi.status

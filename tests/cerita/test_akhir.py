"""Cerita tentang akhir dan perbaikan usulan: akibat yang dimulai, jalan keluar, tanggal surat, dan cacat program."""

import asyncio
from collections import deque
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from temporalio import activity
from temporalio.client import WorkflowExecutionStatus, WorkflowUpdateFailedError

from activities.galat import fakta
from models import kegiatan
from models.galat import JenisGalat
from models.kegiatan import Arsipkan, Diarsipkan, DrafTersusun, PerbaruiProfil, ProfilDiperbarui, SusunSurat
from models.keputusan import Alasan, Pelanjutan, Penahanan, Penarikan, Pengalihan
from models.langkah import JenisPutusan
from models.layanan.koreksi_surat import PERBAIKAN_PERTEK
from models.mesin import TERSANGKUT
from models.peran import Peran
from models.peremajaan.kewenangan import INSTANSI
from models.peristiwa import Catatan, JenisPeristiwa, Tercatat
from models.usulan import JenisHasil
from tests.cerita.dunia import BukuSaksi, Dunia, SuratSaksi, dunia, jenis_galat, orang
from tests.cerita.koreksi import dua_usulan, sampai_sk
from tests.cerita.peremajaan import berkas as berkas_peremajaan
from tests.cerita.test_koreksi_surat import DIGANTI

MS, SETUJU, ULANGI, AKHIRI = JenisPutusan.MS, JenisPutusan.SETUJU, JenisPutusan.ULANGI, JenisPutusan.AKHIRI
ADMINISTRATOR = orang(Peran.ADMINISTRATOR)
MENARIK = Penarikan(alasan="Keliru.", pelaku=orang(Peran.OPERATOR))
BUNTU = (Alasan(sasaran="umum", alasan="TIDAK_DAPAT_DIBERESKAN", uraian="Unitnya sudah dibubarkan."),)


@dataclass
class SuratLambat(SuratSaksi):
    """Kegiatannya dapat ditunda dan digagalkan menurut naskah cerita."""

    susunan: list[SusunSurat] = field(default_factory=list)
    dimulai: asyncio.Event = field(default_factory=asyncio.Event)
    boleh_selesai: asyncio.Event = field(default_factory=asyncio.Event)
    galat: deque[Exception] = field(default_factory=deque)
    ditulis: int = 0

    @activity.defn(name=kegiatan.SUSUN_SURAT)
    async def susun(self, masukan: SusunSurat) -> DrafTersusun:
        self.susunan.append(masukan)
        return await super().susun(masukan)

    @activity.defn(name=kegiatan.ARSIPKAN)
    async def arsipkan(self, masukan: Arsipkan) -> Diarsipkan:
        if self.galat:
            raise self.galat.popleft()
        return await super().arsipkan(masukan)

    @activity.defn(name=kegiatan.PERBARUI_PROFIL)
    async def perbarui_profil(self, masukan: PerbaruiProfil) -> ProfilDiperbarui:
        self.ditulis += 1
        self.dimulai.set()
        await self.boleh_selesai.wait()
        if self.galat:
            raise self.galat.popleft()
        return await super().perbarui_profil(masukan)


@dataclass
class BukuCacat(BukuSaksi):
    """Pencatatannya rusak sekian kali, seperti sesudah versi yang keliru dipasang."""

    rusak: int = 0

    def __post_init__(self) -> None:
        super().__init__()

    @activity.defn(name=kegiatan.CATAT)
    async def catat(self, catatan: Catatan) -> Tercatat:
        if self.rusak:
            self.rusak -= 1
            raise TypeError("cacat program")
        return await super().catat(catatan)


# ── Akibat yang sudah dimulai ─────────────────────────────────────────────────────────────────────────────────────────


async def _menulis_profil(d: Dunia, surat: SuratLambat) -> None:
    await d.putus("verifikasi_instansi", MS)
    await surat.dimulai.wait()


async def test_tidak_ditarik_selagi_profil_ditulis() -> None:
    surat = SuratLambat()
    async with dunia(berkas_peremajaan(INSTANSI), surat=surat) as d:
        await _menulis_profil(d, surat)
        with pytest.raises(WorkflowUpdateFailedError) as galat:
            await d.alur.execute_update("tarik", MENARIK)
        assert jenis_galat(galat.value) == JenisGalat.TERLAMBAT_DITARIK
        surat.boleh_selesai.set()
        assert (await d.hasil()).jenis is JenisHasil.SELESAI
        assert surat.profil == [d.berkas.usulan_id]


async def _dihentikan(d: Dunia) -> None:
    """Pembatalan dari meja Temporal, sampai alurnya menerimanya."""
    await d.alur.cancel()
    while not await d.riwayat_memuat("workflow_execution_cancel_requested"):
        await d.lingkungan.sleep(timedelta(seconds=1))
    await d.lingkungan.sleep(timedelta(seconds=1))


async def test_penghentian_dari_mesin_menunggu_profil_yang_sedang_ditulis() -> None:
    surat = SuratLambat()
    async with dunia(berkas_peremajaan(INSTANSI), surat=surat) as d:
        await _menulis_profil(d, surat)
        await _dihentikan(d)
        assert d.buku.keadaan is not None
        assert d.buku.keadaan.hasil is None
        surat.boleh_selesai.set()
        assert (await d.hasil()).jenis is JenisHasil.SELESAI
        assert surat.profil == [d.berkas.usulan_id]
        assert JenisPeristiwa.PROFIL_DIPERBARUI in d.buku.jenis()


@pytest.mark.parametrize("dihentikan", [True, False])
async def test_bila_profil_ternyata_tidak_tertulis_usulannya_dapat_berakhir(dihentikan: bool) -> None:
    surat = SuratLambat(galat=deque([fakta("Riwayatnya belum lengkap.")]))
    async with dunia(berkas_peremajaan(INSTANSI), surat=surat) as d:
        await _menulis_profil(d, surat)
        if dihentikan:
            await _dihentikan(d)
            surat.boleh_selesai.set()
        else:
            surat.boleh_selesai.set()
            await d.tunggu("perbaikan_sistem")
            await d.alur.execute_update("tarik", MENARIK)
        assert (await d.hasil()).jenis is JenisHasil.DITARIK
        assert surat.profil == []


# ── Jalan keluar ──────────────────────────────────────────────────────────────────────────────────────────────────────


async def test_halangan_yang_tidak_dapat_dibereskan_mengakhiri_usulan_dengan_alasan() -> None:
    async with dunia() as d:
        d.surat.galat_susun.append(fakta("Kanreg III belum punya penandatangan aktif."))
        await d.sampai_pertek()
        with pytest.raises(WorkflowUpdateFailedError) as galat:
            await d.putus("perbaikan_sistem", AKHIRI)
        assert jenis_galat(galat.value) == JenisGalat.ALASAN_KOSONG
        await d.putus("perbaikan_sistem", AKHIRI, alasan=BUNTU)
        hasil = await d.hasil()
        assert (hasil.jenis, hasil.alasan) == (JenisHasil.DIAKHIRI, BUNTU)
        assert d.buku.keadaan is not None
        assert (d.buku.keadaan.status, d.buku.keadaan.tugas) == (99, None)
        assert d.buku.langkah_diputus()[-1] == "perbaikan_sistem"


@pytest.mark.parametrize("jawaban", [ULANGI, AKHIRI])
async def test_surat_koreksi_yang_tidak_dapat_terbit_sesudah_ditandatangani_ada_jalan_keluarnya(
    jawaban: JenisPutusan,
) -> None:
    surat = SuratLambat()
    surat.boleh_selesai.set()
    async with dua_usulan(PERBAIKAN_PERTEK, surat=surat) as dua:
        await sampai_sk(dua.asal)
        d = dua.koreksi
        await d.sampai_pertek()
        surat.galat.append(fakta("Surat koreksi belum dapat terbit: surat terbit itu tidak ada."))
        await d.terbitkan("pertek")
        await d.tunggu("perbaikan_sistem")
        with pytest.raises(WorkflowUpdateFailedError) as galat:
            await d.alur.execute_update("tarik", MENARIK)
        assert jenis_galat(galat.value) == JenisGalat.TERLAMBAT_DITARIK
        await d.putus("perbaikan_sistem", jawaban, alasan=BUNTU)
        semestinya = JenisHasil.SELESAI if jawaban is ULANGI else JenisHasil.DIAKHIRI
        assert (await d.hasil()).jenis is semestinya
        await dua.asal.tunggu("paraf_sk")
        assert (JenisPeristiwa.DASAR_BERUBAH in dua.asal.buku.jenis()) is (jawaban is ULANGI)


# ── Waktu surat ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _hari(d: SuratLambat) -> list[float]:
    return [(satu.diminta - d.susunan[0].diminta) / timedelta(days=1) for satu in d.susunan]


async def test_surat_sesudah_perbaikan_bertanggal_hari_ia_disusun() -> None:
    surat = SuratLambat()
    surat.galat_susun.append(fakta("Belum punya penandatangan."))
    async with dunia(surat=surat) as d:
        await d.sampai_pertek()
        await d.tunggu("perbaikan_sistem")
        await d.maju(60)
        await d.putus("perbaikan_sistem", ULANGI)
        await d.tunggu("paraf_pertek")
        assert _hari(surat)[1] >= 60
        assert [satu.ke for satu in surat.susunan] == [1, 1], "percobaan lagi atas draf yang sama"


async def test_surat_yang_dialihkan_selagi_ditahan_bertanggal_hari_ia_disusun() -> None:
    surat = SuratLambat()
    async with dunia(surat=surat) as d:
        await d.sampai_pertek()
        await d.putus("paraf_pertek", SETUJU)
        tugas = await d.tunggu("tte_pertek")
        await d.alur.execute_update("tahan", Penahanan(alasan="NSPK.", pelaku=ADMINISTRATOR))
        await d.alur.execute_update(
            "alihkan", Pengalihan(tugas_id=tugas.id, kepada="akun-lain", alasan="Cuti.", pelaku=ADMINISTRATOR)
        )
        await d.maju(60)
        await d.alur.execute_update("lanjutkan", Pelanjutan(alasan="Beres.", pelaku=ADMINISTRATOR))
        await d.tunggu("paraf_pertek")
        assert _hari(surat)[-1] >= 60
        assert surat.susunan[-1].penandatangan == "akun-lain"


# ── Cacat program ─────────────────────────────────────────────────────────────────────────────────────────────────────


async def test_cacat_program_menjadi_tugas_perbaikan_sesudah_beberapa_percobaan() -> None:
    surat = SuratLambat(galat=deque(TypeError("NIP 199001012020121001") for _ in range(5)))
    surat.boleh_selesai.set()
    async with dunia(berkas_peremajaan(INSTANSI), surat=surat) as d:
        await d.putus("verifikasi_instansi", MS)
        tugas = await d.tunggu("perbaikan_sistem")
        assert surat.ditulis == 5
        assert "cacat program (TypeError)" in tugas.keterangan
        assert "1990" not in tugas.keterangan
        await d.putus("perbaikan_sistem", ULANGI)
        assert (await d.hasil()).jenis is JenisHasil.SELESAI


async def test_gangguan_dicoba_terus_tanpa_memanggil_siapa_pun() -> None:
    surat = SuratLambat(galat=deque(ConnectionError("putus") for _ in range(12)))
    surat.boleh_selesai.set()
    async with dunia(berkas_peremajaan(INSTANSI), surat=surat) as d:
        await d.putus("verifikasi_instansi", MS)
        assert (await d.hasil()).jenis is JenisHasil.SELESAI
        assert surat.ditulis == 13
        assert d.buku.langkah_diputus() == ["verifikasi_instansi"]


async def test_pencatatan_yang_cacat_menandai_usulan_tersangkut_lalu_pulih_tanpa_kehilangan() -> None:
    buku = BukuCacat()
    async with dunia(buku=buku) as d:
        tugas = await d.tunggu("verifikasi_instansi")
        buku.rusak = 12
        putusan = asyncio.create_task(d.kirim_putusan(tugas, MS))
        while not await _tersangkut(d):
            await d.lingkungan.sleep(timedelta(seconds=5))
        assert (await d.alur.describe()).status is WorkflowExecutionStatus.RUNNING
        await d.maju(1)
        await putusan
        await d.tunggu("persetujuan")
        assert not await _tersangkut(d)
        assert [satu.urut for satu in buku.peristiwa] == list(range(len(buku.peristiwa)))


async def _tersangkut(d: Dunia) -> bool:
    return bool((await d.alur.describe()).typed_search_attributes.get(TERSANGKUT))


# ── Jejak yang tidak tertinggal ───────────────────────────────────────────────────────────────────────────────────────


async def test_kabar_dari_koreksi_segera_tercatat() -> None:
    async with dunia() as d:
        await d.sampai_validasi()
        await d.tunggu("validasi_bkn")
        await d.alur.signal("dasar_berubah", DIGANTI)
        await d.lingkungan.sleep(timedelta(seconds=5))
        assert JenisPeristiwa.DASAR_BERUBAH in d.buku.jenis()
        await d.tugas("validasi_bkn")


async def test_penghentian_selagi_akhirnya_dicatat_tidak_menghilangkan_akhirnya() -> None:
    """Basis data padam ketika usulannya berakhir, lalu mesinnya menghentikannya: hasilnya tetap tercatat."""
    async with dunia() as d:
        tugas = await d.tunggu("verifikasi_instansi")
        d.buku.boleh_menulis.clear()
        putusan = asyncio.create_task(d.kirim_putusan(tugas, JenisPutusan.TMS, alasan=BUNTU))
        while not await d.riwayat_memuat("workflow_execution_update_accepted"):
            await d.lingkungan.sleep(timedelta(seconds=1))
        await _dihentikan(d)
        d.buku.boleh_menulis.set()
        await putusan
        assert (await d.hasil()).jenis is JenisHasil.TMS
        assert d.buku.jenis()[-2:] == [JenisPeristiwa.DIPUTUS, JenisPeristiwa.SELESAI]

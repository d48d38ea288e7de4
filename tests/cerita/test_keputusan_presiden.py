"""Cerita kenaikan pangkat yang ditetapkan Presiden: keputusannya ditunggu, yang keliru ditolak, yang cocok berlaku."""

from datetime import timedelta
from uuid import UUID

import pytest
from temporalio.client import WorkflowUpdateFailedError, WorkflowUpdateStage

from models.galat import JenisGalat
from models.keputusan import KeputusanMasuk, Pelanjutan, Penahanan, Penarikan
from models.koreksi import CaraBerakhir, PerubahanDasar
from models.langkah import JenisPutusan
from models.layanan.kenaikan_pangkat import PRESIDEN
from models.peran import BKN_PUSAT, Peran
from models.peristiwa import Diingatkan, JenisPeristiwa
from models.pesan import Cap
from models.profil import ProfilASN
from models.referensi import Jenjang
from models.surat.keputusan_presiden import KEPUTUSAN_PRESIDEN_KP
from models.surat.kp import PERTEK_KP
from models.usulan import JenisHasil
from tests.cerita.dunia import Dunia, dunia, jenis_galat, orang
from tests.cerita.presiden import (
    BEDA,
    KELIRU,
    PENGIRIM,
    PETUGAS,
    TUNGGU,
    ahli,
    berkas_presiden,
    datang,
    sampai_menunggu,
)

ADMINISTRATOR = orang(Peran.ADMINISTRATOR)


async def ditolak(d: Dunia, baris_id: UUID) -> str | None:
    with pytest.raises(WorkflowUpdateFailedError) as galat:
        await datang(d, baris_id)
    return jenis_galat(galat.value)


@pytest.mark.parametrize("profil", [ahli(Jenjang.MADYA, "IV/b"), ahli(Jenjang.UTAMA, "IV/a")], ids=["IV/c", "utama"])
def test_rute_presiden_membekukan_penantian_dan_bukan_sk_instansi(profil: ProfilASN) -> None:
    isi = berkas_presiden(profil)
    kode = {satu.kode: satu.unit for satu in isi.langkah}
    assert isi.rute == PRESIDEN
    assert kode[TUNGGU] == kode[KELIRU] == kode["validasi_bkn"] == BKN_PUSAT
    assert not kode.keys() & {"paraf_sk", "tte_sk", "periksa_ulang_sk"}


@pytest.mark.parametrize("profil", [ahli(Jenjang.MADYA, "IV/b"), ahli(Jenjang.UTAMA, "IV/d")], ids=["IV/c", "utama"])
async def test_keputusan_setneg_berlaku_tanpa_diketik_ulang(profil: ProfilASN) -> None:
    async with dunia(berkas_presiden(profil)) as d:
        await sampai_menunggu(d)
        assert (await d.keadaan()).status == 36
        await datang(d, UUID(int=7))
        assert (await d.hasil()).jenis is JenisHasil.SELESAI
        assert [satu.jenis for satu in d.surat.terbit] == ["pertek_kp", KEPUTUSAN_PRESIDEN_KP]
        assert d.surat.profil == [d.berkas.usulan_id]
        assert d.buku.keadaan is not None
        assert d.buku.keadaan.status == 31
        (peristiwa,) = (p for p in d.buku.peristiwa if p.jenis is JenisPeristiwa.KEPUTUSAN_DATANG)
        assert (peristiwa.pelaku, peristiwa.langkah) == (PENGIRIM, TUNGGU)


async def test_keliru_menjadi_tugas_administrator_lalu_gantinya_diunggah_petugas() -> None:
    async with dunia(berkas_presiden()) as d:
        await sampai_menunggu(d)
        d.surat.keliru[UUID(int=1)] = BEDA
        await datang(d, UUID(int=1))
        tugas = await d.tunggu(KELIRU)
        assert tugas.langkah.peran is Peran.ADMINISTRATOR
        assert tugas.keterangan == "golongan baru: diharapkan IV/c, diterima IV/d."
        assert d.surat.profil == []
        await datang(d, UUID(int=2), PETUGAS)
        assert (await d.hasil()).jenis is JenisHasil.SELESAI
        assert d.buku.jenis().count(JenisPeristiwa.KEPUTUSAN_KELIRU) == 1


async def test_administrator_selesai_mengurus_dan_gantinya_tetap_ditunggu() -> None:
    async with dunia(berkas_presiden()) as d:
        await sampai_menunggu(d)
        d.surat.keliru[UUID(int=1)] = BEDA
        await datang(d, UUID(int=1))
        await d.putus(KELIRU, JenisPutusan.ULANGI, oleh=ADMINISTRATOR)
        tugas = await d.tunggu(TUNGGU)
        assert (tugas.ke, tugas.alasan) == (2, ())
        await datang(d, UUID(int=2))
        assert (await d.hasil()).jenis is JenisHasil.SELESAI


async def test_lama_tak_datang_mengingatkan_dan_mengeskalasi_tanpa_memutus() -> None:
    async with dunia(berkas_presiden()) as d:
        await sampai_menunggu(d)
        await d.maju(400)
        tugas = await d.tugas(TUNGGU)
        assert tugas.peringatan == 3
        peringatan = [p.isi for p in d.buku.peristiwa if isinstance(p.isi, Diingatkan)]
        assert [isi.kepada for isi in peringatan] == ["verifikator_bkn", "verifikator_bkn", "administrator"]
        await datang(d, UUID(int=7))
        assert (await d.hasil()).jenis is JenisHasil.SELESAI


async def test_keputusan_yang_sama_dua_kali_diperiksa_sekali() -> None:
    async with dunia(berkas_presiden()) as d:
        await sampai_menunggu(d)
        d.surat.keliru[UUID(int=1)] = BEDA
        await datang(d, UUID(int=1))
        await d.tunggu(KELIRU)
        await datang(d, UUID(int=1))
        assert (await d.tugas(KELIRU)).ke == 1
        assert d.buku.jenis().count(JenisPeristiwa.KEPUTUSAN_DATANG) == 1


async def test_ditolak_bila_tidak_menunggu_ditahan_atau_berakhir() -> None:
    async with dunia(berkas_presiden()) as d:
        await d.tunggu("verifikasi_instansi")
        assert await ditolak(d, UUID(int=1)) == JenisGalat.TIDAK_MENUNGGU
        await sampai_menunggu(d)
        await d.alur.execute_update("tahan", Penahanan(alasan="Pemblokiran.", pelaku=ADMINISTRATOR))
        assert await ditolak(d, UUID(int=1)) == JenisGalat.DITAHAN
        await d.alur.execute_update("lanjutkan", Pelanjutan(alasan="Selesai.", pelaku=ADMINISTRATOR))
        with pytest.raises(WorkflowUpdateFailedError) as galat:
            await d.alur.execute_update("tarik", Penarikan(alasan="Keliru.", pelaku=orang(Peran.OPERATOR)))
        assert jenis_galat(galat.value) == JenisGalat.TERLAMBAT_DITARIK
        await datang(d, UUID(int=1))
        assert (await d.hasil()).jenis is JenisHasil.SELESAI


async def test_putusan_orang_tidak_menggantikan_keputusan_presiden() -> None:
    async with dunia(berkas_presiden()) as d:
        await sampai_menunggu(d)
        for jenis in (JenisPutusan.MS, JenisPutusan.SETUJU, JenisPutusan.ULANGI):
            with pytest.raises(WorkflowUpdateFailedError) as galat:
                await d.putus(TUNGGU, jenis)
            assert jenis_galat(galat.value) == JenisGalat.PUTUSAN_TIDAK_BERLAKU


async def test_ditahan_selagi_diperiksa_menunggu_dilanjutkan() -> None:
    async with dunia(berkas_presiden()) as d:
        await sampai_menunggu(d)
        d.buku.boleh_menulis.clear()
        await d.alur.start_update(
            "terima_keputusan",
            KeputusanMasuk(baris_id=UUID(int=7), pelaku=PENGIRIM),
            wait_for_stage=WorkflowUpdateStage.ACCEPTED,
        )
        await d.alur.start_update(
            "tahan", Penahanan(alasan="Pemblokiran.", pelaku=ADMINISTRATOR), wait_for_stage=WorkflowUpdateStage.ACCEPTED
        )
        d.buku.boleh_menulis.set()
        await d.lingkungan.sleep(timedelta(days=1))
        assert d.surat.terbit[-1].jenis == "pertek_kp"
        await d.alur.execute_update("lanjutkan", Pelanjutan(alasan="Selesai.", pelaku=ADMINISTRATOR))
        assert (await d.hasil()).jenis is JenisHasil.SELESAI


async def test_pertek_yang_dicabut_mengakhiri_penantian() -> None:
    async with dunia(berkas_presiden()) as d:
        await sampai_menunggu(d)
        await d.alur.signal(
            "dasar_berubah",
            PerubahanDasar(
                jenis=PERTEK_KP,
                menjadi=CaraBerakhir.DICABUT,
                keterangan="Pertek dibatalkan.",
                status=75,
                cap=Cap(nama="dasar_berubah", id="usulan-koreksi"),
            ),
        )
        assert (await d.hasil()).jenis is JenisHasil.DIBATALKAN
        assert d.surat.profil == []

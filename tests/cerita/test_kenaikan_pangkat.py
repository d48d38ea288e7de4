"""Cerita kenaikan pangkat, seperti prosedurnya, di server pelompat waktu. Setiap cerita diputar ulang di akhirnya."""

import asyncio

import pytest
from temporalio.client import WorkflowUpdateFailedError
from temporalio.exceptions import ApplicationError

from models.galat import JenisGalat
from models.keputusan import Alasan, Pelaku, Pelanjutan, Penahanan, Penarikan, Pengalihan, StatusTTE
from models.langkah import JenisPutusan
from models.peran import Peran
from models.peristiwa import Diperbaiki, JenisPeristiwa
from models.usulan import JenisHasil
from tests.cerita.dunia import UUID, berkas, dunia, jenis_galat, orang

MS, BTS, TMS = JenisPutusan.MS, JenisPutusan.BTS, JenisPutusan.TMS
SETUJU, TOLAK, ULANGI = JenisPutusan.SETUJU, JenisPutusan.TOLAK, JenisPutusan.ULANGI
ALASAN = (Alasan(sasaran="bidang", kode="nomor_stlud", alasan="data_tidak_sesuai", uraian="Nomor tidak terbaca."),)
ADMINISTRATOR = orang(Peran.ADMINISTRATOR)
ORANG_INSTANSI_LAIN = Pelaku(akun="akun-lain", peran=Peran.VERIFIKATOR_INSTANSI, unit="instansi:lain")


async def test_dari_verifikasi_sampai_profil() -> None:
    async with dunia() as d:
        await d.sampai_pertek()
        await d.terbitkan("pertek")
        await d.terbitkan("sk")
        hasil = await d.hasil()
        assert hasil.jenis is JenisHasil.SELESAI
        assert [surat.jenis for surat in d.surat.terbit] == ["pertek_kp", "sk_kp"]
        assert d.surat.profil == [d.berkas.usulan_id]
        assert d.buku.keadaan is not None
        assert d.buku.keadaan.status == 31
        assert [satu.urut for satu in d.buku.peristiwa] == list(range(len(d.buku.peristiwa)))


async def test_terlambat_diingatkan_dieskalasi_tanpa_diputus_lalu_bts_diperbaiki_selesai() -> None:
    async with dunia() as d:
        await d.tunggu("verifikasi_instansi")
        await d.maju(30)
        tugas = await d.tugas("verifikasi_instansi")
        assert tugas.peringatan == 3
        peringatan = [p for p in d.buku.jenis() if p in {JenisPeristiwa.DIINGATKAN, JenisPeristiwa.DIESKALASI}]
        assert peringatan == [JenisPeristiwa.DIINGATKAN, JenisPeristiwa.DIINGATKAN, JenisPeristiwa.DIESKALASI]
        assert d.buku.langkah_diputus() == []

        await d.kirim_putusan(tugas, BTS, alasan=ALASAN)
        assert (await d.tunggu("perbaikan")).alasan == ALASAN
        await d.perbaiki(nomor_stlud="STLUD-7")
        await d.sampai_pertek()
        await d.terbitkan("pertek")
        await d.terbitkan("sk")
        assert (await d.hasil()).jenis is JenisHasil.SELESAI
        assert d.buku.keadaan is not None
        assert d.buku.keadaan.putaran_bts == 1
        assert d.buku.keadaan.isi["nomor_stlud"] == "STLUD-7"


async def test_bts_bkn_diperbaiki_disetujui_ulang_berkali_kali() -> None:
    async with dunia() as d:
        await d.sampai_validasi()
        for _ in range(3):
            await d.putus("validasi_bkn", BTS, alasan=ALASAN)
            await d.perbaiki()
            await d.putus("persetujuan_perbaikan", SETUJU)
        await d.putus("validasi_bkn", MS)
        await d.tunggu("paraf_pertek")
        assert (await d.keadaan()).putaran_bts == 3


async def test_tms_mengakhiri_dengan_alasan() -> None:
    async with dunia() as d:
        await d.sampai_validasi()
        await d.putus("validasi_bkn", TMS, alasan=ALASAN)
        hasil = await d.hasil()
        assert (hasil.jenis, hasil.alasan) == (JenisHasil.TMS, ALASAN)
        assert d.buku.keadaan is not None
        assert d.buku.keadaan.status == 6
        assert d.surat.terbit == []


async def test_paraf_dan_tanda_tangan_ditolak_lalu_diperiksa_ulang_dengan_nomor_yang_sama() -> None:
    async with dunia() as d:
        await d.sampai_pertek()
        await d.putus("paraf_pertek", TOLAK, alasan=ALASAN)
        assert (await d.tunggu("validasi_bkn")).alasan == ALASAN
        await d.putus("validasi_bkn", MS)
        await d.putus("paraf_pertek", SETUJU)
        await d.putus("tte_pertek", TOLAK, alasan=ALASAN)
        await d.putus("validasi_bkn", MS)
        await d.terbitkan("pertek")
        await d.putus("paraf_sk", TOLAK, alasan=ALASAN)
        await d.putus("periksa_ulang_sk", SETUJU)
        await d.terbitkan("sk")
        assert (await d.hasil()).jenis is JenisHasil.SELESAI
        assert d.surat.tanda_tangan == 2


async def test_ditarik_sebelum_pertek_ditandatangani() -> None:
    async with dunia() as d:
        await d.sampai_pertek()
        await d.tunggu("paraf_pertek")
        await d.alur.execute_update("tarik", Penarikan(alasan="Keliru jenis KP.", pelaku=orang(Peran.OPERATOR)))
        hasil = await d.hasil()
        assert (hasil.jenis, hasil.keterangan) == (JenisHasil.DITARIK, "Keliru jenis KP.")
        assert JenisPeristiwa.DITARIK in d.buku.jenis()


async def test_tidak_dapat_ditarik_setelah_pertek_ditandatangani() -> None:
    async with dunia() as d:
        await d.sampai_pertek()
        await d.terbitkan("pertek")
        await d.tunggu("paraf_sk")
        with pytest.raises(WorkflowUpdateFailedError) as galat:
            await d.alur.execute_update("tarik", Penarikan(alasan="Terlambat.", pelaku=orang(Peran.OPERATOR)))
        assert jenis_galat(galat.value) == JenisGalat.TERLAMBAT_DITARIK


async def test_passphrase_salah_dan_jawaban_hilang_mengembalikan_tugas_kepada_penandatangan() -> None:
    async with dunia() as d:
        await d.sampai_pertek()
        await d.putus("paraf_pertek", SETUJU)
        salah = await d.tanda_tangani("tte_pertek", sesi=UUID(int=9))
        assert salah.status is StatusTTE.PASSPHRASE_SALAH
        d.surat.galat_tte.append(
            ApplicationError("Jawaban hilang.", type=JenisGalat.HASIL_TIDAK_PASTI, non_retryable=True)
        )
        hilang = await d.tanda_tangani("tte_pertek")
        assert hilang.status is StatusTTE.TIDAK_PASTI
        assert d.surat.tanda_tangan == 0, "tanda tangan tidak pernah diulang sendiri"
        assert (await d.tanda_tangani("tte_pertek")).status is StatusTTE.TERTANDA
        assert d.surat.tanda_tangan == 1


async def test_fakta_yang_menghalangi_menjadi_tugas_administrator() -> None:
    async with dunia() as d:
        d.surat.galat_susun.append(
            ApplicationError("Kanreg III belum punya penandatangan aktif.", type=JenisGalat.FAKTA, non_retryable=True)
        )
        await d.sampai_pertek()
        tugas = await d.tunggu("perbaikan_sistem")
        assert tugas.keterangan == "Kanreg III belum punya penandatangan aktif."
        await d.putus("perbaikan_sistem", ULANGI)
        await d.terbitkan("pertek")
        await d.tunggu("paraf_sk")


async def test_ditahan_tidak_diputus_dan_tidak_diingatkan_lalu_tenggat_dihitung_ulang() -> None:
    async with dunia() as d:
        tugas = await d.tunggu("verifikasi_instansi")
        administrator = orang(Peran.ADMINISTRATOR)
        await d.alur.execute_update("tahan", Penahanan(alasan="Pelanggaran NSPK.", pelaku=administrator))
        with pytest.raises(WorkflowUpdateFailedError) as galat:
            await d.kirim_putusan(tugas, MS)
        assert jenis_galat(galat.value) == JenisGalat.DITAHAN
        await d.maju(20)
        assert (await d.tugas("verifikasi_instansi")).peringatan == 0
        await d.alur.execute_update("lanjutkan", Pelanjutan(alasan="Sudah beres.", pelaku=administrator))
        dilanjutkan = await d.tugas("verifikasi_instansi")
        assert dilanjutkan.tenggat is not None
        assert tugas.tenggat is not None
        assert dilanjutkan.tenggat.jatuh_tempo > tugas.tenggat.jatuh_tempo
        await d.putus("verifikasi_instansi", MS)


async def test_dilanjutkan_selagi_penahanannya_belum_tercatat_tidak_mengingatkan_menurut_tenggat_lama() -> None:
    async with dunia() as d:
        await d.tunggu("verifikasi_instansi")
        await d.maju(20)
        administrator = orang(Peran.ADMINISTRATOR)
        d.buku.boleh_menulis.clear()
        tahan = asyncio.create_task(d.alur.execute_update("tahan", Penahanan(alasan="NSPK.", pelaku=administrator)))
        await d.ketika(lambda keadaan: keadaan.ditahan)
        lanjut = asyncio.create_task(
            d.alur.execute_update("lanjutkan", Pelanjutan(alasan="Beres.", pelaku=administrator))
        )
        await d.ketika(lambda keadaan: not keadaan.ditahan)
        sebelum = d.buku.jenis()
        d.buku.boleh_menulis.set()
        await asyncio.gather(tahan, lanjut)
        await d.putus("verifikasi_instansi", MS)
        sesudah = d.buku.jenis()[len(sebelum) :]
        assert JenisPeristiwa.DIINGATKAN not in sesudah
        assert JenisPeristiwa.DIESKALASI not in sesudah


async def test_dialihkan_hanya_untuk_yang_ditunjuk() -> None:
    async with dunia() as d:
        tugas = await d.tunggu("verifikasi_instansi")
        await d.alur.execute_update(
            "alihkan",
            Pengalihan(tugas_id=tugas.id, kepada="akun-lain", alasan="Cuti.", pelaku=orang(Peran.ADMIN_INSTANSI)),
        )
        with pytest.raises(WorkflowUpdateFailedError) as galat:
            await d.putus("verifikasi_instansi", MS)
        assert jenis_galat(galat.value) == JenisGalat.BUKAN_UNTUK_ANDA
        await d.putus("verifikasi_instansi", MS, oleh=orang(Peran.VERIFIKATOR_INSTANSI, "akun-lain"))
        await d.tunggu("persetujuan")


@pytest.mark.parametrize(
    ("pelaku", "jenis", "alasan", "galat"),
    [
        (orang(Peran.VERIFIKATOR_INSTANSI, "akun-operator"), MS, (), JenisGalat.BEDA_ORANG),
        (orang(Peran.APPROVER_INSTANSI), MS, (), JenisGalat.BUKAN_UNTUK_ANDA),
        (
            orang(Peran.VERIFIKATOR_INSTANSI).model_copy(update={"unit": "instansi:lain"}),
            MS,
            (),
            JenisGalat.BUKAN_UNTUK_ANDA,
        ),
        (orang(Peran.VERIFIKATOR_INSTANSI), BTS, (), JenisGalat.ALASAN_KOSONG),
        (orang(Peran.VERIFIKATOR_INSTANSI), SETUJU, (), JenisGalat.PUTUSAN_TIDAK_BERLAKU),
    ],
)
async def test_putusan_ditolak_tanpa_meninggalkan_peristiwa(pelaku, jenis, alasan, galat) -> None:
    async with dunia() as d:
        tugas = await d.tunggu("verifikasi_instansi")
        with pytest.raises(WorkflowUpdateFailedError) as ditolak:
            await d.kirim_putusan(tugas, jenis, oleh=pelaku, alasan=alasan)
        assert jenis_galat(ditolak.value) == galat
        assert all(
            not peristiwa.HasField("workflow_execution_update_accepted_event_attributes")
            for peristiwa in (await d.riwayat()).events
        )


async def test_dua_approver_bersamaan_satu_yang_menang() -> None:
    async with dunia() as d:
        await d.putus("verifikasi_instansi", MS)
        tugas = await d.tunggu("persetujuan")
        hasil = await asyncio.gather(
            d.kirim_putusan(tugas, SETUJU, oleh=orang(Peran.APPROVER_INSTANSI, "akun-a")),
            d.kirim_putusan(tugas, SETUJU, oleh=orang(Peran.APPROVER_INSTANSI, "akun-b")),
            return_exceptions=True,
        )
        kalah = [satu for satu in hasil if isinstance(satu, WorkflowUpdateFailedError)]
        assert len(kalah) == 1
        assert jenis_galat(kalah[0]) == JenisGalat.TUGAS_TIDAK_TERBUKA
        await d.tunggu("validasi_bkn")
        assert d.buku.langkah_diputus() == ["verifikasi_instansi", "persetujuan"]


async def test_dua_permintaan_tanda_tangan_bersamaan_satu_tanda_tangan() -> None:
    async with dunia() as d:
        await d.sampai_pertek()
        await d.putus("paraf_pertek", SETUJU)
        await d.tunggu("tte_pertek")
        hasil = await asyncio.gather(
            d.tanda_tangani("tte_pertek"), d.tanda_tangani("tte_pertek"), return_exceptions=True
        )
        assert sum(isinstance(satu, WorkflowUpdateFailedError) for satu in hasil) == 1
        assert d.surat.tanda_tangan == 1


async def test_id_putusan_yang_sama_dijawab_sama_dengan_satu_peristiwa() -> None:
    async with dunia() as d:
        tugas = await d.tunggu("verifikasi_instansi")
        await d.kirim_putusan(tugas, MS, id_putusan="putusan-1")
        await d.kirim_putusan(tugas, MS, id_putusan="putusan-1")
        assert d.buku.langkah_diputus() == ["verifikasi_instansi"]


async def test_paraf_atas_draf_lama_ditolak() -> None:
    async with dunia() as d:
        await d.sampai_pertek()
        tugas = await d.tunggu("paraf_pertek")
        assert tugas.draf is not None
        lama = tugas.model_copy(update={"draf": tugas.draf.model_copy(update={"sha256": "0" * 64})})
        with pytest.raises(WorkflowUpdateFailedError) as galat:
            await d.kirim_putusan(lama, SETUJU)
        assert jenis_galat(galat.value) == JenisGalat.DRAF_BERUBAH


async def test_langkah_yang_dibekukan_tidak_berubah_oleh_kode_hari_ini() -> None:
    """Usulan membawa tangga langkahnya sendiri: peran, tenggat, dan aturan saat diajukan."""
    asli = berkas()
    lama = tuple(
        langkah.model_copy(update={"hari_kerja": 40, "peran": Peran.APPROVER_INSTANSI, "beda_orang": ()})
        if langkah.kode == "verifikasi_instansi"
        else langkah
        for langkah in asli.langkah
    )
    async with dunia(berkas(langkah=lama)) as d:
        tugas = await d.tunggu("verifikasi_instansi")
        assert tugas.tenggat is not None
        assert (tugas.tenggat.jatuh_tempo - tugas.dibuka).days == 40
        await d.putus("verifikasi_instansi", MS, oleh=orang(Peran.APPROVER_INSTANSI))
        await d.tunggu("persetujuan")


async def test_penandatangan_diganti_suratnya_disusun_ulang_atas_nama_penggantinya() -> None:
    async with dunia() as d:
        await d.sampai_pertek()
        await d.putus("paraf_pertek", SETUJU)
        tugas = await d.tunggu("tte_pertek")
        pengganti = orang(Peran.PENANDATANGAN_BKN, "akun-pengganti")
        await d.alur.execute_update(
            "alihkan",
            Pengalihan(tugas_id=tugas.id, kepada=pengganti.akun, alasan="Berhalangan.", pelaku=ADMINISTRATOR),
        )
        ulang = await d.tunggu("paraf_pertek")
        assert ulang.draf is not None
        assert tugas.draf is not None
        assert (ulang.draf.nomor, ulang.draf.sha256 != tugas.draf.sha256) == (tugas.draf.nomor, True)
        await d.putus("paraf_pertek", SETUJU)
        with pytest.raises(WorkflowUpdateFailedError) as galat:
            await d.tanda_tangani("tte_pertek")
        assert jenis_galat(galat.value) == JenisGalat.BUKAN_UNTUK_ANDA
        assert (await d.tanda_tangani("tte_pertek", oleh=pengganti)).status is StatusTTE.TERTANDA


async def test_paraf_yang_dialihkan_tetap_paraf() -> None:
    async with dunia() as d:
        await d.sampai_pertek()
        tugas = await d.tunggu("paraf_pertek")
        await d.alur.execute_update(
            "alihkan", Pengalihan(tugas_id=tugas.id, kepada="akun-lain", alasan="Cuti.", pelaku=ADMINISTRATOR)
        )
        lain = orang(Peran.PARAF_BKN, "akun-lain")
        with pytest.raises(WorkflowUpdateFailedError) as galat:
            await d.tanda_tangani("paraf_pertek", oleh=lain)
        assert jenis_galat(galat.value) == JenisGalat.PUTUSAN_TIDAK_BERLAKU
        await d.putus("paraf_pertek", SETUJU, oleh=lain)
        await d.tunggu("tte_pertek")


@pytest.mark.parametrize(
    ("jenis", "status"),
    [(JenisGalat.TTE_GAGAL, StatusTTE.GAGAL), (JenisGalat.FAKTA, StatusTTE.TIDAK_PASTI), (None, StatusTTE.TIDAK_PASTI)],
)
async def test_hanya_galat_bertipe_yang_berarti_pasti_belum_ditandatangani(jenis, status) -> None:
    async with dunia() as d:
        await d.sampai_pertek()
        await d.putus("paraf_pertek", SETUJU)
        d.surat.galat_tte.append(ApplicationError("INSERT INTO rahasia", type=jenis, non_retryable=True))
        hasil = await d.tanda_tangani("tte_pertek")
        assert hasil.status is status
        assert jenis is not None or "INSERT" not in hasil.pesan


async def test_ditahan_menghentikan_penyusunan_surat() -> None:
    async with dunia() as d:
        await d.sampai_validasi()
        tugas = await d.tunggu("validasi_bkn")
        await d.alur.execute_update("tahan", Penahanan(alasan="NSPK.", pelaku=ADMINISTRATOR))
        with pytest.raises(WorkflowUpdateFailedError) as dua_kali:
            await d.alur.execute_update("tahan", Penahanan(alasan="NSPK.", pelaku=ADMINISTRATOR))
        assert jenis_galat(dua_kali.value) == JenisGalat.DITAHAN
        await d.alur.execute_update("lanjutkan", Pelanjutan(alasan="Beres.", pelaku=ADMINISTRATOR))
        await d.kirim_putusan(tugas, MS)
        await d.tunggu("paraf_pertek")


async def test_perintah_yang_tidak_pada_tempatnya_ditolak_dengan_sebabnya() -> None:
    async with dunia() as d:
        tugas = await d.tunggu("verifikasi_instansi")
        perintah = (
            ("tarik", Penarikan(alasan=" ", pelaku=orang(Peran.OPERATOR)), JenisGalat.ALASAN_KOSONG),
            ("tahan", Penahanan(alasan=" ", pelaku=ADMINISTRATOR), JenisGalat.ALASAN_KOSONG),
            ("lanjutkan", Pelanjutan(alasan="Ya.", pelaku=ADMINISTRATOR), JenisGalat.TIDAK_DITAHAN),
            (
                "alihkan",
                Pengalihan(tugas_id=tugas.id, kepada="akun-x", alasan=" ", pelaku=ADMINISTRATOR),
                JenisGalat.ALASAN_KOSONG,
            ),
            (
                "alihkan",
                Pengalihan(tugas_id=tugas.id, kepada="akun-operator", alasan="Cuti.", pelaku=ADMINISTRATOR),
                JenisGalat.BEDA_ORANG,
            ),
        )
        for nama, pesan, jenis in perintah:
            with pytest.raises(WorkflowUpdateFailedError) as galat:
                await d.alur.execute_update(nama, pesan)
            assert jenis_galat(galat.value) == jenis, nama


@pytest.mark.parametrize("pelaku_lama", ["operator", "verifikator_instansi", "approver_instansi"])
async def test_validasi_bkn_bukan_oleh_yang_pernah_bertindak(pelaku_lama: str) -> None:
    async with dunia() as d:
        await d.sampai_validasi()
        with pytest.raises(WorkflowUpdateFailedError) as galat:
            await d.putus("validasi_bkn", MS, oleh=orang(Peran.VERIFIKATOR_BKN, f"akun-{pelaku_lama}"))
        assert jenis_galat(galat.value) == JenisGalat.BEDA_ORANG


async def test_perbaikan_mencatat_isian_dan_dokumen_lama_dan_baru() -> None:
    async with dunia() as d:
        await d.putus("verifikasi_instansi", BTS, alasan=ALASAN)
        await d.perbaiki(uraian="baru")
        await d.tunggu("verifikasi_instansi")
        (diperbaiki,) = [p.isi for p in d.buku.peristiwa if isinstance(p.isi, Diperbaiki)]
        assert diperbaiki.isi == {"uraian": (None, "baru")}


async def test_dihentikan_dari_mesin_alur_kerja_model_baca_tetap_ditutup() -> None:
    async with dunia() as d:
        await d.sampai_pertek()
        await d.tunggu("paraf_pertek")
        await d.alur.cancel()
        hasil = await d.hasil()
        assert hasil.jenis is JenisHasil.DITARIK
        assert d.buku.keadaan is not None
        assert d.buku.keadaan.hasil == hasil
        assert d.buku.keadaan.tugas is None


async def test_dihentikan_selagi_mencatat_tidak_meninggalkan_celah() -> None:
    async with dunia() as d:
        tugas = await d.tunggu("verifikasi_instansi")
        d.buku.boleh_menulis.clear()
        putusan = asyncio.create_task(d.kirim_putusan(tugas, MS))
        await d.tunggu_berpindah(tugas)
        await d.alur.cancel()
        d.buku.boleh_menulis.set()
        await putusan
        assert (await d.hasil()).jenis is JenisHasil.DITARIK
        assert [satu.urut for satu in d.buku.peristiwa] == list(range(len(d.buku.peristiwa)))
        assert d.buku.langkah_diputus() == ["verifikasi_instansi"]

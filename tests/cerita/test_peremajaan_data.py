"""Cerita peremajaan data pada tiap rutenya, diusulkan ASN sendiri atau operator. Setiap cerita diputar ulang."""

from typing import Any

import pytest
from temporalio.client import WorkflowUpdateFailedError

from models.galat import JenisGalat
from models.keputusan import Penarikan
from models.langkah import JenisPutusan
from models.peran import Peran
from models.peremajaan.kewenangan import BKN, GELAR, INSTANSI, PENINJAUAN
from models.peristiwa import JenisPeristiwa
from models.usulan import JenisHasil
from tests.cerita.dunia import UNIT, Dunia, dunia, jenis_galat, orang
from tests.cerita.peremajaan import ALAMAT, ALASAN, BERUBAH, PROFIL, SENDIRI, berkas, perbaiki

MS, BTS, TMS = JenisPutusan.MS, JenisPutusan.BTS, JenisPutusan.TMS
SETUJU, TOLAK, ULANGI = JenisPutusan.SETUJU, JenisPutusan.TOLAK, JenisPutusan.ULANGI


def status_tercatat(d: Dunia, jenis: JenisPeristiwa) -> list[Any]:
    return [getattr(satu.isi, "status", None) for satu in d.buku.peristiwa if satu.jenis is jenis]


async def test_wewenang_instansi_selesai_sesudah_verifikasi() -> None:
    async with dunia(berkas(INSTANSI)) as d:
        await d.putus("verifikasi_instansi", MS)
        assert (await d.hasil()).jenis is JenisHasil.SELESAI
        assert d.surat.profil == [d.berkas.usulan_id]
        assert d.surat.terbit == []
        assert d.buku.keadaan is not None
        assert d.buku.keadaan.status == 11


async def test_tangga_yang_dibekukan_hanya_memuat_unit_yang_dilalui() -> None:
    assert {satu.unit for satu in berkas(INSTANSI).langkah} == {UNIT, "bkn", f"asn:{PROFIL.id}"}
    assert "paraf_sk" not in {satu.kode for satu in berkas(BKN, "3").langkah}
    assert "paraf_sk" in {satu.kode for satu in berkas(PENINJAUAN, "3").langkah}


async def test_wewenang_bkn_melewati_persetujuan_dan_validasi() -> None:
    async with dunia(berkas(BKN, "1")) as d:
        await d.sampai_validasi()
        await d.putus("validasi_bkn", BTS, alasan=ALASAN)
        await d.perbaiki(catatan="x")
        await d.putus("persetujuan_perbaikan", SETUJU)
        await d.putus("validasi_bkn", MS)
        assert (await d.hasil()).jenis is JenisHasil.SELESAI
        assert d.buku.langkah_diputus() == [
            "verifikasi_instansi", "persetujuan", "validasi_bkn", "persetujuan_perbaikan", "validasi_bkn",
        ]  # fmt: skip


async def test_asn_mengusulkan_sendiri_dan_diminta_memperbaiki() -> None:
    """Status 50 selama menunggu ASN-nya, 51 sesudah ia menjawab sampai diputus lagi."""
    async with dunia(berkas(INSTANSI, pengusul=SENDIRI)) as d:
        await d.putus("verifikasi_instansi", BTS, alasan=ALASAN)
        tugas = await d.tunggu("perbaikan_asn")
        assert (tugas.langkah.unit, tugas.alasan) == (SENDIRI.unit, ALASAN)
        assert (await d.keadaan()).status == 50
        with pytest.raises(WorkflowUpdateFailedError) as galat:
            await perbaiki(d, "perbaikan_asn", orang(Peran.OPERATOR), ALAMAT)
        assert jenis_galat(galat.value) == JenisGalat.BUKAN_UNTUK_ANDA
        baru = {**ALAMAT, "riwayat": {"sejak": "2026-11-24", "alamat": "Jalan Baru 3"}}
        await perbaiki(d, "perbaikan_asn", SENDIRI, baru)
        await d.tunggu("verifikasi_instansi")
        assert (await d.keadaan()).status == 51
        assert status_tercatat(d, JenisPeristiwa.DIPERBAIKI) == [51]
        await d.putus("verifikasi_instansi", MS)
        assert (await d.hasil()).jenis is JenisHasil.SELESAI
        assert d.buku.keadaan is not None
        assert d.buku.keadaan.isi == baru


async def test_perbaikan_operator_kembali_ke_berkas_tersimpan() -> None:
    async with dunia(berkas(INSTANSI)) as d:
        await d.putus("verifikasi_instansi", BTS, alasan=ALASAN)
        await d.perbaiki(catatan="x")
        await d.tunggu("verifikasi_instansi")
        assert (await d.keadaan()).status == 2


async def test_tms_berakhir_tanpa_menyentuh_profil() -> None:
    async with dunia(berkas(INSTANSI)) as d:
        await d.putus("verifikasi_instansi", TMS, alasan=ALASAN)
        hasil = await d.hasil()
        assert (hasil.jenis, hasil.alasan) == (JenisHasil.TMS, ALASAN)
        assert d.surat.profil == []


async def test_yang_berubah_sementara_itu_kembali_kepada_pengusul_tidak_ditimpa() -> None:
    async with dunia(berkas(INSTANSI, pengusul=SENDIRI)) as d:
        d.surat.bentrok.append(BERUBAH)
        await d.putus("verifikasi_instansi", MS)
        tugas = await d.tunggu("perbaikan_asn")
        assert [(a.kode, a.alasan) for a in tugas.alasan] == [("riwayat.alamat", "PROFIL_BERUBAH")]
        assert "saat itu Jalan Lama 1, kini Jalan Tengah 5" in tugas.alasan[0].uraian
        assert d.surat.profil == []
        await perbaiki(d, "perbaikan_asn", SENDIRI, {**ALAMAT, "lama": {"alamat": "Jalan Tengah 5"}})
        await d.putus("verifikasi_instansi", MS)
        assert (await d.hasil()).jenis is JenisHasil.SELESAI
        assert d.surat.profil == [d.berkas.usulan_id]


async def test_yang_berubah_pada_wewenang_bkn_disetujui_dan_divalidasi_ulang() -> None:
    async with dunia(berkas(BKN, "1")) as d:
        d.surat.bentrok.append(BERUBAH)
        await d.sampai_validasi()
        await d.putus("validasi_bkn", MS)
        await d.perbaiki(catatan="x")
        await d.putus("persetujuan_perbaikan", SETUJU)
        await d.putus("validasi_bkn", MS)
        assert (await d.hasil()).jenis is JenisHasil.SELESAI


async def test_pencantuman_gelar_dengan_surat_bkn() -> None:
    async with dunia(berkas(GELAR, "2")) as d:
        await d.sampai_validasi()
        await d.putus("validasi_bkn", MS)
        await d.putus("paraf_gelar", TOLAK, alasan=ALASAN)
        await d.putus("validasi_bkn", MS)
        await d.terbitkan("gelar")
        assert (await d.hasil()).jenis is JenisHasil.SELESAI
        assert [surat.jenis for surat in d.surat.terbit] == ["pencantuman_gelar"]
        assert d.surat.profil == [d.berkas.usulan_id]


async def test_pemvalidasi_tidak_memaraf_suratnya() -> None:
    async with dunia(berkas(GELAR, "2")) as d:
        await d.sampai_validasi()
        await d.putus("validasi_bkn", MS, oleh=orang(Peran.VERIFIKATOR_BKN, "akun-rangkap"))
        with pytest.raises(WorkflowUpdateFailedError) as galat:
            await d.putus("paraf_gelar", SETUJU, oleh=orang(Peran.PARAF_BKN, "akun-rangkap"))
        assert jenis_galat(galat.value) == JenisGalat.BEDA_ORANG


async def test_peninjauan_masa_kerja_dengan_pertek_dan_sk() -> None:
    async with dunia(berkas(PENINJAUAN, "3")) as d:
        await d.sampai_pertek()
        await d.terbitkan("pertek")
        await d.putus("paraf_sk", TOLAK, alasan=ALASAN)
        await d.putus("periksa_ulang_sk", SETUJU)
        await d.terbitkan("sk")
        assert (await d.hasil()).jenis is JenisHasil.SELESAI
        assert [surat.jenis for surat in d.surat.terbit] == ["pertek_pmk", "sk_pmk"]


async def test_profil_yang_berubah_sesudah_surat_terbit_menjadi_urusan_administrator() -> None:
    async with dunia(berkas(GELAR, "2")) as d:
        d.surat.bentrok.append(BERUBAH)
        await d.sampai_validasi()
        await d.putus("validasi_bkn", MS)
        await d.terbitkan("gelar")
        assert "kini Jalan Tengah 5" in (await d.tunggu("perbaikan_sistem")).keterangan
        await d.putus("perbaikan_sistem", ULANGI, oleh=orang(Peran.ADMINISTRATOR))
        assert (await d.hasil()).jenis is JenisHasil.SELESAI


async def test_ditarik_pengusulnya() -> None:
    async with dunia(berkas(INSTANSI, pengusul=SENDIRI)) as d:
        await d.tunggu("verifikasi_instansi")
        await d.alur.execute_update("tarik", Penarikan(alasan="Sudah diurus operator.", pelaku=SENDIRI))
        assert (await d.hasil()).jenis is JenisHasil.DITARIK

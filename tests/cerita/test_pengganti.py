"""Pengganti pejabat berhalangan: memutus mewakilinya, mengambil alih suratnya, dan tetap tunduk pada beda orang."""

import pytest
from temporalio.client import WorkflowUpdateFailedError

from models.galat import JenisGalat
from models.keputusan import Pelaku, Pengalihan, StatusTTE
from models.langkah import JenisPutusan
from models.peran import Peran
from tests.cerita.dunia import Dunia, dunia, jenis_galat, orang

MS, SETUJU = JenisPutusan.MS, JenisPutusan.SETUJU
KEPALA = orang(Peran.PENANDATANGAN_BKN).akun


def pengganti(peran: Peran, mewakili: str, akun: str = "akun-pengganti") -> Pelaku:
    return orang(peran, akun).model_copy(update={"mewakili": mewakili})


async def alihkan(d: Dunia, kode: str, kepada: str, pelaku: Pelaku) -> None:
    tugas = await d.tunggu(kode)
    pesan = Pengalihan(tugas_id=tugas.id, kepada=kepada, alasan="Pejabatnya cuti.", pelaku=pelaku)
    await d.alur.execute_update("alihkan", pesan)


async def test_tugas_yang_dituju_kepadanya_diputus_penggantinya_saja() -> None:
    async with dunia() as d:
        await alihkan(d, "verifikasi_instansi", "akun-cuti", orang(Peran.ADMIN_INSTANSI))
        for asing in (
            orang(Peran.VERIFIKATOR_INSTANSI, "akun-pengganti"),
            pengganti(Peran.VERIFIKATOR_INSTANSI, "akun-lain"),
        ):
            with pytest.raises(WorkflowUpdateFailedError) as galat:
                await d.putus("verifikasi_instansi", MS, oleh=asing)
            assert jenis_galat(galat.value) == JenisGalat.BUKAN_UNTUK_ANDA
        await d.putus("verifikasi_instansi", MS, oleh=pengganti(Peran.VERIFIKATOR_INSTANSI, "akun-cuti"))
        await d.tunggu("persetujuan")
        with pytest.raises(WorkflowUpdateFailedError) as galat:
            await d.putus("persetujuan", SETUJU, oleh=pengganti(Peran.APPROVER_INSTANSI, "akun-lain"))
        assert jenis_galat(galat.value) == JenisGalat.BEDA_ORANG


async def test_surat_diambil_alih_disusun_ulang_lalu_ditandatangani_penggantinya() -> None:
    async with dunia() as d:
        await d.sampai_pertek()
        await d.putus("paraf_pertek", SETUJU)
        plh = pengganti(Peran.PENANDATANGAN_BKN, KEPALA)
        with pytest.raises(WorkflowUpdateFailedError) as galat:
            await d.tanda_tangani("tte_pertek", oleh=plh)
        assert jenis_galat(galat.value) == JenisGalat.BUKAN_UNTUK_ANDA
        assert d.surat.tanda_tangan == 0
        await alihkan(d, "tte_pertek", plh.akun, plh)
        await d.putus("paraf_pertek", SETUJU)
        tugas = await d.tunggu("tte_pertek")
        assert (tugas.untuk, tugas.draf and tugas.draf.nomor) == (plh.akun, "1/KP/2026")
        assert (await d.tanda_tangani("tte_pertek", oleh=plh)).status is StatusTTE.TERTANDA


async def test_pengganti_yang_sudah_memaraf_tidak_mengambil_alih() -> None:
    async with dunia() as d:
        await d.sampai_pertek()
        await d.putus("paraf_pertek", SETUJU)
        pemaraf = orang(Peran.PARAF_BKN).akun
        with pytest.raises(WorkflowUpdateFailedError) as galat:
            await alihkan(d, "tte_pertek", pemaraf, pengganti(Peran.PENANDATANGAN_BKN, KEPALA, pemaraf))
        assert jenis_galat(galat.value) == JenisGalat.BEDA_ORANG

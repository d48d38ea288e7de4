"""Alur yang di-reset: versinya yang berlaku pada buku, versi lama tetap di jejak sebagai digantikan."""

from datetime import timedelta
from uuid import uuid4

import pytest
from temporalio.api.common.v1 import WorkflowExecution
from temporalio.api.enums.v1 import ResetReapplyExcludeType
from temporalio.api.workflowservice.v1 import ResetWorkflowExecutionRequest

from activities.buku import PencatatBuku
from activities.galat import BukuBerbeda
from gudang import PabrikGudang
from models.keputusan import Penahanan, Putusan
from models.langkah import JenisPutusan
from models.peran import Peran
from models.peristiwa import Catatan, JenisPeristiwa
from models.usulan import Berkas, Hasil, JenisHasil, TugasTerbuka
from sandbox.tumpukan import Tumpukan
from tests.cerita.dunia import mulai
from tests.gudang.alur import klien_temporal, sampai_langkah, worker_buku
from tests.gudang.contoh import DI_BANDUNG, SAAT, catatan, catatan_pertama, diajukan, pelaku, peristiwa, tugas

VERIFIKATOR, APPROVER = pelaku(Peran.VERIFIKATOR_INSTANSI), pelaku(Peran.APPROVER_INSTANSI)
ADMINISTRATOR = pelaku(Peran.ADMINISTRATOR, "bkn")
NANTI = SAAT + timedelta(days=1)


def dari(alur: str, satu: Catatan) -> Catatan:
    return satu.model_copy(update={"alur": alur})


def putusan(isi: Berkas, nomor: int, diputus: TugasTerbuka, berikut: TugasTerbuka | None, **lain: object) -> Catatan:
    """Tugas diputus MS, lalu tugas berikutnya terbuka."""
    urut = nomor * 2
    rincian = {"putusan": "MS", "alasan": [], "catatan": ""}
    diputuskan = {"langkah": diputus.langkah.kode, "tugas_id": diputus.id, "rincian": rincian} | lain
    dibuka = [peristiwa(urut + 1, JenisPeristiwa.TUGAS_DIBUKA, tugas_id=berikut.id)] if berikut else []
    return catatan(isi, nomor, [peristiwa(urut, JenisPeristiwa.DIPUTUS, **diputuskan), *dibuka], berikut)


async def sampai_validasi(pekerja: PabrikGudang, isi: Berkas) -> None:
    """Alur ``lama`` sudah dua kali diputus."""
    buku = PencatatBuku(pekerja)
    verifikasi, persetujuan, validasi = (
        tugas(isi, kode) for kode in ("verifikasi_instansi", "persetujuan", "validasi_bkn")
    )
    await buku.catat(dari("lama", catatan_pertama(isi, verifikasi)))
    await buku.catat(dari("lama", putusan(isi, 1, verifikasi, persetujuan, pelaku=VERIFIKATOR)))
    await buku.catat(dari("lama", putusan(isi, 2, persetujuan, validasi, pelaku=APPROVER)))


async def diulang(pekerja: PabrikGudang, isi: Berkas) -> Catatan:
    """Alur ``baru`` di-reset ke sesudah pengajuan, lalu memutus verifikasi sehari kemudian."""
    ulang = putusan(
        isi, 1, tugas(isi), tugas(isi, "persetujuan", dibuka=NANTI, hitung_dari=NANTI), pelaku=VERIFIKATOR, waktu=NANTI
    )
    return dari("baru", ulang)


async def test_sesudah_reset_versi_alur_yang_baru_berlaku_dan_yang_lama_tetap_tercatat(
    api: PabrikGudang, pekerja: PabrikGudang
) -> None:
    isi = await diajukan(api)
    await sampai_validasi(pekerja, isi)
    ulang = await diulang(pekerja, isi)
    tercatat = [await PencatatBuku(pekerja).catat(ulang) for _ in range(2)]
    assert tercatat[0] == tercatat[1], "percobaan lagi tidak menggantikan dua kali"
    async with pekerja.transaksi() as gudang:
        jejak = await gudang.jejak.garis_waktu(isi.usulan_id)
        putus = await gudang.jejak.periksa_rantai(isi.usulan_id)
        usulan = await gudang.usulan.baca(isi.usulan_id)
        terbuka = await gudang.tugas.terbuka(isi.usulan_id)
    assert [(satu.urut, satu.digantikan) for satu in jejak] == [
        (0, False), (1, False), (2, True), (3, True), (4, True), (5, True), (None, False), (2, False), (3, False),
    ]  # fmt: skip
    assert jejak[6].rincian == {"dari": 2, "lama": "lama", "baru": "baru"}
    assert putus is None, "rantainya tetap utuh"
    assert usulan is not None
    assert usulan.tahap == "persetujuan"
    assert terbuka is not None
    assert (terbuka.langkah, terbuka.putusan, terbuka.oleh) == ("persetujuan", None, None)
    assert tercatat[0].tenggat is not None
    assert terbuka.jatuh_tempo == tercatat[0].tenggat.jatuh_tempo


async def test_tugas_yang_dibuka_lagi_sesudah_reset_tampak_dan_dapat_diambil(
    api: PabrikGudang, pekerja: PabrikGudang
) -> None:
    isi, buku = await diajukan(api), PencatatBuku(pekerja)
    await sampai_validasi(pekerja, isi)
    await buku.catat(await diulang(pekerja, isi))
    validasi = tugas(isi, "validasi_bkn", dibuka=NANTI, hitung_dari=NANTI)
    await buku.catat(dari("baru", putusan(isi, 2, tugas(isi, "persetujuan"), validasi, pelaku=APPROVER, waktu=NANTI)))
    async with pekerja.transaksi() as gudang:
        terbuka = await gudang.tugas.terbuka(isi.usulan_id, VERIFIKATOR.akun)
        await gudang.tugas.klaim(validasi.id, VERIFIKATOR.akun)
    assert terbuka is not None
    assert (terbuka.langkah, terbuka.dibuka, terbuka.terlarang) == ("validasi_bkn", NANTI, True)


async def test_putusan_yang_digantikan_tidak_menghalangi_orangnya(api: PabrikGudang, pekerja: PabrikGudang) -> None:
    isi, buku = await diajukan(api), PencatatBuku(pekerja)
    await sampai_validasi(pekerja, isi)
    lain = pelaku(Peran.VERIFIKATOR_INSTANSI, ke=2)
    ulang = (await diulang(pekerja, isi)).model_copy()
    oleh_lain = tuple(p.model_copy(update={"pelaku": lain}) if p.pelaku else p for p in ulang.peristiwa)
    await buku.catat(ulang.model_copy(update={"peristiwa": oleh_lain}))
    async with api.transaksi(DI_BANDUNG) as gudang:
        semula = await gudang.tugas.terbuka(isi.usulan_id, VERIFIKATOR.akun)
        pengganti = await gudang.tugas.terbuka(isi.usulan_id, lain.akun)
    assert semula is not None
    assert pengganti is not None
    assert (semula.terlarang, pengganti.terlarang) == (False, True)


async def test_tulisan_alur_lama_yang_datang_terlambat_ditolak(api: PabrikGudang, pekerja: PabrikGudang) -> None:
    isi, buku = await diajukan(api), PencatatBuku(pekerja)
    await sampai_validasi(pekerja, isi)
    await buku.catat(await diulang(pekerja, isi))
    for nomor in (1, 2):
        with pytest.raises(BukuBerbeda, match="sudah di-reset"):
            await buku.catat(dari("lama", putusan(isi, nomor, tugas(isi), None, pelaku=APPROVER)))


async def test_usulan_yang_sudah_berakhir_tidak_dibuka_lagi_oleh_reset(
    api: PabrikGudang, pekerja: PabrikGudang
) -> None:
    isi, buku = await diajukan(api), PencatatBuku(pekerja)
    await buku.catat(dari("lama", catatan_pertama(isi)))
    ditarik = Hasil(jenis=JenisHasil.DITARIK, keterangan="Keliru.")
    await buku.catat(dari("lama", catatan(isi, 1, [peristiwa(2, JenisPeristiwa.SELESAI)], None, hasil=ditarik)))
    with pytest.raises(BukuBerbeda, match="sudah berakhir"):
        await buku.catat(await diulang(pekerja, isi))


async def test_reset_ganda_menggantikan_yang_menggantikan(api: PabrikGudang, pekerja: PabrikGudang) -> None:
    isi, buku = await diajukan(api), PencatatBuku(pekerja)
    await sampai_validasi(pekerja, isi)
    await buku.catat(await diulang(pekerja, isi))
    lagi = putusan(isi, 1, tugas(isi), tugas(isi, "persetujuan"), pelaku=VERIFIKATOR, waktu=NANTI + timedelta(days=1))
    await buku.catat(dari("terbaru", lagi))
    async with pekerja.transaksi() as gudang:
        jejak = await gudang.jejak.garis_waktu(isi.usulan_id)
        assert await gudang.jejak.periksa_rantai(isi.usulan_id) is None
    assert [satu.urut for satu in jejak if not satu.digantikan] == [0, 1, None, None, 2, 3]


async def test_reset_pada_temporal_sungguhan_diikuti_model_bacanya(
    temporal: Tumpukan, api: PabrikGudang, pekerja: PabrikGudang
) -> None:
    """Putusannya tidak diulang oleh reset; perintah berikutnya, di sini tahan, membawa versi alur yang baru."""
    isi = await diajukan(api)
    klien = await klien_temporal(temporal)
    async with worker_buku(klien, pekerja):
        alur = await mulai(klien, isi)
        await sampai_langkah(pekerja, isi, "verifikasi_instansi")
        await alur.query("keadaan")  # tugas tampak sebelum tugas alur kerja yang mencatatnya selesai
        lama = (await alur.describe()).run_id
        titik = max(
            satu.event_id
            for satu in (await alur.fetch_history()).events
            if satu.HasField("workflow_task_completed_event_attributes")
        )
        ms = Putusan(tugas_id=tugas(isi).id, jenis=JenisPutusan.MS, pelaku=VERIFIKATOR)
        await alur.execute_update("putuskan", ms)
        await sampai_langkah(pekerja, isi, "persetujuan")
        await klien.workflow_service.reset_workflow_execution(
            ResetWorkflowExecutionRequest(
                namespace=klien.namespace,
                workflow_execution=WorkflowExecution(workflow_id=alur.id, run_id=lama),
                reason="uji",
                request_id=str(uuid4()),
                workflow_task_finish_event_id=titik,
                reset_reapply_exclude_types=[ResetReapplyExcludeType.RESET_REAPPLY_EXCLUDE_TYPE_UPDATE],
            )
        )
        kini = klien.get_workflow_handle(alur.id)
        await kini.execute_update("tahan", Penahanan(alasan="Diulang.", pelaku=ADMINISTRATOR))
        await sampai_langkah(pekerja, isi, "verifikasi_instansi")
        baru = (await kini.describe()).run_id
        await kini.terminate("uji selesai")
    async with pekerja.transaksi() as gudang:
        jejak = await gudang.jejak.garis_waktu(isi.usulan_id)
        assert await gudang.jejak.periksa_rantai(isi.usulan_id) is None
    (digantikan,) = [satu.rincian for satu in jejak if satu.jenis == JenisPeristiwa.DIGANTIKAN.value]
    assert (digantikan["lama"], digantikan["baru"]) == (lama, baru)
    semula = ["usulan.diajukan", "tugas.dibuka", "tugas.diputus", "tugas.dibuka"]
    assert [satu.jenis for satu in jejak if satu.digantikan] == semula[digantikan["dari"] :]

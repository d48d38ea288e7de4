"""Kegiatan ``catat`` dan jejak: sekali saja, satu transaksi, rantai yang tidak dapat diubah diam-diam."""

import asyncio
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import psycopg
import pytest

from activities.buku import PencatatBuku
from activities.galat import BukuBerbeda
from gudang import PabrikGudang
from gudang.galat import SudahDiklaim, TidakDitemukan, TugasTertutup
from gudang.tugas import DataTugas, Pemilih, SaringanAntrean
from models.keputusan import Pelaku
from models.peran import Peran
from models.peristiwa import Dibaca, JenisPeristiwa, Peristiwa
from models.usulan import Hasil, JenisHasil, TugasTerbuka
from tests.gudang.contoh import (
    BANDUNG,
    DI_BANDUNG,
    KANREG,
    SAAT,
    alasan,
    berkas,
    catatan,
    catatan_pertama,
    diajukan,
    id_akun,
    pelaku,
    peristiwa,
    tugas,
)

VERIFIKATOR = pelaku(Peran.VERIFIKATOR_INSTANSI)
JATUH_TEMPO = datetime(2026, 11, 26, 9, tzinfo=UTC)
"""Dua hari kerja sesudah Selasa 24 November 2026: Kamis pukul 16.00 WIB."""


def diputus(urut: int, diputuskan: TugasTerbuka, putusan: str, oleh: Pelaku = VERIFIKATOR) -> Peristiwa:
    return peristiwa(
        urut,
        JenisPeristiwa.DIPUTUS,
        pelaku=oleh,
        langkah="verifikasi_instansi",
        tugas_id=diputuskan.id,
        rincian={"putusan": putusan, "alasan": [], "catatan": ""},
    )


async def terbuka(pabrik: PabrikGudang, usulan_id: UUID, akun: str = "") -> DataTugas | None:
    async with pabrik.transaksi() as gudang:
        return await gudang.tugas.terbuka(usulan_id, akun)


async def test_catatan_membuka_tugas_dengan_tenggat_hari_kerja(api: PabrikGudang, pekerja: PabrikGudang) -> None:
    isi = await diajukan(api)
    tercatat = await PencatatBuku(pekerja).catat(catatan_pertama(isi))
    assert tercatat.tenggat is not None
    assert tercatat.tenggat.jatuh_tempo == JATUH_TEMPO
    dibuka = await terbuka(pekerja, isi.usulan_id)
    assert dibuka is not None
    assert (dibuka.id, dibuka.unit, dibuka.jatuh_tempo) == (tercatat.tugas_id, DI_BANDUNG, JATUH_TEMPO)
    assert dibuka.putusan_boleh == ("MS", "BTS", "TMS")


async def test_penulisan_ulang_tidak_mengubah_apa_pun(api: PabrikGudang, pekerja: PabrikGudang) -> None:
    isi, buku = await diajukan(api), PencatatBuku(pekerja)
    hasil = await asyncio.gather(*(buku.catat(catatan_pertama(isi)) for _ in range(4)))
    assert len(set(hasil)) == 1
    async with pekerja.transaksi() as gudang:
        assert [b.jenis for b in await gudang.jejak.garis_waktu(isi.usulan_id)] == [
            "usulan.diajukan",
            "tugas.dibuka",
        ]
        assert await gudang.jejak.periksa_rantai(isi.usulan_id) is None


async def test_alur_yang_sama_tidak_menulis_dua_isi_bagi_satu_nomor(api: PabrikGudang, pekerja: PabrikGudang) -> None:
    isi, buku = await diajukan(api), PencatatBuku(pekerja)
    await buku.catat(catatan_pertama(isi))
    lain = catatan(isi, 0, [peristiwa(0, JenisPeristiwa.DITARIK)], None)
    with pytest.raises(BukuBerbeda, match="alur yang sama"):
        await buku.catat(lain)


async def test_usulan_yang_tidak_ada_ditolak(pekerja: PabrikGudang) -> None:
    with pytest.raises(TidakDitemukan):
        await PencatatBuku(pekerja).catat(catatan_pertama(berkas(uuid4())))


async def test_putusan_menutup_tugas_dan_membuka_berikutnya(api: PabrikGudang, pekerja: PabrikGudang) -> None:
    isi, buku = await diajukan(api), PencatatBuku(pekerja)
    pertama, kedua = tugas(isi), tugas(isi, "persetujuan", dibuka=SAAT + timedelta(hours=1))
    await buku.catat(catatan_pertama(isi, pertama))
    await buku.catat(
        catatan(
            isi,
            1,
            [diputus(2, pertama, "MS"), peristiwa(3, JenisPeristiwa.TUGAS_DIBUKA, tugas_id=kedua.id)],
            kedua,
            status=4,
        )
    )
    async with pekerja.transaksi() as gudang:
        lama, baru = await gudang.tugas.riwayat(isi.usulan_id)
        assert (lama.putusan, lama.oleh, lama.ditutup) == ("MS", VERIFIKATOR.akun, SAAT)
        assert (baru.langkah, baru.ditutup) == ("persetujuan", None)
        usulan = await gudang.usulan.baca(isi.usulan_id)
        assert usulan is not None
        assert (usulan.status, usulan.tahap) == (4, "persetujuan")


async def test_pelaku_langkah_terdahulu_ditandai_terlarang(api: PabrikGudang, pekerja: PabrikGudang) -> None:
    isi, buku = await diajukan(api), PencatatBuku(pekerja)
    pertama, kedua = tugas(isi), tugas(isi, "persetujuan")
    await buku.catat(catatan_pertama(isi, pertama))
    await buku.catat(catatan(isi, 1, [diputus(2, pertama, "MS")], kedua))
    for akun, larangan in (
        (VERIFIKATOR.akun, True),
        (isi.pengusul.akun, True),
        (id_akun(Peran.APPROVER_INSTANSI), False),
        (id_akun(Peran.VERIFIKATOR_INSTANSI, ke=2), False),
    ):
        dilihat = await terbuka(pekerja, isi.usulan_id, akun)
        assert dilihat is not None
        assert dilihat.terlarang is larangan, akun


async def test_yang_memperbaiki_terhitung_mengajukan_apa_pun_nama_langkahnya(
    api: PabrikGudang, pekerja: PabrikGudang
) -> None:
    isi, buku = await diajukan(api, kode={"perbaikan": "pelengkapan_berkas"}), PencatatBuku(pekerja)
    lain = Pelaku(akun="operator-lain", peran=Peran.OPERATOR, unit=isi.pengusul.unit)
    pertama, kedua = tugas(isi, "pelengkapan_berkas"), tugas(isi, "persetujuan")
    await buku.catat(catatan_pertama(isi, pertama))
    diperbaiki = peristiwa(2, JenisPeristiwa.DIPERBAIKI, pelaku=lain, tugas_id=pertama.id)
    await buku.catat(catatan(isi, 1, [diperbaiki], kedua))
    dilihat = await terbuka(pekerja, isi.usulan_id, lain.akun)
    assert dilihat is not None
    assert dilihat.terlarang


async def test_hasil_menutup_usulan_dan_asn_dapat_diusulkan_lagi(api: PabrikGudang, pekerja: PabrikGudang) -> None:
    isi, buku = await diajukan(api), PencatatBuku(pekerja)
    pertama = tugas(isi)
    await buku.catat(catatan_pertama(isi, pertama))
    akhir = Hasil(jenis=JenisHasil.TMS, alasan=(alasan(),), keterangan="Belum cukup.")
    await buku.catat(
        catatan(isi, 1, [diputus(2, pertama, "TMS"), peristiwa(3, JenisPeristiwa.SELESAI)], None, status=6, hasil=akhir)
    )
    async with pekerja.transaksi() as gudang:
        usulan = await gudang.usulan.baca(isi.usulan_id)
    assert usulan is not None
    assert (usulan.terbuka, usulan.hasil, usulan.selesai_pada, usulan.tahap) == (False, "tms", SAAT, "akhir")
    assert await terbuka(pekerja, isi.usulan_id) is None
    await diajukan(api)


async def test_tenggat_dihitung_ulang_hanya_bila_awalnya_maju(api: PabrikGudang, pekerja: PabrikGudang) -> None:
    isi, buku = await diajukan(api), PencatatBuku(pekerja)
    semula = tugas(isi)
    await buku.catat(catatan_pertama(isi, semula))
    diingatkan = semula.model_copy(update={"peringatan": 1})
    tetap = await buku.catat(catatan(isi, 1, [peristiwa(2, JenisPeristiwa.DIINGATKAN)], diingatkan))
    maju = semula.model_copy(update={"hitung_dari": SAAT + timedelta(days=6)})
    sesudah = await buku.catat(catatan(isi, 2, [peristiwa(3, JenisPeristiwa.DILANJUTKAN)], maju))
    assert tetap.tenggat is not None
    assert sesudah.tenggat is not None
    assert tetap.tenggat.jatuh_tempo == JATUH_TEMPO
    assert sesudah.tenggat.jatuh_tempo == datetime(2026, 12, 2, 9, tzinfo=UTC)


async def test_pengalihan_menggugurkan_klaim_orang_lain(api: PabrikGudang, pekerja: PabrikGudang) -> None:
    isi, buku = await diajukan(api), PencatatBuku(pekerja)
    semula = tugas(isi)
    await buku.catat(catatan_pertama(isi, semula))
    async with api.transaksi(DI_BANDUNG) as gudang:
        await gudang.tugas.klaim(semula.id, VERIFIKATOR.akun)
    lain = id_akun(Peran.VERIFIKATOR_INSTANSI, ke=2)
    await buku.catat(
        catatan(
            isi,
            1,
            [peristiwa(2, JenisPeristiwa.DIALIHKAN, rincian={"kepada": lain})],
            semula.model_copy(update={"untuk": lain}),
        )
    )
    dialihkan = await terbuka(pekerja, isi.usulan_id)
    assert dialihkan is not None
    assert (dialihkan.untuk, dialihkan.diklaim_oleh) == (lain, None)


async def test_dua_pengambil_serentak_satu_menang(api: PabrikGudang, pekerja: PabrikGudang) -> None:
    isi = await diajukan(api)
    await PencatatBuku(pekerja).catat(catatan_pertama(isi))

    async def ambil(ke: int) -> str:
        akun = id_akun(Peran.VERIFIKATOR_INSTANSI, ke=ke)
        async with api.transaksi(DI_BANDUNG) as gudang:
            await gudang.tugas.klaim(tugas(isi).id, akun)
        return akun

    hasil = await asyncio.gather(ambil(1), ambil(2), return_exceptions=True)
    menang = [satu for satu in hasil if isinstance(satu, str)]
    kalah = [satu for satu in hasil if isinstance(satu, SudahDiklaim)]
    assert (len(menang), len(kalah)) == (1, 1)
    assert kalah[0].pemegang == f"Verifikator Instansi {menang[0][len('verifikator_instansi')]}"
    async with api.transaksi(DI_BANDUNG) as gudang:
        await gudang.tugas.klaim(tugas(isi).id, menang[0])
        await gudang.tugas.lepas(tugas(isi).id, menang[0])


async def test_tugas_tertutup_tidak_dapat_diambil(api: PabrikGudang, pekerja: PabrikGudang) -> None:
    isi, buku = await diajukan(api), PencatatBuku(pekerja)
    await buku.catat(catatan_pertama(isi))
    await buku.catat(catatan(isi, 1, [diputus(2, tugas(isi), "MS")], None))
    with pytest.raises(TugasTertutup):
        async with api.transaksi(DI_BANDUNG) as gudang:
            await gudang.tugas.klaim(tugas(isi).id, VERIFIKATOR.akun)


async def test_antrean_menurut_peran_unit_dan_saringan(api: PabrikGudang, pekerja: PabrikGudang) -> None:
    isi = await diajukan(api)
    await PencatatBuku(pekerja).catat(catatan_pertama(isi))
    saya = Pemilih(VERIFIKATOR.akun, frozenset({Peran.VERIFIKATOR_INSTANSI.value}), DI_BANDUNG)
    async with api.transaksi(DI_BANDUNG) as gudang:
        (satu,) = (await gudang.tugas.antrean(saya, SaringanAntrean())).baris
        assert (satu.usulan_id, satu.asn_golongan, satu.zona) == (isi.usulan_id, "III/c", "Asia/Jakarta")
        (hitungan,) = await gudang.tugas.hitung(saya, SaringanAntrean())
        assert (hitungan.langkah, hitungan.semua, hitungan.belum, hitungan.saya) == ("verifikasi_instansi", 1, 1, 0)
        for luput in (
            SaringanAntrean(klaim="saya"),
            SaringanAntrean(langkah="persetujuan"),
            SaringanAntrean(jenis="202"),
            SaringanAntrean(cari="zzz"),
        ):
            assert (await gudang.tugas.antrean(saya, luput)).baris == (), luput
        for orang_lain in (
            Pemilih(VERIFIKATOR.akun, frozenset({Peran.APPROVER_INSTANSI.value}), DI_BANDUNG),
            Pemilih(VERIFIKATOR.akun, saya.peran, KANREG),
        ):
            assert (await gudang.tugas.antrean(orang_lain, SaringanAntrean())).baris == ()


async def test_pembacaan_dokumen_ikut_dalam_rantai(api: PabrikGudang, pekerja: PabrikGudang) -> None:
    isi = await diajukan(api)
    await PencatatBuku(pekerja).catat(catatan_pertama(isi))
    async with api.transaksi(DI_BANDUNG) as gudang:
        await gudang.jejak.catat_baca(VERIFIKATOR, BANDUNG, usulan_id=isi.usulan_id, dibaca=Dibaca(kode="sk_cpns"))
    async with api.transaksi(DI_BANDUNG) as gudang:
        ringkas = await gudang.jejak.garis_waktu(isi.usulan_id)
        lengkap = await gudang.jejak.garis_waktu(isi.usulan_id, dengan_pembacaan=True)
        assert await gudang.jejak.periksa_rantai(isi.usulan_id) is None
    assert (len(ringkas), len(lengkap)) == (2, 3)
    assert (lengkap[-1].jenis, lengkap[-1].nama) == ("data.dibaca", "Verifikator Instansi 1")


async def test_jejak_menolak_diubah_dan_perubahan_paksa_ketahuan(
    api: PabrikGudang, pekerja: PabrikGudang, basis_data: Mapping[str, str]
) -> None:
    isi = await diajukan(api)
    await PencatatBuku(pekerja).catat(catatan_pertama(isi))
    with psycopg.connect(basis_data["postgres"].replace("+psycopg", ""), autocommit=True) as superuser:
        for perintah in ("UPDATE jejak SET akun = 'x'", "DELETE FROM jejak", "TRUNCATE jejak"):
            with pytest.raises(psycopg.errors.RestrictViolation, match="hanya boleh bertambah"):
                superuser.execute(perintah.encode())
        superuser.execute("ALTER TABLE jejak DISABLE TRIGGER jejak_tetap")
        superuser.execute("UPDATE jejak SET akun = 'pengganti' WHERE ke = 1")
    async with pekerja.transaksi() as gudang:
        assert await gudang.jejak.periksa_rantai(isi.usulan_id) == 1

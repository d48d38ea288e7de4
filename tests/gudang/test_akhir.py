"""Usulan yang berakhir: akibatnya tidak ditulis lagi, suratnya batal atau dicabut, kuncinya lepas."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from temporalio.exceptions import ApplicationError

from activities.buku import PencatatBuku
from activities.koreksi import Koreksi
from activities.profil import Profil
from gudang import PabrikGudang
from gudang.galat import IsianTerkunci, UsulanBerakhir
from models.definisi import Bahan
from models.galat import JenisGalat
from models.kegiatan import PerbaruiProfil
from models.layanan import cari
from models.layanan.kenaikan_pangkat import KENAIKAN_PANGKAT
from models.layanan.koreksi_surat import PEMBATALAN_PERTEK, PERBAIKAN_PERTEK
from models.layanan.peremajaan_data import PEREMAJAAN_DATA
from models.peristiwa import JenisPeristiwa
from models.surat import SuratTertanda
from models.surat.koreksi import PERBAIKAN_PERTEK_KP
from models.surat.kp import PERTEK_KP, SK_KP
from models.usulan import Berkas, Hasil, JenisHasil
from tests.gudang.contoh import (
    BANDUNG,
    DI_BANDUNG,
    KANREG,
    TERKUNCI_SAMPAI,
    S3Tiruan,
    asn,
    berkas,
    catatan,
    diajukan,
    id_asn,
    peristiwa,
)
from tests.gudang.test_koreksi import koreksi, kp, publik, selesaikan, tahap, terbit, usul_koreksi
from tests.gudang.test_penerbitan import dicatat, didraf, diterbitkan, permintaan
from tests.gudang.test_penerbitan import ditandatangani as dijawab
from tests.hukum.peremajaan.contoh import isi as isi_peremajaan
from tests.hukum.test_galat import lewat_penerjemah

DIAKHIRI = Hasil(jenis=JenisHasil.DIAKHIRI, keterangan="Tidak dapat dibereskan.")
DITARIK = Hasil(jenis=JenisHasil.DITARIK, keterangan="Keliru.")


async def berakhir(pekerja: PabrikGudang, isi: Berkas, hasil: Hasil = DIAKHIRI) -> None:
    akhir = peristiwa(0, JenisPeristiwa.SELESAI, rincian={"hasil": hasil.jenis.value})
    await PencatatBuku(pekerja).catat(catatan(isi, 0, [akhir], None, hasil=hasil, status=99))


async def ditandatangani(pekerja: PabrikGudang, isi: Berkas, jenis: str, unit: str) -> SuratTertanda:
    tersusun, _ = await didraf(pekerja, permintaan(isi, jenis, unit))
    return await dijawab(pekerja, tersusun.draf)


# ── Akibat sesudah berakhir ───────────────────────────────────────────────────────────────────────────────────────────


async def test_profil_tidak_ditulis_sesudah_usulannya_berakhir(api: PabrikGudang, pekerja: PabrikGudang) -> None:
    isi = await diajukan(api)
    await diterbitkan(pekerja, permintaan(isi, PERTEK_KP, KANREG))
    sk = await diterbitkan(pekerja, permintaan(isi, SK_KP, DI_BANDUNG))
    await berakhir(pekerja, isi, DITARIK)
    with pytest.raises(UsulanBerakhir):
        await Profil(pekerja, S3Tiruan()).perbarui(PerbaruiProfil(usulan_id=isi.usulan_id, dasar=sk))
    async with pekerja.transaksi() as gudang:
        assert await gudang.asn.perubahan(id_asn(BANDUNG)) == ()


async def test_yang_sudah_tertulis_tetap_dijawab_sesudah_berakhir(api: PabrikGudang, pekerja: PabrikGudang) -> None:
    isi, _ = await kp(api, pekerja)
    sk = await selesaikan(pekerja, isi)
    hasil = await Profil(pekerja, S3Tiruan()).perbarui(PerbaruiProfil(usulan_id=isi.usulan_id, dasar=sk))
    assert len(hasil.perubahan) == 1


async def test_surat_tidak_terbit_sesudah_usulannya_berakhir(api: PabrikGudang, pekerja: PabrikGudang) -> None:
    isi = await diajukan(api)
    tertanda = await ditandatangani(pekerja, isi, PERTEK_KP, KANREG)
    arsip = await dicatat(pekerja, tertanda)
    await berakhir(pekerja, isi, DITARIK)
    with pytest.raises(UsulanBerakhir):
        async with pekerja.transaksi() as gudang:
            await gudang.penerbitan.terbitkan(arsip, TERKUNCI_SAMPAI)
    assert await tahap(pekerja, tertanda.surat_id) == ["batal"]


async def test_akibat_tidak_ditarik_kembali_sesudah_koreksinya_berakhir(
    api: PabrikGudang, pekerja: PabrikGudang
) -> None:
    isi, pertek = await kp(api, pekerja)
    await selesaikan(pekerja, isi)
    pembatalan = await koreksi(api, pekerja, PEMBATALAN_PERTEK, pertek)
    async with pekerja.transaksi() as gudang:
        usulan = await gudang.usulan.baca(pembatalan.usulan_id)
    assert usulan is not None
    assert usulan.berkas is not None
    await berakhir(pekerja, usulan.berkas)
    with pytest.raises(UsulanBerakhir):
        await Koreksi(pekerja).batalkan(pembatalan)


# ── Surat usulan yang diakhiri ────────────────────────────────────────────────────────────────────────────────────────


async def test_usulan_yang_diakhiri_mencabut_suratnya_dan_membatalkan_yang_belum_terbit(
    api: PabrikGudang, pekerja: PabrikGudang
) -> None:
    isi, pertek = await kp(api, pekerja)
    sk = await ditandatangani(pekerja, isi, SK_KP, DI_BANDUNG)
    await berakhir(pekerja, isi)
    assert await tahap(pekerja, pertek.surat_id, sk.surat_id) == ["dicabut", "batal"]
    dilihat = await publik(api, pertek.token)
    assert (dilihat.hasil, dilihat.keterangan) == ("dicabut", "Dicabut karena usulannya diakhiri.")
    async with pekerja.transaksi() as gudang:
        usulan = await gudang.usulan.baca(isi.usulan_id)
        kabar = await gudang.kabar.ambil(10, timedelta(minutes=5))
    assert usulan is not None
    assert (usulan.terbuka, usulan.hasil, usulan.status) == (False, "diakhiri", 99)
    assert ("diakhiri", DIAKHIRI.keterangan) in {(satu.jenis, satu.rincian.get("keterangan")) for satu in kabar}
    await diajukan(api)


async def test_pengganti_pertek_ikut_dicabut_bila_usulannya_diakhiri(api: PabrikGudang, pekerja: PabrikGudang) -> None:
    isi, pertek = await kp(api, pekerja)
    baru = (await koreksi(api, pekerja, PERBAIKAN_PERTEK, pertek)).surat
    await berakhir(pekerja, isi)
    assert await tahap(pekerja, pertek.surat_id, baru.surat_id) == ["diganti", "dicabut"]


async def test_koreksi_yang_diakhiri_sebelum_terbit_meninggalkan_surat_asalnya(
    api: PabrikGudang, pekerja: PabrikGudang
) -> None:
    _, pertek = await kp(api, pekerja)
    perbaikan = await usul_koreksi(api, PERBAIKAN_PERTEK, pertek)
    tertanda = await ditandatangani(pekerja, perbaikan, PERBAIKAN_PERTEK_KP, KANREG)
    await berakhir(pekerja, perbaikan)
    assert await tahap(pekerja, pertek.surat_id, tertanda.surat_id) == ["terbit", "batal"]


async def test_koreksi_yang_diakhiri_sesudah_terbit_suratnya_tetap_berlaku(
    api: PabrikGudang, pekerja: PabrikGudang
) -> None:
    _, pertek = await kp(api, pekerja)
    perbaikan = await usul_koreksi(api, PERBAIKAN_PERTEK, pertek)
    baru = await terbit(pekerja, perbaikan, PERBAIKAN_PERTEK_KP, KANREG)
    await berakhir(pekerja, perbaikan)
    assert await tahap(pekerja, pertek.surat_id, baru.surat_id) == ["diganti", "terbit"]


# ── Kunci ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


async def ajukan(api: PabrikGudang, layanan: str, kode: str, isian: dict[str, Any]) -> str:
    """Konsep yang diajukan dengan kunci menurut definisinya; hasil: nomornya."""
    usulan_id = uuid4()
    beku = berkas(usulan_id).model_copy(update={"layanan": layanan, "jenis": kode, "isi": isian})
    bahan = Bahan(**{nama: getattr(beku, nama) for nama in Bahan.model_fields if hasattr(beku, nama)})
    async with api.transaksi(DI_BANDUNG) as gudang:
        usulan = await gudang.usulan.buat_konsep(
            usulan_id,
            layanan=layanan,
            jenis=kode,
            asn_id=beku.asn_id,
            periode=beku.periode,
            pemilik=beku.pengusul.akun,
            isi=isian,
        )
        await gudang.usulan.ajukan(usulan.versi, beku, cari(layanan).kunci(bahan))
    return usulan.nomor


PANGKAT = ("1", isi_peremajaan("1", asn(BANDUNG)))
NIP = ("7", isi_peremajaan("7", asn(BANDUNG), nip="199005172014032999"))
ALAMAT = ("7", isi_peremajaan("7", asn(BANDUNG)))


@pytest.mark.parametrize(("kunci", "peremajaan"), [("golongan", PANGKAT), ("pribadi.nip", NIP)])
async def test_golongan_dan_nip_tidak_diremajakan_selama_kenaikan_pangkat_berjalan(
    api: PabrikGudang, pekerja: PabrikGudang, kunci: str, peremajaan: tuple[str, dict[str, Any]]
) -> None:
    nomor = await ajukan(api, KENAIKAN_PANGKAT, "101", {})
    with pytest.raises(IsianTerkunci) as ditolak:
        await ajukan(api, PEREMAJAAN_DATA, *peremajaan)
    assert ditolak.value.terkunci == {kunci: nomor}
    await ajukan(api, PEREMAJAAN_DATA, *ALAMAT)


async def test_pangkat_tidak_diusulkan_naik_selama_riwayatnya_diremajakan(
    api: PabrikGudang, pekerja: PabrikGudang
) -> None:
    nomor = await ajukan(api, PEREMAJAAN_DATA, *PANGKAT)
    with pytest.raises(IsianTerkunci) as ditolak:
        await ajukan(api, KENAIKAN_PANGKAT, "101", {})
    assert ditolak.value.terkunci == {"golongan": nomor}


# ── Fakta di luar try ─────────────────────────────────────────────────────────────────────────────────────────────────


async def test_profil_yang_tidak_terbaca_menjadi_fakta_bukan_percobaan_tanpa_akhir(
    api: PabrikGudang, pekerja: PabrikGudang, basis_data: Mapping[str, str]
) -> None:
    beku = await diajukan(api)
    with psycopg.connect(basis_data["postgres"].replace("+psycopg", "")) as sambungan:
        sambungan.execute("UPDATE riwayat_golongan SET golongan = 'V/a' WHERE asn_id = %s", (beku.asn_id,))
    with pytest.raises(ApplicationError, match="golongan") as galat:
        await lewat_penerjemah(Profil(pekerja, S3Tiruan()).perbarui, PerbaruiProfil(usulan_id=beku.usulan_id))
    assert (galat.value.type, galat.value.non_retryable) == (JenisGalat.FAKTA, True)


async def test_usulan_yang_tidak_ada_menjadi_fakta(pekerja: PabrikGudang) -> None:
    with pytest.raises(ApplicationError) as galat:
        await lewat_penerjemah(Profil(pekerja, S3Tiruan()).perbarui, PerbaruiProfil(usulan_id=uuid4()))
    assert galat.value.type == JenisGalat.FAKTA

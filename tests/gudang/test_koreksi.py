"""Koreksi surat pada basis data: surat asal berakhir bersamaan, nomor tak dipakai ulang, akibatnya ditarik kembali."""

from datetime import UTC, datetime
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid4

import pytest
from temporalio.exceptions import ApplicationError
from temporalio.testing import ActivityEnvironment

from activities.buku import PencatatBuku
from activities.galat import BelumWaktunya
from activities.koreksi import Koreksi
from activities.profil import Profil
from activities.surat import PembuatSurat
from gudang import Gudang, PabrikGudang
from gudang.galat import DasarBerubah, TidakDitemukan, UsulanGanda
from gudang.surat import SuratPublik
from models.definisi import AsalKoreksi
from models.galat import JenisGalat
from models.kegiatan import PerbaruiProfil, Tandatangani
from models.koreksi import CaraBerakhir, SuratKoreksi
from models.langkah import Tempat, bekukan
from models.layanan import cari, naskah
from models.layanan.koreksi_surat import KOREKSI_SURAT, PEMBATALAN_PERTEK, PERBAIKAN_PERTEK, PERBAIKAN_SK
from models.peran import Peran
from models.peristiwa import JenisPeristiwa
from models.perubahan import Aksi, BidangBerubah, Perubahan
from models.profil import ProfilASN
from models.surat import JenisSurat, SuratTerbit
from models.surat.koreksi import PEMBATALAN_PERTEK_KP, PERBAIKAN_PERTEK_KP, PERBAIKAN_SK_KP
from models.surat.kp import PERTEK_KP, SK_KP
from models.usulan import Berkas, Hasil, JenisHasil
from tests.gudang.contoh import (
    BANDUNG,
    DI_BANDUNG,
    DI_SURABAYA,
    KANREG,
    TERKUNCI_SAMPAI,
    S3Tiruan,
    berkas,
    catatan,
    diajukan,
    id_akun,
    id_asn,
    peristiwa,
)
from tests.gudang.test_penerbitan import didraf, permintaan
from workflows.layanan.koreksi_surat import KoreksiSurat

SURAT = {
    PERBAIKAN_PERTEK: (PERBAIKAN_PERTEK_KP, KANREG),
    PEMBATALAN_PERTEK: (PEMBATALAN_PERTEK_KP, KANREG),
    PERBAIKAN_SK: (PERBAIKAN_SK_KP, DI_BANDUNG),
}
_LAIN = ("penyusun", "penyimpanan", "esign", "pemeriksa", "sandi", "alamat_publik")
SALAH_BULAN = {"bidang": "baru.masa_kerja.bulan", "lama": 9, "baru": 8}


async def terbit(pekerja: PabrikGudang, isi: Berkas, jenis: JenisSurat, unit: str) -> SuratTerbit:
    """Surat terbit bersidik sendiri."""
    tersusun, _ = await didraf(pekerja, permintaan(isi, jenis, unit))
    sidik = sha256(tersusun.draf.surat_id.bytes).hexdigest()
    async with pekerja.transaksi() as gudang:
        tertanda = await gudang.penerbitan.simpan_jawaban(tersusun.draf, b"%PDF-tertanda")
        assert tertanda is not None
        arsip = await gudang.penerbitan.catat_arsip(
            tertanda, sha256=sidik, ukuran=30, kunci=f"terbit/{sidik}.pdf", versi_berkas="1", waktu=datetime.now(UTC)
        )
        return await gudang.penerbitan.terbitkan(arsip, TERKUNCI_SAMPAI)


async def kp(api: PabrikGudang, pekerja: PabrikGudang) -> tuple[Berkas, SuratTerbit]:
    """Kenaikan pangkat yang perteknya sudah terbit dan masih berjalan."""
    isi = await diajukan(api)
    return isi, await terbit(pekerja, isi, PERTEK_KP, KANREG)


async def selesaikan(pekerja: PabrikGudang, isi: Berkas) -> SuratTerbit:
    """SK terbit, profil diperbarui, usulan selesai."""
    sk = await terbit(pekerja, isi, SK_KP, DI_BANDUNG)
    await Profil(pekerja, S3Tiruan()).perbarui(PerbaruiProfil(usulan_id=isi.usulan_id, dasar=sk))
    selesai = Hasil(jenis=JenisHasil.SELESAI)
    await PencatatBuku(pekerja).catat(
        catatan(isi, 0, [peristiwa(0, JenisPeristiwa.SELESAI)], None, hasil=selesai, status=31)
    )
    return sk


async def usul_koreksi(api: PabrikGudang, jenis: str, surat: SuratTerbit, *perbaikan: dict[str, Any]) -> Berkas:
    usulan_id = uuid4()
    unit = {Tempat.INSTANSI: DI_BANDUNG, Tempat.VALIDASI: KANREG, Tempat.PENETAP: DI_BANDUNG, Tempat.BKN: "bkn"}
    isi: dict[str, Any] = {"surat_id": str(surat.surat_id), "alasan": "Keliru."}
    if jenis != PEMBATALAN_PERTEK:
        isi["perbaikan"] = list(perbaikan or (SALAH_BULAN,))
    beku = berkas(usulan_id).model_copy(
        update={
            "layanan": KOREKSI_SURAT,
            "jenis": jenis,
            "langkah": bekukan(KoreksiSurat.tangga(jenis), unit),
            "templat": cari(KOREKSI_SURAT).templat,
            "isi": isi,
        }
    )
    async with api.transaksi(DI_BANDUNG) as gudang:
        await gudang.usulan.buat_konsep(
            usulan_id,
            layanan=KOREKSI_SURAT,
            jenis=jenis,
            asn_id=id_asn(BANDUNG),
            periode=beku.periode,
            pemilik=id_akun(Peran.OPERATOR),
            isi=isi,
        )
        await gudang.usulan.ajukan(1, beku)
    return beku


async def koreksi(
    api: PabrikGudang, pekerja: PabrikGudang, jenis: str, surat: SuratTerbit, *perbaikan: dict[str, Any]
) -> SuratKoreksi:
    """Usulan koreksi yang suratnya sudah terbit; sudah berakhir, kecuali pembatalan yang masih menarik akibatnya."""
    isi = await usul_koreksi(api, jenis, surat, *perbaikan)
    baru = await terbit(pekerja, isi, *SURAT[jenis])
    if jenis == PERBAIKAN_SK:
        await Profil(pekerja, S3Tiruan()).perbarui(PerbaruiProfil(usulan_id=isi.usulan_id, dasar=baru))
    if jenis != PEMBATALAN_PERTEK:
        selesai = Hasil(jenis=JenisHasil.SELESAI)
        akhir = catatan(isi, 0, [peristiwa(0, JenisPeristiwa.SELESAI)], None, hasil=selesai, status=8)
        await PencatatBuku(pekerja).catat(akhir)
    return SuratKoreksi(usulan_id=isi.usulan_id, surat=baru)


async def tahap(pekerja: PabrikGudang, *surat_id: UUID) -> list[str]:
    async with pekerja.transaksi() as gudang:
        semua = [await gudang.surat.baca(satu) for satu in surat_id]
    return [satu.tahap for satu in semua if satu]


async def asal(pabrik: PabrikGudang, surat_id: UUID, lingkup: str = DI_BANDUNG) -> AsalKoreksi | None:
    async with pabrik.transaksi(lingkup) as gudang:
        return await gudang.koreksi.asal(surat_id)


async def publik(api: PabrikGudang, token: str) -> SuratPublik:
    async with api.transaksi("publik") as gudang:
        surat = await gudang.surat.verifikasi(token)
    assert surat is not None
    return surat


async def profil(pekerja: PabrikGudang) -> ProfilASN:
    async with pekerja.transaksi() as gudang:
        hasil = await gudang.asn.baca_profil(id_asn(BANDUNG))
    assert hasil is not None
    return hasil


async def test_pertek_diganti_bersamaan_dengan_terbitnya_penggantinya(api: PabrikGudang, pekerja: PabrikGudang) -> None:
    isi, pertek = await kp(api, pekerja)
    draf_sk, _ = await didraf(pekerja, permintaan(isi, SK_KP, DI_BANDUNG))
    perbaikan = await koreksi(api, pekerja, PERBAIKAN_PERTEK, pertek)
    baru = perbaikan.surat
    assert await tahap(pekerja, pertek.surat_id, baru.surat_id, draf_sk.draf.surat_id) == ["diganti", "terbit", "batal"]
    assert baru.nomor != pertek.nomor
    async with pekerja.transaksi() as gudang:
        berlaku = await gudang.koreksi.berlaku(isi.usulan_id)
        lama = await gudang.surat.baca(pertek.surat_id)
    assert {jenis: satu.nomor for jenis, satu in berlaku.items()} == {
        PERTEK_KP: baru.nomor,
        PERBAIKAN_PERTEK_KP: baru.nomor,
    }
    assert lama is not None
    assert lama.diakhiri_oleh == baru.surat_id
    ulang, _ = await didraf(pekerja, permintaan(isi, SK_KP, DI_BANDUNG, ke=2))
    assert ulang.draf.nomor == draf_sk.draf.nomor
    async with pekerja.transaksi() as gudang:
        sk = await gudang.penerbitan.isi(ulang.draf.surat_id)
    assert sk.data_templat()["pertek"]["nomor"] == baru.nomor


async def test_draf_yang_batal_ditolak_sebelum_kredensial_dipakai(api: PabrikGudang, pekerja: PabrikGudang) -> None:
    isi, pertek = await kp(api, pekerja)
    tersusun, _ = await didraf(pekerja, permintaan(isi, SK_KP, DI_BANDUNG))
    await koreksi(api, pekerja, PERBAIKAN_PERTEK, pertek)
    # Hanya basis data: penyimpanan, sesi, dan BSrE tidak boleh sampai disentuh.
    pembuat = PembuatSurat(pabrik=pekerja, **dict.fromkeys(_LAIN))
    masukan = Tandatangani(draf=tersusun.draf, tugas_id=uuid4(), sesi_id=uuid4(), akun=tersusun.penandatangan)
    with pytest.raises(ApplicationError, match="Draf ini batal") as galat:
        await ActivityEnvironment().run(pembuat.tandatangani, masukan)
    assert galat.value.type == JenisGalat.TTE_GAGAL


async def test_masyarakat_dibawa_dari_surat_lama_ke_penggantinya(api: PabrikGudang, pekerja: PabrikGudang) -> None:
    _, pertek = await kp(api, pekerja)
    baru = (await koreksi(api, pekerja, PERBAIKAN_PERTEK, pertek)).surat
    lama = await publik(api, pertek.token)
    assert (lama.hasil, lama.keterangan) == (
        "diganti",
        f"Diganti dengan surat nomor {baru.nomor} tanggal 24 November 2026.",
    )
    assert lama.pengakhir is not None
    assert (lama.pengakhir.nomor, lama.pengakhir.token) == (baru.nomor, baru.token)
    pengganti = await publik(api, baru.token)
    assert (pengganti.hasil, pengganti.pengakhir) == ("berlaku", None)
    async with api.transaksi("publik") as gudang:
        assert await gudang.surat.baca(baru.surat_id) is None, "tanpa tokennya, pengganti pun tidak tampak"


async def test_perbaikan_dapat_diperbaiki_lagi_dan_tetap_mengenal_usulan_asalnya(
    api: PabrikGudang, pekerja: PabrikGudang
) -> None:
    isi, pertek = await kp(api, pekerja)
    pertama = (await koreksi(api, pekerja, PERBAIKAN_PERTEK, pertek)).surat
    lagi = {"bidang": "baru.masa_kerja.bulan", "lama": 8, "baru": 7}
    kedua = (await koreksi(api, pekerja, PERBAIKAN_PERTEK, pertama, lagi)).surat
    terakhir = await asal(api, kedua.surat_id)
    assert terakhir is not None
    assert (terakhir.surat.usulan_id, terakhir.jenis_pertama) == (isi.usulan_id, PERTEK_KP)
    assert (terakhir.berlaku, terakhir.terbuka, terakhir.unit[Tempat.VALIDASI]) == (True, True, KANREG)
    assert await tahap(pekerja, pertek.surat_id, pertama.surat_id, kedua.surat_id) == ["diganti", "diganti", "terbit"]
    async with pekerja.transaksi() as gudang:
        assert (await gudang.koreksi.berlaku(isi.usulan_id))[PERTEK_KP].nomor == kedua.nomor
        menurut_surat = await gudang.koreksi.pada_surat(pertama.surat_id)
        assert [satu.nomor[:2] for satu in menurut_surat] == ["KS"]
        assert [satu.id for satu in await gudang.surat.diakhiri(kedua.surat_id)] == [pertama.surat_id]


async def test_surat_instansi_lain_tidak_tampak_draf_tidak_berlaku(api: PabrikGudang, pekerja: PabrikGudang) -> None:
    isi, pertek = await kp(api, pekerja)
    draf, _ = await didraf(pekerja, permintaan(isi, SK_KP, DI_BANDUNG))
    assert await asal(api, pertek.surat_id, DI_SURABAYA) is None
    assert await asal(api, uuid4()) is None
    belum = await asal(api, draf.draf.surat_id)
    assert belum is not None
    assert not belum.berlaku


async def test_sk_tidak_ditandatangani_atas_pertek_yang_sementara_itu_diganti(
    api: PabrikGudang, pekerja: PabrikGudang
) -> None:
    """Penggantinya terbit di antara draf SK dan jawaban BSrE; yang sedang disusun pun harus mengutip yang baru."""
    isi = await diajukan(api)
    pertek = await terbit(pekerja, isi, PERTEK_KP, KANREG)
    sk, _ = await didraf(pekerja, permintaan(isi, SK_KP, DI_BANDUNG))
    async with pekerja.transaksi() as gudang:
        kedua = await gudang.penerbitan.bahan(permintaan(isi, SK_KP, DI_BANDUNG, ke=2), "https://usulan.contoh.id/")
    perbaikan = await usul_koreksi(api, PERBAIKAN_PERTEK, pertek)
    await terbit(pekerja, perbaikan, PERBAIKAN_PERTEK_KP, KANREG)
    async with pekerja.transaksi() as gudang:
        assert await gudang.penerbitan.simpan_jawaban(sk.draf, b"%PDF-jawaban") is None
        tahap = [(satu.jenis, satu.tahap) for satu in await gudang.surat.pada_usulan(isi.usulan_id)]
    assert tahap == [(PERTEK_KP, "diganti"), (SK_KP, "batal")]
    async with pekerja.transaksi() as gudang:
        with pytest.raises(DasarBerubah):
            await gudang.penerbitan.simpan_draf(sk.draf, naskah(SK_KP).susun(kedua.fakta), kedua, kunci="draf/y.pdf")


async def test_surat_yang_sudah_berakhir_tidak_dapat_diakhiri_lagi(api: PabrikGudang, pekerja: PabrikGudang) -> None:
    _, pertek = await kp(api, pekerja)
    isi = await usul_koreksi(api, PERBAIKAN_PERTEK, pertek)
    async with pekerja.transaksi() as gudang:
        await gudang.surat.akhiri(pertek.surat_id, CaraBerakhir.DICABUT, "Oleh orang lain.")
    with pytest.raises(TidakDitemukan, match="Surat terbit"):
        await terbit(pekerja, isi, PERBAIKAN_PERTEK_KP, KANREG)
    async with pekerja.transaksi() as gudang:
        (surat,) = await gudang.surat.pada_usulan(isi.usulan_id)
    assert surat.tahap == "draf", "terbitnya batal bersama pengakhirannya"


async def test_pembatalan_menunggu_usulan_asal_berakhir(api: PabrikGudang, pekerja: PabrikGudang) -> None:
    isi, pertek = await kp(api, pekerja)
    pembatalan = await koreksi(api, pekerja, PEMBATALAN_PERTEK, pertek)
    kegiatan = Koreksi(pekerja)
    kini = await kegiatan.asal(pembatalan)
    assert (kini.usulan_id, kini.jenis, kini.menjadi, kini.terbuka) == (
        isi.usulan_id,
        PERTEK_KP,
        CaraBerakhir.DICABUT,
        True,
    )
    with pytest.raises(BelumWaktunya):
        await kegiatan.batalkan(pembatalan)
    dibatalkan = Hasil(jenis=JenisHasil.DIBATALKAN, keterangan=kini.keterangan)
    await PencatatBuku(pekerja).catat(
        catatan(isi, 0, [peristiwa(0, JenisPeristiwa.SELESAI)], None, hasil=dibatalkan, status=75)
    )
    assert (await kegiatan.batalkan(pembatalan)).perubahan == ()
    assert await tahap(pekerja, pertek.surat_id) == ["dicabut"]


async def test_pembatalan_sesudah_selesai_mencabut_sk_dan_menarik_riwayatnya_sekali(
    api: PabrikGudang, pekerja: PabrikGudang
) -> None:
    isi, pertek = await kp(api, pekerja)
    semula = await profil(pekerja)
    sk = await selesaikan(pekerja, isi)
    assert len((await profil(pekerja)).golongan) == len(semula.golongan) + 1
    pembatalan = await koreksi(api, pekerja, PEMBATALAN_PERTEK, pertek)
    assert await tahap(pekerja, pertek.surat_id, sk.surat_id) == ["dicabut", "dicabut"], "seketika, sebelum profilnya"
    hasil = [await Koreksi(pekerja).batalkan(pembatalan) for _ in range(2)]
    assert hasil[0] == hasil[1]
    (ditarik,) = hasil[0].perubahan
    assert (ditarik.riwayat, ditarik.aksi) == ("golongan", Aksi.HAPUS)
    assert {satu.nama: satu.lama for satu in ditarik.bidang}["nomor_sk"] == sk.nomor
    assert (await profil(pekerja)).golongan == semula.golongan
    async with pekerja.transaksi() as gudang:
        usulan = await gudang.usulan.baca(isi.usulan_id)
        jejak = await gudang.jejak.garis_waktu(isi.usulan_id)
        putus = await gudang.jejak.periksa_rantai(isi.usulan_id)
        arsip = await gudang.dokumen.arsip(id_asn(BANDUNG))
    assert usulan is not None
    assert (usulan.hasil, usulan.status) == ("dibatalkan", 75)
    assert (jejak[-1].jenis, jejak[-1].rincian["menjadi"], putus) == ("usulan.dasar_berubah", "dicabut", None)
    assert sk.sha256 not in {satu.sha256 for satu in arsip}, "SK yang dicabut tidak ditawarkan lagi"


async def test_pembatalan_sesudah_sk_diperbaiki_membalik_keduanya(api: PabrikGudang, pekerja: PabrikGudang) -> None:
    isi, pertek = await kp(api, pekerja)
    semula = await profil(pekerja)
    sk = await selesaikan(pekerja, isi)
    sk_baru = (await koreksi(api, pekerja, PERBAIKAN_SK, sk)).surat
    diperbaiki = (await profil(pekerja)).golongan_terakhir
    assert diperbaiki is not None
    assert (diperbaiki.masa_kerja_bulan, diperbaiki.nomor_sk, diperbaiki.tanggal_sk is not None) == (
        8,
        sk_baru.nomor,
        True,
    )
    async with pekerja.transaksi() as gudang:
        arsip = {satu.sha256 for satu in await gudang.dokumen.arsip(id_asn(BANDUNG))}
    assert (sk.sha256 in arsip, sk_baru.sha256 in arsip) == (False, True)
    pembatalan = await koreksi(api, pekerja, PEMBATALAN_PERTEK, pertek)
    assert await tahap(pekerja, sk.surat_id, sk_baru.surat_id) == ["diganti", "dicabut"]
    dibalik = (await Koreksi(pekerja).batalkan(pembatalan)).perubahan
    assert [satu.aksi for satu in dibalik] == [Aksi.UBAH, Aksi.HAPUS]
    assert (await profil(pekerja)).golongan == semula.golongan


async def test_riwayat_yang_sudah_berubah_tidak_ditimpa(api: PabrikGudang, pekerja: PabrikGudang) -> None:
    isi, pertek = await kp(api, pekerja)
    sk = await selesaikan(pekerja, isi)
    baris = (await profil(pekerja)).golongan_terakhir
    assert baris is not None
    lain = Perubahan(
        riwayat="golongan",
        rekam_id=baris.id,
        aksi=Aksi.UBAH,
        bidang=(BidangBerubah(nama="masa_kerja_bulan", lama=9, baru=3),),
    )
    async with api.transaksi(DI_BANDUNG) as gudang:
        asal = await konsep_lain(gudang)
    async with pekerja.transaksi() as gudang:
        await gudang.asn.terapkan(asal, id_asn(BANDUNG), (lain,))
    perbaikan = await usul_koreksi(api, PERBAIKAN_SK, sk)
    baru = await terbit(pekerja, perbaikan, PERBAIKAN_SK_KP, DI_BANDUNG)
    hasil = await Profil(pekerja, S3Tiruan()).perbarui(PerbaruiProfil(usulan_id=perbaikan.usulan_id, dasar=baru))
    assert [(satu.nama, satu.lama, satu.kini) for satu in hasil.bentrok] == [("masa_kerja_bulan", 9, 3)]
    await PencatatBuku(pekerja).catat(
        catatan(perbaikan, 0, [peristiwa(0, JenisPeristiwa.SELESAI)], None, hasil=Hasil(jenis=JenisHasil.SELESAI))
    )
    pembatalan = await koreksi(api, pekerja, PEMBATALAN_PERTEK, pertek)
    with pytest.raises(ApplicationError, match="Profil sudah berubah"):
        await Koreksi(pekerja).batalkan(pembatalan)
    tetap = (await profil(pekerja)).golongan_terakhir
    assert tetap is not None
    assert (tetap.id, tetap.masa_kerja_bulan) == (baris.id, 3)


async def konsep_lain(gudang: Gudang) -> UUID:
    """Usulan mana pun yang boleh tercatat sebagai asal perubahan."""
    usulan_id = uuid4()
    await gudang.usulan.buat_konsep(
        usulan_id,
        layanan="PeremajaanData",
        jenis="1",
        asn_id=id_asn(BANDUNG),
        periode=berkas(usulan_id).periode,
        pemilik=id_akun(Peran.OPERATOR),
    )
    return usulan_id


async def test_satu_koreksi_terbuka_tiap_asn(api: PabrikGudang, pekerja: PabrikGudang) -> None:
    _, pertek = await kp(api, pekerja)
    await usul_koreksi(api, PERBAIKAN_PERTEK, pertek)
    with pytest.raises(UsulanGanda, match="KS-"):
        await usul_koreksi(api, PEMBATALAN_PERTEK, pertek)

"""Profil bolak-balik lewat basis data, pencarian, dan dokumen."""

from datetime import date
from uuid import uuid4

from gudang import PabrikGudang
from gudang.asn import SaringanASN
from gudang.dokumen import DokumenBaru
from models.peran import Peran
from models.profil import JenisPenugasan, JenisUjian
from models.referensi import JenisJabatan, Jenjang, TingkatHukdis
from tests.gudang.contoh import BANDUNG, DI_BANDUNG, DI_SURABAYA, SURABAYA, asn, id_akun, id_asn, konsep
from tests.hukum.aturan.contoh import fungsional, hukdis, pak, penugasan, ujian


async def test_profil_yang_dimuat_terbaca_persis_sama(api: PabrikGudang, pekerja: PabrikGudang) -> None:
    kaya = asn(
        BANDUNG,
        7,
        jabatan=(fungsional(Jenjang.MUDA, date(2022, 1, 1)),),
        angka_kredit=(pak("37.5", Jenjang.MUDA),),
        hukdis=(hukdis("24", TingkatHukdis.SEDANG, date(2026, 1, 1), None),),
        ujian=(ujian(JenisUjian.PKP),),
        penugasan=(penugasan(JenisPenugasan.TUGAS_BELAJAR, date(2025, 8, 1), tingkat_id="45"),),
    )
    async with pekerja.transaksi() as gudang:
        await gudang.muat.asn([kaya])
        await gudang.muat.riwayat([kaya], {})
    async with api.transaksi(DI_BANDUNG) as gudang:
        terbaca = await gudang.asn.baca_profil_banyak([kaya.id, id_asn(BANDUNG), id_asn(SURABAYA)])
    assert set(terbaca) == {kaya.id, id_asn(BANDUNG)}
    for nama in ("golongan", "jabatan", "pendidikan", "skp", "angka_kredit", "hukdis", "ujian", "penugasan"):
        assert sorted(getattr(terbaca[kaya.id], nama), key=str) == sorted(getattr(kaya, nama), key=str), nama
    assert terbaca[kaya.id].nama_lengkap == kaya.nama_lengkap
    assert terbaca[kaya.id].jabatan[0].jenis is JenisJabatan.FUNGSIONAL


async def test_profil_di_luar_lingkup_tidak_terbaca(api: PabrikGudang) -> None:
    async with api.transaksi(DI_SURABAYA) as gudang:
        assert await gudang.asn.baca_profil(id_asn(BANDUNG)) is None


async def test_pencarian_berhalaman_dan_tersaring(api: PabrikGudang, pekerja: PabrikGudang) -> None:
    semua = [asn(BANDUNG, ke, nama=f"Orang {ke:02d}", unor_nama=f"Dinas {ke % 2}") for ke in range(2, 12)]
    async with pekerja.transaksi() as gudang:
        await gudang.muat.asn(semua)
    async with api.transaksi(DI_BANDUNG) as gudang:
        pertama = await gudang.asn.cari(SaringanASN(cari="orang"), batas=6)
        kedua = await gudang.asn.cari(SaringanASN(cari="orang"), sesudah=pertama.berikut, batas=6)
        assert [satu.nama for satu in (*pertama.baris, *kedua.baris)] == [p.nama for p in semua]
        assert kedua.berikut is None
        assert len((await gudang.asn.cari(SaringanASN(unor="Dinas 1"))).baris) == 5
        assert len((await gudang.asn.cari(SaringanASN(cari=semua[0].nip))).baris) == 1
        assert (await gudang.asn.cari(SaringanASN(cari="%"))).baris == ()
        assert {(satu.nama, satu.banyak) for satu in await gudang.asn.unor(BANDUNG)} == {
            ("Dinas 0", 5),
            ("Dinas 1", 5),
            ("Dinas Pendidikan", 1),
        }


async def test_yang_sedang_diusulkan_tidak_ditawarkan_lagi(api: PabrikGudang) -> None:
    tersaring = SaringanASN(tanpa_usulan="KenaikanPangkat")
    async with api.transaksi(DI_BANDUNG) as gudang:
        assert len((await gudang.asn.cari(tersaring)).baris) == 1
    await konsep(api)
    async with api.transaksi(DI_BANDUNG) as gudang:
        assert (await gudang.asn.cari(tersaring)).baris == ()


async def test_unggahan_yang_sama_tersimpan_sekali_dan_ikut_terhapus(api: PabrikGudang) -> None:
    usulan_id = await konsep(api)

    def unggahan() -> DokumenBaru:
        return DokumenBaru(
            id=uuid4(),
            instansi_id=BANDUNG,
            kode="sk_kp_terakhir",
            nama_berkas="sk.pdf",
            kunci="dokumen/x.pdf",
            sha256="d" * 64,
            ukuran=100,
            tipe="application/pdf",
            sumber="unggah",
            diunggah_oleh=id_akun(Peran.OPERATOR),
            usulan_id=usulan_id,
        )

    async with api.transaksi(DI_BANDUNG) as gudang:
        pertama = await gudang.dokumen.simpan(unggahan())
        kedua = await gudang.dokumen.simpan(unggahan())
        assert kedua == pertama
        assert await gudang.dokumen.unggahan(usulan_id) == (pertama,)
    async with api.transaksi(DI_SURABAYA) as gudang:
        assert await gudang.dokumen.baca(pertama.id) is None
    async with api.transaksi(DI_BANDUNG) as gudang:
        await gudang.usulan.hapus_konsep(usulan_id)
    async with api.transaksi(DI_BANDUNG) as gudang:
        assert await gudang.dokumen.baca(pertama.id) is None

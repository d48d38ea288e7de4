"""Keputusan dari luar: disimpan sekali, dicocokkan menurut pertek lalu NIP, dan menjadi surat tanpa nomor kita."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import psycopg
import pytest
from sqlalchemy.exc import IntegrityError, ProgrammingError

from gudang import PabrikGudang
from gudang.galat import TidakDitemukan
from gudang.keputusan_masuk import DataBaris, DataKeputusanMasuk
from models.definisi import FaktaDiterima
from models.keputusan import Pelaku
from models.langkah import Tempat, bekukan
from models.layanan import diterima
from models.peran import SETNEG, Peran
from models.referensi import Golongan
from models.setneg import ArsipKeputusan, BarisKeputusan, Beda, DataKeputusan
from models.surat import Pejabat
from models.surat.keputusan_presiden import KEPUTUSAN_PRESIDEN_KP
from models.surat.koreksi import PERBAIKAN_PERTEK_KP
from models.surat.kp import PERTEK_KP
from models.usulan import Berkas
from tests.gudang.contoh import (
    BANDUNG,
    DI_BANDUNG,
    KANREG,
    TERKUNCI_SAMPAI,
    asn,
    berkas,
    konsep,
)
from tests.gudang.test_penerbitan import diterbitkan, permintaan
from workflows.layanan.kenaikan_pangkat import KenaikanPangkat

PENGIRIM = Pelaku(akun="mesin-setneg", peran=Peran.SETNEG, unit=SETNEG)
NIP_LAIN = "199005172014032999"
ARSIP = ArsipKeputusan(
    sha256="c" * 64,
    ukuran=10,
    kunci="terbit/c.pdf",
    waktu=datetime(2026, 11, 24, tzinfo=UTC),
    penandatangan=Pejabat(nama="Segel", jabatan="Kementerian Sekretariat Negara"),
)


async def menunggu(api: PabrikGudang, pekerja: PabrikGudang) -> tuple[Berkas, str]:
    """Usulan rute Presiden yang perteknya terbit, dan nomor pertek itu."""
    usulan_id = await konsep(api)
    isi = berkas(usulan_id)
    tempat = {Tempat.INSTANSI: DI_BANDUNG, Tempat.VALIDASI: "bkn", Tempat.BKN: "bkn", Tempat.PENERIMA: "bkn"}
    isi = isi.model_copy(update={"langkah": bekukan(KenaikanPangkat.langkah, tempat)})
    async with api.transaksi(DI_BANDUNG) as gudang:
        await gudang.usulan.ajukan(1, isi)
    surat = await diterbitkan(pekerja, permintaan(isi, PERTEK_KP, KANREG))
    return isi, surat.nomor


def satu(nip: str = NIP_LAIN, nomor_pertek: str = "PT-000099/BKN/KP/2026") -> BarisKeputusan:
    return BarisKeputusan(
        nip=nip,
        golongan_lama=Golongan.III_C,
        golongan_baru=Golongan.III_D,
        tmt=date(2026, 12, 1),
        nomor_pertek=nomor_pertek,
    )


async def simpan(api: PabrikGudang, *baris: BarisKeputusan, sha256: str = "a" * 64, lingkup: str = SETNEG) -> UUID:
    data = DataKeputusan(
        jenis=KEPUTUSAN_PRESIDEN_KP, nomor="7/K TAHUN 2026", tanggal=date(2026, 11, 20), baris=baris or (satu(),)
    )
    async with api.transaksi(lingkup) as gudang:
        return await gudang.keputusan_masuk.simpan(
            data, sha256=sha256, ukuran=10, kunci="keputusan/a.pdf", pengirim=PENGIRIM
        )


async def antrean(pekerja: PabrikGudang) -> tuple[tuple[DataKeputusanMasuk, DataBaris], ...]:
    async with pekerja.transaksi() as gudang:
        return await gudang.keputusan_masuk.antre(10)


async def baca(api: PabrikGudang, keputusan_id: UUID) -> DataKeputusanMasuk:
    async with api.transaksi("bkn") as gudang:
        hasil = await gudang.keputusan_masuk.baca(keputusan_id)
    assert hasil is not None
    return hasil


async def test_berkas_yang_sama_tersimpan_sekali(api: PabrikGudang, pekerja: PabrikGudang) -> None:
    pertama = await simpan(api, satu(), satu(NIP_LAIN[:-1] + "8"))
    assert await simpan(api, satu(), satu(NIP_LAIN[:-1] + "8")) == pertama
    assert await simpan(api, sha256="b" * 64) != pertama
    assert [baris.urut for keputusan, baris in await antrean(pekerja) if keputusan.id == pertama] == [0, 1]
    assert (await baca(api, pertama)).pengirim == PENGIRIM


async def test_dicari_menurut_pertek_lebih_dahulu_lalu_nip_yang_menunggu(
    api: PabrikGudang, pekerja: PabrikGudang
) -> None:
    isi, nomor = await menunggu(api, pekerja)
    nip = asn(BANDUNG).nip
    async with pekerja.transaksi() as gudang:
        cari = gudang.keputusan_masuk.cari_usulan
        assert await cari(KEPUTUSAN_PRESIDEN_KP, satu(NIP_LAIN, nomor)) == (isi.usulan_id,)
        assert await cari(KEPUTUSAN_PRESIDEN_KP, satu(nip)) == (isi.usulan_id,)
        assert await cari(KEPUTUSAN_PRESIDEN_KP, satu()) == ()
        assert await cari("keputusan_lain", satu(nip, nomor)) == ()


async def test_usulan_yang_tidak_menunggu_keputusan_luar_tidak_dicocokkan_menurut_nip(
    api: PabrikGudang, pekerja: PabrikGudang
) -> None:
    isi = berkas(await konsep(api))
    async with api.transaksi(DI_BANDUNG) as gudang:
        await gudang.usulan.ajukan(1, isi)
    async with pekerja.transaksi() as gudang:
        assert await gudang.keputusan_masuk.cari_usulan(KEPUTUSAN_PRESIDEN_KP, satu(asn(BANDUNG).nip)) == ()


async def test_tertunda_dicoba_lagi_nanti_dan_tampak_bagi_administrator(
    api: PabrikGudang, pekerja: PabrikGudang
) -> None:
    isi, _ = await menunggu(api, pekerja)
    keputusan_id = await simpan(api)
    ((_, baris),) = await antrean(pekerja)
    async with pekerja.transaksi() as gudang:
        await gudang.keputusan_masuk.tunda(baris, isi.usulan_id, "Sedang ditahan.", timedelta(hours=1))
    assert await antrean(pekerja) == ()
    async with api.transaksi("bkn") as gudang:
        (perlu,) = (await gudang.keputusan_masuk.daftar(False)).baris
        assert (await gudang.keputusan_masuk.daftar(True)).baris == ()
        assert (perlu.id, perlu.baris[0].sebab, perlu.baris[0].percobaan) == (keputusan_id, "Sedang ditahan.", 1)
        await gudang.keputusan_masuk.cocokkan(baris.id, isi.usulan_id)
        assert (await gudang.keputusan_masuk.daftar(False)).baris == ()
    ((_, lagi),) = await antrean(pekerja)
    assert (lagi.usulan_id, lagi.ke, lagi.percobaan) == (isi.usulan_id, 2, 0)


async def test_pengantar_yang_ketinggalan_tidak_menimpa(api: PabrikGudang, pekerja: PabrikGudang) -> None:
    isi, _ = await menunggu(api, pekerja)
    keputusan_id = await simpan(api)
    ((_, baris),) = await antrean(pekerja)
    async with pekerja.transaksi() as gudang:
        beda = (Beda(isian="TMT", diharapkan="1 Desember 2026", diterima="1 Januari 2027"),)
        await gudang.keputusan_masuk.keliru(baris.id, isi.usulan_id, beda)
        await gudang.keputusan_masuk.diantar(baris, isi.usulan_id)
    (tersimpan,) = (await baca(api, keputusan_id)).baris
    assert (tersimpan.keadaan, tersimpan.beda) == ("keliru", beda)


async def diterbitkan_sebagai_surat(pekerja: PabrikGudang, isi: Berkas, token: str = "t" * 32) -> UUID:
    ((keputusan, baris),) = await antrean(pekerja)
    naskah = diterima(KEPUTUSAN_PRESIDEN_KP)
    assert naskah is not None
    async with pekerja.transaksi() as gudang:
        dasar = await gudang.keputusan_masuk.dasar(isi.usulan_id, PERTEK_KP)
        assert dasar is not None
        fakta = FaktaDiterima(
            data=DataKeputusan(
                jenis=keputusan.jenis, nomor=keputusan.nomor, tanggal=keputusan.tanggal, baris=(baris.isi,)
            ),
            instansi_id=dasar.instansi_id,
            dasar=dasar.isi,
            rujukan=dasar.rujukan,
            penandatangan=ARSIP.penandatangan,
            tautan=f"https://usulan.contoh.id/verifikasi/{token}",
        )
        surat = await gudang.keputusan_masuk.terbitkan(
            isi.usulan_id, dasar.instansi_id, keputusan, baris, naskah.susun(fakta), ARSIP, token, TERKUNCI_SAMPAI
        )
        assert await gudang.keputusan_masuk.terbit(isi.usulan_id, baris.id) == surat
    return surat.surat_id


async def test_yang_cocok_menjadi_surat_dengan_nomor_setneg_dan_dikenal_publik(
    api: PabrikGudang, pekerja: PabrikGudang
) -> None:
    isi, _ = await menunggu(api, pekerja)
    keputusan_id = await simpan(api)
    surat_id = await diterbitkan_sebagai_surat(pekerja, isi)
    assert [baris.keadaan for baris in (await baca(api, keputusan_id)).baris] == ["berlaku"]
    async with api.transaksi(DI_BANDUNG) as gudang:
        (pertek, keputusan) = await gudang.surat.pada_usulan(isi.usulan_id)
    assert (pertek.jenis, keputusan.id, keputusan.nomor) == (PERTEK_KP, surat_id, "7/K TAHUN 2026")
    assert (keputusan.penandatangan, keputusan.sha256_draf, keputusan.sha256_tertanda) == (None, None, "a" * 64)
    async with api.transaksi("publik") as gudang:
        publik = await gudang.surat.verifikasi("t" * 32)
    assert publik is not None
    assert (publik.hasil, publik.penandatangan_nama) == ("berlaku", "Segel")
    assert (publik.penandatangan_jabatan, publik.unit) == ("Kementerian Sekretariat Negara", SETNEG)
    with pytest.raises(TidakDitemukan):
        async with api.transaksi("bkn") as gudang:
            await gudang.keputusan_masuk.cocokkan((await baca(api, keputusan_id)).baris[0].id, isi.usulan_id)


PERTEK_DIPERBAIKI = """
WITH nomor AS (
    INSERT INTO nomor_surat (usulan_id, jenis, penerbit, tahun, urut)
    SELECT usulan_id, %(jenis)s, penerbit, tahun, urut FROM nomor_surat
), pengganti AS (
    INSERT INTO surat (id, usulan_id, instansi_id, jenis, ke, nomor, tanggal, unit, tahap, isi, penandatangan, token,
                       draf, sha256_draf, kunci)
    SELECT gen_random_uuid(), usulan_id, instansi_id, %(jenis)s, 1, 'PT-PENGGANTI', tanggal, unit, 'terbit',
           isi || jsonb_build_object(
               'jenis', %(jenis)s::text, 'nomor', 'PT-PENGGANTI', 'alasan', 'TMT keliru', 'menggantikan',
               jsonb_build_object('pejabat', 'Kepala', 'nomor', nomor, 'tanggal', tanggal),
               'pembetulan', jsonb_build_array(jsonb_build_object(
                   'nip', isi->'asn'->0->'nip', 'uraian', 'TMT', 'tertulis', 'a', 'seharusnya', 'b'))),
           penandatangan, 'token-pengganti', draf, sha256_draf, kunci
    FROM surat RETURNING id
)
SELECT id FROM pengganti
"""


async def test_dasarnya_pengganti_bila_perteknya_diperbaiki_dan_tidak_ada_bila_dicabut(
    api: PabrikGudang, pekerja: PabrikGudang, basis_data: Mapping[str, str]
) -> None:
    isi, nomor = await menunggu(api, pekerja)

    async def dasar() -> str | None:
        async with pekerja.transaksi() as gudang:
            hasil = await gudang.keputusan_masuk.dasar(isi.usulan_id, PERTEK_KP)
        return hasil.rujukan.nomor if hasil else None

    assert await dasar() == nomor
    with psycopg.connect(basis_data["postgres"].replace("+psycopg", "")) as sambungan:
        pengganti = sambungan.execute(PERTEK_DIPERBAIKI, {"jenis": PERBAIKAN_PERTEK_KP}).fetchone()
        assert pengganti is not None
        sambungan.execute(
            "UPDATE surat SET tahap = 'diganti', diakhiri_oleh = %s WHERE jenis = %s", (pengganti[0], PERTEK_KP)
        )
    assert await dasar() == "PT-PENGGANTI"
    with psycopg.connect(basis_data["postgres"].replace("+psycopg", "")) as sambungan:
        sambungan.execute("UPDATE surat SET tahap = 'dicabut' WHERE id = %s", pengganti)
    assert await dasar() is None


async def test_surat_yang_kita_susun_tetap_wajib_bernomor(
    api: PabrikGudang, pekerja: PabrikGudang, basis_data: Mapping[str, str]
) -> None:
    isi, _ = await menunggu(api, pekerja)
    await simpan(api)
    surat_id = await diterbitkan_sebagai_surat(pekerja, isi)
    with psycopg.connect(basis_data["postgres"].replace("+psycopg", "")) as sambungan:
        sambungan.execute("ALTER TABLE surat DISABLE TRIGGER surat_terbit_tetap")
        with pytest.raises(psycopg.errors.ForeignKeyViolation, match="fk_surat_nomor"):
            sambungan.execute("UPDATE surat SET draf = '{}', sha256_draf = 'x' WHERE id = %s", (surat_id,))


@pytest.mark.parametrize("lingkup", [DI_BANDUNG, KANREG, "publik", f"asn:{UUID(int=1)}", ""])
async def test_hanya_bkn_dan_setneg_yang_menerima_dan_melihat(api: PabrikGudang, lingkup: str) -> None:
    keputusan_id = await simpan(api)
    with pytest.raises(ProgrammingError, match="row-level security"):
        await simpan(api, sha256="d" * 64, lingkup=lingkup)
    async with api.transaksi(lingkup) as gudang:
        assert await gudang.keputusan_masuk.baca(keputusan_id) is None
        assert (await gudang.keputusan_masuk.daftar(None)).baris == ()


async def test_setneg_mengirim_tanpa_mencocokkan(api: PabrikGudang) -> None:
    keputusan_id = await simpan(api)
    (baris,) = (await baca(api, keputusan_id)).baris
    with pytest.raises(TidakDitemukan):
        async with api.transaksi(SETNEG) as gudang:
            await gudang.keputusan_masuk.cocokkan(baris.id, None)
    with pytest.raises(IntegrityError):
        async with api.transaksi("bkn") as gudang:
            await gudang.keputusan_masuk.cocokkan(baris.id, uuid4())

"""Jejak terhadap pemilik basis datanya: yang sudah dijangkarkan tidak dapat dipotong, dihapus, atau ditulis ulang."""

import asyncio
import subprocess
import sys
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from functools import partial
from uuid import UUID, uuid4

import psycopg
import pytest
from botocore.exceptions import ClientError

from activities.buku import PencatatBuku
from gudang import PabrikGudang
from luar.cap_waktu import CapWaktu, CapWaktuTidakSah, cap_waktu_dari
from luar.jangkar import JangkarSudahAda, LemariJangkar
from luar.s3 import klien_s3
from luar.temporal import banyak_tercatat
from models.jangkar import Jangkar, JangkarRusak, baca_jangkar, bubuhkan, sidik_jangkar
from models.peristiwa import JenisPeristiwa
from models.tersisih import Sapuan
from putaran.jangkar import PenjangkarJejak
from putaran.periksa_jejak import GILIRAN, HitungAlur, PemeriksaJejak, giliran
from sandbox.tumpukan import Tumpukan, di_utas
from sandbox.tumpukan.proses import AKAR
from tests.batas import BATAS
from tests.gudang.alur import klien_temporal
from tests.gudang.contoh import BANDUNG, SURABAYA, catatan, catatan_pertama, diajukan, peristiwa
from tests.gudang.test_porta_temporal import usulan_berjalan

# Yang dapat dikerjakan pemilik basis data: mematikan pemicu, mengubah, lalu menyambung rantainya dengan sidik baru.
SAMBUNG_LAGI = """
DO $$
DECLARE baris jejak; lalu bytea := ''; nomor integer := 0;
BEGIN
    FOR baris IN SELECT * FROM jejak WHERE pokok = '{pokok}' ORDER BY ke LOOP
        baris.ke := nomor; baris.sebelum := lalu; baris.sidik := jejak_sidik(baris);
        UPDATE jejak SET ke = baris.ke, sebelum = baris.sebelum, sidik = baris.sidik WHERE id = baris.id;
        lalu := baris.sidik; nomor := nomor + 1;
    END LOOP;
END $$
"""
SERANGAN = {
    "ekor dipotong": (
        ["DELETE FROM jejak WHERE pokok = '{pokok}' AND ke = 2"],
        "Baris ke-2 yang dijangkarkan terpotong",
    ),
    "rantai dihapus": (["DELETE FROM jejak WHERE pokok = '{pokok}'"], "Baris ke-2 yang dijangkarkan hilang"),
    "baris tengah dibuang": (
        [
            "DELETE FROM jejak WHERE pokok = '{pokok}' AND ke = 1",
            "UPDATE jejak SET urut = 1 WHERE pokok = '{pokok}' AND urut = 2",
            SAMBUNG_LAGI,
        ],
        "Baris ke-2 yang dijangkarkan terpotong",
    ),
    "pelaku diganti": (
        ["UPDATE jejak SET akun = 'orang.lain' WHERE pokok = '{pokok}' AND ke = 0", SAMBUNG_LAGI],
        "Baris ke-2 yang dijangkarkan ditulis ulang",
    ),
    "baris diganti tanpa disambung": (
        ["UPDATE jejak SET akun = 'orang.lain' WHERE pokok = '{pokok}' AND ke = 1"],
        "Rantainya putus di baris ke-1",
    ),
    "fungsi pemeriksanya diganti": (
        [
            "CREATE OR REPLACE FUNCTION jejak_putus(yang_diperiksa uuid) RETURNS integer LANGUAGE sql AS 'SELECT 0'",
            "CREATE OR REPLACE FUNCTION jejak_sidik(j jejak) RETURNS bytea LANGUAGE sql STABLE AS 'SELECT $1.sidik'",
            "UPDATE jejak SET akun = 'orang.lain' WHERE pokok = '{pokok}' AND ke = 1",
        ],
        "Rantainya putus di baris ke-1",
    ),
}


@pytest.fixture(scope="module")
def dunia() -> Iterator[Tumpukan]:
    with di_utas(Tumpukan(bagian={"s3", "bsre"})) as tumpukan:
        yield tumpukan


@pytest.fixture(scope="module")
def cap(dunia: Tumpukan) -> Iterator[CapWaktu]:
    pencap = cap_waktu_dari(dunia.tempat.setelan("putaran"))
    yield pencap
    pencap.tutup()


@pytest.fixture
def lemari(dunia: Tumpukan) -> LemariJangkar:
    """Dengan kunci worker putaran, di tempatnya sendiri: jangkar uji lain tidak dapat dihapus."""
    setelan = dunia.tempat.setelan("putaran")
    return LemariJangkar(klien_s3(setelan), setelan.s3_ember, awalan=f"jangkar/uji-{uuid4()}/")


class Pengawas:
    def __init__(self, pekerja: PabrikGudang, lemari: LemariJangkar, cap: CapWaktu, url: str) -> None:
        self.pabrik, self.lemari, self.cap = pekerja, lemari, cap
        self._url = url.replace("+psycopg", "")
        self.alur: dict[UUID, int | None] = {}
        self.hitung_alur: HitungAlur = self._menurut_alur

    async def _menurut_alur(self, usulan_id: UUID) -> int | None:
        return self.alur.get(usulan_id)

    async def jangkarkan(self, baris: int = 1_000) -> int:
        """Sampai habis; hasil: banyaknya jangkar baru."""
        penjangkar, jangkar = PenjangkarJejak(self.pabrik, self.lemari, self.cap, baris), 0
        while await penjangkar.sekumpulan():
            jangkar += 1
        return jangkar

    async def temuan(self, hari: date | None = None) -> dict[UUID, str]:
        pemeriksa = PemeriksaJejak(self.pabrik, self.lemari, self.cap, self.hitung_alur)
        assert all([banyak >= 1 async for banyak in pemeriksa.semua(hari)])
        async with self.pabrik.transaksi() as gudang:
            semua = await gudang.tersisih.daftar()
        assert {satu.sapuan for satu in semua} <= {Sapuan.JEJAK}
        return {satu.pokok: satu.sebab for satu in semua}

    def serang(self, *perintah: str, pokok: UUID) -> None:
        with psycopg.connect(self._url) as pemilik:
            pemilik.execute("ALTER TABLE jejak DISABLE TRIGGER USER")
            for satu in perintah:
                pemilik.execute(satu.replace("{pokok}", str(pokok)).encode())
            pemilik.execute("ALTER TABLE jejak ENABLE TRIGGER USER")


@pytest.fixture
def pengawas(pekerja: PabrikGudang, lemari: LemariJangkar, cap: CapWaktu, basis_data: Mapping[str, str]) -> Pengawas:
    return Pengawas(pekerja, lemari, cap, basis_data["postgres"])


async def bertiga(api: PabrikGudang, pekerja: PabrikGudang, instansi: str = BANDUNG) -> UUID:
    """Usulan yang jejaknya tiga baris."""
    isi = await diajukan(api, instansi)
    await PencatatBuku(pekerja).catat(catatan_pertama(isi))
    await PencatatBuku(pekerja).catat(catatan(isi, 1, [peristiwa(2, JenisPeristiwa.DITAHAN)], None))
    return isi.usulan_id


async def test_jejak_yang_jujur_cocok_juga_sesudah_bertambah(
    api: PabrikGudang, pekerja: PabrikGudang, pengawas: Pengawas
) -> None:
    isi = await diajukan(api)
    await PencatatBuku(pekerja).catat(catatan_pertama(isi))
    assert await pengawas.jangkarkan() == 1
    assert await pengawas.jangkarkan() == 0
    await PencatatBuku(pekerja).catat(catatan(isi, 1, [peristiwa(2, JenisPeristiwa.DITAHAN)], None))
    pengawas.alur = {isi.usulan_id: 3}
    assert await pengawas.temuan() == {}
    await bertiga(api, pekerja, SURABAYA)
    assert await pengawas.jangkarkan() == 1
    assert await pengawas.temuan() == {}
    assert await pengawas.temuan(datetime.now(UTC).date()) == {}


@pytest.mark.parametrize("nama", SERANGAN)
async def test_pemilik_basis_data_ketahuan(
    api: PabrikGudang, pekerja: PabrikGudang, pengawas: Pengawas, nama: str
) -> None:
    diserang, utuh = await bertiga(api, pekerja), await bertiga(api, pekerja, SURABAYA)
    await pengawas.jangkarkan()
    perintah, sebab = SERANGAN[nama]
    pengawas.serang(*perintah, pokok=diserang)
    temuan = await pengawas.temuan(datetime.now(UTC).date())
    assert temuan.keys() == {diserang}, f"yang utuh {utuh}"
    assert sebab in temuan[diserang]


async def test_temuan_bertahan_walau_rantainya_dikembalikan(
    api: PabrikGudang, pekerja: PabrikGudang, pengawas: Pengawas
) -> None:
    usulan_id = await bertiga(api, pekerja)
    await pengawas.jangkarkan()
    pengawas.serang("UPDATE jejak SET peran = 'x' || peran WHERE pokok = '{pokok}' AND ke = 0", pokok=usulan_id)
    temuan = await pengawas.temuan()
    pengawas.serang("UPDATE jejak SET peran = substr(peran, 2) WHERE pokok = '{pokok}' AND ke = 0", pokok=usulan_id)
    assert await pengawas.temuan() == temuan
    assert temuan.keys() == {usulan_id}


async def test_urut_yang_berlubang_ketahuan_sebelum_dijangkarkan(
    api: PabrikGudang, pekerja: PabrikGudang, pengawas: Pengawas
) -> None:
    usulan_id = await bertiga(api, pekerja)
    pengawas.serang("DELETE FROM jejak WHERE pokok = '{pokok}' AND ke = 1", SAMBUNG_LAGI, pokok=usulan_id)
    assert await pengawas.temuan() == {usulan_id: "Jejaknya memuat 2 peristiwa, seharusnya 3."}


async def test_ekor_yang_dipotong_sebelum_dijangkarkan_disebut_alurnya(
    api: PabrikGudang, pekerja: PabrikGudang, pengawas: Pengawas
) -> None:
    usulan_id = await bertiga(api, pekerja)
    pengawas.alur = {usulan_id: 3}
    pengawas.serang("DELETE FROM jejak WHERE pokok = '{pokok}' AND ke = 2", pokok=usulan_id)
    assert await pengawas.temuan() == {usulan_id: "Alurnya mencatat 3 peristiwa, jejaknya memuat 2."}


async def test_alur_sungguhan_menyebut_banyaknya_yang_dicatatnya(
    temporal: Tumpukan, api: PabrikGudang, pekerja: PabrikGudang, pengawas: Pengawas
) -> None:
    klien = await klien_temporal(temporal)
    assert await banyak_tercatat(klien, uuid4()) is None
    async with usulan_berjalan(temporal, api, pekerja) as (isi, _), asyncio.timeout(BATAS):
        while await banyak_tercatat(klien, isi.usulan_id) != 2:  # noqa: ASYNC110 - hitungannya di proses lain
            await asyncio.sleep(0.05)
        pengawas.hitung_alur = partial(banyak_tercatat, klien)
        assert await pengawas.temuan() == {}
        pengawas.serang("DELETE FROM jejak WHERE pokok = '{pokok}' AND ke = 1", pokok=isi.usulan_id)
        assert await pengawas.temuan() == {isi.usulan_id: "Alurnya mencatat 2 peristiwa, jejaknya memuat 1."}


async def test_jangkar_bersambung_walau_jejaknya_banyak(
    api: PabrikGudang, pekerja: PabrikGudang, pengawas: Pengawas, lemari: LemariJangkar
) -> None:
    rantai = [await bertiga(api, pekerja), await bertiga(api, pekerja, SURABAYA)]
    assert await pengawas.jangkarkan(baris=2) == 3
    objek = [await lemari.baca(satu) for satu in await lemari.daftar()]
    semua = [baca_jangkar(satu).jangkar for satu in objek]
    assert [satu.sebelum for satu in semua] == ["", *map(sidik_jangkar, objek[:-1])]
    assert [satu.dari for satu in semua] == [0, *(satu.sampai for satu in semua[:-1])]
    ujung = {(satu.pokok, satu.ke) for jangkar in semua for satu in jangkar.ujung}
    assert ujung >= {(pokok, 2) for pokok in rantai}
    assert await pengawas.temuan() == {}


async def test_baris_yang_masih_ditulis_ditunggu(
    api: PabrikGudang,
    pekerja: PabrikGudang,
    pengawas: Pengawas,
    lemari: LemariJangkar,
    basis_data: Mapping[str, str],
) -> None:
    """Nomornya lebih kecil daripada baris lain yang sudah tampak; tanpa ditunggu ia tidak pernah dijangkarkan."""
    lambat = (await diajukan(api)).usulan_id
    baca = "INSERT INTO jejak (usulan_id, instansi_id, jenis, waktu) VALUES (%s, %s, 'data.dibaca', now())"
    async with await psycopg.AsyncConnection.connect(basis_data["postgres"].replace("+psycopg", "")) as penulis:
        await penulis.execute(baca, (lambat, BANDUNG))
        await bertiga(api, pekerja, SURABAYA)
        berjalan = asyncio.create_task(pengawas.jangkarkan())
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(asyncio.shield(berjalan), 2)
        await penulis.commit()
        assert await berjalan == 1
    (tempat,) = await lemari.daftar()
    assert lambat in {satu.pokok for satu in baca_jangkar(await lemari.baca(tempat)).jangkar.ujung}


async def test_jangkar_tidak_dapat_dihapus_dan_yang_ditulis_ulang_ketahuan(
    api: PabrikGudang, pekerja: PabrikGudang, pengawas: Pengawas, lemari: LemariJangkar, dunia: Tumpukan
) -> None:
    await bertiga(api, pekerja)
    await pengawas.jangkarkan()
    (tempat,) = await lemari.daftar()
    setelan = dunia.tempat.setelan("putaran")
    s3, letak = klien_s3(setelan), {"Bucket": setelan.s3_ember, "Key": tempat.kunci}
    for versi in ({}, {"VersionId": tempat.versi}, {"VersionId": tempat.versi, "BypassGovernanceRetention": True}):
        with pytest.raises(ClientError, match="AccessDenied"):
            s3.delete_object(**letak, **versi)
    kepala = s3.head_object(**letak)
    assert kepala["ObjectLockMode"] == "COMPLIANCE"
    assert kepala["ObjectLockRetainUntilDate"] > datetime.now(UTC) + timedelta(days=365 * 49)
    with pytest.raises(JangkarSudahAda):
        await lemari.taruh(1, b"lain")
    semula = await lemari.baca(tempat)
    s3.put_object(**letak, Body=b"lain")
    (tempat,) = await lemari.daftar()
    assert await lemari.baca(tempat) == semula
    assert list((await pengawas.temuan()).values()) == [f"Jangkar {tempat.kunci} ditulis atau dihapus lagi."]


async def test_jangkar_palsu_ketahuan_dari_cap_dan_sambungannya(
    api: PabrikGudang, pekerja: PabrikGudang, pengawas: Pengawas, lemari: LemariJangkar, cap: CapWaktu
) -> None:
    await bertiga(api, pekerja)
    await pengawas.jangkarkan()
    asli = baca_jangkar(await lemari.baca((await lemari.daftar())[0]))
    tanpa_induk = Jangkar(2, datetime.now(UTC), "0" * 64, asli.jangkar.sampai, asli.jangkar.sampai, ()).tulis()
    await lemari.taruh(2, bubuhkan(tanpa_induk, await cap.minta(tanpa_induk)))
    await lemari.taruh(3, bubuhkan(tanpa_induk, asli.cap))
    await lemari.taruh(5, b"bukan jangkar\n")
    sebab = sorted(satu.partition("jsonl ")[2] for satu in (await pengawas.temuan()).values())
    assert sebab == [
        "tidak bersambung dengan pendahulunya.",
        "tidak sah: Cap waktunya bukan milik isi ini.",
        "tidak sah: Isinya bukan jangkar jejak.",
    ]
    kunci = lemari.kunci(5)
    await lemari.taruh(6, bubuhkan(tanpa_induk, asli.cap))
    assert any(kunci in satu.kunci for satu in await lemari.daftar())


async def test_jangkar_yang_terlompati_disebut(pengawas: Pengawas, lemari: LemariJangkar, cap: CapWaktu) -> None:
    isi = Jangkar(1, datetime.now(UTC), "", 0, 0, ()).tulis()
    await lemari.taruh(2, bubuhkan(isi, await cap.minta(isi)))
    assert list((await pengawas.temuan()).values()) == [f"Jangkar nomor 1 tidak ada; yang ada {lemari.kunci(2)}."]


async def test_cap_waktu_milik_isinya_dan_dari_tsa_yang_dipercaya(cap: CapWaktu) -> None:
    token = await cap.minta(b"isi")
    assert abs(await cap.periksa(b"isi", token) - datetime.now(UTC)) < timedelta(minutes=5)
    for isi, keliru in (
        (b"lain", token),
        (b"isi", token[:-9]),
        (b"isi", b""),
        (b"isi", token[:200] + bytes([token[200] ^ 1]) + token[201:]),
    ):
        with pytest.raises(CapWaktuTidakSah):
            await cap.periksa(isi, keliru)


@pytest.mark.parametrize("objek", [b"", b"{}\n", b"[]\n[]\n", b'{"jangkar":1}\n{"cap":""}\n', b"\xff\n"])
def test_yang_bukan_jangkar_ditolak(objek: bytes) -> None:
    with pytest.raises(JangkarRusak):
        baca_jangkar(objek)


@pytest.mark.parametrize("banyak", [0, 1, 6, 7, 27, 28, 29, 365, 3_650])
def test_tiap_jangkar_mendapat_giliran(banyak: int) -> None:
    hari = [giliran(banyak, date(2026, 11, 24) + timedelta(days=ke)) for ke in range(GILIRAN)]
    assert {ke for satu in hari for ke in satu} == set(range(banyak))
    assert all(len(satu) <= banyak // GILIRAN + 1 + 7 for satu in hari)
    assert giliran(banyak, None) == range(banyak)


async def test_pemeriksaan_dengan_tangan_keluar_dengan_kode_bila_ada_temuan(
    api: PabrikGudang, pekerja: PabrikGudang, pengawas: Pengawas, dunia: Tumpukan, basis_data: Mapping[str, str]
) -> None:
    usulan_id = await bertiga(api, pekerja)
    lingkungan = dunia.tempat.lingkungan(pemegang_s3="putaran") | {
        "USULAN_BASIS_DATA_URL": basis_data["usulan_pekerja"]
    }

    async def periksa() -> tuple[int, str]:
        perintah = [sys.executable, "-m", "putaran.periksa_jejak"]
        hasil = await asyncio.to_thread(
            subprocess.run, perintah, cwd=AKAR, env=lingkungan, capture_output=True, text=True, check=False
        )
        return hasil.returncode, hasil.stdout

    assert await periksa() == (0, "1 diperiksa, 0 temuan.\n")
    pengawas.serang("DELETE FROM jejak WHERE pokok = '{pokok}' AND ke = 1", SAMBUNG_LAGI, pokok=usulan_id)
    kode, keluaran = await periksa()
    assert kode == 1
    assert f"{usulan_id}  Jejaknya memuat 2 peristiwa, seharusnya 3." in keluaran

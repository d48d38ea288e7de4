"""Jadwal latar di Temporal sungguhan: dipasang berulang, jeda administrator bertahan, dan pemicunya mengerjakannya."""

from collections.abc import AsyncIterator, Mapping
from functools import partial
from typing import cast

import psycopg
import pytest
from temporalio.client import Client, ScheduleActionStartWorkflow, ScheduleOverlapPolicy
from temporalio.worker import Worker

from gudang import PabrikGudang
from luar.cap_waktu import CapWaktu
from luar.jangkar import LemariJangkar, TempatJangkar
from luar.s3 import Penyimpanan
from luar.temporal import sambung
from models.mesin import ANTREAN_PUTARAN
from putaran.alur import Putaran
from putaran.jadwal import JADWAL, KegiatanBerjadwal, pasang_jadwal
from putaran.jangkar import PenjangkarJejak
from putaran.periksa_jejak import PemeriksaJejak
from sandbox.demo.orang import tunggu
from sandbox.tumpukan import Tumpukan
from tests.gudang.contoh import AKUN, BANDUNG, SURABAYA, S3Tiruan, asn, isi_direktori
from workflows.penjalan import penjalan_bersandbox


@pytest.fixture
async def klien(temporal: Tumpukan) -> Client:
    return await sambung(temporal.setelan, namespace=temporal.setelan.temporal_namespace_putaran)


async def test_jadwal_dipasang_berulang_dan_jedanya_bertahan(klien: Client) -> None:
    await pasang_jadwal(klien)
    kualitas = klien.get_schedule_handle("kualitas")
    await kualitas.pause(note="Pemeliharaan.")
    await pasang_jadwal(klien)
    terpasang = [satu.id async for satu in await klien.list_schedules()]
    assert sorted(terpasang) == sorted(jadwal.kegiatan for jadwal in JADWAL)
    tertulis = (await kualitas.describe()).schedule
    assert (tertulis.state.paused, tertulis.state.note) == (True, "Pemeliharaan.")
    assert tertulis.spec.time_zone_name == "Asia/Jakarta"
    assert tertulis.policy.overlap is ScheduleOverlapPolicy.SKIP
    assert isinstance(tertulis.action, ScheduleActionStartWorkflow)
    berikut = (await klien.get_schedule_handle("prediksi").describe()).info.next_action_times[0]
    assert (berikut.minute, berikut.second) == (20, 0)
    await kualitas.unpause()


@pytest.fixture
async def pekerja(basis_data: Mapping[str, str]) -> AsyncIterator[PabrikGudang]:
    await isi_direktori(basis_data["usulan_pemilik"], AKUN)
    pabrik = PabrikGudang(basis_data["usulan_pekerja"])
    async with pabrik.transaksi() as gudang:
        semua = [asn(BANDUNG), asn(SURABAYA)]
        await gudang.muat.asn(semua)
        await gudang.muat.riwayat(semua, {})
    yield pabrik
    await pabrik.tutup()


class LemariTiruan:
    """Semua jangkarnya tampak ditulis ulang, supaya pemeriksaannya punya temuan."""

    def __init__(self) -> None:
        self.objek: dict[int, bytes] = {}

    async def daftar(self) -> tuple[TempatJangkar, ...]:
        return tuple(TempatJangkar(ke, str(ke), "1", ditulis_ulang=True) for ke in sorted(self.objek))

    async def baca(self, tempat: TempatJangkar) -> bytes:
        return self.objek[int(tempat.kunci)]

    async def taruh(self, ke: int, objek: bytes) -> None:
        self.objek[ke] = objek


class CapTiruan:
    async def minta(self, isi: bytes) -> bytes:
        return b"cap"

    async def periksa(self, isi: bytes, cap: bytes) -> None:
        assert cap == b"cap"


async def test_jadwal_yang_dipicu_menghitung_semua_yang_tiba(
    klien: Client, pekerja: PabrikGudang, basis_data: Mapping[str, str]
) -> None:
    await pasang_jadwal(klien)
    lemari, cap = LemariTiruan(), cast(CapWaktu, CapTiruan())
    kegiatan = KegiatanBerjadwal(
        pekerja,
        cast(Penyimpanan, S3Tiruan()),
        PenjangkarJejak(pekerja, cast(LemariJangkar, lemari), cap),
        PemeriksaJejak(pekerja, cast(LemariJangkar, lemari), cap),
    )
    dsn = basis_data["postgres"].replace("+psycopg", "")
    with psycopg.connect(dsn) as sambungan:
        sambungan.execute("UPDATE asn SET berubah_pada = '2020-01-01'")
        sambungan.execute("UPDATE prediksi_asn SET dari = '2020-01-01', aturan = 'lama'")
        sambungan.execute("UPDATE kualitas_data SET dihitung = '2020-01-01'")
        sambungan.execute(
            "INSERT INTO dokumen (id, asn_id, instansi_id, kode, nama_berkas, kunci, sha256, ukuran, tipe, sumber, "
            "terkunci_sampai) SELECT gen_random_uuid(), id, instansi_id, 'k', 'k.pdf', 'dokumen/k.pdf', 'k', 1, 't', "
            "'arsip', now() FROM asn"
        )
        sambungan.execute(
            "INSERT INTO jejak (asn_id, instansi_id, jenis, waktu) "
            "SELECT id, instansi_id, 'data.dibaca', now() FROM asn"
        )
    tersisa = {
        "penyegaran": "SELECT count(*) FROM asn WHERE berubah_pada = '2020-01-01'",
        "kualitas": "SELECT count(*) FROM kualitas_data WHERE dihitung IS NULL OR dihitung = '2020-01-01'",
        "periksa_jejak": "SELECT 1 - count(*) FROM tersisih WHERE sapuan = 'jejak'",
        "kunci_berkas": "SELECT count(*) FROM dokumen WHERE terkunci_sampai < now()",
        "prediksi": "SELECT count(*) FROM prediksi_asn WHERE dari IS NULL OR aturan = 'lama'",
    }

    async def beres(nama: str) -> bool | None:
        if nama == "jangkar_jejak":
            return bool(lemari.objek) or None
        async with await psycopg.AsyncConnection.connect(dsn) as sambungan:
            return await (await sambungan.execute(tersisa[nama].encode())).fetchone() == (0,) or None

    async with Worker(
        klien,
        task_queue=ANTREAN_PUTARAN,
        workflows=[Putaran],
        activities=kegiatan.semua(),
        workflow_runner=penjalan_bersandbox(),
    ):
        for jadwal in JADWAL:
            nama = jadwal.kegiatan
            assert await beres(nama) is None
            await klien.get_schedule_handle(nama).trigger()
            assert await tunggu(partial(beres, nama), nama)
            assert (await klien.get_schedule_handle(nama).describe()).info.num_actions >= 1

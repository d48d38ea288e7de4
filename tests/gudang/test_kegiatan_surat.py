"""Kegiatan tanda tangan dan arsip di atas PostgreSQL sungguhan; BSrE dan S3 gagal pada saat yang dipilih."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from hashlib import sha256
from itertools import count, islice
from typing import Any
from uuid import UUID, uuid4

import pytest
from pydantic import SecretStr
from sqlalchemy.exc import OperationalError
from temporalio.exceptions import ApplicationError
from temporalio.testing import ActivityEnvironment

from activities.surat import PembuatSurat
from gudang import Gudang, PabrikGudang
from gudang.galat import TandaTanganTerkunci
from luar.esign import HasilTidakPasti, LayananTakTersedia, PassphraseSalah, StatusSertifikat
from luar.tanda_tangan import ArsipTandaTangan, HasilPeriksa, TandaTanganTidakSah
from models.galat import JenisGalat
from models.kegiatan import Arsipkan, DrafTersusun, Tandatangani
from models.sesi import JenisKredensial, Kredensial
from models.surat import LevelTTE, SuratTertanda
from models.surat.kp import PERTEK_KP
from tests.gudang.contoh import KANREG, SAAT, S3Tiruan, diajukan
from tests.gudang.test_penerbitan import didraf, permintaan

TUGAS = uuid4()


class BsreTiruan:
    def __init__(self) -> None:
        self.diminta = 0
        self.sampai = asyncio.Event()
        self.boleh_menjawab = asyncio.Event()
        self.boleh_menjawab.set()
        self.galat: Exception | None = None

    async def status(self, nik: SecretStr) -> StatusSertifikat:
        return StatusSertifikat.ISSUE

    async def tanda_tangani(self, pdf: bytes, *lain: Any) -> bytes:
        self.diminta += 1
        self.sampai.set()
        await self.boleh_menjawab.wait()
        if self.galat:
            raise self.galat
        return pdf + b" bertanda tangan"


class PemeriksaTiruan:
    """Tiap arsip lain bitanya, seperti penanda waktu sungguhan."""

    def __init__(self) -> None:
        self.penandatangan = "Penandatangan Bkn 1"
        self._ke = count()

    async def arsipkan(self, pdf: bytes) -> ArsipTandaTangan:
        if not self.penandatangan:
            raise TandaTanganTidakSah("Isi surat berubah sesudah ditandatangani.")
        hasil = HasilPeriksa(True, True, self.penandatangan, waktu=SAAT, level=LevelTTE.LTA)
        return ArsipTandaTangan(pdf + str(next(self._ke)).encode(), hasil, SAAT)


class PabrikGoyah:
    """Pabrik yang beberapa transaksi berikutnya gagal di ujungnya, seperti basis data yang putus saat menyimpan."""

    def __init__(self, pabrik: PabrikGudang) -> None:
        self._pabrik = pabrik
        self.baik, self.gagal = 0, 0

    @asynccontextmanager
    async def transaksi(self) -> AsyncIterator[Gudang]:
        async with self._pabrik.transaksi() as gudang:
            yield gudang
            if self.baik:
                self.baik -= 1
            elif self.gagal:
                self.gagal -= 1
                raise OperationalError("COMMIT", None, OSError("sambungan putus"))


class Kegiatan:
    def __init__(self, pekerja: PabrikGudang, tersusun: DrafTersusun, sesi_id: UUID) -> None:
        self.bsre, self.s3, self.pemeriksa, self.pabrik = (
            BsreTiruan(),
            S3Tiruan(),
            PemeriksaTiruan(),
            PabrikGoyah(pekerja),
        )
        sandi = type(
            "Sandi", (), {"buka": lambda *_: Kredensial(jenis=JenisKredensial.PASSPHRASE, nilai=SecretStr("x"))}
        )
        penyusun = type("Penyusun", (), {"gambar_tte": lambda *_: b"png"})
        dunia: Any = {"penyimpanan": self.s3, "esign": self.bsre, "pemeriksa": self.pemeriksa, "sandi": sandi()}
        pabrik: Any = self.pabrik
        self.tersusun = tersusun
        self.pembuat = PembuatSurat(pabrik=pabrik, penyusun=penyusun(), alamat_publik="", **dunia)
        self.masukan = Tandatangani(draf=tersusun.draf, tugas_id=TUGAS, sesi_id=sesi_id, akun=tersusun.penandatangan)
        self.lingkungan = ActivityEnvironment()

    async def tandatangani(self) -> SuratTertanda:
        return await self.lingkungan.run(self.pembuat.tandatangani, self.masukan)


@pytest.fixture
async def kegiatan(api: PabrikGudang, pekerja: PabrikGudang, monkeypatch: pytest.MonkeyPatch) -> Kegiatan:
    monkeypatch.setattr("activities.surat._JEDA", 0.01)
    tersusun, _ = await didraf(pekerja, permintaan(await diajukan(api), PERTEK_KP, KANREG))
    return Kegiatan(pekerja, tersusun, await sesi_baru(pekerja, tersusun))


async def sesi_baru(pekerja: PabrikGudang, tersusun: DrafTersusun) -> UUID:
    sesi_id = uuid4()
    async with pekerja.transaksi() as gudang:
        await gudang.sesi.buat(
            sesi_id,
            tersusun.penandatangan,
            JenisKredensial.PASSPHRASE,
            b"x",
            umur=timedelta(minutes=10),
            tugas_ids=[TUGAS],
        )
    return sesi_id


async def test_yang_sudah_dijawab_tidak_diminta_lagi(kegiatan: Kegiatan) -> None:
    pertama = await kegiatan.tandatangani()
    assert await kegiatan.tandatangani() == pertama
    assert kegiatan.bsre.diminta == 1


async def test_basis_data_putus_sesudah_bsre_menjawab_ditunggu(kegiatan: Kegiatan) -> None:
    kegiatan.pabrik.baik, kegiatan.pabrik.gagal = 3, 3  # sesudah membaca draf, penandatangan, dan sesi
    assert (await kegiatan.tandatangani()).sha256 == sha256(b"%PDF-draf bertanda tangan").hexdigest()
    assert kegiatan.bsre.diminta == 1


async def test_s3_padam_sebelum_bsre_diminta_ditunggu_lalu_pasti_belum(kegiatan: Kegiatan) -> None:
    kegiatan.s3.gagal_baca, kegiatan.pembuat.sabar = 1_000, 0.05
    with pytest.raises(ApplicationError, match="Surat belum ditandatangani") as galat:
        await kegiatan.tandatangani()
    assert (galat.value.type, kegiatan.bsre.diminta) == (JenisGalat.TTE_GAGAL, 0)
    kegiatan.s3.gagal_baca, kegiatan.pembuat.sabar = 3, 5.0
    assert await kegiatan.tandatangani()


async def test_basis_data_putus_sebelum_bsre_diminta_pasti_belum(kegiatan: Kegiatan) -> None:
    kegiatan.pabrik.gagal = 1
    with pytest.raises(ApplicationError, match="belum ditandatangani") as galat:
        await kegiatan.tandatangani()
    assert (galat.value.type, kegiatan.bsre.diminta) == (JenisGalat.TTE_GAGAL, 0)


async def test_hanya_jawaban_yang_tidak_datang_yang_tidak_pasti(kegiatan: Kegiatan) -> None:
    kegiatan.bsre.galat = HasilTidakPasti("Layanan E-Sign tidak menjawab.")
    with pytest.raises(ApplicationError) as galat:
        await kegiatan.tandatangani()
    assert galat.value.type == JenisGalat.HASIL_TIDAK_PASTI


async def test_dua_belas_tebakan_serentak_paling_banyak_lima_sampai_di_bsre(
    kegiatan: Kegiatan, pekerja: PabrikGudang
) -> None:
    """Masing-masing bersesi sendiri, dan BSrE baru menjawab sesudah semuanya mencoba."""
    kegiatan.bsre.galat = PassphraseSalah("Passphrase salah.")
    kegiatan.bsre.boleh_menjawab.clear()

    async def menebak() -> str | None:
        sesi_id = await sesi_baru(pekerja, kegiatan.tersusun)
        masukan = kegiatan.masukan.model_copy(update={"sesi_id": sesi_id})
        with pytest.raises(ApplicationError) as galat:
            await kegiatan.lingkungan.run(kegiatan.pembuat.tandatangani, masukan)
        return galat.value.type

    tebakan = [asyncio.create_task(menebak()) for _ in range(12)]
    for ditolak in islice(asyncio.as_completed(tebakan, timeout=30), 7):
        await ditolak
    kegiatan.bsre.boleh_menjawab.set()
    hasil = await asyncio.gather(*tebakan)
    assert (hasil.count(JenisGalat.PASSPHRASE_SALAH), hasil.count(JenisGalat.TTE_GAGAL)) == (5, 7)
    assert kegiatan.bsre.diminta == 5
    with pytest.raises(TandaTanganTerkunci):
        await sesi_baru(pekerja, kegiatan.tersusun)
    async with pekerja.transaksi() as gudang:
        await gudang.sesi.reset_gagal(kegiatan.masukan.akun)
    kegiatan.bsre.galat = None
    assert await kegiatan.tandatangani()


async def test_gangguan_bsre_melepas_percobaannya(kegiatan: Kegiatan, pekerja: PabrikGudang) -> None:
    kegiatan.bsre.galat = LayananTakTersedia("Layanan E-Sign tidak terhubung.")
    for _ in range(6):
        kegiatan.masukan = kegiatan.masukan.model_copy(update={"sesi_id": await sesi_baru(pekerja, kegiatan.tersusun)})
        with pytest.raises(ApplicationError, match="tidak terhubung"):
            await kegiatan.tandatangani()


async def test_worker_hilang_sebelum_bsre_diminta_dilanjutkan_worker_lain(kegiatan: Kegiatan) -> None:
    """Worker yang disangka hilang lalu sadar lagi tidak dapat meminta untuk kedua kali."""
    semula = kegiatan.masukan
    kegiatan.masukan = semula.model_copy(update={"lanjutan": True})
    kegiatan.bsre.boleh_menjawab.clear()
    melanjutkan = asyncio.create_task(kegiatan.tandatangani())
    await kegiatan.bsre.sampai.wait()
    with pytest.raises(ApplicationError) as galat:
        await kegiatan.lingkungan.run(kegiatan.pembuat.tandatangani, semula)
    assert galat.value.type == JenisGalat.TTE_GAGAL
    kegiatan.bsre.boleh_menjawab.set()
    assert await melanjutkan
    assert kegiatan.bsre.diminta == 1


async def test_worker_hilang_selagi_bsre_diminta_tidak_pasti_sampai_jawabannya_tersimpan(kegiatan: Kegiatan) -> None:
    kegiatan.bsre.boleh_menjawab.clear()
    semula = asyncio.create_task(kegiatan.tandatangani())
    await kegiatan.bsre.sampai.wait()
    kegiatan.masukan = kegiatan.masukan.model_copy(update={"lanjutan": True})
    with pytest.raises(ApplicationError, match="Periksa riwayat tanda tangan") as galat:
        await kegiatan.tandatangani()
    assert galat.value.type == JenisGalat.HASIL_TIDAK_PASTI
    kegiatan.bsre.boleh_menjawab.set()
    assert await semula == await kegiatan.tandatangani()
    assert kegiatan.bsre.diminta == 1


async def test_basis_data_putus_sesudah_worker_hilang_tidak_pernah_pasti_belum(kegiatan: Kegiatan) -> None:
    kegiatan.pabrik.gagal, kegiatan.pembuat.sabar = 1_000, 0.05
    kegiatan.masukan = kegiatan.masukan.model_copy(update={"lanjutan": True})
    with pytest.raises(ApplicationError) as galat:
        await kegiatan.tandatangani()
    assert (galat.value.type, kegiatan.bsre.diminta) == (JenisGalat.HASIL_TIDAK_PASTI, 0)


async def test_kegiatan_yang_dibatalkan_tetap_menyimpan_jawabannya(kegiatan: Kegiatan, pekerja: PabrikGudang) -> None:
    kegiatan.bsre.boleh_menjawab.clear()
    berjalan = asyncio.create_task(kegiatan.tandatangani())
    await kegiatan.bsre.sampai.wait()
    kegiatan.lingkungan.cancel()
    await asyncio.sleep(0.05)
    kegiatan.bsre.boleh_menjawab.set()
    tertanda = await berjalan
    async with pekerja.transaksi() as gudang:
        assert await gudang.penerbitan.jawaban(tertanda.surat_id) == b"%PDF-draf bertanda tangan"


async def test_pengarsipan_yang_diulang_mengunci_satu_berkas(kegiatan: Kegiatan) -> None:
    """Gagal sesudah berkasnya terkunci: pengulangannya menerbitkan berkas itu, bukan mengunci yang kedua."""
    tertanda = await kegiatan.tandatangani()
    kegiatan.pabrik.baik, kegiatan.pabrik.gagal = 3, 1  # yang gagal komit penerbitannya
    with pytest.raises(OperationalError):
        await kegiatan.pembuat.arsipkan(Arsipkan(surat=tertanda))
    hasil = await kegiatan.pembuat.arsipkan(Arsipkan(surat=tertanda))
    assert hasil.surat is not None
    assert await kegiatan.pembuat.arsipkan(Arsipkan(surat=tertanda)) == hasil
    assert set(kegiatan.s3.terkunci) == {(hasil.surat.kunci, hasil.surat.versi_berkas)}
    assert len(kegiatan.s3.terkunci) == 2


@pytest.mark.parametrize(("penandatangan", "sebab"), [("Orang Lain", "bukan atas nama"), ("", "berubah sesudah")])
async def test_jawaban_yang_keliru_ditolak_sekali_dan_tidak_terbit(
    kegiatan: Kegiatan, pekerja: PabrikGudang, penandatangan: str, sebab: str
) -> None:
    tertanda = await kegiatan.tandatangani()
    kegiatan.pemeriksa.penandatangan = penandatangan
    for _ in range(2):
        hasil = await kegiatan.pembuat.arsipkan(Arsipkan(surat=tertanda))
        assert hasil.surat is None
        assert sebab in hasil.ditolak
    assert kegiatan.s3.terkunci == []
    with pytest.raises(ApplicationError, match="Draf ini batal"):
        await kegiatan.tandatangani()
    assert kegiatan.bsre.diminta == 1

"""Dunia kecil bagi cerita: kegiatan yang mengingat, orang yang memutus, dan usulan KP siap jalan.

Cerita menguji alur kerja; basis data, surat, dan BSrE yang sungguhan diuji di ruang lain dan oleh demo.
"""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from shutil import which
from sysconfig import get_path
from typing import Any
from uuid import UUID, uuid4

from temporalio import activity
from temporalio.client import Client, WorkflowHandle, WorkflowHistory, WorkflowUpdateFailedError
from temporalio.exceptions import ApplicationError
from temporalio.testing import WorkflowEnvironment
from temporalio.worker import Replayer, Worker

from activities.detak import Pendetak
from activities.galat import PenerjemahGalat
from luar.temporal import PembubuhCap, pengubah_data
from models import kegiatan
from models import layanan as definisi
from models.definisi import unit_bersama
from models.galat import JenisGalat
from models.kegiatan import (
    Arsipkan,
    Diarsipkan,
    DrafTersusun,
    KeputusanDiperiksa,
    PerbaruiProfil,
    PeriksaKeputusan,
    ProfilDiperbarui,
    SusunSurat,
    Tandatangani,
)
from models.keputusan import (
    Alasan,
    HasilTTE,
    Pelaku,
    Perbaikan,
    PermintaanTTE,
    Putusan,
)
from models.langkah import JenisPutusan, Langkah, Tempat, bekukan
from models.layanan.kenaikan_pangkat import KENAIKAN_PANGKAT
from models.mesin import ANTREAN_DOKUMEN, ANTREAN_MANUSIA, ATRIBUT_PENCARIAN
from models.peran import Peran
from models.peristiwa import Catatan, JenisPeristiwa, Peristiwa, Tercatat
from models.perubahan import Bentrok
from models.setneg import Beda
from models.surat import DrafSurat, Pejabat, SuratTerbit, SuratTertanda, TempatTTE
from models.surat.keputusan_presiden import KEPUTUSAN_PRESIDEN_KP
from models.usulan import Berkas, Hasil, Keadaan, Tenggat, TugasTerbuka
from workflows.layanan import cari
from workflows.penjaga import PenjagaPerintah
from workflows.penjalan import penjalan_bersandbox
from workflows.usulan import AlurUsulan

INSTANSI = "A5EB03E23C47F6A0E040640A040252AD"
UNIT = f"instansi:{INSTANSI}"
KANREG = "kanreg:III"
Kegiatan = Callable[..., Any]
KUNCI = {"uji": bytes(range(32))}
PASSPHRASE_BENAR = UUID(int=1)
"""Id sesi yang pada dunia kecil ini berisi passphrase benar."""

_UNIT_PERAN = {
    Peran.VERIFIKATOR_BKN: KANREG,
    Peran.PARAF_BKN: KANREG,
    Peran.PENANDATANGAN_BKN: KANREG,
    Peran.ADMINISTRATOR: "bkn",
}


def orang(peran: Peran, akun: str | None = None, unit: str | None = None) -> Pelaku:
    return Pelaku(akun=akun or f"akun-{peran.value}", peran=peran, unit=unit or _UNIT_PERAN.get(peran, UNIT))


ASN_ID = UUID(int=2026)
UNIT_TEMPAT = {Tempat.VALIDASI: KANREG, Tempat.PENETAP: UNIT, Tempat.PENERIMA: "bkn"}


def berkas(
    layanan: str = KENAIKAN_PANGKAT, langkah: tuple[Langkah, ...] | None = None, *, jenis: str = "", rute: str = ""
) -> Berkas:
    """Usulan layanan mana pun, siap jalan; bakunya jenis dan rutenya yang pertama, diusulkan operator."""
    layanannya = definisi.cari(layanan)
    jenis = jenis or next(iter(layanannya.jenis))
    rute = rute or next(iter(layanannya.rute_tempat))
    unit = unit_bersama(INSTANSI, ASN_ID if layanannya.diusulkan_asn(jenis) else None)
    unit |= {satu: UNIT_TEMPAT[satu] for satu in layanannya.rute_tempat[rute]}
    return Berkas(
        usulan_id=uuid4(),
        layanan=layanan,
        jenis=jenis,
        rute=rute,
        instansi_id=INSTANSI,
        asn_id=ASN_ID,
        periode=date(2026, 12, 1),
        pengusul=orang(Peran.OPERATOR),
        langkah=langkah or bekukan(cari(layanan).tangga(jenis), unit),
        templat=layanannya.templat,
        isi={"isian": None},
        dokumen={},
    )


class BukuSaksi:
    """Buku di ingatan: menyimpan peristiwa dan menghitung tenggat dengan hari kalender supaya cerita terbaca."""

    def __init__(self) -> None:
        self.peristiwa: list[Peristiwa] = []
        self.keadaan: Keadaan | None = None
        self._nomor = 0
        self.boleh_menulis = asyncio.Event()
        """Padam berarti basis data sedang tidak menjawab."""
        self.boleh_menulis.set()

    @activity.defn(name=kegiatan.CATAT)
    async def catat(self, catatan: Catatan) -> Tercatat:
        await self.boleh_menulis.wait()
        assert catatan.peristiwa[0].urut == len(self.peristiwa), "penulisan berurut tanpa celah"
        assert catatan.nomor == self._nomor, "nomor penulisan berurut"
        self._nomor += 1
        self.peristiwa.extend(catatan.peristiwa)
        self.keadaan = catatan.keadaan
        tugas = catatan.keadaan.tugas
        if tugas is None:
            return Tercatat(tugas_id=None, tenggat=None)
        hari = timedelta(days=tugas.langkah.hari_kerja)
        mulai = tugas.hitung_dari
        return Tercatat(
            tugas_id=tugas.id,
            tenggat=Tenggat(pengingat=mulai + hari / 2, jatuh_tempo=mulai + hari, eskalasi=mulai + hari * 1.5),
        )

    def jenis(self) -> list[JenisPeristiwa]:
        return [satu.jenis for satu in self.peristiwa]

    def langkah_diputus(self) -> list[str | None]:
        return [satu.langkah for satu in self.peristiwa if satu.jenis is JenisPeristiwa.DIPUTUS]


@dataclass
class SuratSaksi:
    """Surat di ingatan: nomor tetap per jenis, draf berbeda tiap kali, tanda tangan gagal menurut naskah cerita."""

    galat_tte: deque[ApplicationError] = field(default_factory=deque)
    galat_susun: deque[ApplicationError] = field(default_factory=deque)
    diminta: int = 0
    """Permintaan yang sampai ke BSrE, berhasil atau tidak."""
    tanda_tangan: int = 0
    sampai_di_bsre: asyncio.Event = field(default_factory=asyncio.Event)
    boleh_menjawab: asyncio.Event = field(default_factory=asyncio.Event)
    """Padam berarti BSrE sedang mengerjakan permintaannya."""
    jawaban_ditolak: deque[str] = field(default_factory=deque)
    """Sebab jawaban BSrE berikutnya tidak lolos pemeriksaan."""
    terbit: list[SuratTerbit] = field(default_factory=list)
    profil: list[UUID] = field(default_factory=list)
    bentrok: deque[tuple[Bentrok, ...]] = field(default_factory=deque)
    """Tiap unsur: isian yang ternyata sudah berubah ketika profil hendak ditulis."""
    keliru: dict[UUID, tuple[Beda, ...]] = field(default_factory=dict)
    """Baris keputusan yang tidak cocok, dan bedanya; baris lain cocok."""

    def __post_init__(self) -> None:
        self.boleh_menjawab.set()

    @property
    def semua_kegiatan(self) -> list[Kegiatan]:
        return [self.susun, self.tandatangani, self.arsipkan, self.periksa_keputusan, self.perbarui_profil]

    @activity.defn(name=kegiatan.SUSUN_SURAT)
    async def susun(self, masukan: SusunSurat) -> DrafTersusun:
        if self.galat_susun:
            raise self.galat_susun.popleft()
        isi = f"{masukan.usulan_id}{masukan.jenis}{masukan.ke}".encode()
        return DrafTersusun(
            draf=DrafSurat(
                surat_id=UUID(bytes=sha256(f"{masukan.usulan_id}{masukan.jenis}".encode()).digest()[:16]),
                usulan_id=masukan.usulan_id,
                jenis=masukan.jenis,
                nomor="1/KP/2026",
                sha256=sha256(isi).hexdigest(),
                ukuran=len(isi),
                tempat_tte=TempatTTE(halaman=1, x=1, y=1, lebar=10, tinggi=10, tinggi_halaman=800),
            ),
            penandatangan=masukan.penandatangan or f"akun-{definisi.naskah(masukan.jenis).penandatangan}",
        )

    @activity.defn(name=kegiatan.TANDATANGANI)
    async def tandatangani(self, masukan: Tandatangani) -> SuratTertanda:
        if masukan.sesi_id != PASSPHRASE_BENAR:
            raise ApplicationError("Passphrase salah.", type=JenisGalat.PASSPHRASE_SALAH, non_retryable=True)
        self.diminta += 1
        self.sampai_di_bsre.set()
        await self.boleh_menjawab.wait()
        if self.galat_tte:
            raise self.galat_tte.popleft()
        self.tanda_tangan += 1
        return SuratTertanda(**masukan.draf.model_dump(exclude={"tempat_tte"}))

    @activity.defn(name=kegiatan.ARSIPKAN)
    async def arsipkan(self, masukan: Arsipkan) -> Diarsipkan:
        if self.jawaban_ditolak:
            return Diarsipkan(ditolak=self.jawaban_ditolak.popleft())
        terbit = SuratTerbit(
            **masukan.surat.model_dump(),
            penandatangan=Pejabat(nama="Pejabat", jabatan="Kepala"),
            waktu=datetime(2026, 11, 24, tzinfo=UTC),
            kunci="terbit/x.pdf",
            token="t" * 32,
        )
        self.terbit.append(terbit)
        return Diarsipkan(surat=terbit)

    @activity.defn(name=kegiatan.PERIKSA_KEPUTUSAN)
    async def periksa_keputusan(self, masukan: PeriksaKeputusan) -> KeputusanDiperiksa:
        if beda := self.keliru.get(masukan.baris_id):
            return KeputusanDiperiksa(beda=beda)
        terbit = SuratTerbit(
            surat_id=masukan.baris_id,
            usulan_id=masukan.usulan_id,
            jenis=KEPUTUSAN_PRESIDEN_KP,
            nomor="7/K/2026",
            sha256=sha256(masukan.baris_id.bytes).hexdigest(),
            ukuran=1,
            penandatangan=Pejabat(nama="Segel", jabatan="Sekretariat Negara"),
            waktu=datetime(2026, 11, 24, tzinfo=UTC),
            kunci="terbit/y.pdf",
            token="u" * 32,
        )
        self.terbit.append(terbit)
        return KeputusanDiperiksa(surat=terbit)

    @activity.defn(name=kegiatan.PERBARUI_PROFIL)
    async def perbarui_profil(self, masukan: PerbaruiProfil) -> ProfilDiperbarui:
        if self.bentrok:
            return ProfilDiperbarui(bentrok=self.bentrok.popleft())
        self.profil.append(masukan.usulan_id)
        return ProfilDiperbarui()


@dataclass
class Dunia:
    """Satu usulan yang berjalan, orang-orangnya, dan jam yang dapat dimajukan."""

    lingkungan: WorkflowEnvironment
    klien: Client
    buku: BukuSaksi
    surat: SuratSaksi
    berkas: Berkas
    alur: WorkflowHandle

    async def keadaan(self) -> Keadaan:
        return await self.alur.query("keadaan", result_type=Keadaan)

    async def ketika(self, syarat: Callable[[Keadaan], bool]) -> None:
        while True:
            if syarat(await self.keadaan()):
                return
            await asyncio.sleep(0.05)

    async def tugas(self, kode: str) -> TugasTerbuka:
        """Tugas terbuka; gagal bila yang terbuka bukan langkah ini."""
        keadaan = await self.keadaan()
        assert keadaan.tugas is not None, f"tidak ada tugas terbuka, tahap {keadaan.tahap}"
        assert keadaan.tugas.langkah.kode == kode, keadaan.tugas.langkah.kode
        return keadaan.tugas

    async def tunggu(self, kode: str) -> TugasTerbuka:
        """Tunggu langkah ini terbuka dan tercatat (surat disusun oleh kegiatan di antara dua tugas)."""
        while True:
            keadaan = await self.keadaan()
            if keadaan.tugas and keadaan.tugas.langkah.kode == kode and keadaan.tugas.tenggat:
                return keadaan.tugas
            await self.lingkungan.sleep(timedelta(seconds=1))

    async def tunggu_berpindah(self, dari: TugasTerbuka) -> None:
        """Tunggu alur kerja menerima jawaban atas tugas ini, walau belum tercatat."""
        while (await self.keadaan()).tugas == dari:
            await self.lingkungan.sleep(timedelta(milliseconds=1))

    async def putus(
        self,
        kode: str,
        jenis: JenisPutusan,
        *,
        oleh: Pelaku | None = None,
        alasan: tuple[Alasan, ...] = (),
        id_putusan: str | None = None,
    ) -> None:
        tugas = await self.tunggu(kode)
        await self.kirim_putusan(tugas, jenis, oleh=oleh, alasan=alasan, id_putusan=id_putusan)

    async def kirim_putusan(
        self,
        tugas: TugasTerbuka,
        jenis: JenisPutusan,
        *,
        oleh: Pelaku | None = None,
        alasan: tuple[Alasan, ...] = (),
        id_putusan: str | None = None,
    ) -> None:
        await self.alur.execute_update(
            "putuskan",
            Putusan(
                tugas_id=tugas.id,
                jenis=jenis,
                alasan=alasan,
                sidik_draf=tugas.draf.sha256 if tugas.draf else None,
                pelaku=oleh or orang(tugas.langkah.peran, unit=tugas.langkah.unit),
            ),
            id=id_putusan,
        )

    async def perbaiki(self, **isi: str) -> None:
        tugas = await self.tunggu("perbaikan")
        await self.alur.execute_update(
            "perbaiki",
            Perbaikan(tugas_id=tugas.id, isi={**self.berkas.isi, **isi}, dokumen={}, pelaku=orang(Peran.OPERATOR)),
        )

    async def tanda_tangani(self, kode: str, *, sesi: UUID = PASSPHRASE_BENAR, oleh: Pelaku | None = None) -> HasilTTE:
        tugas = await self.tunggu(kode)
        return await self.alur.execute_update(
            "tanda_tangani",
            PermintaanTTE(
                tugas_id=tugas.id, sesi_id=sesi, pelaku=oleh or orang(tugas.langkah.peran, unit=tugas.langkah.unit)
            ),
            result_type=HasilTTE,
        )

    async def perbaiki_sendiri(self, **isi: str) -> None:
        """Seperti ``perbaiki``, oleh ASN yang mengusulkannya."""
        tugas = await self.tunggu("perbaikan_asn")
        perbaikan = Perbaikan(
            tugas_id=tugas.id, isi={**self.berkas.isi, **isi}, dokumen={}, pelaku=self.berkas.pengusul
        )
        await self.alur.execute_update("perbaiki", perbaikan)

    async def lurus(self, sampai: str = "") -> None:
        """Jawab setiap tugas dengan jawaban yang meneruskannya, sampai langkah itu terbuka atau usulannya selesai."""
        while tugas := await self._tugas_berikut():
            kode = tugas.langkah.kode
            if kode == sampai:
                return
            if tugas.langkah.tanda_tangan:
                await self.tanda_tangani(kode)
            else:
                meneruskan = {JenisPutusan.MS, JenisPutusan.SETUJU} & set(tugas.langkah.putusan)
                assert meneruskan, f"{kode} tidak dapat diteruskan dengan putusan; tulis ceritanya sendiri"
                await self.kirim_putusan(tugas, meneruskan.pop())
            await self.tunggu_berpindah(tugas)

    async def _tugas_berikut(self) -> TugasTerbuka | None:
        """Tugas terbuka yang sudah tercatat; kosong bila usulannya selesai."""
        while True:
            keadaan = await self.keadaan()
            if keadaan.hasil is not None:
                return None
            if keadaan.tugas and keadaan.tugas.tenggat:
                return keadaan.tugas
            await self.lingkungan.sleep(timedelta(seconds=1))

    async def sampai_validasi(self) -> None:
        await self.putus("verifikasi_instansi", JenisPutusan.MS)
        await self.putus("persetujuan", JenisPutusan.SETUJU)

    async def sampai_pertek(self) -> None:
        await self.sampai_validasi()
        await self.putus("validasi_bkn", JenisPutusan.MS)

    async def terbitkan(self, surat: str) -> None:
        await self.putus(f"paraf_{surat}", JenisPutusan.SETUJU)
        await self.tanda_tangani(f"tte_{surat}")

    async def maju(self, hari: float) -> None:
        await self.lingkungan.sleep(timedelta(days=hari))

    async def hasil(self) -> Hasil:
        return await self.alur.result()

    async def riwayat(self) -> WorkflowHistory:
        return await self.alur.fetch_history()

    async def riwayat_memuat(self, peristiwa: str) -> bool:
        """Peristiwa Temporal bernama itu sudah ada, misalnya ``workflow_execution_cancel_requested``."""
        return any(satu.HasField(f"{peristiwa}_event_attributes") for satu in (await self.riwayat()).events)


@asynccontextmanager
async def dunia(
    berkas_usulan: Berkas | None = None,
    *,
    alur: type[AlurUsulan] | None = None,
    buku: BukuSaksi | None = None,
    surat: SuratSaksi | None = None,
) -> AsyncIterator[Dunia]:
    """Server pelompat waktu sendiri bagi tiap cerita (jamnya satu untuk semua), worker, dan satu usulan."""
    isi = berkas_usulan or berkas()
    kelas = alur or cari(isi.layanan)
    buku, surat = buku or BukuSaksi(), surat or SuratSaksi()
    async with panggung([kelas], [buku.catat], surat.semua_kegiatan) as lingkungan:
        berjalan = await mulai(lingkungan.client, isi)
        yield Dunia(lingkungan, lingkungan.client, buku, surat, isi, berjalan)
        await putar_ulang(await berjalan.fetch_history(), kelas)


@asynccontextmanager
async def panggung(
    alur: Sequence[type[AlurUsulan]], pencatatan: Sequence[Kegiatan], dokumen: Sequence[Kegiatan]
) -> AsyncIterator[WorkflowEnvironment]:
    """Server pelompat waktu dengan worker kedua antreannya."""
    async with await WorkflowEnvironment.start_time_skipping(
        test_server_existing_path=server_uji(),
        data_converter=pengubah_data(KUNCI),
        interceptors=[PembubuhCap()],
    ) as lingkungan:
        await daftarkan_atribut(lingkungan.client)
        async with (
            Worker(
                lingkungan.client,
                task_queue=ANTREAN_MANUSIA,
                workflows=alur,
                activities=pencatatan,
                workflow_runner=penjalan_bersandbox(),
                interceptors=[PenerjemahGalat(), PenjagaPerintah()],
            ),
            Worker(
                lingkungan.client,
                task_queue=ANTREAN_DOKUMEN,
                activities=dokumen,
                interceptors=[PenerjemahGalat(), Pendetak()],
            ),
        ):
            yield lingkungan


async def mulai(klien: Client, isi: Berkas) -> WorkflowHandle[Any, Hasil]:
    return await klien.start_workflow(
        isi.layanan, isi, id=f"usulan-{isi.usulan_id}", task_queue=ANTREAN_MANUSIA, result_type=Hasil
    )


def server_uji() -> str | None:
    """Server pelompat waktu yang terpasang bersama paketnya."""
    return which("temporal-test-server", path=get_path("scripts"))


async def daftarkan_atribut(klien: Client) -> None:
    from temporalio.api.enums.v1 import IndexedValueType
    from temporalio.api.operatorservice.v1 import AddSearchAttributesRequest

    await klien.operator_service.add_search_attributes(
        AddSearchAttributesRequest(
            namespace=klien.namespace,
            search_attributes={
                nama: IndexedValueType.Value(f"INDEXED_VALUE_TYPE_{jenis.upper()}")
                for nama, jenis in ATRIBUT_PENCARIAN.items()
            },
        )
    )


async def putar_ulang(riwayat: WorkflowHistory, layanan: str | type[AlurUsulan]) -> None:
    """Riwayat yang baru saja terjadi harus dapat diputar ulang oleh kode yang sama."""
    alur = cari(layanan) if isinstance(layanan, str) else layanan
    await Replayer(
        workflows=[alur],
        namespace="default",
        workflow_runner=penjalan_bersandbox(),
        data_converter=pengubah_data(KUNCI),
        interceptors=[PenjagaPerintah()],  # sinyal yang dibuangnya dibuang juga saat diputar ulang
    ).replay_workflow(riwayat)


def jenis_galat(galat: WorkflowUpdateFailedError) -> str | None:
    assert isinstance(galat.cause, ApplicationError)
    return galat.cause.type

"""Keputusan dari luar di sisi worker: mengantarkannya kepada usulan yang cocok, lalu memeriksa dan mengarsipkannya."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID, uuid5

import structlog
from temporalio import activity

from activities.galat import fakta
from activities.keputusan import baca_data
from activities.penyimpanan import ObjekRusak, ObjekTidakAda, Penyimpanan
from activities.putaran import putar
from activities.tanda_tangan import HasilPeriksa, PemeriksaTandaTangan, TandaTanganTidakSah
from models import kegiatan, layanan
from models.definisi import FaktaDiterima
from models.galat import JenisGalat
from models.gudang import PabrikGudang
from models.gudang.keputusan_masuk import DataBaris, DataKeputusanMasuk, token_baru
from models.kegiatan import KeputusanDiperiksa, PeriksaKeputusan
from models.keputusan import KeputusanMasuk
from models.setneg import ArsipKeputusan, Beda, PenandatanganLuar
from models.surat import LevelTTE, Pejabat
from models.temporal import PerintahDitolak

log = structlog.get_logger(__name__)

SEKALI_ANTRE: Final = 50
JEDA_PERTAMA: Final = timedelta(seconds=5)
JEDA_TERLAMA: Final = timedelta(hours=1)
_LIPATAN: Final = 10
_TIDAK_DIKENAL = (
    "Tidak ada usulan dengan nomor pertek itu, dan ASN ber-NIP itu tidak sedang menunggu keputusan dari luar."
)
_BELUM_TERANTAR = "Mesin alur kerja belum menjawab; keputusan ini diantarkan lagi dengan sendirinya."
_LEBIH_DARI_SATU = "Lebih dari satu usulan cocok dengan nomor pertek atau NIP itu; pilih usulannya."


@dataclass
class Pengantar:
    """Putaran yang mengantarkan setiap baris keputusan kepada usulannya, paling sedikit sekali, beridentitas tetap."""

    pabrik: PabrikGudang
    kirim: Callable[[UUID, KeputusanMasuk, UUID], Awaitable[None]]
    """Usulan, pesan, id perintah; ``PerintahDitolak`` bila usulannya menolak."""

    async def jalankan(self, berhenti: asyncio.Event) -> None:
        await putar(self.antar, berhenti, "pengantaran keputusan")

    async def antar(self) -> int:
        """Antarkan semua yang waktunya tiba; hasil: banyaknya."""
        banyak = 0
        while antrean := await self._antre():
            for keputusan, baris in antrean:
                await self._antarkan(keputusan, baris)
            banyak += len(antrean)
        return banyak

    async def _antre(self) -> tuple[tuple[DataKeputusanMasuk, DataBaris], ...]:
        async with self.pabrik.transaksi() as gudang:
            return await gudang.keputusan_masuk.antre(SEKALI_ANTRE)

    async def _antarkan(self, keputusan: DataKeputusanMasuk, baris: DataBaris) -> None:
        async with self.pabrik.transaksi() as gudang:
            ditunjuk = (baris.usulan_id,) if baris.usulan_id else ()
            calon = ditunjuk or await gudang.keputusan_masuk.cari_usulan(keputusan.jenis, baris.isi)
            if len(calon) != 1:
                sebab = _LEBIH_DARI_SATU if calon else _TIDAK_DIKENAL
                return await gudang.keputusan_masuk.tak_cocok(baris, sebab)
        (usulan_id,) = calon
        masuk = KeputusanMasuk(baris_id=baris.id, pelaku=keputusan.pengirim)
        ditolak = await self._kirim(usulan_id, masuk, uuid5(baris.id, str(baris.ke)))
        async with self.pabrik.transaksi() as gudang:
            if ditolak is None:
                await gudang.keputusan_masuk.diantar(baris, usulan_id)
            elif ditolak.jenis is JenisGalat.SUDAH_BERAKHIR:
                await gudang.keputusan_masuk.tak_cocok(baris, str(ditolak), usulan_id)
            else:
                jeda = min(JEDA_PERTAMA * 2 ** min(baris.percobaan, _LIPATAN), JEDA_TERLAMA)
                await gudang.keputusan_masuk.tunda(baris, usulan_id, str(ditolak), jeda)

    async def _kirim(self, usulan_id: UUID, masuk: KeputusanMasuk, id_perintah: UUID) -> PerintahDitolak | None:
        try:
            await self.kirim(usulan_id, masuk, id_perintah)
        except PerintahDitolak as galat:
            return galat
        except Exception as galat:  # satu baris yang tersangkut tidak boleh menahan baris lain
            log.warning("keputusan belum terantar", baris=str(masuk.baris_id), galat=type(galat).__name__)
            return PerintahDitolak(JenisGalat.TIDAK_MENUNGGU, _BELUM_TERANTAR)
        return None


class Keliru(Exception):
    """Keputusan yang datang tidak cocok dengan yang ditunggu."""

    def __init__(self, beda: Iterable[Beda]) -> None:
        super().__init__()
        self.beda = tuple(beda)


@dataclass
class PemeriksaKeputusan:
    pabrik: PabrikGudang
    penyimpanan: Penyimpanan
    tanda_tangan: PemeriksaTandaTangan
    penandatangan: tuple[PenandatanganLuar, ...]
    """Pemegang sertifikat yang boleh menandatangani keputusan dari luar."""
    alamat_publik: str

    @activity.defn(name=kegiatan.PERIKSA_KEPUTUSAN)
    async def periksa(self, masukan: PeriksaKeputusan) -> KeputusanDiperiksa:
        """Boleh diulang: satu baris melahirkan satu surat, dan satu keputusan satu arsip."""
        async with self.pabrik.transaksi() as gudang:
            if (terbit := await gudang.keputusan_masuk.terbit(masukan.usulan_id, masukan.baris_id)) is not None:
                return KeputusanDiperiksa(surat=terbit)
            keputusan, baris = await gudang.keputusan_masuk.kiriman(masukan.baris_id)
            diterima = layanan.diterima(keputusan.jenis)
            dasar = await gudang.keputusan_masuk.dasar(masukan.usulan_id, diterima.dasar) if diterima else None
        if diterima is None or dasar is None:
            raise fakta("Surat yang menjadi dasar keputusan ini tidak ada atau tidak berlaku lagi; periksa usulannya.")
        pdf = await self._baca(keputusan)
        try:
            if keputusan.arsip is None:
                self._pastikan_sah(await self.tanda_tangan.periksa(pdf))
            data = await asyncio.to_thread(baca_data, pdf)
            if beda := diterima.bandingkan(dasar.isi, data.baris[baris.urut]):
                raise Keliru(beda)
            arsip = keputusan.arsip or await self._arsipkan(keputusan, pdf)
        except Keliru as galat:
            async with self.pabrik.transaksi() as gudang:
                await gudang.keputusan_masuk.keliru(baris.id, masukan.usulan_id, galat.beda)
            return KeputusanDiperiksa(beda=galat.beda)
        token = token_baru()
        isi = diterima.susun(
            FaktaDiterima(
                data=data,
                instansi_id=dasar.instansi_id,
                dasar=dasar.isi,
                rujukan=dasar.rujukan,
                penandatangan=arsip.penandatangan,
                tautan=f"{self.alamat_publik.rstrip('/')}/verifikasi/{token}",
            )
        )
        async with self.pabrik.transaksi() as gudang:
            surat = await gudang.keputusan_masuk.terbitkan(
                masukan.usulan_id, dasar.instansi_id, keputusan, baris, isi, arsip, token
            )
        return KeputusanDiperiksa(surat=surat)

    async def _baca(self, keputusan: DataKeputusanMasuk) -> bytes:
        try:
            return await self.penyimpanan.baca(keputusan.kunci)
        except (ObjekTidakAda, ObjekRusak) as galat:
            raise fakta(str(galat)) from galat

    def _pastikan_sah(self, hasil: HasilPeriksa) -> None:
        """Utuh, tepercaya, dan dari salah satu pemegang sertifikat yang terdaftar."""
        if not hasil.sah:
            raise Keliru([Beda(isian="tanda tangan", diharapkan="utuh dan tepercaya", diterima=_kalimat(hasil.alasan))])
        if (hasil.penandatangan, hasil.organisasi) not in {(satu.nama, satu.organisasi) for satu in self.penandatangan}:
            terdaftar = " atau ".join(map(str, self.penandatangan)) or "pemegang sertifikat yang terdaftar"
            datang = f"{hasil.penandatangan} ({hasil.organisasi})"
            raise Keliru([Beda(isian="penandatangan", diharapkan=terdaftar, diterima=datang)])

    async def _arsipkan(self, keputusan: DataKeputusanMasuk, pdf: bytes) -> ArsipKeputusan:
        """Tingkatkan ke B-LTA dengan bukti kita sendiri dan kunci di arsip, sekali bagi semua barisnya."""
        try:
            tahan_lama = await self.tanda_tangan.tingkatkan_lta(pdf)
        except TandaTanganTidakSah as galat:
            beda = Beda(isian="tanda tangan", diharapkan="dapat diarsipkan", diterima=_kalimat([str(galat)]))
            raise Keliru([beda]) from galat
        hasil = await self.tanda_tangan.periksa(tahan_lama)
        if not hasil.sah or hasil.level is not LevelTTE.LTA or hasil.waktu is None:
            raise fakta(f"Keputusan terarsip tidak lolos pemeriksaan: {' '.join(hasil.alasan) or hasil.level}.")
        objek = await self.penyimpanan.terbitkan(tahan_lama)
        arsip = ArsipKeputusan(
            sha256=objek.sha256,
            ukuran=objek.ukuran,
            kunci=objek.kunci,
            waktu=hasil.waktu,
            penandatangan=Pejabat(nama=hasil.penandatangan or "", jabatan=hasil.organisasi or ""),
        )
        async with self.pabrik.transaksi() as gudang:
            return await gudang.keputusan_masuk.arsipkan(keputusan.id, arsip)


def _kalimat(alasan: Iterable[str]) -> str:
    """Alasan-alasan menjadi satu anak kalimat."""
    return "; ".join(satu.rstrip(".").lower() for satu in alasan)
